"""Duplicates: what is alike is found, what is not is left, and the order in which articles come changes nothing."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench import dedup as invented
from toolkit.article.dedup import (
    NEAR,
    SHORTEST_NEAR,
    SHORTEST_TRUNCATED,
    TRUNCATED,
    Duplicate,
    compare,
    groups,
    shingle,
)

STORY = (
    "한빛전자는 김하람 전 누리소프트 연구소장을 최고기술책임자로 영입했다고 9일 밝혔다. 연봉은 5억원이며 3년 동안 일한다.\n\n"
    "김 신임 책임자는 반도체 설계 분야에서 이십 년 넘게 일한 전문가로, 새 공장의 첫 생산을 이끌 예정이다. 회사는 그의 영입이 "
    "기술 경쟁에서 앞서 나가는 계기가 될 것으로 본다고 설명했다.\n\n누리소프트는 후임을 아직 정하지 않았다. 업계에서는 비슷한 이동이 "
    "올해 안에 몇 차례 더 있을 것으로 보고 있으며, 가람은행도 사람을 찾는 것으로 알려졌다."
)
OTHER = (
    "가람은행 노사가 올해 임금을 4퍼센트 올리기로 뜻을 모았다. 노조는 조합원 투표를 거쳐 다음 주에 합의안에 서명한다.\n\n"
    "성과급은 기본급의 두 달 치이며, 신입 행원의 초봉은 지난해와 같다. 은행 쪽은 어려운 경기에도 직원의 노력을 인정한 결과라고 "
    "밝혔다. 지점 통폐합을 둘러싼 다툼은 남아 있다."
)


def groups_of(texts):
    """The sets of ids that are together."""
    found = defaultdict(set)
    for row in groups(texts.items()):
        found[row.dup_group].add(row.article_id)
    return sorted(map(sorted, found.values()))


def reasons(texts):
    return {row.article_id: (row.kept, row.reason) for row in groups(texts.items())}


@pytest.mark.parametrize(
    ("copy", "reason"),
    [
        (STORY, "exact"),
        (STORY.replace(" ", ""), "near"),  # retyped
        (STORY.replace("\n\n", " ").replace(".", "!"), "near"),
        (STORY.replace("한빛전자", "H전자"), "near"),
        ("[속보] " + STORY.replace("밝혔다", "전했다"), "near"),
        (STORY[:100], "truncated"),
        (STORY[120:230], "truncated"),
        (STORY[:110] + "... 더보기", "truncated"),
    ],
)
def test_a_copy_is_found(copy, reason):
    rows = {row.article_id: row for row in groups([("a", copy), ("b", STORY), ("c", OTHER)])}
    assert rows.keys() == {"a", "b"}
    removed = rows["b" if rows["a"].reason is None else "a"]
    assert removed.reason == reason
    assert {row.dup_group for row in rows.values()} == {"a"}
    assert rows[removed.kept].reason is None
    jaccard, containment = compare(copy, STORY)
    assert removed.similarity == round(containment if reason == "truncated" else jaccard, 4)


def test_others_are_left():
    again = OTHER.replace("가람은행", "한빛전자").replace("임금", "수당")
    assert groups([("a", STORY), ("b", OTHER), ("c", ""), ("d", "  "), ("e", "네."), ("f", "네!")]) == []
    assert compare(STORY, OTHER)[1] < 0.1
    assert groups_of({"a": STORY, "b": OTHER, "c": again}) == [["b", "c"]]


def test_the_longest_is_kept_and_the_smallest_id_names_the_group():
    assert reasons({"a": STORY[:100], "b": STORY[:-10], "c": STORY, "d": STORY}) == {
        "a": ("c", "truncated"),
        "b": ("c", "near"),
        "c": ("c", None),
        "d": ("c", "exact"),
    }
    assert {row.dup_group for row in groups([("b", STORY), ("a", STORY[:100])])} == {"a"}


def test_a_short_text_has_only_identical_ones():
    assert groups([("a", "한빛전자 3분기 이익 5조원"), ("b", "한빛전자 3분기 이익 4조원")]) == []
    assert groups_of({"a": "한빛전자", "b": "누리", "c": "한빛전자"}) == [["a", "c"]]
    assert groups_of({"a": "", "b": ""}) == [["a", "b"]]


def test_a_chain_does_not_end_in_one_group():
    """Each text shares two thirds of its sentences with the next: pairwise alike, the ends have nothing in common."""
    random_ = random.Random(3)
    words = invented.vocabulary(random_, 3000)
    sentences = [" ".join(random_.choices(words, k=12)) + "." for _ in range(200)]
    chain = {f"{n:03d}": " ".join(sentences[5 * n : 5 * n + 25]) for n in range(35)}
    pairs = list(zip(chain.values(), list(chain.values())[1:], strict=False))
    assert min(compare(a, b)[0] for a, b in pairs) > NEAR
    found = groups_of(chain)
    assert len(found) >= 8, "one edge after another would have made one group"
    for row in groups(chain.items()):
        assert compare(chain[row.article_id], chain[row.kept])[0] >= NEAR


def test_candidates_are_found_as_if_each_pair_had_been_compared():
    random_ = random.Random(11)
    words = invented.vocabulary(random_, 5000)
    weights = [float(n) for n in range(1, len(words) + 1)]
    texts = {}
    for n in range(30):
        text = invented.article(random_, words, weights)
        texts[f"{n}"] = text
        for m, kind in enumerate(invented.KINDS):
            if (n + m) % 2:
                texts[f"{n}-{m}"] = invented.changed(random_, text, words, kind)
    assert groups(texts.items()) == compared(texts)


def compared(texts):
    """The same answer the slow way: from the longest on, each against everything that was kept."""
    rows, kept, why = [], [], {}
    for name in sorted(texts, key=lambda each: (-len(shingle(texts[each])), each)):
        measured = [(*compare(texts[name], texts[other]), -n, other) for n, other in enumerate(kept)]
        near = max(((j, n, o) for j, _, n, o in measured if j >= NEAR), default=None)
        cut = max(((c, n, o) for _, c, n, o in measured if c >= TRUNCATED), default=None)
        if len(shingle(texts[name])) >= SHORTEST_NEAR and near:
            why[name] = (near[2], "near", near[0])
        elif len(shingle(texts[name])) >= SHORTEST_TRUNCATED and cut:
            why[name] = (cut[2], "truncated", cut[0])
        else:
            kept.append(name)
    for first in kept:
        members = [first, *(each for each in why if why[each][0] == first)]
        if len(members) > 1:
            rows += [Duplicate(each, min(members), *why.get(each, (first, None, 1.0))) for each in members]
    return sorted(
        (replace(row, similarity=round(row.similarity, 4)) for row in rows),
        key=lambda row: (row.dup_group, row.article_id),
    )


@st.composite
def collections(draw):
    """A few articles, among them copies of every kind."""
    random_ = random.Random(draw(st.integers(0, 10_000)))
    words = invented.vocabulary(random_, 400)
    originals = [" ".join(random_.choices(words, k=draw(st.integers(0, 80)))) for _ in range(draw(st.integers(1, 4)))]
    texts = {}
    for n in range(draw(st.integers(0, 12))):
        text = random_.choice(originals)
        kind = draw(st.sampled_from(["same", *invented.KINDS]))
        texts[f"a{n:02d}"] = text if kind == "same" else invented.changed(random_, text, words, kind)
    return texts


@settings(max_examples=60, deadline=None)
@given(collections(), st.randoms(use_true_random=False))
def test_laws(texts, random_):
    rows = groups(texts.items())
    shuffled = list(texts.items())
    random_.shuffle(shuffled)
    assert groups(iter(shuffled)) == rows, "the order is nothing"

    assert len({row.article_id for row in rows}) == len(rows), "nobody is in two groups"
    members = defaultdict(list)
    for row in rows:
        members[row.dup_group].append(row)
    group = {row.article_id: row.dup_group for row in rows}
    for name, each in members.items():
        assert len(each) > 1
        assert name == min(row.article_id for row in each)
        assert [row.article_id for row in each if row.reason is None] == [each[0].kept]
        assert {row.kept for row in each} == {each[0].kept}
    for a, text in texts.items():
        for b, other in texts.items():
            if a < b and text == other:
                assert group[a] == group[b], "identical texts are together"
    for row in rows:
        jaccard, containment = compare(texts[row.article_id], texts[row.kept])
        assert {
            None: row.article_id == row.kept,
            "exact": texts[row.article_id] == texts[row.kept],
            "near": row.similarity == round(jaccard, 4) >= NEAR,
            "truncated": row.similarity == round(containment, 4) >= TRUNCATED,
        }[row.reason]


@given(st.text(max_size=80), st.text(max_size=80))
def test_similarity_is_symmetric(a, b):
    assert compare(a, b) == compare(b, a)
    assert all(0 <= each <= 1 for each in compare(a, b))
    assert compare(a, a) == ((1.0, 1.0) if len(shingle(a)) else (0.0, 0.0))


characters = st.sampled_from("가나다라한빛 ab Cd1.é漢")


@given(st.text(characters, max_size=60), st.text(characters, max_size=60))
def test_shingles_are_what_they_are_said_to_be(a, b):
    def plain(text):
        said = re.sub(r"[\W_]", "", text.casefold())
        sizes = [3 if ord(each) >= 0x2E80 else 6 for each in said]
        return {said[n : n + size] for n, size in enumerate(sizes) if n + size <= len(said)}

    assert len(shingle(a)) == len(plain(a))
    shared, either = len(plain(a) & plain(b)), len(plain(a) | plain(b))
    assert compare(a, b)[0] == (shared / either if plain(a) and plain(b) else 0.0)


def test_nothing():
    assert groups([]) == []
    assert groups([("a", STORY)]) == []
    assert groups([("a", "\ud800" + STORY), ("b", "\ud800" + STORY)])[1].reason == "exact"
