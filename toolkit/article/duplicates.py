"""The duplicates of a workspace: data/articles/duplicates.parquet, a row for each article of a group of two or more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.finding import Finding, finding
from toolkit.raw import store as raw_store
from toolkit.workspace import Workspace, sha256, write

if TYPE_CHECKING:
    import pyarrow as pa

    from toolkit.article.dedup import Duplicate

_MADE_FROM = b"talentwire"
_SHOWN = 5


def path(workspace: Workspace) -> Path:
    """Where the duplicates are."""
    return workspace.articles / "duplicates.parquet"


def schema() -> pa.Schema:
    """The columns: those of dedup.Duplicate; `reason` is null for the article that is kept."""
    import pyarrow as pa

    texts = [pa.field(name, pa.string(), name == "reason") for name in ("article_id", "dup_group", "kept", "reason")]
    return pa.schema([*texts, pa.field("similarity", pa.float64(), False)])


def refresh(workspace: Workspace) -> list[Finding]:
    """Finds the duplicates among the articles anew, unless they are the same articles; returns what is new.

    A finding near-duplicate for each group that was not there before, or that has grown. The caller holds the lock under
    which articles are written.
    """
    made_from = _made_from(workspace)
    before, current = _stored(workspace, made_from)
    if current:
        return []
    rows = _find(workspace)
    write(path(workspace), _parquet(rows, made_from))
    return list(_new(rows, {row.article_id for row in before}))


def groups(workspace: Workspace) -> dict[str, str]:
    """The group of each article that is not alone, by its id; found now where what is stored is of other articles."""
    rows, current = _stored(workspace, _made_from(workspace))
    return {row.article_id: row.dup_group for row in (rows if current else _find(workspace))}


def _find(workspace: Workspace) -> list[Duplicate]:
    from toolkit.article import dedup

    return dedup.groups(_texts(workspace))


def _new(rows: Iterable[Duplicate], known: set[str]) -> Iterator[Finding]:
    members: defaultdict[str, list[Duplicate]] = defaultdict(list)
    for row in rows:
        members[row.dup_group].append(row)
    for group, each in members.items():
        if all(row.article_id in known for row in each):
            continue
        others = [f"{row.article_id} ({row.reason} {row.similarity:.2f})" for row in each if row.reason]
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        message = f"says the same as {', '.join(others[:_SHOWN])}{more}: group {group}"
        yield finding("near-duplicate", f"article {each[0].kept}", message)


def _texts(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """The id and text of every article, in its latest revision; one shard in memory at a time."""
    import pyarrow.parquet as pq

    shards = raw_store.numbered(workspace.articles)
    latest = {
        id: (number, row)
        for number, shard in enumerate(shards)
        for row, id in enumerate(pq.ParquetFile(shard).read(columns=["id"]).column("id").to_pylist())  # noqa: A001
    }
    for number, shard in enumerate(shards):
        columns = pq.ParquetFile(shard).read(columns=["id", "text"]).to_pydict()
        for row, (id, text) in enumerate(zip(columns["id"], columns["text"], strict=True)):  # noqa: A001
            if latest[id] == (number, row):
                yield id, text


def _made_from(workspace: Workspace) -> str:
    """What the duplicates depend on: every article's text, and how they are found."""
    import pyarrow.parquet as pq

    latest: dict[str, str] = {}
    for shard in raw_store.numbered(workspace.articles):
        columns = pq.ParquetFile(shard).read(columns=["id", "text_sha256"]).to_pydict()
        latest.update(zip(columns["id"], columns["text_sha256"], strict=True))
    return sha256("\n".join([_version(), *(f"{id} {latest[id]}" for id in sorted(latest))]))  # noqa: A001


def _version() -> str:
    from importlib.metadata import version

    from toolkit.article import dedup

    return f"{dedup.VERSION} {version('rensa')}"


def _stored(workspace: Workspace, made_from: str) -> tuple[list[Duplicate], bool]:
    """The rows on disk, and whether they are of the articles that are there; none where there is no table to read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from toolkit.article.dedup import Duplicate

    try:
        table = pq.ParquetFile(path(workspace)).read()
        rows = [Duplicate(**row) for row in table.to_pylist()]
    except (OSError, TypeError, pa.ArrowException):  # missing or damaged: it can be made again
        return [], False
    return rows, (table.schema.metadata or {}).get(_MADE_FROM) == made_from.encode()


def _parquet(rows: list[Duplicate], made_from: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: [getattr(row, name) for row in rows] for name in schema().names}
    table = pa.Table.from_pydict(columns, schema=schema()).replace_schema_metadata({_MADE_FROM: made_from.encode()})
    sink = BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()
