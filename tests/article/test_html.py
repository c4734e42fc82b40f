"""HTML: readable text with exact places, what markup says, an extractor's choice matched back, hostile sources."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article import html
from toolkit.article.article import Article
from toolkit.article.build import canonical, identity, make
from toolkit.article.markup import scan
from toolkit.raw.document import RawDocument

BODY = "가온소재가 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 {day}일 밝혔다. 회사는 연봉도 올린다."
PARAGRAPHS = "".join(f"<p>{BODY.format(day=day)}</p>\n" for day in range(1, 7))
PARTS = ["<p>", "</p>", "<b>", "</div>", "<br>", "<a href='x'>", '<a title="', "<script>", "</script>", "<!--", "-->", "&amp;", "&nbsp;", "&#44032;", "&lt", "가나", " ", "\n", "<", ">", '"', "<td>", "<title>", "</title>", "\u200b"]  # fmt: skip


def article(source: str, **facts: str) -> Article:
    made, found = make(
        RawDocument.of(source.encode(), source="s", origin="o", media_type="text/html", **facts), "Asia/Seoul"
    )
    assert made is not None, found
    return made


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_every_character_of_any_source_has_its_place(source: str) -> None:
    page = html.page(source)
    assert page.alignment.length == len(page.text)
    for at, character in enumerate(page.text):
        a, b = page.alignment.raw(at, at + 1)
        assert 0 <= a < b <= len(source)
        assert source[a:b] == character or b - a > 1 or character.isspace()
    assert all(page.text[line.start : line.end] == line.text for line in page.lines)


def test_text_is_tied_to_the_source_through_tags_and_references() -> None:
    source = f"<html><body><h1>가온소재 공장 증설</h1>{PARAGRAPHS}<p>R&amp;D는 <b>두</b>\n  배로 늘린다고 대표가 기자간담회에서 힘주어 말했다.</p></body></html>"
    made = article(source)
    start = made.text.index("R&D는 두 배로")
    assert source[slice(*made.alignment.raw(start, start + 3))] == "R&amp;D"
    assert source[slice(*made.alignment.raw(start + 5, start + 6))] == "두"
    assert len(made.paragraphs) == 7
    for paragraph in made.paragraphs[:6]:
        assert source[slice(*paragraph.raw)] == made.text[paragraph.start : paragraph.end]


def test_what_markup_says_is_heard() -> None:
    head = """<title>가온소재 공장 증설 - 가온일보</title><meta property="og:site_name" content="가온일보">
    <link rel="canonical" href="https://News.example.com/a?id=1#top">
    <script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "가온소재 공장 증설",
    "datePublished": "2026-03-02T00:05:09Z", "author": [{"name": "홍가람 기자", "email": "mailto:a@example.com"}]}]}</script>"""
    made = article(f"<html><head>{head}</head><body><h1>가온소재 공장 증설</h1>{PARAGRAPHS}</body></html>")
    assert made.title == "가온소재 공장 증설"
    assert made.outlet == "가온일보"
    assert (made.published_at, made.published_precision) == ("2026-03-02T09:05:09+09:00", "second")
    assert made.published_evidence == "json-ld datePublished"
    assert made.byline == {"name": "홍가람", "email": "a@example.com"}
    assert made.url == "https://news.example.com/a?id=1"


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "[]",
        "5",
        '{"@type": 5}',
        '{"@type": "NewsArticle", "headline": [1], "author": 3}',
        "[" * 5000,
        '{"@graph": {"@graph": {}}}',
    ],
)
def test_broken_json_ld_is_nothing(data: str) -> None:
    made = article(
        f'<html><script type="application/ld+json">{data}</script><body><h1>가온소재 공장 증설</h1>{PARAGRAPHS}</body></html>'
    )
    assert made.title == "가온소재 공장 증설"


def test_the_densest_block_is_read_where_the_extractor_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.extract", lambda source, **options: None)
    made = article(f"<nav>홈</nav><h1>가온소재 공장 증설</h1>{PARAGRAPHS}<footer>ⓒ 가온일보</footer>")
    assert len(made.paragraphs) == 6


def test_the_id_survives_a_new_crawl_and_is_known_beforehand() -> None:
    head = '<html><link rel="canonical" href="https://example.com/a/1">'
    one, two = (f"{head}<h1>가온소재 공장 증설</h1>{extra}{PARAGRAPHS}" for extra in ("", "<p>조회 5</p>"))
    assert article(one).id == article(two).id
    assert article(one).raw_sha256 != article(two).raw_sha256
    document = RawDocument.of(
        one.encode(), source="s", origin="o", media_type="text/html", url="https://example.com/other"
    )
    assert identity(document) == article(one).id


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTPS://Example.COM:443/A?b=1#c", "https://example.com/A?b=1"), ("https://example.com/", None), ("javascript:alert(1)", None),
        ("file:///etc/passwd", None), ("", None), (None, None), ("http://[::1", None), ("https://example.com/?id=3", "https://example.com/?id=3"),
        ("http://example.com:99999/x", None),
    ],
)  # fmt: skip
def test_an_address_has_one_form(given: str | None, expected: str | None) -> None:
    assert canonical(given) == expected


@pytest.mark.parametrize(
    "part", ["<div>", "<a '", '<a "', "<p>x", "<!--", "<script>", "<title>", "<", "<b>x</i>", "&lt", "<td>"]
)
def test_hostile_sources_take_linear_time(part: str) -> None:
    source = part * 60_000
    started = time.process_time()
    scan(source)
    assert time.process_time() - started < 5
