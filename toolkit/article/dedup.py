"""Articles that say the same: identical texts, near duplicates and truncated copies, each proven against the one kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

VERSION = "1"
"""The version of everything that decides a group."""

NEAR = 0.5
"""Near duplicates share at least this part of all their shingles (Jaccard)."""
TRUNCATED = 0.8
"""A truncated copy has at least this part of its shingles in the longer text (containment)."""
SHORTEST_NEAR, SHORTEST_TRUNCATED = 16, 64
"""Texts with fewer shingles are compared for identity only; those with fewer than the second, not for truncation."""

Reason = Literal["exact", "near", "truncated"]
Shingles = NDArray[np.uint32]

_BANDS, _ROWS, _SEED = 64, 4, 42  # finds a pair at Jaccard .5 with a chance of .98, at .6 of .9998
_SLACK = 0.12  # four standard deviations of the estimate from 256 values: below NEAR by more is not worth verifying
_TRIED = 32  # the likeliest; where more are, as among templates, the others are less likely still
_BATCH = 512
_PART = 8  # one in so many of the longer shingles stands in the sketch that truncated copies are looked up by
_ASKED = 24  # of them so many are looked up, and a third must be met
_DENSE = 0x2E80  # from here on a character is a syllable or a word (Kana, Han, Hangul), before it a letter
_NOT_SAID = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article of a group. `dup_group` is the group's smallest article id, `kept` the article that stands for it.

    `reason` and `similarity` (Jaccard where exact or near, containment where truncated) tie it to the kept one; `reason` is
    None for the kept one itself.
    """

    article_id: str
    dup_group: str
    kept: str
    reason: Reason | None
    similarity: float


def groups(articles: Iterable[tuple[str, str]]) -> list[Duplicate]:
    """The groups of two or more among articles, given as (id, text) with distinct ids; by group, then by id.

    The texts are read once, as a stream, and not held: about 7 kB an article are. Neither their order nor how often they
    are asked for changes the answer.

    From the longest text to the shortest (the smaller id first), an article joins the kept one that it is most like, if
    that is proven on their shingles; otherwise it is kept itself. Identical texts are one. So every member of a group has
    been compared with the one kept. The transitive closure of pairs is refused: a chain of templates, each a little like
    the next, ends in one group of everything (859,000 articles in one case); here nothing joins by way of a third.
    """
    read = _read(articles)
    kept_for: dict[int, tuple[int, Reason, float]] = {}
    near, longer = _Near(read), _Longer(read)
    for rank, shingles in enumerate(read.shingles):
        found = near.find(rank, shingles) or longer.find(rank, shingles)
        if found is None:
            near.keep(rank)
            longer.keep(rank)
        else:
            kept_for[rank] = found
    return _rows(read.ids, kept_for)


def compare(a: str, b: str) -> tuple[float, float]:
    """How alike two texts are: the Jaccard similarity of their shingles, and how far the smaller set is in the other."""
    return _compare(shingle(a), shingle(b))


def shingle(text: str) -> Shingles:
    """A text's shingles, as sorted distinct hashes of 32 bits: 3 characters from a syllable or ideograph on, 6 from a letter on.

    Only letters and digits count, and not their case: spaces, punctuation and masks do not make a text another.
    """
    return _hashes(text)[0]


