"""An annotator at the browser: real Chromium, mouse and keys, on Label Studio's own page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, sync_playwright

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

# The n-th occurrence of a string in the labelled text: where a hand would press, and let go, and the middle of its first line.
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
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  const first = boxes[0], last = boxes[boxes.length - 1];
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2, first.left + first.width / 2];
}"""

_WAIT = 150  # milliseconds that the page gets to draw what was done

# What runs out of its box, on the parts of the page that a person reads or presses.
_OVERFLOWING = """() => {
  const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
  const wide = ['html', '.desk-head', '.desk-bar', '.desk-text', '.desk-ask', '.desk-row', '.lsf-labels', '.lsf-label',
    '.lsf-label__text', '.lsf-choices', '.lsf-choice', '.lsf-main-content', '.lsf-sidepanels__wrapper', '.lsf-tabs-panel',
    '.lsf-panel-tabs__contents', '.lsf-outliner', '.lsf-relations', '.lsf-bottombar'];
  const found = [];
  for (const name of wide) for (const each of document.querySelectorAll(name)) {
    if (!seen(each)) continue;
    if (each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline')
      found.push(`${name}: ${each.scrollWidth} in ${each.clientWidth}`);
    const box = each.getBoundingClientRect();
    if (box.right > innerWidth + 1) found.push(`${name}: ends at ${box.right} of ${innerWidth}`);
  }
  return found;
}"""


@dataclass
class Effort:
    """What a hand did: keys pressed (a chord is one, a typed character is one), clicks, drags."""

    keys: int = 0
    clicks: int = 0
    drags: int = 0

    def seconds(self) -> float:
        """What a practised hand needs for it by the keystroke-level model (Card, Moran and Newell, 1980).

        0.28 s a key, 1.1 s for pointing and 0.1 s for each press or release of a button; neither reading nor thinking.
        """
        return 0.28 * self.keys + (1.1 + 0.2) * self.clicks + (2 * 1.1 + 0.2) * self.drags


class Annotator:
    """One person at one task. Every key and click is counted in `effort`."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.effort = Effort()

    def log_in(self, email: str, password: str) -> None:
        self.page.goto(f"{self.url}/user/login/")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/user/login" not in url)

    def open(self, project: int, task: int) -> None:
        """Opens one task from the list."""
        self.page.goto(f"{self.url}/projects/{project}/data?task={task}")
        self._opened()

    def begin(self, project: int) -> None:
        """Presses "Label all tasks": the next task, over the whole window. Closes the guideline, which comes first."""
        self.page.goto(f"{self.url}/projects/{project}/data?labeling=1")
        self._opened()
        if self.page.locator("[class*=modal]:visible").count():
            self.page.keyboard.press("Escape")
            self.page.wait_for_timeout(800)

    def _opened(self) -> None:
        self.page.wait_for_selector(".lsf-htx-richtext", timeout=60_000)
        self.page.wait_for_timeout(1500)

    def mark(self, key: str, text: str, nth: int = 1) -> None:
        """Marks the n-th occurrence of a text with the label under a key."""
        self._unselect()
        self._press(key)
        left, top, right, bottom, _ = self.page.evaluate(_ENDS, [text, nth])
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        self.page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
        self.page.mouse.move(right, bottom, steps=4)
        self.page.mouse.up()
        self.effort.drags += 1
        self.page.wait_for_timeout(_WAIT)

    def select(self, text: str, nth: int = 1) -> None:
        """Clicks on a marked text."""
        self._unselect()
        self._point(text, nth)

    def delete(self, text: str, nth: int = 1) -> None:
        """Takes away a mark, and the arrows at it."""
        self.select(text, nth)
        self._press("Backspace")

    def choose(self, title: str, value: str) -> None:
        """Ticks (or unticks) a choice of the selected region, or of the article."""
        # the page may write the choice's key behind it, so the text is matched without its children
        self._click(self._row(title).locator(f"xpath=.//*[text()='{value}']").last)

    def write(self, title: str, text: str) -> None:
        """Writes into a field in place of what stands there, and leaves it."""
        field = self._row(title).locator("input")
        self._click(field)
        self._press("Control+a")
        self.page.keyboard.type(text)
        self.effort.keys += len(text)
        if field.get_attribute("type") != "number":
            self._press("Enter")
        self.page.evaluate("document.activeElement.blur()")  # as a click beside it does, counted here
        self.effort.clicks += 1
        self.page.wait_for_timeout(_WAIT)

    def relate(self, head: str, tail: str, nth: tuple[int, int] = (1, 1)) -> None:
        """Draws an arrow between two marked texts."""
        self.select(head, nth[0])
        self._press("Alt+r")
        self._point(tail, nth[1])

    def name_relation(self, *labels: str) -> None:
        """Chooses the labels of the arrow that was drawn last."""
        tab = self.page.locator(".lsf-panel-tabs__tab:visible", has_text="Relations").last
        if "active" not in (tab.get_attribute("class") or ""):
            self._click(tab)
        row = self.page.locator(".lsf-relations__item:visible").last
        row.scroll_into_view_if_needed()
        row.hover()
        self._click(row.get_by_label("Show Relation Labels"))
        self._click(row.locator("[data-testid^=select-trigger]"))
        for label in labels:
            self._click(self.page.get_by_role("option", name=label, exact=True))
        self._press("Escape")

    def submit(self) -> None:
        """Ctrl+Enter: a new answer."""
        self._send("POST")

    def update(self) -> None:
        """Ctrl+Enter again: a changed answer."""
        self._send("PATCH")

    def result(self) -> list[dict[str, Any]]:
        """What the page would send now."""
        said: list[dict[str, Any]] = self.page.evaluate("Htx.annotationStore.selected.serializeAnnotation()")
        return said

    def overflowing(self) -> list[str]:
        """What does not fit where it stands; nothing, on a good page."""
        found: list[str] = self.page.evaluate(_OVERFLOWING)
        return found

    def _send(self, method: str) -> None:
        with self.page.expect_response(lambda r: "/annotations" in r.url and r.request.method == method):
            self._press("Control+Enter")
        self.page.wait_for_timeout(300)

    def _unselect(self) -> None:
        if self.page.evaluate("!!Htx.annotationStore.selected.highlightedNode"):
            self._press("Escape")

    def _row(self, title: str) -> Locator:
        return self.page.locator(".desk-row:visible", has=self.page.get_by_role("heading", name=title, exact=True))

    def _press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.effort.keys += 1
        self.page.wait_for_timeout(50)

    def _click(self, what: Locator) -> None:
        what.click()
        self.effort.clicks += 1
        self.page.wait_for_timeout(_WAIT)

    def _point(self, text: str, nth: int) -> None:
        _, top, _, _, middle = self.page.evaluate(_ENDS, [text, nth])
        self.page.mouse.click(middle, top)
        self.effort.clicks += 1
        self.page.wait_for_timeout(_WAIT)


@contextmanager
def sit_down(url: str, screenshot: Path | None = None, size: tuple[int, int] = (1500, 1200)) -> Iterator[Annotator]:
    """A browser of a size with nobody logged in; a picture of its last state is kept where it is asked for."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        try:
            yield Annotator(page, url)
        finally:
            if screenshot:
                page.screenshot(path=str(screenshot))
            browser.close()
