"""Gzip, zip and WARC: read as what is in them, within limits, and nothing is written anywhere."""

from __future__ import annotations

import gzip
import io
import tempfile
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from toolkit.raw import file, read
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.readers import zip as zips
from toolkit.raw.source import Source, Sources

LINES = b'{"text": "one"}\n{"text": "two"}\n'
SOURCES = Sources({"alpha": Source("alpha", "alpha")})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for input. What is unpacked goes into one beside it, which must be empty in the end."""
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    (tmp_path / "in").mkdir()
    yield tmp_path / "in"
    assert list(copies.iterdir()) == []
    assert {each.name for each in tmp_path.iterdir()} == {"copies", "in"}


def found(path: Path) -> list[RawDocument | Rejected]:
    items, before = [], f"{path.parent.name}/"
    for each in read.read([path], SOURCES):
        if isinstance(each, RawDocument):
            items.append(replace(each, origin=each.origin.removeprefix(before)))
        else:
            items.append(replace(each, finding=replace(each.finding, where=each.finding.where.removeprefix(before))))
    return items


def shown(items: list[RawDocument | Rejected]) -> list[tuple[str, str]]:
    return [("ok", e.origin) if isinstance(e, RawDocument) else (e.finding.code, e.finding.where) for e in items]


def packed(folder: Path, members: dict[str, bytes], name: str = "a.zip") -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, body in members.items():
            archive.writestr(each, body)
    return folder / name


def test_gzip_of_several_members_and_padding_under_any_name(folder: Path) -> None:
    path = folder / "a.bin"
    path.write_bytes(gzip.compress(LINES[:20]) + gzip.compress(LINES[20:]) + b"\0" * 70_000)
    assert shown(found(path)) == [("ok", "a.bin:1"), ("ok", "a.bin:2")]
    path.write_bytes(gzip.compress(b"<html><p>x"))
    [got] = found(path)
    assert (got.body, got.media_type) == (b"<html><p>x", "text/html") if isinstance(got, RawDocument) else False


def test_gzip_that_is_cut_keeps_what_is_whole(folder: Path) -> None:
    lines = b"".join(b'{"text": "%d %s"}\n' % (n, zlib.compress(b"%d" % n).hex().encode()) for n in range(3000))
    body = gzip.compress(lines)[:-400]
    (folder / "a.jsonl.gz").write_bytes(body)
    items = found(folder / "a.jsonl.gz")
    kept = [each for each in items if isinstance(each, RawDocument)]
    assert 2900 < len(kept) < 3000
    assert b"\n".join(each.body for each in kept) + b"\n" == lines[: sum(len(each.body) + 1 for each in kept)]
    [bad] = [each for each in items if isinstance(each, Rejected)]
    assert (bad.finding.code, bad.content) == ("archive-damaged", body)


def test_a_page_in_gzip_that_is_cut_or_followed_by_something_is_no_page(folder: Path) -> None:
    whole = gzip.compress(b"<html><p>" + bytes(range(32, 127)) * 9)
    broken = whole[:-8] + b"\1" + whole[-7:]
    for body in (whole[:-9], broken, whole + b"garbage", gzip.compress(b"")[:5]):
        (folder / "a.html.gz").write_bytes(body)
        [got] = found(folder / "a.html.gz")
        assert isinstance(got, Rejected)
        assert (got.finding.code, got.content) == ("archive-damaged", body)


def test_garbage_after_lines_is_told_and_the_lines_are_kept(folder: Path) -> None:
    (folder / "a.gz").write_bytes(gzip.compress(LINES) + b"garbage")
    assert shown(found(folder / "a.gz")) == [("ok", "a.gz:1"), ("ok", "a.gz:2"), ("archive-damaged", "a.gz")]


def test_a_gzip_bomb_is_refused_early(folder: Path) -> None:
    (folder / "a.gz").write_bytes(gzip.compress(b'{"text": "' + b" " * 60_000_000))
    started = time.monotonic()
    assert shown(found(folder / "a.gz")) == [("archive-limit", "a.gz")]
    assert time.monotonic() - started < 2


def test_gzip_in_gzip_is_not_opened(folder: Path) -> None:
    (folder / "a.gz").write_bytes(gzip.compress(gzip.compress(LINES)))
    assert shown(found(folder / "a.gz")) == [("archive-limit", "a.gz")]


def test_zip_members_are_read_as_files(folder: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep/c.jsonl.gz", gzip.compress(LINES))
    path = packed(
        folder,
        {"alpha/a.html": b"<html><p>x", "b.csv": b"id,text\n1,x\n2\n", "c.zip": inner.getvalue(), "__MACOSX/._a": b"x", "e.txt": b""},
    )  # fmt: skip
    items = found(path)
    assert shown(items) == [
        ("ok", "a.zip#alpha/a.html"), ("ok", "a.zip#b.csv:2"), ("csv-row-shape", "a.zip#b.csv:3"),
        ("ok", "a.zip#c.zip#deep/c.jsonl.gz:1"), ("ok", "a.zip#c.zip#deep/c.jsonl.gz:2"),
        ("skipped-hidden-file", "a.zip#__MACOSX/._a"), ("raw-empty-file", "a.zip#e.txt"),
    ]  # fmt: skip
    assert [e.source for e in items if isinstance(e, RawDocument)] == ["alpha"] + ["unknown"] * 3


def test_names_that_lead_out_and_links_are_not_opened(folder: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for name in (
            "../../etc/x",
            "/etc/x",
            "C:\\x",
            "..\\x",
            "CON.txt",
            "a\x1bb",
            "x" * 256,
            "\uac00.txt",
            "\u1100\u1161.txt",
            "ok.txt",
        ):
            archive.writestr(name, b"words")
        archive.writestr(link, b"/etc/passwd")
    items = found(folder / "a.zip")
    codes = [code for code, _ in shown(items)]
    assert codes == ["archive-limit"] * 4 + ["path-unsafe"] * 5 + ["ok", "skipped-special-file"]
    assert all(b"words" in each.content for each in items[:9] if isinstance(each, Rejected))
    assert all(each.finding.where.isprintable() for each in items if isinstance(each, Rejected))


def test_an_encrypted_member_and_a_damaged_one_are_put_aside_alone(folder: Path) -> None:
    path = packed(folder, {"a.txt": b"secret words", "b.txt": b"damaged words", "c.txt": b"words"})
    body = bytearray(path.read_bytes())
    for at in (6, body.index(b"PK\x01\x02") + 8):
        body[at] |= 1
    start = body.index(b"b.txt") + 5
    body[start + 2] ^= 0xFF
    path.write_bytes(bytes(body))
    items = found(path)
    assert shown(items) == [("archive-limit", "a.zip#a.txt"), ("archive-damaged", "a.zip#b.txt"), ("ok", "a.zip#c.txt")]
    assert items[0].content.startswith(b"PK\x03\x04") if isinstance(items[0], Rejected) else False
    assert bytes(body[start : start + 10]) in items[1].content if isinstance(items[1], Rejected) else False


def test_zip_bombs_are_refused_before_a_member_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(folder, {"a.txt": b"0" * 20_000_000})
    assert shown(found(bomb)) == [("archive-limit", "a.zip")]
    five = b"words"
    for depth in range(5):
        five = packed(folder, {"inner.zip" if depth else "a.txt": five}).read_bytes()
    assert shown(found(folder / "a.zip")) == [("archive-limit", "a.zip#inner.zip#inner.zip#inner.zip")]
    over = bytearray(packed(folder, {"a.txt": b"x" * 50, "b.txt": b"y" * 50}).read_bytes())
    second = over.index(b"PK\x01\x02", over.index(b"PK\x01\x02") + 1)
    over[second + 42 : second + 46] = b"\0" * 4
    (folder / "a.zip").write_bytes(bytes(over))
    assert shown(found(folder / "a.zip")) == [("archive-limit", "a.zip")]
    monkeypatch.setattr(zips, "ENTRIES", 3)
    assert shown(found(packed(folder, {f"{n}.txt": b"x" for n in range(4)}))) == [("archive-limit", "a.zip")]


def test_a_torn_zip(folder: Path) -> None:
    body = packed(folder, {"a.txt": b"words"}).read_bytes()[:-30]
    (folder / "a.zip").write_bytes(body)
    [got] = found(folder / "a.zip")
    assert isinstance(got, Rejected)
    assert (got.finding.code, got.content) == ("archive-damaged", body)


def warc(*, packed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    page = "<html><p>한빛전자".encode("cp949")

    def add(kind: str, url: str, body: bytes, status: str = "200 OK", **headers: str) -> None:
        pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
        http = StatusAndHeaders(status, pairs, protocol="HTTP/1.1") if kind == "response" else None
        given = {"WARC-Date": "2026-03-02T00:00:00Z"}
        writer.write_record(
            writer.create_warc_record(url, kind, io.BytesIO(body), http_headers=http, warc_headers_dict=given, **(
                {"warc_content_type": headers["Content_Type"]} if kind == "conversion" else {}
            ))
        )  # fmt: skip

    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    add("response", "https://example.com/1", page, Content_Type="text/html; charset=EUC-KR")
    add("response", "https://example.com/2", gzip.compress(page), Content_Type="text/html", Content_Encoding="gzip")
    chunked = b"5\r\n" + page[:5] + b"\r\n%x;x=y\r\n" % len(page[5:]) + page[5:] + b"\r\n0\r\n\r\n"
    add("response", "https://example.com/3", chunked, Content_Type="text/html", Transfer_Encoding="chunked")
    add("response", "https://example.com/4", page, Content_Type="text/html", Transfer_Encoding="chunked")
    add("response", "https://example.com/5", page, "404 Not Found", Content_Type="text/html")
    add("response", "https://example.com/6", b"\x89PNG", Content_Type="image/png")
    add(
        "response", "https://example.com/7", gzip.compress(page)[:-9], Content_Type="text/html", Content_Encoding="gzip"
    )
    add("response", "https://example.com/8", b"", Content_Type="text/html")
    add("response", "http://169.254.169.254/9", page, Content_Type="text/html")
    add("conversion", "https://example.com/10", b"words", Content_Type="text/plain")
    return out.getvalue()


@pytest.mark.parametrize("form", ["plain", "records", "whole"])
def test_warc(folder: Path, form: str) -> None:
    body = warc(packed=form == "records")
    path = folder / "a.warc"
    path.write_bytes(gzip.compress(body) if form == "whole" else body)
    items = found(path)
    assert [code for code, _ in shown(items)] == [
        "skipped-warc-record", "ok", "ok", "ok", "ok", "skipped-warc-record", "skipped-warc-record", "archive-damaged",
        "raw-empty-file", "raw-url-scheme", "ok",
    ]  # fmt: skip
    pages = [each for each in items if isinstance(each, RawDocument)]
    assert len({each.sha256 for each in pages[:4]}) == 1
    assert (pages[0].url, pages[0].charset, pages[0].fetched_at) == (
        "https://example.com/1", "euc-kr", "2026-03-02T00:00:00+00:00",
    )  # fmt: skip
    assert [each.media_type for each in pages] == ["text/html"] * 4 + ["text/plain"]
    assert pages[0].origin == "a.warc#2"


def test_a_cut_warc_keeps_the_records_before_the_cut(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = folder / "a.warc"
    whole = warc(packed=False)
    second = whole.index(b"WARC/1.0", whole.index(b"example.com/1"))
    for cut, last in ((second + 600, "archive-damaged"), (second + 40, "archive-damaged")):
        path.write_bytes(whole[:cut])
        codes = [code for code, _ in shown(found(path))]
        assert codes[:2] == ["skipped-warc-record", "ok"]
        assert codes[-1] == last
    path.write_bytes(whole[:second] + b"nonsense \x1b[2J\r\n" + whole[second:])
    assert [code for code, _ in shown(found(path))] == ["skipped-warc-record", "ok", "archive-damaged"]
    assert capfd.readouterr() == ("", "")


def test_a_warc_record_that_is_too_large_is_not_held(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.raw.readers import warc as reader

    monkeypatch.setattr(reader, "LARGEST", 20)
    (folder / "a.warc").write_bytes(warc(packed=True))
    codes = [code for code, _ in shown(found(folder / "a.warc"))]
    assert codes[2:4] == ["raw-text-too-long", "raw-text-too-long"]
    assert codes[-1] == "ok"
    assert file.LARGEST > 20
