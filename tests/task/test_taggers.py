"""What is suggested: names at all their mentions, people with their posts, what a model learned from the gold."""

from __future__ import annotations

import json

import pytest

from tests import handmade
from toolkit.article.span import Span
from toolkit.finding import Finding
from toolkit.task.taggers import apposition, gazetteer, learned, titles
from toolkit.task.task import Prediction, combine, uncertainty

FIRMS = (
    "한빛전자",
    "누리소프트",
    "가람배터리",
    "도담은행",
    "여울전자",
    "다온서치",
    "모아인력",
    "새벽랩스",
    "온새미",
    "해솔증권",
)
PEOPLE = ("김하람", "조은별", "정하늘", "박도윤", "이서준", "최가온", "윤슬아", "한여름", "임다온", "강나래")


def marked(text: str, *said: tuple[str, str]) -> tuple[str, list[Span]]:
    return text, list(handmade.spans(text, *said))


def taught(n: int = 10) -> list[tuple[str, list[Span]]]:
    return [
        marked(
            f"{FIRMS[i]}는 {PEOPLE[i]}을 새 자리에 앉혔다.\n\n연봉으로 {i + 2}억원을 받는다. 회사는 올해 공장을 짓는다.",
            (FIRMS[i], "company"), (PEOPLE[i], "person"), (f"{i + 2}억원", "compensation"),
        )
        for i in range(n)
    ]  # fmt: skip


def said(prediction: Prediction | None, text: str) -> list[tuple[str, str]]:
    return [(span.of(text), span.label) for span in (prediction.spans if prediction else ())]


def ask(tag, text: str, found=()) -> Prediction:
    return tag(handmade.article(text), found)


# gazetteer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한빛전자는 왔다.", ["한빛전자"]), ("한빛전자상가는 크다.", []), ("한빛전자에서도 그랬다.", ["한빛전자"]), ("한빛이 왔다.", ["한빛"]),
        ("한빛은행이 왔다.", []), ("‘한빛’과 한빛전자", ["한빛", "한빛전자"]), ("Garam's pay, Garamond", ["Garam"]),
    ],
)  # fmt: skip
def test_a_known_name_is_found_as_a_word_and_the_longest_wins(tmp_path, the_scheme, text, expected):
    gold = [marked("한빛과 한빛전자와 Garam이다.", ("한빛", "company"), ("한빛전자", "company"), ("Garam", "company"))]
    gold[0][1][1] = Span(4, 8, "company", "s1")
    tag = gazetteer.make(the_scheme, gold, tmp_path)
    assert said(ask(tag, text), text) == [(name, "company") for name in expected]


def test_a_word_that_is_mostly_left_alone_is_no_name(tmp_path, the_scheme):
    gold = [marked("직원을 찾는다. 직원은 있다. 직원도 직원이다.", ("직원", "group"))]
    assert said(ask(gazetteer.make(the_scheme, gold, tmp_path), "직원이 왔다."), "직원이 왔다.") == []


def test_a_name_that_was_found_once_is_suggested_at_its_other_mentions(tmp_path, the_scheme):
    text = "온새미가 사람을 찾는다. 온새미는 작다. 직원도 온다. 직원은 없다."
    found = [Span(0, 3, "company", "x"), Span(text.index("직원"), text.index("직원") + 2, "group", "y")]
    made = ask(gazetteer.make(the_scheme, [], tmp_path), text, found)
    assert said(made, text) == [("온새미", "company")] * 2, "names only: another 직원 may be another group"


