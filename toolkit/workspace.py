"""A workspace on disk: where things are kept, and how they are written so that a kill leaves old or new, never half."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.finding import Finding, Tally, ToolkitError, finding

_TEMPORARY = ".tmp-"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder that the verbs work in (`--root`), and the place of everything in it."""

    root: Path

    @property
    def schemas(self) -> Path:
        """What people decided: scheme.yaml, sources.yaml."""
        return self.root / "schemas"

    @property
    def annotations(self) -> Path:
        """What people said: batches, gold, splits."""
        return self.root / "annotations"

    @property
    def card(self) -> Path:
        """The dataset's configuration and prose."""
        return self.root / "DATASET_CARD.md"

    @property
    def raw(self) -> Path:
        """Pages as received."""
        return self.root / "data" / "raw"

    @property
    def pulls(self) -> Path:
        """Server payloads as received."""
        return self.root / "data" / "pulls"

    @property
    def articles(self) -> Path:
        """Made: clean articles."""
        return self.root / "data" / "articles"

    @property
    def predictions(self) -> Path:
        """Made: what the taggers suggest."""
        return self.root / "data" / "predictions"

    @property
    def models(self) -> Path:
        """Made: what taggers have learned, a folder for each."""
        return self.root / "data" / "models"

    @property
    def releases(self) -> Path:
        """Made: one folder a version."""
        return self.root / "data" / "releases"

    @property
    def runs(self) -> Path:
        """The record of every run."""
        return self.root / "data" / "runs"

    @property
    def studio(self) -> Path:
        """The local Label Studio's data and keys; never in git."""
        return self.root / ".studio"

    def require(self) -> Workspace:
        """The workspace itself, if there is one here. Raises ToolkitError (workspace-missing) otherwise."""
        if not (self.schemas / "scheme.yaml").is_file():
            raise ToolkitError(finding("workspace-missing", str(self.root), "no schemas/scheme.yaml in this folder"))
        return self

    def quarantine(self, stage: str, content: bytes, found: list[Finding]) -> Path:
        """Puts the exact bytes of an offending item aside, with the findings that put it there; once per content."""
        from toolkit import __version__

        digest = sha256(content)
        folder = self.root / "data" / "quarantine" / stage
        write(folder / f"{digest}.bin", content)
        facts = {"sha256": digest, "toolkit": __version__, "findings": [each.to_dict() for each in found]}
        write(folder / f"{digest}.json", dump(facts))
        return folder / f"{digest}.bin"

    def repairs(self, stage: str, rows: list[dict[str, Any]]) -> None:
        """Records repairs (before and after of each) made by a stage; made anew with that stage's output."""
        write(self.root / "data" / "repairs" / f"{stage}.jsonl", b"".join(dump(row) for row in rows))

    def record(self, verb: str, tally: Tally, outputs: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Keeps and returns the record of a run, the same object that --json prints."""
        from toolkit import __version__

        run = {
            "verb": verb,
            "version": __version__,
            **tally.to_dict(),
            "findings": [each.to_dict() for each in tally.findings],
            "outputs": outputs,
            "seconds": round(seconds, 3),
        }
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        write(self.runs / f"{stamp}-{verb.replace(' ', '-')}.json", dump(run))
        return run

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """One writer at a time. Raises ToolkitError (locked) naming the holder; the lock of a dead process is taken over."""
        import fcntl

        path = self.root / "data" / f".{name}.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel frees it when its holder dies
            except BlockingIOError:
                holder = os.pread(handle, 200, 0).decode("utf-8", "replace").strip() or "another process"
                raise ToolkitError(finding("locked", str(path), f"held by {holder}")) from None
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"pid {os.getpid()} on {socket.gethostname()} since {time.ctime()}".encode(), 0)
            yield
        finally:
            os.close(handle)


def starter(name: str) -> Path:
    """A file that a new workspace begins with (schemas/scheme.yaml, DATASET_CARD.md, annotations/GUIDELINES.md ...).

    In a wheel these lie inside the package; in a checkout they are the project's own, so there is only one of each.
    """
    packed = Path(str(files("toolkit"))) / "starter" / name
    return packed if packed.exists() else Path(str(files("toolkit"))).parent / name


def cache_folder() -> Path:
    """The user's cache for this toolkit (XDG_CACHE_HOME or ~/.cache), where the server's environment lies."""
    base = os.environ.get("TALENTWIRE_CACHE") or os.environ.get("XDG_CACHE_HOME")
    home = Path(base) if base else Path.home() / ".cache"
    return home if os.environ.get("TALENTWIRE_CACHE") else home / "talentwire"


def sha256(content: bytes | str) -> str:
    """The SHA-256 of bytes, or of a text's UTF-8, in hex."""
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()


def dump(value: Any, *, indent: bool = False) -> bytes:
    """A value as one line of JSON (or indented), keys in their own order, with its newline: the same bytes always.

    UTF-8 as it is; only a value with a lone surrogate, which UTF-8 cannot hold, is escaped throughout.
    """
    form: dict[str, Any] = {"indent": 1 if indent else None, "separators": None if indent else (",", ":")}
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, **form).encode("utf-8") + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False, **form).encode("ascii") + b"\n"


def write(path: Path, content: bytes, mode: int = 0o644) -> Path:
    """Writes a file whole or not at all: temporary file, fsync, rename, fsync of the folder. Returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{path.name}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)
    return path


def sync_folder(folder: Path) -> None:
    """Makes a rename in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Removes what killed runs left half-written in a folder (and only that)."""
    for stale in folder.rglob(f"{_TEMPORARY}*") if folder.is_dir() else ():
        owner = stale.name.removeprefix(_TEMPORARY).split("-", 1)[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists() and stale.is_file():
            with suppress(FileNotFoundError):
                stale.unlink()
