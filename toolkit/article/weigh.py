"""Which lines of an HTML page are its body: what its scripts hold, what an extractor takes, weighed against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.article import marks
from toolkit.article.markup import COMMENTS, DECK, HIDDEN, Markup
from toolkit.article.normalize import normalize
from toolkit.article.page import Line, Page
from toolkit.article.script import SEVERAL, Payload, declared, undeclared

_MOST_LINES = 20_000
_MOST_TAGS = 40_000
"""No article has so many, and an extractor takes minutes."""
_BLANKS = re.compile(r"\s+")
_BULLET = re.compile(r"^(?:[-*•|]\s*)+")
_WORD = re.compile(r"\w{2,}")
_FURNITURE = (HIDDEN, COMMENTS, "nav", "button", "select", "label", "footer", "figcaption", "caption", "a")
_HEADS = ("h2", "h3", "h4", "h5", "h6", DECK)
_LEAST = 20
"""A line with fewer characters (blanks aside) is in any text by chance."""
_LEAD = 4
_LONG = 100
"""A line of running text of so many characters between lines of the body is one, whatever an extractor says."""
_DENSER = 1.8
_FEW = 350
"""An extractor that took fewer characters may be wrong altogether."""
_APART = 3
"""So many lines that are no running text end a stretch of it."""
_SHOWN, _WHOLE = 0.75, 0.9
"""The share of a payload that stands on the page too, from which on it is the page's own text; and all of it."""
_ENOUGH = 1000
"""An extractor that took so many characters is believed before a script that no one calls the article."""
_MORE = 2
"""So many times the length of another reading is more text, and not another way to cut it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The lines taken for the body, or the payload that holds it; whether that is known or only likely; and why."""

    lines: frozenset[int]
    settled: bool
    reason: str
    payload: Payload | None = None


def weigh(source: str, page: Page, markup: Markup) -> Choice:
    """Where the body of a page stands; no lines and no payload where nobody but the densest block can tell.

    Scripts that declare nothing are read only where the page itself shows little.
    """
    if len(page.lines) > _MOST_LINES or markup.size > _MOST_TAGS:
        return Choice(frozenset(), False, f"{len(page.lines)} lines, {markup.size} tags: the densest block")
    words = [_BLANKS.sub("", line.text) for line in page.lines]
    held = [_Held(payload, page.lines, words) for payload in declared(source, markup)]
    running = sum(len(words[i]) for i, line in enumerate(page.lines) if _runs(line))
    for each in held:
        if each.payload.is_declared and each.share >= _WHOLE and len(each.text) * 2 > running and not each.goes_on():
            return Choice(
                _tidied(each.lines(), page.lines), True, f"{each.payload.name}, {each.share:.0%} of it on the page"
            )
    taken, how = _extracted(source, words, running)
    mass = sum(len(words[i]) for i in taken)
    if mass * 2 < running:
        taken, how = _denser(taken, how, page.lines, words)
    taken = _tidied(taken, page.lines)
    mass = sum(len(words[i]) for i in taken)
    if mass <= _ENOUGH:
        held += (_Held(payload, page.lines, words) for payload in undeclared(source, markup))
    for each in sorted(held, key=lambda each: each.rank(taken)):
        known = each.payload.is_declared or (mass <= _ENOUGH and each.is_about(page, taken))
        if len(each.text) < _MORE * mass or not known:
            continue
        said = f"{each.payload.name}, {len(each.text)} characters; {how} {mass}"
        if each.share >= _SHOWN:
            return Choice(each.lines(), True, said)
        return Choice(frozenset(), True, said, each.payload)
    return Choice(taken, bool(taken), f"{how}, {mass} characters" if taken else "the densest block")


