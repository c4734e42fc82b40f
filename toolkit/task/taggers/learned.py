"""Suggests what the gold so far teaches: a linear-chain conditional random field over the characters of a paragraph.

The model (Lafferty et al. 2001) is CRFsuite's (Okazaki 2007), labels are B, I and O by character, as in KLUE. The same gold
gives the same model, byte for byte.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp, log
from pathlib import Path

from toolkit.article.article import Article
from toolkit.article.span import Span
from toolkit.finding import Finding, finding
from toolkit.scheme.scheme import Scheme
from toolkit.task.taggers import Gold, Tagger, features
from toolkit.task.taggers.names import Names, labelled
from toolkit.task.task import Prediction
from toolkit.workspace import dump, sha256, write

LEAST = 5
"""Fewer articles than this teach nothing that holds elsewhere."""

_CODE = "1"
"""Changes with what this file and features.py do."""

_SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 80, "feature.minfreq": 2, "feature.possible_transitions": False}
_SURE = 0.3
"""A span of which the model is less sure is not suggested."""


def make(scheme: Scheme, gold: Gold, folder: Path) -> Tagger | Finding:
    """A tagger for all labels, trained on the gold, or a finding where that is too little.

    The model is kept in the folder under a version that names its gold, and read again while that is the same.
    """
    import pycrfsuite

    taught = [(text, spans) for text, spans in gold if spans]
    if len(taught) < LEAST:
        message = f"{len(taught)} articles with labels in the gold, it learns from {LEAST}"
        return finding("tagger-abstains", "learned", message)
    version = sha256(dump([_CODE, pycrfsuite.CRFSUITE_VERSION, [[text, _places(spans)] for text, spans in taught]]))[:8]
    names = labelled(taught, list(scheme.entities))
    path = folder / f"{version}.crfsuite"
    if not path.exists():
        _train(taught, names, path)
    model = pycrfsuite.Tagger()
    model.open(str(path))
    known = Names({name: label for name, (label, _) in names.items()})
    elsewhere = _stems(taught)

    def tag(article: Article, found: Sequence[Span] = ()) -> Prediction:
        spans, scores, surprise = [], {}, 0.0
        seen = features.of(article.text, known.find(article.text), elsewhere)
        for begin, stop in features.pieces(article.text):
            tags = model.tag(seen[begin:stop])
            surprise -= log(max(model.probability(tags), 1e-300))
            for start, end, label in _chunks(tags):
                sure = min(model.marginal(tags[i], i) for i in range(start, end))
                span = _trimmed(Span(begin + start, begin + end, label, ""), article.text)
                if span and label in scheme.entities and sure >= _SURE:
                    spans.append(span)
                    scores[span.id] = sure
        # by length, or long articles would always be the least sure (Shen et al. 2018)
        score = exp(-surprise / max(1, len(article.text)))
        return Prediction("learned", version, tuple(spans), scores=scores, score=min(score, 1.0))

    return tag


def _train(taught: Gold, names: dict[str, tuple[str, set[int]]], path: Path) -> None:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_SETTINGS, verbose=False)
    stems = _stems(taught)
    for index, (text, spans) in enumerate(taught):
        # a name counts as known only if another article has it: so it is when a new one is tagged
        known = Names({name: label for name, (label, where) in names.items() if where - {index}})
        elsewhere = {stem for stem, where in stems.items() if where - {index}}
        seen, tags = features.of(text, known.find(text), elsewhere), _tags(text, spans)
        for begin, stop in features.pieces(text):
            trainer.append(seen[begin:stop], tags[begin:stop])
    with tempfile.TemporaryDirectory(prefix=".tmp-") as folder:
        model = Path(folder) / "model"
        trainer.train(str(model))
        write(path, model.read_bytes())
    for stale in path.parent.glob("*.crfsuite"):  # an older gold's
        if stale != path:
            stale.unlink()


def _stems(taught: Gold) -> dict[str, set[int]]:
    """The stems of the words of the texts, with the indices of the texts that they stand in."""
    made: defaultdict[str, set[int]] = defaultdict(set)
    for index, (text, _) in enumerate(taught):
        for start, stem, _ in features.stems(text):
            made[text[start:stem]].add(index)
    return made


def _places(spans: Sequence[Span]) -> list[tuple[int, int, str]]:
    return sorted((span.start, span.end, span.label) for span in spans)


def _tags(text: str, spans: Sequence[Span]) -> list[str]:
    """B-LABEL, I-LABEL or O for each character; of spans that lie in one another the outermost."""
    tags = ["O"] * len(text)
    end = 0
    for span in sorted(spans, key=lambda each: (each.start, -each.end, each.label)):
        if span.start >= end:
            tags[span.start : span.end] = [f"B-{span.label}"] + [f"I-{span.label}"] * (span.end - span.start - 1)
            end = span.end
    return tags


def _chunks(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            yield start, i, label
            label = ""
        if not label and tag != "O":
            start, label = i, tag[2:]


def _trimmed(span: Span, text: str) -> Span | None:
    """The span without blanks at its ends, with its id; None where nothing is left."""
    surface = span.of(text)
    start = span.start + len(surface) - len(surface.lstrip())
    end = span.end - (len(surface) - len(surface.rstrip()))
    return Span(start, end, span.label, f"learned-{start}-{end}") if start < end else None
