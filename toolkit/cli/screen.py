"""What a person or a program sees: results on stdout, everything else on stderr; colours and bars only on a terminal."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolkit.finding import Finding, Tally, quote

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 2000  # a finding's line is never longer, and holds nothing that a terminal would obey
_SHOWN = 20  # findings of one code that are printed one by one

_COLOURS = {
    "body": "green", "subhead": "bold green", "title": "bold magenta", "summary": "magenta", "caption": "cyan",
    "byline": "blue", "dateline": "blue", "stamp": "blue", "copyright": "yellow", "edit": "reverse red",
}  # fmt: skip
"""What stays, and what something is known from; the rest is dim."""


class Screen:
    """Prints for a person, or (`as_json`) one JSON object for a program."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.names: dict[str, str] = {}
        """What a person reads in findings instead of pseudonyms."""
        self._live: Any = None
        self._last = ""

    @property
    def console(self) -> Console:
        """The terminal on stderr. (rich is imported on first use: most of what we print needs none of it.)"""
        from rich.console import Console

        return Console(stderr=True, highlight=False)

    def line(self, text: str) -> None:
        """A line on stderr."""
        self.close()
        print(text, file=sys.stderr, flush=True)

    def out(self, text: str) -> None:
        """A line of the result, on stdout."""
        self.close()
        print(text, flush=True)

    def page(self, text: str, parts: list[tuple[tuple[int, int], str]]) -> None:
        """A page on stdout, line by line, with what became of it: in colours on a terminal, and named beside each line."""
        from rich.console import Console
        from rich.text import Text

        self.close()
        if self.as_json:
            self.object({"parts": [{"raw": list(raw), "part": role, "text": text[slice(*raw)]} for raw, role in parts]})
            return
        console = Console(highlight=False, soft_wrap=True)
        line = Text()
        roles: list[str] = []
        for (start, end), role in parts:
            for number, piece in enumerate(text[start:end].split("\n")):
                if number:
                    named = ", ".join(dict.fromkeys(each for each in roles if each))
                    console.print(Text(f"{named[:20]:20} ", "dim") + line)
                    line, roles = Text(), []
                if piece:
                    line.append(quote(piece, 10 * len(piece) + 1), _COLOURS.get(role, "dim"))
                    roles.append(role)
        if line:
            console.print(Text(f"{', '.join(dict.fromkeys(filter(None, roles)))[:20]:20} ", "dim") + line)

    def object(self, value: Any) -> None:
        """The result as one JSON object, on stdout."""
        self.close()
        print(json.dumps(value, ensure_ascii=False, default=str), flush=True)

    def error(self, found: Finding) -> None:
        """The one line that a person sees when it cannot go on; with --json an object on stdout, too."""
        self.line(quote(f"toolkit: {found}", _WIDE))
        if self.as_json:
            self.object({"error": found.to_dict()})

    def step(self, name: str, detail: str) -> None:
        """What is being done now: a spinner on a terminal, otherwise a line whenever it changes."""
        if self.as_json:
            return
        text = f"[{name}] {detail}"
        if not sys.stderr.isatty():
            if text != self._last:
                print(text, file=sys.stderr, flush=True)
        elif self._live is None:
            self._live = self.console.status(text.replace("[", "\\["))
            self._live.start()
        else:
            if self._last.split("]")[0] != text.split("]")[0]:
                self._live.console.print(f"[green]✓[/green] {self._last}".replace("[" + self._last[1:], self._last))
            self._live.update(text.replace("[", "\\["))
        self._last = text

    @contextmanager
    def bar(self, what: str) -> Iterator[Callable[..., None]]:
        """A progress bar while something long goes on; yields the function that moves it on, by so many of so many."""
        if self.as_json or not sys.stderr.isatty():
            yield lambda n, total=None: None
            return
        from rich.progress import Progress

        with Progress(console=self.console, transient=True) as progress:
            task = progress.add_task(what, total=None)
            yield lambda n, total=None: progress.update(task, advance=n, total=total)

    def tally(self, counted: Tally, told: Collection[Finding] = ()) -> None:
        """The conservation line of every unit, on stdout, and the findings, on stderr, but for those told already."""
        for text in counted.lines():
            self.out(text)
        self.findings([each for each in counted.findings if each not in told])

    def findings(self, found: list[Finding]) -> None:
        """Findings, one a line; of many with one code only the first. What was repaired is counted: it needs nobody."""
        seen: Counter[str] = Counter()
        repaired: Counter[str] = Counter()
        for each in found:
            if each.severity == "R":
                repaired[each.code] += 1
                continue
            seen[each.code] += 1
            if seen[each.code] <= _SHOWN:
                said = f"{each.severity} {each}"
                for pseudonym, name in self.names.items():
                    said = said.replace(pseudonym, name)
                self.line(quote(said, _WIDE))
        for code, n in seen.items():
            if n > _SHOWN:
                self.line(f"  {code}: {n - _SHOWN} more (all are in data/runs)")
        if repaired:
            self.line(
                "R " + ", ".join(f"{code} {n}" for code, n in sorted(repaired.items())) + " (all are in data/runs)"
            )

    def close(self) -> None:
        """Ends the spinner, if one turns."""
        if self._live is not None:
            self._live.stop()
            self._live = None
