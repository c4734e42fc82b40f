"""Which reader a file wants: by its first bytes, and by its ending only where these leave it open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import PurePath

from toolkit import plugin
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.record import TEXTS

Reader = Callable[..., Iterator[RawDocument | Rejected]]

SHIPPED = ("array", "csv", "feed", "html", "jsonl", "parquet", "text", "warc", "zip")
SNIFF = 4096
_JSON = ("json", "jsonl", "ndjson")

_MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<meta[\s]|<body[\s>]", re.IGNORECASE)
_FEED = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|<!doctype[^\[>]*(?:\[.*?\]\s*)?>|\s)*<(?:rss[\s>]|(?:\w+:)?feed[\s>]|rdf:RDF[\s>])",
    re.I | re.S,
)
_ARRAY = re.compile(r"\[\s*(?:\{|\]\s*\Z)")
_OPEN_LINE = re.compile(r"\{\s*(?:\n|[^\n]*[,{\[]\s*\n)")
_HEADER = re.compile(r'"?[\w .-]{1,40}"?(?:([,;\t])"?[\w .-]{1,40}"?(?:\1"?[\w .-]{0,40}"?)*)?')


def kind(head: bytes, name: str = "") -> str:
    """The name of the reader for a file that begins with these bytes (SNIFF of them are enough) and is called `name`."""
    ending = PurePath(name.lower().removesuffix(".gz")).suffix.removeprefix(".")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    start = _text(head)
    if _ARRAY.match(start) or (start[:1] == "[" and ending in _JSON):
        return "array"
    if start[:1] == "{":
        return "array" if _OPEN_LINE.match(start) and ending not in ("jsonl", "ndjson") else "jsonl"
    if _FEED.match(start.encode("utf-8", "surrogateescape")):
        return "feed"
    if _MARKUP.search(start.encode("utf-8", "surrogateescape")):
        return "html"
    if ending in _JSON:
        return "jsonl"
    if ending in ("csv", "tsv") or _is_table(start):
        return "csv"
    return ending if ending in _foreign() else "text"


def reader(name: str) -> Reader:
    """The reader under a name: a shipped one, or a plug-in of the group toolkit.readers. Raises ToolkitError for neither."""
    if name in SHIPPED:
        shipped: Reader = import_module(f"toolkit.raw.readers.{name}").read
        return shipped
    return plugin.load("readers", name)


@cache
def _foreign() -> frozenset[str]:
    """The plug-ins of others: each reads the files that end in its name, unless their bytes say otherwise."""
    return frozenset(plugin.names("readers")) - frozenset(SHIPPED)


def _text(head: bytes) -> str:
    """The first characters, without a byte order mark and blanks: exact for ASCII, which is all that is looked for."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").decode("ascii", "surrogateescape").lstrip()


def _is_table(start: str) -> bool:
    """Whether the first line is a header: short names, several, one of them a page's."""
    line = start.partition("\n")[0].rstrip("\r")
    match = _HEADER.fullmatch(line) if line.isascii() else None
    if match is None or match[1] is None:
        return False
    return any(name.strip(' "').lower() in TEXTS for name in line.split(match[1]))
