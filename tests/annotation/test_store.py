"""annotations/batches only ever grows; the newest version of an answer is the one that counts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests import handmade
from tests.annotation.reading import ARTICLE, SAID, item
from toolkit.annotation import store
from toolkit.annotation.annotation import Annotation
from toolkit.finding import ReadError, SchemeError
from toolkit.flow import pull
from toolkit.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    return handmade.workspace(tmp_path / "ws", [ARTICLE])


def batches(home: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home.annotations / "batches").iterdir()}


def pulled(home: Workspace, *answers: object) -> list[Annotation]:
    path = home.root / "export.json"
    path.write_text(json.dumps([handmade.task(ARTICLE, *answers)]))
    return pull.pull(home, path)[1]


def test_the_same_pull_twice_adds_nothing(home):
    assert len(pulled(home, item())) == 1
    before = batches(home)
    assert pulled(home, item()) == []
    assert batches(home) == before


def test_an_edit_is_a_new_version_and_the_old_one_stays(home):
    pulled(home, item())
    before = batches(home)
    [edited] = pulled(home, item(result=[], updated_at="2026-04-11T00:00:00Z"))
    assert before.items() < batches(home).items()
    assert [len(each.spans) for each in store.versions(home)] == [4, 0]
    assert store.latest(home) == {edited.id: edited}


def test_what_is_read_anew_at_the_same_time_supersedes_whatever_its_hash(home):
    for n in range(8):  # as when the scheme learns a label: the answer is the same, the reading is another
        again = replace(SAID, extra={"reading": n})
        assert store.append(home, [again]) == [again]
        assert store.latest(home)[again.id] == again
        assert store.append(home, [again]) == []


def test_a_new_guideline_does_not_make_old_answers_its_own(home):
    [first] = pulled(home, item())
    guidelines = home.annotations / "GUIDELINES.md"
    guidelines.write_text("<!-- guideline version: 9.0 -->\n" + guidelines.read_text())
    assert pulled(home, item()) == []
    assert store.latest(home)[first.id].guideline_version == first.guideline_version != "9.0"
    [edited] = pulled(home, item(result=[], updated_at="2026-04-11T00:00:00Z"))
    assert edited.guideline_version == "9.0"


def test_no_text_and_no_address_lies_in_a_batch(home):
    pulled(home, item(by={"id": 3, "email": "ara@example.com"}, created_username="Ara, ara@example.com"))
    content = b"".join(batches(home).values()).decode()
    assert "example.com" not in content
    assert not any(ARTICLE.text[n : n + 3] in content for n in range(len(ARTICLE.text) - 3))


@pytest.mark.parametrize("line", [b"{", b"{}", b"[]", b"null", b"\xff", b'{"id": 1}', b'{"spans": 3}'])
def test_a_damaged_batch_is_refused(home, line):
    store.append(home, [SAID])
    (home.annotations / "batches" / "99999-x.jsonl").write_bytes(line + b"\n")
    with pytest.raises(ReadError) as refused:
        store.latest(home)
    assert refused.value.finding.code == "batch-unreadable"
    assert refused.value.finding.where == "99999-x.jsonl:1"


def test_an_old_export_read_again_adds_nothing(home):
    pulled(home, item())
    pulled(home, item(result=[], updated_at="2026-04-11T00:00:00Z"))
    before = batches(home)
    assert pulled(home, item()) == []
    assert batches(home) == before


def test_what_is_gone_from_the_server_is_withdrawn_and_can_come_back(home):
    [answer] = pulled(home, item())
    gone = store.withdrawn(home, {answer.article_id: set()})
    assert [each.status for each in gone] == ["withdrawn"]
    assert store.withdrawn(home, {"another article": set()}) == []
    assert store.append(home, gone) == gone
    assert store.by_article(home) == {}
    assert pulled(home, item()) == [], "an old export does not bring it back"
    assert store.by_article(home) == {}
    assert store.append(home, [answer]) == [answer], "the server does"
    assert store.by_article(home) == {answer.article_id: [answer]}


def test_another_key_is_refused_since_everybody_would_vote_twice(home):
    pulled(home, item())
    key = home.studio / "pseudonym.key"
    mine = key.read_bytes()
    for lose in (key.unlink, lambda: key.write_bytes(b"5a" * 32), lambda: key.write_bytes(b"no key")):
        lose()
        with pytest.raises(SchemeError) as refused:
            pulled(home, item())
        assert refused.value.finding.code == "pseudonym-key"
        key.write_bytes(mine)
    assert pulled(home, item()) == []


def test_what_is_typed_in_freely_is_masked_in_a_batch(home):
    note = {
        "id": "n",
        "from_name": "note",
        "to_name": "text",
        "type": "textarea",
        "value": {"text": ["ask me@example.com"]},
    }
    reviews = [{"created_by": {"email": "boss@example.com"}}]
    [answer] = pulled(home, item(result=[note], reviews=reviews))
    assert answer.attribute("note").value.startswith("ask ")
    assert b"example.com" not in b"".join(batches(home).values())


def test_what_was_deleted_there_has_no_vote_here_and_stays_in_the_file(home):
    """A person who answered twice deletes the first: the store must not hold two votes of one person."""
    [first] = pulled(home, item())
    gone = store.withdrawn(home, {ARTICLE.id: set()})
    assert [(each.id, each.status) for each in gone] == [(first.id, "withdrawn")]
    store.append(home, gone)
    assert store.by_article(home) == {}
    assert [each.status for each in store.versions(home)] == ["submitted", "withdrawn"]
    assert store.withdrawn(home, {ARTICLE.id: set()}) == [], "once"
    assert store.withdrawn(home, {}) == [], "of a task that was not there nothing is known"
