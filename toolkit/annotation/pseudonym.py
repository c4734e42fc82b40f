"""Annotators under keyed pseudonyms: the same person is the same name, and nobody without the key can tell whose."""

from __future__ import annotations

import hmac
import os
import secrets

from toolkit.workspace import Workspace, write


def key(workspace: Workspace) -> bytes:
    """The workspace's secret key, made on first use (.studio/pseudonym.key, readable by its owner only). Back it up."""
    path = workspace.studio / "pseudonym.key"
    if not path.exists():
        workspace.studio.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(path, secrets.token_bytes(32).hex().encode(), mode=0o600)
        os.chmod(workspace.studio, 0o700)
    return bytes.fromhex(path.read_text("ascii").strip())


def of(secret: bytes, who: str) -> str:
    """The pseudonym of a person (an id or an address), as `a-` and ten hex digits."""
    return "a-" + hmac.digest(secret, who.encode("utf-8", "surrogatepass"), "sha256").hex()[:10]
