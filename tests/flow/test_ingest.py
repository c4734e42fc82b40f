"""Pages into a workspace: conserved, repeatable, resumable, with the bytes of what was put aside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import toolkit.sample
from toolkit.article import show
from toolkit.article import store as articles
from toolkit.finding import ReadError, Tally
from toolkit.flow import ingest
from toolkit.raw import store as raw
from toolkit.workspace import Workspace, sha256

PAGES = toolkit.sample.PAGES
TEXT = "가온소재 공장 증설 | 가온일보\n가온소재가 내년에 공장을 하나 더 짓고 사람을 {} 명 뽑기로 했다고 밝혔다.\n"


def counts(tally: Tally) -> tuple[int, int, int, int]:
    count = tally.counts[ingest.UNIT]
    assert count.balanced
    return count.read, count.kept, count.quarantined, count.skipped


def files(workspace: Workspace) -> dict[str, bytes]:
    data = workspace.root / "data"
    return {
        str(p.relative_to(data)): p.read_bytes() for p in sorted(data.rglob("*")) if p.is_file() and p.suffix != ".lock"
    }


def test_the_sample_goes_in_and_a_second_time_nothing_is_new(workspace: Workspace) -> None:
    done: list[tuple[int, int]] = []
    tally = ingest.ingest(workspace, [PAGES], progress=lambda n, total: done.append((n, total)))
    assert counts(tally) == (40, 40, 0, 0)
    assert (sum(n for n, _ in done), {total for _, total in done}) == (40, {40})
    before = files(workspace)
    again = ingest.ingest(workspace, [PAGES])
    assert counts(again) == (40, 0, 0, 40)
    assert again.reasons == {"documents: already-known": 40}
    assert again.exit_code() == 0
    assert files(workspace) == before


def given(origin: str) -> bytes:
    """The bytes of a sample page, or of one line of a file of pages."""
    name, _, line = origin.partition(":")
    body = (PAGES.parent / name).read_bytes()
    return body.splitlines()[int(line) - 1] if line else body


def test_raw_rows_and_articles_match_one_to_one(workspace: Workspace) -> None:
    ingest.ingest(workspace, [PAGES])
    documents = list(raw.documents(workspace))
    made = list(articles.read(workspace))
    assert [each.sha256 for each in documents] == [each.raw_sha256 for each in made]
    assert [each.body for each in documents] == [given(each.origin) for each in made]
    assert [path.name for path in raw.shards(workspace)] == [
        path.name for path in sorted(workspace.articles.glob("part-*"))
    ]


def test_what_cannot_be_read_is_put_aside_with_its_bytes(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bad = {
        "a.png": b"\x89PNG\r\n\0\0",
        "b.txt": b"\xff\xfe\xfd" * 9,
        "c.txt": b"",
        "d.jsonl": b'{"text": NaN}',
        "e.txt": b"menu\n",
    }
    for name, body in bad.items():
        (folder / name).write_bytes(body)
    (folder / "z.txt").write_text(TEXT.format("백"), "utf-8")
    (folder / "link").symlink_to(folder)
    tally = ingest.ingest(workspace, [folder])
    assert counts(tally) == (7, 1, 5, 1)
    assert tally.exit_code() == 1
    kept = workspace.root / "data" / "quarantine" / "ingest"
    for body in bad.values():
        if body:
            assert (kept / f"{sha256(body)}.bin").read_bytes() == body
            assert json.loads((kept / f"{sha256(body)}.json").read_text())["findings"]
    assert counts(ingest.ingest(workspace, [folder])) == (7, 0, 5, 2)


def test_the_same_page_twice_in_a_run_is_kept_once(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT.format("백"), "utf-8")
    tally = ingest.ingest(workspace, [tmp_path / "a.txt", tmp_path / "b.txt"])
    assert counts(tally) == (2, 1, 0, 1)
    assert tally.by_code == {"duplicate-exact": 1}


def rows(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), "utf-8")
    return path


def test_one_address_with_two_contents_in_a_run_keeps_neither(workspace: Workspace, tmp_path: Path) -> None:
    url = "https://example.com/a/1"
    path = rows(
        tmp_path / "a.jsonl",
        {"text": TEXT.format("백"), "url": url},
        {"text": TEXT.format("천"), "url": url},
        {"text": TEXT.format("만"), "url": url + "2"},
    )
    tally = ingest.ingest(workspace, [path])
    assert counts(tally) == (3, 1, 2, 0)
    assert tally.by_code["id-conflict"] == 2


def test_a_later_crawl_is_a_revision(workspace: Workspace, tmp_path: Path) -> None:
    url = "https://example.com/a/1"
    ingest.ingest(workspace, [rows(tmp_path / "a.jsonl", {"text": TEXT.format("백"), "url": url})])
    ingest.ingest(workspace, [rows(tmp_path / "b.jsonl", {"text": TEXT.format("천"), "url": url})])
    [article] = articles.read(workspace)
    assert "천 명" in article.text
    assert len(list(raw.documents(workspace))) == 2
    assert articles.find(workspace, article.id).text == article.text


def test_text_inside_json_is_tied_to_the_record(workspace: Workspace, tmp_path: Path) -> None:
    record = '{"title": "가온소재 공장 증설", "text": "\\"가온소재\\"가 내년에 R&amp;D 인력을 \\ubc31 명 뽑기로 했다고 대표가 직접 밝혔다. \\ud83d\\ude80 출발."}'
    (tmp_path / "a.jsonl").write_text(record + "\n", "utf-8")
    ingest.ingest(workspace, [tmp_path / "a.jsonl"])
    [article] = articles.read(workspace)
    assert article.title == "가온소재 공장 증설"
    for surface, source in (
        ('"', '\\"'),
        ("R&D", "R&amp;D"),
        ("백", "\\ubc31"),
        ("🚀", "\\ud83d\\ude80"),
        ("출발", "출발"),
    ):
        start = article.text.index(surface)
        assert record[slice(*article.alignment.raw(start, start + len(surface)))] == source


def test_killed_between_raw_and_articles_the_next_run_makes_what_is_missing(workspace: Workspace) -> None:
    ingest.ingest(workspace, [PAGES])
    before = files(workspace)
    (workspace.articles / "part-00000.parquet").unlink()
    (workspace.articles / ".tmp-999999999-part-00000.parquet").write_bytes(b"half")
    tally = ingest.ingest(workspace, [PAGES])
    assert counts(tally) == (40, 0, 0, 40)
    assert tally.counts["rebuilt"].kept == 40
    assert files(workspace) == before


@pytest.mark.parametrize("damage", ["version", "zone", "bytes"])
def test_articles_made_from_something_else_are_made_anew(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    ingest.ingest(workspace, [PAGES / "haedeul"], source="unknown")
    if damage == "version":
        monkeypatch.setattr(articles, "NORMALIZER", "0.0")
    elif damage == "zone":
        (workspace.schemas / "sources.yaml").write_text('sources:\n  unknown: {timezone: "Asia/Tokyo"}\n', "utf-8")
    else:
        (workspace.articles / "part-00000.parquet").write_bytes(b"PAR1 torn")
    tally = ingest.ingest(workspace, [PAGES / "haedeul"], source="unknown")
    assert tally.counts["rebuilt"].kept == 5
    assert counts(tally) == (5, 0, 0, 5)


def test_a_damaged_raw_shard_is_one_clear_refusal(workspace: Workspace) -> None:
    ingest.ingest(workspace, [PAGES / "haedeul"])
    (workspace.raw / "part-00000.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(ReadError) as caught:
        ingest.ingest(workspace, [PAGES / "haedeul"])
    assert caught.value.finding.where == "data/raw/part-00000.parquet"


def test_repairs_are_on_record_before_and_after_but_not_what_was_masked(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        TEXT.format("Ramp;D") + "이 일은 desk@example.com으로 문의하면 된다고 회사가 설명을 덧붙였다.\n", "utf-8"
    )
    ingest.ingest(workspace, [tmp_path / "a.txt"])
    [path] = (workspace.root / "data" / "repairs").iterdir()
    repairs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    shown = {each["rule"]: (each.get("before"), each.get("after")) for each in repairs}
    assert shown["ampersand-restored"] == ("amp;", "&")
    assert shown["email-masked"] == (None, "●" * len("desk@example.com"))
    assert "desk@" not in path.read_text("utf-8")


def test_more_batches_in_processes_give_the_same(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rows(
        tmp_path / "a.jsonl", *({"text": TEXT.format(f"{n}만"), "url": f"https://example.com/{n}"} for n in range(150))
    )
    assert counts(ingest.ingest(workspace, [path], workers=2)) == (150, 150, 0, 0)
    made = [each.to_dict() for each in articles.read(workspace)]
    other = Workspace(tmp_path / "other")
    (other.schemas).mkdir(parents=True)
    monkeypatch.setattr(ingest, "SHARD", 40)
    ingest.ingest(other, [path], workers=1)
    assert len(raw.shards(other)) == 3
    assert [each.to_dict() for each in articles.read(other)] == made


def test_examine_keeps_nothing(workspace: Workspace) -> None:
    assert counts(ingest.examine(workspace, [PAGES])) == (40, 40, 0, 0)
    assert not workspace.raw.exists()
    assert not workspace.articles.exists()


def test_a_missing_path_stops(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        ingest.ingest(workspace, [tmp_path / "nothing"])
    assert caught.value.finding.code == "raw-io"


def test_find_takes_a_unique_beginning(workspace: Workspace) -> None:
    ingest.ingest(workspace, [PAGES])
    for article in articles.read(workspace):
        assert articles.find(workspace, article.id) == article
        assert articles.find(workspace, article.id[:10]) == article
    for nothing in ("", "zzz"):
        with pytest.raises(ReadError) as caught:
            articles.find(workspace, nothing)
        assert caught.value.finding.code == "article-unknown"


def test_show_is_safe_at_a_terminal_and_complete_as_json(workspace: Workspace) -> None:
    ingest.ingest(workspace, [PAGES / "yeoulit"])
    for article in articles.read(workspace):
        assert set(show.to_json(article)) == (set(article.to_dict()) | {"dates"}) - {"alignment"}
        assert article.title in show.page(article)
        assert article.id in show.line(article)
    assert show.safe("a\x1b[2J\u202eb") == "a\\x1b[2J\\u202eb"
