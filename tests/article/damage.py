"""Pages damaged at random, and what must hold of whatever is made of them."""

from __future__ import annotations

import json
import random

import layouts

from toolkit import sample
from toolkit.article import build
from toolkit.article.article import Article
from toolkit.article.decode import Decoded, decode
from toolkit.finding import Finding
from toolkit.raw.document import RawDocument

NOISE = (
    "<", ">", "<p>", "</div>", "<div>" * 40, "<script>", "<!--", "-->", "<![CDATA[", "&lt;", "&amp;amp;lt;", "amp;", "\r\n", "\r",
    "\u200b", "\u2028", "\xa0", "\xad", "&#x", "&#0;", "&#1114112;", "\x1b[2J", "\ufeff", "\x85", "\x00",
    "관련기사\n", "ⓒ", "▲", "(서울=가) 나다 기자 = ", "\u1100\u1161\u11a8", "각\u0301", "각", "\u3164", "３억",
    "👩\u200d👩\u200d👧", "\u202e", "2026.13.45 99:99", "900101-1234567", "1e999", '{"@type":"NewsArticle","articleBody":"', "\\u0000",
    "연봉 5억~", "12일", "@" * 50, "((((" * 30, "9" * 60, "\n" * 30, "a" * 5000, '<script type="application/ld+json">', "</script>", "<pre>",
)  # fmt: skip
_CODECS = ("utf-8",) * 6 + ("cp949", "cp949", "utf-16", "euc-kr")


def page(number: int) -> RawDocument:
    """Page `number`: one of the sample's or of a made layout, damaged in one to ten places, in some encoding."""
    chance = random.Random(number)
    if chance.random() < 0.4:
        text = chance.choice(_SAMPLE)
    else:
        text = "\n".join(line for line, _ in layouts.page(chance.choice(sorted(layouts.LAYOUTS)), number))
    for _ in range(chance.randint(1, 10)):
        at, kind = chance.randrange(len(text) + 1), chance.random()
        if kind < 0.5:
            cut, new = 0, chance.choice(NOISE)
        elif kind < 0.75:
            cut, new = chance.randint(1, 150), ""
        else:
            cut, new = 0, text[chance.randrange(len(text) + 1) :][: chance.randint(1, 2000)]
        text = text[:at] + new + text[at + cut :]
    media_type = chance.choice(("text/plain", "text/html", "text/html", "application/json"))
    if media_type == "application/json":  # what the readers of records give is a record
        text = json.dumps({"url": "https://example.com/1", "title": text[:60], "text": text}, ensure_ascii=False)
    body = bytearray(text.encode(chance.choice(_CODECS), "ignore"))
    if chance.random() < 0.1 and media_type != "application/json":  # most of these are no text any more
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(body) + 1)
            body[at : at + chance.randint(0, 3)] = bytes([chance.randrange(256)])
    charset = chance.choice((None, None, None, "euc-kr", "utf-8", "latin-1", "utf-16"))
    return RawDocument.of(bytes(body), source="s", origin=f"page {number}", media_type=media_type, charset=charset)


_SAMPLE = [
    read_as.text
    for path in sorted(sample.PAGES.rglob("*"))
    if path.is_file() and isinstance(read_as := decode(path.read_bytes()), Decoded)
]


def prove(article: Article | None, found: list[Finding]) -> None:
    """Asserts every law of an article that holds whatever the page."""
    assert [each for each in found if each.code in ("article-fault", "article-timeout")] == []
    assert (article is None) == any(each.severity == "Q" for each in found)
    for each in found:
        assert str(each).isprintable()
    if article is None:
        return
    assert Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article
    assert article.alignment.length == len(article.text)
    assert "\n\n".join(article.text[p.start : p.end] for p in article.paragraphs) == article.text
    end = 0
    for start, clean_start, raw_len, clean_len in article.alignment.segments:
        assert raw_len >= 0
        assert clean_len > 0
        assert clean_start == end
        assert start >= 0
        end += clean_len
    for start, end in article.sentences:
        assert article.text[start:end].strip()


def read(document: RawDocument) -> tuple[Article | None, list[Finding]]:
    """What is made of a page, proven."""
    article, found = build.make(document)
    prove(article, found)
    return article, found
