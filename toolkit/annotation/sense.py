"""What the guideline says against an annotation that the scheme allows: warnings for the annotator, quickly made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.annotation.annotation import Annotation
from toolkit.annotation.particle import ending
from toolkit.article.span import Span
from toolkit.finding import Finding, finding, quote
from toolkit.pay import Pay, parse_pay
from toolkit.scheme.scheme import Scheme

_EDGE = re.compile(r"^[\s,·:;]|[\s,·:;]$")
_QUOTES = tuple(zip("‘“「『<〈《\"'", "’”」』>〉》\"'", strict=True))
_BRACKETS = tuple(zip("([{（", ")]}）", strict=True))
_REACH = 200  # characters around an amount, more than its reader looks at


def faults(annotation: Annotation, text: str, scheme: Scheme, where: str) -> Iterator[Finding]:
    """What the annotator should look at again; `text` is the article's, the annotation holds under the scheme."""
    for span in annotation.spans:
        yield from _edges(span, annotation, text, scheme, f"{where} {quote(span.id)}")
    yield from _orphans(annotation, text, scheme, where)
    yield from _values(annotation, text, scheme, where)


def _edges(span: Span, annotation: Annotation, text: str, scheme: Scheme, where: str) -> Iterator[Finding]:
    surface = span.of(text)
    if _EDGE.search(surface) or _is_quoted(surface) or any(surface.count(a) != surface.count(b) for a, b in _BRACKETS):
        yield finding("span-edge", where, f"found {quote(surface)!r}")
        return
    marked = {each.of(text) for each in annotation.spans if each.label == span.label}
    amount = scheme.entities[span.label].reader is not None
    if particle := ending(surface, text, span.end, marked, amount=amount):
        yield finding("span-particle", where, f"found {quote(surface)!r}, which ends with {particle}")


def _is_quoted(surface: str) -> bool:
    """Whether a quotation mark at an end is not matched inside (‘마스터’ 등급 is)."""
    inside = surface[1:-1]
    return any((surface[0] == a and b not in inside) or (surface[-1] == b and a not in inside) for a, b in _QUOTES)


def _orphans(annotation: Annotation, text: str, scheme: Scheme, where: str) -> Iterator[Finding]:
    """Spans that should take part in a relation; one that is only another name of such a span does."""
    identities = [each for each in annotation.relations if scheme.relations[each.label].identity]
    related = {end for each in annotation.relations if each not in identities for end in (each.head, each.tail)}
    before = -1
    while len(related) != before:
        before = len(related)
        for each in identities:
            if each.head in related or each.tail in related:
                related |= {each.head, each.tail}
    for span in annotation.spans:
        if scheme.entities[span.label].orphan and span.id not in related:
            message = f"the {quote(span.label)} {quote(span.of(text))!r} takes part in no relation"
            yield finding("span-orphan", f"{where} {quote(span.id)}", message)


def _values(annotation: Annotation, text: str, scheme: Scheme, where: str) -> Iterator[Finding]:
    """Amounts that cannot be read, or that the annotator gave otherwise than the text; flags on their arrows."""
    values = {span.id: span for span in annotation.spans if scheme.entities[span.label].reader}
    for span in values.values():
        before, after = text[max(0, span.start - _REACH) : span.start], text[span.end : span.end + _REACH]
        read = parse_pay(span.of(text), before, after)
        said: dict[str, Decimal] = {}
        for each in annotation.attributes:
            asked = scheme.attributes[each.name]
            if each.target == span.id and asked.type == "number" and asked.reads:
                said[asked.reads] = Decimal(str(each.value))
        at = f"{where} {quote(span.id)}"
        if read is None and not said:
            yield finding("amount-unread", at, f"found {quote(span.of(text))!r}, in which nothing can be read")
        elif message := _disagreement(read, said):
            yield finding("amount-disagrees", at, f"{quote(span.of(text))!r}: {message}")
    for relation in annotation.relations:
        if relation.flags and (relation.head in values or relation.tail in values):
            message = f"{quote(' '.join(relation.flags))} on {quote(relation.label)}"
            yield finding("flag-on-amount", f"{where} {quote(relation.id)}", message)


def _disagreement(read: Pay | None, said: dict[str, Decimal]) -> str | None:
    least, most = said.get("amount_min"), said.get("amount_max")
    if least is not None and most is not None and least > most:
        return f"the least is {least:f}, the greatest {most:f}"
    for name, value in said.items():
        known = getattr(read, name) if read else None
        if read and value != known:
            return f"{name} is {value:f}, in the text {'none' if known is None else f'{known:f}'}"
    return None
