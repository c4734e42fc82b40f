"""Building a release: records into a folder that is there whole or not at all, and is never changed.

The folder is made under a temporary name, its manifest last, and renamed once: what has a manifest under its final name
is complete. The same inputs give the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.article import duplicates
from toolkit.finding import Finding, Tally, ToolkitError, finding
from toolkit.record import build as record_build
from toolkit.record import check, table
from toolkit.record.record import Record
from toolkit.release import card, features, readme
from toolkit.release.card import Card
from toolkit.scheme import json_schema, scheme
from toolkit.scheme.scheme import Scheme
from toolkit.workspace import Workspace, dump, sha256, sweep, sync_folder, write

if TYPE_CHECKING:
    import datasets
    import pyarrow as pa

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_CHUNKING = {"min_chunk_size": 262144, "max_chunk_size": 1048576, "norm_level": 0}
_ROW_GROUP = 10_000


def build(
    workspace: Workspace, version: str, progress: Callable[[str], None] = lambda step: None
) -> tuple[Path, Tally]:
    """Builds `data/releases/VERSION` from what the workspace holds; returns the folder and what was counted.

    The same version again with the same content is left as it is. Raises ToolkitError: version-form, release-empty,
    version-exists (other content), contract-broken and the like where the records do not hold (nothing is written then).
    """
    if not _VERSION.fullmatch(version):
        raise _refused(finding("version-form", version, "expected three numbers, as in 0.1.0"), exit_code=2)
    the_scheme = scheme.read(workspace.schemas / "scheme.yaml")
    the_card = card.read(workspace)
    with workspace.lock("build"):
        _sweep(workspace)
        tally = Tally()
        progress("finding duplicates")
        tally.note(duplicates.refresh(workspace))
        progress("deciding the gold")
        records = record_build.assemble(workspace, the_scheme, the_card.gold, tally)
        if not records:
            raise _refused(finding("release-empty", f"release {version}", "no article has a gold answer"))
        progress("checking the records")
        for found in [
            *check.check(records, the_scheme),
            *table.validate(table.tables(records, the_scheme), the_scheme),
        ]:
            raise _refused(found)
        target = workspace.releases / version
        temporary = workspace.releases / f".tmp-{os.getpid()}-{version}"
        shutil.rmtree(temporary, ignore_errors=True)
        try:
            progress("writing the tables")
            _write(temporary, workspace, version, records, the_scheme, the_card)
            _settle(temporary, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return target, tally


def _settle(temporary: Path, target: Path) -> None:
    made = (temporary / MANIFEST).read_bytes()
    if (target / MANIFEST).is_file():
        if (target / MANIFEST).read_bytes() != made:
            raise _refused(finding("version-exists", str(target), "it holds other content"))
        return
    if target.exists():  # without a manifest it was never a release of ours
        raise _refused(finding("version-exists", str(target), "something without a manifest lies there"))
    temporary.rename(target)
    sync_folder(target.parent)


def _refused(found: Finding, exit_code: int = 1) -> ToolkitError:
    error = ToolkitError(found)
    error.exit_code = exit_code
    return error


def _sweep(workspace: Workspace) -> None:
    """Removes what killed builds left behind; the lock is ours, so no other build is under way."""
    for stale in workspace.releases.glob(".tmp-*"):
        shutil.rmtree(stale, ignore_errors=True)
    sweep(workspace.releases)


def _write(
    folder: Path, workspace: Workspace, version: str, records: list[Record], the_scheme: Scheme, the_card: Card
) -> None:
    shapes = features.features(the_scheme)
    configs: dict[str, dict[str, Any]] = {}
    for config, rows in features.rows(records, the_scheme).items():
        if rows:  # an empty split cannot be loaded
            path = folder / config / "train-00000-of-00001.parquet"
            arrow = _table(rows, shapes[config])
            write(path, _parquet(arrow))
            digest = sha256(b"".join(dump(row) for row in rows))
            configs[config] = {"train": {"rows": len(rows), "bytes": arrow.nbytes, "content_sha256": digest}}
    _copies(folder, workspace, the_scheme)
    data = sha256("".join(f"{_sum(path)}  {path.relative_to(folder)}\n" for path in sorted(folder.glob("*/*.parquet"))))
    date = _date(records)
    context = readme.Context(
        version, date, data, the_card, the_scheme, records, configs, {c: shapes[c] for c in configs}
    )
    write(folder / "README.md", readme.render(context).encode("utf-8"))
    sums = {str(path.relative_to(folder)): _sum(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    write(folder / SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode())
    write(folder / MANIFEST, seal(_manifest(folder, version, date, data, the_card, the_scheme, configs)))


def seal(manifest: dict[str, Any]) -> bytes:
    """A manifest's bytes, with the hash of what stands above it as its last word: it covers every file, itself too."""
    return dump({**manifest, "sealed_sha256": sha256(dump(manifest, indent=True))}, indent=True)


def _table(rows: list[dict[str, Any]], shape: datasets.Features) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=shape.arrow_schema).combine_chunks()


def _parquet(arrow: pa.Table) -> bytes:
    """A table as Parquet: one writer, fixed row groups, content-defined chunks, so that equal rows are equal bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    marked = arrow.replace_schema_metadata(
        {**(arrow.schema.metadata or {}), b"content_defined_chunking": json.dumps(_CHUNKING).encode()}
    )
    sink = pa.BufferOutputStream()
    pq.write_table(
        marked,
        sink,
        compression="zstd",
        row_group_size=_ROW_GROUP,
        write_page_index=True,
        use_content_defined_chunking=_CHUNKING,
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _copies(folder: Path, workspace: Workspace, the_scheme: Scheme) -> None:
    """What a reader needs beside the tables: the scheme, the contracts, the guideline."""
    schema = folder / "schema"
    write(schema / "scheme.yaml", (workspace.schemas / "scheme.yaml").read_bytes())
    write(schema / "annotation.schema.json", dump(json_schema.annotation(the_scheme), indent=True))
    write(schema / "record.schema.json", dump(json_schema.record(the_scheme), indent=True))
    for name, text in table.contract_yaml(the_scheme).items():
        write(schema / f"{name}.contract.yaml", text.encode("utf-8"))
    guidelines = workspace.annotations / "GUIDELINES.md"
    if guidelines.is_file():
        pictures = re.compile(rb"!\[[^\]]*\]\((?!https?:)[^)]*\)\n*")  # they stay behind: a release is data
        write(folder / "GUIDELINES.md", pictures.sub(b"", guidelines.read_bytes()))


def _date(records: list[Record]) -> str:
    """The day of the last decision (or SOURCE_DATE_EPOCH): a release made again later is the same release."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return max(str(record.provenance["decided_at"]) for record in records)[:10]


def _sum(path: Path) -> str:
    return sha256(path.read_bytes())


def _manifest(
    folder: Path, version: str, date: str, data: str, the_card: Card, the_scheme: Scheme, configs: dict[str, Any]
) -> dict[str, Any]:
    import pyarrow

    from toolkit import __version__

    files = {
        str(path.relative_to(folder)): {"sha256": _sum(path), "bytes": path.stat().st_size}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return {
        "name": the_card.name,
        "version": version,
        "date": date,
        "gold": the_card.gold,
        "content_sha256": data,
        "toolkit": __version__,
        "pyarrow": pyarrow.__version__,
        "scheme": {"name": the_scheme.name, "version": the_scheme.version},
        "parent": None,
        "configs": configs,
        "files": files,
    }
