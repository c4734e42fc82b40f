"""Bad input, row by row (A26 to A42): shapes, identities, dates, addresses, names, archives, and files that are none."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import zipfile
from pathlib import Path

import pytest

from tests.raw.taking import BODY, PAGE, Taken, record, take
from toolkit.raw import file
from toolkit.workspace import Workspace


def numbered(n: int, **members: object) -> bytes:
    return record(url=f"https://example.com/{n}", text=f"{n}번째로 {BODY}", **members)


def test_a26_blank_lines_and_no_last_newline(workspace: Workspace) -> None:
    taken = take(workspace, {"a.jsonl": b"\n" + numbered(1) + b"\n\n  \r\n" + numbered(2)})
    assert (taken.read, taken.kept, taken.codes) == (2, 2, [])


def test_a27_an_array_for_lines_and_lines_for_an_array(workspace: Workspace) -> None:
    array = b"[" + numbered(1) + b", " + numbered(2) + b"]"
    taken = take(workspace, {"a.jsonl": array, "b.json": numbered(3) + b"\n" + numbered(4)})
    assert (taken.kept, taken.codes) == (4, [])


def test_a28_csv_rows(workspace: Workspace) -> None:
    bad = [b"3;short", b"id;text;note", b'4;"open;x', b"5;a;b;c"]
    rows = [
        b"id;text;note",
        b'1;"' + PAGE.encode() + b'";x',
        *bad,
        b'2;"' + BODY.encode() + b' ""\xea\xb7\xb8"".";y',
        b"",
    ]
    taken = take(workspace, {"a.csv": b"\r\n".join(rows)})
    assert (taken.kept, taken.codes, taken.quarantined) == (2, ["csv-row-shape"] * 4, bad)
    assert [each.where for each in taken.findings] == [f"in/a.csv:{n}" for n in (8, 9, 10, 11)]


@pytest.mark.parametrize("sign", "=+-@")
def test_a29_a_cell_that_is_a_formula_elsewhere(workspace: Workspace, sign: str) -> None:
    taken = take(workspace, {"a.csv": f"id,text\n1,{sign}{BODY}\n".encode()})
    assert json.loads(taken.documents[0].body)["text"] == sign + BODY
    assert taken.articles[0].text == sign + BODY


@pytest.mark.parametrize("bad", [1, "", " ", None, True, ["1"]])
def test_a30_an_id_that_is_none(workspace: Workspace, bad: object) -> None:
    taken = take(workspace, {"a.jsonl": record(url=None, id=bad), "b.jsonl": record(url=None, id="1")})
    assert (taken.kept, taken.codes) == (1, ["raw-id"])
    assert ('collides with the string "1"' in taken.findings[0].message) == (bad == 1 and bad is not True)


def test_a31_the_same_twice(workspace: Workspace) -> None:
    line = record(url=None, id="a")
    taken = take(
        workspace, {"a.jsonl": line + b"\n" + line, "b.jsonl": line, "c.txt": PAGE.encode(), "d.txt": PAGE.encode()}
    )
    assert (taken.read, taken.kept, taken.codes) == (5, 2, ["duplicate-exact"] * 3)
    assert [each.where for each in taken.findings] == ["in/a.jsonl:2", "in/b.jsonl:1", "in/d.txt"]


@pytest.mark.parametrize("key", [{"url": "https://example.com/1"}, {"url": None, "id": "a"}])
def test_a32_one_id_with_two_contents(workspace: Workspace, key: dict[str, str]) -> None:
    lines = [record(**key), record(**key, title="다른 제목")]
    taken = take(workspace, {"a.jsonl": lines[0], "b.csv": b"id,text\nz," + BODY.encode(), "c.jsonl": lines[1]})
    assert (taken.kept, taken.codes, taken.quarantined) == (1, ["id-conflict"] * 2, lines)
    for one, other in ((0, 1), (1, 0)):
        shown = [word.strip(",") for word in taken.findings[one].message.split()]
        assert file.sha256(lines[one]).hexdigest()[:12] in shown
        assert file.sha256(lines[other]).hexdigest()[:12] in shown
    later = take(workspace, {"a.jsonl": lines[0]}, name="first"), take(workspace, {"a.jsonl": lines[1]}, name="later")
    assert [each.codes for each in later] == [[], []]
    assert len(later[1].articles) == 2


@pytest.mark.parametrize("bad", ["2026-02-30", "어제", "1772409600000", 1772409600000, "1026-03-01", "2062-03-01"])
def test_a34_dates_that_cannot_be(workspace: Workspace, bad: object) -> None:
    taken = take(workspace, {"a.jsonl": numbered(1, published_at=bad)})
    assert (taken.kept, taken.codes) == (1, ["raw-date"])
    assert taken.findings[0].severity == "W"
    [article] = taken.articles
    assert article.published_at is None or bad == "2062-03-01"


@pytest.mark.parametrize(
    ("good", "value"),
    [("2026.3.1. 오전 9:05", "2026-03-01T09:05+09:00"), ("2026-03-01T09:05:00Z", "2026-03-01T18:05:00+09:00"), ("2026-03-01", "2026-03-01")],
)  # fmt: skip
def test_a34_dates_by_declared_formats_and_in_running_text(workspace: Workspace, good: str, value: str) -> None:
    line = record(text=f"{BODY} 어제와 2062년, 2026-02-30에도 그랬다고 대표가 밝혔다.", published_at=good)
    taken = take(workspace, {"a.jsonl": line})
    assert (taken.kept, taken.codes) == (1, [])
    assert taken.articles[0].published_at == value


def test_a35_addresses_that_are_no_pages(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    bad = [
        "javascript:alert(1)", "file:///etc/passwd", "http://169.254.169.254/latest", "http://[::1]/x", "http://localhost/x",
        "http://2130706433/x", "http://10.0.0.1/x", "https://ex\u0430mple.com/x", "https://xn--exmple-4nf.com/x", "ftp://example.com/x",
        "http://[broken", "https:///x", "x" * 300, "https://\uff45xample.com/x",
    ]  # fmt: skip
    good = ["https://example.com/x", "http://한빛일보.example.com/x", "https://xn--9n2bp8q.com/x", "https://8.8.8.8/x"]
    lines = [record(url=url, text=f"{n}번째로 {BODY}") for n, url in enumerate([*bad, *good])]
    taken = take(workspace, {"a.jsonl": b"\n".join(lines)})
    assert (taken.kept, taken.codes) == (len(good), ["raw-url-scheme"] * len(bad))
    assert taken.quarantined == lines[: len(bad)]


@pytest.mark.parametrize("name", ["CON", "nul.txt", "LPT1.html", "a\x1b[2Jb.txt", "a\nb.txt"])
def test_a37_names_that_not_every_system_can_keep(workspace: Workspace, name: str) -> None:
    taken = take(workspace, {name: PAGE.encode()})
    assert (taken.kept, taken.codes, taken.quarantined) == (0, ["path-unsafe"], [PAGE.encode()])
    assert taken.tally.fatal


def test_a37_twins_and_names_inside_archives(workspace: Workspace) -> None:
    twins = take(workspace, {"\uac00.txt": PAGE.encode(), "\u1100\u1161.txt": BODY.encode()})
    assert (twins.codes, sorted(twins.quarantined)) == (["path-unsafe"] * 2, sorted([PAGE.encode(), BODY.encode()]))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each in ("CON", "y" * 300):
            archive.writestr(each, PAGE)
        archive.writestr("ok.txt", PAGE)
        for each in ("../../etc/x", "/etc/x", "C:\\x"):
            archive.writestr(each, BODY)
    taken = take(workspace, {"a.zip": out.getvalue().replace(b"y" * 300, b"a\0b" * 100)}, name="zip")
    assert (taken.kept, taken.codes) == (1, ["path-unsafe"] * 2 + ["archive-limit"] * 3)


def test_a38_what_is_no_file(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, "utf-8")
    os.link(folder / "a.txt", folder / "b.txt")
    (folder / "c.txt").symlink_to("/etc/hostname")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "s"))
    taken = Taken.of(workspace, folder)
    assert (taken.read, taken.kept, taken.codes) == (6, 1, ["skipped-special-file"] * 5)
    assert taken.tally.reasons == {"documents: skipped-special-file": 5}


def test_a39_archives_that_would_burst(workspace: Workspace) -> None:
    def packed(name: str, body: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, body)
        return out.getvalue()

    nested = PAGE.encode()
    for depth in range(5):
        nested = packed("inner.zip" if depth else "a.txt", nested)
    files = {"a.zip": packed("a.txt", b"0" * 50_000_000), "b.zip": packed("../x", PAGE.encode()), "c.zip": nested}
    taken = take(workspace, files)
    assert (taken.kept, taken.codes) == (0, ["archive-limit"] * 3)
    assert taken.quarantined[0] == files["a.zip"]
    assert PAGE.encode() in taken.quarantined[1] or b"../x" in taken.quarantined[1]


def test_a40_gzip(workspace: Workspace) -> None:
    one, two = numbered(1) + b"\n", numbered(2) + b"\n"
    both = take(workspace, {"a.jsonl.gz": gzip.compress(one) + gzip.compress(two)})
    assert (both.kept, both.codes) == (2, [])
    cut = gzip.compress(PAGE.encode())[:-9]
    trailing = gzip.compress(numbered(3) + b"\n") + b"garbage"
    taken = take(workspace, {"a.txt.gz": cut, "b.jsonl.gz": trailing}, name="cut")
    assert (taken.kept, taken.codes, taken.quarantined) == (1, ["archive-damaged"] * 2, [cut, trailing])


def test_a41_a_file_that_changes_while_it_is_read(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    fstat = os.fstat

    def later(handle: int) -> os.stat_result:
        if fstat(handle).st_ino == path.stat().st_ino:  # somebody adds to it whenever it is looked at
            with path.open("ab") as stream:
                stream.write(b"more")
        return fstat(handle)

    path = workspace.root.parent / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text(PAGE, "utf-8")
    monkeypatch.setattr(file.os, "fstat", later)
    taken = Taken.of(workspace, path.parent)
    assert (taken.kept, taken.codes) == (0, ["raw-changed-during-read"])


def test_a42_what_cannot_be_opened(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: object, *rest: int) -> int:
        if str(path).endswith("in/a.txt"):  # root may read anything: the refusal is the system's words
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr(file.os, "open", refuse)
    (tmp_path / "in" / "x.json").mkdir(parents=True)
    taken = take(workspace, {"a.txt": PAGE.encode(), "b.txt": PAGE.encode()})
    assert (taken.kept, taken.codes) == (1, ["raw-io"] * 2)
    assert ["(13)" in taken.findings[0].message, "(21)" in taken.findings[1].message] == [True, True]
