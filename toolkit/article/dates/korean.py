"""Dates as Korean news writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from toolkit.article.dates import iso
from toolkit.article.dates.context import Context, Mention, Tense, nearest_year, of_month, of_year, quarter_year

_YEARS = {"올해": 0, "올": 0, "금년": 0, "지난해": -1, "작년": -1, "내년": 1, "재작년": -2, "지지난해": -2, "내후년": 2}
_YEARS_OF_TEXT = {"그해": 0, "같은 해": 0, "이듬해": 1}
_MONTHS = {"이달": 0, "이번달": 0, "금월": 0, "지난달": -1, "다음달": 1, "내달": 1, "지지난달": -2, "다다음달": 2}
_WEEKS = {"이번주": 0, "금주": 0, "지난주": -1, "다음주": 1, "내주": 1, "차주": 1, "지지난주": -2, "다다음주": 2}
_DAYS = {"오늘": 0, "어제": -1, "그제": -2, "그저께": -2, "내일": 1, "모레": 2, "글피": 3}
_DAYS_OF_TEXT = {"이날": 0, "같은날": 0, "당일": 0, "전날": -1, "다음날": 1, "이튿날": 1}
_NEAR = {"지난": "past", "오는": "future", "다가오는": "future"}
_COUNTS = dict(
    zip(["하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘"], range(1, 11), strict=True)
) | {"보름": 15}
_NUMBERS = dict(
    zip(["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"], range(1, 11), strict=True)
) | {
    "석": 3,
    "넉": 4,
    "수": 0,
}
_UNITS = {"일": "day", "주": "week", "주일": "week", "개월": "month", "달": "month", "년": "year", "해": "year"}
_PARTS = {"초": "early", "초순": "early", "상순": "early", "중순": "mid", "하순": "late", "말": "late"}
_HALVES = {"오전": "am", "새벽": "am", "아침": "am", "오후": "pm", "저녁": "pm", "밤": "pm", "낮": "pm"}
_WEEKDAYS = "월화수목금토일"

# what may follow a word in Hangul: a particle, or nothing
_PARTICLE = (
    r"(?![가-힣])|(?=까지|부터|에서|보다|이후|이전)|(?=(?:은|는|이|가|을|를|의|에|에는|에도|에만|엔|에야|도|만|과|와|로|으로|처럼|께|쯤|경|자|자로|인|이다|이며|이고|이라|이라고|이던|였던|이었던|마다|중|내|새|기준|현재"
    r"|밤|낮|새벽|아침|저녁|오전|오후|정오|자정|하루|하고|이나|나|랑|께부터|께는|이면|물|분)(?![가-힣]))"
)
_END = rf"(?:{_PARTICLE})"
_LASTS = r"(?!(?:간|째|치|여|짜리|씩|차))(?! ?(?:(?:동안|만에|만인|만의|이내|내에|내로|안에|안팎|연속|이상|이하|미만|초과|정도|가량|남짓|넘게|가까이|(?:전|후|뒤)(?:에|까지|부터|엔|에는|인|의|면|쯤)?(?![가-힣])|[이을]? ?(?:걸[리린렸]|지[나난났]|남[았은]|넘[게었]|흘[러렀])|만(?![가-힣])|내(?![가-힣]))))"
_TO = r" ?[~∼〜–—-] ?"
_WEEKDAY = rf"(?: ?\( ?(?P<bracket>[{_WEEKDAYS}])(?:요일)? ?\))"
_PLACE_TIME = r"(?: ?\((?:현지시간|현지시각|한국시간|이하 현지시간)\))"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)}|일주일|{'|'.join(_NUMBERS)})"

_DATE = re.compile(
    rf"(?:(?P<near>지난|오는|다가오는) ?(?=\d))?"
    rf"(?:(?P<decade>[12]\d\d0|[1-9]0)년대(?: ?(?:초반?|중반|후반|말)(?![가-힣]))?"
    rf"|(?:(?:(?P<year>(?:1[0-9]|20|21)\d\d)(?:{_TO}(?P<until_year>\d{{4}}|\d\d))?년(?:도(?={_END}))?(?! ?(?:동안|간(?![가-힣])|만에|째|뒤|후(?![가-힣])|넘게|이상))|['’‘](?P<short>\d\d)년|(?P<two>\d\d)년(?= ?\d{{1,2}}월)"
    rf"|(?P<years>올(?= ?(?:상반기|하반기|[1-4]분기|\d{{1,2}}월|초|연말|연초))|올해|금년|지난해|작년|내년|재작년|지지난해|내후년|이듬해|그해|같은 해)(?:도(?={_END}))?) ?)?"
    rf"(?:(?P<half>상반기|하반기)|(?P<quarter>[1-4])(?:{_TO}(?P<until_quarter>[1-4]))?분기"
    rf"|(?:(?:(?P<month>\d{{1,2}})(?:월?{_TO}(?P<until_month>\d{{1,2}}))?월|(?P<months>이달|이번 ?달|금월|지난 ?달|다음 ?달|내달|지지난달|다다음 ?달|같은 ?달)))"
    rf"(?:(?={_END}| ?\d| ?(?:초|중|말|하순|상순)) ?))?"
    rf"(?:(?P<part>(?:초순|상순|중순|하순|연말|연초|초|말|중)(?:{_END}))"
    rf"|(?P<day>\d{{1,2}})(?:일?(?:{_TO}|·)(?P<until_day>\d{{1,2}}))?일(?:{_END}|(?=날)){_LASTS}{_WEEKDAY}?{_PLACE_TIME}?)?)"
)
_DIGITS = re.compile(
    rf"(?P<year>(?:19|20)\d\d|['’‘]\d\d)(?P<sep> ?[.\-/] ?)(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?![\d]|[.\-/]\d|-[A-Za-z])"
    rf"(?P<clock>[T ](?P<H>\d\d):(?P<M>\d\d)(?::(?P<S>\d\d))?(?P<zone>Z|[+-]\d\d:?\d\d)?)?{_WEEKDAY}?"
)
_TIME = re.compile(
    rf" ?(?:(?P<half>{'|'.join(_HALVES)}) ?)?(?:(?P<H>\d{{1,2}})(?:시(?!간|[가-힣]*[장정]\b)(?: ?(?P<M>\d{{1,2}})분| ?(?P<thirty>반)(?={_END}))?|:(?P<MM>\d\d)(?!\d))|(?P<noon>정오|자정)(?={_END}))"
)
_WEEK = re.compile(
    rf"(?P<week>이번 ?주|금주|지지난 ?주|지난 ?주|다다음 ?주|다음 ?주|내주|차주)(?:(?P<end>말)(?:{_END})| ?(?P<weekday>[{_WEEKDAYS}])요일| ?(?:초반?|중반?|후반|말)(?:{_END})|{_END})"
    rf"|(?P<near>지난|오는|다가오는|이번) ?(?:(?P<named>[{_WEEKDAYS}])요일|(?P<weekend>주말)(?:{_END}))"
)
_WORD = re.compile(
    rf"(?P<day>오늘(?!날)|어제|그제|그저께|내일|모레|글피)(?:{_END})|(?P<told>이날|같은 ?날|당일|전날|다음 ?날|이튿날)(?:{_END})"
    rf"|(?P<unknown>추석|한가위|설 ?(?:날|연휴|명절)|연말연시|연말|연초)(?: ?연휴)?(?:{_END})"
)
_AGO = re.compile(
    rf"{_COUNT} ?(?P<unit>주일|일|주|개월|달|년|해)? ?(?P<way>전|뒤|후)(?=(?:에|에는|에도|까지|까지만|부터|엔|인|의|보다|과|와|만|쯤|이다|으로)?(?![가-힣]))"
)
_STRETCH = re.compile(
    rf"(?P<way>최근|지난|과거|향후|앞으로) ?{_COUNT} ?(?P<unit>주일|일(?= ?(?:간|동안))|주|개월|달|년|해)?(?: ?동안| ?간(?![가-힣])|간(?={_END})|(?={_END}))"
)
_RANGE = re.compile(rf"(?P<from>부터)? ?(?:{_TO})?")
_UNTIL = re.compile(r"까지")
_AND = re.compile(r" ?(?:과|와|및|,|·|이나|또는) ?")
_RESULTS = re.compile(r"실적|영업|매출|순이익|순손실|적자|흑자|누적")


def _closed(final: int, but: str = "") -> str:
    """The syllables that end in a consonant, by its number among the finals of Unicode's Hangul."""
    return "".join(each for each in map(chr, range(0xAC00 + final, 0xD7A4, 28)) if each not in but)


