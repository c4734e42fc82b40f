"""A new workspace: the files that people go on from."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.annotation.gold import Policy
from toolkit.finding import ToolkitError, finding
from toolkit.flow import render
from toolkit.workspace import Workspace, starter, write

# Kept in git: what people add. Kept out of it: what was given (other people's text) and what is made.
_IGNORE = b"data/\n.studio/\n"
_FILES = (
    "schemas/scheme.yaml",
    "schemas/sources.yaml",
    "schemas/README.md",
    "annotations/GUIDELINES.md",
    "DATASET_CARD.md",
)


def init(folder: Path, gold: Policy = "single") -> tuple[Workspace, list[Path]]:
    """Makes a folder a workspace; returns it and the files written. What is there already is left alone.

    `gold` is the policy that the new card states. Raises ToolkitError (init-refused) where the path is a file, or holds other
    things but no workspace.
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
    if not (folder / ".gitignore").exists():
        made.append(write(folder / ".gitignore", _IGNORE))
    made += [folder / name for name in render.render(workspace)]
    return workspace, made
