"""Times as pages stamp them: 입력 2024.04.12 10:31, Published 7:45 AM EDT, Mon June 16, 2025, ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

EARLIEST, LATEST = 1990, 2100
"""The years in which a page may have been published."""

_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "KST": 9, "JST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11}  # fmt: skip
_PLACES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ZONE = rf"(?:Z|[+-]\d\d:?\d\d|{'|'.join(sorted((*_HOURS, *_PLACES), key=len, reverse=True))})(?![A-Za-z\d])"
_CLOCK = r"(?P<H{n}>\d{{1,2}})(?::|시\s?)(?P<M{n}>\d\d)분?(?::(?P<S{n}>\d\d)(?:\.\d+)?|\s?(?P<T{n}>\d\d)초)?(?!\d)(?:\s?(?P<half{n}>[AaPp]\.?[Mm]\b\.?))?(?:\s?\(?(?P<zone{n}>{zone})\)?)?"
_NUMERIC = (
    r"(?<![\d.\-/])(?P<y>(?:19|20)\d\d|\d\d)\s?[.\-/년]\s?(?P<m>\d{1,2})\s?[.\-/월]\s?(?P<d>\d{1,2})(?![\d])(?:일|\.(?!\d))?"
    r"(?:\s?\(?[월화수목금토일](?:요일)?\)?)?"
    rf"(?:[T,\s]\s*(?:(?P<ampm>오전|오후|AM|PM)\s?)?{_CLOCK.format(n=1, zone=_ZONE)})?"
)
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?\s)?"
_WORDED = (
    rf"(?<![\w:])(?:{_CLOCK.format(n=2, zone=_ZONE)},?\s(?:on\s)?)?{_WEEKDAY}"
    rf"(?:(?P<mon>{_MONTH})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)|(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<mon3>{_MONTH})\.?,?\s(?P<year3>(?:19|20)\d\d))(?!\d)"
    rf"(?:(?:,|\s[|·•@–—-]|\sat)?\s(?:at\s)?{_CLOCK.format(n=3, zone=_ZONE)})?"
)
_NUMBERS = re.compile(_NUMERIC)
WORDED = re.compile(_WORDED)
"""A day with its month in English words, and the time around it."""

MONTHS = re.compile(_MONTH)
_SCRIPTED = re.compile(
    r"(?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|publishedDate|published_date|firstPublished|pubDate|pub_date|deployDt|regDate|reg_date|articleDate)\\?[\"']?\s*[:=]\s*"
    r"(?:\\?[\"'](?P<quoted>[^\"'\\]{8,40})\\?[\"']|(?P<epoch>\d{10}(?:\d{3})?)(?!\d))"
)
_LABEL = 24
_DIGIT = re.compile(r"\d")
_KINDS = re.compile(
    r"(?:(?P<other>(?:최종\s?)?편집)|(?P<modified>(?:최종|마지막)?\s?(?:기사\s?)?(?:수정|업데이트|갱신)|(?i:last\s)?(?i:updated|modified|edited|revised))"
    r"|(?P<published>(?:기사|최초|뉴스|지면)?\s?(?:입력|발행|송고|승인|게재|보도|출고)|기사\s?(?:등록|작성)|최초\s?등록|(?i:first\s|originally\s)?(?i:published|released|issued))"
    r"|(?P<posted>작성|등록|게시|올린|날짜|업로드|(?i:posted)))"
    r"\s?(?:일시|일자|시간|시각|날|날짜|일)?\s?(?i:date|time|on|at)?\s?[:：=|]?\s*$"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as far as it is known: ISO 8601, cut at its precision (second, minute, day), and what says so."""

    value: str
    precision: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time on a line of a page: what it says it is (published, modified, posted, other or bare), and None where it is no time."""

    kind: str
    label: str
    when: Moment | None
    written: str


def find(text: str, zone: ZoneInfo, label: str = "") -> Iterator[Stamp]:
    """The stamps of a line, in order; one without a zone is in `zone`. `label` is what stands on the line before (입력)."""
    if not _DIGIT.search(text):
        return
    at = 0
    matches = list(_NUMBERS.finditer(text))
    if MONTHS.search(text):
        matches = sorted([*matches, *WORDED.finditer(text)], key=lambda match: match.start())
    for match in matches:
        if match.start() < at:
            continue
        named = _KINDS.search(text[max(at, match.start() - _LABEL) : match.start()] or label)
        kind = str(named.lastgroup) if named else "bare"
        said = named[0].strip(" :：=|") if named else ""
        yield Stamp(kind, said, _read(match, zone, f"stamp {said}".strip()), match[0].strip())
        at = match.end()


def scripted(script: str) -> str | None:
    """What a script gives as the time of publication of the page that it is on, as written; None where it names none.

    Seconds or milliseconds of the epoch, which only a script may count in, are given as ISO 8601 in UTC.
    """
    found = _SCRIPTED.search(script)
    if found is None:
        return None
    return found["quoted"] or datetime.fromtimestamp(int(found["epoch"][:10]), UTC).isoformat()


def labels(text: str) -> bool:
    """Whether a line says nothing but what the time on the next one is."""
    match = _KINDS.search(text) if len(text) <= 20 else None
    return match is not None and match.start() == 0


def moment(text: str, zone: ZoneInfo, evidence: str) -> Moment | None:
    """A time read from ISO 8601 or a stamp; None where it is no time (30 February, year 1026)."""
    text = text.strip()
    try:
        when = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return next((stamp.when and _named(stamp.when, evidence) for stamp in find(text, zone)), None)
    if not EARLIEST <= when.year <= LATEST:
        return None
    if len(text) <= 10:
        return Moment(when.date().isoformat(), "day", evidence)
    seconds = bool(re.search(r"\d:\d\d:\d\d|T\d{6}", text))
    return _moment(when, zone, "second" if seconds else "minute", evidence)


def _named(moment: Moment, evidence: str) -> Moment:
    return Moment(moment.value, moment.precision, evidence + moment.evidence.removeprefix("stamp"))


def _moment(when: datetime, zone: ZoneInfo, precision: str, evidence: str) -> Moment | None:
    """In the source's zone; None at the edge of what a calendar has."""
    try:
        when = when.replace(tzinfo=zone) if when.tzinfo is None else when.astimezone(zone)
    except OverflowError:
        return None
    return Moment(when.isoformat(timespec="seconds" if precision == "second" else "minutes"), precision, evidence)


