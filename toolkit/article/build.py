"""A raw document into an article: pure, and never an exception whatever the page holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from toolkit.article import dump, html, metadata, privacy, suspect
from toolkit.article.alignment import Alignment
from toolkit.article.article import Article, Edit, Paragraph, Passage, Range
from toolkit.article.decode import Decoded, decode
from toolkit.article.dump import Reading
from toolkit.article.language import language
from toolkit.article.member import Member, member
from toolkit.article.normalize import VERSION, normalize, suspected_loss
from toolkit.article.page import Page, Seen
from toolkit.article.parser import LEFT
from toolkit.article.sentences import sentences
from toolkit.article.template import Template
from toolkit.finding import Finding, finding, quote
from toolkit.raw.document import RawDocument
from toolkit.raw.parser import Parser
from toolkit.raw.source import POLICY, TIMEZONE, Policy
from toolkit.workspace import sha256

if TYPE_CHECKING:
    pass

NORMALIZER = f"{VERSION}.{privacy.VERSION}"
"""The version of everything that decides an article's text; it stands in every article."""

BREAK = "\n\n"
_MARKED = 4
"""So many times as long as a text may a page with markup be."""


def make(
    document: RawDocument,
    timezone: str = TIMEZONE,
    policy: Policy = POLICY,
    template: Template | None = None,
    parsers: tuple[Parser, ...] = (),
) -> tuple[Article | None, list[Finding]]:
    """The article of a page, or None, and everything that was found (a Q among it where there is none).

    `template` is what the page's site is known to repeat: of a text dump, no such line is its article. `parsers` are what its
    source declares of the design of its HTML pages. Never raises: a fault of ours is the finding article-fault.
    """
    try:
        return _make(document, timezone, policy, template, parsers)
    except Exception as error:  # one bad page costs one row, not the run
        message = f"{type(error).__name__}: {quote(error)}"
        return None, [finding("article-fault", document.origin, message)]


def identity(document: RawDocument) -> str:
    """The id that the article of this page has, found without making it."""
    url = document.url
    if document.media_type == "text/html":
        text = decode(document.body, document.charset, limit=len(document.body))
        url = (canonical(html.address(text.text)) if isinstance(text, Decoded) else None) or url
    return _identity(document, canonical(url))


def canonical(url: str | None) -> str | None:
    """A web address in one form: lower-case host, no fragment; None for a front page or what is no web address."""
    try:
        parts = urlsplit((url or "").strip())
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return None
    if (
        parts.scheme.lower() not in ("http", "https")
        or not parts.hostname
        or (parts.path in ("", "/") and not parts.query)
    ):
        return None
    return urlunsplit((parts.scheme.lower(), parts.hostname + port, parts.path, parts.query, ""))


def _make(
    document: RawDocument,
    timezone: str,
    policy: Policy,
    template: Template | None,
    parsers: tuple[Parser, ...],
) -> tuple[Article | None, list[Finding]]:
    limit = policy.characters * (_MARKED if document.media_type == "text/html" else 1)
    decoded = decode(document.body, document.charset, where=document.origin, limit=limit)
    if isinstance(decoded, Finding):
        return None, [decoded]
    notes = list(decoded.findings)
    given: Member | None = None
    day = (document.fetched_at or "")[:10] or None
    if document.media_type == "application/json":
        given = member(decoded.text)
        notes += suspect.dates(decoded.text, timezone, document.origin)
        notes += [] if given.html else suspect.markup(given.text, document.origin)
        seen = html.read(given.text, parsers, day) if given.html else Seen(dump.page(given.text))
        page = seen.page
        page = Page(
            page.text,
            given.alignment.through(page.alignment),
            page.lines,
            _outward(page, given),
            {**page.said, **given.said},
        )
    elif document.media_type == "text/html":
        seen = html.read(decoded.text, parsers, day)
        page = seen.page
    else:
        notes += suspect.markup(decoded.text, document.origin)
        seen = Seen(dump.page(decoded.text))
        page = seen.page
    if "access" in seen.evidence:
        notes.append(finding("article-not-free", document.origin, f"found {seen.evidence['access']}"))
    if "parser" in seen.evidence:
        notes.append(finding("parser-mismatch", document.origin, f"{seen.evidence['parser']} on this page"))
    reading = dump.read(
        page.lines,
        title=page.said.get("title", ""),
        chosen=seen.chosen,
        settled=seen.settled,
        summary=seen.summary,
        template=template if document.media_type != "text/html" else None,
    )
    if not reading.kept:
        found = f"found no running text in {len(page.lines)} lines"
        return None, [*notes, finding("article-no-body", document.origin, found)]
    url = canonical(page.said.get("url")) or canonical(document.url)
    evidence = dict(seen.evidence)
    if template is not None and document.media_type != "text/html":
        evidence["template"] = template.name
    if given and given.said.get("title"):  # a record's title is no browser's: nothing stands beside it
        reading = replace(reading, title=normalize(given.said["title"])[0].strip())
    unread = [given.alignment.raw(*each) if given else each for each in seen.unread]
    shown = privacy.kept(policy.private)
    article, masked = _article(document, page, reading, timezone, url, evidence, shown, unread)
    if masked:
        counts = privacy.counts(masked)
        said = ", ".join(f"{n} {kind}" for kind, n in counts.items())
        if refused := [kind for kind in counts if policy.private.get(kind) == "quarantine"]:
            code = "pii-rrn" if "resident" in refused else "pii-refused"
            return None, [
                *notes,
                finding(code, document.origin, f"found {said}; schemas/sources.yaml keeps no such page"),
            ]
        notes.append(finding("private-data-masked", document.origin, f"masked {said}"))
    return article, notes


