"""Whether a marked stretch of Korean ends with a particle, which is written to the noun and is no part of it."""

from __future__ import annotations

import re
from collections.abc import Container

from toolkit.article.particle import can_follow

# No Hangul noun ends like these, if only the syllable before them is one that they can follow.
_SURE = ("에서", "에게", "한테", "께서", "부터", "까지", "으로", "는", "를")
# These end names, too (김정은, 노을, 응급의학과, 이시카와): the stem must be long, or be marked elsewhere.
_LONG = ("은", "을")
_MARKED = ("과", "와", "이", "가", "의", "에", "도", "로", "만", "보다", "처럼", "’s", "'s")
# After a letter, digit, sign or bracket every one of them is a particle; as it is after an amount, which ends no name.
_OPEN = re.compile(r"(?:에서|에게|으로|까지|부터|은|는|을|를|과|와|이|가|의|에|도|로)$")
_AFTER_SIGN = re.compile(r"[A-Za-z0-9)\]%]$")
_LONG_NAME = re.compile(r"(?:남궁|황보|제갈|사공|선우|서문|독고|동방)..")
_PLURAL = re.compile(r"(?<=[가-힣][가-힣])(?<![버산한새])들$")
_FOLLOWS = re.compile(r"(?:은|는|이|가|을|를|의|에|과|와|도|로|으로|에서|측)(?![가-힣])")
_STACKED = "는은도의만"


def ending(surface: str, text: str, end: int, marked: Container[str], *, amount: bool = False) -> str | None:
    """The particle (or the plural 들) that `surface`, marked in `text` up to `end`, seems to end with, or None.

    `marked`: the other surfaces of the same label, which prove a stem. `amount`: the label's spans are amounts, not names.
    A name that is followed by a particle somewhere in the text is simply called so.
    """
    if _PLURAL.search(surface):
        return "들"
    if len(surface) < 3 or ("가" <= text[end : end + 1] <= "힣" and text[end] not in _STACKED):
        return None
    found = _particle(surface, marked, amount)
    if found and any(
        _FOLLOWS.match(text, each.end())
        for each in re.finditer(re.escape(surface), text)
        if not (each.end() == end and text[end : end + 1] in _STACKED and found in _SURE)
    ):
        return None
    return found


def _particle(surface: str, marked: Container[str], amount: bool) -> str | None:
    if (sign := _OPEN.search(surface)) and _AFTER_SIGN.search(surface[: sign.start()]):
        return sign[0]
    for particle in (*_SURE, *_LONG, *_MARKED):
        stem = surface.removesuffix(particle)
        if stem == surface or len(stem) < 2 or not can_follow(particle, stem[-1]):
            continue
        long = particle in _LONG and len(stem) > 2 and not _LONG_NAME.fullmatch(surface)
        if particle in _SURE or stem in marked or long or (amount and particle in ("이", "가", "의", "에", "도", "로")):
            return particle
    return None
