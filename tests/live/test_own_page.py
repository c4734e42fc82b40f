"""A page of one's own goes the way that the README tells, with labels sent through the server's API."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.live.conftest import Studio
from toolkit.cli import main
from toolkit.task import project
from toolkit.workspace import Workspace

pytestmark = pytest.mark.live
SEED = Path(__file__).parents[3] / "shared" / "seed"

SHOP = """\
name: shop
version: "0.1.0"
languages: [en]
entities:
  "제품 name":
    name: {en: Product}
    meaning: {en: something that is sold}
  price & tax:
    name: {en: Price}
    meaning: {en: what is asked for it}
    reader: pay
relations:
  costs:
    name: {en: costs}
    meaning: {en: a product has a price}
    ends:
      - {head: "제품 name", tail: price & tax, default: true}
"""


class Way:
    """The README's way, verb by verb."""

    def __init__(self, root: Path, studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.studio, self.capsys = root, studio, capsys
        assert main(["init", str(root)]) == 0
        card = root / "DATASET_CARD.md"
        card.write_text(re.sub(r"(?m)^pretty_name: .*$", f"pretty_name: {studio.title()}", card.read_text()))

    def toolkit(self, *arguments: str) -> Any:
        self.capsys.readouterr()
        code = main(["--root", str(self.root), *arguments, "--json"])
        said = self.capsys.readouterr()
        assert code == 0, said.err
        return json.loads(said.out)

    def label(self, *items: dict[str, Any]) -> None:
        """Submits an answer to the one task that was pushed."""
        number = project.known(Workspace(self.root), self.studio.client.url)
        assert number is not None
        (task,) = self.studio.client.tasks(number)
        self.studio.client.annotate(task["id"], list(items), lead_time=30.0, unique_id=str(uuid.uuid4()))

    def span(self, article: dict[str, Any], label: str, text: str) -> dict[str, Any]:
        start = article["text"].index(text)
        value = {"start": start, "end": start + len(text), "text": text, "labels": [label]}
        return {"id": text, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


@pytest.fixture
def way(tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Way:
    for name, value in studio.env.items():
        monkeypatch.setenv(name, value)
    return Way(tmp_path / "ws", studio, capsys)


def load(release: str, cache: Path) -> Any:
    from datasets import load_dataset

    return load_dataset(release, split="train", cache_dir=str(cache))


@pytest.mark.skipif(not SEED.is_dir(), reason="needs the real page, which lies beside the checkout")
def test_the_real_page(way: Way, tmp_path: Path) -> None:
    (page,) = SEED.iterdir()
    raw = page.read_text("utf-8")
    assert way.toolkit("ingest", str(SEED))["kept"] == 1
    article = way.toolkit("show", "--all")
    way.toolkit("push")
    company, pay = way.span(article, "company", "삼성전자"), way.span(article, "compensation", "5억원")
    arrow = {"type": "relation", "from_id": "5억원", "to_id": "삼성전자", "direction": "right"}
    way.label(company, pay, arrow)
    assert way.toolkit("pull")["counts"]["spans"] == {"read": 2, "kept": 2, "quarantined": 0, "skipped": 0}
    way.toolkit("check")
    (row,) = load(way.toolkit("build", "0.1.0")["outputs"]["release"], tmp_path / "cache")
    # its rights are not known, so that the release has offsets and hashes, and not a character of it
    assert row["rights"] == "standoff"
    assert row["text"] is None
    assert row["title"] is None
    places = [(e["start"], e["end"], e["text"]) for e in row["entities"]]
    assert places == [(each["value"]["start"], each["value"]["end"], None) for each in (company, pay)]
    for start, end, _ in places:
        paragraph = next(p for p in article["paragraphs"] if p["start"] <= start and end <= p["end"])
        assert article["text"][start:end] in raw[slice(*paragraph["raw"])]
    assert [len(row["relations"]), row["published_on"]] == [1, article["published_at"][:10]]


def test_another_scheme_needs_no_code(way: Way, tmp_path: Path) -> None:
    (way.root / "schemas" / "scheme.yaml").write_text(SHOP)
    way.toolkit("scheme", "render")
    page = tmp_path / "shop" / "lamp.txt"
    page.parent.mkdir()
    page.write_text(
        "Lamp of the year\n\nThe Brightling desk lamp was shown on Monday by its makers in the old town hall. "
        "It will cost $120 in shops, the firm said, and a little more by mail.\n",
        "utf-8",
    )
    rights = "sources:\n  shop:\n    rights: full\n    evidence: {basis: invented}\n"
    (way.root / "schemas" / "sources.yaml").write_text(rights)
    way.toolkit("ingest", str(page))
    article = way.toolkit("show", "--all")
    way.toolkit("push")
    product, price = way.span(article, "제품 name", "Brightling desk lamp"), way.span(article, "price & tax", "$120")
    way.label(product, price, {"type": "relation", "from_id": "$120", "to_id": "Brightling desk lamp"})
    way.toolkit("pull")
    way.toolkit("check")
    rows = load(way.toolkit("build", "1.0.0")["outputs"]["release"], tmp_path / "cache")
    (row,) = list(rows)
    assert rows.features["entities"].feature["label"].names == ["제품 name", "price & tax"]
    assert [e["text"] for e in row["entities"]] == ["Brightling desk lamp", "$120"]
    assert [(r["head"], r["tail"]) for r in row["relations"]] == [("e1", "e2")]
    assert "attributes" not in row["entities"][0]
