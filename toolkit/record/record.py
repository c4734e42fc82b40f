"""A record: the gold answer for one article, in the form that is released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RecordEntity:
    """A gold span. `text` is None where the article's text may not be given on. Offsets: code points, half-open."""

    id: str
    label: str
    start: int
    end: int
    text: str | None
    cluster: str
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecordRelation:
    """A gold relation between two entities of the record, by their ids."""

    id: str
    label: str
    head: str
    tail: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The gold answer for one article.

    `entities` and `relations` are None for an article judged not relevant: nobody looked for any. `attributes` are
    what was said of the whole article. Where `rights` are not
    full, `title`, `text` and the entities' texts are None; offsets, hashes and the length (`n_chars`) stay. `dup_group`
    names the group of articles that say the same, None for one alone. `provenance` says what page, annotators, policy and
    versions it comes from.
    """

    article_id: str
    text_sha256: str
    title: str | None
    text: str | None
    paragraphs: tuple[Range, ...]
    sentences: tuple[Range, ...]
    entities: tuple[RecordEntity, ...] | None
    relations: tuple[RecordRelation, ...] | None
    attributes: dict[str, Any]
    relevant: bool
    n_chars: int
    dup_group: str | None
    url: str | None
    outlet: str | None
    published_at: str | None
    published_precision: str | None
    source: str
    rights: str
    licence: str | None
    split: str
    provenance: dict[str, Any]

    @property
    def published_on(self) -> str | None:
        """The day of publication, as far as it is known."""
        return self.published_at[:10] if self.published_at else None

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        made: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        for name in ("paragraphs", "sentences"):
            made[name] = [list(each) for each in made[name]]
        for name in ("entities", "relations"):
            if made[name] is not None:
                made[name] = [{slot: _plain(getattr(each, slot)) for slot in each.__slots__} for each in made[name]]
        return made

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Record:
        """The inverse of `to_dict`."""
        made = dict(value)
        for name in ("paragraphs", "sentences"):
            made[name] = tuple((start, end) for start, end in value[name])
        if value["entities"] is not None:
            made["entities"] = tuple(RecordEntity(**each) for each in value["entities"])
        if value["relations"] is not None:
            made["relations"] = tuple(RecordRelation(**{**e, "flags": tuple(e["flags"])}) for e in value["relations"])
        return cls(**made)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
