"""What may be said about a text: spans of it, attributes of a span or of the whole article, relations between spans."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A labelled stretch of a text: half-open, in code points."""

    start: int
    end: int
    label: str
    id: str

    def of(self, text: str) -> str:
        """The characters that this span covers."""
        return text[self.start : self.end]

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        return {"id": self.id, "label": self.label, "start": self.start, "end": self.end}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Span:
        """The inverse of `to_dict`."""
        return cls(value["start"], value["end"], value["label"], value["id"])


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named value, said of a span (`target` is its id) or, with no target, of the whole article."""

    target: str | None
    name: str
    value: str | int | float | tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {"target": self.target, "name": self.name, "value": value}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Attribute:
        """The inverse of `to_dict`."""
        said = value["value"]
        return cls(value["target"], value["name"], tuple(said) if isinstance(said, list) else said)


@dataclass(frozen=True, slots=True)
class Relation:
    """An arrow from the span `head` to the span `tail` (their ids), with flags that qualify it."""

    id: str
    label: str
    head: str
    tail: str
    flags: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        return {**asdict(self), "flags": list(self.flags)}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Relation:
        """The inverse of `to_dict`."""
        return cls(value["id"], value["label"], value["head"], value["tail"], tuple(value["flags"]))
