"""The duplicates' group goes from the articles to the table that a researcher splits by."""

from __future__ import annotations

import pyarrow.parquet as pq

from tests import handmade
from tests.article.test_dedup import OTHER, STORY
from toolkit.article import duplicates
from toolkit.release import build
from toolkit.release import open as release

A = handmade.article(STORY, "a2")
COPY = handmade.article(STORY.replace("밝혔다", "전했다"), "a1")
B = handmade.article(OTHER, "b1")


def test_it_is_released(tmp_path):
    home = handmade.workspace(tmp_path / "ws", [A, B, COPY], [handmade.annotation(each) for each in (A, B, COPY)])
    folder, _ = build.build(home, "0.1.0")
    [table] = (folder / "articles").glob("*.parquet")
    rows = {row["article_id"]: row["dup_group"] for row in pq.read_table(table).to_pylist()}
    assert rows == {"a1": "a1", "a2": "a1", "b1": None}
    assert {record.article_id: record.dup_group for record in release.records(folder)} == rows


def test_the_release_is_the_same_whether_duplicates_were_stored_or_not(tmp_path):
    releases = []
    for name in ("stored", "not"):
        home = handmade.workspace(tmp_path / name, [A, COPY], [handmade.annotation(A)])
        if name == "stored":
            duplicates.refresh(home)
        releases.append(build.build(home, "0.1.0")[0])
    first, second = (sorted((p.relative_to(f), p.read_bytes()) for p in f.rglob("*.*")) for f in releases)
    assert first == second
    assert [record.dup_group for record in release.records(releases[0])] == ["a1"], "its like is not released"
