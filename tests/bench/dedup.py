"""How fast duplicates are found, how many, and how often wrongly: on invented articles.

    python -m tests.bench.dedup [--articles 20000]

Every tenth article is a copy of another: changed in a tenth of its words, in a tenth of its characters, or cut off.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator

from toolkit.article import dedup

SYLLABLES = [chr(0xAC00 + n * 37 % 11172) for n in range(900)]
ENDINGS = ["고 밝혔다.", "고 말했다.", "기로 했다.", "ㄹ 것으로 보인다.", "했다고 전했다.", "할 계획이다."]
KINDS = ("words", "characters", "cut to half", "cut to a quarter", "retyped spaces")


def vocabulary(random_: random.Random, size: int = 30_000) -> list[str]:
    """Words as common as words are: the first ones stand everywhere."""
    return ["".join(random_.choices(SYLLABLES, k=random_.randint(1, 4))) for _ in range(size)]


def article(random_: random.Random, words: list[str], weights: list[float]) -> str:
    """An article of its own, of 600 to 3,000 characters."""
    paragraphs = []
    for _ in range(random_.randint(4, 18)):
        said = random_.choices(words, cum_weights=weights, k=random_.randint(25, 40))
        paragraphs.append(" ".join(said) + random_.choice(ENDINGS))
    return "\n\n".join(paragraphs)


def changed(random_: random.Random, text: str, words: list[str], kind: str) -> str:
    if kind == "words":
        return " ".join(random_.choice(words) if random_.random() < 0.1 else each for each in text.split(" "))
    if kind == "characters":
        return "".join(
            random_.choice(SYLLABLES) if each.isalnum() and random_.random() < 0.1 else each for each in text
        )
    if kind == "retyped spaces":
        return "".join(" " if random_.random() < 0.1 else each for each in text.replace(" ", ""))
    return text[: len(text) // (2 if kind == "cut to half" else 4)]


def collection(count: int, truth: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Articles; `truth` is told of every copy its original and how it was changed."""
    random_ = random.Random(7)
    words = vocabulary(random_)
    weights, total = [], 0.0
    for rank in range(len(words)):
        total += 1 / (rank + 8)
        weights.append(total)
    for n in range(0, count, 10):
        text = ""
        for m in range(n, min(n + 9, count)):
            text = article(random_, words, weights)
            yield f"{m:08d}", text
        if n + 9 < count:
            kind = KINDS[n // 10 % len(KINDS)]
            truth[f"{n + 9:08d}"] = (f"{n + 8:08d}", kind)
            yield f"{n + 9:08d}", changed(random_, text, words, kind)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    count = parser.parse_args().articles
    truth: dict[str, tuple[str, str]] = {}
    began = time.process_time()
    characters = sum(len(text) for _, text in collection(count, {}))
    making = time.process_time() - began
    began = time.process_time()
    rows = dedup.groups(collection(count, truth))
    seconds = time.process_time() - began - making
    group = {row.article_id: row.dup_group for row in rows}
    sizes: dict[str, int] = {}
    for each in group.values():
        sizes[each] = sizes.get(each, 0) + 1
    right = {(copy, original) for copy, (original, _) in truth.items() if group.get(copy, "") == group.get(original)}
    pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    print(f"{count} articles of {characters // count} characters: {count / seconds:.0f} a CPU second ({seconds:.1f} s)")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    for kind in KINDS:
        of_kind = [(copy, original) for copy, (original, k) in truth.items() if k == kind]
        print(f"recall, {kind}: {sum(pair in right for pair in of_kind) / max(1, len(of_kind)):.3f} of {len(of_kind)}")
    print(f"false pairs: {pairs - len(right)} of {pairs}")


if __name__ == "__main__":
    main()
