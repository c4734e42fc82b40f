"""A page as lines of readable text, whatever it was written in: what a reader's eye sees before it judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from toolkit.article.alignment import Alignment
from toolkit.article.article import Edit, Range


class Line(NamedTuple):
    """A line that is not blank: its range in the page's text without edge blanks, and the blank lines above it.

    `tag` is the HTML element that it stands in (the innermost one that says something: h1, figcaption, nav, a ...);
    empty in a text dump.
    """

    start: int
    end: int
    text: str
    gap: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Readable text, its lines, its alignment to the decoded page, the repairs made, and what markup says outright.

    `said` holds what a page states for machines (title, published_at, author, email, publisher, url ...).
    """

    text: str
    alignment: Alignment
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...] = ()
    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Seen:
    """A page, and where its body was found: the lines chosen (`settled`: they are all of it), and what says so, by field.

    `summary` are the lines that markup calls one (None where there is no markup to ask); `unread` are ranges of the source
    that were not looked at, for a parser of the page's source knows better.
    """

    page: Page
    chosen: frozenset[int] = frozenset()
    settled: bool = False
    evidence: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    summary: frozenset[int] | None = None
    unread: tuple[Range, ...] = ()


def split(text: str, tags: Mapping[int, str] = MappingProxyType({})) -> tuple[Line, ...]:
    """The lines of a text; `tags` gives the element of the line at an index (counting every `\\n`)."""
    lines: list[Line] = []
    last, at = -1, 0
    for row, whole in enumerate(text.split("\n")):
        if words := whole.strip():
            start = at if whole[0] == words[0] else at + whole.index(words)
            lines.append(Line(start, start + len(words), words, row - last - 1, tags.get(row, "") if tags else ""))
            last = row
        at += len(whole) + 1
    return tuple(lines)
