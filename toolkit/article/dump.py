"""Which lines of a page are its article: from marks that lines bear themselves, and from where they stand.

Text dumps are read this way alone; for HTML an extractor's choice of lines is heard, too. What a site repeats on its pages
(a template) is never the article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from toolkit.article import deck, heading, marks, stretch, tone, wrap
from toolkit.article.blocks import BULLET, LISTED, SPEAKER, blocks, is_structure
from toolkit.article.marks import Look
from toolkit.article.markup import PULLED
from toolkit.article.normalize import normalize
from toolkit.article.page import Line, Page, split
from toolkit.article.template import Template, repeated

KEPT = ("body", "subhead")
"""The roles of lines that make up an article's text."""

_AFTER = ("byline", "copyright", "related", "ranking", "comment")
"""What ends a body where no running text follows."""
_NOTE = re.compile(r"^(?:\*{1,3}|※)\s?[^\s*]")
_BESIDE = ("caption", "title", "related")
"""What may stand between a subhead and its text."""
_PROMOTION = re.compile(
    r"👉|☞|바로\s?가기|클릭|^(?:\[?(?:AD|광고)\b|[\s\[<【(▶▷■●★☆◀]+광고[\s\])】>◀▶:：|])|광고\]?$|(?:신청|확인|다운로드|설치)(?:하기|하세요)?\s?!?$"
)
_LONG = 240
"""A paragraph that is longer, and taken by an extractor, is no appeal, whatever words it has."""
_QUOTES = "“”\"‘’'"
_AD = re.compile(r"(?:\[?(?:AD|광고)\]?|(?i:advertisement|sponsored|promoted))$")
_PROMOTION_HINT = re.compile(r"👉|☞|바로|클릭|AD|광고|신청|확인|다운로드|설치")
_ENDING = re.compile(r"[다요죠까]\.|[나가지냐네군][.?]$|[a-z][.?]$")
_APPEAL = re.compile(
    r"(?i)^(?:sign up|subscribe|share|follow|join|add us)\b|newsletter|download (?:our|the) app|뉴스레터|구독(?:해|하[고세시])|제보(?:는|를|해)|알림\s?설정"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What each line of a page is, and which part of a kept line is text (a dateline before it and a signature after are not).

    `roles` has one word a line: body, subhead (both kept), title, summary, caption, byline, board, stamp, related, ranking,
    copyright, comment, footer, advertisement, template or chrome. `headers` are the lines that open a list of related
    headlines. `continued` are kept lines that go on with the paragraph of the line before: it was wrapped.
    """

    title: str
    roles: tuple[str, ...]
    kept: dict[int, tuple[int, int]]
    headers: frozenset[int]
    continued: frozenset[int] = frozenset()


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
    template: Template | None = None,
) -> Reading:
    """What the lines of a page are. `title` is what its markup says; `chosen` the lines that an extractor took for the body;
    `settled` says that no other line is part of it; `summary` are the lines that may be one (None: by their own look);
    `template` is what its site repeats.

    Every line gets a role; where no running text is found, none is kept.
    """
    made = _Reader(lines, chosen, settled, summary, template)
    named = made.read(title)
    roles = made.roles
    kept: dict[int, tuple[int, int]] = {}
    for index, role in enumerate(roles):
        if role in KEPT:
            start, end = _cut(lines[index], dateline=role == "body", first=not kept)
            if start < end:
                kept[index] = (start, end)
            else:
                roles[index] = "byline"
    joined = frozenset(i for i in made.continued if i in kept and i - 1 in kept)
    return Reading(named, tuple(role or "chrome" for role in roles), kept, frozenset(made.headers), joined)


class _Reader:
    """The lines of a page with what is known of each so far: None where nothing is."""

    def __init__(
        self,
        lines: Sequence[Line],
        chosen: Collection[int],
        settled: bool,
        summary: Collection[int] | None,
        template: Template | None,
    ) -> None:
        self.lines, self.chosen, self.settled, self.summary = lines, chosen, settled, summary
        self.looks = [marks.look(line.text) for line in lines]
        self.continued = frozenset() if chosen or settled else wrap.continued(lines, [look.ends for look in self.looks])
        for index in self.continued:  # each line of a wrapped paragraph is running text
            self.looks[index] = self.looks[index - 1] = Look(None, True, True, "")
        for index in stretch.rolls(lines):
            self.looks[index] = Look(None, True, True, "")
        self.polite = self._is_polite()
        self.runs = [self._is_running(look) for look in self.looks]
        known = repeated(lines, template, self.continued)
        self.roles, self.headers = blocks(lines, self.looks, self.runs, chosen, known)

    def read(self, said: str) -> str:
        """Gives every line its role; returns the headline."""
        lines, roles = self.lines, self.roles
        over = heading.title(lines, self.looks, roles, said)
        first, last = self._body(over)
        named = heading.title(lines, self.looks, roles, said, first)
        for index, line in enumerate(lines):
            if named in line.text and roles[index] not in LISTED and heading.is_title(line.text, named):
                roles[index] = "title"
        while first < last and (roles[last] is not None or self._is_trailing(last) or not self._is_text(last)):
            roles[last] = roles[last] or "advertisement"
            last -= 1
        while first < last and self.chosen and roles[first] is None and deck.leads(lines[first], self.looks[first]):
            roles[first] = "summary"
            first += 1
        if first <= last:
            first, last = (first, last) if self.settled else self._extend(first, last)
            self._inside(first, last)
        self._outside(first, last)
        return named

    def _is_running(self, look: Look) -> bool:
        """Whether a line is running text of an article, not of a site that speaks to its reader."""
        _, dense, _, manner = look
        return dense and manner != "appeal" and (manner != "polite" or self.polite)

    def _is_polite(self) -> bool:
        """Whether the page's text is spoken to its readers, as a broadcast is: then politeness marks nothing."""
        plain = polite = 0
        for line, (role, dense, _, manner) in zip(self.lines, self.looks, strict=True):
            if dense and role is None:
                plain += len(line.text) if manner == "plain" else 0
                polite += len(line.text) if manner == "polite" else 0
        return polite > plain

    def _body(self, over: str) -> tuple[int, int]:
        """The first and last line of the stretch that has most running text; (0, -1) where there is none.

        Where no line is long enough to be running text, whole sentences are: a brief is an article, too.
        """
        taken = [i for i in self.chosen if self.roles[i] is None]
        if taken:
            return min(taken), self._end(taken)
        dense = stretch.heaviest(self.lines, self.roles, self.runs, over)
        if dense[0] <= dense[1]:
            return dense
        whole = [look.ends and look.tone != "appeal" for look in self.looks]
        return stretch.heaviest(self.lines, self.roles, whole, over)

    def _end(self, taken: Sequence[int]) -> int:
        """The last of the lines that an extractor took; what it took after a notice or a list is no text unless it runs."""
        running = max((i for i in taken if self.runs[i] and self.looks[i].dense), default=max(taken))
        for index in range(running + 1, max(taken)):
            if self.roles[index] in _AFTER:
                return max(i for i in taken if i < index)
        return max(taken)

    def _extend(self, first: int, last: int) -> tuple[int, int]:
        """The stretch with the short sentences that stand right before and after it."""
        lines, roles = self.lines, self.roles
        above = first - 1
        while above >= 0 and (
            roles[above] == "caption"
            or (roles[above] is None and (self._is_short_sentence(above) or SPEAKER.match(lines[above].text)))
        ):
            first = above if roles[above] is None else first
            above -= 1
        below, limit = last + 1, last + 3
        while below < min(limit, len(lines)):
            text = lines[below].text
            if roles[below] == "chrome" and _AD.match(text):
                limit += 1
            elif roles[below] is not None or _is_promotion(text):
                break
            elif below == last + 1 and self._is_note(below):
                last, limit = below, below + 2
            elif self._is_short_sentence(below):  # one line that is no sentence may stand between: a subhead
                last, limit = below, below + 3
            elif limit < last + stretch.FAR and (stretch.is_row(text) or stretch.ITEM.match(text)):
                limit += 1
            below += 1
        return first, last

    def _is_text(self, index: int) -> bool:
        """Whether a line may be the last of the text: a short line that is no sentence heads what is not there."""
        text, look = self.lines[index].text, self.looks[index]
        return look.dense or look.ends or index in self.chosen or is_structure(text, look)

    def _is_note(self, index: int) -> bool:
        """Whether a line right under the text is a note to it, and not the site's word."""
        text, manner = self.lines[index].text, self.looks[index].tone
        return bool(_NOTE.match(text)) and manner not in ("polite", "appeal") and not tone.is_site_talk(text)

    def _is_trailing(self, index: int) -> bool:
        text, manner = self.lines[index].text, self.looks[index].tone
        if manner == "plain":
            return False
        if (manner == "appeal" and not (index in self.chosen and len(text) > _LONG)) or tone.is_biography(text):
            return True
        return len(text) <= 100 and bool(_APPEAL.search(text))

    def _is_short_sentence(self, index: int) -> bool:
        _, _, ends, manner = self.looks[index]
        if not ends or manner == "appeal" or (manner == "polite" and not self.polite):
            return False
        return bool(_ENDING.search(self.lines[index].text))

    def _inside(self, first: int, last: int) -> None:
        """Roles of the lines between the first and the last of the body that have none of their own."""
        run: list[int] = []
        for index in range(first, last + 1):
            line, look = self.lines[index], self.looks[index]
            if index in self.chosen and self._is_pulled(index):
                self.roles[index] = "chrome"
            if self.roles[index] is not None:
                if self.roles[index] == "chrome" and not self.chosen and stretch.is_row(line.text):
                    run.append(index)
                elif self.roles[index] not in _BESIDE:
                    self._settle(run, heads=False)
                    run = []
                continue
            if index in self.chosen or (look.dense and not self.settled):
                is_text = line.tag == "td" or look.ends or len(line.text) > 60 or not self.chosen
                self.roles[index] = "body" if is_text else "subhead"
            elif self.chosen:
                self.roles[index] = "advertisement"
            if look.dense and not self.chosen and self._is_talk(index):
                self.roles[index] = "advertisement"
            elif self.roles[index] in ("body", None) and not look.dense:
                if _is_promotion(line.text) and not look.ends:
                    self.roles[index] = "advertisement"
                    continue
                heads = len(line.text) <= 60 and (not look.ends or bool(BULLET.match(line.text)))
                self.roles[index] = "subhead" if heads and index != last else "body"
                if heads and not self.chosen:
                    run.append(index)
                    continue
            self._settle(run, heads=self.roles[index] in KEPT)
            run = []
        self._settle(run)

    def _is_pulled(self, index: int) -> bool:
        """Whether a line that an extractor took is a quotation pulled out of the text, which has it, too."""
        line = self.lines[index]
        if line.tag != PULLED or len(line.text) > _LONG:
            return False
        words = line.text.strip(_QUOTES)
        return any(words in self.lines[i].text for i in self.chosen if i != index)

    def _settle(self, run: list[int], *, heads: bool = True) -> None:
        """Short lines in a row between paragraphs: rows of a table, items, an advertisement, headlines; or a subhead.

        It heads text: none is one where `heads` says that none follows.
        """
        if not run:
            return
        texts = [self.lines[i].text for i in run]
        rows = sum(map(stretch.is_row, texts))
        items = sum(bool(stretch.ITEM.match(text)) for text in texts)
        if rows > 1 or items > 1:
            for index, text in zip(run, texts, strict=True):
                self.roles[index] = "subhead" if BULLET.match(text) and not stretch.is_row(text) else "body"
        elif run[0] and _AD.match(self.lines[run[0] - 1].text):
            self.roles[run[0]] = "advertisement"
        elif (len(run) > 1 or not heads) and not all(BULLET.match(text) or text[-1] in ":：" for text in texts):
            for index in run:
                self.roles[index] = self.roles[index] if self.roles[index] == "chrome" else "related"

    def _is_talk(self, index: int) -> bool:
        """Whether a line inside the body is the site's word to its readers."""
        manner = self.looks[index].tone
        return manner == "appeal" or (
            manner == "polite" and not self.polite and tone.is_site_talk(self.lines[index].text)
        )

    def _outside(self, first: int, last: int) -> None:
        """Roles of the lines before and after the body that have none of their own."""
        roles, lines = self.roles, self.lines
        for index in deck.deck(lines, self.looks, roles, first, self.summary):
            roles[index] = "summary"
        notices = [i for i, role in enumerate(roles) if role == "copyright" and i > last]
        for index, line in enumerate(lines):
            if roles[index] is not None:
                continue
            if index < first:
                roles[index] = "chrome"
            else:
                promoted = (bool(notices) and last < index < notices[0]) or _is_promotion(line.text)
                roles[index] = "advertisement" if promoted and last >= 0 else "chrome"


def _is_promotion(text: str) -> bool:
    return _PROMOTION_HINT.search(text) is not None and _PROMOTION.search(text) is not None


def _cut(line: Line, *, dateline: bool, first: bool) -> tuple[int, int]:
    """The range of a kept line without the dateline before and the signature after it."""
    start, end, text = line.start, line.end, line.text
    if not dateline:
        return start, end
    head = text[0]
    if (head in "([【" or (first and "A" <= head <= "Z")) and (match := marks.DATELINE.match(text)):
        start += match.end()
        start += len(text[match.end() :]) - len(text[match.end() :].lstrip())
    if (match := marks.signature(text)) is not None:
        end = line.start + len(text[: match.start("sign")].rstrip())
    return start, end
