"""The local server and the client, against the real thing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.fakes.fault_server import fault_server, said
from tests.live.conftest import Studio
from toolkit.finding import RemoteError
from toolkit.studio import account, doctor, install, process, server
from toolkit.studio.client import Client, connect
from toolkit.workspace import Workspace

pytestmark = pytest.mark.live

CONFIG = """<View style="white-space: pre-wrap">
  <Labels name="label" toName="text"><Label value="Thing"/></Labels>
  <Text name="text" value="$text" granularity="symbol"/>
</View>"""
TEXT = "가나 😀 𠀀 회사 5억원\n\n둘째  줄 s3://bucket/x <b>&amp;"


def region(start: int, end: int) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": ["Thing"]}
    return {"id": uuid4().hex[:10], "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def task(key: str) -> dict[str, Any]:
    prediction = {"model_version": "rules-1", "score": 0.5, "result": [region(3, 4)]}
    return {"data": {"article_id": key, "text": TEXT}, "predictions": [prediction]}


def servers_of(workspace: Workspace) -> list[int]:
    """Every Label Studio process that works in this workspace, whether it is known to us or not."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            there = (folder / "cwd").resolve() == (workspace.studio / "data").resolve()
            if there and b"label-studio" in (folder / "cmdline").read_bytes() and process.born(int(folder.name)):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def starter(workspace: Workspace) -> subprocess.Popen[bytes]:
    """Another process that starts the workspace's server."""
    code = "import sys, pathlib; from toolkit.studio import server; from toolkit.workspace import Workspace;"
    code += "print(server.start(Workspace(pathlib.Path(sys.argv[1]))).pid)"
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.Popen([sys.executable, "-c", code, str(workspace.root)], env=env, stdout=subprocess.PIPE)


# the server


def test_it_runs_once_and_for_us_only(studio: Studio) -> None:
    running = server.status(studio.workspace)
    assert running is not None
    assert server.start(studio.workspace) == running == server.start(studio.workspace, port=running.port)
    assert servers_of(studio.workspace) == [running.pid]
    folder = studio.workspace.studio
    for path in (folder, *(folder / name for name in ("token", "login.json", "server.json", "database", "server.log"))):
        assert path.stat().st_mode & 0o077 == 0, path
    assert (folder / "data" / "label_studio.sqlite3").stat().st_mode & 0o077 == 0
    command = Path(f"/proc/{running.pid}/cmdline").read_text().replace("\0", " ")
    assert "--internal-host 127.0.0.1 " in command
    assert server.token(studio.workspace) not in command
    assert studio.login.password not in command


def test_the_doctor_is_content(studio: Studio) -> None:
    studio.workspace.schemas.mkdir(exist_ok=True)
    (studio.workspace.schemas / "label_config.xml").write_text(CONFIG)
    assert doctor.examine(studio.workspace) == []
    assert studio.client.version() == install.version()
    assert not account.is_open(studio.client.url)


