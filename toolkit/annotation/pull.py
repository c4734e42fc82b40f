"""Fetching what annotators said: the payload is kept as received, then read into annotations."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.annotation import pseudonym, standing, store
from toolkit.annotation.annotation import Annotation
from toolkit.annotation.parse import Parser
from toolkit.article import store as articles
from toolkit.finding import Finding, ReadError, Tally, finding, quote
from toolkit.scheme.scheme import Scheme
from toolkit.workspace import Workspace, dump, sha256, write

if TYPE_CHECKING:
    from toolkit.studio.client import Client


@dataclass(slots=True)
class Heard:
    """What was read of some projects, or of an export; `links` leads from an annotation's id to its task in the browser."""

    tally: Tally
    annotations: list[Annotation] = field(default_factory=list)
    there: dict[str, set[str]] = field(default_factory=dict)
    faults: dict[str, list[Finding]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


def from_server(
    workspace: Workspace,
    client: Client,
    projects: Mapping[int, str | None],
    scheme: Scheme,
    guideline: str | None,
    progress: Callable[[str], None],
) -> tuple[Heard, list[Annotation]]:
    """Pulls projects, each with its owner's pseudonym where it is one annotator's; returns what was read, and the
    annotations that say something new. Raises RemoteError.

    An answer that stood there at the last pull and is gone, or can no longer be read, is withdrawn: it has no vote any more.
    """
    heard = hear(workspace, client, projects, scheme, guideline, progress)
    gone = store.withdrawn(workspace, heard.there)
    if gone:
        message = f"{len(gone)} answers of {', '.join(sorted({each.article_id for each in gone})[:20])}"
        where = f"project {' '.join(str(number) for number in projects)}"
        heard.tally.note(finding("annotation-withdrawn", where, message))
    return heard, store.append(workspace, heard.annotations + gone)


def from_export(
    workspace: Workspace, path: Path, scheme: Scheme, guideline: str | None
) -> tuple[Heard, list[Annotation]]:
    """As `from_server`, from an export that was saved by hand. Raises ReadError if the file is not one."""
    heard = _read(workspace, [("export", path.name, list(tasks(path)), None)], scheme, guideline, keep=True)
    return heard, store.append(workspace, heard.annotations, old=True)


def hear(
    workspace: Workspace,
    client: Client,
    projects: Mapping[int, str | None],
    scheme: Scheme,
    guideline: str | None,
    progress: Callable[[str], None],
    *,
    keep: bool = True,
) -> Heard:
    """What stands in some projects; no annotation is stored. With `keep` payloads and what was put aside are kept."""
    received: list[_Received] = []
    for number, owner in projects.items():
        folder = workspace.pulls / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob("*.json"):  # a killed pull's download, with names in it
            stale.unlink()
        progress(f"asking the server for an export of project {number}")
        exported = client.export(number, folder)
        try:
            received.append((str(number), exported.name, list(tasks(exported)), owner))
        finally:
            exported.unlink(missing_ok=True)
    heard = _read(workspace, received, scheme, guideline, keep=keep)
    heard.links = {name: f"{client.url}/{place}" for name, place in heard.links.items()}
    return heard


_Received = tuple[str, str, list[Any], str | None]
"""A project, the file that it came in, its tasks, and whose it is."""


def _read(
    workspace: Workspace, received: list[_Received], scheme: Scheme, guideline: str | None, *, keep: bool
) -> Heard:
    """Reads payloads, and keeps them as received, with what had to be put aside."""
    known = {article.id: article.text_sha256 for article in articles.read(workspace)}
    secret = pseudonym.key(workspace)
    authors = {each.id: (each.article_id, each.annotator) for each in store.latest(workspace).values()}
    beaten = standing.beaten([(tasks, owner) for _, _, tasks, owner in received], secret)
    heard, seen = Heard(Tally()), set()
    for (project, name, listed, owner), lost in zip(received, beaten, strict=True):
        parser = Parser(scheme, secret, known.get, guideline, owner=owner, beaten=lost, authors=authors)
        for i, task in enumerate(listed):
            parser.task(task, f"{name}:/{i}")
            seen.update(_article(task))
        heard.tally.merge(parser.parsed.tally)
        heard.annotations += parser.parsed.annotations
        heard.faults |= parser.faults
        heard.links |= {each: f"projects/{project}/data?task={task}" for each, task in parser.tasks.items()}
        for article, names in parser.there.items():
            heard.there.setdefault(article, set()).update(names)
        if keep:
            _keep(workspace, project, listed)
            for item, found in parser.parsed.rejected:
                workspace.quarantine("pull", dump(item), found)
    if missing := sorted(store.by_article(workspace).keys() - seen):
        message = f"{len(missing)} articles: {', '.join(missing[:20])}"
        heard.tally.note(finding("task-missing", ", ".join(name for _, name, _, _ in received), message))
    return heard


def tasks(path: Path) -> Iterator[Any]:
    """The tasks of an export file, unproven. Raises ReadError (raw-io, export-shape) where it is not one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(finding("raw-io", str(path), error.strerror or "cannot be read")) from None
    try:
        received = json.loads(content, object_pairs_hook=_no_twins, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        message = f"not JSON as Label Studio exports it: {quote(error)}"
        raise ReadError(finding("export-shape", str(path), message)) from None
    if not isinstance(received, list):
        raise ReadError(
            finding("export-shape", str(path), f"found {type(received).__name__}, expected a list of tasks")
        )
    if received and all(isinstance(each, dict) and "data" not in each for each in received):
        message = "no task has `data`: is it JSON_MIN, CSV or CONLL? expected the export type JSON"
        raise ReadError(finding("export-shape", str(path), message))
    yield from received


def _article(task: Any) -> list[str]:
    """The article that a task is of, if it says so."""
    data = task.get("data") if isinstance(task, dict) else None
    article_id = data.get("article_id") if isinstance(data, dict) else None
    return [article_id] if isinstance(article_id, str) else []


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return made


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _finite(number: str) -> float:
    if math.isinf(made := float(number)):
        raise ValueError(f"{number} is too large a number")
    return made


def _keep(workspace: Workspace, project: str, tasks: list[Any]) -> None:
    """Puts the payload into data/pulls, compressed; the same payload is kept once."""
    import pyarrow as pa

    content = b"".join(dump(task) for task in tasks)
    write(workspace.pulls / project / f"{sha256(content)[:16]}.jsonl.zst", _zstd(pa, content), mode=0o600)


def _zstd(pa: Any, content: bytes) -> bytes:
    packed = pa.BufferOutputStream()
    with pa.CompressedOutputStream(packed, "zstd") as stream:
        stream.write(content)
    whole: bytes = packed.getvalue().to_pybytes()
    return whole
