"""Files and folders into documents: order, kinds, and what must never be followed."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from toolkit.finding import ReadError, ToolkitError
from toolkit.raw import file, read
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.source import Source, Sources

SOURCES = Sources({"alpha": Source("alpha", "alpha", ("alpha.example.com",))})


def found(*paths: Path, source: str | None = None) -> list[RawDocument | Rejected]:
    return list(read.read(paths, SOURCES, source))


def codes(items: list[RawDocument | Rejected]) -> list[str]:
    return [each.finding.code if isinstance(each, Rejected) else "ok" for each in items]


def test_a_tree_in_sorted_order_with_the_sources_of_its_folders(tmp_path: Path) -> None:
    for name in ("b/2.txt", "alpha/deep/1.html", "a.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<html>" if name.endswith("html") else "text", "utf-8")
    got = found(tmp_path / "in")
    assert [(d.origin, d.source, d.media_type) for d in got if isinstance(d, RawDocument)] == [
        ("in/a.txt", "unknown", "text/plain"), ("in/alpha/deep/1.html", "alpha", "text/html"), ("in/b/2.txt", "unknown", "text/plain"),
    ]  # fmt: skip
    assert {d.source for d in found(tmp_path / "in", source="alpha") if isinstance(d, RawDocument)} == {"alpha"}


def test_links_pipes_and_hidden_files_are_counted_and_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("text")
    (folder / "link.txt").symlink_to("/etc/hostname")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    (folder / ".hidden").write_text("x")
    (folder / ".git").mkdir()
    got = found(folder)
    assert codes(got) == [
        "skipped-hidden-file",
        "skipped-hidden-file",
        "ok",
        "skipped-special-file",
        "skipped-special-file",
        "skipped-special-file",
    ]
    assert all(each.finding.severity == "W" and each.content == b"" for each in got if isinstance(each, Rejected))
    assert codes(found(folder / "pipe")) == ["skipped-special-file"]


def test_empty_large_and_unreadable_files_are_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_bytes(b"x" * 200)
    (tmp_path / "x.json").mkdir()
    monkeypatch.setattr(file, "LARGEST", 100)
    got = found(tmp_path)
    assert codes(got) == ["raw-empty-file", "raw-text-too-long", "raw-io"]
    assert "(21)" in got[2].finding.message if isinstance(got[2], Rejected) else False
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert codes(found(tmp_path / "empty.txt")) == ["raw-io"]


def test_a_file_that_changes_while_it_is_read_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")

    def change() -> None:
        with file.opened(path), path.open("a") as more:
            more.write("two")

    with pytest.raises(ReadError) as caught:
        change()
    assert caught.value.finding.code == "raw-changed-during-read"


def test_a_path_that_does_not_exist_stops_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        found(tmp_path, tmp_path / "nothing")
    assert (caught.value.finding.code, caught.value.exit_code) == ("raw-io", 1)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"plain", "text"), (b"<!DOCTYPE html>", "html"), (b"\xef\xbb\xbf\n <HTML lang>", "html"), (b"<?xml version='1.0'?>\n<html>", "html"),
        (b'{"text": "x"}', "jsonl"), (b'\xef\xbb\xbf{"a"', "jsonl"), (b'[\n {"a"', "array"), ("[단독] 제목".encode(), "text"),
        ("<html>".encode("utf-16"), "html"), ("글".encode("utf-16"), "text"), (b"", "text"), (b"\x89PNG\r\n", "text"),
    ],
)  # fmt: skip
def test_a_reader_is_chosen_by_content(head: bytes, kind: str) -> None:
    assert read.kind(head) == kind


def test_an_unknown_reader_says_which_there_are() -> None:
    with pytest.raises(ToolkitError) as caught:
        read.reader("docx")
    assert caught.value.finding.code == "plugin-unknown"


LINES = [
    (b'{"text": "x", "url": "https://alpha.example.com/1", "fetched_at": "2026-03-02T09:00:00+09:00"}', "ok"),
    (b"", None),
    (b"  ", None),
    (b'{"text": "\\ud800"}', "raw-lone-surrogate"),
    (b'{"text": "\\ud83d\\ude80"}', "ok"),
    (b'{"text": "a\\u0000b"}', "raw-nul"),
    (b'{"text": "a", "text": "b"}', "json-duplicate-key"),
    (b'{"text": "a", "x": {"id": 1, "id": 2}}', "json-duplicate-key"),
    (b'{"text": "a", "n": NaN}', "json-non-finite"),
    (b'{"text": "a", "n": -Infinity}', "json-non-finite"),
    (b'{"text": "a", "n": 1e999}', "json-non-finite"),
    (b'{"text": "a", "n": 1180591620717411303424}', "json-int-range"),
    (b'{"text": "a", "n": ' + b"9" * 4301 + b"}", "json-int-range"),
    (b'{"text": "a", "n": ' + b"[" * 1000 + b"]" * 1000 + b"}", "json-depth"),
    (b'{"text": "a", "n": ' + b"[" * 100000, "json-depth"),
    (b'{"text": "' + b"[" * 1000 + b'"}', "ok"),
    (b'{"text": "a",}', "json-syntax"),
    (b"{'text': 'a'}", "json-syntax"),
    (b'{"text": "a"} trailing', "json-syntax"),
    (b'{"text": 5}', "raw-shape"),
    (b'{"title": "a"}', "raw-shape"),
    (b"[1]", "raw-shape"),
    (b'{"text": "\xff"}', "raw-encoding"),
    (b'{"text": "a", "url": "javascript:alert(1)"}', "raw-url-scheme"),
    (b'{"text": "a", "url": "file:///etc/passwd"}', "raw-url-scheme"),
    (b'{"text": "a", "url": 5}', "raw-url-scheme"),
    (b'{"text": "a", "id": 5}', "raw-id"),
    (b'{"text": "a", "id": ""}', "raw-id"),
    (b'{"text": "cut', "json-truncated"),
]


def test_json_lines_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(line for line, _ in LINES))
    started = time.monotonic()
    got = found(path)
    assert time.monotonic() - started < 5
    assert codes(got) == [code for _, code in LINES if code]
    for each, line in zip(got, [line for line, code in LINES if code], strict=True):
        assert (each.content if isinstance(each, Rejected) else each.body) == line
    first = got[0]
    assert isinstance(first, RawDocument)
    assert (first.source, first.url, first.fetched_at) == (
        "alpha",
        "https://alpha.example.com/1",
        "2026-03-02T09:00:00+09:00",
    )
    assert first.origin.endswith("a.jsonl:1")


def test_a_line_too_long_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.raw.readers import jsonl

    monkeypatch.setattr(jsonl, "LARGEST", 100)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 500 + b'"}\n{"text": "y"}\n')
    assert codes(found(path)) == ["raw-text-too-long", "ok"]


def test_a_pipe_never_blocks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = threading.Event()

    def go() -> None:
        with pytest.raises(ReadError), file.opened(tmp_path / "pipe"):
            pass
        done.set()

    threading.Thread(target=go, daemon=True).start()
    assert done.wait(5)
