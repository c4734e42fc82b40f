"""An HTML file: one file is one page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import content
from toolkit.raw.source import Source

MEDIA_TYPE = "text/html"


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """The page in a file, undecoded; its address is found with its article. Raises ReadError as text.read does."""
    yield RawDocument.of(content(path), source=source.key, origin=str(path), media_type=MEDIA_TYPE)
