"""What the toolkit asks of a Label Studio, local or not. Payloads are plain dicts, as received.

    studio = connect(workspace)                      # the server of the environment, or the workspace's own
    project = studio.create_project("news", xml)     # dicts: project["id"]
    ids = studio.import_tasks(project["id"], tasks)  # one attempt; on ls-unsure look up by key before sending again
    for task in studio.tasks(project["id"], keys):   # {"id", "data", "updated_at"}; keys are values of data.article_id
    studio.annotate(task_id, result, lead_time=3.2, unique_id=u)  # the same unique_id is stored once
    path = studio.export(project["id"], folder)      # a complete JSON export, with drafts, predictions, who did it

Every failure is a RemoteError whose finding has a code of its own, and never names a token: ls-unreachable, ls-tls,
ls-url, redirect-host, ls-unauthorized, ls-forbidden, ls-missing, ls-conflict, ls-refused, ls-busy, ls-server-error,
ls-unsure, ls-not-json, ls-export, ls-signup, ls-login.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.finding import Finding, RemoteError, finding, quote
from toolkit.studio import account, snapshot
from toolkit.studio.connection import Connection
from toolkit.workspace import Workspace

TESTED = "1.23"
"""The server's version that all this was tried with; its patch releases do not count."""

KEY = "article_id"
"""The field of a task's data that says which article it is."""

_PAGE = 1000
_KEYS_AT_ONCE = 100  # the filter travels in the URL, and proxies cut at 8 kB

Payload = dict[str, Any]


