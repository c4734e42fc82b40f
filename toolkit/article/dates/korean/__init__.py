"""Dates as Korean news writes them."""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.article.dates import iso
from toolkit.article.dates.context import Context, Mention
from toolkit.article.dates.korean.calendar import DATE, DIGITS, in_digits, on_calendar
from toolkit.article.dates.korean.grammar import COUNTS, NUMBERS, TO
from toolkit.article.dates.korean.relative import AGO, STRETCH, WEEK, WORD, ago, by_word, of_week, stretch

_RANGE = re.compile(rf"(?P<from>부터)? ?(?:{TO})?")
_UNTIL = re.compile(r"까지")
_AND = re.compile(r" ?(?:과|와|및|,|·|이나|또는) ?")


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
    match = DATE.match(text, start)
    if not match or not match["day"] or match.start("day") != start:
        return None
    return on_calendar(match, context.within(before.value))


def joined(text: str, first: Mention, context: Context) -> Mention:
    """A date with the one that ends its interval: 4월 30일부터 5월 2일까지, 4월 30일~5월 2일."""
    link = _RANGE.match(text, first.end)
    if not link or link.end() == first.end or not (link["from"] or text[first.end : link.end()].strip()):
        return first
    inner = context.within(first.value)
    second = in_digits(match, inner) if (match := DIGITS.match(text, link.end())) else None
    if second is None and (match := DATE.match(text, link.end())) and match.end() > link.end():
        second = on_calendar(match, inner)
    if second is None:
        return first
    until = _UNTIL.match(text, second.end)
    if link["from"] and not until:
        return first
    return Mention(
        first.start, until.end() if until else second.end, iso.interval(first.value, second.value), first.basis
    )


_Form = tuple[re.Pattern[str], Callable[[re.Match[str], Context], Mention | None]]
_CALENDAR: tuple[_Form, ...] = ((DATE, on_calendar),)
_NUMBERED: tuple[_Form, ...] = ((DIGITS, in_digits), (AGO, ago), (DATE, on_calendar))
_OTHER: tuple[_Form, ...] = ((WEEK, of_week), (WORD, by_word), (DATE, on_calendar), (AGO, ago))
# by the first two characters; what is not here may be any of the others
_FORMS: dict[str, tuple[_Form, ...]] = {
    **dict.fromkeys(
        ("올해", "올 ", "작년", "내년", "재작", "내후", "금년", "이듬", "그해", "이달", "금월", "내달", "상반", "하반"),
        _CALENDAR,
    ),
    **dict.fromkeys(
        ("이날", "당일", "전날", "이튿", "오늘", "어제", "그제", "그저", "내일", "모레", "글피"), ((WORD, by_word),)
    ),
    **dict.fromkeys(("최근", "과거", "향후", "앞으"), ((STRETCH, stretch),)),
    "지난": ((DATE, on_calendar), (STRETCH, stretch), (WEEK, of_week)),
}
_FIRST_OF_NUMBERS = frozenset("0123456789'’‘")
_UNIT = re.compile(r"['’‘]?\d{1,4} ?[년월일주개달분해~∼〜–—\-./·]")
STARTS = (
    *("올", "지난", "오는", "다가오는", "작년", "내년", "재작년", "지지난", "내후년", "금년", "이듬해", "그해", "같은"),
    *("이달", "이번", "금월", "금주", "다음", "내달", "내주", "차주", "다다음", "최근", "과거", "향후", "앞으로"),
    *("오늘", "어제", "그제", "그저께", "내일", "모레", "글피", "이날", "당일", "전날", "이튿날"),
    *("추석", "한가위", "설날", "설 연휴", "설연휴", "설 명절", "연말", "연초", "상반기", "하반기"),
    *COUNTS, "일주일", *(f"{n} {unit}" for n in NUMBERS for unit in ("달", "해")),
)  # fmt: skip
"""What a Korean date may begin with, digits and apostrophes aside."""
