"""Raw rows into rows of articles: a pure function over Arrow record batches, which any executor maps."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING

from toolkit.article.article import Article
from toolkit.article.build import make
from toolkit.article.deadline import Overdue, deadline
from toolkit.article.rules import Rules
from toolkit.finding import Finding, finding
from toolkit.raw.document import RawDocument

if TYPE_CHECKING:
    import pyarrow as pa


def articles(batch: pa.RecordBatch, rules: Rules) -> pa.RecordBatch:
    """Raw rows into as many rows of articles: `article` is JSON or null, `findings` a JSON list."""
    import pyarrow as pa

    made, notes = [], []
    collecting = gc.isenabled()
    gc.disable()  # what is made here goes as it came; looking for cycles in it takes a tenth of the time
    try:
        for row in batch.to_pylist():
            article, found = _timely(RawDocument(**row), rules)
            made.append(json.dumps(article.to_dict(), ensure_ascii=False, separators=(",", ":")) if article else None)
            notes.append(json.dumps([each.to_dict() for each in found], ensure_ascii=False))
    finally:
        if collecting:
            gc.enable()
    fields = {"article": pa.array(made, pa.large_string()), "findings": pa.array(notes, pa.large_string())}
    return pa.RecordBatch.from_pydict(fields)


def failed(row: pa.RecordBatch, why: str) -> pa.RecordBatch:
    """What stands for a raw row that no process survived: no article, and a finding that says why."""
    import pyarrow as pa

    [origin] = row.column("origin").to_pylist()
    notes = json.dumps([finding("article-fault", origin, why).to_dict()], ensure_ascii=False)
    fields = {"article": pa.array([None], pa.large_string()), "findings": pa.array([notes], pa.large_string())}
    return pa.RecordBatch.from_pydict(fields)


def _timely(document: RawDocument, rules: Rules) -> tuple[Article | None, list[Finding]]:
    try:
        with deadline(rules.policy.seconds):
            return make(
                document,
                rules.timezone(document.source),
                rules.policy,
                rules.template(document),
                rules.parsers.get(document.source, ()),
            )
    except Overdue:
        return None, [
            finding("article-timeout", document.origin, f"not done after {rules.policy.seconds:g} s of CPU time")
        ]
