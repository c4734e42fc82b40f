"""Relations between neighbours: a person, a post and an organization side by side; and words like 전 or former at a span.

It finds no spans: it ties what the taggers before it suggest, as the scheme's defaults tie such labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from toolkit.article.article import Article
from toolkit.article.span import Attribute, Relation, Span
from toolkit.scheme.scheme import Scheme
from toolkit.task.taggers import Gold, Tagger
from toolkit.task.task import Prediction

_VERSION = "1"
# What may stand between two in apposition: a blank, a comma, an age, of; a word for the status of a post.
_STATUS = r"(?:(?:신임|전|현|전임|현직|신임 공동|초대|new|former|acting|then) )?"
_AGE = r"(?:\(\d\d세?\)|, \d\d,?)?"
_GAP = re.compile(rf"{_AGE}(?: |, | of | at | for )(?:the |its |a |an )?{_STATUS}|의 {_STATUS}|’s |'s |\(")


def make(scheme: Scheme, gold: Gold, folder: Path) -> Tagger:
    """A tagger for the labels whose spans the scheme says are names of people, of posts and of organizations."""
    kinds = {entity.label: entity.names for entity in scheme.entities.values() if entity.names}

    def tag(article: Article, found: Sequence[Span] = ()) -> Prediction:
        named = sorted(span for span in found if span.label in kinds)
        relations = []
        told: set[tuple[str, str, str]] = set()
        for head, tail in _pairs(article.text, named, kinds):
            label = scheme.default(head.label, tail.label)
            fact = (label or "", head.of(article.text), tail.of(article.text))
            if label and fact not in told:  # one fact, one arrow
                told.add(fact)
                if scheme.direction(label, head.label, tail.label) == "backward":
                    head, tail = tail, head
                relations.append(Relation(f"{label}-{head.id}-{tail.id}", label, head.id, tail.id))
        attributes = tuple(each for span in found for each in _said(article.text, span, scheme))
        return Prediction("apposition", _VERSION, (), attributes, tuple(relations))

    return tag


def _pairs(text: str, named: list[Span], kinds: Mapping[str, str | None]) -> Iterator[tuple[Span, Span]]:
    """Which spans to tie: of each run of neighbours in apposition, the post with its person and its organization."""
    runs: list[list[Span]] = []
    for before, span in pairwise([None, *named]):
        assert span is not None
        joined = before and _GAP.fullmatch(text, before.end, span.start)
        if joined and kinds[span.label] not in {kinds[each.label] for each in runs[-1]}:
            runs[-1].append(span)
        else:
            runs.append([span])
    for run in runs:
        by_kind = {kinds[span.label]: span for span in run}
        if post := by_kind.get("posts"):
            for other in ("people", "organizations"):
                if other in by_kind:
                    yield post, by_kind[other]


def _said(text: str, span: Span, scheme: Scheme) -> Iterator[Attribute]:
    """The attributes of a span that a word beside it says: one of the scheme's names for a value, like 전 or former."""
    for asked in scheme.attributes_of(span.label):
        if asked.type != "choice" or asked.reads:
            continue
        for value, titles in asked.values.items():
            words = "|".join(re.escape(title) for title in titles.values())
            before = re.search(rf"(?<![가-힣A-Za-z])(?:{words}) $", text[max(0, span.start - 20) : span.start])
            after = re.compile(rf" ?(?:직무|권한)? ?(?:{words})(?=[은는이가을를의에도로과와,. ]|$)")
            if before or after.match(text, span.end):
                yield Attribute(span.id, asked.name, value)
                break
