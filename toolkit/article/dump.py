"""Which lines of a page are its article: from marks that lines bear themselves, and from where they stand.

Text dumps are read this way alone; for HTML an extractor's choice of lines is heard, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from toolkit.article import marks
from toolkit.article.normalize import normalize
from toolkit.article.page import Line, Page, split

KEPT = ("body", "subhead")
"""The roles of lines that make up an article's text."""

_TERMINAL = ("copyright", "comment", "footer", "stamp", "board")
_UNREAD = ("nav", "button", "form", "select", "label", "hidden")
_SEPARATOR = re.compile(r"\s+(?:[|>«<:·]|::|[-–—])\s+")
_PROMOTION = re.compile(
    r"👉|☞|바로\s?가기|클릭|^\[?(?:AD|광고)\b|광고\]?$|(?:신청|확인|다운로드|설치)(?:하기|하세요)?\s?!?$"
)
_ENDING = re.compile(r"[다요죠까]\.|[a-z]\.$")
_APPEAL = re.compile(
    r"(?i)^(?:sign up|subscribe|share|follow|join|add us)\b|newsletter|download (?:our|the) app|뉴스레터|구독(?:해|하[고세시])|제보(?:는|를|해)|알림\s?설정"
)
_BULLET = re.compile(r"^[◇◆■□●○▶▷★☆※△▽<\[【]")
_SUMMARY_BULLET = re.compile(r"^[-–·•‥▶▷◇■]\s*")
_LONGEST_TITLE = 300
_ALONE = 8
"""So many short lines in a row are no part of running text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What each line of a page is, and which part of a kept line is text (a dateline before it and a signature after are not).

    `roles` has one word a line: body, subhead (both kept), title, summary, caption, byline, board, stamp, related, ranking,
    copyright, comment, footer, advertisement or chrome. `headers` are the lines that open a list of related headlines.
    """

    title: str
    roles: tuple[str, ...]
    kept: dict[int, tuple[int, int]]
    headers: frozenset[int]


def page(text: str) -> Page:
    """A decoded text dump as a page: repaired, and cut into lines."""
    clean, alignment, edits = normalize(text)
    return Page(clean, alignment, split(clean), edits)


def read(
    lines: Sequence[Line],
    *,
    title: str = "",
    chosen: Collection[int] = (),
    settled: bool = False,
    summary: Collection[int] | None = None,
) -> Reading:
    """What the lines of a page are. `title` is what its markup says; `chosen` the lines that an extractor took for the body;
    `settled` says that no other line is part of it; `summary` are the lines that may be one (None: by their own look).

    Every line gets a role; where no running text is found, none is kept.
    """
    roles, headers = _blocks(lines, chosen)
    heading = _title(lines, roles, title, len(lines))
    first, last = _body(lines, roles, chosen, heading)
    named = _title(lines, roles, title, first)
    for index, line in enumerate(lines):
        if _is_title(line.text, named) and roles[index] not in ("related", "ranking", "comment"):
            roles[index] = "title"
    while first < last and (roles[last] is not None or _is_appeal(lines[last].text)):
        roles[last] = roles[last] or "advertisement"
        last -= 1
    if first <= last:
        first, last = (first, last) if settled else _extend(lines, roles, first, last)
        _inside(lines, roles, first, last, chosen, settled)
    _outside(lines, roles, first, last, summary)
    kept = {index: _cut(lines[index], dateline=role == "body") for index, role in enumerate(roles) if role in KEPT}
    for index, (start, end) in list(kept.items()):
        if start >= end:
            roles[index] = "byline"
            del kept[index]
    return Reading(named, tuple(role or "chrome" for role in roles), kept, frozenset(headers))


def _blocks(lines: Sequence[Line], chosen: Collection[int]) -> tuple[list[str | None], set[int]]:
    """Each line's own mark; headlines under a header, and comments under theirs, take its mark."""
    roles: list[str | None] = []
    headers: set[int] = set()
    block, limit, items, running = "", -1, 0, 0
    for index, line in enumerate(lines):
        role = _marked(line, index in chosen)
        dense = role is None and (marks.is_dense(line.text) or index in chosen)
        if (
            block == "comment"
            and index not in chosen
            and role in (None, "stamp", "board", "caption", "byline", "comment", "chrome")
        ):
            role = role if role == "chrome" else "comment"
        elif role in ("related", "ranking", "comment"):
            headers.add(index)
            inline = role == "related" and bool(marks.related(line.text))
            block = "" if inline or (role == "comment" and not running) else str(role)
            limit, items = -1, 0
        elif block and (role in (None, "title") and not dense and items < 15 and (limit < 0 or line.gap <= limit)):
            role, items = block, items + 1
            limit = max(limit, line.gap)
        else:
            block = ""
            running += len(line.text) if dense else 0
        roles.append(role)
    return roles, headers


