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
                each = Annotation.from_dict(json.loads(line))
                if not all(
                    isinstance(text, str) for text in (each.id, each.article_id, each.annotator, each.updated_at)
                ):
                    raise TypeError("its id, article, annotator and time are not all strings")
                yield each
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise ReadError(finding("batch-unreadable", f"{path.name}:{number}", quote(error))) from None


def latest(workspace: Workspace) -> dict[str, Annotation]:
    """The newest version of each annotation, by id, in a stable order (article, annotator, id)."""
    newest: dict[str, Annotation] = {}
    for each in versions(workspace):
        if each.id not in newest or each.updated_at >= newest[each.id].updated_at:
            newest[each.id] = each
    return dict(sorted(newest.items(), key=lambda item: (item[1].article_id, item[1].annotator, item[0])))


def by_article(workspace: Workspace) -> dict[str, list[Annotation]]:
    """The newest versions of what stands, grouped by article."""
    grouped: dict[str, list[Annotation]] = {}
    for each in latest(workspace).values():
        if each.status == "withdrawn":
            continue
        grouped.setdefault(each.article_id, []).append(each)
    return grouped


def append(workspace: Workspace, pulled: list[Annotation], *, old: bool = False) -> list[Annotation]:
    """Writes those of the annotations that say something new as one batch, numbered in the order of pulls; returns them.

    `old` says that they come from a file, which may be older than what is known: then a version that was ever known is not
    new. Otherwise they are how things stand now, and are compared with what stands now.
    """
    known: dict[str, list[Annotation]] = {}
    for each in versions(workspace):
        known.setdefault(each.id, []).append(each)
    stands = latest(workspace)
    new = []
    for each in pulled:
        compared = known.get(each.id, []) if old else [stands[each.id]] if each.id in stands else []
        if not any(_same(each, other) for other in compared):
            new.append(each)
    if new:
        content = b"".join(dump(each.to_dict()) for each in sorted(new, key=lambda each: (each.article_id, each.id)))
        folder = workspace.annotations / "batches"
        numbers = [int(path.name.split("-")[0]) for path in folder.glob("*.jsonl") if path.name[:5].isdigit()]
        write(folder / f"{max(numbers, default=0) + 1:05d}-{sha256(content)[:8]}.jsonl", content)
    return new


def withdrawn(workspace: Workspace, there: dict[str, set[str]]) -> list[Annotation]:
    """What is known of some tasks and no longer stands there: answers that were deleted, or can no longer be read.

    `there` gives for each article the ids of the answers that its task has now.
    """
    return [
        replace(each, status="withdrawn")
        for each in latest(workspace).values()
        if each.status != "withdrawn" and each.article_id in there and each.id not in there[each.article_id]
    ]


def _same(each: Annotation, old: Annotation) -> bool:
    """Whether two versions say the same: an answer keeps the scheme and the guideline that it was given by."""
    return replace(each, guideline_version=old.guideline_version, scheme_version=old.scheme_version) == old
