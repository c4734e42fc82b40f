"""The shipped readers: tables, arrays and feeds. Chosen by content, one page at a time, every byte accounted for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.raw import file, read
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.kind import kind
from toolkit.raw.readers import array, csv
from toolkit.raw.source import UNKNOWN, Sources

URL = "https://example.com/1"


def found(path: Path) -> list[RawDocument | Rejected]:
    """What a file holds, with places that begin at its own name."""
    folder, items = f"{path.parent.name}/", []
    for each in read.read([path], Sources()):
        if isinstance(each, RawDocument):
            items.append(replace(each, origin=each.origin.removeprefix(folder)))
        else:
            items.append(replace(each, finding=replace(each.finding, where=each.finding.where.removeprefix(folder))))
    return items


def written(tmp_path: Path, body: bytes, name: str = "data") -> Path:
    path = tmp_path / name
    path.write_bytes(body)
    return path


def documents(items: list[RawDocument | Rejected]) -> list[RawDocument]:
    assert [each.finding for each in items if isinstance(each, Rejected)] == []
    return [each for each in items if isinstance(each, RawDocument)]


def rejected(items: list[RawDocument | Rejected]) -> list[tuple[str, str, bytes]]:
    return [(e.finding.code, e.finding.where, e.content) for e in items if isinstance(e, Rejected)]


@pytest.mark.parametrize(
    ("head", "name", "reader"),
    [
        (b"PAR1\x15", "a.txt", "parquet"), (b"PK\x03\x04", "a.txt", "zip"), (b"WARC/1.0\r\n", "a", "warc"),
        (b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", "a.html", "feed"), (b"<feed xmlns='x'>", "a", "feed"),
        (b"url,text\n", "a", "csv"), (b"id;Body\n", "a", "csv"), (b"text\n", "a.csv", "csv"), (b"text\n", "a.txt", "text"),
        ("제목, 본문".encode(), "a.txt", "text"), (b"Some text, and more\n", "a.txt", "text"), (b"{\n", "a.json", "array"),
        (b'{"a": 1,\n', "a", "array"), (b'{"a": 1,\n', "a.jsonl", "jsonl"), (b"[]", "a", "array"), (b"[[[[", "a.json", "array"),
        ("[[단독]] 제목".encode(), "a", "text"), (b"NaN", "a.jsonl", "jsonl"), (b"// x\n", "a.json", "jsonl"),
    ],
)  # fmt: skip
def test_content_decides_and_the_ending_where_it_leaves_it_open(head: bytes, name: str, reader: str) -> None:
    assert kind(head, name) == reader


def test_csv_quotes_newlines_and_what_is_ragged(tmp_path: Path) -> None:
    rows = [
        b"\xef\xbb\xbfurl,Text,note",
        b'https://example.com/1,"He said ""no"",\nand left.",x',
        b"https://example.com/2,two cells",
        b"https://example.com/3,a\\b\tc,=1+1",
        b"url,text,note",
        b'https://example.com/4,"open,x',
        b"https://example.com/5,five,x",
        b'https://example.com/6,"a"b,x',
        b"javascript:x,seven,x",
        b"",
        b"https://example.com/8,last,x",
    ]
    items = found(written(tmp_path, b"\r\n".join(rows)))
    assert [(e.origin, json.loads(e.body)["text"]) for e in items if isinstance(e, RawDocument)] == [
        ("data:2", 'He said "no",\nand left.'), ("data:5", "a\\b\tc"), ("data:8", "five"), ("data:12", "last"),
    ]  # fmt: skip
    assert json.loads(items[2].body)["note"] == "=1+1" if isinstance(items[2], RawDocument) else False
    assert rejected(items) == [
        ("csv-row-shape", "data:4", rows[2]), ("csv-row-shape", "data:6", rows[4]), ("csv-row-shape", "data:7", rows[5]),
        ("csv-row-shape", "data:9", rows[7]), ("raw-url-scheme", "data:10 /url", rows[8]),
    ]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "cp949"])
def test_csv_in_any_delimiter_and_both_encodings(tmp_path: Path, delimiter: str, codec: str) -> None:
    text = f'말했다 "그렇다{delimiter}" 뷁똠방각하'
    line = delimiter.join(["1", '"' + text.replace('"', '""') + '"'])
    body = (delimiter.join(["id", "text"]) + "\n" + line + "\n").encode(codec)
    [got] = documents(found(written(tmp_path, body, "data.csv")))
    assert json.loads(got.body.decode(codec)) == {"id": "1", "text": text}
    assert got.url == "1"


def test_csv_without_a_page_is_refused_whole(tmp_path: Path) -> None:
    for body in (b"id,when\n1,2\n", b"text,text\na,b\n", "아이디,본문\n".encode()):
        assert rejected(found(written(tmp_path, body, "data.csv"))) == [("raw-shape", "data.csv:1", body)]
    wide = "id,text\n".encode("utf-16")
    assert rejected(found(written(tmp_path, wide, "data.csv"))) == [("raw-encoding", "data.csv", wide)]


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
            min_size=2,
            max_size=2,
        )
    )
)
def test_csv_reads_what_the_standard_library_writes(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    import csv as standard

    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = standard.writer(stream)
        writer.writerows([["note", "text"], *rows])
    made = [json.loads(e.body) for e in csv.read(path, UNKNOWN) if isinstance(e, RawDocument)]
    blank = sum(isinstance(e, Rejected) for e in csv.read(path, UNKNOWN))
    assert len(made) + blank == len(rows)
    assert [list(e.values()) for e in made] == [r for r in rows if r in [list(e.values()) for e in made]]


def test_an_array_gives_its_objects_with_their_exact_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(array, "_CHUNK", 7)
    objects = [b'{"text": "a]}\\"[{",\n "url": "https://example.com/1"}', b'{"text": NaN}', b'{"text":"b"}']
    body = b"\xef\xbb\xbf[\n" + b" ,\n".join([objects[0], b"5", b"[1]", *objects[1:]]) + b"\n]\n"
    items = found(written(tmp_path, body))
    assert [(e.origin, e.body) for e in items if isinstance(e, RawDocument)] == [
        ("data:2", objects[0]),
        ("data:7", objects[2]),
    ]
    assert rejected(items) == [
        ("raw-shape", "data:4", b"5 "), ("raw-shape", "data:5", b"[1]"), ("json-non-finite", "data:6", objects[1])
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code", "rest"),
    [
        (b'[{"text": "a"}, {"text": "b', "json-truncated", b'{"text": "b'),
        (b'[{"text": "a"},', "json-truncated", b""),
        (b'[{"text": "a"}] {"text": "b"}', "json-syntax", b'{"text": "b"}'),
        (b'[{"text": "a"}, {"text": "' + b"x" * 300 + b'"}]', "raw-text-too-long", None),
    ],
)  # fmt: skip
def test_what_came_before_a_cut_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes, code: str, rest: bytes | None
) -> None:
    monkeypatch.setattr(array, "LARGEST", 200)
    items = found(written(tmp_path, body))
    assert isinstance(items[0], RawDocument)
    [(got, _, content)] = rejected(items)
    assert got == code
    if rest is None:
        facts = json.loads(content)
        start, end = facts["bytes"]
        assert facts["sha256"] == file.sha256(body[start:end]).hexdigest()
        assert (start, end) == (16, len(body))
    else:
        assert content == rest


def test_objects_over_several_lines(tmp_path: Path) -> None:
    objects = [json.dumps({"text": each, "url": f"{URL}{each}"}, indent=1).encode() for each in "ab"]
    assert [e.body for e in documents(found(written(tmp_path, b"\n".join(objects), "a.json")))] == objects


def test_parquet_rows(tmp_path: Path) -> None:
    path = tmp_path / "data"
    when = datetime(2026, 3, 2, tzinfo=UTC)
    rows = [
        {"Text": "one", "url": URL, "fetched_at": when, "n": 1.5},
        {"Text": "two", "url": "file:///etc/passwd", "fetched_at": None, "n": None},
        {"Text": "three", "url": None, "fetched_at": None, "n": float("nan")},
        {"Text": None, "url": None, "fetched_at": None, "n": None},
    ]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=1)
    items = found(path)
    assert isinstance(items[0], RawDocument)
    assert (items[0].url, items[0].fetched_at, items[0].origin) == (URL, "2026-03-02T00:00:00+00:00", "data:1")
    assert json.loads(items[0].body)["text"] == "one"
    assert [code for code, _, _ in rejected(items)] == ["raw-url-scheme", "json-non-finite", "raw-shape"]


def test_parquet_pages_as_bytes_stay_bytes(tmp_path: Path) -> None:
    path = tmp_path / "data"
    page = "<html><body>한빛</body></html>".encode("cp949")
    pq.write_table(pa.Table.from_pylist([{"html": page, "url": URL}, {"html": b"", "url": URL}]), path)
    items = found(path)
    assert isinstance(items[0], RawDocument)
    assert (items[0].body, items[0].media_type, items[0].url) == (page, "text/html", URL)
    assert rejected(items) == [("raw-empty-file", "data:2", b"")]


def test_torn_parquet_and_parquet_of_something_else(tmp_path: Path) -> None:
    torn = b"PAR1" + b"x" * 50
    assert rejected(found(written(tmp_path, torn))) == [("raw-shape", "data", torn)]
    pq.write_table(pa.table({"n": [1]}), tmp_path / "data")
    assert [code for code, _, _ in rejected(found(tmp_path / "data"))] == ["raw-shape"]


RSS = """<?xml version="1.0" encoding="{codec}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>한빛일보</title><link>https://example.com/</link>
<item><title>첫 기사</title><link>https://example.com/1</link><pubDate>Mon, 02 Mar 2026 09:00:00 +0900</pubDate>
 <dc:creator>김하람</dc:creator><description>짧게</description><content:encoded><![CDATA[<p>본문 &amp; 더</p>]]></content:encoded></item>
