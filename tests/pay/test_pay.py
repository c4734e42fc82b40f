"""Pay out of text: the cases, then what must hold for any text."""

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.pay import Part, Pay, find_pay, parse_pay, reader_version

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text("utf-8").splitlines()]
PARSED = [case for case in CASES if "mention" in case]
FOUND = [case for case in CASES if "text" in case]


def numbers(pay: Pay) -> tuple[object, ...]:
    return (pay.unit, pay.amount_min, pay.amount_max, pay.quantity_min, pay.quantity_max, pay.currency)


def name(case: dict[str, Any]) -> str:
    return (
        str(case.get("before", ""))
        + "["
        + str(case.get("mention", case.get("text")))
        + "]"
        + str(case.get("after", ""))
    )


@pytest.mark.parametrize("case", PARSED, ids=name)
def test_parse(case: dict[str, Any]) -> None:
    """Every field that a case does not name has its default."""
    pay = parse_pay(case["mention"], case.get("before", ""), case.get("after", ""), case.get("default_currency", "KRW"))
    if case["expect"] is None:
        assert pay is None
    else:
        assert pay is not None
        got = pay.to_dict()
        del got["parts"]
        want = Pay().to_dict() | case["expect"]
        del want["parts"]
        assert got == want


@pytest.mark.parametrize("case", FOUND, ids=name)
def test_find(case: dict[str, Any]) -> None:
    text = case["text"]
    got = [
        [
            text[start:end],
            *(
                None if value is None else f"{value:f}"
                for value in (
                    (pay.amount_min, pay.amount_max) if pay.unit == "money" else (pay.quantity_min, pay.quantity_max)
                )
            ),
            pay.currency,
        ]
        for start, end, pay in find_pay(text)
    ]
    assert got == case["find"]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 400
    assert reader_version


# Text that looks like pay, so that the grammar is reached and not only its first look.
WORDS = (
    "0 1 5 12 3.5 1,200 50,000 2024 ５ 수 몇 십 백 천 만 억 조 일 이 삼 여 원 달러 불 엔 $ € US$ ₩ K M % 주 배 개월치 ~ - – 에서 부터 "
    "까지 으로 이상 미만 최대 최소 약 연봉 월급 성과급 기본급의 자사주 매출 인상 삭감 대 원대 , . ( ) / + to and million a year seven-figure "
    "half between 총 4년 1인당 임원 5명에게 제시했다. 알려졌다."
)
PIECES = st.sampled_from([*WORDS.split(), " ", " ", "\n"])
TEXTS = st.text(max_size=60) | st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=14).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_any_text_is_read_the_same_twice(mention: str, before: str, after: str) -> None:
    pay = parse_pay(mention, before, after)
    assert pay == parse_pay(mention, before, after)
    if pay is None:
        return
    assert Pay.from_dict(json.loads(json.dumps(pay.to_dict()))) == pay
    for part in pay.parts:
        assert -len(before) <= part.start < part.end <= len(mention) + len(after)
    if pay.unit == "money":
        assert (pay.quantity_min, pay.quantity_max) == (None, None)
    else:
        assert (pay.amount_min, pay.amount_max, pay.currency) == (None, None, None)
    low = pay.amount_min if pay.unit == "money" else pay.quantity_min
    high = pay.amount_max if pay.unit == "money" else pay.quantity_max
    assert (low is None, high is None) == {
        "exact": (False, False),
        "range": (False, False),
        "at_least": (False, True),
        "more_than": (False, True),
        "at_most": (True, False),
        "less_than": (True, False),
    }[pay.bound]
    assert low is None or high is None or (low == high if pay.bound == "exact" else low < high)
    assert (pay.term_months is not None) == (pay.period == "term")


@settings(max_examples=400, deadline=None)
@given(TEXTS | st.lists(TEXTS, max_size=4).map(" ".join))
def test_what_is_found_reads_the_same_again(text: str) -> None:
    last = 0
    for start, end, pay in find_pay(text):
        assert last <= start < end <= len(text)
        last = end
        assert parse_pay(text[start:end], text[:start], text[end:]) == pay
        alone = parse_pay(text[start:end])
        assert alone is not None
        assert alone.unit == pay.unit


DIGITS = "영일이삼사오육칠팔구"


def four(number: int, *, one: bool) -> str:
    """A number under 10,000 in Hangul; `one`: 일천, not 천."""
    out = ""
    for unit, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("" if digit == 1 and name and not one else DIGITS[digit]) + name
    return out


