"""What Korean dates are made of: particles, counts, times of day, and the tense of what is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from toolkit.article.dates import iso
from toolkit.article.dates.context import Mention, Tense

NEAR = {"지난": "past", "오는": "future", "다가오는": "future"}
COUNTS = dict(
    zip(["하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘"], range(1, 11), strict=True)
) | {"보름": 15}
NUMBERS = dict(
    zip(["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"], range(1, 11), strict=True)
) | {
    "석": 3,
    "넉": 4,
    "수": 0,
}
UNITS = {"일": "day", "주": "week", "주일": "week", "개월": "month", "달": "month", "년": "year", "해": "year"}
_HALVES = {"오전": "am", "새벽": "am", "아침": "am", "오후": "pm", "저녁": "pm", "밤": "pm", "낮": "pm"}
WEEKDAYS = "월화수목금토일"
# what may follow a word in Hangul: a particle, or nothing
_PARTICLE = (
    r"(?![가-힣])|(?=까지|부터|에서|보다|이후|이전)|(?=(?:은|는|이|가|을|를|의|에|에는|에도|에만|엔|에야|도|만|과|와|로|으로|처럼|께|쯤|경|자|자로|인|이다|이며|이고|이라|이라고|이던|였던|이었던|마다|중|내|새|기준|현재"
    r"|밤|낮|새벽|아침|저녁|오전|오후|정오|자정|하루|하고|이나|나|랑|께부터|께는|이면|물|분)(?![가-힣]))"
)
END = rf"(?:{_PARTICLE})"
TO = r" ?[~∼〜–—-] ?"
WEEKDAY = rf"(?: ?\( ?(?P<bracket>[{WEEKDAYS}])(?:요일)? ?\))"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(COUNTS)}|일주일|{'|'.join(NUMBERS)})"
_TIME = re.compile(
    rf" ?(?:(?P<half>{'|'.join(_HALVES)}) ?)?(?:(?P<H>\d{{1,2}})(?:시(?!간|[가-힣]*[장정]\b)(?: ?(?P<M>\d{{1,2}})분| ?(?P<thirty>반)(?={END}))?|:(?P<MM>\d\d)(?!\d))|(?P<noon>정오|자정)(?={END}))"
)


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


def fits_weekday(weekday: str | None) -> Callable[[date], bool]:
    """Whether a day is the one of the week that stands beside it."""
    return lambda when: not weekday or WEEKDAYS[when.weekday()] == weekday


def timed(match: re.Match[str], end: int, value: str | None, basis: str) -> Mention:
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
