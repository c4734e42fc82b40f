"""From a Label Studio, or an export of one, to annotations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from toolkit.annotation import fix, guideline
from toolkit.annotation import pull as annotation_pull
from toolkit.annotation.annotation import Annotation
from toolkit.annotation.fix import Fix
from toolkit.annotation.pull import Heard
from toolkit.article import store as articles
from toolkit.finding import RemoteError, Tally, finding
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.studio import client
from toolkit.task import project
from toolkit.workspace import Workspace


class Pulled(NamedTuple):
    """What a pull came to: its counts, the annotations that say something new, and what is to be mended in these."""

    tally: Tally
    new: list[Annotation]
    fixes: list[Fix]


def pull(
    workspace: Workspace, export: Path | None = None, progress: Callable[[str], None] = lambda step: None
) -> Pulled:
    """Pulls from the workspace's server, or reads an export saved by hand.

    Raises RemoteError (ls-unpushed) where nothing was ever pushed to that server.
    """
    if export is None:
        return take(workspace, client.connect(workspace), progress)
    with workspace.lock("pull"):
        the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
        heard, new = annotation_pull.from_export(workspace, export, the_scheme, guideline.version(workspace))
        return Pulled(heard.tally, new, _fixes(workspace, the_scheme, heard, new))


def take(workspace: Workspace, studio: client.Client, progress: Callable[[str], None] = lambda step: None) -> Pulled:
    """As `pull`, from a given server: the workspace's project there, and those of its batches."""
    with workspace.lock("pull"):
        the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
        heard, new = annotation_pull.from_server(
            workspace, studio, _projects(workspace, studio), the_scheme, guideline.version(workspace), progress
        )
        return Pulled(heard.tally, new, _fixes(workspace, the_scheme, heard, new))


def live(workspace: Workspace, progress: Callable[[str], None] = lambda step: None) -> tuple[Tally, list[Fix]]:
    """Everything that is to be mended in the answers as they stand on the server now; nothing of them is kept."""
    studio = client.connect(workspace)
    with workspace.lock("pull"):
        the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
        heard = annotation_pull.hear(
            workspace, studio, _projects(workspace, studio), the_scheme, None, progress, keep=False
        )
        return heard.tally, _fixes(workspace, the_scheme, heard, heard.annotations)


def _projects(workspace: Workspace, studio: client.Client) -> dict[int, str | None]:
    """The workspace's projects on a server, each with its owner where it is one annotator's."""
    number = project.known(workspace, studio.url)
    made: dict[int, str | None] = {} if number is None else {number: None}
    made |= {desk: annotator for (_, annotator), desk in project.desks(workspace, studio.url).items()}
    if not made:
        raise RemoteError(finding("ls-unpushed", studio.url, "this workspace has no project there"))
    return made


def _fixes(workspace: Workspace, the_scheme: Scheme, heard: Heard, of: list[Annotation]) -> list[Fix]:
    wanted = {each.article_id for each in of}
    known = {article.id: article for article in articles.read(workspace) if article.id in wanted}
    return fix.fixes(of, known, the_scheme, heard.faults, heard.links)
