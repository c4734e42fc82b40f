"""Private data in running text: found before Hangul particles, too, and masked with as many characters."""

from __future__ import annotations

import re
from collections import Counter

from toolkit.article.marks import EMAIL

VERSION = "1"
MASK = "●"

_NUMBER = re.compile(r"[0-9]{3}")
"""What every number that is masked holds somewhere."""
# ASCII look-arounds, not \b, which fails before a particle
_RULES = (
    ("email-masked", EMAIL),
    ("resident-number-masked", re.compile(r"(?<![0-9A-Za-z-])[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])\s?[-–]\s?[1-8](?:[0-9]{6}|\*{6})(?![0-9A-Za-z*-])")),
    ("phone-masked", re.compile(
        r"(?<![0-9A-Za-z.-])(?:\+82[-.\s]?)?\(?0?(?:1[016789]|2|[3-6][1-5]|70|50[2-8])\)?[-.\s][0-9]{3,4}[-.\s][0-9]{4}(?![0-9A-Za-z-])|(?<![0-9A-Za-z.-])01[016789][0-9]{7,8}(?![0-9A-Za-z-])"
    )),
)  # fmt: skip


def mask(text: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """`text` with e-mails, resident numbers and phone numbers masked, and what was masked: (start, end, rule).

    The length never changes, and masking again changes nothing.
    """
    found: list[tuple[int, int, str]] = []
    numbers = _NUMBER.search(text)
    for rule, pattern in _RULES:
        if not ("@" in text if pattern is EMAIL else numbers):  # most texts have neither, and are not searched twice
            continue
        found += [(*match.span(), rule) for match in pattern.finditer(text)]
    masked: list[tuple[int, int, str]] = []
    out: list[str] = []
    at = 0
    for start, end, rule in sorted(found):
        if start < at:
            continue
        masked.append((start, end, rule))
        out += (text[at:start], MASK * (end - start))
        at = end
    return "".join(out) + text[at:], tuple(masked)


def counts(masked: tuple[tuple[int, int, str], ...]) -> dict[str, int]:
    """How many of each kind were masked: fit for a message, unlike what they were."""
    return dict(sorted(Counter(rule.removesuffix("-masked") for _, _, rule in masked).items()))
