"""Label Studio's contract for ML backends, held by a real HTTP server on this machine."""

from __future__ import annotations

import http.client
import json

import httpx
import pytest

from tests import handmade
from toolkit.flow import suggest
from toolkit.task.backend import LARGEST, Backend


@pytest.fixture
def served(tmp_path):
    seen = handmade.article()
    said = handmade.annotation(seen, handmade.spans(seen.text, ("한빛전자", "company")))
    home = handmade.workspace(tmp_path / "ws", [seen], [said])
    made, tally = suggest.backend(home)
    assert tally.by_code == {"tagger-abstains": 1}
    with made.running():
        yield made


def task(text: str) -> dict:
    return {"id": 1, "data": {"text": text}}


def test_it_answers_as_the_contract_has_it(served: Backend) -> None:
    with httpx.Client(base_url=served.url, trust_env=False) as client:
        assert client.get("/health").json()["status"] == "UP"
        setup = {"project": "1.1", "schema": "<View/>", "hostname": "", "access_token": "secret", "extra_params": None}
        assert client.post("/setup", json=setup).json() == {"model_version": served.version}
        assert client.post("/webhook", json={"action": "START_TRAINING"}).status_code == 200
        asked = {"tasks": [task("한빛전자가 연봉 5억원을 줬다."), task("비가 왔다.")], "project": "1.1"}
        one, other = client.post("/predict", json=asked).json()["results"]
    spans = {item["value"]["text"]: item for item in one["result"] if item["from_name"] == "label"}
    assert spans.keys() == {"한빛전자", "5억원"}
    assert all(item["to_name"] == "text" and item["type"] == "labels" for item in spans.values())
    assert {item["from_name"] for item in one["result"]} >= {"label", "amount_min"}
    assert other["result"] == []
    assert {one["model_version"], other["model_version"]} == {served.version}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/predict", b""), ("/predict", b"{"), ("/predict", b"[]"), ("/predict", b"null"), ("/predict", b'{"tasks": 1}'),
        ("/predict", b'{"tasks": [1]}'), ("/predict", b'{"tasks": [{"data": {}}]}'), ("/predict", b'{"tasks": [{"data": {"text": 7}}]}'),
        ("/predict", b'{"tasks": [{"data": {"text": "\\ud800"}}]}'), ("/predict", b"\xff"), ("/predict", b"[" * 100_000), ("/setup", b"{"),
    ],
)  # fmt: skip
def test_a_malformed_request_gets_one_line(served: Backend, path: str, body: bytes) -> None:
    answer = httpx.post(served.url + path, content=body, trust_env=False)
    assert answer.status_code == 400
    assert answer.json().keys() == {"error"}
    assert answer.text.count("\n") == 1
    assert "Traceback" not in answer.text
    assert httpx.get(served.url + "/health", trust_env=False).status_code == 200


def test_what_is_not_there_and_what_is_too_long(served: Backend) -> None:
    assert httpx.get(served.url + "/data", trust_env=False).status_code == 404
    assert httpx.post(served.url + "/data", json={}, trust_env=False).status_code == 404
    connection = http.client.HTTPConnection(served.url.removeprefix("http://"))
    connection.putrequest("POST", "/predict")
    connection.putheader("Content-Length", str(LARGEST + 1))
    connection.endheaders()  # and nothing of it is sent: it must not be waited for
    assert connection.getresponse().status == 400
    connection.close()


def test_a_taken_port_is_told(served: Backend, tmp_path) -> None:
    from toolkit.finding import ToolkitError

    port = int(served.url.rpartition(":")[2])
    with pytest.raises(ToolkitError) as error:
        suggest.backend(handmade.workspace(tmp_path / "other", [handmade.article()]), port=port)
    assert error.value.finding.code == "backend-port"


def test_it_answers_many_at_once_alike(served: Backend) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def ask(_: int) -> str:
        asked = {"tasks": [task("한빛전자가 연봉 5억원을 줬다.")]}
        return json.dumps(httpx.post(served.url + "/predict", json=asked, trust_env=False).json())

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(24)))) == 1
