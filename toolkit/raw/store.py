"""The pages that a workspace has taken in: Parquet shards with the exact bytes, only ever added to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.finding import ReadError, finding, quote
from toolkit.raw.document import RawDocument
from toolkit.raw.source import site
from toolkit.workspace import Workspace, write

if TYPE_CHECKING:
    import pyarrow as pa

_PART = re.compile(r"part-(\d{5,})\.parquet")


def schema() -> pa.Schema:
    """The columns of a shard: the fields of RawDocument, the body as bytes."""
    import pyarrow as pa

    texts = [
        pa.field(n, pa.string(), n in ("url", "fetched_at", "charset")) for n in RawDocument.__slots__ if n != "body"
    ]
    return pa.schema([*texts[:-1], pa.field("body", pa.large_binary(), False), texts[-1]])


ANY = "*"
"""In place of a source: whichever it is."""


def key(source: str, url: str | None, sha256: str) -> int:
    """What a page is known by, in 128 bits, so that millions of them can be held."""
    facts = "\n".join((source, sha256, "" if url is None else f"={url}"))
    return int.from_bytes(blake2b(facts.encode("utf-8", "surrogatepass"), digest_size=16).digest(), "big")


def batch(documents: Iterable[RawDocument]) -> pa.RecordBatch:
    """Documents as one Arrow record batch."""
    import pyarrow as pa

    rows = list(documents)
    columns = {name: [getattr(row, name) for row in rows] for name in schema().names}
    return pa.RecordBatch.from_pydict(columns, schema=schema())


def shards(workspace: Workspace) -> list[Path]:
    """The shards' files, in the order in which they were added."""
    return numbered(workspace.raw)


def numbered(folder: Path) -> list[Path]:
    """The part-*.parquet of a folder, by their numbers."""
    found = [(int(match[1]), path) for path in folder.glob("part-*.parquet") if (match := _PART.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def append(workspace: Workspace, documents: Iterable[RawDocument]) -> Path:
    """Writes documents as a new shard, whole or not at all; returns its path."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    present = shards(workspace)
    sink = BytesIO()
    pq.write_table(pa.Table.from_batches([batch(documents)]), sink, compression="zstd")
    new = number(present[-1]) + 1 if present else 0
    return write(workspace.raw / f"part-{new:05d}.parquet", sink.getvalue())


def read(shard: Path) -> list[RawDocument]:
    """The documents of one shard. Raises ReadError (raw-io) where it is damaged: nothing else has these bytes."""
    return [RawDocument(**row) for row in _table(shard, None).to_pylist()]


def places(shard: Path) -> list[tuple[str, str, str]]:
    """Source, site and SHA-256 of each page of a shard, without opening the bodies."""
    columns = _table(shard, ["source", "url", "origin", "sha256"]).to_pydict()
    rows = zip(columns["source"], columns["url"], columns["origin"], columns["sha256"], strict=True)
    return [(source, site(source, url, origin), sha256) for source, url, origin, sha256 in rows]


def number(shard: Path) -> int:
    """The number in a shard's name."""
    match = _PART.fullmatch(shard.name)
    return int(match[1]) if match else 0


def find(workspace: Workspace, sha256: str) -> RawDocument:
    """The document with these bytes. Raises ReadError (raw-io) where no shard has it."""
    for shard in shards(workspace):
        digests: list[str] = _table(shard, ["sha256"]).column("sha256").to_pylist()
        if sha256 in digests:
            return read(shard)[digests.index(sha256)]
    raise ReadError(finding("raw-io", "data/raw", f"no page {sha256[:12]} is there"))


def documents(workspace: Workspace) -> Iterator[RawDocument]:
    """Every document of a workspace, shard by shard."""
    for shard in shards(workspace):
        yield from read(shard)


def known(workspace: Workspace) -> set[int]:
    """The keys of what the workspace has already, without opening the bodies; each page under its source, and under ANY."""
    found: set[int] = set()
    for shard in shards(workspace):
        columns = _table(shard, ["source", "url", "sha256"]).to_pydict()
        found.update(map(key, columns["source"], columns["url"], columns["sha256"]))
        found.update(key(ANY, url, sha) for url, sha in zip(columns["url"], columns["sha256"], strict=True))
    return found


def _table(shard: Path, columns: list[str] | None) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(shard).read(columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise ReadError(finding("raw-io", f"data/raw/{shard.name}", f"cannot be read: {quote(error)}")) from None