def _marked(line: Line, chosen: bool) -> str | None:
    """A line's mark, by its element where that settles it (a form may hold the whole page)."""
    if not (chosen and line.tag in ("form", "hidden")) and line.tag in _UNREAD:
        return "chrome"
    if line.tag == "comments" and not chosen:
        return "comment"
    if line.tag in ("figcaption", "caption"):
        return "caption"
    if line.tag == "footer":
        return marks.mark(line.text) or "footer"
    role = marks.mark(line.text)
    return None if chosen and line.tag == "td" and role == "chrome" else role  # a cell may be a number


def _body(lines: Sequence[Line], roles: list[str | None], chosen: Collection[int], heading: str) -> tuple[int, int]:
    """The first and last line of the stretch that has most running text; (0, -1) where there is none.

    Where no line is long enough to be running text, whole sentences are: a brief is an article, too.
    """
    taken = [i for i in chosen if roles[i] is None]
    if taken:
        return min(taken), max(taken)
    dense = _stretch(lines, roles, heading, marks.is_dense)
    if dense[0] <= dense[1] or _is_wrapped(lines, roles, heading):
        return dense
    return _stretch(lines, roles, heading, marks.is_sentence)


def _is_wrapped(lines: Sequence[Line], roles: list[str | None], heading: str) -> bool:
    """Whether a sentence goes on from the line before it: of text that is wrapped, whole sentences are not whole lines."""
    return any(
        roles[i] is roles[i - 1] is None
        and line.gap == 0
        and marks.is_sentence(line.text)
        and not marks.is_sentence(lines[i - 1].text)
        and not _SUMMARY_BULLET.match(lines[i - 1].text)
        and lines[i - 1].text != heading
        for i, line in enumerate(lines)
        if i
    )


def _stretch(
    lines: Sequence[Line], roles: list[str | None], heading: str, runs: Callable[[str], bool]
) -> tuple[int, int]:
    """The stretch with most text in lines that `runs` takes for running text.

    A notice, a stamp, a signature with an address, or the headline over the article (not one inside it) ends a stretch.
    """
    best, weight = (0, -1), 0
    start = end = -1
    mass = alone = 0
    headed = False
    for index, line in enumerate([*lines, None]):
        role = roles[index] if line is not None else "footer"
        if line is not None and role is None and runs(line.text) and line.tag != "a":
            start, mass = (index, 0) if start < 0 else (start, mass)
            end, mass, alone = index, mass + len(line.text), 0
        elif role is None or role in ("title", "chrome"):
            alone += 1
        over = line is not None and index > 0 and line.text == heading and not headed
        headed = headed or over
        signed = line is not None and role == "byline" and "@" in line.text
        if start >= 0 and (role in _TERMINAL or signed or over or alone > _ALONE):
            if mass > weight:
                best, weight = (start, end), mass
            start, alone = -1, 0
    return best


def _extend(lines: Sequence[Line], roles: list[str | None], first: int, last: int) -> tuple[int, int]:
    """The stretch with the short sentences that stand right before and after it."""
    above = first - 1
    while above >= 0 and (
        roles[above] == "caption" or (roles[above] is None and _is_short_sentence(lines[above].text))
    ):
        first = above if roles[above] is None else first
        above -= 1
    below, limit = last + 1, last + 3
    while below < min(limit, len(lines)) and roles[below] is None and not _PROMOTION.search(lines[below].text):
        if _is_short_sentence(lines[below].text):  # one line that is no sentence may stand between: a subhead
            last, limit = below, below + 3
        below += 1
    return first, last


def _is_appeal(text: str) -> bool:
    return len(text) <= 100 and bool(_APPEAL.search(text))


def _is_short_sentence(text: str) -> bool:
    return bool(_ENDING.search(text)) and marks.is_sentence(text)


def _inside(
    lines: Sequence[Line], roles: list[str | None], first: int, last: int, chosen: Collection[int], settled: bool
) -> None:
    """Roles of the lines between the first and the last of the body that have none of their own."""
    for index in range(first, last + 1):
        line = lines[index]
        if roles[index] is not None:
            continue
        if index in chosen or (marks.is_dense(line.text) and not settled):
            is_text = line.tag == "td" or marks.is_sentence(line.text) or len(line.text) > 60 or not chosen
            roles[index] = "body" if is_text else "subhead"
        elif chosen:
            roles[index] = "advertisement"
        if roles[index] in ("body", None) and not marks.is_dense(line.text):
            if _PROMOTION.search(line.text) and not marks.is_sentence(line.text):
                roles[index] = "advertisement"
            else:
                heads = len(line.text) <= 60 and (not marks.is_sentence(line.text) or bool(_BULLET.match(line.text)))
                roles[index] = "subhead" if heads and index != last else "body"


