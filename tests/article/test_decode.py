"""Bytes into text: by evidence, strictly, with the finding that each kind of damage gets."""

from __future__ import annotations

import pytest

from toolkit.article.decode import Decoded, decode
from toolkit.finding import Finding

KOREAN = "가온소재가 신입 사원 백 명을 뽑는다고 밝혔다. 연봉은 5천만원이다."


def codes(got: Decoded | Finding) -> list[str]:
    return [got.code] if isinstance(got, Finding) else [each.code for each in got.findings]


@pytest.mark.parametrize(
    ("body", "charset", "text", "expected"),
    [
        (KOREAN.encode(), None, KOREAN, []),
        (b"\xef\xbb\xbf" + KOREAN.encode(), None, KOREAN, ["bom-stripped"]),
        (KOREAN.encode("utf-16"), None, KOREAN, ["decoded-utf16"]),
        (b"\xfe\xff" + KOREAN.encode("utf-16-be"), None, KOREAN, ["decoded-utf16"]),
        (KOREAN.encode("cp949"), None, KOREAN, ["decoded-cp949"]),
        ("똠방각하 펲시콜라".encode("cp949"), "EUC-KR", "똠방각하 펲시콜라", ["decoded-cp949"]),
        (
            "mostly Latin letters, one 값".encode("cp949"),
            "ks_c_5601-1987",
            "mostly Latin letters, one 값",
            ["decoded-cp949"],
        ),
        (
            b'<html><meta charset="euc-kr">' + "mostly Latin letters 값".encode("cp949"),
            None,
            '<html><meta charset="euc-kr">mostly Latin letters 값',
            ["decoded-cp949"],
        ),
        (KOREAN.encode("cp949"), "iso-8859-1", KOREAN, ["decoded-cp949"]),
        (KOREAN.encode(), "euc-kr", KOREAN, []),
        ("naïve café".encode("latin-1"), "latin1", "naïve café", ["decoded-declared"]),
        ("日本語の記事です。".encode("shift_jis"), "shift_jis", "日本語の記事です。", ["decoded-declared"]),
        ("\ufeff가".encode(), None, "가", ["bom-stripped"]),
    ],
)
def test_what_can_be_read_is_read(body: bytes, charset: str | None, text: str, expected: list[str]) -> None:
    got = decode(body, charset)
    assert isinstance(got, Decoded), got
    assert got.text == text
    assert codes(got) == expected


@pytest.mark.parametrize(
    ("body", "charset", "code", "said"),
    [
        (b"", None, "raw-empty-file", "0 bytes"),
        (b" \n\xe2\x80\x8b\xe3\x85\xa4\xef\xbb\xbf", None, "raw-empty-text", "blanks"),
        (b"abc \xff\xfe def", None, "raw-encoding", "ff fe"),
        (b"abc \xc0\xaf", None, "raw-encoding", "c0 af"),
        (KOREAN.encode()[:-2] + b"\xea\xb0", None, "raw-encoding", "ea b0"),
        ("naïve café".encode("latin-1"), None, "raw-encoding", "ef"),
        ("mostly Latin letters, one 값".encode("cp949"), "utf-16", "raw-encoding", ""),
        (b"\xff\xfeA", None, "raw-encoding", "utf-16-le"),
        ("A plain text.".encode("utf-16-le"), None, "raw-encoding", "UTF-16"),
        (b"text \0 text", None, "raw-control-char", "NUL"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, "raw-control-char", "NUL"),
        (KOREAN.encode().decode("latin-1").encode(), None, "raw-mojibake-suspect", "letters"),
        (KOREAN.encode("cp949").decode("latin-1").encode(), None, "raw-mojibake-suspect", "letters"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, charset: str | None, code: str, said: str) -> None:
    got = decode(body, charset, where="page")
    assert isinstance(got, Finding)
    assert (got.code, got.severity) == (code, "Q")
    assert got.where.startswith("page")
    assert said in got.message


def test_the_byte_offset_is_where_reading_failed() -> None:
    got = decode(b"\xef\xbb\xbf" + b"x" * 100 + b"\xff", where="f")
    assert isinstance(got, Finding)
    assert got.where == "f:byte 103"


def test_the_limit_is_in_the_message() -> None:
    for body in (b"x" * 11, b"x" * 41):
        got = decode(body, limit=10)
        assert isinstance(got, Finding)
        assert got.code == "raw-text-too-long"
        assert "10" in got.message


def test_a_damaged_name_in_a_good_page_is_a_warning() -> None:
    got = decode((KOREAN * 3 + "한별".encode().decode("latin-1") * 3).encode())
    assert isinstance(got, Decoded)
    assert [(each.code, each.severity) for each in got.findings] == [("raw-mojibake-suspect", "W")]


def test_mixtures_are_told_apart() -> None:
    texts = [f"{KOREAN} {n}번째 글." for n in range(40)]
    for text in texts:
        for encoding in ("utf-8", "cp949", "utf-16"):
            got = decode(text.encode(encoding))
            assert isinstance(got, Decoded)
            assert got.text == text
