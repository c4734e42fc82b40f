"""Which lines are the article: over invented layouts, and one rule at a time."""

from __future__ import annotations

import textwrap
import time

import layouts
import pytest

from toolkit.article import dump, marks
from toolkit.article.build import make
from toolkit.raw.document import RawDocument


def line_f1(layout: str, seeds: range) -> float:
    right = wrong = 0
    for seed in seeds:
        lines = layouts.page(layout, seed)
        page = dump.page("\n".join(text for text, _ in lines))
        kept = dump.read(page.lines).kept
        for index, (_, body) in enumerate((text, body) for text, body in lines if text.strip()):
            right += 2 * (body and index in kept)
            wrong += body != (index in kept)
    return right / (right + wrong)


@pytest.mark.parametrize("layout", sorted(layouts.LAYOUTS))
def test_line_f1_on_invented_layouts(layout: str) -> None:
    assert line_f1(layout, range(1000, 1060)) >= 0.99


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("홍가람 기자 a@example.com", "byline"),
        ("[가온일보=홍가람 기자]", "byline"),
        ("홍가람 선임기자", "byline"),
        ("By Jane Doe", "byline"),
        ("입력 2026.03.05 09:12 수정 2026.03.05 11:40", "stamp"),
        ("2026-03-05 09:12:33", "stamp"),
        ("작성일 26-03-05 09:12 조회 1,024 댓글 3", "board"),
        ("작성자 아무개", "board"),
        ("[관련기사]", "related"),
        ("▶ 관련기사: 물류센터에 불", "related"),
        ("이 기사와 함께 많이 본 뉴스", "related"),
        ("많이 본 뉴스", "ranking"),
        ("실시간 인기", "ranking"),
        ("댓글 3", "comment"),
        ("독자의견", "comment"),
        ("느린퇴근 2026. 4. 12. 23:48 URL 복사 이웃추가", "stamp"),
        ("가온소재 공장 전경 [가온일보 DB]", "caption"),
        ("글자 크기 변경하기", "chrome"),
        ("등록된 댓글이 없습니다.", "comment"),
        ("▲ 가온소재 공장 전경", "caption"),
        ("가온소재 공장 전경. [사진=가온소재]", "caption"),
        ("<저작권자 © 가온일보, 무단 전재 및 재배포 금지>", "copyright"),
        ("Copyright 2026 Example Courier. All rights reserved.", "copyright"),
        ("대표 : 아무개 | 사업자등록번호 : 000-00-00000", "footer"),
        ("로그인 | 회원가입 | 검색", "chrome"),
        ("글자크기 작게 보통 크게", "chrome"),
    ],
)
def test_a_line_shows_what_it_is(line: str, role: str) -> None:
    assert marks.mark(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "가온소재, 물류센터 준공",
        "홍가람 대표는 기자들과 만나 “올해 안에 공장을 더 짓겠다”고 말했다.",
        "경찰은 영화를 무단 복제해 유포한 혐의로 저작권 침해 사범 아홉 명을 붙잡았다고 밝혔다.",
        "지난 3일 조회한 결과 댓글 300개가 달린 글은 모두 지워진 것으로 확인됐다고 회사는 밝혔다.",
        "3월 5일 문을 연다.",
        "사진 한 장이 바꾼 마을",
    ],
)
def test_a_line_of_text_is_not_furniture(line: str) -> None:
    assert marks.mark(line) is None


BODY = "가온소재가 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 밝혔다."


def roles(*lines: str) -> list[str]:
    return list(dump.read(dump.page("\n".join(lines)).lines).roles)


def test_tools_under_a_summary_bot_are_no_summary() -> None:
    tools = ["본문 요약봇", "텍스트 음성 변환 서비스 사용하기", "SNS 보내기", "다른 곳에 담기", ""]
    got = roles("가온소재 공장 증설", *tools, "두 해 만에 두 배로 커진 공장", BODY, BODY)
    assert "summary" not in got[:5]
    assert got[-3:] == ["summary", "body", "body"]


def test_a_roll_of_appointments_is_text() -> None:
    roll = ["(서울=두레통신) ◇ 가온소재 ▲ 대표이사 홍가람 ▲ 준법지원인 전무 어슬기", "◇ 가온재단 ▲ 이사장 좌은율"]
    assert roles("[인사] 가온그룹", "입력 2026.03.05 09:12", *roll, BODY)[2:] == ["body"] * 3
    assert roles("[인사] 가온그룹", "입력 2026.03.05 09:12", *roll)[2:] == ["body"] * 2


