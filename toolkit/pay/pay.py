"""The type: what a mention of pay says, as numbers that can be computed with."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Self

CurrencySource = Literal["explicit", "inferred"]
Period = Literal["hour", "day", "week", "month", "year", "one_time", "term", "unspecified"]
Unit = Literal["money", "percent_of_base", "percent_change", "months", "shares", "multiple"]
Component = Literal[
    "base", "bonus", "signing_bonus", "equity", "profit_sharing", "commission", "severance", "benefit", "total",
    "unspecified",
]  # fmt: skip
Basis = Literal["per_person", "average", "median", "aggregate", "unspecified"]
Bound = Literal["exact", "at_least", "more_than", "at_most", "less_than", "range"]
Gross = Literal["gross", "net", "unspecified"]
Modality = Literal["", "offered", "expected", "asked", "former", "rumoured", "denied"]

_DECIMALS = ("amount_min", "amount_max", "quantity_min", "quantity_max")


class Part(NamedTuple):
    """Where one field of a `Pay` was read.

    `name` is the field (`amount` and `quantity` stand for the min and max together). `start` and `end` are
    half-open offsets in code points, counted from the first character of the mention: a negative offset lies in
    `before`, one past the mention's length in `after`. So with `text = before + mention + after`, the words are
    `text[len(before) + start : len(before) + end]`.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pay:
    """One amount or quantity of pay.

    amount_min, amount_max    in units of the currency, never converted and never annualized; None = no such end
    currency                  ISO 4217; None when it is not money, or the word names several currencies (페소)
    currency_source           explicit: written; inferred: the default, or a sign with two readings (¥)
    period                    what the amount is paid for; `term` (over `term_months` months) for 4년 총 50억원
    unit                      money, or what `quantity_min`/`quantity_max` count: percent_of_base (기본급의 1000%),
                              percent_change (a cut is negative), months (월급 3개월치), shares, multiple (연봉의 2배)
    component, basis, gross   which part of the pay, of whom, before or after tax
    headcount                 how many people it is paid to, where the text says so
    bound                     exact: min == max; at_least, more_than: no max; at_most, less_than: no min
    approximate               약, 안팎, 여, about ...; goes with any bound (약 5억 이상)
    max_exclusive             the max itself is not included: 1억 원대, 미만
    modality                  "" = stated as fact
    parts                     where each field was read (see `Part`)

    Mapping: schema.org `baseSalary` is a MonetaryAmountDistribution or MonetaryAmount with currency, minValue =
    amount_min, maxValue = amount_max, duration = period (PT1H, P1D, P1W, P1M, P1Y; P{term_months}M). Google Talent's
    CompensationInfo.CompensationEntry has type = component (BASE, BONUS, SIGNING_BONUS, EQUITY, PROFIT_SHARING,
    COMMISSIONS, OTHER_COMPENSATION_TYPE), unit = period (HOURLY ... YEARLY, ONE_TIME), and amount (min == max) or
    range (minCompensation, maxCompensation) as Money of currencyCode, units and nanos. Neither has bounds that
    exclude their end, quantities, or modality: those stay here.
    """

    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    currency: str | None = None
    currency_source: CurrencySource | None = None
    period: Period = "unspecified"
    term_months: int | None = None
    unit: Unit = "money"
    quantity_min: Decimal | None = None
    quantity_max: Decimal | None = None
    component: Component = "unspecified"
    basis: Basis = "unspecified"
    headcount: int | None = None
    bound: Bound = "exact"
    approximate: bool = False
    max_exclusive: bool = False
    gross: Gross = "unspecified"
    modality: Modality = ""
    parts: tuple[Part, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; Decimals as strings without an exponent. `Pay.from_dict` gives the same Pay back."""
        out: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        for name in _DECIMALS:
            if out[name] is not None:
                out[name] = f"{out[name]:f}"
        out["parts"] = [part._asdict() for part in self.parts]
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The Pay that `to_dict` wrote. Raises TypeError for an unknown field."""
        values = dict(data)
        for name in _DECIMALS:
            if values.get(name) is not None:
                values[name] = Decimal(values[name])
        values["parts"] = tuple(Part(**part) for part in values.get("parts", ()))
        return cls(**values)
