"""Suggests mentions of pay, with what was read of each in the words that the scheme maps to pay's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from toolkit import pay
from toolkit.article.article import Article
from toolkit.article.span import Attribute, Span
from toolkit.scheme.scheme import AttributeType, Scheme
from toolkit.task.taggers import Gold, Tagger
from toolkit.task.task import Prediction


def make(scheme: Scheme, gold: Gold, folder: Path) -> Tagger:
    """A tagger for the labels that the scheme binds to the pay reader; a scheme without one gets no suggestions."""
    labels = [entity.label for entity in scheme.entities.values() if entity.reader == "pay"]

    def tag(article: Article, found: Sequence[Span] = ()) -> Prediction:
        spans: list[Span] = []
        attributes: list[Attribute] = []
        for label in labels:
            for start, end, read in pay.find_pay(article.text):
                span = Span(start, end, label, f"pay-{start}-{end}")
                spans.append(span)
                attributes += _attributes(span.id, read, scheme.attributes_of(label))
        return Prediction("pay", pay.reader_version, tuple(spans), tuple(attributes))

    return tag


def _attributes(target: str, read: pay.Pay, asked: list[AttributeType]) -> Iterator[Attribute]:
    """What was read, where the scheme asks for it and has a word for it; what the text leaves open stays empty."""
    for attribute in asked:
        value = getattr(read, attribute.reads, None) if attribute.reads else None
        if isinstance(value, Decimal) and attribute.type == "number":
            yield Attribute(target, attribute.name, int(value) if value == value.to_integral_value() else float(value))
        elif isinstance(value, str) and value in attribute.values and value != "unspecified":
            yield Attribute(target, attribute.name, value)
