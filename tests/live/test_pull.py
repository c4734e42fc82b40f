"""Pulling from a real server: what is edited there supersedes, what is deleted there has no vote any more."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.live.conftest import Studio
from toolkit.annotation import store
from toolkit.flow import ingest, init, pull, push
from toolkit.scheme import scheme
from toolkit.task import project

pytestmark = pytest.mark.live


def test_an_answer_deleted_on_the_server_is_withdrawn(
    tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in studio.env.items():
        monkeypatch.setenv(name, value)
    workspace, _ = init.init(tmp_path / "ws")
    card = workspace.card
    card.write_text(re.sub(r"(?m)^pretty_name: .*$", f"pretty_name: {studio.title('pull')}", card.read_text()))
    ingest.ingest(workspace, [REPOSITORY / "tests" / "river" / "page.txt"])
    push.push(workspace, studio.client)
    number = project.known(workspace, studio.client.url)
    assert number is not None
    (task,) = studio.client.tasks(number)
    label = next(iter(scheme.read(workspace.schemas / "scheme.yaml").entities))

    def answer(text: str) -> None:
        start = task["data"]["text"].index(text)
        value = {"start": start, "end": start + len(text), "text": text, "labels": [label]}
        item = {"id": text, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
        studio.client.annotate(task["id"], [item], lead_time=5.0, unique_id=str(uuid.uuid4()))

    answer("나룻소프트")
    tally, new, _ = pull.pull(workspace)
    assert (len(new), tally.findings) == (1, [])
    assert pull.pull(workspace)[1] == [], "the same pull again says nothing new"
    (there,) = studio.client.task(task["id"])["annotations"]
    studio.client.connection.write("DELETE", f"/api/annotations/{there['id']}", again=True)
    answer("함진서")
    tally, new, _ = pull.pull(workspace)
    assert sorted(each.status for each in new) == ["submitted", "withdrawn"]
    assert tally.by_code["annotation-withdrawn"] == 1
    ((stands,),) = store.by_article(workspace).values()
    assert [span.of(task["data"]["text"]) for span in stands.spans] == ["함진서"]
