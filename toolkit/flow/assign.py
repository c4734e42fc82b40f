"""Somebody takes over what another has not begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.annotation import pseudonym, store
from toolkit.finding import Tally
from toolkit.flow.batch import Progress, carry_out, quiet, stamped, usage
from toolkit.task import ledger, project
from toolkit.task.batch import Assignment
from toolkit.task.project import Desk
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.studio.client import Client


def reassign(
    workspace: Workspace, client: Client, old: str, new: str, *, batch: str | None = None, progress: Progress = quiet
) -> tuple[Tally, dict[Desk, int]]:
    """Moves the tasks that one annotator has not begun to another, in one batch or all; returns counts and desks' projects.

    Begun is what has an answer, a skip or a draft on the server, or an answer here: that stays, under who gave it. What
    the other reads already stays too (two answers of one person are one vote), but for calibration articles, which
    everybody was given: these are only taken away. Unit `assignments`. Raises as `carry_out` does.
    """
    leaving, coming = pseudonym.find(workspace, client, old), pseudonym.find(workspace, client, new)
    if leaving == coming:
        raise usage("an annotator cannot replace themselves")
    with workspace.lock("push"):
        tally = Tally()
        rows = [each for each in ledger.standing(workspace) if batch in (None, each.batch)]
        names = {each.batch for each in rows if each.annotator == leaving}
        answered = {(each.article_id, each.annotator) for each in store.latest(workspace).values()}
        has = answered | {(each.article_id, each.annotator) for each in ledger.standing(workspace) if each.given}
        begun = _begun(workspace, client, leaving, names) | {
            (each.batch, *key, 0) for each in rows for key in answered if key == (each.article_id, leaving)
        }
        moved: list[Assignment] = []
        for each in rows:
            if not each.given or each.annotator != leaving:
                continue
            if each.key in begun:
                tally.skip("assignments", "begun")
            elif each.round:
                tally.skip("assignments", "asked again of who answered")
            elif (each.article_id, coming) not in has:
                moved += [replace(each, given=False), replace(each, annotator=coming)]
                tally.keep("assignments")
            elif each.calibration:
                moved.append(replace(each, given=False))
                tally.keep("assignments")
            else:
                tally.skip("assignments", "the other reads it already")
        ledger.append(workspace, stamped(workspace, moved))
        done, desks = carry_out(workspace, client, names, progress=progress)
        tally.merge(done)
        return tally, desks


def _begun(workspace: Workspace, client: Client, annotator: str, names: set[str]) -> set[tuple[str, str, str, int]]:
    """The keys of the assignments of which the server has something."""

    def touched() -> Iterator[tuple[str, str, str, int]]:
        for (batch, who), number in project.desks(workspace, client.url).items():
            if who == annotator and batch in names:
                for task in client.tasks(number):
                    if not client.untouched(task["id"]):
                        yield batch, str(task["data"].get("article_id")), who, int(task["data"].get("round", 0))

    return set(touched())
