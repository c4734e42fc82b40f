"""Private data in running text: found before Hangul particles, too, and masked with as many characters.

What is found by its form alone (an e-mail address, a resident number, a phone number) is masked wherever it stands; a number
that could be anything (an account, a business, a passport) where a word beside it or its check digits say what it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping

from toolkit.article.marks import EMAIL

VERSION = "2"
MASK = "●"

_NARROW = str.maketrans("０１２３４５６７８９＠．＋–—‐－", "0123456789@.+----")
"""Full-width digits and every dash as their plain forms, one for one."""

# ASCII look-arounds, not \b, which fails before a particle
_BEFORE, _AFTER = r"(?<![0-9A-Za-z.*-])", r"(?![0-9A-Za-z*])(?!-[0-9])"
_BORN = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"

_RESIDENT = re.compile(rf"{_BEFORE}{_BORN}\s?-\s?[1-8](?:[0-9]{{6}}|\*{{6}}){_AFTER}")
_RESIDENT_BARE = re.compile(rf"{_BEFORE}{_BORN}[1-8][0-9]{{6}}{_AFTER}")
_PHONE = re.compile(
    rf"{_BEFORE}(?:\+?82[-.\s]?)?\(?0?(?:1[016789]|2|[3-6][1-5]|70|50[2-8])\)?[-.\s][0-9]{{3,4}}[-.\s][0-9]{{4}}{_AFTER}"
    rf"|{_BEFORE}01[016789][0-9]{{7,8}}{_AFTER}"
    rf"|{_BEFORE}\+[1-9][0-9]{{0,2}}[-.\s]?(?:\([0-9]{{1,4}}\)|[0-9]{{1,4}})(?:[-.\s][0-9]{{2,4}}){{2,3}}{_AFTER}"
)
_BUSINESS = re.compile(rf"{_BEFORE}[0-9]{{3}}-[0-9]{{2}}-[0-9]{{5}}{_AFTER}")
_ACCOUNT = re.compile(rf"{_BEFORE}[0-9]{{2,6}}(?:-[0-9]{{2,8}}){{1,3}}{_AFTER}|{_BEFORE}[0-9]{{10,16}}{_AFTER}")
_CARD = re.compile(rf"{_BEFORE}[0-9]{{4}}(?:[-\s][0-9]{{4}}){{3}}{_AFTER}")
_IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?(?![0-9A-Za-z])")
_PASSPORT = re.compile(r"(?<![0-9A-Za-z])[A-Z]{1,2}[0-9]{3}[0-9A-Z][0-9]{4}(?![0-9A-Za-z])")

_BANK = re.compile(
    r"은행|뱅크|농협|수협|신협|새마을금고|우체국|계좌|입금|예금주|송금|환급|후원|(?i:\bbank\b|\baccount\b|\bIBAN\b)"
)
_FIRM = re.compile(r"사업자")
_BORDER = re.compile(r"여권|(?i:passport)")
_PERSON = re.compile(r"주민")
_BESIDE = 30
"""Within so many characters stands the word that says what a number is."""

_FIGURES = re.compile(r"[0-9]{3}[-.\s]?[0-9]{3}")
"""No number is private without so many digits together."""


def _digits(text: str) -> list[int]:
    return [int(each) for each in text if each.isdigit()]


def _is_account(text: str) -> bool:
    return 10 <= len(_digits(text)) <= 16


def _is_business(text: str) -> bool:
    """The check digit of a Korean business number."""
    d = _digits(text)
    total = sum(a * b for a, b in zip(d, (1, 3, 7, 1, 3, 7, 1, 3), strict=False)) + d[8] * 5 // 10 + d[8] * 5 % 10
    return (10 - total % 10) % 10 == d[9]


def _is_resident(text: str) -> bool:
    """The check digit of a Korean resident number (those given out since October 2020 have none)."""
    d = _digits(text)
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    return (11 - sum(a * b for a, b in zip(d, weights, strict=False)) % 11) % 10 == d[12]


def _is_card(text: str) -> bool:
    """The check digit of a payment card (ISO/IEC 7812-1)."""
    doubled = [n * 2 - 9 * (n > 4) if at % 2 == 0 else n for at, n in enumerate(_digits(text))]
    return sum(doubled) % 10 == 0 and len(set(doubled)) > 1


def _is_iban(text: str) -> bool:
    """The check digits of an account number (ISO 13616)."""
    plain = "".join(text.split())
    return 15 <= len(plain) <= 34 and int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def _always(text: str) -> bool:
    return True


def _never(text: str) -> bool:
    return False


# kind, form, what must hold of the number: by itself, or (with a word beside it) at least
_RULES: tuple[
    tuple[str, re.Pattern[str], Callable[[str], bool], re.Pattern[str] | None, Callable[[str], bool]], ...
] = (
    ("email", EMAIL, _always, None, _never),
    ("resident", _RESIDENT, _always, None, _never),
    ("resident", _RESIDENT_BARE, _is_resident, _PERSON, _always),
    ("account", _CARD, _is_card, None, _never),
    ("account", _IBAN, _is_iban, None, _never),
    ("phone", _PHONE, _always, None, _never),
    ("business", _BUSINESS, _is_business, _FIRM, _always),
    ("account", _ACCOUNT, _never, _BANK, _is_account),
    ("passport", _PASSPORT, _never, _BORDER, _always),
)
_MAY_HOLD = re.compile(r"@|[0-9]{3}[-.\s]?[0-9]{3}|[0-9][-.\s][0-9]{3}")
"""Nothing private is in a text without an address, or so many digits together."""


def mask(text: str, kept: Collection[str] = ()) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """`text` with its private data masked, and what was masked: (start, end, kind); the kinds in `kept` are left alone.

    Kinds: email, resident, phone, account, business, passport. The length never changes; masking again changes nothing.
    """
    plain = text if text.isascii() else text.translate(_NARROW)
    if not _MAY_HOLD.search(plain):
        return text, ()
    found: list[tuple[int, int, str]] = []
    for kind, form, alone, word, beside in _RULES:
        if word is not None and alone is _never and not word.search(plain):
            continue
        for match in form.finditer(plain):
            start, end = match.span()
            if alone(match[0]) or (
                word is not None
                and beside(match[0])
                and word.search(plain, max(0, start - _BESIDE), min(len(plain), end + _BESIDE // 2))
            ):
                found.append((start, end, kind))
    masked: list[tuple[int, int, str]] = []
    out: list[str] = []
    at = done = 0
    for start, end, kind in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= at and kind not in kept:
            masked.append((start, end, kind))
            out += (text[done:start], MASK * (end - start))
            done = end
        at = max(at, end)
    return "".join(out) + text[done:], tuple(masked)


def counts(masked: tuple[tuple[int, int, str], ...]) -> dict[str, int]:
    """How many of each kind were masked: fit for a message, unlike what they were."""
    return dict(sorted(Counter(kind for _, _, kind in masked).items()))


def kept(private: Mapping[str, str]) -> frozenset[str]:
    """The kinds that a policy keeps; resident and passport numbers are never among them."""
    return frozenset(kind for kind, treatment in private.items() if treatment == "keep") - {"resident", "passport"}
