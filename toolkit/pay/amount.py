"""The type of what is found in a text before it is known to be pay."""

from dataclasses import dataclass


@dataclass(slots=True)
class Amount:
    """A number or a range of numbers, in 1 / SCALE, at a half-open place in the scanned text.

    kind is money, scaled (150K: money if it stands beside pay), percent, months, shares or multiple, and number for
    one without a unit, which counts only where a neighbour shares its unit with it (3~5억원). Money without a
    currency word has currency_at None.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    kind: str = "number"
    currency: str | None = None
    currency_at: tuple[int, int] | None = None
    inferred: bool = False  # the currency's sign has a second reading
    at_least: bool = False  # no end: 억대
    is_range: bool = False
    exclusive: bool = False
    approximate_at: tuple[int, int] | None = None
    units: tuple[int, ...] = ()  # what a neighbour may share, largest first
    korean: bool = False
    grouped: bool = False  # 50,000,000
    former: bool = False  # what a change starts from: 5000만원에서 7000만원으로
    certain: bool = False  # money even without a currency: a seven-figure package
    broken: bool = False  # a range that does not add up: left out, never half of it
    number_at: tuple[int, int] | None = None  # the number alone, where the amount is wider: 1000% in 기본급의 1000%

    def move(self, by: int) -> None:
        """Shift every offset."""
        self.start += by
        self.end += by
        if self.currency_at:
            self.currency_at = (self.currency_at[0] + by, self.currency_at[1] + by)
        if self.approximate_at:
            self.approximate_at = (self.approximate_at[0] + by, self.approximate_at[1] + by)
