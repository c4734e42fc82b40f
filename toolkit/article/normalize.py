"""The repairs that are safe: each an edit on the page's own characters, under the name of its rule.

What may have been lost on the way is recorded, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from html.entities import html5

from toolkit.article.alignment import Alignment
from toolkit.article.article import Edit, Passage

VERSION = "2"

Change = tuple[int, int, str, str]
"""start, end, new, rule."""

_BREAKS = "\r\u2028\u2029\u0085"
_SPACES = "\u00a0\u3000"
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_CONTROLS = "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"
_PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_CHARACTER = re.compile(rf"\r\n?|[{_BREAKS}{_SPACES}{_INVISIBLE}{_CONTROLS}\u037e\u212a]")
_JOINED = re.compile(rf"[{_PICTURE}]\u200d[\u2190-\u2bff\U0001f000-\U0001faff]")
_RULES = (
    ("newline-normalised", re.compile(f"[{_BREAKS}]"), "\n"),
    ("space-normalised", re.compile(f"[{_SPACES}]"), " "),
    ("invisible-removed", re.compile(f"[{_INVISIBLE}]"), ""),
    ("control-removed", re.compile(f"[{_CONTROLS}]"), ""),
)
_ENTITY_TAIL = re.compile(r"&(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});\Z")
_LOST_AMPERSAND = re.compile(r"([A-Za-z]*[A-Z])amp;\Z")
# words that a capital makes of "amp" (a Camp;D may be a camp); R&D is written so often that Ramp is none of them
_WORDS = {"C", "D", "G", "L", "T", "V"}
_LOST_LESS = re.compile(r"(?<![A-Za-z&])lt;")
_LOST_MORE = re.compile(r"(?<!&)gt;")
_GLUED_GLOSS = re.compile(r"(?<=[가-힣])(?:[A-Z][A-Z&]{1,11}(?![A-Za-z0-9])|(?:https?://|www\.)[\w./-]+)")
_AMBIGUOUS = re.compile(r"(?<![A-Za-z])[A-Z]amp;(?=[A-Z])")


def normalize(page: str) -> tuple[str, Alignment, tuple[Edit, ...]]:
    """The page's text after every safe repair (NFC, `\\n` only), its alignment to the page, and the edits that made it.

    Applying the edits to the page gives the text; doing it again changes nothing.
    """
    text, alignment = page, Alignment.identity(len(page))
    rules: list[tuple[int, int, str]] = []
    for step in (_characters, _entities, _lost_brackets, _compose):
        changes = step(text)
        if not changes:
            continue
        rules.extend((*alignment.raw(start, end), rule) for start, end, _, rule in changes)
        alignment = alignment.through(Alignment.from_edits(len(text), ((a, b, new) for a, b, new, _ in changes)))
        text = _apply(text, changes)
    return text, alignment, joined(text, alignment, rules)


def suspected_loss(text: str) -> tuple[Passage, ...]:
    """Where a crawler may have deleted something: ranges in `text`, with the kind. The text is left alone.

    kinds: parentheses (a Latin gloss or an address glued to a Korean word, on a page that has no parentheses at all), and
    ampersand (`Camp;D`, which may be a camp).
    """
    found = [Passage(match.span(), "ampersand") for match in _AMBIGUOUS.finditer(text)] if "amp;" in text else []
    if "(" not in text and ")" not in text:
        found += [Passage(match.span(), "parentheses") for match in _GLUED_GLOSS.finditer(text)]
    return tuple(sorted(found, key=lambda each: each.raw))


def _apply(text: str, changes: Iterable[Change]) -> str:
    out: list[str] = []
    at = 0
    for start, end, new, _ in changes:
        out += (text[at:start], new)
        at = end
    return "".join(out) + text[at:]


def joined(text: str, alignment: Alignment, rules: Iterable[tuple[int, int, str]]) -> tuple[Edit, ...]:
    """One edit for each stretch of the page that rules (start, end, name) touched; what two touched bears both names.

    `text` is what the page became; `alignment` is the page's to it.
    """
    groups: list[tuple[int, int, list[str]]] = []
    for start, end, rule in sorted(rules):
        if groups and start < groups[-1][1]:
            a, b, names = groups[-1]
            groups[-1] = (a, max(b, end), names if rule in names else [*names, rule])
        else:
            groups.append((start, end, [rule]))
    made = []
    for a, b, names in groups:
        start, end = alignment.clean(a, b)
        made.append(Edit((a, b), text[start:end], "+".join(names)))
    return tuple(made)


def _characters(text: str) -> list[Change]:
    """Line ends, blanks, invisible and control characters."""
    changes = []
    for match in _CHARACTER.finditer(text):
        start, end = match.span()
        if match[0] == "\u200d" and start and _JOINED.match(text, start - 1):
            continue  # between two pictures (a family, a flag) it is part of them
        rule, new = _rule(match[0][0])
        changes.append((start, end, new, rule))
    return changes


@cache
def _rule(character: str) -> tuple[str, str]:
    """The rule that repairs a character, and what it makes of it."""
    for rule, kind, new in _RULES:
        if kind.match(character):
            return rule, new
    return "nfc", unicodedata.normalize("NFC", character)


def _entities(text: str) -> list[Change]:
    """Character references, to a fixpoint in one pass: every `;` is looked at as soon as what precedes it is final."""
    if ";" not in text:
        return []
    scan = _Scan()
    at = 0
    for match in re.finditer(";", text):
        scan.push(text[at : match.start()], at)
        scan.push(";", match.start())
        at = match.end()
    scan.push(text[at:], at)
    return scan.changes(text)


class _Scan:
    """Output so far, and for each of its pieces the range that it came from and the rules that made it."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, int, int, str]] = []  # text, start, end, rule ("" for a copy)

    def push(self, text: str, at: int) -> None:
        """Adds source text (no `;` but as the whole of it), and repairs what it completes."""
        if not text:
            return
        self._ampersand(text[0])
        self.pieces.append((text, at, at + len(text), ""))
        while self.pieces and self.pieces[-1][0].endswith(";") and self._reference():
            pass

    def _tail(self, length: int) -> str:
        tail, index = "", len(self.pieces)
        while index and len(tail) < length:
            index -= 1
            tail = self.pieces[index][0][-length:] + tail
        return tail[-length:]

    def _cut(self, length: int) -> tuple[int, int]:
        """Takes the last `length` characters off; gives the source range that they came from."""
        end = self.pieces[-1][2]
        while True:
            text, start, stop, rule = self.pieces.pop()
            if len(text) > length or (len(text) == length and not rule):
                if rule:  # a part of a repaired piece: it is no longer its own
                    self.pieces.append((text[: len(text) - length], start, start, rule))
                    return start, end
                if len(text) > length:
                    self.pieces.append((text[: len(text) - length], start, stop - length, ""))
                return stop - length, end
            length -= len(text)
            if not length:
                return start, end

    def _reference(self) -> bool:
        match = _ENTITY_TAIL.search(self._tail(36))
        meant = _meaning(match[1]) if match else None
        if match is None or meant is None:
            return False
        start, end = self._cut(len(match[0]))
        if meant:
            self._ampersand(meant[0])
        self.pieces.append((meant, start, end, "entity-unescaped"))
        return True

    def _ampersand(self, following: str) -> None:
        """`Ramp;D` is R&D whose `&` was lost: only between capitals, and not where the word could be meant."""
        if not ("A" <= following <= "Z") or not self.pieces:
            return
        match = _LOST_AMPERSAND.search(self._tail(16))
        if match is None or match[1] in _WORDS:
            return
        start, end = self._cut(4)
        self.pieces.append(("&", start, end, "ampersand-restored"))

    def changes(self, text: str) -> list[Change]:
        return [(start, end, new, rule) for new, start, end, rule in self.pieces if rule]


