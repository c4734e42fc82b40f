"""The files that people write are read strictly: what could mean two things is refused, with its line (rows B1 to B4, B8, B12)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import config
from toolkit.finding import SchemeError
from toolkit.scheme import scheme

SMALL = """\
name: shop
version: "1.0.0"
languages: [en]
entities:
  thing: {name: {en: Thing}, meaning: {en: something sold}, hotkey: "1"}
  price: {name: {en: Price}, meaning: {en: what it costs}, hotkey: "2"}
attributes:
  kind: {of: [thing], type: choice, name: {en: Kind}, values: {new: {en: New}, used: {en: Used}}}
  about: {of: article, type: choice, name: {en: About}, values: {other: {en: Other}}}
irrelevant: {attribute: about, value: other}
relations:
  costs:
    name: {en: costs}
    meaning: {en: a thing has a price}
    ends: [{head: thing, tail: price, default: true}]
flags:
  once: {name: {en: once}, meaning: {en: no longer}}
"""


def refused(text: str) -> tuple[str, str]:
    """The code of the refusal and where it points."""
    with pytest.raises(SchemeError) as error:
        scheme.parse(text)
    return error.value.finding.code, error.value.finding.where


def test_the_small_scheme_holds():
    read = scheme.parse(SMALL)
    assert (list(read.entities), list(read.relations), read.overlap) == (["thing", "price"], ["costs"], "nested")


def test_b1_a_key_twice_is_refused_where_it_stands():
    assert refused(SMALL.replace("  price:", "  thing:")) == ("config-duplicate-key", "scheme.yaml:6:3")


@pytest.mark.parametrize(
    "label", ["no", "Yes", "012", "1_000", "12:30:45", "2026-01-01", "1.0", "0x1f", ".inf", "7", "null", "<<", "="]
)
def test_b2_what_yaml_reads_in_two_ways_is_no_label(label):
    assert refused(SMALL.replace("  price:", f"  {label}:"))[0] == "config-type"
    assert refused(SMALL.replace("{en: Thing}", f"{{en: {label}}}"))[0] == "config-type"
    quoted = scheme.parse(SMALL.replace("price:", f'"{label}":').replace("tail: price", f'tail: "{label}"'))
    assert list(quoted.entities) == ["thing", label]


def test_b3_an_alias_bomb_is_refused_before_it_expands():
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert refused(bomb) == ("config-alias", "scheme.yaml:2:10")


@pytest.mark.parametrize(
    "tagged", ["!!python/object/apply:os.getcwd []", "!!python/name:os.system x", "!own {a: b}", "!!set {a}", "!!int '5'", "!!binary aGk=", "!!str 5", r'"\ud83d\ude80"']
)  # fmt: skip
def test_b4_a_tag_is_refused_on_whatever_it_stands(tagged):
    assert refused(f"name: {tagged}\n") == ("config-type", "scheme.yaml:1:7")


@pytest.mark.parametrize("text", ["{", "a: b: c", "\t", "a: \x07", "--- 1\n--- 2\n", "[" * 5000, "a: {" * 3000])
def test_what_is_no_yaml_is_refused(text):
    assert refused(text)[0] == "config-syntax"


def test_b8_a_hotkey_is_one_labels():
    assert refused(SMALL.replace('hotkey: "2"', 'hotkey: "1"')) == (
        "scheme-contradiction",
        "scheme.yaml:6:68 /entities/price/hotkey",
    )


@pytest.mark.parametrize(
    ("old", "new", "pointer"),
    [
        ("of: [thing]", "of: [thimg]", "/attributes/kind/of/0"),
        ("head: thing", "head: thimg", "/relations/costs/ends/0/head"),
        ("tail: price", "tail: prize", "/relations/costs/ends/0/tail"),
        ("  once:", "  costs:", "/flags/costs"),
        ("attribute: about", "attribute: kind", "/irrelevant"),
        ("value: other", "value: another", "/irrelevant"),
        ("flags:\n", "  has: {name: {en: x}, meaning: {en: x}, ends: [{head: price, tail: thing, default: true}]}\nflags:\n", "/relations/has/ends/0/default"),
    ],
)  # fmt: skip
def test_names_that_are_not_there_or_mean_two_things(old, new, pointer):
    code, where = refused(SMALL.replace(old, new))
    assert code == "scheme-contradiction"
    assert where.endswith(f" {pointer}")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("version:", "verison:", "config-schema"), ('"1.0.0"', "one", "config-schema"), ("[en]", "[]", "config-schema"),
        ("[en]", "en", "config-type"), ('hotkey: "2"', "hotkey: 2", "config-type"), ("type: choice", "type: choose", "config-schema"),
        ("  kind:", "  label:", "config-schema"), ("  kind:", "  summary:", "config-schema"), ("  kind:", "  article_id:", "config-schema"),
        ("  kind:", "  뜻:", "config-schema"), ("[en]\n", "[en]\noverlap: some\n", "config-schema"), ("{new: {en: New}, used: {en: Used}}", "{}", "config-schema"),
        (", values: {new: {en: New}, used: {en: Used}}", "", "config-schema"), ("name: {en: Thing}", "name: {}", "config-schema"),
        ("  thing:", '  "a\\nb":', "config-schema"), ("  thing:", '  " ":', "config-schema"), ("  thing:", '  "$100":', "config-schema"),
        ("  thing:", '  "a,b":', "config-schema"),
    ],
)  # fmt: skip
def test_a_scheme_of_another_form_is_refused(old, new, code):
    assert refused(SMALL.replace(old, new, 1))[0] == code


def test_b12_a_secret_is_refused_and_not_shown():
    text = SMALL + "# https://user:hunter2hunter2@studio.example.com\n"
    with pytest.raises(SchemeError) as error:
        scheme.parse(text)
    assert error.value.finding.code == "secret-in-config"
    assert "hunter2" not in str(error.value)


def test_every_fault_is_listed_with_its_line(tmp_path):
    path = tmp_path / "scheme.yaml"
    path.write_text(
        SMALL.replace("head: thing", "head: thimg").replace("tail: price", "tail: prize").replace('"2"', '"1"')
    )
    assert [found.code for found in scheme.check(path)] == ["scheme-contradiction"] * 3
    path.write_text(SMALL)
    assert scheme.check(path) == []


plain = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=6)
    | st.integers(-(10**15), 10**15)
    | st.booleans()
    | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(plain)
def test_plain_values_are_read_as_they_are(value):
    import json

    assert config.parse(json.dumps(value, ensure_ascii=False), "x").value == value


@given(st.text(max_size=60) | st.text("{}[]:,-&*!|>'\"%@`?#\n a1~<=", max_size=60))
def test_any_text_is_read_or_refused_with_a_code(text):
    try:
        config.parse(text, "x")
    except SchemeError as error:
        assert error.finding.code.startswith(("config-", "secret-"))
        assert "\n" not in str(error)
