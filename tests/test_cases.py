"""The smallest input that shows each fault gives exactly its code; and the catalogue holds neither more nor less than is used.

A case lies in tests/cases/CODE/. What is done with it follows from its name: scheme.yaml is checked as a scheme, sources.yaml and
DATASET_CARD.md are read, export.json is pulled, page* and pages/ are ingested, and `case.toml` says what is changed in
a good release (file, with, append, remove), in annotations (file) or in an article (text), and whether
the article was labelled before (`labelled`), and which codes unavoidably come along (`also`).
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests import handmade
from tests.conftest import REPOSITORY
from toolkit.annotation import store
from toolkit.annotation.annotation import Annotation
from toolkit.finding import Finding, ToolkitError, catalogue
from toolkit.flow import check, ingest, pull
from toolkit.raw import source
from toolkit.release import build, card
from toolkit.scheme import scheme
from toolkit.workspace import Workspace

CASES = REPOSITORY / "tests" / "cases"
ARTICLE = handmade.article("한빛전자는 김하람 씨를 5억원에 모셨다 👍🏽.")
SAID = handmade.annotation(
    ARTICLE, handmade.spans(ARTICLE.text, ("한빛전자", "company"), ("김하람", "person")), [("joins", "s1", "s0")]
)


def facts(case: Path) -> dict[str, Any]:
    """The case's own remarks, if it has any."""
    path = case / "case.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def of_scheme(case: Path, home: Workspace) -> list[Finding]:
    return scheme.check(case / "scheme.yaml")


def of_sources(case: Path, home: Workspace) -> list[Finding]:
    (home.schemas / "sources.yaml").write_bytes((case / "sources.yaml").read_bytes())
    source.load(home)
    return []


def of_card(case: Path, home: Workspace) -> list[Finding]:
    home.card.write_bytes((case / "DATASET_CARD.md").read_bytes())
    card.read(home)
    build.build(home, "0.1.0")
    return []


def of_export(case: Path, home: Workspace) -> list[Finding]:
    return pull.pull(home, case / "export.json")[0].findings


def of_pages(case: Path, home: Workspace) -> list[Finding]:
    pages = sorted(each for each in case.iterdir() if each.name.startswith("page"))
    for name, target in facts(case).get("links", {}).items():
        (home.root / name).parent.mkdir(exist_ok=True)
        (home.root / name).symlink_to(target)
        pages.append((home.root / name).parent)
    if (page := facts(case).get("page")) is not None:
        pages.append(home.root / page["name"])
        pages[-1].write_text(page["text"] * page["times"])
    return ingest.ingest(home, pages).findings


def of_release(case: Path, home: Workspace) -> list[Finding]:
    """A good release, spoilt, and given a manifest that fits (so that what is inside is looked at) where `sealed` says so."""
    folder, _ = build.build(home, "0.1.0")
    change = facts(case)["release"]
    path = folder / change["file"]
    path.write_bytes(path.read_bytes() + change.get("append", "").encode())
    return check.check(home, folder).findings


def of_annotations(case: Path, home: Workspace) -> list[Finding]:
    """Annotations that no longer hold, as when the scheme, an article or a batch was changed by hand."""
    if (line := facts(case)["annotations"].get("line")) is not None:
        (home.annotations / "batches" / "00009-bad.jsonl").write_text(line)
    else:
        said = handmade.annotation(ARTICLE).to_dict() | SAID.to_dict() | {"updated_at": "2026-05-01"}
        change = dict(facts(case)["annotations"])
        store.append(home, [Annotation.from_dict(said | change)])
    return check.check(home).findings


HOW = {
    "scheme.yaml": of_scheme, "sources.yaml": of_sources, "DATASET_CARD.md": of_card, "export.json": of_export,
    "page": of_pages, "links": of_pages, "release": of_release, "annotations": of_annotations,
}  # fmt: skip


def how(case: Path) -> Any:
    names = {each.name for each in case.iterdir()} | facts(case).keys()
    [kind] = [
        kind for kind in HOW if kind in names or (kind == "page" and any(each.startswith("page") for each in names))
    ]
    return HOW[kind]


@pytest.mark.parametrize("case", sorted(CASES.glob("*")), ids=lambda case: case.name)
def test_this_gives_exactly_this_code(case, tmp_path):
    run = how(case)
    articles = [] if run is of_pages else [ARTICLE]
    said = [] if run in (of_pages, of_export) and not facts(case).get("labelled") else [SAID]
    try:
        found = run(case, handmade.workspace(tmp_path / "ws", articles, said))
    except ToolkitError as error:
        found = [error.finding]
    code = case.name.partition(".")[0]
    assert {each.code for each in found} == {code, *facts(case).get("also", [])}, [str(each) for each in found]
    for each in found:
        assert "\n" not in str(each)
        assert each.where
        assert each.message


def constants(path: Path) -> set[str]:
    """Every string constant in a file."""
    return {
        n.value
        for n in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def test_every_code_is_shown_somewhere():
    shown = {case.name.partition(".")[0] for case in CASES.iterdir()}
    for path in (REPOSITORY / "tests").rglob("*.py"):
        if path != Path(__file__):
            shown |= constants(path)
    assert sorted(catalogue().keys() - shown) == [], "codes without a case, and without a test that names them"
    assert {case.name.partition(".")[0] for case in CASES.iterdir()} <= catalogue().keys()


def test_every_code_in_use_is_in_the_catalogue_and_the_other_way_round():
    used, called = set(), set()
    for path in (REPOSITORY / "toolkit").rglob("*.py"):
        used |= constants(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in MAKERS:
                said = {
                    each.value
                    for each in ast.walk(node)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
                called |= {each for each in said if re.fullmatch(r"[a-z]+[a-z0-9]*(-[a-z0-9]+)+", each)}
    assert sorted(catalogue().keys() - used) == [], "codes that nothing uses"
    assert sorted(called - catalogue().keys() - WORDS) == [], "codes that the catalogue does not have"


MAKERS = {"finding", "reject", "note", "_refused", "_unreadable"}
WORDS = {"utf-8", "utf-16", "single-annotator", "no-variation"}


def test_the_catalogue_reads_well():
    for fault in catalogue().values():
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", fault.code)
        assert fault.meaning.endswith("."), fault.code
        assert fault.remedy, fault.code
        assert not fault.remedy.endswith("."), fault.code


def test_a_case_is_small():
    for path in CASES.rglob("*"):
        assert path.is_dir() or path.stat().st_size < 4096, path
