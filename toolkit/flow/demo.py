"""The whole river once, on invented pages: from messy text to a loaded dataset, through a real Label Studio."""

from __future__ import annotations

import hmac
import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import __version__, sample
from toolkit.annotation import agreement, pseudonym, store
from toolkit.annotation.agreement import Agreement
from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.article.span import Attribute, Relation, Span
from toolkit.finding import Tally
from toolkit.flow import check, ingest, init, pull, push
from toolkit.release import build, load
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.studio import client, server
from toolkit.task import payload
from toolkit.workspace import Workspace, write

if TYPE_CHECKING:
    import datasets

VERSION = "0.1.0"
ANNOTATORS = ("ara", "bora")
_SECONDS = 60.0  # what the sample answers claim to have taken; nobody measured it
_ANSWER = uuid.UUID("6f0f4a52-5f5c-4c0e-8d0c-5a2f3a6f1f0e")
Report = Callable[[str, str], None]
"""Told of each step: its name, and what goes on in it."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demo came to. `stages` holds what each verb counted; `entities` are the first rows that were loaded, as (label, text, article's title)."""

    workspace: Path
    release: Path
    stages: dict[str, Tally]
    agreement: Agreement
    rows: int
    entities: list[tuple[str, str, str]]
    url: str | None
    login: tuple[str, str] | None

    @property
    def tally(self) -> Tally:
        """All stages in one, for the run's record."""
        merged = Tally()
        for stage, counted in self.stages.items():
            for unit, count in counted.counts.items():
                merged.counts[f"{stage} {unit}"] = count
            merged.reasons.update({f"{stage} {reason}": n for reason, n in counted.reasons.items()})
            merged.note(counted.findings)
        return merged


def demo(root: Path, *, keep: bool = False, report: Report = lambda step, detail: None) -> Demo:
    """Runs the demo under `root`/data/demos, in a fresh workspace, or goes on with the newest one that did not finish.

    With `keep` the server stays up, and its URL and login are in the result; otherwise it is stopped, whatever happens.
    Raises what the steps raise.
    """
    begun = time.monotonic()
    workspace = _workspace(root)
    with workspace.lock("demo"), _server(workspace, keep, report) as studio:
        _prepare(workspace)
        done = _river(workspace, studio, report)
        if keep:
            login = server.login(workspace)
            done = replace(done, url=studio.url, login=(login.email, login.password))
    # the record says that this demo is finished: the next one gets a workspace of its own
    workspace.record("demo", done.tally, {"release": str(done.release)}, time.monotonic() - begun)
    return done


def _workspace(root: Path) -> Workspace:
    """The newest demo of this version that did not finish, or a new one."""
    demos = root / "data" / "demos"
    for folder in sorted(demos.glob(f"*-{__version__}"), reverse=True):
        if not any((folder / "data" / "runs").glob("*-demo.json")):
            return Workspace(folder)
    return Workspace(demos / f"{datetime.now(UTC).strftime('%Y%m%dT%H%M%SZ')}-{__version__}")


def _prepare(workspace: Workspace) -> None:
    init.init(workspace.root, gold="agreed")
    write(workspace.schemas / "sources.yaml", files("toolkit.sample").joinpath("sources.yaml").read_bytes())


@contextmanager
def _server(workspace: Workspace, keep: bool, report: Report) -> Iterator[client.Client]:
    report("studio", "starting Label Studio (its first boot takes a minute or two)")
    kept = False
    try:
        server.start(workspace, progress=lambda seconds, message: report("studio", message))
        yield client.Client(_running(workspace).url, server.token(workspace))
        kept = keep
    finally:
        if not kept:
            report("stop", "stopping Label Studio")
            server.stop(workspace)


def _running(workspace: Workspace) -> server.Server:
    running = server.status(workspace)
    assert running is not None  # it was started a moment ago, and raises where it dies
    return running


