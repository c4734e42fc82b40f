"""A batch on a real server: three annotators, two who work, one who strays; who leaves, what is asked again, how far it is."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import handmade
from tests.live.conftest import Studio
from toolkit.annotation import pseudonym, store
from toolkit.cli import main
from toolkit.finding import RemoteError
from toolkit.flow import assign, queue
from toolkit.flow import batch as flow_batch
from toolkit.scheme import scheme
from toolkit.studio import account, people
from toolkit.studio.client import Client
from toolkit.task import ledger, project
from toolkit.workspace import Workspace

pytestmark = pytest.mark.live
SAYS = "한빛전자{n}은 김하람 씨를 기술책임자로 뽑았다. 연봉은 5억원이다."


@dataclass
class Team:
    """A workspace with articles, a server, and annotators who log in as themselves."""

    home: Workspace
    studio: Studio
    names: list[str]
    persons: dict[str, Client]
    capsys: pytest.CaptureFixture[str]

    def toolkit(self, *arguments: str, code: int = 0) -> Any:
        self.capsys.readouterr()
        got = main(["--root", str(self.home.root), *arguments, "--json"])
        said = self.capsys.readouterr()
        assert got == code, said.err
        return json.loads(said.out)

    def shown(self, *arguments: str) -> str:
        self.capsys.readouterr()
        main(["--root", str(self.home.root), *arguments])
        return self.capsys.readouterr().out

    def who(self, name: str) -> str:
        return pseudonym.find(self.home, self.studio.client, name)

    def desk(self, batch: str, name: str) -> int:
        return project.desks(self.home, self.studio.client.url)[batch, self.who(name)]

    def tasks(self, batch: str, name: str) -> list[dict[str, Any]]:
        return list(self.studio.client.tasks(self.desk(batch, name)))

    def label(self, name: str, task: dict[str, Any], *said: tuple[str, str], **more: Any) -> None:
        text, result = task["data"]["text"], []
        for surface, label in said:
            start = text.index(surface)
            value = {"start": start, "end": start + len(surface), "text": surface, "labels": [label]}
            result.append({"id": surface, "from_name": "label", "to_name": "text", "type": "labels", "value": value})
        self.persons[name].annotate(task["id"], result, lead_time=30.0, unique_id=str(uuid.uuid4()), **more)


@pytest.fixture
def team(tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Team:
    for name, value in studio.env.items():
        monkeypatch.setenv(name, value)
    home = handmade.workspace(
        tmp_path / "ws",
        [handmade.article(SAYS.format(n=n), f"a{n:02}", published_at=f"2026-04-{n + 1:02}") for n in range(12)],
    )
    card = home.card
    card.write_text(re.sub(r"(?m)^pretty_name: .*$", f"pretty_name: {studio.title('batch')}", card.read_text()))
    names = [f"{name}{uuid.uuid4().hex[:6]}" for name in ("ara", "bora", "chan")]
    return Team(home, studio, names, {name: studio.person(name) for name in names}, capsys)


def push(team: Team, *more: str, name: str = "one") -> Any:
    return team.toolkit("push", "--batch", name, "--annotators", ",".join(team.names), "--overlap", "2", *more)


def stands(team: Team, name: str = "one") -> dict[str, list[tuple[str, int]]]:
    """The articles on the server, by annotator, in the order in which they are labelled."""
    return {
        who: [(task["data"]["article_id"], task["data"].get("round", 0)) for task in team.tasks(name, who)]
        for who in team.names
    }


def test_a_batch_goes_out_once(team: Team) -> None:
    said = push(team, "--limit", "9", "--calibration", "2", "--due", "2026-12-01")
    assert said["counts"]["tasks"]["kept"] == 2 * 3 + 7 * 2
    assert said["counts"]["articles"] == {"read": 12, "kept": 9, "quarantined": 0, "skipped": 3}
    there = stands(team)
    calibration = next(iter(there.values()))[:2]
    assert all(each[:2] == calibration for each in there.values()), "the same two first, for everybody"
    assert sorted(len(each) for each in there.values()) == [6, 7, 7]
    rows = ledger.rows(team.home)
    assert sorted((each.annotator, each.article_id) for each in rows) == sorted(
        (team.who(name), article) for name, each in there.items() for article, _ in each
    )
    assert {each.due for each in rows} == {"2026-12-01"}
    assert not re.search("한빛|@|" + "|".join(team.names), ledger.path(team.home).read_text("utf-8"))
    # a suggestion for every task, but for the blind ones, which say so
    for name in team.names:
        for task in team.tasks("one", name):
            blind = next(each.blind for each in rows if each.article_id == task["data"]["article_id"])
            assert (task["data"].get("blind", False), task["data"]["batch"]) == (blind, "one")
            assert bool(team.studio.client.task(task["id"])["predictions"]) is not blind
    assert 0.1 <= len({each.article_id for each in rows if each.blind}) / 9 <= 0.2
    # the same again is nothing, more grows, another batch takes the rest
    assert push(team, "--limit", "9", "--calibration", "2")["counts"]["tasks"]["kept"] == 0
    assert ledger.rows(team.home) == rows
    assert push(team, "--limit", "10", "--calibration", "2")["counts"]["tasks"]["kept"] == 2
    assert (
        push(
            team,
            name="two",
        )["counts"]["articles"]["kept"]
        == 2
    )
    assert push(team, "--again", "--limit", "5", name="three")["counts"]["articles"]["kept"] == 5
    shown = team.studio.client.project(team.desk("one", team.names[0]))
    assert shown["title"].endswith(f" · one · {team.names[0]}")
    assert "2026-12-01" in shown["expert_instruction"]


@pytest.mark.parametrize("at", ["ledger", "project", "send"])
def test_killed_and_repeated_it_equals_an_undisturbed_run(team: Team, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Stopped after the ledger, after the second project was made, or in the middle of a send that did arrive."""

    class Killed(BaseException):
        pass

    def after(real: Callable[..., Any], times: int) -> Callable[..., Any]:
        done = []

        def call(*args: Any, **kwargs: Any) -> Any:
            made = real(*args, **kwargs)
            done.append(1)
            if len(done) == times:
                raise Killed
            return made

        return call

    with monkeypatch.context() as patch:
        place, times = {
            "ledger": (ledger, 1), "project": (Client, 2), "send": (Client, 2),
        }[at]  # fmt: skip
        name = {"ledger": "append", "project": "create_project", "send": "import_tasks"}[at]
        patch.setattr(place, name, after(getattr(place, name), times))
        with pytest.raises(Killed):
            flow_batch.push(team.home, team.studio.client, "one", team.names, flow_batch.Terms(2, calibration=1))
    push(team, "--calibration", "1")
    there = stands(team)
    given = [(team.who(name), article) for name, each in there.items() for article, _ in each]
    assert sorted(given) == sorted((each.annotator, each.article_id) for each in ledger.rows(team.home))
    assert len(given) == len(set(given)) == 3 + 11 * 2
    for name in team.names:
        title = team.studio.client.project(team.desk("one", name))["title"]
        assert len(team.studio.client.find_projects(title)) == 1


