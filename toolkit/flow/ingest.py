"""Pages into a workspace: read, made into articles, and kept; what cannot be is put aside with its bytes."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from toolkit import plugin
from toolkit.article import decode, duplicates, stage
from toolkit.article import store as articles
from toolkit.article.learn import Student, Templates
from toolkit.article.rules import Rules
from toolkit.executor import local
from toolkit.finding import Finding, Tally, finding
from toolkit.flow import conflict
from toolkit.flow.conflict import Conflicts
from toolkit.raw import read as raw_read
from toolkit.raw import source as raw_source
from toolkit.raw import store as raw
from toolkit.raw.document import RawDocument, Rejected
from toolkit.workspace import Workspace, sweep

if TYPE_CHECKING:
    import pyarrow as pa

    Run: TypeAlias = Callable[..., Iterator[pa.RecordBatch]]

UNIT = "documents"
STAGE = "ingest"
BATCH = 64
BATCH_BYTES = 1 << 18
SHARD = 1024
SHARD_BYTES = 1 << 21
NOTED = 1000
"""Findings of one code that a run keeps; beyond that they are counted, so that memory stays bounded."""

_HERE = partial(local.run, workers=1, failed=stage.failed)


@dataclass(slots=True)
class Made:
    """A document with what became of it: its article as JSON, or none, and what was found."""

    document: RawDocument
    article: str | None
    findings: list[Finding]


def ingest(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    source: str | None = None,
    executor: str = "local",
    workers: int | None = None,
    relearn: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Tally:
    """Takes the pages under `paths` in, and returns what happened to each: kept, quarantined, or skipped by a rule.

    Pages that are known already are skipped, so that a run can be repeated, or go on after it was killed. Articles whose
    raw shard, normalizer or rules changed are made anew first; `relearn` learns every site's template again, from all of its
    pages and for all of them. `progress` is told how many more documents are done, and
    how many there are.
    Raises ReadError (raw-io) for a path that does not exist, SchemeError for a bad sources.yaml, ToolkitError (locked).
    """
    sources = raw_source.load(workspace)
    run = partial(plugin.load("executors", executor), workers=workers, failed=stage.failed)
    tally = Tally()
    tally.unit(UNIT)
    with workspace.lock(STAGE):
        for folder in (workspace.raw, workspace.articles):
            sweep(folder)
        student = Student(workspace)
        conflicts = conflict.find(raw_read.read(paths, sources, source), student)
        templates = student.learn(again=relearn)
        shards = raw.shards(workspace)
        for shard in shards:
            rules = Rules.of(sources, templates.at(raw.number(shard)))
            _refresh(workspace, shard, rules, run, tally)
        rules = Rules.of(sources, templates.at(raw.number(shards[-1]) + 1 if shards else 0))
        known = raw.known(workspace)
        held: list[Made] = []
        size = 0
        fresh = _fresh(raw_read.read(paths, sources, source), conflicts, known, workspace, tally)
        for made in _mapped(fresh, rules, run):
            for each in made:
                if each.article is None:
                    workspace.quarantine(STAGE, each.document.body, each.findings)
                    tally.quarantine(UNIT)
                else:
                    tally.keep(UNIT)
                    held.append(each)
                    size += len(each.document.body)
                _note(tally, each.findings)
            if len(held) >= SHARD or size >= SHARD_BYTES:
                _keep(workspace, held, rules)
                held, size = [], 0
            if progress:
                progress(len(made), conflicts.documents)
        if held:
            _keep(workspace, held, rules)
        _note(tally, duplicates.refresh(workspace))
    return tally


def examine(workspace: Workspace, paths: Sequence[Path], *, source: str | None = None) -> Tally:
    """What `ingest` would find in `paths`, without keeping anything. Raises what it raises."""
    sources = raw_source.load(workspace)
    conflicts = conflict.find(raw_read.read(paths, sources, source))
    last = raw.shards(workspace)[-1:]
    rules = Rules.of(sources, Templates(workspace).at(raw.number(last[0]) + 1 if last else 0))
    tally = Tally()
    tally.unit(UNIT)
    fresh = _fresh(raw_read.read(paths, sources, source), conflicts, set(), None, tally)
    for made in _mapped(fresh, rules, _HERE):
        for each in made:
            if each.article:
                tally.keep(UNIT)
            else:
                tally.quarantine(UNIT)
            _note(tally, each.findings)
    return tally


def _fresh(
    found: Iterable[RawDocument | Rejected],
    conflicts: Conflicts,
    known: set[int],
    workspace: Workspace | None,
    tally: Tally,
) -> Iterator[RawDocument]:
    """The documents of a run that are to be made into articles; the others are counted here."""
    seen: set[int] = set()
    for each in found:
        if isinstance(each, Rejected):
            _reject(workspace, tally, conflicts.told(each))
            continue
        key = raw.key(each.source, each.url, each.sha256)
        # a page that comes without its source is the one that came with it; one that comes with another is a correction
        unnamed = each.source == raw_source.UNKNOWN.key and raw.key(raw.ANY, each.url, each.sha256) in known
        if key in known or unnamed:
            tally.skip(UNIT, "already-known")
        elif key in seen:
            _note(tally, finding("duplicate-exact", each.origin, f"found the same page again ({each.sha256[:12]})"))
            tally.skip(UNIT, "duplicate-exact")
        elif (others := conflicts.others(each)) is not None:
            seen.add(key)
            message = f"found {each.sha256[:12]}, and under the same identifier {', '.join(others)}"
            _reject(workspace, tally, Rejected(finding("id-conflict", each.origin, message), each.body))
        else:
            seen.add(key)
            yield each


def _reject(workspace: Workspace | None, tally: Tally, rejected: Rejected) -> None:
    if rejected.finding.severity == "W":
        _note(tally, rejected.finding)
        tally.skip(UNIT, rejected.finding.code)
        return
    if workspace is not None and rejected.content:
        workspace.quarantine(STAGE, rejected.content, [rejected.finding])
    tally.quarantine(UNIT)
    _note(tally, rejected.finding)


def _note(tally: Tally, found: Finding | Iterable[Finding]) -> None:
    """Findings into the tally: the first of each code whole, the others as a number."""
    for each in (found,) if isinstance(found, Finding) else found:
        if tally.by_code[each.code] < NOTED:
            tally.note(each)
        else:
            tally.by_code[each.code] += 1


def _mapped(documents: Iterable[RawDocument], rules: Rules, run: Run) -> Iterator[list[Made]]:
    """Documents, batch by batch, with what `stage.articles` makes of them, in order."""
    under_way: deque[list[RawDocument]] = deque()

    def batches() -> Iterator[pa.RecordBatch]:
        group: list[RawDocument] = []
        size = 0
        for each in documents:
            group.append(each)
            size += len(each.body)
            if len(group) == BATCH or size >= BATCH_BYTES:
                under_way.append(group)
                yield raw.batch(group)
                group, size = [], 0
        if group:
            under_way.append(group)
            yield raw.batch(group)

    for result in run(partial(stage.articles, rules=rules), batches()):
        group = under_way.popleft()
        columns = result.to_pydict()
        rows = zip(group, columns["article"], columns["findings"], strict=True)
        yield [
            Made(document, made, [Finding.from_dict(f) for f in json.loads(notes)]) for document, made, notes in rows
        ]


def _keep(workspace: Workspace, made: list[Made], rules: Rules) -> None:
    """Writes a raw shard, then its articles and repairs; killed in between, the next run makes what is missing."""
    _articles(workspace, raw.append(workspace, [each.document for each in made]), made, rules)


def _refresh(workspace: Workspace, shard: Path, rules: Rules, run: Run, tally: Tally) -> None:
    """Makes the articles of a raw shard anew where they are missing or were made from something else."""
    if articles.is_current(workspace, shard, rules):
        return
    made = [each for group in _mapped(raw.read(shard), rules, run) for each in group]
    for each in made:
        if each.article is None:
            workspace.quarantine(STAGE, each.document.body, each.findings)
            tally.quarantine("rebuilt", each.findings)
        else:
            tally.keep("rebuilt")
    _articles(workspace, shard, made, rules)


def _articles(workspace: Workspace, shard: Path, made: list[Made], rules: Rules) -> None:
    rows = [row for each in made if each.article for row in _repairs(each)]
    workspace.repairs(f"{STAGE}-{shard.stem}", rows)
    articles.put(workspace, shard, [each.article for each in made if each.article], rules)


def _repairs(made: Made) -> Iterator[dict[str, Any]]:
    """What was repaired on a page: whole-page repairs first, then each edit with the characters before and after."""
    article = json.loads(made.article or "{}")
    for each in made.findings:
        if each.severity == "R":
            yield {"article": article["id"], "origin": article["origin"], "rule": each.code, "message": each.message}
    if not article["edits"]:
        return
    page = decode.decode(made.document.body, made.document.charset)
    text = page.text if isinstance(page, decode.Decoded) else ""
    for edit in article["edits"]:
        start, end = edit["raw"]
        shown = {} if edit["rule"].endswith("-masked") else {"before": text[start:end]}
        yield {
            "article": article["id"],
            "origin": article["origin"],
            "rule": edit["rule"],
            "raw": edit["raw"],
            **shown,
            "after": edit["new"],
        }
