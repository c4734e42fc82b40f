"""What lines are by themselves, and what they are under a header: related headlines, a ranking, comments, a summary's box."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from toolkit.article import marks
from toolkit.article.marks import Look
from toolkit.article.page import Line
from toolkit.article.stretch import ITEM, is_row

LISTED = frozenset({"related", "ranking", "comment"})
BULLET = re.compile(r"^[◇◆■□●○▶▷★☆※△▽<\[【]")
SUMMARY_BULLET = re.compile(r"^[-–·•‥▶▷◇■]\s*")
SPEAKER = re.compile(r"^[\[<【(]\s?(?:앵커|기자|리포트|아나운서|진행자?|사회자?)[^\])>】]{0,10}[\])>】]$")
_DIGEST = re.compile(
    r"(?i)^[\s\[<【■▶●]*(?:(?:AI|인공지능|세\s?줄|3줄|한\s?줄|핵심|기사|본문|뉴스)\s?(?:AI\s?)?(?:요약|포인트)(?:봇|beta)?|(?:AI |article )?summary|key (?:points|takeaways)|highlights|at a glance)[\s\]>】:]*$"
)
_DIGEST_HINT = re.compile(r"(?i)[\s\[<【■▶●]*(?:핵심|기사|AI|summ|arti|key|high|at a)")
_ABOUT = re.compile(r"^(?:About|Forward[- ]Looking Statements?)\b\s?(?P<name>.{0,60})$")
_UNREAD = ("nav", "button", "form", "select", "label", "hidden")
_TO_DO = re.compile(r"(?:하|보내|듣|보|퍼가|키우|줄이|바꾸|남기|담|달)기$")
_TOOL = 20
_NUMBERED = re.compile(r"\d{1,2}[.)위]?\s?\D")
_HEADS = "◆◇■□"
_EARLY = 5
"""A header of comments with less than a fifth of the page's running text over it is a link to them."""
_BLOCK = 24
"""So many headlines may stand under a header."""


def blocks(
    lines: Sequence[Line],
    looks: Sequence[Look],
    runs: Sequence[bool],
    chosen: Collection[int],
    repeated: Collection[int],
) -> tuple[list[str | None], set[int]]:
    """The role of each line that its words or the header over it tell (None where neither does), and the headers' lines.

    `runs` says which lines are running text, `chosen` which an extractor took for it, `repeated` which a site's template has.
    """
    made = _Marker(lines, looks, runs, chosen, repeated)
    made.mark()
    return made.roles, made.headers


def is_structure(text: str, look: Look) -> bool:
    """Whether a line may come again inside any article: who speaks, a subhead's bullet, an item, a table's row."""
    if look.dense:
        return False
    return bool(SPEAKER.match(text) or BULLET.match(text) or ITEM.match(text)) or is_row(text)


def is_tool(text: str, look: Look) -> bool:
    """Whether a line names what one may do with a page: to print it, to change its letters' size."""
    return look.role == "chrome" or (len(text) <= _TOOL and bool(_TO_DO.search(text)))


