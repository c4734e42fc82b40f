"""Suggestions while labelling: the workspace's taggers as a backend that its Label Studio asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from toolkit.article import store as articles
from toolkit.article.alignment import Alignment
from toolkit.article.article import Article
from toolkit.finding import RemoteError, Tally, ToolkitError, finding
from toolkit.flow import predict
from toolkit.scheme import scheme
from toolkit.task import payload, project
from toolkit.task.backend import Backend
from toolkit.task.task import Prediction, combine
from toolkit.workspace import Workspace, sha256

if TYPE_CHECKING:
    from toolkit.studio.client import Client


def backend(workspace: Workspace, taggers: Sequence[str] = predict.TAGGERS, port: int = 0) -> tuple[Backend, Tally]:
    """A backend that answers as `toolkit predict` would, and what was found while its taggers were trained.

    It listens already; what it learned is as of now. Raises ToolkitError (backend-port) where the port is taken.
    """
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    everything = list(articles.read(workspace))
    tally = Tally()
    made = predict.make(workspace, the_scheme, everything, taggers, tally)
    known = {article.text_sha256: article for article in everything}

    def suggested(article: Article) -> list[Prediction]:
        said: list[Prediction] = []
        for tag in made.values():
            each, problem = predict.ask(tag, article, said, the_scheme)
            if not problem:
                said.append(each)
        return said

    def answer(data: dict[str, Any]) -> dict[str, Any]:
        text = data["text"]
        said = combine(suggested(known.get(sha256(text)) or _article(text)))
        return payload.prediction(said, text, the_scheme) if said else {"result": [], "score": 0.0}

    versions = [(each.tagger, each.version) for each in suggested(_article(""))]
    try:
        return Backend(answer, f"{payload.MODEL} {sha256(repr(versions))[:8]}", port), tally
    except (OSError, OverflowError) as error:
        raise ToolkitError(finding("backend-port", f"127.0.0.1:{port}", f"cannot listen there: {error}")) from None


@contextmanager
def connected(workspace: Workspace, studio: Client, served: Backend) -> Iterator[int]:
    """The workspace's project asks this backend, as long as the context lasts; yields the project's id.

    Label Studio shows the suggestions of one model version alone: while it asks here these, afterwards those of `push`
    again. Raises RemoteError (ls-unpushed, ls-local-backend).
    """
    number = project.known(workspace, studio.url)
    if number is None:
        raise RemoteError(finding("ls-unpushed", studio.url, "this workspace has no project there"))
    for stale in studio.backends(number):  # of a run that was killed
        if str(stale.get("title")).startswith(payload.MODEL):
            studio.remove_backend(stale["id"])
    try:
        registered = studio.add_backend(number, served.url, served.version)
    except RemoteError as error:
        if error.finding.code in ("ls-forbidden", "ls-refused"):
            raise RemoteError(finding("ls-local-backend", studio.url, error.finding.message)) from None
        raise
    try:
        studio.update_project(number, model_version=served.version, show_collab_predictions=True)
        yield number
    finally:
        with suppress(RemoteError):
            studio.remove_backend(registered)
            studio.update_project(number, model_version=payload.MODEL)


def _article(text: str) -> Article:
    """A text of which nothing else is known."""
    return Article(
        id="", source="", url=None, title="", text=text, raw_sha256="", normalizer="", alignment=Alignment.identity(len(text)),
        paragraphs=(), sentences=(),
    )  # fmt: skip
