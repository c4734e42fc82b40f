"""What a date in a text is resolved against: the day of publication, and what was named before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Literal

from toolkit.article.dates import iso

Tense = Literal["past", "future", "reported", ""]
"""What the words after a date say of it; `reported` is a future that somebody spoke of (열 예정이라고 밝혔다)."""

_AHEAD = ("future", "reported")
_SOON = 7  # so few days ahead, a day without its month or a tense is to come: one of last month would be called so
_LONG_AGO = 5  # so few days ago, a day has passed whatever is said to follow from it


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text: half-open range, ISO 8601 value or None, and what it was resolved against (Date.basis)."""

    start: int
    end: int
    value: str | None
    basis: str


@dataclass(slots=True)
class Context:
    """The anchor (the day of publication); the day named last, and the last that is not to come; the year and month named last,
    which 그해 and 같은 달 mean.

    `first` is the other end of an interval whose second end is being read: a day without a month is in its month.
    """

    anchor: date | None
    day: date | None = None
    past: date | None = None
    year: int | None = None
    month: int | None = None
    first: str | None = None

    def within(self, first: str | None) -> Context:
        """The context in which the second end of an interval is read."""
        return Context(self.anchor, self.day, self.past, self.year, self.month, first)

    def is_near(self, day: date | None) -> bool:
        """Whether no other year or month was named since a day."""
        return day is None or ((self.year or day.year) == day.year and (self.month or day.month) == day.month)

    def named(self, unit: str) -> date | None:
        """What was named last, as far as it is known to a unit: the first day of its year or month, or the day itself."""
        if self.year is None or (unit != "year" and self.month is None):
            return None
        if unit in ("year", "month"):
            return date(self.year, self.month or 1, 1)
        return self.day if self.is_near(self.day) else None

    def note(self, value: str | None) -> None:
        """Remembers what was named."""
        if not value or "/" in value or "W" in value:
            return
        parts = value.split("T")[0].split("-")
        self.year = int(parts[0])
        self.month = int(parts[1]) if len(parts) > 1 else None
        if len(parts) == 3:
            self.day = date(*map(int, parts))
            if not self.anchor or self.day <= self.anchor:
                self.past = self.day


def nearest_year(anchor: date, month: int, tense: Tense, near: str = "") -> int:
    """The year of a month without one: the anchor's, or the one next to it where that is nearer and no tense forbids it.

    `near` is past or future where a word says so outright (지난 4월, 오는 5월).
    """
    ahead = month - anchor.month
    if near == "past":
        return anchor.year - (ahead >= 0)
    if near == "future":
        return anchor.year + (ahead <= 0)
    if ahead > 6 and tense not in _AHEAD:
        return anchor.year - 1
    if ahead < -6 and tense != "past":
        return anchor.year + 1
    return anchor.year


def of_year(
    anchor: date, month: int, number: int, tense: Tense, near: str, fits: Callable[[date], bool]
) -> date | None:
    """A day of a month without its year; where a weekday stands beside it, the nearest year in which that `fits`."""
    if near:
        years: Iterable[int] = (
            range(anchor.year, anchor.year - 9, -1) if near == "past" else range(anchor.year, anchor.year + 9)
        )
        days = (iso.day(year, month, number) for year in years)
        return next(
            (each for each in days if each and fits(each) and (each <= anchor if near == "past" else each >= anchor)),
            None,
        )
    first = nearest_year(anchor, month, tense)
    days = (iso.day(year, month, number) for year in (first, anchor.year, anchor.year - 1, anchor.year + 1))
    return next((each for each in days if each and fits(each)), None)


def of_month(anchor: date, number: int, tense: Tense, near: str, fits: Callable[[date], bool]) -> date | None:
    """A day without its month: the nearest not after the anchor, unless a word or the tense says that it is to come."""
    if near:
        ahead = near == "future"
    elif number > anchor.day:
        ahead = tense in _AHEAD or (not tense and number - anchor.day <= _SOON)
    else:
        ahead = tense == "future" and anchor.day - number >= _LONG_AGO
    sought = chain(
        islice(_so_numbered(anchor, number, 1 if ahead else -1), 2),
        () if near else islice(_so_numbered(anchor, number, -1 if ahead else 1), 2),
    )
    return next((each for each in sought if fits(each)), None)


def _so_numbered(anchor: date, number: int, step: int) -> Iterator[date]:
    """The days of that number in the months from the anchor's on, or back, that are not on its other side."""
    month = anchor.year * 12 + anchor.month - 1
    for _ in range(3):
        year, within = divmod(month, 12)
        each = iso.day(year, within + 1, number)
        if each and (each >= anchor if step > 0 else each <= anchor):
            yield each
        month += step


def quarter_year(anchor: date, number: int, tense: Tense) -> int:
    """The year of a quarter (1 to 4) without one."""
    ahead = number - (anchor.month + 2) // 3
    if ahead > 0 and tense not in _AHEAD and (ahead >= 2 or tense == "past"):
        return anchor.year - 1
    return anchor.year + (ahead < 0 and tense in _AHEAD)
