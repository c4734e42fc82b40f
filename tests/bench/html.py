"""How well and how fast HTML pages are read, beside other readers, on public sets of pages: one table of one run.

    python -m tests.bench.html --pages FOLDER [--set NAME] [--every N] [--failures]

No page is part of this repository. FOLDER holds checkouts of public repositories, each under the name here, as far as you
have them (what is not there is left out):

    scrapinghub         github.com/scrapinghub/article-extraction-benchmark   html/, ground-truth.json
    fundus-evaluation   github.com/dobbersc/fundus-evaluation                 dataset/html/, dataset/ground_truth.json
    fundus              github.com/flairNLP/fundus                            tests/resources/parser/test_data/
    trafilatura         github.com/adbar/trafilatura                          tests/eval/, tests/cache/, tests/evaldata.json

The measure of the first three is the scrapinghub benchmark's own: precision and recall of 4-gram shingles, averaged over
pages, and their harmonic mean. The last has marked stretches of text that belong to the page or do not, and counts them.
Speed is pages a second of CPU time of this process, decoding included; only the ratios say something on another machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.article import html
from toolkit.article.build import make
from toolkit.article.decode import Decoded, decode
from toolkit.article.head import head
from toolkit.article.parser import parse
from toolkit.article.select import Source
from toolkit.raw.document import RawDocument
from toolkit.raw.parser import Parser

Reader = Callable[[bytes], str]
_TOKEN = re.compile(r"\w+")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Sample:
    """A page with what is true of it: its body, or stretches that belong to it and stretches that do not."""

    name: str
    page: bytes
    body: str = ""
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    summary: bool = False  # the truth counts the summary lines as body


@dataclass
class Score:
    """What a reader did on a set."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    pages: int = 0
    each: dict[str, float] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        if self.counts:
            return 2 * self.counts["tp"] / (2 * self.counts["tp"] + self.counts["fp"] + self.counts["fn"])
        precision, recall = (statistics.fmean(values or [0]) for values in (self.precisions, self.recalls))
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def add(self, sample: Sample, text: str) -> None:
        """Counts one page."""
        self.pages += 1
        if sample.inside:
            plain = _BLANKS.sub(" ", text)
            hits = sum(_BLANKS.sub(" ", part).strip() in plain for part in sample.inside)
            false = sum(_BLANKS.sub(" ", part).strip() in plain for part in sample.outside)
            self.counts.update(tp=hits, fp=false, fn=len(sample.inside) - hits)
            self.each[sample.name] = (hits - false) / len(sample.inside)
            return
        true, said = shingles(sample.body), shingles(text)
        same = (true & said).total()
        if said:
            self.precisions.append(same / said.total())
        if true:
            self.recalls.append(same / true.total())
        self.each[sample.name] = 2 * same / max(1, said.total() + true.total())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The 4-grams of a text's words; a shorter text is one shingle."""
    words = _TOKEN.findall(text or "")
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def scrapinghub(folder: Path) -> Iterator[Sample]:
    """181 news and blog pages with their bodies."""
    for name, truth in sorted(json.loads((folder / "ground-truth.json").read_text("utf-8")).items()):
        yield Sample(name, gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), truth["articleBody"])


def fundus_evaluation(folder: Path) -> Iterator[Sample]:
    """80 English news pages with their paragraphs."""
    for name, truth in sorted(json.loads((folder / "dataset/ground_truth.json").read_text("utf-8")).items()):
        page = gzip.decompress((folder / "dataset/html" / name).read_bytes())
        yield Sample(name, page, "\n\n".join(truth["body"]))


def fundus(folder: Path) -> Iterator[Sample]:
    """News pages of 41 countries; each parser's version has a page, in the order of their dates."""
    for truth in sorted((folder / "tests/resources/parser/test_data").glob("*/*.json")):
        dated = re.compile(rf"{re.escape(truth.stem)}_\d{{4}}_\d\d_\d\d\.html\.gz")
        pages = sorted(path for path in truth.parent.iterdir() if dated.fullmatch(path.name))
        for page, said in zip(pages, json.loads(truth.read_text("utf-8")).values(), strict=True):
            body = said["body"]
            parts = [*body["summary"]]
            for section in body["sections"]:
                parts += [*section["headline"], *section["paragraphs"]]
            name = f"{truth.parent.name}/{page.name}"
            yield Sample(name, gzip.decompress(page.read_bytes()), "\n\n".join(parts), summary=True)