class _Held:
    """A payload, and how much of it the page shows."""

    def __init__(self, payload: Payload, lines: Sequence[Line], words: list[str]) -> None:
        self.payload = payload
        self.page, self.words = lines, words
        self.text = _BLANKS.sub("", normalize(payload.text)[0])
        self.inside = [i for i, each in enumerate(words) if len(each) >= _LEAST and self._has(each)]
        self.share = sum(map(len, {words[i] for i in self.inside})) / max(1, len(self.text))

    def _has(self, words: str) -> bool:
        if words in self.text:
            return True
        return len(words) >= 3 * _LEAST and words[:_LEAST] in self.text and words[-_LEAST:] in self.text

    def _span(self) -> tuple[int, int]:
        """The first and last line of the stretch that holds most of it (a line may stand elsewhere, too)."""
        best, weight, start, mass, before = (self.inside[0], self.inside[0]), 0, self.inside[0], 0, self.inside[0]
        for index in self.inside:
            if index - before > 25:
                start, mass = index, 0
            mass += len(self.words[index])
            before = index
            if mass > weight:
                best, weight = (start, index), mass
        return best

    def lines(self) -> frozenset[int]:
        """The lines of the page that show it, with the subheads between them."""
        first, last = self._span()
        inside = set(self.inside)
        for index in range(first, last + 1):
            line = self.page[index]
            if line.tag in _HEADS or (line.tag not in _FURNITURE and self.words[index] in self.text):
                inside.add(index)
        for index in range(first - 1, max(-1, first - _LEAD), -1):  # a lead may stand over what a page calls the body
            if _runs(self.page[index]) and len(self.words[index]) >= _LONG / 2:
                first = index
                inside.add(index)
        return frozenset(index for index in inside if first <= index <= last)

    def goes_on(self) -> bool:
        """Whether running text follows on the page where the payload ends: it was cut short."""
        _, last = self._span()
        after = [
            line for line in self.page[last + 1 : last + 7] if marks.is_dense(line.text) and line.tag not in _FURNITURE
        ]
        return sum(len(line.text) for line in after) > 200 and len(after) > 1

    def rank(self, taken: frozenset[int]) -> tuple[bool, bool, int]:
        """What is asked first: what is declared; then what holds the lines taken, the shortest of it; then the longest."""
        held = self.holds(taken)
        return not self.payload.is_declared, not held, len(self.text) * (1 if held else -1)

    def holds(self, taken: frozenset[int]) -> bool:
        """Whether most of what was taken from the page is in it."""
        mass = sum(len(self.words[i]) for i in taken)
        shared = sum(len(self.words[i]) for i in taken if self._has(self.words[i]))
        return mass > 300 and shared * 4 > mass * 3

    def is_about(self, page: Page, taken: frozenset[int]) -> bool:
        """Whether it is the article that the page is about: it holds what was taken, or speaks of what the title says."""
        mass = sum(len(self.words[i]) for i in taken)
        if self.holds(taken):
            return True
        title = {word[:2] if not word.isascii() else word.lower() for word in _WORD.findall(page.said.get("title", ""))}
        text = self.text.lower()
        likely = (
            500 if self.payload.literals == 1 or self.payload.name == SEVERAL else 200
        )  # many short strings may be of many articles
        return mass <= likely and bool(title) and sum(word in text for word in title) * 2 >= len(title)


def _runs(line: Line) -> bool:
    return line.tag not in _FURNITURE and marks.is_dense(line.text)


def _denser(taken: frozenset[int], how: str, lines: Sequence[Line], words: list[str]) -> tuple[frozenset[int], str]:
    """What an extractor took, or the densest stretch of running text where that is much more and has it inside."""
    best: list[int] = []
    mass = weight = 0
    stretch: list[int] = []
    for index, line in enumerate(lines):
        if not _runs(line):
            continue
        if stretch and index - stretch[-1] > _APART:
            stretch, mass = [], 0
        stretch.append(index)
        mass += len(words[index])
        if mass > weight:
            best, weight = stretch.copy(), mass
    had = sum(len(words[i]) for i in taken)
    shared = sum(len(words[i]) for i in taken if best and best[0] <= i <= best[-1])
    if weight < _DENSER * had or (shared * 2 < had and had > _FEW):
        return taken, how
    return frozenset(best) | {i for i in taken if best[0] <= i <= best[-1]}, f"the densest block, not {how}"


