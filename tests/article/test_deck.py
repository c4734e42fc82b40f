"""Decks under headlines, captions in any element, and what an extractor takes though it stands after the text."""

from __future__ import annotations

import pytest

from tests.article.test_html_pages import LINES, MARKED, made, texts

DECK = "연봉 8% 올리고 사택도 짓는다"
STAMP = "<p>홍가람 기자 입력 2026.03.05 09:12</p>"


@pytest.mark.parametrize(
    "element",
    [
        f'<p class="subhead">{DECK}</p>',
        f'<div class="article-sub-title">{DECK}</div>',
        f'<span class="deck">{DECK}</span>',
        f"<h2>{DECK}</h2>",
        f"<font color=gray>{DECK}</font><br>",
    ],
)
def test_a_deck_under_the_headline_is_the_summary(element: str) -> None:
    article, _ = made(f"{element}{STAMP}<article>{MARKED}</article>")
    assert article.summary == (DECK,)
    assert texts(article) == LINES


def test_a_deck_may_begin_the_body_and_touch_its_first_sentence() -> None:
    bare = "<br><br>".join(LINES)
    article, _ = made(
        f'{STAMP}<div id="body"><strong class="news_sum">{DECK}<br>둘째 줄도 요약이다</strong>{bare}</div>'
    )
    assert article.summary == (DECK, "둘째 줄도 요약이다")
    assert texts(article) == LINES


def test_a_lead_that_is_a_sentence_is_text() -> None:
    lead, *others = LINES
    body = f'<p class="lead">{lead}</p>' + "".join(f"<p>{line}</p>" for line in others)
    article, _ = made(f"{STAMP}<article>{body}</article>")
    assert article.summary == ()
    assert texts(article) == LINES


@pytest.mark.parametrize(
    "line",
    [
        "공유하기 복사하기 인쇄하기 버튼",
        "홍가람 | 경제부 기자 | 구독",
        "글자 크기 변경하기",
        "읽는 시간 약 3분",
        "이 기사를 공유합니다",
        "2026.03.05 09:12 다솜일보 제공",
    ],
)
def test_what_else_stands_under_a_headline_is_no_summary(line: str) -> None:
    article, _ = made(f"<div>{line}</div>{STAMP}<article>{MARKED}</article>")
    assert article.summary == ()


@pytest.mark.parametrize("name", ["pic_desc", "photo-credit", "img_txt", "image-caption"])
def test_a_caption_may_be_any_element(name: str) -> None:
    bare = "<br><br>".join([*LINES[:3], f'<em class="{name}">다솜전자 둘째 공장 터</em>', *LINES[3:]])
    article, _ = made(f"{STAMP}<div>{bare}</div>")
    assert [each.text for each in article.captions] == ["다솜전자 둘째 공장 터"]
    assert texts(article) == LINES


def test_what_follows_a_notice_is_no_text_unless_it_runs() -> None:
    after = "<p>홍가람 기자 a@example.com</p><p>ⓒ 다솜일보 무단전재 금지</p><p>이 기사는 첫 화면에 실렸습니다</p><p>월드컵 8강 상대는</p>"
    article, _ = made(f"{STAMP}<article>{MARKED}{after}</article>")
    assert texts(article) == LINES


def test_comments_after_the_notice_are_comments_whoever_takes_them() -> None:
    after = (
        "<br>ⓒ 다솜일보 무단전재 금지<br><b>독자의견</b><br>나그네 | 03-05 10:00 | 연봉은 언제 올려 줍니까, 사장님?<br>"
    )
    article, _ = made(f"{STAMP}<div>{'<br><br>'.join(LINES)}{after}</div>")
    assert texts(article) == LINES


def test_a_pulled_quotation_is_not_said_twice() -> None:
    first = "홍가람 대표는 “내년에는 둘이 하던 일을 셋이 한다”고 말했다. 회사는 사람을 이백 명 더 뽑기로 했다."
    quote = "“내년에는 둘이 하던 일을 셋이 한다”"
    article, _ = made(f'<article><p>{first}</p><p class="pullquote">{quote}</p>{MARKED}</article>')
    assert texts(article) == [first, *LINES]
