"""What only a whole run can tell of its pages: one identifier with two contents, one name as a number and as a string."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.article import build
from toolkit.article.learn import Student
from toolkit.finding import quote
from toolkit.raw.document import RawDocument, Rejected
from toolkit.workspace import sha256


@dataclass(slots=True)
class Conflicts:
    """What only a whole run can tell: the identifiers with several contents, and those given as a number and as a string."""

    contents: dict[int, list[int]]
    names: frozenset[int]
    documents: int

    def others(self, document: RawDocument) -> list[str] | None:
        """The other contents that bear a document's identifier in this run; None where there is none."""
        if not self.contents:
            return None
        found = self.contents.get(int(build.identity(document), 16))
        own = int(document.sha256[:16], 16)
        return [f"{each:016x}"[:12] for each in found if each != own] if found else None

    def told(self, rejected: Rejected) -> Rejected:
        """What was put aside, told of the string that another record has where this one has a number."""
        if rejected.id is None or _word(rejected.id) not in self.names:
            return rejected
        found = rejected.finding
        message = f'{found.message}; it collides with the string "{quote(rejected.id, 24)}" of another record'
        return replace(rejected, finding=replace(found, message=message))


def find(found: Iterable[RawDocument | Rejected], student: Student | None = None) -> Conflicts:
    """A first pass over a run: nothing of a page may be kept before all that bears its identifier was seen.

    A document costs it 16 bytes, and less than a twentieth of the time that its article takes. Nothing of this pass is kept
    on disk, so a run that is killed and begun again judges as one that was not. The `student` hears every page.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    ids, contents, given, numbers = array("Q"), array("Q"), array("Q"), array("Q")
    for each in found:
        if isinstance(each, Rejected):
            if each.id is not None:
                numbers.append(_word(each.id))
            continue
        if student:
            student.hear(each)
        ids.append(int(build.identity(each), 16))
        contents.append(int(each.sha256[:16], 16))
        if each.url and "://" not in each.url:
            given.append(_word(each.url))
    table = pa.table({"id": pa.array(ids, pa.uint64()), "content": pa.array(contents, pa.uint64())})
    counted = table.group_by("id").aggregate([("content", "count_distinct")])
    several = counted.filter(pc.greater(counted["content_count_distinct"], 1))["id"]
    rows = table.filter(pc.is_in(table["id"], value_set=several)).group_by("id").aggregate([("content", "distinct")])
    columns = rows.to_pydict()
    shared = {a: sorted(b) for a, b in zip(columns["id"], columns["content_distinct"], strict=True)}
    return Conflicts(shared, frozenset(given) & frozenset(numbers), len(ids))


def _word(name: str) -> int:
    return int(sha256(name)[:16], 16)
