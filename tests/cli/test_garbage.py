"""Whatever a file of the workspace, or a file that is named, holds: lines with catalogued codes, and never a traceback."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests import handmade
from tests.cli.test_cli import run
from toolkit.finding import catalogue
from toolkit.workspace import Workspace, dump

GARBAGE = {
    "nothing": b"", "nul": b"\0" * 9, "binary": bytes(range(256)), "not utf-8": b"abc \xff\xfe", "json": b'{"a": [1, null]}', "number": b"3",
    "list": b"[[]]\n", "text": "아무 말이나 \x1b[2J \u202e".encode(), "cut": b'{"id": "x", "spans": [{"id"',
    "deep": b"[" * 20_000, "surrogate": b'[{"data": {"text": "\\ud800"}}]', "front": b"---\n- 1\n---\n", "pointer": b"version https://git-lfs.github.com/spec/v1\n",
}  # fmt: skip
FILES = ["schemas/scheme.yaml", "schemas/sources.yaml", "DATASET_CARD.md", "annotations/GUIDELINES.md", "annotations/batches/00001-x.jsonl",
         "data/predictions/pay.jsonl", "data/raw/part-00000.parquet", ".studio/project.json",
         ".studio/pseudonym.key"]  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    article = handmade.article()
    home = handmade.workspace(tmp_path_factory.mktemp("garbage") / "ws", [article], [handmade.annotation(article)])
    (home.root / "export.json").write_bytes(dump([handmade.task(article)]))
    (home.root / "page.txt").write_text(handmade.TEXT)
    assert (
        run("--root", home.root, "predict")
        == run("--root", home.root, "pull", "--from-export", home.root / "export.json")
        == 0
    )
    return home


@pytest.fixture
def home(template: Workspace, tmp_path: Path) -> Workspace:
    return Workspace(shutil.copytree(template.root, tmp_path / "ws"))


def proper(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The codes of the lines on stderr: each line is one finding, and holds nothing that a terminal obeys."""
    codes = []
    for line in capsys.readouterr().err.splitlines():
        if re.match(r"\[[a-z]+\] ", line):  # what is being done
            continue
        match = re.fullmatch(r"(?:toolkit:|[FQRW]) ([a-z0-9-]+)  .+ - .+ - .+", line)
        assert match, line
        assert match[1] in catalogue()
        assert line.isprintable()
        codes.append(match[1])
    return codes


@pytest.mark.parametrize("kind", GARBAGE)
def test_garbage_that_is_named(home, kind, capsys):
    for verb, name in (
        (["ingest"], "page"),
        (["pull", "--from-export"], "export.json"),
        (["check"], "scheme.yaml"),
        (["check"], "export.json"),
        (["check"], "page.txt"),
    ):
        path = home.root / f"garbage-{name}"
        path.write_bytes(GARBAGE[kind])
        capsys.readouterr()
        assert run("--root", home.root, *verb, path) == 1
        assert proper(capsys)


SHARD = "data/articles/part-00000.parquet"


@pytest.mark.parametrize("name", [*FILES, SHARD])
def test_garbage_in_a_workspace(home, name, capsys, monkeypatch):
    monkeypatch.delenv("TALENTWIRE_STUDIO_URL", raising=False)
    good = (home.root / name).read_bytes() if (home.root / name).exists() else None
    export, page = home.root / "export.json", home.root / "page.txt"
    verbs: list[list[object]] = [
        ["check"],
        ["status"],
        ["show", "--all"],
        ["pull", "--from-export", export],
        ["predict", "--tagger", "pay"],
    ]
    verbs.append(["ingest", page])
    for kind in ("nul", "not utf-8", "json", "deep"):
        for verb in verbs:
            path = home.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(GARBAGE[kind])
            capsys.readouterr()
            code = run("--root", home.root, *verb)
            assert code in (0, 1, 3), (kind, verb)
            codes = proper(capsys)
            assert "internal" not in codes, (kind, verb)
            assert bool(code) <= bool(codes), (kind, verb)
    if good is not None:
        (home.root / name).write_bytes(good)


@pytest.mark.parametrize(
    "name", ["manifest.json", "README.md", "schema/scheme.yaml", "gold/train-00000-of-00001.parquet"]
)
def test_garbage_in_a_release(home, name, capsys):
    assert run("--root", home.root, "build", "0.1.0") == 0
    folder = home.releases / "0.1.0"
    for content in GARBAGE.values():
        (folder / name).write_bytes(content)
        capsys.readouterr()
        assert run("--root", home.root, "check", folder) == 1
        assert set(proper(capsys)) == {"manifest-mismatch"}


def test_a_name_that_a_terminal_would_obey_is_shown_and_not_obeyed(home, capsys):
    path = home.root / "a\x1b[2J\u202eb.txt"
    path.write_bytes(b"")
    assert run("--root", home.root, "ingest", path) == 1
    assert proper(capsys) in (["raw-empty-file"], ["path-unsafe"])
    assert run("--root", home.root, "ingest", "no\nsuch\x1bfile") == 1
    assert proper(capsys) == ["raw-io"]
    path = home.root / "b\x1b[2J.json"
    path.write_text(json.dumps([{"id": "\x1b]0;x\x07\n", "data": {"article_id": "\u202e", "text": "\x1b"}}]))
    assert run("--root", home.root, "pull", "--from-export", path) == 1
    assert proper(capsys)
