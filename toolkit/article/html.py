"""An HTML page as lines of text, each character tied to the source; what its markup says; which lines an extractor chose."""

from __future__ import annotations

import html as entities
import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from operator import itemgetter
from typing import Any

from toolkit.article.markup import Markup, head, scan
from toolkit.article.normalize import joined, normalize
from toolkit.article.page import Page, Seen, split
from toolkit.article.parser import Parsed, parse, within
from toolkit.article.script import Payload
from toolkit.article.select import Source
from toolkit.article.weigh import weigh
from toolkit.raw.parser import Parser

SCRIPT = "script"
"""The tag of lines that a script holds."""

_LETTERS = re.compile(r"\W+")
_LEAST = 8
"""A line with fewer letters is in any description by chance."""
_OPENING = 60
_ARTICLE_TYPES = re.compile(r"(?i)article|blogposting|report")
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


def read(source: str, parsers: tuple[Parser, ...] = (), day: str | None = None) -> Seen:
    """A decoded HTML page, with its body found.

    The `parsers` of a known site are tried first; `day` is when the page was fetched (YYYY-MM-DD; else its own date counts).
    A body that stands only in a script becomes lines of the page, in its place.
    """
    top = head(source)
    said_here = said(top)
    if parsers:
        parsed = parse(Source(source, top.silent), parsers, day or said_here.get("published_at", "")[:10])
        if parsed is not None:
            return _parsed(source, parsed, said_here)
    markup = scan(source)
    shown = _page(source, markup, said_here)
    choice = weigh(source, shown, markup)
    evidence = {"text": choice.reason, **_noted(said_here)}
    if parsers:
        evidence["parser"] = f"none of {len(parsers)} found a body"
    chosen, settled = choice.lines, choice.settled
    if choice.payload is not None:
        _insert(markup, choice.payload)
        shown = _page(source, markup, said_here)
        chosen, settled = frozenset(i for i, line in enumerate(shown.lines) if line.tag == SCRIPT), True
    return Seen(shown, chosen, settled, evidence, _summary(shown, chosen))


def _parsed(source: str, parsed: Parsed, said_here: dict[str, str]) -> Seen:
    """A page that a parser of its site has read."""
    shown = _page(source, parsed.markup, {**said_here, **parsed.said})
    places = [shown.alignment.raw(line.start, line.start + 1)[0] for line in shown.lines]
    chosen = frozenset(i for i, at in enumerate(places) if within(at, parsed.body))
    return Seen(
        shown, chosen, True, {"text": parsed.evidence, **_noted(said_here)}, _summary(shown, chosen), parsed.left
    )


def _noted(said: dict[str, str]) -> dict[str, str]:
    return {"access": said["access"]} if "access" in said else {}


def _summary(page: Page, chosen: frozenset[int]) -> frozenset[int]:
    """The lines that a page's description says, too: it is the same words that stand over an article as its summary."""
    own, told = (_LETTERS.sub("", page.said.get(name, "")) for name in ("summary", "description"))
    if not own and not told:
        return frozenset()
    lines = ((i, _LETTERS.sub("", line.text)) for i, line in enumerate(page.lines) if i not in chosen)
    return frozenset(
        i
        for i, words in lines
        if (words and words in own) or (len(words) >= _LEAST and told and (words in told or told[:_OPENING] in words))
    )


def page(source: str) -> Page:
    """A decoded HTML page as a Page: its readable text (repaired), aligned to the source, and what markup says."""
    return _page(source, scan(source), said(head(source)))


def _page(source: str, markup: Markup, said: dict[str, str]) -> Page:
    outer = markup.alignment()
    clean, repairs, edits = normalize(markup.text)
    alignment = outer.through(repairs)
    rules = [(start, end, "reference-resolved") for start, end in markup.references(source)]
    rules += ((*outer.raw(*edit.raw), edit.rule) for edit in edits)
    return Page(clean, alignment, split(clean, markup.tags), joined(clean, alignment, rules), said)


def _insert(markup: Markup, payload: Payload) -> None:
    """Makes a payload lines of the page, where it stands in the source."""
    pieces = markup.pieces
    at = bisect_left(pieces, payload.start, key=itemgetter(0))
    row = sum(piece[2] == "\n" for piece in pieces[:at])
    added = sum(piece[2] == "\n" for piece in payload.pieces)
    markup.pieces = [*pieces[:at], *payload.pieces, *pieces[at:]]
    markup.tags = {index + added * (index > row): tag for index, tag in markup.tags.items()}
    markup.tags |= dict.fromkeys(range(row + 1, row + added), SCRIPT)


def address(source: str) -> str | None:
    """The address that a page gives as its own: canonical link, og:url or JSON-LD."""
    return said(head(source)).get("url")


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
    heading = meta.get("og:title") or meta.get("twitter:title") or markup.title
    data = _linked(markup, [each for each in (link, meta.get("og:url"), heading) if each])
    found = {
        "title": _text(data.get("headline")) or heading,
        "author": _name(data.get("author")) or meta.get("article:author") or meta.get("author") or "",
        "email": _email(data.get("author")),
        "publisher": _name(data.get("publisher")),
        "site_name": meta.get("og:site_name", ""),
        "description": meta.get("og:description") or meta.get("description") or _text(data.get("description")),
        "url": link or meta.get("og:url") or _name(data.get("mainEntityOfPage")) or _text(data.get("url")),
    }
    if _text(data.get("isAccessibleForFree")).lower() == "false" or data.get("isAccessibleForFree") is False:
        found["access"] = "json-ld isAccessibleForFree: false"
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


def _linked(markup: Markup, own: Collection[str]) -> dict[str, Any]:
    """The article among a page's JSON-LD objects: the one that bears the page's own address or title, else the first."""
    articles: list[dict[str, Any]] = []
    for block in markup.data:
        try:
            value = json.loads(block.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value, 0):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(each, str) and _ARTICLE_TYPES.search(each) for each in kinds):
                articles.append(node)
    for node in articles if len(articles) > 1 else ():
        named = (_text(node.get("url")), _name(node.get("mainEntityOfPage")), _text(node.get("headline")))
        if any(each and each in own for each in named):
            return node
    return articles[0] if articles else {}


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