def korean(folder: Path) -> Iterator[Sample]:
    """The Korean pages of the set before."""
    yield from (sample for sample in fundus(folder) if sample.name.startswith("kr/"))


def trafilatura_own(folder: Path) -> Iterator[Sample]:
    """Pages of many kinds with stretches of text that belong to them (leads do, too) or do not."""
    for said in json.loads((folder / "tests/evaldata.json").read_text("utf-8")).values():
        paths = (folder / "tests" / sub / said["file"] for sub in ("cache", "eval"))
        if path := next((path for path in paths if path.is_file()), None):
            yield Sample(said["file"], path.read_bytes(), "", tuple(said["with"]), tuple(said["without"]), True)


SETS: dict[str, tuple[str, Callable[[Path], Iterator[Sample]]]] = {
    "scrapinghub": ("scrapinghub", scrapinghub),
    "fundus-evaluation": ("fundus-evaluation", fundus_evaluation),
    "fundus": ("fundus", fundus),
    "fundus, Korean": ("fundus", korean),
    "trafilatura": ("trafilatura", trafilatura_own),
}


def ours(page: bytes, summary: bool = False) -> str:
    """The text that this project takes from a page; nothing where it finds no article."""
    document = RawDocument.of(page, source="bench", origin="bench", media_type="text/html")
    article, _ = make(document, "UTC")
    if article is None:
        return ""
    return "\n\n".join([*article.summary, article.text]) if summary else article.text


def peers() -> dict[str, Reader]:
    """The other readers that are installed here."""
    import trafilatura

    def default(page: bytes) -> str:
        return trafilatura.extract(page, include_comments=False) or ""

    def precise(page: bytes) -> str:
        return trafilatura.extract(page, include_comments=False, favor_precision=True) or ""

    found: dict[str, Reader] = {"trafilatura": default, "trafilatura precision": precise}
    try:
        import lxml.html
        import readability

        def readable(page: bytes) -> str:
            summary = readability.Document(_text(page)).summary()
            return "\n".join(lxml.html.fromstring(summary).itertext()) if summary.strip() else ""

        found["readability-lxml"] = readable
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        found["resiliparse"] = lambda page: extract_plain_text(_text(page), main_content=True)
    except ImportError:
        pass
    return found


def _text(page: bytes) -> str:
    return page.decode("utf-8", "replace")


def known(samples: list[Sample], peer: Reader) -> str:
    """The fast path: a parser is learned from one page of each site, and the site's other pages are read by it.

    Sites are the pages whose names begin alike (fundus-evaluation's `Publisher_1`). Pages on which the parser finds no body
    are counted, and left out of the speed.
    """
    sites: dict[str, list[Sample]] = {}
    for sample in samples:
        sites.setdefault(sample.name.partition("_")[0], []).append(sample)
    fast, generic, base = Score(), Score(), Score()
    missed, reading = 0, 0.0
    for first, *others in sites.values():
        parser = learned(first)
        for sample in others if parser else ():
            document = RawDocument.of(sample.page, source="bench", origin="bench", media_type="text/html")
            started = time.process_time()
            article, found = make(document, "UTC", parsers=(parser,) if parser else ())
            seconds = time.process_time() - started
            if article is None or any(each.code == "parser-mismatch" for each in found):
                missed += 1
                continue
            started = time.process_time()
            if isinstance(decoded := decode(sample.page), Decoded):
                html.read(decoded.text, (parser,) if parser else ())
            reading += time.process_time() - started
            fast.seconds += seconds
            fast.add(sample, article.text)
            for score, read in ((generic, ours), (base, peer)):
                started = time.process_time()
                text = read(sample.page)
                score.seconds += time.process_time() - started
                score.add(sample, text)
    ratio = base.seconds / max(fast.seconds, 1e-9)
    return (
        f"known sites: {fast.pages} pages of {len(sites)} sites by parsers learned from one page each ({missed} did not fit)\n"
        f"  {ratio:.1f} times trafilatura's speed as whole articles, {base.seconds / max(reading, 1e-9):.1f} times to the text; F1 {fast.f1:.3f}, ours without a parser {generic.f1:.3f}, trafilatura {base.f1:.3f}"
    )


