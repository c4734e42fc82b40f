"""JSON lines: one object is one page, with its text or html, and what else is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BufferedReader, TextIOWrapper
from pathlib import Path

from toolkit.finding import ReadError, finding
from toolkit.raw import record
from toolkit.raw.document import RawDocument, Rejected, reference
from toolkit.raw.file import LARGEST, unpacked
from toolkit.raw.source import Source

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """A document for every good line (its body is the line's exact bytes), a Rejected for every bad one; blank lines are none.

    A line longer than a page may be is rejected without being held. Raises ReadError where the file is no document.
    """
    with unpacked(path) as stream:
        for number, (line, start, complete) in enumerate(_lines(stream, str(path)), 1):
            at = f"{path}:{number}"
            if start is not None:
                yield Rejected(finding("raw-text-too-long", at, f"found a line of over {LARGEST} bytes"), line)
            elif line.removeprefix(_UTF8_MARK).strip() and line not in _UTF16_MARKS:
                yield record.document(line, source, at, complete=complete)


def _lines(stream: BufferedReader, file: str) -> Iterator[tuple[bytes, int | None, bool]]:
    """Each line without its end, and whether it had one; one too long as a reference, with where it starts."""
    mark = stream.peek(2)[:2]
    if mark in _UTF16_MARKS:
        yield from _wide_lines(stream, mark, file)
        return
    at = 0
    while line := stream.readline(LARGEST + 1):
        start = at
        at += len(line)
        if len(line) > LARGEST and not line.endswith(b"\n"):
            digest = sha256(line)
            while (rest := stream.readline(1 << 20)) and (at := at + len(rest)):
                digest.update(rest)
                if rest.endswith(b"\n"):
                    break
            yield reference(file, start, at, digest.hexdigest()), start, True
        else:
            yield line.rstrip(b"\r\n"), None, line.endswith(b"\n")


def _wide_lines(stream: BufferedReader, mark: bytes, file: str) -> Iterator[tuple[bytes, int | None, bool]]:
    """The lines of UTF-16, each under its own byte order mark, so that it can be read alone."""
    codec = _UTF16_MARKS[mark]
    text = TextIOWrapper(stream, codec, errors="surrogatepass", newline="\n")
    try:
        while line := text.readline(LARGEST // 2):
            words = line.removeprefix("\ufeff").rstrip("\r\n")
            body = words.encode(codec, "surrogatepass")
            yield (mark + body if words.strip() else b""), None, line.endswith("\n")
    except UnicodeDecodeError:
        raise ReadError(finding("raw-encoding", file, f"found bytes at the end that are not {codec}")) from None
    finally:
        text.detach()
