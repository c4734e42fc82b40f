"""What can be said of a local server without one: keys, ports, addresses, state that nobody stands behind."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from toolkit.finding import RemoteError, ToolkitError
from toolkit.studio import database, doctor, install, process, server
from toolkit.workspace import Workspace


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TALENTWIRE_STUDIO_URL", "TALENTWIRE_STUDIO_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_stopping_what_never_ran_is_fine_and_makes_nothing(tmp_path: Path) -> None:
    assert server.status(Workspace(tmp_path)) is None
    assert server.stop(Workspace(tmp_path)) is False
    assert list(tmp_path.iterdir()) == []


def test_a_state_file_that_nobody_stands_behind_counts_for_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.studio.mkdir()
    mine = {"pid": os.getpid(), "born": process.born(os.getpid()), "port": 1, "url": "http://127.0.0.1:1"}
    (workspace.studio / "server.json").write_text(json.dumps(mine))
    assert server.status(workspace) is None  # the lock is free, whoever has the pid
    assert server.stop(workspace) is False
    assert not (workspace.studio / "server.json").exists()


@pytest.mark.parametrize(
    "state", [b"", b"[]", b'{"pid": "x"}', b'{"pid": 1, "born": "long ago", "port": 1, "url": "u"}']
)
def test_a_lock_without_a_good_state_is_a_start_under_way(
    state: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    workspace.studio.mkdir()
    (workspace.studio / "server.json").write_bytes(state)
    lock = process.hold(workspace.studio / "alive")
    assert lock is not None
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    try:
        assert server.status(workspace) is None
        with pytest.raises(ToolkitError, match="locked"):
            server.stop(workspace)
    finally:
        os.close(lock)


def test_a_taken_port_is_one_clear_line_at_once(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(RemoteError) as caught:
            server.start(Workspace(tmp_path), port=port)
    assert caught.value.finding.code == "studio-port"
    assert str(port) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_port_that_is_none(port: int, tmp_path: Path) -> None:
    with pytest.raises(RemoteError, match="studio-port"):
        server.start(Workspace(tmp_path), port=port)


def test_a_postgres_address_in_label_studios_words() -> None:
    assert database.postgres("postgresql://me:p%40ss@db.example.com:6543/studio") == {
        "DJANGO_DB": "default",
        "POSTGRE_HOST": "db.example.com",
        "POSTGRE_PORT": "6543",
        "POSTGRE_NAME": "studio",
        "POSTGRE_USER": "me",
        "POSTGRE_PASSWORD": "p@ss",
    }


@pytest.mark.parametrize(
    "address", ["mysql://me:secret@db/x", "postgresql://me:secret@db", "postgresql://me:secret@db:x/y"]
)
def test_another_database_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(RemoteError, match="studio-database") as caught:
        database.postgres(address)
    assert "secret" not in str(caught.value)


def test_nothing_of_the_users_environment_reaches_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "DEBUG", "USERNAME", "HF_TOKEN", "LABEL_STUDIO_HOST", "PYTHONPATH", "DATABASE_NAME"):
        monkeypatch.setenv(name, "http://elsewhere.example.com")
    given = install.settings(tmp_path)
    assert "http://elsewhere.example.com" not in given.values()
    assert given["LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED"] == given["COLLECT_ANALYTICS"] == "false"
    assert given["SENTRY_DSN"] == given["FRONTEND_SENTRY_DSN"] == ""


def test_the_doctor_says_what_is_missing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert {each.code for each in doctor.examine(workspace)} >= {"studio-not-running", "studio-config"}
    workspace.schemas.mkdir()
    (workspace.schemas / "label_config.xml").write_text("<View/>")
    assert "studio-config" not in {each.code for each in doctor.examine(workspace)}


def test_the_doctor_sees_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM", 10**18)
    assert "disk-room" in {each.code for each in doctor.examine(Workspace(tmp_path))}
