"""The local server's process: who holds its lock, who was born when, and a launcher that is killed safely.

A server holds an open lock file for as long as it lives: the kernel frees the lock with the last process that
inherited it, so "does one run?" never depends on a pid, and two can never run. Standard library only, because this file
is also run as a script: the launcher, which puts its own pid on disk and then becomes the server.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path


def hold(path: Path) -> int | None:
    """Takes a lock file and returns its handle (close it, or pass it on to a child); None where another has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def held(path: Path) -> bool:
    """Whether some process holds a lock file."""
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def born(pid: int) -> str | None:
    """When a process began, in words that no other process with this pid shares; None where there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        if Path("/proc/self/stat").exists():
            return None
        asked = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return " ".join(asked.stdout.split()) or None
    fields = stat.rpartition(")")[2].split()  # the name before it may hold spaces and parentheses
    return None if fields[0] in "ZX" else f"{boot}/{fields[19]}"


def listens(pid: int, port: int) -> bool | None:
    """Whether it is this process that listens on a loopback port; None where the system does not tell."""
    try:
        rows = [row.split() for row in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    except OSError:
        return None
    try:
        ours = {str(handle.readlink()) for handle in Path(f"/proc/{pid}/fd").iterdir() if handle.is_symlink()}
    except OSError:  # it has just died: whoever answers, it is not this one
        return False
    local = {f"0100007F:{port:04X}", f"00000000:{port:04X}"}
    return any(row[1] in local and row[3] == "0A" and f"socket:[{row[9]}]" in ours for row in rows)


def end(pid: int, birth: str, patience: float) -> None:
    """Ends the group of a process that is still the one born then: politely, and after `patience` seconds for sure."""
    for number, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
        deadline = time.monotonic() + seconds
        with suppress(ProcessLookupError, PermissionError):
            if born(pid) == birth:
                os.killpg(pid, number)
        while born(pid) == birth and time.monotonic() < deadline:
            time.sleep(0.05)


def launch(state: Path, log: Path, port: int, command: list[str], *, cwd: Path, env: dict[str, str], lock: int) -> int:
    """Starts a server in a session of its own, which inherits the lock, and returns its pid.

    Its state file is on disk before it is a server, so that a kill at any moment leaves none that cannot be found.
    """
    launcher = [sys.executable, "-I", "-S", __file__, str(state), str(log), str(port), *command]
    done = subprocess.run(
        launcher,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        pass_fds=(lock,),
        start_new_session=True,  # a Ctrl-C is ours to handle
        check=True,
    )
    return int(done.stdout)


def _become(state: str, log: str, port: str, command: list[str]) -> None:
    """Leaves a grandchild that writes its own state file and then becomes the server."""
    if pid := os.fork():
        with suppress(OSError):  # whoever asked may be dead
            os.write(1, str(pid).encode())
        return
    os.setsid()
    os.umask(0o077)
    facts = {"pid": os.getpid(), "born": born(os.getpid()), "port": int(port), "url": f"http://127.0.0.1:{port}"}
    temporary = Path(state).with_name(f".tmp-{os.getpid()}-{Path(state).name}")
    with temporary.open("w", encoding="utf-8") as stream:
        json.dump(facts, stream)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, state)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    _become(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
