"""The lines between a headline and its text that sum the article up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from toolkit.article import heading, marks, stamps
from toolkit.article.blocks import SUMMARY_BULLET, is_tool
from toolkit.article.marks import Look
from toolkit.article.markup import DECK
from toolkit.article.page import Line
from toolkit.article.stretch import ALONE

_MOST = 4
"""So many lines may sum an article up where nothing but their place says that they do."""
_WHOLE = 16
"""A line of so many characters may be whole, for some languages put no blanks between words."""
_HEADINGS = ("h2", "h3", "h4", "h5")
_HANGUL = re.compile(r"[가-힣]")
_OTHER = re.compile(
    r"[|@]|\d:\d\d|(?<!\d)(?:19|20)\d\d[.\-/]|\sago\b|^(?:읽는|예상|소요)\s?시간|\bmin(?:ute)?s? read\b|^(?:[Bb]y|BY)\s"
)
_BYLINES = ("stamp", "byline", "board")


def deck(
    lines: Sequence[Line],
    looks: Sequence[Look],
    roles: Sequence[str | None],
    first: int,
    told: Collection[int] | None,
) -> Iterator[int]:
    """The lines under the headline, over the body that begins at line `first`, that sum the article up; from the last.

    `told` are those that markup calls so. Other lines of HTML are where its element says so, or right under the headline;
    of a text dump (None), whatever looks like it.
    """
    titles = [i for i, role in enumerate(roles[:first]) if role == "title"]
    begin = titles[-1] + 1 if titles else 0 if told else first
    under = _under(lines, looks, roles, begin, first) if titles else begin
    near = first
    for index in reversed(range(begin, first)):
        if roles[index] is not None or near - index > ALONE:
            continue
        line, look = lines[index], looks[index]
        if told is None:
            found = _is_likely(line, look)
        else:
            declared = line.tag == DECK and index - begin <= ALONE and _is_told(line.text)
            found = declared or index in told or index < under
        if found:
            yield index
            near = index


def leads(line: Line, look: Look) -> bool:
    """Whether a line that begins a body sums it up: its element says so, and it is no sentence."""
    return line.tag == DECK and not look.ends and _is_told(line.text)


def _under(lines: Sequence[Line], looks: Sequence[Look], roles: Sequence[str | None], begin: int, first: int) -> int:
    """Where the lines end that stand right under a headline, and over the names and times or the body, and are nothing else."""
    end = begin
    while end < first and roles[end] is None and _is_headline(lines[end]) and _is_likely(lines[end], looks[end]):
        end += 1
    over = end == first or roles[end] in _BYLINES
    return end if over and end - begin <= _MOST else begin


def _is_told(text: str) -> bool:
    """Whether a line says something, and not only who wrote, and when."""
    return (text.count(" ") > 1 or len(text) >= _WHOLE) and not _OTHER.search(text) and not stamps.WORDED.search(text)


def _is_headline(line: Line) -> bool:
    """Whether a line may be a second headline: a heading, or Korean; no writer, no time, no row of buttons."""
    text = line.text
    if line.tag not in _HEADINGS and not (line.tag in ("", "td") and _HANGUL.search(text)):
        return False
    return not _OTHER.search(text) and not marks.is_furniture(text, half=True)


def _is_likely(line: Line, look: Look) -> bool:
    words = SUMMARY_BULLET.sub("", line.text)
    return (
        line.tag != "a"
        and not words.rstrip(".!").endswith(("니다", "세요"))
        and 10 <= len(words) <= 120
        and len(words.split()) >= 3
        and not heading.SEPARATOR.search(words)
        and not is_tool(line.text, look)
    )
