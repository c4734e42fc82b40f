"""One short article, golden at every stage of the river.

After a change that is meant: GOLDEN=write python -m pytest tests/river, and read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from toolkit.annotation import pseudonym, store
from toolkit.article import show
from toolkit.article import store as articles
from toolkit.flow import demo, ingest, predict, pull
from toolkit.raw import read, source
from toolkit.record import build as record_build
from toolkit.release import build, load
from toolkit.scheme.scheme import Scheme
from toolkit.task import payload
from toolkit.task.task import Task
from toolkit.workspace import Workspace, write

HERE = Path(__file__).parent
STAGES = ("raw", "article", "task", "export", "annotation", "record", "release")


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each stage makes of the page."""
    from toolkit.flow import init
    from toolkit.scheme import scheme

    workspace, _ = init.init(tmp_path_factory.mktemp("river") / "ws")
    evidence = "sources:\n  river:\n    rights: full\n    evidence: {basis: invented}\n"
    write(workspace.schemas / "sources.yaml", evidence.encode())
    write(workspace.studio / "pseudonym.key", ("5a" * 32).encode())  # so that pseudonyms are the same everywhere
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    return run(workspace, the_scheme)


def run(workspace: Workspace, the_scheme: Scheme) -> dict[str, Any]:
    made: dict[str, Any] = {}
    (document,) = read.read([HERE / "page.txt"], source.load(workspace), "river")
    made["raw"] = {k: v for k, v in document.to_dict().items() if k not in ("body", "fetched_at")}
    ingest.ingest(workspace, [HERE / "page.txt"], source="river")
    (article,) = articles.read(workspace)
    made["article"] = show.to_json(article)
    predict.predict(workspace)
    suggested = predict.read(workspace)[article.id, article.text_sha256]
    made["task"] = payload.task(Task.of(article, suggested), the_scheme)
    answer = demo.resolve(json.loads((HERE / "answers.json").read_text("utf-8")), article, the_scheme)
    made["export"] = [
        {
            "id": 7,
            "data": made["task"]["data"],
            "annotations": [
                {
                    "id": 11,
                    "completed_by": {"id": 3, "email": "ara@example.com"},
                    "result": payload.results(article.text, *answer, the_scheme),
                    "was_cancelled": False,
                    "ground_truth": False,
                    "created_at": "2026-04-10T01:00:00.000000Z",
                    "updated_at": "2026-04-10T01:02:00.000000Z",
                    "lead_time": 118.4,
                    "unique_id": "6b1f7d3e-0000-4000-8000-000000000001",
                }
            ],
            "drafts": [],
            "predictions": [],
        }
    ]
    export = workspace.root / "export.json"
    write(export, json.dumps(made["export"], ensure_ascii=False).encode())
    pull.pull(workspace, export)
    (annotation,) = store.latest(workspace).values()
    made["annotation"] = annotation.to_dict()
    from toolkit.finding import Tally

    (record,) = record_build.assemble(workspace, the_scheme, "single", Tally())
    made["record"] = record.to_dict()
    folder, _ = build.build(workspace, "0.1.0")
    loaded = load.load(folder)["train"]
    label = loaded.features["entities"].feature["label"]
    manifest = json.loads((folder / build.MANIFEST).read_bytes())
    made["release"] = {
        "rows": len(loaded),
        "entities": [[label.int2str(e["label"]), e["text"]] for row in loaded for e in row["entities"]],
        "configs": manifest["configs"],
        "files": sorted(manifest["files"]),
    }
    return made


@pytest.mark.parametrize("stage", STAGES)
def test_stage(stages: dict[str, Any], stage: str) -> None:
    golden = HERE / "golden" / f"{stage}.json"
    made = json.dumps(stages[stage], ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


# one person is one name, and nobody without the key can tell whose
def test_the_pseudonym_is_keyed() -> None:
    assert pseudonym.of(b"\x5a" * 32, "3") != pseudonym.of(b"\x5b" * 32, "3")
