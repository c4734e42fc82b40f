"""A page as it came: its exact bytes, and where they came from."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from toolkit.finding import Finding
from toolkit.workspace import dump, sha256


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One page as received. Nothing has been decoded, cut or repaired.

    `origin` says where it was read (`file`, `file:line`, `file#member`, `file#member:line`); `charset` is what a server or container declared;
    `fetched_at` is ISO 8601 or None when nobody knows; `sha256` is the hash of `body`.
    """

    source: str
    url: str | None
    fetched_at: str | None
    media_type: str
    charset: str | None
    origin: str
    body: bytes
    sha256: str

    @classmethod
    def of(cls, body: bytes, *, source: str, origin: str, media_type: str, url: str | None = None,
           fetched_at: str | None = None, charset: str | None = None) -> RawDocument:  # fmt: skip
        """A document of these bytes, hashed."""
        return cls(source, url, fetched_at, media_type, charset, origin, body, sha256(body))

    def to_dict(self) -> dict[str, Any]:
        """As plain values (the body in base64); `from_dict` gives it back."""
        body = b64encode(self.body).decode("ascii")
        return {name: getattr(self, name) for name in self.__slots__} | {"body": body}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> RawDocument:
        """The inverse of `to_dict`."""
        return cls(**{**value, "body": b64decode(value["body"])})


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that cannot become a document: its exact bytes, and what is wrong with it.

    What is too large to keep stands in `content` as its place and hash (`reference`). `id` is what the input calls it, as far
    as that can be told.
    """

    finding: Finding
    content: bytes
    id: str | None = None


def reference(file: str, start: int, end: int, digest: str) -> bytes:
    """What quarantine keeps of bytes that are too many: their file, half-open range and SHA-256, as one line of JSON."""
    return dump({"file": file, "bytes": [start, end], "sha256": digest})
