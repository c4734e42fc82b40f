"""annotations/assignments.csv: who was given which article, append-only, written down before anything is sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from toolkit.finding import ReadError, finding, quote
from toolkit.task.batch import Assignment
from toolkit.workspace import Workspace, write

_COLUMNS = [each.name for each in fields(Assignment)]
_FLAGS = {"": False, "yes": True}


def path(workspace: Workspace) -> Path:
    """Where the ledger lies (in git: pseudonyms, no names; ids, no text)."""
    return workspace.annotations / "assignments.csv"


def rows(workspace: Workspace) -> list[Assignment]:
    """Every row, oldest first. Raises ReadError (ledger-unreadable) where one cannot be read."""
    place = path(workspace)
    if not place.exists():
        return []
    read = []
    try:
        lines = csv.DictReader(io.StringIO(place.read_bytes().decode("utf-8")), strict=True)
        if list(lines.fieldnames or ()) != _COLUMNS:
            raise ValueError(f"its columns are {lines.fieldnames}")
        for line in lines:
            if None in line or None in line.values():
                raise ValueError("more fields than columns, or fewer")
            said: dict[str, Any] = line | {"round": int(line["round"])}
            said |= {name: _FLAGS[line[name]] for name in ("given", "calibration", "blind")}
            read.append(Assignment(**said))
    except (ValueError, KeyError, csv.Error) as error:
        where = f"annotations/{place.name}:{len(read) + 2}"
        raise ReadError(finding("ledger-unreadable", where, f"not as it was written: {quote(error)}")) from None
    return read


def standing(workspace: Workspace) -> list[Assignment]:
    """How things stand: the last row of each key, in the order in which the keys first came; also what was taken away."""
    return list({each.key: each for each in rows(workspace)}.values())


def append(workspace: Workspace, new: Iterable[Assignment]) -> None:
    """Writes rows at the end, all or none."""
    text = io.StringIO()
    table = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    place = path(workspace)
    old = place.read_bytes() if place.exists() else b""
    if not old:
        table.writeheader()
    for each in new:
        flags = {name: "yes" if getattr(each, name) else "" for name in ("given", "calibration", "blind")}
        table.writerow(asdict(each) | flags)
    if text.getvalue():
        write(place, old + text.getvalue().encode("utf-8"))
