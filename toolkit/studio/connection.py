"""One HTTP connection to a Label Studio: who we are, what is sent again and what never, and every refusal in one line.

httpx, not the SDK's client: the SDK sends a POST again on its own (which would duplicate tasks), follows redirects,
reads answers through models that the server does not keep to, and puts headers into its errors.
"""

from __future__ import annotations

import base64
import json
import random
import ssl
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from toolkit.finding import RemoteError, finding, quote

ATTEMPTS = 5
LONGEST_WAIT = 60.0
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that are this machine: no proxy is asked for them."""


class Connection:
    """Speaks JSON with one server, as one user, whose token is a legacy one or a personal access token (JWT).

    Nothing that is raised or shown names a token: a RemoteError says the place, the status and the server's own words.
    """

    def __init__(self, url: str, token: str, *, ca_file: str | None = None, timeout: float = 600.0) -> None:
        self.url = checked(url)
        self.date: str | None = None
        """The server's own time in its last answer (an HTTP date)."""
        self._token = token.strip()
        self._access: tuple[str, float] | None = None
        if not self._token.isascii() or not self._token.isprintable() or " " in self._token:
            raise self.error("ls-unauthorized", "the token holds characters that no token has")
        self._timeout = timeout
        try:
            verify = ssl.create_default_context(cafile=ca_file) if ca_file else True
            self._http = httpx.Client(
                timeout=30.0,
                verify=verify,
                follow_redirects=False,
                trust_env=urlsplit(self.url).hostname
                not in LOOPBACK,  # a proxy must not see what stays on this machine
            )
            weakref.finalize(self, self._http.close)
        except (OSError, ssl.SSLError, ValueError) as problem:
            raise self.error("ls-tls", f"the certificates cannot be read: {quote(problem)}") from None

    def __repr__(self) -> str:
        return f"Connection({self.url!r})"

    def read(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """The JSON at a path. A busy or lost server is asked again, at most ATTEMPTS times."""
        return self._json(self.send("GET", path, params=params))

    def write(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        params: Mapping[str, Any] | None = None,
        again: bool = False,
        unsure: bool = False,
    ) -> Any:
        """Sends once and returns the answer's JSON (None where it is empty).

        `again`: doing it twice is the same as once, so a busy or lost server is asked again. `unsure`: where it cannot
        be known whether it was done, the error is ls-unsure (look it up before sending again).
        """
        response = self.send(method, path, params=params, body=body, again=again, unsure=unsure)
        try:
            return self._json(response) if response.content else None
        except RemoteError as problem:
            if unsure:
                raise self.error("ls-unsure", problem.finding.message) from None
            raise

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        again: bool = False,
        unsure: bool = False,
    ) -> httpx.Response:
        """The answer to one request, a good one or none: everything else is raised as a RemoteError."""
        again = again or method == "GET"
        begun, attempt = time.monotonic(), 0
        while True:
            attempt += 1
            try:
                with self._exchange(method, path, params, body) as response:
                    response.read()
                    self._check(response, path)
                return response
            except _Busy as busy:
                pause = busy.pause if busy.pause is not None else random.uniform(0.2, 0.5 * 2**attempt)
                resend = again or busy.undone
                if resend and attempt < ATTEMPTS and time.monotonic() - begun + pause < LONGEST_WAIT:
                    time.sleep(pause)
                elif unsure and not busy.undone:
                    raise self.error("ls-unsure", busy.error.finding.message) from None
                else:
                    raise busy.error from None

    @contextmanager
    def stream(self, path: str, params: Mapping[str, Any] | None = None) -> Iterator[Iterator[bytes]]:
        """The bytes of a large answer as they arrive; one attempt. A cut-off one raises RemoteError."""
        try:
            with self._exchange("GET", path, params, None, accept="*/*") as response:
                if response.status_code != 200:
                    response.read()
                    self._check(response, path)
                yield response.iter_bytes()
        except _Busy as busy:
            raise busy.error from None

    @contextmanager
    def _exchange(
        self, method: str, path: str, params: Mapping[str, Any] | None, body: Any, accept: str = "application/json"
    ) -> Iterator[httpx.Response]:
        """Opens one request, and follows the redirects of a read at the same origin."""
        target = f"{self.url}/{path.lstrip('/')}"
        headers = {"Accept": accept, **self._authorization()}
        try:
            content = None if body is None else json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
        except ValueError as problem:  # a lone surrogate, NaN
            raise self.error("ls-refused", f"cannot be sent as JSON: {quote(problem)}") from None
        if content is not None:
            headers["Content-Type"] = "application/json"
        timeout = httpx.Timeout(self._timeout if method != "GET" else min(self._timeout, 120.0), connect=10.0)
        try:
            for _ in range(4):
                request = self._http.build_request(
                    method, target, params=params, content=content, headers=headers, timeout=timeout
                )
                response = self._http.send(request, stream=True)
                self.date = response.headers.get("Date", self.date)
                there = urljoin(target, response.headers.get("Location", ""))
                if not response.has_redirect_location:
                    try:
                        yield response
                    finally:
                        response.close()
                    return
                response.close()
                if method != "GET" or _origin(there) != _origin(target):
                    host = quote(urlsplit(there).hostname or "nowhere")
                    raise self.error("redirect-host", f"{method} {_plain(path)} is sent on to {host}; not followed")
                target, params = there, None
            raise self.error("redirect-host", f"{_plain(path)} is sent on in a circle")
        except httpx.TransportError as problem:
            raise self._lost(problem, f"{method} {_plain(path)}") from None
        except (httpx.InvalidURL, ValueError):
            raise self.error("ls-url", "the server, or a redirect of it, has an address that is none") from None

    def _authorization(self) -> dict[str, str]:
        """The header for this user: the legacy token as it is, or a short-lived one for a personal access token."""
        if not self._token:
            return {}
        if not is_jwt(self._token):
            return {"Authorization": f"Token {self._token}"}
        if self._access is None or time.monotonic() > self._access[1]:
            try:
                response = self._http.post(f"{self.url}/api/token/refresh/", json={"refresh": self._token})
            except httpx.TransportError as problem:
                raise self._lost(problem, "POST /api/token/refresh/", undone=True) from None
            self._check(response, "/api/token/refresh/")
            access = self._json(response).get("access", "")
            self._access = (str(access), time.monotonic() + 200)  # it is good for 300 s
        return {"Authorization": f"Bearer {self._access[0]}"}

    def _check(self, response: httpx.Response, path: str) -> None:
        """Raises what a status means: RemoteError at once, or _Busy where asking again may help."""
        status = response.status_code
        if 200 <= status < 300:
            return
        said = f"{response.request.method} {_plain(path)}: {status}: {quote(self._said(response), 300)}"
        if response.has_redirect_location:
            raise self.error("redirect-host", f"{said}; not followed")
        if status == 429:
            raise _Busy(self.error("ls-busy", said), pause=_retry_after(response), undone=True)
        if status >= 500:
            raise _Busy(self.error("ls-server-error", said), pause=_retry_after(response))
        code = {401: "ls-unauthorized", 403: "ls-forbidden", 404: "ls-missing", 409: "ls-conflict"}.get(
            status, "ls-refused"
        )
        raise self.error(code, said)

    def _said(self, response: httpx.Response) -> str:
        """The server's own words about a refusal, without this user's token."""
        try:
            value = response.json()
        except ValueError:
            return "an HTML page" if _html(response) else self.hide(response.text)
        if isinstance(value, dict):
            value = value.get("validation_errors") or value.get("detail") or value
        return self.hide(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))

    def _json(self, response: httpx.Response) -> Any:
        try:
            return response.json()
        except ValueError:
            path = _plain(response.request.url.path)
            found = "an HTML page" if _html(response) else quote(self.hide(response.text[:200]))
            raise self.error("ls-not-json", f"{path}: found {found}, expected JSON") from None

    def hide(self, text: str) -> str:
        """A text without this user's tokens in it."""
        for secret in (self._token, self._access[0] if self._access else ""):
            text = text.replace(secret, "[token]") if secret else text
        return text

    def _lost(self, problem: httpx.TransportError, asked: str, *, undone: bool = False) -> Exception:
        """What a broken connection means: a RemoteError where asking again cannot help, otherwise _Busy."""
        words = quote(self.hide(str(problem) or type(problem).__name__), 160)
        if not isinstance(problem, httpx.ConnectError | httpx.ConnectTimeout):
            return _Busy(
                self.error("ls-unreachable", f"the connection was lost during {asked}: {words}"), undone=undone
            )
        if "certificate" in words.lower() or "ssl" in words.lower():
            return self.error("ls-tls", words)
        error = self.error("ls-unreachable", words)
        return error if urlsplit(self.url).hostname in LOOPBACK else _Busy(error, undone=True)

    def error(self, code: str, message: str) -> RemoteError:
        """A RemoteError about this server."""
        return RemoteError(finding(code, quote(self.url, 200), self.hide(message)))