@cache
def _meaning(name: str) -> str | None:
    """What a character reference stands for, repaired itself; None where it stands for nothing."""
    if not name.startswith("#"):
        meant = html5.get(name + ";")
        if meant is None:
            return None
    else:
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        if 0x80 <= code <= 0x9F:  # as browsers read them
            meant = bytes([code]).decode("cp1252", "ignore")
        elif 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
            meant = chr(code)
        else:
            return None
    repaired = _apply(meant, _characters(meant)).replace("\u200d", "")
    return unicodedata.normalize("NFC", repaired)


def _lost_brackets(text: str) -> list[Change]:
    """`lt;` and `gt;` whose `&` was lost: in a pair on one line, or at the line's edge."""
    if "lt;" not in text and "gt;" not in text:
        return []
    changes: list[Change] = []
    at = 0
    for line in text.split("\n"):
        if "lt;" in line or "gt;" in line:
            less = [match.start() for match in _LOST_LESS.finditer(line)]
            more = [match.start() for match in _LOST_MORE.finditer(line)]
            first, last = len(line) - len(line.lstrip()), len(line.rstrip()) - 3
            lone = last > 0 and not (line[last - 1].isascii() and line[last - 1].isalpha())
            opening = [(place, "<") for place in less if place == first or (more and more[-1] > place)]
            closing = [(place, ">") for place in more if (place == last and lone) or (less and less[0] < place)]
            changes += [(at + a, at + a + 3, sign, "bracket-restored") for a, sign in sorted(opening + closing)]
        at += len(line) + 1
    return changes


def _compose(text: str) -> list[Change]:
    """Canonical composition, by the smallest clusters that can change on their own."""
    if unicodedata.is_normalized("NFC", text):
        return []
    changes = []
    for match in _cluster().finditer(text):
        old, new = match[0], unicodedata.normalize("NFC", match[0])
        if new == old:
            continue
        head = _alike(old, new)
        tail = _alike(old[:head:-1], new[:head:-1])
        changes.append((match.start() + head, match.end() - tail, new[head : len(new) - tail], "nfc"))
    return changes


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@cache
def _cluster() -> re.Pattern[str]:
    """A character with everything after it that may compose with it or change places with its marks."""
    joining = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for code in range(0x300, 0x20000):
        character = chr(code)
        parts = unicodedata.decomposition(character)
        if unicodedata.combining(character):
            joining.add(character)
        if parts and not parts.startswith("<") and " " in parts:
            second = chr(int(parts.split()[1], 16))
            joining.add(second)
    later = "".join(re.escape(character) for character in sorted(joining))
    return re.compile(rf"(?s:.)[{later}]*")
