"""What is counted from a day: 지난주 금요일, 어제, 이날, 사흘 전, 최근 3년간."""

from __future__ import annotations

import re
from datetime import date

from toolkit.article.dates import iso
from toolkit.article.dates.context import Context, Mention, of_month
from toolkit.article.dates.korean.grammar import COUNT, COUNTS, END, NUMBERS, UNITS, WEEKDAYS, tense, timed

_WEEKS = {"이번주": 0, "금주": 0, "지난주": -1, "다음주": 1, "내주": 1, "차주": 1, "지지난주": -2, "다다음주": 2}
_DAYS = {"오늘": 0, "어제": -1, "그제": -2, "그저께": -2, "내일": 1, "모레": 2, "글피": 3}
_DAYS_OF_TEXT = {"이날": 0, "같은날": 0, "당일": 0, "전날": -1, "다음날": 1, "이튿날": 1}
_AFTER = ("다음날", "이튿날")
WEEK = re.compile(
    rf"(?P<week>이번 ?주|금주|지지난 ?주|지난 ?주|다다음 ?주|다음 ?주|내주|차주)(?:(?P<end>말)(?:{END})| ?(?P<weekday>[{WEEKDAYS}])요일| ?(?:초반?|중반?|후반|말)(?:{END})|{END})"
    rf"|(?P<near>지난|오는|다가오는|이번) ?(?:(?P<named>[{WEEKDAYS}])요일|(?P<weekend>주말)(?:{END}))"
)
WORD = re.compile(
    rf"(?P<day>오늘(?!날)|어제|그제|그저께|내일|모레|글피)(?:{END})|(?P<told>이날|같은 ?날|당일|전날|다음 ?날|이튿날)(?:{END})"
    rf"|(?P<unknown>추석|한가위|설 ?(?:날|연휴|명절)|연말연시|연말|연초)(?: ?연휴)?(?:{END})"
)
AGO = re.compile(
    rf"{COUNT} ?(?P<unit>주일|일|주|개월|달|년|해)? ?(?P<way>전|뒤|후)(?=(?:에|에는|에도|까지|까지만|부터|엔|인|의|보다|과|와|만|쯤|이다|으로)?(?![가-힣]))"
)
STRETCH = re.compile(
    rf"(?P<way>최근|지난|과거|향후|앞으로) ?{COUNT} ?(?P<unit>주일|일(?= ?(?:간|동안))|주|개월|달|년|해)?(?: ?동안| ?간(?![가-힣])|간(?={END})|(?={END}))"
)
_TO_BE = re.compile(r"[^.\n]{0,20}?(?:받|하|되|주|내|얻|갚|나오|들어가)는 ")  # 3년 뒤 받는 조건
_GLOSS = re.compile(r" ?\((?P<day>\d{1,2})일\)")


def of_week(match: re.Match[str], context: Context) -> Mention:
    """A week, its end, or a day of it; a day of the week before or after publication."""
    anchor = context.anchor
    if match["week"]:
        weeks = _WEEKS[match["week"].replace(" ", "")]
        if match["weekday"]:
            when = iso.weekday(anchor, WEEKDAYS.index(match["weekday"]), weeks)
            return timed(match, match.end(), iso.plain(when), "publication")
        if match["end"]:
            return Mention(match.start(), match.end(), _weekend(anchor, weeks), "publication")
        return Mention(match.start(), match.end(), iso.week(iso.move(anchor, 7 * weeks)), "publication")
    if match["weekend"]:
        weeks = -1 if match["near"] == "지난" and anchor and anchor.weekday() < 6 else 0
        return Mention(match.start(), match.end(), _weekend(anchor, weeks), "publication")
    number = WEEKDAYS.index(match["named"])
    weeks = 0
    if anchor and match["near"] == "지난":
        weeks = -1 if number >= anchor.weekday() else 0
    elif anchor and match["near"] != "이번":
        weeks = 1 if number <= anchor.weekday() else 0
    return timed(match, match.end(), iso.plain(iso.weekday(anchor, number, weeks)), "publication")


def _weekend(anchor: date | None, weeks: int) -> str | None:
    return iso.interval(iso.plain(iso.weekday(anchor, 5, weeks)), iso.plain(iso.weekday(anchor, 6, weeks)))


def by_word(match: re.Match[str], context: Context) -> Mention:
    """어제, 이날, 다음 날, 추석."""
    if match["unknown"]:
        return Mention(match.start(), match.end(), None, "unknown")
    if match["day"]:
        when = iso.move(context.anchor, _DAYS[match["day"]])
        return timed(match, match.end(), iso.plain(when), "publication")
    word = match["told"].replace(" ", "")
    if context.past is None and word == "전날":  # what prices are compared with
        return timed(match, match.end(), iso.plain(iso.move(context.anchor, -1)), "publication")
    if context.anchor and context.past is None and (gloss := _GLOSS.match(match.string, match.end())):
        named = of_month(context.anchor, int(gloss["day"]), "", "", lambda _: True)  # 이날(12일)
        return Mention(match.start(), match.end(), iso.plain(named), "publication")
    if word in _AFTER and not context.is_near(context.past):
        return Mention(match.start(), match.end(), None, "text")  # a story went on since: 2023년 … 다음 날
    to_come = context.day != context.past and tense(match.string, match.end()) == "future"
    when = context.day if to_come else context.past
    return timed(match, match.end(), iso.plain(iso.move(when, _DAYS_OF_TEXT[word])), "text")


def _count(match: re.Match[str]) -> tuple[int, str] | None:
    """A number and its unit: 3년, 두 달, 이틀, 일주일."""
    count, unit = match["count"], match["unit"]
    if count == "일주일":
        return None if unit else (1, "week")
    if count in COUNTS:
        return None if unit else (COUNTS[count], "day")
    if not unit or (not count.isdigit() and unit not in ("달", "해", "주")):
        return None
    number = int(count) if count.isdigit() else NUMBERS[count]
    return (number, UNITS[unit]) if number else None


def ago(match: re.Match[str], context: Context) -> Mention | None:
    """사흘 전, 이틀 뒤, 3년 전: days are counted from the day named last, where one was; longer ones from publication, but for
    what came after something that is past (지난 2월 그만뒀다. 한 달 뒤 들어간 곳은).
    """
    counted = _count(match)
    if counted is None or match.string.endswith(("년 ", "개월 ", "주 "), 0, match.start()):  # 1년 6개월 전
        return None
    number, unit = counted
    told = match["way"] != "전" and unit != "day" and not _TO_BE.match(match.string, match.end())
    if told and tense(match.string, match.end()) == "past":
        return Mention(match.start(), match.end(), iso.at(iso.add(context.named(unit), number, unit), unit), "text")
    from_text = unit == "day" and context.day is not None
    start = context.day if from_text else context.anchor
    when = iso.add(start, -number if match["way"] == "전" else number, unit)
    return Mention(match.start(), match.end(), iso.at(when, unit), "text" if from_text else "publication")


def stretch(match: re.Match[str], context: Context) -> Mention | None:
    """최근 3년간, 향후 5년: an interval that ends, or begins, with the day of publication."""
    counted = _count(match)
    if counted is None or match.string.startswith(("차", " 차"), match.end()):  # 5년 차
        return None
    number, unit = counted
    back = match["way"] not in ("향후", "앞으로")
    here, there = iso.plain(context.anchor), iso.plain(iso.add(context.anchor, -number if back else number, unit))
    value = iso.interval(there, here) if back else iso.interval(here, there)
    return Mention(match.start(), match.end(), value, "publication")
