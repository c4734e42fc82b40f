"""Single numbers with a currency or a unit: 5억원, $150K, 수십억 원, 억대, 1000%, 27주, two million dollars."""

import re
from collections.abc import Iterator

from .amount import Amount
from .currencies import AFTER, AFTER_ENGLISH, BEFORE, CENTS, currency_of, is_doubtful, is_inferred
from .numerals import (
    ENGLISH_NUMBER,
    HANGUL_NUMBER,
    LIMIT,
    NATIVE,
    NUMBER,
    SCALE,
    VAGUE_NUMBER,
    Number,
    read_english,
    read_number,
    read_vague,
)

_SCALES = {
    "k": 10**3, "thousand": 10**3, "lakh": 10**5, "lakhs": 10**5, "m": 10**6, "mm": 10**6, "mn": 10**6, "mil": 10**6,
    "million": 10**6, "crore": 10**7, "crores": 10**7, "b": 10**9, "bn": 10**9, "billion": 10**9, "t": 10**12,
    "tn": 10**12, "trillion": 10**12,
}  # fmt: skip
_SCALE = (
    r"(?: ?(?:thousand|million|billion|trillion|lakhs?|crores?|mn|bn|tn|mil)(?![a-zA-Z])"
    r"|(?i:k|mm?|b|t)(?:(?![A-Za-z가-힣'-])|(?=달러|원|엔|유로|위안))|[kKmMbB](?=-(?!$))| [MBmb](?![A-Za-z가-힣0-9']))"
)
_QUANTITY = (
    r" ?(?:(?P<percent>%(?!p|P| ?포인트| ?point)|퍼센트(?! ?포인트)|(?:percent|per cent|pct)(?![a-z])|프로(?![가-힣]))"
    r"|(?P<months>개월 ?(?:치|분)?|달 ?[치분]|months?'?(?![a-z]))"
    r"|(?P<years>년 ?[치분](?![가-힣])|years?'(?![a-z]))"
    r"|(?P<shares>주(?![가-힣])|주(?=[를의가은씩는도와])"
    r"|(?:restricted )?(?:shares?|stock options?|share options?|options|RSUs?|stock units?)(?![a-z]))"
    r"|(?P<multiple>배(?![가-힣])|배(?=[를의가로나에이])|x(?![a-z0-9])|times(?![a-z])))"
)
_DAE = r"대(?:(?![가-힣])|(?=[의를로에가는도까부초중후이인였다연월]))"
_CENT_COUNT = rf"(?:[0-9]{{1,2}}|{ENGLISH_NUMBER}|[일이삼사오육칠팔구십]{{1,3}})"
_ATOM = re.compile(
    r"(?P<figures>(?<![A-Za-z0-9.])(?:five|six|seven|eight|nine|[5-9])[- ]figures?(?![a-z]))"
    rf"|(?:(?P<sign>{BEFORE}) ?|(?<![0-9A-Za-z])(?<![0-9][.,']))"
    rf"(?:(?P<num>{NUMBER})|(?P<hangul>{HANGUL_NUMBER})|(?P<vague>{VAGUE_NUMBER}))"
    rf"(?:(?P<scale>{_SCALE})|(?P<yeo> ?여(?:(?= ?[원달불엔유위파주$€₩])|(?![가-힣]))))?"
    rf"(?: ?(?P<currency>{AFTER})(?:(?: and)? ?(?P<cents>{_CENT_COUNT}) ?(?:{CENTS}|c(?![a-z])))?"
    rf"|(?P<cent> ?{CENTS})|(?P<quantity>{_QUANTITY}))?"
    rf"(?P<dae>{_DAE}|(?<=[원러]) {_DAE}| ?[초중후]반대?(?![가-힣]{{2}}))?"
    r"|(?P<bare>(?<![가-힣0-9])(?<![가-힣0-9] )[억조](?P<bare_currency> ?원| ?달러)? ?(?:대(?![가-힣])|대(?=[의를로에 연])|단위))"
    rf"|(?P<words>{ENGLISH_NUMBER})(?: (?P<word_cent>{CENTS})"
    rf"|(?: |-(?=dollar|euro|pound))(?P<word_currency>{AFTER_ENGLISH})"
    rf"(?:(?: and)? (?P<word_cents>{_CENT_COUNT}) ?(?:{CENTS}|c(?![a-z])))?)"
    r"|(?P<plural>(?<![a-z])(?:(?P<tens>tens|hundreds) of )?(?P<many>thousands|millions|billions) of"
    rf" (?P<plural_currency>{AFTER_ENGLISH}))"
    r"|(?<![가-힣])(?P<native>한|두|세|석|네|넉|다섯|여섯|일곱|여덟|아홉) ?(?P<native_unit>배(?![가-힣])|배(?=[를의가로나에이])|달 ?[치분])"
)
_CROWDED = re.compile(r" ?(?:버스|관중|지하철|열차|사례|관객|전철)")  # 만원 버스 is a full bus
_DOTTED = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_DOT_GROUPS = frozenset(("EUR", "VND", "IDR", "BRL", "TRY", "ARS", "CLP", "COP"))
# What a number without a currency must not count: 5만 명, 300만 대.
COUNTER = re.compile(
    r"여? ?(?:명|인(?![상센])|개|건|회|차례|번|곳|가구|세대|호|톤|t(?![a-z])|kg|g(?![a-z])|km|m(?![a-z])|㎡|평|리터|L(?![a-z])|"
    r"시간|분|초|일|년|월|주|배|%|퍼센트|포인트|점|표|부|장|권|편|병|캔|잔|마리|그루|필지|쪽|페이지|자리|화소|픽셀|볼트|와트|"
    r"대(?:의? (?:차|판)|를 (?:판|생산|팔))|팔로워|구독|관객|뷰|조회|회원|이용|가입|독자|인구|부대|GB|MB|TB)"
)


