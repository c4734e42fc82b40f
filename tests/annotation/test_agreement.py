"""Agreement: exact, symmetric, free of order, and none where there is none to have (rows D1 to D7 of the bad inputs)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import handmade
from toolkit.annotation.agreement import Agreement, measure
from toolkit.annotation.annotation import Annotation
from toolkit.article.span import Relation, Span

ONE, TWO, THREE = (handmade.article(id=f"a{n}") for n in (1, 2, 3))


def said(of=ONE, by="ara", marks=(), arrows=(), **more) -> Annotation:
    """`marks` are (start, end, label); `arrows` (label, n, m) between the n-th and m-th of them."""
    spans = [Span(*mark, f"{by}{n}") for n, mark in enumerate(marks)]
    made = handmade.annotation(of, spans, by=by, **more)
    return replace(
        made, relations=tuple(Relation(f"r{n}", r, spans[h].id, spans[t].id) for n, (r, h, t) in enumerate(arrows))
    )


def measured(*votes: Annotation) -> Agreement:
    grouped: dict[str, list[Annotation]] = {}
    for each in votes:
        grouped.setdefault(each.article_id, []).append(each)
    return measure(grouped)


A, B, C = (0, 4, "A"), (5, 10, "A"), (3, 7, "A")


def test_d1_one_annotator_has_no_agreement():
    for votes in ([said(marks=[A])], [said(marks=[A]), said(of=TWO, by="bora", marks=[A])]):
        made = measured(*votes)
        assert (made.spans.f1, made.spans.reason, made.articles) == (None, "single-annotator", 0)


def test_d2_two_that_never_mark_anything_have_no_variation():
    made = measured(said(), said(by="bora"))
    assert (made.spans.f1, made.spans.reason) == (None, "no-variation")
    assert (made.relations.f1, made.relations.reason) == (None, "no-variation")


def test_d3_marking_nothing_is_missing_what_the_other_marked():
    made = measured(said(marks=[A]), said(by="bora", marks=[A]), said(of=TWO, marks=[A, B]), said(of=TWO, by="bora"))
    assert made.spans.f1 == pytest.approx(2 * 1 / (3 + 1)), "pooled, no article passed over"


def test_d4_spans_that_touch_do_not_agree():
    assert measured(said(marks=[(0, 10, "A")]), said(by="bora", marks=[(10, 20, "A")])).spans.f1 == 0


def test_d5_an_exact_match_is_found_whatever_stands_before_it():
    for marks in ([C, B], [B, C]):
        assert measured(said(marks=marks), said(by="bora", marks=[B])).spans.f1 == pytest.approx(2 / 3)


def test_d7_only_articles_that_both_answered_count_and_the_share_is_told():
    made = measured(
        said(marks=[A]), said(by="bora", marks=[A]), said(of=TWO, marks=[B]), said(of=THREE, by="bora", marks=[B])
    )
    assert (made.spans.f1, made.articles, made.of, made.annotators) == (1, 1, 3, 2)


def test_skips_and_known_answers_agree_with_nobody():
    made = measured(said(marks=[A]), said(by="bora", status="skipped"), said(by="known", marks=[A], ground_truth=True))
    assert (made.spans.f1, made.annotators) == (None, 1)


def test_a_relation_is_the_same_where_its_ends_are():
    marks = [A, B]
    arrow = said(marks=marks, arrows=[("r", 0, 1)])
    assert measured(arrow, said(by="bora", marks=marks[::-1], arrows=[("r", 1, 0)])).relations.f1 == 1
    assert measured(arrow, said(by="bora", marks=marks, arrows=[("r", 1, 0)])).relations.f1 == 0
    assert measured(arrow, said(by="bora", marks=[A, (5, 9, "A")], arrows=[("r", 0, 1)])).relations.f1 == 0


marks = st.sets(st.tuples(st.integers(0, 3), st.integers(4, 6), st.sampled_from("AB")), max_size=5)
votes = st.lists(st.tuples(st.integers(0, 1), st.sampled_from("xyz"), marks), max_size=6, unique_by=lambda v: v[:2])


@given(votes, st.randoms())
def test_d6_neither_names_nor_order_matter(drawn, random):
    made = measured(*(said((ONE, TWO)[of], by, sorted(each)) for of, by, each in drawn))
    names = dict(zip("xyz", random.sample("pqr", 3), strict=True))
    again = [
        said((ONE, TWO)[of], names[by], random.sample(sorted(each), len(each)))
        for of, by, each in random.sample(drawn, len(drawn))
    ]
    other = measured(*again)
    figures = [(each.f1, each.both, sum(each.either), each.reason) for each in (made.spans, other.spans)]
    assert figures[0] == figures[1]
    assert {label: each.f1 for label, each in made.by_label.items()} == {
        label: each.f1 for label, each in other.by_label.items()
    }


@given(votes)
def test_a_figure_lies_between_none_and_all_or_has_a_reason(drawn):
    made = measured(*(said((ONE, TWO)[of], by, sorted(each)) for of, by, each in drawn))
    for figure in (made.spans, made.relations, *made.by_label.values()):
        assert (figure.f1 is None) == (figure.reason is not None)
        assert figure.f1 is None or 0 <= figure.f1 <= 1
    if made.spans.f1 == 1:
        assert made.spans.both * 2 == sum(made.spans.either)
