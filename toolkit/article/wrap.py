"""Text whose paragraphs were cut into lines of one width: which lines go on from the line before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from toolkit.article import marks
from toolkit.article.page import Line

_NARROWEST, _WIDEST = 26, 132
"""The widths that text is wrapped at."""
_SPREAD = 16
"""A line stops short of the width by no more than its next word."""
_LEAST = 3
_TRIED = 6
_WIDE = re.compile(r"[^\x00-\u10ff\u2000-\u206f]")
_FRESH = re.compile(r"[◇◆■□●○▶▷★☆※△▲▽▼<\[【(•▪·]|[-–—]\s|\d{1,2}[.)]\s")


def continued(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of lines that go on with the paragraph of the line before them; empty where nothing is wrapped.

    A line goes on where its first word would not have found room on the line before: that is how text is wrapped, by
    characters or by columns of a terminal. Only paragraphs that end as a sentence does count, and only where three lines
    at least stop in the middle of one.
    """
    sizes = [len(line.text) for line in lines]
    loose = sum(size for size in sizes if size > _WIDEST)
    if loose > sum(sizes) - loose:
        return frozenset()
    open_ends = [line.text for line, below in pairwise(lines) if not below.gap and _is_open(line.text)]
    if len(open_ends) < _LEAST or loose > sum(map(len, open_ends)):
        return frozenset()
    if (
        loose and sum(". " in text for text in open_ends) < 2
    ):  # in lines that were cut, sentences begin that go on below
        return frozenset()
    widths = [(measure, width) for measure in (len, _columns) for width in _widths(sorted(map(measure, open_ends)))]
    tried = [_joined(lines, width, measure) for measure, width in widths]
    return max(
        tried, key=lambda found: (sum(_is_open(lines[i - 1].text) for i in found), -len(found)), default=frozenset()
    )


def _columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _is_open(text: str) -> bool:
    """Whether a line is as long as a wrapped one and stops in the middle of a sentence."""
    return 18 <= len(text) <= _WIDEST and not marks.is_sentence(text)


def _joined(lines: Sequence[Line], width: int, measure: Callable[[str], int]) -> frozenset[int]:
    """The lines that go on where text is wrapped at a width."""
    found: list[int] = []
    cut = loose = at = 0
    while at < len(lines):
        end, mass = at, len(lines[at].text)
        while end + 1 < len(lines) and not lines[end + 1].gap and _goes_on(lines, end, width, measure):
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


def _goes_on(lines: Sequence[Line], at: int, width: int, measure: Callable[[str], int]) -> bool:
    """Whether the next line begins with a word that had no room left on this one."""
    line, following = lines[at].text, lines[at + 1].text
    if len(line) > width + 1 or len(following) > width + 1 or _FRESH.match(following):
        return False
    room = width - measure(line) - 1
    return room >= -1 and measure(following.split(None, 1)[0]) > room
