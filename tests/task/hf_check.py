"""Run by test_hf.py in an environment of its own: makes a tiny model, and asks the tagger what it says. Prints JSON.

python tests/task/hf_check.py FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast

REPOSITORY = Path(__file__).parent.parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests import handmade  # noqa: E402
from toolkit.finding import ToolkitError  # noqa: E402
from toolkit.scheme import scheme  # noqa: E402
from toolkit.task.taggers import hf  # noqa: E402

WORDS = {"[PAD]": 0, "[CLS]": 1, "[SEP]": 2, "[UNK]": 3, "한빛": 4, "전자": 5, "김하람": 6, "Garam": 7, "Battery": 8}
NAMES = {0: "O", 1: "B-ORG", 2: "I-ORG", 3: "B-PER"}
SAYS = {"한빛": 1, "전자": 2, "김하람": 3, "Garam": 1, "Battery": 2}
"""The label that the model gives to each word: its embedding holds it, its layers are off."""


def model(folder: Path) -> None:
    """A real BERT with a real fast tokenizer (one token a word, 한빛전자 two), whose weights are set by hand."""
    tokenizer = Tokenizer(models.WordPiece(vocab=WORDS | {"##전자": 9}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", model_max_length=16
    )  # fmt: skip
    config = BertConfig(
        vocab_size=10, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, max_position_embeddings=16,
        id2label=NAMES, label2id={name: number for number, name in NAMES.items()},
    )  # fmt: skip
    torch.manual_seed(0)
    made = BertForTokenClassification(config).eval()
    with torch.no_grad():
        for name, weight in made.named_parameters():
            if "LayerNorm.weight" not in name:
                weight.zero_()
        for word, number in (WORDS | {"##전자": 9}).items():
            made.bert.embeddings.word_embeddings.weight[number, SAYS.get(word.removeprefix("##"), 0)] = 4.0
        for number in NAMES:
            made.classifier.weight[number, number] = 4.0
    made.save_pretrained(folder)
    fast.save_pretrained(folder)


def main() -> None:
    folder = Path(sys.argv[1])
    model(folder)
    the_scheme = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
    found: dict[str, object] = {}
    try:
        hf.make(the_scheme, [], folder)
    except ToolkitError as error:
        found["unmapped"] = [error.finding.code, error.finding.message]
    (folder / hf.LABELS).write_text(json.dumps({"ORG": "company", "PER": "person"}))
    tag = hf.make(the_scheme, [], folder)
    long = "김하람 " + "그리고 " * 60 + "Garam  Battery"
    for name, text in {"short": "😀 한빛전자 김하람\n\nGaram Battery", "long": long, "empty": ""}.items():
        said = tag(handmade.article(text), ())
        found[name] = [[span.of(text), span.label, span.start, said.scores[span.id]] for span in said.spans]
        found["version"] = said.version
    (folder / hf.LABELS).write_text(json.dumps({"ORG": "firm"}))
    try:
        hf.make(the_scheme, [], folder)
    except ToolkitError as error:
        found["mapped"] = [error.finding.code, error.finding.message]
    try:
        hf.make(the_scheme, [], folder / "none")
    except ToolkitError as error:
        found["missing"] = [error.finding.code, error.finding.message]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
