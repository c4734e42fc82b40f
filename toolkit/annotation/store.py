"""annotations/batches: what annotators said, append-only. An edit is a new version in a new batch; the old one stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from toolkit.annotation.annotation import Annotation
from toolkit.finding import ReadError, finding, quote
from toolkit.workspace import Workspace, dump, sha256, write


def versions(workspace: Workspace) -> Iterator[Annotation]:
    """Every version of every annotation, oldest batch first. Raises ReadError (batch-unreadable) for a damaged batch."""
    for path in sorted((workspace.annotations / "batches").glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                yield Annotation.from_dict(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ReadError(finding("batch-unreadable", f"{path.name}:{number}", quote(error))) from None


def latest(workspace: Workspace) -> dict[str, Annotation]:
    """The newest version of each annotation, by id, in a stable order (article, annotator, id)."""
    newest: dict[str, Annotation] = {}
    for each in versions(workspace):
        if each.id not in newest or each.updated_at >= newest[each.id].updated_at:
            newest[each.id] = each
    return dict(sorted(newest.items(), key=lambda item: (item[1].article_id, item[1].annotator, item[0])))


def by_article(workspace: Workspace) -> dict[str, list[Annotation]]:
    """The newest versions, grouped by article."""
    grouped: dict[str, list[Annotation]] = {}
    for each in latest(workspace).values():
        grouped.setdefault(each.article_id, []).append(each)
    return grouped


def append(workspace: Workspace, pulled: list[Annotation]) -> list[Annotation]:
    """Writes those of the annotations that say something new as one batch, numbered in the order of pulls; returns them."""
    known = latest(workspace)
    read = (_new(each, known.get(each.id)) for each in pulled)
    new = sorted((each for each in read if each), key=lambda each: (each.article_id, each.id))
    if new:
        content = b"".join(dump(each.to_dict()) for each in new)
        folder = workspace.annotations / "batches"
        numbers = [int(path.name.split("-")[0]) for path in folder.glob("*.jsonl") if path.name[:5].isdigit()]
        write(folder / f"{max(numbers, default=0) + 1:05d}-{sha256(content)[:8]}.jsonl", content)
    return new


def _new(each: Annotation, known: Annotation | None) -> Annotation | None:
    """The annotation, unless it is known already: an answer keeps the guideline that it was given by."""
    if known is None or known.updated_at != each.updated_at:
        return each
    each = replace(each, guideline_version=known.guideline_version)
    return None if replace(each, scheme_version=known.scheme_version) == known else each
