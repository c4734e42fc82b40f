"""Many damaged pages, each proven: no traceback, no hang, nothing lost. `make soak`, and a fair part of it in `make test`.

python -m tests.soak [--pages N] [--first N]
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "article"))

import damage

from toolkit.article.deadline import Overdue, deadline

LIMIT = 10.0
"""Seconds of CPU time for one page."""
CHUNK = 200


def run(first: int) -> Counter[str]:
    """What became of the pages from `first` on, by outcome; a page that breaks a law is named."""
    seen: Counter[str] = Counter()
    for number in range(first, first + CHUNK):
        try:
            with deadline(LIMIT):
                article, found = damage.read(damage.page(number))
        except Overdue:
            seen[f"HANG page {number}"] += 1
        except Exception as error:
            line = traceback.extract_tb(error.__traceback__)[-1].line
            seen[f"FAULT page {number}: {type(error).__name__} {str(error)[:200]} in {line}"] += 1
        else:
            refused = [each.code for each in found if each.severity == "Q"]
            seen["kept" if article else refused[0]] += 1
    return seen


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    began, seen = time.monotonic(), Counter[str]()
    with ProcessPoolExecutor() as pool:
        for n, part in enumerate(pool.map(run, range(options.first, options.first + options.pages, CHUNK)), 1):
            seen.update(part)
            print(f"\r{n * CHUNK} pages", end="", file=sys.stderr, flush=True)
    bad = {what: n for what, n in seen.items() if what.startswith(("HANG", "FAULT"))}
    total = sum(seen.values())
    print(f"\n{total} pages in {time.monotonic() - began:.0f} s: {len(bad)} faults")
    for what, n in seen.most_common():
        if what not in bad:
            print(f"{n:8} {what}")
    for what in bad:
        print(what)
    return 1 if bad or total != -(-options.pages // CHUNK) * CHUNK else 0


if __name__ == "__main__":
    sys.exit(main())
