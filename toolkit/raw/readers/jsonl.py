"""JSON lines: one object is one page, with its text or html, and what else is known of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from toolkit.finding import Finding, finding, quote
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import LARGEST, opened
from toolkit.raw.source import Source

MEDIA_TYPE = "application/json"
TEXTS = ("text", "body", "content", "html")
DEPTH = 64

_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"?|[{}\[\]]', re.DOTALL)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class _RefusedError(Exception):
    def __init__(self, code: str, pointer: str, message: str) -> None:
        super().__init__(code)
        self.code, self.pointer, self.message = code, pointer, message


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """A document for every good line (its body is the line's exact bytes), a Rejected for every bad one; blank lines are none.

    A line longer than a page may be is rejected without being held. Raises ReadError where the file is no document.
    """
    with opened(path) as stream:
        number = 0
        while line := stream.readline(LARGEST + 1):
            number += 1
            at = f"{path}:{number}"
            if len(line) > LARGEST and not line.endswith(b"\n"):
                yield Rejected(finding("raw-text-too-long", at, f"found a line of over {LARGEST} bytes"), b"")
                while (rest := stream.readline(LARGEST)) and not rest.endswith(b"\n"):
                    pass
                continue
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            record = line.rstrip(b"\r\n")
            if not record.strip():
                continue
            made = _document(record, source, at, complete=line.endswith(b"\n"))
            yield Rejected(made, record) if isinstance(made, Finding) else made


def _document(record: bytes, source: Source, where: str, *, complete: bool) -> RawDocument | Finding:
    try:
        values = _object(record, complete=complete)
        url, fetched = _address(values), _time(values)
        for name in ("id", "title"):
            if name in values and not isinstance(values[name], str):
                raise _RefusedError(
                    "raw-id" if name == "id" else "raw-shape",
                    f"/{name}",
                    f"found {type(values[name]).__name__}, expected a string",
                )
        if "id" in values and not values["id"].strip():
            raise _RefusedError("raw-id", "/id", "found an empty string")
    except _RefusedError as fault:
        return finding(fault.code, f"{where} {fault.pointer}".strip(), fault.message)
    return RawDocument.of(
        record,
        source=source.key,
        origin=where,
        media_type=MEDIA_TYPE,
        url=url or values.get("id"),
        fetched_at=fetched,
        charset="utf-8",
    )


def _object(record: bytes, *, complete: bool) -> dict[str, Any]:
    """The object on a line, if every JSON reader would agree on it."""
    if _depth(record) > DEPTH:
        raise _RefusedError("json-depth", "", f"found more than {DEPTH} levels")
    try:
        text = record.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _RefusedError(
            "raw-encoding", f"byte {error.start}", "found bytes that are not UTF-8, expected JSON in UTF-8"
        ) from None
    try:
        values = json.loads(
            text, object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        cut = (not complete and error.pos >= len(text) - 1) or error.msg.startswith("Unterminated")
        code = "json-truncated" if cut else "json-syntax"
        raise _RefusedError(code, f"column {error.colno}", f"not JSON: {error.msg}") from None
    if not isinstance(values, dict):
        raise _RefusedError("raw-shape", "", f"found {type(values).__name__}, expected one object a line")
    name = next((each for each in TEXTS if isinstance(values.get(each), str)), None)
    if name is None:
        raise _RefusedError(
            "raw-shape", "", f"found {quote(', '.join(values))}, expected one of {', '.join(TEXTS)} as a string"
        )
    _strings(values, "")
    return values


def _depth(record: bytes) -> int:
    depth = deepest = 0
    for match in _BRACKETS.finditer(record):
        token = match[0]
        if token in (b"{", b"["):
            depth += 1
            deepest = max(deepest, depth)
        elif token in (b"}", b"]"):
            depth -= 1
    return deepest


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError("json-duplicate-key", f"/{quote(twice)}", "found the key twice")
    return values


def _constant(name: str) -> float:
    raise _RefusedError("json-non-finite", "", f"found {name}, expected a finite number")


def _float(digits: str) -> float:
    if float(digits) in (float("inf"), float("-inf")):
        raise _RefusedError("json-non-finite", "", f"found {quote(digits, 20)}, expected a finite number")
    return float(digits)


def _integer(digits: str) -> int:
    if len(digits) > 20 or not -(2**63) <= int(digits) < 2**64:
        raise _RefusedError("json-int-range", "", f"found {quote(digits, 24)}, expected at most 64 bits")
    return int(digits)


def _strings(value: Any, pointer: str) -> None:
    """Refuses what no later stage can carry: half surrogate pairs and NULs."""
    if isinstance(value, str):
        if match := _SURROGATE.search(value):
            raise _RefusedError(
                "raw-lone-surrogate", pointer, f"found \\u{ord(match[0]):04x} alone at character {match.start()}"
            )
        if "\0" in value:
            raise _RefusedError("raw-nul", pointer, f"found \\u0000 at character {value.index(chr(0))}")
    elif isinstance(value, dict):
        for name, each in value.items():
            _strings(name, pointer)
            _strings(each, f"{pointer}/{quote(name, 40)}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            _strings(each, f"{pointer}/{index}")


def _address(values: dict[str, Any]) -> str | None:
    url = values.get("url")
    if url is None:
        return None
    if not isinstance(url, str):
        raise _RefusedError("raw-url-scheme", "/url", f"found {type(url).__name__}, expected a string")
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise _RefusedError("raw-url-scheme", "/url", f"found {quote(url)}, expected an http or https address")
    return url.strip()


def _time(values: dict[str, Any]) -> str | None:
    """The time of fetching, where it is ISO 8601."""
    given = values.get("fetched_at")
    try:
        return datetime.fromisoformat(given).isoformat() if isinstance(given, str) else None
    except ValueError:
        return None
