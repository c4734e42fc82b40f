"""A text dump: one file is one page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import content
from toolkit.raw.source import Source

MEDIA_TYPE = "text/plain"


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """The page in a file, undecoded. Raises ReadError where the file is no document."""
    yield RawDocument.of(content(path), source=source.key, origin=str(path), media_type=MEDIA_TYPE)
