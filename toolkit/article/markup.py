"""A scanner for HTML source: the text that a reader sees, with the place of every character, and the elements around it.

Linear in the source, whatever it holds; it forgives everything, as browsers do.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from dataclasses import dataclass, field

_OPEN = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?])|(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*))")
# a quotation mark opens a value only where one is due: title=Don't
_TAG_END = re.compile(r"[^>=]*+(?:=\s*+(?:\"[^\"]*\"|'[^']*')?+[^>=]*+)*+>")
_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w:.@-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_WORD = re.compile(
    r"(?P<blank>[ \t\n\r\f]+)|(?P<reference>&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?)|[^ \t\n\r\f&]+(?: [^ \t\n\r\f&]+)*+|&"
)

_SILENT = {
    "script", "style", "noscript", "template", "iframe", "svg", "math", "object", "title", "textarea", "canvas",
    "audio", "video",
}  # fmt: skip
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_BLOCK = {
    "address", "article", "aside", "blockquote", "body", "br", "button", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
}  # fmt: skip
_TELLING = (
    "nav", "button", "form", "select", "label", "footer", "figcaption", "caption", "aside", "h1", "h2", "h3", "h4",
    "h5", "h6", "td",
)  # fmt: skip
_WATCHED = {*_TELLING, "a"}
_UNCLOSED = {"p", "li", "dt", "dd", "td", "th", "tr", "option"}
_NOTED = {"meta", "link", "time"}
_DEEPEST = 400
_LONGEST_CAPTION = 1000
_CAPTION = re.compile(
    r"""\b(?:class|itemprop)\s*=\s*["']?[^"'>]{0,200}?(?<![a-zA-Z])(?:img|image|photo|picture|fig|media)?[_-]?caption(?![a-zA-Z])""",
    re.IGNORECASE,
)
_KIND = re.compile(r"""\btype\s*=\s*["']?([\w/+.-]{1,60})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Element:
    """A tag that says something to machines, and its attributes."""

    name: str
    attributes: dict[str, str]

    def get(self, name: str) -> str:
        """An attribute's value, or nothing."""
        return self.attributes.get(name, "")


@dataclass(frozen=True, slots=True)
class Script:
    """Where a script's content stands in the source, and its declared type in lower case."""

    start: int
    end: int
    kind: str

    @property
    def is_data(self) -> bool:
        """Whether it is code or data, not a template."""
        return not self.kind or "javascript" in self.kind or "json" in self.kind or self.kind == "module"


@dataclass(slots=True)
class Markup:
    """What a scan found: pieces of readable text (source start, source end, text), the elements of its lines, and more."""

    pieces: list[tuple[int, int, str]] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    elements: list[Element] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    title: str = ""
    length: int = 0

    @property
    def text(self) -> str:
        """The readable text: blanks collapsed, references resolved, a new line for each block."""
        return "".join(text for _, _, text in self.pieces)

    def edits(self) -> list[tuple[int, int, str]]:
        """What made the source into the text: sorted edits for Alignment.from_edits."""
        made: list[tuple[int, int, str]] = []
        at = 0
        for start, end, text in self.pieces:
            if at < start:
                made.append((at, start, ""))
            if end - start != len(text) or len(text) == 1:
                made.append((start, end, text))
            at = end
        return [*made, (at, max(at, self.length), "")] if self.length > at else made


def scan(source: str, *, breaks: bool = False) -> Markup:
    """The readable text and the elements of an HTML source; with `breaks`, a line of it is a line. Never raises."""
    return _Scanner(source, breaks).run()


class _Scanner:
    def __init__(self, source: str, breaks: bool) -> None:
        self.source = source
        self.breaks = breaks
        self.markup = Markup(length=len(source))
        self.stack: list[tuple[str, str]] = []  # names, and what each is meant to be
        self.inside: Counter[str] = Counter()  # how often each telling element is open
        self.row = 0
        self.fresh = True  # nothing stands on this line yet
        self.blank = False  # blanks are owed before the next word
        self.linked = self.plain = 0
        self.tag = ""
        self.captions: dict[int, int] = {}  # the lines of the open caption, and how long each is
        self.quotes = True  # whether a quoted attribute can still be trusted to close

    def run(self) -> Markup:
        at = 0
        source = self.source
        while match := _OPEN.search(source, at):
            self._text(at, match.start())
            if match["comment"]:
                end = source.find("-->", match.end())
                at = len(source) if end < 0 else end + 3
            elif match["other"]:
                end = source.find(">", match.end())
                at = len(source) if end < 0 else end + 1
            else:
                at = self._tag(match)
        self._text(at, len(source))
        self._settle()
        return self.markup

    def _tag(self, match: re.Match[str]) -> int:
        """Takes one tag (and what it hides); gives the place after it."""
        source, name = self.source, match["name"].lower()
        whole = _TAG_END.match(source, match.end()) if self.quotes else None
        if whole is None:
            self.quotes = False
            close = source.find(">", match.end())
            end = len(source) if close < 0 else close + 1
        else:
            end = whole.end()
        if match["close"]:
            self._leave(name)
        elif name in _SILENT:
            return self._hidden(name, match.start(), end)
        else:
            if name in _NOTED:
                self.markup.elements.append(Element(name, self._attributes(match.end(), end)))
            if name not in _VOID and source[end - 2 : end] != "/>":
                self._enter(name, self._meant(name, match.end(), end))
        if name in _BLOCK and (not self.fresh or (name == "br" and self.markup.pieces)):
            self._break(match.start(), end)
        return end

    def _meant(self, name: str, start: int, end: int) -> str:
        """The element that a tag stands for: a caption is often a mere div."""
        if self.source.find("aption", start, end) < 0:
            return name
        return "figcaption" if _CAPTION.search(self.source, start, end) else name

    def _attributes(self, start: int, end: int) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, a, b, c in _ATTRIBUTE.findall(self.source[start : min(end, start + 4000)]):
            found.setdefault(name.lower(), entities.unescape(a or b or c))
        return found

    def _hidden(self, name: str, start: int, end: int) -> int:
        """Passes over an element that shows no text, keeping the title and JSON-LD."""
        if self.source[end - 2 : end] == "/>" and name in ("svg", "math", "object"):
            return end
        close = re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE).search(self.source, end)
        inner = self.source[end : close.start() if close else len(self.source)]
        if name == "title" and not self.markup.title:
            self.markup.title = " ".join(entities.unescape(inner[:2000]).split())
        if name == "script":
            kind = _KIND.search(self.source, start, end)
            script = Script(end, end + len(inner), kind[1].lower() if kind else "")
            self.markup.scripts.append(script)
            if "ld+json" in script.kind:
                self.markup.data.append(inner)
        return close.end() if close else len(self.source)

    def _enter(self, name: str, meant: str) -> None:
        if name in _UNCLOSED and self.stack and self.stack[-1][0] == name:
            self._leave(name)  # the one before ends where this begins
        if len(self.stack) < _DEEPEST:
            self.stack.append((name, meant))
            if meant in _WATCHED:
                self.inside[meant] += 1

    def _leave(self, name: str) -> None:
        if not any(name == each for each, _ in self.stack):
            return
        left = ""
        while left != name:
            left, meant = self.stack.pop()
            if meant in _WATCHED:
                self.inside[meant] -= 1
            if meant == "figcaption":
                self.captions.clear()

    def _text(self, start: int, end: int) -> None:
        if start == end:
            return
        pieces = self.markup.pieces
        for match in _WORD.finditer(self.source, start, end):
            if match["blank"]:
                if self.breaks and "\n" in match[0]:
                    if not self.fresh:
                        self._break(match.start(), match.end())
                elif not self.fresh and not self.blank:
                    pieces.append((match.start(), match.end(), " "))
                    self.blank = True
                continue
            text = entities.unescape(match[0]) if match["reference"] else match[0]
            if not text:
                continue
            if self.fresh:
                self.fresh = False
                self.tag = next((tag for tag in _TELLING if self.inside[tag] > 0), "")
            pieces.append((match.start(), match.end(), text))
            self.blank = False
            if self.inside["a"]:
                self.linked += len(text)
            elif any(map(str.isalnum, text)):
                self.plain += len(text)

    def _settle(self) -> None:
        """Notes the element of the line that ends here."""
        if self.linked > 4 * self.plain and self.tag not in ("h1", "nav", "footer", "button", "form"):
            self.tag = "a"
        if self.tag:
            self.markup.tags[self.row] = self.tag
        if self.tag == "figcaption":
            self.captions[self.row] = self.linked + self.plain
            if sum(self.captions.values()) > _LONGEST_CAPTION:  # it was never closed
                for row in self.captions:
                    del self.markup.tags[row]
                self.captions.clear()
                self.inside["figcaption"] = -_DEEPEST

    def _break(self, start: int, end: int) -> None:
        self._settle()
        self.markup.pieces.append((start, end, "\n"))
        self.row += 1
        self.fresh, self.blank, self.linked, self.plain, self.tag = True, False, 0, 0, ""