def atoms(text: str) -> Iterator[Amount]:
    """The single numbers of a folded text, in order."""
    position = 0
    while match := _ATOM.search(text, position):
        position = match.end()
        amount = _number(match, text) if match["num"] or match["hangul"] or match["vague"] else _phrase(match)
        if amount is None:
            continue
        if amount.end < position and not match["dae"]:  # the number ended early: another begins there
            position = amount.end
        if (amount.high or amount.low or 0) < LIMIT:
            yield amount


def _phrase(match: re.Match[str]) -> Amount | None:
    """Amounts that are not a number and a unit: seven-figure, 억대, two million dollars, millions of dollars, 두 배."""
    start, end = match.span()
    if figures := match["figures"]:
        word = re.split("[- ]", figures)[0]
        digits = int(word) if word.isdigit() else 5 + ("five", "six", "seven", "eight", "nine").index(word)
        low = 10 ** (digits - 1) * SCALE
        return Amount(start, end, low, low * 10, "money", is_range=True, exclusive=True, certain=True)
    if bare := match["bare"]:
        low = (10**8 if bare[0] == "억" else 10**12) * SCALE
        return _as_money(Amount(start, end, low, None, at_least=True, korean=True), match, "bare_currency")
    if words := match["words"]:
        value = read_english(words)
        if value is None:
            return None
        if match["word_cent"]:
            return _as_money(Amount(start, end, value // 100, value // 100), match, "word_cent")
        value += _cents(match["word_cents"])
        return _as_money(Amount(start, end, value, value), match, "word_currency")
    if many := match["many"]:
        low = {"thousands": 10**3, "millions": 10**6, "billions": 10**9}[many] * SCALE
        if tens := match["tens"]:
            low *= 10 if tens == "tens" else 100
            return _as_money(Amount(start, end, low, low * 10, is_range=True, exclusive=True), match, "plural_currency")
        return _as_money(Amount(start, end, low, None, at_least=True), match, "plural_currency")
    value = NATIVE[match["native"]] * SCALE
    return Amount(start, end, value, value, "multiple" if match["native_unit"][0] == "배" else "months")


def _number(match: re.Match[str], text: str) -> Amount | None:
    """A number with what is before and after it. It ends at its number when the rest does not belong to it."""
    start, end = match.span()
    sign, scale, currency, quantity = match.group("sign", "scale", "currency", "quantity")
    written = match["num"] or match["hangul"]
    if written:
        number = read_number(written)
        if number is None:
            return None
        begin = match.start("num") if match["num"] else match.start("hangul")
        if number.loose and not currency and not scale:
            number = _loose_end(written, number, text[begin + number.length :], bool(quantity))
        value, length, units, _ = number
        amount = Amount(start, end, value, value, units=units, korean=bool(units), grouped="," in written)
        if units and units[0] >= 10**4 and not (match["hangul"] and units[0] < 10**7):
            amount.kind = "money"  # 5억; but 이만 and 오만 are words, too
        if length < len(written):
            amount.end = begin + length
            return _as_money(amount, match, "sign") if sign else amount
    else:
        vague = match["vague"]
        low = read_vague(vague)
        amount = Amount(
            start, end, low, low * (2 if vague[0] == "십" else 10), is_range=True, exclusive=True, korean=True
        )
        amount.kind = "money" if low >= 10**4 * SCALE else "number"
        written = vague
    if scale:
        scale = scale.strip().lower()
        factor = _SCALES[scale]
        amount.units = (factor,)
        amount.low, amount.high = (amount.low or 0) * factor, (amount.high or 0) * factor
        if amount.kind == "number" and (len(scale) > 1 or scale == "k"):
            amount.kind = "scaled"
    if match["yeo"] or "여" in written:
        at = text.index("여", start)
        amount.approximate_at = (at, at + 1)
    if quantity:
        amount.kind = next(kind for kind in ("percent", "months", "years", "shares", "multiple") if match[kind])
        if amount.kind == "years":
            amount.kind, amount.low, amount.high = "months", (amount.low or 0) * 12, (amount.high or 0) * 12
        return amount
    if currency:
        if _is_another_word(match, amount, text):
            return None
        _as_money(amount, match, "currency")
        if sign and len(sign) == 3 and sign.isalpha():  # USD 5,000달러
            amount.currency = currency_of(sign)
        if match["cents"]:
            amount.low = amount.high = (amount.low or 0) + _cents(match["cents"])
    elif match["cent"]:
        amount.low, amount.high = (amount.low or 0) // 100, (amount.high or 0) // 100
        return _as_money(amount, match, "cent")
    elif sign:
        if is_doubtful(sign) and not (amount.grouped or amount.units or (amount.low or 0) % SCALE):
            return None
        _as_money(amount, match, "sign")
    if amount.currency in _DOT_GROUPS and not scale and _DOTTED.fullmatch(written):
        amount.low = amount.high = (amount.low or 0) * 1000  # 50.000 €: no sum has three decimals
    if match["dae"]:
        _open_up(amount, match)
    return amount


def _is_another_word(match: re.Match[str], amount: Amount, text: str) -> bool:
    """만원 버스 (a full bus), 3위안에 (within third place)."""
    if match["hangul"] == "만" and _CROWDED.match(text, match.end()):
        return True
    return text.startswith("위안에", match.start("currency")) and (amount.low or 0) <= 100 * SCALE


def _open_up(amount: Amount, match: re.Match[str]) -> None:
    """1억 원대 goes up to 2억, 3500만원대 to 3600만: the last digit that is not zero may be followed by any."""
    if amount.kind != "money":
        amount.end = match.start("dae")
    elif not amount.is_range and amount.low:
        step = SCALE
        while amount.low % (step * 10) == 0:
            step *= 10
        amount.high = amount.low + step
        amount.is_range = amount.exclusive = True


def _as_money(amount: Amount, match: re.Match[str], group: str) -> Amount:
    """The amount, now money of the currency that `group` found; with none, of a currency that is elided."""
    amount.kind = "money"
    if word := match[group]:
        word = word.strip()
        amount.currency = currency_of(word)
        amount.currency_at = match.span(group)
        amount.inferred = is_inferred(word)
    return amount


def _cents(written: str | None) -> int:
    """The hundredths of a unit that a count of cents makes, in 1 / SCALE."""
    if not written:
        return 0
    if written.isascii() and not written.isdigit():
        return (read_english(written) or 0) // 100
    number = read_number(written)
    return number.value // 100 if number else 0


def _loose_end(written: str, number: Number, after: str, counted: bool) -> Number:
    """A number whose last part has no unit. 1억5천 and 1억 5000 leave 만 out; in 5억 3년 the 3 is another number."""
    value, length, units, _ = number
    last_unit = max(written.rfind(unit) for unit in "만억조경")
    rest = value % (10**4 * SCALE)
    hundreds = rest >= 100 * SCALE and rest % (100 * SCALE) == 0
    if written[last_unit] == "억" and hundreds and not counted and not COUNTER.match(after):
        return Number(value - rest + rest * 10**4, length, units)
    if written.startswith(" ", last_unit + 1) or counted:
        return Number(value - rest, last_unit + 1, tuple(unit for unit in units if unit >= 10**4))
    return number
