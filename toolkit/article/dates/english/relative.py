"""What is counted from a day: last Friday, next month, three years ago, the past decade."""

from __future__ import annotations

import re
from datetime import date

from toolkit.article.dates import iso
from toolkit.article.dates.context import Context, Mention
from toolkit.article.dates.english.grammar import NEAR, NUMBERS, WEEKDAY, clocked, day_number, tense

_DAY_WORDS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
NEAR_UNIT = re.compile(
    rf"(?:(?P<earlier>[Ee]arlier|[Ll]ater) )?(?:[Tt]he )?(?P<near>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]oming|[Pp]ast) (?:(?P<unit>week(?:end)?|month|year|quarter)(?![a-z’'-])|{WEEKDAY})"
)
AGO = re.compile(
    rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}) (?P<unit>day|week|month|year|decade)s? ago\b",
    re.IGNORECASE,
)
STRETCH = re.compile(
    rf"[Tt]he (?P<near>last|past|next|coming)(?: (?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}))? (?P<unit>day|week|month|year|decade)s?(?![a-z’'-])"
)
WORDS = re.compile(
    r"(?P<day>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)(?![A-Za-z])|(?P<before>[Tt]he day before yesterday)|(?P<told>[Tt]he same day|[Tt]hat (?:same )?day)\b"
)
BARE_WEEKDAY = re.compile(rf"{WEEKDAY}(?= (?:morning|afternoon|evening|night)|(?![A-Za-z’'-]))")


def near_unit(match: re.Match[str], context: Context) -> Mention | None:
    """Last month, next Friday, this quarter."""
    anchor, near = context.anchor, match["near"].lower()
    if match.string[match.start()] in "tT" and match.string[match.start() + 1] == "h" and near in ("next", "previous"):
        return Mention(match.start(), match.end(), None, "text")  # the next week: of what was told
    if near in ("past", "coming", "previous") and match["unit"] and match.string[match.start()] not in "Tt":
        return None
    if match["weekday"]:
        when = _weekday(anchor, day_number(match["weekday"]), {-1: "past", 1: "future"}.get(NEAR[near], ""))
        if near == "this":
            when = iso.weekday(anchor, day_number(match["weekday"]))
        return clocked(match, match.end(), iso.plain(when), "publication")
    unit, by = match["unit"], NEAR[near]
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


def bare_weekday(match: re.Match[str], context: Context) -> Mention | None:
    """Tuesday: the nearest not after publication, unless it is said to come."""
    if len(match["weekday"]) < 5 or match.string.endswith(("every ", "Every ", "each ", "Each "), 0, match.start()):
        return None  # Sun, Sat, Mon: names of much else
    near = "future" if tense(match.string, *match.span()) == "future" else ""
    when = _weekday(context.anchor, day_number(match["weekday"]), near)
    return clocked(match, match.end(), iso.plain(when), "publication")


def _counted(match: re.Match[str]) -> tuple[int, str]:
    word = (match["count"] or "one").lower()
    number, unit = int(word) if word.isdigit() else NUMBERS[word], match["unit"].lower()
    return (number * 10, "year") if unit == "decade" else (number, unit)


def ago(match: re.Match[str], context: Context) -> Mention:
    """Three years ago: as precise as its unit."""
    number, unit = _counted(match)
    return Mention(match.start(), match.end(), iso.at(iso.add(context.anchor, -number, unit), unit), "publication")


def stretch(match: re.Match[str], context: Context) -> Mention | None:
    """The past five years, the next decade: an interval that ends, or begins, with the day of publication."""
    if not match["count"] and match["near"] not in ("last", "past"):
        return None
    number, unit = _counted(match)
    back = match["near"] in ("last", "past")
    here, there = iso.plain(context.anchor), iso.plain(iso.add(context.anchor, -number if back else number, unit))
    return Mention(
        match.start(), match.end(), iso.interval(there, here) if back else iso.interval(here, there), "publication"
    )


def by_word(match: re.Match[str], context: Context) -> Mention | None:
    """Yesterday, today, the same day."""
    if match["told"]:
        return clocked(match, match.end(), iso.plain(context.day), "text")
    if match["day"] == "Today" and match.string[match.start() - 2 : match.start()].strip().isalpha():
        return None  # a paper's name
    days = -2 if match["before"] else _DAY_WORDS[match["day"].lower()]
    return clocked(match, match.end(), iso.plain(iso.move(context.anchor, days)), "publication")
