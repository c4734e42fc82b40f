"""How far annotators and batches are: done, left, pace, minutes, late. From the ledger and what was pulled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, Any, Literal

from toolkit.annotation import agreement, pseudonym, store
from toolkit.annotation.annotation import Annotation
from toolkit.article import store as articles
from toolkit.finding import RemoteError
from toolkit.task import ledger, project
from toolkit.task.batch import Assignment
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.studio.client import Client

By = Literal["annotator", "batch"]
DAYS = 5
"""The last days of work that the pace is taken from."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One line: an annotator's work (`key` is the pseudonym, `name` what they are called here), or a batch's.

    `given` counts assignments, `done` those answered or skipped (as pulled), `on_server` the answers that stand on the
    server now (None: it was not asked). `pace` is articles a day, over the last days on which there was work; `minutes` the
    median minutes that 1,000 characters took. `late` are open ones whose day has passed; `due` the next day on which one is due.
    `agreement` is the exact F1 of spans where two read the same, with suggestions (`suggested`) and without (`blind`).
    """

    key: str
    name: str
    given: int
    done: int
    left: int
    on_server: int | None
    pace: float | None
    minutes: float | None
    late: int
    due: str
    agreement: dict[str, float | None]

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def progress(workspace: Workspace, client: Client | None, by: By, today: str | None = None) -> list[Progress]:
    """A line for each annotator, or each batch (that of no batch is called by a dash); a server that is lost is not asked.

    Days are days in UTC; `today` is for tests.
    """
    now = today or datetime.now(UTC).date().isoformat()
    rows = [each for each in ledger.standing(workspace) if each.given]
    answers = [
        each for each in store.latest(workspace).values() if each.status != "withdrawn" and not each.ground_truth
    ]
    sizes = {article.id: len(article.text) for article in articles.read(workspace)}
    counted, called = _server(workspace, client, by)
    by_person: dict[tuple[str, str], list[Annotation]] = {}
    for each in answers:
        by_person.setdefault((each.article_id, each.annotator), []).append(each)

    def of(each: Assignment | Annotation) -> str:
        return each.annotator if by == "annotator" else each.batch or "-"

    made = []
    for key in sorted({of(each) for each in rows} | {of(each) for each in answers}):
        given = [each for each in rows if of(each) == key]
        said = [each for each in answers if of(each) == key]
        left = [each for each in given if not _is_done(each, by_person.get((each.article_id, each.annotator), ()))]
        made.append(
            Progress(
                key=key,
                name=called.get(key, key) if by == "annotator" else key,
                given=len(given),
                done=len(given) - len(left),
                left=len(left),
                on_server=counted.get(key) if counted is not None else None,
                pace=_pace(said),
                minutes=_minutes(said, sizes),
                late=sum(bool(each.due) and each.due < now for each in left),
                due=min((each.due for each in left if each.due), default=""),
                agreement=_agreement(said) if by == "batch" else {},
            )
        )
    return made


def _is_done(row: Assignment, said: Iterable[Annotation]) -> bool:
    """Whether an assignment has its answer: in its batch and round; or elsewhere since, for nobody answers twice."""
    return any(
        each.round >= row.round if each.batch == row.batch else not row.round and each.updated_at[:10] >= row.on
        for each in said
    )


def _pace(said: list[Annotation]) -> float | None:
    days = Counter(each.updated_at[:10] for each in said)
    last = sorted(days)[-DAYS:]
    return round(sum(days[day] for day in last) / len(last), 1) if last else None


def _minutes(said: list[Annotation], sizes: dict[str, int]) -> float | None:
    """Of first readings only: who is asked again has read it already."""
    timed = [
        each.seconds / 60 / sizes[each.article_id] * 1000
        for each in said
        if each.seconds and each.status == "submitted" and not each.round and sizes.get(each.article_id)
    ]
    return round(median(timed), 2) if timed else None


def _agreement(said: list[Annotation]) -> dict[str, float | None]:
    def of(kind: Callable[[Annotation], bool]) -> float | None:
        grouped: dict[str, list[Annotation]] = {}
        for each in filter(kind, said):
            grouped.setdefault(each.article_id, []).append(each)
        return agreement.measure(grouped).spans.f1

    return {"suggested": of(lambda each: not each.blind), "blind": of(lambda each: each.blind)}


def _server(workspace: Workspace, client: Client | None, by: By) -> tuple[Counter[str] | None, dict[str, str]]:
    """The answers that stand on the server, by annotator or batch, and what people are called."""
    called = pseudonym.names(workspace)
    if client is None:
        return None, called
    counted: Counter[str] = Counter()
    try:
        for (batch, annotator), number in project.desks(workspace, client.url).items():
            said = client.project(number)
            key = annotator if by == "annotator" else batch
            counted[key] += int(said.get("total_annotations_number") or 0)
            counted[key] += int(said.get("skipped_annotations_number") or 0)
        return counted, called | pseudonym.names(workspace, client)
    except RemoteError:
        return None, called
