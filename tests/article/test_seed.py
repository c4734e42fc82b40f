"""The real page, where it is at hand: its measured facts, by lengths, counts and hashes (it is copyrighted)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolkit.article.article import Article
from toolkit.article.build import make
from toolkit.article.dates import find
from toolkit.raw.document import RawDocument

SEED = sorted((Path(__file__).parents[3] / "shared" / "seed").glob("*.txt"))
pytestmark = pytest.mark.skipif(not SEED, reason="the real page is not part of the repository")


@pytest.fixture(scope="module")
def page() -> str:
    return SEED[0].read_text("utf-8")


@pytest.fixture(scope="module")
def article(page: str) -> Article:
    document = RawDocument.of(page.encode(), source="unknown", origin="seed", media_type="text/plain")
    made, found = make(document, "Asia/Seoul")
    assert made is not None
    assert found == []
    return made


def test_the_clean_record(article: Article, page: str) -> None:
    assert (len(page.encode()), len(page)) == (5753, 2599)
    assert len(article.text) == 1687
    assert len(article.paragraphs) == 11
    assert article.text_sha256.startswith("40c6d63b09bb3c27")
    assert page.count(article.title) == 3
    assert len(article.summary) == 2
    assert article.subheads == ()
    assert len(article.related) == 5
    assert article.board == {"views": 21, "comments": 0}
    assert article.posted_at == "2024-04-12T10:31+09:00"
    assert (article.published_at, article.published_precision) == ("2024-04-12", "day")
    assert len(article.captions) == 1
    assert article.captions[0].text.count("[") == 2
    assert article.language == "ko"


def test_outlet_and_byline_come_from_the_notice_and_the_signature(article: Article) -> None:
    assert article.byline is not None
    assert article.copyright is not None
    name, email = article.byline["name"], article.byline["email"]
    assert name is not None
    assert email is not None
    assert "@" not in article.text
    assert email.rpartition("@")[2] in str(article.copyright["notice"])
    assert article.outlet == article.copyright["holder"]
    assert str(article.copyright["notice"]).startswith("<")
    assert len(str(article.outlet)) == 5


def test_who_posted_it_again_and_what_the_notice_forbids(article: Article, page: str) -> None:
    assert article.copyright is not None
    assert article.outlet
    assert article.republisher
    assert article.republisher != article.outlet
    assert page.count(article.republisher) == 1
    assert article.evidence["republisher"] == "footer"
    terms = str(article.copyright["terms"])
    assert len(terms) == 9
    assert terms in page
    assert [(len(each.name), each.position) for each in article.authors] == [(3, "기자")]
    assert (article.tags, article.modified_at, article.dateline) == ((), None, None)


def test_the_caption_has_its_place_and_credits(article: Article, page: str) -> None:
    [caption] = article.captions
    assert page[slice(*caption.raw)] == caption.text
    assert caption.before == 2
    assert [len(each) for each in caption.credits] == [9, 10]


def test_every_relative_date_is_resolved(article: Article) -> None:
    assert [(each.of(article.text), each.value) for each in article.dates] == [
        ("다음 달", "2024-05"),
        ("12일", "2024-04-12"),
        ("5월 중", "2024-05"),
        ("지난해", "2023"),
        ("지난해 9월", "2023-09"),
        ("지난 4일", "2024-04-04"),
        ("이날", "2024-04-04"),
        ("지난달", "2024-03"),
        ("지난달", "2024-03"),
    ]
    assert [(each.of(article.title), each.value) for each in find(article.title, date(2024, 4, 12))] == [
        ("내달", "2024-05")
    ]


def test_three_repairs_and_what_was_lost(article: Article, page: str) -> None:
    assert [(page[slice(*edit.raw)], edit.new) for edit in article.edits] == [("amp;", "&"), ("lt;", "<"), ("gt;", ">")]
    assert len(article.suspected_loss) == 7
    for passage in article.suspected_loss:
        assert page[passage.raw[0] - 1].isalpha()
        assert page[passage.raw[0]].isascii()


def test_the_amount_keeps_its_place(article: Article, page: str) -> None:
    start = article.text.index("5억원")
    assert page[slice(*article.alignment.raw(start, start + 3))] == "5억원"
    assert article.alignment.clean(*article.alignment.raw(start, start + 3)) == (start, start + 3)
    assert "R&D" in article.text


def test_nothing_is_unaccounted_for(article: Article, page: str) -> None:
    covered = set()
    for a, b in [p.raw for p in article.paragraphs] + [d.raw for d in article.dropped]:
        assert not covered & set(range(a, b))
        covered |= set(range(a, b))
    assert all(character.isspace() for at, character in enumerate(page) if at not in covered)
    reasons = {passage.reason for passage in article.dropped}
    assert {
        "title",
        "summary",
        "caption",
        "byline",
        "related",
        "advertisement",
        "copyright",
        "board",
        "chrome",
    } <= reasons
