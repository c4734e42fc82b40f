"""The command `toolkit`: one verb after another, down the river. Every verb parses, calls one function, and prints."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from toolkit.cli import verbs
from toolkit.cli.parser import parser
from toolkit.cli.screen import Screen
from toolkit.finding import ToolkitError, finding, quote
from toolkit.workspace import Workspace, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb; returns the process's exit code: 0 fine, 1 data refused, 2 usage, 3 cannot go on, 130/143 signals."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _terminated)
    for stream in (sys.stdout, sys.stderr):  # a terminal that cannot show Hangul still gets every line
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    screen = Screen(options.json)
    try:
        verb = verbs.VERBS[options.verb]
        return verb(Workspace(options.root.absolute()), options, screen)
    except ToolkitError as error:
        screen.error(error.finding)
        return error.exit_code
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt as stopped:
        code = 128 + int(stopped.args[0]) if stopped.args else 130
        screen.line(f"stopped by signal {code - 128}")
        return code
    except OSError as error:
        screen.error(finding("disk", quote(error.filename or options.root), quote(error.strerror or error)))
        return 3
    except Exception as error:  # a fault of ours: one line for the person, the rest for whoever mends it
        screen.error(finding("internal", f"toolkit {options.verb}", f"{type(error).__name__}{_kept(options.root)}"))
        return 3
    finally:
        screen.close()


def _terminated(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt(number)


def _kept(root: Path) -> str:
    """Keeps the traceback in the workspace's runs, where there is a workspace."""
    workspace = Workspace(root.absolute())
    kept = workspace.runs / f"crash-{os.getpid()}.txt"
    try:
        workspace.require()
        write(kept, traceback.format_exc().encode("utf-8", "backslashreplace"), mode=0o600)
    except (OSError, ToolkitError):
        return ""
    return f" ({kept})"
