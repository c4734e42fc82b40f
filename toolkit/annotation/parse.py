"""Label Studio's tasks, as received, into annotations; everything that cannot be trusted is put aside with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from toolkit.annotation import pseudonym, regions, suggested
from toolkit.annotation.annotation import Annotation, Status
from toolkit.article import privacy
from toolkit.article.span import Attribute
from toolkit.finding import Finding, Severity, Tally, finding, quote
from toolkit.scheme.scheme import Scheme
from toolkit.workspace import dump, sha256

_NAMED = {
    "id", "result", "completed_by", "created_at", "updated_at", "lead_time", "was_cancelled", "ground_truth", "unique_id",
    "parent_prediction", "parent_annotation",
}  # fmt: skip
# What the server adds for itself; saying it again would tie our files to one server's state.
_SERVER = {
    "project", "task", "created_username", "created_ago", "draft_created_at", "prediction", "result_count", "import_id",
    "last_action", "bulk_created", "updated_by", "last_created_by", "state",
}  # fmt: skip


@dataclass(slots=True)
class Parsed:
    """What a run of tasks said: annotations, the conservation of every unit, and what was put aside with its findings."""

    annotations: list[Annotation] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    rejected: list[tuple[Any, list[Finding]]] = field(default_factory=list)


class Parser:
    """Reads tasks one by one; it remembers the articles it has seen, since one article is one task.

    `secret` keys the pseudonyms; `expected` gives the text_sha256 that the workspace has for an article, or None where it
    has no such article; `guideline` is the version that annotators worked by. In a project that is one annotator's,
    `owner` is their pseudonym. `beaten` are the server's ids of answers without a vote, because the same person answered
    the article again in another task; `authors` gives of a known annotation its article and annotator.
    """

    def __init__(
        self,
        scheme: Scheme,
        secret: bytes,
        expected: Callable[[str], str | None],
        guideline: str | None = None,
        *,
        owner: str | None = None,
        beaten: Container[str] = (),
        authors: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.scheme, self.secret, self.expected, self.guideline = scheme, secret, expected, guideline
        self.owner, self.beaten, self.authors = owner, beaten, authors or {}
        self.parsed = Parsed()
        self.seen: dict[tuple[str, str, int], tuple[str, bool]] = {}  # where a task stood, and if it had answers
        self.there: dict[str, set[str]] = {}
        """The ids of the answers that were read, by article: of a whole export, what stands on the server."""
        self.tasks: dict[str, Any] = {}
        """The server's id of the task of each answer that was read."""
        self.faults: dict[str, list[Finding]] = {}
        """What was put aside of each answer that was read."""
        self.told: set[str] = set()  # the unknown keys that were spoken of

    def _note(self, code: str, where: str, message: str, severity: Severity | None = None) -> Finding:
        found = finding(code, where, message, severity=severity)
        self.parsed.tally.note(found)
        return found

    def _reject(self, unit: str, item: Any, code: str, where: str, message: str) -> None:
        found = finding(code, where, message)
        self.parsed.rejected.append((item, [found]))
        self.parsed.tally.quarantine(unit, found)

    def task(self, task: Any, where: str) -> None:
        """Takes in one task as an export gives it, with its annotations; `where` names its place."""
        data = task.get("data") if isinstance(task, dict) else None
        annotations = task.get("annotations", task.get("completions", [])) if isinstance(task, dict) else None
        if not isinstance(data, dict) or not isinstance(annotations, list):
            shape = _other_shape(task)
            code, message = ("export-shape", shape) if shape else ("task-data", f"found {quote(task)}, expected a task")
            return self._reject("tasks", task, code, where, message)
        where = f"{where} task {quote(task.get('id'))}"
        article, text, sha = data.get("article_id"), data.get("text"), data.get("text_sha256")
        if not isinstance(article, str) or not article:
            return self._reject("tasks", task, "task-foreign", where, "its data has no article_id")
        if not isinstance(text, str):
            return self._reject(
                "tasks", task, "task-data", f"{where} /data/text", f"found {quote(text)}, expected the text"
            )
        if any("\ud800" <= c <= "\udfff" for c in text):
            return self._reject(
                "tasks", task, "raw-lone-surrogate", f"{where} /data/text", "half a character, which no file can hold"
            )
        sha = sha or sha256(text)  # a task made by hand may not carry it; the article's own is compared below
        if sha256(text) != sha:
            return self._reject(
                "tasks", task, "text-changed", where, f"the text is not the one that was sent (article {article})"
            )
        wanted = self.expected(article)
        if wanted is None:
            return self._reject("tasks", task, "task-foreign", where, f"this workspace has no article {quote(article)}")
        if wanted != sha:
            message = f"article {article} has another text now ({wanted[:12]}, labelled was {str(sha)[:12]})"
            return self._reject("tasks", task, "text-changed", where, message)
        key = (article, str(data.get("part", 0)), asked_before(data))
        place, answered = self.seen.get(key, ("", False))
        message = f"article {article} stands in {place} already"
        if answered and annotations:
            return self._reject("tasks", task, "dup-task", where, message)
        if place:  # one of the two is empty: nothing is in doubt
            self.parsed.tally.skip("tasks", "dup-task")
            self._note("dup-task", where, message, "R")
        else:
            self.parsed.tally.keep("tasks")
        self.seen[key] = (where, answered or bool(annotations))
        self.there.setdefault(article, set())
        self._drafts(task, annotations, where)
        sent = {str(each.get("id")): each.get("result") for each in _objects(task.get("predictions"))}
        for item in self._one_each(annotations, where):
            self._annotation(item, task, text, str(sha), where)
            self._suggested(item, sent.get(str(item.get("parent_prediction"))), text)
        return None

    def _suggested(self, item: dict[str, Any], sent: Any, text: str) -> None:
        """Counts what became of the suggestion that an answer began from, if the export has it."""
        if isinstance(sent, list) and not item.get("was_cancelled") and not item.get("ground_truth"):
            said = regions.parse(item["result"], text, self.scheme, "")
            self.parsed.tally.merge(suggested.compare(sent, said, text, self.scheme))

    def _drafts(self, task: dict[str, Any], annotations: list[Any], where: str) -> None:
        done = {str(each.get("id")): each for each in annotations if isinstance(each, dict)}
        lists = [holder.get("drafts") for holder in (task, *done.values())]
        for draft in [each for several in lists if isinstance(several, list) for each in several]:
            if not isinstance(draft, dict):
                continue
            parent = done.get(str(draft.get("annotation")))
            newer = parent and str(draft.get("updated_at", "")) > str(parent.get("updated_at", ""))
            code = "stale-submission" if newer else "draft-unsubmitted"
            waiting = draft.get("result")
            n = len(waiting) if isinstance(waiting, list) else 0
            self._note(code, f"{where} draft {quote(draft.get('id'))}", f"{n} regions wait in a draft")

    def _one_each(self, annotations: list[Any], where: str) -> list[dict[str, Any]]:
        """The annotations to be read: of a person's several answers to one task, none, unless they say the same."""
        apart: list[dict[str, Any]] = []  # skips and known answers: kept, and nobody's vote
        votes: dict[str, list[dict[str, Any]]] = {}
        for item in annotations:
            at = self._place(where, item)
            if isinstance(item, dict) and isinstance(listed := _listed(item.get("result")), list):
                self._note("ls-result-type", f"{at} /result", "found the list written as a string, and read it", "R")
                item = {**item, "result": listed}
            if not isinstance(item, dict) or not isinstance(item.get("result"), list):
                found = quote(item.get("result") if isinstance(item, dict) else item)
                self._reject("annotations", item, "ls-result-type", f"{at} /result", f"found {found}, expected a list")
            elif (who := who_answered(item.get("completed_by"))) is None:
                self._reject(
                    "annotations", item, "annotator-unknown", at, f"completed_by is {quote(item.get('completed_by'))}"
                )
            elif str(item.get("id")) in self.beaten:
                self.parsed.tally.skip("annotations", "answered again")
                self._foreign(pseudonym.of(self.secret, who), at, "what they say elsewhere counts")
            elif item.get("was_cancelled") or item.get("ground_truth"):
                apart.append(item)
            elif any(each["result"] == item["result"] for each in votes.get(who, ())):
                self.parsed.tally.skip("annotations", "duplicate-annotation")
                self._note("duplicate-annotation", at, "the same person said the same before")
            else:
                votes.setdefault(who, []).append(item)
        for several in votes.values():
            for item in several if len(several) > 1 else ():
                message = f"the same person has {len(several)} answers here"
                self._reject("annotations", item, "dup-annotator", self._place(where, item), message)
        return apart + [several[0] for several in votes.values() if len(several) == 1]

    def _foreign(self, who: str, where: str, outcome: str) -> None:
        if self.owner not in (None, who):
            self._note("foreign-annotator", where, f"answered by {who}, in the project of {self.owner}; {outcome}")

    @staticmethod
    def _place(where: str, item: Any) -> str:
        return f"{where} annotation {quote(item.get('id'))}" if isinstance(item, dict) else where

    def _annotation(self, item: dict[str, Any], task: dict[str, Any], text: str, sha: str, where: str) -> None:
        where, data = self._place(where, item), task["data"]
        article = data["article_id"]
        read = regions.parse(item["result"], text, self.scheme, where)
        who = pseudonym.of(self.secret, str(who_answered(item.get("completed_by"))))
        self._foreign(who, where, f"it counts as {who}'s")
        created, updated = moment(item.get("created_at")), moment(item.get("updated_at"))
        lead = item.get("lead_time")
        seconds = round(float(lead), 1) if isinstance(lead, int | float) and 0 <= lead < 1e6 else None
        future = updated > moment(datetime.now(UTC) + timedelta(days=1))
        if not created or not updated or updated < created or future or seconds == 0 or (seconds or 0) > 86400:
            self._note("timing", where, f"created {quote(created)}, updated {quote(updated)}, {quote(lead)} s of work")
        status: Status = "skipped" if item.get("was_cancelled") else "submitted"
        unknown = {k: v for k, v in item.items() if k not in _NAMED | _SERVER and not _empty(v) and k != "drafts"}
        for key in [each for each in (*unknown, *read.unknown_keys) if each not in self.told]:
            self.told.add(key)
            self._note("unknown-key", where, f"found {quote(key)}, here first")
        identity = item.get("unique_id") or f"{item.get('project', '')}/{item.get('id')}"
        id_ = sha256(f"{article}\n{identity}".encode("utf-8", "surrogatepass"))[:16]
        if status == "submitted" and self.authors.get(str(data.get("revises"))) == (article, who):
            id_ = data["revises"]  # what was asked again is a new version of the old answer
        self.parsed.annotations.append(
            Annotation(
                id=id_,
                article_id=article,
                text_sha256=sha,
                annotator=who,
                status=status,
                spans=tuple(read.spans),
                attributes=tuple(_masked(each) for each in read.attributes),
                relations=tuple(read.relations),
                created_at=created,
                updated_at=updated,
                scheme_version=self.scheme.version,
                guideline_version=self.guideline,
                seconds=seconds,
                ground_truth=bool(item.get("ground_truth")),
                parents=tuple(
                    f"{k}:{item[f'parent_{k}']}" for k in ("prediction", "annotation") if item.get(f"parent_{k}")
                ),
                origins=dict(sorted(read.origins.items())),
                put_aside=len(read.rejected),
                extra={key: said for key, value in unknown.items() if (said := _plain(value)) is not None},
                batch=str(_plain(data.get("batch")) or ""),
                round=asked_before(data),
                blind=data.get("blind") is True,
            )
        )
        self.there[article].add(id_)
        self.tasks[id_] = task.get("id")
        self.faults[id_] = [found for _, found in read.rejected]
        self.parsed.tally.keep("annotations")
        self.parsed.tally.merge(read.tally)
        self.parsed.rejected += [(each, [found]) for each, found in read.rejected]


