"""The guideline's hard cases: each is legal as it stands there, is read as it says, and is found out when done wrong.

hard_cases.yaml, by the case's anchor, one or more examples: `text`; `spans` by a letter (label and surface, `#2` its second
place); `attributes` that the annotator answers; `arrows` (two ends; before them the relation where it is not the default,
after them the flags); `clusters` of more than one mention; `pay`, what each amount says in the end, all that is not named
being the reader's default (`amount`, `quantity`: least and greatest are equal); `unread`, where nothing can be read and the
annotator gives it all; `wrong`: a fault that an annotator may make (another `span` in place of the one it touches, one more
(`add`), an `attribute` more, the attributes of one `clear`ed, an arrow `drop`ped or with a `flag`) and the code that it gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
import yaml

from tests import handmade
from tests.conftest import REPOSITORY
from toolkit.annotation import check, regions
from toolkit.annotation.annotation import Annotation
from toolkit.annotation.cluster import clusters
from toolkit.article.span import Attribute, Relation, Span
from toolkit.pay import Pay, find_pay, parse_pay
from toolkit.scheme import scheme
from toolkit.task import payload

SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
GUIDELINE = (REPOSITORY / "annotations" / "GUIDELINES.md").read_text("utf-8")
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (REPOSITORY / "tests" / "annotation" / "hard_cases.yaml").read_text("utf-8")
)
EXAMPLES = [pytest.param(each, id=f"{name}.{n}") for name, examples in CASES.items() for n, each in enumerate(examples)]
WRONG = [
    pytest.param(each, wrong, id=f"{name}.{n}.{wrong['code']}.{m}")
    for name, examples in CASES.items()
    for n, each in enumerate(examples)
    for m, wrong in enumerate(each.get("wrong", ()))
]
INFORMATIONAL = {"relation-defaulted", "relation-turned"}


@dataclass
class Said:
    """What an example says, as it would be drawn."""

    spans: dict[str, Span]
    attributes: list[Attribute]
    arrows: dict[str, Relation]


def mark(text: str, said: str, name: str) -> Span:
    label, _, surface = said.partition(" ")
    surface, _, nth = surface.partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(surface, at + 1)
    return Span(at, at + len(surface), label, name)


def drawn(example: dict[str, Any]) -> Said:
    spans = {name: mark(example["text"], said, name) for name, said in example["spans"].items()}
    attributes = [
        Attribute(target, name, value)
        for target, answers in example.get("attributes", {}).items()
        for name, value in answers.items()
    ]
    arrows = {}
    for arrow in example["arrows"]:
        words = arrow.split()
        label = "" if words[0] in spans else words.pop(0)
        arrows[f"{words[0]} {words[1]}"] = Relation(arrow, label, words[0], words[1], tuple(words[2:]))
    return Said(spans, attributes, arrows)


def pulled(text: str, said: Said) -> tuple[Annotation, list[str]]:
    """What comes back out of Label Studio, and every code that it gives."""
    result = payload.results(text, said.spans.values(), said.attributes, said.arrows.values(), SCHEME)
    back = regions.parse(result, text, SCHEME, "case")
    article = handmade.article(text)
    made = handmade.annotation(article, back.spans, (), back.attributes)
    made = replace(made, relations=tuple(back.relations))
    codes = [each.code for each in check.check([made], {article.id: article}, SCHEME)]
    return made, [*back.tally.by_code, *codes]


def read(text: str, span: Span) -> Pay | None:
    return parse_pay(span.of(text), text[: span.start], text[span.end :])


def expected(says: dict[str, Any]) -> dict[str, Any]:
    """All fields of a Pay as an example says them."""
    made = Pay().to_dict()
    del made["parts"]
    if says.get("unit", "money") == "money":
        made |= {"currency": "KRW", "currency_source": "explicit"}
    for name, value in says.items():
        for field in (f"{name}_min", f"{name}_max") if name in ("amount", "quantity") else (name,):
            made[field] = str(value) if re.match("amount|quantity", field) else value
    return made


@pytest.mark.parametrize("example", EXAMPLES)
def test_it_is_legal_and_comes_back_as_it_was_drawn(example):
    text, said = example["text"], drawn(example)
    made, codes = pulled(text, said)
    assert set(codes) <= INFORMATIONAL
    assert set(made.spans) == set(said.spans.values())
    assert set(made.attributes) == set(said.attributes)
    assert len(made.relations) == len(said.arrows)
    for arrow in said.arrows.values():
        [back] = [each for each in made.relations if {each.head, each.tail} == {arrow.head, arrow.tail}]
        assert arrow.label in ("", back.label)
        assert back.flags == arrow.flags


@pytest.mark.parametrize("example", EXAMPLES)
def test_its_mentions_fall_into_the_clusters_it_names(example):
    made, _ = pulled(example["text"], drawn(example))
    of = clusters(made.spans, made.relations, example["text"], SCHEME)
    grouped: dict[str, set[str]] = {}
    for span in made.spans:
        grouped.setdefault(of[span.id], set()).add(span.id)
    found = [sorted(each) for each in grouped.values() if len(each) > 1]
    assert sorted(found) == sorted(sorted(each) for each in example.get("clusters", []))


@pytest.mark.parametrize(
    "example", [each for each in EXAMPLES if "pay" in each.values[0] or "unread" in each.values[0]]
)
def test_each_amount_is_read_as_it_says(example):
    said = drawn(example)
    amounts = {name: span for name, span in said.spans.items() if SCHEME.entities[span.label].reader}
    assert set(example.get("pay", amounts)) == set(amounts)
    for name, span in amounts.items():
        pay = read(example["text"], span)
        assert (pay is None) == example.get("unread", False)
        if pay is None:
            continue
        got = pay.to_dict()
        del got["parts"]
        for answer in said.attributes:
            if answer.target == name:
                field = SCHEME.attributes[answer.name].reads
                assert field
                assert got[field] != answer.value, "an answer that only repeats what was read"
                got[field] = answer.value
        assert got == expected(example["pay"][name])


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_suggestions_are_amounts_of_the_example(example):
    """What the tagger suggests is no amount that is nobody's pay, and has the edges that the guideline gives it."""
    said = drawn(example)
    marked = {(each.start, each.end) for each in said.spans.values() if SCHEME.entities[each.label].reader}
    assert {(start, end) for start, end, _ in find_pay(example["text"])} <= marked


