"""What English dates are made of: names, times of day, and the tense of what is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from toolkit.article.dates import iso
from toolkit.article.dates.context import Mention, Tense

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = dict(
    zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(1, 11), strict=True)
)
NUMBERS |= {"a": 1, "an": 1, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
NEAR = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
MONTH = (
    rf"(?P<month>(?i:{'|'.join(MONTHS)})(?![A-Za-z])|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|(?![A-Za-z]))"
    rf"|(?:JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?![A-Za-z]))"
)
WEEKDAY = rf"(?P<weekday>(?:{'|'.join(DAYS)})(?![a-z])|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:\.|(?![a-z])))"
YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)(?![\d%]|[.,]\d)"
TO = r" ?(?:[-–—]|to|through) ?"
UNTIL_DAY = rf"(?:{TO}(?P<until>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%:]))?"
_CLOCK = re.compile(
    r",? (?:at )?(?P<H>\d{1,2})(?:[:.](?P<M>\d\d))? ?(?P<half>[ap])\.?m\b\.?|,? at (?P<HH>\d\d):(?P<MM>\d\d)(?!\d)",
    re.IGNORECASE,
)
_TENSE = re.compile(
    r"(?P<future>\b(?:will|won't|due|scheduled|set to|set for|expects?|expected|plans?|planned|begins?|starts|opens|resumes?|reconvenes?|reopens?|takes? effect|upcoming|slated|is to|are to)\b)"
    r"|(?P<past>\b(?:said|told|was|were|had|has|fell|rose|[a-z]+ed|since|met|sent|won|made|gave)\b)"
)
_EDGE = re.compile(r"[.!?]\s|\n")


def tense(text: str, start: int, end: int) -> Tense:
    """What the words around a date say of it: the nearest before it in its sentence, or else the first after it."""
    before = _EDGE.split(text[max(0, start - 60) : start])[-1]
    if before.lower().endswith(("by ", "until ", "till ", "before ")):
        return "future"
    found = [match.lastgroup for match in _TENSE.finditer(before)][-1:]
    if not found:
        after = _EDGE.split(text[end : end + 60])[0]
        found = [match.lastgroup for match in _TENSE.finditer(after)][:1]
    return "" if not found else ("future" if found[0] == "future" else "past")


def month_number(name: str) -> int:
    """1 to 12, of a name or its beginning."""
    return next(i for i, each in enumerate(MONTHS, 1) if each[:3].lower() == name[:3].lower())


def day_number(name: str) -> int:
    """0 (Monday) to 6, of a name or its beginning."""
    return next(i for i, each in enumerate(DAYS) if each[:3] == name[:3])


def fits_weekday(name: str | None) -> Callable[[date], bool]:
    """Whether a day is the one of the week that stands beside it."""
    return lambda when: not name or when.weekday() == day_number(name)


def clocked(match: re.Match[str], end: int, value: str | None, basis: str) -> Mention:
    """A day, with the time that is written after it."""
    found = _CLOCK.match(match.string, end)
    if not found or (value and "/" in value):
        return Mention(match.start(), end, value, basis)
    minute = found["M"] or found["MM"]
    half = f"{found['half'].lower()}m" if found["half"] else ""
    value = iso.clock(value, int(found["H"] or found["HH"]), int(minute) if minute else None, half)
    return Mention(match.start(), found.end(), value, basis)
