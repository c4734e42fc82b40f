"""What `toolkit demo` prints at its end."""

from __future__ import annotations

from toolkit.annotation.agreement import Figure
from toolkit.cli.screen import Screen
from toolkit.flow.demo import Demo

_ROWS = 10


def show(done: Demo, screen: Screen) -> None:
    """Counts at every stage, the agreement, the release's path, and its first entities."""
    told: set[str] = set()  # build counts what check counted before it
    for stage, counted in done.stages.items():
        fresh = [text for text in counted.lines() if text not in told]
        told.update(fresh)
        for text in fresh:
            screen.out(f"{stage:<8}{text}")
        if fresh and counted.by_code:
            found = ", ".join(f"{code} {n}" for code, n in sorted(counted.by_code.items()))
            screen.out(f"{'':<8}findings: {found}")
    agreed = done.agreement
    screen.out(
        f"agreement (exact F1, simulated annotators): spans {_figure(agreed.spans)}, relations {_figure(agreed.relations)}"
        f", on {agreed.articles} of {agreed.of} articles"
    )
    screen.out(f"release: {done.release} ({done.rows} rows loaded)")
    screen.out(f'try: load_dataset("{done.release}")["train"][0]')
    screen.out("")
    for row in [("label", "text", "article"), *done.entities[:_ROWS]]:
        screen.out(f"  {_cell(row[0], 14)}{_cell(row[1] or '(withheld)', 24)}{_cell(row[2] or '', 40).rstrip()}")
    if len(done.entities) > _ROWS:
        screen.out(f"  … and {len(done.entities) - _ROWS} more")
    if done.url and done.login:
        screen.out(f"\nLabel Studio is still running: {done.url}\nlogin: {done.login[0]}\npassword: {done.login[1]}")
        screen.out(f"stop it: toolkit --root {done.workspace} studio stop")


def _figure(figure: Figure) -> str:
    return f"{figure.f1:.3f}" if figure.f1 is not None else f"none ({figure.reason})"


def _cell(text: str, width: int) -> str:
    """A text in a column of a terminal, where Hangul takes two places."""
    from rich.cells import cell_len, set_cell_size

    return text + " " * (width - cell_len(text)) if cell_len(text) < width else set_cell_size(text, width - 2) + "… "
