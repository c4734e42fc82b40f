"""Pay that is not a sum: 기본급의 1000%, 20% 인상, 월급 3개월치, 자사주 27주, 연봉의 2배, 10% of base salary."""

import re
from dataclasses import replace

from .amount import Amount

_NOUN = (
    r"(?:월 ?기본급|기본급|기본 ?연봉|총연봉|연봉|월급여|월급|월봉|통상임금|평균임금|기준급|급여|임금|봉급|보수|본봉|주급|시급|초봉|"
    r"base salary|base pay|annual salary|salary|salaries|wages?|pay|base|annual pay|compensation)"
)
_BONUS = r"(?:성과급|상여금|상여|보너스|인센티브|격려금|초과이익분배금|초과이익성과급|이익분배금|성과보수|bonus(?:es)?)"
_EQUITY = r"(?:자사주|보통주|우선주|주식매수선택권|스톡옵션|스톡그랜트|양도제한조건부 ?주식|주식|우리사주|rsu|stock options?|restricted stock)"
_ADVERB = r"(?:최대|최소|약|평균|무려|총|각각|각|1인당|연|최고|평균 ) ?"
_OF_BASE = re.compile(rf"({_NOUN})(의|에서|을|를|은|는|이|가|도|만)? ?(?:\([^)]{{0,12}}\) ?)?({_ADVERB})*$")
_OF_BONUS = re.compile(rf"({_BONUS})(으로|로|의|을|를|은|는|이|가|도)? ?({_ADVERB})*$")
_OF_EQUITY = re.compile(rf"({_EQUITY})(의|을|를|은|는|이|가|도|으로|로)? ?(?:\([^)]{{0,12}}\) ?)?({_ADVERB})*$")
_RAISE = re.compile(
    r" ?(?:를|을|의|로|가|씩|까지|나|이상|가량|정도|안팎|넘게|이나| )*(?:임금 |연봉 |급여 |일괄 |pay |salary |wage )?"
    r"(?P<noun>인상|상승|증가|raises?|increases?|hikes?|rise|pay rise|bump)"
)
_RAISED = re.compile(
    r" ?(?:를|을|로|가|씩|까지|나|이상|가량|정도|안팎|넘게|이나| )*(?:올|오르|오른|늘|뛰|뛴|높|higher|more)"
)
_CUT = re.compile(
    r" ?(?:를|을|의|로|가|씩|까지|나|이상|가량|정도|안팎|넘게|이나| )*(?:임금 |연봉 |급여 |일괄 |pay |salary )?"
    r"(?P<noun>삭감|인하|감소|감액|cuts?|reductions?|decreases?|pay cuts?)"
)
_LOWERED = re.compile(
    r" ?(?:를|을|로|가|씩|까지|나|이상|가량|정도|안팎|넘게|이나| )*(?:깎|줄|내리|내린|떨어|lower|less)"
)
_RAISED_BY = re.compile(
    rf"(?:rais|increas|hik|boost|lift|rose|bump)[a-z]* (?:[a-z]+ ){{0,3}}{_NOUN} (?:by )?(?:an average of |about |up to )?$"
    rf"|{_NOUN} (?:rose|increased|grew|went up|up|rises|jumped) (?:by )?(?:about )?$"
)
_CUT_BY = re.compile(
    rf"(?:cut|slash|reduc|lower|trim)[a-z]* (?:[a-z]+ ){{0,3}}{_NOUN} (?:by )?(?:about |up to )?$"
    rf"|{_NOUN} (?:fell|dropped|decreased|was cut) (?:by )?(?:about )?$"
)
_ENGLISH_OF = re.compile(rf" ?of (?:[a-z']+ ){{0,3}}?{_NOUN}(?![a-z])")
_AFTER_PAY = re.compile(
    rf"(?:의|에 해당하는|에 달하는|어치|치|분)?(?:의)? ?(?:of )?(?:[a-z']+ ){{0,2}}({_NOUN})(?![a-z])"
)
_AFTER_BONUS = re.compile(
    rf"(?:의|에 해당하는|에 달하는)? ?(?:annual |performance |signing |year-end |target )?({_BONUS})"
)
_AFTER_EQUITY = re.compile(rf"(?:의|어치의?|에 해당하는|상당의?)? ?({_EQUITY})")
_NOT_PAID = re.compile(r" ?(?:간|동안|만에|만 |째|전|후|뒤|연속|이상 밀|밀|체불|못|여만)")


def settle_quantity(amount: Amount, lower: str, bare: bool) -> Amount | None:
    """The amount with its unit and with the words that make it one; None where it is a quantity of something else.

    `bare`: the mention is this quantity and nothing else, so the annotator says that it is pay.
    """
    amount = replace(amount, number_at=(amount.start, amount.end))
    before = lower[max(0, amount.start - 40) : amount.start]
    begin = amount.start - len(before)
    base, bonus = _OF_BASE.search(before), _OF_BONUS.search(before)
    if amount.kind == "percent":
        return _percent(amount, lower, before, begin, base, bonus, bare)
    if amount.kind == "months":
        after = _AFTER_PAY.match(lower, amount.end)
        if _NOT_PAID.match(lower, amount.end):
            return None
        stop = after.end(1) if after else amount.end
        if base:
            return replace(amount, start=begin + base.start(1))
        if after:
            return replace(amount, end=stop)
        if bonus and lower[amount.start : amount.end].endswith(("치", "분")):
            return amount
        return amount if bare and lower[amount.start : amount.end].endswith("치") else None
    if amount.kind == "shares":
        equity = _OF_EQUITY.search(before)
        after = _AFTER_EQUITY.match(lower, amount.end)
        if equity and equity[2] in (None, "의") and not equity[3]:
            return replace(amount, start=begin + equity.start(1))
        if after:
            return replace(amount, end=after.end(1))
        english = lower[amount.end - 1].isascii()
        return amount if equity or english or (bare and re.search(_EQUITY, before)) else None
    if base and base[2] in (None, "의", "을", "를"):
        return replace(amount, start=begin + base.start(1))
    if after := _AFTER_PAY.match(lower, amount.end):
        return replace(amount, end=after.end(1))
    return None


def _percent(
    amount: Amount,
    lower: str,
    before: str,
    begin: int,
    base: re.Match[str] | None,
    bonus: re.Match[str] | None,
    bare: bool,
) -> Amount | None:
    named = base or bonus
    for kind, noun, verb, by in (
        ("percent_change", _RAISE, _RAISED, _RAISED_BY),
        ("percent_cut", _CUT, _LOWERED, _CUT_BY),
    ):
        changed = noun.match(lower, amount.end)
        if changed:
            about_pay = re.search(_NOUN, changed[0])
            if named or about_pay or bare or changed["noun"].startswith("raise"):
                return replace(amount, kind=kind, end=changed.end())
            return None
        if named and verb.match(lower, amount.end):
            return replace(amount, kind=kind, start=begin + named.start(1))
        if by.search(before):
            return replace(amount, kind=kind)
    if base and base[2] in (None, "의") and (base[2] or re.search("기본급|통상임금|본봉|기준급|연봉|base", base[1])):
        return replace(amount, kind="percent_of_base", start=begin + base.start(1))
    if after := _ENGLISH_OF.match(lower, amount.end):
        return replace(amount, kind="percent_of_base", end=after.end())
    if bonus and bonus[2] in (None, "으로", "로", "은", "을", "의"):
        return replace(amount, kind="percent_of_base", start=begin + bonus.start(1))
    if after := _AFTER_BONUS.match(lower, amount.end):
        return replace(amount, kind="percent_of_base", end=after.end(1))
    return None
