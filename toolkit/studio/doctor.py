"""What stands in the way of working with a Label Studio: one finding for each, none when all is well."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from toolkit.finding import Finding, RemoteError, finding, quote
from toolkit.studio import account, server
from toolkit.studio.client import Client, connect, version_finding
from toolkit.studio.connection import LOOPBACK
from toolkit.workspace import Workspace, cache_folder

ROOM = 2 * 1024**3
"""The bytes that a disk should have free: the server's environment takes 0.8 GB, and exports come on top."""

SKEW = 60.0
"""The seconds that two clocks may differ."""


def examine(workspace: Workspace, *, ca_file: str | None = None) -> list[Finding]:
    """Looks at the server that `connect` would use, at this machine and at the workspace. Changes nothing."""
    found = _disk(workspace) + _config(workspace)
    try:
        client = connect(workspace, ca_file=ca_file)
        found += _remote(client) + _local(workspace, client)
    except RemoteError as problem:
        found.append(problem.finding)
    return found


def _remote(client: Client) -> list[Finding]:
    """The server's version, our token, the clocks, and whether strangers may sign up. Raises RemoteError."""
    found = version_finding(client.version(), client.url)
    parts = urlsplit(client.url)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        found.append(finding("ls-plain", client.url, "the token and the texts travel unencrypted"))
    client.whoami()
    with suppress(ValueError):
        skew = time.time() - parsedate_to_datetime(client.connection.date or "").timestamp()
        if abs(skew) > SKEW:
            found.append(finding("ls-clock", client.url, f"this machine's clock is {skew:+.0f} s off the server's"))
    if account.is_open(client.url):
        found.append(finding("ls-signup-open", client.url, "the sign-up page takes anybody"))
    return found


def _local(workspace: Workspace, client: Client) -> list[Finding]:
    """Keys that others on this machine could read."""
    running = server.status(workspace)
    if running is None or running.url != client.url:
        return []
    open_files = [p for p in _keys(workspace) if p.exists() and p.stat().st_mode & 0o077]
    return [finding("studio-keys-open", str(path), "others on this machine can read it") for path in open_files]


def _keys(workspace: Workspace) -> list[Path]:
    return [
        workspace.studio,
        *(
            workspace.studio / name
            for name in ("token", "login.json", "database", "server.json", "pseudonym.key", "mark")
        ),
    ]


def _disk(workspace: Workspace) -> list[Finding]:
    """Folders whose disk is nearly full."""
    found, seen = [], set()
    for folder in (workspace.root, cache_folder()):
        there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        free, disk = shutil.disk_usage(there).free, there.stat().st_dev
        if free < ROOM and disk not in seen:
            found.append(
                finding("disk-room", quote(there), f"{free / 1024**3:.1f} GB free, {ROOM / 1024**3:.0f} GB are needed")
            )
        seen.add(disk)
    return found


def _config(workspace: Workspace) -> list[Finding]:
    """The labelling interface, made from the scheme."""
    path = workspace.schemas / "label_config.xml"
    return (
        []
        if path.is_file()
        else [finding("studio-config", str(path), "there is no labelling interface to give to a project")]
    )
