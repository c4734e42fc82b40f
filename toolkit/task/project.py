"""The Label Studio project of a workspace: found again by its title, made once, its page held to the scheme."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import canonicalize

from toolkit.finding import RemoteError, SchemeError, finding, quote
from toolkit.scheme.scheme import Scheme
from toolkit.studio import interface
from toolkit.task import instruction, label_config
from toolkit.workspace import Workspace, dump, write

if TYPE_CHECKING:
    from toolkit.studio.client import Client

_EMPTY = "<View/>"


Desk = tuple[str, str]
"""A batch and an annotator (a pseudonym): Community has no assignments, so each of them is a project."""

_TITLE = 50  # Label Studio takes no longer one


def known(workspace: Workspace, url: str) -> int | None:
    """The id of the project that this workspace uses on a server, if it is written down."""
    return _remembered(workspace).get(url)


def desks(workspace: Workspace, url: str) -> dict[Desk, int]:
    """The ids of the projects of batches on a server, as far as they are written down."""
    found = {tuple(place.split(" ")): number for place, number in _remembered(workspace).items()}
    return {(place[1], place[2]): number for place, number in found.items() if len(place) == 3 and place[0] == url}


def title(dataset: str, batch: str, annotator: str) -> str:
    """What a desk's project is called; the dataset's name gives way where there is no room."""
    rest = f" · {batch} · {annotator[:_TITLE]}"
    room = _TITLE - len(rest)
    return (dataset if len(dataset) <= room else dataset[: max(0, room - 1)] + "…" * (room > 0)) + rest[:_TITLE]


def ensure(
    workspace: Workspace,
    client: Client,
    scheme: Scheme,
    title: str,
    language: str | None = None,
    *,
    desk: Desk | None = None,
    note: str = "",
) -> int:
    """The id of the workspace's project on the server (or of a desk's), made if there is none yet.

    `note` is HTML that the page says before one labels, over the guideline.

    Its page is in `language`; where none is named it stays in the one it has (at first, the scheme's first). The workspace's
    guideline stands behind its button "Instructions".

    A run that was killed after making it finds it again by its title and the workspace's mark in its description; another
    workspace's project of the same title is left alone. Raises RemoteError (ls-config) if the project shows
    other controls than the scheme's and holds tasks already: what was labelled must not lose its meaning in silence.
    """
    place = " ".join((client.url, *(desk or ())))
    project_id = _remembered(workspace).get(place)
    wanted = label_config.render(scheme, language)
    prove(wanted, scheme)
    if project_id is None:
        mark = " ".join((_mark(workspace), *(desk or ())))
        ours = [each for each in client.find_projects(title) if mark in (each.get("description") or "")]
        project = ours[0] if ours else client.create_project(title, wanted, description=mark)
    else:
        project = client.project(project_id)
    if language is None and (shown := label_config.language_of(project.get("label_config") or "")) in scheme.languages:
        wanted = label_config.render(scheme, shown)
    _hold(client, project, wanted, note + _guideline(workspace))
    remembered = _remembered(workspace)
    if remembered.get(place) != project["id"]:
        write(workspace.studio / "project.json", dump({**remembered, place: project["id"]}), 0o600)
    found: int = project["id"]
    return found


def _remembered(workspace: Workspace) -> dict[str, int]:
    """.studio/project.json: a project's id by its server, and by its desk where it is one's."""
    path = workspace.studio / "project.json"
    remembered: dict[str, int] = json.loads(path.read_bytes()) if path.is_file() else {}
    return remembered


def _mark(workspace: Workspace) -> str:
    """What tells this workspace's project from others; made once, before the project is."""
    path = workspace.studio / "mark"
    if not path.exists():
        workspace.studio.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(path, f"talentwire workspace {secrets.token_hex(8)}".encode(), 0o600)
    return path.read_text("ascii")


def prove(config: str, scheme: Scheme) -> None:
    """Raises SchemeError (label-config) unless Label Studio's SDK reads the scheme's own labels back from its page."""
    expected = {label_config.LABELS: list(scheme.entities)}
    expected |= {each.name: list(each.values) for each in scheme.attributes.values()}
    shown = interface.controls(config)
    for name in expected.keys() | shown.keys():
        if sorted(shown.get(name, ())) != sorted(expected.get(name, ())):
            message = f"{name}: it reads {quote(shown.get(name))}, expected {quote(expected.get(name))}"
            raise SchemeError(finding("label-config", "label config", message))


def _hold(client: Client, project: dict[str, Any], wanted: str, guideline: str) -> None:
    """Gives a project the guideline, and the scheme's page; that where it holds tasks only if every control keeps its labels."""
    settings: dict[str, Any] = {}
    if not _same(project.get("label_config"), wanted):
        shown = project.get("label_config") or _EMPTY
        if project.get("task_number") and interface.controls(shown) != interface.controls(wanted):
            where = f"{client.url} project {project['id']}"
            message = f"{quote(project.get('title'))} shows other controls than the scheme"
            raise RemoteError(finding("ls-config", where, message))
        settings["label_config"] = wanted
    if (project.get("expert_instruction") or "") != guideline:
        settings |= {"expert_instruction": guideline, "show_instruction": bool(guideline)}
    if settings:
        client.update_project(project["id"], **settings)


def _same(shown: str | None, wanted: str) -> bool:
    return canonicalize(shown or _EMPTY, strip_text=True) == canonicalize(wanted, strip_text=True)


def _guideline(workspace: Workspace) -> str:
    path = workspace.annotations / "GUIDELINES.md"
    return instruction.render(path.read_text("utf-8", "replace")) if path.is_file() else ""
