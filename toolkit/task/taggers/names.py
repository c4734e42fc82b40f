"""Names that are known, found in a text: longest first, as words of their own, cut free of Korean particles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources import files

from toolkit.article.particle import is_word
from toolkit.article.span import Span


class Names:
    """Names with the label of each. Longer ones hide the shorter ones in them."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = {name: label for name, label in labels.items() if name}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for name in self.labels:
            lengths[name[0]].add(len(name))
        self._lengths = {first: sorted(several, reverse=True) for first, several in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a name stands as a word, as (start, end, label), in order and not overlapping."""
        at = 0
        for start, first in enumerate(text):
            for length in self._lengths.get(first, ()) if start >= at else ():
                end = start + length
                if (label := self.labels.get(text[start:end])) is not None and is_word(text, start, end):
                    yield start, end, label
                    at = end
                    break


def labelled(gold: Sequence[tuple[str, Sequence[Span]]], labels: Collection[str]) -> dict[str, tuple[str, set[int]]]:
    """What was labelled before: each name with the label that it mostly had, and the indices of the texts that it had it in.

    Only of these labels; and only names of which at least half of the occurrences in the texts were labelled: one that is
    mostly left alone is a common word.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    where: defaultdict[str, set[int]] = defaultdict(set)
    for index, (text, spans) in enumerate(gold):
        for span in spans:
            if span.label in labels and span.end - span.start > 1:
                counts[span.of(text)][span.label] += 1
                where[span.of(text)].add(index)
    everywhere = Counter(dict.fromkeys(counts, 0))
    known = Names(dict.fromkeys(counts, ""))
    for text, _ in gold:
        everywhere.update(text[start:end] for start, end, _ in known.find(text))
    return {
        name: (several.most_common(1)[0][0], where[name])
        for name, several in sorted(counts.items())
        if several.total() * 2 >= everywhere[name]
    }


def listed(name: str) -> tuple[str, ...]:
    """The entries of a list that is shipped beside this file, one a line; lines that begin with # speak of the list."""
    lines = files("toolkit.task.taggers").joinpath(name).read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
