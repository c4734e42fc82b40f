"""Text whose paragraphs were cut into lines of one width: which lines go on from the line before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.article import marks
from toolkit.article.page import Line

_NARROWEST, _WIDEST = 26, 132
"""The widths that text is wrapped at."""
_SPREAD = 16
"""A line stops short of the width by no more than its next word."""
_OPEN = 18
"""A shorter line was not cut."""
_LEAST = 3
_TRIED = 6
_WIDE = re.compile(r"[^\x00-\u10ff\u2000-\u206f]")
_FRESH = re.compile(r"[◇◆■□●○▶▷★☆※△▲▽▼<\[【(•▪·]|[-–—]\s|\d{1,2}[.)]\s")


def continued(lines: Sequence[Line], ends: Sequence[bool]) -> frozenset[int]:
    """The indices of lines that go on with the paragraph of the line before them; empty where nothing is wrapped.

    A line goes on where its first word would not have found room on the line before: that is how text is wrapped, by
    characters or by columns of a terminal. Only paragraphs that end as a sentence does count, and only where three lines
    at least stop in the middle of one. `ends` says which lines end as a sentence does.
    """
    sizes = [len(line.text) for line in lines]
    loose = sum(size for size in sizes if size > _WIDEST)
    if loose > sum(sizes) - loose:
        return frozenset()
    open_ends = [
        lines[i].text
        for i, size in enumerate(sizes[:-1])
        if _OPEN <= size <= _WIDEST and not ends[i] and not lines[i + 1].gap
    ]
    if len(open_ends) < _LEAST or loose > sum(map(len, open_ends)):
        return frozenset()
    if (
        loose and sum(". " in text for text in open_ends) < 2
    ):  # in lines that were cut, sentences begin that go on below
        return frozenset()
    tried: list[frozenset[int]] = []
    for measure in (len, _columns):
        measured = [measure(line.text) for line in lines]
        words = [measure(line.text.split(None, 1)[0]) for line in lines]
        for width in _widths(sorted(map(measure, open_ends))):
            tried += [_joined(lines, measured, words, width)]
    return max(tried, key=lambda found: (sum(not ends[i - 1] for i in found), -len(found)), default=frozenset())


def _columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _joined(lines: Sequence[Line], measured: Sequence[int], words: Sequence[int], width: int) -> frozenset[int]:
    """The lines that go on where text is wrapped at a width; `words` are the widths of their first words."""
    found: list[int] = []
    cut = loose = at = 0
    while at < len(lines):
        end, mass = at, len(lines[at].text)
        while end + 1 < len(lines) and not lines[end + 1].gap and -1 <= width - measured[end] - 1 < words[end + 1]:
            if measured[end + 1] > width or _FRESH.match(lines[end + 1].text):
                break
            end += 1
            mass += len(lines[end].text)
        if end > at and marks.is_sentence(lines[end].text):
            found += range(at + 1, end + 1)
            cut += mass
        elif mass > width + 1 and marks.look(lines[at].text).dense:
            loose += mass
        at = end + 1
    return frozenset(found) if len(found) >= _LEAST and cut > loose else frozenset()


def _widths(sizes: list[int]) -> list[int]:
    """The widest sizes of the band in which most of the lines stop: the width is one of them."""
    best = top = low = bottom = 0
    for high, value in enumerate(sizes):
        while sizes[low] < value - _SPREAD:
            low += 1
        if high - low + 1 >= best:
            best, top, bottom = high - low + 1, high, low
    if best < _LEAST or best * 2 < len(sizes):
        return []
    return sorted({size for size in sizes[bottom : top + 1] if _NARROWEST <= size <= _WIDEST}, reverse=True)[:_TRIED]
