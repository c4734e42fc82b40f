"""An annotation: what one annotator said of one article, as standoff (offsets, no text)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from toolkit.article.span import Attribute, Relation, Span

Status = Literal["submitted", "skipped", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one annotator said of one article.

    `id` is stable over edits, `updated_at` tells versions apart. `annotator` is a keyed pseudonym. `seconds` is the time
    spent. `ground_truth` marks a known answer: it judges annotators and is nobody's vote. `parents` are the prediction or
    annotation it began from, `origins` says for a span whether it was drawn (manual), accepted (prediction) or mended
    (prediction-changed). `put_aside` counts what of the answer could not be trusted and is not here. `extra` keeps what the
    server sent and we have no name for, as far as it may lie in git. An answer that was deleted on the server is `withdrawn`.
    `batch` is the batch it was asked for in, `round` how often it had been asked before, `blind` without suggestions.
    """

    id: str
    article_id: str
    text_sha256: str
    annotator: str
    status: Status
    spans: tuple[Span, ...]
    attributes: tuple[Attribute, ...]
    relations: tuple[Relation, ...]
    created_at: str
    updated_at: str
    scheme_version: str
    guideline_version: str | None = None
    seconds: float | None = None
    ground_truth: bool = False
    parents: tuple[str, ...] = ()
    origins: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    put_aside: int = 0
    batch: str = ""
    round: int = 0
    blind: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        made: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        made = {name: value for name, value in made.items() if value or name not in ("batch", "round", "blind")}
        for name in ("spans", "attributes", "relations"):
            made[name] = [each.to_dict() for each in made[name]]
        return made | {"parents": list(self.parents)}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Annotation:
        """The inverse of `to_dict`."""
        made = dict(value)
        made["spans"] = tuple(Span.from_dict(each) for each in value["spans"])
        made["attributes"] = tuple(Attribute.from_dict(each) for each in value["attributes"])
        made["relations"] = tuple(Relation.from_dict(each) for each in value["relations"])
        made["parents"] = tuple(value["parents"])
        return cls(**made)

    def attribute(self, name: str, target: str | None = None) -> Attribute | None:
        """The attribute of that name of a span (its id), or of the article."""
        return next((each for each in self.attributes if each.name == name and each.target == target), None)
