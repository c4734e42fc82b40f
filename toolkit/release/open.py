"""Opening a release folder: its bytes against the manifest, its rows back into records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.finding import Finding, ReadError, finding, quote
from toolkit.record.record import Record, RecordEntity, RecordRelation
from toolkit.release.build import MANIFEST, seal
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.workspace import sha256


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release. Raises ReadError (manifest-mismatch) where there is none that can be read."""
    try:
        content = (folder / MANIFEST).read_bytes()
        read: dict[str, Any] = json.loads(content)
        if seal({name: each for name, each in read.items() if name != "sealed_sha256"}) != content:
            raise ValueError("it is not as it was sealed")
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise ReadError(finding("manifest-mismatch", str(folder / MANIFEST), f"no manifest: {quote(error)}")) from None
    return read


def differences(folder: Path) -> Iterator[Finding]:
    """Every file of a release that is not the one in its manifest: changed, missing, or too many."""
    expected: dict[str, Any] = manifest(folder)["files"]
    there = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    for name in sorted(expected.keys() - there.keys()):
        yield finding("manifest-mismatch", str(folder / name), "it is missing")
    for name in sorted(there.keys() - expected.keys() - {MANIFEST}):
        yield finding("manifest-mismatch", str(folder / name), "the manifest does not know it")
    for name in sorted(expected.keys() & there.keys()):
        content = there[name].read_bytes()
        if sha256(content) != expected[name]["sha256"]:
            pointer = (
                "a git-lfs pointer, run `git lfs pull`"
                if content.startswith(b"version https://git-lfs")
                else "other bytes"
            )
            yield finding(
                "manifest-mismatch", str(there[name]), f"found {pointer}, expected {expected[name]['sha256'][:12]}"
            )


def scheme_of(folder: Path) -> Scheme:
    """The scheme that a release was made with."""
    return scheme.read(folder / "schema" / "scheme.yaml")


def records(folder: Path) -> Iterator[Record]:
    """The records of a release, from its default table and `articles`; what a release does not tell is None or empty."""
    import pyarrow.parquet as pq

    the_scheme = scheme_of(folder)
    entity_labels, relation_labels = list(the_scheme.entities), list(the_scheme.relations)
    facts = {row["article_id"]: row for path in _shards(folder, "articles") for row in pq.read_table(path).to_pylist()}
    for path in _shards(folder, "gold"):
        for row in pq.read_table(path).to_pylist():
            fact = facts.get(row["article_id"], {})
            entities = row["entities"]
            relations = row["relations"]
            yield Record(
                article_id=row["article_id"],
                text_sha256=fact.get("text_sha256") or "",
                title=row["title"],
                text=row["text"],
                paragraphs=tuple((each["start"], each["end"]) for each in row["paragraphs"]),
                sentences=tuple((each["start"], each["end"]) for each in row["sentences"]),
                entities=None if entities is None else tuple(_entity(each, entity_labels) for each in entities),
                relations=None if relations is None else tuple(_relation(each, relation_labels) for each in relations),
                attributes=_said(row.get("attributes")),
                relevant=row["relevant"],
                n_chars=fact.get("n_chars") or len(row["text"] or ""),
                dup_group=fact.get("dup_group"),
                url=fact.get("url"),
                outlet=fact.get("outlet"),
                published_at=fact.get("published_at") or row["published_on"],
                published_precision=fact.get("published_precision"),
                source=row["source"],
                rights=row["rights"],
                licence=fact.get("licence"),
                split=path.name.split("-")[0],
                provenance={},
            )


def _shards(folder: Path, config: str) -> list[Path]:
    return sorted((folder / config).glob("*.parquet"))


def _label(number: int, labels: list[str]) -> str:
    return labels[number] if 0 <= number < len(labels) else f"#{number}"


def _entity(row: dict[str, Any], labels: list[str]) -> RecordEntity:
    said = _said(row.get("attributes"))
    return RecordEntity(
        row["id"], _label(row["label"], labels), row["start"], row["end"], row["text"], row["cluster"], said
    )


def _relation(row: dict[str, Any], labels: list[str]) -> RecordRelation:
    return RecordRelation(row["id"], _label(row["label"], labels), row["head"], row["tail"], tuple(row["flags"]))


def _said(attributes: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (attributes or {}).items() if value is not None}
