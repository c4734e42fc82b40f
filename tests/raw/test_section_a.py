"""Bad input, row by row (A1 to A25): each has the outcome that its row names, nothing is lost, and what is put aside keeps its bytes."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest

from tests.raw.taking import BODY, PAGE, Taken, record, take
from toolkit.workspace import Workspace


def test_a01_an_empty_file(workspace: Workspace) -> None:
    assert take(workspace, {"a.txt": b"", "b.json": b"", "c.csv": b""}).codes == ["raw-empty-file"] * 3


@pytest.mark.parametrize("blank", ["", " \n\t", "\u200b\u200b", "\ufeff", "\u3164 \u3164"])
def test_a02_a_text_of_blanks(workspace: Workspace, blank: str) -> None:
    taken = take(workspace, {"a.jsonl": record(text=blank)})
    assert taken.codes == ["raw-empty-text"]
    assert f"{len(blank)} characters" in taken.findings[0].message
    if blank:
        files = {"a.txt": blank.encode() + b"\n"}
        assert take(workspace, files, name="more").codes[-1] == "raw-empty-text"


def test_a03_ten_megabytes_in_one_text(workspace: Workspace) -> None:
    page = (BODY + "\n\n").encode() * (10_000_000 // len(BODY.encode()))
    taken = take(workspace, {"a.txt": page, "b.jsonl": record(text=page.decode())})
    assert taken.codes == ["raw-text-too-long"] * 2
    assert all("limit" in each.message or "over" in each.message for each in taken.findings)


def test_a04_two_gigabytes_in_one_line(workspace: Workspace, tmp_path: Path) -> None:
    # with its memory measured, as a record: tests/flow/test_memory.py
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "a.txt").open("wb") as stream:
        stream.write(b"words")
        stream.truncate(300_000_000)
    taken = Taken.of(workspace, tmp_path / "in")
    assert taken.codes == ["raw-text-too-long"]
    [kept] = taken.quarantined
    assert json.loads(kept)["bytes"] == [0, 300_000_000]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv"])
def test_a05_a_byte_order_mark(workspace: Workspace, name: str) -> None:
    body = {"a.txt": PAGE.encode(), "a.csv": b'id,text\n"1","' + PAGE.encode() + b'"\n'}.get(name, record())
    taken = take(workspace, {name: b"\xef\xbb\xbf" + body})
    assert taken.kept == 1
    if name in ("a.txt", "a.jsonl"):
        assert taken.codes == ["bom-stripped"]
        assert taken.documents[0].body.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a06_utf16(workspace: Workspace, codec: str) -> None:
    mark = "\ufeff".encode(codec)
    lines = mark + (record() + b"\n" + record(url="https://example.com/2")).decode().encode(codec)
    taken = take(workspace, {"a.txt": mark + PAGE.encode(codec), "b.jsonl": lines})
    assert (taken.kept, taken.codes) == (3, ["decoded-utf16"] * 3)
    bare = take(workspace, {"a.txt": "plain words, and some more of them\n".encode(codec)}, name="bare")
    assert bare.codes == ["raw-encoding"]


def test_a07_cp949(workspace: Workspace) -> None:
    line = record(text=BODY.replace("가온소재", "똠방각하")).decode().encode("cp949")
    taken = take(workspace, {"a.txt": PAGE.encode("cp949"), "b.json": line})
    assert (taken.kept, taken.codes) == (2, ["decoded-cp949"] * 2)
    assert any("똠방각하" in each.text for each in taken.articles)
    other = "Ceci n'est pas du coréen, et personne ne l'a déclaré ici.\n".encode("latin-1")
    assert take(workspace, {"a.txt": other}, name="other").codes == ["raw-encoding"]


@pytest.mark.parametrize("wrong", [BODY.encode("cp949").decode("latin-1"), BODY.encode().decode("latin-1")])
def test_a08_mojibake(workspace: Workspace, wrong: str) -> None:
    assert take(workspace, {"a.txt": wrong.encode()}).codes == ["raw-mojibake-suspect"]
    assert take(workspace, {"a.txt": (PAGE + "\n" + wrong[:24]).encode()}, name="few").kept == 1


@pytest.mark.parametrize("bad", [b"\xff\xfe\xff", b"words \xc0\xaf words", b"words \xed\x95", b"\xf5\x80\x80\x80"])
def test_a09_bytes_that_are_no_utf8(workspace: Workspace, bad: bytes) -> None:
    taken = take(workspace, {"a.txt": bad, "b.jsonl": b'{"text": "' + bad + b'"}'})
    assert taken.codes == ["raw-encoding"] * 2
    assert all("byte" in each.where for each in taken.findings)


def test_a10_a_lone_surrogate(workspace: Workspace) -> None:
    taken = take(workspace, {"a.jsonl": b'{"text": "\\ud800"}'})
    assert taken.codes == ["raw-lone-surrogate"]
    assert taken.findings[0].where.endswith("a.jsonl:1 /text")


def test_a11_an_escaped_nul(workspace: Workspace) -> None:
    assert take(workspace, {"a.jsonl": b'{"text": "a\\u0000b"}'}).codes == ["raw-nul"]


def test_a12_a_raw_nul(workspace: Workspace) -> None:
    files = {"a.txt": b"a\0b", "b.jsonl": b'{"text": "a\0b"}', "c.csv": b"id,text\n1,a\0b\n"}
    assert take(workspace, files).codes == ["raw-control-char"] * 3


def test_a13_controls_and_escape_sequences(workspace: Workspace) -> None:
    page = PAGE.replace("공장", "공\x1b[2J장\x07\x85", 1)
    taken = take(workspace, {"a.txt": page.encode()})
    assert taken.kept == 1
    assert "control-removed" in taken.rules
    assert "\x1b" not in taken.articles[0].text + taken.articles[0].title
    bad = take(workspace, {"a.jsonl": b'{"text": "\x1b[2J"}', "b.jsonl": b'{"\\u001b[2J": 1}'}, name="bad")
    assert bad.codes == ["json-syntax", "raw-shape"]
    assert all(str(each).isprintable() for each in bad.tally.findings)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
def test_a14_line_ends(workspace: Workspace, end: str) -> None:
    taken = take(workspace, {"a.txt": PAGE.replace("\n", end).encode()})
    assert "newline-normalised" in taken.rules
    plain = take(workspace, {"a.txt": PAGE.encode()}, name="plain")
    assert len({each.text for each in plain.articles}) == 1


def test_a15_decomposed_hangul(workspace: Workspace) -> None:
    taken = take(workspace, {"a.txt": unicodedata.normalize("NFD", PAGE).encode()})
    assert any("nfc" in rule for rule in taken.rules)
    [article] = taken.articles
    assert unicodedata.is_normalized("NFC", article.text)
    assert article.raw_sha256 != article.text_sha256


def test_a16_compatibility_forms_stay(workspace: Workspace) -> None:
    taken = take(
        workspace, {"a.txt": (PAGE + "\n㈜가온은 연봉 ３억을 ﾡ과 함께 ㎡마다 주기로 했다고 직접 밝혔다.\n").encode()}
    )
    assert "㈜가온은 연봉 ３억을 ﾡ과 함께 ㎡마다" in taken.articles[0].text
    assert taken.codes == []


def test_a17_bidi_and_invisible_characters(workspace: Workspace) -> None:
    taken = take(workspace, {"a.txt": PAGE.replace("가온소재", "가\u202e온\u200b소재").encode()})
    assert "invisible-removed" in taken.rules
    assert "가온소재" in taken.articles[0].text


def test_a18_markup_in_a_text(workspace: Workspace) -> None:
    text = BODY + " <script>alert(1)</script> <img src=x onerror=y> R&amp;amp;D"
    taken = take(workspace, {"a.jsonl": record(text=text)})
    [article] = taken.articles
    assert "<script>alert(1)</script> <img src=x onerror=y> R&D" in article.text
    assert "entity-unescaped" in taken.rules
    assert taken.codes == ["raw-markup"]


@pytest.mark.parametrize(
    ("row", "line", "code"),
    [
        (19, b'{"text": "a", "id": "1", "id": "2"}', "json-duplicate-key"),
        (20, b'{"text": "a", "n": NaN}', "json-non-finite"),
        (20, b'{"text": "a", "n": Infinity}', "json-non-finite"),
        (20, b'{"text": "a", "n": -Infinity}', "json-non-finite"),
        (21, b'{"text": "a", "n": 1e999}', "json-non-finite"),
        (22, b'{"text": "a", "n": 1180591620717411303424}', "json-int-range"),
        (22, b'{"text": "a", "n": ' + b"9" * 4301 + b"}", "json-int-range"),
        (24, b'{"text": "a",}', "json-syntax"),
        (24, b'{"text": "a"} // b', "json-syntax"),
        (24, b"{'text': 'a'}", "json-syntax"),
        (24, b'{"text": "a"}{', "json-syntax"),
    ],
)
def test_a19_to_a22_and_a24_json_that_readers_differ_on(workspace: Workspace, row: int, line: bytes, code: str) -> None:
    taken = take(workspace, {"a.jsonl": line + b"\n" + record()})
    assert (taken.kept, taken.codes) == (1, [code])
    assert taken.quarantined == [line]
    assert code != "json-syntax" or "a.jsonl:1 column " in taken.findings[0].where


@pytest.mark.parametrize("depth", [66, 1_000, 100_000])
def test_a23_depth(workspace: Workspace, depth: int) -> None:
    started = time.process_time()
    nested = b"[" * depth + b"]" * depth
    taken = take(workspace, {"a.jsonl": b'{"text": "a", "n": ' + nested + b"}", "b.json": nested})
    assert taken.codes == ["json-depth"] * 2
    assert time.process_time() - started < 2


def test_a25_a_download_that_was_cut(workspace: Workspace) -> None:
    whole = [record(url=f"https://example.com/{n}", text=f"{n} {BODY}") for n in range(3)]
    lines = take(workspace, {"a.jsonl": b"\n".join(whole)[:-20]})
    assert (lines.kept, lines.codes, lines.quarantined) == (2, ["json-truncated"], [whole[2][:-20]])
    array = take(workspace, {"a.json": b"[" + b",\n".join(whole)[:-20]}, name="array")
    assert (array.read, array.codes, array.quarantined) == (3, ["json-truncated"], [whole[2][:-20]])
