"""Labels made by hand, in a real browser, go the whole way: page, task, annotation, release."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.live.annotator import CHROMIUM, sit_down
from tests.live.conftest import Studio
from toolkit.cli import main
from toolkit.task import project
from toolkit.workspace import Workspace

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not CHROMIUM, reason="needs a browser: apt-get install chromium fonts-noto-cjk"),
]
RIVER = Path(__file__).parent.parent / "river"


def test_labels_drawn_in_a_browser_are_what_load_dataset_gives(
    tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in studio.env.items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "ws"

    def toolkit(*arguments: str) -> Any:
        capsys.readouterr()
        assert main(["--root", str(root), "--json", *arguments]) == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    assert main(["init", str(root)]) == 0
    card = root / "DATASET_CARD.md"
    card.write_text(re.sub(r"(?m)^pretty_name: .*$", f"pretty_name: {studio.title('browser')}", card.read_text()))
    sources = "sources:\n  dumul:\n    rights: full\n    evidence: {basis: invented}\n"
    (root / "schemas" / "sources.yaml").write_text(sources)
    toolkit("ingest", str(RIVER / "page.txt"), "--source", "dumul")
    toolkit("predict", "--tagger", "pay")  # all else is marked by hand
    toolkit("push")
    number = project.known(Workspace(root), studio.client.url)
    assert number is not None
    (task,) = studio.client.tasks(number)
    with sit_down(studio.client.url, tmp_path / "last.png") as annotator:
        annotator.log_in(studio.login.email, studio.login.password)
        annotator.open(number, task["id"])
        annotator.mark("1", "나룻소프트")
        annotator.mark("3", "최고기술책임자")
        annotator.select("최고기술책임자")
        annotator.choose("상태", "신임")
        # the pay reader's suggestion is there already; its modality is not something it could know
        annotator.select("2억4000만원")
        annotator.choose("양태", "제안")
        annotator.relate("최고기술책임자", "나룻소프트")
        annotator.relate("나룻소프트", "2억4000만원")  # drawn against its direction
        annotator.submit()
    pulled = toolkit("pull")
    assert pulled["counts"]["annotations"] == {"read": 1, "kept": 1, "quarantined": 0, "skipped": 0}
    toolkit("check")
    release = toolkit("build", "0.1.0")["outputs"]["release"]

    from datasets import load_dataset

    rows = load_dataset(release, split="train", cache_dir=str(tmp_path / "cache"))
    (row,) = list(rows)
    labels = rows.features["entities"].feature["label"]
    arrows = rows.features["relations"].feature["label"]
    found = [(labels.int2str(e["label"]), e["text"], row["text"][e["start"] : e["end"]]) for e in row["entities"]]
    assert found == [
        ("company", "나룻소프트", "나룻소프트"),
        ("role", "최고기술책임자", "최고기술책임자"),
        ("compensation", "2억4000만원", "2억4000만원"),
    ]
    assert row["text"].index("🛶") < row["entities"][2]["start"], "an emoji stands before it"
    said = [{name: value for name, value in e["attributes"].items() if value is not None} for e in row["entities"]]
    assert said[0] == {}
    assert said[1] == {"status": "new"}
    expected = {"modality": "offered", "currency": "KRW", "period": "year", "amount_min": 2.4e8, "amount_max": 2.4e8}
    assert said[2] == expected | {"bound": "exact"}
    ids = {e["id"]: e["text"] for e in row["entities"]}
    joined = {(arrows.int2str(r["label"]), ids[r["head"]], ids[r["tail"]]) for r in row["relations"]}
    assert joined == {("role_at", "최고기술책임자", "나룻소프트"), ("paid_by", "2억4000만원", "나룻소프트")}
