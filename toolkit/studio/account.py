"""People on a server, as a browser would do it: signing up through the invite link, logging in, obtaining a token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from urllib.parse import urlsplit

import httpx

from toolkit.finding import RemoteError, finding, quote
from toolkit.studio.connection import LOOPBACK, Connection, checked

_ERRORS = re.compile(r'class="[^"]*error[^"]*"[^>]*>(.*?)</(?:ul|p|div)>', re.DOTALL)


def sign_up(url: str, invite: str, email: str, password: str) -> str:
    """Makes a user through an invite link (`Client.invite`) and returns that user's token; one who exists logs in.

    Raises RemoteError (ls-signup) where the server refuses the e-mail or the password.
    """
    refused = _register(url, invite, email, password)
    try:
        return own_token(url, email, password)
    except RemoteError:
        if refused is None:
            raise
        raise refused from None


def register(url: str, invite: str, email: str, password: str) -> None:
    """Makes a user through an invite link, and no token: that is the user's to make. Raises as `sign_up` does."""
    if (refused := _register(url, invite, email, password)) is not None:
        raise refused


def _register(url: str, invite: str, email: str, password: str) -> RemoteError | None:
    with _browser(url) as browser:
        answer = _post(browser, invite, {"email": email, "password": password})
    if answer.status_code == 302:
        return None
    said = quote(_words(answer.text) or f"status {answer.status_code}", 160)
    return RemoteError(finding("ls-signup", url, f"{quote(email)} was not signed up: {said}"))


def own_token(url: str, email: str, password: str) -> str:
    """A user's token, by password: the legacy one where the server takes it, otherwise a new personal access token.

    A personal access token can be made only once and never be read back: store it. Raises RemoteError (ls-login) where
    the login is refused, or where there is a token already that nobody can read.
    """
    with _browser(url) as browser:
        answer = _post(browser, "/user/login/", {"email": email, "password": password})
        if answer.status_code != 302:
            said = quote(_words(answer.text) or f"status {answer.status_code}", 160)
            raise RemoteError(finding("ls-login", url, f"{quote(email)} cannot log in: {said}"))
        legacy = browser.get("api/current-user/token")
        if legacy.status_code == 200 and (token := str(legacy.json().get("token", ""))):
            connection = Connection(url, token)
            try:
                connection.read("/api/current-user/whoami")
                return token
            except RemoteError:
                pass  # legacy tokens are switched off here
        made = browser.post("api/token/", headers={"X-CSRFToken": str(browser.cookies.get("csrftoken", ""))})
        if made.status_code == 201:
            return str(made.json()["token"])
        why = (
            "has a personal access token already, which cannot be read back"
            if made.status_code == 409
            else "gets no token"
        )
        raise RemoteError(finding("ls-login", url, f"{quote(email)} {why}"))


def is_open(url: str) -> bool:
    """Whether anybody can sign up without an invite link. Asks with an empty form, which makes nobody."""
    with _browser(url) as browser:
        return _post(browser, "/user/signup/", {}).status_code == 200


@contextmanager
def _browser(url: str) -> Iterator[httpx.Client]:
    """A client with cookies and without any token; transport errors come out as RemoteError (ls-unreachable)."""
    base = checked(url)
    local = urlsplit(base).hostname in LOOPBACK
    try:
        with httpx.Client(base_url=f"{base}/", timeout=60.0, follow_redirects=False, trust_env=not local) as http:
            yield http
    except (ValueError, KeyError, AttributeError):
        raise RemoteError(finding("ls-not-json", quote(base), "what answers is not Label Studio")) from None
    except httpx.TransportError as problem:
        raise RemoteError(
            finding("ls-unreachable", quote(base), quote(str(problem) or type(problem).__name__))
        ) from None


def _post(browser: httpx.Client, path: str, form: dict[str, str]) -> httpx.Response:
    """Opens a form for its cookie, and sends it."""
    path = path.lstrip("/")
    browser.get(path)
    hidden = {"csrfmiddlewaretoken": str(browser.cookies.get("csrftoken", ""))}
    return browser.post(path, data={**form, **hidden}, headers={"Referer": str(browser.base_url.join(path))})


def _words(page: str) -> str:
    """The complaints that stand in a form's page."""
    found = (re.sub(r"<[^>]+>|\s+", " ", part).strip() for part in _ERRORS.findall(page))
    return unescape("; ".join(dict.fromkeys(text for text in found if text)))
