"""What a changed guideline touches is asked again, with the former answer as a suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.annotation import guideline
from toolkit.annotation import where as conditions
from toolkit.article import store as articles
from toolkit.finding import Tally
from toolkit.flow.batch import Progress, carry_out, latest, quiet, stamped
from toolkit.scheme import scheme
from toolkit.task import ledger
from toolkit.task.batch import Assignment
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.studio.client import Client


def select(workspace: Workspace, where: str, versions: str, *, due: str = "") -> tuple[Tally, list[Assignment]]:
    """The questions to ask again: of answers that match `where`, given under a guideline version that `versions` means.

    Each goes to who answered, in the batch of the answer (of none: in one named after the guideline). What was asked
    again and has no new answer yet is passed over. Unit `answers`. Writes nothing. Raises ToolkitError (usage) for a
    condition that cannot be.
    """
    matches = conditions.parse(where, scheme.read(workspace.schemas / "scheme.yaml")).matches
    meant = conditions.version_test(versions)
    known = {article.id: article for article in articles.read(workspace)}
    rows: dict[tuple[str, str, str], Assignment] = {}
    for row in ledger.standing(workspace):
        place = (row.batch, row.article_id, row.annotator)
        if place not in rows or row.round > rows[place].round:
            rows[place] = row
    tally, asked = Tally(), []
    for answer in sorted(latest(workspace).values(), key=lambda each: (each.batch, each.article_id, each.annotator)):
        article = known.get(answer.article_id)
        batch = answer.batch or f"again-{guideline.version(workspace) or 0}"
        before = rows.get((batch, answer.article_id, answer.annotator))
        turn = before.round if before else 0
        if article is None or article.text_sha256 != answer.text_sha256:
            tally.skip("answers", "on another text")
        elif not meant(answer.guideline_version):
            tally.skip("answers", "under another guideline")
        elif not matches(answer, article.text):
            tally.skip("answers", "not touched")
        elif before and before.given and turn > answer.round:
            tally.skip("answers", "asked already")
        else:
            calibration = before.calibration if before else False
            asked.append(
                Assignment(
                    batch, article.id, answer.annotator, turn + 1, calibration=calibration, blind=answer.blind, due=due
                )
            )
            tally.keep("answers")
    return tally, asked


def queue(
    workspace: Workspace, client: Client, where: str, versions: str, *, due: str = "", progress: Progress = quiet
) -> tuple[Tally, list[Assignment]]:
    """Asks again what `select` finds, each once; returns the counts, and what is asked. Raises as `carry_out` does."""
    with workspace.lock("push"):
        tally, asked = select(workspace, where, versions, due=due)
        ledger.append(workspace, stamped(workspace, asked))
        waiting = {each.batch for each in ledger.standing(workspace) if each.round}
        sent, _ = carry_out(workspace, client, waiting, progress=progress)
        tally.merge(sent)
        return tally, asked
