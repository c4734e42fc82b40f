"""Annotators under keyed pseudonyms: the same person is the same name, and nobody without the key can tell whose."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from toolkit.finding import SchemeError, finding
from toolkit.workspace import Workspace, write

if TYPE_CHECKING:
    from toolkit.studio.client import Client


def key(workspace: Workspace) -> bytes:
    """The workspace's secret key, made on first use (.studio/pseudonym.key, readable by its owner only). Back it up.

    Its fingerprint lies in annotations/pseudonym-key.txt. Raises SchemeError (pseudonym-key) where annotations were made
    with a key that is not here: with a new one everybody would become somebody else, and vote twice.
    """
    path, known = workspace.studio / "pseudonym.key", workspace.annotations / "pseudonym-key.txt"
    if not path.exists():
        if known.exists():
            raise SchemeError(finding("pseudonym-key", str(path), "it is missing, and annotations were made with it"))
        workspace.studio.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(path, secrets.token_bytes(32).hex().encode(), mode=0o600)
    try:
        secret = bytes.fromhex(path.read_text("ascii").strip())
    except ValueError:
        raise SchemeError(finding("pseudonym-key", str(path), "it holds no key")) from None
    fingerprint = hmac.digest(secret, b"fingerprint", "sha256").hex()[:16]
    if not known.exists():
        write(known, f"{fingerprint}\n".encode())
    elif known.read_text("ascii").strip() != fingerprint:
        raise SchemeError(finding("pseudonym-key", str(path), "it is not the key that annotations were made with"))
    return secret


def of(secret: bytes, who: str) -> str:
    """The pseudonym of a person (an id or an address), as `a-` and ten hex digits."""
    return "a-" + hmac.digest(secret, who.encode("utf-8", "surrogatepass"), "sha256").hex()[:10]


def find(workspace: Workspace, client: Client, name: str) -> str:
    """The pseudonym of a person by the name that the team calls them. Raises RemoteError (annotator-missing)."""
    from toolkit.studio import people

    return of(key(workspace), str(people.find(workspace, client, name)))


def names(workspace: Workspace, client: Client | None = None) -> dict[str, str]:
    """What people are called here, by their pseudonyms: for the screen, never for a file in git."""
    from toolkit.studio import people

    if not (workspace.studio / "pseudonym.key").exists():
        return {}
    secret = key(workspace)
    return {of(secret, who): name for who, name in people.names(workspace, client).items()}
