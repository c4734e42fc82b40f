"""A Label Studio of the workspace's own: one at most, on loopback, everything of it in `.studio/`.

.studio/alive         the lock that the server holds while it lives: "does one run?" is "is it held?"
.studio/server.json   pid, when it was born, port, url: written by the launcher before it becomes the server
.studio/token, login.json, database   keys (0600), made once
.studio/server.log    what the server says
.studio/data/         Label Studio's own: database, media, SECRET_KEY
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from toolkit.finding import RemoteError, ToolkitError, finding, quote
from toolkit.studio import account, install, process
from toolkit.studio import database as database_files
from toolkit.studio.connection import Connection
from toolkit.studio.install import Progress, quiet
from toolkit.workspace import Workspace, dump, write

PATIENCE = 300.0
"""The seconds that a server may take until it answers."""

POLITENESS = 15.0
"""The seconds that a server is given to end by itself."""

EMAIL = "admin@example.com"

_TAKEN = "port is already in use"  # Django's words


@dataclass(frozen=True, slots=True)
class Server:
    """A local server that lives."""

    url: str
    port: int
    pid: int


@dataclass(frozen=True, slots=True)
class Login:
    """How a person logs in to the local server in a browser."""

    email: str
    password: str = field(repr=False)


def start(
    workspace: Workspace,
    *,
    port: int | None = None,
    database: str | None = None,
    local_backends: bool = False,
    progress: Progress = quiet,
) -> Server:
    """The workspace's server, started where none lives, and ready to answer.

    Whatever was killed before, and however many start at once: there is one. `port` is for a new server (default: any
    free one). `database` is a postgresql:// address instead of SQLite, remembered for the next start.
    `local_backends` lets it ask for suggestions on this machine (`toolkit studio suggest --connect`).
    Raises RemoteError: studio-port (taken), studio-died (see its log), studio-install, studio-database.
    """
    folder = _folder(workspace)
    if port is not None:
        _refuse_taken(port, workspace)
    begun = time.monotonic()
    for attempt in range(3):
        while (handle := process.hold(folder / "alive")) is None:
            if (server := status(workspace)) and _answers(server):
                return server
            _bounded(begun, folder, progress, "waiting for the Label Studio that is being started")
        try:
            pid = _launch(folder, handle, port or _free_port(), database, progress, local_backends)
        finally:
            os.close(handle)  # from here on the server alone holds it
        birth = process.born(pid) or ""
        try:
            server = _ready(workspace, pid, progress)
            _mend_token(folder, server)
            return server
        except BaseException as problem:
            process.end(pid, birth, POLITENESS)
            taken = isinstance(problem, RemoteError) and problem.finding.code == "studio-port"
            if not taken or port is not None or attempt == 2:
                raise
    raise AssertionError("unreachable")


def stop(workspace: Workspace) -> bool:
    """Ends the workspace's server, within POLITENESS and a moment. False where none lived.

    Raises ToolkitError (locked) while another process is still preparing one.
    """
    folder = workspace.studio
    deadline = time.monotonic() + 5.0
    lived = False
    while process.held(folder / "alive"):
        if (state := _state(folder)) is not None:
            process.end(state["pid"], state["born"], POLITENESS)
            lived = True
        elif time.monotonic() > deadline:
            raise ToolkitError(finding("locked", str(folder), "another process is preparing the server"))
        time.sleep(0.05)
    if folder.is_dir() and (handle := process.hold(folder / "alive")) is not None:
        (folder / "server.json").unlink(missing_ok=True)
        os.close(handle)
    return lived


def status(workspace: Workspace) -> Server | None:
    """The server that lives in this workspace (it may still be starting), or None. Asks the system, not the server."""
    if not process.held(workspace.studio / "alive") or (state := _state(workspace.studio)) is None:
        return None
    return Server(state["url"], state["port"], state["pid"])


def token(workspace: Workspace) -> str:
    """The local administrator's token. Raises RemoteError (studio-not-running) where none was ever started here."""
    return _secret(workspace, "token").strip()


def login(workspace: Workspace) -> Login:
    """The local administrator's login. Raises as `token` does."""
    return Login(**json.loads(_secret(workspace, "login.json")))


def log(workspace: Workspace) -> Path:
    """Where the server writes what it does."""
    return workspace.studio / "server.log"


def export_copies(workspace: Workspace) -> Path:
    """Where the server keeps copies of what was exported (it never removes them, whatever is deleted in its API)."""
    return workspace.studio / "data" / "media" / "export"


def _secret(workspace: Workspace, name: str) -> str:
    try:
        return (workspace.studio / name).read_text("utf-8")
    except FileNotFoundError:
        raise RemoteError(
            finding("studio-not-running", str(workspace.root), "no server was started here yet")
        ) from None


def _folder(workspace: Workspace) -> Path:
    """`.studio/`, for the user's eyes only, and never in git."""
    folder = workspace.studio.absolute()  # the server works in a folder of its own
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    if not (folder / ".gitignore").exists():
        write(folder / ".gitignore", b"*\n")
    return folder


