"""What the doctor says of a server that is not as it should be."""

from __future__ import annotations

import pytest

from tests.fakes.fault_server import fault_server, said
from toolkit.studio import account, doctor
from toolkit.studio.client import Client


def codes(client: Client) -> list[str]:
    return [found.code for found in doctor._remote(client)]


def test_a_server_on_which_strangers_may_sign_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server(said({"release": "1.23.2"})) as there:
        monkeypatch.setattr(account, "is_open", lambda url: True)
        assert codes(Client(there.url, "0" * 40)) == ["ls-signup-open"]
        monkeypatch.setattr(account, "is_open", lambda url: False)
        assert codes(Client(there.url, "0" * 40)) == []


def test_a_server_of_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "is_open", lambda url: False)
    with fault_server(said({"release": "0.9.1"})) as there:
        assert codes(Client(there.url, "0" * 40)) == ["ls-version"]


def test_a_token_that_travels_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "is_open", lambda url: False)
    with fault_server(said({"release": "1.23.2"})) as there:
        client = Client(there.url, "0" * 40)
        monkeypatch.setattr(Client, "url", "http://studio.example.com")
        assert codes(client) == ["ls-plain"]
