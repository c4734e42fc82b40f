"""What is wrong with annotations as they lie in batches: proof against the articles, and what sense says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.annotation import sense
from toolkit.annotation.annotation import Annotation
from toolkit.article.article import Article
from toolkit.finding import Finding, Tally, finding, quote
from toolkit.scheme.scheme import Scheme


def check(annotations: Iterable[Annotation], articles: dict[str, Article], scheme: Scheme) -> Iterator[Finding]:
    """Every fault of the annotations: on another text, outside it, not in the scheme (Q); against the guideline (W)."""
    for annotation in annotations:
        where = f"article {annotation.article_id} annotation {annotation.id}"
        article = articles.get(annotation.article_id)
        if article is None:
            yield finding("article-missing", where, "labelled, but not in data/articles")
            continue
        if article.text_sha256 != annotation.text_sha256:
            message = f"labelled on text {annotation.text_sha256[:12]}, now {article.text_sha256[:12]}"
            yield finding("text-changed", where, message)
            continue
        faults = list(_shape(annotation, article.text, scheme, where))
        yield from faults
        if not faults:  # sense is asked only of what holds
            yield from sense.faults(annotation, article.text, scheme, where)


def sound(
    grouped: dict[str, list[Annotation]], articles: dict[str, Article], scheme: Scheme, tally: Tally
) -> dict[str, list[Annotation]]:
    """The articles of which every annotation holds, as `grouped`; unit `annotations` in `tally`.

    An article with an annotation that does not hold is left out whole: without that vote the others would decide.
    """
    made = {}
    for article_id, annotations in grouped.items():
        faults = [list(check([each], articles, scheme)) for each in annotations]
        for found in faults:
            if any(each.severity == "Q" for each in found):
                tally.quarantine("annotations", found)
            else:
                tally.keep("annotations")
                tally.note(found)
        if any(each.severity == "Q" for found in faults for each in found):
            tally.skip("gold", "an answer put aside")
        else:
            made[article_id] = annotations
    return made


def _shape(annotation: Annotation, text: str, scheme: Scheme, where: str) -> Iterator[Finding]:
    labels = {}
    for span in annotation.spans:
        at = f"{where} {quote(span.id)}"
        if not 0 <= span.start < span.end <= len(text):
            yield finding("offset-range", at, f"found {span.start} to {span.end}, the text ends at {len(text)}")
        if span.label not in scheme.entities:
            yield finding(
                "label-unknown", at, f"found {quote(span.label)}, expected one of {', '.join(scheme.entities)}"
            )
        labels[span.id] = span.label
    for relation in annotation.relations:
        at = f"{where} {quote(relation.id)}"
        if missing := [end for end in (relation.head, relation.tail) if end not in labels]:
            yield finding("rel-dangling", at, f"no span {quote(missing[0])}")
        elif relation.label not in scheme.relations:
            yield finding("label-unknown", at, f"found the relation {quote(relation.label)}")
        elif scheme.direction(relation.label, labels[relation.head], labels[relation.tail]) != "forward":
            pair = f"{labels[relation.head]} to {labels[relation.tail]}"
            yield finding("rel-endpoint-type", at, f"{quote(relation.label)} from {quote(pair)}")
    for said in annotation.attributes:
        at = f"{where} {quote(said.name)}"
        asked = scheme.attributes.get(said.name)
        if asked is None:
            yield finding("control-unknown", at, f"the scheme has no attribute {quote(said.name)}")
        elif asked.of is not None and said.target not in labels:
            yield finding("attr-orphan", at, f"no span {quote(said.target)}")
        elif asked.of is not None and labels[said.target or ""] not in asked.of:
            yield finding("attr-not-allowed", at, f"stands on a {quote(labels[said.target or ''])}")
