"""What many tests need: the project's scheme, and a workspace to work in."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.flow import init
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.workspace import Workspace

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def the_scheme() -> Scheme:
    return scheme.read(REPOSITORY / "schemas" / "scheme.yaml")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return init.init(tmp_path / "ws")[0]