class _Busy(Exception):  # noqa: N818
    """What may pass: the error where it does not, how long to wait, and whether it is certain that nothing was done."""

    def __init__(self, error: RemoteError, *, pause: float | None = None, undone: bool = False) -> None:
        super().__init__()
        self.error, self.pause, self.undone = error, pause, undone


def checked(url: str) -> str:
    """A server's address without its last slash. Raises RemoteError (ls-url): only http and https, no login inside."""
    try:
        parts = urlsplit(url.strip())
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        parts, good = urlsplit(""), False
    shown = quote(f"{parts.scheme}://{parts.hostname}" if good else url.rpartition("@")[2], 100)
    if not good or parts.username or parts.password or parts.query or parts.fragment:
        raise RemoteError(finding("ls-url", shown, "expected http(s)://host:port and nothing more"))
    return url.strip().rstrip("/")


def is_jwt(token: str) -> bool:
    """Whether a token is a personal access token (three dotted parts, the first of them JSON)."""
    head, *rest = token.split(".")
    try:
        return len(rest) == 2 and isinstance(json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4))), dict)
    except ValueError:
        return False


def _retry_after(response: httpx.Response) -> float | None:
    """The seconds a server asks us to wait."""
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else None


def _html(response: httpx.Response) -> bool:
    return "html" in response.headers.get("Content-Type", "") or response.text.lstrip()[:1] == "<"


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _plain(path: str) -> str:
    """A path without its query."""
    return quote(path.split("?", 1)[0], 100)
