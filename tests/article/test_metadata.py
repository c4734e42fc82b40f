"""What a page says of its article: one rule at a time, on invented pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article.article import Article, Author, Caption
from toolkit.article.build import make
from toolkit.article.metadata import byline, dateline, rights, tags
from toolkit.raw.document import RawDocument

BODY = [
    "가온소재는 12일 강원 춘천에 새 공장을 짓는다고 밝혔다. 공장은 내년 3월 문을 연다.",
    "회사는 지난 4일 현장에서 착공식을 열었다. 이날 행사에는 주민 50여 명이 함께했다.",
    "업계 관계자는 “이런 규모의 투자는 드문 일”이라며 “지역에 힘이 될 것”이라고 말했다.",
]
TITLE = "가온소재, 춘천에 새 공장 짓는다"


def article(*lines: str, media_type: str = "text/plain") -> Article:
    page = "\n\n".join(lines)
    made, found = make(RawDocument.of(page.encode(), source="s", origin="o", media_type=media_type), "Asia/Seoul")
    assert made is not None, found
    assert Article.from_dict(made.to_dict()) == made
    return made


def html(head: str = "", body: str = "") -> Article:
    paragraphs = "".join(f"<p>{each}</p>" for each in BODY)
    return article(
        f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{body}{paragraphs}</article></body></html>",
        media_type="text/html",
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("[단독] 공장 짓는다", ("단독",)),
        ("[단독][인터뷰] 공장 짓는다", ("단독", "인터뷰")),
        ("[속보] 공장 짓는다(종합)", ("속보", "종합")),
        ("공장 짓는다(종합2보)", ("종합2보",)),
        ("공장 짓는다 (2보)", ("2보",)),
        ("공장 짓는다 [영상]", ("영상",)),
        ("<기획> 공장 짓는다", ("기획",)),
        ("EXCLUSIVE: A plant is built", ("EXCLUSIVE",)),
        ("(2nd LD) A plant is built", ("2nd LD",)),
        ("공장 짓는다(약 3만평)", ()),
        ("공장 짓는다 [표]", ("표",)),
        ("(주)가온 공장 짓는다", ()),
        ("[단독]", ()),
        ("", ()),
    ],
)
def test_the_marks_of_a_desk_are_listed(title: str, expected: tuple[str, ...]) -> None:
    assert tags(title) == expected


def test_a_title_keeps_its_marks() -> None:
    made = article(f"[단독] {TITLE}(종합)", "입력 2024.04.12 10:31", *BODY)
    assert (made.title, made.tags) == (f"[단독] {TITLE}(종합)", ("단독", "종합"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("홍가람 기자", [("홍가람", "기자")]),
        ("홍가람 기자 a@example.com", [("홍가람", "기자")]),
        ("홍가람·나다온 기자", [("홍가람", "기자"), ("나다온", "기자")]),
        ("홍가람 기자, 나다온 특파원", [("홍가람", "기자"), ("나다온", "특파원")]),
        ("홍가람 선임기자", [("홍가람", "선임기자")]),
        ("홍가람 인턴 기자", [("홍가람", "인턴기자")]),
        ("홍가람 객원기자", [("홍가람", "객원기자")]),
        ("홍가람 앵커", [("홍가람", "앵커")]),
        ("글=홍가람", [("홍가람", None)]),
        ("By Jane Doe", [("Jane Doe", None)]),
        ("By Jane Doe and John Roe", [("Jane Doe", None), ("John Roe", None)]),
        (
            "By Jane Doe, John Q. Roe and Ana de la Poe",
            [("Jane Doe", None), ("John Q. Roe", None), ("Ana de la Poe", None)],
        ),
        ("Jane Doe, Staff Writer", [("Jane Doe", "Staff Writer")]),
        ("By Jane Doe, Example Press", [("Jane Doe", None)]),
        ("Example News", []),
        ("취재 기자", []),
    ],
)
def test_a_byline_names_its_writers(line: str, expected: list[tuple[str, str | None]]) -> None:
    assert byline.authors([line]) == tuple(Author(*each) for each in expected)


def test_a_byline_may_bear_the_stamp() -> None:
    made = article("A plant is built in the hills", "By Jane Doe 30 August 2023 • 4:45pm", *BODY)
    assert made.authors == (Author("Jane Doe"),)
    assert made.published_at == "2023-08-30T16:45+09:00"


def test_writers_are_named_once_and_their_address_apart() -> None:
    made = article(TITLE, "입력 2024.04.12 10:31", *BODY, "홍가람·나다온 기자 garam@gaon.example.com")
    assert [each.name for each in made.authors] == ["홍가람", "나다온"]
    assert made.byline == {"name": "홍가람", "email": "garam@gaon.example.com"}


def test_markup_names_all_writers_and_the_signature_their_roles() -> None:
    data = '{"@type":"NewsArticle","author":[{"name":"홍가람"},{"name":"나다온 기자"}],"publisher":{"name":"가온일보"}}'
    made = html(f'<script type="application/ld+json">{data}</script>', "<p>홍가람 선임기자</p>")
    assert made.authors == (Author("홍가람", "선임기자"), Author("나다온", "기자"))
    assert made.outlet == "가온일보"


def test_who_is_named_elsewhere_in_a_graph_is_found() -> None:
    data = (
        '{"@graph":[{"@type":"Article","author":[{"@id":"#p"}],"publisher":{"@id":"#o"}},'
        '{"@type":"Person","@id":"#p","name":"홍가람"},{"@type":"Organization","@id":"#o","name":"가온일보"}]}'
    )
    made = html(f'<script type="application/ld+json">{data}</script>')
    assert (made.authors, made.outlet) == ((Author("홍가람"),), "가온일보")


def test_a_house_is_no_writer() -> None:
    data = '{"@type":"NewsArticle","author":{"name":"가온일보"},"publisher":{"name":"가온일보"}}'
    assert html(f'<script type="application/ld+json">{data}</script>').authors == ()


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("(춘천=가온통신) 홍가람 기자 = 공장을 짓는다.", "춘천", "가온통신", None),
        ("[춘천=가온통신]홍가람 기자 = 공장을 짓는다.", "춘천", "가온통신", None),
        ("【춘천=가온통신】 공장을 짓는다.", "춘천", "가온통신", None),
        ("(워싱턴·뉴욕=가온통신) 홍가람 나다온 특파원 = 공장을 짓는다.", "워싱턴·뉴욕", "가온통신", None),
        ("[가온일보 홍가람 기자] 공장을 짓는다.", None, "가온일보", None),
        ("SEOUL, April 12 (Gaon) -- A plant is built.", "SEOUL", "Gaon", "2024-04-12"),
        ("NEW YORK (GP) — A plant is built.", "NEW YORK", "GP", None),
        ("SPRINGFIELD, Ohio, April 12, 2024 /GaonWire/ -- A plant.", "SPRINGFIELD, Ohio", "GaonWire", "2024-04-12"),
    ],
)
def test_a_dateline_is_read(line: str, place: str | None, agency: str, day: str | None) -> None:
    read = dateline.read(line, date(2024, 4, 13))
    assert read is not None
    assert (read.place, read.agency, read.day) == (place, agency, day)


@pytest.mark.parametrize(
    "line", ["A plant (large) - is built.", "서울에서 공장을 짓는다.", "NASA said (again) that it is.", ""]
)
def test_what_is_no_dateline_is_none(line: str) -> None:
    assert dateline.read(line) is None


def test_a_full_dateline_dates_a_page_that_has_no_stamp() -> None:
    english = [
        "SPRINGFIELD, Ohio, April 12, 2024 /GaonWire/ -- Gaon Materials said on Friday that it will build a plant in the hills.",
        "The company held a ceremony last week. Officials said that fifty neighbors had come to see it.",
    ]
    made = article("Gaon Materials to build a plant", *english)
    assert (made.published_at, made.published_precision) == ("2024-04-12", "day")
    assert made.dateline == {"place": "SPRINGFIELD, Ohio", "agency": "GaonWire", "day": "2024-04-12"}
    assert [(each.of(made.text), each.value) for each in made.dates] == [
        ("Friday", "2024-04-12"),
        ("last week", "2024-W14"),
    ]


def test_dates_are_resolved_against_the_day_of_publication() -> None:
    made = article(TITLE, "입력 2024.04.12 10:31 | 수정 2024.04.12 11:02", *BODY)
    assert made.published_at == "2024-04-12T10:31+09:00"
    assert made.modified_at == "2024-04-12T11:02+09:00"
    assert made.posted_at is None
    assert [(each.of(made.text), each.value) for each in made.dates] == [
        ("12일", "2024-04-12"),
        ("내년 3월", "2025-03"),
        ("지난 4일", "2024-04-04"),
        ("이날", "2024-04-04"),
    ]


def test_a_stamp_that_is_no_time_makes_none_and_is_kept_as_evidence() -> None:
    made = article(TITLE, "입력 2024.02.30 25:61", *BODY)
    assert made.published_at is None
    assert made.published_evidence == "stamp 입력, no time: 2024.02.30 25:61"
    assert {each.value for each in made.dates} == {None}


@pytest.mark.parametrize(
    ("declared", "shown", "value", "evidence"),
    [
        ("2024-04-12", "입력 2024.04.12 10:31", "2024-04-12T10:31+09:00", "stamp 입력, json-ld datePublished"),
        ("2024-04-12T01:31:00Z", "입력 2024.04.12 10:31", "2024-04-12T10:31:00+09:00", "json-ld datePublished"),
        ("2024-04-12T10:31:00Z", "입력 2024.04.12 10:31", "2024-04-12T10:31+09:00", "stamp 입력, json-ld datePublished in another zone"),
        ("2024-04-12T10:31:00-04:00", "입력 2024.04.12 10:31", "2024-04-12T23:31:00+09:00", "json-ld datePublished; stamp 입력 says 2024-04-12T10:31+09:00"),
        ("2024-04-11T08:00:00+09:00", "입력 2024.04.12 10:31", "2024-04-11T08:00:00+09:00", "json-ld datePublished; stamp 입력 says 2024-04-12T10:31+09:00"),
        ("not a date", "입력 2024.04.12 10:31", "2024-04-12T10:31+09:00", "stamp 입력"),
        ("2024-02-30", "등록 24.04.12 (금) 10:31", "2024-04-12T10:31+09:00", "stamp 등록"),
    ],
)  # fmt: skip
def test_markup_and_stamp_are_weighed_by_a_rule(declared: str, shown: str, value: str, evidence: str) -> None:
    data = f'{{"@type":"NewsArticle","datePublished":"{declared}"}}'
    made = html(f'<script type="application/ld+json">{data}</script>', f"<p>{shown}</p>")
    assert (made.published_at, made.published_evidence) == (value, evidence)


def test_a_change_is_told_from_publication() -> None:
    data = (
        '{"@type":"NewsArticle","datePublished":"2024-04-12T10:31:00+09:00","dateModified":"2024-04-13T09:00:00+09:00"}'
    )
    made = html(f'<script type="application/ld+json">{data}</script>')
    assert made.modified_at == "2024-04-13T09:00:00+09:00"
    same = data.replace("2024-04-13T09:00:00", "2024-04-12T10:31:00")
    assert html(f'<script type="application/ld+json">{same}</script>').modified_at is None


NOTICE = "<저작권자 ⓒ 가온일보, 무단 전재 및 재배포 금지>"
BOARD = ["작성자 아무개", "댓글 0건 조회 21회 작성일 24-04-12 10:31"]


def test_who_posted_it_again_is_told_from_who_published_it() -> None:
    made = article(
        TITLE, *BOARD, *BODY, NOTICE, "상호 : 모아터 / 대표 : 아무개", "Copyright ⓒ 모아터. All rights reserved."
    )
    assert (made.outlet, made.republisher) == ("가온일보", "모아터")
    assert made.evidence["republisher"] == "footer"
    assert (made.posted_at, made.modified_at) == ("2024-04-12T10:31+09:00", None)
    assert made.copyright == {"holder": "가온일보", "notice": NOTICE, "terms": "무단 전재 및 재배포 금지"}


def test_a_second_notice_of_another_house_is_enough() -> None:
    made = article(TITLE, "2024-04-12 10:31", *BODY, NOTICE, "Copyright ⓒ 모아터. All rights reserved.")
    assert (made.outlet, made.republisher) == ("가온일보", "모아터")


@pytest.mark.parametrize("last", ["Copyright ⓒ (주)가온미디어. All rights reserved.", "Copyright © 소유하신 도메인. All rights reserved.", "상호 : (주)하람 / 대표 : 아무개"])  # fmt: skip
def test_an_outlet_s_own_page_was_posted_by_nobody_else(last: str) -> None:
    assert article(TITLE, "입력 2024.04.12 10:31", *BODY, NOTICE, last).republisher is None


@pytest.mark.parametrize(
    ("notice", "holder", "terms"),
    [
        ("Copyright ⓒ 가온일보. All rights reserved. 무단 전재 및 재배포 금지", "가온일보", "All rights reserved. 무단 전재 및 재배포 금지"),
        ("Copyright (c) 가온AX. All rights reserved. 무단 전재, 재배포 및 AI학습 이용 금지", "가온AX", "All rights reserved. 무단 전재, 재배포 및 AI학습 이용 금지"),
        ("Copyright © 2023, Gaon Times | Terms of Service | Privacy Policy", "Gaon Times", None),
        ("© 2024 Gaon Inc. All rights reserved. Registration on this site is free.", "Gaon Inc", "All rights reserved"),
        ("ⓒ 가온일보 신문 구독신청", "가온일보", None),
        ("저작권자 ⓒ 가온일보 무단전재 및 재배포 금지", "가온일보", "무단전재 및 재배포 금지"),
        ("2023 All Rights Reserved", None, "All Rights Reserved"),
    ],
)  # fmt: skip
def test_a_notice_names_its_holder_and_its_terms(notice: str, holder: str | None, terms: str | None) -> None:
    assert (rights.holder(notice), rights.terms(notice)) == (holder, terms)


@pytest.mark.parametrize(("one", "other", "same"), [("가온일보", "(주)가온미디어", True), ("Gaon", "Gaon Inc.", True), ("가온일보", "모아터", False), ("", "가온", False)])  # fmt: skip
def test_two_names_of_one_house(one: str, other: str, same: bool) -> None:
    assert rights.same_house(one, other) is same


def test_a_caption_keeps_its_place_and_its_credits() -> None:
    caption = "가온소재 춘천 공장 조감도. [사진제공=가온소재] [이미지출처=가온통신]"
    made = article(TITLE, "입력 2024.04.12 10:31", BODY[0], caption, *BODY[1:])
    [got] = made.captions
    assert got == Caption(caption, got.raw, 1, ("사진제공=가온소재", "이미지출처=가온통신"))
    page = "\n\n".join([TITLE, "입력 2024.04.12 10:31", BODY[0], caption])
    assert page[slice(*got.raw)] == caption


@settings(deadline=None)
@given(st.lists(st.sampled_from([*BODY, *BOARD, NOTICE, "입력 2024.02.30", "By Jane Doe and", "[단독]", "상호 :", "ⓒ", "2024-13-45 99:99"]) | st.text(max_size=40), max_size=12))  # fmt: skip
def test_any_page_is_described_and_comes_back_from_its_dict(lines: list[Any]) -> None:
    document = RawDocument.of(
        "\n".join(lines).encode("utf-8", "replace"), source="s", origin="o", media_type="text/plain"
    )
    made, found = make(document, "Asia/Seoul")
    assert "article-fault" not in {each.code for each in found}
    if made:
        assert Article.from_dict(made.to_dict()) == made
        assert all(0 <= each.before <= len(made.paragraphs) for each in made.captions)


def test_a_blog_names_its_writer_and_a_portal_its_paper() -> None:
    blog = '<meta property="og:article:author" content="느린퇴근">'
    assert [each.name for each in html(blog).authors] == ["느린퇴근"]
    portal = '<meta property="og:article:author" content="가온일보 | 글샘">'
    assert html(portal).authors == ()


def test_counters_under_the_text_make_no_board() -> None:
    page = "<html><head><title>{0}</title></head><body><h1>{0}</h1>{1}{2}{3}</body></html>"
    text = "".join(f"<p>{each}</p>" for each in BODY)
    stamp, counters = "<div>느린퇴근 2026. 4. 12. 23:48</div>", "<div>추천 2 댓글 17</div>"
    under = article(page.format(TITLE, stamp, text, counters), media_type="text/html")
    assert (under.published_at, under.posted_at) == ("2026-04-12T23:48+09:00", None)
    over = article(page.format(TITLE, counters, stamp, text), media_type="text/html")
    assert over.posted_at == "2026-04-12T23:48+09:00"


def test_a_paper_that_names_itself_in_two_languages_is_one() -> None:
    notices = ("<저작권자(c) 두레통신, 무단 전재-재배포 금지>", "(c) Dure News. All rights reserved.")
    own = article(f"{TITLE} | 두레통신", TITLE, "송고시간2026-04-12 10:31", *BODY, *notices)
    assert (own.outlet, own.republisher) == ("두레통신", None)
    other = article(f"{TITLE} | 글샘뉴스", TITLE, "송고시간2026-04-12 10:31", *BODY, *notices)
    assert (other.outlet, other.republisher) == ("두레통신", "Dure News")