def test_work_is_pulled_under_who_did_it(team: Team) -> None:
    ara, bora, chan = team.names
    push(team, "--limit", "6", "--due", "2026-01-01")
    blind = {each.article_id for each in ledger.rows(team.home) if each.blind}
    for name in (ara, bora):
        for task in team.tasks("one", name):
            team.label(name, task, (task["data"]["text"].split()[0], "company"), ("기술책임자", "role"))
    mine = {article for article, _ in stands(team)[chan]}
    strays = [task for task in team.tasks("one", bora) if task["data"]["article_id"] in mine]
    alien = next(task for task in team.tasks("one", bora) if task["data"]["article_id"] not in mine)
    team.label(chan, alien, ("김하람", "person"))  # in bora's project
    team.label(chan, strays[0], ("김하람", "person"))  # there, too, and in chan's own: one vote
    own = next(t for t in team.tasks("one", chan) if t["data"]["article_id"] == strays[0]["data"]["article_id"])
    team.label(chan, own, ("김하람", "person"), ("기술책임자", "role"))
    said = team.toolkit("pull")
    assert said["by_code"]["foreign-annotator"] == 2
    assert said["reasons"]["annotations: answered again"] == 1
    assert said["counts"]["annotations"] == {"read": 11, "kept": 10, "quarantined": 0, "skipped": 1}
    answers = {(each.article_id, each.annotator): each for each in store.latest(team.home).values()}
    assert len(answers) == 10
    assert len(answers[own["data"]["article_id"], team.who(chan)].spans) == 2
    assert answers[alien["data"]["article_id"], team.who(chan)].batch == "one"
    assert {each.article_id for each in answers.values() if each.blind} <= blind
    assert team.toolkit("pull")["outputs"]["new_annotations"] == "0"

    # what is to be mended, with the way to it
    fixes = said["fixes"]
    assert {each["code"] for each in fixes} >= {"span-particle", "span-orphan"}
    particle = next(each for each in fixes if each["code"] == "span-particle")
    number, task_id = map(int, re.fullmatch(r".*/projects/(\d+)/data\?task=(\d+)", particle["link"]).groups())  # type: ignore[union-attr]
    task = team.studio.client.task(task_id)
    assert (task["project"], task["data"]["article_id"]) == (number, particle["article_id"])
    live = team.toolkit("check", "--live")
    assert sorted(map(str, live["fixes"])) == sorted(map(str, fixes))
    shown = team.shown("check", "--live")
    assert f"{ara}: " in shown
    assert particle["link"] in shown

    # how far it is
    rows = {each["name"]: each for each in team.toolkit("status", "--by", "annotator")["rows"]}
    assert {name: (each["given"], each["done"], each["left"], each["late"]) for name, each in rows.items()} == {
        ara: (4, 4, 0, 0), bora: (4, 4, 0, 0), chan: (4, 1, 3, 3),
    }  # fmt: skip
    assert rows[ara]["on_server"] == 4
    assert rows[ara]["pace"] == 4.0
    assert rows[ara]["minutes"] == pytest.approx(0.5 / len(SAYS.format(n=1)) * 1000, abs=0.6)
    (one,) = team.toolkit("status", "--by", "batch")["rows"]
    assert (one["key"], one["given"], one["done"], one["late"]) == ("one", 12, 9, 3)
    assert set(one["agreement"]) == {"suggested", "blind"}
    assert "one" in team.shown("status", "--by", "batch")


