"""An article: clean text, tied to the page that it came from, character by character."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from toolkit.article import dates
from toolkit.article.alignment import Alignment
from toolkit.article.dates import Date
from toolkit.workspace import sha256

Range = tuple[int, int]
"""Half-open, in code points."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its range in the article's text, and in the decoded page."""

    start: int
    end: int
    raw: Range


@dataclass(frozen=True, slots=True)
class Edit:
    """A change made to the page's text on the way: these raw characters were replaced by `new`, under a named rule."""

    raw: Range
    new: str
    rule: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the page that is not in the text, with the reason (dropped) or the kind (suspected loss)."""

    raw: Range
    reason: str


@dataclass(frozen=True, slots=True)
class Author:
    """A writer's name, and the position as written (기자, 특파원, Staff Writer), where one is."""

    name: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption: its line, the range in the decoded page, the index of the paragraph that it stands before (their
    number where it stands after all), and the credits that are set apart in it.
    """

    text: str
    raw: Range
    before: int
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. `text` is the body only, NFC, paragraphs joined by a blank line ("\\n\\n").

    Every offset is in code points, half-open. `raw` offsets count in the decoded page (after the byte order mark);
    `alignment` maps the two. `published_precision` says how much of `published_at` is known (second, minute, day or None);
    `posted_at` is when an aggregator (`republisher`) posted it again. `tags` are the marks in the title ([단독]), which keeps them.
    `copyright` has holder, notice and terms (what it says of
    redistribution); `dateline` has place, agency and day. `normalizer` is the version that made the text.
    `evidence` says by field where on the page it was found (`text`: the script, the extractor or the block that was chosen).
    """

    id: str
    source: str
    url: str | None
    title: str
    text: str
    raw_sha256: str
    normalizer: str
    alignment: Alignment
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Range, ...]
    summary: tuple[str, ...] = ()
    subheads: tuple[str, ...] = ()
    published_at: str | None = None
    published_precision: str | None = None
    published_evidence: str | None = None
    posted_at: str | None = None
    outlet: str | None = None
    byline: dict[str, str | None] | None = None
    captions: tuple[Caption, ...] = ()
    related: tuple[str, ...] = ()
    copyright: dict[str, str | None] | None = None
    board: dict[str, int | None] | None = None
    edits: tuple[Edit, ...] = ()
    dropped: tuple[Passage, ...] = ()
    suspected_loss: tuple[Passage, ...] = ()
    language: str | None = None
    origin: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    republisher: str | None = None
    modified_at: str | None = None
    dateline: dict[str, str | None] | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    text_sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text_sha256", sha256(self.text))

    @property
    def dates(self) -> tuple[Date, ...]:
        """The dates in the text, resolved against the day of publication: found whenever they are asked for, and kept nowhere."""
        return dates.find(self.text, date.fromisoformat(self.published_at[:10]) if self.published_at else None)

    def to_dict(self) -> dict[str, Any]:
        """As plain values, in the form that `toolkit show --json` prints; `from_dict` gives it back."""
        return {
            "id": self.id,
            "source": self.source,
            "url": self.url,
            "title": self.title,
            "summary": list(self.summary),
            "text": self.text,
            "text_sha256": self.text_sha256,
            "raw_sha256": self.raw_sha256,
            "paragraphs": [
                {"text": self.text[p.start : p.end], "start": p.start, "end": p.end, "raw": list(p.raw)}
                for p in self.paragraphs
            ],
            "sentences": [list(each) for each in self.sentences],
            "subheads": list(self.subheads),
            "published_at": self.published_at,
            "published_precision": self.published_precision,
            "published_evidence": self.published_evidence,
            "posted_at": self.posted_at,
            "outlet": self.outlet,
            "byline": self.byline,
            "captions": [
                {"text": c.text, "raw": list(c.raw), "before": c.before, "credits": list(c.credits)}
                for c in self.captions
            ],
            "related": list(self.related),
            "copyright": self.copyright,
            "board": self.board,
            "edits": [{"raw": list(e.raw), "new": e.new, "rule": e.rule} for e in self.edits],
            "dropped": [{"raw": list(p.raw), "reason": p.reason} for p in self.dropped],
            "suspected_loss": [{"raw": list(p.raw), "kind": p.reason} for p in self.suspected_loss],
            "language": self.language,
            "origin": self.origin,
            **{name: value for name, value in self._known().items() if value},
            "normalizer": self.normalizer,
            "alignment": self.alignment.to_list(),
        }

    def _known(self) -> dict[str, Any]:
        """Fields that most pages leave empty: written where they are not."""
        return {
            "tags": list(self.tags),
            "authors": [{"name": each.name, "position": each.position} for each in self.authors],
            "republisher": self.republisher,
            "modified_at": self.modified_at,
            "dateline": self.dateline,
            "evidence": self.evidence,
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Article:
        """The inverse of `to_dict`."""

        def pair(ends: list[int]) -> Range:
            return ends[0], ends[1]

        made = {name: each for name, each in value.items() if name != "text_sha256"}
        for name in ("summary", "subheads", "related", "tags"):
            made[name] = tuple(made.get(name, ()))
        made["captions"] = tuple(
            Caption(c["text"], pair(c["raw"]), c["before"], tuple(c["credits"])) for c in made["captions"]
        )
        made["authors"] = tuple(Author(each["name"], each["position"]) for each in made.get("authors", ()))
        made["alignment"] = Alignment.from_list(made["alignment"])
        made["paragraphs"] = tuple(Paragraph(p["start"], p["end"], pair(p["raw"])) for p in made["paragraphs"])
        made["sentences"] = tuple(pair(each) for each in made["sentences"])
        made["edits"] = tuple(Edit(pair(e["raw"]), e["new"], e["rule"]) for e in made["edits"])
        made["dropped"] = tuple(Passage(pair(p["raw"]), p["reason"]) for p in made["dropped"])
        made["suspected_loss"] = tuple(Passage(pair(p["raw"]), p["kind"]) for p in made["suspected_loss"])
        return cls(**made)
