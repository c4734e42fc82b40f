"""Dates as English news writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from toolkit.article.dates import iso
from toolkit.article.dates.context import Context, Mention, Tense, nearest_year, of_year, quarter_year

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = dict(
    zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(1, 11), strict=True)
)
_NUMBERS |= {"a": 1, "an": 1, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NEAR = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_DAY_WORDS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_PART = {"early": "early", "mid": "mid", "late": "late"}

_MONTH = (
    rf"(?P<month>(?i:{'|'.join(_MONTHS)})(?![A-Za-z])|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|(?![A-Za-z]))"
    rf"|(?:JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?![A-Za-z]))"
)
_WEEKDAY = rf"(?P<weekday>(?:{'|'.join(_DAYS)})(?![a-z])|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:\.|(?![a-z])))"
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)(?![\d%]|[.,]\d)"
_TO = r" ?(?:[-–—]|to|through) ?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|[a-z])"
_UNTIL_DAY = rf"(?:{_TO}(?P<until>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%:]))?"
_CLOCK = re.compile(
    r",? (?:at )?(?P<H>\d{1,2})(?:[:.](?P<M>\d\d))? ?(?P<half>[ap])\.?m\b\.?|,? at (?P<HH>\d\d):(?P<MM>\d\d)(?!\d)",
    re.IGNORECASE,
)

_FULL = re.compile(
    rf"(?:{_WEEKDAY},? (?:the )?)?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%:]|[.,]\d|[a-z]|(?:,? |,)\d{{3}},){_UNTIL_DAY}(?:,? {_YEAR})?"
)
_EUROPEAN = re.compile(
    rf"(?:{_WEEKDAY},? )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_UNTIL_DAY} (?:of )?{_MONTH}(?! (?:Street|Avenue|Road|St|Ave)\b)(?:,? {_YEAR})?"
)
_OF_MONTH = re.compile(
    rf"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?:(?P<near>[Ll]ast|[Tt]his|[Nn]ext) )?{_MONTH}(?:(?:,| of)? {_YEAR})?"
)
_SEASON = re.compile(
    rf"(?:[Tt]he )?(?:(?P<order>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[ -](?P<unit>quarter|half)|(?P<letter>[QH])(?P<digit>[1-4]))(?![a-z\d])"
    rf"(?:(?: of)?(?: the)? (?:{_YEAR}|(?P<near>last|this|next) year))?"
)
_NEAR_UNIT = re.compile(
    rf"(?:(?P<earlier>[Ee]arlier|[Ll]ater) )?(?:[Tt]he )?(?P<near>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]oming|[Pp]ast) (?:(?P<unit>week(?:end)?|month|year|quarter)(?![a-z’'-])|{_WEEKDAY})"
)
_AGO = re.compile(
    rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}) (?P<unit>day|week|month|year|decade)s? ago\b",
    re.IGNORECASE,
)
_STRETCH = re.compile(
    rf"[Tt]he (?P<near>last|past|next|coming)(?: (?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}))? (?P<unit>day|week|month|year|decade)s?(?![a-z’'-])"
)
_WORDS = re.compile(
    r"(?P<day>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)(?![A-Za-z])|(?P<before>[Tt]he day before yesterday)|(?P<told>[Tt]he same day|[Tt]hat (?:same )?day)\b"
)
_BARE_WEEKDAY = re.compile(rf"{_WEEKDAY}(?= (?:morning|afternoon|evening|night)|(?![A-Za-z’'-]))")
_DECADE = re.compile(r"(?:(?:[Tt]he )?(?:early |mid-|late )?)?(?:(?P<century>1[5-9]|20)|['’‘])(?P<tens>\d)0['’]?s\b")
_IN_YEAR = re.compile(rf"{_YEAR}(?:{_TO}(?P<until>\d{{4}}|\d\d)(?![\d%]|[.,]\d))?(?![A-Za-z가-힣-])")
_PART_YEAR = re.compile(
    rf"(?:[Ee]arly |[Mm]id-|[Ll]ate |(?:[Tt]he )?(?:end|beginning|start) of ){_YEAR}(?![A-Za-z가-힣])"
)
_BETWEEN = re.compile(r"(?P<word>[Bb]etween|[Ff]rom) ")
_AND = re.compile(r" (?:and|to|through|until|till) |(?: ?[–—] ?)")
_DASH = re.compile(r" ?[–—-] ?| through | to ")
_SLASHES = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])")

_LEADS_MONTH = re.compile(
    r"(?:\b(?:in|since|by|until|till|through|from|during|of|between|and|to|for|before|after|around|on|throughout|[a-z]+ed) |- ?)$",
    re.IGNORECASE,
)
_LEADS_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|through|from|during|of|between|before|after|around|for|fiscal|year|throughout|late|early) )$",
    re.IGNORECASE,
)
_TENSE = re.compile(
    r"(?P<future>\b(?:will|won't|due|scheduled|set to|set for|expects?|expected|plans?|planned|begins|starts|opens|upcoming|slated|is to|are to)\b)"
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
    second = _FULL.match(text, link.end()) if link else None
    if second is None:
        return first
    other = _full(second, context)
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


def _month_number(name: str) -> int:
    return next(i for i, each in enumerate(_MONTHS, 1) if each[:3].lower() == name[:3].lower())


def _day_number(name: str) -> int:
    return next(i for i, each in enumerate(_DAYS) if each[:3] == name[:3])


def _fits(name: str | None) -> Callable[[date], bool]:
    return lambda when: not name or when.weekday() == _day_number(name)


def _clocked(match: re.Match[str], end: int, value: str | None, basis: str) -> Mention:
    found = _CLOCK.match(match.string, end)
    if not found or (value and "/" in value):
        return Mention(match.start(), end, value, basis)
    minute = found["M"] or found["MM"]
    half = f"{found['half'].lower()}m" if found["half"] else ""
    value = iso.clock(value, int(found["H"] or found["HH"]), int(minute) if minute else None, half)
    return Mention(match.start(), found.end(), value, basis)


def _full(match: re.Match[str], context: Context) -> Mention | None:
    """A day with its month."""
    month, number, fits = _month_number(match["month"]), int(match["day"]), _fits(match["weekday"])
    if not 1 <= number <= 31:
        return None
    if match["year"]:
        basis, when = "written", iso.day(int(match["year"]), month, number)
    else:
        basis, said = "publication", tense(match.string, *match.span())
        when = of_year(context.anchor, month, number, said, "", fits) if context.anchor else None
    value = iso.plain(when) if when and fits(when) else None
    if value and when and match["until"]:
        value = iso.interval(value, iso.plain(iso.day(when.year, month, int(match["until"]))))
    return _clocked(match, match.end(), value, basis)


def _of_month(match: re.Match[str], context: Context) -> Mention | None:
    """A month: with its year, or where the word before it says that it is one (may and march are verbs)."""
    anchor, month = context.anchor, _month_number(match["month"])
    led = match["part"] or match["near"] or match["year"]
    if not led and not _LEADS_MONTH.search(match.string, max(0, match.start() - 16), match.start()):
        return None
    end = match.end()
    basis = "written" if match["year"] else "publication"
    year = int(match["year"]) if match["year"] else None
    if year is None and anchor:
        near = {"last": "past", "next": "future"}.get((match["near"] or "").lower(), "")
        said: Tense = "" if near else tense(match.string, *match.span())
        year = anchor.year if (match["near"] or "").lower() == "this" else nearest_year(anchor, month, said, near)
    if year is None:
        return Mention(match.start(), end, None, basis)
    part = (match["part"] or "").lower()
    value = iso.third(year, month, _PART[part]) if part else iso.month(year, month)
    return Mention(match.start(), end, value, basis)


def _season(match: re.Match[str], context: Context) -> Mention | None:
    """A quarter or a half of a year; a half without a year may be any."""
    number = int(match["digit"] or 0) or _ORDER[match["order"].lower()]
    half = match["letter"] == "H" or match["unit"] == "half"
    if half and number > 2:
        return None
    if half and not match["year"] and not match["near"]:
        return None  # the second half of a match
    basis = "written" if match["year"] else "publication"
    year = int(match["year"]) if match["year"] else None
    if year is None and context.anchor:
        said = tense(match.string, *match.span())
        year = (
            context.anchor.year + _NEAR[match["near"]] if match["near"] else quarter_year(context.anchor, number, said)
        )
    first, last = (number * 6 - 5, number * 6) if half else (number * 3 - 2, number * 3)
    return Mention(match.start(), match.end(), iso.months(year, first, last) if year else None, basis)


def _near_unit(match: re.Match[str], context: Context) -> Mention | None:
    anchor, near = context.anchor, match["near"].lower()
    if match.string[match.start()] in "tT" and match.string[match.start() + 1] == "h" and near in ("next", "previous"):
        return Mention(match.start(), match.end(), None, "text")  # the next week: of what was told
    if near in ("past", "coming", "previous") and match["unit"] and match.string[match.start()] not in "Tt":
        return None
    if match["weekday"]:
        when = _weekday(anchor, _day_number(match["weekday"]), {-1: "past", 1: "future"}.get(_NEAR[near], ""))
        if near == "this":
            when = iso.weekday(anchor, _day_number(match["weekday"]))
        return _clocked(match, match.end(), iso.plain(when), "publication")
    unit, by = match["unit"], _NEAR[near]
    if unit == "weekend":
        value = iso.interval(iso.plain(iso.weekday(anchor, 5, by)), iso.plain(iso.weekday(anchor, 6, by)))
    elif unit == "quarter":
        quarter = (anchor.year * 4 + (anchor.month - 1) // 3 + by) if anchor else 0
        value = iso.months(quarter // 4, quarter % 4 * 3 + 1, quarter % 4 * 3 + 3) if anchor else None
    else:
        start = anchor.replace(day=1) if anchor and unit != "week" else anchor
        value = iso.at(iso.add(start, by, unit), unit)
    return Mention(match.start(), match.end(), value, "publication")


def _weekday(anchor: date | None, number: int, near: str) -> date | None:
    """The last such day before the anchor (or on it, without a word that says so), or the next after it."""
    if not anchor:
        return None
    back = (anchor.weekday() - number) % 7
    if near == "future":
        return iso.move(anchor, 7 - back)
    return iso.move(anchor, -(back or (7 if near == "past" else 0)))


def _bare_weekday(match: re.Match[str], context: Context) -> Mention | None:
    if len(match["weekday"]) < 5 or match.string.lower().endswith(("every ", "each "), 0, match.start()):
        return None  # Sun, Sat, Mon: names of much else
    near = "future" if tense(match.string, *match.span()) == "future" else ""
    when = _weekday(context.anchor, _day_number(match["weekday"]), near)
    return _clocked(match, match.end(), iso.plain(when), "publication")


def _counted(match: re.Match[str]) -> tuple[int, str]:
    word = (match["count"] or "one").lower()
    number, unit = int(word) if word.isdigit() else _NUMBERS[word], match["unit"].lower()
    return (number * 10, "year") if unit == "decade" else (number, unit)


def _ago(match: re.Match[str], context: Context) -> Mention:
    number, unit = _counted(match)
    return Mention(match.start(), match.end(), iso.at(iso.add(context.anchor, -number, unit), unit), "publication")


def _stretch(match: re.Match[str], context: Context) -> Mention | None:
    """The past five years, the next decade: an interval that ends, or begins, with the day of publication."""
    if not match["count"] and match["near"] not in ("last", "past"):
        return None
    number, unit = _counted(match)
    back = match["near"] in ("last", "past")
    here, there = iso.plain(context.anchor), iso.plain(iso.add(context.anchor, -number if back else number, unit))
    return Mention(
        match.start(), match.end(), iso.interval(there, here) if back else iso.interval(here, there), "publication"
    )


def _words(match: re.Match[str], context: Context) -> Mention | None:
    if match["told"]:
        return _clocked(match, match.end(), iso.plain(context.day), "text")
    if match["day"] == "Today" and match.string[match.start() - 2 : match.start()].strip().isalpha():
        return None  # a paper's name
    days = -2 if match["before"] else _DAY_WORDS[match["day"].lower()]
    return _clocked(match, match.end(), iso.plain(iso.move(context.anchor, days)), "publication")


def _decade(match: re.Match[str], context: Context) -> Mention:
    century = int(match["century"] or 19)
    return Mention(match.start(), match.end(), iso.decade(century * 100 + int(match["tens"]) * 10), "written")


def _in_year(match: re.Match[str], context: Context) -> Mention | None:
    """A year, where the word before it says that it is one."""
    before = max(0, match.start() - 12)
    if not _LEADS_YEAR.search(match.string, before, match.start()) and not match.string.endswith(
        (" and ", " to "), before, match.start()
    ):
        return None
    year = match["year"]
    value = iso.year(int(year))
    if match["until"]:
        last = match["until"] if len(match["until"]) == 4 else year[:2] + match["until"]
        value = iso.interval(value, iso.year(int(last)))
    elif match.string.endswith((" and ", " to "), before, match.start()):
        return (
            None
            if not re.search(r"\d{4} (?:and|to) $", match.string[: match.start()][-10:])
            else Mention(*match.span(), value, "written")
        )
    return Mention(match.start(), match.end(), value, "written") if value else None


def _part_year(match: re.Match[str], context: Context) -> Mention:
    return Mention(match.start(), match.end(), iso.year(int(match["year"])), "written")


def _slashes(match: re.Match[str], context: Context) -> Mention:
    """4/25/2024: read where one order alone is possible."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    days = {each for each in (iso.day(year, one, two), iso.day(year, two, one)) if each}
    return Mention(
        match.start(),
        match.end(),
        iso.plain(days.pop()) if len(days) == 1 else None,
        "written" if len(days) < 2 else "unknown",
    )


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Context], Mention | None]], ...] = (
    (_FULL, _full),
    (_EUROPEAN, _full),
    (_PART_YEAR, _part_year),
    (_OF_MONTH, _of_month),
    (_SEASON, _season),
    (_STRETCH, _stretch),
    (_NEAR_UNIT, _near_unit),
    (_AGO, _ago),
    (_WORDS, _words),
    (_BARE_WEEKDAY, _bare_weekday),
    (_DECADE, _decade),
    (_SLASHES, _slashes),
    (_IN_YEAR, _in_year),
)

