"""Where a local server keeps what it knows: a SQLite file made from the template, or a PostgreSQL of the user's."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from toolkit.finding import RemoteError, finding, quote
from toolkit.studio import install
from toolkit.studio.install import Progress
from toolkit.workspace import sync_folder


def place(data: Path, progress: Progress) -> None:
    """Puts a copy of the migrated, empty SQLite database into the server's data folder, whole or not at all."""
    database = data / "label_studio.sqlite3"
    if database.exists():
        return
    for stale in data.glob(".tmp-*"):
        stale.unlink()
    temporary = data / f".tmp-{os.getpid()}-{database.name}"
    shutil.copyfile(install.template(progress), temporary)
    temporary.chmod(0o600)
    with temporary.open("rb") as stream:
        os.fsync(stream.fileno())
    (data / f"{database.name}-journal").unlink(missing_ok=True)
    os.replace(temporary, database)
    sync_folder(data)


def postgres(address: str) -> dict[str, str]:
    """A postgresql:// address in Label Studio's words (environment variables). Raises RemoteError (studio-database)."""
    try:
        parts = urlsplit(address)
        port = parts.port or 5432
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("postgresql", "postgres") or not parts.hostname or not parts.path.strip("/"):
        shown = quote(address.rpartition("@")[2], 60)
        raise RemoteError(finding("studio-database", shown, "expected postgresql://user:password@host:port/name"))
    return {
        "DJANGO_DB": "default",
        "POSTGRE_HOST": parts.hostname,
        "POSTGRE_PORT": str(port),
        "POSTGRE_NAME": unquote(parts.path.strip("/")),
        "POSTGRE_USER": unquote(parts.username or "postgres"),
        "POSTGRE_PASSWORD": unquote(parts.password or ""),
    }
