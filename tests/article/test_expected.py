"""The invented sample pages against their expected records: every field, exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import toolkit.sample
from toolkit.article.article import Article
from toolkit.article.build import make
from toolkit.article.normalize import normalize
from toolkit.raw.document import RawDocument

PAGES = Path(toolkit.sample.__path__[0]) / "pages"
EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.json"))


def article(name: str) -> tuple[Article, bytes]:
    path = PAGES / name
    media_type = "text/html" if path.suffix == ".html" else "text/plain"
    body = path.read_bytes()
    made, found = make(RawDocument.of(body, source=path.parent.name, origin=name, media_type=media_type), "Asia/Seoul")
    assert made is not None, found
    return made, body


@pytest.fixture(params=EXPECTED, ids=lambda path: path.stem)
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(request.param.read_text("utf-8"))
    return record


def test_every_sample_page_has_an_expected_record() -> None:
    names = {json.loads(path.read_text("utf-8"))["page"] for path in EXPECTED}
    assert names == {str(path.relative_to(PAGES)) for path in PAGES.rglob("*.*")}


def test_every_field_is_as_expected(expected: dict[str, Any]) -> None:
    got = article(expected["page"])[0].to_dict()
    got["paragraphs"] = [each["text"] for each in got["paragraphs"]]
    expected.pop("page")
    assert {name: got[name] for name in expected} == expected


def test_paragraphs_are_the_text_and_come_from_the_page(expected: dict[str, Any]) -> None:
    made, body = article(expected["page"])
    page = decoded(body)
    assert "\n\n".join(made.text[p.start : p.end] for p in made.paragraphs) == made.text
    edited = [edit.raw for edit in made.edits]
    for paragraph in made.paragraphs:
        assert made.alignment.raw(paragraph.start, paragraph.end) == paragraph.raw
        for at in range(paragraph.start, paragraph.end):
            a, b = made.alignment.raw(at, at + 1)
            assert a < b
            if b - a == 1 and not any(x < b and a < y for x, y in edited):
                assert page[a:b] == made.text[at] or page[a:b].isspace()


def test_every_line_of_a_dump_is_kept_or_dropped_with_a_reason(expected: dict[str, Any]) -> None:
    made, body = article(expected["page"])
    if expected["page"].endswith(".html"):
        pytest.skip("lines are those of the readable text")
    page = decoded(body)
    covered = set()
    for a, b in [p.raw for p in made.paragraphs] + [d.raw for d in made.dropped]:
        covered |= set(range(a, b))
    assert "".join(normalize("".join("\n" if i in covered else c for i, c in enumerate(page)))[0].split()) == ""
    assert all(passage.reason for passage in made.dropped)


def decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp949")