def learned(sample: Sample) -> Parser | None:
    """A parser for a site from one of its pages: the element by whose class, id or itemprop most of the body is found, and
    its paragraphs alone where that is better.
    """
    text = decode(sample.page)
    if not isinstance(text, Decoded):
        return None
    names = re.findall(r"<(?:div|article|section|main)\b[^>]*?\b(class|id|itemprop)=\"([\w -]{3,80})\"", text.text)
    selectors: dict[str, None] = {}
    for name, value in names:
        for word in value.split():
            if re.fullmatch(r"[A-Za-z][\w-]*", word) and not re.search(r"\d{3}", word):
                css = {"class": f".{word}", "id": f"#{word}"}.get(name, f"[{name}={word}]")
                selectors |= {css: None, f"{css} p": None}
    best, score = None, 0.6
    true = shingles(sample.body)
    source = Source(text.text, head(text.text).silent)
    for css in selectors:
        parsed = parse(source, (Parser(css),), None)
        if parsed is not None:
            said = shingles(parsed.markup.text)
            f1 = 2 * (true & said).total() / (true.total() + said.total())
            if f1 > score:
                best, score = Parser(css), f1
    return best


def measure(samples: list[Sample], readers: dict[str, Reader]) -> dict[str, Score]:
    """Runs every reader over every page, one page after the other, so that all meet the same machine."""
    scores = {name: Score() for name in ("ours", *readers)}
    for sample in samples:
        for name, score in scores.items():
            started = time.process_time()
            try:
                text = ours(sample.page, sample.summary) if name == "ours" else readers[name](sample.page)
            except Exception:  # a reader that fails has read nothing
                text = ""
            score.seconds += time.process_time() - started
            score.add(sample, text)
    return scores


def table(name: str, scores: dict[str, Score]) -> str:
    """Lines for a person: F1, its distance to ours, and speed as a ratio to trafilatura's default."""
    base = scores["trafilatura"].seconds
    lines = [
        f"{name}, {scores['ours'].pages} pages",
        f"  {'':24}{'F1':>7}{'of ours':>9}{'pages/CPU s':>13}{'ratio':>7}",
    ]
    for reader, score in scores.items():
        speed = score.pages / max(score.seconds, 1e-9)
        ratio, share = base / max(score.seconds, 1e-9), score.f1 / max(scores["ours"].f1, 1e-9)
        lines.append(f"  {reader:24}{score.f1:7.3f}{share:9.3f}{speed:13.1f}{ratio:7.2f}")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> dict[str, Any]:
    """Prints the table; gives the scores for a program."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.html", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=Path, required=True, help="the folder with the checkouts (see the module)")
    parser.add_argument("--set", action="append", choices=SETS, help="only this set (may be given again)")
    parser.add_argument("--every", type=int, default=1, help="only every Nth page, for a quick look")
    parser.add_argument("--failures", action="store_true", help="the pages that we read worse than the best peer")
    options = parser.parse_args(argv)
    readers, results = peers(), {}
    ours(b"<p>warm</p>")
    for name in options.set or SETS:
        folder, load = SETS[name]
        if not (options.pages / folder).is_dir():
            print(f"{name}: no {folder} in the folder, left out")
            continue
        samples = list(load(options.pages / folder))[:: options.every]
        results[name] = measure(samples, readers)
        print(table(name, results[name]), flush=True)
        if name == "fundus-evaluation":
            print(known(samples, readers["trafilatura"]), flush=True)
        for page, got in results[name]["ours"].each.items() if options.failures else ():
            best = max(score.each[page] for score in results[name].values())
            if got < best - 0.02:
                print(f"    {page}: {got:.3f}, a peer {best:.3f}")
    return results


if __name__ == "__main__":
    main()