class Client:
    """One user of one server. Reads are repeated when it is busy; writes are sent once, unless twice is the same."""

    def __init__(
        self, url: str, token: str, *, ca_file: str | None = None, timeout: float = 600.0, copies: Path | None = None
    ) -> None:
        self.connection = Connection(url, token, ca_file=ca_file, timeout=timeout)
        self._copies = copies  # where a local server leaves copies of its exports

    @property
    def url(self) -> str:
        """The server's address, without a slash at its end."""
        return self.connection.url

    def __repr__(self) -> str:
        return f"Client({self.url!r})"

    def version(self) -> str:
        """The server's version, like 1.23.2 (empty where it does not say)."""
        said = self.connection.read("/api/version")
        return str(said.get("release") or "") if isinstance(said, dict) else ""

    def whoami(self) -> Payload:
        """The user whose token this is: id, email, active_organization ..."""
        return self._object(self.connection.read("/api/current-user/whoami"))

    def users(self) -> list[Payload]:
        """Everybody of the organization: id, email, username ..."""
        said = self.connection.read("/api/users")
        return list(said["results"] if isinstance(said, dict) else said)

    def invite(self) -> str:
        """The path of the link through which another person can sign up."""
        return str(self._object(self.connection.read("/api/invite"))["invite_url"])

    def sign_up(self, email: str, password: str) -> str:
        """Makes a second user through the invite link, and returns that user's token (again: the same user's)."""
        return account.sign_up(self.url, self.invite(), email, password)

    def register(self, email: str, password: str) -> None:
        """Makes a second user through the invite link, who logs in with this password and has no token yet."""
        account.register(self.url, self.invite(), email, password)

    # projects

    def find_projects(self, title: str) -> list[Payload]:
        """The projects with exactly this title, oldest first."""
        params, found = {"title": title, "page_size": 100}, []
        for page in range(1, 1000):
            said = self._object(self.connection.read("/api/projects", {**params, "page": page}))
            found += [project for project in said["results"] if project.get("title") == title]
            if not said.get("next"):
                break
        return sorted(found, key=lambda project: int(project["id"]))

    def create_project(self, title: str, label_config: str, **settings: Any) -> Payload:
        """A new project; `settings` as in the server's API (maximum_annotations, expert_instruction ...). Sent once."""
        body = {"title": title, "label_config": label_config, **settings}
        return self._object(self.connection.write("POST", "/api/projects", body, unsure=True))

    def project(self, project: int) -> Payload:
        """A project with its label_config, counts and settings."""
        return self._object(self.connection.read(f"/api/projects/{project}"))

    def update_project(self, project: int, **settings: Any) -> Payload:
        """Changes settings of a project."""
        return self._object(self.connection.write("PATCH", f"/api/projects/{project}", settings, again=True))

    def update_config(self, project: int, label_config: str) -> Payload:
        """Gives a project another labelling interface. One that drops labels in use is accepted: check before."""
        return self.update_project(project, label_config=label_config)

    # tasks

    def tasks(self, project: int, keys: Iterable[str] | None = None) -> Iterator[Payload]:
        """All tasks by id, or those whose data.article_id is among the keys: {id, data, updated_at}."""
        if keys is None:
            yield from self._tasks(project, None)
            return
        wanted = list(dict.fromkeys(keys))
        for start in range(0, len(wanted), _KEYS_AT_ONCE):
            yield from self._tasks(project, wanted[start : start + _KEYS_AT_ONCE])

    def _tasks(self, project: int, keys: list[str] | None) -> Iterator[Payload]:
        """By "the next thousand after this id", because numbered pages shift when tasks come and go meanwhile."""
        only = {"filter": f"filter:tasks:data.{KEY}", "operator": "in_list", "type": "List", "value": keys}
        last = 0
        while True:
            after = {"filter": "filter:tasks:id", "operator": "greater", "type": "Number", "value": last}
            items = [after] if keys is None else [after, only]
            query = {"ordering": ["tasks:id"], "filters": {"conjunction": "and", "items": items}}
            params = {
                "project": project,
                "fields": "task_only",
                "include": "id,data,updated_at",
                "resolve_uri": "false",
                "query": json.dumps(query, ensure_ascii=False),
                "page_size": _PAGE,
            }
            found = self._object(self.connection.read("/api/tasks", params))["tasks"]
            for task in found:
                yield {name: task[name] for name in ("id", "data", "updated_at")}
            if len(found) < _PAGE:
                return
            last = found[-1]["id"]

    def task(self, task: int) -> Payload:
        """One task with its annotations, drafts and predictions."""
        return self._object(self.connection.read(f"/api/tasks/{task}", {"resolve_uri": "false"}))

    def import_tasks(self, project: int, tasks: Sequence[Payload]) -> list[int]:
        """Stores new tasks ({data, predictions?, annotations?}), all or none, and returns their ids in order.

        One attempt. Raises RemoteError: ls-refused with the server's words where an item is bad (nothing is stored:
        halve and try again); ls-unsure where it cannot be known whether they were stored (look them up with
        `tasks(project, keys)`, as long as the request may still run there, before sending again); with any other
        code nothing was stored.
        """
        path, params = f"/api/projects/{project}/import", {"return_task_ids": "true"}
        said = self.connection.write("POST", path, list(tasks), params=params, unsure=True)
        ids = said.get("task_ids", []) if isinstance(said, dict) else []
        if len(ids) != len(tasks):
            found = f"sent {len(tasks)} tasks, the server names {len(ids)}"
            raise self.connection.error("ls-unsure", found)
        return [int(each) for each in ids]

    def untouched(self, task: int) -> bool:
        """Whether nobody has begun a task: it is there, without answer, skip or draft."""
        try:
            said = self.task(task)
        except RemoteError as problem:
            if problem.finding.code == "ls-missing":
                return False
            raise
        # `drafts` holds only one's own; `draft_exists` tells of anybody's
        begun = ("annotations", "drafts", "total_annotations", "cancelled_annotations", "draft_exists")
        return not any(said.get(name) for name in begun)

    def delete_task(self, task: int) -> None:
        """Removes a task and its annotations."""
        self._delete(f"/api/tasks/{task}")

    def add_prediction(
        self, task: int, result: list[Payload], *, model_version: str, score: float | None = None
    ) -> Payload:
        """Adds a suggestion to a task. Sent once."""
        body = {"task": task, "result": result, "model_version": model_version, "score": score}
        return self._object(self.connection.write("POST", "/api/predictions", body, unsure=True))

    def backends(self, project: int) -> list[Payload]:
        """The ML backends that a project asks for suggestions."""
        said = self.connection.read("/api/ml", {"project": project})
        return list(said) if isinstance(said, list) else []

    def add_backend(self, project: int, url: str, title: str) -> int:
        """Lets a project ask an ML backend, which the server calls at once; returns its id.

        The server would also tell it of all that happens, and wait for it to listen: that is undone.
        """
        body = {"project": project, "url": url, "title": title, "is_interactive": False}
        made = int(self._object(self.connection.write("POST", "/api/ml", body, unsure=True))["id"])
        for hook in self.connection.read("/api/webhooks", {"project": project}):
            if hook["url"] == f"{url}/webhook":
                self._delete(f"/api/webhooks/{hook['id']}/")
        return made

    def remove_backend(self, backend: int) -> None:
        """Lets the project ask it no more."""
        self._delete(f"/api/ml/{backend}")

    def annotate(
        self,
        task: int,
        result: list[Payload],
        *,
        lead_time: float,
        unique_id: str,
        was_cancelled: bool = False,
        completed_by: int | None = None,
    ) -> bool:
        """Submits an answer (`was_cancelled`: a skipped task). True where it is stored now, False where it was there.

        `unique_id` is a UUID that stands for this answer: it is stored once, however often it is sent.
        """
        body: Payload = {
            "result": result,
            "lead_time": lead_time,
            "unique_id": unique_id,
            "was_cancelled": was_cancelled,
        }
        if completed_by is not None:
            body["completed_by"] = completed_by
        try:
            self.connection.write("POST", f"/api/tasks/{task}/annotations", body, again=True)
        except RemoteError as problem:
            if problem.finding.code == "ls-conflict":
                return False
            raise
        return True

    def export(self, project: int, folder: Path, *, view: int | None = None) -> Path:
        """A snapshot of a project's tasks (or a view's), as a JSON file in a folder: complete, or not there at all.

        With drafts, predictions and annotations, each annotation's completed_by in full. The server's copy is removed.
        Raises RemoteError (ls-export) where it cannot be had whole.
        """
        return snapshot.take(self.connection, project, folder, view=view, copies=self._copies)

    def _delete(self, path: str) -> None:
        try:
            self.connection.write("DELETE", path, again=True)
        except RemoteError as problem:
            if problem.finding.code != "ls-missing":
                raise

    def _object(self, said: Any) -> Payload:
        if not isinstance(said, dict):
            raise self.connection.error("ls-not-json", f"expected a JSON object, found {quote(json.dumps(said))}")
        return said


