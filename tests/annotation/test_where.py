"""Conditions on annotations, and on the guideline they were made by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import handmade
from toolkit.annotation.where import parse, version_test
from toolkit.article.span import Attribute
from toolkit.finding import ToolkitError
from toolkit.scheme import scheme
from toolkit.workspace import starter

SCHEME = scheme.read(starter("schemas/scheme.yaml"))
ARTICLE = handmade.article()
SAID = handmade.annotation(
    ARTICLE,
    handmade.spans(ARTICLE.text, ("한빛전자", "company"), ("김하람", "person"), ("5억원", "compensation")),
    [("joins", "s1", "s0"), ("paid_to", "s2", "s1")],
    [Attribute("s2", "period", "year"), Attribute("s2", "amount_min", 500000000.0), Attribute(None, "note", "급히 봄")],
)


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("", True),
        ("label=compensation", True),
        ("label=role", False),
        ("label!=company", True),  # of some span
        ("text~억", True),
        ("text~엔", False),
        ("text=5억원", True),
        ("relation=joins", True),
        ("relation=leaves", False),
        ("relation!=leaves", True),
        ("relation!=joins", False),
        ("period=year", True),
        ("period=month", False),
        ("label=compensation and period!=month", True),
        ("label=person and period=year", False),  # of one and the same span
        ("label=compensation and text~억 and period=year and relation=joins", True),
        ("label=compensation AND text~김하람", False),
        ("amount_min=500000000", True),
        ('note~"급히 봄"', True),
        ("note~'천천히'", False),
        ("flag=denied", False),
        ("relevance!=not_relevant", True),
        ("  label = company   and  text ~ 한빛 ", True),
    ],
)
def test_conditions(expression, holds):
    assert parse(expression, SCHEME).matches(SAID, ARTICLE.text) is holds


@pytest.mark.parametrize(
    "expression",
    ["label", "label=", "label=firm", "color=red", "period=century", "relation=eats", "flag=maybe", "label=company or text~x",
     "label=company text~x", "and label=company", "label=company and", "(label=company)", "label==company", "__class__=x", "text~'x", "text~x;y=1 z"],
)  # fmt: skip
def test_what_is_no_condition_is_refused(expression):
    with pytest.raises(ToolkitError) as error:
        parse(expression, SCHEME)
    assert (error.value.finding.code, error.value.exit_code) == ("usage", 2)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_condition_or_refused(expression):
    try:
        parse(expression, SCHEME).matches(SAID, ARTICLE.text)
    except ToolkitError as error:
        assert error.exit_code == 2


@pytest.mark.parametrize(
    ("constraint", "meant"),
    [
        ("<1.3", [None, "0.10", "1.2", "1.2.9"]),
        ("<=1.3", [None, "0.10", "1.2", "1.2.9", "1.3", "1.3.0"]),
        (">=1.2,<1.3", ["1.2", "1.2.9"]),
        ("=1.3", ["1.3", "1.3.0"]),
        ("==1.3", ["1.3", "1.3.0"]),
        ("!=1.3", [None, "0.10", "1.2", "1.2.9", "1.10"]),
        ("> 1.3", ["1.10"]),
    ],
)
def test_versions(constraint, meant):
    test = version_test(constraint)
    assert [each for each in [None, "0.10", "1.2", "1.2.9", "1.3", "1.3.0", "1.10"] if test(each)] == meant


@pytest.mark.parametrize("constraint", ["", "1.3", "<", "<x", "<1.3 and >1", "~1.3"])
def test_what_is_no_version_is_refused(constraint):
    with pytest.raises(ToolkitError) as error:
        version_test(constraint)
    assert error.value.exit_code == 2