@pytest.mark.parametrize(("example", "wrong"), WRONG)
def test_it_is_found_out_when_done_wrong(example, wrong):
    text, said = example["text"], drawn(example)
    if "span" in wrong:
        other = mark(text, wrong["span"], "")
        touched = [
            s for s in said.spans.values() if s.label == other.label and s.start < other.end and other.start < s.end
        ]
        name = min(touched).id
        said.spans[name] = replace(other, id=name)
    if "add" in wrong:
        said.spans["z"] = mark(text, wrong["add"], "z")
    if "attribute" in wrong:
        said.attributes.append(Attribute(*wrong["attribute"]))
    if "clear" in wrong:
        said.attributes = [each for each in said.attributes if each.target != wrong["clear"]]
    if "drop" in wrong:
        del said.arrows[wrong["drop"]]
    if "flag" in wrong:
        arrow, flag = wrong["flag"]
        said.arrows[arrow] = replace(said.arrows[arrow], flags=(flag,))
    _, codes = pulled(text, said)
    assert set(codes) - INFORMATIONAL == {wrong["code"]}


SECTIONS = {
    match[1]: match[2]
    for match in re.finditer(r'^<a id="(c\d+)"></a>\n(.*?)(?=^<a id=|^## |\Z)', GUIDELINE, re.MULTILINE | re.DOTALL)
}


def test_the_guideline_has_exactly_these_cases():
    assert list(SECTIONS) == sorted(SECTIONS)
    assert sorted(SECTIONS) == sorted(CASES)
    assert len(re.findall('<a id="c', GUIDELINE)) == len(SECTIONS)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_case_stands_in_both_languages_with_its_examples_marked(name):
    heading, *lines = SECTIONS[name].strip().splitlines()
    korean, _, english = heading.partition(" · ")
    assert re.fullmatch(rf"### {name} .*[가-힣].*", korean)
    assert re.search("[a-z]{3}", english)
    rules = [line for line in lines if line and not line.startswith(">")]
    assert any(re.search("[가-힣]{2}", line) and not line.startswith("*") for line in rules), "no rule in Korean"
    assert any(line.startswith("*") and re.search("[a-z]{3}", line) for line in rules), "no rule in English"
    shown = [line.removeprefix("> ").split(" ⟶ ")[0].strip() for line in lines if line.startswith("> ")]
    assert shown == [bracketed(example) for example in CASES[name]]


def bracketed(example: dict[str, Any]) -> str:
    """An example's text with its spans in brackets, as the guideline prints it."""
    text = example["text"]
    for span in sorted(drawn(example).spans.values(), reverse=True):
        text = f"{text[: span.start]}【{span.of(text)}】{text[span.end :]}"
    return text


def test_an_amount_is_given_in_full_where_the_reader_reads_nothing():
    for examples in CASES.values():
        for example in examples:
            if example.get("unread"):
                answers = {each.name: each.value for each in drawn(example).attributes}
                assert {"amount_min", "currency", "period"} <= answers.keys()
                assert Decimal(answers["amount_min"]) > 0
