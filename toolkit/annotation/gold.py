"""From what several annotators said of an article to the one answer that the card's policy allows, or to none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from toolkit.annotation.annotation import Annotation
from toolkit.annotation.cluster import Fact, Place, Things
from toolkit.article.span import Attribute, Relation, Span
from toolkit.finding import Tally, finding
from toolkit.scheme.scheme import Scheme

Policy = Literal["single", "agreed", "adjudicated"]


@dataclass(frozen=True, slots=True)
class Gold:
    """The answer for an article. `relevant` is False where it is known not to speak of the matter: then nothing is marked.

    Ids are made anew (e1 ... and r1 ... in text order), so that the same answer is the same bytes whoever gave it.
    `basis` says what every span rests on: the policy, and how many people answered.
    """

    article_id: str
    text_sha256: str
    relevant: bool
    spans: tuple[Span, ...]
    attributes: tuple[Attribute, ...]
    relations: tuple[Relation, ...]
    basis: Policy
    annotators: tuple[str, ...]
    scheme_version: str
    guideline_version: str | None
    decided_at: str


def decide(
    grouped: dict[str, list[Annotation]], texts: Mapping[str, str], scheme: Scheme, policy: Policy, tally: Tally
) -> Iterator[Gold]:
    """The gold of each article that has one, in the order of the articles' ids.

    single: the sole submitted answer. agreed: what everybody who answered says alike. (adjudicated needs decisions, which
    `toolkit adjudicate` makes; an article without one has no gold.) `texts`, by article, tell which mentions are one thing: a
    fact is agreed whichever of them it was drawn at. What the policy leaves open is left out, and counted in
    `tally`: an article as unit `gold`, what is said of it as `gold spans`, `gold attributes`, `gold relations`.
    """
    for article_id, annotations in sorted(grouped.items()):
        votes = [each for each in annotations if each.status == "submitted" and not each.ground_truth]
        if not votes:
            tally.skip("gold", "unanswered")
        elif len({each.text_sha256 for each in votes}) > 1:
            tally.quarantine(
                "gold", finding("text-changed", f"article {article_id}", "its annotations were made on several texts")
            )
        elif policy == "adjudicated" or (policy == "single" and len(votes) > 1):
            message = f"{len(votes)} answers, and the policy is `{policy}`"
            tally.note(finding("gold-undecided", f"article {article_id}", message))
            tally.skip("gold", "gold-undecided")
        else:
            if incomplete := sum(each.put_aside for each in votes):
                message = f"{incomplete} regions of its answers were put aside at pull, and are missing from the gold"
                tally.note(finding("gold-incomplete", f"article {article_id}", message))
            gold = _agreed(votes, texts.get(article_id), scheme, policy, tally)
            if gold:
                tally.keep("gold")
                yield gold


def _agreed(votes: list[Annotation], text: str | None, scheme: Scheme, policy: Policy, tally: Tally) -> Gold | None:
    article_id = votes[0].article_id
    negatives = [_irrelevant(each, scheme) for each in votes]
    if any(negatives) and not all(negatives):
        message = f"{sum(negatives)} of {len(votes)} call it not relevant"
        tally.note(finding("gold-undecided", f"article {article_id}", message))
        tally.skip("gold", "gold-undecided")
        return None
    relevant = not any(negatives)
    spans: list[Span] = []
    attributes: list[Attribute] = []
    relations: list[Relation] = []
    names: dict[Place, str] = {}
    if relevant and any(each.spans for each in votes):
        spans, names = _spans(votes, tally)
        if not spans:  # released, an empty list would say that they found nothing
            message = f"{len(votes)} people answered, and no span is marked by all"
            tally.note(finding("gold-undecided", f"article {article_id}", message))
            tally.skip("gold", "gold-undecided")
            return None
    attributes = _attributes(votes, names, tally)
    if relevant:
        relations = _relations(votes, text, names, scheme, tally)
    return Gold(
        article_id=article_id,
        text_sha256=votes[0].text_sha256,
        relevant=relevant,
        spans=tuple(spans),
        attributes=tuple(attributes),
        relations=tuple(relations),
        basis=policy,
        annotators=tuple(sorted({each.annotator for each in votes})),
        scheme_version=max((each.scheme_version for each in votes), key=_numbers),
        guideline_version=max(
            (each.guideline_version for each in votes if each.guideline_version), key=_numbers, default=None
        ),
        decided_at=max(each.updated_at for each in votes),
    )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def _irrelevant(vote: Annotation, scheme: Scheme) -> bool:
    if scheme.irrelevant is None:
        return False
    name, value = scheme.irrelevant
    said = vote.attribute(name)
    return said is not None and (said.value == value or (isinstance(said.value, tuple) and value in said.value))


_ARTICLE: Place = (-1, -1, "")


def _spans(votes: list[Annotation], tally: Tally) -> tuple[list[Span], dict[Place, str]]:
    """The spans that all votes share, with new ids, and the id of each by its place and label."""
    said = [{(span.start, span.end, span.label) for span in each.spans} for each in votes]
    everything = set().union(*said)
    shared = sorted(set.intersection(*said), key=lambda place: (place[0], -place[1], place[2]))
    names = {place: f"e{n}" for n, place in enumerate(shared, 1)}
    tally.keep("gold spans", len(shared))
    _left_out(tally, "spans", votes[0].article_id, len(everything) - len(shared))
    return [Span(*place, names[place]) for place in shared], names


def _attributes(votes: list[Annotation], names: dict[Place, str], tally: Tally) -> list[Attribute]:
    """The values that all votes give alike to the article, or to spans that all share; where they differ it stays empty."""
    said: list[dict[tuple[Place, str], Attribute]] = []
    for vote in votes:
        places: dict[str | None, Place] = {span.id: (span.start, span.end, span.label) for span in vote.spans}
        places[None] = _ARTICLE
        said.append({(places[a.target], a.name): a for a in vote.attributes if a.target in places})
    everything = sorted({key for each in said for key in each if key[0] in names or key[0] == _ARTICLE})
    shared = [key for key in everything if len({each[key].value if key in each else None for each in said}) == 1]
    tally.keep("gold attributes", len(shared))
    _left_out(tally, "attributes", votes[0].article_id, len(everything) - len(shared))
    return [Attribute(names.get(place), name, said[0][place, name].value) for place, name in shared]


def _relations(
    votes: list[Annotation], text: str | None, names: dict[Place, str], scheme: Scheme, tally: Tally
) -> list[Relation]:
    """The facts that all votes share, flags and all, drawn between spans that all share: at the first mentions that one drew.

    A sole answer stays as it was drawn.
    """
    known = Things.of(votes, text, scheme) if text is not None and len(votes) > 1 else Things.apart(votes)
    said: list[dict[tuple[Fact, tuple[str, ...]], list[tuple[Place, Place]]]] = []
    for vote in votes:
        drawn: dict[tuple[Fact, tuple[str, ...]], list[tuple[Place, Place]]] = {}
        for fact, arrows in known.facts(vote, scheme).items():
            for relation, head, tail in arrows:
                drawn.setdefault((fact, relation.flags), []).append((head, tail))
        said.append(drawn)
    everything: set[tuple[Fact, tuple[str, ...]]] = set().union(*said)
    made: set[tuple[Place, Place, str, tuple[str, ...]]] = set()
    for key in everything:
        (label, _, _), flags = key
        if all(key in each for each in said):
            ends = [pair for each in said for pair in each[key] if pair[0] in names and pair[1] in names]
            if ends:
                made.add((*min(ends), label, flags))
    tally.keep("gold relations", len(made))
    _left_out(tally, "relations", votes[0].article_id, len(everything) - len(made))
    return [Relation(f"r{n}", r[2], names[r[0]], names[r[1]], r[3]) for n, r in enumerate(sorted(made), 1)]


def _left_out(tally: Tally, unit: str, article_id: str, n: int) -> None:
    if n:
        tally.skip(f"gold {unit}", "gold-undecided", n)
        tally.note(finding("gold-undecided", f"article {article_id}", f"the annotators differ on {n} {unit}"))


def answers(grouped: dict[str, list[Annotation]]) -> Iterable[Annotation]:
    """The submitted annotations, the ones that vote."""
    for annotations in grouped.values():
        yield from (each for each in annotations if each.status == "submitted" and not each.ground_truth)
