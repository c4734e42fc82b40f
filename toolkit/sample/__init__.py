"""Invented pages and answers (CC0-1.0): eight pages that `toolkit demo` runs on, forty that tests and benches measure on."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

PAGES = Path(str(files("toolkit.sample"))) / "pages"
"""The folder of all the pages, with a folder for each outlet. They are forty articles; one file holds three of them."""

DEMO = tuple(
    PAGES / name
    for name in (
        "haedeul/garam-ceo.txt",
        "haedeul/joyak-bankers.txt",
        "ilteomoa/arasol-exodus.txt",
        "ilteomoa/hanbit-overseas.txt",
        "nulsol/county-doctors.html",
        "nulsol/march-snow.html",
        "yeoulit/byeori-acting.html",
        "yeoulit/hourly-graders.html",
    )
)
"""The eight pages that the demo sends live."""
