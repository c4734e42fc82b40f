"""Bodies that stand in a page's scripts: found by what they say, tied to the source, and weighed against the page."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article import html
from toolkit.article.article import Article
from toolkit.article.build import make
from toolkit.article.markup import scan
from toolkit.article.script import payloads
from toolkit.raw.document import RawDocument

TITLE = "누리소재, 새 공장에 백 명 뽑는다"
LINES = [
    f'누리소재가 내년에 {n}공장을 "더 짓고" 사람을 백 명 뽑기로 했다고 {n}일 밝혔다. 회사는 연봉도 R&D 인력부터 올린다.'
    for n in range(1, 9)
]
MARKED = "".join(f"<p class='x'>{line.replace('&', '&amp;')}</p>\n" for line in LINES)
SHELL = f"<html><head><title>{TITLE} - 누리일보</title>{{head}}</head><body><h1>{TITLE}</h1>{{body}}<p>ⓒ 누리일보</p></body></html>"


def article(source: str) -> Article:
    made, found = make(RawDocument.of(source.encode(), source="s", origin="o", media_type="text/html"), "Asia/Seoul")
    assert made is not None, found
    return made


def texts(made: Article) -> list[str]:
    return [made.text[each.start : each.end] for each in made.paragraphs]


def data(value: object, **options: bool) -> str:
    return json.dumps(value, **options).replace("<", "\\u003c")


SCRIPTS = {
    "json-ld": f'<script type="application/ld+json">{data({"@type": "NewsArticle", "articleBody": chr(10).join(LINES)})}</script>',
    "data": f'<script id="d" type="application/json">{data({"props": {"a": [{"html": MARKED, "n": 1}]}}, ensure_ascii=False)}</script>',
    "blocks": f'<script type="application/json">{data({"blocks": [{"type": "p", "text": line} for line in LINES]})}</script>',
    "code": f"<script>window.state = {{page: 1, content: {data(MARKED, ensure_ascii=False)}, more: 'don\\'t'}};</script>",
    "nested": f"<script>self.flow.push([1, {data(chr(39) + data({'body': MARKED}))}])</script>",
}


@pytest.mark.parametrize("kind", SCRIPTS)
def test_a_body_that_stands_only_in_a_script_is_read_to_the_character(kind: str) -> None:
    source = SHELL.format(head="", body=SCRIPTS[kind])
    made = article(source)
    assert texts(made) == LINES
    assert made.title == TITLE
    assert made.evidence["text"].startswith("json-ld articleBody" if kind == "json-ld" else "script")
    assert Article.from_dict(json.loads(json.dumps(made.to_dict()))) == made
    before = 0
    for at, character in enumerate(made.text):
        a, b = made.alignment.raw(at, at + 1)
        assert before <= a <= b
        before = a
        if character != "\n":
            written = source[a:b]
            said = {character, json.dumps(character)[1:-1], "&amp;", '\\"', '\\\\\\"', '\\\\\\\\\\\\\\"'}
            assert written in said or json.loads(f'"{written}"') in (character, f"\\u{ord(character):04x}", '\\"'), (
                written
            )


def test_a_declared_body_that_the_page_shows_is_read_from_the_page() -> None:
    source = SHELL.format(
        head=SCRIPTS["json-ld"],
        body=f"<div>{MARKED}</div><p>구독하면 더 많은 소식을 받을 수 있다고 편집국이 독자에게 늘 알린다.</p>",
    )
    made = article(source)
    assert texts(made) == LINES
    assert source[slice(*made.paragraphs[0].raw)] == LINES[0].replace("&", "&amp;")
    assert made.evidence["text"].startswith("json-ld articleBody, ")


def test_another_article_in_a_script_does_not_replace_the_page() -> None:
    other = " ".join(f"가람은행이 {n}일 다른 도시에 지점을 열고 손님을 맞았다고 전했다." for n in range(60))
    source = SHELL.format(
        head="", body=f"<div>{MARKED}</div><script>var x = {data({'text': other}, ensure_ascii=False)}</script>"
    )
    assert "가람은행" not in article(source).text


@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "'",
                "`",
                "\\",
                "\\u",
                "\\ud83d",
                "{",
                "}",
                ":",
                ",",
                "가나다 라마 ",
                "\n",
                "</p>",
                "x" * 50,
                '"body":"',
                LINES[0] * 4,
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_script_is_read_without_a_fault(inside: str) -> None:
    source = SHELL.format(head="", body=f"<script>{inside}</script>")
    page = html.read(source).page
    assert page.alignment.length == len(page.text)
    for payload in payloads(source, scan(source)):
        ends = [edge for start, end, _ in payload.pieces for edge in (start, end)]
        assert ends == sorted(ends)


@pytest.mark.parametrize("part", ['"', "'", '\\"', '"a b",', '"a":"', "`", '{"a":"', '\\\\"', "'\\"])
def test_hostile_scripts_take_linear_time(part: str) -> None:
    source = f"<script>{part * 100_000}</script>"
    started = time.process_time()
    payloads(source, scan(source))
    assert time.process_time() - started < 5


def test_an_apostrophe_in_a_tag_hides_nothing() -> None:
    source = SHELL.format(head="", body=f"<div data-x=a'b>{MARKED}</div>")
    assert texts(article(source)) == LINES


def test_a_caption_that_is_a_mere_div_is_a_caption() -> None:
    caption = "누리소재 직원들이 새 공장 앞에서 손을 흔들고 있다. 누리통신"
    source = SHELL.format(
        head="", body=f"<div>{MARKED}<div class='photo-caption'>{caption}</div>{MARKED.replace('백 명', '천 명')}</div>"
    )
    made = article(source)
    assert caption in [each.text for each in made.captions]
    assert caption not in made.text
