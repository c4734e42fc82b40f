"""Private data in the body: masked at the same length, before particles too, and not where there is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article.build import make
from toolkit.article.privacy import counts, kept, mask
from toolkit.raw.document import RawDocument
from toolkit.raw.source import Policy


@pytest.mark.parametrize(
    ("text", "secret", "rule"),
    [
        ("제보는 desk@news.example.co.kr로 하면 된다", "desk@news.example.co.kr", "email"),
        ("문의 a.b+c@example.com.", "a.b+c@example.com", "email"),
        ("번호는 900101-1234567이다", "900101-1234567", "resident"),
        ("번호 900101-1****** 였다", "900101-1******", "resident"),
        ("전화 010-1234-5678로 걸었다", "010-1234-5678", "phone"),
        ("02-123-4567에서 받았다", "02-123-4567", "phone"),
        ("+82-10-1234-5678은 그의 것", "+82-10-1234-5678", "phone"),
        ("01012345678로", "01012345678", "phone"),
        ("전화 ０１０-1234-5678로", "０１０-1234-5678", "phone"),
        ("call +1 415-555-0123 now", "+1 415-555-0123", "phone"),
        ("번호 ９００１０１－１２３４５６７이다", "９００１０１－１２３４５６７", "resident"),
        ("번호 900101 - 1234567 이다", "900101 - 1234567", "resident"),
        ("주민번호 9001011234567을", "9001011234567", "resident"),
        ("그의 9001011234568은", "9001011234568", "resident"),  # its check digit holds
        ("한별은행 110-123-456789로 보냈다", "110-123-456789", "account"),
        ("계좌번호는 1101234567890이다", "1101234567890", "account"),
        ("후원 3333-01-1234567 (예금주 아무개)", "3333-01-1234567", "account"),
        ("카드 4000-0012-3456-7899를", "4000-0012-3456-7899", "account"),
        ("to GB82 WEST 1234 5698 7654 32 by", "GB82 WEST 1234 5698 7654 32", "account"),
        ("사업자등록번호 123-45-67890이다", "123-45-67890", "business"),
        ("번호 220-81-62517로 등록", "220-81-62517", "business"),
        ("여권번호 M12345678을", "M12345678", "passport"),
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
        "제2024-12345호 고시",
        "1712245678901",
        "모델 M12345678 출시",
        "110-123-456789 부품",
        "매출 1,234,567,890원이 계좌로",
        "계좌는 2024-03-05에 열렸다",
        "비행기 KE12345678",
        "123-45-67890",
        "4000-0012-3456-7890",
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


def test_a_policy_keeps_some_kinds_and_never_a_resident_number() -> None:
    text = "문의 hire@example.com, 010-1234-5678, 900101-1234567"
    masked, found = mask(text, kept({"email": "keep", "resident": "keep"}))
    assert masked == "문의 hire@example.com, ●●●●●●●●●●●●●, ●●●●●●●●●●●●●●"
    assert [kind for _, _, kind in found] == ["phone", "resident"]


def test_a_policy_puts_pages_aside() -> None:
    body = "가온소재가 내년에 사람을 백 명 뽑기로 했다고 밝혔다. 대표의 번호는 900101-1234567이라고 한다."
    document = RawDocument.of(body.encode(), source="s", origin="o", media_type="text/plain")
    article, found = make(document, policy=Policy(private={"resident": "quarantine"}))
    assert (article, [each.code for each in found]) == (None, ["pii-rrn"])
    assert "900101" not in str(found)
    article, found = make(document, policy=Policy(private={"email": "quarantine"}))
    assert article is not None
    assert "900101" not in json.dumps(article.to_dict())


def test_a_kind_that_is_kept_stands_in_the_text() -> None:
    body = "가온소재가 내년에 사람을 백 명 뽑기로 했다고 밝혔다. 문의는 hire@example.com으로 하면 된다고 한다."
    document = RawDocument.of(body.encode(), source="s", origin="o", media_type="text/plain")
    article, found = make(document, policy=Policy(private={"email": "keep"}))
    assert article is not None
    assert ("hire@example.com" in article.text, found) == (True, [])
    refused, [said] = make(document, policy=Policy(private={"email": "quarantine"}))
    assert (refused, said.code) == (None, "pii-refused")
