"""How the pages of a known site are read: selectors for their parts, and the day until which they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

_NAME = r"-?[A-Za-z_\u0080-\U0010ffff][\w\u0080-\U0010ffff-]*"
_SIMPLE = re.compile(
    rf"(?P<type>{_NAME}|\*)|\.(?P<class>{_NAME})|#(?P<id>{_NAME})"
    rf"|\[\s*(?P<name>[\w:.-]+)\s*(?:(?P<how>[~^$*]?=)\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'\]]+))\s*)?\]"
)


@dataclass(frozen=True, slots=True)
class Test:
    """One condition on an attribute: its name, how it is compared (see CSS), and with what."""

    name: str
    how: str
    value: str

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether an element's attributes meet it."""
        given, value = attributes.get(self.name), self.value
        if given is None or self.how in ("", "="):
            return given is not None and (not self.how or given == value)
        if self.how == "~=":
            return value in given.split()
        if self.how == "^=":
            return bool(value) and given.startswith(value)
        if self.how == "$=":
            return bool(value) and given.endswith(value)
        return bool(value) and value in given


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a selector: its type (empty for any) and conditions on its attributes."""

    type: str
    tests: tuple[Test, ...] = ()


Selector = tuple[tuple[Step, ...], ...]
"""Ways to an element; each is a row of steps, every one inside the one before."""


@dataclass(frozen=True, slots=True)
class Parser:
    """One design of a site's pages. `body` and the others are selectors; `drop` is what is left out of the body.

    `until` is the last day (YYYY-MM-DD) on which pages of this design were fetched; None where it still holds.
    """

    body: str
    title: str | None = None
    summary: str | None = None
    byline: str | None = None
    published: str | None = None
    drop: tuple[str, ...] = ()
    until: str | None = None

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Parser:
        """The parser that an entry of sources.yaml declares. Raises ValueError for what is no selector."""
        made = cls(**{**entry, "drop": tuple(entry.get("drop", ()))})
        for each in (made.body, made.title, made.summary, made.byline, made.published, *made.drop):
            if each is not None:
                selector(each)
        return made


@cache
def selector(text: str) -> Selector:
    """A selector read: type, .class, #id, [attribute] and [attribute=value] (also ~= ^= $= *=), descendants, lists.

    Raises ValueError for anything else of CSS.
    """
    ways: list[tuple[Step, ...]] = []
    steps: list[Step] = []
    at = 0
    text = text.strip()
    while True:
        start, kind, tests = at, "", []
        while match := _SIMPLE.match(text, at):
            if match["type"]:
                if at > start:
                    break
                kind = match["type"].lower().replace("*", "")
            elif match["class"]:
                tests.append(Test("class", "~=", match["class"]))
            elif match["id"]:
                tests.append(Test("id", "=", match["id"]))
            else:
                value = next((each for each in (match["a"], match["b"], match["c"]) if each is not None), "")
                tests.append(Test(match["name"].lower(), match["how"] or "", value))
            at = match.end()
        if at == start:
            raise ValueError(f"no selector at {text[at : at + 20]!r}")
        steps.append(Step(kind, tuple(tests)))
        gap = re.compile(r"\s*,\s*|\s+|\Z").match(text, at)
        if gap is None:
            raise ValueError(f"nothing that is understood at {text[at : at + 20]!r}")
        at = gap.end()
        if at == len(text) and "," not in gap[0]:
            return (*ways, tuple(steps))
        if "," in gap[0]:
            ways.append(tuple(steps))
            steps = []


def in_order(parsers: tuple[Parser, ...], day: str | None) -> list[Parser]:
    """The parsers to try on a page of a day (None: not known): the one whose time it is, then the others, newest first."""
    newest = sorted(parsers, key=lambda each: each.until or "9999", reverse=True)
    if day is None:
        return newest
    due = [each for each in reversed(newest) if day <= (each.until or "9999")][:1]
    return [*due, *(each for each in newest if each not in due)]