def groups(number: int) -> list[tuple[int, str]]:
    return [
        (number // unit % 10**4, name)
        for unit, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, ""))
        if number // unit % 10**4
    ]


SPELLINGS = {
    "digits": lambda n: f"{n}원",
    "grouped": lambda n: f"{n:,}원",
    "wide": lambda n: f"{n:,}".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789,"}) + "원",
    "sign": lambda n: f"₩{n:,}",
    "code": lambda n: f"{n:,} KRW",
    "units": lambda n: "".join(f"{g}{u}" for g, u in groups(n)) + "원",
    "spaced units": lambda n: " ".join(f"{g:,}{u}" for g, u in groups(n)) + " 원",
    "hangul": lambda n: "".join(four(g, one=False) + u for g, u in groups(n)) + "원",
    "formal hangul": lambda n: "금 " + "".join(four(g, one=True) + u for g, u in groups(n)) + "원정",
    "spaced hangul": lambda n: " ".join(four(g, one=False) + u for g, u in groups(n)) + " 원",
    "thousands": lambda n: f"{n // 1000:,}천원" if n % 1000 == 0 else f"{n:,}원",
    "millions": lambda n: f"{n // 10**6:,}백만원" if n % 10**6 == 0 else f"{n:,}원",
    "decimal": lambda n: f"{Decimal(n) / 10**8:f}억원" if n % 10**4 == 0 else f"{n:,}원",
}


@settings(max_examples=400, deadline=None)
@given(
    st.integers(10, 10**15)
    | st.integers(1, 9999).map(lambda n: n * 10**4)
    | st.integers(1, 999).map(lambda n: n * 10**6),
    st.sampled_from(sorted(SPELLINGS)),
)
def test_a_spelled_amount_comes_back(amount: int, spelling: str) -> None:
    mention = SPELLINGS[spelling](amount)
    pay = parse_pay(mention)
    assert pay is not None, mention
    assert (pay.amount_min, pay.amount_max, pay.currency) == (amount, amount, "KRW"), mention


@settings(max_examples=200, deadline=None)
@given(st.integers(10, 10**10), st.integers(1, 10**10), st.sampled_from(sorted(SPELLINGS)), st.sampled_from("~∼–-"))
def test_a_range_comes_back(low: int, more: int, spelling: str, dash: str) -> None:
    spell = SPELLINGS[spelling]
    mention = f"{spell(low)}{dash}{spell(low + more)}".replace("금 ", "")
    pay = parse_pay(mention)
    assert pay is not None, mention
    assert (pay.amount_min, pay.amount_max, pay.bound) == (low, low + more, "range"), mention


def test_parts_say_where() -> None:
    before, mention, after = "회사는 연봉을 최소 ", "5억원", "으로 제시했다."
    pay = parse_pay(mention, before, after)
    assert pay is not None
    text = before + mention + after
    where = {part.name: text[len(before) + part.start : len(before) + part.end] for part in pay.parts}
    assert where == {"period": "연봉", "bound": "최소", "amount": "5억원", "currency": "원", "modality": "제시"}
    assert Part("bound", -3, -1) in pay.parts


def test_a_pay_is_hashable_and_frozen() -> None:
    pay = parse_pay("5억원")
    assert pay is not None
    assert {pay: 1}[Pay.from_dict(pay.to_dict())] == 1
    with pytest.raises(AttributeError):
        pay.currency = "USD"  # type: ignore[misc]


@pytest.mark.parametrize(
    "text",
    ["1" * 20000, "1," * 10000, "1억" * 5000, "1천" * 5000, "일이삼" * 5000, "1~" * 8000, "1.1" * 6000, "연봉" * 8000,
     "1 억 " * 5000, "수십" * 8000, "one hundred " * 2000, "$" * 20000, "(" * 20000, "연봉 5억원에서 " * 1000, "1,000" * 4000,
     "최대 약 " * 5000, "half a " * 3000, "천백십" * 6000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_hostile_text_is_read_in_time(text: str) -> None:
    """Time grows with the length, not with its square: well under a second for what would take minutes."""
    started = time.process_time()
    parse_pay(text)
    find_pay(text)
    assert time.process_time() - started < 5


def test_speed() -> None:
    """A tenth of the speed that is wanted (20,000 mentions a second), so that a busy machine does not fail it."""
    mentions = [case["mention"] for case in PARSED if case["expect"]]
    started = time.process_time()
    for mention in mentions:
        parse_pay(mention)
    assert len(mentions) / (time.process_time() - started) > 2000
