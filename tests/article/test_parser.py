"""Known sites: parsers by their day, selectors on the source itself, exact places, and everything accounted for."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article.article import Article
from toolkit.article.build import make
from toolkit.article.head import head
from toolkit.article.parser import LEFT
from toolkit.article.select import Source
from toolkit.finding import Finding
from toolkit.raw.document import RawDocument
from toolkit.raw.parser import Parser, in_order, selector

LINES = [
    f"마루중공업이 {n}월에 조선소를 넓히고 용접공 {n}십 명을 뽑는다고 밝혔다. R&D 인력의 연봉은 더 올린다."
    for n in range(1, 5)
]
BODY = "".join(f"<p>{line.replace('&', '&amp;')}</p>" for line in LINES)
OLD = Parser("div.story p", title="h2.head", until="2025-03-01")
NEW = Parser(
    "[itemprop=articleBody]",
    title="h1",
    summary=".deck",
    byline=".writer b",
    published="time.at",
    drop=(".ad", "figure"),
)


def page(inside: str) -> str:
    return f"<html><head><title>가짜 제목</title></head><body><nav>홈</nav>{inside}<p>저작권은 마루일보에 있으며 옮겨 실을 수 없다고 한다.</p></body></html>"


OLD_PAGE = page(f"<h2 class='head'>옛 마루중공업 소식</h2><div class='left story'>{BODY}</div>")
NEW_PAGE = page(
    f"<h1>새 마루중공업 소식</h1><p class=deck>용접공을 뽑는다</p><p class='writer'>글 <b>홍마루</b></p><time class='at' datetime='2026-02-03T04:05:00+09:00'>어제</time>"
    f"<section itemprop='articleBody'>{BODY}<div class='ad'>이것은 광고이니 본문에 들어가지 않아야 한다고 적혀 있다.</div><figure>그림</figure><p>끝으로 <span class=ad>광고</span>대표는 용접공이 더 필요하다고 기자에게 거듭 힘주어 말했다.</p></section>"
)


def read(source: str, *parsers: Parser, day: str | None = None) -> tuple[Article, list[Finding]]:
    document = RawDocument.of(source.encode(), source="s", origin="o", media_type="text/html", fetched_at=day)
    article, found = make(document, parsers=parsers)
    assert article is not None, found
    return article, found


def texts(article: Article) -> list[str]:
    return [article.text[each.start : each.end] for each in article.paragraphs]


def select(source: str, css: str) -> list[str]:
    return [source[slice(*each.inner)] for each in Source(source, head(source).silent).select(css)]


def test_a_page_is_read_by_its_parser_to_the_character() -> None:
    article, found = read(NEW_PAGE, OLD, NEW)
    assert found == []
    assert texts(article) == [*LINES, "끝으로 대표는 용접공이 더 필요하다고 기자에게 거듭 힘주어 말했다."]
    assert article.title == "새 마루중공업 소식"
    assert article.summary == ("용접공을 뽑는다",)
    assert article.byline == {"name": "홍마루", "email": None}
    assert (article.published_at, article.published_evidence) == ("2026-02-03T04:05:00+09:00", "parser time.at")
    assert article.evidence["text"] == "parser [itemprop=articleBody]"
    at = article.text.index("R&D")
    assert NEW_PAGE[slice(*article.alignment.raw(at, at + 3))] == "R&amp;D"


def test_every_word_of_the_page_is_kept_or_dropped_with_a_reason() -> None:
    article, _ = read(NEW_PAGE, NEW)
    covered = bytearray(len(NEW_PAGE))
    for a, b in [each.raw for each in (*article.paragraphs, *article.dropped)]:
        covered[a:b] = b"x" * (b - a)
    left = "".join(character for character, mark in zip(NEW_PAGE, covered, strict=True) if not mark)
    assert set(left) <= set("<>/p \n")
    assert any(
        NEW_PAGE[slice(*each.raw)].startswith("<div class='ad'>") and each.reason == LEFT for each in article.dropped
    )


@pytest.mark.parametrize(
    ("source", "day", "evidence"),
    [
        (OLD_PAGE, "2024-05-06T00:00:00Z", "parser div.story p, until 2025-03-01"),
        (OLD_PAGE, "2026-05-06T00:00:00Z", "parser div.story p, until 2025-03-01 (not of its time)"),
        (OLD_PAGE, None, "parser div.story p, until 2025-03-01"),
        (NEW_PAGE, "2024-05-06T00:00:00Z", "parser [itemprop=articleBody]"),
        (NEW_PAGE, "2026-05-06T00:00:00Z", "parser [itemprop=articleBody]"),
    ],
)
def test_the_next_parser_is_tried_where_one_finds_nothing(source: str, day: str | None, evidence: str) -> None:
    for parsers in ((OLD, NEW), (NEW, OLD)):
        article, found = read(source, *parsers, day=day)
        assert article.evidence["text"] == evidence
        assert texts(article)[:4] == LINES
        assert found == []


def test_the_parser_whose_time_it_is_comes_first() -> None:
    first, second, now = Parser("a", until="2020-01-01"), Parser("b", until="2024-01-01"), Parser("c")
    every = (second, now, first)
    assert in_order(every, "2019-12-31")[0] is first
    assert in_order(every, "2020-01-01")[0] is first
    assert in_order(every, "2020-01-02") == [second, now, first]
    assert in_order(every, "2025-01-01") == [now, second, first]
    assert in_order(every, None) == [now, second, first]


def test_a_page_that_no_parser_knows_is_read_as_any_other_and_said_to_be() -> None:
    article, found = read(page(f"<h1>아주 새 마루중공업 소식</h1><article>{BODY}</article>"), OLD, NEW)
    assert texts(article)[:4] == LINES
    assert [each.code for each in found] == ["parser-mismatch"]
    assert article.evidence["parser"] == "none of 2 found a body"


def test_parsers_travel_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps((OLD, NEW))) == (OLD, NEW)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p", ["하나", "둘", "셋"]),
        ("div p", ["하나", "둘"]),
        (".a", ["<p>하나<p class='b c'>둘"]),
        ("div.a .c", ["둘"]),
        ("p.b.c, #x", ["둘", "셋"]),
        ("[data-k]", ["셋"]),
        ("[data-k='1 > 0']", ["셋"]),
        ("P[DATA-K^='1']", ["셋"]),
        ("[data-k$='0']", ["셋"]),
        ("[data-k*=' > ']", ["셋"]),
        ("[class~=c]", ["둘"]),
        ("[class=c]", []),
        (".zz", []),
        ("* #x", ["셋"]),
    ],
)
def test_a_selector_finds_what_css_says(css: str, expected: list[str]) -> None:
    source = (
        "<!-- <div class='a'><p>없음</p></div> --><script>var x = \"<p class='b c zz'>\";</script>"
        "<main><div class='a'><p>하나<p class='b c'>둘</div><p id=x data-k='1 > 0'>셋</p></main>"
    )
    assert select(source, css) == expected


def test_elements_in_elements_of_the_same_name_end_where_they_do() -> None:
    assert select("<div class=a>1<div>2</div>3<!-- </div> --></div>4", ".a") == ["1<div>2</div>3<!-- </div> -->"]
    assert select("<div class=a><div class=a>1</div></div>", "div.a") == ["<div class=a>1</div>"]
    assert select("<div class=a>1<div>2</div>", ".a") == ["1<div>2</div>"]


@pytest.mark.parametrize("css", ["", "a > b", "a:first-child", "a +b", "[", "a,", ", a", "p[", "..a", "a b,", "{}"])
def test_what_is_no_selector_is_refused(css: str) -> None:
    with pytest.raises(ValueError):
        selector(css)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(["<div class=a>", "</div>", "<p>", "</p>", "<div", " class=a", ">", "<!--", "-->", "<script>", "</script>", "가 나", '"', "<p class='ad'>"]), max_size=40).map("".join),
    st.sampled_from([".a", ".a p", "p", "div", "div div"]),
)  # fmt: skip
def test_ranges_of_any_source_lie_in_it_and_apart(source: str, css: str) -> None:
    end = 0
    for each in Source(source, head(source).silent).select(css):
        assert end <= each.outer[0] < each.inner[0] <= each.inner[1] <= each.outer[1] <= len(source)
        end = each.outer[1]


@pytest.mark.timeout(120)  # a quadratic one takes hours
@pytest.mark.parametrize(
    "part", ["<div class=a>", "<p class=a>x", "<a class='a", "a" * 9, "<div class=a></div>", '<i class="a" b="']
)
def test_hostile_sources_take_linear_time(part: str) -> None:
    source = part * 30_000
    for css in (".a", ".a .a", "p", "[class=a] p"):
        assert len(Source(source, head(source).silent).select(css)) <= 30_000
