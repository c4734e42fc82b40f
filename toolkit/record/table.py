"""The flat tables of records, and the contract (pandera) that holds them, both made from the scheme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from toolkit.finding import Finding, SchemeError, ToolkitError, finding, quote
from toolkit.record.record import Record
from toolkit.scheme.scheme import Scheme

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl

Tables = dict[str, "pl.DataFrame"]


def tables(records: Iterable[Record], scheme: Scheme) -> Tables:
    """The tables `articles`, `entities` and `relations` of some records, one row each, keyed by (article_id, id)."""
    import polars as pl

    rows: dict[str, list[dict[str, Any]]] = {"articles": [], "entities": [], "relations": []}
    for record in records:
        rows["articles"].append({
            "article_id": record.article_id, "text_sha256": record.text_sha256, "n_chars": record.n_chars,
            "relevant": record.relevant, "source": record.source, "rights": record.rights, "split": record.split,
        })  # fmt: skip
        for entity in record.entities or ():
            attributes = {each.name: entity.attributes.get(each.name) for each in scheme.span_attributes}
            rows["entities"].append({
                "article_id": record.article_id, "id": entity.id, "label": entity.label, "start": entity.start,
                "end": entity.end, "text": entity.text, "cluster": entity.cluster, **attributes,
            })  # fmt: skip
        for relation in record.relations or ():
            rows["relations"].append({
                "article_id": record.article_id, "id": relation.id, "label": relation.label, "head": relation.head,
                "tail": relation.tail, "flags": " ".join(relation.flags),
            })  # fmt: skip
    schemas = columns(scheme)
    return {name: pl.DataFrame(rows[name], schema=schemas[name], strict=True) for name in rows}


def columns(scheme: Scheme) -> dict[str, dict[str, Any]]:
    """The columns of each table and their polars types."""
    import polars as pl

    types = {"choice": pl.String, "choices": pl.List(pl.String), "number": pl.Float64, "text": pl.String}
    return {
        "articles": {
            "article_id": pl.String, "text_sha256": pl.String, "n_chars": pl.Int64, "relevant": pl.Boolean,
            "source": pl.String, "rights": pl.String, "split": pl.String,
        },
        "entities": {
            "article_id": pl.String, "id": pl.String, "label": pl.String, "start": pl.Int64, "end": pl.Int64,
            "text": pl.String, "cluster": pl.String, **{each.name: types[each.type] for each in scheme.span_attributes},
        },
        "relations": {
            "article_id": pl.String, "id": pl.String, "label": pl.String, "head": pl.String, "tail": pl.String,
            "flags": pl.String,
        },
    }  # fmt: skip


def contract(scheme: Scheme) -> dict[str, pa.DataFrameSchema]:
    """The pandera schema of each table. Only checks that survive being written as YAML are used."""
    import pandera.polars as pa

    made = {}
    for name, types in columns(scheme).items():
        checks: dict[str, list[Any]] = {column: [] for column in types}
        if name == "articles":
            checks["text_sha256"] = [pa.Check.str_matches("^[0-9a-f]{64}$")]
            checks["rights"] = [pa.Check.isin(["full", "standoff"])]
        elif name == "entities":
            checks["label"] = [pa.Check.isin(list(scheme.entities))]
            checks["start"] = [pa.Check.ge(0)]
            checks["end"] = [pa.Check.ge(1)]
            for attribute in scheme.span_attributes:
                if attribute.type == "choice":
                    checks[attribute.name] = [pa.Check.isin(list(attribute.values))]
        else:
            checks["label"] = [pa.Check.isin(list(scheme.relations))]
        optional = {"text", *scheme.attributes}
        made[name] = pa.DataFrameSchema(
            {column: pa.Column(kind, checks[column], nullable=column in optional) for column, kind in types.items()},
            strict=True,
            unique=["article_id"] if name == "articles" else ["article_id", "id"],
            name=name,
        )
    return made


def validate(made: Tables, scheme: Scheme) -> list[Finding]:
    """Every way in which the tables break the contract. Raises ToolkitError if validation is switched off from outside."""
    from pandera.config import get_config_context
    from pandera.errors import SchemaErrors

    if not get_config_context().validation_enabled:
        raise ToolkitError(finding("validation-disabled", "PANDERA_VALIDATION_ENABLED", "pandera's validation is off"))
    found: list[Finding] = []
    for name, schema in contract(scheme).items():
        try:
            schema.validate(made[name], lazy=True)
        except SchemaErrors as errors:
            for case in errors.failure_cases.to_dicts():
                where = f"table {name} row {case.get('index')} column {case.get('column')}"
                message = f"found {quote(case.get('failure_case'))}, expected {quote(case.get('check'))}"
                found.append(finding("contract-broken", where, message))
    return found


def contract_yaml(scheme: Scheme) -> dict[str, str]:
    """The contract as YAML that pandera reads alone, by table. Raises SchemeError if a check would not survive."""
    from pandera.io.polars_io import from_yaml, to_yaml

    made = {}
    for name, schema in contract(scheme).items():
        text = to_yaml(schema)
        back = from_yaml(text)
        for column, expected in schema.columns.items():
            kept = {check.name for check in back.columns[column].checks or ()}
            lost = {check.name for check in expected.checks or ()} - kept
            if lost:
                raise SchemeError(finding("contract-check-lost", f"table {name} column {column}", quote(lost)))
        made[name] = text
    return made
