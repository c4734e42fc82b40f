"""An article for a person at a terminal, and for a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.article.article import Article, Range
from toolkit.article.decode import Decoded, decode
from toolkit.finding import quote
from toolkit.raw import store
from toolkit.workspace import Workspace


def to_json(article: Article) -> dict[str, Any]:
    """What `toolkit show --json` prints: the dates in the text, too, and no alignment, which the paragraphs' raw ranges stand for."""
    said = {name: value for name, value in article.to_dict().items() if name != "alignment"}
    said["dates"] = [
        {"text": each.of(article.text), "start": each.start, "end": each.end, "value": each.value, "basis": each.basis}
        for each in article.dates
    ]
    return said


def line(article: Article) -> str:
    """One line: id, date, outlet, title."""
    day = (article.published_at or article.posted_at or "")[:10] or "-" * 10
    return f"{article.id}  {day}  {safe(article.outlet or article.source)}  {safe(article.title)}"


def page(article: Article) -> str:
    """Title, a line of metadata, summary, and the paragraphs with a blank line between them."""
    name = (article.byline or {}).get("name")
    facts = [article.outlet or article.source, name, article.published_at, article.url, article.id]
    heads = set(article.subheads)
    texts = [article.text[each.start : each.end] for each in article.paragraphs]
    blocks = [
        safe(article.title),
        " · ".join(safe(each) for each in facts if each),
        "\n".join(f"- {safe(each)}" for each in article.summary),
        *(f"[{safe(each)}]" if each in heads else safe(each) for each in texts),
    ]
    return "\n\n".join(block for block in blocks if block)


def safe(text: str) -> str:
    """Untrusted text that cannot move the cursor."""
    return quote(text, 10 * len(text) + 1)  # an escape takes up to ten


def raw(workspace: Workspace, article: Article) -> tuple[str, list[tuple[Range, str]]]:
    """The decoded page that an article was made from, and its `parts`. Raises ReadError (raw-io) where it is gone."""
    document = store.find(workspace, article.raw_sha256)
    page = decode(document.body, document.charset, limit=len(document.body))
    text = page.text if isinstance(page, Decoded) else ""
    return text, list(parts(article, len(text)))


def parts(article: Article, length: int) -> Iterator[tuple[Range, str]]:
    """The decoded page (of `length` characters) cut into ranges, in order and without gaps, each with what became of it.

    That is `body` or `subhead` (the text), the reason why it was dropped (title, caption, related, advertisement ...), `edit`
    where a character was changed on the way, or "" where there was nothing to read: blanks and markup.
    """
    said = [""] * length
    for passage in article.dropped:
        said[slice(*passage.raw)] = [passage.reason] * (passage.raw[1] - passage.raw[0])
    heads = set(article.subheads)
    for each in article.paragraphs:
        role = "subhead" if article.text[each.start : each.end] in heads else "body"
        for raw_start, clean_start, n, _ in article.alignment.segments:
            if each.start <= clean_start < each.end:
                said[raw_start : raw_start + n] = [role] * n
    for edit in article.edits:
        said[slice(*edit.raw)] = ["edit"] * (edit.raw[1] - edit.raw[0])
    start = 0
    for at in range(1, length + 1):
        if at == length or said[at] != said[start]:
            yield (start, at), said[start]
            start = at
