"""The guideline that annotators work by has a version, and every annotation carries it."""

from __future__ import annotations

import re

from toolkit.workspace import Workspace

_VERSION = re.compile(r"<!--\s*guideline version:\s*(\d+\.\d+(?:\.\d+)?)\s*-->")


def version(workspace: Workspace) -> str | None:
    """The version that annotations/GUIDELINES.md states in its first lines, or None where there is none."""
    path = workspace.annotations / "GUIDELINES.md"
    # its first bytes may be anything: a guideline that cannot be read states no version
    stated = _VERSION.search(path.read_bytes()[:1000].decode("utf-8", "replace")) if path.is_file() else None
    return stated[1] if stated else None
