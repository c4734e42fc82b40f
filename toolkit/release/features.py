"""The tables of a release: their Hugging Face Features, made from the scheme, and their rows, made from records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from toolkit.record.record import Record, RecordEntity, RecordRelation
from toolkit.scheme.scheme import Scheme

if TYPE_CHECKING:
    import datasets

DEFAULT = "gold"


def features(scheme: Scheme) -> dict[str, datasets.Features]:
    """The Features of each config, by its name. Labels are ClassLabel in the scheme's order; offsets are int32."""
    from datasets import ClassLabel, Features, List, Value

    string, offset = Value("string"), Value("int32")
    span = {"start": offset, "end": offset}
    types = {"choice": string, "choices": List(string), "number": Value("float64"), "text": string}
    attributes = {each.name: types[each.type] for each in scheme.span_attributes}
    entity = {"id": string, "label": ClassLabel(names=list(scheme.entities)), **span, "text": string, "cluster": string}
    relation = {"id": string, "head": string, "tail": string, "flags": List(string)}
    if scheme.relations:
        relation["label"] = ClassLabel(names=list(scheme.relations))
    if attributes:  # Parquet has no struct without fields
        entity["attributes"] = attributes
    of_article = {each.name: types[each.type] for each in scheme.article_attributes}
    flat_entity = {name: each for name, each in entity.items() if name != "attributes"} | attributes
    return {
        "gold": Features({
            "article_id": string, "title": string, "text": string, "paragraphs": List(span), "sentences": List(span),
            "entities": List(entity), "relations": List(relation), "relevant": Value("bool"), "published_on": string,
            "source": string, "rights": string, **({"attributes": of_article} if of_article else {}),
        }),
        "articles": Features({
            "article_id": string, "url": string, "source": string, "outlet": string, "title": string, "text": string,
            "text_sha256": string, "published_at": string, "published_precision": string, "n_chars": offset,
            "dup_group": string, "rights": string, "licence": string,
        }),
        "entities": Features({"article_id": string, **flat_entity}),
        "relations": Features({"article_id": string, **relation}),
    }  # fmt: skip


def rows(records: Iterable[Record], scheme: Scheme) -> dict[str, list[dict[str, Any]]]:
    """The rows of each config, in the records' order, with labels as the ClassLabels' numbers."""
    entity_ids = {label: n for n, label in enumerate(scheme.entities)}
    relation_ids = {label: n for n, label in enumerate(scheme.relations)}
    made: dict[str, list[dict[str, Any]]] = {"gold": [], "articles": [], "entities": [], "relations": []}

    def entity(each: RecordEntity) -> dict[str, Any]:
        return {
            "id": each.id, "label": entity_ids[each.label], "start": each.start, "end": each.end, "text": each.text,
            "cluster": each.cluster,
        }  # fmt: skip

    def relation(each: RecordRelation) -> dict[str, Any]:
        return {
            "id": each.id, "label": relation_ids[each.label], "head": each.head, "tail": each.tail, "flags": list(each.flags),
        }  # fmt: skip

    def attributes(each: RecordEntity) -> dict[str, Any]:
        return {a.name: each.attributes.get(a.name) for a in scheme.span_attributes}

    for record in records:
        nested, arrows = record.entities, record.relations
        made["gold"].append({
            "article_id": record.article_id, "title": record.title, "text": record.text,
            "paragraphs": [{"start": a, "end": b} for a, b in record.paragraphs],
            "sentences": [{"start": a, "end": b} for a, b in record.sentences],
            "entities": None if nested is None else [entity(each) | {"attributes": attributes(each)} for each in nested],
            "relations": None if arrows is None else [relation(each) for each in arrows],
            "relevant": record.relevant, "published_on": record.published_on, "source": record.source, "rights": record.rights,
            "attributes": {each.name: record.attributes.get(each.name) for each in scheme.article_attributes},
        })  # fmt: skip
        made["articles"].append({name: getattr(record, name) for name in (
            "article_id", "url", "source", "outlet", "title", "text", "text_sha256", "published_at", "published_precision",
            "n_chars", "dup_group", "rights", "licence",
        )})  # fmt: skip
        key = {"article_id": record.article_id}
        made["entities"] += [key | entity(each) | attributes(each) for each in nested or ()]
        made["relations"] += [key | relation(each) for each in arrows or ()]
    return made
