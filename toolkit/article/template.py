"""What a site repeats on its pages: learned from a few of them, digits masked, never across sites.

A line is repeated where it stands, with the same line before or after it, on a fifth of the site's pages and on three at
least; a line whose neighbours change (a subhead, a sentence that comes again) needs most of the pages.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.article.page import Line

PAGES = 128
"""So many pages of a site are kept to learn from: those with the smallest hashes, whatever the order they come in."""

LEAST, SHARE = 3, 0.2
_LONE_LEAST, _LONE_SHARE = 5, 0.8
_LONGEST = 400
_SENTENCE = 30
_ALIKE, _INSIDE = 0.7, 0.9
"""Two pages are of one article where so much of their long lines is common, or of the shorter one's."""
_DIGITS = re.compile(r"[0-9]+(?:[,.][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Template:
    """The lines (digits masked) that a site repeats, and how many articles' pages say so."""

    site: str
    version: int
    pages: int
    lines: frozenset[str]

    @property
    def name(self) -> str:
        """Such as "site@3"."""
        return f"{self.site}@{self.version}"

    def to_dict(self) -> dict[str, Any]:
        """As plain values, lines sorted; `from_dict` gives it back."""
        return {"site": self.site, "version": self.version, "pages": self.pages, "lines": sorted(self.lines)}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Template:
        """The inverse of `to_dict`."""
        return cls(value["site"], value["version"], value["pages"], frozenset(value["lines"]))


class Learner:
    """Learns the templates of many sites in one pass. Of each site no more than PAGES pages are held at a time."""

    def __init__(self) -> None:
        self._sites: dict[str, dict[str, tuple[str, ...]]] = {}
        self._heaps: dict[str, list[tuple[int, str]]] = {}

    def add(self, site: str, sha256: str, text: str) -> None:
        """Hears of a page: its site, its hash (64 hexadecimal digits) and its decoded text. The same page counts once."""
        pages = self._sites.setdefault(site, {})
        heap = self._heaps.setdefault(site, [])
        rank = (-int(sha256, 16), sha256)
        if sha256 in pages or (len(heap) >= PAGES and rank <= heap[0]):
            return
        pages[sha256] = tuple(_lines(text))
        if len(heap) < PAGES:
            heapq.heappush(heap, rank)
        else:
            _, gone = heapq.heapreplace(heap, rank)
            del pages[gone]

    def learn(self, version: int = 1) -> dict[str, Template]:
        """The template of each site that has one, under the number that this learning has."""
        learned = {}
        for site in sorted(self._sites):
            pages = _distinct([lines for _, lines in sorted(self._sites[site].items())])
            if repeated := _repeated(pages):
                learned[site] = Template(site, version, len(pages), repeated)
        return learned


def masked(text: str) -> str:
    """A line with its numbers as 0, so that a counter or a date does not make it another."""
    return _DIGITS.sub("0", text)


def _lines(text: str) -> Iterable[str]:
    """The lines of a page, masked; a long one stands as a mark of its own place only."""
    for line in masked(text).split("\n"):
        if words := line.strip():
            yield words if len(words) <= _LONGEST else words[:_LONGEST]


def _distinct(pages: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """One page of each article: what was posted twice says nothing of the site."""
    kept: list[tuple[tuple[str, ...], frozenset[str]]] = []
    for lines in pages:
        long = frozenset(line for line in lines if len(line) >= _SENTENCE)
        if not any(_same(long, other) for _, other in kept):
            kept.append((lines, long))
    return [lines for lines, _ in kept]


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    if not least:
        return False
    common = len(one & other)
    return (common >= _INSIDE * least and least > 2) or common >= _ALIKE * (len(one) + len(other) - common)


def _repeated(pages: Sequence[tuple[str, ...]]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for lines in pages:
        seen.update(set(lines))
        pairs.update(set(zip(("", *lines), (*lines, ""), strict=True)))
    enough = max(LEAST, SHARE * len(pages))
    lone = max(_LONE_LEAST, _LONE_SHARE * len(pages))
    found = {line for line, count in seen.items() if count >= lone}
    for (before, after), count in pairs.items():
        if count >= enough:
            found.update((before, after))
    return frozenset(found - {""})


def repeated(lines: Sequence[Line], template: Template | None, continued: Collection[int]) -> frozenset[int]:
    """The lines of a page that its site is known to repeat; of `continued` lines, only a whole paragraph."""
    if template is None:
        return frozenset()
    known = template.lines
    found = {i for i, line in enumerate(lines) if masked(line.text) in known}
    if continued:  # a wrapped paragraph is repeated as a whole
        whole: list[int] = []
        for index in range(len(lines) + 1):
            if index not in continued:
                if len(whole) > 1 and not found.issuperset(whole):
                    found.difference_update(whole)
                whole = []
            whole.append(index)
    return frozenset(found)
