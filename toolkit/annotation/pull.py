"""Fetching what annotators said: the payload is kept as received, then read into annotations."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.annotation import pseudonym, store
from toolkit.annotation.annotation import Annotation
from toolkit.annotation.parse import Parser
from toolkit.article import store as articles
from toolkit.finding import ReadError, Tally, finding, quote
from toolkit.scheme.scheme import Scheme
from toolkit.workspace import Workspace, dump, sha256, write

if TYPE_CHECKING:
    from toolkit.studio.client import Client


def from_server(
    workspace: Workspace,
    client: Client,
    project: int,
    scheme: Scheme,
    guideline: str | None,
    progress: Callable[[str], None],
) -> tuple[Tally, list[Annotation]]:
    """Pulls a project; returns what was read, and the annotations that say something new. Raises RemoteError.

    An answer that stood there at the last pull and is gone, or can no longer be read, is withdrawn: it has no vote any more.
    """
    folder = workspace.pulls / str(project)
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.json"):  # a killed pull's download, with names in it
        stale.unlink()
    progress("asking the server for an export")
    exported = client.export(project, folder)
    try:
        parser = _read(workspace, exported, str(project), scheme, guideline)
    finally:
        exported.unlink(missing_ok=True)
    gone = store.withdrawn(workspace, parser.there)
    if gone:
        message = f"{len(gone)} answers of {', '.join(sorted({each.article_id for each in gone})[:20])}"
        parser.parsed.tally.note(finding("annotation-withdrawn", f"project {project}", message))
    return parser.parsed.tally, store.append(workspace, parser.parsed.annotations + gone)


def from_export(
    workspace: Workspace, path: Path, scheme: Scheme, guideline: str | None
) -> tuple[Tally, list[Annotation]]:
    """As `from_server`, from an export that was saved by hand. Raises ReadError if the file is not one."""
    parser = _read(workspace, path, "export", scheme, guideline)
    return parser.parsed.tally, store.append(workspace, parser.parsed.annotations, old=True)


def _read(workspace: Workspace, path: Path, project: str, scheme: Scheme, guideline: str | None) -> Parser:
    """Reads a payload, and keeps it as received, with what had to be put aside."""
    received = list(tasks(path))
    known = {article.id: article.text_sha256 for article in articles.read(workspace)}
    parser = Parser(scheme, pseudonym.key(workspace), known.get, guideline)
    for i, task in enumerate(received):
        parser.task(task, f"{path.name}:/{i}")
    _keep(workspace, project, received)
    if missing := sorted(
        store.by_article(workspace).keys() - {article_id for task in received for article_id in _article(task)}
    ):
        message = f"{len(missing)} articles: {', '.join(missing[:20])}"
        parser.parsed.tally.note(finding("task-missing", path.name, message))
    for item, found in parser.parsed.rejected:
        workspace.quarantine("pull", dump(item), found)
    return parser


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