_DONE, _DOES, _POLITE = _closed(20, "있겠"), _closed(4), _closed(17, "입습")
_TENSE = re.compile(
    rf"(?P<future>예정|계획|방침|전망|목전|임박|열[린릴]|앞[두둔]|[할될릴칠낼킬설] |기로|[가-힣]겠|(?:[{_DOES}]다|[{_POLITE}]니다)(?=[.\"”’]))|(?P<past>[{_DONE}]|따르면|따라|[한된던친린난긴] )"
)
_STOP = re.compile(r"[.!?](?:\s|$)|\n|\d일|\d월")
_REPORTED = re.compile(rf"(?:라고|다고|라며|다며|고) [^.\n]{{0,12}}[{_DONE}]")


def tense(text: str, end: int) -> Tense:
    """What the words after a date say of it: up to the next date, or the end of its sentence."""
    stop = _STOP.search(text, end, end + 120)
    close = stop.start() + 1 if stop else min(len(text), end + 120)
    found = _TENSE.search(text, end, close)
    if found is None or found.lastgroup == "past":
        return "past" if found else ("future" if text.startswith("까지", end) else "")
    return "reported" if _REPORTED.search(text, found.end(), found.end() + 60) else "future"


def read(text: str, at: int, context: Context) -> Mention | None:
    """The date that begins at an offset of a text, or None."""
    if text[at] in _FIRST_OF_NUMBERS:
        forms = _NUMBERED if _UNIT.match(text, at) else ()
    else:
        forms = _FORMS.get(text[at : at + 2], _OTHER)
    for pattern, resolve in forms:
        match = pattern.match(text, at)
        if match and match.end() > at and (found := resolve(match, context)):
            return found
    return None


