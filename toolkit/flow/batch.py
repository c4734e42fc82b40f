"""Double annotation without assignments in the server: the ledger says who reads what, and the server is brought to it.

One project for each annotator and batch. What is to be is written down first (task.ledger); `carry_out` sends what is
lacking and takes back what was taken away, so that whatever was killed is finished by running it again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Literal

from toolkit.annotation import guideline, pseudonym, store
from toolkit.annotation.annotation import Annotation
from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.finding import Tally, ToolkitError, finding
from toolkit.flow import predict
from toolkit.flow.predict import Suggestions
from toolkit.release import card
from toolkit.scheme import scheme
from toolkit.task import batch as batches
from toolkit.task import ledger, project
from toolkit.task import push as task_push
from toolkit.task.batch import Assignment, Terms
from toolkit.task.project import Desk
from toolkit.task.task import Prediction, Task, uncertainty
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.studio.client import Client

Order = Literal["id", "date", "uncertainty"]
Progress = Callable[[int], None]


def quiet(n: int) -> None:
    """Reports nothing."""


def push(
    workspace: Workspace,
    client: Client,
    name: str,
    annotators: Sequence[str],
    terms: Terms,
    *,
    due: str = "",
    order: Order = "id",
    again: bool = False,
    progress: Progress = quiet,
) -> tuple[Tally, dict[Desk, int]]:
    """Gives a batch's articles to annotators (their names) and sends them; returns the counts, and the desks' projects.

    A batch only grows: who has an article keeps it, and the same command again sends nothing. Articles of other batches are
    left alone, unless `again`. Raises ToolkitError (usage) for terms that cannot be, RemoteError as `task.push.push` does and
    where nobody is known under a name (annotator-missing).
    """
    if not batches.NAME.fullmatch(name):
        raise usage("a batch's name is at most 40 letters, digits, points and dashes")
    people = {pseudonym.find(workspace, client, each): each for each in annotators}
    if not 1 <= terms.overlap <= len(people):
        raise usage(f"{terms.overlap} annotators for each article, of {len(people)}")
    with workspace.lock("push"):
        tally = Tally()
        everything = list(articles.read(workspace))
        suggested = predict.ensure(workspace, everything, tally) if order == "uncertainty" else {}
        before = ledger.standing(workspace)
        elsewhere = {each.article_id for each in before if each.batch != name}
        candidates = [each.id for each in ordered(everything, order, suggested) if again or each.id not in elsewhere]
        new = batches.plan(name, candidates, people, terms, before)
        taken = {each.article_id for each in [*before, *new] if each.batch == name}
        tally.keep("articles", len(taken.intersection(each.id for each in everything)))
        tally.skip("articles", "in another batch", sum(each.id in elsewhere - taken for each in everything))
        tally.skip("articles", "over the limit", sum(each.id not in elsewhere | taken for each in everything))
        ledger.append(workspace, stamped(workspace, new, due))
        made, desks = carry_out(workspace, client, {name}, progress=progress)
        made.merge(tally)
        return made, desks


def ordered(everything: Iterable[Article], order: Order, suggested: Suggestions) -> list[Article]:
    """Articles, the most wanted first: by id (which is as good as by chance), the newest, or those a tagger is least sure of.

    Raises ToolkitError (usage) where no tagger says how sure it is.
    """
    by_id = sorted(everything, key=lambda each: each.id)
    if order == "date":
        return sorted(by_id, key=lambda each: each.published_at or "", reverse=True)
    if order == "uncertainty":
        said = {each.id: suggested.get((each.id, each.text_sha256), ()) for each in by_id}
        if by_id and not any(one.score is not None for several in said.values() for one in several):
            raise usage("no tagger says how sure it is; run `toolkit predict` with one that learns")
        return sorted(by_id, key=lambda each: -uncertainty(said[each.id]))
    return by_id


def stamped(workspace: Workspace, new: Iterable[Assignment], due: str | None = None) -> list[Assignment]:
    """Assignments with today's date, the versions that hold today, and when they are due (None: as they say)."""
    made_by, worked_by = scheme.read(workspace.schemas / "scheme.yaml").version, guideline.version(workspace) or ""
    today = datetime.now(UTC).date().isoformat()
    return [
        replace(
            each, scheme_version=made_by, guideline_version=worked_by, on=today, due=each.due if due is None else due
        )
        for each in new
    ]