def _tidied(taken: frozenset[int], lines: Sequence[Line]) -> frozenset[int]:
    """The lines without those that only link elsewhere, and with the long ones of running text that stand between them."""
    inside = {i for i in taken if lines[i].tag != "a" or "://" in lines[i].text or marks.is_sentence(lines[i].text)}
    form = {i for i in inside if lines[i].tag == "form" and not marks.is_dense(lines[i].text)}
    unseen = {i for i in inside if lines[i].tag == HIDDEN}
    for some in (form, unseen):
        if len(some) * 2 < len(inside):  # a form inside the page, not around it; a part that is hidden, not all of it
            inside -= some
    if not inside:
        return taken
    first = min(inside)
    if lines[first].tag == "h1" and len(inside) > 1:
        inside.remove(first)
    between = range(min(inside), max(inside))
    inside |= {
        i for i in between if len(lines[i].text) >= _LONG and _runs(lines[i]) and lines[i].tag not in ("aside", "form")
    }
    inside |= {i for i in between if lines[i].tag in _HEADS and i - 1 in inside and i + 1 in inside}
    return frozenset(inside | _tables(inside, lines))


def _tables(inside: set[int], lines: Sequence[Line]) -> set[int]:
    """All cells of the tables that are in a body for the most part: a number alone is a line that extractors pass over."""
    whole: set[int] = set()
    for index in sorted(inside):
        if lines[index].tag != "td" or index in whole:
            continue
        first = last = index
        while first > 0 and lines[first - 1].tag == "td":
            first -= 1
        while last + 1 < len(lines) and lines[last + 1].tag == "td":
            last += 1
        cells = range(first, last + 1)
        if sum(i in inside for i in cells) * 2 > len(cells):
            whole.update(cells)
    return whole


def _extracted(source: str, words: list[str], running: int) -> tuple[frozenset[int], str]:
    """The lines that trafilatura takes: its own algorithm; with its fallbacks where that leaves most running text out; and
    with its balanced rules where the strict ones find next to nothing.
    """
    import trafilatura

    for fast, strict in ((True, True), (False, True), (False, False)):
        text = trafilatura.extract(
            source, fast=fast, favor_precision=strict, include_comments=False, include_formatting=False
        )
        taken = matched(text or "", words)
        mass = sum(len(words[i]) for i in taken)
        if mass * 2 > running or (not fast and mass > _FEW):
            break
    return taken, "trafilatura" + (" fast" if fast else "")


def matched(text: str, words: Sequence[str]) -> frozenset[int]:
    """Lines (given without blanks) that are in an extracted text for the most part, in the page's order."""
    starts, at = [], 0
    for line in words:
        starts.append(at)
        at += len(line)
    whole = "".join(words)
    covered = [0] * len(words)
    cursor, index = 0, 0
    for paragraph in text.split("\n"):
        part = _BLANKS.sub("", normalize(paragraph)[0])
        if not part:
            continue
        place = whole.find(part, cursor)
        if place < 0:
            part = _BULLET.sub("", part).replace("|", "")  # a row of a table
            place = whole.find(part, cursor) if len(part) > 3 else -1
        if place < 0:
            continue
        cursor = place + len(part)
        while index + 1 < len(starts) and starts[index + 1] <= place:
            index += 1
        row = index
        while row < len(starts) and starts[row] < cursor:
            covered[row] += min(cursor, starts[row] + len(words[row])) - max(place, starts[row])
            row += 1
    return frozenset(i for i, line in enumerate(words) if covered[i] * 2 > len(line))
