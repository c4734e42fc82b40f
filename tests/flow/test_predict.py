"""What a tagger suggests is held to the scheme and the text before anybody sees it."""

from __future__ import annotations

import json

import pytest

from tests import handmade
from toolkit import plugin
from toolkit.article.span import Attribute, Relation, Span
from toolkit.finding import ReadError
from toolkit.flow import predict
from toolkit.task.task import Prediction

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
    ],
)  # fmt: skip
def test_a_suggestion_that_cannot_be_is_put_aside_whole(home, monkeypatch, said):
    prediction = Prediction("own", "1", **({"spans": (GOOD,)} | said))
    monkeypatch.setattr(plugin, "load", lambda group, name: lambda scheme, gold: lambda article: prediction)
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


def test_a_damaged_file_of_suggestions_is_told(home):
    predict.predict(home, ["pay"])
    (home.predictions / "pay.jsonl").write_bytes(b"{\n")
    with pytest.raises(ReadError) as error:
        predict.read(home)
    assert error.value.finding.code == "prediction-bad"
