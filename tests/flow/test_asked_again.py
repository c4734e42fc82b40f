"""What a batch is made of, without a server: the order of articles, and what is asked again."""

from __future__ import annotations

import pytest

from tests import handmade
from toolkit.finding import ToolkitError
from toolkit.flow import batch, queue
from toolkit.task import ledger
from toolkit.task.task import Prediction

ARTICLES = [handmade.article(id=f"a{n}", published_at=day) for n, day in enumerate(["2026-04-01", None, "2026-04-09"])]


def test_orders():
    def ids(order, suggested=None):
        return [each.id for each in batch.ordered(ARTICLES, order, suggested or {})]

    scores = {
        (each.id, each.text_sha256): [Prediction("learned", "1", (), score=score), Prediction("pay", "1", ())]
        for each, score in zip(ARTICLES, (0.9, 0.2, 0.5), strict=True)
    }
    assert ids("id") == ["a0", "a1", "a2"]
    assert ids("date") == ["a2", "a0", "a1"]
    assert ids("uncertainty", scores) == ["a1", "a2", "a0"]
    with pytest.raises(ToolkitError) as error:
        ids("uncertainty")
    assert error.value.exit_code == 2


def test_an_answer_of_no_batch_is_asked_again_in_one_of_the_guideline(tmp_path):
    marked = handmade.spans(handmade.TEXT, ("5억원", "compensation"))
    old = handmade.annotation(ARTICLES[0], marked, guideline_version="0.1")
    changed = handmade.annotation(handmade.article("다른 글 5억원", "a1"), guideline_version="0.1")
    home = handmade.workspace(
        tmp_path / "ws", ARTICLES, [old, changed, handmade.annotation(ARTICLES[2], marked, guideline_version="9.0")]
    )
    (home.annotations / "GUIDELINES.md").write_text("<!-- guideline version: 1.3 -->\n")
    tally, (asked,) = queue.select(home, "text~억", "<1.3", due="2026-12-01")
    assert (asked.key, asked.due) == (("again-1.3", "a0", old.annotator, 1), "2026-12-01")
    assert dict(tally.reasons) == {"answers: on another text": 1, "answers: under another guideline": 1}
    ledger.append(home, batch.stamped(home, [asked]))
    assert queue.select(home, "", "<1.3")[1] == []
    (row,) = ledger.rows(home)
    assert (row.guideline_version, row.due) == ("1.3", "2026-12-01")
