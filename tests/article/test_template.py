"""What sites repeat: learned from few pages, in any order, never across sites, and never an article's own text."""

from __future__ import annotations

import json
import random

import pytest
import sites
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article import dump, template
from toolkit.article.build import make
from toolkit.article.template import Learner, Template, masked
from toolkit.raw.document import RawDocument
from toolkit.workspace import sha256

BODY = "가온소재가 내년에 공장을 {}곳 더 짓고 사람을 백 명 뽑기로 했다고 {}이 밝혔다."
RULE = "가온일보는 모든 기사를 편집 원칙에 따라 쓰고 독자의 지적을 받아 고친다."


def text(lines: sites.Lines) -> str:
    return "\n".join(line for line, _ in lines)


def learn(pages: list[tuple[str, str]], version: int = 1) -> dict[str, Template]:
    learner = Learner()
    for site, page in pages:
        learner.add(site, sha256(page), page)
    return learner.learn(version)


def line_f1(lines: sites.Lines, known: Template | None) -> tuple[int, int]:
    kept = dump.read(dump.page(text(lines)).lines, template=known).kept
    truth = [body for line, body in lines if line.strip()]
    right = sum(2 * (body and index in kept) for index, body in enumerate(truth))
    return right, sum(body != (index in kept) for index, body in enumerate(truth))


def test_five_pages_a_site_are_enough_where_sites_are_mixed() -> None:
    pages = {
        (name, number): [sites.page(name, number, each) for each in range(5)]
        for name in sites.LAYOUTS
        for number in range(900, 906)
    }
    mixed = [(f"{name}{number}", text(page)) for (name, number), made in pages.items() for page in made]
    random.Random(1).shuffle(mixed)
    known = learn(mixed)
    alone = together = 0.0
    for name in sites.LAYOUTS:
        counts = {True: [0, 0], False: [0, 0]}
        for (layout, number), made in pages.items():
            for page in made if layout == name else ():
                for use, count in counts.items():
                    right, wrong = line_f1(page, known.get(f"{name}{number}") if use else None)
                    count[0], count[1] = count[0] + right, count[1] + wrong
        single, many = (count[0] / sum(count) for count in (counts[False], counts[True]))
        assert many >= 0.999, name
        if name == "house":
            alone, together = single, many
    assert alone < 0.95 < together


@pytest.mark.parametrize("name", sorted(set(sites.LAYOUTS) - {"house"}))
def test_a_single_page_is_read_well_alone(name: str) -> None:
    counts = [line_f1(sites.page(name, 700 + number // 3, number % 3), None) for number in range(45)]
    right, wrong = (sum(each) for each in zip(*counts, strict=True))
    assert right / (right + wrong) >= 0.99


def test_no_line_is_dropped_for_what_other_sites_repeat() -> None:
    pages = [
        (f"site{n}", f"제목 하나 {n}\n{BODY.format(n, '회사')}\n{RULE}\n{BODY.format(n, '시장')}") for n in range(20)
    ]
    assert learn(pages) == {}


def test_an_article_posted_five_times_is_no_template() -> None:
    article = "\n".join(BODY.format(n, who) for n, who in enumerate(("회사", "노조", "시장", "주민", "정부")))
    pages = [("s", f"{n}번째 글\n조회 {n}\n{article}\n{RULE}") for n in range(5)]
    assert learn(pages) == {}


def test_a_sentence_that_comes_again_stays() -> None:
    pages = []
    for n in range(10):
        body = [f"{who}의 {n}번째 말이다. " + BODY.format(n, who * (n + 1)) for who in "가나다라"]
        body.insert(n % 4, "현장의 반응은 엇갈린다.") if n % 2 else None
        pages.append(("s", "\n".join(["가온일보", *body, RULE, "많이 본 뉴스"])))
    known = learn(pages)["s"]
    assert {"가온일보", RULE, "많이 본 뉴스"} <= known.lines
    assert "현장의 반응은 엇갈린다." not in known.lines


def test_numbers_are_masked() -> None:
    assert masked("조회 21회") == masked("조회 1,035회")
    assert masked("2026.03.05 09:12") == masked("2026.11.30 19:02")
    assert masked("3월") != masked("3일")


@given(st.permutations(range(12)), st.integers(1, 9))
def test_the_order_of_pages_says_nothing(order: list[int], version: int) -> None:
    pages = [(f"s{n % 2}", text(sites.page("house", n % 2, n))) for n in range(12)]
    assert learn([pages[n] for n in order], version) == learn(pages, version)


def test_no_more_pages_are_held_than_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "PAGES", 8)
    pages = [text(sites.page("house", 1, n)) for n in range(40)]
    forward, backward = Learner(), Learner()
    for page in pages:
        forward.add("s", sha256(page), page)
        forward.add("s", sha256(page), page)
    for page in reversed(pages):
        backward.add("s", sha256(page), page)
    assert forward.learn() == backward.learn() == learn([("s", p) for p in sorted(pages, key=sha256)[:8]])
    assert forward.learn()["s"].pages == 8


def test_a_template_round_trips() -> None:
    made = Template("가온", 3, 5, frozenset({"나", "가"}))
    assert made.name == "가온@3"
    assert made.to_dict()["lines"] == ["가", "나"]
    assert Template.from_dict(json.loads(json.dumps(made.to_dict()))) == made


def test_make_drops_what_the_template_knows() -> None:
    page = f"가온소재 공장 증설\n{BODY.format(1, '회사')}\n{BODY.format(2, '노조')}\n{RULE}"
    document = RawDocument.of(page.encode(), source="s", origin="o", media_type="text/plain")
    known = Template("s", 1, 5, frozenset({RULE}))
    before, _ = make(document, "Asia/Seoul")
    after, _ = make(document, template=known)
    assert before is not None
    assert after is not None
    assert RULE in before.text
    assert RULE not in after.text
    assert [(page[slice(*each.raw)], each.reason) for each in after.dropped][-1] == (RULE, "template")
