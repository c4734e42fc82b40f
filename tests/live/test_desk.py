"""The labelling desk: an article labelled end to end with keyboard and mouse, in both languages, and what that costs.

GOLDEN=write also writes the counts to tests/bench/desk.json, which `make bench` prints.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from tests import handmade
from tests.conftest import REPOSITORY
from tests.live import screenshots
from tests.live.annotator import CHROMIUM, Annotator, Effort, sit_down
from tests.live.conftest import Studio
from toolkit import sample
from toolkit.annotation import regions, store
from toolkit.annotation.annotation import Annotation
from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.article.span import Attribute, Relation, Span
from toolkit.finding import Finding
from toolkit.flow import demo, ingest, init, predict, pull, push
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.task import instruction, label_config, payload
from toolkit.task.taggers import apposition, gazetteer, learned, pay
from toolkit.task.task import Prediction, Task
from toolkit.workspace import Workspace

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not CHROMIUM, reason="needs a browser: apt-get install chromium fonts-noto-cjk"),
]
SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
TEXT = (
    "나룻소프트가 🛶 한빛전자 부사장을 지낸 김하람을 신임 최고기술책임자로 영입했다. 연봉은 2억4000만원이다.\n\n"
    "회사는 사이닝 보너스로 3000만원을 제시한 것으로 알려졌다.  두 칸을 띈 문장이다.\n\n" + "이어지는 문단이다. " * 60
)
SMALL, LARGE = (1280, 800), (1440, 900)
MEASURED = REPOSITORY / "tests" / "bench" / "desk.json"


def title(name: str, language: str) -> str:
    return SCHEME.attributes[name].title[language]


def value(name: str, value: str, language: str) -> str:
    return SCHEME.attributes[name].values[value][language]


def key(label: str) -> str:
    said = SCHEME.entities[label].hotkey
    assert said
    return said


def said(each: Annotation) -> tuple[set[Any], set[Any], set[Any]]:
    """An answer without its ids: spans, attributes with the span they are of, relations with their ends and flags."""
    place = {span.id: (span.label, span.start, span.end) for span in each.spans}
    return (
        set(place.values()),
        {(place.get(a.target or ""), a.name, a.value) for a in each.attributes},
        {(r.label, place[r.head], place[r.tail], r.flags) for r in each.relations},
    )


def answer(workspace: Workspace, studio: Studio, number: int) -> Annotation:
    pull.take(workspace, studio.client)
    ((one,),) = store.by_article(workspace).values()
    return one


@pytest.mark.parametrize("language", SCHEME.languages)
def test_an_article_is_labelled_end_to_end(
    tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    for name, setting in studio.env.items():
        monkeypatch.setenv(name, setting)
    article = handmade.article(TEXT, outlet="한들일보", summary=("요약 한 줄",))
    workspace = handmade.workspace(tmp_path / "ws", [article])
    card = workspace.card
    card.write_text(re.sub(r"(?m)^pretty_name: .*$", f"pretty_name: {studio.title('desk')}", card.read_text()))
    _, number = push.push(workspace, studio.client, language=language)
    (task,) = studio.client.tasks(number)

    def at(surface: str, label: str) -> tuple[str, int, int]:
        return label, TEXT.index(surface), TEXT.index(surface) + len(surface)

    with sit_down(studio.client.url, tmp_path / "last.png", SMALL) as annotator:
        annotator.log_in(studio.login.email, studio.login.password)
        annotator.begin(number)
        for surface, label in (
            ("나룻소프트", "company"),
            ("김하람", "person"),
            ("최고기술책임자", "role"),
            ("한빛전자", "company"),
        ):
            annotator.mark(key(label), surface)
        annotator.select("최고기술책임자")
        annotator.choose(title("status", language), value("status", "new", language))
        annotator.page.screenshot(path=str(tmp_path / "role.png"))
        # 2억4000만원 stays as it was read; of 3000만원 the modality is chosen, and its amount corrected
        annotator.select("3000만원")
        assert not annotator.overflowing()
        annotator.page.screenshot(path=str(tmp_path / "compensation.png"))
        annotator.choose(title("modality", language), value("modality", "expected", language))
        annotator.write(title("amount_max", language), "35000000")
        annotator.relate("김하람", "최고기술책임자")
        annotator.relate("나룻소프트", "최고기술책임자")  # against its direction
        annotator.relate("김하람", "나룻소프트")
        annotator.name_relation("joins", "planned")
        annotator.write(title("note", language), "what of 두 칸?")
        for width, height in (SMALL, LARGE):
            annotator.page.set_viewport_size({"width": width, "height": height})
            annotator.page.wait_for_timeout(500)
            annotator.page.screenshot(path=str(tmp_path / f"{width}x{height}.png"))
            assert not annotator.overflowing()
        annotator.submit()
        spans = {
            at("나룻소프트", "company"),
            at("김하람", "person"),
            at("최고기술책임자", "role"),
            at("한빛전자", "company"),
        }
        spans |= {at("2억4000만원", "compensation"), at("3000만원", "compensation")}
        arrows = {
            ("holds", at("김하람", "person"), at("최고기술책임자", "role"), ()),
            ("role_at", at("최고기술책임자", "role"), at("나룻소프트", "company"), ()),
            ("joins", at("김하람", "person"), at("나룻소프트", "company"), ("planned",)),
        }
        first = answer(workspace, studio, number)
        found = said(first)
        assert found[0] == spans
        pays = {(each, n, v) for each, n, v in found[1] if each == at("3000만원", "compensation")}
        assert {(n, v) for _, n, v in pays} >= {("modality", "expected"), ("amount_min", 3e7), ("amount_max", 3.5e7)}
        given = {(at("최고기술책임자", "role"), "status", "new"), (None, "note", "what of 두 칸?")}
        assert {each for each in found[1] if (each[0] or ("",))[0] != "compensation"} == given
        assert found[2] == arrows

        annotator.open(number, task["id"])  # again, some day later
        assert not annotator.overflowing()
        annotator.select("최고기술책임자")
        annotator.choose(title("status", language), value("status", "new", language))
        annotator.delete("한빛전자")
        annotator.relate("2억4000만원", "김하람")
        annotator.update()
        again = said(answer(workspace, studio, number))
        assert again[0] == spans - {at("한빛전자", "company")}
        assert again[1] == found[1] - {(at("최고기술책임자", "role"), "status", "new")}
        assert again[2] == arrows | {("paid_to", at("2억4000만원", "compensation"), at("김하람", "person"), ())}
        print(language, annotator.effort)


def test_a_stray_key_says_nothing_and_not_relevant_has_one(studio: Studio) -> None:
    """Label Studio gives choices keys of its own, which work where they are not shown: here they have none."""
    number = put(studio, Task.of(handmade.article(TEXT)))
    with sit_down(studio.client.url, size=SMALL) as annotator:
        annotator.log_in(studio.login.email, studio.login.password)
        annotator.begin(number)
        annotator.mark(key("person"), "김하람")
        annotator.select("김하람")
        before = annotator.result()
        for each in "qwertasdfgzxcvbyiopjklnm67890":
            if each != "0":
                annotator.page.keyboard.press(each)
        assert annotator.result() == before
        annotator.page.keyboard.press("Escape")
        annotator.page.keyboard.press("0")
        (more,) = [each for each in annotator.result() if each not in before]
        assert SCHEME.irrelevant
        assert (more["from_name"], *more["value"]["choices"]) == SCHEME.irrelevant


PAGE = sample.PAGES / "yeoulit" / "byeori-acting.html"


def shipped(name: str, page: Path, article: Article) -> tuple[list[Span], list[Attribute], list[Relation]]:
    """A sample page's shipped answer."""
    folder = sample.PAGES.parent / "answers" / name
    return demo.resolve(json.loads((folder / f"{page.stem}.json").read_text("utf-8")), article, SCHEME)