<item><title>둘째</title><link>https://example.com/2</link><description>&lt;p&gt;본문&lt;/p&gt;</description></item>
<item><title>빈 것</title><link>https://example.com/3</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>One</title>
<link rel="self" href="https://example.com/self"/><link href="https://example.com/1"/><updated>2026-03-02T09:00:00Z</updated>
<author><name>Ann</name><uri>https://example.com/ann</uri></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Body <b>bold</b>.</p></div></content></entry></feed>"""


@pytest.mark.parametrize("codec", ["utf-8", "euc-kr", "utf-16"])
def test_rss(tmp_path: Path, codec: str) -> None:
    body = RSS.replace("{codec}", codec).encode(codec)
    items = found(written(tmp_path, body))
    values = [json.loads(e.body) for e in items if isinstance(e, RawDocument)]
    assert values[0] == {
        "title": "첫 기사", "url": URL, "published_at": "2026-03-02T09:00:00+09:00", "author": "김하람", "html": "<p>본문 &amp; 더</p>",
    }  # fmt: skip
    assert values[1]["html"] == "<p>본문</p>"
    [(code, where, content)] = rejected(items)
    assert (code, where) == ("raw-shape", "data:7")
    assert content.decode(codec) == "<item><title>빈 것</title><link>https://example.com/3</link></item>"


def test_atom(tmp_path: Path) -> None:
    [got] = documents(found(written(tmp_path, ATOM.encode())))
    values = json.loads(got.body)
    assert (values["url"], values["author"], values["title"]) == (URL, "Ann", "One")
    assert values["published_at"] == "2026-03-02T09:00:00+00:00"
    assert values["html"].startswith("<div xmlns=")
    assert values["html"].endswith("</div>")


def test_a_feed_with_a_document_type_or_a_cut(tmp_path: Path) -> None:
    bomb = (
        b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><description>&b;</description></item></rss>'
    )
    assert rejected(found(written(tmp_path, bomb))) == [("xml-dtd", "data:1", bomb)]
    cut = RSS.replace("{codec}", "utf-8").encode()[:-200]
    items = found(written(tmp_path, cut))
    assert isinstance(items[0], RawDocument)
    assert [code for code, _, _ in rejected(items)] == ["xml-syntax"]
