"""A scanner for HTML source: the text that a reader sees, with the place of every character, and the elements around it.

Linear in the source, whatever it holds; it forgives everything, as browsers do.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from toolkit.article.alignment import Alignment

HIDDEN, COMMENTS, DECK, PULLED, FRAME = "hidden", "comments", "deck", "pullquote", "srcdoc"
"""What a line stands in that is no element: text that is not shown, readers' comments, a deck under a headline, a quotation
pulled out of the text; and a page inside an attribute."""

_OPEN = re.compile(r"<(?:(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)|(?P<comment>!--)|(?P<other>[!?]))")
# a quotation mark opens a value only where one is due: title=Don't
_TAG_END = re.compile(r"[^>=]*+(?:=\s*+(?:\"[^\"]*\"|'[^']*')?+[^>=]*+)*+>")
_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w:.@-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_WORD = re.compile(
    r"(?P<blank>[ \t\n\r\f]+)|(?P<reference>&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?)|[^ \t\n\r\f&]+(?: [^ \t\n\r\f&]+)*+|&"
)

_BLANKS = " \t\n\r\f"
_ODD = re.compile(r"[\t\n\r\f]|  ")
_XHTML = re.compile(r"\s*(?:<\?xml|<!DOCTYPE[^>]{0,200}XHTML)", re.IGNORECASE)

_SILENT = {
    "script", "style", "noscript", "template", "iframe", "svg", "math", "object", "title", "textarea", "canvas",
    "audio", "video", "rt",
}  # fmt: skip
_RAW = {"script", "style", "title", "textarea", "iframe", "noscript"}
"""Elements that hide all that follows them where they are never closed."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
LONGEST = 8_000
"""A tag with more characters is none."""
BLOCK = {
    "address", "article", "aside", "blockquote", "body", "br", "button", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
}  # fmt: skip
_TELLING = (
    HIDDEN, COMMENTS, PULLED, "nav", "button", "form", "select", "label", "footer", "figcaption", "caption", "aside", "h1", "h2", "h3", "h4",
    "h5", "h6", DECK, "td",
)  # fmt: skip
_WATCHED = {*_TELLING, "a", "pre"}
_UNCLOSED = {"p", "li", "dt", "dd", "td", "th", "tr", "option"}
_LONGEST_CAPTION = 1000
_READ = 600
"""So much of a tag's attributes is looked at for what the element is."""
_CAPTION = re.compile(
    r"""\b(?:class|itemprop)\s*=\s*["']?[^"'>]{0,200}?(?<![a-zA-Z])(?:(?:img|image|photo|picture|fig|media)?[_-]?caption|(?:img|image|photo|picture|pic|fig|thumb)[_-]?(?:desc|description|explain|txt|credit))(?![a-zA-Z])""",
    re.IGNORECASE,
)
_CAPTIONING = ("caption", "desc", "explain", "txt", "credit")
_DECK = re.compile(
    r"""\b(?:id|class|itemprop)\s*=\s*["']?(?:[^"'>]{0,200}?[\s_-])?(?:article|artc|art|post|entry|story|news|page|view|content|main)?[_-]?(?:sub[_-]?(?:title|tit|ttl|head|heading|headline)|deck|dek|standfirst|lede|lead|summary|sum|excerpt|description)(?=[\s"'/]|$)""",
    re.IGNORECASE,
)
_PULLED = re.compile(r"""\bclass\s*=\s*["']?(?:[^"'>]{0,200}[\s_-])?pull[_-]?quote(?![a-z])""")
_DECKING = ("sub", "deck", "dek", "standfirst", "lede", "lead", "sum", "excerpt", "description")
_DECKS = {"p", "div", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "strong", "b", "em", "span", "font"}
"""Elements that may be a deck, where they say so."""
_APART = ("figcaption", DECK)
"""What begins a line of its own, whatever element it is."""
_HIDDEN = re.compile(
    r"""\bstyle\s*=\s*(?:"[^"]*?|'[^']*?)\bdisplay\s*:\s*none|\baria-hidden\s*=\s*["']?true|\shidden(?=[\s=/]|$)(?!\s*=\s*["']?(?:false|until-found))|\bclass\s*=\s*["'](?:[^"']*\s)?(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|blind|a11y[_-]?hidden|u-hidden)(?=[\s"'])""",
    re.IGNORECASE,
)
_HIDING = ("none", "hidden", "sr-only", "reader", "blind")  # the words to look for before the pattern is tried
_COMMENTING = ("comment", "repl", "disqus", "cmt")
_COMMENTS = re.compile(
    r"""\b(?:id|class)\s*=\s*["']?(?:[^"'>]*\s)?(?:comments?|comments?[_-]?(?:list|area|section|thread|wrap|wrapper|container|block|body)|replies|reply-?list|disqus[\w-]*|cmt[_-]?list)(?=[\s"'/]|$)""",
    re.IGNORECASE,
)
_FRAME = re.compile(r"""\bsrcdoc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
KIND = re.compile(r"""\btype\s*=\s*["']?([\w/+.-]{1,60})""", re.IGNORECASE)
CLOSE = {name: re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE) for name in _SILENT}
CLOSE["rt"] = re.compile(r"</rt\b[^>]*>?|(?=</?(?:ruby|rb|rtc|rt|rp|p|div|body)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Script:
    """Where a script's content stands in the source, and its declared type in lower case."""

    start: int
    end: int
    kind: str

    @property
    def is_data(self) -> bool:
        """Whether it is code or data, not a template."""
        return self.kind in ("", FRAME) or "javascript" in self.kind or "json" in self.kind or self.kind == "module"


@dataclass(slots=True)
class Markup:
    """What a scan found: pieces of readable text (source start, source end, text), the elements of its lines, and scripts."""

    pieces: list[tuple[int, int, str]] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    scripts: list[Script] = field(default_factory=list)
    size: int = 0
    """How many tags there are."""

    @property
    def text(self) -> str:
        """The readable text: blanks collapsed, references resolved, a new line for each block."""
        return "".join(text for _, _, text in self.pieces)

    def alignment(self) -> Alignment:
        """The source to the text. A blank or a line end stands for all that lies between two words."""
        return Alignment.of_parts((start, end, len(text)) for start, end, text in self.pieces)

    def references(self, source: str) -> Iterator[tuple[int, int]]:
        """Where the source says a character in other characters: references of HTML, escapes of a script."""
        for start, end, text in self.pieces:
            if start < end and source[start] in "&\\" and text != source[start:end]:
                yield start, end


def scan(source: str, *, breaks: bool = False) -> Markup:
    """The readable text and the elements of an HTML source; with `breaks`, a line of it is a line. Never raises."""
    return _Scanner(source, breaks).run([(0, len(source), False)])


def parts(source: str, ranges: Iterable[tuple[int, int, bool]]) -> Markup:
    """As `scan`, of some ranges of a source only (start, end, whether a new line begins there)."""
    return _Scanner(source, False).run(ranges)


def tag_end(source: str, at: int, stop: int) -> int:
    """Where a tag ends whose name ends at `at`."""
    whole = _TAG_END.match(source, at, min(stop, at + LONGEST))
    if whole:
        return whole.end()
    close = source.find(">", at, stop)
    return stop if close < 0 else close + 1


class _Scanner:
    def __init__(self, source: str, breaks: bool) -> None:
        self.source = source
        self.breaks = breaks
        self.markup = Markup()
        self.pieces = self.markup.pieces
        self.stack: list[tuple[str, str]] = []  # names, and what each is meant to be
        self.open: Counter[str] = Counter()  # how often each name is on the stack
        self.inside: Counter[str] = Counter()  # how often each telling element is open
        self.telling = ""  # the first of them in the order of what they tell
        self.row = 0
        self.fresh = True  # nothing stands on this line yet
        self.blank = False  # blanks are owed before the next word
        self.linked = self.plain = 0
        self.tag = ""
        self.captions: dict[int, int] = {}  # the lines of the open caption, and how long each is
        self.unclosed: set[str] = set()  # silent elements that nothing closes from here on
        self.quotes = True  # whether a quoted attribute can still be trusted to close

    def run(self, ranges: Iterable[tuple[int, int, bool]]) -> Markup:
        source, search, tag, text = self.source, _OPEN.search, self._tag, self._text
        size = 0
        for at, stop, apart in ranges:
            if apart:
                self._anew(at)
            while match := search(source, at, stop):
                start, end = match.span()
                size += 1
                if start > at:
                    text(at, start)
                if match.lastgroup == "name":
                    at = tag(match["close"], match["name"].lower(), start, end)
                else:
                    at = self._declared(match.lastgroup == "comment", start, end)
            text(at, stop)
        self._settle()
        self.markup.size = size
        return self.markup

    def _anew(self, at: int) -> None:
        """Begins a new line outside of all elements."""
        if not self.fresh:
            self._break(at, at)
        self.stack.clear()
        self.open.clear()
        self.inside.clear()
        self.telling = ""

    def _declared(self, comment: bool, start: int, end: int) -> int:
        """Passes over a comment or a declaration; a CDATA section of XHTML is text."""
        source = self.source
        if not comment and source.startswith("[CDATA[", end) and _XHTML.match(source):
            close = source.find("]]>", end)
            close = len(source) if close < 0 else close
            self._text(end + 7, close, verbatim=True)
            return min(close + 3, len(source))
        close = source.find("-->" if comment else ">", end)
        return len(source) if close < 0 else close + (3 if comment else 1)

    def _tag(self, closing: str, name: str, start: int, at: int) -> int:
        """Takes one tag (and what it hides); gives the place after it."""
        source = self.source
        if source.startswith(">", at):
            end = at + 1
        else:
            whole = _TAG_END.match(source, at) if self.quotes else None
            if whole is None:
                self.quotes = False
                close = source.find(">", at)
                end = len(source) if close < 0 else close + 1
            else:
                end = whole.end()
        meant = ""
        if closing:
            if self.open[name]:
                meant = self._leave(name)
        elif name in _SILENT and not (name == "rt" and source.endswith("</rp>", 0, start)):
            return self._hidden(name, start, end)
        else:
            if name not in VOID and source[end - 2 : end] != "/>":
                meant = self._enter(name, source[at : end - 1])
        if (name in BLOCK or (meant in _APART and self.inside[meant] == (not closing))) and (
            not self.fresh or (name == "br" and self.pieces)
        ):
            self._break(start, end)
        return end

    def _hidden(self, name: str, start: int, end: int) -> int:
        """Passes over an element that shows no text, keeping scripts and the page inside a frame."""
        source = self.source
        if source[end - 2 : end] == "/>" and name in ("svg", "math", "object"):
            return end
        close = CLOSE[name].search(source, end) if name not in self.unclosed else None
        if close is None:
            self.unclosed.add(name)
            if name not in _RAW:
                return end
        stop = close.start() if close else len(source)
        if name == "script":
            kind = KIND.search(source, start, end)
            self.markup.scripts.append(Script(end, stop, kind[1].lower() if kind else ""))
        elif name == "iframe" and (frame := _FRAME.search(source, start, end)):
            at = 1 if frame[1] is not None else 2
            self.markup.scripts.append(Script(*frame.span(at), FRAME))
        return close.end() if close else len(source)

    def _enter(self, name: str, given: str) -> str:
        """Opens an element; gives what it is meant to be."""
        stack = self.stack
        if name in _UNCLOSED and stack and stack[-1][0] == name:
            self._leave(name)  # the one before ends where this begins
        meant = (_meaning(given[:_READ]) if given else "") or name
        if meant == DECK and name not in _DECKS:
            meant = name
        stack.append((name, meant))
        self.open[name] += 1
        if meant in _WATCHED:
            self._watch(meant, 1)
        return meant

    def _leave(self, name: str) -> str:
        """Closes an element that is open, and all inside it; gives what it was meant to be."""
        left = meant = ""
        while left != name:
            left, meant = self.stack.pop()
            self.open[left] -= 1
            if meant in _WATCHED:
                self._watch(meant, -1)
                if meant == "figcaption":
                    self.captions.clear()
        return meant

    def _watch(self, meant: str, by: int) -> None:
        self.inside[meant] += by
        if meant not in ("a", "pre"):
            self.telling = next((tag for tag in _TELLING if self.inside[tag] > 0), "")

    def _text(self, start: int, end: int, *, verbatim: bool = False) -> None:
        words = self.source[start:end].strip(_BLANKS)
        if not words:
            if end > start:
                self._space(start, end)
        elif verbatim or ("&" not in words and not _ODD.search(words)):
            first = start if self.source[start] == words[0] else self.source.index(words, start)
            last = first + len(words)
            if first > start:
                self._space(start, first)
            self._word(first, last, words)
            if end > last:
                self._space(last, end)
        else:
            self._words(start, end)

    def _words(self, start: int, end: int) -> None:
        """Text with references in it, or with more blanks between its words than one."""
        for match in _WORD.finditer(self.source, start, end):
            if match.lastgroup == "blank":
                self._space(*match.span())
                continue
            text = match[0]
            if match.lastgroup == "reference":
                text = entities.unescape(text)
            if text:
                self._word(*match.span(), text)

    def _word(self, start: int, end: int, text: str) -> None:
        if self.fresh:
            self.fresh = False
            self.tag = self.telling
        self.pieces.append((start, end, text))
        self.blank = False
        if self.inside["a"]:
            self.linked += len(text)
        elif any(map(str.isalnum, text)):
            self.plain += len(text)

    def _space(self, start: int, end: int) -> None:
        """Blanks: one between words, a new line where lines count."""
        if self.fresh:
            return
        if self.breaks or self.inside["pre"]:
            lines = self.source.count("\n", start, end)
            if lines > 1 or (lines and self.breaks):
                self._break(start, end)
                return
        if not self.blank:
            self.pieces.append((start, end, " "))
            self.blank = True

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
                self._watch("figcaption", -len(self.source))

    def _break(self, start: int, end: int) -> None:
        self._settle()
        self.pieces.append((start, end, "\n"))
        self.row += 1
        self.fresh, self.blank, self.linked, self.plain, self.tag = True, False, 0, 0, ""


@lru_cache(maxsize=10_000)
def _meaning(given: str) -> str:
    """The element that a tag's attributes make of it: a caption is often a mere div."""
    low = given.lower()
    if any(word in low for word in _HIDING) and _HIDDEN.search(low):
        return HIDDEN
    if any(word in low for word in _CAPTIONING) and _CAPTION.search(given):
        return "figcaption"
    if any(word in low for word in _COMMENTING) and _COMMENTS.search(low):
        return COMMENTS
    if "pull" in low and _PULLED.search(low):
        return PULLED
    return DECK if any(word in low for word in _DECKING) and _DECK.search(low) else ""


def attributes(source: str, start: int, end: int) -> dict[str, str]:
    """The attributes in the rest of a tag, by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for name, a, b, c in _ATTRIBUTE.findall(source[start : min(end, start + 4000)]):
        value = a or b or c
        found.setdefault(name.lower(), entities.unescape(value) if "&" in value else value)
    return found
