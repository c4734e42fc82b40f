"""A release is there whole or not at all, never changes, and is the same bytes from the same inputs."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests import handmade
from toolkit.annotation import store
from toolkit.article.span import Attribute
from toolkit.finding import ToolkitError
from toolkit.flow import check
from toolkit.release import build
from toolkit.release import open as release
from toolkit.workspace import Workspace

FILES = {
    "GUIDELINES.md", "README.md", "SHA256SUMS", "manifest.json", "articles/train-00000-of-00001.parquet",
    "entities/train-00000-of-00001.parquet", "gold/train-00000-of-00001.parquet", "relations/train-00000-of-00001.parquet",
    "schema/annotation.schema.json", "schema/articles.contract.yaml", "schema/entities.contract.yaml", "schema/record.schema.json",
    "schema/relations.contract.yaml", "schema/scheme.yaml",
}  # fmt: skip
ARTICLES = [
    handmade.article(),
    handmade.article("날씨는 맑겠다. 🌤", id="a2", published_at=None),
    handmade.article(id="a3"),
]
MARKED = handmade.spans(
    handmade.TEXT, ("한빛전자", "company"), ("김하람", "person"), ("최고기술책임자", "role"), ("5억원", "compensation")
)
SAID = [
    handmade.annotation(ARTICLES[0], MARKED, [("holds", "s1", "s2"), ("paid_to", "s3", "s1")],
                        [Attribute("s2", "status", "new"), Attribute("s3", "amount_min", 500_000_000)]),
    handmade.annotation(ARTICLES[1], attributes=[Attribute(None, "relevance", "not_relevant")]),
    handmade.annotation(ARTICLES[2]),
]  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    home = handmade.workspace(tmp_path_factory.mktemp("template") / "ws", ARTICLES, SAID)
    build.build(home, "9.0.0")
    return home


@pytest.fixture
def home(template: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with something to release."""
    shutil.copytree(template.root, tmp_path / "ws", ignore=shutil.ignore_patterns("releases"))
    return Workspace(tmp_path / "ws")


@pytest.fixture
def built(template: Workspace, tmp_path: Path) -> Path:
    """A release."""
    shutil.copytree(template.releases / "9.0.0", tmp_path / "9.0.0")
    return tmp_path / "9.0.0"


def refused(home: Workspace, version: str = "0.1.0") -> str:
    with pytest.raises(ToolkitError) as error:
        build.build(home, version)
    return error.value.finding.code


def in_another_process(home: Workspace, code: str = "", **env: str) -> subprocess.Popen[bytes]:
    """A build of 0.1.0 by another process."""
    run = f"{code}\nimport sys, pathlib; from toolkit.workspace import Workspace; from toolkit.release import build\n"
    run += "build.build(Workspace(pathlib.Path(sys.argv[1])), '0.1.0')"
    return subprocess.Popen([sys.executable, "-c", run, str(home.root)], env=os.environ | env, stderr=subprocess.PIPE)


def test_a_release_has_exactly_these_files_and_holds(home):
    folder, tally = build.build(home, "0.1.0")
    assert folder == home.releases / "0.1.0"
    assert tree(folder).keys() == FILES
    assert (tally.counts["records"].kept, tally.exit_code()) == (3, 0)
    assert check.check(home, folder).findings == []
    assert list(home.releases.iterdir()) == [folder]


def test_the_manifest_covers_every_file(home):
    folder, _ = build.build(home, "0.1.0")
    manifest = release.manifest(folder)
    assert manifest["files"].keys() == FILES - {"manifest.json"}
    assert {name: len(content) for name, content in tree(folder).items() if name != "manifest.json"} == {
        name: facts["bytes"] for name, facts in manifest["files"].items()
    }
    assert manifest["content_sha256"] in (folder / "README.md").read_text()
    listed = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert listed.returncode == 0


