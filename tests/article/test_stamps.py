"""Times as pages stamp them, Korean and English, and what markup and scripts give."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article import marks, stamps

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")


def read(text: str, zone: ZoneInfo = SEOUL) -> list[tuple[str, str | None]]:
    return [(each.kind, each.when and each.when.value) for each in stamps.find(text, zone)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024년 11월 05일 (화) 11:20:33", [("bare", "2024-11-05T11:20:33+09:00")]),
        ("2024.04.12. 오전 10:31", [("bare", "2024-04-12T10:31+09:00")]),
        ("2024.04.12. 오후 12:31", [("bare", "2024-04-12T12:31+09:00")]),
        ("2024.04.12. 오전 12:05", [("bare", "2024-04-12T00:05+09:00")]),
        (
            "입력 2024.04.12 10:31 | 수정 2024.04.12 11:02",
            [("published", "2024-04-12T10:31+09:00"), ("modified", "2024-04-12T11:02+09:00")],
        ),
        (
            "입력 : 2024-04-12 10:31 최종수정 : 2024-04-12 11:02",
            [("published", "2024-04-12T10:31+09:00"), ("modified", "2024-04-12T11:02+09:00")],
        ),
        ("기사입력 : 2024-04-12", [("published", "2024-04-12")]),
        ("기사등록 2024/04/12 10:31:22", [("published", "2024-04-12T10:31:22+09:00")]),
        ("최초입력 2024년 4월 12일 10시 31분", [("published", "2024-04-12T10:31+09:00")]),
        ("등록 24.04.12 (금) 10:31", [("posted", "2024-04-12T10:31+09:00")]),
        ("승인 2024.04.12 09:00", [("published", "2024-04-12T09:00+09:00")]),
        ("송고시간 2024-04-12 10:31", [("published", "2024-04-12T10:31+09:00")]),
        ("업데이트 2024.04.12 10:31", [("modified", "2024-04-12T10:31+09:00")]),
        ("작성일 24-04-12 10:31", [("posted", "2024-04-12T10:31+09:00")]),
        ("최종편집 2024.04.12 10:31", [("other", "2024-04-12T10:31+09:00")]),
        ("2026/02/03 14:05", [("bare", "2026-02-03T14:05+09:00")]),
        ("2026-02-03T14:05:06Z", [("bare", "2026-02-03T23:05:06+09:00")]),
        ("2026-02-03 14:05 KST", [("bare", "2026-02-03T14:05+09:00")]),
        ("Published 7:45 AM EDT, Mon June 16, 2025", [("published", "2025-06-16T20:45+09:00")]),
        ("Feb. 3, 2026", [("bare", "2026-02-03")]),
        ("3 February 2026", [("bare", "2026-02-03")]),
        ("Updated: Jan 5, 2026, 3:04 PM KST", [("modified", "2026-01-05T15:04+09:00")]),
        ("Last updated on Jan 5, 2026 at 3:04 p.m. GMT", [("modified", "2026-01-06T00:04+09:00")]),
        (
            "Published: Jan 5, 2026, 3:04 PM KST Updated: Jan 6, 2026",
            [("published", "2026-01-05T15:04+09:00"), ("modified", "2026-01-06")],
        ),
        ("Posted on Tuesday, 3rd February 2026 14:05 GMT", [("posted", "2026-02-03T23:05+09:00")]),
        ("Fri, 12 Apr 2024 10:31:00 +0900", [("bare", "2024-04-12T10:31:00+09:00")]),
        ("입력 2024-02-30 10:31", [("published", None)]),
        ("입력 2024-04-12 25:61", [("published", None)]),
        ("입력 1026-04-12", []),
        ("전화 02-123-4567, 1588-1234", []),
        ("등록번호 서울 아01234", []),
        ("no digits at all", []),
    ],
)
def test_a_stamp_says_what_it_is_and_when(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("zone", "value"),
    [
        ("EDT", "11:00-04:00"),
        ("EST", "12:00-04:00"),
        ("PDT", "14:00-04:00"),
        ("ET", "11:00-04:00"),
        ("PT", "14:00-04:00"),
        ("GMT", "07:00-04:00"),
        ("BST", "06:00-04:00"),
        ("CET", "06:00-04:00"),
        ("UTC", "07:00-04:00"),
        ("JST", "22:00-04:00"),
    ],
)
def test_a_zone_is_read_and_kept_as_evidence(zone: str, value: str) -> None:
    [stamp] = stamps.find(f"Published June 16, 2025 11:00 AM {zone}", NEW_YORK)
    assert stamp.when is not None
    assert stamp.when.value.endswith(value)
    assert stamp.when.evidence == f"stamp Published, {zone}"


def test_a_label_may_stand_on_the_line_before() -> None:
    assert stamps.labels("입력")
    assert not stamps.labels("입력한 사람은 아무도 없었다고 그는 말했다")
    [stamp] = stamps.find("2024.04.12 10:31", SEOUL, "수정")
    assert stamp.kind == "modified"


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2024-04-12", "2024-04-12", "day"),
        ("2024-04-12T01:31:00Z", "2024-04-12T10:31:00+09:00", "second"),
        ("2024-04-12T10:31", "2024-04-12T10:31+09:00", "minute"),
        ("2024.04.12 10:31", "2024-04-12T10:31+09:00", "minute"),
        ("April 12, 2024", "2024-04-12", "day"),
    ],
)
def test_what_markup_gives_is_read_as_far_as_it_is_known(text: str, value: str, precision: str) -> None:
    moment = stamps.moment(text, SEOUL, "meta date")
    assert moment is not None
    assert (moment.value, moment.precision) == (value, precision)
    assert moment.evidence.startswith("meta date")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-02-30",
        "어제",
        "1026-01-01",
        "1712885460",
        "1712885460000",
        "12345678901234567890",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert stamps.moment(text, SEOUL, "meta date") is None


def test_a_script_may_be_all_that_gives_a_time() -> None:
    assert stamps.scripted('{"id":1,"publishedAt":"2026-01-29T18:40:00+09:00"}') == "2026-01-29T18:40:00+09:00"
    assert stamps.scripted("window.page = {pubDate: 1712885460}") == "2024-04-12T01:31:00+00:00"
    assert stamps.scripted("window.page = {pubDate: 1712885460000}") == "2024-04-12T01:31:00+00:00"
    assert stamps.scripted("window.page = {updated: 1712885460}") is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789.-/:년월일시분 (금)AMPZKST+Jan,입력수정", max_size=60))
def test_any_line_is_read_and_every_time_is_one(text: str) -> None:
    for stamp in stamps.find(text, SEOUL):
        assert stamp.written in text
        if stamp.when:
            assert 1989 <= datetime.fromisoformat(stamp.when.value).year <= 2101


@pytest.mark.parametrize(
    "line",
    [
        "Published 7:45 AM EDT, Mon June 16, 2025",
        "Feb. 3, 2026",
        "Updated: Jan 5, 2026, 3:04 PM KST",
        "3 February 2026",
    ],
)
def test_an_english_stamp_is_a_line_of_its_own_kind(line: str) -> None:
    assert marks.mark(line) == "stamp"
