"""Which annotations a changed guideline touches: a condition on what they hold, and one on the version they were made by.

    label=compensation and text~"약 5억" and period=month and relation=joins

A term is a field, `=`, `!=` or `~` (contains), and a word or a text in quotes. What is asked of a span (`label`, `text`, the attributes of
spans) is asked of one and the same span; `relation`, `flag` and the article's own attributes are asked of the answer as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toolkit.annotation.annotation import Annotation
from toolkit.finding import ToolkitError, finding, quote
from toolkit.scheme.scheme import Scheme

_TERM = re.compile(r"""\s*([^\s=!~"']+)\s*(!=|=|~)\s*("[^"]*"|'[^']*'|[^\s"']+)(?:\s+|$)""")
_AND = re.compile(r"and\s+", re.IGNORECASE)
_VERSION = re.compile(r"(<=|>=|!=|==|=|<|>)\s*(\d+(?:\.\d+)*)")
_COMPARE: Mapping[str, Callable[[list[int], list[int]], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A field, how it is compared, and with what."""

    field: str
    operator: str
    value: str

    def holds(self, said: list[str]) -> bool:
        """Whether it holds of what is said under the field: of anything there, or with != of nothing."""
        if self.operator == "~":
            return any(self.value in each for each in said)
        return (self.value in said) == (self.operator == "=")


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on an annotation: all its terms hold."""

    of_span: tuple[Term, ...]
    of_answer: tuple[Term, ...]

    def matches(self, annotation: Annotation, text: str) -> bool:
        """Whether it holds of an annotation on a text (offsets as the annotation has them)."""
        said: dict[tuple[str | None, str], list[str]] = {}
        for each in annotation.attributes:
            values = each.value if isinstance(each.value, tuple) else (each.value,)
            said.setdefault((each.target, each.name), []).extend(_spelled(value) for value in values)
        for relation in annotation.relations:
            said.setdefault((None, "relation"), []).append(relation.label)
            said.setdefault((None, "flag"), []).extend(relation.flags)
        for span in annotation.spans:
            said[span.id, "label"], said[span.id, "text"] = [span.label], [span.of(text)]
        if not all(term.holds(said.get((None, term.field), [])) for term in self.of_answer):
            return False
        return not self.of_span or any(
            all(term.holds(said.get((span.id, term.field), [])) for term in self.of_span) for span in annotation.spans
        )


def parse(expression: str, scheme: Scheme) -> Where:
    """Reads a condition; an empty one holds of everything. Raises ToolkitError (usage) where it asks for what the scheme does not have."""
    terms: list[Term] = []
    rest = expression.strip()
    while rest:
        if terms:
            if not (joined := _AND.match(rest)):
                raise refused(f"expected `and` before {quote(rest)}")
            rest = rest[joined.end() :]
        if not (found := _TERM.match(rest)):
            raise refused(f"expected FIELD=VALUE, FIELD!=VALUE or FIELD~WORD, found {quote(rest)}")
        value = found[3][1:-1] if found[3][0] in "\"'" else found[3]
        terms.append(Term(found[1], found[2], value))
        rest = rest[found.end() :]
    of_spans, of_article = scheme.span_attributes, [a for a in scheme.attributes.values() if a.of is None]
    spans: dict[str, list[str] | None] = {each.name: list(each.values) or None for each in of_spans}
    spans |= {"label": list(scheme.entities), "text": None}
    whole: dict[str, list[str] | None] = {each.name: list(each.values) or None for each in of_article}
    whole |= {"relation": list(scheme.relations), "flag": list(scheme.flags)}
    for term in terms:
        known = spans | whole
        if term.field not in known:
            raise refused(f"{quote(term.field)} is none of {', '.join(known)}")
        values = known[term.field]
        if term.operator != "~" and values is not None and term.value not in values:
            raise refused(f"{term.field} is never {quote(term.value)}, but one of {', '.join(values)}")
    return Where(tuple(t for t in terms if t.field in spans), tuple(t for t in terms if t.field not in spans))


def version_test(constraint: str) -> Callable[[str | None], bool]:
    """What tells whether a guideline's version is meant by a constraint like <1.3 or >=0.9,<1.3. No version is before all.

    Raises ToolkitError (usage) where it is none.
    """
    tests = []
    for part in constraint.split(","):
        if not (found := _VERSION.fullmatch(part.strip())):
            raise refused(f"expected a version to compare with, as in '<1.3', found {quote(constraint)}")
        tests.append((_COMPARE[found[1]], _numbers(found[2])))
    return lambda version: all(compare(_numbers(version or ""), bound) for compare, bound in tests)


def refused(message: str) -> ToolkitError:
    """The error for a command that was not meant so."""
    error = ToolkitError(finding("usage", "toolkit queue", message))
    error.exit_code = 2
    return error


def _numbers(version: str) -> list[int]:
    """A version's numbers, without zeros at the end: 1.0 is 1."""
    numbers = [int(part) for part in re.findall(r"\d+", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


def _spelled(value: object) -> str:
    """A value as one writes it in a condition: 500000000, not 500000000.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