# people and posts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("김하람 사장이 물러났다.", ["김하람", "사장"]), ("김하람(52) 전 부사장은", ["김하람", "부사장"]), ("조은별 데이터팀장이", ["조은별", "데이터팀장"]),
        ("김하람 씨는 말했다. 김 씨가 왔다.", ["김하람", "김 씨"]), ("김하람 대표이사 사장은 왔다. 김 사장도.", ["김하람", "대표이사 사장", "김 사장"]),
        ("이사회 의장이 말했다.", []), ("고객사 대표가", []), ("서울대 교수가", []), ("반도체 개발자를", []), ("전 대표가 왔다.", []),
        ("Haram Kim, chief executive of Garam Battery, said", ["Haram Kim", "chief executive"]), ("said CEO Haram Kim today", ["CEO", "Haram Kim"]),
        ("김하람 사장단이", []),
    ],
)  # fmt: skip
def test_people_are_told_by_the_post_they_are_named_with(text, expected):
    assert [text[start:end] for start, end, _ in sorted(set(titles.find(text)))] == expected


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("가람배터리 김하람 대표는", [("holds", "김하람", "대표"), ("role_at", "대표", "가람배터리")]),
        ("김하람 가람배터리 대표이사는", [("holds", "김하람", "대표이사"), ("role_at", "대표이사", "가람배터리")]),
        ("Haram Kim, CEO of Garam Battery, left", [("holds", "Haram Kim", "CEO"), ("role_at", "CEO", "Garam Battery")]),
        ("Garam Battery CEO Haram Kim left", [("holds", "Haram Kim", "CEO"), ("role_at", "CEO", "Garam Battery")]),
        ("가람배터리 출신인 김하람 대표", [("holds", "김하람", "대표")]),
        ("가람배터리는 김하람을 대표로", []),
        ("김하람(52) 대표. 김하람 대표.", [("holds", "김하람", "대표")]),
        ("가람배터리 김하람, 조은별 대표", [("holds", "조은별", "대표")]),
    ],
)
def test_neighbours_are_tied(tmp_path, the_scheme, text, relations):
    labels = {
        "가람배터리": "company",
        "Garam Battery": "company",
        "김하람": "person",
        "조은별": "person",
        "Haram Kim": "person",
    }
    labels |= {"대표이사": "role", "대표": "role", "CEO": "role"}
    found = [Span(start, end, label, f"{start}") for start, end, label in gazetteer.Names(labels).find(text)]
    made = ask(apposition.make(the_scheme, [], tmp_path), text, found)
    surfaces = {span.id: span.of(text) for span in found}
    assert sorted((each.label, surfaces[each.head], surfaces[each.tail]) for each in made.relations) == relations
    assert made.spans == ()


# learned


def test_too_little_gold_teaches_nothing_and_says_so(tmp_path, the_scheme):
    made = learned.make(the_scheme, taught(learned.LEAST - 1), tmp_path)
    assert isinstance(made, Finding)
    assert (made.code, made.severity) == ("tagger-abstains", "W")
    assert list(tmp_path.iterdir()) == []


def test_it_learns_what_it_was_shown_and_says_how_sure_it_is(tmp_path, the_scheme):
    tag = learned.make(the_scheme, taught(), tmp_path)
    assert not isinstance(tag, Finding)
    text = "바다전자는 송이든을 새 자리에 앉혔다.\n\n연봉으로 12억원을 받는다."
    made = ask(tag, text)
    assert said(made, text) == [("바다전자", "company"), ("송이든", "person"), ("12억원", "compensation")]
    assert made.scores.keys() == {span.id for span in made.spans}
    assert all(0.5 <= score <= 1 for score in made.scores.values())
    strange = ask(tag, "It rained, and 바다전자송이든은는이가 12만 of it 앉 새 억 had been.")
    assert 0 <= uncertainty([made]) < uncertainty([strange]) <= 1
    assert uncertainty([]) == 1.0
    assert ask(tag, "").score == 1.0


def test_the_same_gold_gives_the_same_bytes_and_other_gold_another_version(tmp_path, the_scheme):
    for folder, n in (("a", 10), ("b", 10), ("c", 9)):
        learned.make(the_scheme, taught(n), tmp_path / folder)
    [a], [b], [c] = (list((tmp_path / folder).iterdir()) for folder in "abc")
    assert a.name == b.name != c.name
    assert a.read_bytes() == b.read_bytes()
    before = a.stat().st_mtime_ns
    learned.make(the_scheme, taught(10), tmp_path / "a")
    assert a.stat().st_mtime_ns == before, "it is read, not trained again"
    learned.make(the_scheme, taught(9), tmp_path / "a")
    assert [each.name for each in (tmp_path / "a").iterdir()] == [c.name]


def test_of_nested_spans_the_outermost_is_learned():
    text = "(주)가람소프트 대표"
    spans = [Span(0, 8, "company", "a"), Span(3, 8, "person", "b"), Span(9, 11, "role", "c")]
    tags = learned._tags(text, spans)
    assert list(learned._chunks(tags)) == [(0, 8, "company"), (9, 11, "role")]


# all together


def test_of_two_taggers_the_first_is_heard_and_ids_tell_whose_it_was():
    first = Prediction("a", "1", (Span(0, 3, "company", "s0"),), scores={"s0": 0.9}, score=0.8)
    second = Prediction(
        "b", "2", (Span(2, 5, "person", "s0"), Span(6, 8, "person", "s1")), scores={"s0": 0.1}, score=0.4
    )
    together = combine([first, second])
    assert together is not None
    assert [span.id for span in together.spans] == ["a@1-0-3", "b@2-6-8"]
    assert (together.scores, together.score) == ({"a@1-0-3": 0.9}, 0.4)
    assert Prediction.from_dict(json.loads(json.dumps(together.to_dict()))) == together
    assert combine([Prediction("a", "1", ())]) is None
