"""The table of duplicates: the same bytes from the same articles, made anew when they change, whole or not at all."""

from __future__ import annotations

import pyarrow.parquet as pq

from tests import handmade
from tests.article.test_dedup import OTHER, STORY
from toolkit.article import dedup, duplicates

A = handmade.article(STORY, "a1")
COPY = handmade.article(STORY.replace("밝혔다", "전했다"), "a2", byline={"name": "이다온", "email": None})
CUT = handmade.article(STORY[:110], "a3")
SAME = handmade.article(STORY, "a4", source="wire")
B = handmade.article(OTHER, "b1")


def table(home):
    return pq.read_table(duplicates.path(home)).to_pylist()


def codes(found):
    return [(each.code, each.severity, each.where) for each in found]


def test_each_article_of_a_group_has_a_row(tmp_path):
    home = handmade.workspace(tmp_path / "ws", [A, B, COPY, CUT, SAME])
    [found] = duplicates.refresh(home)
    assert codes([found]) == [("near-duplicate", "W", "article a1")]
    for said in ("a2 (near 0.9", "a3 (truncated 1.00)", "a4 (exact 1.00)", "group a1"):
        assert said in found.message
    assert STORY[:6] not in found.message
    assert [(row["article_id"], row["dup_group"], row["kept"], row["reason"]) for row in table(home)] == [
        ("a1", "a1", "a1", None),
        ("a2", "a1", "a1", "near"),
        ("a3", "a1", "a1", "truncated"),
        ("a4", "a1", "a1", "exact"),
    ]
    assert duplicates.groups(home) == dict.fromkeys(["a1", "a2", "a3", "a4"], "a1")


def test_the_same_articles_are_not_looked_at_again(tmp_path, monkeypatch):
    home = handmade.workspace(tmp_path / "ws", [A, COPY])
    assert len(duplicates.refresh(home)) == 1
    monkeypatch.setattr(dedup, "groups", None)
    written = duplicates.path(home).stat().st_ino
    assert duplicates.refresh(home) == []
    assert duplicates.groups(home) == {"a1": "a1", "a2": "a1"}
    assert duplicates.path(home).stat().st_ino == written


def test_only_what_is_new_is_said(tmp_path):
    home = handmade.workspace(tmp_path / "ws", [A, COPY])
    duplicates.refresh(home)
    other = handmade.article(OTHER + " 끝.", "b2")
    handmade.put(home, [B, other])
    assert codes(duplicates.refresh(home)) == [("near-duplicate", "W", "article b2")]
    handmade.put(home, [SAME])
    assert codes(duplicates.refresh(home)) == [("near-duplicate", "W", "article a1")]
    handmade.put(home, [handmade.article("한빛전자 소식은 아직 없다.", "c1")])
    assert duplicates.refresh(home) == []


def test_the_same_bytes_in_whatever_order_and_shards(tmp_path):
    one = handmade.workspace(tmp_path / "one", [A, B, COPY, CUT, SAME])
    other = handmade.workspace(tmp_path / "other", [SAME, CUT])
    duplicates.refresh(other)
    handmade.put(other, [COPY, B])
    duplicates.refresh(other)
    handmade.put(other, [A])
    for home in (one, other):
        duplicates.refresh(home)
    assert duplicates.path(one).read_bytes() == duplicates.path(other).read_bytes()


def test_a_revision_replaces_what_was_there(tmp_path):
    home = handmade.workspace(tmp_path / "ws", [A, COPY])
    handmade.put(home, [handmade.article(OTHER, "a2")])
    assert duplicates.refresh(home) == []
    assert table(home) == []
    assert duplicates.groups(home) == {}


def test_groups_are_of_the_articles_that_are_there(tmp_path):
    """A table that is missing, old or damaged is not believed."""
    home = handmade.workspace(tmp_path / "ws", [A, B])
    assert duplicates.groups(home) == {}
    assert not duplicates.path(home).exists(), "asking writes nothing"
    duplicates.refresh(home)
    handmade.put(home, [SAME])
    assert duplicates.groups(home) == {"a1": "a1", "a4": "a1"}
    duplicates.refresh(home)
    good = duplicates.path(home).read_bytes()
    for bad in (b"", good[:50], good[: len(good) // 2]):
        duplicates.path(home).write_bytes(bad)
        assert duplicates.groups(home) == {"a1": "a1", "a4": "a1"}
        duplicates.refresh(home)
        assert duplicates.path(home).read_bytes() == good


def test_an_empty_workspace(tmp_path):
    home = handmade.workspace(tmp_path / "ws")
    assert duplicates.groups(home) == {}
    assert duplicates.refresh(home) == []
    assert table(home) == []
