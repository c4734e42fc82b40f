"""Sending tasks, each exactly once: looked up before it is sent, and after every doubt."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.finding import RemoteError, Tally, finding
from toolkit.scheme.scheme import Scheme
from toolkit.task import payload
from toolkit.task.task import Key, Task
from toolkit.workspace import Workspace, dump, sha256, write

if TYPE_CHECKING:
    from toolkit.studio.client import Client

BATCH = 100
_GRACE = 30.0  # seconds that a server may be at a batch whose sender was killed
_PATIENCE = (1, 2, 4, 8, 15, 30, 60)  # seconds between look-ups while a server may still be working on a lost request


def push(
    workspace: Workspace,
    client: Client,
    project: int,
    tasks: Iterable[Task],
    scheme: Scheme,
    progress: Callable[[int], None] = lambda n: None,
) -> Tally:
    """Sends the tasks that the project does not have; returns the conservation of `tasks`.

    A task is known by article id and part. One that is there with the same text is skipped (already-there); one that is
    there with another text is refused (text-changed), since labels may hang on it. Killed anywhere and run again, it sends
    what is missing. Raises RemoteError when the server is lost, or its answer stays unknown (ls-unsure).
    """
    tally = Tally()
    _settle_killed(workspace, client, project)
    there = _there(client, project)
    batch: list[Task] = []
    for task in tasks:
        sha = there.get(task.key)
        if sha == task.text_sha256:
            tally.skip("tasks", "already-there")
            progress(1)
        elif sha is not None:
            found = finding(
                "text-changed", f"article {task.article_id}", f"text {task.text_sha256[:12]}, sent was {sha[:12]}"
            )
            workspace.quarantine("push", dump(task.to_dict()), [found])
            tally.quarantine("tasks", found)
            progress(1)
        else:
            batch.append(task)
        if len(batch) == BATCH:
            _send(workspace, client, project, batch, scheme, tally, progress)
            batch = []
    if batch:
        _send(workspace, client, project, batch, scheme, tally, progress)
    return tally


def _there(client: Client, project: int, articles: list[str] | None = None) -> dict[Key, str]:
    """The hash of each task's text, by what tells the task from others: all there are, or those of some articles."""
    return {
        (data.get("article_id"), data.get("part", 0), data.get("round", 0)): data.get("text_sha256", "")
        for data in (task["data"] for task in client.tasks(project, articles))
    }


def _send(
    workspace: Workspace,
    client: Client,
    project: int,
    batch: list[Task],
    scheme: Scheme,
    tally: Tally,
    progress: Callable[[int], None],
) -> None:
    journal = _journal(workspace, client, project)
    write(journal, dump({"keys": [task.key for task in batch], "at": time.time()}))
    try:
        client.import_tasks(project, [payload.task(task, scheme) for task in batch])
        journal.unlink()
    except RemoteError as error:
        code = error.finding.code
        if code != "ls-unsure":  # the server has answered, or was never reached
            journal.unlink(missing_ok=True)
        if code == "ls-unsure":
            _settle(client, project, batch, error)
            journal.unlink()
            tally.keep("tasks", len(batch))
            progress(len(batch))
            return
        if code != "ls-refused":
            raise
        if len(batch) > 1:  # the server refuses a batch whole; halve it until the bad one stands alone
            for half in (batch[: len(batch) // 2], batch[len(batch) // 2 :]):
                _send(workspace, client, project, half, scheme, tally, progress)
            return
        workspace.quarantine("push", dump(batch[0].to_dict()), [error.finding])
        tally.quarantine("tasks", error.finding)
        progress(1)
        return
    tally.keep("tasks", len(batch))
    progress(len(batch))


def _journal(workspace: Workspace, client: Client, project: int) -> Path:
    """Where it is written down that a batch is on its way; it is gone once it is known what became of the batch."""
    return workspace.studio / f"sending-{project}-{sha256(client.url)[:8]}.json"


def _settle_killed(workspace: Workspace, client: Client, project: int) -> None:
    """Where a run was killed while it sent, waits until its batch shows, or until the server can no longer be at it."""
    path = _journal(workspace, client, project)
    try:
        sent = json.loads(path.read_bytes())
        keys, until = {(str(article), int(part), int(n)) for article, part, n in sent["keys"]}, sent["at"] + _GRACE
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        keys, until = {("", 0, 0)}, time.time() + _GRACE
    while time.time() < until and not _show(client, project, keys):
        time.sleep(1.0)
    path.unlink()


def _settle(client: Client, project: int, batch: list[Task], error: RemoteError) -> None:
    """Waits for a send without an answer to show; what does not show is not sent again in this run, which ends here."""
    for pause in _PATIENCE:
        time.sleep(pause)
        if _show(client, project, {task.key for task in batch}):
            return
    raise error


def _show(client: Client, project: int, keys: set[Key]) -> bool:
    """Whether all of these tasks are there: an import is one transaction, all of it or nothing."""
    return keys <= _there(client, project, sorted({article for article, _, _ in keys})).keys()
