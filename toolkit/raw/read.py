"""Files and folders into documents: in sorted order, by what they contain and not only by how they are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath

from toolkit import plugin
from toolkit.finding import Finding, ReadError, finding, quote
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import content, opened
from toolkit.raw.source import Sources

Reader = Callable[..., Iterator[RawDocument | Rejected]]

SHIPPED = ("html", "jsonl", "text")
_SNIFF = 4096
_MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<meta[\s]|<body[\s>]", re.IGNORECASE)
_WIDE_MARKUP = re.compile(r"(?i)<!doctype\s+html|<html[\s>]|<meta[\s]")
_ARRAY = re.compile(rb"\[\s*[{\]]")


def read(paths: Iterable[Path], sources: Sources, source: str | None = None) -> Iterator[RawDocument | Rejected]:
    """Every document of the files and folder trees in `paths`, in sorted order; what cannot be one is a Rejected.

    A link, pipe or device in a folder is never followed, a hidden file is passed over: both come as a Rejected with a
    warning, so that they are counted. A named path that is a link is taken for what it points to, once. `source` is the key
    that all of them belong to. Raises ReadError (raw-io) for a path that does not exist, before anything is read, and
    SchemeError (source-unknown).
    """
    named = list(paths)
    for path in named:
        if not path.exists():
            raise ReadError(finding("raw-io", quote(path), "no such file or folder"))
    if source is not None:
        sources.of(given=source)
    for path in named:
        real = path.resolve() if path.is_symlink() else path
        for found in _walk(real, real.parent if real.is_file() else real):
            if isinstance(found, Rejected):
                yield found
                continue
            yield from _documents(*found, sources, source)


def kind(head: bytes) -> str:
    """The reader that a file's first bytes ask for: html, jsonl or text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"{" or _ARRAY.match(start):
        return "jsonl"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "html" if _WIDE_MARKUP.search(head[: len(head) // 2 * 2].decode("utf-16", "ignore")) else "text"
    return "html" if _MARKUP.search(head) else "text"


def reader(name: str) -> Reader:
    """The reader under a name: a shipped one, or a plug-in of the group toolkit.readers. Raises ToolkitError for neither."""
    if name in SHIPPED:
        shipped: Reader = import_module(f"toolkit.raw.readers.{name}").read
        return shipped
    return plugin.load("readers", name)


def _walk(path: Path, root: Path) -> Iterator[tuple[Path, str] | Rejected]:
    """The regular files of a tree with the names they go by, and what was passed over."""
    where = _name(path, root)
    try:
        where.encode("utf-8")
    except UnicodeEncodeError:
        yield Rejected(finding("path-unsafe", quote(where), "found a name that is not UTF-8", severity="Q"), b"")
        return
    if path.is_symlink() or not (path.is_file() or path.is_dir()):
        yield Rejected(finding("skipped-special-file", where, "found a link, pipe or device"), b"")
    elif path.is_file():
        yield path, where
    else:
        try:
            entries = sorted(path.iterdir(), key=lambda each: each.name)
        except OSError as error:
            yield Rejected(finding("raw-io", where, f"cannot be read: {error.strerror} ({error.errno})"), b"")
            return
        for each in entries:
            if each.name.startswith("."):
                yield Rejected(finding("skipped-hidden-file", _name(each, root), "found a hidden file or folder"), b"")
            else:
                yield from _walk(each, root)


def _name(path: Path, root: Path) -> str:
    """How a file is called in findings and articles: by the folder that was named and what is under it, never by this machine."""
    return str(PurePath(root.resolve().name, path.relative_to(root)))


def _documents(path: Path, where: str, sources: Sources, given: str | None) -> Iterator[RawDocument | Rejected]:
    """The documents of one file, with their sources, under the name that the file goes by."""
    base = sources.of(folder=PurePath(where).parent, given=given)
    try:
        with opened(path) as stream:
            head = stream.read(_SNIFF)
        name = kind(head)
        if name == "jsonl" and _ARRAY.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()):
            found = "found a JSON array, expected JSON lines: one object a line"
            yield Rejected(finding("raw-shape", where, found), content(path))
            return
        for each in reader(name)(path, base):
            if isinstance(each, Rejected):
                yield replace(each, finding=_called(each.finding, path, where))
            else:
                owner = sources.of(url=each.url) if given is None else base
                key = base.key if owner.key == "unknown" else owner.key
                yield replace(each, source=key, origin=where + each.origin.removeprefix(str(path)))
    except ReadError as error:
        yield Rejected(_called(error.finding, path, where), b"")


def _called(found: Finding, path: Path, where: str) -> Finding:
    """A finding that calls a file by the name it goes by."""
    return replace(found, where=where + found.where.removeprefix(str(path)))