def _outside(
    lines: Sequence[Line], roles: list[str | None], first: int, last: int, summary: Collection[int] | None
) -> None:
    """Roles of the lines before and after the body that have none of their own."""
    titles = [i for i, role in enumerate(roles) if role == "title" and i < first]
    after_title = titles[-1] if titles else -1
    notices = [i for i, role in enumerate(roles) if role == "copyright" and i > last]
    near = first
    for index in reversed(range(after_title + 1, first)):
        told = _is_summary(lines[index]) if summary is None else index in summary
        if (titles or summary) and near - index <= _ALONE and roles[index] is None and told:
            roles[index], near = "summary", index
    for index, line in enumerate(lines):
        if roles[index] is not None:
            continue
        if index < first:
            roles[index] = "chrome"
        else:
            promoted = (bool(notices) and last < index < notices[0]) or bool(_PROMOTION.search(line.text))
            roles[index] = "advertisement" if promoted and last >= 0 else "chrome"


def _is_summary(line: Line) -> bool:
    words = _SUMMARY_BULLET.sub("", line.text)
    return (
        line.tag != "a"
        and not words.endswith("니다.")
        and 10 <= len(words) <= 120
        and len(words.split()) >= 3
        and not _SEPARATOR.search(words)
    )


def _title(lines: Sequence[Line], roles: list[str | None], said: str, first: int) -> str:
    """The headline: what markup says where a line says it too; the part of a browser title that stands again on a line."""
    head = [line for index, line in enumerate(lines) if index < first and roles[index] in (None, "title")]
    texts = [line.text for line in head] or [line.text for line in lines[:1]]
    if said and any(line.text == said for line in head):
        return said
    heading = next((line.text for line in head if line.tag == "h1"), "")
    browser = (said or (texts[0] if texts else ""))[:_LONGEST_TITLE]
    parts = _SEPARATOR.split(browser)
    gaps = _SEPARATOR.findall(browser)
    counted = Counter(texts)
    best = ""
    for i in range(len(parts)):
        joined = parts[i]
        for j in range(i, len(parts)):
            joined = joined if j == i else joined + gaps[j - 1] + parts[j]
            again = counted[joined] - (0 if said else joined == browser)
            if again > 0 and len(joined) > len(best) and len(joined) >= 5:
                best = joined
    if best and len(best) >= 10:
        return best
    for text in texts[0 if said else 1 :]:  # "[board] headline" under "headline | board | site"
        if len(parts) > 1 and len(parts[0]) >= 8 and parts[0] in text and len(text) <= len(parts[0]) + 20:
            return parts[0] if text.startswith("[") and text[1:].split("]")[0] in parts[1:] else text
    if len(heading) >= 5 and (not said or _shares(heading, said)):
        return heading
    if said:
        return max(parts, key=len)
    if len(parts) > 1 and len(parts[0]) >= 8:
        return parts[0]
    likely = [text for text in texts if len(text) >= 8 and not marks.is_dense(text)]
    likely = [text for text in likely if counted[text] > 1] or [text for text in likely if " " in text]
    return (likely or [""])[0]


def _shares(heading: str, said: str) -> bool:
    """Whether half of a heading's words are in what markup says: it is no heading of something else."""
    words = heading.split()
    return sum(word in said for word in words) * 2 >= len(words)


def _is_title(text: str, title: str) -> bool:
    """Whether a line is the headline, alone or with the names of a board or site around it."""
    if not title or title not in text:
        return False
    rest = text.replace(title, "", 1)
    return len(rest) <= 60 and (
        not rest.strip() or bool(re.match(r"\s+[|>«<:·–—-]|\[[^\]]{1,20}\]\s?$|.*\s[|>«<:·–—-]\s+$", rest))
    )


def _cut(line: Line, *, dateline: bool) -> tuple[int, int]:
    """The range of a kept line without the dateline before and the signature after it."""
    start, end = line.start, line.end
    if dateline and (match := marks.DATELINE.match(line.text)):
        start += match.end()
        start += len(line.text[match.end() :]) - len(line.text[match.end() :].lstrip())
    if dateline and (match := marks.SIGNED.search(line.text)):
        end = line.start + len(line.text[: match.start("sign")].rstrip())
    return start, end
