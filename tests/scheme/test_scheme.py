"""What the scheme says of relations, and that all that is made from it says the same, in whatever words it is written."""

from __future__ import annotations

import json
from xml.etree.ElementTree import fromstring

import pytest
from jsonschema import Draft202012Validator

from tests import handmade
from tests.scheme.test_reading import SMALL
from toolkit.annotation import regions
from toolkit.article.span import Attribute
from toolkit.finding import SchemeError
from toolkit.scheme import json_schema, markdown, scheme
from toolkit.task import label_config, payload, project

ODD = [
    "삼성 전자",
    'say "so"',
    "R&D",
    "<b>",
    "it's",
    "a|b",
    "café",
    "🚀",
    "x" * 98,
    "a/b",
    "a b  c",
    "[B-ORG]",
    "100%",
    "]]>",
]
HEADS = {
    "holds": [("person", "role", True)],
    "role_at": [("role", "company", True)],
    "works_at": [("person", "company", True), ("group", "company", False)],
    "joins": [(head, "company", False) for head in ("person", "group", "role")],
    "leaves": [(head, "company", False) for head in ("person", "group", "role")],
    "paid_to": [("compensation", tail, True) for tail in ("person", "role", "group")],
    "paid_by": [("compensation", "company", True)],
    "seeks": [("company", "group", True), ("company", "role", False), ("company", "person", False)],
    "same_as": [(label, label, True) for label in ("company", "person", "role", "group", "compensation")],
}
"""The label scheme as it was agreed on."""


def test_the_scheme_is_the_one_that_was_agreed_on(the_scheme):
    said = {r.label: [(e.head, e.tail, e.default) for e in r.ends] for r in the_scheme.relations.values()}
    assert said == HEADS
    assert list(the_scheme.entities) == ["company", "person", "role", "group", "compensation"]
    assert list(the_scheme.flags) == ["planned", "rumoured", "denied"]
    assert [r.label for r in the_scheme.relations.values() if r.symmetric] == ["same_as"]


def test_every_pair_has_its_directions_and_its_default(the_scheme):
    defaults = {(head, tail): label for label, ends in HEADS.items() for head, tail, default in ends if default}
    for head in the_scheme.entities:
        for tail in the_scheme.entities:
            for label, ends in HEADS.items():
                pairs = {(a, b) for a, b, _ in ends}
                expected = "forward" if (head, tail) in pairs else "backward" if (tail, head) in pairs else None
                assert the_scheme.direction(label, head, tail) == expected
            assert the_scheme.default(head, tail) == defaults.get((head, tail), defaults.get((tail, head)))


def test_everything_has_a_name_and_a_meaning_in_both_languages(the_scheme):
    for each in [*the_scheme.entities.values(), *the_scheme.relations.values(), *the_scheme.flags.values()]:
        assert set(each.name) == set(each.meaning) == set(the_scheme.languages) == {"ko", "en"}
    for entity in the_scheme.entities.values():
        assert all([entity.color, entity.hotkey, entity.examples])


def test_the_forms_are_valid_json_schemas(the_scheme, repository):
    for schema in (scheme.json_schema(), json_schema.annotation(the_scheme), json_schema.record(the_scheme)):
        Draft202012Validator.check_schema(schema)
    bare = scheme.parse(SMALL[: SMALL.index("attributes:")])
    said = handmade.annotation(handmade.article(), handmade.spans(handmade.TEXT, ("한빛전자", "thing"))).to_dict()
    for the, label, valid in ((bare, "thing", True), (the_scheme, "thing", False), (the_scheme, "company", True)):
        said["spans"][0]["label"] = label
        assert Draft202012Validator(json_schema.annotation(the)).is_valid(said) == valid


def test_what_is_made_from_the_scheme_is_fresh(repository):
    from toolkit.flow import render
    from toolkit.workspace import Workspace

    assert render.stale(Workspace(repository)) == []


def odd(label: str) -> scheme.Scheme:
    """A scheme that has this label for an entity, a choice, a relation and a flag."""
    word = json.dumps(label, ensure_ascii=False)
    text = (
        SMALL.replace("  thing:", f"  {word}:")
        .replace("[thing]", f"[{word}]")
        .replace("head: thing", f"head: {word}")
        .replace("used:", f"{word}:")
    )
    return scheme.parse(
        text.replace("  costs:", f"  {json.dumps('r ' + label, ensure_ascii=False)}:").replace(
            "  once:", f"  {json.dumps('f ' + label, ensure_ascii=False)}:"
        )
    )


@pytest.mark.parametrize("label", ODD)
def test_label_studio_reads_any_label_back(label):
    made = odd(label)
    shown = label_config.render(made)
    project.prove(shown, made)
    root = fromstring(shown)
    assert [each.get("alias") for each in root.iter("Label")] == list(made.entities)
    assert [each.get("value") for each in root.iter("Relation")] == [*made.relations, *made.flags]
    choices = {each.get("name"): [choice.get("alias") for choice in each] for each in root.iter("Choices")}
    assert choices == {a.name: list(a.values) for a in made.attributes.values() if a.values}


@pytest.mark.parametrize("label", ODD)
def test_any_label_goes_out_and_back(label):
    made = odd(label)
    text = handmade.TEXT
    said = handmade.annotation(handmade.article(), handmade.spans(text, ("한빛전자", label), ("5억원", "price")),
                               [(f"r {label}", "s0", "s1")], [Attribute("s0", "kind", label)])  # fmt: skip
    back = regions.parse(payload.results(text, said.spans, said.attributes, said.relations, made), text, made, "x")
    assert (tuple(back.spans), tuple(back.attributes), tuple(back.relations)) == (
        said.spans,
        said.attributes,
        said.relations,
    )


@pytest.mark.parametrize("label", ODD)
def test_a_table_for_people_has_one_row_a_label(label):
    for text in (markdown.tables(odd(label))[f"scheme {name} en"] for name in ("entities", "attributes", "relations")):
        lines = text.splitlines()
        bars = {line.replace("\\|", "").count("|") for line in lines}
        assert len(bars) == 1, "a bar in a label opens no column"


def test_what_label_studio_would_not_show_is_told(the_scheme):
    without_one = label_config.render(the_scheme).replace('alias="company"', 'alias="firm"')
    with pytest.raises(SchemeError) as error:
        project.prove(without_one, the_scheme)
    assert error.value.finding.code == "label-config"
    with pytest.raises(SchemeError):
        project.prove("<View><Labels/></View>", the_scheme)


def test_the_page_is_the_same_for_the_same_scheme(the_scheme, repository):
    again = scheme.read(repository / "schemas" / "scheme.yaml")
    assert label_config.render(again) == label_config.render(the_scheme)
    assert "HyperText" not in label_config.render(the_scheme)


def test_what_an_attribute_reads_is_something_that_the_reader_gives(repository):
    text = (repository / "schemas" / "scheme.yaml").read_text("utf-8")
    for wrong in (text.replace("reads: modality", "reads: mood"), text.replace("    reader: pay\n", "")):
        with pytest.raises(SchemeError) as refused:
            scheme.parse(wrong)
        assert refused.value.finding.code == "scheme-contradiction"
