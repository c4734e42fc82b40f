"""A new password for who has lost theirs, on the workspace's own server: no mail is sent from there."""

from __future__ import annotations

import subprocess

from toolkit.finding import RemoteError, finding, quote
from toolkit.studio import database, install
from toolkit.workspace import Workspace


def reset(workspace: Workspace, email: str, password: str) -> None:
    """Gives a user of the workspace's own server another password. Raises RemoteError (ls-signup) where that fails."""
    data = workspace.studio.absolute() / "data"
    address = (workspace.studio / "database").read_text("utf-8")
    env = install.settings(data) | (database.postgres(address) if address else {})
    home = install.environment() / "bin"
    command = [str(home / "python"), str(home / "label-studio"), "reset_password", "--username", email]
    # asked for on a terminal, which a session of its own does not have: so it is read from stdin, and in no process list
    said = subprocess.run(
        command, input=f"{password}\n", capture_output=True, text=True, env=env, cwd=data, start_new_session=True, timeout=300,
        check=False,
    )  # fmt: skip
    if "Password successfully changed" not in said.stdout:
        last = (said.stdout or said.stderr).strip().rpartition("\n")[2].replace(password, "[hidden]")
        raise RemoteError(finding("ls-signup", quote(email), f"its password was not changed: {quote(last, 160)}"))
