"""The text inside a JSON record, and where in the record each of its characters stands."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.article.alignment import Alignment

TEXTS = ("text", "body", "content", "html")
"""The names under which a record may hold its page; the first that is there is read."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)
_COLON = re.compile(r"\s*:")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
SAID = {
    "title": ("title", "headline"),
    "published_at": ("published_at", "publishedAt", "datePublished", "date_published", "published", "pubDate", "date"),
    "author": ("author", "byline", "writer"),
    "publisher": ("publisher", "outlet", "press"),
    "url": ("url", "link"),
}
"""What a record may say of its page, and the names under which it may; the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Member:
    """A record's page as text, aligned to the record, and what other members say."""

    text: str
    html: bool
    alignment: Alignment
    said: Mapping[str, str]


def member(record: str) -> Member:
    """The page in a JSON object that the reader has already checked. Raises ValueError where it holds none."""
    values = json.loads(record)
    name = next((each for each in TEXTS if isinstance(values.get(each), str)), None)
    if name is None:
        raise ValueError(f"none of {', '.join(TEXTS)} is a string")
    start, end = _place(record, name)
    inside = record[start:end]
    edits = [(0, start, "")]
    edits += [(start + m.start(), start + m.end(), json.loads(f'"{m[0]}"')) for m in _ESCAPE.finditer(inside)]
    edits.append((end, len(record), ""))
    said: dict[str, str] = {}
    for key, names in SAID.items():
        for each in names:
            if isinstance(value := values.get(each), str) and value.strip():
                said[key] = value
                if key == "published_at":
                    said["published_evidence"] = f"record {each}"
                break
    text = values[name]
    marked = name == "html" or bool(re.match(r"\s*<(?:!doctype|html|head|body|div|p|article)\b", text, re.IGNORECASE))
    return Member(text, marked, Alignment.from_edits(len(record), edits), said)


def _place(record: str, name: str) -> tuple[int, int]:
    """Where the string under a top-level name stands, without its quotation marks."""
    depth, key = 0, ""
    for match in _TOKEN.finditer(record):
        part = match[0]
        if part in "{[":
            depth += 1
        elif part in "}]":
            depth -= 1
        elif depth == 1:
            if _COLON.match(record, match.end()):
                key = json.loads(part)
            elif key == name:
                return match.start() + 1, match.end() - 1
    raise ValueError(f"no string under {name}")
