"""The command line: one line for every mistake, help for every verb, and nothing heavy loaded before it is needed."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests import handmade
from toolkit.cli import main
from toolkit.cli.parser import HELP, parser
from toolkit.cli.verbs import VERBS
from toolkit.finding import catalogue
from toolkit.workspace import Workspace

HEAVY = {
    "datasets",
    "huggingface_hub",
    "pandera",
    "polars",
    "label_studio_sdk",
    "pyarrow",
    "trafilatura",
    "ray",
    "pandas",
    "numpy",
    "httpx",
}


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    return handmade.workspace(tmp_path / "ws", [handmade.article()])


def run(*arguments: object) -> int:
    """The exit code of the command line, in this process."""
    try:
        return main([str(each) for each in arguments])
    except SystemExit as stopped:
        return int(stopped.code or 0)


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The code of the one line on stderr."""
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    [line] = [each for each in err.splitlines() if not re.match(r"\[[a-z]+\] ", each)]  # but what is being done
    match = re.fullmatch(r"toolkit: ([a-z0-9-]+)  .+ - .+ - .+", line)
    assert match, line
    assert match[1] in catalogue()
    return match[1]


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Every verb's parser, and every action's."""

    def under(top: argparse.ArgumentParser, name: str) -> dict[str, argparse.ArgumentParser]:
        found = {name: top} if name else {}
        for action in top._actions:
            if isinstance(action, argparse._SubParsersAction):
                for each, made in action.choices.items():
                    found |= under(made, f"{name} {each}".strip())
        return found

    return under(parser(), "")


def test_every_verb_has_a_function_a_sentence_and_an_example():
    assert {name.split()[0] for name in parsers()} == set(HELP) == set(VERBS)
    for name, made in parsers().items():
        assert re.fullmatch(r"[A-Z].*\.", made.description), name
        assert made.epilog.startswith(f"example: toolkit {name}".split(" start")[0]), name
        assert not made.allow_abbrev


@pytest.mark.parametrize("name", parsers())
def test_every_help_is_printed(name, capsys):
    assert run(*name.split(), "--help") == 0
    out, err = capsys.readouterr()
    assert (err, "example:" in out, "--root" in out, "--json" in out) == ("", True, True, True)


@pytest.mark.parametrize("name", parsers())
def test_every_example_is_a_command_that_is_understood(name):
    example = shlex.split(parsers()[name].epilog.removeprefix("example: toolkit "))
    assert parser().parse_args(example).verb == name.split()[0]


def test_nothing_heavy_is_loaded_for_help():
    for code in ("import toolkit", "from toolkit.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"):
        script = f"import sys\n{code}\nprint(','.join(sorted(m for m in sys.modules if '.' not in m)), file=sys.stderr)"
        loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stderr
        assert not HEAVY & set(loaded.strip().split(","))


def test_root_and_json_stand_before_or_after_the_verb(home, capsys):
    shown = []
    for arguments in (["--root", home.root, "--json", "show", "--all"], ["show", "--all", "--json", "--root", home.root],
                      ["--json", "show", "--root", home.root, "--all"]):  # fmt: skip
        assert run(*arguments) == 0
        shown.append(capsys.readouterr().out)
    assert len(set(shown)) == 1
    assert json.loads(shown[0])["id"] == "a1"


@pytest.mark.parametrize(
    "arguments",
    [["labell"], [], ["studio"], ["studio", "dance"], ["scheme"], ["ingest"], ["build"], ["show"], ["show", "a", "--all"], ["--jsn", "status"], ["init", "x", "--gold", "none"],
     ["ingest", "x", "--workers", "many"], ["status", "--al"], ["predict", "--tagger", "nobody"], ["build", "1.0"]],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_2(home, arguments, capsys):
    assert run("--root", home.root, *arguments) == 2
    assert one_line(capsys) in {"usage", "plugin-unknown", "version-form"}


@pytest.mark.parametrize(
    "arguments", [["ingest", "x"], ["predict"], ["push"], ["pull"], ["show", "--all"], ["status"], ["check"], ["build", "0.1.0"], ["scheme", "render"], ["studio", "start"]]
)  # fmt: skip
def test_without_a_workspace_it_is_one_line_and_3(tmp_path, arguments, capsys):
    assert run("--root", tmp_path, *arguments) == 3
    assert one_line(capsys) == "workspace-missing"
    assert list(tmp_path.iterdir()) == [], "and nothing was made"


def test_init_makes_a_workspace_once_and_leaves_what_is_there(tmp_path, capsys):
    assert run("--root", tmp_path, "init", "ws") == 0
    scheme = tmp_path / "ws" / "schemas" / "scheme.yaml"
    scheme.write_bytes(scheme.read_bytes() + b"# mine\n")
    assert run("init", tmp_path / "ws") == 0
    assert scheme.read_bytes().endswith(b"# mine\n")
    capsys.readouterr()
    assert run("--root", tmp_path / "ws", "check") == 0


def test_init_takes_no_file_and_touches_nothing_of_a_folder(tmp_path, capsys):
    file, folder = tmp_path / "file", tmp_path / "repo"
    file.write_text("mine")
    for place in (file, file / "inside"):
        assert run("init", place) == 3
        assert one_line(capsys) in {"init-refused", "disk"}
    assert file.read_text() == "mine"
    (folder / ".git").mkdir(parents=True)
    (folder / ".gitignore").write_text("mine")
    assert run("init", folder) == 0
    assert (folder / ".gitignore").read_text() == "mine"
    assert {(folder / name / ".gitignore").read_text() for name in ("data", ".studio")} == {"*\n"}, (
        "other people's text stays out of git"
    )


def test_git_never_sees_what_is_private(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("*.pyc\n")
    assert run("init", tmp_path) == 0
    for name in ("data/raw/part-00000.parquet", "data/pulls/1/x.jsonl.zst", ".studio/pseudonym.key"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"secret")
    subprocess.run(["git", "-C", str(tmp_path), "add", "-A"], check=True)
    staged = subprocess.run(["git", "-C", str(tmp_path), "ls-files"], capture_output=True, text=True, check=True).stdout
    assert "schemas/scheme.yaml" in staged
    assert "data/" not in staged
    assert ".studio" not in staged


def test_findings_lists_every_code(capsys):
    assert run("findings") == 0
    listed = re.findall(r"^[1-5] [FQRW] ([a-z0-9-]+)$", capsys.readouterr().out, re.MULTILINE)
    assert listed == list(catalogue())
    assert run("findings", "--json") == 0
    assert [each["code"] for each in json.loads(capsys.readouterr().out)["findings"]] == listed


def test_an_error_is_an_object_too(tmp_path, capsys):
    assert run("--json", "--root", tmp_path, "status") == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "workspace-missing"


def test_what_cannot_go_on_is_3_and_what_is_refused_is_1(home, capsys, monkeypatch):
    for name in ("TALENTWIRE_STUDIO_URL", "TALENTWIRE_STUDIO_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert (run("--root", home.root, "push"), one_line(capsys)) == (3, "studio-not-running")
    assert (run("--root", home.root, "build", "0.1.0"), one_line(capsys)) == (1, "release-empty")
    assert (run("--root", home.root, "show", "nothing"), one_line(capsys)) == (1, "article-unknown")
    home.card.unlink()
    assert (run("--root", home.root, "build", "0.1.0"), one_line(capsys)) == (1, "config-missing")
    monkeypatch.setenv("TALENTWIRE_STUDIO_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("TALENTWIRE_STUDIO_TOKEN", "x" * 20)
    assert (run("--root", home.root, "pull"), one_line(capsys)) == (3, "ls-unpushed")


def test_a_full_or_forbidden_disk_is_one_line_and_3(home, capsys):
    home.runs.mkdir(parents=True)
    (home.root / "data" / "quarantine").write_text("a file where a folder must be")
    bad = home.root / "export.json"
    bad.write_text("[3]")
    assert run("--root", home.root, "pull", "--from-export", bad) == 3
    assert one_line(capsys) == "disk"


def test_scheme_render_check_tells_what_is_stale(home, capsys):
    (home.schemas / "label_config.xml").write_text("<View/>")
    assert run("--root", home.root, "scheme", "render", "--check") == 1
    assert capsys.readouterr().err.split()[:3] == ["F", "made-stale", "schemas/label_config.xml"]
    assert run("--root", home.root, "scheme", "render") == 0
    assert run("--root", home.root, "scheme", "render", "--check") == 0


def test_allow_quarantine_tolerates_so_many(home, capsys):
    bad = home.root / "export.json"
    bad.write_text("[3, 4]")
    codes = [run("--root", home.root, "pull", "--from-export", bad, "--allow-quarantine", n) for n in (0, 1, 2)]
    assert codes == [1, 1, 0]
    assert sorted(json.loads(path.read_bytes())["by_code"]["task-data"] for path in home.runs.iterdir()) == [2, 2, 2]
