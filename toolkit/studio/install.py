"""The pinned Label Studio in the user's cache: its own Python environment, and an empty database to start from.

Two environments, because the server pins older versions of libraries that the toolkit needs newer. Both things are made
once per version, under a lock that a killed maker (and what it started) gives back.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from toolkit.finding import RemoteError, finding, quote
from toolkit.studio import process
from toolkit.workspace import cache_folder, sha256, sync_folder

Progress = Callable[[float, str], None]
"""Told, now and then, the seconds that a step has taken, and what is going on."""

_PASSED_ON = ("PATH", "TMPDIR", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")


def quiet(seconds: float, message: str) -> None:
    """The progress of nobody watching."""


def version() -> str:
    """The version of Label Studio that server.lock pins."""
    found = re.search(r"^label-studio==(\S+)", _lock().read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError("server.lock pins no label-studio")
    return found[1]


def environment(progress: Progress = quiet) -> Path:
    """The folder of the server's Python environment (with bin/python, bin/label-studio), made where it is missing.

    From server.lock with its hashes, by uv where there is one (half a minute), otherwise by pip (minutes). Raises
    RemoteError (studio-install) with the installer's last words.
    """
    folder = _folder()
    with _alone(folder, progress) as lock:
        if (folder / ".complete").exists() and (folder / "bin" / "python").exists():
            return folder
        shutil.rmtree(folder, ignore_errors=True)  # an environment cannot be moved: it is whole where its mark stands
        uv = _uv()
        make = [sys.executable, "-m", "venv", str(folder)] + (["--without-pip"] if uv else [])
        _run(make, "making the server's environment", progress, lock)
        python = str(folder / "bin" / "python")
        install = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install", "--no-input"]
        install += ["--quiet", "--require-hashes", "-r", str(_lock())]
        _run(install, f"installing Label Studio {version()}", progress, lock)
        (folder / ".complete").touch()
        sync_folder(folder)
    return folder


def template(progress: Progress = quiet) -> Path:
    """A migrated database without a user, to copy for a new workspace; made (about a minute) where it is missing.

    It holds no key: the server makes a SECRET_KEY of its own in each data folder. Raises RemoteError (studio-install).
    """
    home = environment(progress)
    path = home.with_name(f"{home.name}.sqlite3")
    if path.exists():
        return path
    with _alone(path, progress) as lock:
        if path.exists():
            return path
        with tempfile.TemporaryDirectory(prefix=".tmp-", dir=path.parent, ignore_cleanup_errors=True) as made:
            data = Path(made)
            manage = next((home / "lib").glob("python*/site-packages/label_studio/manage.py"))
            command = [str(home / "bin" / "python"), str(manage), "migrate", "--no-color"]
            _run(command, "preparing the server's database", progress, lock, settings(data))
            database = data / "label_studio.sqlite3"
            with closing(sqlite3.connect(database)) as connection:
                users = connection.execute("select count(*) from htx_user").fetchone()[0]
                connection.execute("vacuum")
            if users:
                raise RemoteError(finding("studio-install", str(path), f"the fresh database holds {users} users"))
            with database.open("rb") as stream:
                os.fsync(stream.fileno())
            os.replace(database, path)
            sync_folder(path.parent)
    return path


def settings(data: Path, *, local_backends: bool = False) -> dict[str, str]:
    """The environment of a server process: nothing is phoned home, and nothing of the user's own leaks in.

    With `local_backends` the server may call ML backends on this machine, which it refuses otherwise.

    Label Studio also reads plain names like HOST, PORT, DEBUG and USERNAME, so only what is needed is passed on.
    """
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
        "HOME": str(data),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_DB": "sqlite",
        "LABEL_STUDIO_BASE_DATA_DIR": str(data),
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
        "LABEL_STUDIO_ALLOWED_HOSTS": "127.0.0.1,localhost",
        "LABEL_STUDIO_CORS_ALLOW_ALL_ORIGINS": "false",
        "LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED": "false",
        "LABEL_STUDIO_LATEST_VERSION_CHECK": "false",
        # a backend is told of answers by a webhook, which has a switch of its own
        "LABEL_STUDIO_ML_BLOCK_LOCAL_IP": "false" if local_backends else "true",
        "LABEL_STUDIO_SSRF_PROTECTION_ENABLED": "false" if local_backends else "true",
        "COLLECT_ANALYTICS": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }


def _lock() -> Path:
    return Path(str(files("toolkit"))) / "studio" / "server.lock"


def _folder() -> Path:
    digest = sha256(_lock().read_bytes())[:12]
    return cache_folder() / f"studio-{version()}-py{sys.version_info.major}.{sys.version_info.minor}-{digest}"


def _uv() -> str | None:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv")


def _installer_settings() -> dict[str, str]:
    """The user's own environment, with pip's index settings said in uv's words, too, where uv has none."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    for pip, uv in (
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_EXTRA_INDEX_URL", "UV_INDEX"),
        ("PIP_CERT", "SSL_CERT_FILE"),
    ):
        if mine.get(pip) and not mine.get(uv):
            mine[uv] = mine[pip]
    return mine


@contextmanager
def _alone(path: Path, progress: Progress) -> Iterator[int]:
    """Waits until nobody else makes this, and yields the lock's handle for the processes that do the making."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    while (handle := process.hold(path.with_name(f".{path.name}.lock"))) is None:
        progress(time.monotonic() - begun, "waiting for another process that prepares the server")
        time.sleep(0.3)
    try:
        yield handle
    finally:
        os.close(handle)


def _run(command: list[str], what: str, progress: Progress, lock: int, env: dict[str, str] | None = None) -> None:
    """Runs a step with progress; it keeps the lock while it lives, even where we die. The error has its last words."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_installer_settings() if env is None else env,
            pass_fds=(lock,),
        )
        try:
            while child.poll() is None:
                progress(time.monotonic() - begun, what)
                time.sleep(0.2)
        except BaseException:
            child.kill()
            child.wait()
            raise
        if child.returncode:
            output.seek(0)
            lines = output.read().decode("utf-8", "replace").strip().splitlines()
            said = re.sub(r"//[^/@\s]+@", "//", " ".join(lines[-3:]))  # an index's address may hold a login
            raise RemoteError(finding("studio-install", what, quote(said or f"exit code {child.returncode}", 400)))
