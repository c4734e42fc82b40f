"""Which mentions are one thing: equal strings, spellings of one name, and what an identity relation ties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
