"""A project's export as the server's snapshot: asked for, waited for, fetched whole, and cleaned up after."""

from __future__ import annotations

import hashlib
import json
import os
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit.finding import RemoteError
from toolkit.studio.connection import Connection
from toolkit.workspace import sync_folder

PATIENCE = 3600.0
"""The seconds that a server may take to make a snapshot."""


def take(
    connection: Connection, project: int, folder: Path, *, view: int | None = None, copies: Path | None = None
) -> Path:
    """Makes a snapshot of a project (or of a view of it), brings it into the folder, and removes the server's copy.

    The file is a whole JSON list, checked against the server's digest. `copies` is where a local server keeps what it
    exported: it forgets to remove that. Raises RemoteError (ls-export) where it cannot be had whole.
    """
    title = f"toolkit-{uuid.uuid4().hex}"
    full = {"only_id": False}
    body: dict[str, Any] = {
        "title": title,
        "serialization_options": {"drafts": full, "predictions": full, "annotations__completed_by": full},
    }
    if view is not None:
        body["task_filter_options"] = {"view": view}
    place = f"/api/projects/{project}/exports"
    begun = time.time()
    try:
        snapshot = connection.write("POST", f"{place}/", body, unsure=True)
    except RemoteError as problem:
        if problem.finding.code != "ls-unsure":
            raise
        snapshot = _find(connection, place, title)  # the server goes on without us
    try:
        snapshot = _finished(connection, f"{place}/{snapshot['id']}", snapshot)
        return _download(connection, f"{place}/{snapshot['id']}/download", snapshot, folder / f"{title}.json")
    finally:
        with suppress(RemoteError):
            connection.write("DELETE", f"{place}/{snapshot['id']}", again=True)
        digest = str(snapshot.get("md5") or "")[:8]
        for copy in copies.glob(f"{project}/*-{digest}*.json") if copies and digest else ():
            if copy.stat().st_mtime >= begun - 1.0:
                copy.unlink(missing_ok=True)


def _find(connection: Connection, place: str, title: str) -> dict[str, Any]:
    """The snapshot with a title."""
    for pause in (0.0, 1.0, 5.0, 15.0):
        time.sleep(pause)
        for each in connection.read(f"{place}/"):
            if each.get("title") == title:
                return dict(each)
    raise connection.error("ls-export", "the connection was lost before the export began")


def _finished(connection: Connection, path: str, snapshot: dict[str, Any]) -> dict[str, Any]:
    """Waits until a snapshot is complete."""
    deadline = time.monotonic() + PATIENCE
    while snapshot.get("status") not in ("completed", "failed"):
        if time.monotonic() > deadline:
            raise connection.error("ls-export", f"not ready after {PATIENCE:.0f} s")
        time.sleep(1.0)
        snapshot = connection.read(path)
    if snapshot["status"] == "failed":
        raise connection.error("ls-export", "the server could not make it; its log says why")
    return snapshot


def _download(connection: Connection, path: str, snapshot: dict[str, Any], target: Path) -> Path:
    """Streams a snapshot to a file, which gets its name only when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".tmp-{os.getpid()}-{target.name}")
    digest = hashlib.md5(usedforsecurity=False)
    try:
        with temporary.open("wb") as stream, connection.stream(path, {"exportType": "JSON"}) as chunks:
            for chunk in chunks:
                digest.update(chunk)
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        whole = (snapshot.get("md5") or digest.hexdigest()) == digest.hexdigest()
        if not whole or not _is_list(temporary):
            raise connection.error("ls-export", "what arrived is not the whole export")
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)
    return target


def _is_list(path: Path) -> bool:
    """Whether a file is a whole JSON list."""
    try:
        return isinstance(json.loads(path.read_bytes()), list)
    except ValueError:
        return False
