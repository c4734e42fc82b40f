"""Every way in which a server, or the way to it, can fail us; and no token in anything that is shown."""

from __future__ import annotations

import base64
import json
import logging
import shutil
import subprocess
import time
import traceback
from pathlib import Path

import pytest

from tests.fakes.fault_server import Answer, fault_server, said
from toolkit.finding import RemoteError
from toolkit.studio import connection
from toolkit.studio.client import Client, connect
from toolkit.studio.connection import Connection, checked, is_jwt
from toolkit.workspace import Workspace

CANARY = "c4n4ry" * 7
HTML = {"Content-Type": "text/html"}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.uniform", lambda *_: 0.01)


def code_of(url: str, *, write: bool = False, unsure: bool = False) -> str:
    """The code of what one request raises; whatever it is, the token is not in it."""
    ask = Connection(url, CANARY)
    with pytest.raises(RemoteError) as caught:
        ask.write("POST", "/api/thing", {"a": 1}, unsure=unsure) if write else ask.read("/api/thing")
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + str(caught.value)
    assert CANARY not in shown
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3
    return caught.value.finding.code


@pytest.mark.parametrize(
    ("answer", "code", "requests"),
    [
        (said({"detail": "bad"}, 400), "ls-refused", 1),
        (said({"detail": f"Invalid token {CANARY}"}, 401), "ls-unauthorized", 1),
        (said({"detail": "no"}, 403), "ls-forbidden", 1),
        (said({"detail": "Not found."}, 404), "ls-missing", 1),
        (said({"detail": "there"}, 409), "ls-conflict", 1),
        (Answer(413, b"<html>too large</html>", HTML), "ls-refused", 1),
        (said({}, 500), "ls-server-error", connection.ATTEMPTS),
        (Answer(502, b"<html>Bad Gateway</html>", HTML), "ls-server-error", connection.ATTEMPTS),
        (said({}, 429, **{"Retry-After": "0"}), "ls-busy", connection.ATTEMPTS),
        (said({}, 429, **{"Retry-After": "9999"}), "ls-busy", 1),
        (Answer(200, b"<!DOCTYPE html><title>Log in</title>", HTML), "ls-not-json", 1),
        (Answer(200, b"hello", {"Content-Type": "text/plain"}), "ls-not-json", 1),
        (Answer(200, b'{"half": ', cut=4), "ls-unreachable", connection.ATTEMPTS),
        (Answer(cut=0), "ls-unreachable", connection.ATTEMPTS),
    ],
)
def test_each_failure_of_a_read_has_its_code_and_a_bound(answer: Answer, code: str, requests: int) -> None:
    with fault_server(answer) as server:
        assert code_of(server.url) == code
        assert len(server.asked) == requests


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (said({}, 500), "ls-unsure"),
        (Answer(504, b"<html>", HTML), "ls-unsure"),
        (Answer(201, b"<html>fine?</html>", HTML), "ls-unsure"),
        (Answer(201, b'{"task_ids": [', cut=5), "ls-unsure"),
        (Answer(cut=0), "ls-unsure"),
        (said({"detail": "bad"}, 400), "ls-refused"),
        (said({}, 401), "ls-unauthorized"),
    ],
)
def test_what_must_not_be_done_twice_is_sent_once(answer: Answer, code: str) -> None:
    with fault_server(answer) as server:
        assert code_of(server.url, write=True, unsure=True) == code
        assert len(server.asked) == 1


def test_a_write_that_was_turned_away_is_sent_again_after_the_time_asked_for() -> None:
    with fault_server(said({}, 429, **{"Retry-After": "1"}), said({"id": 7}, 201)) as server:
        begun = time.monotonic()
        assert Connection(server.url, CANARY).write("POST", "/x", {}, unsure=True) == {"id": 7}
        assert time.monotonic() - begun >= 1.0
        assert len(server.asked) == 2


def test_a_read_survives_a_hiccup() -> None:
    with fault_server(said({}, 503), Answer(cut=0), said({"good": "가😀"})) as server:
        assert Connection(server.url, CANARY).read("/x") == {"good": "가😀"}


def test_no_redirect_carries_the_token_to_another_place() -> None:
    with fault_server(said({})) as other, fault_server(Answer(302, b"", {"Location": f"{other.url}/x"})) as server:
        assert code_of(server.url) == "redirect-host"
        assert code_of(server.url, write=True) == "redirect-host"
        assert other.asked == []


def test_a_redirect_at_home_is_followed_by_reads_only_and_not_for_ever() -> None:
    home = Answer(301, b"", {"Location": "/api/other"})
    with fault_server(home, said([1])) as server:
        assert Connection(server.url, CANARY).read("/api/thing", {"a": "b"}) == [1]
        assert [asked.path for asked in server.asked] == ["/api/thing?a=b", "/api/other"]
    with fault_server(home) as server:
        assert code_of(server.url) == "redirect-host"
        assert code_of(server.url, write=True) == "redirect-host"


def test_nobody_there(tmp_path: Path) -> None:
    with fault_server(said({})) as server:
        url = server.url
    begun = time.monotonic()
    assert code_of(url) == "ls-unreachable"
    assert code_of(url, write=True, unsure=True) == "ls-unreachable"  # nothing was sent: nothing is unsure
    assert time.monotonic() - begun < 5


def test_a_certificate_of_ones_own_is_refused_until_it_is_named(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here to make a certificate with")
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *made], check=True, capture_output=True)
    with fault_server(said({"a": 1}), certificate=(certificate, key)) as server:
        assert code_of(server.url) == "ls-tls"
        assert server.asked == []
        assert Connection(server.url, CANARY, ca_file=str(certificate)).read("/x") == {"a": 1}
    with pytest.raises(RemoteError, match="ls-tls"):
        Connection(server.url, CANARY, ca_file=str(tmp_path / "none.pem"))


