"""A real Label Studio for the tests in this folder: one for each test process, on a free port, gone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from toolkit.studio import server
from toolkit.studio.client import Client, connect
from toolkit.workspace import Workspace


@dataclass(frozen=True)
class Studio:
    """The running server: the workspace that owns it, its administrator's client, and how others get to it."""

    workspace: Workspace
    client: Client
    login: server.Login

    @property
    def env(self) -> dict[str, str]:
        """What another workspace (or a command) needs in its environment to talk to this server."""
        return {"TALENTWIRE_STUDIO_URL": self.client.url, "TALENTWIRE_STUDIO_TOKEN": server.token(self.workspace)}

    def person(self, name: str) -> Client:
        """Another user's client; the same name is the same user."""
        email, password = f"{name}@example.com", f"a long password of {name}"
        return Client(self.client.url, self.client.sign_up(email, password))

    def title(self, about: str = "test") -> str:
        """A project title that no other test uses."""
        return f"{about} {uuid4().hex[:8]}"


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A real server. Its first start on a machine installs it (minutes with pip); after that it takes seconds."""
    workspace = Workspace(Path(tmp_path_factory.mktemp("studio")))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TALENTWIRE_STUDIO_URL", "TALENTWIRE_STUDIO_TOKEN"):
            patch.delenv(name, raising=False)
        try:
            server.start(workspace, local_backends=True)
            yield Studio(workspace, connect(workspace), server.login(workspace))
        finally:
            server.stop(workspace)
