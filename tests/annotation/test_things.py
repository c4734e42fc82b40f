"""One fact drawn at two mentions of a name is one fact: in agreement, and in the gold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests import handmade
from tests.conftest import REPOSITORY
from toolkit.annotation.agreement import measure
from toolkit.annotation.gold import decide
from toolkit.finding import Tally
from toolkit.scheme import scheme

SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
TEXT = "한빛전자는 김하람을 사장으로 데려왔다. ㈜한빛전자에 따르면 김 사장은 5억원을 받는다. 한빛전자는 부인했다."
ARTICLE = handmade.article(TEXT)
FIRM, PERSON, POST, LEGAL, TITLED, PAY = handmade.spans(
    TEXT,
    ("한빛전자", "company"),
    ("김하람", "person"),
    ("사장", "role"),
    ("㈜한빛전자", "company"),
    ("김 사장", "person"),
    ("5억원", "compensation"),
)  # fmt: skip
ALL = (FIRM, PERSON, POST, LEGAL, TITLED, PAY)


def said(arrows, by):
    return handmade.annotation(ARTICLE, ALL, arrows, (), by)


def agreed(*votes):
    grouped = {ARTICLE.id: list(votes)}
    [gold] = decide(grouped, {ARTICLE.id: TEXT}, SCHEME, "agreed", Tally())
    measured = measure(grouped, {ARTICLE.id: TEXT}, SCHEME).relations
    return gold, measured


def test_a_fact_is_the_same_at_whichever_mention_it_was_drawn() -> None:
    ara = said([("joins", "s1", "s0"), ("paid_to", "s5", "s1"), ("paid_by", "s5", "s0")], "ara")
    bora = said([("joins", "s4", "s3"), ("paid_to", "s5", "s4"), ("paid_by", "s5", "s3")], "bora")
    gold, measured = agreed(ara, bora)
    assert measured.f1 == 1
    places = {span.id: span.of(TEXT) for span in gold.spans}
    assert [(each.label, places[each.head], places[each.tail]) for each in gold.relations] == [
        ("joins", "김하람", "한빛전자"),
        ("paid_by", "5억원", "한빛전자"),
        ("paid_to", "5억원", "김하람"),
    ]


def test_other_facts_stay_others() -> None:
    gold, measured = agreed(said([("joins", "s1", "s0")], "ara"), said([("leaves", "s1", "s0")], "bora"))
    assert (measured.f1, gold.relations) == (0, ())


def test_a_sole_answer_stays_as_it_was_drawn() -> None:
    one = said([("joins", "s1", "s0"), ("joins", "s4", "s3")], "ara")
    [gold] = decide({ARTICLE.id: [one]}, {ARTICLE.id: TEXT}, SCHEME, "single", Tally())
    assert len(gold.relations) == 2


@given(
    st.permutations(["ara", "bora", "dami"]),
    st.sets(st.sampled_from([("joins", 1, 0), ("joins", 4, 0), ("paid_to", 5, 4)])),
)
def test_the_order_of_answers_decides_nothing(order, drawn) -> None:  # fmt: skip
    arrows = [(label, f"s{head}", f"s{tail}") for label, head, tail in sorted(drawn)]
    votes = [said(arrows if by != "bora" else arrows[:1], by) for by in order]
    gold, measured = agreed(*votes)
    plain, again = agreed(*sorted(votes, key=lambda vote: vote.annotator))
    assert (gold, measured) == (plain, again)
