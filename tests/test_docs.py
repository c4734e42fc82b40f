"""What the documents say is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.cli.parser import HELP

DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "schemas/README.md",
    "toolkit/sample/README.md",
    "annotations/GUIDELINES.md",
    "CHANGELOG.md",
]


def test_the_readme_lists_the_verbs_there_are_in_their_order(repository):
    rows = re.findall(
        r"^\| `toolkit (\w+)[^|]*` \| (\S[^|]*) \|$", (repository / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert [verb for verb, _ in rows] == list(HELP)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(repository, name):
    text = (repository / name).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        assert target.startswith("https://") or (repository / name).parent.joinpath(target).exists(), target


def test_every_command_in_the_documents_is_understood(repository):
    for name in ("README.md", "CONTRIBUTING.md"):
        for verb in re.findall(r"(?:^ {4}|`)toolkit (\w+)", (repository / name).read_text("utf-8"), re.MULTILINE):
            assert verb in HELP, (name, verb)


def test_every_folder_and_file_that_contributing_maps_is_there(repository):
    listed = re.search(r"    toolkit/\n(.*?)\n\n", (repository / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    assert listed
    rooms = re.findall(r"^      (\w+)/? ", listed[1], re.MULTILINE)
    there = {
        path.stem
        for path in (repository / "toolkit").iterdir()
        if not path.name.startswith("_") and path.suffix in ("", ".py")
    }
    assert set(rooms) <= there
    assert there - set(rooms) <= {"executor", "config", "workspace", "plugin", "finding"}, (
        "the ground floor, on one line"
    )
    for room, files in re.findall(r"^      (\w+)/ +(.*)$", listed[1], re.MULTILINE):
        for word in re.findall(r"\b[a-z_]+\b", re.sub(r"\(.*?\)", "", files)):
            if room in {"record", "task", "scheme", "raw", "annotation", "release", "article", "flow"}:
                assert (
                    Path(repository, "toolkit", room, f"{word}.py").exists()
                    or Path(repository, "toolkit", room, word).is_dir()
                ), (room, word)
