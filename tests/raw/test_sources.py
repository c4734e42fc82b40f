"""Whose page it is: sources.yaml, and the order in which a source is told."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

import toolkit.sample
from toolkit.finding import SchemeError
from toolkit.raw.parser import Parser
from toolkit.raw.source import UNKNOWN, Sources, load
from toolkit.workspace import Workspace

YAML = """sources:
  alpha:
    name: "알파일보"
    domains: ["alpha.example.com", "example.org"]
    timezone: "Asia/Tokyo"
    rights: "full"
    licence: "CC0-1.0"
    evidence: {basis: "letter", contact: "a@example.com", date: "2026-11-22"}
  beta: {}
"""


def declared(tmp_path: Path, text: str) -> Sources:
    (tmp_path / "schemas").mkdir(exist_ok=True)
    (tmp_path / "schemas" / "sources.yaml").write_text(text, "utf-8")
    return load(Workspace(tmp_path))


def test_what_is_missing_is_standoff_and_seoul(tmp_path: Path) -> None:
    sources = declared(tmp_path, YAML)
    beta = sources.get("beta")
    assert (beta.rights, beta.timezone, beta.name, beta.licence) == ("standoff", "Asia/Seoul", "beta", None)
    alpha = sources.get("alpha")
    assert (alpha.rights, alpha.timezone, alpha.evidence.basis) == ("full", "Asia/Tokyo", "letter")
    assert sources.get("gamma").rights == "standoff"


def test_the_order_of_evidence(tmp_path: Path) -> None:
    sources = declared(tmp_path, YAML)
    assert sources.of(url="https://alpha.example.com/1", folder=PurePath("x/beta"), given="beta").key == "beta"
    assert sources.of(url="https://m.Alpha.example.com/1", folder=PurePath("x/beta")).key == "alpha"
    assert sources.of(url="https://notalpha.example.com/1", folder=PurePath("pages/beta/deep")).key == "beta"
    assert sources.of(url="https://alpha.example.com.evil.example/1") is UNKNOWN
    assert sources.of(url="http://[broken", folder=PurePath("nowhere")) is UNKNOWN
    assert (UNKNOWN.rights, UNKNOWN.timezone) == ("standoff", "Asia/Seoul")


def test_a_name_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemeError) as caught:
        declared(tmp_path, YAML).of(given="gamma")
    assert caught.value.finding.code == "source-unknown"
    assert "alpha, beta" in caught.value.finding.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sources:\n  a: {rights: maybe}\n", "config-schema"),
        ("sources:\n  a: {rights: full}\n", "config-schema"),
        ("sources:\n  a: {timezone: Nowhere/Land}\n", "config-schema"),
        ("sources:\n  a: {timezone: ../../etc/passwd}\n", "config-schema"),
        ("sources:\n  a: {domains: [x.example]}\n  b: {domains: [x.example]}\n", "config-schema"),
        ("sources:\n  a: {domains: 5}\n", "config-type"),
        ("sources:\n  a: {name: no}\n", "config-type"),
        ("sources:\n  a: {}\n  a: {}\n", "config-duplicate-key"),
        ("sources:\n  A B: {}\n", "config-schema"),
        ("other: {}\n", "config-schema"),
        ("", "config-type"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(SchemeError) as caught:
        declared(tmp_path, text)
    assert caught.value.finding.code == code
    assert caught.value.finding.where.startswith("schemas/sources.yaml:")


def test_none_declared_is_fine(tmp_path: Path) -> None:
    assert load(Workspace(tmp_path)).declared == {}
    assert declared(tmp_path, "sources: {}\n").declared == {}


def test_the_sample_and_the_starter_load(tmp_path: Path, repository: Path) -> None:
    sample = toolkit.sample.PAGES.with_name("sources.yaml")
    assert len(declared(tmp_path, sample.read_text("utf-8")).declared) == 13
    assert declared(tmp_path, (repository / "schemas" / "sources.yaml").read_text("utf-8")).declared == {}


def test_a_source_s_parsers_are_read_in_their_order(tmp_path: Path) -> None:
    text = """sources:
  alpha:
    parsers:
      - {until: "2025-03-01", body: "div.story p", title: "h1"}
      - {body: "[itemprop='articleBody']", drop: [".ad", "figure"], byline: ".by", published: "time", summary: "h2"}
"""
    assert declared(tmp_path, text).get("alpha").parsers == (
        Parser("div.story p", title="h1", until="2025-03-01"),
        Parser("[itemprop='articleBody']", summary="h2", byline=".by", published="time", drop=(".ad", "figure")),
    )
    assert declared(tmp_path, YAML).get("alpha").parsers == ()


@pytest.mark.parametrize(
    "entry",
    ['{body: "a > b"}', '{body: "p", drop: ["a:hover"]}', '{title: "h1"}', '{body: "p", until: "soon"}', '{body: "p", font: "x"}'],
)  # fmt: skip
def test_a_parser_that_is_none_is_refused(tmp_path: Path, entry: str) -> None:
    with pytest.raises(SchemeError) as refused:
        declared(tmp_path, f"sources:\n  alpha:\n    parsers:\n      - {entry}\n")
    assert refused.value.finding.code == "config-schema"
    assert "parsers" in refused.value.finding.where
