"""Pushing: what is asked for wrongly is told before anything is sent."""

from __future__ import annotations

import pytest

from toolkit.finding import ToolkitError
from toolkit.flow import push


def test_a_language_that_the_scheme_does_not_speak(workspace):
    with pytest.raises(ToolkitError, match="expected ko, en") as error:
        push.push(workspace, None, language="xx")
    assert (error.value.exit_code, error.value.finding.code) == (2, "usage")
