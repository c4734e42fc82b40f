"""An HTML page as lines of text, each character tied to the source; what its markup says; which lines an extractor chose."""

from __future__ import annotations

import html as entities
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from toolkit.article import stamps
from toolkit.article.alignment import Alignment
from toolkit.article.markup import Markup, scan
from toolkit.article.normalize import normalize
from toolkit.article.page import Page, Seen, split
from toolkit.article.script import Payload, payloads
from toolkit.article.weigh import weigh

SCRIPT = "script"
"""The tag of lines that a script holds."""

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


def read(source: str) -> Seen:
    """A decoded HTML page, with its body found. A body that stands only in a script becomes lines of the page, in its place."""
    markup = scan(source)
    said_here = said(markup)
    if "published_at" not in said_here:
        said_here |= _scripted(source, markup)
    shown = _page(source, markup, said_here)
    choice = weigh(source, shown, payloads(source, markup))
    evidence = {"text": choice.reason}
    if choice.payload is None:
        return Seen(shown, choice.lines, choice.settled, evidence)
    _insert(markup, choice.payload)
    whole = _page(source, markup, said_here)
    return Seen(whole, frozenset(i for i, line in enumerate(whole.lines) if line.tag == SCRIPT), True, evidence)


def page(source: str) -> Page:
    """A decoded HTML page as a Page: its readable text (repaired), aligned to the source, and what markup says."""
    markup = scan(source)
    return _page(source, markup, said(markup))


def _page(source: str, markup: Markup, said: dict[str, str]) -> Page:
    alignment = Alignment.from_edits(len(source), markup.edits())
    clean, repairs, edits = normalize(markup.text)
    outward = tuple(type(edit)(alignment.raw(*edit.raw), edit.new, edit.rule) for edit in edits)
    return Page(clean, alignment.through(repairs), split(clean, markup.tags), outward, said)


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
    return said(scan(source)).get("url")


def said(markup: Markup) -> dict[str, str]:
    """What a page states for machines: title, published_at, modified_at, author, authors (one a line), email, publisher, site_name, url."""
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
        "authors": "\n".join(_names(data.get("author"))),
        "email": _email(data.get("author")),
        "modified_at": _text(data.get("dateModified")) or meta.get("article:modified_time", ""),
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


def _scripted(source: str, markup: Markup) -> dict[str, str]:
    """The time of publication that a script alone gives."""
    times = (stamps.scripted(source[script.start : script.end]) for script in markup.scripts)
    value = next((each for each in times if each), None)
    return {"published_at": value, "published_evidence": "script"} if value else {}


def _linked(markup: Markup) -> dict[str, Any]:
    """The first article among a page's JSON-LD objects, with the people and firms that it refers to by their @id."""
    nodes: list[dict[str, Any]] = []
    for block in markup.data:
        try:
            value = json.loads(block.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes += _nodes(value, 0)
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    for node in nodes:
        kind = node.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(each, str) and _ARTICLE_TYPES.search(each) for each in kinds):
            return node | {key: _resolved(node[key], known) for key in ("author", "publisher") if key in node}
    return {}


def _resolved(value: Any, known: dict[str, dict[str, Any]]) -> Any:
    """An object, or the one that stands elsewhere under its @id; the same for each of a list."""
    if isinstance(value, list):
        return [_resolved(each, known) for each in value]
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return value


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


def _names(value: Any) -> list[str]:
    """The names in a string, an object, or all of a list."""
    return [name for each in (value if isinstance(value, list) else [value]) if (name := _name(each))]


def _email(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("email")).removeprefix("mailto:") if isinstance(first, dict) else ""


def _plain(value: str) -> str:
    return " ".join(entities.unescape(value).split())
