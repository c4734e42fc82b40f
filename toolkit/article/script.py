"""Running text inside a page's scripts (JSON-LD, the data of a web framework), each character tied to the source.

Nothing here knows a site or a framework: a script is read as a row of string literals, and what reads like an article among
them is found by what it says.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.article import marks
from toolkit.article.alignment import Alignment
from toolkit.article.markup import FRAME, Markup, Script, scan

DECLARED = "json-ld articleBody"
SEVERAL = "json-ld articleBody, several"
_CANDIDATES = 4
_SHORTEST = 40
"""A literal with fewer characters is no paragraph."""
_BODY = 300
"""A body has so many characters of running text at least."""
_PARAGRAPH = 1500
_MOST = 400_000
_DEEPEST = 3

# an open literal ends with its line (or, in JSON, with the script), so that every character is passed once
_JSON = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)(")?', re.DOTALL)
_CODE = re.compile(
    r"\"([^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+)(\")?|'([^'\\\n]*+(?:\\.[^'\\\n]*+)*+)(')?|`([^`\\]*+(?:\\.[^`\\]*+)*+)(`)?",
    re.DOTALL,
)
_KEY = re.compile(r"([\w$@-]{1,40})[\\\"']{0,4}\s*:\s*[\\\"']{0,8}\Z")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL
)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_NESTED = re.compile(r'\\?"\s*[:,]\s*\\?["{\[]')
_MARKUP = re.compile(r"</?(?:p|br|div|li|h[1-6]|figure|section|blockquote|table)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACED = re.compile(r"\s")
_CODEY = re.compile(r"[{};=<>]")


class Place:
    """Where the text of a literal stands: from here to there inside another text, which is the source or a literal itself."""

    def __init__(self, outer: Place | None, start: int, end: int, edits: Iterable[tuple[int, int, str]] = ()) -> None:
        self._outer, self._start, self._end, self._edits = outer, start, end, edits

    @cached_property
    def alignment(self) -> Alignment:
        """The source to the text; made when it is asked for, since most literals are no article."""
        here = Alignment.of_pieces([(self._start, self._end, 0)])
        if self._outer is not None:
            here = self._outer.alignment.through(here)
        return here.through(Alignment.from_edits(self._end - self._start, self._edits)) if self._edits else here


@dataclass(frozen=True, slots=True)
class Literal:
    """A string in a script: what it says, the key that it stands under, and its place."""

    text: str
    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class Payload:
    """An article's body in a script: its text as lines, each with its place, and where it was found."""

    name: str
    start: int
    end: int
    pieces: tuple[tuple[int, int, str], ...]
    text: str
    literals: int = 1

    @property
    def is_declared(self) -> bool:
        """Whether the page itself calls this its article's body."""
        return self.name == DECLARED


def payloads(source: str, markup: Markup) -> list[Payload]:
    """The likeliest bodies in the scripts of a page: what the page declares as its article's body first, then the longest."""
    return [*declared(source, markup), *undeclared(source, markup)]


def declared(source: str, markup: Markup) -> list[Payload]:
    """What a page declares (in JSON-LD) as its article's body; several are one, as the entries of a live page are."""
    found = [
        literal
        for script in markup.scripts
        if "ld+json" in script.kind and script.end - script.start >= _BODY
        for name, group in _bodies(_literals(source, script))
        if name == "articleBody"
        for literal in group
    ]
    distinct = _distinct(found)
    made = _payload(SEVERAL if len(found) > 1 else DECLARED, distinct) if distinct else None
    return [made] if made else []


def undeclared(source: str, markup: Markup) -> list[Payload]:
    """What else in the scripts of a page, or in its frames, may be an article's body: the longest first."""
    found: list[tuple[str, list[Literal]]] = []
    for script in markup.scripts:
        if script.is_data and "ld+json" not in script.kind and script.end - script.start >= _BODY:
            where = FRAME if script.kind == FRAME else "script"
            for name, group in _bodies(_literals(source, script)):
                found.append((f"{where} {name}".strip() if name != where else where, group))
    found.sort(key=lambda each: -sum(len(literal.text) for literal in each[1]))
    made = (_payload(name, group) for name, group in found[:_CANDIDATES])
    return [each for each in made if each]


def _literals(source: str, script: Script) -> Iterator[Literal]:
    inside = source[script.start : script.end]
    if script.kind == FRAME:  # a page in an attribute: its own markup is written in references
        edits = [(*each.span(), entities.unescape(each[0])) for each in _REFERENCE.finditer(inside)]
        yield Literal(
            _REFERENCE.sub(lambda each: entities.unescape(each[0]), inside),
            FRAME,
            Place(None, script.start, script.end, edits),
        )
        return
    is_json = "json" in script.kind or inside.lstrip()[:1] in ("{", "[")
    outer = Place(None, script.start, script.end)
    yield from _within(inside, outer, 0, is_json=is_json)


