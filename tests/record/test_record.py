"""Gold and articles into records: joined where they belong together, clustered, and put aside where they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests import handmade
from tests.conftest import REPOSITORY
from toolkit.annotation.gold import decide
from toolkit.finding import SchemeError, Tally, ToolkitError
from toolkit.flow import check as flow_check
from toolkit.raw.source import Source, Sources
from toolkit.record import build, check, table
from toolkit.record.record import Record
from toolkit.scheme import scheme

SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
OPEN = Sources({"paper": Source("paper", "paper", rights="full")})
TEXT = "한빛전자(한빛)가 한빛전자 사람 김하람과 박도윤을 5억원, 또 5억원에 모셨다."
ARTICLE = handmade.article(TEXT)


def places(surface: str, label: str) -> list[tuple[int, int, str]]:
    found, at = [], TEXT.find(surface)
    while at >= 0:
        found.append((at, at + len(surface), label))
        at = TEXT.find(surface, at + 1)
    return found


def made(marks: list[tuple[int, int, str]], arrows=(), known=ARTICLE, tally: Tally | None = None) -> list[Record]:
    spans = [handmade.Span(*mark, f"s{n}") for n, mark in enumerate(marks)]
    said = handmade.annotation(ARTICLE, spans, arrows)
    tally = tally if tally is not None else Tally()
    golds = decide({ARTICLE.id: [said]}, {}, SCHEME, "single", Tally())
    records = list(build.records(golds, {known.id: known} if known else {}, OPEN, SCHEME, tally, {}))
    assert tally.counts["records"].balanced
    return records


def clusters(record: Record) -> list[set[str]]:
    grouped: dict[str, set[str]] = {}
    for each in record.entities or ():
        grouped.setdefault(each.cluster, set()).add(f"{each.text}@{each.start}")
    return sorted(grouped.values(), key=sorted)


def test_equal_strings_of_one_label_are_one_cluster_named_after_the_first():
    one, two = places("한빛전자", "company")
    [record] = made([two, one])
    assert [entity.cluster for entity in record.entities or ()] == ["e1", "e1"]
    [record] = made([one, (*two[:2], "group")])
    assert len(clusters(record)) == 2


NAMES = "㈜가람소프트의 (주)누리 사람 조은별이 왔다. 가람소프트 조 대표와 정하늘, 정보라, 정 이사, 김씨가 있다. Hanbit Inc. and Hanbit."


@pytest.mark.parametrize(
    ("label", "one", "other", "joined"),
    [
        ("company", "㈜가람소프트", "가람소프트", True),
        ("company", "Hanbit Inc.", "Hanbit", True),
        ("company", "㈜가람소프트", "(주)누리", False),
        ("person", "조은별", "조 대표", True),
        ("person", "정하늘", "정 이사", False),  # two share the surname
        ("person", "조은별", "김씨", False),
        ("group", "㈜가람소프트", "가람소프트", False),
    ],
)
def test_spellings_of_one_name_are_one_cluster(label, one, other, joined):
    article = handmade.article(NAMES)
    at = {one: NAMES.index(one), other: NAMES.rindex(other)}
    spans = [handmade.Span(start, start + len(name), label, f"s{start}") for name, start in at.items()]
    if other == "정 이사":
        spans.append(handmade.Span(NAMES.index("정보라"), NAMES.index("정보라") + 3, label, "third"))
    golds = decide({article.id: [handmade.annotation(article, spans)]}, {}, SCHEME, "single", Tally())
    [record] = build.records(golds, {article.id: article}, OPEN, SCHEME, Tally(), {})
    cluster = {entity.start: entity.cluster for entity in record.entities or ()}
    assert (cluster[at[one]] == cluster[at[other]]) == joined


def test_an_identity_joins_clusters():
    one, two = places("한빛전자", "company")
    short = places("한빛", "company")[1]
    [record] = made([one, short, two], [("same_as", "s1", "s2")])
    assert len(clusters(record)) == 1


def test_equal_amounts_are_two_facts():
    [record] = made(places("5억원", "compensation"))
    assert len(clusters(record)) == 2


def test_what_is_not_here_or_not_the_same_is_put_aside():
    for known, code in ((None, "article-missing"), (handmade.article(TEXT + "."), "text-changed")):
        tally = Tally()
        assert made(places("5억원", "compensation"), known=known, tally=tally) == []
        assert (dict(tally.by_code), tally.counts["records"].quarantined, tally.exit_code()) == ({code: 1}, 1, 1)


def test_an_answer_that_no_longer_holds_leaves_its_article_out_and_breaks_nothing(tmp_path: Path):
    spans = handmade.spans(TEXT, ("한빛전자", "company"), ("김하람", "person"))
    bad = [
        replace(handmade.annotation(ARTICLE, spans), spans=(replace(spans[0], label="OLD"),)),
        handmade.annotation(ARTICLE, spans, [("old", "s1", "s0")]),
        handmade.annotation(ARTICLE, spans[:1], [("joins", "s1", "s0")]),
        replace(handmade.annotation(ARTICLE, spans), spans=(replace(spans[0], end=10**6),)),
    ]
    for n, each in enumerate(bad):
        good = handmade.annotation(ARTICLE, spans, by="bora")
        home = handmade.workspace(tmp_path / f"{n}", [ARTICLE], [each, good], gold="agreed")
        tally = flow_check.check(home)
        assert tally.exit_code() == 1
        assert (tally.counts["annotations"].kept, tally.counts["annotations"].quarantined) == (1, 1)
        assert tally.reasons == {"gold: an answer put aside": 1}
        assert build.assemble(home, SCHEME, "agreed", Tally()) == []


marks = st.lists(
    st.sampled_from(
        [
            *places("한빛전자", "company"),
            *places("한빛", "company"),
            *places("5억원", "compensation"),
            *places("김하람", "person"),
        ]
    ),
    unique=True,
)


@given(marks)
def test_every_record_that_is_made_passes_its_own_checks(drawn):
    [record] = made(drawn)
    assert list(check.check([record], SCHEME)) == []
    for entity in record.entities or ():
        assert TEXT[entity.start : entity.end] == entity.text
    names = [entity.id for entity in record.entities or ()]
    assert names == [f"e{n + 1}" for n in range(len(names))]
    assert all(names.index(each.cluster) <= names.index(each.id) for each in record.entities or ())


def test_the_contract_finds_what_breaks_it():
    tables = table.tables(made(places("한빛전자", "company")), SCHEME)
    assert table.validate(tables, SCHEME) == []
    import polars as pl

    for column, value in (("label", "OLD"), ("start", -1), ("end", 0), ("id", "e1"), ("cluster", None)):
        kind = tables["entities"].schema[column]
        spoilt = tables | {"entities": tables["entities"].with_columns(pl.lit(value, dtype=kind).alias(column))}
        found = table.validate(spoilt, SCHEME)
        assert {each.code for each in found} == {"contract-broken"}, column


def test_the_contract_written_down_holds_the_same_checks(monkeypatch):
    from pandera.io.polars_io import from_yaml

    for name, text in table.contract_yaml(SCHEME).items():
        assert yaml.safe_load(text)
        back = from_yaml(text)
        rows = table.tables(made(places("한빛전자", "company")), SCHEME)[name]
        assert back.validate(rows).equals(rows)
    import pandera.polars as pa

    contract = table.contract(SCHEME)
    contract["articles"].columns["rights"].checks = [pa.Check(lambda data: True, name="own")]
    monkeypatch.setattr(table, "contract", lambda scheme: contract)
    with pytest.warns(UserWarning, match="."), pytest.raises(SchemeError) as error:
        table.contract_yaml(SCHEME)
    assert error.value.finding.code == "contract-check-lost"


def test_validation_that_is_switched_off_is_refused():
    from pandera.config import config_context

    with config_context(validation_enabled=False), pytest.raises(ToolkitError) as error:
        table.validate(table.tables([], SCHEME), SCHEME)
    assert error.value.finding.code == "validation-disabled"
