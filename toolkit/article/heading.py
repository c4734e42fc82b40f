"""Which line is the headline, and which only name the place in a site's tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from toolkit.article import marks
from toolkit.article.marks import Look
from toolkit.article.page import Line

SEPARATOR = re.compile(r"\s+(?:[|>«<:·]|::|[-–—])\s+")
LONGEST = 300
_CRUMB = re.compile(r"\s*[|>›»«<·•/]\s*|\s+::?\s+")
_CRUMB_WORD = 14
_SHORTEST = 8
_BROWSER = 3
"""Among so many first lines a browser's title is looked for: a link to the text may stand before it."""
_ANCHORS = ("stamp", "byline", "board")


def title(
    lines: Sequence[Line], looks: Sequence[Look], roles: Sequence[str | None], said: str, first: int | None = None
) -> str:
    """The headline: what markup says (`said`) where a line says it too; the part of a browser title that stands again on a line.

    Without either, the line above the stamps and names that stand over the body, which begins at line `first`; where that
    is not known yet, none.
    """
    head = [i for i, line in enumerate(lines[:first]) if roles[i] in (None, "title") and len(line.text) <= LONGEST]
    texts = [lines[i].text for i in head] or [line.text for line in lines[:1] if len(line.text) <= LONGEST]
    if said and said in texts:
        return said
    heading = next((lines[i].text for i in head if lines[i].tag == "h1"), "")
    counted = Counter(texts)
    browsers = [said] if said else list(islice(_names(lines, looks, head), _BROWSER))
    browser = browsers[0][:LONGEST] if browsers else ""
    best = _again(browser, counted, said)
    if len(best) >= 10:
        return best
    parts = SEPARATOR.split(browser)
    for text in texts[0 if said else 1 :]:  # "[board] headline" under "headline | board | site"
        if len(parts) > 1 and len(parts[0]) >= _SHORTEST and parts[0] in text and len(text) <= len(parts[0]) + 20:
            return parts[0] if text.startswith("[") and text[1:].split("]")[0] in parts[1:] else text
    if len(heading) >= 5 and (not said or _shares(heading, said)):
        return heading
    if said:
        return max(parts, key=len)
    if len(parts) > 1 and len(parts[0]) >= _SHORTEST and (texts[0] == browser or " " in parts[0]):
        return parts[0]
    if first is None:
        return ""
    for other in browsers[1:]:
        if " " in (best := _again(other, counted, said)) and len(best) >= 12:
            return best
    likely = [i for i in head if not looks[i].dense and _is_likely(lines[i].text)]
    again = [lines[i].text for i in likely if counted[lines[i].text] > 1]
    if again:
        return again[0]
    over = _over(roles, likely, first)
    if over is None:
        return next((lines[i].text for i in head if len(lines[i].text) >= _SHORTEST and not looks[i].dense), "")
    return lines[over].text


def is_crumbs(text: str) -> bool:
    """Whether a line is a path or a menu: short words between separators."""
    if len(text) > 100 or not _CRUMB.search(text):
        return False
    parts = [part for part in _CRUMB.split(text) if part]
    if len(parts) < 2 or any(len(part) > _CRUMB_WORD or part.count(" ") > 2 for part in parts):
        return False
    return len(parts) > 2 or any(marks.is_furniture(part) for part in parts)


def is_title(text: str, said: str) -> bool:
    """Whether a line is the headline, alone or with the names of a board or site around it."""
    if not said or said not in text:
        return False
    rest = text.replace(said, "", 1)
    return len(rest) <= 60 and (
        not rest.strip() or bool(re.match(r"\s+[|>«<:·–—-]|\[[^\]]{1,20}\]\s?$|.*\s[|>«<:·–—-]\s+$", rest))
    )


def _again(browser: str, counted: Counter[str], said: str) -> str:
    """The longest part of a browser's title that is a line, too."""
    parts, gaps = SEPARATOR.split(browser), SEPARATOR.findall(browser)
    best = ""
    for i in range(len(parts)):
        joined = parts[i]
        for j in range(i, len(parts)):
            joined = joined if j == i else joined + gaps[j - 1] + parts[j]
            again = counted[joined] - (0 if said else joined == browser)
            if again > 0 and len(joined) > len(best) and len(joined) >= 5:
                best = joined
    return best


def _over(roles: Sequence[str | None], likely: Sequence[int], first: int) -> int | None:
    """The line over the stamps that stand over the body: of several in a row the uppermost."""
    if not likely:
        return None
    anchors = [i for i in range(max(0, first - 40), first) if roles[i] in _ANCHORS]
    above = [i for i in likely if not anchors or i < anchors[0]] or likely
    at = above[-1]
    for i in reversed(above[:-1]):
        if at - i > 1:
            break
        at = i
    return at


def _names(lines: Sequence[Line], looks: Sequence[Look], head: Sequence[int]) -> Iterator[str]:
    """The lines that may name a page."""
    return (text for i in head if not looks[i].dense and (text := lines[i].text)[-1] != "." and not is_crumbs(text))


def _is_likely(text: str) -> bool:
    """Whether a line may be a headline."""
    return len(text) >= _SHORTEST and " " in text and text[-1] != "." and not is_crumbs(text)


def _shares(heading: str, said: str) -> bool:
    """Whether half of a heading's words are in what markup says: it is no heading of something else."""
    words = heading.split()
    return sum(word in said for word in words) * 2 >= len(words)
