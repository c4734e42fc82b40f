"""A release's README: the card's prose, with every number in it computed, under the front matter that the hub reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.record.record import Record
from toolkit.release.card import Card, fill
from toolkit.release.features import DEFAULT
from toolkit.scheme import markdown
from toolkit.scheme.markdown import table
from toolkit.scheme.scheme import Scheme

if TYPE_CHECKING:
    import datasets


@dataclass(frozen=True, slots=True)
class Context:
    """What a README is made from. `configs` gives rows and bytes of each config's splits; `data` is the content digest."""

    version: str
    date: str
    data: str
    card: Card
    scheme: Scheme
    records: list[Record]
    configs: dict[str, dict[str, Any]]
    features: dict[str, datasets.Features]


def render(context: Context) -> str:
    """The README, front matter and all."""
    import yaml

    front = yaml.safe_dump(_front(context), sort_keys=False, allow_unicode=True, width=120)
    return f"---\n{front}---\n{fill(context.card.body, _blocks(context))}"


def _front(context: Context) -> dict[str, Any]:
    """The card's front matter, with configs and features in the hub's form.

    The version and the content digest stand in every config: the loader's cache is keyed by this text alone, so without
    them replaced data would be answered with the old rows.
    """
    from datasets import DatasetInfo, SplitDict, SplitInfo
    from datasets.info import DatasetInfosDict
    from huggingface_hub import DatasetCardData

    ours = {"name", "gold", "splits"}
    front = {key: value for key, value in context.card.front.items() if key not in ours}
    infos = DatasetInfosDict()
    for config, splits in context.configs.items():
        split_infos = SplitDict()
        for split, facts in splits.items():
            split_infos.add(SplitInfo(name=split, num_bytes=facts["bytes"], num_examples=facts["rows"]))
        infos[config] = DatasetInfo(features=context.features[config], splits=split_infos, config_name=config)
    made = DatasetCardData()
    infos.to_dataset_card_data(made)
    front["dataset_info"] = made["dataset_info"]
    front["configs"] = [
        {
            "config_name": config,
            "data_files": [{"split": split, "path": f"{config}/{split}-*.parquet"} for split in splits],
            "version": context.version,
            "description": f"{context.card.front['pretty_name']} {context.version}, content {context.data}",
            **({"default": True} if config == DEFAULT else {}),
        }
        for config, splits in context.configs.items()
    ]
    return front


def _blocks(context: Context) -> dict[str, str]:
    records = context.records
    labels = Counter(entity.label for record in records for entity in record.entities or ())
    relations = Counter(relation.label for record in records for relation in record.relations or ())
    days = sorted(record.published_on for record in records if record.published_on)
    sources = Counter((record.source, record.rights) for record in records)
    facts = [
        ("version", context.version),
        ("date", context.date),
        ("articles", len(records)),
        ("of these not relevant", sum(not record.relevant for record in records)),
        ("with text withheld", sum(record.text is None for record in records)),
        ("entities", labels.total()),
        ("relations", relations.total()),
        ("published", f"{days[0]} to {days[-1]}" if days else "not known"),
        ("annotators", len({a for record in records for a in record.provenance["annotators"]})),
        ("gold policy", f"`{context.card.gold}`"),
        ("scheme", f"{context.scheme.name} {context.scheme.version}"),
        ("content", f"`{context.data}`"),
    ]
    made = {
        "version": f"{context.version} ({context.date})\n",
        "counts": table(("What", "How much"), facts),
        "labels": table(("Label", "Entities"), [(f"`{label}`", labels[label]) for label in context.scheme.entities]),
        "relations": table(
            ("Relation", "How many"), [(f"`{each}`", relations[each]) for each in context.scheme.relations]
        ),
        "sources": table(("Source", "Rights", "Articles"), [(*key, n) for key, n in sorted(sources.items())]),
        "configs": table(
            ("Config", "Split", "Rows"),
            [
                (f"`{c}`", split, facts["rows"])
                for c, splits in context.configs.items()
                for split, facts in splits.items()
            ],
        ),
    }
    return made | markdown.tables(context.scheme)