def test_a_roll_may_have_a_line_for_each_post() -> None:
    roll = [
        "◇ 4급 승진",
        "▲ 기획조정실장 홍가람",
        "▲정책실장 어슬기 ▲예산과장 좌은율",
        "◇ 5급 전보",
        "▲ 문화과장 감하랑",
    ]
    got = roles("[인사] 가온시", "입력 2026.03.05 09:12", *roll, "가온일보 a@example.com", "ⓒ 가온일보 무단전재 금지")
    assert got == ["title", "stamp", *["body"] * 5, "byline", "copyright"]


def test_a_ticker_is_no_roll() -> None:
    assert not marks.is_roll("코스피 3,912.44 ▲ 0.31% 코스닥 911.20 ▲ 0.12% 환율 1,481.20 ▲ 2.10")


def test_the_last_sentence_of_a_report_may_speak_of_tips() -> None:
    last = "당국은 비슷한 제보를 받아 들여다보고 있다."
    assert roles("가온소재 공장 증설", BODY, BODY, last, "제보는 카카오톡으로 해 주세요.")[1:4] == ["body"] * 3


def test_a_note_under_the_text_is_text_and_an_advertisement_in_it_is_none() -> None:
    got = roles(
        "가온소재 공장 증설",
        BODY,
        "▶ 광고 ◀ 하루 3만원 무인점포",
        BODY,
        "* 조사 개요: 5월 11~22일, 온라인",
        "📮 이 편지가 마음에 들었다면 동료에게 전달해 주세요.",
    )
    assert got[1:5] == ["body", "advertisement", "body", "body"]
    assert got[5] not in ("body", "subhead")


def test_a_numbered_ranking_ends_where_the_numbers_do() -> None:
    got = roles(
        "많이 본 기사",
        "1. 꽃게가 풍년이다",
        "2. 폐교에 들어선 카페",
        "가온소재 공장 증설",
        "입력 2026.03.05 09:12",
        BODY,
        BODY,
    )
    assert got == ["ranking"] * 3 + ["title", "stamp", "body", "body"]


def test_a_headline_again_inside_the_body_is_dropped() -> None:
    assert roles("가온소재 공장 증설 | 가온일보", "가온소재 공장 증설", BODY, BODY, "가온소재 공장 증설", BODY) == [
        "title", "title", "body", "body", "title", "body"
    ]  # fmt: skip


def test_related_headlines_inside_the_body_do_not_end_it() -> None:
    assert roles("가온소재 공장 증설", BODY, "[관련기사]", "두빛은행 특별성과급", "너울증권 임원 인사", BODY)[1:] == [
        "body", "related", "related", "related", "body"
    ]  # fmt: skip


def test_comments_are_never_the_body_however_long() -> None:
    assert set(roles("가온소재 공장 증설", BODY, BODY, "댓글 3", "나그네", BODY * 3, "길손", BODY * 3)[3:]) == {
        "comment"
    }


def test_what_stands_between_body_and_notice_is_advertising() -> None:
    got = roles("가온소재 공장 증설", BODY, BODY, "", "오늘만 반값, 사무용 의자", "", "ⓒ 가온일보 무단전재 금지")
    assert got[-2:] == ["advertisement", "copyright"]


def test_a_dateline_and_a_signature_are_cut_off_a_paragraph() -> None:
    text = f"(서울=두레통신) 홍가람 기자 = {BODY}\n{BODY} 홍가람 기자 a@example.com"
    page = dump.page(text)
    reading = dump.read(page.lines)
    assert [page.text[slice(*reading.kept[i])] for i in sorted(reading.kept)] == [BODY, BODY]


def test_no_running_text_keeps_nothing() -> None:
    assert dump.read(dump.page("로그인\n회원가입\n목록").lines).kept == {}
    assert dump.read(()).kept == {}


def kept(*lines: str) -> list[str]:
    page = dump.page("\n".join(lines))
    reading = dump.read(page.lines)
    return [page.text[slice(*reading.kept[index])] for index in sorted(reading.kept)]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (["Skip to content", "Corvane names a finance chief", "By Ada Quill"], "Corvane names a finance chief"),
        (["뉴스홈 > 산업", "가온소재, 공장 증설 나선다", "입력 2026.03.05 09:12"], "가온소재, 공장 증설 나선다"),
        (["Home | Newsroom | Contact", "", "가온소재 공장 증설", "2026.03.05"], "가온소재 공장 증설"),
        (["최신기사", "가온소재 공장 증설", "송고시간 2026.03.05 09:12"], "가온소재 공장 증설"),
        (["가 " * 75_000], ""),
    ],
)
def test_the_headline_is_no_crumb_and_no_link(head: list[str], title: str) -> None:
    assert dump.read(dump.page("\n".join([*head, "", BODY, BODY])).lines).title == title


