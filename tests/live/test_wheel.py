"""The package as it is published: a wheel, in an environment of its own, in an empty folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (made,) = folder.glob("talentwire-*.whl")
    return made


def test_it_holds_what_a_new_workspace_begins_with(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in ("DATASET_CARD.md", "annotations/GUIDELINES.md", "schemas/scheme.yaml", "schemas/README.md"):
        assert f"toolkit/starter/{name}" in names
    assert {"toolkit/findings.toml", "toolkit/studio/server.lock", "toolkit/sample/sources.yaml"} <= names
    assert not any(name.startswith(("tests/", "schemas/", "annotations/")) for name in names)


def test_the_demo_runs_from_it(wheel: Path, tmp_path: Path) -> None:
    """Nothing of the checkout is on the path: only the wheel, and the libraries that it depends on."""
    site = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)], check=True)  # fmt: skip
    empty = tmp_path / "empty"
    empty.mkdir()
    script = f"""import sys
sys.path.insert(0, {str(site)!r})
import toolkit
assert toolkit.__file__.startswith({str(site)!r})
from toolkit.cli import main
sys.exit(main(["demo"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=empty, capture_output=True, text=True, timeout=500, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "8 rows loaded" in done.stdout
    assert [path.name for path in empty.iterdir()] == ["data"]
