"""One span as Label Studio writes it, proven against the text, or the finding against it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from toolkit.article.span import Span
from toolkit.finding import Finding, finding, quote
from toolkit.scheme.scheme import Scheme
from toolkit.task.label_config import LABELS, TEXT

Convert = Callable[[int], int]
"""From the units that a server counted in to code points; KeyError inside a character."""


def converter(items: list[dict[str, Any]], text: str) -> Convert | None:
    """From UTF-16 units to code points, if the offsets of these items can only be meant so (older servers count them).

    That is where some do not fit as code points, and all do as UTF-16 units.
    """
    if not any(ord(c) > 0xFFFF for c in text):
        return None
    index, n = {}, 0
    for i, c in enumerate(text):
        index[n] = i
        n += 2 if ord(c) > 0xFFFF else 1
    index[n] = len(text)
    as_points, as_units, compared = 0, 0, 0
    for item in items:
        value = item.get("value")
        if not isinstance(value, dict) or not isinstance(value.get("text"), str):
            continue
        start, end = value.get("start"), value.get("end")
        if type(start) is int and type(end) is int:
            compared += 1
            as_points += shown(text[start:end]) == shown(value["text"])
            a, b = index.get(start), index.get(end)
            as_units += a is not None and b is not None and shown(text[a:b]) == shown(value["text"])
    return index.__getitem__ if compared and as_units == compared and as_points < compared else None


def prove(item: dict[str, Any], text: str, scheme: Scheme, where: str, convert: Convert | None) -> Finding | Span:
    """The span that an item marks, in code points of the text, or what is wrong with it."""
    region, value = item.get("id"), item.get("value")
    if item.get("from_name") != LABELS or item.get("to_name") != TEXT:
        names = f"{quote(item.get('from_name'))} on {quote(item.get('to_name'))}"
        return finding("control-unknown", where, f"found {names}, expected {LABELS} on {TEXT}")
    if not isinstance(region, str) or not region:
        return finding("region-id", where, f"found {quote(region)}, expected the region's id")
    if not isinstance(value, dict):
        return finding("ls-result-type", f"{where}/value", f"found {quote(value)}, expected an object")
    labels = value.get("labels")
    if not isinstance(labels, list) or len(labels) != 1 or not isinstance(labels[0], str):
        return finding("label-count", f"{where}/value/labels", f"found {quote(labels)}, expected one label")
    if labels[0] not in scheme.entities:
        expected = f"expected one of {', '.join(scheme.entities)}"
        return finding("label-unknown", f"{where}/value/labels", f"found {quote(labels[0])}, {expected}")
    place = _place(value, text, f"{where}/value", convert)
    return place if isinstance(place, Finding) else Span(*place, labels[0], region)


def _place(value: dict[str, Any], text: str, where: str, convert: Convert | None) -> Finding | tuple[int, int]:
    """Where a span lies, in code points, or the finding against it."""
    start, end = value.get("start"), value.get("end")
    if type(start) is not int or type(end) is not int:
        return finding("offset-type", where, f"found {quote(start)} to {quote(end)}, expected whole numbers")
    if start > end or start < 0:
        return finding("offset-order", where, f"found {start} to {end}")
    if start == end:
        return finding("span-empty", where, f"found {start} to {end}")
    if convert:
        try:
            start, end = convert(start), convert(end)
        except KeyError:
            return finding("span-splits-grapheme", where, "an end lies inside a character")
    if end > len(text):
        return finding("offset-range", where, f"found {start} to {end}, the text ends at {len(text)}")
    marked, saw = text[start:end], value.get("text")
    if saw is not None and (not isinstance(saw, str) or shown(marked) != shown(saw)):
        places = [m.start() for m in re.finditer(re.escape(saw), text)] if saw and isinstance(saw, str) else []
        hint = f"; it stands {places[0] - start:+d} away" if len(places) == 1 else ""
        message = f"text {quote(marked, 40)!r}, the annotator saw {quote(saw, 40)!r}{hint}"
        return finding("span-text-mismatch", where, message)
    if not marked.strip():
        return finding("span-empty", where, "nothing but blanks is marked")
    if _splits(text, start) or _splits(text, end):
        return finding("span-splits-grapheme", where, f"{quote(marked)} begins or ends inside a character")
    return start, end


def trim(span: Span, text: str) -> Span:
    """The span without the blanks at its edges (it covers more than blanks)."""
    marked = span.of(text)
    left, right = len(marked) - len(marked.lstrip()), len(marked) - len(marked.rstrip())
    return Span(span.start + left, span.end - right, span.label, span.id)


def overlaps(spans: list[Span], overlap: str) -> dict[str, str]:
    """The spans that the scheme's `overlap` does not let stand together: each one's id, and the id of one it clashes with."""
    bad: dict[str, str] = {}
    if overlap == "free":
        return bad
    still_open: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end, each.label)):
        still_open = [each for each in still_open if each.end > span.start]
        for other in still_open:
            same = (other.start, other.end) == (span.start, span.end)
            if same or other.end < span.end or overlap == "none":
                bad[span.id], bad[other.id] = other.id, span.id
        still_open.append(span)
    return bad


def shown(text: str) -> str:
    """A text as Label Studio repeats it in value.text: line breaks escaped by some versions, runs of blanks collapsed."""
    return " ".join(text.replace("\\n", "\n").split())


def _splits(text: str, at: int) -> bool:
    """Whether an offset lies inside what a reader sees as one character."""
    if not 0 < at < len(text):
        return False
    before, c = text[at - 1], text[at]
    marks = unicodedata.category(c).startswith("M")  # accents, vowel signs, variation selectors, keycaps
    joined = (
        c in "\u200c\u200d"
        or before == "\u200d"
        or "\U0001f3fb" <= c <= "\U0001f3ff"
        or "\U000e0020" <= c <= "\U000e007f"
    )
    jamo = (
        "\u1160" <= c <= "\u11ff" or "\ud7b0" <= c <= "\ud7fb"
    )  # a conjoining vowel or final goes with what is before it
    return marks or joined or jamo or (_regional(c) and _regionals_before(text, at) % 2 == 1)


def _regional(c: str) -> bool:
    """Whether a character is half of a flag."""
    return "\U0001f1e6" <= c <= "\U0001f1ff"


def _regionals_before(text: str, at: int) -> int:
    n = 0
    while n < at and _regional(text[at - 1 - n]):
        n += 1
    return n
