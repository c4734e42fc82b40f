"""How far the river has run: what each stage holds, and what comes next."""

from __future__ import annotations

from typing import Any

from toolkit.annotation import store
from toolkit.article import store as articles
from toolkit.finding import RemoteError
from toolkit.flow import predict
from toolkit.studio import client, server
from toolkit.task import project
from toolkit.workspace import Workspace


def status(workspace: Workspace) -> dict[str, Any]:
    """What each stage holds, in the river's order; `next` names the verb that moves it on. Asks the server if one is there."""
    labelled = store.by_article(workspace)
    releases = sorted(path.parent.name for path in workspace.releases.glob("*/manifest.json"))
    made: dict[str, Any] = {
        "articles": sum(1 for _ in articles.read(workspace)),
        "predictions": sum(len(each) for each in predict.read(workspace).values()),
        "server": None,
        "tasks": None,
        "annotations": sum(len(each) for each in labelled.values()),
        "articles_labelled": len(labelled),
        "annotators": len({each.annotator for several in labelled.values() for each in several}),
        "releases": releases,
    }
    running = server.status(workspace)
    try:
        studio = client.connect(workspace)
        made["server"] = studio.url
        number = project.known(workspace, studio.url)
        if number is not None:
            made["tasks"] = studio.project(number).get("task_number")
    except RemoteError as error:
        made["server"] = f"{running.url}, which does not answer ({error.finding.code})" if running else None
    made["next"] = _next(made)
    return made


def _next(made: dict[str, Any]) -> str:
    if not made["articles"]:
        return "toolkit ingest PAGE"
    if made["annotations"]:
        return (
            "toolkit check, then toolkit build VERSION"
            if not made["releases"]
            else "toolkit pull, toolkit build VERSION"
        )
    if made["server"] is None:
        return "toolkit studio start"
    return "label, then toolkit pull" if made["tasks"] else "toolkit push"
