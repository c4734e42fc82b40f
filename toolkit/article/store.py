"""The articles of a workspace: one Parquet shard for each raw shard, made anew whenever what it was made from changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import __version__
from toolkit.article.article import Article
from toolkit.article.build import NORMALIZER
from toolkit.article.rules import Rules
from toolkit.finding import ReadError, finding, quote
from toolkit.raw import store as raw_store
from toolkit.workspace import Workspace, sha256, write

if TYPE_CHECKING:
    import pyarrow as pa

_TEXTS = (
    "id",
    "source",
    "url",
    "title",
    "text",
    "text_sha256",
    "raw_sha256",
    "published_at",
    "outlet",
    "origin",
    "normalizer",
)
_MADE_FROM = b"talentwire"


def schema() -> pa.Schema:
    """The columns of a shard: what is asked for most, and the whole article as `json` (what Article.to_dict gives)."""
    import pyarrow as pa

    nullable = ("url", "published_at", "outlet")
    texts = [pa.field(name, pa.large_string() if name == "text" else pa.string(), name in nullable) for name in _TEXTS]
    return pa.schema([*texts, pa.field("json", pa.large_string(), False)])


def path(workspace: Workspace, shard: Path) -> Path:
    """Where the articles of a raw shard are."""
    return workspace.articles / shard.name


def made_from(shard: Path, rules: Rules) -> str:
    """What a shard of articles depends on: the raw shard's bytes, the code that reads them, and the rules for its sources."""
    code = [NORMALIZER, __version__, version("trafilatura"), *Article.__slots__]
    facts = [
        sha256(shard.read_bytes()),
        code,
        rules.facts((source, site) for source, site, _ in raw_store.places(shard)),
    ]
    return sha256(json.dumps(facts, sort_keys=True))


def is_current(workspace: Workspace, shard: Path, rules: Rules) -> bool:
    """Whether the articles of a raw shard are there, and were made from what is there now."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = path(workspace, shard)
    if not made.is_file():
        return False
    try:
        metadata = pq.ParquetFile(made).schema_arrow.metadata or {}
    except pa.ArrowException:  # damaged: it can be made again
        return False
    return bool(metadata.get(_MADE_FROM) == made_from(shard, rules).encode())


def put(workspace: Workspace, shard: Path, articles: Iterable[str], rules: Rules) -> Path:
    """Writes the articles (as JSON) made from a raw shard, whole or not at all; returns the file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, list[Any]] = {name: [] for name in (*_TEXTS, "json")}
    for each in articles:
        article = json.loads(each)
        for name in _TEXTS:
            columns[name].append(article[name])
        columns["json"].append(each)
    table = pa.Table.from_pydict(columns, schema=schema())
    table = table.replace_schema_metadata({_MADE_FROM: made_from(shard, rules).encode()})
    sink = BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return write(path(workspace, shard), sink.getvalue())


def read(workspace: Workspace) -> Iterator[Article]:
    """Every article, in the order in which pages came; of one that was crawled again, the latest revision.

    Raises ReadError (articles-damaged) where a file of data/articles is not what was written.
    """
    latest = _latest(workspace)
    for number, shard in enumerate(raw_store.numbered(workspace.articles)):
        for row, text in enumerate(_column(shard, "json")):
            if (number, row) in latest:
                yield Article.from_dict(json.loads(text))


def find(workspace: Workspace, id: str) -> Article:  # noqa: A002
    """The article under an id, or under the only id that begins so. Raises ReadError (article-unknown, articles-damaged)."""
    places: dict[str, tuple[int, int]] = {}
    for number, shard in enumerate(raw_store.numbered(workspace.articles)):
        for row, each in enumerate(_column(shard, "id")):
            if id and each.startswith(id):
                places[each] = (number, row)
    if id in places:
        places = {id: places[id]}
    if len(places) != 1:
        shown = ", ".join(sorted(places)[:5])
        raise ReadError(
            finding("article-unknown", quote(id), f"found {len(places)} articles{': ' if shown else ''}{shown}")
        )
    [(number, row)] = places.values()
    shard = raw_store.numbered(workspace.articles)[number]
    return Article.from_dict(json.loads(_column(shard, "json")[row]))


def _latest(workspace: Workspace) -> set[tuple[int, int]]:
    """Where the latest revision of each article stands."""
    places: dict[str, tuple[int, int]] = {}
    for number, shard in enumerate(raw_store.numbered(workspace.articles)):
        for row, each in enumerate(_column(shard, "id")):
            places[each] = (number, row)
    return set(places.values())


def _column(shard: Path, name: str) -> list[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        values: list[str] = pq.ParquetFile(shard).read(columns=[name]).column(name).to_pylist()
    except (pa.ArrowException, KeyError, OSError) as error:
        raise ReadError(finding("articles-damaged", str(shard), quote(error))) from None
    return values
