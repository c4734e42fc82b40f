"""JSON Schemas made from the scheme: of an annotation as it lies in annotations/batches, and of a released record."""

from __future__ import annotations

from typing import Any

from toolkit.scheme.scheme import AttributeType, Scheme

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_STRING: dict[str, Any] = {"type": "string"}
_OFFSET: dict[str, Any] = {"type": "integer", "minimum": 0}
_NOTHING: dict[str, Any] = {"not": {}}
_SHA: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def annotation(scheme: Scheme) -> dict[str, Any]:
    """The form of one annotation (a line of a batch): spans, attributes, relations; no text."""
    attributes = [
        _object({
            "target": {"type": "null"} if each.of is None else _STRING,
            "name": {"const": each.name},
            "value": _value(each),
        })
        for each in scheme.attributes.values()
    ]  # fmt: skip
    return {
        "$schema": _DIALECT,
        "title": f"An annotation, scheme {scheme.name} {scheme.version}",
        **_object({
            "id": _STRING,
            "article_id": _STRING,
            "text_sha256": _SHA,
            "annotator": {"type": "string", "pattern": "^a-[0-9a-f]{10}$"},
            "status": {"enum": ["submitted", "skipped", "withdrawn"]},
            "spans": _list(_object({"id": _STRING, "label": {"enum": list(scheme.entities)}, "start": _OFFSET, "end": _OFFSET})),
            "attributes": _list({"anyOf": attributes} if attributes else _NOTHING),
            "relations": _list(_relation(scheme)),
            "created_at": _STRING,
            "updated_at": _STRING,
            "scheme_version": _STRING,
            "guideline_version": _nullable(_STRING),
            "seconds": _nullable({"type": "number", "minimum": 0}),
            "ground_truth": {"type": "boolean"},
            "parents": _list(_STRING),
            "origins": {"type": "object", "additionalProperties": _STRING},
            "put_aside": _OFFSET,
            "extra": {"type": "object"},
        }, {"batch": _STRING, "round": _OFFSET, "blind": {"type": "boolean"}}),
    }  # fmt: skip


def record(scheme: Scheme) -> dict[str, Any]:
    """The form of one row of a release's default table, as `Record.to_dict` gives it."""
    span = _object({"start": _OFFSET, "end": _OFFSET})
    attributes = {each.name: _nullable(_value(each)) for each in scheme.span_attributes}
    entity = {
        "id": _STRING, "label": {"enum": list(scheme.entities)}, "start": _OFFSET, "end": _OFFSET, "text": _nullable(_STRING),
        "cluster": _STRING,
    }  # fmt: skip
    if attributes:
        entity["attributes"] = _object(attributes)
    of_article = {each.name: _nullable(_value(each)) for each in scheme.article_attributes}
    return {
        "$schema": _DIALECT,
        "title": f"A released article, scheme {scheme.name} {scheme.version}",
        **_object({
            "article_id": _STRING,
            "title": _nullable(_STRING),
            "text": _nullable(_STRING),
            "paragraphs": _list(span),
            "sentences": _list(span),
            "entities": _nullable(_list(_object(entity))),
            "relations": _nullable(_list(_relation(scheme))),
            "relevant": {"type": "boolean"},
            "published_on": _nullable(_STRING),
            "source": _STRING,
            "rights": {"enum": ["full", "standoff"]},
            **({"attributes": _object(of_article)} if of_article else {}),
        }),
    }  # fmt: skip


def _relation(scheme: Scheme) -> dict[str, Any]:
    flags = _list({"enum": list(scheme.flags)} if scheme.flags else _NOTHING)
    label = {"enum": list(scheme.relations)} if scheme.relations else _NOTHING
    return _object({"id": _STRING, "label": label, "head": _STRING, "tail": _STRING, "flags": flags})


def _value(attribute: AttributeType) -> dict[str, Any]:
    choice: dict[str, Any] = {"enum": list(attribute.values)}
    forms: dict[str, dict[str, Any]] = {
        "choice": choice,
        "choices": _list(choice),
        "number": {"type": "number"},
        "text": _STRING,
    }
    return forms[attribute.type]


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    properties = required | (optional or {})
    return {"type": "object", "required": list(required), "additionalProperties": False, "properties": properties}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
