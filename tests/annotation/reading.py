"""Reading exports for the tests of this folder: one good answer, ways to break it, and what must hold whatever is read."""

from __future__ import annotations

import copy
from typing import Any

from tests import handmade
from tests.conftest import REPOSITORY
from toolkit.annotation.annotation import Annotation
from toolkit.annotation.parse import Parser
from toolkit.article.span import Attribute
from toolkit.finding import Tally
from toolkit.scheme import scheme

SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
ARTICLE = handmade.article()
TEXT = ARTICLE.text
SPANS = handmade.spans(
    TEXT, ("한빛전자", "company"), ("김하람", "person"), ("최고기술책임자", "role"), ("5억원", "compensation")
)
SAID = handmade.annotation(
    ARTICLE, SPANS, [("holds", "s1", "s2"), ("paid_to", "s3", "s1")], [Attribute("s2", "status", "new")]
)
SAID_COUNTS = {"tasks": 1, "annotations": 1, "spans": 4, "attributes": 1, "relations": 2}


def item(**more: Any) -> dict[str, Any]:
    return handmade.answer(SCHEME, SAID, **more)


def one(**more: Any) -> dict[str, Any]:
    return handmade.task(ARTICLE, item(), **more)


def broken(place: int, **changes: Any) -> dict[str, Any]:
    """The whole task with one item of its result changed: 0-3 spans, 4 the attribute, 5-6 the relations."""
    task = copy.deepcopy(one())
    result = task["annotations"][0]["result"]
    into = (
        result[place]["value"]
        if set(changes) <= {"start", "end", "text", "labels", "choices"} and place < 5
        else result[place]
    )
    into.update(changes)
    return task


def read(*tasks: Any, keep: str = "") -> tuple[Tally, list[Annotation], Parser]:
    """Reads tasks; whatever they are, every unit balances, and `rejected` holds each thing put aside, unchanged."""
    before = copy.deepcopy(tasks)
    parser = Parser(SCHEME, b"key", {ARTICLE.id: ARTICLE.text_sha256}.get, "0.1")
    for i, task in enumerate(tasks):
        parser.task(task, f"export.json:/{i}")
    tally = parser.parsed.tally
    assert all(count.balanced for count in tally.counts.values()), tally.lines()
    assert len(parser.parsed.rejected) == tally.quarantined
    assert list(before) == list(tasks), "what was received is not touched"
    return tally, parser.parsed.annotations, parser


def kept(tally: Tally) -> dict[str, int]:
    return {unit: count.kept for unit, count in tally.counts.items() if count.kept}


def fault(code: str, *tasks: Any, put_aside: Any = None) -> tuple[Tally, list[Annotation]]:
    """Reads tasks, of which exactly this comes; `put_aside` is what must be in quarantine for it."""
    tally, annotations, parser = read(*tasks)
    assert set(tally.by_code) == {code}, [str(each) for each in tally.findings]
    if put_aside is not None:
        assert [each for each, found in parser.parsed.rejected if found[0].code == code] == put_aside
        assert tally.exit_code() == 1
    return tally, annotations


def without(unit: str, n: int = 1) -> dict[str, int]:
    counts = SAID_COUNTS | {unit: SAID_COUNTS[unit] - n}
    return {name: count for name, count in counts.items() if count}