def carry_out(
    workspace: Workspace, client: Client, names: Collection[str], *, progress: Progress = quiet
) -> tuple[Tally, dict[Desk, int]]:
    """Brings the server to what the ledger says of some batches; returns the counts of `tasks`, and the desks' projects.

    What is given and not there is sent; what was taken away and nobody has begun is deleted. Run again it does what is left.
    """
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    tally = Tally()
    tally.unit("tasks")
    known = {article.id: article for article in articles.read(workspace)}
    answers = latest(workspace)
    dataset, called = card.read(workspace).front["pretty_name"], pseudonym.names(workspace, client)
    rows: dict[Desk, list[Assignment]] = {}
    for each in ledger.standing(workspace):
        if each.batch in names:
            rows.setdefault((each.batch, each.annotator), []).append(each)
    needed = any(each.given and not (each.blind or each.round) for mine in rows.values() for each in mine)
    suggested = predict.ensure(workspace, known.values(), tally) if needed else {}
    desks = {}
    for desk, mine in rows.items():
        name = called.get(desk[1], desk[1])
        title = project.title(dataset, desk[0], name)
        desks[desk] = project.ensure(workspace, client, the_scheme, title, desk=desk, note=_note(name, mine))
        sent = []
        for each in mine:
            if each.given and each.article_id not in known:
                message = f"batch {each.batch} gives it to {each.annotator}, and it is not in data/articles"
                tally.quarantine("tasks", finding("article-missing", f"article {each.article_id}", message))
            elif each.given:
                sent.append(_task(each, known[each.article_id], suggested, answers))
        tally.merge(task_push.push(workspace, client, desks[desk], sent, the_scheme, progress))
        _take_back(client, desks[desk], [each for each in mine if not each.given], tally)
    return tally, desks


def latest(workspace: Workspace) -> dict[tuple[str, str], Annotation]:
    """The standing answer of each person to each article, by article and annotator; the newest where there are several."""
    found = [each for each in store.latest(workspace).values() if each.status == "submitted" and not each.ground_truth]
    return {(each.article_id, each.annotator): each for each in sorted(found, key=lambda each: each.updated_at)}


def usage(message: str) -> ToolkitError:
    """The error for a command that was not meant so."""
    error = ToolkitError(finding("usage", "toolkit", message))
    error.exit_code = 2
    return error


def _task(
    row: Assignment, article: Article, suggested: Suggestions, answers: dict[tuple[str, str], Annotation]
) -> Task:
    """What is sent for an assignment: with suggestions unless it is blind; asked again, with one's own former answer."""
    former = answers.get((row.article_id, row.annotator)) if row.round else None
    if former is not None and former.text_sha256 == article.text_sha256:
        version = former.guideline_version or "0"
        own = Prediction("answer", version, former.spans, former.attributes, former.relations)
        task = Task.of(article, batch=row.batch, blind=row.blind, round=row.round, revises=former.id)
        return replace(task, prediction=own)
    said = () if row.blind else suggested.get((article.id, article.text_sha256), ())
    return Task.of(article, said, batch=row.batch, blind=row.blind, round=row.round)


def _take_back(client: Client, number: int, rows: Sequence[Assignment], tally: Tally) -> None:
    """Deletes the tasks of what was taken away, as far as nobody has begun them."""
    gone = {(each.article_id, each.round) for each in rows}
    for task in client.tasks(number, sorted({article for article, _ in gone})) if gone else ():
        if (task["data"].get("article_id"), task["data"].get("round", 0)) not in gone:
            continue
        if client.untouched(task["id"]):
            client.delete_task(task["id"])
            tally.keep("tasks taken back")
        else:
            tally.skip("tasks taken back", "begun meanwhile")


def _note(name: str, mine: Sequence[Assignment]) -> str:
    """What the page says before one labels: whose this is, until when, and that the others' are not one's own."""
    due = min((each.due for each in mine if each.due), default="")
    until, by = (f" {due}까지입니다.", f", due {due}") if due else ("", "")
    name = escape(name)
    return (
        f"<p>{name} 님의 작업입니다.{until} 다른 사람의 프로젝트에서는 라벨링하지 마세요.</p>"
        f"<p>This is {name}'s work{by}. Please label in your own project only.</p>"
    )