def suggested(article: Article, others: Sequence[Article], models: Path) -> Prediction:
    """What the shipped taggers suggest, having seen what was said of the other articles."""
    gold = []
    for each in others:
        page = next(page for page in sample.DEMO if each.origin.endswith(page.name))
        gold.append((each.text, shipped("ara", page, each)[0]))
    said: list[Prediction] = []
    for tagger in (pay, learned, gazetteer, apposition):
        tag = tagger.make(SCHEME, gold, models / tagger.__name__)
        assert not isinstance(tag, Finding), tag
        said.append(predict.ask(tag, article, said, SCHEME)[0])
    task = Task.of(article, said)
    assert task.prediction
    return task.prediction


def label(annotator: Annotator, text: str, given: Prediction | None, wanted: tuple[Any, Any, Any]) -> None:
    """Brings the page from what is suggested to what is wanted, as somebody would who knows the keys."""
    spans, attributes, relations = wanted
    place = {span.id: span for span in spans}
    there = {(s.label, s.start, s.end): s for s in given.spans} if given else {}

    def nth(span: Span) -> tuple[str, int]:
        surface = span.of(text)
        return surface, len(re.findall(f"(?={re.escape(surface)})", text[: span.start + len(surface) - 1])) + 1

    for found in there.values():
        if (found.label, found.start, found.end) not in {(s.label, s.start, s.end) for s in spans}:
            annotator.delete(*nth(found))
    for span in spans:
        if (span.label, span.start, span.end) not in there:
            annotator.mark(key(span.label), *nth(span))
    read = {(a.target, a.name): a.value for a in given.attributes} if given else {}
    for span in spans:
        old = there.get((span.label, span.start, span.end))
        changed = [
            a for a in attributes if a.target == span.id and read.get((old.id if old else None, a.name)) != a.value
        ]
        if changed:
            annotator.select(*nth(span))
        for each in changed:
            if SCHEME.attributes[each.name].type == "choice":
                annotator.choose(title(each.name, "ko"), value(each.name, each.value, "ko"))
            else:
                annotator.write(title(each.name, "ko"), str(each.value))
    known = {span.id: (span.start, span.end) for span in given.spans} if given else {}
    drawn = {frozenset((known[r.head], known[r.tail])) for r in given.relations} if given else set()
    for arrow in relations:
        head, tail = place[arrow.head], place[arrow.tail]
        if frozenset(((head.start, head.end), (tail.start, tail.end))) not in drawn:
            (first, n), (second, m) = nth(head), nth(tail)
            annotator.relate(first, second, (n, m))
            if arrow.label or arrow.flags:
                annotator.name_relation(*filter(None, [arrow.label, *arrow.flags]))