def _read(match: re.Match[str], zone: ZoneInfo, evidence: str) -> Moment | None:
    group = match.groupdict()
    if group.get("y"):
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
        year += 2000 if year < 100 else 0
    else:
        year, day = int(match["year"] or match["year3"]), int(match["day"] or match["day3"])
        month = _MONTHS.index((match["mon"] or match["mon3"])[:3].lower()) + 1
    number = next((n for n in "123" if group.get(f"H{n}")), "")
    hour, minute, second = (int(group.get(f"{unit}{number}") or 0) for unit in "HMS")
    second = second or int(group.get(f"T{number}") or 0)
    half = (group.get("ampm") or group.get(f"half{number}") or "").lower().replace(".", "")
    if half in ("오후", "pm") and hour < 12:
        hour += 12
    if half in ("오전", "am") and hour == 12:
        hour = 0
    try:
        when = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    if not EARLIEST <= year <= LATEST:
        return None
    if not number:
        return Moment(when.date().isoformat(), "day", evidence)
    if written := group.get(f"zone{number}"):
        there = _zone(written)
        when = when.replace(tzinfo=there)
        evidence = f"{evidence}, {written}"
    seconds = group.get(f"S{number}") or group.get(f"T{number}")
    return _moment(when, zone, "second" if seconds else "minute", evidence)


def _zone(written: str) -> tzinfo:
    """The zone that an abbreviation or an offset names."""
    if written in _PLACES:
        return ZoneInfo(_PLACES[written])
    if written in _HOURS:
        return timezone(timedelta(hours=_HOURS[written]))
    hours, minutes = int(written[1:3]), int(written[-2:])
    offset = timedelta(hours=min(hours, 23), minutes=min(minutes, 59))
    return timezone(-offset if written[0] == "-" else offset)
