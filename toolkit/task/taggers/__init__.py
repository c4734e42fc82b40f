"""Taggers suggest labels. Their makers go by name in the entry-point group `toolkit.taggers`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.article.article import Article
from toolkit.article.span import Span
from toolkit.finding import Finding
from toolkit.scheme.scheme import Scheme
from toolkit.task.task import Prediction

Gold = Sequence[tuple[str, Sequence[Span]]]
"""What was labelled so far: texts and their spans, in a stable order. A tagger that does not learn leaves it unread."""

Tagger = Callable[[Article, Sequence[Span]], Prediction]
"""Suggests for an article. The spans are what the taggers before it suggest there: its relations and attributes may be
of them, by their ids. (Of spans that overlap, the one that was suggested first is heard.)"""

Make = Callable[[Scheme, Gold, Path], Tagger | Finding]
"""Makes a tagger; the folder is where its model is kept. A finding says why it has nothing to suggest."""
