"""A new workspace: the files that people go on from."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.annotation.gold import Policy
from toolkit.finding import ToolkitError, finding
from toolkit.flow import render
from toolkit.workspace import Workspace, starter, write

# Kept out of git, whatever the repository around it says: other people's text, keys, and what is made.
_PRIVATE = ("data", ".studio")
_NO_SOURCES = b"""\
# Publishers, by name: whose pages these are, and what may be done with their text. The form: README.md beside this file.
# A source that is not named here, or says nothing of its rights, is standoff: no character of its text is released.
sources: {}
"""
_FILES = (
    "schemas/scheme.yaml",
    "schemas/README.md",
    "annotations/GUIDELINES.md",
    "annotations/images/desk-ko.png",
    "DATASET_CARD.md",
)


def init(folder: Path, gold: Policy = "single") -> tuple[Workspace, list[Path]]:
    """Makes a folder a workspace; returns it and the files written. What is there already is left alone.

    `gold` is the policy that the new card states. Raises ToolkitError (init-refused) where the path is a file.
    """
    workspace = Workspace(folder)
    if folder.exists() and not folder.is_dir():
        raise ToolkitError(finding("init-refused", str(folder), "it is a file"))
    made = []
    for name in _FILES:
        target = folder / name
        if not target.exists():
            content = starter(name).read_bytes()
            if name == "DATASET_CARD.md":
                content = re.sub(rb"(?m)^gold: \w+$", f"gold: {gold}".encode(), content, count=1)
            made.append(write(target, content))
    if not (workspace.schemas / "sources.yaml").exists():
        made.append(write(workspace.schemas / "sources.yaml", _NO_SOURCES))
    for name in _PRIVATE:
        (folder / name).mkdir(mode=0o700 if name == ".studio" else 0o777, exist_ok=True)
        if not (folder / name / ".gitignore").exists():
            made.append(write(folder / name / ".gitignore", b"*\n"))
    made += [folder / name for name in render.render(workspace)]
    return workspace, made
