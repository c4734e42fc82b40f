"""Dates as English news writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from toolkit.article.dates import iso
from toolkit.article.dates.context import Context, Mention
from toolkit.article.dates.english.calendar import (
    DECADE,
    EUROPEAN,
    FULL,
    IN_YEAR,
    OF_MONTH,
    PART_YEAR,
    SEASON,
    SLASHES,
    decade,
    full,
    in_month,
    in_year,
    part_year,
    season,
    slashes,
)
from toolkit.article.dates.english.grammar import DAYS, MONTHS, NUMBERS
from toolkit.article.dates.english.relative import (
    AGO,
    BARE_WEEKDAY,
    NEAR_UNIT,
    STRETCH,
    WORDS,
    ago,
    bare_weekday,
    by_word,
    near_unit,
    stretch,
)

_BETWEEN = re.compile(r"(?P<word>[Bb]etween|[Ff]rom) ")
_AND = re.compile(r" (?:and|to|through|until|till) |(?: ?[–—] ?)")
_DASH = re.compile(r" ?[–—-] ?| through | to ")


def read(text: str, at: int, context: Context) -> Mention | None:
    """The date that begins at an offset of a text, or None."""
    if text[at].isdigit() and not _UNIT.match(text, at):
        return None
    if match := _BETWEEN.match(text, at):
        return _between(text, match, context)
    found = _read(text, at, context)
    return _joined(text, found, context) if found else None


def _read(text: str, at: int, context: Context) -> Mention | None:
    for pattern, resolve in _FORMS:
        if (match := pattern.match(text, at)) and (found := resolve(match, context)):
            return found
    return None


def _between(text: str, match: re.Match[str], context: Context) -> Mention | None:
    """Between 2019 and 2021, from June 3 to June 9: an interval, and the words that make it one are part of it."""
    first = _read(text, match.end(), context)
    link = _AND.match(text, first.end) if first else None
    second = _read(text, link.end(), context) if link else None
    if first is None or second is None:
        return (
            Mention(match.start(), first.end, first.value, first.basis)
            if first and "/" in (first.value or "")
            else first
        )
    return Mention(match.start(), *_until(text, first, second))


def _joined(text: str, first: Mention, context: Context) -> Mention:
    """June 30 - July 2, 2023."""
    link = _DASH.match(text, first.end)
    second = FULL.match(text, link.end()) if link else None
    if second is None:
        return first
    other = full(second, context)
    if other is None or "/" in (first.value or ""):
        return first
    return Mention(first.start, *_until(text, first, other))


def _until(text: str, first: Mention, second: Mention) -> tuple[int, str | None, str]:
    """The end, value and basis of an interval; its first day takes the year that stands after the second."""
    start, basis = first.value, first.basis
    if second.basis == "written" and second.value and basis == "publication" and len(second.value) == 10:
        again = _read(text, first.start, Context(date.fromisoformat(second.value)))
        start, basis = again.value if again else None, "written"
    return second.end, iso.interval(start, second.value), basis


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Context], Mention | None]], ...] = (
    (FULL, full),
    (EUROPEAN, full),
    (PART_YEAR, part_year),
    (OF_MONTH, in_month),
    (SEASON, season),
    (STRETCH, stretch),
    (NEAR_UNIT, near_unit),
    (AGO, ago),
    (WORDS, by_word),
    (BARE_WEEKDAY, bare_weekday),
    (DECADE, decade),
    (SLASHES, slashes),
    (IN_YEAR, in_year),
)
_UNIT = re.compile(r"\d{4}(?!\d|,\d)|\d{1,3}(?:st|nd|rd|th)?(?: (?:of )?[A-Za-z]|[-–/]\d| ?[–—] ?\d)")
_AFTER_THE = ("1", "2", "'", "’", "first ", "second ", "third ", "fourth ", "past ", "last ", "next ", "coming ", "previous ", "early ", "mid", "late ", "same ", "day before", "end of ", "beginning of ", "start of ")  # fmt: skip
STARTS = (
    *(each[:3] for each in (*MONTHS, *DAYS)),
    *(each[:3].upper() for each in MONTHS),
    *(f"{the}{rest}" for the in ("the ", "The ") for rest in _AFTER_THE),
    *(f"{first}{word[1:]}" for word in ("yesterday", "today", "tonight", "tomorrow", "last ", "next ", "this ", "past ", "early ", "earlier ", "later ", "mid-", "late ", "between ", "from ", "that day", "that same day", "end of ", "beginning of ", "start of ") for first in (word[0], word[0].upper())),
    *(f"{number} {unit}" for number in (*NUMBERS, *(each.title() for each in NUMBERS)) for unit in ("day", "week", "month", "year", "decade")),
    *(f"{letter}{digit}" for letter in "QH" for digit in "1234"),
)  # fmt: skip
"""What an English date may begin with, digits and apostrophes aside."""
