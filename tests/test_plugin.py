"""Plug-ins go by name; what is not there, or lacks a library, is told with what to do."""

from __future__ import annotations

import pytest

from toolkit import plugin
from toolkit.finding import ToolkitError


@pytest.fixture
def another(tmp_path, monkeypatch):
    """A package, as pip leaves it, with a tagger that works and one that needs what is not installed."""
    info = tmp_path / "other-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[toolkit.taggers]\nother = other_tagger:make\nlacking = lacking_tagger:make [gpu]\n"
    )
    (tmp_path / "other_tagger.py").write_text("def make(scheme, gold):\n    return 'made'\n")
    (tmp_path / "lacking_tagger.py").write_text("import a_library_that_nobody_has\n")
    monkeypatch.syspath_prepend(tmp_path)


def test_a_plug_in_is_found_by_its_name(another):
    assert plugin.load("taggers", "other")(None, []) == "made"
    assert {"other", "lacking", "pay", "gazetteer"} <= set(plugin.names("taggers"))


def test_an_unknown_name_tells_which_there_are(another):
    with pytest.raises(ToolkitError) as error:
        plugin.load("taggers", "nobody")
    assert (error.value.finding.code, error.value.exit_code) == ("plugin-unknown", 2)
    assert "gazetteer, hf, lacking, learned, other, pay" in error.value.finding.message


def test_a_missing_library_gives_the_install_line(another):
    with pytest.raises(ToolkitError) as error:
        plugin.load("taggers", "lacking")
    assert error.value.finding.code == "plugin-missing"
    assert "a_library_that_nobody_has" in error.value.finding.message
    assert "pip install 'talentwire[gpu]'" in error.value.finding.message
