"""An HTML page as lines of text, each character tied to the source; what its markup says; which lines an extractor chose."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

from toolkit.article.alignment import Alignment
from toolkit.article.markup import Markup, scan
from toolkit.article.normalize import normalize
from toolkit.article.page import Page, split

_MOST_LINES = 20_000  # no article has so many, and an extractor takes minutes
_ARTICLE_TYPES = re.compile(r"(?i)article|blogposting|report")
_BLANKS = re.compile(r"\s+")
_BULLET = re.compile(r"^(?:[-*•|]\s*)+")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:regdate",
    "datepublished",
    "date",
    "dc.date",
    "pubdate",
    "parsely-pub-date",
)


def page(source: str) -> Page:
    """A decoded HTML page as a Page: its readable text (repaired), aligned to the source, and what markup says."""
    markup = scan(source)
    alignment = Alignment.from_edits(len(source), markup.edits())
    clean, repairs, edits = normalize(markup.text)
    outward = tuple(type(edit)(alignment.raw(*edit.raw), edit.new, edit.rule) for edit in edits)
    return Page(clean, alignment.through(repairs), split(clean, markup.tags), outward, said(markup))


def address(source: str) -> str | None:
    """The address that a page gives as its own: canonical link, og:url or JSON-LD."""
    return said(scan(source)).get("url")


def said(markup: Markup) -> dict[str, str]:
    """What a page states for machines: title, published_at, author, email, publisher, site_name, url."""
    meta: dict[str, str] = {}
    times = []
    link = ""
    for element in markup.elements:
        if element.name == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if name and element.get("content"):
                meta.setdefault(name.lower(), _plain(element.get("content")))
        elif element.name == "link" and "canonical" in element.get("rel").lower().split():
            link = link or element.get("href")
        elif element.name == "time" and element.get("datetime"):
            times.append(element.get("datetime"))
    data = _linked(markup)
    found = {
        "title": _text(data.get("headline")) or meta.get("og:title") or meta.get("twitter:title") or markup.title,
        "author": _name(data.get("author")) or meta.get("article:author") or meta.get("author") or "",
        "email": _email(data.get("author")),
        "publisher": _name(data.get("publisher")),
        "site_name": meta.get("og:site_name", ""),
        "url": link or meta.get("og:url") or _name(data.get("mainEntityOfPage")) or _text(data.get("url")),
    }
    if "://" in found["author"]:
        found["author"] = ""
    for evidence, value in (
        ("json-ld datePublished", _text(data.get("datePublished"))),
        *((f"meta {name}", meta.get(name, "")) for name in _PUBLISHED),
        ("time element", times[0] if len(times) == 1 else ""),
    ):
        if value:
            found |= {"published_at": value, "published_evidence": evidence}
            break
    return {name: normalize(value)[0].strip() for name, value in found.items() if value and value.strip()}


def chosen(source: str, page: Page) -> frozenset[int]:
    """The indexes of the lines that trafilatura (for precision) takes for the body; none where it finds nothing."""
    import trafilatura

    if len(page.lines) > _MOST_LINES:
        return frozenset()
    text = trafilatura.extract(source, favor_precision=True, include_comments=False, include_formatting=False)
    return _matched(text or "", page)


def _matched(text: str, page: Page) -> frozenset[int]:
    """Lines of the page that are in an extracted text for the most part, blanks aside, in the page's order."""
    starts, packed = [], []
    at = 0
    for line in page.lines:
        words = _BLANKS.sub("", line.text)
        starts.append(at)
        packed.append(words)
        at += len(words)
    whole = "".join(packed)
    covered = [0] * len(packed)
    cursor, index = 0, 0
    for paragraph in text.split("\n"):
        words = _BLANKS.sub("", normalize(paragraph)[0])
        if not words:
            continue
        place = whole.find(words, cursor)
        if place < 0:
            words = _BULLET.sub("", words)
            place = whole.find(words, cursor) if len(words) > 3 else -1
        if place < 0:
            continue
        cursor = place + len(words)
        while index + 1 < len(starts) and starts[index + 1] <= place:
            index += 1
        row = index
        while row < len(starts) and starts[row] < cursor:
            covered[row] += min(cursor, starts[row] + len(packed[row])) - max(place, starts[row])
            row += 1
    return frozenset(i for i, words in enumerate(packed) if covered[i] * 2 > len(words))


def _linked(markup: Markup) -> dict[str, Any]:
    """The first article among a page's JSON-LD objects."""
    for block in markup.data:
        try:
            value = json.loads(block.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value, 0):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(each, str) and _ARTICLE_TYPES.search(each) for each in kinds):
                return node
    return {}


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1)


def _text(value: Any) -> str:
    return _plain(value) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """The name (or address) in a string, an object, or the first of a list."""
    if isinstance(value, list):
        return _name(value[0]) if value else ""
    if isinstance(value, dict):
        return _text(value.get("name")) or _text(value.get("@id")) or _text(value.get("url"))
    return _text(value)


def _email(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("email")).removeprefix("mailto:") if isinstance(first, dict) else ""


def _plain(value: str) -> str:
    return " ".join(entities.unescape(value).split())
