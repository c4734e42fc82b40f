"""Files and folders into documents: in sorted order, by what they contain and not only by how they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from toolkit.finding import Finding, ReadError, finding, quote
from toolkit.raw import name as names
from toolkit.raw.document import RawDocument, Rejected
from toolkit.raw.file import beginning, refused
from toolkit.raw.kind import SNIFF, kind, reader
from toolkit.raw.source import Source, Sources

_PAGES = (".json", ".jsonl", ".ndjson")


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
    walk = _Walk()
    for path in named:
        real = path.resolve() if path.is_symlink() else path
        for found in walk.files(real, real.parent if real.is_file() else real):
            if isinstance(found, Rejected):
                yield found
            else:
                yield from _documents(*found, sources, source)


@dataclass(slots=True)
class _Walk:
    """A walk over trees, which reads a file of two names in them once."""

    linked: set[tuple[int, int]] = field(default_factory=set)

    def files(
        self, path: Path, root: Path, twins: frozenset[str] = frozenset()
    ) -> Iterator[tuple[Path, str] | Rejected]:
        """The regular files of a tree with the names they go by, and what was passed over."""
        where = quote(_name(path, root), 1000)
        wrong = "two names that differ in normal form only" if path.name in twins else names.unsafe(path.name)
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield Rejected(finding("skipped-special-file", where, "found a link, pipe or device"), b"")
        elif wrong:
            found = finding("path-unsafe", where, f"found {wrong}")
            yield refused(path, found) if path.is_file() else Rejected(found, b"")
        elif path.is_dir():
            yield from self._folder(path, root, where)
        elif self._again(path):
            yield Rejected(finding("skipped-special-file", where, "found another name of a file already read"), b"")
        else:
            yield path, where

    def _folder(self, path: Path, root: Path, where: str) -> Iterator[tuple[Path, str] | Rejected]:
        try:
            if path.suffix.lower() in _PAGES:
                raise IsADirectoryError(21, "Is a directory, by the name of a file")
            entries = sorted(path.iterdir(), key=lambda each: each.name)
        except OSError as error:
            yield Rejected(finding("raw-io", where, f"cannot be read: {error.strerror} ({error.errno})"), b"")
            return
        twins = names.twins(each.name for each in entries)
        for each in entries:
            if each.name.startswith("."):
                found = finding("skipped-hidden-file", quote(_name(each, root), 1000), "found a hidden file or folder")
                yield Rejected(found, b"")
            else:
                yield from self.files(each, root, twins)

    def _again(self, path: Path) -> bool:
        """Whether a hard link's file was met already."""
        facts = path.stat()
        place = facts.st_dev, facts.st_ino
        if facts.st_nlink < 2 or place not in self.linked:
            self.linked.update({place} if facts.st_nlink > 1 else ())
            return False
        return True


def _name(path: Path, root: Path) -> str:
    """How a file is called in findings and articles: by the folder that was named and what is under it, never by this machine."""
    return str(PurePath(root.resolve().name, path.relative_to(root)))


def _documents(path: Path, where: str, sources: Sources, given: str | None) -> Iterator[RawDocument | Rejected]:
    """The documents of one file, with their sources, under the name that the file goes by."""
    base = sources.of(folder=PurePath(where).parent, given=given)
    try:
        for each in reader(kind(beginning(path, SNIFF), where))(path, base):
            if isinstance(each, Rejected):
                yield replace(each, finding=_called(each.finding, path, where))
            else:
                origin = where + each.origin.removeprefix(str(path))
                yield replace(each, source=_owner(each, origin, base, sources, given), origin=origin)
    except ReadError as error:
        yield refused(path, _called(error.finding, path, where))


def _owner(document: RawDocument, origin: str, base: Source, sources: Sources, given: str | None) -> str:
    """The key of a document's source: as given, by its address, by the folder of its file, by the folder in its archive."""
    if given is not None:
        return base.key
    by_address = sources.of(url=document.url)
    if by_address.key != "unknown" or base.key != "unknown":
        return base.key if by_address.key == "unknown" else by_address.key
    return sources.of(folder=PurePath(origin.replace("#", "/")).parent).key


def _called(found: Finding, path: Path, where: str) -> Finding:
    """A finding that calls a file by the name it goes by."""
    return replace(found, where=where + found.where.removeprefix(str(path)))
