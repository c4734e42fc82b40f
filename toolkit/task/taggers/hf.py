"""Suggests what a Hugging Face token-classification model says: `--tagger hf:FOLDER`, a model with its fast tokenizer.

Its labels are the scheme's (B- and I- or not), or are mapped to them by `labels.json` in the folder: {"ORG": "company"}; what is
mapped to null, or is neither, is not suggested. Needs `pip install 'talentwire[transformers]'`. Nothing is downloaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch  # at the top: this module is loaded only when it is asked for, and a missing library is then told as such
import transformers

from toolkit.article.article import Article
from toolkit.article.span import Span
from toolkit.finding import ToolkitError, finding, quote
from toolkit.scheme.scheme import Scheme
from toolkit.task.taggers import Gold, Tagger, features
from toolkit.task.task import Prediction
from toolkit.workspace import sha256

LABELS = "labels.json"
"""The file beside a model that maps its labels to the scheme's."""

_OVERLAP = 32  # tokens that two windows of a long paragraph share


def make(scheme: Scheme, gold: Gold, folder: Path) -> Tagger:
    """A tagger that asks the model in the folder. Raises ToolkitError (model-unreadable) where there is none to be read."""
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        model = transformers.AutoModelForTokenClassification.from_pretrained(str(folder), local_files_only=True).eval()
        labels = _labels(folder, model.config.id2label, scheme)
    except (OSError, ValueError, KeyError) as error:
        raise ToolkitError(finding("model-unreadable", str(folder), quote(error, 200))) from None
    if not tokenizer.is_fast:
        raise ToolkitError(
            finding("model-unreadable", str(folder), "its tokenizer is not a fast one, which gives offsets")
        )
    version = _version(folder)
    longest = min(tokenizer.model_max_length, getattr(model.config, "max_position_embeddings", 512))

    def tag(article: Article, found: Sequence[Span] = ()) -> Prediction:
        spans: dict[tuple[int, int], tuple[str, float]] = {}
        for begin, stop in features.pieces(article.text):
            piece = article.text[begin:stop]
            windows = tokenizer(
                piece, truncation=True, max_length=longest, stride=min(_OVERLAP, longest // 4), padding=True,
                return_overflowing_tokens=True, return_offsets_mapping=True, return_special_tokens_mask=True, return_tensors="pt",
            )  # fmt: skip
            given = {name: windows[name] for name in ("input_ids", "attention_mask")}
            with torch.inference_mode():
                sure, best = model(**given).logits.softmax(-1).max(-1)
            for row in range(len(best)):
                tokens = [
                    (start, end, labels[int(label)], float(p))
                    for (start, end), label, p, special in zip(
                        windows["offset_mapping"][row].tolist(), best[row], sure[row], windows["special_tokens_mask"][row], strict=True
                    )
                    if not special and end > start
                ]  # fmt: skip
                for start, end, label, p in _chunks(tokens, piece):
                    spans.setdefault((begin + start, begin + end), (label, p))
        made, end = [], 0
        for (start, stop), (label, p) in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if start >= end:  # where windows overlap, the longest is heard
                made.append((Span(start, stop, label, f"hf-{start}-{stop}"), p))
                end = stop
        scores = {span.id: p for span, p in made}
        return Prediction("hf", version, tuple(span for span, _ in made), scores=scores)

    return tag


def _labels(folder: Path, names: dict[int, str], scheme: Scheme) -> dict[int, tuple[str, str | None]]:
    """For each of the model's labels its position (B, I, or empty) and the scheme's label, or None."""
    path = folder / LABELS
    given: Any = json.loads(path.read_bytes()) if path.is_file() else {}
    if not isinstance(given, dict) or any(each is not None and each not in scheme.entities for each in given.values()):
        expected = ", ".join(scheme.entities)
        raise ValueError(
            f"{LABELS}: expected an object from the model's labels to {expected} or null, found {quote(given)}"
        )
    made = {}
    for number, name in names.items():
        position, bare = (name[0], name[2:]) if name[:2] in ("B-", "I-") else ("", name)
        label = given.get(name, given.get(bare, bare))
        made[int(number)] = (position, label if label in scheme.entities else None)
    if not any(label for _, label in made.values()):
        raise ValueError(
            f"none of its labels ({', '.join(names.values())}) is the scheme's; say in {LABELS} what they are"
        )
    return made


def _chunks(
    tokens: Sequence[tuple[int, int, tuple[str, str | None], float]], text: str
) -> Iterator[tuple[int, int, str, float]]:
    """The spans of a window's tokens: (start, end, label, the least probability of a token)."""
    start = end = 0
    label: str | None = None
    p = 1.0
    for begin, stop, (position, said), sure in [*tokens, (len(text), len(text), ("", None), 1.0)]:
        goes_on = said == label and position != "B" and not text[end:begin].strip()
        if label and not goes_on:
            while start < end and text[start].isspace():  # some tokenizers count the blank before a word
                start += 1
            if start < end:
                yield start, end, label, p
        if said and not (label and goes_on):
            start, p = begin, 1.0
        label, end, p = said, stop, min(p, sure)


def _version(folder: Path) -> str:
    """A hash of the files that decide what the model says."""
    files = sorted(
        path for path in folder.iterdir() if path.suffix in (".json", ".safetensors", ".bin", ".txt", ".model")
    )
    return sha256("\n".join(f"{path.name} {sha256(path.read_bytes())}" for path in files))[:8]
