"""Section C of the catalogue of bad inputs, row by row: tasks and answers that are not as they should be."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests import handmade
from tests.annotation.reading import (
    ARTICLE,
    SAID,
    SAID_COUNTS,
    SCHEME,
    SPANS,
    TEXT,
    broken,
    fault,
    item,
    kept,
    one,
    read,
)
from toolkit.annotation import gold as golds
from toolkit.annotation.annotation import Annotation
from toolkit.finding import ReadError, Tally
from toolkit.flow import pull
from toolkit.workspace import Workspace, dump, sha256


def test_a_whole_answer_comes_back_whole():
    tally, [read_back], _ = read(one())
    assert (read_back.spans, read_back.attributes, read_back.relations) == (
        tuple(sorted(SPANS)),
        SAID.attributes,
        SAID.relations,
    )
    assert (kept(tally), tally.findings) == (SAID_COUNTS, [])


def test_c1_a_task_without_annotations_is_no_negative():
    tally, annotations, _ = read(handmade.task(ARTICLE))
    assert (kept(tally), annotations, tally.findings) == ({"tasks": 1}, [], [])


def test_c2_a_skipped_task_is_kept_as_skipped_and_nobodys_vote():
    tally, [skipped], _ = read(handmade.task(ARTICLE, item(was_cancelled=True)))
    assert skipped.status == "skipped"
    decided = Tally()
    assert list(golds.decide({ARTICLE.id: [skipped]}, {}, SCHEME, "single", decided)) == []
    assert decided.reasons == {"gold: unanswered": 1}
    assert tally.exit_code() == 0


def test_c3_the_valid_answer_counts_beside_a_cancelled_one_of_the_same_person():
    _, annotations, _ = read(
        handmade.task(ARTICLE, item(id=1, unique_id="a", was_cancelled=True), item(id=2, unique_id="b"))
    )
    assert sorted(each.status for each in annotations) == ["skipped", "submitted"]
    [gold] = golds.decide({ARTICLE.id: annotations}, {}, SCHEME, "single", Tally())
    assert len(gold.spans) == len(SPANS)


def test_c4_two_people_are_two_annotations():
    _, annotations, _ = read(handmade.task(ARTICLE, item(by=1), item(by=2, unique_id="b")))
    assert len({each.annotator for each in annotations}) == 2


def test_c5_two_answers_of_one_person():
    other = item(unique_id="b", result=[])
    answers = [item(), other]
    tally, annotations = fault("dup-annotator", handmade.task(ARTICLE, *answers), put_aside=answers)
    assert (annotations, tally.counts["annotations"].quarantined) == ([], 2)


def test_c6_the_same_answer_twice():
    tally, annotations = fault("duplicate-annotation", handmade.task(ARTICLE, item(), item(id=11, unique_id="b")))
    assert (len(annotations), tally.exit_code()) == (1, 0)


def test_c7_an_article_in_two_tasks():
    again = one(id=8)
    fault("dup-task", one(), again, put_aside=[again])
    tally, annotations = fault("dup-task", one(), handmade.task(ARTICLE, id=8))
    assert (len(annotations), tally.exit_code()) == (1, 0)


def test_c7_the_task_with_the_answers_counts_whichever_comes_first():
    tally, annotations = fault("dup-task", handmade.task(ARTICLE, id=8), one())
    assert (len(annotations), tally.exit_code()) == (1, 0)


@pytest.mark.parametrize(
    ("drafts", "code"),
    [
        ({"drafts": [{"id": 3, "result": [{}]}]}, "draft-unsubmitted"),  # c8
        (
            {"drafts": [{"id": 3, "result": [{}], "annotation": 10, "updated_at": "2026-04-11T00:00:00Z"}]},
            "stale-submission",
        ),  # c9
    ],
)
def test_c8_c9_a_draft_is_told_and_not_read(drafts, code):
    tally, annotations = fault(code, one(**drafts))
    assert (len(annotations), tally.exit_code()) == (1, 0)


def test_c10_a_known_answer_is_nobodys_vote():
    known = item(by=9, unique_id="known", ground_truth=True)
    _, annotations, _ = read(handmade.task(ARTICLE, known, item()))
    assert [each.ground_truth for each in annotations] == [True, False]
    assert [each.ground_truth for each in golds.answers({ARTICLE.id: annotations})] == [False]


@pytest.mark.parametrize("result", [None, {}, 7, "[", '{"a": 1}'])
def test_c12_a_result_that_is_no_list(result):
    bad = item(result=result)
    fault("ls-result-type", handmade.task(ARTICLE, bad), put_aside=[bad])


def test_c12_a_result_that_is_a_list_written_as_a_string_is_read_and_told():
    tally, [annotation] = fault("ls-result-type", handmade.task(ARTICLE, item(result=json.dumps(item()["result"]))))
    assert annotation.spans == tuple(sorted(SPANS))
    assert tally.exit_code() == 0


def test_c31_a_text_that_is_not_the_one_that_was_sent():
    task = one()
    task["data"]["text"] += "."
    fault("text-changed", task, put_aside=[task])
    task = one()
    task["data"]["text"] += "."
    task["data"]["text_sha256"] = sha256(task["data"]["text"])
    fault("text-changed", task, put_aside=[task])


@pytest.mark.parametrize("text", [None, 7, [TEXT]])
def test_c32_task_data_without_the_text(text):
    task = one()
    task["data"]["text"] = text
    fault("task-data", task, put_aside=[task])
    renamed = one()
    renamed["data"]["$body"] = renamed["data"].pop("text")
    fault("task-data", renamed, put_aside=[renamed])


@pytest.mark.parametrize("id", [None, "", 7, "another"])
def test_c33_a_task_that_is_not_ours(id):  # noqa: A002
    task = one()
    task["data"]["article_id"] = id
    fault("task-foreign", task, put_aside=[task])


@pytest.mark.parametrize("who", [None, "", {}, {"email": None}, True, 0, 1.5, []])
def test_c35_nobody_knows_who(who):
    bad = item(by=who)
    fault("annotator-unknown", handmade.task(ARTICLE, bad), put_aside=[bad])


def test_c35_a_person_is_one_pseudonym_in_every_form_and_no_address_is_kept():
    forms = [5, "5", {"id": 5, "email": "ara@example.com"}]
    made = [read(handmade.task(ARTICLE, item(by=who)))[1][0] for who in forms]
    assert len({each.annotator for each in made}) == 1
    assert b"example.com" not in b"".join(dump(each.to_dict()) for each in made)


@pytest.mark.parametrize(
    "times",
    [
        {"created_at": "2026-04-10T09:06:00Z"},
        {"updated_at": (datetime.now(UTC) + timedelta(days=3)).isoformat()},
        {"lead_time": 0},
        {"lead_time": 3 * 86400},
        {"created_at": "yesterday"},
        {"updated_at": None},
    ],
)
def test_c36_times_that_cannot_be_right(times):
    tally, annotations = fault("timing", handmade.task(ARTICLE, item(**times)))
    assert (len(annotations), tally.exit_code()) == (1, 0)


def test_c44_what_has_no_name_here_is_told_once_a_key_and_costs_nothing():
    task = broken(0, hidden=False, locked=True, rank=0.5, meta={"text": ["?"]})
    task["annotations"][0]["result"][1]["rank"] = 0.1
    task["annotations"][0]["result"][0]["score"] = 0.9  # a tagger's, known
    tally, [annotation] = fault("unknown-key", task)
    assert (tally.by_code, len(annotation.spans)) == ({"unknown-key": 4}, 4)
    tally, [annotation] = fault("unknown-key", handmade.task(ARTICLE, item(mood="fine")))
    assert annotation.extra == {"mood": "fine"}


ODD = [
    None,
    True,
    0,
    -1,
    7,
    1.5,
    10**30,
    "",
    "x",
    "\ud800",
    [],
    [None],
    [[]],
    ["x"],
    {},
    {"id": []},
    [{"result": 3, "annotation": []}],
]


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(each, (*at, key))


def test_anything_anywhere_is_read_or_put_aside():
    whole = handmade.task(
        ARTICLE, item(drafts=[{"id": 3}], parent_prediction=4), drafts=[{"annotation": 10, "result": []}]
    )
    for place, value in product(list(_places(whole))[1:], ODD):
        task: Any = copy.deepcopy(whole)
        into = task
        for key in place[:-1]:
            into = into[key]
        into[place[-1]] = value
        _, annotations, parser = read(task)
        for each in annotations:
            assert Annotation.from_dict(json.loads(dump(each.to_dict()))) == each
        for rejected, _ in parser.parsed.rejected:
            assert json.loads(dump(rejected)) == rejected
    for value in ODD:
        assert read(value)[0].counts["tasks"].quarantined == 1


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    return handmade.workspace(tmp_path / "ws", [ARTICLE])


def export(home: Workspace, content: Any) -> Path:
    path = home.root / "export.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_quarantine_holds_the_exact_bytes_and_the_reason(home):
    task = broken(0, labels=["OLD"])
    pull.pull(home, export(home, [task]))
    [kept_bytes] = (home.root / "data" / "quarantine" / "pull").glob("*.bin")
    assert kept_bytes.read_bytes() == dump(task["annotations"][0]["result"][0])
    facts = json.loads(kept_bytes.with_suffix(".json").read_bytes())
    assert [each["code"] for each in facts["findings"]] == ["label-unknown"]
    assert facts["sha256"] == sha256(kept_bytes.read_bytes())
    assert "task 7" in facts["findings"][0]["where"]


def test_c34_a_task_that_was_there_and_is_gone(home):
    pull.pull(home, export(home, [one()]))
    tally, new, _ = pull.pull(home, export(home, []))
    assert (dict(tally.by_code), new, tally.exit_code()) == ({"task-missing": 1}, [], 0)
    assert ARTICLE.id in tally.findings[0].message


@pytest.mark.parametrize(
    "content",
    [
        b"", b"not JSON", b"\xff\xfe", b"{}", b'"x"', b"[" * 100_000, b'[{"data": {}, "data": {}}]', b'[{"data": NaN}]', b'[{"data": 1e999}]',
        [{"id": 1, "text": "x", "annotator": 1, "annotation_id": 2}], b"id,text\n1,x\n",
    ],
)  # fmt: skip
def test_c37_a_file_that_is_no_export_of_json(home, content):
    with pytest.raises(ReadError) as refused:
        pull.pull(home, export(home, content))
    assert refused.value.finding.code == "export-shape"
    assert list(home.pulls.rglob("*")) == [], "nothing is kept of it"


def test_c37_the_json_of_label_studio_0x_is_read_by_the_same_rules():
    task = one()
    task["completions"] = task.pop("annotations")
    tally, annotations, _ = read(task)
    assert (kept(tally), len(annotations), tally.findings) == (SAID_COUNTS, 1, [])
