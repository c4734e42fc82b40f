"""A task: an article as an annotator gets it, with what taggers suggest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.article.article import Article
from toolkit.article.span import Attribute, Relation, Span


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one version of a tagger says of a text."""

    tagger: str
    version: str
    spans: tuple[Span, ...]
    attributes: tuple[Attribute, ...] = ()
    relations: tuple[Relation, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        return {
            "tagger": self.tagger,
            "version": self.version,
            "spans": [each.to_dict() for each in self.spans],
            "attributes": [each.to_dict() for each in self.attributes],
            "relations": [each.to_dict() for each in self.relations],
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Prediction:
        """The inverse of `to_dict`."""
        return cls(
            value["tagger"],
            value["version"],
            tuple(Span.from_dict(each) for each in value["spans"]),
            tuple(Attribute.from_dict(each) for each in value["attributes"]),
            tuple(Relation.from_dict(each) for each in value["relations"]),
        )


@dataclass(frozen=True, slots=True)
class Task:
    """What is sent for an article: its text (tied by hash), what is shown above it, and predictions."""

    article_id: str
    text: str
    text_sha256: str
    title: str = ""
    summary: str = ""
    outlet: str = ""
    published_on: str = ""
    part: int = 0
    predictions: tuple[Prediction, ...] = ()

    @classmethod
    def of(cls, article: Article, predictions: tuple[Prediction, ...] = ()) -> Task:
        """The task of an article."""
        return cls(
            article_id=article.id,
            text=article.text,
            text_sha256=article.text_sha256,
            title=article.title,
            summary="\n".join(article.summary),
            outlet=article.outlet or "",
            published_on=(article.published_at or "")[:10],
            predictions=predictions,
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        made = {name: getattr(self, name) for name in self.__slots__}
        return made | {"predictions": [each.to_dict() for each in self.predictions]}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Task:
        """The inverse of `to_dict`."""
        return cls(**{**value, "predictions": tuple(Prediction.from_dict(each) for each in value["predictions"])})
