"""Documents into articles: pure, total, and round-tripping whatever the page."""

from __future__ import annotations

import contextlib
import json
import re

import damage
import pytest

from toolkit.article import build, decode, stage
from toolkit.article.rules import Rules
from toolkit.raw import store
from toolkit.raw.document import RawDocument
from toolkit.raw.source import Policy


def document(body: bytes, media_type: str = "text/plain") -> RawDocument:
    return RawDocument.of(body, source="s", origin="o", media_type=media_type)


def test_whatever_the_damage_every_law_holds() -> None:
    made = [damage.read(damage.page(number))[0] for number in range(1000)]  # many more: make soak
    assert sum(each is not None for each in made) > 200


def test_a_fault_of_ours_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("\x1b[2Jsecret")

    monkeypatch.setattr(build, "_make", broken)
    article, [found] = build.make(document(b"x"), "Asia/Seoul")
    assert (article, found.code, found.severity) == (None, "article-fault", "Q")
    assert "\x1b" not in found.message


def test_an_unknown_zone_is_a_finding_too() -> None:
    page = "가온소재가 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 밝혔다."
    assert [each.code for each in build.make(document(page.encode()), "Nowhere/Land")[1]] == ["article-fault"]


def test_batches_keep_their_rows_in_order() -> None:
    pages = [
        "가온소재가 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 밝혔다.".encode(),
        b"\x00",
        b"menu\nlogin",
    ]
    got = stage.articles(store.batch(document(page) for page in pages), Rules()).to_pydict()
    assert [article is not None for article in got["article"]] == [True, False, False]
    assert [[each["code"] for each in json.loads(notes)] for notes in got["findings"]] == [
        [],
        ["raw-control-char"],
        ["article-no-body"],
    ]


def test_the_day_of_publication_needs_a_reason() -> None:
    head = "가온소재 공장 증설\n작성자 아무개\n작성일 26-03-06 08:47 조회 3\n"
    said = "가온소재가 {} 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 밝혔다."
    for words, day in (
        ("6일", "2026-03-06"),
        ("5일", "2026-03-05"),
        ("지난 6일", None),
        ("오는 6일", None),
        ("9일", None),
        ("6일 동안", None),
        ("3월 6일", None),
    ):
        article, _ = build.make(document((head + said.format(words)).encode()), "Asia/Seoul")
        assert article is not None
        assert article.posted_at == "2026-03-06T08:47+09:00"
        assert article.published_at == day, words


@pytest.mark.parametrize(
    ("stamp", "value", "precision"),
    [
        ("입력 2026.03.05 09:12", "2026-03-05T09:12+09:00", "minute"),
        ("기사입력 2026.03.05. 오후 1:12", "2026-03-05T13:12+09:00", "minute"),
        ("발행일 2026년 3월 5일", "2026-03-05", "day"),
        ("승인 2026-03-05 09:12:33", "2026-03-05T09:12:33+09:00", "second"),
        ("입력 2026.02.30 09:12", None, None),
    ],
)
def test_stamps(stamp: str, value: str | None, precision: str | None) -> None:
    page = f"가온소재 공장 증설\n{stamp}\n가온소재가 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 밝혔다."
    article, _ = build.make(document(page.encode()), "Asia/Seoul")
    assert article is not None
    assert (article.published_at, article.published_precision) == (value, precision)


def test_a_page_that_takes_too_long_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(body: bytes, *rest: object, **named: object) -> object:
        while body == b"slow":
            with contextlib.suppress(Exception):  # as a parser does that catches everything
                re.match(r"(a+)+b", "a" * 30)
        return decode.decode(body, *rest, **named)

    monkeypatch.setattr(build, "decode", slow)
    page = "가온소재가 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 밝혔다.".encode()
    batch = store.batch(document(each) for each in (page, b"slow", page))
    got = stage.articles(batch, Rules(Policy(seconds=0.2))).to_pydict()
    assert [article is not None for article in got["article"]] == [True, False, True]
    assert [each["code"] for each in json.loads(got["findings"][1])] == ["article-timeout"]


def test_what_no_process_survived_is_a_row_that_says_so() -> None:
    got = stage.failed(store.batch([document(b"page")]), "its process died").to_pydict()
    [found] = json.loads(got["findings"][0])
    assert (got["article"], found["code"], found["message"]) == ([None], "article-fault", "its process died")


def test_an_address_that_is_none_is_no_fault() -> None:
    page = (
        '<html><head><link rel="canonical" href="https://[news.example.com/1"></head><body><article>'
        "<p>가온소재가 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 대표가 직접 밝혔다.</p></article>"
        "<p>ⓒ 가온일보 무단 전재 및 재배포 금지</p><p>Copyright ⓒ 나룻터 All rights reserved.</p></body></html>"
    )
    article, found = damage.read(document(page.encode(), "text/html"))
    assert article is not None
    assert (article.url, found) == (None, [])