def connect(workspace: Workspace, *, ca_file: str | None = None) -> Client:
    """The server that TALENTWIRE_STUDIO_URL and TALENTWIRE_STUDIO_TOKEN name, otherwise the workspace's local one.

    `ca_file` is a PEM file of certificates to trust, for a server with one of its own (SSL_CERT_FILE works, too). Asks
    the server nothing yet. Raises RemoteError: studio-not-running, ls-unauthorized (a URL without its token), ls-url.
    """
    from toolkit.studio import server

    url, token = os.environ.get("TALENTWIRE_STUDIO_URL", ""), os.environ.get("TALENTWIRE_STUDIO_TOKEN", "")
    if url:
        client = Client(url, token, ca_file=ca_file)
        if not token.strip():
            raise client.connection.error("ls-unauthorized", "TALENTWIRE_STUDIO_TOKEN is not set")
        return client
    running = server.status(workspace)
    if running is None:
        raise RemoteError(finding("studio-not-running", str(workspace.root), "no local Label Studio runs here"))
    return Client(running.url, token or server.token(workspace), copies=server.export_copies(workspace))


def version_finding(version: str, where: str) -> list[Finding]:
    """A warning (ls-version) where a server's version is not the tested one."""
    if version.split(".")[:2] == TESTED.split("."):
        return []
    return [
        finding("ls-version", where, f"found Label Studio {quote(version) or 'of no version'}, tested with {TESTED}")
    ]
