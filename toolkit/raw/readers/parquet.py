"""Parquet: one row is one page, with its text or html in the column of that name."""

from __future__ import annotations

import json
import os
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from io import BufferedReader
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from toolkit.finding import ReadError, finding, quote
from toolkit.raw import record
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import LARGEST, unpacked
from toolkit.raw.kind import SNIFF, kind
from toolkit.raw.source import Source

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 32
"""Rows that are held at a time."""


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """A document for every good row, a Rejected for every bad one; row groups are streamed.

    The body is the row's record in JSON, as a row has no bytes of its own; or the page itself, where its column holds bytes.
    `origin` counts rows from 1. Raises ReadError (raw-shape) where it is no Parquet or has no such column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with unpacked(path) as stream, seekable(stream) as file:
        try:
            table = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 16)
            names = [each.lower() for each in table.schema_arrow.names]
            page = next((names.index(name) for name in record.TEXTS if name in names), None)
            if page is None or len(set(names)) < len(names):
                found = (
                    f"found the columns {quote(', '.join(names))}, expected one of {', '.join(record.TEXTS)}, each once"
                )
                raise ReadError(finding("raw-shape", str(path), found))
            number = 0
            for batch in table.iter_batches(batch_size=ROWS, use_threads=False):
                for row in _rows(batch):
                    number += 1
                    yield _document(names, row, page, source, f"{path}:{number}")
        except (pa.ArrowException, OSError) as error:
            raise ReadError(finding("raw-shape", str(path), f"not whole Parquet: {quote(error)}")) from None


def seekable(stream: BufferedReader) -> BinaryIO:
    """The same bytes where any place can be gone to: the file itself, or a nameless copy of what was unpacked."""
    if stream.seekable():
        return os.fdopen(os.dup(stream.fileno()), "rb")  # whoever reads it may close it
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - gone with its last user
    copyfileobj(stream, copy)
    copy.seek(0)
    return cast(BinaryIO, copy)


def _rows(batch: pa.RecordBatch) -> Iterator[list[Any]]:
    """The rows, with texts that are not UTF-8 as the bytes that they are."""
    import pyarrow as pa

    columns = []
    for column in batch.columns:
        try:
            columns.append(column.to_pylist())
        except UnicodeDecodeError:
            columns.append(column.cast(pa.large_binary()).to_pylist())
    return map(list, zip(*columns, strict=True))


def _document(names: list[str], row: list[Any], page: int, source: Source, where: str) -> RawDocument | Rejected:
    body = row[page]
    if not isinstance(body, bytes):
        values = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_plain)
        text = values.encode("utf-8", "surrogatepass")
        if len(text) > LARGEST:
            return Rejected(
                finding("raw-text-too-long", where, f"found {len(text)} bytes, the limit is {LARGEST}"), text
            )
        return record.document(text, source, where)
    # the rest of the row is judged as a record, with a word where its page stands
    facts = dict(zip(names, row, strict=True)) | {names[page]: "page"}
    judged = record.document(json.dumps(facts, default=_plain).encode(), source, where)
    if isinstance(judged, Rejected):
        return Rejected(judged.finding, body, judged.id)
    if not body or len(body) > LARGEST:
        code = "raw-text-too-long" if body else "raw-empty-file"
        return Rejected(finding(code, where, f"found {len(body)} bytes, the limit is {LARGEST}"), body)
    media = "text/html" if names[page] == "html" or kind(body[:SNIFF]) == "html" else "text/plain"
    return RawDocument.of(
        body, source=source.key, origin=where, media_type=media, url=judged.url, fetched_at=judged.fetched_at
    )


def _plain(value: Any) -> str:
    """What JSON has no form for."""
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
