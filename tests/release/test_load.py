"""What `datasets.load_dataset` gives of a release is what was said, and nothing that may not be given."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from datasets import ClassLabel, Value, get_dataset_config_names, load_dataset

from tests import handmade
from toolkit.annotation import store
from toolkit.article.article import Caption
from toolkit.article.span import Attribute
from toolkit.flow import check
from toolkit.release import build
from toolkit.scheme import scheme
from toolkit.workspace import Workspace

SPLIT = handmade.article(id="a2", published_at=None)
SAID = handmade.annotation(
    handmade.article(),
    handmade.spans(
        handmade.TEXT,
        ("한빛전자", "company"),
        ("김하람", "person"),
        ("최고기술책임자", "role"),
        ("5억원", "compensation"),
    ),
    [("holds", "s1", "s2"), ("paid_to", "s3", "s1")],
    [
        Attribute("s2", "status", "new"),
        Attribute("s3", "amount_min", 500_000_000),
        Attribute(None, "note", "메모는 밖에 없다"),
    ],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [handmade.article(), SPLIT, handmade.article("날씨 🌤", id="a3")]
    said = [
        SAID,
        handmade.annotation(SPLIT),
        handmade.annotation(articles[2], attributes=[Attribute(None, "relevance", "not_relevant")]),
    ]
    return build.build(handmade.workspace(tmp_path_factory.mktemp("load") / "ws", articles, said), "0.1.0")[0]


@pytest.fixture
def load(folder: Path, tmp_path: Path) -> Any:
    return lambda name=None: load_dataset(str(folder), name, split="train", cache_dir=str(tmp_path / "cache"))


def test_the_default_is_gold_and_its_types_are_the_schemes(load, the_scheme):
    rows = load()
    assert (rows.info.config_name, str(rows.info.version)) == ("gold", "0.1.0")
    entity, relation = rows.features["entities"].feature, rows.features["relations"].feature
    assert entity["label"] == ClassLabel(names=list(the_scheme.entities))
    assert relation["label"] == ClassLabel(names=list(the_scheme.relations))
    assert entity["start"] == entity["end"] == rows.features["sentences"].feature["end"] == Value("int32")
    assert list(entity["attributes"]) == [each.name for each in the_scheme.span_attributes]
    assert list(rows.features) == [
        "article_id", "title", "text", "paragraphs", "sentences", "entities", "relations", "relevant", "published_on", "source", "rights",
    ]  # fmt: skip


def test_every_entity_is_the_slice_of_its_text(load):
    rows = {row["article_id"]: row for row in load()}
    row, names = rows["a1"], load().features["entities"].feature["label"]
    said = [(names.int2str(e["label"]), e["text"]) for e in row["entities"]]
    assert said == [
        ("company", "한빛전자"),
        ("person", "김하람"),
        ("role", "최고기술책임자"),
        ("compensation", "5억원"),
    ]
    for part in row["entities"]:
        assert row["text"][part["start"] : part["end"]] == part["text"]
    assert "".join(row["text"][p["start"] : p["end"]] for p in row["paragraphs"]) == row["text"].replace("\n\n", "")
    by_id = {e["id"]: e for e in row["entities"]}
    assert by_id["e3"]["attributes"]["status"] == "new"
    assert by_id["e4"]["attributes"]["amount_min"] == 500_000_000
    assert by_id["e1"]["attributes"]["kind"] is None
    assert [(r["head"], r["tail"], r["flags"]) for r in row["relations"]] == [("e2", "e3", []), ("e4", "e2", [])]


def test_not_relevant_is_none_and_none_found_is_an_empty_list(load):
    rows = {row["article_id"]: row for row in load()}
    assert (rows["a3"]["relevant"], rows["a3"]["entities"], rows["a3"]["relations"]) == (False, None, None)
    assert (rows["a2"]["relevant"], rows["a2"]["entities"], rows["a2"]["relations"]) == (True, [], [])


def test_every_config_loads_by_its_name(folder, load):
    configs = {"gold": 3, "articles": 3, "entities": 4, "relations": 2}
    assert set(get_dataset_config_names(str(folder))) == set(configs)
    for name, n in configs.items():
        rows = load(name)
        assert (rows.num_rows, str(rows.info.version)) == (n, "0.1.0")
        assert isinstance(rows.features.get("label", ClassLabel(names=["x"])), ClassLabel)
    assert [row["article_id"] for row in load("articles")] == ["a2", "a1", "a3"], "by day, then by id"


def test_each_footer_and_the_card_tell_the_same_types(folder):
    for path in folder.glob("*/*.parquet"):
        metadata = pq.ParquetFile(path).schema_arrow.metadata
        features = json.loads(metadata[b"huggingface"])["info"]["features"]
        assert features
        assert b"content_defined_chunking" in metadata
        if path.parent.name in ("entities", "relations"):
            assert features["label"]["_type"] == "ClassLabel"


def test_a_new_version_in_the_old_place_is_not_answered_from_the_cache(folder, tmp_path):
    place, cache = tmp_path / "release", str(tmp_path / "cache")
    shutil.copytree(folder, place)
    assert load_dataset(str(place), split="train", cache_dir=cache).num_rows == 3
    home = Workspace(folder.parent.parent.parent)
    copy = tmp_path / "copy"
    shutil.copytree(home.root, copy)
    home = Workspace(copy)
    store.append(home, [handmade.annotation(handmade.article(), updated_at="2026-05-02T00:00:00.000000Z")])
    shutil.rmtree(place)
    shutil.copytree(build.build(home, "0.1.1")[0], place)
    again = load_dataset(str(place), "gold", split="train", cache_dir=cache)
    assert [row["entities"] for row in again if row["article_id"] == "a1"] == [[]]


CANARY = "누구도 알아서는 안 되는 문장이 여기 길게 있다. 🦜 한빛전자가 비밀리에 김하람 씨를 5억원에 모신다고 적었다."


def test_of_a_source_without_stated_rights_no_text_is_released(tmp_path):
    secret = handmade.article(CANARY, id="a9", source="unknown", title="제목도 밖으로 나가서는 안 된다", summary=("요약도 밖으로 나가지는 않는다",),
                              captions=(Caption("사진 설명도 나가면 안 되는 글", (0, 1), 0),), byline={"name": "함부로말하지마", "email": "do-not-tell@elsewhere.test"})  # fmt: skip
    spans = handmade.spans(
        CANARY, ("한빛전자가 비밀리에 김하람 씨", "company"), ("5억원에 모신다고 적었다", "compensation")
    )
    note = Attribute(None, "note", CANARY)
    home = handmade.workspace(
        tmp_path / "ws",
        [secret],
        [handmade.annotation(secret, spans, [("paid_by", "s1", "s0")], [note])],
        sources=b"sources: {}\n",
    )
    folder, tally = build.build(home, "0.1.0")
    assert tally.by_code == {"rights-standoff": 1}
    texts = [
        CANARY,
        secret.title,
        *secret.summary,
        *(each.text for each in secret.captions),
        "do-not-tell@elsewhere.test",
        "함부로말하지마",
    ]
    runs = {text[n : n + 8] for text in texts for n in range(max(1, len(text) - 7))}
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes().decode("utf-8", "replace")
            if path.suffix == ".parquet":
                raw += json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False, default=str)
            assert not {run for run in runs if run in raw}, path
    [row] = load_dataset(str(folder), split="train", cache_dir=str(tmp_path / "cache"))
    assert (row["text"], row["title"], [e["text"] for e in row["entities"]]) == (None, None, [None, None])
    assert [(e["start"], e["end"]) for e in row["entities"]] == [(s.start, s.end) for s in spans]
    assert check.check(home, folder).findings == []


def test_a_source_whose_rights_are_none_is_left_out(tmp_path):
    home = handmade.workspace(tmp_path / "ws", [handmade.article(), handmade.article(id="a2", source="other")],
                              [SAID, handmade.annotation(handmade.article(id="a2"))],
                              sources=handmade.OPEN + b"  other: {rights: none}\n")  # fmt: skip
    folder, tally = build.build(home, "0.1.0")
    assert tally.reasons == {"records: rights-none": 1}
    assert pq.read_table(next(folder.glob("gold/*.parquet"))).column("article_id").to_pylist() == ["a1"]


SHOP = """\
name: shop
version: "1.0.0"
languages: [en]
entities:
  product: {name: {en: Product}, meaning: {en: something sold}}
  price: {name: {en: Price}, meaning: {en: what it costs}}