def test_the_doctor_sees_open_keys_and_a_wrong_clock(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    token = studio.workspace.studio / "token"
    token.chmod(0o644)
    monkeypatch.setattr(doctor, "SKEW", -1.0)
    try:
        assert {"studio-keys-open", "ls-clock"} <= {each.code for each in doctor.examine(studio.workspace)}
    finally:
        token.chmod(0o600)


def test_a_wrong_token_is_one_line(studio: Studio) -> None:
    for wrong in ("f" * 40, ""):
        with pytest.raises(RemoteError) as caught:
            Client(studio.client.url, wrong).whoami()
        assert caught.value.finding.code == "ls-unauthorized"
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("seconds", [0.05, 0.3, 1.0, 2.5])
def test_killing_the_starter_leaves_one_server_after_the_next_start(
    seconds: float, studio: Studio, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path)
    first = starter(workspace)
    time.sleep(seconds)
    first.kill()
    first.wait()
    try:
        running = server.start(workspace)
        assert servers_of(workspace) == [running.pid]
        assert connect(workspace).whoami()["email"] == server.EMAIL
        keys = [(each / "data" / ".env").read_text() for each in (workspace.studio, studio.workspace.studio)]
        assert "SECRET_KEY" in keys[0]
        assert keys[0] != keys[1]
        assert server.token(workspace) != server.token(studio.workspace)
    finally:
        assert server.stop(workspace) is True
    assert servers_of(workspace) == []
    assert server.status(workspace) is None
    assert server.stop(workspace) is False


def test_starting_many_times_at_once_and_killing_the_server_and_half_a_copy(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (workspace.studio / "data").mkdir(parents=True)
    (workspace.studio / "data" / ".tmp-1-label_studio.sqlite3").write_bytes(b"SQLite format 3\0 and no more")
    others = [starter(workspace) for _ in range(3)]
    try:
        said_pids = {int(other.communicate(timeout=300)[0]) for other in others}
        assert said_pids == set(servers_of(workspace))
        assert len(said_pids) == 1
        project = connect(workspace).create_project("kept over a crash", CONFIG)["id"]
        os.kill(said_pids.pop(), signal.SIGKILL)
        deadline = time.monotonic() + 10
        while server.status(workspace):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        with pytest.raises(RemoteError, match="studio-not-running"):
            connect(workspace)
        running = server.start(workspace)
        assert servers_of(workspace) == [running.pid]
        assert connect(workspace).project(project)["title"] == "kept over a crash"
        assert [path.name for path in (workspace.studio / "data").glob(".tmp-*")] == []
    finally:
        server.stop(workspace)
    assert servers_of(workspace) == []


def test_a_server_killed_between_making_the_user_and_its_token(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    try:
        server.start(workspace)
        server.stop(workspace)
        (workspace.studio / "token").write_text("0" * 40)  # the database has another one, as after such a kill
        server.start(workspace)
        assert connect(workspace).whoami()["email"] == server.EMAIL
    finally:
        server.stop(workspace)


@pytest.mark.parametrize("seconds", [0.3, 0.7, 1.5])
def test_interrupting_the_starter_leaves_no_server(seconds: float, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    first = starter(workspace)
    time.sleep(seconds)
    first.send_signal(signal.SIGINT)
    assert first.wait(60) != 0
    assert servers_of(workspace) == []
    assert server.status(workspace) is None


def test_another_program_on_our_port_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that it is healthy, and came between our choice of the port and the server's start."""
    workspace = Workspace(tmp_path)
    with fault_server(said({"status": "UP"})) as other:
        taken = int(other.url.rpartition(":")[2])
        choices = iter([taken, server._free_port()])
        monkeypatch.setattr(server, "_free_port", lambda: next(choices))
        try:
            running = server.start(workspace)
            assert running.port != taken
            assert connect(workspace).version() == install.version()
        finally:
            server.stop(workspace)
        assert all("Authorization" not in asked.headers for asked in other.asked)


def test_one_that_dies_while_starting_says_where_to_look(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (workspace.studio / "data").mkdir(parents=True)
    (workspace.studio / "data" / "label_studio.sqlite3").write_bytes(b"this is no database " * 100)
    with pytest.raises(RemoteError) as caught:
        server.start(workspace)
    assert caught.value.finding.code == "studio-died"
    assert caught.value.finding.where == str(server.log(workspace))
    assert server.token(workspace) not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert servers_of(workspace) == []


# the client


def test_the_round_of_a_project(studio: Studio, tmp_path: Path) -> None:
    client, title = studio.client, studio.title()
    project = client.create_project(title, CONFIG, maximum_annotations=2)["id"]
    assert [each["id"] for each in client.find_projects(title)] == [project]
    assert client.find_projects(title[:-1]) == []
    assert client.project(project)["maximum_annotations"] == 2
    keys = [f"key,{i}'\"%" for i in range(230)]
    ids = client.import_tasks(project, [task(key) for key in keys])
    listed = list(client.tasks(project))
    assert [each["id"] for each in listed] == ids
    assert [each["data"] for each in listed] == [task(key)["data"] for key in keys]
    assert all(datetime.fromisoformat(each["updated_at"]) for each in listed)
    wanted = [*keys[5:220], "no such key", keys[7]]
    assert [each["data"]["article_id"] for each in client.tasks(project, wanted)] == keys[5:220]
    assert list(client.tasks(project, [])) == []

    ann, ben = studio.person("ann"), studio.person("ben")
    assert {ann.whoami()["email"], ben.whoami()["email"]} <= {each["email"] for each in client.users()}
    answer, stamp = [region(3, 4), region(5, 6)], str(uuid4())
    assert ann.annotate(ids[0], answer, lead_time=2.5, unique_id=stamp) is True
    assert ann.annotate(ids[0], answer, lead_time=2.5, unique_id=stamp) is False
    assert ben.annotate(ids[0], [], lead_time=1.0, unique_id=str(uuid4()), was_cancelled=True) is True
    client.add_prediction(ids[1], [region(0, 2)], model_version="other", score=0.25)
    client.delete_task(ids[-1])
    client.delete_task(ids[-1])

    path = client.export(project, tmp_path)
    rows = {row["id"]: row for row in json.loads(path.read_text("utf-8"))}
    assert sorted(rows) == ids[:-1] == [each["id"] for each in client.tasks(project)]
    by = {each["completed_by"]["email"]: each for each in rows[ids[0]]["annotations"]}
    assert by["ann@example.com"]["result"] == answer
    assert by["ann@example.com"]["unique_id"] == stamp
    assert [TEXT[r["value"]["start"] : r["value"]["end"]] for r in by["ann@example.com"]["result"]] == ["😀", "𠀀"]
    assert by["ben@example.com"]["was_cancelled"] is True
    assert rows[ids[0]]["data"]["text"] == TEXT
    assert {p["model_version"] for p in rows[ids[1]]["predictions"]} == {"rules-1", "other"}
    assert client.connection.read(f"/api/projects/{project}/exports/") == []
    assert not list(server.export_copies(studio.workspace).glob(f"{project}/*"))
    assert list(tmp_path.iterdir()) == [path]

    client.update_config(project, CONFIG.replace("Thing", "Matter"))
    assert "Matter" in client.project(project)["label_config"]


def test_a_bad_item_refuses_the_whole_batch(studio: Studio) -> None:
    client = studio.client
    project = client.create_project(studio.title(), CONFIG)["id"]
    bad = {"data": {"article_id": "bad", "no text": 1}}
    with pytest.raises(RemoteError) as caught:
        client.import_tasks(project, [task("a"), bad, task("b")])
    assert caught.value.finding.code == "ls-refused"
    assert "item 1" in caught.value.finding.message
    assert list(client.tasks(project)) == []


def test_listing_is_whole_though_tasks_go_meanwhile(studio: Studio) -> None:
    client = studio.client
    project = client.create_project(studio.title(), CONFIG)["id"]
    ids = client.import_tasks(project, [{"data": {"article_id": str(i), "text": "t"}} for i in range(1010)])
    seen: list[int] = []
    for each in client.tasks(project):
        if not seen:
            for gone in ids[:5]:
                client.delete_task(gone)
        seen.append(each["id"])
    assert set(seen) >= set(ids[5:])


def test_people_come_in_by_the_link_only_and_stay_themselves(studio: Studio) -> None:
    token = studio.client.sign_up("cho@example.com", "a long password of cho")
    assert studio.client.sign_up("cho@example.com", "a long password of cho") == token
    for email, password in (
        ("cho@example.com", "not the password"),
        ("dan@example.com", "short"),
        ("no address", "x" * 12),
    ):
        with pytest.raises(RemoteError) as caught:
            studio.client.sign_up(email, password)
        assert caught.value.finding.code == "ls-signup"
        assert password not in str(caught.value)
    with pytest.raises(RemoteError, match="ls-signup"):
        account.sign_up(studio.client.url, "/user/signup/", "eve@example.com", "a long password of eve")
    with pytest.raises(RemoteError, match="ls-login"):
        account.own_token(studio.client.url, "cho@example.com", "another password")
    login = studio.login
    assert account.own_token(studio.client.url, login.email, login.password) == server.token(studio.workspace)


def test_a_personal_access_token_works_as_well(studio: Studio) -> None:
    with account._browser(studio.client.url) as browser:
        account._post(browser, "/user/login/", {"email": studio.login.email, "password": studio.login.password})
        made = browser.post("api/token/", headers={"X-CSRFToken": str(browser.cookies["csrftoken"])})
    client = Client(studio.client.url, made.json()["token"])
    assert client.whoami()["email"] == studio.login.email
    assert client.create_project(studio.title(), CONFIG)["id"]


def test_two_at_once_with_one_unique_id_store_one_answer(studio: Studio, tmp_path: Path) -> None:
    client = studio.client
    project = client.create_project(studio.title(), CONFIG)["id"]
    (number,) = client.import_tasks(project, [task("a")])
    stamp = str(uuid4())

    def send(_: int) -> bool:
        return connect(studio.workspace).annotate(number, [region(3, 4)], lead_time=1.0, unique_id=stamp)

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(send, range(3))) == [False, False, True]
    (row,) = json.loads(client.export(project, tmp_path).read_bytes())
    assert len(row["annotations"]) == 1
