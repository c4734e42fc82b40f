"""RSS 2.0, RSS 1.0 and Atom: one item is one page, as far as the feed gives it. Nothing is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.parsers import expat

from toolkit.finding import ReadError, finding, quote
from toolkit.raw import record
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import content
from toolkit.raw.source import Source

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]{2,40})""")
_KOREAN = {"euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "cp949", "ms949", "uhc", "windows-949"}
_ATOM = "http://www.w3.org/2005/Atom"
_ITEMS = {"item", f"{_ATOM} entry"}
_CONTENT = "http://purl.org/rss/1.0/modules/content/ encoded"
_DC = "http://purl.org/dc/elements/1.1/"
# what an item's members are called: the first that is there says it
_SAID = {
    "title": ("title", f"{_ATOM} title"),
    "url": ("link", f"{_ATOM} link", "origin"),
    "published_at": ("pubDate", f"{_DC} date", f"{_ATOM} published", f"{_ATOM} updated"),
    "author": (f"{_DC} creator", "author", f"{_ATOM} name"),
    "html": (_CONTENT, f"{_ATOM} content", "description", f"{_ATOM} summary"),
}


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """A document for every item with words in it; its body is the item's record in JSON: title, url, html, published_at, author.

    Raises ReadError: raw-encoding, xml-dtd for a document type (no entity is ever expanded), and xml-syntax, after the items
    before it.
    """
    page, codec = _decoded(content(path), str(path))
    parser = _Items(page)
    try:
        for start in range(0, len(page), 1 << 16):
            parser.feed(page[start : start + (1 << 16)])
            yield from _documents(parser, codec, path, source)
        parser.feed(b"", final=True)
        yield from _documents(parser, codec, path, source)
    except expat.ExpatError as error:
        yield from _documents(parser, codec, path, source)
        where = f"{path}:{error.lineno}:{error.offset + 1}"
        raise ReadError(finding("xml-syntax", where, f"not XML: {expat.ErrorString(error.code)}")) from None
    except _TypeDeclaredError:
        found = "found a document type, expected a feed without one"
        raise ReadError(finding("xml-dtd", f"{path}:{parser.line}", found)) from None


class _TypeDeclaredError(Exception):
    pass


class _Items:
    """The items of a feed, in the order in which they end: line, range of bytes, and what their members say."""

    def __init__(self, page: bytes) -> None:
        self.page = page
        self.done: list[tuple[int, int, int, dict[str, str]]] = []
        self.path: list[str] = []
        self.item: tuple[int, int, int] | None = None  # line, byte and depth at which the open one starts
        self.said: dict[str, str] = {}
        self.words: list[str] = []
        self.markup = 0  # where the content of an Atom member starts, which may be elements
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.words.append
        self.parser.StartDoctypeDeclHandler = self._doctype

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def feed(self, data: bytes, *, final: bool = False) -> None:
        self.parser.Parse(data, final)

    def _doctype(self, *_: object) -> None:
        raise _TypeDeclaredError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.removeprefix("http://purl.org/rss/1.0/ ")
        self.path.append(local)
        if self.item is None and local in _ITEMS:
            self.item = self.line, self.parser.CurrentByteIndex, len(self.path)
            self.said = {}
        elif self.item and len(self.path) == self.item[2] + 1:
            self.words.clear()
            self.markup = 0
            if local == f"{_ATOM} link" and attributes.get("rel", "alternate") == "alternate":
                self.said.setdefault(local, attributes.get("href", ""))
        elif self.item and len(self.path) == self.item[2] + 2:
            if local == f"{_ATOM} name":
                self.words.clear()
            self.markup = self.markup or self.parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        local, depth = self.path.pop(), len(self.path)
        if self.item is None:
            return
        line, start, own = self.item
        if depth == own - 1:
            self.done.append((line, start, self.parser.CurrentByteIndex, self.said))
            self.item = None
        elif depth == own or (depth == own + 1 and local == f"{_ATOM} name"):
            text = "".join(self.words)
            if self.markup and depth == own and local in (f"{_ATOM} content", f"{_ATOM} summary"):
                text = self.page[self.markup : self.parser.CurrentByteIndex].decode("utf-8")
            if text.strip():
                self.said.setdefault(local, text.strip())


def _documents(parser: _Items, codec: str, path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    for line, start, end, said in parser.done:
        where = f"{path}:{line}"
        item = parser.page[start : parser.page.find(b">", end) + 1].decode("utf-8").encode(codec)
        values = {name: next((said[each] for each in names if each in said), None) for name, names in _SAID.items()}
        if not values["html"]:
            shown = quote(", ".join(each.rpartition(" ")[2] for each in said))
            yield Rejected(finding("raw-shape", where, f"found {shown}, expected content or a description"), item)
            continue
        values["published_at"] = _time(values["published_at"])
        text = json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)
        made = record.document(text.encode("utf-8"), source, where)
        yield replace(made, content=item) if isinstance(made, Rejected) else made
    parser.done = []


def _decoded(body: bytes, where: str) -> tuple[bytes, str]:
    """A feed in UTF-8 without a mark, and the encoding that it came in."""
    match = _DECLARED.search(body, 0, 200)
    declared = match[1].decode("ascii").lower() if match else "utf-8"
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        declared = "utf-16"
    codec = "cp949" if declared in _KOREAN else declared
    for name in dict.fromkeys(("utf-8-sig", codec)):
        try:
            return body.decode(name).encode("utf-8"), "utf-8" if name == "utf-8-sig" else name
        except (UnicodeError, LookupError):
            continue
    raise ReadError(finding("raw-encoding", where, f"found bytes that are not {quote(declared)}, as it declares"))


def _time(given: str | None) -> str | None:
    """A feed's time as ISO 8601; as it is where it is neither that nor an e-mail's, for the article to judge."""
    if given is None:
        return None
    try:
        return datetime.fromisoformat(given).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(given).isoformat()
    except (ValueError, TypeError):
        return given
