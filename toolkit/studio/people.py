"""Annotators by the names that the team calls them: who on a server is who. Kept in .studio/people.json, never in git."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from toolkit.finding import RemoteError, finding, quote
from toolkit.studio import password as passwords
from toolkit.studio import server
from toolkit.studio.client import Client
from toolkit.workspace import Workspace, dump, sha256, write

_PLAIN = re.compile(r"[A-Za-z0-9][\w.+-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What to tell an annotator: where to go, and the login. `password` is None where they choose it themselves; it is
    kept nowhere. `new` is False where they have a login already.
    """

    name: str
    url: str
    email: str
    new: bool
    password: str | None = field(default=None, repr=False)


def invite(
    workspace: Workspace, client: Client, name: str, email: str | None = None, *, reset: bool = False
) -> Invitation:
    """Gives an annotator a login on the server in use; the name stands for that person from then on.

    On the workspace's own server the user is made, with a password; on another one the person gets the invite link, signs
    up with this e-mail, and chooses the password. Without `email`, one at example.com stands for it: no mail is sent.
    `reset` gives somebody who has a login on the workspace's own server another password.
    Raises RemoteError: ls-signup, or annotator-missing where the server gives out no link.
    """
    known, name = _known(workspace, client.url), name.strip()
    email = (email or known.get(name, {}).get("email") or _address(name)).lower()
    clash = any((each["email"] == email) != (other == name) for other, each in known.items())
    if clash or not name or "," in name or "=" in name or not name.isprintable():
        message = f"{quote(name)} {quote(email)}: a name is one person's, without comma or equals sign"
        raise RemoteError(finding("ls-signup", client.url, message))
    there = any(_is(user, email) for user in client.users())
    running = server.status(workspace)
    own = running is not None and running.url == client.url
    if reset and not own:
        message = f"{quote(name)} asks its owner: the password can be changed here only on the workspace's own server"
        raise RemoteError(finding("ls-signup", client.url, message))
    password = secrets.token_urlsafe(12) if own and (reset or not there) else None
    link = client.url
    if password and there:
        passwords.reset(workspace, email, password)
    elif password:
        client.register(email, password)
    elif not there:
        link = client.url + _link(client, name)
    _remember(workspace, client.url, name, {"email": email} | known.get(name, {}))
    return Invitation(name, link, email, not there, password)


def find(workspace: Workspace, client: Client, name: str) -> int:
    """The server's id of an annotator: by the name given at invitation, or by e-mail, or by what stands before its @.

    Somebody who was found once and has left since is still who they were. Raises RemoteError (annotator-missing) where the
    name is nobody's, or several people's.
    """
    name = name.strip()
    known = _known(workspace, client.url).get(name, {})
    email = known.get("email")
    users = client.users()
    found = [user for user in users if _is(user, email or name)]
    if not found and email is None:
        found = [user for user in users if str(user.get("email", "")).lower().partition("@")[0] == name.lower()]
    if not found and "id" in known:
        return int(known["id"])
    if len(found) != 1:
        why = (
            "several people's" if found else "nobody's" if email is None else f"{quote(email)}, who did not sign up yet"
        )
        raise RemoteError(finding("annotator-missing", client.url, f"{quote(name)} is {why}"))
    _remember(workspace, client.url, name, {"email": str(found[0]["email"]).lower(), "id": found[0]["id"]})
    return int(found[0]["id"])


def names(workspace: Workspace, client: Client | None = None) -> dict[str, str]:
    """What people are called here, by the server's id of them; where a server is asked, the others by their e-mails."""
    known = {url: each for url, each in _read(workspace).items() if client is None or url == client.url}
    people = [(name, person) for several in known.values() for name, person in several.items()]
    emails = {person["email"]: name for name, person in people}
    said = {str(person["id"]): name for name, person in people if "id" in person}
    for user in client.users() if client else ():
        email = str(user.get("email") or "")
        said.setdefault(str(user["id"]), emails.get(email.lower(), email))
    return said


def _address(name: str) -> str:
    """An e-mail for a name: Label Studio wants one for a login, and takes only plain letters before the @."""
    if "@" in name:
        return name
    return f"{name if _PLAIN.fullmatch(name) else f'annotator-{sha256(name)[:8]}'}@example.com"


def _link(client: Client, name: str) -> str:
    try:
        return client.invite()
    except RemoteError as problem:
        if problem.finding.code not in ("ls-forbidden", "ls-missing"):
            raise
        message = f"the server gives out no invite link; ask its owner: Organization > Add People, for {quote(name)}"
        raise RemoteError(finding("annotator-missing", client.url, message)) from None


def _is(user: dict[str, object], email: str) -> bool:
    return str(user.get("email") or "").lower() == email.strip().lower()


def _known(workspace: Workspace, url: str) -> dict[str, dict[str, Any]]:
    """The people of a server by name: their e-mails, and the server's ids of them as far as they were asked for."""
    return _read(workspace).get(url, {})


def _read(workspace: Workspace) -> dict[str, dict[str, dict[str, Any]]]:
    path = workspace.studio / "people.json"
    said: dict[str, dict[str, dict[str, Any]]] = json.loads(path.read_bytes()) if path.is_file() else {}
    return said


def _remember(workspace: Workspace, url: str, name: str, person: dict[str, Any]) -> None:
    said = _read(workspace)
    if said.get(url, {}).get(name) != person:
        said.setdefault(url, {})[name] = person
        write(workspace.studio / "people.json", dump(said, indent=True), 0o600)
