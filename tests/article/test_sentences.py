"""Sentences as ranges of the text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("공장을 짓는다. 사람도 뽑는다.", ["공장을 짓는다.", "사람도 뽑는다."]),
        ("그는 “간다. 꼭 간다.”고 말했다. 갔다.", ["그는 “간다. 꼭 간다.”고 말했다.", "갔다."]),
        ('그는 "간다. 꼭 간다"며 웃었다. 갔다.', ['그는 "간다. 꼭 간다"며 웃었다.', "갔다."]),
        ("이직률은 21.4%다. 늘었다!", ["이직률은 21.4%다.", "늘었다!"]),
        ("첫 줄\n\n둘째 줄이다", ["첫 줄", "둘째 줄이다"]),
        ("Mr. Quill left in May 2026. He was 50 then.", ["Mr. Quill left in May 2026.", "He was 50 then."]),
        ('닫히지 않은 "따옴표가 있다. 그래도 나뉜다.', ['닫히지 않은 "따옴표가 있다.', "그래도 나뉜다."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == expected


@given(st.text(alphabet='가다.!? \n"“”(a1', max_size=60))
def test_they_cover_the_text_in_order_without_edge_blanks(text: str) -> None:
    found = sentences(text)
    covered = "".join(text[a:b] for a, b in found)
    assert covered.split() == text.split() or "".join(covered.split()) == "".join(text.split())
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in found)
    assert all(x[1] <= y[0] for x, y in pairwise(found))


def test_many_quotes_take_linear_time() -> None:
    started = time.process_time()
    sentences('"가다." ' * 50_000)
    assert time.process_time() - started < 5
