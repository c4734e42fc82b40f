"""Web addresses in the data: looked at, never fetched."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

_LOOKALIKE = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL", "LATIN LETTER SMALL")
_NUMBER = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+)){0,3}", re.IGNORECASE)


def host(url: str | None) -> str:
    """The host of an address, in lower case; nothing where there is none, or what is given is no address."""
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""


def fault(url: str) -> str | None:
    """What is wrong with an address as a page's (not the web, a machine's inside, a lookalike host); None for a good one."""
    try:
        parts = urlsplit(url.strip())
        name = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return "no address"
    if parts.scheme.lower() not in ("http", "https") or not name:
        return "no http or https address"
    if _is_internal(name):
        return "an address inside a machine or network"
    return "a host whose letters look like others" if _is_lookalike(name) else None


def _is_internal(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return _NUMBER.fullmatch(host) is not None  # 2130706433, 0x7f.1: an IP address in disguise


def _is_lookalike(host: str) -> bool:
    """Whether letters that imitate Latin ones stand beside Latin ones: Korean, Chinese and Japanese names do not."""
    try:
        shown = host.encode("ascii").decode("idna") if "xn--" in host else host
    except (UnicodeError, ValueError):
        return "xn--" in host
    foreign = any(unicodedata.name(each, "").startswith(_LOOKALIKE) for each in shown if not each.isascii())
    return foreign and any(each.isascii() and each.isalpha() for each in shown)