_UNIT = re.compile(r"\d{4}(?!\d|,\d)|\d{1,3}(?:st|nd|rd|th)?(?: (?:of )?[A-Za-z]|[-–/]\d| ?[–—] ?\d)")

_AFTER_THE = ("1", "2", "'", "’", "first ", "second ", "third ", "fourth ", "past ", "last ", "next ", "coming ", "previous ", "early ", "mid", "late ", "same ", "day before", "end of ", "beginning of ", "start of ")  # fmt: skip
STARTS = (
    *(each[:3] for each in (*_MONTHS, *_DAYS)),
    *(each[:3].upper() for each in _MONTHS),
    *(f"{the}{rest}" for the in ("the ", "The ") for rest in _AFTER_THE),
    *(f"{first}{word[1:]}" for word in ("yesterday", "today", "tonight", "tomorrow", "last ", "next ", "this ", "past ", "early ", "earlier ", "later ", "mid-", "late ", "between ", "from ", "that day", "that same day", "end of ", "beginning of ", "start of ") for first in (word[0], word[0].upper())),
    *(f"{number} {unit}" for number in (*_NUMBERS, *(each.title() for each in _NUMBERS)) for unit in ("day", "week", "month", "year", "decade")),
    *(f"{letter}{digit}" for letter in "QH" for digit in "1234"),
)  # fmt: skip
"""What an English date may begin with, digits and apostrophes aside."""
