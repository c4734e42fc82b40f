"""What a page says about its article: who wrote it, who published it, when, and who holds the rights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from toolkit.article import marks
from toolkit.article.dump import Reading
from toolkit.article.page import Page

_CLAIM = re.compile(
    r"(?:[ⓒ©]|\([cC]\)|저작권자|(?i:copyrights?))[\s:(<ⓒ©)]*(?i:by\s)?\s*(?:(?:19|20)\d\d\s?[-~–,.]?\s?(?:(?:19|20)\d\d)?\.?)?\s*"
)
_CLAIM_END = re.compile(
    r"(?<=[가-힣])\.\s|무단|재배포|(?i:all rights)|[<>()\[\]]|저작권|https?://|www\.|\bAI\s?학습|이용\s?금지"
)
_TERMS = re.compile(r"무단|재배포|금지")
_LEGAL_FORM = re.compile(r"(?:Inc|Ltd|Co|LLC|Corp|Company)\.?")
_ITEM = re.compile(r"^(?:[-–·•▶▷☞└ㄴ■◆]\s*|\d{1,2}[.)]\s+)+")
# the day that a report names as its own ("6일 업계에 따르면"), not another (지난 4일, 오는 27일, 3월 2일, 30일 동안)
_BARE_DAY = re.compile(
    r"(?:^|(?<=\s))(?<!지난 )(?<!오는 )(?<!월 )(?<!이달 )(?<!다음달 )(?<!내달 )(?<!매달 )(?<!매월 )(\d{1,2})일(?=\s|\()(?!\s?(?:동안|간|만에|이내|내에|전|후|뒤|째|연속|이상|이하|치|정도|가량))"
)
_LEAD = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as far as it is known: ISO 8601, cut at its precision (second, minute, day), and what says so."""

    value: str
    precision: str
    evidence: str


def describe(page: Page, reading: Reading, timezone: str) -> dict[str, Any]:
    """The fields of an Article that its page states: title, summary, subheads, outlet, byline, dates, captions, related ...

    Times without a zone are taken to be in `timezone`. Raises ZoneInfoNotFoundError for a zone that does not exist.
    """
    zone = ZoneInfo(timezone)
    mail = _byline(page, reading)
    claim = _copyright(page, reading, mail["email"] if mail else None)
    posted, published = _dates(page, reading, zone)
    return {
        "title": reading.title,
        "summary": tuple(_ITEM.sub("", text) for text in _of(page, reading, "summary")),
        "subheads": tuple(_of(page, reading, "subhead")),
        "captions": tuple(dict.fromkeys(_of(page, reading, "caption"))),
        "related": _related(page, reading),
        "byline": mail,
        "copyright": claim,
        "outlet": _outlet(page, reading, claim),
        "board": _board(page, reading),
        "posted_at": posted.value if posted else None,
        "published_at": published.value if published else None,
        "published_precision": published.precision if published else None,
        "published_evidence": published.evidence if published else None,
    }


def moment(text: str, zone: ZoneInfo, evidence: str) -> Moment | None:
    """A time read from ISO 8601 or from a stamp's digits, in the zone; None where it is no time (30 February, year 1026)."""
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        match = marks.STAMP.search(text)
        return _stamped(match, zone, evidence) if match else None
    if not 1990 <= when.year <= 2100:
        return None
    if len(text.strip()) <= 10:
        return Moment(when.date().isoformat(), "day", evidence)
    seconds = bool(re.search(r"\d:\d\d:\d\d|T\d{6}", text))
    return _moment(when, zone, "second" if seconds else "minute", evidence)


def _moment(when: datetime, zone: ZoneInfo, precision: str, evidence: str) -> Moment:
    when = when.replace(tzinfo=zone) if when.tzinfo is None else when.astimezone(zone)
    return Moment(when.isoformat(timespec="seconds" if precision == "second" else "minutes"), precision, evidence)


def _stamped(match: re.Match[str], zone: ZoneInfo, evidence: str) -> Moment | None:
    year, hour = int(match["y"]), int(match["H"] or 0)
    year += 2000 if year < 100 else 0
    if match["half"] in ("오후", "PM") and hour < 12:
        hour += 12
    if match["half"] in ("오전", "AM") and hour == 12:
        hour = 0
    try:
        when = datetime(year, int(match["m"]), int(match["d"]), hour, int(match["M"] or 0), int(match["S"] or 0))
    except ValueError:
        return None
    if match["H"] is None:
        return Moment(when.date().isoformat(), "day", evidence)
    return _moment(when, zone, "second" if match["S"] else "minute", evidence)


def _of(page: Page, reading: Reading, *roles: str) -> list[str]:
    return [line.text for line, role in zip(page.lines, reading.roles, strict=True) if role in roles]


def _dates(page: Page, reading: Reading, zone: ZoneInfo) -> tuple[Moment | None, Moment | None]:
    """When it was posted again, and when it was published."""
    posted = published = None
    is_board = "board" in reading.roles
    for kind, when in _stamps(page, reading, zone):
        if kind == "published" or (kind == "posted" and not is_board):
            published = published or when
        elif kind == "posted" or (kind == "bare" and is_board):
            posted = posted or when
        elif kind == "bare":
            published = published or when
    if said := page.said.get("published_at"):
        published = moment(said, zone, page.said.get("published_evidence", "markup")) or published
    if published is None and posted is not None:
        published = _reported(page, reading, posted)
    return posted, published


