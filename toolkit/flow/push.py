"""From articles to tasks in Label Studio, with suggestions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from toolkit.article import store as articles
from toolkit.finding import Tally, ToolkitError, finding, quote
from toolkit.flow import predict
from toolkit.release import card
from toolkit.scheme import scheme
from toolkit.task import project
from toolkit.task import push as task_push
from toolkit.task.task import Task
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.studio.client import Client


def push(
    workspace: Workspace,
    client: Client,
    *,
    suggest: bool = True,
    language: str | None = None,
    progress: Callable[[int], None] = lambda n: None,
) -> tuple[Tally, int]:
    """Sends every article that the workspace's project does not have yet; returns the count of `tasks`, and the project.

    `language` is the page's, one of the scheme's. Suggestions are made first where there are none for an article's text. Raises as `task.project.ensure` and
    `task.push.push` do.
    """
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    if language is not None and language not in the_scheme.languages:
        known = ", ".join(the_scheme.languages)
        error = ToolkitError(finding("usage", "toolkit push --language", f"found {quote(language)}, expected {known}"))
        error.exit_code = 2
        raise error
    with workspace.lock("push"):
        everything = list(articles.read(workspace))
        made = Tally()
        suggested = predict.ensure(workspace, everything, made) if suggest else {}
        number = project.ensure(workspace, client, the_scheme, card.read(workspace).front["pretty_name"], language)
        tasks = (Task.of(each, suggested.get((each.id, each.text_sha256), ())) for each in everything)
        tally = task_push.push(workspace, client, number, tasks, the_scheme, progress)
        tally.merge(made)
        return tally, number
