"""A JSON record as a page: taken only where every JSON reader would agree on what it says."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from toolkit.finding import finding, quote
from toolkit.raw import address
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.source import Source

MEDIA_TYPE = "application/json"
TEXTS = ("text", "body", "content", "html")
DEPTH = 64

_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\]]', re.DOTALL)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\u3164\u115f\u1160\uffa0]*\Z")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class _RefusedError(Exception):
    def __init__(self, code: str, pointer: str, message: str) -> None:
        super().__init__(code)
        self.code, self.pointer, self.message = code, pointer, message


def document(record: bytes, source: Source, where: str, *, complete: bool = True) -> RawDocument | Rejected:
    """The document whose body is a record's exact bytes (UTF-8, UTF-16 with its mark, or cp949), or why there is none.

    `complete` says that the record is known to have its end, so that a fault in it is not the file's being cut.
    """
    id: str | None = None  # noqa: A001
    try:
        values = _object(record, complete=complete)
        id = _identifier(values)  # noqa: A001
        url = web_address(values.get("url"))
        if "title" in values and not isinstance(values["title"], str | None):
            raise _RefusedError("raw-shape", "/title", f"found {type(values['title']).__name__}, expected a string")
        _identified(values)
    except _RefusedError as fault:
        found = finding(fault.code, f"{where} {fault.pointer}".strip(), fault.message)
        return Rejected(found, record, id)
    return RawDocument.of(
        record,
        source=source.key,
        origin=where,
        media_type=MEDIA_TYPE,
        url=url or values.get("id"),
        fetched_at=time(values.get("fetched_at")),
    )


def web_address(url: Any) -> str | None:
    """A record's address, or None where it gives none. Raises the record's refusal (raw-url-scheme) for what is no page's."""
    if url is None or url == "":
        return None
    if not isinstance(url, str):
        raise _RefusedError("raw-url-scheme", "/url", f"found {type(url).__name__}, expected a string")
    wrong = address.fault(url)
    if wrong:
        raise _RefusedError("raw-url-scheme", "/url", f"found {quote(url)}, {wrong}; expected a page's on the web")
    return url.strip()


def time(given: Any) -> str | None:
    """The time of fetching, where it is ISO 8601."""
    try:
        return datetime.fromisoformat(given).isoformat() if isinstance(given, str) else None
    except ValueError:
        return None


def _identifier(values: dict[str, Any]) -> str | None:
    given = values.get("id")
    return str(given) if isinstance(given, str | int) and not isinstance(given, bool) else None


def _identified(values: dict[str, Any]) -> None:
    if "id" not in values:
        return
    given = values["id"]
    if not isinstance(given, str):
        shown = "null" if given is None else f"the {type(given).__name__} {quote(given, 24)}"
        raise _RefusedError("raw-id", "/id", f"found {shown}, expected a string")
    if _BLANK.match(given):
        raise _RefusedError("raw-id", "/id", "found an empty string")


def _object(record: bytes, *, complete: bool) -> dict[str, Any]:
    """The object in a record, if every JSON reader would agree on it."""
    text = _text(record, complete=complete)
    if _depth(text) > DEPTH:
        raise _RefusedError("json-depth", "", f"found more than {DEPTH} levels")
    if (nul := text.find("\0")) >= 0:
        raise _RefusedError("raw-control-char", f"character {nul}", "found a NUL, expected text")
    try:
        values = json.loads(
            text, object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        cut = (not complete and error.pos >= len(text) - 1) or error.msg.startswith("Unterminated")
        code = "json-truncated" if cut else "json-syntax"
        raise _RefusedError(code, f"column {error.colno}", f"not JSON: {error.msg}") from None
    if not isinstance(values, dict):
        raise _RefusedError("raw-shape", "", f"found {type(values).__name__}, expected an object")
    name = next((each for each in TEXTS if isinstance(values.get(each), str)), None)
    if name is None:
        raise _RefusedError(
            "raw-shape", "", f"found {quote(', '.join(values))}, expected one of {', '.join(TEXTS)} as a string"
        )
    _strings(values, "")
    if _BLANK.match(values[name]):
        raise _RefusedError("raw-empty-text", f"/{name}", f"found nothing but blanks in {len(values[name])} characters")
    return values


def _text(record: bytes, *, complete: bool) -> str:
    """A record's characters. Whether cp949 is what was meant is judged with its article, by the letters."""
    name = next((codec for mark, codec in _MARKS.items() if record.startswith(mark)), "utf-8")
    try:
        return record.decode(name)
    except UnicodeDecodeError as error:
        if not complete and error.reason == "unexpected end of data":
            raise _RefusedError("json-truncated", f"byte {error.start}", "found the end inside a character") from None
        if name == "utf-8":
            try:
                return record.decode("cp949")
            except UnicodeDecodeError:
                pass
        found = f"found bytes that are not {name.removesuffix('-sig')}, expected JSON in UTF-8"
        raise _RefusedError("raw-encoding", f"byte {error.start}", found) from None


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _BRACKETS.finditer(text):
        sign = match[0]
        if sign in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}]":
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