def test_what_is_not_begun_moves(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    ara, bora, chan = team.names
    dami = f"dami{uuid.uuid4().hex[:6]}"
    team.persons[dami] = team.studio.person(dami)
    push(team, "--limit", "9", "--calibration", "1")
    before = stands(team)
    answered, skipped, drafted = team.tasks("one", bora)[1:4]
    team.label(bora, answered, ("김하람", "person"))
    team.label(bora, skipped, was_cancelled=True)
    team.persons[bora].connection.write("POST", f"/api/tasks/{drafted['id']}/drafts", {"result": [], "lead_time": 1})
    stay = [(each["data"]["article_id"], 0) for each in (answered, skipped, drafted)]
    go = [each for each in before[bora] if each not in stay]

    def killed(self: Client, task: int) -> None:
        raise KeyboardInterrupt

    with (
        monkeypatch.context() as patch
    ):  # killed as it was about to take the first away: then both have it, for a while
        patch.setattr(Client, "delete_task", killed)
        with pytest.raises(KeyboardInterrupt):
            assign.reassign(team.home, team.studio.client, bora, dami)
    said = team.toolkit("assign", "--replace", f"{bora}={dami}")
    assert said["counts"]["assignments"]["kept"] == 0, "it was written down before"
    assert said["reasons"]["assignments: begun"] == 3
    team.names.append(dami)
    after = stands(team)
    assert sorted(after[bora]) == sorted(stay)
    assert sorted(after[dami]) == sorted(go)
    assert (after[ara], after[chan]) == (before[ara], before[chan])
    taken = [each for each in ledger.rows(team.home) if not each.given]
    assert sorted(each.article_id for each in taken) == sorted(article for article, _ in go)
    # who reads an article already cannot take it over; calibration, which everybody has, is only taken away
    said = team.toolkit("assign", "--replace", f"{dami}={ara}")
    both = {article for article, _ in go} & {article for article, _ in before[ara]}
    calibration = {each.article_id for each in ledger.rows(team.home) if each.calibration}
    assert said["reasons"].get("assignments: the other reads it already", 0) == len(both - calibration)
    assert sorted(article for article, _ in stands(team)[dami]) == sorted(both - calibration)
    # another push undoes nothing of it
    assert team.toolkit(
        "push", "--batch", "one", "--annotators", f"{ara},{bora},{chan}", "--overlap", "2", "--limit", "9",
        "--calibration", "1",
    )["counts"]["tasks"]["kept"] == 0  # fmt: skip
    assert sorted(stands(team)[bora]) == sorted(stay)


def test_a_changed_guideline_asks_again_what_it_touches(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    ara, bora, _ = team.names
    push(team, "--limit", "4")
    for name in (ara, bora):
        for task in team.tasks("one", name):
            surfaces = [("김하람", "person")] + ([("5억원", "compensation")] if name == ara else [])
            team.label(name, task, *surfaces)
    team.toolkit("pull")
    old = store.latest(team.home)
    guideline = team.home.annotations / "GUIDELINES.md"
    guideline.write_text(re.sub(r"version: [\d.]+", "version: 1.3", guideline.read_text("utf-8"), count=1), "utf-8")
    ask = ("queue", "--where", "label=compensation and text~억", "--guideline", "<1.3")
    touched = {each.id for each in old.values() if each.annotator == team.who(ara)}
    before = stands(team)
    assert team.toolkit(*ask, "--dry-run")["outputs"]["asked"] == str(len(touched))
    assert stands(team) == before

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:  # killed when it was written down, and before it was sent
        patch.setattr(Client, "import_tasks", killed)
        with pytest.raises(KeyboardInterrupt):
            queue.queue(team.home, team.studio.client, *ask[2::2])
    said = team.toolkit(*ask)
    assert (said["outputs"]["asked"], said["counts"]["tasks"]["kept"]) == ("0", len(touched))
    again = team.toolkit(*ask)
    assert (again["outputs"]["asked"], again["counts"]["tasks"]["kept"]) == ("0", 0)
    assert again["reasons"]["answers: asked already"] == len(touched)
    assert stands(team)[bora] == before[bora]
    new = [task for task in team.tasks("one", ara) if task["data"].get("round")]
    assert {task["data"]["revises"] for task in new} == touched
    (suggestion,) = team.studio.client.task(new[0]["id"])["predictions"]
    assert [item["value"]["text"] for item in suggestion["result"]] == ["김하람", "5억원"]
    rows = {each["name"]: each for each in team.toolkit("status", "--by", "annotator")["rows"]}
    assert (rows[ara]["left"], rows[bora]["left"]) == (len(touched), 0)
    # the new answer is a version of the old: one vote, under the new guideline
    team.label(ara, new[0], ("5억원", "compensation"))
    team.label(bora, new[1], ("5억원", "compensation"))  # not bora's to revise
    said = team.toolkit("pull")
    assert said["by_code"]["foreign-annotator"] == 1
    assert "annotation-withdrawn" not in said["by_code"]
    now = store.latest(team.home)
    revised = now[new[0]["data"]["revises"]]
    assert ([span.label for span in revised.spans], revised.guideline_version, revised.round) == (
        ["compensation"],
        "1.3",
        1,
    )
    assert len(now[new[1]["data"]["revises"]].spans) == 2
    assert {each.id for each in now.values() if each.annotator == team.who(ara)} == touched
    assert team.toolkit(*ask)["reasons"] == {
        "answers: asked already": len(touched) - 1,
        **({"answers: not touched": n} if (n := len(now) - len(touched) - _under_new(now, "1.3", touched)) else {}),
        "answers: under another guideline": sum(each.guideline_version == "1.3" for each in now.values()),
        "tasks: already-there": said_there(team),
    }


def _under_new(now: dict[str, Any], version: str, touched: set[str]) -> int:
    return sum(each.guideline_version == version and each.id not in touched for each in now.values())


def said_there(team: Team) -> int:
    return sum(len(each) for each in stands(team).values())


def test_an_annotator_is_invited(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    """On the workspace's own server: a login that works, shown once; the name is the person from then on."""
    name = f"eun{uuid.uuid4().hex[:6]}"
    home = studio.workspace
    studio.workspace.schemas.mkdir(exist_ok=True)
    (home.schemas / "scheme.yaml").touch()
    made = people.invite(home, studio.client, name)
    assert made.new
    assert made.password
    mine = Client(studio.client.url, account.own_token(made.url, made.email, made.password))
    assert people.find(home, studio.client, name) == mine.whoami()["id"]
    called = pseudonym.find(home, studio.client, name)
    assert pseudonym.names(home, studio.client)[called] == pseudonym.names(home)[called] == name
    again = people.invite(home, studio.client, name)
    assert (again.new, again.password, again.email) == (False, None, made.email)
    lost = people.invite(home, studio.client, name, reset=True)
    assert lost.password
    account.own_token(lost.url, lost.email, lost.password)
    with pytest.raises(RemoteError):
        account.own_token(made.url, made.email, made.password)
    kept = (home.studio / "people.json").read_text("utf-8")
    assert lost.password not in kept + repr(lost)
    assert made.password not in kept + repr(made)
    assert (home.studio / "people.json").stat().st_mode & 0o077 == 0
    with pytest.raises(RemoteError) as error:
        people.invite(home, studio.client, f"{name}2", made.email)
    assert error.value.finding.code == "ls-signup"


def test_on_another_server_an_annotator_signs_up(team: Team) -> None:
    said = team.toolkit("studio", "invite", "은하", "--email", "eunha@example.com")
    assert "password" not in said
    assert "/user/signup/?token=" in said["url"]
    with pytest.raises(RemoteError) as error:
        people.find(team.home, team.studio.client, "은하")
    assert error.value.finding.code == "annotator-missing"
    assert "sign up" in error.value.finding.message


def test_who_is_not_there_gets_nothing(team: Team) -> None:
    error = team.toolkit("push", "--batch", "x", "--annotators", "nobody-here", code=3)
    assert error["error"]["code"] == "annotator-missing"
    assert not ledger.path(team.home).exists()
    for wrong in (["--batch", "x"], ["--annotators", team.names[0]], ["--batch", "a b", "--annotators", team.names[0]]):
        assert team.toolkit("push", *wrong, code=2)["error"]["code"] == "usage"
    assert scheme.read(team.home.schemas / "scheme.yaml").entities
