"""An amount in its sentence: what belongs to it, which words touch it, and whether it is money at all."""

import re
from dataclasses import dataclass

from .amount import Amount
from .atoms import COUNTER
from .currencies import AFTER, currency_of
from .numerals import SCALE, fold
from .quantity import settle_quantity
from .ranges import scan
from .words import Word, find_words

REACH = 90  # code points before and after a mention that are read

SENTENCE_END = re.compile(r"[.!?。](?=[\s\"'”’)]|$)|[\n;]|[다요]\.(?=[가-힣])")
_COULD_BE_AMOUNT = re.compile("[0-9억만천백]")
_AFTER = re.compile(f" ?(?:여 ?)?({AFTER})")
# What may stand between an amount and a word that goes with it.
_LEFT_JOINT = re.compile(
    r"(?:으로|로|은|는|이|가|을|를|의|만|도|에|에서|만도|만은|에만|당|까지|씩|이상|으로는|로는|기준)?"
    r"[\s:,(\"'“‘·]*(?:(?:무려|자그마치|기준|of|a|an|the|is|was|at|to|with|for|in|as|are|us|be) ?)*[\s(\"'“‘~$]*"
)
_RIGHT_JOINT = re.compile(
    r"(?:을|를|이|가|의|은|는|에|도|으로|로|에서|보다|씩|선|대|에도|이나|어치|상당|규모|수준|짜리)?(?:의|을|를|에|이|으로|에서)?"
    r"[\s(\"'”’]*(?:(?:훌쩍|크게|살짝|조금|약간|달하는|이르는|육박하는|in|of|a|an|the|worth|guaranteed|annual|first-year|"
    r"cash|his|her|their|as|with) ?)*[\s(]*"
)
_TOUCH = re.compile(r"(?:은|는|이|가)?[ :(]{0,3}(?:약|최소|최대|of)? ?")
# Amounts that are named together share the words before them.
LINK = re.compile(
    r"[을를]? ?(?:과|와|및|그리고|또는|혹은|이나|나|or|and|·|/|,|\(|\+|에서|이 아니라|가 아니라|→|->|to|~)[ ,]*(?:최대|많게는|약|한화|up to|or| )*"
)
# By how much pay changes or differs is no pay: 2000만원 올린 7000만원.
DIFFERENCE = re.compile(
    r"(?:을|를)? ?(?:(?:씩|가량|정도|안팎|이상|넘게|일괄|더|or so) ?)*"
    r"(?:(?:일괄|연봉|임금|급여|추가) ?)?(?:인상|삭감|상승|오른|오르|올[리려린릴렸랐라]|늘(?:었|린|려|어|리|릴)|뛴|뛰었|깎|줄(?:었|인|여|이|어)|많[은았다게]|적[은었다게]"
    r"|높[은였다게]|낮[은췄다게]|(?:pay )?(?:raise|hike|increase|bump|cut)s?(?![a-z]))"
)
# A mention that is an amount and nothing else but these needs no currency (5억, 약 300만 이상).
_FILLER = re.compile(
    r"(?:약|최소|최대|최고|최저|대략|무려|총|연|월|이상|이하|초과|미만|안팎|가량|정도|내외|쯤|남짓|수준|선|까지|부터|대|씩|을|를|의|이|가|은|는"
    r"|에|로|으로|평균|1인당|각각|인상|삭감|at least|up to|about|around|over|more than|less than|under|a|an|the|low|mid|high|cool"
    r"|or more|per|year|month|hour|annum|annually|base|plus|[\s()~+\"'“”‘’.,/:-])*+"
)


@dataclass(slots=True)
class Context:
    """A folded text, the same in lower case, its words that say something, and where the mention stands in it."""

    text: str
    lower: str
    words: list[Word]
    start: int
    end: int


