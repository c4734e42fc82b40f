"""The demo: it ends well, whatever it was killed in, with no task twice and no server left."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from toolkit.studio import client, process, server
from toolkit.workspace import Workspace

pytestmark = pytest.mark.live
STEPS = ("studio", "ingest", "push", "label", "pull", "check", "build", "load", "stop")


def command(folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "toolkit.cli", "--root", str(folder), "demo", *more]


def demos(folder: Path) -> list[Workspace]:
    return [Workspace(path) for path in sorted((folder / "data" / "demos").iterdir())]


def left_behind(workspace: Workspace) -> bool:
    return server.status(workspace) is not None or process.held(workspace.studio / "alive")


def test_two_demos(tmp_path: Path) -> None:
    first = subprocess.run(command(tmp_path), capture_output=True, text=True, timeout=500, check=False)
    assert first.returncode == 0, first.stderr
    assert "ingest  documents: read 8 = kept 8 + quarantined 0 + skipped 0" in first.stdout
    assert "push    tasks: read 8 = kept 8 + quarantined 0 + skipped 0" in first.stdout
    assert "pull    annotations: read 16 = kept 16 + quarantined 0 + skipped 0" in first.stdout
    assert "agreement (exact F1, simulated annotators): spans 0." in first.stdout
    assert "8 rows loaded" in first.stdout
    assert not left_behind(demos(tmp_path)[0])
    second = subprocess.run(command(tmp_path, "--json"), capture_output=True, text=True, timeout=500, check=False)
    assert second.returncode == 0, second.stderr
    found = json.loads(second.stdout)
    assert found["counts"]["ingest documents"] == {"read": 8, "kept": 8, "quarantined": 0, "skipped": 0}
    assert len(demos(tmp_path)) == 2, "a finished demo is not gone on with"
    releases = [workspace.releases / "0.1.0" / "manifest.json" for workspace in demos(tmp_path)]
    data = [json.loads(path.read_bytes())["configs"] for path in releases]
    assert data[0] == data[1], "the same pages and answers are the same rows"


def test_the_readme_loads_what_the_demo_built(tmp_path: Path) -> None:
    done = subprocess.run(command(tmp_path, "--json"), capture_output=True, text=True, timeout=500, check=False)
    release = json.loads(done.stdout)["outputs"]["release"]
    text = (REPOSITORY / "README.md").read_text("utf-8")
    (code,) = re.findall(r"<!-- test: load -->\n```python\n(.*?)```", text, re.DOTALL)
    env = os.environ | {"HF_HOME": str(tmp_path / "hf")}
    code = code.replace("data/demos/.../data/releases/0.1.0", release)
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


@pytest.mark.parametrize("step", STEPS)
def test_killed_in_a_step_and_run_again(tmp_path: Path, step: str) -> None:
    """kill -9 as soon as the step is announced, and a moment into it."""
    begun = subprocess.Popen(command(tmp_path), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert begun.stderr is not None
    for line in begun.stderr:
        if line.startswith(f"[{step}]"):
            break
    time.sleep(random.Random(step).uniform(0, 0.7))
    begun.kill()
    begun.wait()
    again = subprocess.run(command(tmp_path), capture_output=True, text=True, timeout=500, check=False)
    assert again.returncode == 0, again.stderr
    assert "8 rows loaded" in again.stdout
    for workspace in demos(tmp_path):
        assert not left_behind(workspace)
    # killed in its very last moments it may have been finished: then the second was a demo of its own
    assert len(demos(tmp_path)) == 1 or step in ("load", "stop")
    workspace = demos(tmp_path)[0]
    server.start(workspace)
    try:
        studio = client.connect(workspace)
        (project,) = studio.find_projects("Korean news on the market for talent")
        keys = [task["data"]["article_id"] for task in studio.tasks(project["id"])]
        assert len(keys) == len(set(keys)) == 8
        answers = [len(studio.task(task["id"])["annotations"]) for task in studio.tasks(project["id"])]
        assert answers == [2] * 8
    finally:
        server.stop(workspace)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_server_too(tmp_path: Path, number: signal.Signals) -> None:
    begun = subprocess.Popen(command(tmp_path), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert begun.stderr is not None
    for line in begun.stderr:
        if line.startswith("[push]"):
            break
    os.kill(begun.pid, number)
    _, said = begun.communicate(timeout=60)
    assert begun.returncode == 128 + number
    assert "Traceback" not in said
    assert not left_behind(demos(tmp_path)[0])