def asked_before(data: dict[str, Any]) -> int:
    """The round in which a task asks, from its data: 0 is the first."""
    n = data.get("round")
    return n if type(n) is int and 0 <= n < 1000 else 0


def who_answered(completed_by: Any) -> str | None:
    """The server's id of a person, which every form of export carries; failing that, the address."""
    if isinstance(completed_by, dict):
        who = completed_by.get("id") or completed_by.get("email")
        return str(who) if who else None
    return (
        str(completed_by) if isinstance(completed_by, int | str) and completed_by and completed_by is not True else None
    )


def _objects(listed: Any) -> list[dict[str, Any]]:
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _listed(result: Any) -> list[Any] | None:
    """The list that a string spells as JSON, or None."""
    try:
        listed = json.loads(result) if isinstance(result, str) else None
        dump(listed)
    except (ValueError, RecursionError):
        return None
    return listed if isinstance(listed, list) else None


def moment(value: Any) -> str:
    """A time in UTC to the second, so that one moment has one spelling; empty where it is not one."""
    try:
        moment = datetime.fromisoformat(str(value))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _masked(said: Attribute) -> Attribute:
    """An attribute without other people's addresses and numbers: what is typed in freely lies in git."""
    return replace(said, value=privacy.mask(said.value)[0]) if isinstance(said.value, str) else said


def _plain(value: Any) -> str | int | float | None:
    """A value that may lie in git: a number, or a word or two; what holds more is in data/pulls alone."""
    if isinstance(value, str):
        return privacy.mask(value)[0] if len(value) <= 40 and "\n" not in value else None
    return value if isinstance(value, int | float) else None


def _empty(value: Any) -> bool:
    return value is None or value is False or value == [] or value == {} or value == ""


def _other_shape(task: Any) -> str | None:
    """Which other of Label Studio's export forms a task is in, if it is one that has lost what we need."""
    if not isinstance(task, dict):
        return None
    if "annotator" in task or "annotation_id" in task:
        return "this is a JSON_MIN or CSV export, which has lost what ties labels to text; expected JSON"
    return None
