"""Label Studio's contract for an ML backend, served on this machine: suggestions come as a task is opened.

GET /health, POST /setup, POST /predict, POST /webhook. (Label Studio sends the project owner's token to /setup: it is not
looked at.) What is not understood is answered by one line and a status of 400.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from toolkit.finding import quote
from toolkit.workspace import dump

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""From a task's data (`text`, and our keys if it has them) to a suggestion as Label Studio takes it; ValueError says why not."""

LARGEST = 64 * 2**20
"""The bytes of the largest request that is read."""

_SECONDS = 30.0  # until a client that sends nothing is left


class Backend:
    """A server that answers with suggestions. `url` is its address, where it answers while `running`."""

    def __init__(self, answer: Answer, version: str, port: int = 0) -> None:
        """Listens on 127.0.0.1, on any free port unless one is given. Raises OSError where it cannot."""
        self.answer, self.version = answer, version
        self.alone = Lock()  # models are asked by one thread at a time
        handler = type("Handler", (_Handler,), {"backend": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[Backend]:
        """Answers in the background, as long as the context lasts."""
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    def predict(self, asked: Any) -> dict[str, Any]:
        """The answer to /predict: one suggestion for each task. Raises ValueError for what is no such request."""
        tasks = asked.get("tasks") if isinstance(asked, dict) else None
        if not isinstance(tasks, list):
            raise ValueError(f"expected an object with a list of tasks, found {quote(asked)}")
        made = []
        for number, task in enumerate(tasks):
            data = task.get("data") if isinstance(task, dict) else None
            text = data.get("text") if isinstance(data, dict) else None
            if not isinstance(data, dict) or not isinstance(text, str):
                raise ValueError(f"tasks/{number}/data/text: expected a text, found {quote(text)}")
            if any("\ud800" <= c <= "\udfff" for c in text):
                raise ValueError(f"tasks/{number}/data/text: half a character")
            with self.alone:
                made.append(self.answer(data) | {"model_version": self.version})
        return {"results": made}


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    backend: Backend
    timeout = _SECONDS

    def do_GET(self) -> None:
        if self.path.rstrip("/") in ("", "/health"):
            self._say(200, {"status": "UP", "model_class": "talentwire"})
        elif self.path == "/versions":
            self._say(200, {"versions": [self.backend.version]})
        else:
            self._say(404, {"error": "there is /health, /setup, /predict and /webhook"})

    def do_POST(self) -> None:
        try:
            asked = self._body()
            if self.path == "/predict":
                self._say(200, self.backend.predict(asked))
            elif self.path == "/setup":
                self._say(200, {"model_version": self.backend.version})
            elif self.path == "/webhook":
                self._say(200, {"status": "heard"})
            else:
                self._say(404, {"error": "there is /health, /setup, /predict and /webhook"})
        except (ValueError, RecursionError) as error:
            self._say(400, {"error": quote(error, 300)})

    def _body(self) -> Any:
        """The JSON that was sent. Raises ValueError where it is not JSON, or too long."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST:
            raise ValueError(f"expected a body of at most {LARGEST} bytes, Content-Length is {quote(length)!r}")
        return json.loads(self.rfile.read(int(length)))

    def _say(self, status: int, value: dict[str, Any]) -> None:
        content = dump(value)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing: what is sent here holds a token."""