def listed(text: str, start: int, before: Mention, context: Context) -> Mention | None:
    """A day that stands after another and an `and`, and is in its month: 4월 12일과 13일."""
    link = _AND.fullmatch(text, before.end, start)
    if not link or not before.value or "T" in before.value or "/" in before.value or len(before.value) < 10:
        return None
    match = _DATE.match(text, start)
    if not match or not match["day"] or match.start("day") != start:
        return None
    return _date(match, context.within(before.value))


def joined(text: str, first: Mention, context: Context) -> Mention:
    """A date with the one that ends its interval: 4월 30일부터 5월 2일까지, 4월 30일~5월 2일."""
    link = _RANGE.match(text, first.end)
    if not link or link.end() == first.end or not (link["from"] or text[first.end : link.end()].strip()):
        return first
    inner = context.within(first.value)
    second = _digits(match, inner) if (match := _DIGITS.match(text, link.end())) else None
    if second is None and (match := _DATE.match(text, link.end())) and match.end() > link.end():
        second = _date(match, inner)
    if second is None:
        return first
    until = _UNTIL.match(text, second.end)
    if link["from"] and not until:
        return first
    return Mention(
        first.start, until.end() if until else second.end, iso.interval(first.value, second.value), first.basis
    )


def _date(match: re.Match[str], context: Context) -> Mention | None:
    end = match.end()
    if match.lastgroup in (None, "near"):
        return None
    while match.string[end - 1] == " ":
        end -= 1
    near = _NEAR.get(match["near"] or "", "")
    fits = _fits(match["bracket"])
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
    if context.first:
        when, basis = _in_interval(context.first, number), "publication"
    else:
        when = of_month(context.anchor, number, _when(match, near), near, fits) if context.anchor else None
        basis = "publication"
    value = iso.plain(when)
    if value and when and match["until_day"]:
        value = _days(match, when, int(match["until_day"]))
    return _timed(match, end, value, basis)


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
    elif match["part"] and match["part"] != "중":
        value = iso.third(year, within, _PARTS[match["part"]])
    else:
        value = iso.month(year, within)
    return _timed(match, end, value, basis) if number else Mention(match.start(), end, value, basis)


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


