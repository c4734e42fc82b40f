"""How far annotators agree: exact F1 of spans, and of relations between things, pooled over the articles that both of a pair answered.

Pairwise F1 is symmetric, needs no notion of a true answer and no number of possible spans (Hripcsak & Rothschild 2005,
JAMIA 12(3):296-298). What cannot be computed is None, with the reason; never 0 and never 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Set
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from toolkit.annotation.annotation import Annotation
from toolkit.annotation.cluster import Things
from toolkit.annotation.gold import answers
from toolkit.scheme.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Figure:
    """An F1 with what it rests on: how many things both said, and each; and the reason where there is no figure."""

    f1: float | None
    both: int
    either: tuple[int, int]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over all pairs of annotators: `articles` were answered by two people or more, out of `of`."""

    articles: int
    of: int
    annotators: int
    spans: Figure
    by_label: dict[str, Figure]
    relations: Figure

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def measure(
    grouped: dict[str, list[Annotation]], texts: Mapping[str, str] | None = None, scheme: Scheme | None = None
) -> Agreement:
    """Compares the submitted annotations of each article, pair by pair. `texts` by article.

    A span is the same where start, end and label are the same. A relation is where its label is, and the things at its ends,
    whichever mention of them it was drawn at; without the article's text, where both its ends are the same spans.
    An annotator who marked nothing in an article missed whatever the other marked there.
    """
    by_article: dict[str, list[Annotation]] = {}
    for each in answers(grouped):
        by_article.setdefault(each.article_id, []).append(each)
    shared = [votes for votes in by_article.values() if len(votes) > 1]
    spans: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    labels: dict[str, Counter[str]] = {}
    for votes in shared:
        for a, b in combinations(sorted(votes, key=lambda vote: vote.annotator), 2):
            _count(spans, _span_set(a), _span_set(b))
            text = (texts or {}).get(a.article_id)
            if text is not None and scheme is not None:
                things = Things.of([a, b], text, scheme)
                _count(relations, set(things.facts(a, scheme)), set(things.facts(b, scheme)))
            else:
                _count(relations, _relation_set(a), _relation_set(b))
            for label in {span.label for span in (*a.spans, *b.spans)}:
                _count(labels.setdefault(label, Counter()), _span_set(a, label), _span_set(b, label))
    alone = None if shared else "single-annotator"
    return Agreement(
        articles=len(shared),
        of=len(by_article),
        annotators=len({each.annotator for each in answers(grouped)}),
        spans=_figure(spans, alone),
        by_label={label: _figure(count, alone) for label, count in sorted(labels.items())},
        relations=_figure(relations, alone),
    )


def _span_set(vote: Annotation, label: str | None = None) -> set[Hashable]:
    return {(span.start, span.end, span.label) for span in vote.spans if label in (None, span.label)}


def _relation_set(vote: Annotation) -> set[Hashable]:
    places = {span.id: (span.start, span.end, span.label) for span in vote.spans}
    return {(each.label, places[each.head], places[each.tail]) for each in vote.relations}


def _count(counter: Counter[str], a: Set[Hashable], b: Set[Hashable]) -> None:
    counter.update(both=len(a & b), a=len(a), b=len(b))


def _figure(counter: Counter[str], reason: str | None) -> Figure:
    total = counter["a"] + counter["b"]
    if total == 0:
        return Figure(None, 0, (0, 0), reason or "no-variation")
    return Figure(2 * counter["both"] / total, counter["both"], (counter["a"], counter["b"]), None)