def _article(
    document: RawDocument,
    page: Page,
    reading: Reading,
    timezone: str,
    url: str | None,
    evidence: Mapping[str, str],
    shown: Collection[str],
    unread: Sequence[Range],
) -> tuple[Article, tuple[tuple[int, int, str], ...]]:
    kept = _paragraphs(reading)
    body, masked = privacy.mask(BREAK.join(page.text[start:end] for start, end in kept), shown)
    breaks = [len(BREAK)] * (len(kept) - 1) + [0]
    pieces = Alignment.of_pieces((start, end, new) for (start, end), new in zip(kept, breaks, strict=True))
    alignment = page.alignment.through(pieces)
    paragraphs, at = [], 0
    for start, end in kept:
        paragraphs.append(Paragraph(at, at + end - start, alignment.raw(at, at + end - start)))
        at += end - start + len(BREAK)
    said = metadata.describe(page, reading, timezone)
    for name in ("summary", "related", "subheads"):
        said[name] = tuple(privacy.mask(text, shown)[0] for text in said[name])
    said["captions"] = tuple(replace(each, text=privacy.mask(each.text, shown)[0]) for each in said["captions"])
    said["title"] = privacy.mask(said["title"], shown)[0]
    article = Article(
        id=_identity(document, url),
        source=document.source,
        url=url,
        text=body,
        raw_sha256=document.sha256,
        normalizer=NORMALIZER,
        alignment=alignment,
        paragraphs=tuple(paragraphs),
        sentences=sentences(body),
        edits=_edits(page, alignment, masked),
        dropped=tuple(
            sorted([*_dropped(page, reading), *(Passage(each, LEFT) for each in unread)], key=lambda p: p.raw)
        ),
        suspected_loss=_lost(page, reading, alignment, document.media_type),
        language=language(body),
        origin=document.origin,
        evidence={**evidence, **said.pop("evidence")},
        **said,
    )
    return article, masked


def _paragraphs(reading: Reading) -> list[tuple[int, int]]:
    """The ranges of the paragraphs in the page's text; the lines of one that was wrapped stay as they are."""
    ranges: list[tuple[int, int]] = []
    for index, (start, end) in sorted(reading.kept.items()):
        if index in reading.continued:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return ranges


def _identity(document: RawDocument, url: str | None) -> str:
    """Of the address, or of the bytes where there is none: neither depends on what is known of the source by then.

    Only an identifier of the input's own needs the source beside it, for another source may use the same.
    """
    own = document.url if document.url and "://" not in document.url else None
    return sha256(url or (f"{document.source}\n{own}" if own else document.sha256))[:16]


def _outward(page: Page, given: Member) -> tuple[Edit, ...]:
    """A member's edits, on the characters of the record that it stands in."""
    return tuple(Edit(given.alignment.raw(*edit.raw), edit.new, edit.rule) for edit in page.edits)


def _edits(page: Page, alignment: Alignment, masked: tuple[tuple[int, int, str], ...]) -> tuple[Edit, ...]:
    """The page's repairs and the body's masks, none inside another."""
    masks = [
        Edit(alignment.raw(start, end), privacy.MASK * (end - start), f"{kind}-masked") for start, end, kind in masked
    ]
    masks.sort(key=lambda mask: mask.raw)
    starts = [mask.raw[0] for mask in masks]
    free = []
    for edit in page.edits:
        place = bisect_right(starts, edit.raw[0]) - 1
        if place < 0 or edit.raw[1] > masks[place].raw[1]:
            free.append(edit)
    return tuple(sorted([*free, *masks], key=lambda edit: edit.raw))


def _dropped(page: Page, reading: Reading) -> list[Passage]:
    """Every line, or part of a line, that is not in the text, with the reason."""
    dropped = []
    raw, text = page.alignment.raw, page.text
    for index, line in enumerate(page.lines):
        if index not in reading.kept:
            dropped.append(Passage(raw(line.start, line.end), reading.roles[index]))
            continue
        start, end = reading.kept[index]
        for a, b, reason in ((line.start, start, "dateline"), (end, line.end, "byline")):
            if a < b and text[a:b].strip():
                dropped.append(Passage(raw(a, b), reason))
    return dropped


def _lost(page: Page, reading: Reading, alignment: Alignment, media_type: str) -> tuple[Passage, ...]:
    """What a crawler may have deleted from the body of a text dump: signs, and the breaks between its paragraphs."""
    if media_type == "text/html":
        return ()
    found = []
    kept = _paragraphs(reading)
    starts = [start for start, _ in kept]
    for passage in suspected_loss(page.text):
        a, b = passage.raw
        place = bisect_right(starts, a) - 1
        if place >= 0 and b <= kept[place][1]:
            found.append(Passage(page.alignment.raw(a, b), passage.reason))
    if reading.continued:
        found += [Passage(page.alignment.raw(a, b), "wrapped") for a, b in kept if "\n" in page.text[a:b]]
    return tuple(sorted(found, key=lambda passage: passage.raw))
