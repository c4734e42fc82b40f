"""Opening what a user names, and nothing else: no link, pipe or device is followed, and no half-written file is taken."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path
from typing import BinaryIO

from toolkit.finding import Finding, ReadError, finding, quote
from toolkit.raw.document import Rejected, reference

LARGEST = 8_000_000
"""Bytes that a page may have, alone in a file or as a record of one; an article's limit is in characters, and lower."""

TOTAL = 1 << 33
"""Bytes that an archive may unpack to."""

RATIO = 250
"""How many times its size an archive may unpack to, beyond the first FREE bytes; text in earnest stays below 100."""

FREE = 1 << 22

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """A regular file, open for reading. Raises ReadError on the way in (raw-io, skipped-special-file) or out (changed)."""
    where = str(path)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        code = "skipped-special-file" if path.is_symlink() else "raw-io"
        raise ReadError(finding(code, where, f"cannot be read: {error.strerror} ({error.errno})")) from None
    with os.fdopen(handle, "rb") as stream:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise ReadError(finding("skipped-special-file", where, "found a pipe, device or folder, expected a file"))
        try:
            yield stream
        except OSError as error:
            raise ReadError(finding("raw-io", where, f"cannot be read: {error.strerror} ({error.errno})")) from None
        after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise ReadError(
                finding("raw-changed-during-read", where, f"had {before.st_size} bytes, now {after.st_size}")
            )


@contextmanager
def unpacked(path: Path) -> Iterator[BufferedReader]:
    """As `opened`, and what is in it where it is gzip (whatever its name), of any number of members.

    Reading raises ReadError (archive-damaged) where the gzip ends too soon, after all that came before has been read, and
    archive-limit where it grows beyond RATIO or TOTAL.
    """
    with opened(path) as stream:
        if stream.peek(2)[:2] == _GZIP:
            yield BufferedReader(_Gunzip(stream, str(path)), 1 << 16)
        else:
            yield stream


def beginning(path: Path, size: int) -> bytes:
    """The first bytes of what is in a file. Raises ReadError as `unpacked`, raw-empty-file, and archive-limit for gzip in gzip."""
    with unpacked(path) as stream:
        head = b""
        try:
            while len(head) < size and (more := stream.read1(size - len(head))):
                head += more
        except ReadError:  # whoever reads on will meet it
            if not head:
                raise
        if not head:
            raise ReadError(finding("raw-empty-file", str(path), "found 0 bytes, expected a page"))
        if head.startswith(_GZIP):
            raise ReadError(finding("archive-limit", str(path), "found gzip in gzip"))
        return head


class _Gunzip(RawIOBase):
    """What a gzip stream holds, a little at a time."""

    def __init__(self, stream: BinaryIO, where: str) -> None:
        self.stream, self.where = stream, where
        self.given = self.taken = 0
        self.member = zlib.decompressobj(31)
        self.waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            if not self.waiting:
                self.waiting = self.stream.read(1 << 16)
                self.taken += len(self.waiting)
            if self.member.eof and not self._next():
                return 0
            if not self.waiting:
                raise self._error("archive-damaged", "found its end too soon: it was cut")
            try:
                data = self.member.decompress(self.waiting, len(buffer))
            except zlib.error as error:
                raise self._error("archive-damaged", f"cannot be unpacked: {error}") from None
            self.waiting = self.member.unused_data if self.member.eof else self.member.unconsumed_tail
            self.given += len(data)
            if self.given > min(TOTAL, max(FREE, RATIO * self.taken)):
                found = f"found {self.given} bytes in {self.taken}, the limits are {RATIO} to 1 and {TOTAL}"
                raise self._error("archive-limit", found)
            if data:
                buffer[: len(data)] = data
                return len(data)

    def _next(self) -> bool:
        """Goes on to the next member; False at the end. Zeros after a member are padding, anything else is a fault."""
        while not self.waiting.strip(b"\0"):
            self.waiting = self.stream.read(1 << 16)
            self.taken += len(self.waiting)
            if not self.waiting:
                return False
        if not self.waiting.startswith(_GZIP):
            place = self.taken - len(self.waiting)
            raise self._error("archive-damaged", f"found {quote(self.waiting[:8])} at byte {place}, after the end")
        self.member = zlib.decompressobj(31)
        return True

    def _error(self, code: str, message: str) -> ReadError:
        return ReadError(finding(code, self.where, message))


def content(path: Path) -> bytes:
    """A whole file's bytes, unpacked. Raises ReadError (as `unpacked`, and raw-empty-file, raw-text-too-long)."""
    with unpacked(path) as stream:
        body = stream.read(LARGEST + 1)
        if len(body) > LARGEST:
            size = os.fstat(stream.fileno()).st_size if isinstance(stream.raw, FileIO) else f"over {LARGEST}"
            raise ReadError(finding("raw-text-too-long", str(path), f"found {size} bytes, the limit is {LARGEST}"))
    if not body:
        raise ReadError(finding("raw-empty-file", str(path), "found 0 bytes, expected a page"))
    return body


def portion(stream: BinaryIO, file: str, start: int, end: int) -> bytes:
    """The bytes from `start` to `end` of a stream that can seek, or a reference to them where they are too many."""
    stream.seek(start)
    if end - start <= LARGEST:
        return stream.read(end - start)
    digest, left = sha256(), end - start
    while left and (chunk := stream.read(min(_CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return reference(file, start, end - left, digest.hexdigest())


def refused(path: Path, found: Finding) -> Rejected:
    """A whole file put aside with its bytes, as far as they can be had; a file that was not opened has none."""
    if found.severity == "W" or found.code in ("raw-io", "raw-empty-file"):
        return Rejected(found, b"")
    try:
        with opened(path) as stream:
            return Rejected(found, portion(stream, str(path), 0, os.fstat(stream.fileno()).st_size))
    except ReadError:
        return Rejected(found, b"")