@pytest.mark.parametrize("token", [f"{CANARY}\n{CANARY}", f"{CANARY}é", f"Token {CANARY}", "\x00" + CANARY])
def test_a_token_that_cannot_be_one_is_not_shown(token: str) -> None:
    with pytest.raises(RemoteError) as caught:
        Connection("http://127.0.0.1:9", token)
    assert caught.value.finding.code == "ls-unauthorized"
    assert CANARY not in str(caught.value)


def test_no_token_in_logs_or_names(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with fault_server(said({})) as server:
        client = Client(server.url, CANARY)
        client.whoami()
        assert server.asked[0].headers["Authorization"] == f"Token {CANARY}"
        assert CANARY not in repr(client) + repr(client.connection) + caplog.text


def test_a_personal_access_token_is_exchanged_and_never_sent_itself() -> None:
    pat = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({"alg": "x"}, {}, "s")
    )
    assert is_jwt(pat)
    assert not is_jwt(CANARY)
    assert not is_jwt("a.b.c")
    with fault_server(said({"access": "short-lived"}), said({"id": 1})) as server:
        ask = Connection(server.url, f" {pat}\n")
        assert ask.read("/x") == {"id": 1} == ask.read("/y")
        refresh, *others = server.asked
        assert json.loads(refresh.body) == {"refresh": pat}
        assert [asked.headers["Authorization"] for asked in others] == ["Bearer short-lived"] * 2
    with fault_server(said({"detail": "Token is blacklisted"}, 401)) as server, pytest.raises(RemoteError) as caught:
        Connection(server.url, pat).read("/x")
    assert caught.value.finding.code == "ls-unauthorized"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "studio.example.com",
        "ftp://example.com",
        "http://",
        "http://a:b@example.com",
        "http://example.com/?t=1",
        "http://[::1",
        "http://example.com:99999",
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(RemoteError) as caught:
        checked(url)
    assert caught.value.finding.code == "ls-url"
    assert "a:b" not in str(caught.value)


def test_an_address_under_a_path_works() -> None:
    with fault_server(said({})) as server:
        Connection(f"{server.url}/studio/", CANARY).read("/api/x")
        assert server.asked[0].path == "/studio/api/x"


def test_no_proxy_sees_what_stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server(said({})) as proxy, fault_server(said({"direct": True})) as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        assert Connection(server.url, CANARY).read("/x") == {"direct": True}
        assert proxy.asked == []


@pytest.mark.parametrize("value", [float("nan"), "\ud800"])
def test_what_json_cannot_say_is_refused_before_it_is_sent(value: object) -> None:
    with fault_server(said({})) as server:
        with pytest.raises(RemoteError, match="ls-refused"):
            Connection(server.url, CANARY).write("POST", "/x", {"v": value}, unsure=True)
        assert server.asked == []


def test_an_import_that_names_too_few_ids_is_unsure() -> None:
    with (
        fault_server(said({"task_count": 1, "task_ids": [1]}, 201)) as server,
        pytest.raises(RemoteError, match="ls-unsure"),
    ):
        Client(server.url, CANARY).import_tasks(1, [{"data": {}}, {"data": {}}])


@pytest.mark.parametrize(
    "answer", [Answer(200, b'[{"id": 1}, {"id"'), Answer(200, b'[{"id": 1}]', cut=5), said({"no": "list"})]
)
def test_a_torn_export_gets_no_name(answer: Answer, tmp_path: Path) -> None:
    snapshot = said({"id": 3, "status": "completed"}, 201)
    with fault_server(snapshot, answer, Answer(204, b"")) as server:
        with pytest.raises(RemoteError):
            Client(server.url, CANARY).export(1, tmp_path)
        assert [asked.method for asked in server.asked] == ["POST", "GET", "DELETE"]
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_the_server_cannot_make(tmp_path: Path) -> None:
    with fault_server(said({"id": 3, "status": "failed"}, 201), Answer(204, b"")) as server:
        with pytest.raises(RemoteError) as refused:
            Client(server.url, CANARY).export(1, tmp_path)
        assert refused.value.finding.code == "ls-export"


def test_an_export_whose_answer_was_lost_is_found_by_its_title(tmp_path: Path) -> None:
    with fault_server(Answer(cut=0), said([])) as server:
        title = ""

        def listing(*_: object) -> None:
            nonlocal title
            title = json.loads(server.asked[0].body)["title"]
            server.answers[:] = [
                said([{"id": 8, "title": "other"}, {"id": 9, "title": title, "status": "in_progress"}]),
                said({"id": 9, "title": title, "status": "completed"}),
                Answer(200, '["가😀"]'.encode()),
                Answer(204, b""),
            ]

        pause = pytest.MonkeyPatch()
        pause.setattr("time.sleep", lambda *_: None if title else listing())
        try:
            path = Client(server.url, CANARY).export(1, tmp_path)
        finally:
            pause.undo()
    assert json.loads(path.read_text("utf-8")) == ["가😀"]
    assert server.asked[-1].method == "DELETE"
    assert server.asked[-1].path.endswith("/9")


def test_where_to_connect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    for name in ("TALENTWIRE_STUDIO_URL", "TALENTWIRE_STUDIO_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(RemoteError, match="studio-not-running"):
        connect(workspace)
    monkeypatch.setenv("TALENTWIRE_STUDIO_URL", "http://studio.example.com/")
    with pytest.raises(RemoteError, match="ls-unauthorized"):
        connect(workspace)
    monkeypatch.setenv("TALENTWIRE_STUDIO_TOKEN", CANARY)
    assert connect(workspace).url == "http://studio.example.com"
