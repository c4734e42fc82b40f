"""Sentences of Korean and English news text, as ranges: a full stop inside quotation marks or an abbreviation ends none."""

from __future__ import annotations

import re
from bisect import bisect_left

_STOP = re.compile(r"[.!?。…]+[”’\"'」』)\]】]*(?=\s|$)|\n+")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Inc|Co|Corp|Ltd|Jr|Sr|vs|U\.S|a\.m|p\.m|e\.g|i\.e)|(?:^|\s)\d{1,3})\.$"
)
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "(": ")"}
_QUOTE = re.compile(r"[\"“”‘’「」『』()]")
_LONGEST_QUOTE = 400


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of the sentences of `text`, without edge blanks; a blank line always ends one."""
    ranges: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
        ranges.extend(_within(text, paragraph.start(), paragraph.end()))
    return tuple(ranges)


def _within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    quoted = _quotes(text, start, end)
    found, at = [], start
    for stop in _STOP.finditer(text, start, end):
        last = stop.end()
        place = bisect_left(quoted, (last,)) - 1
        if place >= 0 and quoted[place][0] < last < quoted[place][1]:
            continue
        if not text[last - 6 : last - 1].isalpha() and _SHORT.search(text, max(at, last - 8), last):
            continue
        found.append((at, last))
        at = last
    found.append((at, end))
    return [trimmed for a, b in found if (trimmed := _trim(text, a, b))[0] < trimmed[1]]


def _quotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sorted ranges inside quotation marks and parentheses; one that never closes, or runs too long, is none."""
    ranges: list[tuple[int, int]] = []
    straight = -1
    opened: list[tuple[str, int]] = []
    for match in _QUOTE.finditer(text, start, end):
        at, character = match.start(), match[0]
        if character == '"':
            if straight >= 0:
                ranges.append((straight, at + 1))
                straight = -1
            else:
                straight = at
        elif character in _PAIRS:
            opened.append((_PAIRS[character], at))
        elif opened and character == opened[-1][0]:
            ranges.append((opened.pop()[1], at + 1))
    merged: list[tuple[int, int]] = []
    for a, b in sorted(each for each in ranges if each[1] - each[0] <= _LONGEST_QUOTE):
        if merged and a < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
