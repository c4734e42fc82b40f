"""One mention of pay into a `Pay`: its amount, and what the words around it say of it."""

import re

from .amount import Amount
from .context import Context, around, chain, settle
from .describe import Reading, describe
from .numerals import fold, to_decimal
from .pay import Part, Pay
from .ranges import scan

_GLOSS = re.compile(r" ?[(\[] ?[^)\]]{0,12}|,? ?(?:=|한화로?|우리 ?돈|or about) ?약? ?")


def parse_pay(mention: str, before: str = "", after: str = "", default_currency: str = "KRW") -> Pay | None:
    """Read one mention of pay.

    `mention` is the text of one amount or quantity, with or without the words that bound it; `before` and `after`
    are the text around it, of which the nearest 90 code points within the sentence are read. `default_currency`
    (ISO 4217) is the currency of an amount that names none (연봉 5억).

    None when the mention holds no money and no quantity of pay, or several separate amounts (`find_pay` splits
    them). Of an amount and its gloss, 49달러(한화 약 5만8200원), the first counts. Whether money is pay is not asked:
    the mention was marked as pay. Never raises for a str. Units, offsets and the mapping to schema.org's baseSalary
    and Google Talent's CompensationInfo: see `Pay` and `Part`.
    """
    folded = fold(mention)
    amounts = scan(folded)
    if not amounts:
        return None
    context = around(folded, before, after)
    for amount in amounts:
        amount.move(context.start)
    settled = [found for amount in amounts if (found := settle(amount, context))]
    if not settled or (len(settled) > 1 and not _is_gloss(settled, context.text)):
        return None
    return _pay(settled[0], context, default_currency)


def _is_gloss(amounts: list[Amount], text: str) -> bool:
    """Whether a second amount only says the first again: in brackets, or in another currency."""
    return len(amounts) == 2 and bool(_GLOSS.fullmatch(text, amounts[0].end, amounts[1].start))


def _pay(amount: Amount, context: Context, default_currency: str) -> Pay:
    before, after = chain(amount, context)
    said: Reading = describe(amount, context, before, after)
    low, high = said.low, said.high
    least = None if low is None else to_decimal(low)
    most = None if high is None else to_decimal(high)
    money = amount.kind == "money"
    said.parts["amount" if money else "quantity"] = (amount.start, amount.end)
    if amount.currency_at:
        said.parts["currency"] = amount.currency_at
    explicit = amount.currency_at and not amount.inferred
    return Pay(
        amount_min=least if money else None,
        amount_max=most if money else None,
        currency=None if not money else amount.currency if amount.currency_at else default_currency,
        currency_source=None if not money else "explicit" if explicit else "inferred",
        period=said.period,
        term_months=said.term_months,
        unit="percent_change" if amount.kind == "percent_cut" else amount.kind,  # type: ignore[arg-type]
        quantity_min=None if money else least,
        quantity_max=None if money else most,
        component=said.component,
        basis=said.basis,
        headcount=said.headcount,
        bound=said.bound,
        approximate="approximate" in said.parts,
        max_exclusive=said.exclusive,
        gross=said.gross,
        modality=said.modality,
        parts=tuple(
            [
                Part(name, at - context.start, end - context.start)
                for (at, end), name in sorted([(span, name) for name, span in said.parts.items()])
            ]
        ),
    )