def test_the_same_inputs_are_the_same_bytes_anywhere_at_any_time(home, tmp_path):
    one = tree(build.build(home, "0.1.0")[0])
    other = handmade.workspace(tmp_path / "elsewhere" / "한글", ARTICLES, SAID)
    env = {
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "POLARS_MAX_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    assert in_another_process(other, "import os; os.umask(0o077)", **env).wait() == 0
    assert tree(other.releases / "0.1.0") == one


def test_a_version_that_is_there_is_left_alone(home):
    folder, _ = build.build(home, "0.1.0")
    before, times = tree(folder), {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    build.build(home, "0.1.0")
    store.append(home, [handmade.annotation(ARTICLES[2], MARKED[:1], updated_at="2026-05-01T00:00:00.000000Z")])
    assert refused(home) == "version-exists"
    assert tree(folder) == before
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == times
    assert list(home.releases.iterdir()) == [folder]
    build.build(home, "0.1.1")
    assert tree(folder) == before


def test_a_folder_that_is_no_release_is_not_taken_over(home):
    (home.releases / "0.1.0").mkdir(parents=True)
    (home.releases / "0.1.0" / "mine.txt").write_text("mine")
    assert refused(home) == "version-exists"
    assert tree(home.releases) == {"0.1.0/mine.txt": b"mine"}


@pytest.mark.parametrize(
    "version", ["1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "../x", "1.2.3\n", "", "１.2.3", "1.2.-3"]
)
def test_a_version_is_three_numbers(home, version):
    assert refused(home, version) == "version-form"
    assert not home.releases.exists()


def test_nothing_to_release(tmp_path):
    assert refused(handmade.workspace(tmp_path / "ws", ARTICLES)) == "release-empty"
    only_skipped = [handmade.annotation(ARTICLES[0], status="skipped")]
    assert refused(handmade.workspace(tmp_path / "other", ARTICLES, only_skipped)) == "release-empty"


def test_validation_that_is_switched_off_is_refused(home):
    run = in_another_process(home, PANDERA_VALIDATION_ENABLED="False")
    assert b"validation-disabled" in run.communicate()[1]
    assert run.returncode != 0
    assert not list(home.releases.glob("*"))


KILLER = """
import os, pathlib, random, shutil, signal, sys, time
from toolkit.release import build, features
from toolkit.record import table
from toolkit.scheme import scheme
from toolkit.workspace import Workspace
home = Workspace(pathlib.Path(sys.argv[1]))
the_scheme = scheme.read(home.schemas / "scheme.yaml")
table.contract_yaml(the_scheme), features.features(the_scheme)
fate, write, times = random.Random(7), build.write, 0
def slow(*args):
    time.sleep(0.02)
    return write(*args)
build.write = slow
for n in range(8):
    shutil.rmtree(home.releases, ignore_errors=True) if n % 2 else None  # half of them find what another left
    begun, child = time.monotonic(), os.fork()
    if not child:
        build.build(home, "0.1.0")
        os._exit(0)
    while not any(home.releases.glob("*")) and time.monotonic() < begun + 20:
        time.sleep(0.001)
    time.sleep(fate.uniform(0, 0.3))
    os.kill(child, signal.SIGKILL)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    half = [each for each in home.releases.glob(".tmp-*") if any(each.rglob("*"))]
    print("killed" if killed else "ended", "half" if half else "clean", flush=True)
    if (home.releases / "0.1.0").exists():
        os.rename(home.releases / "0.1.0", home.root / f"whole-{n}")
"""


def test_killed_at_any_moment_it_is_the_old_or_the_new(home):
    run = subprocess.run([sys.executable, "-c", KILLER, str(home.root)], capture_output=True, text=True, check=True)
    fates = run.stdout.split("\n")
    assert "killed half" in fates, "none was killed in the middle: make them slower"
    folder, _ = build.build(home, "0.1.0")
    assert list(home.releases.iterdir()) == [folder], "what killed builds left is swept away"
    for whole in home.root.glob("whole-*"):
        assert tree(whole) == tree(folder)


def test_two_builds_at_once_one_is_told(home):
    with home.lock("build"):
        run = in_another_process(home)
        said = run.communicate()[1]
    assert b"locked" in said
    assert f"pid {os.getpid()}".encode() in said


def test_any_flipped_bit_and_any_file_too_many_or_too_few_is_found(template, built):
    folder = built
    fate = random.Random(7)
    for name, content in tree(folder).items():
        path = folder / name
        for _ in range(60 if name == "manifest.json" else 4):
            spoilt = bytearray(content)
            spoilt[fate.randrange(len(content))] ^= 1 << fate.randrange(8)
            path.write_bytes(spoilt)
            assert found(template, folder) == {"manifest-mismatch"}, name
        path.unlink()
        assert found(template, folder) == {"manifest-mismatch"}, name
        path.write_bytes(content)
    (folder / "gold" / "train-00001-of-00002.parquet").write_bytes(b"")
    assert found(template, folder) == {"manifest-mismatch"}


def found(home: Workspace, folder: Path) -> set[str]:
    try:
        return {each.code for each in check.check(home, folder).findings}
    except ToolkitError as error:
        return {error.finding.code}


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda row: row["entities"][0].update(start=1), "span-surface"), (lambda row: row["entities"][0].update(end=10**6), "span-surface"),
        (lambda row: row["entities"][0].update(text="다른 말"), "span-surface"), (lambda row: row["relations"][0].update(tail="e9"), "ref-integrity"),
        (lambda row: row["entities"][0].update(cluster="e9"), "ref-integrity"), (lambda row: row.update(relevant=False, entities=[]), "ref-integrity"),
        (lambda row: row["relations"][0].update(label=0, head="e1"), "rel-endpoint-type"), (lambda row: row["entities"][0].update(label=99), "contract-broken"),
        (lambda row: row.update(rights="all"), "contract-broken"), (lambda row: row["entities"][1].update(id="e1"), "contract-broken"),
        (lambda row: row["relations"][0].update(label=99), "label-unknown"),
    ],
)  # fmt: skip
def test_a_release_with_a_good_manifest_is_looked_into(template, built, edit, code):
    import pyarrow as pa
    import pyarrow.parquet as pq

    from toolkit.workspace import sha256

    folder = built
    path = folder / "gold" / "train-00000-of-00001.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    edit(next(row for row in rows if row["article_id"] == "a1"))
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)
    manifest = release.manifest(folder)
    manifest["files"]["gold/train-00000-of-00001.parquet"]["sha256"] = sha256(path.read_bytes())
    del manifest["sealed_sha256"]
    (folder / "manifest.json").write_bytes(build.seal(manifest))
    tally = check.check(template, folder)
    assert code in tally.by_code
    assert tally.fatal


def test_what_is_in_a_release_can_be_read_back(home):
    from toolkit.finding import Tally
    from toolkit.record import build as record_build
    from toolkit.scheme import scheme

    folder, _ = build.build(home, "0.1.0")
    the_scheme = scheme.read(home.schemas / "scheme.yaml")
    given = {each.name for each in the_scheme.article_attributes}
    made = [
        replace(each, provenance={}, attributes={name: said for name, said in each.attributes.items() if name in given})
        for each in record_build.assemble(home, the_scheme, "single", Tally())
    ]
    assert made == list(release.records(folder))
