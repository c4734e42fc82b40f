"""Reading the YAML that people write (scheme, sources, card), strictly: what is ambiguous is refused, with its line.

Refused: aliases, duplicate keys, tags, and plain scalars that YAML 1.1 and 1.2 read differently (no, 012, 12:30, dates,
1_000, 1.0). What remains is strings, true/false, whole numbers and null, and means the same to every reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.finding import Finding, SchemeError, finding, quote

_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})\Z")
_DEPTH = 32
_SECRET = re.compile(
    r"(?i)(://[^/\s:@]+:[^/\s@]+@|\b(token|password|secret|api_?key)\b[\"']?\s*[:=]\s*[\"']?[\w.-]{8,}|\bhf_\w{20,})"
)


@dataclass(frozen=True, slots=True)
class Config:
    """A file's content as plain values, and where in the file each of them stands."""

    path: str
    value: Any
    marks: dict[str, tuple[int, int]]

    def where(self, pointer: str) -> str:
        """`file:line:col pointer` of a JSON pointer, or of the nearest parent that has a place."""
        at = pointer
        while at and at not in self.marks:
            at = at.rpartition("/")[0]
        line, column = self.marks.get(at, (1, 1))
        return f"{self.path}:{line}:{column} {pointer or '/'}"


def read(path: Path, name: str = "") -> Config:
    """The content of a YAML file. Raises SchemeError (config-*) for anything that is not plain and unambiguous."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise SchemeError(finding("config-missing", name or str(path), f"cannot be read: {reason}")) from None
    return parse(text, name or str(path))


def parse(text: str, name: str) -> Config:
    """As `read`, of a text; `name` stands for it in findings."""
    import yaml

    if secret := _SECRET.search(text):
        line = text.count("\n", 0, secret.start()) + 1
        raise SchemeError(finding("secret-in-config", f"{name}:{line}:1", "found what looks like a password or token"))
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH:  # PyYAML's time is quadratic in it
                raise _refused("config-syntax", name, event.start_mark, f"nested over {_DEPTH} deep")
            if isinstance(event, yaml.AliasEvent):
                raise _refused("config-alias", name, event.start_mark, "found an alias, expected the value itself")
            if tag := getattr(event, "tag", None):
                found = f"found the tag {quote(tag)}, expected plain values"
                raise _refused("config-type", name, event.start_mark, found)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = quote(getattr(error, "problem", None) or error)
        raise _refused("config-syntax", name, mark, f"not YAML: {problem}") from None
    marks: dict[str, tuple[int, int]] = {}
    return Config(name, None if root is None else _value(root, name, "", marks), marks)


def faults(config: Config, schema: dict[str, Any]) -> list[Finding]:
    """Everything in which a config differs from a JSON Schema, each with its line; empty when it holds."""
    from jsonschema import Draft202012Validator

    def found(error: Any) -> Iterator[Finding]:
        if error.context:  # an anyOf: the branch that came nearest says most
            deepest = max(error.context, key=lambda e: len(e.absolute_path))
            if len(deepest.absolute_path) > len(error.absolute_path):
                yield from found(deepest)
                return
        pointer = "".join(f"/{part}" for part in error.absolute_path)
        code = "config-type" if error.validator == "type" else "config-schema"
        yield finding(code, config.where(pointer), quote(error.message, 160))

    errors = sorted(
        Draft202012Validator(schema).iter_errors(config.value), key=lambda e: [str(p) for p in e.absolute_path]
    )
    return [each for error in errors for each in found(error)]


def _refused(code: str, name: str, mark: Any, message: str) -> SchemeError:
    place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
    return SchemeError(finding(code, place, message))


def _value(node: Any, name: str, pointer: str, marks: dict[str, tuple[int, int]]) -> Any:
    import yaml

    marks[pointer] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = _value(key_node, name, f"{pointer}/?", marks)
            if not isinstance(key, str):
                found = f"found {type(key).__name__} {quote(key_node.value)} as a key, expected a string in quotes"
                raise _refused("config-type", name, key_node.start_mark, found)
            if key in mapping:
                raise _refused("config-duplicate-key", name, key_node.start_mark, f"found a second {quote(key)}")
            mapping[key] = _value(value_node, name, f"{pointer}/{key}", marks)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, name, f"{pointer}/{i}", marks) for i, item in enumerate(node.value)]
    if any("\ud800" <= c <= "\udfff" for c in node.value):
        raise _refused("config-type", name, node.start_mark, "found half of a surrogate pair, expected characters")
    if node.style is not None or node.tag == "tag:yaml.org,2002:str":
        return node.value
    if node.value in _PLAIN:
        return _PLAIN[node.value]
    if _INTEGER.match(node.value):
        return int(node.value)
    kind = node.tag.rpartition(":")[2]
    found = f"found {quote(node.value)}, which YAML reads as {kind}; expected a string in quotes"
    raise _refused("config-type", name, node.start_mark, found)
