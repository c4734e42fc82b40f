"""What is wrong with annotations as they lie in batches: proof against the articles, and what sense says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.annotation.annotation import Annotation
from toolkit.article.article import Article
from toolkit.finding import Finding, Tally, finding, quote
from toolkit.scheme.scheme import Scheme

# Particles that are written to the noun and are not part of it. One-syllable ones that often end a name (이, 가, 도, 의 ...)
# are told only after a Latin letter, a digit or a closing bracket, where they cannot belong to it.
_PARTICLE = re.compile(r"(?:에서|에게|으로|은|는|을|를|과|와)$|(?<=[A-Za-z0-9)\]])(?:이|가|의|에|도|로|만)$")
_PLURAL = re.compile(r"[가-힣]들$")


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
        yield from _shape(annotation, article.text, scheme, where)
        yield from _sense(annotation, article.text, scheme, where)


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


def _sense(annotation: Annotation, text: str, scheme: Scheme, where: str) -> Iterator[Finding]:
    for span in annotation.spans:
        surface = span.of(text)
        ending = _PARTICLE.search(surface) or _PLURAL.search(surface)
        # a name that stands elsewhere in the text with the same ending and another particle is simply called so
        if (
            ending
            and len(surface) > 2
            and not re.search(re.escape(surface) + r"(?:은|는|이|가|을|를|의|에|과|와)\b", text)
        ):
            yield finding("span-particle", f"{where} {quote(span.id)}", f"found {quote(surface)!r}")
