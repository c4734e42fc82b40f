"""The lock that lives as long as the server, and the launcher."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit.studio import process

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]


def launched(folder: Path, command: list[str]) -> tuple[int, str]:
    """A launched command that is past its first line: its pid and birth."""
    lock = process.hold(folder / "alive")
    assert lock is not None
    log = folder / "log"
    pid = process.launch(folder / "state.json", log, 4321, command, cwd=folder, env=dict(os.environ), lock=lock)
    os.close(lock)
    deadline = time.monotonic() + 20
    while not log.exists() or "up" not in log.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    birth = process.born(pid)
    assert birth is not None
    return pid, birth


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    path = tmp_path / "alive"
    assert not process.held(path)
    first = process.hold(path)
    assert first is not None
    assert process.hold(path) is None
    assert process.held(path)
    os.close(first)
    assert not process.held(path)


def test_a_launched_server_holds_the_lock_and_has_written_its_own_state(tmp_path: Path) -> None:
    pid, birth = launched(tmp_path, SLEEPER)
    state = json.loads((tmp_path / "state.json").read_text())
    assert state == {"pid": pid, "born": birth, "port": 4321, "url": "http://127.0.0.1:4321"}
    assert (tmp_path / "state.json").stat().st_mode & 0o777 == 0o600
    assert os.getpgid(pid) == pid != os.getpgid(0)
    assert process.held(tmp_path / "alive")
    process.end(pid, birth, 10)
    assert process.born(pid) is None
    assert not process.held(tmp_path / "alive")


def test_one_that_does_not_listen_to_reason_is_killed(tmp_path: Path) -> None:
    pid, birth = launched(tmp_path, STUBBORN)
    begun = time.monotonic()
    process.end(pid, birth, 0.5)
    assert time.monotonic() - begun < 5
    assert process.born(pid) is None


def test_a_process_that_only_has_the_same_number_is_left_alone(tmp_path: Path) -> None:
    child = subprocess.Popen(SLEEPER, stdout=subprocess.DEVNULL)
    try:
        process.end(child.pid, "another birth", 0.2)
        assert child.poll() is None
    finally:
        child.kill()
        child.wait()
    assert process.born(child.pid) is None


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only this system tells who listens")
def test_who_listens() -> None:
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", 0))
        port = ours.getsockname()[1]
        assert process.listens(os.getpid(), port) is False
        ours.listen()
        assert process.listens(os.getpid(), port) is True
        assert process.listens(os.getppid(), port) is not True


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs Linux's /proc")
def test_a_process_that_has_died_listens_nowhere() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert process.listens(gone.pid, other.getsockname()[1]) is False
