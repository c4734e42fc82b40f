"""Suggests what was labelled before, or found by other taggers, at its other mentions, and people with their posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.article.article import Article
from toolkit.article.span import Span
from toolkit.scheme.scheme import Scheme
from toolkit.task.taggers import Gold, Tagger, titles
from toolkit.task.taggers.names import Names, labelled
from toolkit.task.task import Prediction
from toolkit.workspace import sha256

_CODE = "3"
"""Changes with what this file, names.py and titles.py do."""


def make(scheme: Scheme, gold: Gold, folder: Path) -> Tagger:
    """A tagger for every label that the scheme does not read by a reader.

    Names of the gold are suggested at all their mentions; so are, in their own article, names that taggers before it found
    and people whom the text names with a post (김하람 사장). That a label's spans are names, and whose, is the scheme's to say.
    """
    known = labelled(gold, [entity.label for entity in scheme.entities.values() if not entity.reader])
    labels = {name: label for name, (label, _) in known.items()}
    kinds = {entity.names: entity.label for entity in scheme.entities.values() if entity.names}
    version = sha256("\n".join([_CODE, *(f"{name}\t{label}" for name, label in labels.items())]))[:8]

    def tag(article: Article, found: Sequence[Span] = ()) -> Prediction:
        proper = (kinds.get("people"), kinds.get("organizations"))
        here = {span.of(article.text): span.label for span in found if span.label in proper}
        spans = tuple(
            Span(start, end, label, f"gazetteer-{start}-{end}")
            for start, end, label in mentions(article.text, {**labels, **here}, kinds)
        )
        return Prediction("gazetteer", version, spans)

    return tag


def mentions(text: str, labels: Mapping[str, str], kinds: Mapping[Any, str]) -> list[tuple[int, int, str]]:
    """Where known names and titled people stand, as (start, end, label), in order and not overlapping.

    `labels` has the known names with their labels, `kinds` the label for people and for posts.
    """
    people = frozenset(name for name, label in labels.items() if label == kinds.get("people") and name in text)
    titled = [(start, end, kinds[kind]) for start, end, kind in titles.find(text, people) if kind in kinds]
    called = {text[start:end]: label for start, end, label in titled if label == kinds.get("people")}
    everything = [*Names({**called, **labels}).find(text), *titled]
    made: list[tuple[int, int, str]] = []
    for each in sorted(everything, key=lambda place: (place[0], -place[1])):
        if not made or each[0] >= made[-1][1]:
            made.append(each)
    return made