def _fits(weekday: str | None) -> Callable[[date], bool]:
    """Whether a day is the one of the week that stands beside it."""
    return lambda when: not weekday or _WEEKDAYS[when.weekday()] == weekday


def _days(match: re.Match[str], first: date, last: int) -> str | None:
    """12~14일, and 12·13일, which are an interval only where they follow each other."""
    if "·" in match.string[match.start("day") : match.start("until_day")] and last != first.day + 1:
        return None
    return iso.interval(iso.plain(first), iso.plain(iso.day(first.year, first.month, last)))


def _in_interval(first: str, number: int) -> date | None:
    """The first day of that number after an interval's beginning."""
    start = date.fromisoformat(first[:10]) if len(first) >= 10 else None
    return iso.day(start.year, start.month, number) if start and number >= start.day else None


def _timed(match: re.Match[str], end: int, value: str | None, basis: str) -> Mention:
    """A day with the time that is written after it."""
    found = _TIME.match(match.string, end)
    if not found or (value and "/" in value):
        return Mention(match.start(), end, value, basis)
    if found["noon"]:
        value = iso.clock(value, 12 if found["noon"] == "정오" else 0, None)
        return Mention(match.start(), found.end(), value, basis)
    hour, minute = int(found["H"]), found["M"] or found["MM"] or ("30" if found["thirty"] else None)
    half = _HALVES.get(found["half"] or "", "")
    if (found["half"] == "낮" and hour > 6) or (found["half"] == "밤" and hour < 6):
        half = ""
    return Mention(match.start(), found.end(), iso.clock(value, hour, int(minute) if minute else None, half), basis)


def _digits(match: re.Match[str], context: Context) -> Mention:
    """2024-04-12, 2024. 4. 12., '24.4.12, with the time and zone that ISO 8601 puts behind it."""
    written = match["year"]
    year = int(written) if written.isdigit() else _century(int(written[1:]))
    when = iso.day(year, int(match["month"]), int(match["day"]))
    value = iso.plain(when) if when and _fits(match["bracket"])(when) else None
    if not match["clock"]:
        return _timed(match, match.end(), value, "written")
    value = iso.clock(value, int(match["H"]), int(match["M"]))
    if value:
        value += (f":{match['S']}" if match["S"] else "") + (match["zone"] or "")
    return Mention(match.start(), match.end(), value, "written")


def _week(match: re.Match[str], context: Context) -> Mention:
    anchor = context.anchor
    if match["week"]:
        weeks = _WEEKS[match["week"].replace(" ", "")]
        if match["weekday"]:
            when = iso.weekday(anchor, _WEEKDAYS.index(match["weekday"]), weeks)
            return _timed(match, match.end(), iso.plain(when), "publication")
        if match["end"]:
            return Mention(match.start(), match.end(), _weekend(anchor, weeks), "publication")
        return Mention(match.start(), match.end(), iso.week(iso.move(anchor, 7 * weeks)), "publication")
    if match["weekend"]:
        weeks = -1 if match["near"] == "지난" and anchor and anchor.weekday() < 6 else 0
        return Mention(match.start(), match.end(), _weekend(anchor, weeks), "publication")
    number = _WEEKDAYS.index(match["named"])
    weeks = 0
    if anchor and match["near"] == "지난":
        weeks = -1 if number >= anchor.weekday() else 0
    elif anchor and match["near"] != "이번":
        weeks = 1 if number <= anchor.weekday() else 0
    return _timed(match, match.end(), iso.plain(iso.weekday(anchor, number, weeks)), "publication")


def _weekend(anchor: date | None, weeks: int) -> str | None:
    return iso.interval(iso.plain(iso.weekday(anchor, 5, weeks)), iso.plain(iso.weekday(anchor, 6, weeks)))


def _word(match: re.Match[str], context: Context) -> Mention:
    if match["unknown"]:
        return Mention(match.start(), match.end(), None, "unknown")
    if match["day"]:
        when = iso.move(context.anchor, _DAYS[match["day"]])
        return _timed(match, match.end(), iso.plain(when), "publication")
    word = match["told"].replace(" ", "")
    if context.past is None and word == "전날":  # what prices are compared with
        return _timed(match, match.end(), iso.plain(iso.move(context.anchor, -1)), "publication")
    to_come = context.day != context.past and tense(match.string, match.end()) == "future"
    when = context.day if to_come else context.past
    return _timed(match, match.end(), iso.plain(iso.move(when, _DAYS_OF_TEXT[word])), "text")


