"""The guideline as Label Studio shows it: before labelling begins, and behind the button "Instructions" at any time."""

from __future__ import annotations

import re
from itertools import count


def render(guideline: str) -> str:
    """The HTML of a guideline (Markdown) that Label Studio keeps as it is.

    Its page shows neither the numbers of lists nor the space between blocks: they are written out. A link within the
    guideline would close the task that is being labelled (Label Studio takes every change of the address for its own), so only
    its words stay: a case is found by its number, with the browser's search. Pictures are left out: it serves no files of ours.
    """
    from markdown_it import MarkdownIt

    text = re.sub(r"(?s)<!--.*?-->\n?", "", guideline)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    html: str = MarkdownIt("commonmark").enable("table").render(text)
    html = re.sub(r"(?s)<a (?:id|href)=\"(?!https?:)[^\"]*\">(.*?)</a>", r"\1", html)
    html = re.sub(r"(?s)<ol>(.*?)</ol>", lambda found: _numbered(found[1]), html)
    html = html.replace("<li>", "<li>• ")
    html = html.replace("<table>", '<table border="1" cellpadding="4">')
    html = re.sub(r"\s*\n\s*", " ", html).strip()
    return re.sub(r" (?=<(?:h[1-6]|p|ul|table|blockquote)\b)", " <br>", html).replace(
        "<blockquote> <br>", "<blockquote>"
    )


def _numbered(items: str) -> str:
    numbers = count(1)
    return re.sub("<li>", lambda _: f"<p>{next(numbers)}. ", items).replace("</li>", "</p>")
