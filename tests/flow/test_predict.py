"""What a tagger suggests is held to the scheme and the text before anybody sees it."""

from __future__ import annotations

import json

import pytest

from tests import handmade
from toolkit import plugin
from toolkit.article.span import Attribute, Relation, Span
from toolkit.finding import ReadError
from toolkit.flow import predict
from toolkit.task.task import Prediction, author, combine

GOOD = Span(0, 4, "company", "s0")


@pytest.fixture
def home(tmp_path):
    article = handmade.article()
    said = handmade.annotation(article, handmade.spans(article.text, ("한빛전자", "company")))
    return handmade.workspace(tmp_path / "ws", [article, handmade.article("한빛전자가 또 왔다.", id="a2")], [said])


@pytest.mark.parametrize(
    "said",
    [
        {"spans": (Span(0, 4, "OLD", "s0"),)}, {"spans": (Span(0, 4000, "company", "s0"),)}, {"spans": (Span(4, 4, "company", "s0"),)},
        {"attributes": (Attribute("x", "kind", "media"),)}, {"attributes": (Attribute("s0", "size", "big"),)},
        {"relations": (Relation("r", "joins", "s0", "x"),)}, {"relations": (Relation("r", "old", "s0", "s0"),)},
        {"scores": {"s0": 1.5}}, {"score": -0.1},
    ],
)  # fmt: skip
def test_a_suggestion_that_cannot_be_is_put_aside_whole(home, monkeypatch, said):
    prediction = Prediction("own", "1", **({"spans": (GOOD,)} | said))
    monkeypatch.setattr(plugin, "load", lambda group, name: lambda *made: lambda article, found: prediction)
    tally = predict.predict(home, ["own"])
    assert tally.by_code == {"prediction-bad": 2}
    assert tally.counts["predictions"].quarantined == 2
    assert predict.read(home) == {}
    [kept] = (home.root / "data" / "quarantine" / "predict").glob("*.bin")
    assert json.loads(kept.read_bytes()) == prediction.to_dict()


def test_what_was_labelled_once_is_suggested_elsewhere(home):
    tally = predict.predict(home, ["gazetteer"])
    assert (tally.findings, tally.counts["predictions"].kept) == ([], 2)
    [said] = [each for (article, _), several in predict.read(home).items() if article == "a2" for each in several]
    assert [(span.start, span.end, span.label) for span in said.spans] == [(0, 4, "company")]


def test_the_pay_reader_speaks_the_schemes_words(home):
    predict.predict(home, ["pay"])
    [said] = [each for (article, _), several in predict.read(home).items() if article == "a1" for each in several]
    [span] = said.spans
    assert (span.of(handmade.TEXT), span.label) == ("5억원", "compensation")
    values = {each.name: each.value for each in said.attributes}
    assert (values["amount_min"], values["currency"]) == (500_000_000, "KRW")


def test_a_tagger_without_enough_gold_says_so_and_the_others_go_on(home):
    tally = predict.predict(home)
    assert tally.by_code == {"tagger-abstains": 1}
    assert tally.counts["predictions"].kept == 6, "two articles, three taggers"
    assert tally.exit_code() == 0


def test_relations_are_of_what_other_taggers_found(tmp_path):
    seen = handmade.article("한빛전자가 왔다.", id="a1")
    said = handmade.annotation(seen, handmade.spans(seen.text, ("한빛전자", "company")))
    new = handmade.article("한빛전자 김하람 전 사장이 떠났다. 김 사장은 말을 아꼈다.", id="a2")
    home = handmade.workspace(tmp_path / "ws", [seen, new], [said])
    predict.predict(home, ["gazetteer", "apposition"])
    together = combine(predict.read(home)["a2", new.text_sha256])
    text = {span.id: span.of(new.text) for span in together.spans}
    assert sorted(text.values()) == ["김 사장", "김하람", "사장", "한빛전자"]
    assert {(each.label, text[each.head], text[each.tail]) for each in together.relations} == {
        ("holds", "김하람", "사장"),
        ("role_at", "사장", "한빛전자"),
    }
    assert [(text[each.target], each.name, each.value) for each in together.attributes] == [
        ("사장", "status", "former")
    ]
    assert {author(each) for each in text} == {"gazetteer"}


def test_a_damaged_file_of_suggestions_is_told(home):
    predict.predict(home, ["pay"])
    (home.predictions / "pay.jsonl").write_bytes(b"{\n")
    with pytest.raises(ReadError) as error:
        predict.read(home)
    assert error.value.finding.code == "prediction-bad"
