"""The mentions of pay in a text, and not of sales, fines, funds or prices: the words around an amount decide."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .amount import Amount
from .context import DIFFERENCE, LINK, REACH, SENTENCE_END, Context, ascii_lower, chain, settle
from .numerals import fold
from .pay import Pay
from .ranges import scan
from .reader import parse_pay
from .words import Word, find_words

# Words that mean pay only where people are hired or paid in the same sentence.
_WEAK_WORDS = (
    "pay paid earn earns earned earning package packages "
    "base benefits allowance allowances comp commission commissions equity "
    "compensation incentive incentives relocation stipend all-in 수당 보상 처우 몸값 위로금 격려금 페이 인센티브 식대 체류비 이주비"
)
_WEAK = frozenset(_WEAK_WORDS.split())
_COMPANY = re.compile(r"기업|스타트업|상장|IPO|회사의 몸값|공모")
_SHARES_TRADED = re.compile(r"매입|소각|처분|취득|매각|매수(?!선택)|매도|bought back|buyback|repurchas|sold|sell")
_OPTIONS = re.compile(r"스톡옵션|주식매수선택권|rsu|stock option")
_GRANTED = re.compile(
    r"지급|부여|받|성과|보상|직원|임원|임직원|인당|명당|나눠|grant|award|receiv|employee|vest|hire|compensation|package"
)
_CARRIED = re.compile(rf"{LINK.pattern}|[을를]? (?:합쳐|더해|합해|포함해|합하면|더하면) (?:총|모두)? ?")


def find_pay(text: str) -> list[tuple[int, int, Pay]]:
    """The mentions of pay in a text, in order and not overlapping, as (start, end, Pay).

    Offsets are half-open, in code points of `text`. A mention is the amount with its currency (5억원, 3~5억원, 1억 원대)
    or the quantity with the word that makes it one (기본급의 1000%, 자사주 27주); words that bound it (약, 최소, 이상) stay
    outside and are in the Pay, whose `parts` count from the mention's start. Reading the mention again with the text
    around it gives the same: parse_pay(text[start:end], text[:start], text[end:]). Never raises for a str.
    """
    folded = fold(text)
    found: list[tuple[int, int, Pay]] = []
    for start, end in _mentions(folded):
        if found and start < found[-1][1]:
            continue
        pay = parse_pay(text[start:end], text[max(0, start - REACH) : start], text[end : end + REACH])
        if pay:
            found.append((start, end, pay))
    return found


def _mentions(text: str) -> Iterator[tuple[int, int]]:
    """Where pay is mentioned in a folded text."""
    amounts = scan(text)
    if not amounts:
        return
    lower = ascii_lower(text)
    words = find_words(lower, 0, len(lower))
    starts = [word.start for word in words]
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    begin = stop = -1
    here: list[Word] = []
    judged: list[tuple[Amount, bool | None]] = []
    for index, amount in enumerate(amounts):
        if not begin <= amount.start < stop:  # another sentence
            at = bisect_right(ends, amount.start)
            begin, stop = ends[at - 1] if at else 0, ends[at] if at < len(ends) else len(text)
            here = words[bisect_left(starts, begin) : bisect_left(starts, stop)]
        context = Context(text, lower, here, begin, stop)
        if settled := settle(amount, context, alone=False):
            if settled.kind == "money" and DIFFERENCE.match(lower, settled.end):
                continue
            previous = judged[-1] if judged and judged[-1][0].start >= begin else None
            following = amounts[index + 1].start if index + 1 < len(amounts) else stop
            judged.append((settled, _is_pay(settled, context, previous, min(following, stop))))
    for index, (amount, is_pay) in enumerate(judged):
        if is_pay is None and index + 1 < len(judged):  # 3억원과 5억원의 연봉
            after, its = judged[index + 1]
            is_pay = its and bool(LINK.fullmatch(text, amount.end, after.start))
        if is_pay:
            yield amount.start, amount.end


def _is_pay(
    amount: Amount, context: Context, previous: tuple[Amount, bool | None] | None, following: int
) -> bool | None:
    """Whether the amount is pay; None when nothing near it says so and nothing denies it.

    The nearest word decides, and one that touches the amount from behind (5억원의 연봉, a $5 million fine) before one
    in front of it. Words beyond the `previous` amount or where the `following` one starts belong to those.
    """
    floor = previous[0].end if previous else context.start
    left = [w for w in context.words if floor <= w.start and w.end <= amount.start][::-1]
    right = [w for w in context.words if amount.end <= w.start < following]
    if amount.kind == "shares":
        sentence = context.lower[context.start : context.end]
        granted = _GRANTED.search(sentence) or _OPTIONS.search(context.lower, amount.start, amount.end)
        return bool(granted) and not _SHARES_TRADED.search(sentence)
    if amount.kind != "money":  # it has its word for pay inside
        return not any(w.has("other") and amount.start - w.end < 12 for w in left)
    if amount.certain:
        return any(w.has("pay") for w in context.words) and not any(w.has("other") for w in context.words)
    before, after = chain(amount, context)
    for word in after:
        if word.has("other") or word.has("pay"):
            return word.has("pay") and _means_pay(word, context)
    for word in left:
        if word.has("other"):
            return False
        if word.has("pay"):
            denied = any(w.has("other") and w.start - amount.end < 12 for w in right)
            return not denied and _means_pay(word, context)
    if previous and previous[1] is not None and _CARRIED.fullmatch(context.text, floor, amount.start):
        return previous[1]
    for word in right:
        if (word.has("other") or word.has("pay")) and word.start - amount.end <= 30:
            return word.has("pay") and _means_pay(word, context)
    if any(w.has("other") for w in context.words):
        return None if previous else False
    earned = any(w.has("earn") and w.start - amount.end < 24 for w in right)
    regular = any(w.has("period") for w in before + after)
    hired = any(w.has("hire") for w in context.words)
    return True if (earned or hired) and (regular or (earned and hired)) else None


def _means_pay(word: Word, context: Context) -> bool:
    """Whether a word for pay means pay here: 수당, package and paid need hiring or earning in the sentence."""
    if word.text == "몸값" and _COMPANY.search(context.lower, context.start, context.end):
        return False
    if word.text not in _WEAK:
        return True
    return not any(w.has("other") for w in context.words) and any(
        w.has("hire") or w.has("earn") or w.has("period") or (w.has("pay") and w.text not in _WEAK)
        for w in context.words
    )
