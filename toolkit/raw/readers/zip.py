"""Zip: every member is read as a file of its own would be. Nothing is written but one nameless-to-others copy at a time."""

from __future__ import annotations

import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from toolkit.finding import Finding, ReadError, finding, quote
from toolkit.raw import name as names
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import FREE, RATIO, TOTAL, beginning, portion, unpacked
from toolkit.raw.kind import SNIFF, kind, reader
from toolkit.raw.readers.parquet import seekable
from toolkit.raw.source import Source

ENTRIES = 100_000
"""Members that an archive may have."""

NESTED = 3
"""Archives that may lie in one another."""

_INDEX = 64 << 20  # bytes of an archive's table of contents
_HEADER = 30


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """The documents of every member; `origin` is `file#member:line`.

    A member under a name that leads out, or encrypted, is put aside alone (archive-limit). Raises ReadError for the archive
    as a whole, before a member is read: archive-limit (ratio, size, members, overlap), archive-damaged.
    """
    yield from _archive(path, source, 1)


def _archive(path: Path, source: Source, depth: int) -> Iterator[RawDocument | Rejected]:
    if depth > NESTED:
        found = f"found archives in one another {depth} deep, the limit is {NESTED}"
        raise ReadError(finding("archive-limit", str(path), found))
    with unpacked(path) as stream, seekable(stream) as file:
        try:
            _bounded(file, str(path))
            with zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
                _sound(infos, file, str(path))
                twins = names.twins(info.filename for info in infos)
                for info in infos:
                    if not info.is_dir():
                        yield from _member(archive, info, twins, file, path, source, depth)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise ReadError(finding("archive-damaged", str(path), f"not a whole zip: {quote(error)}")) from None


def _bounded(file: BinaryIO, where: str) -> None:
    """Refuses a table of contents that would not fit into memory, before it is read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    count, index = int.from_bytes(tail[at + 10 : at + 12], "little"), int.from_bytes(tail[at + 12 : at + 16], "little")
    wide = tail.rfind(b"PK\x06\x06")
    if wide >= 0:
        count, index = (int.from_bytes(tail[wide + a : wide + a + 8], "little") for a in (32, 40))
    if at >= 0 and (count > ENTRIES or index > _INDEX):
        raise ReadError(finding("archive-limit", where, f"found {count} members, the limit is {ENTRIES}"))


def _sound(infos: list[zipfile.ZipInfo], file: BinaryIO, where: str) -> None:
    total = sum(info.file_size for info in infos)
    size = file.seek(0, 2)
    found = None
    if len(infos) > ENTRIES:
        found = f"found {len(infos)} members, the limit is {ENTRIES}"
    elif total > min(TOTAL, max(FREE, RATIO * size)):
        found = f"found {total} bytes in {size}, the limits are {RATIO} to 1 and {TOTAL}"
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for one, other in pairwise(ordered):
        if one.header_offset + _HEADER + len(one.orig_filename.encode()) // 2 + one.compress_size > other.header_offset:
            found = "found members that overlap"
    if found:
        raise ReadError(finding("archive-limit", where, found))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, twins: frozenset[str], file: BinaryIO, path: Path,
            source: Source, depth: int) -> Iterator[RawDocument | Rejected]:  # fmt: skip
    where = f"{path}#{quote(info.orig_filename, 300)}"
    end = min(info.header_offset + _HEADER + len(info.orig_filename.encode()) + info.compress_size, file.seek(0, 2))
    found = _fault(info, twins, where)
    if found is not None:
        kept = b"" if found.severity == "W" else portion(file, str(path), info.header_offset, end)
        yield Rejected(found, kept)
        return
    with tempfile.TemporaryDirectory(prefix="talentwire-") as folder:
        copy = Path(folder) / "member"  # never the member's own name
        try:
            with archive.open(info) as packed, copy.open("wb") as unpacked_copy:
                copyfileobj(packed, unpacked_copy, 1 << 18)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            wrong = finding("archive-damaged", where, f"cannot be unpacked: {quote(error)}")
            yield Rejected(wrong, portion(file, str(path), info.header_offset, end))
            return
        yield from _read(copy, info.filename, where, source, depth)


def _read(copy: Path, name: str, where: str, source: Source, depth: int) -> Iterator[RawDocument | Rejected]:
    """A member's documents, under the name that it goes by."""
    try:
        which = kind(beginning(copy, SNIFF), name)
        made = _archive(copy, source, depth + 1) if which == "zip" else reader(which)(copy, source)
        for each in made:
            if isinstance(each, RawDocument):
                yield replace(each, origin=where + each.origin.removeprefix(str(copy)))
            else:
                yield replace(each, finding=_under(each.finding, copy, where))
    except ReadError as error:
        yield Rejected(_under(error.finding, copy, where), _bytes(copy))


def _under(found: Finding, copy: Path, where: str) -> Finding:
    return replace(found, where=where + found.where.removeprefix(str(copy)))


def _bytes(copy: Path) -> bytes:
    with copy.open("rb") as file:
        return portion(file, "member", 0, file.seek(0, 2))


def _fault(info: zipfile.ZipInfo, twins: frozenset[str], where: str) -> Finding | None:
    """Why a member is not read."""
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return finding("skipped-special-file", where, "found a link, pipe or device")
    if out := names.escapes(info.orig_filename):
        return finding("archive-limit", where, f"found {out}, expected a name inside the archive")
    wrong = names.unsafe(info.orig_filename)
    if wrong or info.filename in twins:
        return finding("path-unsafe", where, f"found {wrong or 'two names that differ in normal form only'}")
    if info.flag_bits & 1:
        return finding("archive-limit", where, "found an encrypted member")
    if any(part.startswith(".") or part == "__MACOSX" for part in info.filename.split("/")):
        return finding("skipped-hidden-file", where, "found a hidden file")
    return None
