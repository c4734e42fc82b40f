"""JSON that is not in lines: an array of objects, or objects written over several lines. One object is one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BufferedReader
from pathlib import Path

from toolkit.finding import finding
from toolkit.raw import record
from toolkit.raw.document import RawDocument, Rejected, reference
from toolkit.raw.file import LARGEST, content, unpacked
from toolkit.raw.source import Source

_CHUNK = 1 << 16
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|\n|"', re.DOTALL)


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """A document for every good object (its body is the object's exact bytes), a Rejected for every bad one and what is between.

    One object is held at a time. `origin` counts lines. Raises ReadError where the file is no document.
    """
    with unpacked(path) as stream:
        if stream.peek(2)[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            yield from _Scan(stream, path, source).documents()
            return
    body = content(path)
    found = "found UTF-16, expected a JSON array in UTF-8; JSON lines may be UTF-16"
    yield Rejected(finding("raw-encoding", str(path), found), body)


class _Scan:
    """The top-level objects of a stream, found by their brackets alone; what is in them is for `record` to judge."""

    def __init__(self, stream: BufferedReader, path: Path, source: Source) -> None:
        self.stream, self.path, self.source = stream, path, source
        self.held = b""  # what was read and not yet given out
        self.base = 0  # where in the file `held` starts
        self.line = 1
        self.inside = False  # in the array

    def documents(self) -> Iterator[RawDocument | Rejected]:
        self.held = self.stream.read(_CHUNK)
        if self.held.startswith(b"\xef\xbb\xbf"):
            self._take(3)
        start = self.held.lstrip()
        self.inside = start.startswith(b"[")
        if self.inside:
            self._take(len(self.held) - len(start) + 1)
        closed = False
        while self._skip():
            if closed:
                yield self._rest("json-syntax", "found more after the array's end")
                return
            if self.inside and self.held.startswith(b"]"):
                self._take(1)
                closed = True
            elif self.held.startswith(b","):
                self._take(1)
            else:
                yield from self._object()
        if self.inside and not closed:
            where = f"{self.path}:{self.line}"
            yield Rejected(finding("json-truncated", where, "the array has no end; what is complete was read"), b"")

    def _skip(self) -> bool:
        """Passes over blanks; whether anything follows."""
        while True:
            blank = len(self.held) - len(self.held.lstrip())
            self._take(blank)
            if self.held or not self._more():
                return bool(self.held)

    def _object(self) -> Iterator[RawDocument | Rejected]:
        where = f"{self.path}:{self.line}"
        if not self.held.startswith((b"{", b"[")):
            yield self._stray(where)
            return
        end = self._end()
        if end is None and len(self.held) > LARGEST:
            # without its end, nothing after it can be told apart from it
            yield self._rest("raw-text-too-long", f"found a record of over {LARGEST} bytes")
        elif end is None:
            yield self._rest("json-truncated", "found a record without an end")
        else:
            body = self.held[:end]
            self._take(end)
            yield record.document(body, self.source, where)

    def _stray(self, where: str) -> Rejected:
        """What stands where an object should: up to the next comma, bracket or line's end."""
        match = re.search(rb"[,\]\n]", self.held)
        while match is None and len(self.held) <= LARGEST and self._more():
            match = re.search(rb"[,\]\n]", self.held)
        body = self.held[: match.start() if match else len(self.held)]
        self._take(max(1, len(body)))
        return Rejected(finding("raw-shape", where, "found a bare value, expected an object"), body or b" ")

    def _end(self) -> int | None:
        """Where the object at the beginning of `held` ends; None where the file or the limit comes first."""
        depth = at = 0
        while True:
            for match in _TOKEN.finditer(self.held, at):
                token = match[0]
                if token == b'"':
                    break  # a string that goes on beyond what is held
                at = match.end()
                if token in (b"{", b"["):
                    depth += 1
                elif token in (b"}", b"]"):
                    depth -= 1
                    if depth == 0:
                        return at if at <= LARGEST else None
            if len(self.held) > LARGEST or not self._more():
                return None

    def _more(self) -> bool:
        # doubling what is held keeps a long string from being looked at again and again
        chunk = self.stream.read(max(_CHUNK, len(self.held)))
        self.held += chunk
        return bool(chunk)

    def _take(self, count: int) -> None:
        self.line += self.held.count(b"\n", 0, count)
        self.held = self.held[count:]
        self.base += count

    def _rest(self, code: str, message: str) -> Rejected:
        """Everything from here to the end of the file, put aside."""
        where, start = f"{self.path}:{self.line}", self.base
        digest, size, kept = sha256(self.held), len(self.held), self.held
        while chunk := self.stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            kept = kept + chunk if size <= LARGEST else b""
        self.held = b""
        self.inside = False
        whole = kept if size <= LARGEST else reference(str(self.path), start, start + size, digest.hexdigest())
        return Rejected(finding(code, where, message), whole)
