"""The whole river once, on invented pages: from messy text to a loaded dataset, through a real Label Studio."""

from __future__ import annotations

import hmac
import json
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.annotation import agreement, pseudonym, store
from toolkit.annotation.agreement import Agreement
from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.article.span import Attribute, Relation, Span
from toolkit.finding import Tally, ToolkitError, finding
from toolkit.flow import check, ingest, init, pull, push
from toolkit.release import build, features
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.studio import client, server
from toolkit.task import payload, project
from toolkit.workspace import Workspace, write

VERSION = "0.1.0"
ANNOTATORS = ("ara", "bora")
_SECONDS = 60.0  # what the sample answers claim to have taken; nobody measured it
_ANSWER = uuid.UUID("6f0f4a52-5f5c-4c0e-8d0c-5a2f3a6f1f0e")
Report = Callable[[str, str], None]
"""Told of each step: its name, and what goes on in it."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demo came to. `entities` are the first rows that were loaded, as (label, text, article's title)."""

    workspace: Path
    release: Path
    tally: Tally
    agreement: Agreement
    rows: int
    entities: list[tuple[str, str, str]]
    url: str | None
    login: tuple[str, str] | None


def demo(root: Path, *, keep: bool = False, report: Report = lambda step, detail: None) -> Demo:
    """Runs the demo under `root`/data/demos, in a fresh workspace, or goes on with the newest one that did not finish.

    With `keep` the server stays up, and its URL and login are in the result; otherwise it is stopped, whatever happens.
    Raises what the steps raise.
    """
    workspace = _workspace(root)
    with workspace.lock("demo"), _server(workspace, keep, report) as studio:
        done = _river(workspace, studio, report)
        if keep:
            login = server.login(workspace)
            done = Demo(
                *(getattr(done, name) for name in done.__slots__[:-2]), studio.url, (login.email, login.password)
            )
    workspace.record("demo", done.tally, {"release": str(done.release)}, 0.0)
    return done


def _workspace(root: Path) -> Workspace:
    demos = root / "data" / "demos"
    for folder in sorted(demos.glob("*"), reverse=True):
        if folder.is_dir() and not any((folder / "data" / "runs").glob("*-demo.json")):
            workspace = Workspace(folder)
            break
    else:
        workspace = Workspace(demos / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    init.init(workspace.root, gold="agreed")
    write(workspace.schemas / "sources.yaml", files("toolkit.sample").joinpath("sources.yaml").read_bytes())
    return workspace


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
    tally = Tally()
    pages = Path(str(files("toolkit.sample"))) / "pages"
    report("ingest", "reading the invented pages")
    tally.merge(ingest.ingest(workspace, [pages]))
    report("push", "sending tasks with suggestions")
    pushed, number = push.push(workspace, studio)
    tally.merge(pushed)
    for name in ANNOTATORS:
        report("label", f"{name} answers, through the server's API")
        _answer(workspace, studio, number, the_scheme, name)
    report("pull", "fetching what they said")
    tally.merge(pull.take(workspace, studio, number)[0])
    measured = agreement.measure(store.by_article(workspace))
    report("check", "checking everything")
    checked = check.check(workspace)
    tally.note(checked.findings)
    report("build", f"building release {VERSION}")
    release, built = build.build(workspace, VERSION)
    tally.merge(built)
    report("load", "loading it with datasets.load_dataset, in a fresh cache")
    rows, entities = load(release)
    return Demo(workspace.root, release, tally, measured, rows, entities, None, None)


def load(release: Path, cache: Path | None = None) -> tuple[int, list[tuple[str, str, str]]]:
    """Loads a release's default config as a researcher would, in a cache of its own; returns its rows and its entities.

    Raises ToolkitError (demo-load) if the version or the rows are not those of the manifest.
    """
    from datasets import load_dataset

    manifest = json.loads((release / build.MANIFEST).read_bytes())
    place = cache or Path(tempfile.mkdtemp(prefix="talentwire-"))
    try:
        splits: Any = load_dataset(str(release), cache_dir=str(place))
        rows = {split: len(each) for split, each in splits.items()}
        expected = {split: facts["rows"] for split, facts in manifest["configs"][features.DEFAULT].items()}
        versions = {str(each.info.version) for each in splits.values()}
        if rows != expected or versions != {manifest["version"]}:
            found = f"found {rows} of {versions}, expected {expected} of {manifest['version']}"
            raise ToolkitError(finding("demo-load", str(release), found))
        entities = [
            (each.features["entities"].feature["label"].int2str(entity["label"]), entity["text"], row["title"])
            for each in splits.values()
            for row in each
            for entity in row["entities"] or ()
        ]
    finally:
        if cache is None:
            shutil.rmtree(place, ignore_errors=True)
    return sum(rows.values()), entities


def _answer(workspace: Workspace, studio: client.Client, number: int, the_scheme: Scheme, name: str) -> None:
    """Sends an annotator's shipped answers, each once, as that user."""
    email = f"{name}@example.com"
    password = hmac.digest(pseudonym.key(workspace), email.encode(), "sha256").hex()[:24]
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
