"""What people did with suggestions: kept, changed, deleted, and added what nobody suggested."""

from __future__ import annotations

from typing import Any

from toolkit.annotation import regions
from toolkit.annotation.regions import Regions
from toolkit.article.span import Relation, Span
from toolkit.finding import Tally
from toolkit.scheme.scheme import Scheme
from toolkit.task.task import author

BY_HAND = "(by hand)"
"""Stands for the tagger where there was none."""

Place = tuple[int, int, str]


def compare(sent: list[Any], said: Regions, text: str, scheme: Scheme) -> Tally:
    """An answer that began from a suggestion against it; `sent` is the suggestion's result list.

    Counts a unit `suggestions TAGGER LABEL` of spans: kept as they were, or skipped because they were `changed` (other ends
    or another label under the same id) or `deleted`; and `suggestions (by hand) LABEL`, skipped as `added`. Relations are
    counted under `->` instead of the tagger.
    """
    offered = regions.parse(sent, text, scheme, "suggestion")
    tally = Tally()
    here = {_place(span) for span in said.spans}
    ids = {span.id for span in said.spans}
    for span in offered.spans:
        unit = f"suggestions {author(span.id) or '?'} {span.label}"
        if _place(span) in here:
            tally.keep(unit)
        else:
            tally.skip(unit, "changed" if span.id in ids else "deleted")
    there, offered_ids = {_place(span) for span in offered.spans}, {span.id for span in offered.spans}
    for span in said.spans:
        if _place(span) not in there and span.id not in offered_ids:
            tally.skip(f"suggestions {BY_HAND} {span.label}", "added")
    drawn, proposed = _facts(said), _facts(offered)
    for label, *_ in sorted(proposed & drawn):
        tally.keep(f"suggestions -> {label}")
    for label, *_ in sorted(proposed - drawn):
        tally.skip(f"suggestions -> {label}", "deleted")
    for label, *_ in sorted(drawn - proposed):
        tally.skip(f"suggestions -> {label}", "added")
    return tally


def _place(span: Span) -> Place:
    return span.start, span.end, span.label


def _facts(of: Regions) -> set[tuple[str, Place, Place]]:
    places = {span.id: _place(span) for span in of.spans}
    return {_fact(each, places) for each in of.relations}


def _fact(relation: Relation, places: dict[str, Place]) -> tuple[str, Place, Place]:
    return relation.label, places[relation.head], places[relation.tail]
