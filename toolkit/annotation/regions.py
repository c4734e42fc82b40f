"""One annotation's `result` list, read into spans, attributes and relations; each is proven, and none is lost in silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from toolkit.annotation import spans
from toolkit.article.span import Attribute, Relation, Span
from toolkit.finding import Finding, Tally, finding, quote
from toolkit.scheme.scheme import AttributeType, Scheme
from toolkit.task.label_config import LABELS

_KNOWN = {
    "id",
    "from_name",
    "to_name",
    "type",
    "value",
    "origin",
    "from_id",
    "to_id",
    "direction",
    "labels",
    "parentID",
    "score",  # how sure a tagger was of it
}

Item = dict[str, Any]

_EXACT = 2**53
"""Up to here every reader of a number reads the same one (and not NaN, which is not within it either)."""


@dataclass(slots=True)
class Regions:
    """What a result list says, with what had to be put aside (`rejected`: the item and why)."""

    spans: list[Span] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    unknown_keys: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[Any, Finding]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


def parse(result: list[Any], text: str, scheme: Scheme, where: str) -> Regions:
    """Reads a result list that was made on `text`; `where` names the annotation in findings.

    Offsets come out in code points, and `text[start:end]` is what the annotator saw marked. Where an older server counted
    UTF-16 units, that is recognized if, and only if, it explains every span of the list.
    """
    return _Reader(text, scheme).read(result, where)


class _Reader:
    def __init__(self, text: str, scheme: Scheme) -> None:
        self.text, self.scheme = text, scheme
        self.made = Regions()
        self.merged: dict[str, str] = {}  # the id of a span drawn twice -> the id of the one kept
        self.lost: dict[str, str] = {}  # the id of a span that was put aside -> the code why

    def read(self, result: list[Any], where: str) -> Regions:
        drawn, said, arrows = [], [], []
        for i, item in enumerate(result):
            at = f"{where} /result/{i}"
            if not isinstance(item, dict) or not isinstance(item.get("type"), str):
                self.reject("regions", item, finding("ls-result-type", at, f"found {quote(item)}, expected a region"))
                continue
            self.made.unknown_keys.update(key for key in item if key not in _KNOWN)
            if item["type"] == "relation":
                arrows.append((at, item))
            elif item.get("from_name") == LABELS or item["type"] == "labels":
                drawn.append((at, item))
            else:
                said.append((at, item))
        self.spans(drawn, where)
        for at, item in said:
            outcome = self.attribute(at, item)
            if isinstance(outcome, Finding):
                self.reject("attributes", item, outcome)
            else:
                self.made.attributes.append(outcome)
                self.made.tally.keep("attributes")
        facts: dict[tuple[str, str, str], tuple[str, ...]] = {}
        for at, item in arrows:
            self.take(at, item, self.relation(at, item), facts)
        return self.made

    def reject(self, unit: str, item: Any, found: Finding) -> None:
        self.made.rejected.append((item, found))
        self.made.tally.quarantine(unit, found)

    def spans(self, drawn: list[tuple[str, Item]], where: str) -> None:
        tally = self.made.tally
        convert = spans.converter([item for _, item in drawn], self.text)
        kept: dict[str, tuple[Span, Item]] = {}
        meant: dict[str, set[str]] = {}  # what each id stands for: more than one thing is nothing that can be told
        for _, item in drawn:
            meant.setdefault(str(item.get("id")), set()).add(repr(item.get("value")))
        for at, item in drawn:
            proven = spans.prove(item, self.text, self.scheme, at, convert)
            if isinstance(proven, Span) and len(meant[proven.id]) > 1:
                proven = finding("region-id-dup", at, f"{quote(proven.id)} is another region's id, too")
            if isinstance(proven, Finding):
                self.lost.setdefault(str(item.get("id")), proven.code)
                self.reject("spans", item, proven)
                continue
            span = spans.trim(proven, self.text)
            if span != proven:
                change = f"{proven.start}-{proven.end} became {span.start}-{span.end}"
                tally.note(finding("span-trimmed", at, change))
            if not isinstance(item["value"].get("text"), str):
                tally.note(finding("span-unproven", at, "the region does not say what the annotator saw marked"))
            if convert:
                tally.note(finding("utf16-offset-converted", at, f"{item['value']['start']} became {proven.start}"))
            same = (span.start, span.end, span.label)
            twin = next((each for each, _ in kept.values() if (each.start, each.end, each.label) == same), None)
            if twin:
                if span.id != twin.id:
                    self.merged[span.id] = twin.id
                tally.skip("spans", "span-duplicate")
                tally.note(
                    finding("span-duplicate", at, f"{span.start}-{span.end} {quote(span.label)} is marked twice")
                )
            else:
                kept[span.id] = (span, item)
        # which of two spans that clash is wrong is not for us to say: both are put aside
        for region, other in spans.overlaps([span for span, _ in kept.values()], self.scheme.overlap).items():
            at = f"{where} region {quote(region)}"
            self.reject(
                "spans", kept.pop(region)[1], finding("span-overlap", at, f"overlaps with region {quote(other)}")
            )
            self.lost[region] = "span-overlap"
        self.made.spans = sorted(span for span, _ in kept.values())
        self.made.origins = {region: str(item.get("origin", "manual")) for region, (_, item) in kept.items()}
        if kept:
            tally.keep("spans", len(kept))

    def attribute(self, where: str, item: Item) -> Finding | Attribute:
        control, value = item.get("from_name"), item.get("value")
        asked = self.scheme.attributes.get(control) if isinstance(control, str) else None
        if asked is None:
            expected = f"expected one of {', '.join([LABELS, *self.scheme.attributes])}"
            return finding("control-unknown", where, f"found {quote(control)}, {expected}")
        if not isinstance(value, dict):
            return finding("ls-result-type", f"{where}/value", f"found {quote(value)}, expected an object")
        target = None
        if asked.of is not None:
            target = self.merged.get(str(item.get("id")), str(item.get("id")))
            span = next((each for each in self.made.spans if each.id == target), None)
            if span is None:
                message = f"{asked.name} of region {quote(target)}, which is not there{self.why(target)}"
                return finding("attr-orphan", where, message)
            if span.label not in asked.of:
                return finding("attr-not-allowed", where, f"{asked.name} stands on a {quote(span.label)}")
        answer = _answer(asked, value)
        if answer is None:
            return finding("attr-value", f"{where}/value", f"{asked.name}: found {quote(value)}")
        if any(each.target == target and each.name == asked.name for each in self.made.attributes):
            return finding("attr-value", where, f"{asked.name} is answered twice")
        return Attribute(target, asked.name, answer)

    def take(
        self, where: str, item: Item, outcome: Finding | Relation, facts: dict[tuple[str, str, str], tuple[str, ...]]
    ) -> None:
        if isinstance(outcome, Finding):
            self.reject("relations", item, outcome)
            return
        fact = (outcome.label, outcome.head, outcome.tail)
        if facts.get(fact, outcome.flags) != outcome.flags:
            message = f"{quote(outcome.label)} is drawn twice, with other flags"
            self.reject("relations", item, finding("rel-duplicate", where, message, severity="Q"))
            return
        if fact in facts:
            self.made.tally.skip("relations", "rel-duplicate")
            self.made.tally.note(finding("rel-duplicate", where, f"{quote(outcome.label)} is drawn twice"))
            return
        facts[fact] = outcome.flags
        self.made.relations.append(outcome)
        self.made.tally.keep("relations")

    def relation(self, where: str, item: Item) -> Finding | Relation:
        known = {span.id: span for span in self.made.spans}
        ends = [self.merged.get(str(item.get(end)), str(item.get(end))) for end in ("from_id", "to_id")]
        if missing := [end for end in ends if end not in known]:
            message = f"from {quote(ends[0])} to {quote(ends[1])}; no {quote(missing[0])}{self.why(missing[0])}"
            return finding("rel-dangling", where, message)
        labels = item["labels"] if item.get("labels") is not None else []
        if not isinstance(labels, list) or not all(isinstance(each, str) for each in labels):
            return finding("rel-type", where, f"found {quote(labels)}, expected a list of labels")
        if unknown := [each for each in labels if each not in self.scheme.relations and each not in self.scheme.flags]:
            return finding("label-unknown", where, f"found the relation {quote(unknown[0])}")
        named = [each for each in dict.fromkeys(labels) if each in self.scheme.relations]
        flags = tuple(each for each in self.scheme.flags if each in labels)
        if len(named) > 1:
            return finding("rel-type", where, f"found {quote(' and '.join(named))}, expected one")
        head, tail = (known[end] for end in (reversed(ends) if item.get("direction") == "left" else ends))
        if head.id == tail.id:
            return finding("rel-loop", where, f"region {quote(head.id)} is tied to itself")
        pair = f"{quote(head.label)} to {quote(tail.label)}"
        label = named[0] if named else self.scheme.default(head.label, tail.label)
        if label is None:
            return finding("rel-type", where, f"found an arrow without a label from {pair}, which has no default")
        direction = self.scheme.direction(label, head.label, tail.label)
        if direction is None:
            return finding("rel-endpoint-type", where, f"{quote(label)} from {pair}")
        if not named:
            self.made.tally.note(finding("relation-defaulted", where, f"{pair}: {quote(label)}"))
        symmetric = self.scheme.relations[label].symmetric
        if direction == "backward" or (item.get("direction") == "bi" and not symmetric):
            self.made.tally.note(finding("relation-turned", where, f"{quote(label)} was drawn from {pair}"))
        if direction == "backward" or (symmetric and tail < head):
            head, tail = tail, head
        return Relation(f"{label}-{head.id}-{tail.id}", label, head.id, tail.id, flags)

    def why(self, region: str) -> str:
        return f" ({self.lost[region]})" if region in self.lost else ""


def _answer(asked: AttributeType, value: Item) -> str | int | float | tuple[str, ...] | None:
    """An attribute's answer, or None where it is not one."""
    if asked.type == "number":
        number = value.get("number")
        exact = isinstance(number, int | float) and not isinstance(number, bool) and abs(number) <= _EXACT
        return number if exact else None
    said = value.get("text" if asked.type == "text" else "choices")
    said = [said] if isinstance(said, str) else said
    if not isinstance(said, list) or not said or not all(isinstance(each, str) for each in said):
        return None
    if asked.type == "text":
        return "\n".join(said)
    if any(each not in asked.values for each in said):
        return None
    if asked.type == "choices":
        return tuple(value for value in asked.values if value in said)  # in the scheme's order: ticking has none
    return said[0] if len(said) == 1 else None
