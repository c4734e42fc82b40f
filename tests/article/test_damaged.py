"""Articles on disk: what is damaged is named, and made again."""

from __future__ import annotations

import pytest

from tests.conftest import REPOSITORY
from toolkit.article import store
from toolkit.finding import ReadError
from toolkit.flow import ingest
from toolkit.workspace import Workspace


def test_a_damaged_file_is_named_and_the_next_ingest_mends_it(workspace: Workspace) -> None:
    page = REPOSITORY / "tests" / "river" / "page.txt"
    ingest.ingest(workspace, [page])
    (before,) = store.read(workspace)
    (shard,) = workspace.articles.glob("part-*.parquet")
    shard.write_bytes(shard.read_bytes()[:100])
    with pytest.raises(ReadError) as refused:
        list(store.read(workspace))
    assert refused.value.finding.code == "articles-damaged"
    ingest.ingest(workspace, [page])
    assert list(store.read(workspace)) == [before]
