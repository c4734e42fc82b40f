"""A name followed by a particle is a word; a name inside a longer word is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article.particle import is_word, particle


@pytest.mark.parametrize(
    ("text", "name", "stands"),
    [
        ("한빛전자는 ", "한빛전자", True), ("한빛전자에서도 ", "한빛전자", True), ("한빛전자상가", "한빛전자", False),
        ("새한빛전자", "한빛전자", False), ("한빛전자을 ", "한빛전자", False), ("한빛은행", "한빛", False), ("한빛은", "한빛", True),
        ("한빛가 ", "한빛", False), ("CEO는", "CEO", True), ("CEOs", "CEO", False), ("CEO", "CEO", True), ("김하람이라고", "김하람", True),
        ("누리로", "누리", True), ("누리으로", "누리", False), ("서울로", "서울", True), ("(주)가람은", "(주)가람", True),
        ("Garam's", "Garam", True), ("벼리AI가", "벼리AI", True), ("벼리AI연구소", "벼리AI", False), ("한빛(주)는", "한빛(주)", True),
        ("한빛(주)타워", "한빛(주)", False), ("조은별이었던", "조은별", True), ("누리소프트들의", "누리소프트", True), ("㈜누리가", "누리", True),
        ("김하람씨는", "김하람", True), ("한빛전자측은", "한빛전자", True), ("한빛·누리전자", "한빛", True), ("한빛의원", "한빛", False),
    ],
)  # fmt: skip
def test_a_name_and_what_is_written_to_it(text, name, stands):
    start = text.index(name)
    assert is_word(text, start, start + len(name)) is stands


@given(st.text("가나한빛은는이가AB1 .", min_size=1, max_size=12), st.data())
def test_any_place_of_any_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert end <= particle(text, end) <= len(text)
    assert isinstance(is_word(text, start, end), bool)
    assert is_word(text[start:end], 0, end - start), "by itself everything is a word"
