"""The label scheme: what may be said of a text, read from schemas/scheme.yaml, the only place where a label is spelled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from toolkit import config
from toolkit.config import Config
from toolkit.finding import Finding, SchemeError, finding, quote
from toolkit.pay import Pay

Translated = dict[str, str]
"""A text in each of the scheme's languages, by language code."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A label for spans. `reader` names what reads a value out of such a span (pay), if anything does.

    `names` says whose (or what's) names such spans are, so that two spellings of one can be known as one, and suggestions
    know what to look for; `orphan`, that a span which
    takes part in no relation is to be warned of.
    """

    label: str
    name: Translated
    meaning: Translated
    examples: tuple[str, ...] = ()
    color: str | None = None
    hotkey: str | None = None
    reader: str | None = None
    names: Literal["organizations", "people", "posts"] | None = None
    orphan: Literal["warn"] | None = None


@dataclass(frozen=True, slots=True)
class AttributeType:
    """A named question about a span with one of the labels `of`, or (where that is None) about the whole article.

    `reads` is the field of the label's reader that an empty answer falls back on.
    """

    name: str
    of: tuple[str, ...] | None
    type: Literal["choice", "choices", "number", "text"]
    title: Translated
    meaning: Translated
    values: dict[str, Translated]
    reads: str | None = None


@dataclass(frozen=True, slots=True)
class Ends:
    """A pair of labels that a relation may join; `default` is what an arrow without a label means between them."""

    head: str
    tail: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class RelationType:
    """A label for relations. `identity` says that its two ends are one thing under two names."""

    label: str
    name: Translated
    meaning: Translated
    ends: tuple[Ends, ...]
    symmetric: bool = False
    identity: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """A label that qualifies a relation; none means that it is asserted."""

    label: str
    name: Translated
    meaning: Translated


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme, whole and checked. Mappings keep the order of the file, which is the order of every ClassLabel."""

    name: str
    version: str
    languages: tuple[str, ...]
    overlap: Literal["none", "nested", "free"]
    entities: dict[str, Entity]
    attributes: dict[str, AttributeType]
    relations: dict[str, RelationType]
    flags: dict[str, Flag]
    irrelevant: tuple[str, str] | None

    def direction(self, relation: str, head: str, tail: str) -> Literal["forward", "backward"] | None:
        """How a relation may join two labels: as drawn, the other way round, or (None) not at all."""
        ends = {(each.head, each.tail) for each in self.relations[relation].ends}
        if (head, tail) in ends:
            return "forward"
        return "backward" if (tail, head) in ends else None

    def default(self, head: str, tail: str) -> str | None:
        """The relation that an arrow without a label means between two labels, in whichever direction it was drawn."""
        for relation in self.relations.values():
            for ends in relation.ends:
                if ends.default and {(ends.head, ends.tail), (ends.tail, ends.head)} & {(head, tail)}:
                    return relation.label
        return None

    def attributes_of(self, label: str | None) -> list[AttributeType]:
        """The attributes that spans of a label (or, for None, the whole article) may have, in the scheme's order."""
        return [a for a in self.attributes.values() if (a.of is None if label is None else label in (a.of or ()))]

    @property
    def article_attributes(self) -> list[AttributeType]:
        """The attributes of the article that are released: not the mark of a negative, which has a column of its own, and
        not what is typed in freely, which is a word to the curator.
        """
        negative = self.irrelevant[0] if self.irrelevant else None
        return [a for a in self.attributes.values() if a.of is None and a.type != "text" and a.name != negative]

    @property
    def span_attributes(self) -> list[AttributeType]:
        """The attributes of spans, in the scheme's order."""
        return [a for a in self.attributes.values() if a.of is not None]


def read(path: Path) -> Scheme:
    """The scheme in a file. Raises SchemeError with the first of its faults (`check` lists them all)."""
    return _make(config.read(path))


def parse(text: str, name: str = "scheme.yaml") -> Scheme:
    """As `read`, of a text."""
    return _make(config.parse(text, name))


def check(path: Path) -> list[Finding]:
    """Every fault of a scheme file, each with its line; empty when it holds."""
    try:
        read_config = config.read(path)
    except SchemeError as error:
        return [error.finding]
    return config.faults(read_config, json_schema()) or list(_contradictions(read_config))


def json_schema() -> dict[str, Any]:
    """The JSON Schema that scheme files obey."""
    text = files("toolkit.scheme").joinpath("scheme.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _make(read_config: Config) -> Scheme:
    for found in [*config.faults(read_config, json_schema())] or _contradictions(read_config):
        raise SchemeError(found)
    raw = read_config.value
    return Scheme(
        name=raw["name"],
        version=raw["version"],
        languages=tuple(raw["languages"]),
        overlap=raw.get("overlap", "nested"),
        entities={
            label: Entity(label=label, **{**entry, "examples": tuple(entry.get("examples", ()))})
            for label, entry in raw["entities"].items()
        },
        attributes={name: _attribute(name, entry) for name, entry in raw.get("attributes", {}).items()},
        relations={
            label: RelationType(label=label, **{**entry, "ends": tuple(Ends(**ends) for ends in entry["ends"])})
            for label, entry in raw.get("relations", {}).items()
        },
        flags={label: Flag(label=label, **entry) for label, entry in raw.get("flags", {}).items()},
        irrelevant=(raw["irrelevant"]["attribute"], raw["irrelevant"]["value"]) if "irrelevant" in raw else None,
    )


def _attribute(name: str, entry: dict[str, Any]) -> AttributeType:
    of = None if entry["of"] == "article" else tuple(entry["of"])
    values = entry.get("values", {})
    return AttributeType(name, of, entry["type"], entry["name"], entry.get("meaning", {}), values, entry.get("reads"))


def _contradictions(read_config: Config) -> Iterator[Finding]:
    """What a JSON Schema cannot say: names that must exist, and must not mean two things."""
    raw = read_config.value
    entities, relations = raw["entities"], raw.get("relations", {})

    def found(pointer: str, message: str) -> Finding:
        return finding("scheme-contradiction", read_config.where(pointer), message)

    hotkeys: dict[str, str] = {}
    for label, entity in entities.items():
        if (key := entity.get("hotkey")) is not None and hotkeys.setdefault(key, label) != label:
            yield found(f"/entities/{label}/hotkey", f"the key {quote(key)} is {hotkeys[key]}'s already")
    for name, attribute in raw.get("attributes", {}).items():
        for i, label in enumerate(attribute["of"] if attribute["of"] != "article" else ()):
            if label not in entities:
                yield found(
                    f"/attributes/{name}/of/{i}", f"found {quote(label)}, expected one of {', '.join(entities)}"
                )
        if (reads := attribute.get("reads")) is not None:
            bound = [entities[label].get("reader") for label in attribute["of"] if label in entities]
            if attribute["of"] == "article" or not all(bound):
                yield found(f"/attributes/{name}/reads", "expected only labels that have a reader")
            elif reads not in Pay.__slots__:
                known = ", ".join(Pay.__slots__)
                yield found(f"/attributes/{name}/reads", f"found {quote(reads)}, the reader gives {known}")
    defaults: dict[frozenset[str], str] = {}
    for label, relation in relations.items():
        if label in raw.get("flags", {}):
            yield found(f"/flags/{label}", "a flag and a relation have one name")
        for i, ends in enumerate(relation["ends"]):
            for end in ("head", "tail"):
                if ends[end] not in entities:
                    expected = f"expected one of {', '.join(entities)}"
                    yield found(f"/relations/{label}/ends/{i}/{end}", f"found {quote(ends[end])}, {expected}")
            pair = frozenset((ends["head"], ends["tail"]))
            if ends.get("default") and defaults.setdefault(pair, label) != label:
                other = defaults[pair]
                yield found(f"/relations/{label}/ends/{i}/default", f"{other} is the default of this pair already")
    if negative := raw.get("irrelevant"):
        attribute = raw.get("attributes", {}).get(negative["attribute"])
        if not attribute or attribute["of"] != "article" or negative["value"] not in attribute.get("values", {}):
            yield found("/irrelevant", "expected an attribute of the article, and one of its values")
