"""An annotator at the browser: real Chromium, mouse and keys, on Label Studio's own page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# The rectangles of the n-th occurrence of a string in the labelled text: where a hand would press, and let go.
_ENDS = """([wanted, nth]) => {
  const root = document.querySelectorAll('.lsf-htx-richtext')[document.querySelectorAll('.lsf-htx-richtext').length - 1];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let text = '', nodes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([node, text.length]); text += node.data; }
  let start = -1;
  for (let i = 0; i < nth; i++) { start = text.indexOf(wanted, start + 1); }
  const at = (offset) => { const [node, from] = nodes.filter(([n, f]) => f <= offset).pop(); return [node, offset - from]; };
  const range = document.createRange();
  range.setStart(...at(start));
  const [node, offset] = at(start + wanted.length - 1);
  range.setEnd(node, offset + 1);
  for (let pane = root; pane; pane = pane.parentElement) {
    if (pane.scrollHeight > pane.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(pane).overflowY)) {
      pane.scrollTop += range.getBoundingClientRect().top - 400;  // clear of the sticky heads
      break;
    }
  }
  const boxes = [...range.getClientRects()];
  const first = boxes[0], last = boxes[boxes.length - 1];
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""


class Annotator:
    """One person at one task."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def log_in(self, email: str, password: str) -> None:
        self.page.goto(f"{self.url}/user/login/")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/user/login" not in url)

    def open(self, project: int, task: int) -> None:
        self.page.goto(f"{self.url}/projects/{project}/data?task={task}")
        self.page.wait_for_selector(".lsf-htx-richtext", timeout=60_000)
        self.page.wait_for_timeout(1500)

    def mark(self, key: str, text: str, nth: int = 1) -> None:
        """Marks the n-th occurrence of a text with the label under a key."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press(key)
        left, top, right, bottom = self.page.evaluate(_ENDS, [text, nth])
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        self.page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
        self.page.mouse.move(right, bottom, steps=4)
        self.page.mouse.up()
        self.page.wait_for_timeout(300)

    def select(self, text: str, nth: int = 1) -> None:
        """Clicks on a marked text."""
        self.page.keyboard.press("Escape")
        left, top, right, _ = self.page.evaluate(_ENDS, [text, nth])
        self.page.mouse.click((left + right) / 2 if right > left else left + 2, top)
        self.page.wait_for_timeout(300)

    def choose(self, value: str) -> None:
        """Ticks a choice of the selected region, or of the article."""
        # the page writes the choice's key behind it, so the text is matched without its children
        self.page.locator(f"xpath=//*[text()='{value}']").last.click()

    def relate(self, head: str, tail: str) -> None:
        """Draws an arrow between two marked texts."""
        self.select(head)
        self.page.keyboard.press("Alt+r")
        left, top, right, _ = self.page.evaluate(_ENDS, [tail, 1])
        self.page.mouse.click((left + right) / 2, top)
        self.page.wait_for_timeout(300)

    def submit(self) -> None:
        with self.page.expect_response(lambda r: "/annotations" in r.url and r.request.method == "POST"):
            self.page.click('[data-testid="bottombar-submit-button"]')
        self.page.wait_for_timeout(300)


@contextmanager
def sit_down(url: str, screenshot: Path | None = None) -> Iterator[Annotator]:
    """A browser with nobody logged in; a picture of its last state is kept where it is asked for."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1500, "height": 1200})
        try:
            yield Annotator(page, url)
        finally:
            if screenshot:
                page.screenshot(path=str(screenshot))
            browser.close()
