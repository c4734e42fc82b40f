"""Suggests what was labelled before: names found in the gold so far, longest first, cut free of Korean particles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from toolkit.article.article import Article
from toolkit.article.span import Span
from toolkit.scheme.scheme import Scheme
from toolkit.task.task import Prediction
from toolkit.workspace import sha256

# What may follow a name without being part of it. A name that goes on with anything else is another, longer word.
_PARTICLES = (
    "은|는|이|가|을|를|의|에|에서|에게|에는|에선|에도|와|과|로|으로|도|만|부터|까지|보다|처럼|이나|나|라는|이라는|"
    "측|들|들은|들이|들을|들의|씨|인|이다|이며|였다|이었다"
)
_AFTER = rf"(?=(?:{_PARTICLES})?(?![가-힣A-Za-z0-9]))"
_BEFORE = r"(?<![가-힣A-Za-z0-9])"


def make(scheme: Scheme, gold: Iterable[tuple[str, list[Span]]]) -> Callable[[Article], Prediction]:
    """A tagger for every label that the scheme does not read by a reader; without gold it suggests nothing.

    A name is used under the label that it mostly had, and only if most of its occurrences in the gold's texts were labelled.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    texts: list[str] = []
    for text, spans in gold:
        texts.append(text)
        for span in spans:
            entity = scheme.entities.get(span.label)
            if entity and not entity.reader and span.end - span.start > 1:
                counts[span.of(text)][span.label] += 1
    whole = "\n".join(texts)
    names = {
        name: labels.most_common(1)[0][0]
        for name, labels in sorted(counts.items())
        if labels.total() * 2 >= len(re.findall(_BEFORE + re.escape(name) + _AFTER, whole))
    }
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(_BEFORE + "(" + "|".join(map(re.escape, longest_first)) + ")" + _AFTER) if names else None
    version = sha256("\n".join(f"{name}\t{label}" for name, label in names.items()))[:8]

    def tag(article: Article) -> Prediction:
        found = pattern.finditer(article.text) if pattern else ()
        spans = (Span(m.start(), m.end(), names[m[1]], f"gazetteer-{m.start()}-{m.end()}") for m in found)
        return Prediction("gazetteer", version, tuple(spans))

    return tag
