"""A label is spelled in schemas/scheme.yaml and nowhere in the code: no string of it is a label, or speaks of one."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import REPOSITORY
from toolkit.scheme import scheme

SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
LABELS = {
    *SCHEME.entities,
    *SCHEME.relations,
    *SCHEME.flags,
    *(each.name for each in SCHEME.attributes.values() if each.of is None),
}
FILES = sorted(
    path
    for path in (REPOSITORY / "toolkit").rglob("*.py")
    if "pay" not in path.relative_to(REPOSITORY / "toolkit").parts[:1]
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_no_label_is_spelled_in_the_code(path):
    found = {
        (node.value, node.lineno)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in LABELS
    }
    assert not found


def test_the_labels_are_the_schemes():
    assert {"company", "holds", "denied", "relevance"} <= LABELS
