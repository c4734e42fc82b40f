"""Private data in the body: masked at the same length, before particles too, and not where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article.build import make
from toolkit.article.privacy import counts, mask
from toolkit.raw.document import RawDocument


@pytest.mark.parametrize(
    ("text", "secret", "rule"),
    [
        ("제보는 desk@news.example.co.kr로 하면 된다", "desk@news.example.co.kr", "email-masked"),
        ("문의 a.b+c@example.com.", "a.b+c@example.com", "email-masked"),
        ("번호는 900101-1234567이다", "900101-1234567", "resident-number-masked"),
        ("번호 900101-1****** 였다", "900101-1******", "resident-number-masked"),
        ("전화 010-1234-5678로 걸었다", "010-1234-5678", "phone-masked"),
        ("02-123-4567에서 받았다", "02-123-4567", "phone-masked"),
        ("+82-10-1234-5678은 그의 것", "+82-10-1234-5678", "phone-masked"),
        ("01012345678로", "01012345678", "phone-masked"),
    ],
)
def test_masked_with_as_many_characters(text: str, secret: str, rule: str) -> None:
    masked, found = mask(text)
    assert masked == text.replace(secret, "●" * len(secret))
    assert [(text[a:b], name) for a, b, name in found] == [(secret, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05 09:12",
        "연봉 1억2000만원",
        "1,234,567주",
        "901301-1234567",
        "R@D",
        "3-4-5",
        "2024-1234-5678-9012",
        "골은 2-1로",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask(text) == (text, ())


@given(st.text(alphabet="a@.0129-가 6", max_size=40))
def test_masking_keeps_the_length_and_settles(text: str) -> None:
    masked, found = mask(text)
    assert len(masked) == len(text)
    assert mask(masked)[0] == masked
    assert sum(counts(found).values()) == len(found)


def test_what_was_masked_is_an_edit_and_a_count_never_a_message() -> None:
    body = "가온소재가 내년에 사람을 백 명 뽑기로 했다고 밝혔다. 문의는 hire&#64;example.com으로 하면 된다고 한다."
    document = RawDocument.of(body.encode(), source="s", origin="o", media_type="text/plain")
    article, found = make(document, "Asia/Seoul")
    assert article is not None
    assert "example.com" not in article.text
    assert [edit.rule for edit in article.edits] == ["email-masked"]
    assert body[slice(*article.edits[0].raw)] == "hire&#64;example.com"
    assert [(each.code, each.message) for each in found] == [("private-data-masked", "masked 1 email")]
