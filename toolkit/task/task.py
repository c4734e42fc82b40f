"""A task: an article as an annotator gets it, with what taggers suggest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.article.article import Article
from toolkit.article.span import Attribute, Relation, Span


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one version of a tagger says of a text.

    `scores` gives how sure it is of a span, by the span's id, and `score` of all that it says together, where the tagger
    knows: probabilities from 0 to 1. Attributes and relations may be of spans that taggers before it suggested.
    """

    tagger: str
    version: str
    spans: tuple[Span, ...]
    attributes: tuple[Attribute, ...] = ()
    relations: tuple[Relation, ...] = ()
    scores: dict[str, float] = field(default_factory=dict)
    score: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        return {
            "tagger": self.tagger,
            "version": self.version,
            "spans": [each.to_dict() for each in self.spans],
            "attributes": [each.to_dict() for each in self.attributes],
            "relations": [each.to_dict() for each in self.relations],
            "scores": self.scores,
            "score": self.score,
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
            dict(value.get("scores", {})),
            value.get("score"),
        )


Key = tuple[str, int, int]
"""A task's article, the part of it, and the round in which it is asked."""


def combine(predictions: Sequence[Prediction]) -> Prediction | None:
    """What several taggers suggest, as one suggestion, since an annotator begins from one; None where nobody says anything.

    Where spans of two taggers overlap, the one named first is kept, with what hangs on it; of two answers to one question
    of a span, too. A span's id becomes TAGGER@VERSION-START-END, which tells later whose suggestion it was (`author`).
    """
    spans: dict[str, Span] = {}
    attributes: dict[tuple[str | None, str], Attribute] = {}
    relations: dict[tuple[str, str, str], Relation] = {}
    scores: dict[str, float] = {}
    for each in predictions:
        taken = list(spans.values())
        names: dict[str | None, str | None] = {None: None}
        names |= {span.id: None if _crossed(span, taken) else _name(each, span) for span in each.spans}
        for span in each.spans:
            if name := names[span.id]:
                spans[name] = replace(span, id=name)
                if span.id in each.scores:
                    scores[name] = each.scores[span.id]
        names = {**{name: name for name in spans}, **names}
        for a in each.attributes:
            if a.target is None or names.get(a.target):
                target = names[a.target]
                attributes.setdefault((target, a.name), replace(a, target=target))
        for r in each.relations:
            if (head := names.get(r.head)) and (tail := names.get(r.tail)):
                relations.setdefault((r.label, head, tail), replace(r, head=head, tail=tail))
    if not spans:
        return None
    sure = [each.score for each in predictions if each.score is not None]
    return Prediction(
        "+".join(each.tagger for each in predictions),
        "+".join(each.version for each in predictions),
        tuple(sorted(spans.values())),
        tuple(attributes.values()),
        tuple(relations.values()),
        scores,
        min(sure, default=None),
    )


def uncertainty(predictions: Sequence[Prediction]) -> float:
    """How unsure the taggers are of an article, from 0 to 1: what is least sure is labelled first. 1 where none can tell.

    It is what the least sure tagger lacks to certainty (least confidence, Lewis & Gale 1994; Settles & Craven 2008).
    """
    sure = [each.score for each in predictions if each.score is not None]
    return 1.0 - min(sure) if sure else 1.0


def author(span_id: str) -> str | None:
    """The tagger that suggested a span, by the id that `combine` gave it; None where another made the id."""
    said = re.fullmatch(r"([^@]+)@.*-\d+-\d+", span_id)
    return said[1] if said else None


def _name(by: Prediction, span: Span) -> str:
    return f"{by.tagger}@{by.version}-{span.start}-{span.end}"


def _crossed(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


@dataclass(frozen=True, slots=True)
class Task:
    """What is sent for an article: its text (tied by hash), what is shown above it, and a suggestion.

    Of a batch it says which one, whether the article comes without suggestions (`blind`), how often it was asked before
    (`round`), and then which annotation the answer revises.
    """

    article_id: str
    text: str
    text_sha256: str
    title: str = ""
    summary: str = ""
    outlet: str = ""
    published_on: str = ""
    part: int = 0
    prediction: Prediction | None = None
    batch: str = ""
    round: int = 0
    blind: bool = False
    revises: str = ""

    @property
    def key(self) -> Key:
        """What tells it from the other tasks of its project."""
        return self.article_id, self.part, self.round

    @classmethod
    def of(cls, article: Article, predictions: Sequence[Prediction] = (), **more: Any) -> Task:
        """The task of an article, with what taggers suggest for it; `more` says what batch it is of."""
        return cls(
            article_id=article.id,
            text=article.text,
            text_sha256=article.text_sha256,
            title=article.title,
            summary="\n".join(article.summary),
            outlet=article.outlet or "",
            published_on=(article.published_at or "")[:10],
            prediction=combine(predictions),
            **more,
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        made = {name: getattr(self, name) for name in self.__slots__}
        return made | {"prediction": self.prediction.to_dict() if self.prediction else None}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Task:
        """The inverse of `to_dict`."""
        prediction = value["prediction"]
        return cls(**{**value, "prediction": Prediction.from_dict(prediction) if prediction else None})
