"""CSV as RFC 4180 has it, after a header: one row is one page, with its text or html in the column of that name."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import Path

from toolkit.finding import ReadError, finding, quote
from toolkit.raw import record
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import LARGEST, unpacked
from toolkit.raw.source import Source

DELIMITERS = b",;\t"

_CONTROL = re.compile(rb'[\x01-\x1f"\\]')


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """A document for every good row, a Rejected (csv-row-shape) with its bytes for every other; blank lines are none.

    A row has no form in which it can be read alone, so the body is its record in JSON: the header's names, and the cells
    as they are, byte for byte, unquoted. Works on UTF-8 and cp949. Raises ReadError (raw-shape) without a usable header.
    """
    with unpacked(path) as stream:
        if stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise ReadError(finding("raw-encoding", str(path), "found UTF-16, expected CSV in UTF-8 or cp949"))
        rows = _Rows(stream, path)
        names = rows.header()
        for line, row, cells in rows:
            where = f"{path}:{line}"
            if isinstance(cells, str):
                yield Rejected(finding("csv-row-shape", where, cells), row)
            elif len(cells) != len(names):
                found = f"found {len(cells)} cells, expected {len(names)}"
                yield Rejected(finding("csv-row-shape", where, found), row)
            elif [each.strip().lower() for each in cells] == names:
                yield Rejected(finding("csv-row-shape", where, "found the header again, expected a page"), row)
            else:
                made = record.document(_json(names, cells), source, where)
                yield replace(made, content=row) if isinstance(made, Rejected) else made


class _Rows:
    """The rows of a table: the line each begins at, its bytes, and its cells or what is wrong with it."""

    def __init__(self, stream: BufferedReader, path: Path) -> None:
        self.stream, self.path = stream, path
        self.again: deque[bytes] = deque()  # lines that were looked at for a quote's end, and do not belong to it
        self.line = 0
        self.cell = _cell(b",")

    def header(self) -> list[bytes]:
        """The columns' names in lower case; tells the delimiter."""
        line = self._next().removeprefix(b"\xef\xbb\xbf")
        best: list[bytes] = []
        for number in DELIMITERS:
            delimiter = bytes([number])
            cell = _cell(delimiter)
            cells = _cells(line, cell)
            names = [each.strip().lower() for each in cells] if isinstance(cells, list) else []
            if len(names) > len(best):
                best, self.cell = names, cell
        shown = quote(b", ".join(best).decode("utf-8", "backslashreplace"))
        where = f"{self.path}:1"
        if not any(name.decode("ascii", "replace") in record.TEXTS for name in best):
            found = f"found the columns {shown}, expected one of {', '.join(record.TEXTS)}"
            raise ReadError(finding("raw-shape", where, found))
        if len(set(best)) < len(best):
            raise ReadError(finding("raw-shape", where, f"found one name twice in {shown}"))
        return best

    def __iter__(self) -> Iterator[tuple[int, bytes, list[bytes] | str]]:
        while first := self._next():
            number, lines = self.line, [first]
            if not first.strip():
                continue
            cells = _cells(first, self.cell)
            size = len(first)
            while cells is None and size <= LARGEST and (line := self._next()):
                lines.append(line)
                size += len(line)
                if b'"' in line:
                    cells = _cells(b"".join(lines), self.cell)
            if isinstance(cells, list) and size <= LARGEST:
                yield number, b"".join(lines).rstrip(b"\r\n"), cells
                continue
            # one row is put aside; what its open quote swallowed is read again
            self.again.extendleft(reversed(lines[1:]))
            self.line = number
            shape = "a quote that is never closed" if cells is None else "a quote where none can be"
            yield number, first.rstrip(b"\r\n"), f"found {shape}" if size <= LARGEST else f"found over {LARGEST} bytes"

    def _next(self) -> bytes:
        line = self.again.popleft() if self.again else self.stream.readline(LARGEST + 1)
        self.line += bool(line)
        return line


def _cell(delimiter: bytes) -> re.Pattern[bytes]:
    end = rb"(?:(?P<more>" + re.escape(delimiter) + rb")|\r?\n\Z|\Z)"
    return re.compile(rb'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>[^"\r\n' + re.escape(delimiter) + rb"]*))" + end)


def _cells(row: bytes, cell: re.Pattern[bytes]) -> list[bytes] | str | None:
    """A row's cells; None where a quote is still open at its end; a text where no further line could mend it."""
    cells, at = [], 0
    while match := cell.match(row, at):
        quoted = match["quoted"]
        cells.append(match["plain"] if quoted is None else quoted.replace(b'""', b'"'))
        at = match.end()
        if match["more"] is None:
            return cells
    rest = row[at:]
    opened = rest.startswith(b'"') and re.fullmatch(rb'"[^"]*(?:""[^"]*)*', rest) is not None
    return None if opened else "malformed"


def _json(names: list[bytes], cells: list[bytes]) -> bytes:
    """A row as a JSON object, in the table's own encoding: no byte of a Korean letter is one that JSON would escape."""
    pairs = (b'"' + _escaped(name) + b'": "' + _escaped(cell) + b'"' for name, cell in zip(names, cells, strict=True))
    return b"{" + b", ".join(pairs) + b"}"


def _escaped(cell: bytes) -> bytes:
    return _CONTROL.sub(lambda match: b"\\u%04x" % match[0][0] if match[0] < b" " else b"\\" + match[0], cell)