def _river(workspace: Workspace, studio: client.Client, report: Report) -> Demo:
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    stages: dict[str, Tally] = {}
    report("ingest", "reading the invented pages")
    stages["ingest"] = ingest.ingest(workspace, sample.DEMO)
    report("push", "sending tasks with suggestions")
    stages["push"], number = push.push(workspace, studio)
    for name in ANNOTATORS:
        report("label", f"{name} answers, through the server's API")
        _answer(workspace, studio, number, the_scheme, name)
    report("pull", "fetching what they said")
    stages["pull"] = pull.take(workspace, studio).tally
    measured = agreement.measure(
        store.by_article(workspace), {each.id: each.text for each in articles.read(workspace)}, the_scheme
    )
    report("check", "checking everything")
    stages["check"] = check.check(workspace)
    report("build", f"building release {VERSION}")
    release, stages["build"] = build.build(workspace, VERSION)
    report("load", "loading it with datasets.load_dataset, in a fresh cache")
    loaded = load.load(release)
    rows = sum(len(each) for each in loaded.values())
    return Demo(workspace.root, release, stages, measured, rows, _entities(loaded), None, None)


def _entities(splits: datasets.DatasetDict) -> list[tuple[str, str, str]]:
    """The entities that were loaded, as (label, text, article's title)."""
    return [
        (each.features["entities"].feature["label"].int2str(entity["label"]), entity["text"], row["title"])
        for each in splits.values()
        for row in each
        for entity in row["entities"] or ()
    ]


def _answer(workspace: Workspace, studio: client.Client, number: int, the_scheme: Scheme, name: str) -> None:
    """Sends an annotator's shipped answers, each once, as that user."""
    email = f"{name}@example.com"
    password = hmac.digest(pseudonym.key(workspace), f"password of {email}".encode(), "sha256").hex()[:24]
    person = client.Client(studio.url, studio.sign_up(email, password))
    known = {article.id: article for article in articles.read(workspace)}
    tasks = {task["data"]["article_id"]: task["id"] for task in studio.tasks(number)}
    folder = files("toolkit.sample").joinpath("answers", name)
    answers = [json.loads(each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith(".json")]
    by_page = {answer["page"]: answer for answer in answers}
    for article_id, task_id in sorted(tasks.items(), key=lambda item: item[1]):
        article = known[article_id]
        answer = next((by_page[page] for page in by_page if article.origin.endswith(page)), None)
        if answer is not None:
            result = payload.results(article.text, *resolve(answer, article, the_scheme), the_scheme)
            unique = str(uuid.uuid5(_ANSWER, f"{article_id} {name}"))
            person.annotate(task_id, result, lead_time=_SECONDS, unique_id=unique)


def resolve(
    answer: dict[str, Any], article: Article, the_scheme: Scheme
) -> tuple[list[Span], list[Attribute], list[Relation]]:
    """A shipped answer (each mention as its text and which occurrence of it) as spans of an article.

    Raises ValueError if a mention is not there: the answer was made on another text.
    """
    spans, attributes = [], []
    for entity in answer["entities"]:
        start = -1
        for _ in range(entity.get("nth", 1)):
            start = article.text.find(entity["text"], start + 1 if start < 0 else start + len(entity["text"]))
            if start < 0:
                raise ValueError(f"{answer['page']}: {entity['text']!r} is not there {entity.get('nth', 1)} times")
        spans.append(Span(start, start + len(entity["text"]), entity["label"], entity["id"]))
        attributes += [Attribute(entity["id"], name, value) for name, value in entity.get("attributes", {}).items()]
    if not answer.get("relevant", True) and the_scheme.irrelevant:
        attributes.append(Attribute(None, *the_scheme.irrelevant))
    relations = [
        Relation(f"r{n}", each.get("label") or "", each["head"], each["tail"], tuple(each.get("flags") or ()))
        for n, each in enumerate(answer["relations"], 1)
    ]
    return spans, attributes, relations
