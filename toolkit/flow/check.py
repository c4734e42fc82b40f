"""Checking anything: a workspace, or a release folder, an export, a scheme, a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from toolkit.annotation.parse import Parser
from toolkit.annotation.pull import tasks
from toolkit.article import store as articles
from toolkit.finding import Finding, ReadError, Tally, ToolkitError, finding
from toolkit.flow import render
from toolkit.raw import source
from toolkit.record import build, table
from toolkit.record import check as record_check
from toolkit.release import card
from toolkit.release import open as release_open
from toolkit.release.build import MANIFEST, SUMS
from toolkit.scheme import scheme
from toolkit.workspace import Workspace


def check(workspace: Workspace, path: Path | None = None, progress: Callable[[str], None] = lambda step: None) -> Tally:
    """Everything that is wrong with the workspace, or with what lies at `path`; nothing is written."""
    if path is not None:
        return _check_path(workspace, path)
    tally = Tally()
    progress("what people wrote")
    found = _given(workspace)
    tally.note(found)
    if any(each.severity == "F" for each in found):  # nothing further can be read by a scheme that does not hold
        return tally
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    progress("annotations and records")
    records = build.assemble(workspace, the_scheme, card.read(workspace).gold, tally)
    tally.note(record_check.check(records, the_scheme))
    tally.note(table.validate(table.tables(records, the_scheme), the_scheme))
    return tally


def _given(workspace: Workspace) -> list[Finding]:
    """What is wrong with scheme, sources and card."""
    found = scheme.check(workspace.schemas / "scheme.yaml")
    for read in (source.load, card.read):
        try:
            read(workspace)
        except ToolkitError as error:
            found.append(error.finding)
    if not found:
        # a stale reading misleads people, not the toolkit: a warning here, an error for `scheme render --check`
        found += [replace(each, severity="W") for each in render.stale(workspace)]
    return found


def _check_path(workspace: Workspace, path: Path) -> Tally:
    if any((path / name).is_file() for name in (MANIFEST, SUMS)):
        return _check_release(path)
    tally = Tally()
    if path.suffix in (".yaml", ".yml"):
        tally.note(scheme.check(path))
        return tally
    if path.suffix == ".json":
        the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
        known = {article.id: article.text_sha256 for article in articles.read(workspace)}
        parser = Parser(the_scheme, b"check", known.get)
        for i, task in enumerate(tasks(path)):
            parser.task(task, f"{path.name}:/{i}")
        return parser.parsed.tally
    if not path.exists():
        raise ReadError(finding("raw-io", str(path), "no such file or folder"))
    from toolkit.flow import ingest

    return ingest.examine(workspace, [path])


def _check_release(folder: Path) -> Tally:
    tally = Tally()
    tally.note(release_open.differences(folder))
    if tally.fatal:
        return tally
    the_scheme = release_open.scheme_of(folder)
    records = list(release_open.records(folder))
    tally.keep("records", len(records))
    tally.note(record_check.check(records, the_scheme))
    tally.note(table.validate(table.tables(records, the_scheme), the_scheme))
    return tally