def ascii_lower(text: str) -> str:
    """Lower case, the same length (İ would become two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


def around(mention: str, before: str, after: str) -> Context:
    """The folded mention with what belongs to it: its sentence, from the last amount that is not named with it."""
    left, right = fold(before[-REACH:]), fold(after[:REACH])
    if left:
        ends = [match.end() for match in SENTENCE_END.finditer(left)]
        left = left[ends[-1] :] if ends else left
        if _COULD_BE_AMOUNT.search(left):
            left = _after_last_amount(left)
    if right and (sentence_end := SENTENCE_END.search(right)):
        right = right[: sentence_end.start()]
    text = left + mention + right
    lower = ascii_lower(text)
    return Context(text, lower, find_words(lower, 0, len(lower)), len(left), len(left) + len(mention))


def _after_last_amount(left: str) -> str:
    start = len(left)
    for amount in reversed(scan(left)):
        if DIFFERENCE.match(left, amount.end):
            continue
        if amount.currency_at or amount.korean or amount.kind in ("percent", "shares"):
            if not LINK.fullmatch(left, amount.end, start):
                return left[amount.end :]
            start = amount.start
    return left


def settle(amount: Amount, context: Context, alone: bool = True) -> Amount | None:
    """The amount with its unit made certain by the text around it; None where it counts something else.

    `alone`: the mention was marked as pay, so one that is nothing but an amount needs no other word.
    """
    text = context.text
    if amount.kind in ("percent", "months", "shares", "multiple"):
        return settle_quantity(amount, context.lower, alone and _is_bare(amount, context))
    if amount.currency_at:
        return None if _is_table_unit(text, amount.start) else amount
    if amount.certain:
        return amount
    if amount.end == context.end and (match := _AFTER.match(text, amount.end)):  # the annotator left 원 outside
        amount.currency, amount.currency_at = currency_of(match[1]), match.span(1)
        return _money(amount)
    if COUNTER.match(text, amount.end):
        return None
    if amount.kind == "number":
        return _money(amount) if _touches_pay(amount, context) else None
    if amount.kind == "scaled" and (amount.low or 0) < 10**4 * SCALE:
        return None
    if (alone and _is_bare(amount, context)) or _near_pay(amount, context):
        return _money(amount)
    return None


def _is_table_unit(text: str, start: int) -> bool:
    """(단위: 백만원) names no amount."""
    return text[max(0, start - 5) : start].rstrip(": ").endswith("단위")


def _money(amount: Amount) -> Amount:
    amount.kind = "money"
    return amount


def _is_bare(amount: Amount, context: Context) -> bool:
    """Whether the mention is the amount and nothing else but words that bound it."""
    left = _FILLER.match(context.lower, context.start, amount.start)
    right = _FILLER.match(context.lower, amount.end, context.end)
    return bool(left and right and left.end() == amount.start and right.end() == context.end)


def _near_pay(amount: Amount, context: Context) -> bool:
    return any(
        word.has("pay") and word.start - amount.end < 20 and amount.start - word.end < 40 for word in context.words
    )


def _touches_pay(amount: Amount, context: Context) -> bool:
    """Whether 50,000,000 stands right after a word for pay. A small one (연봉 5,000 means 5000만) is never sure."""
    for word in context.words:
        if word.has("pay") and word.end <= amount.start and _TOUCH.fullmatch(context.text, word.end, amount.start):
            least = 1000 if word.value("period") == "hour" else 10**5
            return (amount.low or 0) >= least * SCALE
    return False


def chain(amount: Amount, context: Context) -> tuple[list[Word], list[Word]]:
    """The words that touch the amount, one after another: those before it (nearest first) and those after it."""
    start, end = amount.number_at or (amount.start, amount.end)
    before: list[Word] = []
    edge = start
    for word in reversed(context.words):
        if before and word.start == before[-1].start:  # another meaning of the same word
            before.append(word)
        elif word.end <= edge:
            if not _LEFT_JOINT.fullmatch(context.lower, word.end, edge):
                break
            before.append(word)
            edge = word.start
    after: list[Word] = []
    edge = end
    for word in context.words:
        if after and word.start == after[-1].start:
            after.append(word)
        elif word.start >= edge:
            if not _RIGHT_JOINT.fullmatch(context.lower, edge, word.start):
                break
            after.append(word)
            edge = word.end
    return before, after
