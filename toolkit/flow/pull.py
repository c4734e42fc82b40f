"""From a Label Studio, or an export of one, to annotations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from toolkit.annotation import guideline
from toolkit.annotation import pull as annotation_pull
from toolkit.annotation.annotation import Annotation
from toolkit.finding import RemoteError, Tally, finding
from toolkit.scheme import scheme
from toolkit.studio import client
from toolkit.task import project
from toolkit.workspace import Workspace


def pull(
    workspace: Workspace, export: Path | None = None, progress: Callable[[str], None] = lambda step: None
) -> tuple[Tally, list[Annotation]]:
    """Pulls from the workspace's server, or reads an export saved by hand; returns the counts and what is new.

    Raises RemoteError (ls-unpushed) where nothing was ever pushed to that server.
    """
    if export is not None:
        with workspace.lock("pull"):
            the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
            return annotation_pull.from_export(workspace, export, the_scheme, guideline.version(workspace))
    studio = client.connect(workspace)
    number = project.known(workspace, studio.url)
    if number is None:
        raise RemoteError(finding("ls-unpushed", studio.url, "this workspace has no project there"))
    return take(workspace, studio, number, progress)


def take(
    workspace: Workspace, studio: client.Client, number: int, progress: Callable[[str], None] = lambda step: None
) -> tuple[Tally, list[Annotation]]:
    """As `pull`, from a given project of a given server."""
    with workspace.lock("pull"):
        the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
        version = guideline.version(workspace)
        return annotation_pull.from_server(workspace, studio, number, the_scheme, version, progress)
