"""What must hold between a record's parts, beyond the contract of single columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.finding import Finding, finding, quote
from toolkit.record.record import Record
from toolkit.scheme.scheme import Scheme


def check(records: Iterable[Record], scheme: Scheme) -> Iterator[Finding]:
    """Every fault of the records: spans that are not their text, ids that are not there, ends that the scheme forbids."""
    for record in records:
        where = f"article {record.article_id}"
        if record.entities is None or record.relations is None:
            if record.relevant or record.entities or record.relations:
                yield finding("ref-integrity", where, "an article that is not relevant has labels")
            continue
        yield from _spans(record, where)
        labels = {entity.id: entity.label for entity in record.entities}
        for entity in record.entities:
            if entity.cluster not in labels:
                yield finding("ref-integrity", f"{where} {entity.id}", f"no cluster {quote(entity.cluster)}")
        for relation in record.relations:
            at = f"{where} {relation.id}"
            if missing := [end for end in (relation.head, relation.tail) if end not in labels]:
                yield finding("ref-integrity", at, f"no entity {quote(missing[0])}")
            elif relation.label not in scheme.relations:
                yield finding("label-unknown", at, f"found the relation {quote(relation.label)}", severity="F")
            elif scheme.direction(relation.label, labels[relation.head], labels[relation.tail]) != "forward":
                pair = f"{labels[relation.head]} to {labels[relation.tail]}"
                yield finding("rel-endpoint-type", at, f"{quote(relation.label)} from {quote(pair)}", severity="F")


def _spans(record: Record, where: str) -> Iterator[Finding]:
    for entity in record.entities or ():
        at = f"{where} {entity.id}"
        if not 0 <= entity.start < entity.end <= record.n_chars:
            yield finding("span-surface", at, f"{entity.start} to {entity.end} of {record.n_chars} characters")
        elif record.text is not None and record.text[entity.start : entity.end] != entity.text:
            slice_ = record.text[entity.start : entity.end]
            yield finding("span-surface", at, f"found {quote(entity.text)!r}, the text has {quote(slice_)!r}")
        elif record.text is None and entity.text is not None:
            yield finding("span-surface", at, "the article's text is withheld, but not the span's")
