"""From gold to taggers, and from taggers to suggestions for every article."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from toolkit import plugin
from toolkit.annotation import store
from toolkit.annotation.check import sound
from toolkit.annotation.gold import decide
from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.article.span import Span
from toolkit.finding import Finding, ReadError, Tally, finding
from toolkit.release import card
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.task import check
from toolkit.task.taggers import Tagger
from toolkit.task.task import Prediction, combine
from toolkit.workspace import Workspace, dump, write

TAGGERS = ("pay", "learned", "gazetteer", "apposition")
"""The taggers that are used where none are named."""

Suggestions = dict[tuple[str, str], list[Prediction]]
"""What taggers suggest, by article id and text hash."""


def predict(
    workspace: Workspace, taggers: Sequence[str] = TAGGERS, progress: Callable[[int], None] = lambda n: None
) -> Tally:
    """Writes what each tagger suggests for every article to data/predictions/N-TAGGER.jsonl; unit `predictions`.

    Where spans of two taggers overlap, the one named first is heard. A name may carry where the tagger's model lies, after
    a colon (hf:PATH); otherwise that is data/models/TAGGER.

    Taggers that learn are trained on the gold so far. A suggestion that crosses the scheme (an unknown label, a span outside
    the text) is put aside. Raises ToolkitError (plugin-unknown) for a name that no tagger has.
    """
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    everything = list(articles.read(workspace))
    tally = Tally()
    for stale in workspace.predictions.glob("*.jsonl"):
        stale.unlink()
    said: dict[str, list[Prediction]] = {article.id: [] for article in everything}
    for order, (name, tag) in enumerate(make(workspace, the_scheme, everything, taggers, tally).items()):
        lines = []
        for article in everything:
            each, problem = ask(tag, article, said[article.id], the_scheme)
            if problem:
                found = finding("prediction-bad", f"{name}, article {article.id}", problem)
                workspace.quarantine("predict", dump(each.to_dict()), [found])
                tally.quarantine("predictions", found)
            else:
                tally.keep("predictions")
                said[article.id].append(each)
                lines.append(dump({"article_id": article.id, "text_sha256": article.text_sha256, **each.to_dict()}))
            progress(1)
        write(workspace.predictions / f"{order}-{name}.jsonl", b"".join(lines))
    return tally


def make(
    workspace: Workspace, the_scheme: Scheme, everything: Sequence[Article], taggers: Sequence[str], tally: Tally
) -> dict[str, Tagger]:
    """The taggers that have something to suggest, by name, trained on the gold so far; why others have not is in `tally`."""
    gold = list(_gold(workspace, the_scheme, {article.id: article for article in everything}))
    made: dict[str, Tagger] = {}
    for name, _, place in (each.partition(":") for each in dict.fromkeys(taggers)):
        tag = plugin.load("taggers", name)(the_scheme, gold, Path(place) if place else workspace.models / name)
        if isinstance(tag, Finding):
            tally.note(tag)
        else:
            made[name if name not in made else f"{name}-{len(made)}"] = tag
    return made


def ask(tag: Tagger, article: Article, before: Sequence[Prediction], the_scheme: Scheme) -> tuple[Prediction, str]:
    """What a tagger suggests for an article where others spoke before it, and what is wrong with that (empty: nothing)."""
    so_far = combine(before)
    found = so_far.spans if so_far else ()
    said = tag(article, found)
    return said, check.problem(said, article, the_scheme, found) or ""


def ensure(workspace: Workspace, wanted: Iterable[Article], tally: Tally) -> Suggestions:
    """What is suggested for some articles; made first (and counted) where there is nothing for an article's text."""
    made = read(workspace)
    if any((article.id, article.text_sha256) not in made for article in wanted):
        tally.merge(predict(workspace))
        made = read(workspace)
    return made


def read(workspace: Workspace) -> Suggestions:
    """The suggestions that were made, by article id and text hash: a changed text has none."""
    made: Suggestions = {}
    for path in sorted(workspace.predictions.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                value = json.loads(line)
                key = (value.pop("article_id"), value.pop("text_sha256"))
                made.setdefault(key, []).append(Prediction.from_dict(value))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                message = "it is no prediction; run `toolkit predict` to make it again"
                where = f"data/predictions/{path.name}:{number}"
                raise ReadError(finding("prediction-bad", where, message, severity="F")) from None
    return made


def _gold(workspace: Workspace, the_scheme: Scheme, known: dict[str, Article]) -> Iterator[tuple[str, list[Span]]]:
    answers = sound(store.by_article(workspace), known, the_scheme, Tally())
    for gold in decide(
        answers, {each.id: each.text for each in known.values()}, the_scheme, card.read(workspace).gold, Tally()
    ):
        if gold.relevant:
            yield known[gold.article_id].text, list(gold.spans)
