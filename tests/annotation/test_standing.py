"""One person, one article, one vote: whichever tasks and projects they answered in."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit.annotation import pseudonym, standing

KEY = b"key"
ARA, BORA = pseudonym.of(KEY, "1"), pseudonym.of(KEY, "2")


def task(article: str, *answers: dict[str, Any], **data: Any) -> dict[str, Any]:
    return {"data": {"article_id": article, **data}, "annotations": list(answers)}


def answer(id: int, by: int = 1, minute: int = 0, **more: Any) -> dict[str, Any]:  # noqa: A002
    return {"id": id, "completed_by": by, "updated_at": f"2026-04-10T09:{minute:02}:00Z", **more}


@pytest.mark.parametrize(
    ("projects", "lost"),
    [
        ([([task("x", answer(1)), task("y", answer(2))], ARA)], [set()]),
        ([([task("x", answer(1, by=1), answer(2, by=2))], None)], [set()]),  # two people
        ([([task("x", answer(1, minute=9)), task("x", answer(2), round=1)], ARA)], [{"1"}]),  # the later round
        ([([task("x", answer(1))], ARA), ([task("x", answer(2, minute=9))], BORA)], [set(), {"2"}]),  # one's own project
        ([([task("x", answer(1))], None), ([task("x", answer(2))], ARA)], [{"1"}, set()]),
        ([([task("x", answer(1))], ARA), ([task("x", answer(2, minute=1))], ARA)], [{"1"}, set()]),  # the newer
        ([([task("x", answer(1)), task("x", answer(2, was_cancelled=True), round=1)], ARA)], [set()]),  # a skip is no vote
        ([([task("x", answer(1)), task("x", answer(2, ground_truth=True), round=1)], ARA)], [set()]),
        ([([task("x", answer(1)), task("x", answer(2, minute=1))], ARA)], [set()]),  # the parser's to judge: dup-task
        ([([task("x", answer(1), answer(2))], ARA)], [set()]),  # dup-annotator
        ([([task("x", answer(1)), task("x", answer(2), part=1)], ARA)], [set()]),
        ([(["x", {"data": 1}, {"data": {}, "annotations": [1, {"id": 1}]}, task("x", {"id": 3})], ARA)], [set()]),
    ],
)  # fmt: skip
def test_who_has_the_vote(projects, lost):
    assert standing.beaten(projects, KEY) == lost
