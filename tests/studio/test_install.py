"""The server's environment, made from a lock file with hashes: here of a tiny wheel that stands for the real one."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest

from toolkit.finding import RemoteError
from toolkit.studio import install
from toolkit.studio.client import version_finding


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a wheel label-studio 0.1, and installers that look nowhere else; returns the lock file."""
    path = tmp_path / "wheels" / "label_studio-0.1-py3-none-any.whl"
    path.parent.mkdir()
    info = "label_studio-0.1.dist-info"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("label_studio.py", "answer = 42\n")
        made.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: label-studio\nVersion: 0.1\n")
        made.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        made.writestr(f"{info}/RECORD", f"label_studio.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    lock = tmp_path / "server.lock"
    lock.write_text(f"label-studio==0.1 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n")
    monkeypatch.setattr(install, "_lock", lambda: lock)
    monkeypatch.setenv("TALENTWIRE_CACHE", str(tmp_path / "cache"))
    for name in ("PIP", "UV"):
        monkeypatch.setenv(f"{name}_FIND_LINKS", str(path.parent))
        monkeypatch.setenv(f"{name}_NO_INDEX", "1")
    return lock


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_it_is_made_once_and_again_where_it_is_not_whole(
    installer: str, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if installer == "pip":
        monkeypatch.setattr(install, "_uv", lambda: None)
    elif install._uv() is None:
        pytest.skip("no uv here")
    told: list[str] = []
    home = install.environment(lambda _, message: told.append(message))
    asked = [str(home / "bin" / "python"), "-c", "import label_studio; print(label_studio.answer)"]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "42\n"
    assert any("installing Label Studio 0.1" in message for message in told)
    told.clear()
    assert install.environment(lambda _, message: told.append(message)) == home
    assert told == []
    if installer == "uv":
        (home / ".complete").unlink()  # what a kill leaves
        assert install.environment(lambda _, message: told.append(message)) == home
        assert told != []
        assert (home / ".complete").exists()


def test_a_wheel_that_is_not_the_locked_one_is_refused_and_leaves_nothing_whole(wheel: Path) -> None:
    wheel.write_text(re.sub(r"[0-9a-f]{64}", "0" * 64, wheel.read_text()))
    with pytest.raises(RemoteError) as caught:
        install.environment()
    assert caught.value.finding.code == "studio-install"
    assert not list(Path(os.environ["TALENTWIRE_CACHE"]).glob("*/.complete"))


def test_many_at_once_make_it_once(wheel: Path) -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=install.environment, args=(lambda _, message: made.append(message),)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    homes = list(Path(os.environ["TALENTWIRE_CACHE"]).glob("*/.complete"))
    assert len(homes) == 1
    assert any("waiting" in message for message in made)


def test_the_users_index_settings_are_said_in_uvs_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://a.example.com/simple")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://b.example.com/simple")
    monkeypatch.setenv("PIP_CERT", "/ca.pem")
    given = install._installer_settings()
    assert (given["UV_DEFAULT_INDEX"], given["UV_INDEX"]) == (
        "https://a.example.com/simple",
        "https://b.example.com/simple",
    )
    assert given["SSL_CERT_FILE"] == "/ca.pem"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://c.example.com/simple")
    assert install._installer_settings()["UV_DEFAULT_INDEX"] == "https://c.example.com/simple"


def test_the_lock_pins_everything_by_hash_and_names_no_host() -> None:
    text = install._lock().read_text("utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+", install.version())
    assert version_finding(install.version(), "here") == []
    assert [each.code for each in version_finding("9.9.9", "here") + version_finding("", "here")] == ["ls-version"] * 2
    pins = re.findall(r"^[A-Za-z0-9._-]+(?:\[[^]]*\])?==", text, re.MULTILINE)
    assert len(pins) > 100
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert "index-url" not in text
