"""The scheme's readings: every file that is made from it, collected from the rooms that make them."""

from __future__ import annotations

from toolkit.finding import Finding, SchemeError, finding
from toolkit.record import table
from toolkit.release import card
from toolkit.scheme import json_schema, markdown, scheme
from toolkit.task import label_config
from toolkit.workspace import Workspace, dump, write


def readings(workspace: Workspace) -> dict[str, bytes]:
    """What each made file must hold, by its path in the workspace."""
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    made = {
        "schemas/label_config.xml": label_config.render(the_scheme).encode("utf-8"),
        "schemas/scheme.schema.json": dump(scheme.json_schema(), indent=True),
        "schemas/annotation.schema.json": dump(json_schema.annotation(the_scheme), indent=True),
        "schemas/record.schema.json": dump(json_schema.record(the_scheme), indent=True),
    }
    for name, text in table.contract_yaml(the_scheme).items():
        made[f"schemas/{name}.contract.yaml"] = text.encode("utf-8")
    blocks = markdown.tables(the_scheme)
    for name in ("annotations/GUIDELINES.md", "DATASET_CARD.md"):
        path = workspace.root / name
        if path.is_file():
            try:
                text = path.read_text("utf-8")
            except UnicodeDecodeError:
                raise SchemeError(finding("config-missing", name, "cannot be read: not UTF-8")) from None
            made[name] = card.fill(text, blocks, "scheme ").encode("utf-8")
    return made


def render(workspace: Workspace) -> list[str]:
    """Writes every made file that is not as it must be; returns their paths."""
    changed = [found.where for found in stale(workspace)]
    made = readings(workspace)
    for name in changed:
        write(workspace.root / name, made[name])
    return changed


def stale(workspace: Workspace) -> list[Finding]:
    """A finding for each made file that is missing, or not what the scheme makes."""
    found = []
    for name, content in readings(workspace).items():
        path = workspace.root / name
        if not path.is_file():
            found.append(finding("made-stale", name, "it is missing"))
        elif path.read_bytes() != content:
            found.append(finding("made-stale", name, "it is not what schemas/scheme.yaml makes"))
    return found
