"""How well and how fast text dumps are read, beside simple readers, on invented sites: one table of one run.

    python -m tests.bench.dumps [--sites 12] [--pages 5] [--speed 2000]

The measure is the F1 of lines kept: with one page of a site (alone), and with what a template learned from `--pages` of
each site, all sites learned from together. Speed is pages a
second of CPU time of this process, from bytes to JSON; only ratios say something on another machine.

Peers: every line, and lines of 30 characters or more that end a sentence (density, as jusText's rules would keep them).
Libraries that read HTML keep every line of such a text.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "article"))

import layouts
import sites

from toolkit.article import dump, marks
from toolkit.article.build import make
from toolkit.article.template import Learner, Template
from toolkit.raw.document import RawDocument
from toolkit.workspace import sha256

Page = layouts.Lines
Reader = Callable[[Sequence[str], Template | None], set[int]]


def ours(lines: Sequence[str], template: Template | None) -> set[int]:
    """What this package keeps."""
    return set(dump.read(dump.page("\n".join(lines)).lines, template=template).kept)


def everything(lines: Sequence[str], template: Template | None) -> set[int]:
    """Every line."""
    return set(range(len(lines)))


def density(lines: Sequence[str], template: Template | None) -> set[int]:
    """Lines of running text."""
    return {index for index, line in enumerate(lines) if marks.is_dense(line)}


READERS: dict[str, Reader] = {"keep all": everything, "density": density, "alone": ours}


def f1(reader: Reader, pages: Sequence[Page], templates: Sequence[Template | None]) -> float:
    """The F1 of the lines that a reader keeps, over all pages."""
    right = wrong = 0
    for page, template in zip(pages, templates, strict=True):
        truth = [body for text, body in page if text.strip()]
        kept = reader(
            [text.strip() for text, _ in page if text.strip()] if reader is not ours else [t for t, _ in page], template
        )
        right += sum(2 * (body and index in kept) for index, body in enumerate(truth))
        wrong += sum(body != (index in kept) for index, body in enumerate(truth))
    return right / (right + wrong)


def learned(named: Sequence[tuple[str, Page]]) -> tuple[dict[str, Template], float]:
    """The templates of all sites, learned together, and how many pages a CPU second that was."""
    texts = [(site, "\n".join(text for text, _ in page)) for site, page in named]
    pages = [(site, sha256(text), text) for site, text in texts]
    started = time.process_time()
    learner = Learner()
    for site, digest, text in pages:
        learner.add(site, digest, text)
    known = learner.learn()
    return known, len(pages) / (time.process_time() - started)


def speed(pages: Sequence[Page]) -> float:
    """Pages a CPU second, from bytes to JSON."""
    texts = ["\n".join(text for text, _ in page).encode() for page in pages]
    documents = [RawDocument.of(text, source="s", origin="o", media_type="text/plain") for text in texts]
    for document in documents[:100]:
        make(document, "Asia/Seoul")
    started = time.process_time()
    for document in documents:
        article, _ = make(document, "Asia/Seoul")
        json.dumps(article.to_dict() if article else None, ensure_ascii=False, separators=(",", ":"))
    return len(documents) / (time.process_time() - started)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=12, help="sites of each layout")
    parser.add_argument("--pages", type=int, default=5, help="pages of each site")
    parser.add_argument("--speed", type=int, default=2000, help="pages to measure speed on")
    given = parser.parse_args()
    made = {
        name: [
            (f"{name}{site}", sites.page(name, 400 + site, n))
            for site in range(given.sites)
            for n in range(given.pages)
        ]
        for name in sites.LAYOUTS
    }
    known, rate = learned([each for named in made.values() for each in named])
    columns = [*READERS, f"{given.pages} pages"]
    print(f"{'line F1':14}" + "".join(f"{column:>13}" for column in columns))
    older = {name: [(name, layouts.page(name, n)) for n in range(60)] for name in layouts.LAYOUTS}
    for name, named in {**older, **made}.items():
        pages, none = [page for _, page in named], [None] * len(named)
        row = [f1(reader, pages, none) for reader in READERS.values()]
        template = f"{f1(ours, pages, [known.get(site) for site, _ in named]):13.4f}" if name in made else ""
        print(f"{name:14}" + "".join(f"{each:13.4f}" for each in row) + template)
    names = sorted(layouts.LAYOUTS)
    print(f"\ntemplates learned: {rate:,.0f} pages a CPU second")
    few = [layouts.page(names[n % len(names)], 50_000 + n) for n in range(given.speed)]
    print(f"articles made, of the older layouts: {speed(few):,.0f} pages a CPU second")
    most = sorted(sites.LAYOUTS)
    many = [sites.page(most[n % len(most)], n // 70, n) for n in range(given.speed)]
    print(f"articles made, of the sites above:   {speed(many):,.0f} pages a CPU second")


if __name__ == "__main__":
    main()
