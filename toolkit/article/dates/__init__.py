"""Dates in a text, resolved against the day of publication.

A value is ISO 8601: a day 2024-04-12, a month 2024-04, a year 2024, a week 2024-W15, a time 2024-04-12T10 (local, no zone unless one is
written), or an interval a/b of these. It is the narrowest that is known to be true: a quarter is an interval of months, the first days
of a month are 1 to 10 (초순), a decade is 1990/1999, the end of a year is that year. It is None where it cannot be known: a day that
no calendar has, or whose weekday contradicts it; a feast of the lunar calendar; a half of a year that nobody names; what is relative,
where the day of publication is not known.

A day without its month is the nearest not after publication, unless the words beside it say that it is to come; a month without its
year is in the year of publication, or in the next nearer one. 이날 is the day that the text named last. A duration (12일간) is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.article.dates import english, korean
from toolkit.article.dates.context import Context, Mention

_LONGEST_QUOTE = 2000
_EVERY = ("매달 ", "매월 ", "매년 ", "해마다 ", "매주 ")
_A_WEEK = re.compile(r"(?:^|[^가-힣])(?<!이번 )(?<!다음 )(?<!지난 )주 $|매주 $")
_NUMBERS = re.compile(r"[0-9'’‘](?:(?<=\d)|(?=\d))[0-9,]*")
_BOUND = re.compile(r"[가-힣A-Za-z0-9.,:/·+~∼#$₩￦@_%-]")


def _tree(words: Iterable[str]) -> str:
    """A pattern of these words, those that begin alike together: an alternation is tried branch by branch."""
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[0], []).append(word[1:])
    branches = []
    for head, rests in heads.items():
        rest = "" if "" in rests else _tree(rests)
        branches.append(re.escape(head) + rest)
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


_STARTS = (_NUMBERS, re.compile(_tree(korean.STARTS)), re.compile(_tree(english.STARTS)))


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text: half-open range in code points, ISO 8601 value or None, and what the value was found from.

    `basis`: written (nothing else is needed), publication (counted from that day), text (from what was named before it),
    unknown (it cannot be known).
    """

    start: int
    end: int
    value: str | None
    basis: str

    def of(self, text: str) -> str:
        """The characters that this date covers."""
        return text[self.start : self.end]


def find(text: str, anchor: date | None) -> tuple[Date, ...]:
    """The dates of a text in order, none overlapping; `anchor` is the day of publication (None: only what is written out resolves).

    Offsets are code points of `text`, half-open. Never raises.
    """
    return tuple(Date(each.start, each.end, each.value, each.basis) for each in _mentions(text, Context(anchor)))


def _mentions(text: str, context: Context) -> Iterator[Mention]:
    at = 0
    last: Mention | None = None
    for start in sorted(match.start() for pattern in _STARTS for match in pattern.finditer(text)):
        if start < at or (start and _BOUND.match(text, start - 1)) or _is_every(text, start):
            continue
        found = english.read(text, start, context) if text[start].isascii() else None
        found = (
            found or (korean.listed(text, start, last, context) if last else None) or korean.read(text, start, context)
        )
        if found is None:
            continue
        found = korean.joined(text, found, context)
        if not _is_quoted(text, start) and text[start : found.end] != "전날":  # of which a report says little more
            context.note(found.value)
        at, last = found.end, found
        yield found


def _is_every(text: str, start: int) -> bool:
    """Whether what follows comes again and again, or is so many days of each week (주 6일)."""
    if text.endswith("주 ", 0, start):
        return _A_WEEK.search(text, max(0, start - 6), start) is not None
    return text.endswith(_EVERY, 0, start)


def _is_quoted(text: str, at: int) -> bool:
    """Whether somebody says this: what he names is not what the text goes on to call that day."""
    low = max(0, at - _LONGEST_QUOTE)
    start = max(text.rfind("\n", low, at) + 1, low)
    return text.count("“", start, at) > text.count("”", start, at) or text.count('"', start, at) % 2 == 1
