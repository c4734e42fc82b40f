"""What a page says about its article: who wrote it, who published it, when, and who holds the rights."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from toolkit.article import marks, stamps
from toolkit.article.article import Author, Caption
from toolkit.article.dump import Reading
from toolkit.article.metadata import byline, dateline, rights
from toolkit.article.metadata.lines import Lines
from toolkit.article.metadata.rights import holder
from toolkit.article.page import Page
from toolkit.article.stamps import Moment, Stamp, moment

__all__ = ["Moment", "describe", "holder", "moment"]

_ITEM = re.compile(r"^(?:[-–·•▶▷☞└ㄴ■◆]\s*|\d{1,2}[.)]\s+)+")
# the day that a report names as its own ("6일 업계에 따르면"), not another (지난 4일, 오는 27일, 3월 2일, 30일 동안)
_BARE_DAY = re.compile(r"(\d{1,2})일(?=\s|\()(?!\s?(?:동안|간|만에|이내|내에|전|후|뒤|째|연속|이상|이하|치|정도|가량))")
_OTHER_DAY = ("지난 ", "오는 ", "월 ", "달 ", "매월 ")
_LEAD = 3
_TAG_BEFORE = re.compile(
    r"\s*(?:[\[【<〈]\s?(?P<tag>[^\]】>〉]{1,15}?)\s?[\]】>〉]|\((?P<wire>(?:\d(?:st|nd|rd|th) )?(?:LD|LEAD)|종합|상보|\d보)\)|(?P<word>EXCLUSIVE|BREAKING|WATCH|LIVE|UPDATE \d|CORRECTED|Exclusive|Breaking|Opinion|Analysis)(?=\s?[:|-])\s?[:|-])"
)
_TAG_AFTER = re.compile(
    r"[\[(【<]\s?(?P<tag>(?:종합|상보|단독|속보|영상|동영상|사진|포토|전문|인터뷰|화보|표|그래픽|일문일답)?\s?(?:\d보|종합\d?보?)?)\s?[\])】>]\s*$"
)
_CREDIT = re.compile(
    r"[\[(【<](?P<bracket>\s?(?:사진|이미지|자료|그래픽|일러스트|영상|출처|캡처|Photo|Image|Credit)[^\])】>]{0,40}|[^\[\](<)>【】]{1,20}(?:DB|자료|제공))[\])】>]"
    r"|(?P<open>(?:사진|이미지|자료|그래픽|일러스트|출처)\s?(?:제공|출처|자료|캡처)?\s?[=:/ⓒ©]\s?[^.\[(]{1,30}?|[ⓒ©]\s?[^.,\[(]{2,30}?|(?:Photo|Credit|Image)s?(?: by|:)\s[^.]{2,50}?)\s*$"
)


def describe(page: Page, reading: Reading, timezone: str) -> dict[str, Any]:
    """The fields of an Article that its page states: title and tags, summary, outlet, republisher, authors, times, captions ...

    Times without a zone are taken to be in `timezone`. `evidence` says by field what each was found in.
    Raises ZoneInfoNotFoundError for a zone that does not exist.
    """
    zone = ZoneInfo(timezone)
    lines = Lines.of(page, reading)
    signed = _signed(lines)
    authors, email = _authors(page, signed)
    claims = rights.claims(lines, email)
    posted, published, modified, wrong = _times(lines, zone)
    first = page.lines[min(reading.kept)].text if reading.kept else ""
    day = published or posted
    opening = dateline.read(first, date.fromisoformat(day.value[:10]) if day else None)
    if published is None and opening and opening.day:
        published = Moment(opening.day, "day", f"dateline {opening.written.strip()}")
    claim = claims[0] if claims else None
    outlet, outlet_from = rights.outlet(page, claim, email, opening.agency if opening else None)
    again, again_from = rights.republisher(lines, outlet, claims, email)
    said = {
        "outlet": outlet_from,
        "republisher": again_from,
        "posted_at": posted.evidence if posted else "",
        "modified_at": modified.evidence if modified else "",
    }
    return {
        "title": reading.title,
        "tags": tags(reading.title),
        "summary": tuple(_ITEM.sub("", text) for text in lines.texts("summary")),
        "subheads": tuple(lines.texts("subhead")),
        "captions": captions(lines),
        "related": _related(lines),
        "byline": {"name": authors[0].name if authors else None, "email": email} if authors or email else None,
        "authors": authors,
        "dateline": {"place": opening.place, "agency": opening.agency, "day": opening.day} if opening else None,
        "copyright": claim,
        "outlet": outlet,
        "republisher": again,
        "board": _board(lines),
        "posted_at": posted.value if posted else None,
        "modified_at": modified.value if modified else None,
        "published_at": published.value if published else None,
        "published_precision": published.precision if published else None,
        "published_evidence": published.evidence if published else wrong,
        "evidence": {name: each for name, each in said.items() if each},
    }


def tags(title: str) -> tuple[str, ...]:
    """The marks of a desk around a headline, which keeps them: [단독], (종합), [인터뷰], EXCLUSIVE:."""
    found: dict[str, None] = {}
    at = 0
    while match := _TAG_BEFORE.match(title, at):
        found[match["tag"] or match["wire"] or match["word"]] = None
        at = match.end()
    after = title[at:]
    behind: list[str] = []
    while (match := _TAG_AFTER.search(after)) and match["tag"].strip():
        behind.insert(0, match["tag"].strip())
        after = after[: match.start()].rstrip()
    return tuple(dict.fromkeys([*found, *behind])) if title[at:].strip() else ()


def captions(lines: Lines) -> tuple[Caption, ...]:
    """The captions of a page, each once: words, range in the decoded page, the paragraph that it stands before, its credits."""
    found: dict[str, Caption] = {}
    kept = sorted(lines.reading.kept)
    for index in lines.at("caption"):
        line = lines.page.lines[index]
        if line.text not in found:
            named = tuple((match["bracket"] or match["open"]).strip() for match in _CREDIT.finditer(line.text))
            raw = lines.page.alignment.raw(line.start, line.end)
            found[line.text] = Caption(line.text, raw, bisect(kept, index), named)
    return tuple(found.values())


def _times(lines: Lines, zone: ZoneInfo) -> tuple[Moment | None, Moment | None, Moment | None, str | None]:
    """When it was posted again, published and modified; and the stamp that is no time, where it is all that there is.

    What markup says is taken before a stamp, but for two cases: the stamp says the time of the same day, or it shows the same digits,
    which markup calls UTC (a local time that was written so by mistake). Where they differ otherwise, the evidence says so.
    """
    posted = published = modified = None
    wrong: str | None = None
    first = min(lines.reading.kept, default=0)  # counters under a text are any page's
    is_board = any(at < first for at in lines.at("board")) and not lines.page.said.get("published_at")
    for stamp in _stamps(lines, zone):
        kind = stamp.kind
        if kind in ("posted", "bare"):
            kind = "posted" if is_board else "published"
        if stamp.when is None:
            wrong = wrong or (
                f"stamp {stamp.label}".strip() + f", no time: {stamp.written}" if kind == "published" else None
            )
        elif kind == "published":
            published = published or stamp.when
        elif kind == "posted":
            posted = posted or stamp.when
        elif kind == "modified":
            modified = modified or stamp.when
    published = _declared(lines.page, published, zone)
    if said := lines.page.said.get("modified_at"):
        modified = moment(said, zone, "markup") or modified
    if modified and published and _same(modified, published):
        modified = None
    if published is None and posted is not None:
        published = _reported(lines, posted)
    return posted, published, modified, None if published else wrong


def _declared(page: Page, shown: Moment | None, zone: ZoneInfo) -> Moment | None:
    """The time of publication, of what markup says and a stamp shows."""
    said = page.said.get("published_at", "")
    declared = moment(said, zone, page.said.get("published_evidence", "markup")) if said else None
    if declared is None or shown is None:
        return declared or shown
    if declared.precision == "day" and shown.precision != "day" and shown.value[:10] == declared.value:
        return Moment(shown.value, shown.precision, f"{shown.evidence}, {declared.evidence}")
    if _same(declared, shown) or declared.value[:10] == shown.value:
        return declared
    local = re.fullmatch(r"(\S{10})[T ](\d\d:\d\d)\S*?(?:Z|[+-]00:?00)", said.strip())
    if local and f"{local[1]}T{local[2]}" == shown.value[:16]:
        return Moment(shown.value, shown.precision, f"{shown.evidence}, {declared.evidence} in another zone")
    return Moment(declared.value, declared.precision, f"{declared.evidence}; {shown.evidence} says {shown.value}")


def _same(one: Moment, other: Moment) -> bool:
    """Whether two times are one, as far as both are known."""
    if "day" in (one.precision, other.precision):
        return one.value[:10] == other.value[:10]
    first, second = (datetime.fromisoformat(each.value).replace(second=0) for each in (one, other))
    return first == second


def _stamps(lines: Lines, zone: ZoneInfo) -> Iterator[Stamp]:
    """The stamps on a page's own furniture; under a writer's name no bare day, which may be any."""
    for index in lines.at("stamp", "board", "byline"):
        before = lines.page.lines[index - 1].text if index else ""
        label = before if stamps.labels(before) else ""
        for stamp in stamps.find(lines.page.lines[index].text, zone, label):
            is_day = stamp.when is None or stamp.when.precision == "day"
            if stamp.kind == "bare" and is_day and lines.reading.roles[index] == "byline":
                continue
            if index > lines.last and stamp.label.endswith(("발행일자", "등록일자", "발행일", "등록일")):
                continue  # the paper's own, in its imprint
            yield stamp


def _reported(lines: Lines, posted: Moment) -> Moment | None:
    """The day of publication, where the first paragraphs name the day of the re-post, or the one before, as their own."""
    day = date.fromisoformat(posted.value[:10])
    for index in sorted(lines.reading.kept)[:_LEAD]:
        start, end = lines.reading.kept[index]
        text = lines.page.text[start:end]
        for match in _BARE_DAY.finditer(text):
            at = match.start()
            if text.endswith(_OTHER_DAY, 0, at) or (at and not text[at - 1].isspace()):
                continue
            for near in (day, day - timedelta(days=1)):
                if near.day == int(match[1]):
                    return Moment(near.isoformat(), "day", f"text {match[0]}, posted {posted.value}")
    return None


def _signed(lines: Lines) -> list[str]:
    """Where a writer may be named: lines and parts of lines that are signatures, datelines and stamps; those with an address first."""
    signed = lines.texts("byline")
    for index, (start, end) in lines.reading.kept.items():
        line = lines.page.lines[index]
        if end < line.end or line.start < start:
            signed += [lines.page.text[end : line.end], lines.page.text[line.start : start]]
    signed += lines.texts("stamp")
    return sorted((text.strip() for text in signed if text.strip()), key=lambda text: "@" not in text)


def _authors(page: Page, signed: list[str]) -> tuple[tuple[Author, ...], str | None]:
    """The writers, by markup or by their signatures, and the address that is kept here only."""
    email = next((match[0] for text in signed if (match := marks.EMAIL.search(text))), None)
    named = byline.authors(signed)
    declared = byline.declared(page.said.get("authors") or page.said.get("author", ""))
    houses = [page.said[key] for key in ("publisher", "site_name") if key in page.said]
    declared = tuple(each for each in declared if not any(each.name.casefold() in house.casefold() for house in houses))
    positions = {each.name: each.position for each in named}
    authors = tuple(Author(each.name, each.position or positions.get(each.name)) for each in declared) or named
    return authors, email or page.said.get("email")


def _board(lines: Lines) -> dict[str, int | None] | None:
    counted: dict[str, int] = {}
    for text in lines.texts("board"):
        counted = marks.board(text) | counted
    return {"views": counted.get("views"), "comments": counted.get("comments")} if counted else None


def _related(lines: Lines) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for index in lines.at("related"):
        text = lines.page.lines[index].text
        item = (marks.related(text) or "") if index in lines.reading.headers else text
        if item := _ITEM.sub("", item).strip():
            found[item] = None
    return tuple(found)