def _count(match: re.Match[str]) -> tuple[int, str] | None:
    """A number and its unit: 3년, 두 달, 이틀, 일주일."""
    count, unit = match["count"], match["unit"]
    if count == "일주일":
        return None if unit else (1, "week")
    if count in _COUNTS:
        return None if unit else (_COUNTS[count], "day")
    if not unit or (not count.isdigit() and unit not in ("달", "해", "주")):
        return None
    number = int(count) if count.isdigit() else _NUMBERS[count]
    return (number, _UNITS[unit]) if number else None


def _ago(match: re.Match[str], context: Context) -> Mention | None:
    """사흘 전, 이틀 뒤, 3년 전: days are counted from the day named last, where one was; longer ones from publication."""
    counted = _count(match)
    if counted is None:
        return None
    number, unit = counted
    from_text = unit == "day" and context.day is not None
    start = context.day if from_text else context.anchor
    when = iso.add(start, -number if match["way"] == "전" else number, unit)
    return Mention(match.start(), match.end(), iso.at(when, unit), "text" if from_text else "publication")


def _stretch(match: re.Match[str], context: Context) -> Mention | None:
    """최근 3년간, 향후 5년: an interval that ends, or begins, with the day of publication."""
    counted = _count(match)
    if counted is None:
        return None
    number, unit = counted
    back = match["way"] not in ("향후", "앞으로")
    here, there = iso.plain(context.anchor), iso.plain(iso.add(context.anchor, -number if back else number, unit))
    value = iso.interval(there, here) if back else iso.interval(here, there)
    return Mention(match.start(), match.end(), value, "publication")


_Form = tuple[re.Pattern[str], Callable[[re.Match[str], Context], Mention | None]]
_CALENDAR: tuple[_Form, ...] = ((_DATE, _date),)
_NUMBERED: tuple[_Form, ...] = ((_DIGITS, _digits), (_AGO, _ago), (_DATE, _date))
_OTHER: tuple[_Form, ...] = ((_WEEK, _week), (_WORD, _word), (_DATE, _date), (_AGO, _ago))
# by the first two characters; what is not here may be any of the others
_FORMS: dict[str, tuple[_Form, ...]] = {
    **dict.fromkeys(
        ("올해", "올 ", "작년", "내년", "재작", "내후", "금년", "이듬", "그해", "이달", "금월", "내달", "상반", "하반"),
        _CALENDAR,
    ),
    **dict.fromkeys(
        ("이날", "당일", "전날", "이튿", "오늘", "어제", "그제", "그저", "내일", "모레", "글피"), ((_WORD, _word),)
    ),
    **dict.fromkeys(("최근", "과거", "향후", "앞으"), ((_STRETCH, _stretch),)),
    "지난": ((_DATE, _date), (_STRETCH, _stretch), (_WEEK, _week)),
}
_FIRST_OF_NUMBERS = frozenset("0123456789'’‘")
_UNIT = re.compile(r"['’‘]?\d{1,4} ?[년월일주개달분해~∼〜–—\-./·]")

STARTS = (
    *("올", "지난", "오는", "다가오는", "작년", "내년", "재작년", "지지난", "내후년", "금년", "이듬해", "그해", "같은"),
    *("이달", "이번", "금월", "금주", "다음", "내달", "내주", "차주", "다다음", "최근", "과거", "향후", "앞으로"),
    *("오늘", "어제", "그제", "그저께", "내일", "모레", "글피", "이날", "당일", "전날", "이튿날"),
    *("추석", "한가위", "설날", "설 연휴", "설연휴", "설 명절", "연말", "연초", "상반기", "하반기"),
    *_COUNTS, "일주일", *(f"{n} {unit}" for n in _NUMBERS for unit in ("달", "해")),
)  # fmt: skip
"""What a Korean date may begin with, digits and apostrophes aside."""