def test_what_suggestions_spare(tmp_path: Path, studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    """One sample article to its shipped answer: by hand, from the taggers' suggestions, and where they were all right."""
    workspace, _ = init.init(tmp_path / "ws")
    ingest.ingest(workspace, sample.DEMO)
    (article,) = [each for each in articles.read(workspace) if each.origin.endswith(PAGE.name)]
    others = [each for each in articles.read(workspace) if each.id != article.id]
    wanted = shipped("ara", PAGE, article)
    right = Prediction("right", "1", *(tuple(each) for each in wanted))
    cases = {"none": None, "taggers": suggested(article, others, tmp_path / "models"), "all right": right}
    effort: dict[str, Effort] = {}
    with sit_down(studio.client.url, tmp_path / "last.png", LARGE) as annotator:
        annotator.log_in(studio.login.email, studio.login.password)
        for name, given in cases.items():
            number = put(studio, replace(Task.of(article), prediction=given))
            annotator.begin(number)
            annotator.effort = effort[name] = Effort()
            label(annotator, article.text, given, wanted)
            assert not annotator.overflowing()
            annotator.page.screenshot(path=str(tmp_path / f"{name}.png"))
            annotator.submit()
            (task,) = studio.client.tasks(number)
            (sent,) = studio.client.task(task["id"])["annotations"]
            got = regions.parse(sent["result"], article.text, SCHEME, "desk")
            assert places(got.spans) == places(wanted[0]), name
            assert len(got.relations) == len(wanted[2]), name
            for each in wanted[1]:
                assert (each.name, each.value) in {(a.name, a.value) for a in got.attributes}, name
    assert effort["all right"] == Effort(keys=1)
    assert effort["taggers"].seconds() < effort["none"].seconds()
    figures = {
        "article": f"{PAGE.parent.name}/{PAGE.name}",
        "characters": len(article.text),
        "spans": len(wanted[0]),
        "relations": len(wanted[2]),
        "effort": {name: {**asdict(each), "seconds": round(each.seconds(), 1)} for name, each in effort.items()},
    }
    with capsys.disabled():
        print(f"\n{json.dumps(figures)}")
    if os.environ.get("GOLDEN") == "write":
        MEASURED.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def places(spans: Sequence[Span]) -> set[tuple[str, int, int]]:
    return {(each.label, each.start, each.end) for each in spans}


LONG = """\
name: long
version: "0.1.0"
languages: [en]
entities:
{entities}
attributes:
  quality:
    of: [label 0]
    type: choice
    name: {{en: A question about it that is asked at some length}}
    values:
{values}
"""


def test_nothing_overflows_where_all_is_long(tmp_path: Path, studio: Studio) -> None:
    """Thirty labels, forty answers, a title without a space, ten thousand characters."""
    names = [f"a label with quite a long name, {n}" for n in range(30)]
    entities = "\n".join(f"  label {n}: {{name: {{en: {name!r}}}, meaning: {{en: x}}}}" for n, name in enumerate(names))
    values = "\n".join(f"      v{n}: {{en: an answer that takes some room {n}}}" for n in range(40))
    the_scheme = scheme.parse(LONG.format(entities=entities, values=values))
    text = ("긴글" * 400 + " 나룻소프트 ") + "한 문장이 이어진다. " * 850
    article = handmade.article(text[:10_000], title="제목" * 150, outlet="긴이름신문" * 20, summary=("요약" * 200,))
    span = Span(0, 4, "label 0", "s0")
    number = put(studio, replace(Task.of(article), prediction=Prediction("t", "1", (span,))), the_scheme=the_scheme)
    with sit_down(studio.client.url, size=SMALL) as annotator:
        annotator.log_in(studio.login.email, studio.login.password)
        annotator.begin(number)
        for size in (SMALL, LARGE):
            annotator.page.set_viewport_size({"width": size[0], "height": size[1]})
            annotator.page.wait_for_timeout(500)
            assert not annotator.overflowing()
        annotator.page.keyboard.press("Alt+.")
        annotator.page.wait_for_timeout(300)
        assert annotator.page.locator(".desk-ask .lsf-choice:visible").count() == 40
        assert not annotator.overflowing()
        annotator.page.screenshot(path=str(tmp_path / "long.png"))
        annotator.mark("1", "나룻소프트")
        assert [each["value"]["text"] for each in annotator.result() if each["type"] == "labels"][1:] == ["나룻소프트"]


def test_the_keys_that_the_guideline_names(studio: Studio) -> None:
    number = put(studio, Task.of(handmade.article(TEXT)))
    with sit_down(studio.client.url, size=SMALL) as annotator:
        annotator.log_in(studio.login.email, studio.login.password)
        annotator.begin(number)

        def marked() -> list[str]:
            return [each["value"]["labels"][0] for each in annotator.result() if each["type"] == "labels"]

        def pressed(*keys: str) -> list[str]:
            for each in keys:
                annotator.page.keyboard.press(each)
                annotator.page.wait_for_timeout(300)
            return marked()

        def selected() -> bool:
            return bool(annotator.page.evaluate("!!Htx.annotationStore.selected.highlightedNode"))

        annotator.mark(key("person"), "김하람")
        assert marked() == ["person"]
        assert pressed("Control+z") == []
        assert pressed("Control+Shift+z") == ["person"]
        assert pressed("Alt+.", key("role")) == ["role"]
        assert selected()
        pressed("u")
        assert not selected()
        pressed("Alt+.")
        assert selected()
        pressed("Escape")
        assert not selected()
        assert pressed("Alt+.", "Backspace") == []


def test_the_guideline_opens_from_the_task(tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, setting in studio.env.items():
        monkeypatch.setenv(name, setting)
    workspace = handmade.workspace(tmp_path / "ws", [handmade.article(TEXT)])
    card = workspace.card
    card.write_text(re.sub(r"(?m)^pretty_name: .*$", f"pretty_name: {studio.title('desk')}", card.read_text()))
    _, number = push.push(workspace, studio.client)
    wanted = instruction.render((workspace.annotations / "GUIDELINES.md").read_text("utf-8"))
    assert studio.client.project(number)["expert_instruction"] == wanted, "the server keeps it whole"
    with sit_down(studio.client.url, size=SMALL) as annotator:
        annotator.log_in(studio.login.email, studio.login.password)
        annotator.page.goto(f"{studio.client.url}/projects/{number}/data?labeling=1")
        heading = annotator.page.get_by_role("heading", name=re.compile("^c12 "))
        heading.wait_for(timeout=60_000)  # before labelling begins
        annotator.page.screenshot(path=str(tmp_path / "before.png"))
        annotator.page.keyboard.press("Escape")
        heading.wait_for(state="detached")
        annotator.page.get_by_role("button", name="Instructions").first.click()
        heading.wait_for()
        annotator.page.keyboard.press("Escape")
        heading.wait_for(state="detached")
        annotator.mark(key("person"), "김하람")
        assert annotator.result(), "the task is still open"


def test_the_pictures_in_the_documents_are_still_the_desk(studio: Studio) -> None:
    made = screenshots.shoot(studio.client, studio.login.email, studio.login.password, studio.title("desk"))
    for name, picture in made.items():
        kept = (screenshots.FOLDER / name).read_bytes()
        assert picture[:25] == kept[:25], "the same size and depth"
        assert 0.5 < len(picture) / len(kept) < 2
        assert max(len(picture), len(kept)) < 150_000


def put(studio: Studio, *tasks: Task, the_scheme: Scheme = SCHEME, language: str | None = None) -> int:
    """A project of its own, with these tasks."""
    made = studio.client.create_project(studio.title("desk"), label_config.render(the_scheme, language))
    studio.client.import_tasks(made["id"], [payload.task(each, the_scheme) for each in tasks])
    return int(made["id"])
