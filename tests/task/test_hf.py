"""A Hugging Face model as a tagger: real transformers code, in an environment of its own, on a tiny model made here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import plugin
from toolkit.finding import ToolkitError
from toolkit.workspace import cache_folder

ASKED = "TALENTWIRE_TEST_TRANSFORMERS"
"""Set it to have the environment made (PyTorch: a gigabyte); to another requirement than `torch` (torch==2.13.0+cpu) for
a build of your own choice."""


@pytest.fixture(scope="module")
def python() -> Path:
    """The python of an environment in the user's cache that has torch and transformers; made once if it is asked for."""
    home = cache_folder() / f"transformers-py{sys.version_info.major}.{sys.version_info.minor}"
    made = home / "bin" / "python"
    if (home / ".complete").exists():
        return made
    asked = os.environ.get(ASKED)
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    if not asked or not Path(uv).exists():
        pytest.skip(
            f"no environment with transformers: set {ASKED}=1 to have it made (PyTorch, about 1 GB), with uv at hand"
        )
    torch = asked if asked.startswith("torch") else "torch>=2.7"
    links = ["--find-links", os.environ["PIP_FIND_LINKS"]] if os.environ.get("PIP_FIND_LINKS") else []
    subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(home)], check=True)
    needed = [torch, "transformers>=4.57", "jsonschema", "pyyaml", "pyarrow"]
    subprocess.run([uv, "pip", "install", "--quiet", "--python", str(made), *links, *needed], check=True)
    (home / ".complete").touch()
    return made


@pytest.fixture(scope="module")
def said(python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[object]]]:
    script = Path(__file__).with_name("hf_check.py")
    env = os.environ | {"HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [python, script, tmp_path_factory.mktemp("model")], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[list[object]]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_offsets_are_code_points_and_labels_are_mapped(said):
    assert [each[:3] for each in said["short"]] == [
        ["한빛전자", "company", 2],
        ["김하람", "person", 7],
        ["Garam Battery", "company", 12],
    ]
    assert all(0.5 < p <= 1 for *_, p in said["short"])
    assert said["empty"] == []


def test_a_paragraph_longer_than_the_model_is_read_in_windows(said):
    assert [each[:2] for each in said["long"]] == [["김하람", "person"], ["Garam  Battery", "company"]]


def test_what_cannot_be_read_is_one_finding(said):
    for case, word in (("unmapped", "B-ORG"), ("mapped", "firm"), ("missing", "")):
        code, message = said[case]
        assert code == "model-unreadable"
        assert word in message


def test_without_the_extra_the_install_line_is_given():
    try:
        import torch  # noqa: F401
    except ModuleNotFoundError:
        with pytest.raises(ToolkitError) as error:
            plugin.load("taggers", "hf")
        assert error.value.finding.code == "plugin-missing"
        assert "talentwire[transformers]" in error.value.finding.message
