"""Which mentions are one thing: equal strings, spellings of one name, and what an identity relation ties.

So two people who draw one fact at two mentions of a name have said the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.annotation.annotation import Annotation
from toolkit.article.span import Relation, Span
from toolkit.scheme.scheme import Scheme

_FORM = (
    r"㈜|㈔|㈐|\((?:주|유|사|재|합)\)|주식회사|유한회사|(?:Inc|Corp|Co|Ltd|LLC|PLC|plc|GmbH)\b\.?|Corporation|Limited"
)
_LEGAL_FORMS = re.compile(rf"^(?:(?:{_FORM})[\s,]*)+|(?:[\s,]*(?:{_FORM}))+$")
_TITLED = re.compile(r"(?P<surname>[가-힣]{1,2})(?: \S.*| ?씨)")
_FULL_NAME = re.compile(r"[가-힣]{2,5}")


def clusters(spans: Sequence[Span], relations: Iterable[Relation], text: str, scheme: Scheme) -> dict[str, str]:
    """The cluster of each span, by its id: the id of the cluster's first mention. `spans` stand in text order.

    One cluster are, under one label: the same string; names of organizations that differ only in their legal form; a
    surname with a title and the one full Korean name in the article that begins with it; and what an identity joins.
    """
    parent: dict[str, str] = {span.id: span.id for span in spans}
    order = {span.id: n for n, span in enumerate(spans)}

    def root(span_id: str) -> str:
        while parent[span_id] != span_id:
            span_id = parent[span_id]
        return span_id

    def join(a: str, b: str) -> None:
        first, second = sorted((root(a), root(b)), key=order.__getitem__)
        parent[second] = first

    by_name: dict[tuple[str, str], Span] = {}
    for span in spans:
        # a reader's values (amounts) are events, not names: 5억원 twice may be two payments
        if scheme.entities[span.label].reader is None:
            join(span.id, by_name.setdefault((span.label, _name(span, text, scheme)), span).id)
    for (label, name), span in by_name.items():
        if scheme.entities[label].names == "people" and (titled := _TITLED.fullmatch(name)):
            whole = [
                other
                for (kind, full), other in by_name.items()
                if kind == label and _FULL_NAME.fullmatch(full) and not _TITLED.fullmatch(full)
                and full.startswith(titled["surname"]) and full != titled["surname"]
            ]  # fmt: skip
            if len(whole) == 1:  # of two who share the surname, the annotator says which
                join(span.id, whole[0].id)
    for relation in relations:
        if scheme.relations[relation.label].identity:
            join(relation.head, relation.tail)
    return {span_id: root(span_id) for span_id in parent}


def _name(span: Span, text: str, scheme: Scheme) -> str:
    """What a mention is known by: its string, without the legal form of an organization."""
    surface = span.of(text)
    if scheme.entities[span.label].names == "organizations":
        return _LEGAL_FORMS.sub("", surface) or surface
    return surface


Place = tuple[int, int, str]
"""Where a span stands, and its label: what it is whoever marked it."""
Fact = tuple[str, Place, Place]
"""A relation's label and the things at its ends, each by its first mention."""


def place(span: Span) -> Place:
    """The place of a span."""
    return span.start, span.end, span.label


@dataclass(frozen=True, slots=True)
class Things:
    """What several people's mentions in one article are mentions of: what is one thing to any of them is one.

    `names` goes by the strings alone, `things` by what identity relations tie, too.
    """

    names: dict[Place, Place]
    things: dict[Place, Place]

    @classmethod
    def of(cls, votes: Sequence[Annotation], text: str, scheme: Scheme) -> Things:
        """The things in what `votes` marked on a `text`."""
        places = sorted(
            {place(span) for vote in votes for span in vote.spans}, key=lambda each: (each[0], -each[1], each[2])
        )
        spans = {each: Span(*each, str(number)) for number, each in enumerate(places)}
        tied: list[Relation] = []
        for vote in votes:
            own = {span.id: spans[place(span)].id for span in vote.spans}
            tied += [Relation("", r.label, own[r.head], own[r.tail]) for r in vote.relations]
        made = []
        for relations in ([], tied):
            found = clusters(list(spans.values()), relations, text, scheme)
            made.append({each: places[int(found[span.id])] for each, span in spans.items()})
        return cls(*made)

    @classmethod
    def apart(cls, votes: Sequence[Annotation]) -> Things:
        """Every place a thing of its own: all that can be said where the text is not at hand."""
        own = {place(span): place(span) for vote in votes for span in vote.spans}
        return cls(own, own)

    def facts(self, vote: Annotation, scheme: Scheme) -> dict[Fact, list[tuple[Relation, Place, Place]]]:
        """What somebody's relations say, each with the arrows that say it. That two names are one thing is said of the names."""
        own = {span.id: place(span) for span in vote.spans}
        said: dict[Fact, list[tuple[Relation, Place, Place]]] = {}
        for each in vote.relations:
            kind = scheme.relations[each.label]
            known = self.names if kind.identity else self.things
            ends = known[own[each.head]], known[own[each.tail]]
            head, tail = sorted(ends) if kind.symmetric else ends
            said.setdefault((each.label, head, tail), []).append((each, own[each.head], own[each.tail]))
        return said
