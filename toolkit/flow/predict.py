"""From gold to taggers, and from taggers to suggestions for every article."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from toolkit import plugin
from toolkit.annotation import store
from toolkit.annotation.check import sound
from toolkit.annotation.gold import decide
from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.article.span import Span
from toolkit.finding import Tally, finding, quote
from toolkit.release import card
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.task.task import Prediction
from toolkit.workspace import Workspace, dump, write

TAGGERS = ("pay", "gazetteer")
"""The taggers that are used where none are named."""


def predict(
    workspace: Workspace, taggers: Sequence[str] = TAGGERS, progress: Callable[[int], None] = lambda n: None
) -> Tally:
    """Writes what each tagger suggests for every article to data/predictions/TAGGER.jsonl; unit `predictions`.

    Taggers that learn are trained on the gold so far. A suggestion that crosses the scheme (an unknown label, a span outside
    the text) is put aside. Raises ToolkitError (plugin-unknown) for a name that no tagger has.
    """
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    everything = list(articles.read(workspace))
    gold = list(_gold(workspace, the_scheme, {article.id: article for article in everything}))
    tally = Tally()
    for name in taggers:
        tag = plugin.load("taggers", name)(the_scheme, gold)
        lines = []
        for article in everything:
            said: Prediction = tag(article)
            problem = _problem(said, article, the_scheme)
            if problem:
                tally.quarantine("predictions", finding("prediction-bad", f"{name}, article {article.id}", problem))
            else:
                tally.keep("predictions")
                lines.append(dump({"article_id": article.id, "text_sha256": article.text_sha256, **said.to_dict()}))
            progress(1)
        write(workspace.predictions / f"{name}.jsonl", b"".join(lines))
    return tally


def read(workspace: Workspace) -> dict[tuple[str, str], list[Prediction]]:
    """The suggestions that were made, by article id and text hash: a changed text has none."""
    made: dict[tuple[str, str], list[Prediction]] = {}
    for path in sorted(workspace.predictions.glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            value = json.loads(line)
            key = (value.pop("article_id"), value.pop("text_sha256"))
            made.setdefault(key, []).append(Prediction.from_dict(value))
    return made


def _gold(workspace: Workspace, the_scheme: Scheme, known: dict[str, Article]) -> Iterator[tuple[str, list[Span]]]:
    answers = sound(store.by_article(workspace), known, the_scheme, Tally())
    for gold in decide(answers, the_scheme, card.read(workspace).gold, Tally()):
        if gold.relevant:
            yield known[gold.article_id].text, list(gold.spans)


def _problem(said: Prediction, article: Article, the_scheme: Scheme) -> str | None:
    ids = {span.id for span in said.spans}
    for span in said.spans:
        if span.label not in the_scheme.entities:
            return f"the label {quote(span.label)} is not in the scheme"
        if not 0 <= span.start < span.end <= len(article.text):
            return f"a span from {span.start} to {span.end}, the text has {len(article.text)} characters"
    if any(each.target not in ids and each.target is not None for each in said.attributes):
        return "an attribute of a span that is not there"
    if any(end not in ids for each in said.relations for end in (each.head, each.tail)):
        return "a relation to a span that is not there"
    return None
