"""Of one person's answers to one article, given in several tasks, the one that has the vote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.annotation import pseudonym
from toolkit.annotation.parse import asked_before, moment, who_answered

Project = tuple[list[Any], str | None]
"""The tasks of a project as received, and whose project it is (a pseudonym), if it is one annotator's."""


def beaten(projects: Sequence[Project], secret: bytes) -> list[set[str]]:
    """The server's ids of the answers without a vote, for each project.

    What somebody said in their own project stands before what they said in another's, a later round before an earlier, then the
    newer answer. Skips and known answers have no vote to lose. Several answers in one task are the parser's to judge.
    """
    said: dict[tuple[str, str], list[tuple[tuple[bool, int, str], tuple[int, int], str]]] = {}
    for number, (tasks, owner) in enumerate(projects):
        for data, item in ((task["data"], item) for task in tasks if _is_task(task) for item in task["annotations"]):
            who = who_answered(item.get("completed_by")) if isinstance(item, dict) else None
            article = data.get("article_id")
            if who is None or not isinstance(article, str) or item.get("was_cancelled") or item.get("ground_truth"):
                continue
            turn = asked_before(data)
            own = owner is not None and pseudonym.of(secret, who) == owner
            rank = (own, turn, moment(item.get("updated_at")))
            said.setdefault((f"{article} {data.get('part', 0)}", who), []).append(
                (rank, (number, turn), str(item.get("id")))
            )
    lost: list[set[str]] = [set() for _ in projects]
    for answers in said.values():
        _, place, _ = max(answers)
        for _, (number, turn), name in answers:
            if (number, turn) != place:
                lost[number].add(name)
    return lost


def _is_task(task: Any) -> bool:
    return isinstance(task, dict) and isinstance(task.get("data"), dict) and isinstance(task.get("annotations"), list)