"""
MORE = {
    "bare": "",
    "relations": "relations:\n  costs: {name: {en: costs}, meaning: {en: x}, ends: [{head: product, tail: price}]}\n",
    "attributes": "attributes:\n  tags: {of: [product], type: choices, name: {en: Tags}, values: {a b: {en: A}, c: {en: C}}}\n"
    "  vat: {of: [price], type: number, name: {en: VAT}}\n  brand: {of: [product], type: text, name: {en: Brand}}\n",
}


@pytest.mark.parametrize("korean", [False, True])
@pytest.mark.parametrize("kind", [*MORE, "both"])
def test_another_scheme_goes_all_the_way_without_touching_code(tmp_path, kind, korean):
    text = SHOP + (MORE["relations"] + MORE["attributes"] if kind == "both" else MORE[kind])
    words = {"product": "상품 이름", "price": "값", "costs": "값이다"} if korean else {}
    for word, other in words.items():
        text = (
            text.replace(f"  {word}:", f"  {other}:")
            .replace(f": {word}", f": {other}")
            .replace(f"[{word}]", f"[{other}]")
        )
    product, price, costs = (words.get(word, word) for word in ("product", "price", "costs"))
    article = handmade.article("사과는 3000원이다.")
    spans = handmade.spans(article.text, ("사과", product), ("3000원", price))
    said = (
        [Attribute("s0", "tags", ("a b", "c")), Attribute("s1", "vat", 0.1), Attribute("s0", "brand", "없음")]
        if kind in ("attributes", "both")
        else []
    )
    arrows = [(costs, "s0", "s1")] if kind in ("relations", "both") else []
    home = handmade.workspace(
        tmp_path / "ws", [article], [handmade.annotation(article, spans, arrows, said)], scheme=text
    )
    assert check.check(home).findings == []
    folder, _ = build.build(home, "0.1.0")
    assert check.check(home, folder).findings == []
    rows = load_dataset(str(folder), split="train", cache_dir=str(tmp_path / "cache"))
    label = rows.features["entities"].feature["label"]
    assert [(label.int2str(e["label"]), e["text"]) for e in rows[0]["entities"]] == [
        (product, "사과"),
        (price, "3000원"),
    ]
    assert len(rows[0]["relations"]) == len(arrows)
    if said:
        assert rows[0]["entities"][0]["attributes"] == {"tags": ["a b", "c"], "vat": None, "brand": "없음"}
        assert rows[0]["entities"][1]["attributes"]["vat"] == 0.1
    names = {"gold", "articles", "entities"} | ({"relations"} if arrows else set())
    assert set(get_dataset_config_names(str(folder))) == names
    assert list(scheme.read(folder / "schema" / "scheme.yaml").entities) == [product, price]
