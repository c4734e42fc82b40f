"""Pages that are hard to read: hidden text, comments, plain text in <pre>, frames, tables, CDATA, ruby, much of everything."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article import html
from toolkit.article.article import Article
from toolkit.article.build import make
from toolkit.finding import Finding
from toolkit.raw.document import RawDocument

TITLE = "다솜전자, 둘째 공장에 이백 명 뽑는다"
LINES = [
    f"다솜전자가 올해 {n}분기에 공장을 하나 더 짓고 사람을 이백 명 뽑기로 했다고 {n}일 밝혔다. 회사는 연봉도 함께 올린다."
    for n in range(1, 7)
]
MARKED = "".join(f"<p>{line}</p>\n" for line in LINES)
PARTS = ["<p>", "</p>", "<b>", "<br>", "<pre>", "</pre>", "&amp;", "&nbsp;", "&#44032;", "&zwj;", "&lt;b&gt;", "가나다 ", " ", "\n", "\u00a0", "\u200b", "\u3000", "\u1112\u1161\u11ab", "e\u0301", "Ramp;D", "<!--x-->", "<rt>ㄱ</rt>", "<td>1", "<p hidden>", "<object>", "<![CDATA[", "]]>"]  # fmt: skip


def made(body: str, head: str = "") -> tuple[Article, list[Finding]]:
    source = f"<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{body}</body></html>"
    article, found = make(RawDocument.of(source.encode(), source="s", origin="o", media_type="text/html"), "Asia/Seoul")
    assert article is not None, found
    return article, found


def texts(article: Article) -> list[str]:
    return [article.text[each.start : each.end] for each in article.paragraphs]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([*PARTS, *LINES, *LINES]), max_size=40).map("".join))
def test_every_character_of_an_article_is_the_source_or_an_edit_on_record(body: str) -> None:
    source = f"<html><body>{MARKED}{body}</body></html>"
    article, _ = make(RawDocument.of(source.encode(), source="s", origin="o", media_type="text/html"), "Asia/Seoul")
    assert article is not None
    before = (0, 0)
    for at, character in enumerate(article.text):
        a, b = article.alignment.raw(at, at + 1)
        assert before[0] <= a <= b <= len(source)
        before = (a, b)
        if source[a:b] == character:
            continue
        edited = [edit for edit in article.edits if edit.raw[0] <= a and b <= edit.raw[1] and character in edit.new]
        broken = character == "\n" and (a == b or article.text[max(0, at - 1) : at + 2].count("\n") == 2)
        assert edited or broken or (character == " " and not source[a:b].strip(" \t\n\r\f")), (character, source[a:b])
    for edit in article.edits:
        assert edit.rule
        assert source[slice(*edit.raw)] != edit.new


def test_a_reference_is_an_edit_on_its_own_characters() -> None:
    article, _ = made(
        f"{MARKED}<p>다솜전자는 R&amp;D와 &lsquo;둘째&rsquo;&nbsp;공장에 힘을 쏟겠다고 대표가 기자에게 말했다.</p>"
    )
    said = {(edit.new, edit.rule) for edit in article.edits}
    assert said == {
        ("&", "reference-resolved"),
        ("‘", "reference-resolved"),
        ("’", "reference-resolved"),
        (" ", "reference-resolved+space-normalised"),
    }


@pytest.mark.parametrize(
    "mark",
    ['style="color:red; display: none"', "hidden", 'aria-hidden="true"', 'class="box sr-only"', "class='screen-reader-text'"],
)  # fmt: skip
def test_what_is_not_shown_is_no_text(mark: str) -> None:
    unseen = "이 단락은 화면에 보이지 않으며 낭독기에만 읽히는 안내이므로 기사 본문이 아니라고 한다."
    article, _ = made(f"<div>{MARKED}<p {mark}>{unseen}</p>{MARKED.replace('이백', '삼백')}</div>")
    assert unseen not in article.text
    assert len(article.paragraphs) == 12
    assert any(each.reason == "chrome" for each in article.dropped)


def test_comments_that_are_longer_than_the_article_are_not_it() -> None:
    said = "".join(
        f"<p>공장이 들어서면 {n}동네 길이 더 막힐 텐데 대책은 있는지 회사에 묻고 싶습니다. 답을 기다립니다.</p>"
        for n in range(40)
    )
    article, _ = made(f"<div>{MARKED}</div><section id='comments'>{said}</section>")
    assert texts(article) == LINES


def test_a_page_of_plain_text_has_its_paragraphs() -> None:
    wrapped = "\n\n".join(line.replace(" 사람을", "\n사람을") for line in LINES)
    article, _ = made(f"<pre>\n{wrapped}\n</pre>")
    assert texts(article) == LINES


def test_lines_that_two_breaks_part_are_paragraphs() -> None:
    article, _ = made(f"<div>{'<br><br>'.join(LINES)}</div>")
    assert texts(article) == LINES


def test_the_numbers_of_a_table_stay_with_it() -> None:
    cells = "".join(f"<tr><td>둘째 공장 {n}라인에서 일할 사람의 수</td><td>{n}0</td></tr>" for n in range(1, 5))
    article, _ = made(f"<article>{MARKED}<table>{cells}</table>{MARKED.replace('이백', '삼백')}</article>")
    for n in range(1, 5):
        assert f"둘째 공장 {n}라인" in article.text
        assert f"\n{n}0\n" in article.text


def test_a_page_in_a_frame_is_read_to_the_character() -> None:
    inner = MARKED.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    article, _ = made(f'<iframe srcdoc="{inner}"></iframe><p>ⓒ 다솜일보</p>')
    assert texts(article) == LINES
    assert article.evidence["text"].startswith("srcdoc")


@pytest.mark.parametrize(
    "script",
    [
        "window.__NUXT__=(function(a,b){{return {{data:[{{body:a,id:b}}]}}}}({body},7));",
        "window.__APOLLO_STATE__ = {{'A:1': {{__typename: 'A', content: {body}}}}};",
        "Fusion.globalContent={{\"content_elements\":[{{\"content\":{body}}}]}};Fusion.spa=false;",
    ],
)  # fmt: skip
def test_the_state_of_a_framework_holds_a_body(script: str) -> None:
    body = json.dumps(MARKED).replace("<", "\\u003C")
    article, _ = made(f"<div id='app'></div><script>{script.format(body=body)}</script>")
    assert texts(article) == LINES


def test_cdata_is_text_in_xhtml_only() -> None:
    section = f"<![CDATA[{LINES[0].replace('공장을', '공장 & 창고를')}]]>"
    page = html.page(f"<?xml version='1.0'?><html><body><p>{section}</p></body></html>")
    assert "공장 & 창고를" in page.text
    assert "창고" not in html.page(f"<!DOCTYPE html><html><body><p>{section}</p></body></html>").text


def test_a_gloss_over_a_word_is_left_out_unless_brackets_are_given_for_it() -> None:
    page = html.page("<p><ruby>공장<rt>工場</ruby>과 <ruby>창고<rp>(</rp><rt>倉庫</rt><rp>)</rp></ruby></p>")
    assert page.text.strip() == "공장과 창고(倉庫)"


def test_what_is_never_closed_hides_nothing() -> None:
    article, _ = made(f"<canvas><object>{MARKED}")
    assert texts(article) == LINES


def test_a_summary_is_what_the_description_says_and_no_label() -> None:
    lead = "둘째 공장은 내년 봄에 문을 연다"
    article, _ = made(
        f"<ul><li>공유하기 복사하기 인쇄하기 버튼</li></ul><h2>{lead}</h2><article>{MARKED}</article>",
        f'<meta name="description" content="{lead}. 다솜전자가 알렸다">',
    )
    assert article.summary == (lead,)


def test_what_is_not_free_is_said() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    article, found = made(MARKED, head)
    assert article.evidence["access"] == "json-ld isAccessibleForFree: false"
    assert [each.code for each in found] == ["article-not-free"]


def test_of_several_articles_the_one_with_the_page_s_address_is_told_of() -> None:
    nodes = [
        {
            "@type": "NewsArticle",
            "headline": "다른 회사의 다른 소식",
            "url": "https://example.com/b",
            "author": {"name": "나그네"},
        },
        {"@type": "NewsArticle", "headline": TITLE, "url": "https://example.com/a", "author": {"name": "홍가람"}},
    ]
    article, _ = made(
        MARKED,
        f'<link rel="canonical" href="https://example.com/a"><script type="application/ld+json">{json.dumps(nodes)}</script>',
    )
    assert article.byline is not None
    assert (article.title, article.byline["name"]) == (TITLE, "홍가람")


def test_a_charset_that_is_declared_late_counts() -> None:
    padding = "<!-- " + "x" * 3000 + " -->"
    source = f"<html><head>{padding}<meta charset='euc-kr'><title>DASOM electronics plant</title></head><body>{'<p>plain words of a page in English, to weigh more</p>' * 40}{MARKED}</body></html>"
    document = RawDocument.of(source.encode("cp949"), source="s", origin="o", media_type="text/html")
    article, found = make(document, "Asia/Seoul")
    assert article is not None, found
    assert LINES[0] in article.text


@pytest.mark.timeout(180)  # a quadratic one takes hours
@pytest.mark.parametrize(
    "source",
    [
        "<object/>x" * 60_000,
        "<span>가 나</span> " * 60_000,
        "<div>" * 10_000 + MARKED + "</div>" * 10_000,
        "<rt>x" * 60_000,
        "<svg>x" * 60_000,
        MARKED * 4_000,
    ],
    ids=["object", "span", "deep", "rt", "svg", "5 MB"],
)
def test_no_page_takes_longer_than_its_size_asks_for(source: str) -> None:
    assert html.read(source).page.lines


def test_a_deep_page_is_read() -> None:
    article, _ = made("<div>" * 10_000 + MARKED + "</div>" * 10_000)
    assert texts(article) == LINES


@pytest.mark.parametrize(
    "source",
    [
        "<html><head><meta http-equiv='refresh' content='0; url=/a'></head></html>",
        "<html><frameset cols='1,2'><frame src='a'><frame src='b'></frameset></html>",
    ],
)
def test_a_page_that_only_points_elsewhere_is_no_article(source: str) -> None:
    article, found = make(RawDocument.of(source.encode(), source="s", origin="o", media_type="text/html"), "Asia/Seoul")
    assert article is None
    assert found[-1].code == "article-no-body"
