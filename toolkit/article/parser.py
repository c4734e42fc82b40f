"""The fast path: a page of a known site, read by its source's parsers. What they do not name is never looked at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from toolkit.article.article import Range
from toolkit.article.markup import BLOCK, Markup, parts
from toolkit.article.select import Found, Source
from toolkit.raw.parser import Parser, in_order

LEFT = "unread"
"""The reason why a stretch of the source is not in the text: the parser does not name it."""

_LEAST = 40
"""A body with fewer characters is none: the parser found something else."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser found: the text of its parts, where in the source the body stands, what it says, and what is left."""

    markup: Markup
    body: tuple[Range, ...]
    said: Mapping[str, str]
    left: tuple[Range, ...]
    evidence: str


def parse(page: Source, parsers: tuple[Parser, ...], day: str | None) -> Parsed | None:
    """A page read by the first of its source's parsers that finds a body (see `in_order`); None where none does."""
    known = day if day and _DAY.fullmatch(day) else None
    for parser in in_order(parsers, known):
        parsed = _by(page, parser, known)
        if parsed is not None:
            return parsed
    return None


def _by(page: Source, parser: Parser, day: str | None) -> Parsed | None:
    bodies = page.select(parser.body)
    if not bodies:
        return None
    text, said = page.text, {}
    shown = list(bodies)
    for name, css in (("title", parser.title), ("summary", parser.summary)):
        for each in page.select(css)[:1] if css else ():
            if words := _words(text, each):
                said[name] = words
                if not any(_holds(body, each) for body in bodies):
                    shown.append(each)
    for name, css in (("author", parser.byline), ("published_at", parser.published)):
        for each in page.select(css)[:1] if css else ():
            given = each.attributes.get("datetime") or each.attributes.get("content") if name != "author" else ""
            if words := given or _words(text, each):
                said[name] = words
    if "published_at" in said:
        said["published_evidence"] = f"parser {parser.published}"
    ranges = list(_ranges(page, sorted(shown, key=lambda each: each.outer), parser.drop))
    markup = parts(text, ranges)
    inner = tuple(each.inner for each in bodies)
    if sum(len(piece[2]) for piece in markup.pieces if within(piece[0], inner)) < _LEAST:
        return None
    late = " (not of its time)" if day and day > (parser.until or day) else ""
    until = f", until {parser.until}" if parser.until else ""
    left = tuple(_between([(a, b) for a, b, _ in ranges], text))
    return Parsed(markup, inner, said, left, f"parser {parser.body}{until}{late}")


def within(place: int, ranges: Sequence[Range]) -> bool:
    """Whether a place is in one of some sorted ranges that do not overlap."""
    index = bisect_right(ranges, place, key=itemgetter(0)) - 1
    return index >= 0 and place < ranges[index][1]


def _ranges(page: Source, shown: Sequence[Found], drop: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """The insides of elements without what is dropped; whether a new line begins where one begins or goes on."""
    for each in shown:
        at, stop = each.inner
        holes = sorted((found for css in drop for found in page.select(css, each.inner)), key=lambda found: found.outer)
        apart = True
        for hole in holes:
            a, b = hole.outer
            if b <= at:
                continue
            if at < a:
                yield at, a, apart
                apart = hole.name in BLOCK
            at = max(at, b)
        if at < stop:
            yield at, stop, apart


def _words(text: str, found: Found) -> str:
    return " ".join(parts(text, [(*found.inner, True)]).text.split())


def _holds(outer: Found, inner: Found) -> bool:
    return outer.outer[0] <= inner.outer[0] and inner.outer[1] <= outer.outer[1]


def _between(ranges: Sequence[Range], text: str) -> Iterator[Range]:
    """The stretches of a text that no range covers, without the blank ones."""
    at = 0
    for start, end in [*sorted(ranges), (len(text), len(text))]:
        if at < start and not text[at:start].isspace():
            yield at, start
        at = max(at, end)
