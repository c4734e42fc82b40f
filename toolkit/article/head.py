"""What an HTML page says to machines: its title, meta and link elements, times, and JSON-LD."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.article.markup import CLOSE, KIND, attributes, tag_end
from toolkit.article.normalize import normalize

_NOTE = re.compile(
    r"<(?:!--|(?=[mltsniMLTSNI])((?i:meta|link|time|title|script|style|textarea|template|noscript|iframe))\b)"
)
_NOTED = {"meta", "link", "time"}
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


@dataclass(frozen=True, slots=True)
class Element:
    """A tag that says something to machines, and its attributes."""

    name: str
    attributes: dict[str, str]

    def get(self, name: str) -> str:
        """An attribute's value, or nothing."""
        return self.attributes.get(name, "")


@dataclass(slots=True)
class Head:
    """The elements that say something to machines, wherever they stand, and what stands in none of them."""

    title: str = ""
    elements: list[Element] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    """The page's JSON-LD."""
    silent: list[tuple[int, int]] = field(default_factory=list)
    """Where comments, scripts and the like stand."""


def head(source: str) -> Head:
    """What a source says to machines (title, meta, link, time, scripts), and none of its text."""
    top = Head()
    at = 0
    while match := _NOTE.search(source, at):
        name = (match[1] or "").lower()
        if not name:
            close = source.find("-->", match.end())
            at = len(source) if close < 0 else close + 3
            top.silent.append((match.start(), at))
            continue
        at = tag_end(source, match.end(), len(source))
        if name in _NOTED:
            if name != "link" or "canonical" in source[match.end() : at]:
                top.elements.append(Element(name, attributes(source, match.end(), at)))
            continue
        end = CLOSE[name].search(source, at)
        stop = end.start() if end else len(source)
        if name == "title" and not top.title:
            top.title = _plain(source[at : min(stop, at + 2000)])
        elif name == "script":
            kind = KIND.search(source, match.start(), at)
            if kind and "ld+json" in kind[1].lower():
                top.data.append(source[at:stop])
        at = end.end() if end else len(source)
        top.silent.append((match.start(), at))
    return top


def said(top: Head) -> dict[str, str]:
    """What a page states for machines: title, published_at, modified_at, author, authors (one a line), email, publisher,
    site_name, description, url, access.
    """
    meta: dict[str, str] = {}
    times = []
    link = ""
    for element in top.elements:
        if element.name == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if name and element.get("content"):
                meta.setdefault(name.lower(), _plain(element.get("content")))
        elif element.name == "link" and "canonical" in element.get("rel").lower().split():
            link = link or element.get("href")
        elif element.name == "time" and element.get("datetime"):
            times.append(element.get("datetime"))
    heading = meta.get("og:title") or meta.get("twitter:title") or top.title
    data = _linked(top, [each for each in (link, meta.get("og:url"), heading) if each])
    found = {
        "title": _text(data.get("headline")) or heading,
        "author": _name(data.get("author")) or meta.get("article:author") or meta.get("author") or _writer(meta),
        "authors": "\n".join(_names(data.get("author"))),
        "email": _email(data.get("author")),
        "modified_at": _text(data.get("dateModified")) or meta.get("article:modified_time", ""),
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


def _writer(meta: dict[str, str]) -> str:
    """Whom a blog's page names as its writer; a portal names there the paper and itself."""
    name = meta.get("og:article:author", "")
    return "" if "|" in name else name


def _linked(top: Head, own: Collection[str]) -> dict[str, Any]:
    """The article among a page's JSON-LD objects: the one that bears the page's own address or title, else the first.

    The people and firms that it refers to by their @id stand in it.
    """
    nodes: list[dict[str, Any]] = []
    for block in top.data:
        try:
            value = json.loads(block.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes += _nodes(value, 0)
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    articles = [_with_names(node, known) for node in nodes if _is_article(node)]
    for node in articles if len(articles) > 1 else ():
        named = (_text(node.get("url")), _name(node.get("mainEntityOfPage")), _text(node.get("headline")))
        if any(each and each in own for each in named):
            return node
    return articles[0] if articles else {}


def _is_article(node: dict[str, Any]) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and _ARTICLE_TYPES.search(each) for each in kinds)


def _with_names(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return node | {key: _resolved(node[key], known) for key in ("author", "publisher") if key in node}


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
