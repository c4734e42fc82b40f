"""Amounts of a text, ranges joined: 3~5억원, $150-200K, 최소 3억원에서 최대 5억원, 3억원 이상 5억원 미만."""

import re

from .amount import Amount
from .atoms import atoms
from .currencies import is_sign
from .numerals import SCALE

_GAP = re.compile(
    r"(?P<open> ?(?:이상|초과|부터))? ?(?P<dash>~|-|에서(?:부터)?|부터|내지|to|and|,|→|->|=>|⇒)? ?"
    r"(?:(?P<high>최대|최고|많게는|up to|as much as|a maximum of) ?)?(?:(?:약|about) ?)?"
)
_CLOSED = re.compile(r" ?(?:미만|이하|이내|까지)")
_LOW_WORD = re.compile(r"(?:최소|최저|적게는|적어도|at least|minimum(?: of)?)(?: [a-z]+| 연봉| 월)?(?: 약)? ?$")
_BETWEEN = re.compile(r"[Bb]etween (?:about |around )?$")
_TO = re.compile(r"으?로(?!부터)")
_ARROWS = ("→", "->", "=>", "⇒")
_CHANGE = re.compile(
    r"(?:rais|rose|ris|increas|jump|gr[eo]w|up|cut|fell|fall|drop|went|go|doubl|tripl|boost|bump|reduc)[a-z]* "
    r"[^.;]{0,40}from (?:about |around )?$"
)
# After $15 to 20, what shows that 20 is dollars, too.
_NO_NOUN = re.compile(r"[kKmM]?(?:$|[.,;)]| ?/| ?(?:an?|per|annually|yearly|base|salary|hourly)\b)")


def scan(text: str) -> list[Amount]:
    """The amounts of a folded text, in order: money and quantities, ranges joined."""
    joined: list[Amount] = []
    for amount in atoms(text):
        if joined and amount.start - joined[-1].end <= 24 and (wide := _join(text, joined[-1], amount)):
            joined[-1] = wide
        else:
            joined.append(amount)
    return [a for a in joined if (a.kind != "number" or a.grouped) and not a.broken]


def _join(text: str, left: Amount, right: Amount) -> Amount | None:
    """The range from `left` to `right` where what stands between them says so; None when they are two amounts."""
    gap = _GAP.fullmatch(text, left.end, right.start)
    if not gap or left.end == right.start or left.low is None or right.high is None or left.broken:
        return None
    if not _is_range(gap, text, left, right):
        return None
    shares = left.currency_at is not None and is_sign(text[slice(*left.currency_at)])
    if left.kind == "number":
        return _with_unit_of(right, left)
    if right.kind == "number" or (right.kind == "scaled" and left.kind == "money"):  # $150-200K
        if not shares or (gap["dash"] == "to" and not _NO_NOUN.match(text[right.end : right.end + 10])):
            return None
        if right.kind == "number" and left.units:
            right.low, right.high = (right.low or 0) * left.units[0], right.high * left.units[0]
    elif left.kind != right.kind or (
        left.currency != right.currency and left.currency_at and (right.currency_at or not (shares or right.units))
    ):
        return None
    if left.kind == "money" and not left.units and shares:  # $150-$200K
        left.low = _largest_below(left.low, right.units, right.high)
    return _range(left, right)


def _is_range(gap: re.Match[str], text: str, left: Amount, right: Amount) -> bool:
    """Whether the words between two amounts make a range. Where they make a change, the left one is marked former."""
    dash, before, after = gap["dash"], text[max(0, left.start - 60) : left.start], text[right.end : right.end + 8]
    if dash in _ARROWS or (dash == "에서" and _TO.match(after)) or (dash == "to" and _CHANGE.search(before)):
        left.former = left.kind == right.kind == "money"
        return False
    if dash == "and":
        return bool(_BETWEEN.search(before))
    if not dash or dash == ",":
        if gap["open"]:
            return not dash and bool(_CLOSED.match(after))
        return bool(gap["high"]) and bool(_LOW_WORD.search(before))
    return True


def _largest_below(low: int, units: tuple[int, ...], high: int) -> int:
    """The low end in the largest unit of the high end that keeps it below."""
    return next((low * unit for unit in units if low * unit < high), low)


def _with_unit_of(right: Amount, left: Amount) -> Amount | None:
    """3~5억원, 8천~1억2천만원, 1~2천만원: a number without a unit takes one of the number after it."""
    if right.kind == "number" or right.is_range or left.low is None or right.high is None:
        return None
    units = right.units
    if left.units:  # 3천~5천만: only a unit that may follow 천
        units = tuple(unit for unit in units if unit >= 10**4)
    low = _largest_below(left.low, units, right.high)
    if low == left.low and right.korean and right.units and right.units[0] >= 10**4:
        # No unit of the right fits. 8000~1억 leaves 만 out; anything else says nothing certain.
        low *= 10**4
        if not (10**7 * SCALE <= low < 10**8 * SCALE and low < right.high):
            right.broken = True
            right.start = left.start
            return right
    left.low = low
    return _range(left, right)


def _range(left: Amount, right: Amount) -> Amount | None:
    """The right amount, widened to begin with the left one."""
    if left.low is None or right.high is None or left.low > right.high:
        return None
    if left.currency_at and not right.currency_at:
        right.currency, right.currency_at, right.inferred = left.currency, left.currency_at, left.inferred
        right.kind = "money"
    right.is_range = right.is_range or left.low < right.high
    right.start, right.low = left.start, left.low
    right.korean = right.korean or left.korean
    right.approximate_at = left.approximate_at or right.approximate_at
    return right
