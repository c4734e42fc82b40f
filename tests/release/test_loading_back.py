"""A release is loaded back as a researcher would, and compared with what was built."""

from __future__ import annotations

import pytest

from tests import handmade
from toolkit.finding import ToolkitError
from toolkit.release import build, load


def test_what_loads_is_what_was_built(tmp_path):
    article = handmade.article()
    said = handmade.annotation(article, handmade.spans(article.text, ("한빛전자", "company")))
    folder, _ = build.build(handmade.workspace(tmp_path / "ws", [article], [said]), "0.1.0")
    assert len(load.load(folder)["train"]) == 1
    readme = folder / "README.md"
    readme.write_text(readme.read_text("utf-8").replace("version: 0.1.0", "version: 0.2.0"), "utf-8")
    with pytest.raises(ToolkitError) as refused:
        load.load(folder)
    assert refused.value.finding.code == "release-load"
