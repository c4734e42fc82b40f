"""Gold joined with articles into records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toolkit.annotation import store
from toolkit.annotation.check import sound
from toolkit.annotation.cluster import clusters
from toolkit.annotation.gold import Gold, Policy, decide
from toolkit.article import duplicates
from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.finding import Tally, finding
from toolkit.raw import source as raw_source
from toolkit.raw.source import Source, Sources
from toolkit.record.record import Record, RecordEntity, RecordRelation
from toolkit.scheme.scheme import Scheme
from toolkit.workspace import Workspace


def assemble(workspace: Workspace, scheme: Scheme, policy: Policy, tally: Tally) -> list[Record]:
    """The records of a workspace: everything that was said, decided by the policy, joined with the articles.

    In the order in which they are released: by day of publication, then by id, so that a release grows at its end.
    """
    known = {article.id: article for article in articles.read(workspace)}
    said = sound(store.by_article(workspace), known, scheme, tally)
    golds = decide(said, {each.id: each.text for each in known.values()}, scheme, policy, tally)
    groups = duplicates.groups(workspace)
    made = records(golds, known, raw_source.load(workspace), scheme, tally, groups)
    return sorted(made, key=lambda record: (record.published_on or "", record.article_id))


def records(
    golds: Iterable[Gold],
    articles: dict[str, Article],
    sources: Sources,
    scheme: Scheme,
    tally: Tally,
    groups: Mapping[str, str],
) -> Iterator[Record]:
    """A record for each gold answer whose article is here, unchanged, and may be released; unit `records` in `tally`.

    `articles` by id. Text of a source whose rights are not `full` is withheld (rights-standoff); a source whose rights are
    `none` is left out altogether. `groups`: the duplicates' group of each article that is not alone.
    """
    for gold in golds:
        article = articles.get(gold.article_id)
        where = f"article {gold.article_id}"
        if article is None:
            tally.quarantine("records", finding("article-missing", where, "labelled, but not in data/articles"))
            continue
        if article.text_sha256 != gold.text_sha256:
            message = f"labelled on text {gold.text_sha256[:12]}, now {article.text_sha256[:12]}"
            tally.quarantine("records", finding("text-changed", where, message))
            continue
        # by what is known of the sources now, not when the page came
        given = None if article.source == raw_source.UNKNOWN.key else article.source
        source = sources.get(given) if given else sources.of(article.url)
        if source.rights == "none":
            tally.skip("records", "rights-none")
            continue
        if source.rights != "full":
            tally.note(finding("rights-standoff", where, f"source {source.key}: its text is withheld"))
        tally.keep("records")
        yield _record(gold, article, source, scheme, groups.get(article.id))


def _record(gold: Gold, article: Article, source: Source, scheme: Scheme, group: str | None) -> Record:
    full = source.rights == "full"
    attributes: dict[str | None, dict[str, Any]] = {None: {}, **{span.id: {} for span in gold.spans}}
    for each in gold.attributes:
        # what was typed in freely may repeat the text
        if full or scheme.attributes[each.name].type != "text":
            attributes[each.target][each.name] = each.value
    cluster = clusters(gold.spans, gold.relations, article.text, scheme)
    entities = tuple(
        RecordEntity(
            span.id,
            span.label,
            span.start,
            span.end,
            span.of(article.text) if full else None,
            cluster[span.id],
            attributes[span.id],
        )
        for span in gold.spans
    )
    relations = tuple(RecordRelation(each.id, each.label, each.head, each.tail, each.flags) for each in gold.relations)
    return Record(
        article_id=article.id,
        text_sha256=article.text_sha256,
        title=article.title if full else None,
        text=article.text if full else None,
        paragraphs=tuple((each.start, each.end) for each in article.paragraphs),
        sentences=article.sentences,
        entities=entities if gold.relevant else None,
        relations=relations if gold.relevant else None,
        attributes={
            each.name: attributes[None][each.name]
            for each in scheme.article_attributes
            if each.name in attributes[None]
        },
        relevant=gold.relevant,
        n_chars=len(article.text),
        dup_group=group,
        url=article.url,
        outlet=article.outlet if full else (source.name if source.key != raw_source.UNKNOWN.key else None),
        published_at=article.published_at,
        published_precision=article.published_precision,
        source=source.key,
        rights=source.rights,
        licence=source.licence,
        split="train",
        provenance={
            "raw_sha256": article.raw_sha256,
            "normalizer": article.normalizer,
            "gold": gold.basis,
            "annotators": list(gold.annotators),
            "scheme_version": gold.scheme_version,
            "guideline_version": gold.guideline_version,
            "decided_at": gold.decided_at,
        },
    )
