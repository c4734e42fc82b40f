"""What stands before a report's first sentence: the place, the agency, the writers and, in English, the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from toolkit.article import dates, marks

_DASH = r"\s?(?:--+|[-–—―]|=)\s"
_PLACE = r"[A-Z][A-Z.'’\-]+(?:[ /,]+[A-Z][A-Z.'’\-]*)*(?:, (?:[A-Z][a-z]+\.?(?: [A-Z][a-z]+)*|[A-Z]\.[A-Z]\.))?"
_DAY = r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)"
_WIRE = r"(?P<wire>[A-Z][\w.&’' -]{1,40}?)"
_ENGLISH = re.compile(
    rf"(?P<place>{_PLACE})(?:, (?P<day>{_DAY}))?,? ?(?:\({_WIRE}\)|/(?P<service>[A-Z][\w.&’' -]{{1,40}}?)/){_DASH}"
)
_WRITERS = re.compile(rf"(?P<names>[가-힣]{{2,4}}(?:[·,\s]+[가-힣]{{2,4}})*)\s?{marks.TITLES}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """`place` and `agency` as written; `day` is ISO 8601 where the year is written or follows from the day of posting."""

    place: str | None
    agency: str | None
    day: str | None = None
    written: str = ""


def read(line: str, anchor: date | None = None) -> Dateline | None:
    """The dateline that a body's first line begins with: (서울=통신사) 이름 기자 =, [신문 이름 기자], CITY, April 12 (Wire) --."""
    if line[:1].isascii() and line[:1].isupper() and (match := _ENGLISH.match(line[:160])):
        day = None
        if match["day"]:
            day = next((each.value for each in dates.find(match["day"], anchor)), None)
        return Dateline(match["place"].strip(" ,"), match["wire"] or match["service"], day, match[0])
    if match := marks.DATELINE.match(line):
        place = match["place"] or match["city"]
        agency = match["wire"] or match["outlet"] or match["relay"] or match["agency"]
        return Dateline(place.strip() if place else None, agency, None, match[0])
    return None
