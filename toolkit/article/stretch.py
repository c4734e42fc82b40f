"""Where on a page its running text stands: the heaviest stretch of it, and what parts one from the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.article.page import Line

ALONE = 8
"""So many short lines in a row are no part of running text."""
FAR = 16
"""Beyond so many it is another text."""
ITEM = re.compile(r"^(?:[-–—―·•‥▪◦*○●]\s?|\d{1,2}[.)]\s|[①-⑳])\S")
_NUMBER = re.compile(r"\d[\d,.]*%?")
_TERMINAL = frozenset({"copyright", "comment", "footer", "board"})
_SHORT = frozenset({None, "title", "chrome", "template"})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Running text: its first and last line, its characters and lines, and whether something ends the article above it."""

    first: int
    last: int
    mass: int
    count: int
    hard: bool

    def is_part(self, best: _Stretch) -> bool:
        """Whether it is too much text to be the lead of another article."""
        return self.count > 1 and self.mass * 6 >= best.mass


def heaviest(lines: Sequence[Line], roles: Sequence[str | None], runs: Sequence[bool], over: str) -> tuple[int, int]:
    """The first and last line of the stretch with most running text (lines that `runs`); (0, -1) where there is none.

    A notice, a signature with an address, or the headline `over` the article (not one inside it) ends a stretch; a date or
    some short lines do, too, but text enough on their other side belongs to it.
    """
    found: list[_Stretch] = []
    start = end = -1
    mass = alone = count = 0
    headed, hard = False, True
    for index, line in enumerate(lines):
        role = roles[index]
        if role is None and runs[index] and line.tag != "a":
            start, mass, count = (index, 0, 0) if start < 0 else (start, mass, count)
            end, mass, count, alone = index, mass + len(line.text), count + 1, 0
            if line.text != over or headed:
                continue
        elif role in _SHORT and (start >= 0 or found) and not (is_row(line.text) or ITEM.match(line.text)):
            alone += 1
        restarts = not headed and index > 0 and line.text == over
        headed = headed or restarts
        final = role in _TERMINAL or (role == "byline" and "@" in line.text) or restarts
        if start >= 0 and (final or role == "stamp" or alone > ALONE):
            found.append(_Stretch(start, end, mass, count, hard))
            start, alone, hard = -1, 0, False
        hard = hard or final or alone > FAR
    if start >= 0:
        found.append(_Stretch(start, end, mass, count, hard))
    return _joined(found)


def rolls(lines: Sequence[Line]) -> Iterator[int]:
    """The lines of rolls that have a line for each post: three or more in a row that begin with ◇ or ▲, both among them."""
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and lines[index].text[0] in "◇◆▲△":
            run.append(index)
            continue
        heads = {lines[i].text[0] for i in run} if len(run) > 2 else set()
        if heads & set("◇◆") and heads & set("▲△"):
            yield from run
        run = []


def is_row(text: str) -> bool:
    """Whether a line is a table's: figures, and little else."""
    figures = _NUMBER.findall(text) if len(text) <= 120 else []
    if not figures or text[-1] in ".!?":
        return False
    return len(figures) > 1 if len(figures[0]) < 3 or " " in text else len(figures[0]) >= 4 and len(text) <= 24


def _joined(found: Sequence[_Stretch]) -> tuple[int, int]:
    """The heaviest stretch, with those around it that a date or a few headlines part from it."""
    if not found:
        return 0, -1
    at = max(range(len(found)), key=lambda i: (found[i].mass, -i))
    best = found[at]
    low = high = at
    while low > 0 and not found[low].hard and found[low - 1].is_part(best):
        low -= 1
    while high + 1 < len(found) and not found[high + 1].hard and found[high + 1].is_part(best):
        high += 1
    return found[low].first, found[high].last
