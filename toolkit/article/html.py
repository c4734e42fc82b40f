"""An HTML page as lines of text, each character tied to the source; what its markup says; which lines an extractor chose."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from toolkit.article import stamps
from toolkit.article.head import head, said
from toolkit.article.markup import Markup, scan
from toolkit.article.normalize import joined, normalize
from toolkit.article.page import Page, Seen, split
from toolkit.article.parser import Parsed, parse, within
from toolkit.article.script import Payload
from toolkit.article.select import Source
from toolkit.article.weigh import weigh
from toolkit.raw.parser import Parser

SCRIPT = "script"
"""The tag of lines that a script holds."""

_LETTERS = re.compile(r"\W+")
_LEAST = 8
"""A line with fewer letters is in any description by chance."""
_OPENING = 60


def read(source: str, parsers: tuple[Parser, ...] = (), day: str | None = None) -> Seen:
    """A decoded HTML page, with its body found.

    The `parsers` of a known site are tried first; `day` is when the page was fetched (YYYY-MM-DD; else its own date counts).
    A body that stands only in a script becomes lines of the page, in its place.
    """
    top = head(source)
    said_here = said(top)
    if parsers:
        parsed = parse(Source(source, top.silent), parsers, day or said_here.get("published_at", "")[:10])
        if parsed is not None:
            return _parsed(source, parsed, said_here)
    markup = scan(source)
    if "published_at" not in said_here:
        said_here |= _scripted(source, markup)
    shown = _page(source, markup, said_here)
    choice = weigh(source, shown, markup)
    evidence = {"text": choice.reason, **_noted(said_here)}
    if parsers:
        evidence["parser"] = f"none of {len(parsers)} found a body"
    chosen, settled = choice.lines, choice.settled
    if choice.payload is not None:
        _insert(markup, choice.payload)
        shown = _page(source, markup, said_here)
        chosen, settled = frozenset(i for i, line in enumerate(shown.lines) if line.tag == SCRIPT), True
    return Seen(shown, chosen, settled, evidence, _summary(shown, chosen))


def _scripted(source: str, markup: Markup) -> dict[str, str]:
    """The time of publication that a script alone gives."""
    times = (stamps.scripted(source[script.start : script.end]) for script in markup.scripts)
    value = next((each for each in times if each), None)
    return {"published_at": value, "published_evidence": "script"} if value else {}


def _parsed(source: str, parsed: Parsed, said_here: dict[str, str]) -> Seen:
    """A page that a parser of its site has read."""
    shown = _page(source, parsed.markup, {**said_here, **parsed.said})
    places = [shown.alignment.raw(line.start, line.start + 1)[0] for line in shown.lines]
    chosen = frozenset(i for i, at in enumerate(places) if within(at, parsed.body))
    return Seen(
        shown, chosen, True, {"text": parsed.evidence, **_noted(said_here)}, _summary(shown, chosen), parsed.left
    )


def _noted(said: dict[str, str]) -> dict[str, str]:
    return {"access": said["access"]} if "access" in said else {}


def _summary(page: Page, chosen: frozenset[int]) -> frozenset[int]:
    """The lines that a page's description says, too: it is the same words that stand over an article as its summary."""
    own, told = (_LETTERS.sub("", page.said.get(name, "")) for name in ("summary", "description"))
    if not own and not told:
        return frozenset()
    lines = ((i, _LETTERS.sub("", line.text)) for i, line in enumerate(page.lines) if i not in chosen)
    return frozenset(
        i
        for i, words in lines
        if (words and words in own) or (len(words) >= _LEAST and told and (words in told or told[:_OPENING] in words))
    )


def page(source: str) -> Page:
    """A decoded HTML page as a Page: its readable text (repaired), aligned to the source, and what markup says."""
    return _page(source, scan(source), said(head(source)))


def _page(source: str, markup: Markup, said: dict[str, str]) -> Page:
    outer = markup.alignment()
    clean, repairs, edits = normalize(markup.text)
    alignment = outer.through(repairs)
    rules = [(start, end, "reference-resolved") for start, end in markup.references(source)]
    rules += ((*outer.raw(*edit.raw), edit.rule) for edit in edits)
    return Page(clean, alignment, split(clean, markup.tags), joined(clean, alignment, rules), said)


def _insert(markup: Markup, payload: Payload) -> None:
    """Makes a payload lines of the page, where it stands in the source."""
    pieces = markup.pieces
    at = bisect_left(pieces, payload.start, key=itemgetter(0))
    row = sum(piece[2] == "\n" for piece in pieces[:at])
    added = sum(piece[2] == "\n" for piece in payload.pieces)
    markup.pieces = [*pieces[:at], *payload.pieces, *pieces[at:]]
    markup.tags = {index + added * (index > row): tag for index, tag in markup.tags.items()}
    markup.tags |= dict.fromkeys(range(row + 1, row + added), SCRIPT)


def address(source: str) -> str | None:
    """The address that a page gives as its own: canonical link, og:url or JSON-LD."""
    return said(head(source)).get("url")
