"""Laws of the alignment: exact both ways, under composition, and through lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article.alignment import Alignment

TEXT = st.text(alphabet="abc가나\n ", max_size=30)
Edits = list[tuple[int, int, str]]


@st.composite
def edited(draw: st.DrawFn, text: str | None = None) -> tuple[str, Edits]:
    text = draw(TEXT) if text is None else text
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return text, [(a, b, draw(st.text("xyz", max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


@st.composite
def edited_twice(draw: st.DrawFn) -> tuple[str, Edits, str, Edits, str]:
    text, first = draw(edited())
    middle = applied(text, first)
    _, second = draw(edited(middle))
    return text, first, middle, second, applied(middle, second)


def applied(text: str, edits: Edits) -> str:
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def origins(text: str, edits: Edits) -> list[tuple[int, int]]:
    """The naive answer: for every clean character, the raw range that it came from."""
    found, at = [], 0
    for start, end, new in [*edits, (len(text), len(text), "")]:
        found += [(i, i + 1) for i in range(at, start)]
        found += [(start, end)] * len(new)
        at = end
    return found


@given(edited())
def test_every_clean_character_names_the_raw_characters_it_came_from(case: tuple[str, Edits]) -> None:
    text, edits = case
    alignment = Alignment.from_edits(len(text), edits)
    expected = origins(text, edits)
    assert alignment.length == len(applied(text, edits)) == len(expected)
    assert [alignment.raw(i, i + 1) for i in range(alignment.length)] == expected


@given(edited(), st.data())
def test_a_range_is_the_hull_of_its_characters(case: tuple[str, Edits], data: st.DataObject) -> None:
    text, edits = case
    alignment = Alignment.from_edits(len(text), edits)
    start = data.draw(st.integers(0, alignment.length))
    end = data.draw(st.integers(start, alignment.length))
    if start < end:
        expected = origins(text, edits)[start:end]
        assert alignment.raw(start, end) == (expected[0][0], expected[-1][1])
        assert min(a for a, _ in expected) == expected[0][0]
        assert max(b for _, b in expected) == expected[-1][1]


@given(edited(), st.data())
def test_clean_gives_exactly_what_came_from_a_raw_range(case: tuple[str, Edits], data: st.DataObject) -> None:
    text, edits = case
    alignment = Alignment.from_edits(len(text), edits)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inside = [i for i, (a, b) in enumerate(origins(text, edits)) if max(a, start) < min(b, end)]
    first, last = alignment.clean(start, end)
    assert 0 <= first <= last <= alignment.length
    if inside:
        assert (first, last) == (inside[0], inside[-1] + 1)
    elif start < end:
        assert first == last


@given(edited_twice())
def test_passes_compose(case: tuple[str, Edits, str, Edits, str]) -> None:
    text, first, middle, second, clean = case
    one, two = Alignment.from_edits(len(text), first), Alignment.from_edits(len(middle), second)
    both = one.through(two)
    assert both.length == len(clean)
    assert [both.raw(i, i + 1) for i in range(len(clean))] == [one.raw(*two.raw(i, i + 1)) for i in range(len(clean))]


@given(edited_twice())
def test_lists_round_trip_and_keep_their_order(case: tuple[str, Edits, str, Edits, str]) -> None:
    text, first, middle, second, _ = case
    both = Alignment.from_edits(len(text), first).through(Alignment.from_edits(len(middle), second))
    rows = both.to_list()
    assert Alignment.from_list(rows) == both
    assert all(type(value) is int for row in rows for value in row)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [row[0] + row[2] for row in rows] == sorted(row[0] + row[2] for row in rows)


@given(edited())
def test_identity_changes_nothing(case: tuple[str, Edits]) -> None:
    text, edits = case
    alignment = Alignment.from_edits(len(text), edits)
    assert Alignment.identity(len(text)).through(alignment) == alignment
    assert alignment.through(Alignment.identity(alignment.length)) == alignment


def test_an_inserted_break_names_an_empty_range() -> None:
    text, pieces = "one---two", [(0, 3, 2), (6, 9, 0)]
    alignment = Alignment.of_pieces(pieces)
    assert alignment.raw(3, 5) == (3, 3)
    assert (alignment.raw(0, 3), alignment.raw(5, 8)) == ((0, 3), (6, 9))
    assert alignment.clean(3, 6) == (5, 5)
    assert text[slice(*alignment.raw(6, 8))] == "wo"


def test_a_whole_of_equal_length_stays_a_whole() -> None:
    alignment = Alignment.from_edits(4, [(1, 3, "BC")])
    assert [alignment.raw(i, i + 1) for i in range(4)] == [(0, 1), (1, 3), (1, 3), (3, 4)]
    assert alignment.clean(2, 3) == (1, 3)


@pytest.mark.parametrize("rows", [[[0, 1, 1, 1]], [[0, 0, 1, 0]], [[0, 0, -1, 1]], [[0, 0, 2, 2], [5, 3, 1, 1]]])
def test_a_table_with_a_gap_is_refused(rows: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        Alignment.from_list(rows)


def test_edits_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Alignment.from_edits(5, [(3, 4, ""), (1, 2, "")])


def test_a_range_outside_the_text_is_refused() -> None:
    with pytest.raises(IndexError):
        Alignment.identity(3).raw(2, 4)
