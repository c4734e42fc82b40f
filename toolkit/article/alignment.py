"""Which characters of a page each character of a clean text came from, both ways, exactly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

Segment = tuple[int, int, int, int]
"""raw_start, clean_start, raw_len, clean_len. Equal lengths: character by character; otherwise as a whole."""

_CLEAN_START = itemgetter(1)
_RAW_START = itemgetter(0)


def _raw_end(segment: Segment) -> int:
    return segment[0] + segment[2]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A table of segments that tile the clean text from left to right; raw starts and raw ends never go back.

    Raw characters that no segment names were deleted. A segment without raw characters is an insertion. What came as a
    whole from as many characters as it has (reordered marks) is kept as several segments that name the same raw range.
    Every range here is half-open, in code points.
    """

    segments: tuple[Segment, ...]

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """A text of `length` characters that is its own page."""
        return cls(((0, 0, length, length),) if length else ())

    @classmethod
    def from_edits(cls, length: int, edits: Iterable[tuple[int, int, str]]) -> Alignment:
        """The alignment after edits (start, end, new) of a text of `length` characters: sorted, not overlapping.

        Raises ValueError where they are not.
        """
        table, at, clean = _Table(), 0, 0
        for start, end, new in edits:
            if not at <= start <= end <= length:
                raise ValueError(f"edit {start}..{end} is out of order or out of range")
            clean = table.copy(at, clean, start - at)
            clean = table.whole(start, clean, end - start, len(new))
            at = end
        table.copy(at, clean, length - at)
        return cls(tuple(table.rows))

    @classmethod
    def of_pieces(cls, pieces: Iterable[tuple[int, int, int]]) -> Alignment:
        """A text put together from `pieces` (start, end, inserted): page characters start..end, then `inserted` new ones."""
        table, clean = _Table(), 0
        for start, end, inserted in pieces:
            clean = table.copy(start, clean, end - start)
            clean = table.whole(end, clean, 0, inserted)
        return cls(tuple(table.rows))

    @classmethod
    def of_parts(cls, parts: Iterable[tuple[int, int, int]]) -> Alignment:
        """A text put together from `parts` (start, end, length): what page characters start..end became, in their order."""
        table, clean = _Table(), 0
        for start, end, length in parts:
            size = end - start
            clean = table.copy(start, clean, size) if size == length else table.whole(start, clean, size, length)
        return cls(tuple(table.rows))

    @property
    def length(self) -> int:
        """How many characters the clean text has."""
        return self.segments[-1][1] + self.segments[-1][3] if self.segments else 0

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw range that the clean range start..end came from; an empty one gives the place (the whole, inside one).

        Raises IndexError for a range that is not in the text.
        """
        if len(self.segments) == 1 and 0 <= start <= end:
            a, _, n, m = self.segments[0]
            if n == m and end <= m:
                return a + start, a + end
        if not 0 <= start <= end <= self.length:
            raise IndexError(f"{start}..{end} is not in a text of {self.length} characters")
        if start == end:
            return self._place(start)
        return self._at(start)[0], self._at(end - 1)[1]

    def clean(self, start: int, end: int) -> tuple[int, int]:
        """The clean range of what came from the raw range start..end; empty, at its place, where all of it was deleted."""
        rows = self.segments
        low = bisect_right(rows, start, key=_raw_end)
        high = bisect_left(rows, end, key=_RAW_START)
        if start == end and low < len(rows) and rows[low][0] < start:  # a place inside a segment
            a, c, n, m = rows[low]
            return (c + start - a, c + start - a) if n == m else (c, self._last_of(low))
        place = rows[low][1] if low < len(rows) else self.length
        while low < high and not rows[low][2]:
            low += 1
        while low < high and not rows[high - 1][2]:
            high -= 1
        if start == end or low >= high:
            return place, place
        (a, c, n, m), (a2, c2, n2, m2) = rows[low], rows[high - 1]
        first = c + max(0, start - a) if n == m else c
        last = c2 + min(n2, end - a2) if n2 == m2 else c2 + m2
        return first, last

    def through(self, later: Alignment) -> Alignment:
        """Page to text (here), then that text to another (`later`): the alignment of the page to the other."""
        if len(self.segments) == 1 and self.segments[0][0] == 0 and self.segments[0][2] == self.segments[0][3]:
            return later  # nothing was changed here
        table = _Table()
        for middle, clean, n, m in later.segments:
            if n != m:
                a, b = self.raw(middle, middle + n)
                table.whole(a, clean, b - a, m)
                continue
            for a, _, raw_len, clean_len in self._between(middle, middle + n):
                if raw_len == clean_len:
                    clean = table.copy(a, clean, raw_len)
                else:
                    clean = table.whole(a, clean, raw_len, clean_len)
        return Alignment(tuple(table.rows))

    compose = through

    def to_list(self) -> list[list[int]]:
        """As plain integers; `from_list` gives it back."""
        return [list(row) for row in self.segments]

    @classmethod
    def from_list(cls, rows: Iterable[Iterable[int]]) -> Alignment:
        """The inverse of `to_list`. Raises ValueError where a row has not four integers or the text has a gap."""
        table: list[Segment] = []
        clean = 0
        for a, c, n, m in rows:
            if c != clean or n < 0 or m < 1:
                raise ValueError(f"segment {a}, {c}, {n}, {m} does not follow on {clean}")
            table.append((a, c, n, m))
            clean += m
        return cls(tuple(table))

    def _row(self, position: int) -> Segment:
        return self.segments[bisect_right(self.segments, position, key=_CLEAN_START) - 1]

    def _at(self, position: int) -> tuple[int, int]:
        """The raw range of one clean character."""
        a, c, n, m = self._row(position)
        return (a + position - c, a + position - c + 1) if n == m else (a, a + n)

    def _place(self, position: int) -> tuple[int, int]:
        if not self.segments:
            return 0, 0
        if position == 0:
            return (self._at(0)[0],) * 2
        before = self._at(position - 1)
        if position < self.length and self._at(position) == before:
            return before
        return before[1], before[1]

    def _last_of(self, index: int) -> int:
        """Where the clean characters end that name the same raw range as a segment."""
        a, _, n, _ = self.segments[index]
        while index + 1 < len(self.segments) and self.segments[index + 1][0] == a and self.segments[index + 1][2] == n:
            index += 1
        return self.segments[index][1] + self.segments[index][3]

    def _between(self, start: int, end: int) -> Iterator[Segment]:
        """The segments of a clean range, cut at its ends."""
        index = bisect_right(self.segments, start, key=_CLEAN_START) - 1
        while start < end:
            a, c, n, m = self.segments[index]
            stop = min(end, c + m)
            if n == m:
                yield a + start - c, start, stop - start, stop - start
            elif n == stop - start:  # a part of a whole that happens to be as long: one by one, each names all of it
                for at in range(start, stop):
                    yield a, at, n, 1
            else:
                yield a, start, n, stop - start
            start = stop
            index += 1


class _Table:
    """Segments under construction: neighbours that copy are joined, empty ones left out."""

    def __init__(self) -> None:
        self.rows: list[Segment] = []

    def copy(self, raw: int, clean: int, length: int) -> int:
        """Adds characters that stand one for one; returns where the clean text now ends."""
        if not length:
            return clean
        if self.rows:
            a, c, n, m = self.rows[-1]
            if n == m and a + n == raw and c + m == clean:
                self.rows[-1] = (a, c, n + length, m + length)
                return clean + length
        self.rows.append((raw, clean, length, length))
        return clean + length

    def whole(self, raw: int, clean: int, n: int, m: int) -> int:
        """Adds `m` characters that came from `n` as a whole; returns where the clean text now ends."""
        if n == m == 1:
            return self.copy(raw, clean, 1)
        if n == m:
            self.rows.extend((raw, clean + i, n, 1) for i in range(m))
        elif m:
            self.rows.append((raw, clean, n, m))
        return clean + m
