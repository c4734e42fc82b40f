"""Plug-ins: functions under a name, found through entry points (groups toolkit.readers, .taggers, .executors, .targets)."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from toolkit.finding import ToolkitError, finding, quote


def _points(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in sorted(entry_points(group=f"toolkit.{group}"), key=lambda p: p.name)}


def names(group: str) -> list[str]:
    """The names that a group's plug-ins go by, sorted."""
    return list(_points(group))


def load(group: str, name: str) -> Callable[..., Any]:
    """The function under a name. Raises ToolkitError (exit 2) that lists the names there are, or gives the install line."""
    points = _points(group)
    if name not in points:
        known = ", ".join(points) or "none"
        error = ToolkitError(finding("plugin-unknown", f"{group} {quote(name)}", f"no such name; there are: {known}"))
        error.exit_code = 2
        raise error
    try:
        function: Callable[..., Any] = points[name].load()
    except ModuleNotFoundError as missing:
        extra = points[name].extras[0] if points[name].extras else name
        found = f"needs {missing.name}, which is not installed: pip install 'talentwire[{extra}]'"
        raise ToolkitError(finding("plugin-missing", f"{group} {name}", found)) from None
    return function
