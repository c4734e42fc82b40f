"""How good suggestions are on the sample: F1 by label of each tagger and of all together, cross-validated by article.

    python -m tests.bench.suggest [--answers toolkit/sample/answers] [--by ara] [--folds 10]

Near-duplicates are in one fold. The truth is what one annotator answered: taggers that learn see the other folds alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import REPOSITORY
from toolkit import sample
from toolkit.article import dedup
from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.article.span import Relation, Span
from toolkit.finding import Finding
from toolkit.flow import ingest, init
from toolkit.flow import predict as flow
from toolkit.flow.demo import resolve
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.task.taggers import Make, apposition, gazetteer, learned, pay
from toolkit.task.task import Prediction, combine

MAKERS: dict[str, Make] = {
    "pay": pay.make,
    "learned": learned.make,
    "gazetteer": gazetteer.make,
    "apposition": apposition.make,
}
Answer = tuple[Article, list[Span], list[Relation]]


def answers(folder: Path, by: str, the_scheme: Scheme) -> list[Answer]:
    """The sample's articles that somebody answered and found relevant, with what they marked."""
    with tempfile.TemporaryDirectory() as made:
        home = init.init(Path(made) / "ws")[0]
        (home.schemas / "sources.yaml").write_bytes((sample.PAGES.parent / "sources.yaml").read_bytes())
        ingest.ingest(home, [sample.PAGES])
        everything = {article.origin.removeprefix("pages/"): article for article in articles.read(home)}
    found = []
    for path in sorted((folder / by).glob("*.json")):
        answer = json.loads(path.read_text("utf-8"))
        article = next((each for name, each in everything.items() if name.endswith(answer["page"])), None)
        if article is None:
            print(f"{path.name}: no page {answer['page']}")
        elif answer.get("relevant", True):
            try:
                spans, _, relations = resolve(answer, article, the_scheme)
            except ValueError as error:
                print(f"{path.name}: {error}")
                continue
            found.append((article, spans, relations))
    return found


def folds(truth: Sequence[Answer], n: int) -> list[list[int]]:
    """The indices of the articles in n parts as equal as may be; near-duplicates are in one."""
    group = {row.article_id: row.dup_group for row in dedup.groups([(a.id, a.text) for a, _, _ in truth])}
    together: defaultdict[str, list[int]] = defaultdict(list)
    for index, (article, _, _) in enumerate(truth):
        together[group.get(article.id) or article.id].append(index)
    parts: list[list[int]] = [[] for _ in range(min(n, len(together)))]
    for several in sorted(together.values(), key=lambda each: (-len(each), each)):
        min(parts, key=len).extend(several)
    return parts


class Score:
    """Right, suggested and true, by label; and relations."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, said: set[tuple[int, int, str]], true: set[tuple[int, int, str]]) -> None:
        for name, places in (("right", said & true), ("said", said), ("true", true)):
            for _, _, label in places:
                self.counts[label][name] += 1
                self.counts["all"][name] += 1

    def cell(self, label: str) -> str:
        c = self.counts[label]
        if not c["said"]:
            return "      -       "
        p, r = c["right"] / c["said"], c["right"] / max(1, c["true"])
        return f"{2 * c['right'] / (c['said'] + c['true']):.2f} ({p:.2f} {r:.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=Path, default=sample.PAGES.parent / "answers")
    parser.add_argument("--by", default="ara")
    parser.add_argument("--folds", type=int, default=10)
    options = parser.parse_args()
    the_scheme = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
    truth = answers(options.answers, options.by, the_scheme)
    scores: defaultdict[str, Score] = defaultdict(Score)
    relations: Counter[str] = Counter()
    training = tagging = 0.0
    for part in folds(truth, options.folds):
        gold = [(article.text, spans) for i, (article, spans, _) in enumerate(truth) if i not in part]
        with tempfile.TemporaryDirectory() as folder:
            began = time.process_time()
            made = {name: make(the_scheme, gold, Path(folder) / name) for name, make in MAKERS.items()}
            training += time.process_time() - began
            taggers = {name: tag for name, tag in made.items() if not isinstance(tag, Finding)}
            began = time.process_time()
            for i in part:
                article, spans, arrows = truth[i]
                true = {(span.start, span.end, span.label) for span in spans}
                said: list[Prediction] = []
                for name, tag in taggers.items():
                    alone, _ = flow.ask(tag, article, [], the_scheme)
                    scores[name].add({(span.start, span.end, span.label) for span in alone.spans}, true)
                    each, problem = flow.ask(tag, article, said, the_scheme)
                    assert not problem, problem
                    said.append(each)
                together = combine(said)
                scores["together"].add({(s.start, s.end, s.label) for s in together.spans} if together else set(), true)
                relations.update(_relations(arrows, spans, together, the_scheme))
            tagging += time.process_time() - began
    columns = [name for name in (*MAKERS, "together") if name != "apposition"]
    labels = [*the_scheme.entities, "all"]
    print(
        f"{len(truth)} articles of {options.by}, {sum(len(spans) for _, spans, _ in truth)} spans; F1 (precision recall)"
    )
    print(f"{'':<14}" + "".join(f"{name:<20}" for name in columns) + "spans")
    for label in labels:
        print(
            f"{label:<14}"
            + "".join(f"{scores[name].cell(label):<20}" for name in columns)
            + str(scores["together"].counts[label]["true"])
        )
    everything = scores["together"].counts["all"]
    print(
        f"spans that nobody had to draw: {everything['right'] / max(1, everything['true']):.0%} of {everything['true']}"
    )
    print(f"suggested relations: {relations['right']} of {relations['said']} right, of {relations['true']}")
    print(
        f"CPU seconds: {training / max(1, options.folds):.1f} to make the taggers once, {tagging / max(1, len(truth)):.2f} an article"
    )


def _relations(
    arrows: Sequence[Relation], spans: Sequence[Span], said: Prediction | None, the_scheme: Scheme
) -> Counter[str]:
    """Suggested relations that are right: same ends and label, whichever way they were drawn."""
    places = {span.id: span for span in spans}
    true = set()
    for each in arrows:
        head, tail = places[each.head], places[each.tail]
        label = each.label or the_scheme.default(head.label, tail.label)
        true.add((label, frozenset(((head.start, head.end), (tail.start, tail.end)))))
    found = {span.id: (span.start, span.end) for span in said.spans} if said else {}
    suggested = (
        {(each.label, frozenset((found[each.head], found[each.tail]))) for each in said.relations} if said else set()
    )
    return Counter(right=len(true & suggested), said=len(suggested), true=len(true))


if __name__ == "__main__":
    main()
