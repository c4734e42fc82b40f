"""Opening what a user names, and nothing else: no link, pipe or device is followed, and no half-written file is taken."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from toolkit.finding import ReadError, finding

LARGEST = 32 * 1024 * 1024
"""Bytes that a single page's file may have."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
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


def content(path: Path) -> bytes:
    """A whole file's bytes. Raises ReadError (as `opened`, and raw-empty-file, raw-text-too-long)."""
    with opened(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > LARGEST:
            raise ReadError(finding("raw-text-too-long", str(path), f"found {size} bytes, the limit is {LARGEST}"))
        body = stream.read(LARGEST + 1)
    if not body:
        raise ReadError(finding("raw-empty-file", str(path), "found 0 bytes, expected a page"))
    return body