def _stamps(page: Page, reading: Reading, zone: ZoneInfo) -> Iterator[tuple[str, Moment]]:
    """The stamps on a page's own furniture, with what they say they are: published, modified, posted or bare."""
    for line, role in zip(page.lines, reading.roles, strict=True):
        if role not in ("stamp", "board", "byline"):
            continue
        for match in marks.STAMP.finditer(line.text):
            before = [
                kind for kind in marks.STAMP_KIND.finditer(line.text, 0, match.end()) if kind.end() == match.start()
            ]
            label = before[-1] if before else None
            kind = str(label.lastgroup) if label else "bare"
            evidence = f"stamp {label[0].strip(' :：')}" if label else "stamp"
            if (when := _stamped(match, zone, evidence)) and (label or role != "byline"):
                yield kind, when


def _reported(page: Page, reading: Reading, posted: Moment) -> Moment | None:
    """The day of publication, where the first paragraphs name the day of the re-post, or the one before, as their own."""
    day = date.fromisoformat(posted.value[:10])
    kept = sorted(reading.kept)[:_LEAD]
    for index in kept:
        start, end = reading.kept[index]
        for match in _BARE_DAY.finditer(page.text[start:end]):
            for near in (day, day - timedelta(days=1)):
                if near.day == int(match[1]):
                    return Moment(near.isoformat(), "day", f"text {match[0]}, posted {posted.value}")
    return None


def _byline(page: Page, reading: Reading) -> dict[str, str | None] | None:
    """The writer's name, and the address that is kept here only."""
    said: Mapping[str, str] = page.said
    signed = [
        page.text[line.start : line.end]
        for line, role in zip(page.lines, reading.roles, strict=True)
        if role == "byline"
    ]
    for index, (start, end) in reading.kept.items():
        line = page.lines[index]
        signed += [page.text[end : line.end], page.text[line.start : start]]
    signed += _of(page, reading, "stamp")
    candidates = sorted((text for text in signed if text.strip()), key=lambda text: "@" not in text)
    name = email = None
    for text in candidates:
        address = marks.EMAIL.search(text)
        who = marks.REPORTER.search(marks.EMAIL.sub(" ", text)) or marks.BY_LINE.match(text)
        name = name or (who["name"] if who else None)
        email = email or (address[0] if address else None)
    author = marks.REPORTER.search(said.get("author", ""))
    name = (author["name"] if author else said.get("author")) or name
    email = email or said.get("email")
    return {"name": name, "email": email} if name or email else None


@lru_cache(maxsize=1 << 12)
def holder(notice: str) -> str | None:
    """Who a copyright notice names: its last name before the terms or an address; a bare address for itself."""
    claims = list(_CLAIM.finditer(notice))
    if not claims:
        return None
    rest = notice[claims[-1].end() :]
    named = _CLAIM_END.split(rest, maxsplit=1)[0]
    address = marks.DOMAIN.search(named)
    if address and address.start() > 0:
        named = named[: address.start()]
    parts = [part.strip(" .·-–/:'\"") for part in re.split(r"[,|]", named)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and _LEGAL_FORM.fullmatch(parts[-1]):
        return ", ".join(parts[-2:])
    return parts[-1] if parts else None


def _copyright(page: Page, reading: Reading, email: str | None) -> dict[str, str | None] | None:
    """The outlet's notice: one that states terms, with the writer's mail domain, or the first after the body."""
    last = max(reading.kept, default=-1)
    notices = [(i, line.text) for i, line in enumerate(page.lines) if reading.roles[i] == "copyright"]
    named = [(i, text, who) for i, text in notices if (who := holder(text))]
    if not named:
        return {"holder": None, "notice": notices[0][1]} if notices else None
    site = (email or "@").rpartition("@")[2].lower()

    def rank(each: tuple[int, str, str]) -> tuple[bool, bool, bool, int]:
        domains = {match[1].lower().removeprefix("www.") for match in marks.DOMAIN.finditer(each[1])}
        same = any(site == d or site.endswith("." + d) or d.endswith("." + site) for d in domains) if site else False
        return (not _TERMS.search(each[1]), not same, each[0] < last, each[0])

    _, notice, who = min(named, key=rank)
    return {"holder": who, "notice": notice}


def _outlet(page: Page, reading: Reading, claim: dict[str, str | None] | None) -> str | None:
    """Who published it: the holder that the notice names, then markup, then a signature or a wire's dateline."""
    named = claim["holder"] if claim else None
    if named and not marks.DOMAIN.fullmatch(named):
        return named
    for key in ("publisher", "site_name"):
        if said := page.said.get(key):
            return said
    for index in sorted(reading.kept)[:1]:
        if match := marks.DATELINE.match(page.lines[index].text):
            return match["outlet"] or match["wire"]
    return named


def _board(page: Page, reading: Reading) -> dict[str, int | None] | None:
    counted: dict[str, int] = {}
    for text in _of(page, reading, "board"):
        counted = marks.board(text) | counted
    return {"views": counted.get("views"), "comments": counted.get("comments")} if counted else None


def _related(page: Page, reading: Reading) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for index, line in enumerate(page.lines):
        if reading.roles[index] == "related":
            item = (marks.related(line.text) or "") if index in reading.headers else line.text
            if item := _ITEM.sub("", item).strip():
                found[item] = None
    return tuple(found)
