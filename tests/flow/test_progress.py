"""How far annotators are, without a server: counts, pace, minutes, and what is late."""

from __future__ import annotations

from dataclasses import replace

from tests import handmade
from toolkit.annotation import store
from toolkit.flow import progress
from toolkit.task import ledger
from toolkit.task.batch import Assignment

ARTICLES = [handmade.article("가" * 500, f"a{n}", title=f"{n}") for n in range(6)]
ARA = handmade.annotation(ARTICLES[0]).annotator


def row(n: int, **more: object) -> Assignment:
    return replace(Assignment("one", f"a{n}", ARA, due="2026-05-01", on="2026-04-01"), **more)  # type: ignore[arg-type]


def said(n: int, day: int, **more: object):
    return handmade.annotation(ARTICLES[n], updated_at=f"2026-04-{day:02}T09:00:00.000000Z", **{"batch": "one", **more})


def test_done_left_pace_minutes_late(tmp_path):
    home = handmade.workspace(tmp_path / "ws", ARTICLES)
    ledger.append(home, [row(n) for n in range(5)] + [row(1, round=1, due="2026-06-01"), row(4, given=False)])
    store.append(home, [
        said(0, 2, seconds=60.0), said(1, 2, seconds=120.0), said(2, 7, seconds=600.0, status="skipped"),
        said(3, 3, batch="", seconds=240.0), said(5, 3, status="withdrawn"),
    ])  # fmt: skip
    (line,) = progress.progress(home, None, "annotator", "2026-05-02")
    assert (line.key, line.name, line.on_server) == (ARA, ARA, None)
    # a4 was taken away; a3 was answered elsewhere since; a1 is asked again
    assert (line.given, line.done, line.left, line.late, line.due) == (5, 4, 1, 0, "2026-06-01")
    assert line.pace == 1.3  # four answers on three days
    assert line.minutes == 4.0  # of 2, 4, 8; a skip is no reading
    assert progress.progress(home, None, "annotator", "2026-06-02")[0].late == 1
    store.append(home, [said(1, 9, round=1, seconds=1.0)])
    (line,) = progress.progress(home, None, "annotator", "2026-05-02")
    assert (line.left, line.minutes) == (0, 5.0)
    assert {each.key: each.given for each in progress.progress(home, None, "batch")} == {"-": 0, "one": 5}


def test_an_answer_from_before_it_was_asked_for_is_not_it(tmp_path):
    home = handmade.workspace(tmp_path / "ws", ARTICLES, [said(0, 1, batch="")])
    ledger.append(home, [row(0, on="2026-04-02")])
    (line,) = progress.progress(home, None, "annotator")
    assert (line.done, line.left) == (0, 1)


def test_agreement_with_and_without_suggestions(tmp_path):
    marked = handmade.spans(handmade.TEXT, ("한빛전자", "company"), ("김하람", "person"))
    articles = [handmade.article(id=f"b{n}") for n in range(2)]
    home = handmade.workspace(tmp_path / "ws", articles, [
        handmade.annotation(articles[n], marked if by == "ara" or n else marked[:1], by=by, batch="one", blind=not n)
        for n in range(2) for by in ("ara", "bora")
    ])  # fmt: skip
    (line,) = progress.progress(home, None, "batch")
    assert line.agreement["suggested"] == 1.0
    assert round(line.agreement["blind"] or 0, 3) == 0.667
