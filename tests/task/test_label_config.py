"""Label Studio's page: the scheme's labels behind names in each language, and the guideline beside it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest

from tests.conftest import REPOSITORY
from toolkit.scheme import scheme
from toolkit.studio import interface
from toolkit.task import instruction, label_config, project

CLASH = """\
name: clash
version: "0.1.0"
languages: [en]
entities:
  a: {name: {en: b}, meaning: {en: one}}
  b: {name: {en: thing}, meaning: {en: another}}
  c: {name: {en: thing}, meaning: {en: a third}}
"""


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_page_in_another_language_is_another_look_and_no_other_meaning(the_scheme, language):
    page = label_config.render(the_scheme, language)
    project.prove(page, the_scheme)
    assert interface.controls(page) == interface.controls(label_config.render(the_scheme))
    assert label_config.language_of(page) == language
    shown = {each.get("alias"): each.get("value") for each in fromstring(page).iter("Label")}
    assert shown == {each.label: each.name[language] for each in the_scheme.entities.values()}


def test_names_that_could_be_taken_for_another_label_show_it():
    """Label Studio looks a label up by what it is shown as, too: the first that fits."""
    page = fromstring(label_config.render(scheme.parse(CLASH)))
    shown = {each.get("alias"): each.get("value") for each in page.iter("Label")}
    assert shown == {"a": "b (a)", "b": "thing (b)", "c": "thing (c)"}


def test_no_choice_takes_a_key_but_the_negative(the_scheme):
    keys = [each.get("hotkey") or "" for each in fromstring(label_config.render(the_scheme)).iter("Choice")]
    assert [each for each in keys if "+" not in each] == ["0"]


def test_attributes_are_asked_of_their_labels_only_and_never_required(the_scheme):
    page = fromstring(label_config.render(the_scheme))
    asked = {}
    for row in page.iter("View"):
        for control in row:
            if control.get("perRegion"):
                assert (row.get("visibleWhen"), row.get("whenTagName")) == ("region-selected", "label")
                asked[control.get("name")] = tuple((row.get("whenLabelValue") or "").split(","))
    assert asked == {each.name: each.of for each in the_scheme.span_attributes}
    assert not [each for each in page.iter() if each.get("required")]


def test_the_style_has_no_sign_that_label_studio_escapes(the_scheme):
    (style,) = fromstring(label_config.render(the_scheme)).iter("Style")
    assert not set(style.text or "") & set("<>&")


def test_the_guideline_is_whole_and_has_no_link_that_would_close_the_task():
    text = (REPOSITORY / "annotations" / "GUIDELINES.md").read_text("utf-8")
    shown = instruction.render(text)
    assert "\n" not in shown
    assert not re.search(r"<img|<!--|<ol|href=\"#| id=", shown)
    for case in re.findall(r"(?m)^### (c\d+ .*)$", text):
        assert case.replace("&", "&amp;").replace('"', "&quot;") in shown
    assert "12. <strong>" in shown or "12. " in shown


def test_lists_keep_their_numbers_and_links_elsewhere_stay():
    shown = instruction.render("1. one\n2. two [c01](#c01) [out](https://example.com)\n\n* dot\n")
    assert shown == (
        '<p>1. one</p> <br><p>2. two c01 <a href="https://example.com">out</a></p> <br><ul> <li>• dot</li> </ul>'
    )