@pytest.mark.parametrize(
    "dateline",
    [
        "NORTHGATE, March 3, 2026 /PRNewsline/ -- ",
        "PORT ELLERY, South County--(BUSINESS EXAMPLE)--",
        "FENWICK, March 4 (Example Wire) - ",
        "HARLOW (EX) — ",
        "SAN MARLOW, Calif., Feb. 2, 2026 (GLOBE EXAMPLE) -- ",
        "(서울=가온와이어) 2026년 3월 5일 -- ",
    ],
)
def test_a_wire_dateline_is_cut_off_and_its_lead_kept(dateline: str) -> None:
    lead = "Corvane said on Monday that it would hire 120 engineers this year."
    assert kept("Corvane to hire engineers", "", dateline + lead, "", lead) == [lead, lead]


def test_rows_of_figures_and_items_in_the_body_stay() -> None:
    rows = ["구분 2024년 2025년", "매출액 1,234 2,345 +9.1%", "영업이익 123 234 +90.2%"]
    items = ["- 생산직 120명", "- 연구직 30명"]
    assert kept("가온소재 실적 발표", BODY, *rows, BODY, *items, BODY) == [BODY, *rows, BODY, *items, BODY]


def test_what_asks_the_reader_for_something_is_no_text() -> None:
    asked = "언론사 홈에서 가온일보를 구독하시면 매일 아침 주요 소식을 받아 보실 수 있습니다."
    english = "Sign up for our newsletter and get the day's top stories in your inbox."
    assert kept("가온소재 공장 증설", BODY, asked, BODY, english, BODY) == [BODY, BODY, BODY]


def test_politeness_is_no_mark_where_the_whole_page_is_polite() -> None:
    said = BODY.replace("밝혔다", "밝혔습니다")
    assert kept("가온소재 공장 증설", said, said) == [said, said]


def test_a_link_to_the_comments_over_the_article_opens_none() -> None:
    assert kept("댓글", "가온소재 공장 증설", BODY, BODY, "댓글 2", BODY) == [BODY, BODY]


def test_headlines_between_paragraphs_are_no_subheads() -> None:
    assert roles("가온소재 공장 증설", BODY, "두빛은행 특별성과급", "너울증권 임원 인사", "하람화학 분할", BODY)[1:] == [
        "body", "related", "related", "related", "body"
    ]  # fmt: skip
    assert roles("가온소재 공장 증설", BODY, "남은 과제는", BODY)[1:] == ["body", "subhead", "body"]


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("width", [30, 34, 38])
def test_wrapped_lines_are_kept_as_they_stand(width: int, *, blank: bool) -> None:
    paragraphs = [f"{BODY} 올해 매출은 {n}억원으로 늘어날 전망이며 현장의 반응은 엇갈린다." for n in range(900, 906)]
    lines = [line for text in paragraphs for line in [*textwrap.wrap(text, width), *([""] if blank else [])]]
    page = "\n".join(["가온소재 공장 증설", "입력 2026.03.05 09:12", "", *lines, "", "ⓒ 가온일보 무단전재 금지"])
    document = RawDocument.of(page.encode(), source="s", origin="o", media_type="text/plain")
    article, found = make(document, "Asia/Seoul")
    assert article is not None
    assert found == []
    assert "".join(article.text.split()) == "".join("".join(paragraphs).split())
    assert {passage.reason for passage in article.suspected_loss} == {"wrapped"}
    if blank:
        assert [article.text[p.start : p.end].replace("\n", " ") for p in article.paragraphs] == paragraphs
        assert len(article.sentences) == 2 * len(paragraphs)
    for paragraph in article.paragraphs:
        assert page[slice(*paragraph.raw)] == article.text[paragraph.start : paragraph.end]


@pytest.mark.parametrize(
    "page",
    [
        "뉴스 홈\n" * 100_000, "가" * 1_000_000, "[(사진=" * 100_000, ". " * 300_000, "a." * 300_000, (BODY + "\n") * 10_000,
        (BODY[:25] + "\n") * 40_000, "AI 요약\n" * 60_000, "About Corvane\nCorvane\n" * 40_000, "관련기사\n두빛은행\n" * 40_000,
        (BODY + " &amp; a@example.com &amp;\n") * 4_000, BODY + "\n매출 1,234 2,345" * 60_000 + "\n" + BODY,
    ],
)  # fmt: skip
def test_hostile_pages_take_linear_time(page: str) -> None:
    started = time.process_time()
    make(RawDocument.of(page.encode(), source="s", origin="o", media_type="text/plain"), "Asia/Seoul")
    assert time.process_time() - started < 20