def _hashes(text: str) -> tuple[Shingles, Shingles]:
    """A text's shingles, and its sketch: a sample, the same everywhere, of shingles twice as long, which are rare ones."""
    said = _NOT_SAID.sub("", text.casefold())
    codes = np.frombuffer(said.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    dense = codes >= _DENSE
    three = _mix(codes[:-2] << np.uint64(42) | codes[1:-1] << np.uint64(21) | codes[2:])
    six = _mix(_mix(three[:-3]) + three[3:])
    twelve = _mix(_mix(six[:-6]) + six[6:])

    def distinct(of_dense: NDArray[np.uint64], of_letters: NDArray[np.uint64]) -> Shingles:
        both = [of_dense[dense[: len(of_dense)]], of_letters[~dense[: len(of_letters)]]]
        return np.unique((np.concatenate(both) >> np.uint64(32)).astype(np.uint32))

    sketch = distinct(six, twelve)
    return distinct(three, six), sketch[: int(np.searchsorted(sketch, np.uint32(2**32 // _PART)))].copy()


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finish: every bit of a value reaches every bit of its hash."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = values ^ (values >> np.uint64(31))
    return mixed


def _compare(a: Shingles, b: Shingles) -> tuple[float, float]:
    if not len(a) or not len(b):
        return 0.0, 0.0
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared), shared / min(len(a), len(b))


@dataclass(slots=True)
class _Texts:
    """The distinct texts, from the longest to the shortest: the ids that have each, its shingles, sketch and signature."""

    ids: list[list[str]]
    shingles: list[Shingles]
    sketches: list[Shingles]
    signatures: NDArray[np.uint32]


def _read(articles: Iterable[tuple[str, str]]) -> _Texts:
    ids: dict[bytes, list[str]] = {}
    shingles: list[Shingles] = []
    sketches: list[Shingles] = []
    signatures: list[NDArray[np.uint32]] = []
    for id, text in articles:  # noqa: A001
        digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
        if digest in ids:
            ids[digest].append(id)
            continue
        ids[digest] = [id]
        made, sketch = _hashes(text)
        shingles.append(made)
        sketches.append(sketch)
        if len(shingles) % _BATCH == 0:
            signatures.append(_signatures(shingles[-_BATCH:]))
    if rest := len(shingles) % _BATCH:
        signatures.append(_signatures(shingles[-rest:]))
    named = [sorted(each) for each in ids.values()]
    order = sorted(range(len(named)), key=lambda n: (-len(shingles[n]), named[n][0]))
    rows = np.concatenate(signatures)[order] if order else np.empty((0, _BANDS * _ROWS), np.uint32)
    return _Texts([named[n] for n in order], [shingles[n] for n in order], [sketches[n] for n in order], rows)


def _signatures(batch: list[Shingles]) -> NDArray[np.uint32]:
    """The MinHash values of some texts, a row each."""
    from rensa import RMinHash

    ends = np.cumsum([0, *map(len, batch)]).astype(np.uint64)
    hashes = np.concatenate(batch).astype(np.uint64)
    made = RMinHash.digest_matrix_from_flat_token_hashes(_mix(hashes + np.uint64(1)), ends, _BANDS * _ROWS, _SEED)
    return np.array(made.to_rows(), np.uint32)


class _Near:
    """Finds the kept text that is most like another: candidates by locality-sensitive hashing, verified by their Jaccard."""

    def __init__(self, read: _Texts) -> None:
        self.read = read
        self.kept: defaultdict[int, list[int]] = defaultdict(list)
        self.buckets = _buckets(read.signatures)

    def keep(self, rank: int) -> None:
        """From now on this text may be found."""
        for bucket in self._of(rank):
            self.kept[bucket].append(rank)

    def find(self, rank: int, shingles: Shingles) -> tuple[int, Reason, float] | None:
        if len(shingles) < SHORTEST_NEAR:
            return None
        seen = {each for bucket in self._of(rank) for each in self.kept.get(bucket, ())}
        if not seen:
            return None
        candidates = np.array(sorted(seen))
        estimates = _estimates(self.read.signatures, rank, candidates)
        likely = np.argsort(-estimates, kind="stable")[:_TRIED]
        likely = candidates[likely[estimates[likely] >= NEAR - _SLACK]]
        verified = [(_compare(self.read.shingles[each], shingles)[0], -each) for each in likely.tolist()]
        best, which = max(verified, default=(0.0, 0))
        return (-which, "near", best) if best >= NEAR else None

    def _of(self, rank: int) -> list[int]:
        row = self.buckets[rank]
        found: list[int] = row[row >= 0].tolist()
        return found


def _estimates(signatures: NDArray[np.uint32], rank: int, others: NDArray[Any]) -> NDArray[np.float64]:
    """The Jaccard of a text with each of some others, as far as their signatures tell."""
    estimates: NDArray[np.float64] = (signatures[others] == signatures[rank]).mean(axis=1)
    return estimates


def _buckets(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The bucket of each text in each band, -1 where it is alone in it."""
    made = np.full((len(signatures), _BANDS), -1, np.int64)
    first = 0
    for band in range(_BANDS if len(signatures) else 0):
        key: NDArray[np.uint64] = np.zeros(len(signatures), np.uint64)
        for column in range(band * _ROWS, (band + 1) * _ROWS):
            key = _mix(key + signatures[:, column] + np.uint64(1))
        _, bucket, size = np.unique(key, return_inverse=True, return_counts=True)
        together = size[bucket] > 1
        made[together, band] = bucket[together] + first
        first += len(size)
    return made


@dataclass(slots=True)
class _Longer:
    """Finds the longer kept text that another is cut from: candidates by their sketches, verified by containment."""

    read: _Texts
    hashes: Shingles = field(init=False)
    ranks: NDArray[np.int32] = field(init=False)
    is_kept: NDArray[np.bool_] = field(init=False)
    sizes: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        sketches = self.read.sketches
        hashes = np.concatenate([np.empty(0, np.uint32), *sketches])
        order = np.argsort(hashes, kind="stable")
        self.hashes = hashes[order]
        self.ranks = np.repeat(np.arange(len(sketches), dtype=np.int32), [len(each) for each in sketches])[order]
        self.is_kept = np.zeros(len(sketches), np.bool_)
        self.sizes = np.array([len(each) for each in self.read.shingles], np.int64)

    def keep(self, rank: int) -> None:
        """From now on this text may be found."""
        self.is_kept[rank] = True

    def find(self, rank: int, shingles: Shingles) -> tuple[int, Reason, float] | None:
        if len(shingles) < SHORTEST_TRUNCATED:
            return None
        verified = [(_compare(self.read.shingles[each], shingles)[1], -each) for each in self._candidates(rank)]
        best, which = max(verified, default=(0.0, 0))
        return (-which, "truncated", best) if best >= TRUNCATED else None

    def _candidates(self, rank: int) -> list[int]:
        asked = self.read.sketches[rank][:_ASKED]
        starts, ends = (np.searchsorted(self.hashes, asked, side) for side in ("left", "right"))
        (shared,) = np.nonzero(ends - starts > 1)
        if not len(shared) or len(shared) * 3 < len(asked):
            return []
        met = np.concatenate([self.ranks[starts[n] : ends[n]] for n in shared])
        which, times = np.unique(met[self.is_kept[met]], return_counts=True)
        return self._plausible(rank, which[times * 3 >= len(asked)])

    def _plausible(self, rank: int, candidates: NDArray[np.int32]) -> list[int]:
        """Those whose signatures do not rule out that this text is cut from them (four standard deviations)."""
        part = TRUNCATED * self.sizes[rank]
        least = part / (self.sizes[candidates] + self.sizes[rank] - part)
        slack = 4 * np.sqrt(least * (1 - least) / (_BANDS * _ROWS))
        found: list[int] = candidates[_estimates(self.read.signatures, rank, candidates) >= least - slack].tolist()
        return found


def _rows(ids: list[list[str]], kept_for: dict[int, tuple[int, Reason, float]]) -> list[Duplicate]:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for rank in range(len(ids)):
        members[kept_for[rank][0] if rank in kept_for else rank].append(rank)
    rows = []
    for first, ranks in members.items():
        named = [each for rank in ranks for each in ids[rank]]
        if len(named) == 1:
            continue
        group, kept = min(named), ids[first][0]
        for rank in ranks:
            _, reason, similarity = kept_for.get(rank, (first, "exact", 1.0))
            for each in ids[rank]:
                said = None if each == kept else reason
                rows.append(Duplicate(each, group, kept, said, round(similarity, 4)))
    return sorted(rows, key=lambda row: (row.dup_group, row.article_id))
