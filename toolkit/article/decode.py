"""A page's bytes into text: strictly, by a fixed order of evidence, never with replacement characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.finding import Finding, Severity, finding, quote
from toolkit.raw.source import POLICY

_HEAD = 65_536
"""Browsers look for a charset in 1,024 bytes, and begin again where it comes later."""
_KOREAN = {"euckr", "ksc5601", "ksc56011987", "ksx1001", "cp949", "ms949", "uhc", "windows949", "korean"}
_LOOSE = re.compile(r"(iso8859|latin|l)1|ascii|usascii|(windows|cp)1252")
_REFUSED = re.compile(r"utf(16|32|7)|ucs|idna|punycode|unicodeescape|rawunicode|undefined|mbcs|oem|palmos")
_META_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]{0,400}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_HANGUL = re.compile(r"[가-힣]")
_LATIN_RUN = re.compile(r"[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{4,}")
_UNKNOWN = re.compile(rb"\?\?\?\?+")  # begins with letters, which re finds fast
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\u3164\u115f\u1160\uffa0]*\Z")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text (after its byte order mark), the encoding that gave it, and what was noted on the way."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(
    body: bytes, charset: str | None = None, *, where: str = "", limit: int = POLICY.characters
) -> Decoded | Finding:
    """The text of `body`, or the one finding (Q) that says why there is none.

    The order: byte order mark; strict UTF-8; the declared charset (`charset`, or what a meta tag says), where Korean names
    mean cp949; strict cp949 where over half of the letters are Hangul. `where` names the page in findings.
    """
    if not body:
        return finding("raw-empty-file", where, "found 0 bytes, expected a page")
    if len(body) > 4 * limit:
        return finding("raw-text-too-long", where, f"found {len(body)} bytes, the limit is {limit} characters")
    got = _with_mark(body, where) or _by_evidence(body, charset, where)
    return got if isinstance(got, Finding) else _checked(got, where, limit)


def declared_charset(body: bytes) -> str | None:
    """The charset that an HTML or XML page claims for itself in its first bytes."""
    match = _META_CHARSET.search(body, 0, _HEAD)
    return match[1].decode("ascii") if match else None


def _with_mark(body: bytes, where: str) -> Decoded | Finding | None:
    for mark, name, code in (
        (codecs.BOM_UTF8, "utf-8", "bom-stripped"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "decoded-utf16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "decoded-utf16"),
    ):
        if body.startswith(mark):
            text = _strict(body[len(mark) :], name)
            if isinstance(text, UnicodeDecodeError):
                return _unreadable(where, name, text.start + len(mark), body)
            return Decoded(text, name, (finding(code, where, f"found a byte order mark of {name}"),))
    return None


def _by_evidence(body: bytes, charset: str | None, where: str) -> Decoded | Finding:
    text = _strict(body, "utf-8")
    if isinstance(text, str):
        return Decoded(text, "utf-8")
    first = text.start
    if b"\0" in body:
        return finding("raw-control-char", f"{where}:byte {body.index(0)}", "found a NUL byte, expected text")
    korean = _strict(body, "cp949")
    name = _codec(charset or declared_charset(body))
    hangul = isinstance(korean, str) and _mostly_hangul(korean)
    if isinstance(korean, str) and (hangul or name == "cp949"):
        basis = "declared" if name == "cp949" else "strict, over half of the letters are Hangul"
        return Decoded(korean, "cp949", (finding("decoded-cp949", where, f"read as cp949 ({basis})"),))
    if name and name not in ("utf-8", "cp949"):
        other = _strict(body, name)
        if isinstance(other, str):
            return Decoded(other, name, (finding("decoded-declared", where, f"read as {name}, as it declares"),))
    return _unreadable(where, name or "utf-8", first, body)


def _checked(got: Decoded, where: str, limit: int) -> Decoded | Finding:
    """Text that is worth reading, or what is wrong with it."""
    text = got.text
    if len(text) > limit:
        return finding("raw-text-too-long", where, f"found {len(text)} characters, the limit is {limit}")
    nul = text.find("\0")
    if nul >= 0:
        if got.encoding == "utf-8" and _looks_utf16(text):
            return finding(
                "raw-encoding", f"{where}:byte {nul}", "found UTF-16 without a byte order mark, expected one"
            )
        return finding("raw-control-char", f"{where}:character {nul}", "found a NUL, expected text")
    if _BLANK.match(text):
        return finding("raw-empty-text", where, f"found nothing but blanks in {len(text)} characters")
    suspect = _mojibake(text)
    if suspect is None:
        return got
    share, sample = suspect
    severity: Severity = "Q" if share > 0.5 else "W"
    message = f"found {quote(sample, 24)}, which reads like Hangul decoded wrongly ({share:.0%} of the letters)"
    found = finding("raw-mojibake-suspect", where, message, severity=severity)
    return found if severity == "Q" else Decoded(text, got.encoding, (*got.findings, found))


def _strict(body: bytes, name: str) -> str | UnicodeDecodeError:
    try:
        return body.decode(name)
    except UnicodeDecodeError as error:
        return error


def _codec(charset: str | None) -> str | None:
    """The codec that a declared charset means; None where there is none to be trusted with text."""
    plain = re.sub(r"[^a-z0-9]", "", (charset or "").lower())
    if plain in _KOREAN:
        return "cp949"
    if not plain or _REFUSED.search(plain):
        return None
    if _LOOSE.fullmatch(plain):
        return "cp1252"  # what browsers take latin-1 for; unlike latin-1 it can fail
    try:
        info = codecs.lookup((charset or "").strip())
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _unreadable(where: str, name: str, offset: int, body: bytes) -> Finding:
    shown = body[offset : offset + 4].hex(" ")
    return finding(
        "raw-encoding", f"{where}:byte {offset}", f"found bytes {shown}, which are not {name}; no other guess holds"
    )


def _mostly_hangul(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 0 and len(_HANGUL.findall(text)) * 2 > letters


def _looks_utf16(text: str) -> bool:
    """NULs at every other place only, as ASCII has in UTF-16."""
    head = text[:2000]
    odd, even = head[1::2].count("\0"), head[::2].count("\0")
    return len(head) >= 4 and max(odd, even) * 4 > len(head) and min(odd, even) * 10 < max(odd, even)


def _latin_runs(text: str) -> Iterator[str]:
    """Four or more Latin letters in a row that are not ASCII; in ASCII with question marks, bytes say where to look."""
    for hit in _UNKNOWN.finditer(text.encode("ascii", "replace")):
        yield from _LATIN_RUN.findall(text, *hit.span())


def _mojibake(text: str) -> tuple[float, str] | None:
    """The share of letters in runs that turn out to be Hangul when read again as cp949 or UTF-8, and one such run."""
    if text.isascii():
        return None
    bad, sample = 0, ""
    for run in _latin_runs(text):
        if any(_mostly_hangul(again) for again in _reread(run)):
            bad, sample = bad + len(run), sample or run
    letters = sum(map(str.isalpha, text)) if bad else 0
    return (min(1.0, bad / max(1, letters)), sample) if bad else None


def _reread(run: str) -> list[str]:
    """What a run of Latin letters says when its bytes are read as they may have been meant."""
    readings = []
    for wrong in ("latin-1", "cp1252"):
        for meant in ("cp949", "utf-8"):
            try:
                readings.append(run.encode(wrong).decode(meant))
            except UnicodeError:
                continue
    return readings