class _Marker:
    """The lines of a page while their roles are told."""

    def __init__(
        self,
        lines: Sequence[Line],
        looks: Sequence[Look],
        runs: Sequence[bool],
        chosen: Collection[int],
        repeated: Collection[int],
    ) -> None:
        self.lines, self.looks, self.runs, self.chosen, self.repeated = lines, looks, runs, chosen, repeated
        self.roles: list[str | None] = []
        self.headers: set[int] = set()

    def mark(self) -> None:
        """Each line's own mark; headlines under a header, and comments under theirs, take its mark."""
        block, limit, items, running = "", -1, 0, 0
        numbered = noticed = False
        digest = self._digest()
        marked = [look.role for look in self.looks]
        for index, line in enumerate(self.lines):
            if line.tag or index in self.repeated or (marked[index] is None and line.text[0] in "AF"):
                marked[index] = self._marked(index)
        runs = [runs or i in self.chosen for i, runs in enumerate(self.runs)] if self.chosen else self.runs
        whole = sum(len(line.text) for line, running in zip(self.lines, runs, strict=True) if running)
        for index, line in enumerate(self.lines):
            role = digest.get(index) or marked[index] if digest else marked[index]
            dense = role is None and runs[index]
            noticed = noticed or (role == "copyright" and running > 0)
            if not block and role not in LISTED:
                running += len(line.text) if dense else 0
                self.roles.append(role)
                continue
            if (
                block == "comment"
                and (index not in self.chosen or noticed)
                and role in (None, "stamp", "board", "caption", "byline", "comment", "chrome")
            ):
                role = role if role == "chrome" else "comment"
            elif role in LISTED:
                self.headers.add(index)
                inline = role == "related" and bool(marks.related(line.text))
                early = role == "comment" and running * _EARLY <= whole  # a link to the comments, over the article
                block = "" if inline or early else str(role)
                limit, items, numbered = -1, 0, False
            elif (
                block
                and self._is_listed(index, role, dense)
                and items < _BLOCK
                and (limit < 0 or line.gap <= limit)
                and (not numbered or role is not None or _NUMBERED.match(line.text))
            ):
                numbered = bool(_NUMBERED.match(line.text)) if role is None and not items else numbered
                role, items = role or block, items + (role is None)
                limit = max(limit, line.gap)
            else:
                if block and items == 1 and role in ("stamp", "byline", "board"):
                    self.roles[-1] = None  # a headline under an entry of the menu
                block = ""
                running += len(line.text) if dense else 0
            self.roles.append(role)

    def _digest(self) -> dict[int, str]:
        """The lines of boxes that sum the article up: under a header that says so, as far as their bullets or their gap go."""
        found: dict[int, str] = {}
        if self.chosen:
            return found
        for index, line in enumerate(self.lines):
            text = line.text
            if len(text) > 24 or not ("요약" in text or _DIGEST_HINT.match(text)) or not _DIGEST.match(text):
                continue
            found[index] = "chrome"
            below = [each.text for each in self.lines[index + 1 : index + 8]]
            if below and (bullet := SUMMARY_BULLET.match(below[0]) or ITEM.match(below[0])):
                for at, text in enumerate(below, index + 1):
                    if not (text.startswith(bullet[0][0]) or ITEM.match(text)):
                        break
                    found[at] = "summary"
                continue
            for at in range(index + 1, min(index + 6, len(self.lines))):
                if self.lines[at].gap > self.lines[index + 1].gap:
                    told = (i for i in range(index + 1, at) if not is_tool(self.lines[i].text, self.looks[i]))
                    found |= dict.fromkeys(told, "summary")
                    break
        return found

    def _is_listed(self, index: int, role: str | None, dense: bool) -> bool:
        """Whether a line under a header may be one of its headlines, or the number before one."""
        text = self.lines[index].text
        if role in ("chrome", "template"):
            return role == "template" or text.isdigit()
        if text[0] in _HEADS and index + 1 < len(self.lines) and self.runs[index + 1]:
            return False  # a subhead over its text
        if text.endswith("다."):
            return False  # a sentence, however short
        headline = not dense or (
            not self.chosen and len(text) <= 80 and text[-1] != "." and self.looks[index].tone != "plain"
        )
        return role in (None, "title") and headline

    def _marked(self, index: int) -> str | None:
        """A line's mark, by its element where that settles it (a form may hold the whole page)."""
        line, role = self.lines[index], self.looks[index].role
        chosen = index in self.chosen
        if line.tag:
            if line.tag in _UNREAD and not (chosen and line.tag in ("form", "hidden")):
                return "chrome"
            if line.tag == "comments" and not chosen:
                return "comment"
            if line.tag in ("figcaption", "caption"):
                return "caption"
            if line.tag == "footer":
                return role or "footer"
            if chosen and line.tag == "td" and role == "chrome":  # a cell may be a number
                return None
        if index in self.repeated and not is_structure(line.text, self.looks[index]):
            return role or "template"
        if role is None and self._is_about(index):
            return "footer"
        return role

    def _is_about(self, index: int) -> bool:
        """Whether a line heads what a firm says of itself in each release."""
        text = self.lines[index].text
        match = _ABOUT.match(text)
        if match is None or self.chosen or index + 1 >= len(self.lines):
            return False
        return text[0] == "F" or (
            bool(match["name"]) and self.lines[index + 1].text.startswith(match["name"].split()[0])
        )
