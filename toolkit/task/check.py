"""What is wrong with what a tagger suggests."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.article.article import Article
from toolkit.article.span import Span
from toolkit.finding import quote
from toolkit.scheme.scheme import Scheme
from toolkit.task.task import Prediction


def problem(said: Prediction, article: Article, scheme: Scheme, found: Sequence[Span] = ()) -> str | None:
    """Why a suggestion cannot be sent, or None: labels, attributes and ends as the scheme has them, spans in the text.

    `found` are the spans that were suggested before it, which it may speak of.
    """
    labels: dict[str | None, str | None] = {None: None}
    for span in said.spans:
        if span.label not in scheme.entities:
            return f"the label {quote(span.label)} is not in the scheme"
        if not 0 <= span.start < span.end <= len(article.text):
            return f"a span from {span.start} to {span.end}, the text has {len(article.text)} characters"
        if span.id in labels:
            return f"two spans are called {quote(span.id)}"
        labels[span.id] = span.label
    for score in (*said.scores.values(), *([] if said.score is None else [said.score])):
        if not 0 <= score <= 1:
            return f"a probability of {quote(score)}"
    labels = {**{span.id: span.label for span in found}, **labels}
    for attribute in said.attributes:
        if attribute.target not in labels:
            return f"{quote(attribute.name)} of a span that is not there"
        if attribute.name not in {asked.name for asked in scheme.attributes_of(labels[attribute.target])}:
            return f"{quote(attribute.name)} on {quote(labels[attribute.target] or 'the article')}, which has no such attribute"
    for relation in said.relations:
        head, tail = labels.get(relation.head), labels.get(relation.tail)
        if head is None or tail is None:
            return "a relation to a span that is not there"
        if relation.label and (
            relation.label not in scheme.relations or not scheme.direction(relation.label, head, tail)
        ):
            return f"the relation {quote(relation.label)} from {quote(head)} to {quote(tail)}"
    return None