def _within(text: str, outer: Place, depth: int, *, is_json: bool) -> Iterator[Literal]:
    """The literals of a script, or of a literal that is itself serialized data, which read like running text."""
    for match in (_JSON if is_json else _CODE).finditer(text):
        if match.end() - match.start() < _SHORTEST:
            continue
        group = next((index for index in (1, 3, 5) if index <= match.re.groups and match[index] is not None), 1)
        start, end = match.span(group)
        if end - start < _SHORTEST or end - start > _MOST or match[group + 1] is None:
            continue
        inside = match[group]
        if " " not in inside and "\\u" not in inside:
            continue
        said, edits = _unescape(inside)
        nested = depth < _DEEPEST and len(said) >= _BODY and _NESTED.search(said)
        if not nested and not _reads(said):
            continue
        here = Place(outer, start, end, edits)
        if nested:
            inner = list(_within(said, here, depth + 1, is_json=True))
            yield from inner
            if inner or not _reads(said):
                continue
        key = _KEY.search(text, max(0, match.start() - 64), match.start())
        yield Literal(said, key[1] if key else "", here)


def _unescape(inside: str) -> tuple[str, list[tuple[int, int, str]]]:
    """What a literal says, and the edits that made it."""
    if "\\" not in inside:
        return inside, []
    edits = [(match.start(), match.end(), _meant(match[0])) for match in _ESCAPE.finditer(inside)]
    out: list[str] = []
    at = 0
    for start, end, new in edits:
        out += (inside[at:start], new)
        at = end
    return "".join(out) + inside[at:], edits


def _meant(escape: str) -> str:
    if escape[1] == "u" and len(escape) > 2:
        said: str = json.loads(f'"{escape}"')
        return said if not "\ud800" <= said <= "\udfff" else "\ufffd"
    if escape[1] == "x" and len(escape) == 4:
        return chr(int(escape[2:], 16))
    return _PLAIN.get(escape[1], escape[1])


def _reads(text: str) -> bool:
    """Whether a literal reads like a paragraph or more: words, and no code."""
    words = _TAG.sub(" ", text) if "<" in text else text
    if len(words) < _SHORTEST:
        return False
    blanks = len(_SPACED.findall(words[:2000]))
    letters = sum(map(str.isalpha, words[:2000]))
    size = min(len(words), 2000)
    return blanks * 30 > size and letters * 10 > size * 6 and len(_CODEY.findall(words[:2000])) * 50 < size


def _bodies(literals: Iterable[Literal]) -> Iterator[tuple[str, list[Literal]]]:
    """What may be a body: a long literal by itself, or a row of shorter ones under the same key."""
    rows: dict[str, list[Literal]] = {}
    for each in literals:
        if len(each.text) >= _BODY and _running(each.text) >= _BODY:
            yield each.key, [each]
        if each.key and len(each.text) < _PARAGRAPH:
            rows.setdefault(each.key, []).append(each)
    for key, row in rows.items():
        if len(row) > 2 and sum(len(each.text) for each in row) >= _BODY:
            yield key, _distinct(row)


def _distinct(row: list[Literal]) -> list[Literal]:
    seen: set[str] = set()
    return [each for each in row if not (each.text in seen or seen.add(each.text))]  # type: ignore[func-returns-value]


def _running(text: str) -> int:
    """How many characters of a text, tags aside, are in lines that are running text."""
    lines = _MARKUP.sub("\n", text).split("\n") if "<" in text else text.split("\n")
    plain = (_TAG.sub("", line).strip() for line in lines)
    return sum(len(line) for line in plain if marks.is_dense(line))


def _payload(name: str, group: list[Literal]) -> Payload | None:
    """The lines of a group of literals, in pieces of the source."""
    pieces: list[tuple[int, int, str]] = []
    for literal in group:
        markup = scan(literal.text, breaks=not _MARKUP.search(literal.text))
        text = markup.text
        if not text.strip():
            continue
        alignment = literal.place.alignment
        start, end = alignment.raw(0, len(literal.text))
        there = alignment.through(markup.alignment())
        pieces.append((start - 1, start, "\n"))
        at = start
        for raw, clean, length, made in there.segments:
            if raw < at:  # marks that share a range: it was taken with the first of them
                a, b, before = pieces[-1]
                pieces[-1] = (a, b, before + text[clean : clean + made])
                continue
            pieces.append((raw, raw + length, text[clean : clean + made]))
            at = raw + length
        pieces.append((end, end + 1, "\n"))
    text = "".join(piece[2] for piece in pieces)
    if not pieces or not any(marks.is_dense(line) for line in text.split("\n")):
        return None
    return Payload(name, pieces[0][0], pieces[-1][1], tuple(pieces), text, len(group))
