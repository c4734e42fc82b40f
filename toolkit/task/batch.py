"""A batch: which articles go to whom, in which order, and which of them without suggestions. Pure functions.

Everything rests on hashes of an article's id, so that the same question has the same answer on every machine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.workspace import sha256

NAME = re.compile(r"\w[\w.-]{0,39}")
"""The names that a batch may have: they stand in git, and in projects' titles."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One article for one annotator: a row of the ledger (annotations/assignments.csv).

    `annotator` is a pseudonym. `round` counts how often the same question was asked again (toolkit queue). `given` is False
    where it was taken away again (toolkit assign). `blind`: without suggestions. `due` and `on` are days, like 2026-12-01;
    the versions are those of the day it was given.
    """

    batch: str
    article_id: str
    annotator: str
    round: int = 0
    given: bool = True
    calibration: bool = False
    blind: bool = False
    scheme_version: str = ""
    guideline_version: str = ""
    due: str = ""
    on: str = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What it is about: a later row of the same key says how it stands now."""
        return self.batch, self.article_id, self.annotator, self.round


@dataclass(frozen=True, slots=True)
class Terms:
    """What was asked of a batch: how many people read each article, how many articles at most (None: all there are),
    how many of them everybody reads first, and which share comes without suggestions.
    """

    overlap: int = 1
    limit: int | None = None
    calibration: int = 0
    blind: float = 0.15


def plan(
    batch: str, candidates: Sequence[str], annotators: Iterable[str], terms: Terms, before: Iterable[Assignment]
) -> list[Assignment]:
    """The assignments that a batch still lacks under its terms, in the order in which they are to be sent.

    `candidates` are articles' ids, the most wanted first; `before` is the ledger. What it says already is never moved: a
    batch only grows. Calibration articles come first, to who joins later too. Raises ValueError as `spread` does.
    """
    people, before = sorted(set(annotators)), list(before)
    known = {each.article_id: each for each in before if each.batch == batch and not each.round}
    loads = Counter(
        each.annotator for each in before if each.batch == batch and each.given and not (each.round or each.calibration)
    )
    fresh = [each for each in dict.fromkeys(candidates) if each not in known]
    if terms.limit is not None:
        fresh = fresh[: max(0, terms.limit - len(known))]
    lacking = terms.calibration - sum(each.calibration for each in known.values())
    first = _lowest(fresh, max(0, lacking), "calibration")
    blind_before = sum(each.blind for each in known.values())
    without = _lowest(fresh, int(terms.blind * (len(known) + len(fresh)) + 0.5) - blind_before, "blind")
    had = {(each.article_id, each.annotator) for each in before if each.batch == batch}
    late = [
        Assignment(batch, each.article_id, who, calibration=True, blind=each.blind)
        for each in known.values()
        if each.calibration and terms.calibration
        for who in people
        if (each.article_id, who) not in had
    ]
    readers = {each: tuple(people) for each in first}
    readers |= spread([each for each in fresh if each not in first], people, terms.overlap, loads)
    return late + [
        Assignment(batch, article, who, calibration=article in first, blind=article in without)
        for article in sorted(fresh, key=lambda each: each not in first)  # stable: otherwise the wanted order
        for who in readers[article]
    ]


def spread(
    articles: Iterable[str], annotators: Iterable[str], overlap: int, loads: Mapping[str, int] | None = None
) -> dict[str, tuple[str, ...]]:
    """Who reads each article: exactly `overlap` people each, and nobody has two more than another.

    Rendezvous hashing (Thaler & Ravishankar 1998, IEEE/ACM Trans. Networking 6(1):1-14): each article goes to those who score highest with it, so that a newcomer
    takes from everybody and nothing moves between the others. Its loads are even only on average; so as long as
    someone has two more than another, the article that the other scores highest with moves over, and no more than these
    moves. `loads` is what people have already. Raises ValueError unless 1 <= overlap <= the number of people.
    """
    people = sorted(set(annotators))
    if not 1 <= overlap <= len(people):
        raise ValueError(f"{overlap} readers an article, of {len(people)} people")
    held: dict[str, set[str]] = {who: set() for who in people}
    for article in set(articles):
        for who in preferred(article, people)[:overlap]:
            held[who].add(article)
    before = loads or {}
    while (move := _move(held, {who: len(mine) + before.get(who, 0) for who, mine in held.items()})) is not None:
        article, giver, taker = move
        held[giver].remove(article)
        held[taker].add(article)
    return {
        article: tuple(who for who in people if article in held[who])
        for article in sorted({each for mine in held.values() for each in mine})
    }


def preferred(article: str, annotators: Iterable[str]) -> list[str]:
    """The annotators, those who score highest with an article first."""
    return sorted(annotators, key=lambda who: (-weight(article, who), who))


@cache
def weight(article: str, what: str) -> int:
    """A number that an article and a name draw together: 64 bits, evenly spread, the same everywhere."""
    return int(sha256(f"{what}\n{article}")[:16], 16)


def _move(held: dict[str, set[str]], count: dict[str, int]) -> tuple[str, str, str] | None:
    """The next article to move, from whom, to whom; None where loads are as even as they can be made."""
    pairs = [(giver, taker) for giver in held for taker in held if count[giver] - count[taker] > 1]
    for giver, taker in sorted(pairs, key=lambda pair: (count[pair[1]] - count[pair[0]], pair)):
        if spare := held[giver] - held[taker]:
            return max(spare, key=lambda article: (weight(article, taker), article)), giver, taker
    return None


def _lowest(articles: Sequence[str], n: int, what: str) -> set[str]:
    """The `n` articles that draw the lowest numbers."""
    return set(sorted(articles, key=lambda article: (weight(article, what), article))[: max(0, n)])
