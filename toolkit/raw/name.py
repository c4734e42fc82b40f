"""File names that could lead outside their folder, or that another machine could not keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.[^/]*)?", re.IGNORECASE)
_LONGEST = 255


def escapes(name: str) -> str | None:
    """What is wrong with a name that leads outside the folder it is put into; None where nothing is."""
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return "an absolute path"
    return "a path with .." if ".." in re.split(r"[/\\]", name) else None


def unsafe(name: str) -> str | None:
    """What is wrong with a name that not every system can keep; None where nothing is."""
    if any(unicodedata.category(each) == "Cc" for each in name):
        return "a control character in a name"
    for part in name.split("/"):
        if _DEVICE.fullmatch(part.rstrip(" .")):
            return "the name of a device"
        try:
            if len(part.encode("utf-8")) > _LONGEST:
                return f"a name of over {_LONGEST} bytes"
        except UnicodeEncodeError:
            return "a name that is not UTF-8"
    return None


def twins(names: Iterable[str]) -> frozenset[str]:
    """The names that differ in Unicode's normal form only, and are one name on some systems."""
    seen: dict[str, list[str]] = {}
    for name in names:
        seen.setdefault(unicodedata.normalize("NFC", name), []).append(name)
    return frozenset(name for group in seen.values() if len(set(group)) > 1 for name in group)
