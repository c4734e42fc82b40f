"""From several answers to one, or to none: nothing is decided by order, and what is left out is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import handmade
from tests.conftest import REPOSITORY
from toolkit.annotation.annotation import Annotation
from toolkit.annotation.gold import Gold, decide
from toolkit.article.span import Attribute
from toolkit.finding import Tally
from toolkit.scheme import scheme

SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
ARTICLE = handmade.article()
FIRM, PERSON, ROLE, PAY = handmade.spans(
    ARTICLE.text, ("한빛전자", "company"), ("김하람", "person"), ("최고기술책임자", "role"), ("5억원", "compensation")
)
HOLDS, PAID = ("holds", "s1", "s2"), ("paid_to", "s3", "s1")
NOT_RELEVANT = Attribute(None, *(SCHEME.irrelevant or ("", "")))


def said(*marked, arrows=(), attributes=(), by="ara", **more) -> Annotation:
    return handmade.annotation(ARTICLE, marked, arrows, attributes, by, **more)


def decided(*votes: Annotation, policy="agreed") -> tuple[list[Gold], Tally]:
    tally = Tally()
    made = list(decide({ARTICLE.id: list(votes)}, {ARTICLE.id: ARTICLE.text}, SCHEME, policy, tally))
    assert all(count.balanced for count in tally.counts.values())
    return made, tally


def test_single_takes_the_sole_answer_and_no_other():
    [gold], tally = decided(said(FIRM, PERSON, ROLE, arrows=[HOLDS]), policy="single")
    assert [(span.id, span.of(ARTICLE.text)) for span in gold.spans] == [
        ("e1", "한빛전자"),
        ("e2", "김하람"),
        ("e3", "최고기술책임자"),
    ]
    assert [(each.label, each.head, each.tail) for each in gold.relations] == [("holds", "e2", "e3")]
    made, tally = decided(said(FIRM), said(FIRM, by="bora"), policy="single")
    assert made == []
    assert (dict(tally.by_code), tally.exit_code()) == ({"gold-undecided": 1}, 0)


def test_agreed_is_what_all_say_alike_and_the_rest_is_counted():
    both = said(FIRM, PERSON, ROLE, PAY, arrows=[HOLDS, PAID]), said(FIRM, PERSON, PAY, arrows=[PAID], by="bora")
    [gold], tally = decided(*both)
    assert [span.label for span in gold.spans] == ["company", "person", "compensation"]
    assert [each.label for each in gold.relations] == ["paid_to"]
    assert tally.counts["gold spans"].skipped == 1
    assert tally.counts["gold relations"].skipped == 1
    assert gold.annotators == tuple(sorted(each.annotator for each in both))


def test_attributes_that_differ_stay_empty_and_are_counted():
    former, new = Attribute("s2", "status", "former"), Attribute("s2", "status", "new")
    [gold], tally = decided(said(ROLE, attributes=[new]), said(ROLE, attributes=[new], by="bora"))
    assert gold.attributes == (Attribute("e1", "status", "new"),)
    for other in ([former], []):
        [gold], tally = decided(said(ROLE, attributes=[new]), said(ROLE, attributes=other, by="bora"))
        assert gold.attributes == ()
        assert tally.counts["gold attributes"].skipped == 1


def test_an_arrow_whose_flags_differ_is_not_agreed_on():
    arrow = said(PERSON, ROLE, arrows=[HOLDS])
    denied = replace(arrow, id="x", annotator="a-1", relations=(replace(arrow.relations[0], flags=("denied",)),))
    [gold], tally = decided(arrow, denied)
    assert gold.relations == ()
    assert tally.counts["gold relations"].skipped == 2


def test_a_negative_is_one_only_if_all_say_so():
    [gold], _ = decided(said(attributes=[NOT_RELEVANT]), said(FIRM, attributes=[NOT_RELEVANT], by="bora"))
    assert (gold.relevant, gold.spans) == (False, ())
    made, tally = decided(said(attributes=[NOT_RELEVANT]), said(by="bora"))
    assert made == []
    assert tally.by_code == {"gold-undecided": 1}
    [gold], _ = decided(said(), said(by="bora"))
    assert gold.relevant, "read, and nothing found, is no negative"


@pytest.mark.parametrize("policy", ["single", "agreed"])
def test_skips_and_known_answers_have_no_vote(policy):
    votes = said(status="skipped"), said(FIRM, by="known", ground_truth=True)
    assert decided(*votes, policy=policy)[0] == []
    [gold], _ = decided(said(PERSON, by="bora"), *votes, policy=policy)
    assert [span.label for span in gold.spans] == ["person"]


def test_adjudicated_takes_decisions_only():
    made, tally = decided(said(FIRM), policy="adjudicated")
    assert made == []
    assert tally.by_code == {"gold-undecided": 1}


def test_answers_on_two_texts_are_no_answer():
    made, tally = decided(said(FIRM), said(FIRM, by="bora", text_sha256="0" * 64))
    assert made == []
    assert (dict(tally.by_code), tally.exit_code()) == ({"text-changed": 1}, 1)


@given(st.lists(st.sets(st.sampled_from([FIRM, PERSON, ROLE, PAY])), min_size=1, max_size=4), st.randoms())
def test_neither_order_nor_ids_decide(marked, random):
    votes = [said(*sorted(each), by=f"{n}") for n, each in enumerate(marked)]
    made, _ = decided(*votes)
    random.shuffle(votes)
    renamed = [replace(v, spans=tuple(replace(s, id=f"x{s.id}") for s in reversed(v.spans))) for v in votes]
    assert decided(*renamed)[0] == made
    shared = {(each.start, each.end) for each in set.intersection(*marked)}
    assert [{(span.start, span.end) for span in gold.spans} for gold in made] == (
        [shared] if shared or not any(marked) else []
    )


def test_where_nothing_is_marked_by_all_there_is_no_gold_rather_than_an_empty_one(the_scheme):
    article = handmade.article()
    votes = [
        replace(handmade.annotation(article, handmade.spans(article.text, (text, "company"))), id=text, annotator=text)
        for text in ("한빛전자", "누리소프트")
    ]
    tally = Tally()
    assert list(decide({article.id: votes}, {article.id: article.text}, the_scheme, "agreed", tally)) == []
    assert tally.reasons["gold: gold-undecided"] == 1
