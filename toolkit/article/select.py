"""Elements in HTML source by selector, without a tree: what is asked for is searched, and the rest is never read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from toolkit.article.article import Range
from toolkit.article.markup import LONGEST, VOID, attributes, tag_end
from toolkit.raw.parser import Step, selector

_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9:-]*)")
# a paragraph need not be closed
_AFTER_P = re.compile(
    r"</(?:p|div|section|article|main|body|td|li|blockquote|form|aside)\b"
    r"|<(?:p|div|ul|ol|dl|table|h[1-6]|section|article|figure|blockquote|aside|header|footer|form|pre|hr|main|nav|address)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """An element in the source: its name, the rest of its tag, the range of all of it, and the range of what is inside."""

    name: str
    tag: str
    outer: Range
    inner: Range

    @property
    def attributes(self) -> dict[str, str]:
        """What its tag says, by name in lower case."""
        return attributes(self.tag, 0, len(self.tag))


class Source:
    """HTML source to select from. Linear in the source for each step of a selector."""

    def __init__(self, text: str, silent: Sequence[Range]) -> None:
        self.text = text
        self._silent = silent  # ranges of comments, scripts and the like, in their order

    def select(self, css: str, within: Range | None = None) -> list[Found]:
        """The outermost elements that a selector names, in their order. Raises ValueError for what is no selector."""
        found: dict[int, Found] = {}
        for steps in selector(css):
            ranges = [within or (0, len(self.text))]
            here: list[Found] = []
            for step in steps:
                here = [each for around in _outermost(ranges) for each in self._step(step, around)]
                ranges = [each.inner for each in here]
            found |= {each.outer[0]: each for each in here}
        outermost: list[Found] = []
        for _, each in sorted(found.items()):
            if not outermost or each.outer[0] >= outermost[-1].outer[1]:
                outermost.append(each)
        return outermost

    def _step(self, step: Step, within: Range) -> Iterator[Found]:
        """The elements in a range that meet one step: the outermost of them, in which the others are found again."""
        start, stop = within
        for at in self._candidates(step, start, stop):
            match = _NAME.match(self.text, at)
            if match is None or at < start or self._is_silent(at):
                continue
            name = match[1].lower()
            if step.type and name != step.type:
                continue
            end = tag_end(self.text, match.end(), stop)
            start = end  # no tag begins inside a tag
            given = attributes(self.text, match.end(), end) if step.tests else {}
            if all(test.holds(given) for test in step.tests):
                inside, start = self._close(name, end, stop)
                yield Found(name, self.text[match.end() : end], (at, start), (end, inside))

    def _candidates(self, step: Step, start: int, stop: int) -> Iterator[int]:
        """Where tags begin that may meet a step: found by its rarest word."""
        words = [test.value for test in step.tests if test.value and "&" not in test.value]
        words += [test.name for test in step.tests if test.how == ""]
        if not words:
            for match in _opening(step.type).finditer(self.text, start, stop):
                yield match.start()
            return
        word, before = max(words, key=len), -1
        at = self.text.find(word, start, stop)
        while at >= 0:
            tag = self.text.rfind("<", max(start, at - LONGEST), at)
            if tag > before:
                yield tag
                before = tag
            at = self.text.find(word, at + len(word), stop)

    def _close(self, name: str, end: int, stop: int) -> Range:
        """Where an element's inside ends and where it ends itself: at its end tag, or with what it stands in."""
        if name in VOID or self.text.startswith("/>", end - 2):
            return end, end
        if name == "p":
            match = _AFTER_P.search(self.text, end, stop)
            if match is None:
                return stop, stop
            own = match[0].lower() == "</p"
            return match.start(), tag_end(self.text, match.end(), stop) if own else match.start()
        depth = 1
        for match in _either(name).finditer(self.text, end, stop):
            if self._is_silent(match.start()):
                continue
            if match[1]:
                depth -= 1
                if not depth:
                    return match.start(), tag_end(self.text, match.end(), stop)
            else:
                depth += 1
        return stop, stop

    def _is_silent(self, at: int) -> bool:
        """Whether a place is inside a comment, a script or the like."""
        index = bisect_right(self._silent, at, key=itemgetter(0)) - 1
        return index >= 0 and self._silent[index][0] < at < self._silent[index][1]


def _outermost(ranges: list[Range]) -> list[Range]:
    kept: list[Range] = []
    for each in sorted(ranges):
        if not kept or each[0] >= kept[-1][1]:
            kept.append(each)
    return kept


@cache
def _opening(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{re.escape(name)}(?=[\s/>])" if name else r"<[A-Za-z]", re.IGNORECASE)


@cache
def _either(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])", re.IGNORECASE)
