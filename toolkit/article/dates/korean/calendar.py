"""Years, months, quarters and days: 2024년 4월 12일, 지난해 9월, 5월 초, 3분기, 12~14일, 2024. 4. 12."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from toolkit.article.dates import iso
from toolkit.article.dates.context import Context, Mention, Tense, nearest_year, of_month, of_year, quarter_year
from toolkit.article.dates.korean.grammar import END, NEAR, TO, WEEKDAY, fits_weekday, tense, timed

_YEARS = {"올해": 0, "올": 0, "금년": 0, "지난해": -1, "작년": -1, "내년": 1, "재작년": -2, "지지난해": -2, "내후년": 2}
_YEARS_OF_TEXT = {"그해": 0, "같은 해": 0, "이듬해": 1}
_MONTHS = {"이달": 0, "이번달": 0, "금월": 0, "지난달": -1, "다음달": 1, "내달": 1, "지지난달": -2, "다다음달": 2}
_PARTS = {"초": "early", "초순": "early", "상순": "early", "중순": "mid", "하순": "late", "말": "late"}
_LASTS = r"(?!(?:간|째|치|여|짜리|씩|차))(?! ?(?:(?:동안|만에|만인|만의|이내|내에|내로|안에|안팎|연속|이상|이하|미만|초과|정도|가량|남짓|넘게|가까이|(?:전|후|뒤)(?:에|까지|부터|엔|에는|인|의|면|쯤)?(?![가-힣])|[이을]? ?(?:걸[리린렸]|지[나난났]|남[았은]|넘[게었]|흘[러렀])|만(?![가-힣])|내(?![가-힣]))))"
_PLACE_TIME = r"(?: ?\((?:현지시간|현지시각|한국시간|이하 현지시간)\))"
DATE = re.compile(
    rf"(?:(?P<near>지난|오는|다가오는) ?(?=\d))?"
    rf"(?:(?P<decade>[12]\d\d0|[1-9]0)년대(?: ?(?:초반?|중반|후반|말)(?![가-힣]))?"
    rf"|(?:(?:(?P<year>(?:1[0-9]|20|21)\d\d)(?:{TO}(?P<until_year>\d{{4}}|\d\d))?년(?:도(?={END}))?(?! ?(?:동안|간(?![가-힣])|만에|째|뒤|후(?![가-힣])|넘게|이상))|['’‘](?P<short>\d\d)년|(?P<two>\d\d)년(?= ?\d{{1,2}}월)"
    rf"|(?P<years>올(?= ?(?:상반기|하반기|[1-4]분기|\d{{1,2}}월|초|연말|연초))|올해|금년|지난해|작년|내년|재작년|지지난해|내후년|이듬해|그해|같은 해)(?:도(?={END}))?) ?)?"
    rf"(?:(?P<half>상반기|하반기)|(?P<quarter>[1-4])(?:{TO}(?P<until_quarter>[1-4]))?분기"
    rf"|(?:(?:(?P<month>\d{{1,2}})(?:월?{TO}(?P<until_month>\d{{1,2}}))?월|(?P<months>이달|이번 ?달|금월|지난 ?달|다음 ?달|내달|지지난달|다다음 ?달|같은 ?달)))"
    rf"(?:(?={END}| ?\d| ?(?:초순|상순|중순|하순|초|말|중)(?:{END})) ?))?"
    rf"(?:(?P<part>(?:초순|상순|중순|하순|연말|연초|초|말|중)(?:{END}))"
    rf"|(?P<day>\d{{1,2}})(?:일?(?:{TO}|·)(?P<until_day>\d{{1,2}}))?일(?:{END}|(?=날)){_LASTS}{WEEKDAY}?{_PLACE_TIME}?)?)"
)
DIGITS = re.compile(
    rf"(?P<year>(?:19|20)\d\d|['’‘]\d\d)(?P<sep> ?[.\-/] ?)(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?![\d]|[.\-/]\d|-[A-Za-z])"
    rf"(?P<clock>[T ](?P<H>\d\d):(?P<M>\d\d)(?::(?P<S>\d\d))?(?P<zone>Z|[+-]\d\d:?\d\d)?)?{WEEKDAY}?",
    re.ASCII,
)
_A_DAY = re.compile(r" (?:평균|권장|섭취|최대|생활권|\d+(?!\d*(?:시|:)))")  # 1일 평균, 1일 3회
_RESULTS = re.compile(r"실적|영업|매출|순이익|순손실|적자|흑자|누적")


def on_calendar(match: re.Match[str], context: Context) -> Mention | None:
    """A year, month, quarter, day, or part of one, given or counted from the day of publication."""
    end = match.end()
    if match.lastgroup in (None, "near"):
        return None
    while match.string[end - 1] == " ":
        end -= 1
    near = NEAR.get(match["near"] or "", "")
    fits = fits_weekday(match["bracket"])
    if match["decade"]:
        first = int(match["decade"])
        return Mention(match.start(), end, iso.decade(first + 1900 if first < 100 else first), "written")
    year, basis = _year(match, context)
    if match["month"] or match["months"]:
        return _month(match, end, year, basis, near, fits, context)
    if match["quarter"] or match["half"]:
        return _season(match, end, year, basis, context)
    if basis or not match["day"]:  # a year alone, or with its beginning or end
        if not basis or match["day"]:
            return None
        value = iso.year(year) if year is not None else None
        if match["until_year"] and value:
            last = match["until_year"]
            value = iso.interval(value, iso.year(int(last if len(last) == 4 else value[:2] + last)))
        if match["part"] in ("초순", "상순", "중순", "하순", "중"):
            end = match.start("part")
            end -= match.string[end - 1] == " "
        return Mention(match.start(), end, value, basis)
    number = int(match["day"])
    if not 1 <= number <= 31 or match.string.endswith(("월", "월 "), 0, match.start()):
        return None
    if number == 1 and _A_DAY.match(match.string, end):
        return None
    if context.first:
        when, basis = _in_interval(context.first, number), "publication"
    else:
        when = of_month(context.anchor, number, _when(match, near), near, fits) if context.anchor else None
        basis = "publication"
    value = iso.plain(when)
    if value and when and match["until_day"]:
        value = _days(match, when, int(match["until_day"]))
    return timed(match, end, value, basis)


def _month(
    match: re.Match[str],
    end: int,
    year: int | None,
    basis: str,
    near: str,
    fits: Callable[[date], bool],
    context: Context,
) -> Mention | None:
    """A month, or a day or part of one; its year is given, or found."""
    anchor, number = context.anchor, int(match["day"] or 0)
    if match["part"] in ("연초", "연말"):
        end = _before(match, end, "part")
    if match["months"]:
        word = match["months"].replace(" ", "")
        basis = "text" if word == "같은달" else "publication"
        start: date | None = None
        if word != "같은달":
            start = iso.add_months(anchor.replace(day=1), _MONTHS[word]) if anchor else None
        elif context.year and context.month:
            start = iso.day(context.year, context.month, 1)
        within = start.month if start else 0
        year = start.year if start else None
    else:
        within = int(match["month"] or 0)
        if not 1 <= within <= 12:
            return None
        if not basis:
            basis = "publication"
            if context.first:
                year = int(context.first[:4]) + (within < int(context.first[5:7] or 0))
            elif anchor and number:
                when = of_year(anchor, within, number, _when(match, near), near, fits)
                year = when.year if when else None
            elif anchor:
                year = nearest_year(anchor, within, _when(match, near), near)
    if year is None:
        value = None
    elif number:
        when = iso.day(year, within, number)
        value = iso.plain(when) if when and fits(when) else None
        if value and when and match["until_day"]:
            value = _days(match, when, int(match["until_day"]))
    elif match["until_month"]:
        value = iso.months(year, within, int(match["until_month"]))
    elif match["part"] in _PARTS:
        value = iso.third(year, within, _PARTS[match["part"]])
    else:
        value = iso.month(year, within)
    return timed(match, end, value, basis) if number else Mention(match.start(), end, value, basis)


def _season(match: re.Match[str], end: int, year: int | None, basis: str, context: Context) -> Mention:
    """A quarter or a half of a year; a half without a year may be any."""
    if match["half"]:
        first, last = (1, 6) if match["half"] == "상반기" else (7, 12)
        value = iso.months(year, first, last) if year is not None else None
        return Mention(match.start(), _before(match, end, "part"), value, basis or "unknown")
    quarter = int(match["quarter"] or 0)
    until = int(match["until_quarter"] or quarter)
    if not basis:
        basis = "publication"
        if context.anchor:
            reported = _RESULTS.search(match.string, match.end(), match.end() + 12)
            year = quarter_year(context.anchor, until, "past" if reported else _when(match, ""))
    value = iso.months(year, quarter * 3 - 2, until * 3) if year is not None else None
    return Mention(match.start(), _before(match, end, "part"), value, basis)


def _before(match: re.Match[str], end: int, name: str) -> int:
    """Where a match ends without a group at its end."""
    if match[name]:
        end = match.start(name)
        end -= match.string[end - 1] == " "
    return end


def _year(match: re.Match[str], context: Context) -> tuple[int | None, str]:
    """The year that is given, and what it is counted from; ("", None) where none is."""
    short = match["short"] or match["two"]
    if match["year"] or short:
        return int(match["year"] or 0) or _century(int(short or 0)), "written"
    word = match["years"]
    if not word:
        return None, ""
    if word in _YEARS_OF_TEXT:
        return (context.year + _YEARS_OF_TEXT[word] if context.year else None), "text"
    return (context.anchor.year + _YEARS[word] if context.anchor else None), "publication"


def _century(number: int) -> int:
    return number + (1900 if number >= 50 else 2000)


def _when(match: re.Match[str], near: str) -> Tense:
    return "" if near else tense(match.string, match.end())


def _days(match: re.Match[str], first: date, last: int) -> str | None:
    """12~14일, and 12·13일, which are an interval only where they follow each other."""
    if "·" in match.string[match.start("day") : match.start("until_day")] and last != first.day + 1:
        return None
    return iso.interval(iso.plain(first), iso.plain(iso.day(first.year, first.month, last)))


def _in_interval(first: str, number: int) -> date | None:
    """The first day of that number after an interval's beginning."""
    start = date.fromisoformat(first[:10]) if len(first) >= 10 else None
    return iso.day(start.year, start.month, number) if start and number >= start.day else None


def in_digits(match: re.Match[str], context: Context) -> Mention:
    """2024-04-12, 2024. 4. 12., '24.4.12, with the time and zone that ISO 8601 puts behind it."""
    written = match["year"]
    year = int(written) if written.isdigit() else _century(int(written[1:]))
    when = iso.day(year, int(match["month"]), int(match["day"]))
    value = iso.plain(when) if when and fits_weekday(match["bracket"])(when) else None
    if not match["clock"]:
        return timed(match, match.end(), value, "written")
    value = iso.clock(value, int(match["H"]), int(match["M"]))
    if value:
        value = iso.time(value + (f":{match['S']}" if match["S"] else "") + (match["zone"] or ""))
    return Mention(match.start(), match.end(), value, "written")
