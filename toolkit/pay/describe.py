"""What the words around an amount say of it: bounds, period, what is paid, to whom, and how sure it is.

One function a field. A word that touches the amount decides before one that is only in the same clause, and where
words disagree or do not reach the amount the field stays unspecified.
"""

import re
from dataclasses import dataclass, field

from .amount import Amount
from .context import Context
from .numerals import NATIVE
from .pay import Basis, Bound, Component, Gross, Modality, Period
from .ranges import scan
from .words import Word

Span = tuple[int, int]

_CLAUSE_END = re.compile(
    r"(?<=[가-힣])(?:으며|며|지만|는데|면서|(?<![라다자냐최그광])고)(?=[ ,])|, (?:but|while|whereas)"
)
_AND = re.compile(r"(?:과|와|이나|나)?[ ,]*(?:및|·|,|\+|&|/|and|or) *|(?:과|와|이나) *")
_ONE_TO_TEN = "one two three four five six seven eight nine ten"
_COUNT_WORDS = {word: number for number, word in enumerate(_ONE_TO_TEN.split(), 1)} | NATIVE
_COUNT_WORDS |= dict(zip("열일이삼사오육칠팔구십", (10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_YEARS = r"(?P<years>[0-9]{1,2}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|[일이삼사오육칠팔구십])"
_TERM = re.compile(
    rf"(?<![0-9가-힣.])(?:{_YEARS} ?년)?(?: ?(?P<months>[0-9]{{1,3}}) ?개월)? ?(?P<kind>간|동안|에 걸쳐|계약|짜리 계약|짜리)?"
    r"(?:에|으로|의|,)? ?(?P<sum>총액?|총 보장액?|보장액|합계|모두)?(?: ?(?:최대|최소|약|총|총액|무려|보장|연봉|보수|조건|규모|금액|으로|에))* ?$"
)
_TERM_AFTER = re.compile(rf"(?:을|를|의)? ?{_YEARS} ?년(?:간|에 걸쳐| ?동안)(?! ?매년)")
_ENGLISH_COUNT = r"(?P<years>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_ENGLISH_TERM = re.compile(rf"\b{_ENGLISH_COUNT}[- ]years?,?[^.;$€£0-9]{{0,40}}$")
_ENGLISH_TERM_AFTER = re.compile(
    rf"[^.;$€£0-9]{{0,30}}?\b(?:over|across|for|vesting over)(?: the next| a period of)? {_ENGLISH_COUNT}[- ]years?\b"
)
_PEOPLE = (
    r"(?<![0-9.,])(?P<ko>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?:여| 여)? ?(?:명|인)"
    r"(?!당|분| ?기준|치|재|사|력| ?가운데| ?중(?![가-힣]))"
)
_STAFF = (
    r"(?P<en>[0-9][0-9,]{0,8}) (?:[a-z]+ )?(?:employees|executives|workers|engineers|people|researchers|staff|players)"
)
_COULD_COUNT = re.compile("[명인]|[0-9] [a-z]")
_HEADCOUNT = re.compile(f"{_PEOPLE}|{_STAFF}")
_HEADCOUNT_AFTER = re.compile(
    rf"씩?(?:을|를)? ?(?:[가-힣]+ )?{_PEOPLE}(?:에게|한테)|,? ?(?:split |shared )?(?:among|between|to|for) {_STAFF}"
)
_SLASH = re.compile(r" ?/ ?(시간|시|일|주|월|년)(?![가-힣])")
_SLASHES: dict[str, Period] = {
    "시": "hour", "시간": "hour", "일": "day", "주": "week", "월": "month", "년": "year"
}  # fmt: skip
_BOUND_SIGNS: dict[str, Bound] = {"≥": "at_least", ">": "more_than", "≤": "at_most", "<": "less_than"}
_MIRROR: dict[Bound, Bound] = {
    "at_least": "at_most", "at_most": "at_least", "more_than": "less_than", "less_than": "more_than"
}  # fmt: skip
_PLUS = re.compile(r" ?\+(?! ?[0-9가-힣a-z$])| ?\+ ?(?:α|알파|alpha)|~(?! ?[0-9가-힣])")
_CHANGES_TO = re.compile(r" ?(?:에서|→|->|=>|⇒) ?")
# Between a bound and its amount a word for pay may stand (최대 연봉 5억), but not after these: 최고 연봉 is a record.
_CLOSE_BOUNDS = frozenset(("최고", "최저", "maximum", "minimum", "over", "under", "above", "below", "from"))
_MODALITIES: tuple[Modality, ...] = ("denied", "rumoured", "former", "asked", "offered", "expected")


@dataclass(slots=True)
class Reading:
    """The fields of a Pay that words decide, and where each was read."""

    low: int | None
    high: int | None
    bound: Bound = "exact"
    exclusive: bool = False
    period: Period = "unspecified"
    term_months: int | None = None
    component: Component = "unspecified"
    basis: Basis = "unspecified"
    headcount: int | None = None
    gross: Gross = "unspecified"
    modality: Modality = ""
    parts: dict[str, Span] = field(default_factory=dict)


def describe(amount: Amount, context: Context, before: list[Word], after: list[Word]) -> Reading:
    """Read the words around an amount; `before` and `after` are those that touch it."""
    said = Reading(amount.low, amount.high)
    _read_bound(said, amount, context, before, after)
    _read_approximate(said, amount, context, before, after)
    nouns: list[Word] = []
    if context.words:
        nouns = _nouns(amount, context, before, after)
        _read_component(said, nouns, context, before + after)
        _read_gross(said, amount, context)
    if amount.kind == "money":
        _read_period(said, amount, context, nouns, before, after)
        _read_term(said, amount, context)
    _read_basis(said, amount, context, before)
    _read_modality(said, amount, context, before)
    if amount.kind == "percent_cut":  # a cut of at most 30% is a change of at least -30%
        said.low, said.high = (None if end is None else -end for end in (said.high, said.low))
        said.bound = _MIRROR.get(said.bound, said.bound)
        said.exclusive = said.bound == "less_than"
    return said


def _read_bound(said: Reading, amount: Amount, context: Context, before: list[Word], after: list[Word]) -> None:
    said.exclusive = amount.exclusive
    said.bound = "at_least" if amount.at_least else "range" if amount.is_range else "exact"
    found = _bound_word(amount, context, before, after)
    if not found or amount.at_least:
        return
    bound, at = found
    if amount.is_range and not amount.exclusive:  # a range has both its ends already
        if bound == "less_than":
            said.exclusive = True
            said.parts["bound"] = at
        return
    said.parts["bound"] = at
    said.bound = bound
    if bound in ("at_least", "more_than"):
        said.high, said.exclusive = None, False
        if amount.is_range:
            said.bound = "at_least"
    else:
        said.low = None
        said.exclusive = amount.exclusive or bound == "less_than"


def _bound_word(amount: Amount, context: Context, before: list[Word], after: list[Word]) -> tuple[Bound, Span] | None:
    for word in after:
        if word.side == "post" and (value := word.value("bound")):
            return value, (word.start, word.end)  # type: ignore[return-value]
    if plus := _PLUS.match(context.lower, amount.end):
        return "at_least", plus.span()
    crossed = False
    for word in before:
        value = word.value("bound")
        too_far = crossed and word.text in _CLOSE_BOUNDS
        if value and word.side == "pre" and not too_far and not (amount.former and word.text == "from"):
            return value, (word.start, word.end)  # type: ignore[return-value]
        crossed = crossed or word.has("pay") or word.has("component")
    at = len(context.lower[: amount.start].rstrip()) - 1
    if at < 0:
        return None
    if bound := _BOUND_SIGNS.get(context.lower[at]):
        return bound, (at, at + 1)
    if amount.korean and context.lower[at] == "~":  # ~5억원: up to
        return "at_most", (at, at + 1)
    return None


def _read_approximate(said: Reading, amount: Amount, context: Context, before: list[Word], after: list[Word]) -> None:
    if amount.approximate_at:
        said.parts["approximate"] = amount.approximate_at
        return
    for word in before + after:
        if word.has("approximate") and (word.side == "pre") == (word.end <= amount.start or word in before):
            said.parts["approximate"] = (word.start, word.end)
            return
    if not amount.korean and amount.start and context.lower[amount.start - 1] == "~":  # ~$150K: about
        said.parts["approximate"] = (amount.start - 1, amount.start)


def _is_noun(word: Word) -> bool:
    return word.has("pay") or word.has("component")


def _nouns(amount: Amount, context: Context, before: list[Word], after: list[Word]) -> list[Word]:
    """The words for what is paid, the deciding one first: in the amount, touching it, or last before it."""
    inside = [w for w in context.words if amount.start <= w.start and w.end <= amount.end and _is_noun(w)]
    touching = [w for w in before if _is_noun(w) and w not in inside]
    if amount.kind in ("percent_of_base", "months", "multiple"):
        # The base in 기본급의 1000% is what it is counted in, not what is paid.
        if any(w.value("component") in ("bonus", "profit_sharing") for w in inside):
            return inside
        earlier = [w for w in context.words if w.end <= amount.start and _is_noun(w)][-1:]
        following = [w for w in after if _is_noun(w) and w not in inside]
        return [w for w in following + touching + earlier if w.has("component")][:1]
    if inside:
        return inside
    if touching:
        return touching
    if following := [w for w in after if _is_noun(w)]:
        return following[::-1]
    earlier = [w for w in context.words if w.end <= amount.start and _is_noun(w)]
    if earlier:
        return earlier[-1:]
    later = (w for w in context.words if amount.end <= w.start < min(context.end, amount.end + 24) and _is_noun(w))
    return list(later)[:1]


def _read_component(said: Reading, nouns: list[Word], context: Context, touching: list[Word]) -> None:
    total = next((w for w in touching if w.value("component") == "total"), None)
    if total:
        said.component = "total"
        said.parts["component"] = (total.start, total.end)
        return
    if not nouns or _is_joined(nouns[0], context):
        return
    for word in nouns:
        if value := word.value("component"):
            said.component = value  # type: ignore[assignment]
            said.parts["component"] = (word.start, word.end)
            return


def _is_joined(noun: Word, context: Context) -> bool:
    """Whether another word for pay is joined to it (연봉과 성과급으로 5억원): then it is not known which.

    A word that is the last amount's (1억원의 연봉과 성과급 5억원: the context begins after 1억원) is not joined.
    """
    return any(
        _is_noun(w) and w.end <= noun.start and _AND.fullmatch(context.lower, w.end, noun.start)
        for w in context.words
        if w.value("component") != noun.value("component") and context.lower[: w.start].rstrip() != "의"
    )


def _read_period(
    said: Reading, amount: Amount, context: Context, nouns: list[Word], before: list[Word], after: list[Word]
) -> None:
    if slash := _SLASH.match(context.lower, amount.end):
        said.period = _SLASHES[slash[1]]
        said.parts["period"] = slash.span(1)
        return
    if not context.words:
        return
    near = [w for w in context.words if not w.side and not w.has("pay") and 0 <= amount.start - w.end < 24]
    # 연간, a year beside the amount; then what the word for the pay means; then 연간 somewhere before.
    plain = [w for w in after if not w.has("pay")] + [w for w in before if not w.has("pay") and w.side != "post"]
    joined = bool(nouns) and _is_joined(nouns[0], context)
    for word in plain + ([] if joined else nouns) + near[::-1]:
        if value := word.value("period"):
            said.period = value  # type: ignore[assignment]
            said.parts["period"] = (word.start, word.end)
            return


def _read_term(said: Reading, amount: Amount, context: Context) -> None:
    """Over how many months it is paid, where that is said: 4년 총 50억원. Over one year is `year`."""
    lower = context.lower
    known = said.period not in ("unspecified", "one_time")
    months, at = 0, (0, 0)
    if "년" in lower or "개월" in lower:
        for match in _TERM.finditer(lower, max(0, amount.start - 32), amount.start):
            summed = match["sum"] or "총" in match[0]
            if match.end() == amount.start and (match["kind"] or summed) and not (known and not summed):
                months, at = 12 * _count(match["years"]) + int(match["months"] or 0), match.span()
                break
        if not months and not known and (match := _TERM_AFTER.match(lower, amount.end)):  # type: ignore[assignment]
            months, at = 12 * _count(match["years"]), match.span()
    elif "year" in lower and not known:
        english = _ENGLISH_TERM.search(lower, max(0, amount.start - 60), amount.start)
        english = english or _ENGLISH_TERM_AFTER.match(lower, amount.end)
        if english:
            months, at = 12 * _count(english["years"]), english.span("years")
    if months == 12:
        said.period = "year"
        said.parts["period"] = at
    elif months:
        said.period, said.term_months = "term", months
        said.parts["period"] = said.parts["term_months"] = at


def _count(word: str | None) -> int:
    return 0 if word is None else int(word) if word.isdigit() else _COUNT_WORDS[word]


def _read_basis(said: Reading, amount: Amount, context: Context, before: list[Word]) -> None:
    total: Word | None = None
    for word in context.words:
        if word.side == "near":
            if word not in before:
                continue
        elif not (
            0 <= amount.start - word.end < 24
            or -1 < word.start - amount.end < 3
            or amount.start <= word.start < amount.end
        ):
            continue
        if (value := word.value("basis")) and not (value == "aggregate" and word.start >= amount.end):
            said.basis = value  # type: ignore[assignment]
            said.parts["basis"] = (word.start, word.end)
        if word.has("sum") and word.end <= amount.start:
            total = word
    if not _COULD_COUNT.search(context.lower):
        return
    counts = list(_HEADCOUNT.finditer(context.lower, max(0, amount.start - 40), amount.start))
    people = counts[-1] if counts else _HEADCOUNT_AFTER.match(context.lower, amount.end)
    if people is None:
        return
    written = people["ko"] or people["en"]
    said.headcount = _count(written.replace(",", ""))
    said.parts["headcount"] = people.span("ko" if people["ko"] else "en")
    if said.basis == "unspecified":
        if context.lower.startswith("씩", amount.end):
            said.basis = "per_person"
            said.parts["basis"] = (amount.end, amount.end + 1)
        elif total and said.headcount > 1:
            said.basis = "aggregate"
            said.parts["basis"] = (total.start, total.end)


def _read_gross(said: Reading, amount: Amount, context: Context) -> None:
    for word in context.words:
        if (value := word.value("gross")) and amount.start - word.end < 24 and word.start - amount.end < 14:
            said.gross = value  # type: ignore[assignment]
            said.parts["gross"] = (word.start, word.end)


def _read_modality(said: Reading, amount: Amount, context: Context, before: list[Word]) -> None:
    """What is sure of it. A rumour of an offer is a rumour; a word of another clause does not count."""
    if amount.former or (amount.kind == "money" and _is_left_behind(amount, context)):
        said.modality = "former"
        return
    if not any(word.has("modality") for word in context.words):
        return
    clause_end = _CLAUSE_END.search(context.text, amount.end)
    end = clause_end.end() if clause_end else len(context.text)
    for word in context.words:
        value: Modality = word.value("modality")  # type: ignore[assignment]
        if not value or (word.start >= amount.end and word.start >= end):
            continue
        if word.side == "near" and (word not in before or amount.kind != "money"):
            continue
        if value == "denied" and word.start < amount.end:
            continue
        if not said.modality or _MODALITIES.index(value) < _MODALITIES.index(said.modality):
            said.modality = value
            said.parts["modality"] = (word.start, word.end)


def _is_left_behind(amount: Amount, context: Context) -> bool:
    """Whether the text goes on from this amount to another: 5000만원에서 7000만원으로."""
    if not _CHANGES_TO.match(context.text, amount.end):
        return False
    return any(a.former and a.start == 0 for a in scan(context.text[amount.start : amount.end + 40]))
