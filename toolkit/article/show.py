"""An article for a person at a terminal, and for a program."""

from __future__ import annotations

from typing import Any

from toolkit.article.article import Article
from toolkit.finding import quote


def to_json(article: Article) -> dict[str, Any]:
    """What `toolkit show --json` prints: everything but the alignment, which the paragraphs' raw ranges stand for."""
    return {name: value for name, value in article.to_dict().items() if name != "alignment"}


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
