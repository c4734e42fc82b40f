"""WARC, packed or not: every answer of a server that is a page of HTML or text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from email.message import Message
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.finding import Finding, ReadError, finding, quote
from toolkit.raw import address, record
from toolkit.raw.document import RawDocument, Rejected, reference
from toolkit.raw.file import LARGEST, unpacked
from toolkit.raw.kind import SNIFF, kind
from toolkit.raw.source import Source

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

PAGES = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_SPEECH = ("response", "resource", "conversion")


def read(path: Path, source: Source) -> Iterator[RawDocument | Rejected]:
    """A document for every page; its body is the payload as a browser would have it. What is none is skipped, and counted.

    `origin` is `file#N`, N the record's number. Raises ReadError (archive-damaged) where the file is cut, after what came before.
    """
    from warcio.archiveiterator import WARCIterator

    with unpacked(path) as stream:
        plain = _Plain(stream)
        records = WARCIterator(plain)
        records.INC_RECORD = ""  # what it would print; its count is looked at
        number = 0
        try:
            for each in records:
                number += 1
                made = _document(each, source, f"{path}#{number}")
                yield made
                records.read_to_end()
                cut = getattr(each.raw_stream, "limit", 0) > 0
                told = isinstance(made, Rejected) and made.finding.code == "archive-damaged"
                if records.err_count or (cut and not told):
                    raise ValueError("the file is cut" if cut else "what follows is no record")
            if number and not plain.tail.replace(b"\r", b"").endswith(b"\n\n"):
                raise ValueError("the file is cut")
        except ReadError:
            raise
        except Exception as error:  # its own, and what broken numbers and headers make of it
            found = f"not whole WARC after record {number}: {quote(error)}"
            raise ReadError(finding("archive-damaged", str(path), found)) from None


class _Plain:
    """A stream that can be read and nothing else: what warcio asks of others it would try to unpack by itself."""

    def __init__(self, stream: BufferedReader) -> None:
        self.stream, self.tail = stream, b""

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.tail = (self.tail + data[-4:])[-4:]
        return data


def _document(each: ArcWarcRecord, source: Source, where: str) -> RawDocument | Rejected:
    status = each.http_headers.get_statuscode() if each.http_headers else "200"
    if each.rec_type not in _SPEECH or status != "200":
        return _skipped(where, f"{quote(each.rec_type)} {quote(status)}")
    said = Message()
    headers = each.http_headers or each.rec_headers
    said["Content-Type"] = (headers.get_header("Content-Type") or "").split("\n")[0] or "application/octet-stream"
    media, given = said.get_content_type(), headers.get_header("Content-Type")
    if given and media not in PAGES:
        return _skipped(where, quote(media))
    stream = each.raw_stream
    sent = stream.read(LARGEST + 1)
    if len(sent) > LARGEST:
        digest, size = sha256(sent), len(sent)
        while more := stream.read(1 << 20):
            digest.update(more)
            size += len(more)
        found = finding("raw-text-too-long", where, f"found {size} bytes, the limit is {LARGEST}")
        return Rejected(found, reference(where, 0, size, digest.hexdigest()))
    if getattr(stream, "limit", 0) > 0:
        return Rejected(finding("archive-damaged", where, "found its end too soon: it was cut"), sent)
    body = _unwrapped(sent, each, where)
    if isinstance(body, Finding):
        return Rejected(body, sent)
    if not body:
        return Rejected(finding("raw-empty-file", where, "found 0 bytes, expected a page"), body)
    url = (each.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    wrong = address.fault(url) if url else None
    if wrong:
        found = finding("raw-url-scheme", where, f"found {quote(url)}, {wrong}; expected a page's on the web")
        return Rejected(found, body)
    return RawDocument.of(
        body,
        source=source.key,
        origin=where,
        media_type=PAGES[media] if given else "text/html" if kind(body[:SNIFF]) == "html" else "text/plain",
        url=url or None,
        fetched_at=record.time(each.rec_headers.get_header("WARC-Date")),
        charset=said.get_content_charset() if given else None,
    )


def _unwrapped(sent: bytes, each: ArcWarcRecord, where: str) -> bytes | Finding:
    """A payload without what HTTP wrapped it in. Crawlers often unwrap it, and leave the headers as they were."""
    if not each.http_headers:
        return sent
    if (each.http_headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        sent = _joined(sent)
    coding = (each.http_headers.get_header("Content-Encoding") or "identity").strip().lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        packed = sent.startswith(b"\x1f\x8b")
        if not packed and (coding != "deflate" or sent[:1] != b"\x78"):
            return sent
        inflater = zlib.decompressobj(31 if packed else 15)
        try:
            body = inflater.decompress(sent, LARGEST + 1)
        except zlib.error as error:
            return finding("archive-damaged", where, f"cannot be unpacked: {error}")
        if len(body) > LARGEST:
            return finding("archive-limit", where, f"found over {LARGEST} bytes in {len(sent)}")
        return body if inflater.eof else finding("archive-damaged", where, "found its end too soon: it was cut")
    if coding != "identity" and sent.lstrip()[:1] != b"<":
        return finding("raw-encoding", where, f"found the content encoding {quote(coding)}, expected gzip or none")
    return sent


def _joined(sent: bytes) -> bytes:
    """The chunks of a payload as one; the payload itself where it is not in chunks."""
    chunks: list[bytes] = []
    at = 0
    while match := _CHUNK.match(sent, at):
        size = int(match[1], 16)
        at = match.end() + size
        if size == 0:
            return b"".join(chunks)
        if sent[at : at + 2] != b"\r\n":
            break
        chunks.append(sent[match.end() : at])
        at += 2
    return sent


def _skipped(where: str, found: str) -> Rejected:
    return Rejected(finding("skipped-warc-record", where, f"found {found}, which is no page"), b"")
