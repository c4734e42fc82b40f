"""Tasks and labels in Label Studio's own form, on the way out. (On the way back: annotation.parse.)"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toolkit.article.span import Attribute, Relation, Span
from toolkit.scheme.scheme import Scheme
from toolkit.task.label_config import LABELS, TEXT
from toolkit.task.task import Prediction, Task

MODEL = "talentwire"
"""The model version of all suggestions that are sent."""

_KEYS = {"choice": "choices", "choices": "choices", "number": "number", "text": "text"}
_TYPES = {"choice": "choices", "choices": "choices", "number": "number", "text": "textarea"}

_OF_A_BATCH = {"batch", "round", "blind", "revises"}  # tasks of no batch do not speak of it


def task(sent: Task, scheme: Scheme) -> dict[str, Any]:
    """A task as the import call takes it: `data` with our keys, and what is suggested."""
    data = {name: getattr(sent, name) for name in sent.__slots__ if name != "prediction"}
    data = {name: value for name, value in data.items() if value or name not in _OF_A_BATCH}
    made: dict[str, Any] = {"data": data}
    if (said := sent.prediction) is not None:
        made["predictions"] = [prediction(said, sent.text, scheme)]
    return made


def prediction(said: Prediction, text: str, scheme: Scheme) -> dict[str, Any]:
    """A suggestion as the import call takes it, and as an ML backend answers.

    Label Studio shows only the suggestions of the project's one model version: ours never changes, and the ids of spans
    name the taggers and their versions.
    """
    result = results(text, said.spans, said.attributes, said.relations, scheme)
    for item in result:
        if item.get("from_name") == LABELS and item["id"] in said.scores:
            item["score"] = round(said.scores[item["id"]], 4)
    made = {"model_version": MODEL, "result": result}
    return made if said.score is None else {**made, "score": round(said.score, 4)}


def results(
    text: str,
    spans: Iterable[Span],
    attributes: Iterable[Attribute],
    relations: Iterable[Relation],
    scheme: Scheme,
) -> list[dict[str, Any]]:
    """The `result` list that says these things of a text.

    An attribute of a span is an item of its own under the span's id; a relation names its two ends. A relation with an
    empty label is left without one, as an annotator would leave it.
    """
    made: list[dict[str, Any]] = []
    places: dict[str | None, dict[str, Any]] = {None: {}}
    for span in spans:
        places[span.id] = place = {"start": span.start, "end": span.end, "text": span.of(text)}
        made.append(_item(span.id, LABELS, "labels", {**place, "labels": [span.label]}))
    for said in attributes:
        kind = scheme.attributes[said.name].type
        value: Any = list(said.value) if isinstance(said.value, tuple) else said.value
        if kind in ("choice", "text"):
            value = [value]
        item_id = said.target or f"article-{said.name}"
        made.append(_item(item_id, said.name, _TYPES[kind], {**places[said.target], _KEYS[kind]: value}))
    for relation in relations:
        labels = [relation.label, *relation.flags] if relation.label else [*relation.flags]
        ends = {"from_id": relation.head, "to_id": relation.tail, "direction": "right"}
        made.append({**ends, "type": "relation", **({"labels": labels} if labels else {})})
    return made


def _item(item_id: str, control: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": item_id, "from_name": control, "to_name": TEXT, "type": kind, "value": value}
