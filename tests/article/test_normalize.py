"""Safe repairs: what they change, what they must not, and their laws."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article.normalize import normalize, suspected_loss

# pieces that repairs are about, so that random texts meet them
PIECES = [
    *"aZ &;#\n\r\t가각\u1100\u0323\u0307\u1161\u11a8", "lt;", "gt;", "amp;", "&amp;", "&lt;", "&gt;", "&nbsp;", "&#65;", "&#x1F600;", "&semi;", "&num;", "&zwj;", "&#13;",
    "\u200b", "\u200d", "\u00ad", "\ufeff", "\u0085", "\u2028", "\u00a0", "\u3000", "\u037e", "\u212a", "\u0345", "\u0344", "😀", "\x1b", "&#894;", "R", "D", "Ramp;D", "&ZeroWidthSpace;",
    "\u0958", "\u1fef", "&#769;", "e", "n",
]  # fmt: skip
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=40))


@given(TEXT)
def test_doing_it_again_changes_nothing(page: str) -> None:
    clean, _, _ = normalize(page)
    again, alignment, edits = normalize(clean)
    assert again == clean
    assert edits == ()
    assert alignment.raw(0, len(clean)) == (0, len(clean))


@given(TEXT)
def test_the_text_is_nfc_without_carriage_returns(page: str) -> None:
    clean, _, _ = normalize(page)
    assert unicodedata.is_normalized("NFC", clean)
    assert not set(clean) & set("\r\u2028\u2029\u0085\u200b\ufeff\u00ad\u00a0\u3000\x1b\x00")


@given(TEXT)
def test_applying_the_edits_to_the_page_gives_the_text(page: str) -> None:
    clean, alignment, edits = normalize(page)
    made, at = "", 0
    for edit in edits:
        assert at <= edit.raw[0] <= edit.raw[1]
        made += page[at : edit.raw[0]] + edit.new
        at = edit.raw[1]
        assert edit.rule
    assert made + page[at:] == clean
    assert alignment.length == len(clean)


@given(TEXT)
def test_what_no_edit_touches_is_aligned_character_by_character(page: str) -> None:
    clean, alignment, edits = normalize(page)
    for i in range(len(clean)):
        a, b = alignment.raw(i, i + 1)
        if not any(edit.raw[0] < b and a < edit.raw[1] for edit in edits):
            assert page[a:b] == clean[i]


@pytest.mark.parametrize(
    ("page", "clean", "rules"),
    [
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne", ["newline-normalised"] * 4),
        ("가\u200b온\u00ad소\ufeff재\u202e", "가온소재", ["invisible-removed"] * 4),
        ("가\u00a0나\u3000다", "가 나 다", ["space-normalised"] * 2),
        ("a\x1b[2Jb\x07", "a[2Jb", ["control-removed"] * 2),
        ("\u1112\u1161\u11ab\u1107\u1167\u11af", "한별", ["nfc"] * 2),
        ("A&amp;amp;lt;B", "A<B", ["entity-unescaped"]),
        ("&#x1F3E5;", "🏥", ["entity-unescaped"]),
        ("기술개발Ramp;D 조직", "기술개발R&D 조직", ["ampersand-restored"]),
        ("Mamp;A, ATamp;T", "M&A, AT&T", ["ampersand-restored"] * 2),
        ("lt;ⓒ신문 www.example.comgt;", "<ⓒ신문 www.example.com>", ["bracket-restored"] * 2),
        ("  lt;저작권자", "  <저작권자", ["bracket-restored"]),
        ("배포 금지gt;", "배포 금지>", ["bracket-restored"]),
        ("👨\u200d👩", "👨\u200d👩", []),
    ],
)
def test_safe_repairs(page: str, clean: str, rules: list[str]) -> None:
    text, _, edits = normalize(page)
    assert text == clean
    assert [edit.rule for edit in edits] == rules


@pytest.mark.parametrize(
    "page",
    [
        "Camp;D",
        "champ;ion",
        "A&B;",
        "AT&T",
        "result;",
        "a lt; b",
        "weight; x",
        "㈜ ⓒ ㎡ ３억 ﾊﾝ",
        "“인용” ‘속’",
        "인공지능AI",
        "&unknown;",
        "a  b",
        "&lt",
    ],
)
def test_what_is_not_provable_is_left_alone(page: str) -> None:
    assert normalize(page)[0] == page
    assert normalize(page)[2] == ()


def test_what_may_have_been_lost_is_noted_where_it_stands() -> None:
    text = "최고경영자CEO가 인공지능AI를 말했다. Camp;D"
    found = [(text[slice(*each.raw)], each.reason) for each in suspected_loss(text)]
    assert found == [("CEO", "parentheses"), ("AI", "parentheses"), ("Camp;"[:5], "ampersand")]
    assert suspected_loss("최고경영자(CEO)가 인공지능AI를 말했다.") == ()


@pytest.mark.parametrize(
    "page",
    [
        "&semi" * 60_000 + ";",
        "&" + "amp;" * 60_000,
        "lt;" * 50_000 + "gt;" * 50_000,
        "&#38;" * 50_000,
        "\u1100" * 100_000,
    ],
)
def test_hostile_nesting_takes_linear_time(page: str) -> None:
    started = time.process_time()
    clean, _, _ = normalize(page)
    assert time.process_time() - started < 10
    assert normalize(clean)[0] == clean