def _launch(
    folder: Path, handle: int, port: int, database: str | None, progress: Progress, local_backends: bool
) -> int:
    """Prepares what is missing, starts the server, which inherits the lock, and returns its pid."""
    (folder / "server.json").unlink(missing_ok=True)
    for name, made in (
        ("token", secrets.token_hex(20).encode()),
        ("login.json", dump({"email": EMAIL, "password": secrets.token_urlsafe(12)})),
        ("database", (database or "").encode()),
    ):
        if not (folder / name).exists() or (name == "database" and database):
            write(folder / name, made, 0o600)
    home = install.environment(progress)
    data = folder / "data"
    data.mkdir(mode=0o700, exist_ok=True)
    address = (folder / "database").read_text("utf-8")
    if not address:
        database_files.place(data, progress)
    person = json.loads((folder / "login.json").read_text("utf-8"))
    env = install.settings(data, local_backends=local_backends) | {
        "LABEL_STUDIO_USERNAME": person["email"],
        "LABEL_STUDIO_PASSWORD": person["password"],
        "LABEL_STUDIO_USER_TOKEN": (folder / "token").read_text("utf-8").strip(),
        **(database_files.postgres(address) if address else {}),
    }
    # --debug does one thing: a taken port is an error, where Label Studio would silently take the next one.
    command = [str(home / "bin" / name) for name in ("python", "label-studio")]
    command += ["start", "--debug", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port)]
    state, log = folder / "server.json", folder / "server.log"
    try:
        return process.launch(state, log, port, command, cwd=data, env=env, lock=handle)
    except BaseException:
        time.sleep(0.5)  # an interrupted launch may have got as far as its state file; nobody else can write one now
        if (begun := _state(folder)) is not None:
            process.end(begun["pid"], begun["born"], POLITENESS)
        raise


def _ready(workspace: Workspace, pid: int, progress: Progress) -> Server:
    """Waits until the server that was just launched answers."""
    begun = time.monotonic()
    folder = workspace.studio
    while process.born(pid):
        if (server := status(workspace)) and server.pid == pid and _answers(server):
            return server
        _bounded(begun, folder, progress, "starting Label Studio")
    said = log(workspace).read_text("utf-8", "replace").strip()
    if _TAKEN in said:
        raise RemoteError(finding("studio-port", "127.0.0.1", "another program took the port meanwhile"))
    last = quote(_hidden(folder, said.rpartition("\n")[2]) or "nothing", 160)
    raise RemoteError(
        finding("studio-died", str(log(workspace)), f"Label Studio ended while starting; its last words: {last}")
    )


def _bounded(begun: float, folder: Path, progress: Progress, message: str) -> None:
    """One beat of a wait. Raises RemoteError (studio-died) when PATIENCE is over."""
    seconds = time.monotonic() - begun
    if seconds > PATIENCE:
        raise RemoteError(finding("studio-died", str(folder / "server.log"), f"no answer after {seconds:.0f} s"))
    progress(seconds, message)
    time.sleep(0.2)


def _answers(server: Server) -> bool:
    """Whether it is this server that says it is healthy. No token is sent: who answers is not known before."""
    try:
        with httpx.Client(trust_env=False, timeout=10.0) as http:
            good = http.get(f"{server.url}/health").status_code == 200
    except httpx.TransportError:
        return False
    return good and process.listens(server.pid, server.port) is not False


def _mend_token(folder: Path, server: Server) -> None:
    """A server killed between making its user and giving it our token has another one: from now on that is ours."""
    try:
        Connection(server.url, (folder / "token").read_text("utf-8")).read("/api/current-user/whoami")
    except RemoteError as problem:
        if problem.finding.code == "ls-unauthorized":
            person = json.loads((folder / "login.json").read_text("utf-8"))
            with suppress(RemoteError):  # someone changed the password: doctor and connect say so
                write(
                    folder / "token", account.own_token(server.url, person["email"], person["password"]).encode(), 0o600
                )


def _state(folder: Path) -> dict[str, Any] | None:
    """The state file of a process that is still the same one."""
    try:
        state = json.loads((folder / "server.json").read_bytes())
        return state if process.born(state["pid"]) == state["born"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _hidden(folder: Path, text: str) -> str:
    """A line of the log without our keys."""
    for secret in ((folder / "token").read_text("utf-8"), json.loads((folder / "login.json").read_bytes())["password"]):
        text = text.replace(secret, "[hidden]")
    return text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _refuse_taken(port: int, workspace: Workspace) -> None:
    """Raises RemoteError (studio-port) where a port cannot be had, unless it is our own server that has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as problem:
            if status(workspace) is None:
                why = problem.strerror if isinstance(problem, OSError) else "no port has this number"
                raise RemoteError(finding("studio-port", f"127.0.0.1:{port}", f"cannot listen there: {why}")) from None
