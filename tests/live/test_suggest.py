"""Suggestions while labelling: the real server asks our backend, and what people do with what it says comes back."""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.live.conftest import Studio
from toolkit.flow import ingest, init, pull, push, suggest
from toolkit.studio import server
from toolkit.studio.client import Client, connect
from toolkit.task import payload, project
from toolkit.task.task import author
from toolkit.workspace import Workspace

pytestmark = pytest.mark.live


@pytest.fixture
def home(tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with one article."""
    for name, value in studio.env.items():
        monkeypatch.setenv(name, value)
    workspace, _ = init.init(tmp_path / "ws")
    card = workspace.card
    card.write_text(re.sub(r"(?m)^pretty_name: .*$", f"pretty_name: {studio.title('suggest')}", card.read_text()))
    ingest.ingest(workspace, [REPOSITORY / "tests" / "river" / "page.txt"])
    return workspace


def predictions(studio: Client, task: int) -> list[dict]:
    return studio.task(task)["predictions"]


def test_the_server_asks_and_shows_what_is_suggested(home: Workspace, studio: Studio) -> None:
    push.push(home, studio.client)
    number = project.known(home, studio.client.url)
    assert number is not None
    (task,) = studio.client.tasks(number)
    assert [each["model_version"] for each in predictions(studio.client, task["id"])] == [payload.MODEL]
    served, _ = suggest.backend(home)
    with served.running(), suggest.connected(home, studio.client, served) as connected:
        assert connected == number
        (registered,) = studio.client.backends(number)
        assert (registered["readable_state"], registered["model_version"]) == ("Connected", served.version)
        shown = studio.client.connection.read(f"/api/projects/{number}/next")  # what an annotator gets
        (said,) = shown["predictions"]
        assert said["model_version"] == served.version
        spans = [item for item in said["result"] if item["from_name"] == "label"]
        assert {author(item["id"]) for item in spans} == {"pay", "gazetteer"}
        for item in spans:
            value = item["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
        assert studio.client.connection.read("/api/webhooks", {"project": number}) == []
    assert studio.client.backends(number) == []
    assert studio.client.project(number)["model_version"] == payload.MODEL
    shown = studio.client.connection.read(f"/api/projects/{number}/next")
    assert [each["model_version"] for each in shown["predictions"]] == [payload.MODEL]


def test_what_became_of_suggestions_is_counted_at_pull(home: Workspace, studio: Studio) -> None:
    push.push(home, studio.client)
    number = project.known(home, studio.client.url)
    assert number is not None
    (task,) = studio.client.tasks(number)
    (sent,) = predictions(studio.client, task["id"])
    assert sent["model_version"] == payload.MODEL
    spans = [item for item in sent["result"] if item["from_name"] == "label"]
    kept = spans[0] | {"origin": "prediction"}
    by_hand = {**spans[0], "id": "drawn", "origin": "manual"}
    text = task["data"]["text"]
    start = text.index("나룻소프트")
    by_hand["value"] = {"start": start, "end": start + 5, "text": "나룻소프트", "labels": kept["value"]["labels"]}
    body = {
        "result": [kept, by_hand],
        "lead_time": 5.0,
        "unique_id": str(uuid.uuid4()),
        "parent_prediction": sent["id"],
    }
    studio.client.connection.write("POST", f"/api/tasks/{task['id']}/annotations", body, again=True)
    tally, (annotation,), _ = pull.pull(home)
    assert annotation.parents == (f"prediction:{sent['id']}",)
    counts = {name: count for name, count in tally.counts.items() if name.startswith("suggestions")}
    label = kept["value"]["labels"][0]
    assert counts[f"suggestions {author(kept['id'])} {label}"].kept == 1
    assert counts[f"suggestions (by hand) {label}"].skipped == 1
    assert sum(count.read for count in counts.values()) == len(spans) + 1
    assert all(count.balanced for count in counts.values())
    assert tally.findings == []


def test_a_server_that_calls_nobody_here_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TALENTWIRE_STUDIO_URL", "TALENTWIRE_STUDIO_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    workspace, _ = init.init(tmp_path / "ws")
    ingest.ingest(workspace, [REPOSITORY / "tests" / "river" / "page.txt"])
    server.start(workspace)
    try:
        push.push(workspace, connect(workspace))
        command = [sys.executable, "-m", "toolkit.cli", "--root", str(workspace.root), "studio", "suggest", "--connect"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 3
        assert "ls-local-backend" in done.stderr
        assert "--local-backends" in done.stderr
        assert "Traceback" not in done.stderr
    finally:
        server.stop(workspace)


def test_the_verb_serves_until_it_is_told_to_end(home: Workspace, studio: Studio) -> None:
    push.push(home, studio.client, suggest=False)
    number = project.known(home, studio.client.url)
    assert number is not None
    command = [sys.executable, "-m", "toolkit.cli", "--root", str(home.root), "studio", "suggest", "--connect"]
    begun = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert begun.stdout is not None
    try:
        first, second = begun.stdout.readline(), begun.stdout.readline()
        assert re.match(r"suggestions: http://127\.0\.0\.1:\d+ \(talentwire \w{8}\)$", first)
        assert f"{studio.client.url}/projects/{number}" in second
        (task,) = studio.client.tasks(number)
        assert len(predictions(studio.client, task["id"])) == 1
    finally:
        begun.terminate()
    _, complaint = begun.communicate(timeout=60)
    assert begun.returncode == 143
    assert "Traceback" not in complaint
    assert studio.client.backends(number) == []
