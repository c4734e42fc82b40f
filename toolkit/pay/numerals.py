"""Numbers as people write them: 1억2천만, 일억이천만, 3.5억, 50,000천, 1,200백만, 1.2 million, two hundred thousand.

A value is an int in units of 1 / SCALE, so arithmetic is exact and no decimal context matters.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from .trie import any_of

SCALE = 10**8  # eight decimal places
LIMIT = 10**30 * SCALE  # what a decimal128(38, 4) column holds, with room to spare

# One code point for one code point, so offsets hold: full width, odd spaces, dashes, hanja numerals.
_FOLD = {
    **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t", " "),
    **dict.fromkeys("∼〜˜∽", "~"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("’‘ʼ", "'"),
    **dict(zip("￦￥￡￠億萬万兆千百十圓円", "₩¥£¢억만만조천백십원엔", strict=True)),
    **dict(zip("一二三四五六七八九", "일이삼사오육칠팔구", strict=True)),
}
_FOLDABLE = re.compile(f"[{''.join(map(re.escape, _FOLD))}]")


def fold(text: str) -> str:
    """The text with one plain form for each width, space and dash; the same length."""
    return _FOLDABLE.sub(lambda m: _FOLD[m[0]], text)


# Guards: not inside a longer number (1,2345), a date (2024.04.12) or a version (3.5.1).
ARABIC = (
    r"(?:[0-9]{1,3}(?: [0-9]{3})++(?:,[0-9]{1,2})?(?= ?(?:€|EUR|PLN|CZK|₽|SEK|NOK|DKK|CHF))"  # 1 250 000 €
    r"|(?:[0-9]{1,3}(?:,[0-9]{3})++|[0-9]{1,3}(?:'[0-9]{3})++|[0-9]{1,2}(?:,[0-9]{2}(?=,))++,[0-9]{3}|[0-9]++)"
    r"(?:\.[0-9]++)?(?![.,']?[0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}+(?:,[0-9]{1,2})?(?![.,]?[0-9])"  # 1.250.000
    r"|[0-9]{1,3}(?:\.[0-9]{3})++,[0-9]{1,2}(?![.,]?[0-9])"  # 1.250,50
    r"|[0-9]++,[0-9]{1,2}(?![.,]?[0-9])(?= ?(?:€|EUR)))"  # 12,50 €
)
_DIGIT = "[일이삼사오육륙칠팔구]"
_BIG = r" ?여? ?(?:만(?!들|족|나)|억(?!제|울)|조(?!각|직|사(?![십백천만억])|합|건|항|치|명)|경(?=[ 0-9원]))"
_HANGUL = rf"(?:{_DIGIT}?[천백십](?: ?{_DIGIT}?[백십]){{0,2}}{_DIGIT}?|{_DIGIT}(?=[만억조]))"
_COEFFICIENT = rf"{ARABIC}(?:여? ?[천백십](?: ?{ARABIC}|{_DIGIT}(?=[천백십만억조원]))?){{0,4}}"
_MONEY_WORD = r" ?(?:여 ?)?(?:원|달러|센트|불|엔|유로|위안|파운드|미국|미|캐나다|호주|홍콩)"
_TAIL = (
    rf"(?:{_BIG}(?: ?{_COEFFICIENT}| ?{_HANGUL}(?=[만억]|{_MONEY_WORD}| 만|(?![가-힣 ]))| ?{_HANGUL}(?= ?만)"
    rf"|{_DIGIT}(?=원|달러|불|엔))?){{0,4}}"
)
# A number that starts with a digit, and one that starts with Hangul (which must not be the end of another word).
NUMBER = rf"{_COEFFICIENT}{_TAIL}"
HANGUL_NUMBER = (
    r"(?:(?<![가-힣])|(?<=일금)|(?<=(?<![가-힣])[금약총월연]))"
    rf"(?:{_HANGUL}(?=여? ?[만억조]|{_MONEY_WORD}){_TAIL}"
    rf"|만(?: ?{_HANGUL})?(?={_MONEY_WORD})|만{_COEFFICIENT}(?={_MONEY_WORD})"
    rf"|[천백십] ?{_COEFFICIENT}(?= ?[만억]){_TAIL}"
    r"|[영일이삼사오육칠팔구십백천]+[점쩜][영공일이삼사오육칠팔구]+(?= ?(?:[만억]|달러|유로|파운드|위안|불|엔))(?: ?[만억])?"
    r"|[일삼오육칠팔구](?= ?(?:달러|유로|파운드|위안|불))|[이사](?=달러|유로|파운드|위안|불(?![가-힣])))"
)
VAGUE_NUMBER = r"(?<![가-힣])(?:(?:수|몇 ?)(?=[십백천만억조])[십백천]?여? ?[만억조]?|십수 ?[만억조])"

_UNITS = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
_DIGITS = dict(zip("일이삼사오육륙칠팔구", (1, 2, 3, 4, 5, 6, 6, 7, 8, 9), strict=True))
_ARABIC = re.compile("[0-9][0-9.,' ]*")
_TOKEN = re.compile(r"[0-9](?:[0-9.,']| (?=[0-9]{3}(?:[ ,]|$)))*|[^ 여]")
_POINT = re.compile(f"([{''.join(_DIGITS)}영십백천]+)[점쩜]([{''.join(_DIGITS)}영공]+) ?([만억]?)")


class Number(NamedTuple):
    """A value, how much of the text it takes, and the units in it (largest first; 2천만 has 천만 and 만)."""

    value: int
    length: int
    units: tuple[int, ...] = ()
    loose: bool = False  # ends in a bare number after 억 or 만, as 5천 in 1억5천


def arabic(text: str) -> int | None:
    """An Arabic number with its separators; None when it has more than eight decimals or is absurdly long."""
    if len(text) > 32:
        return None
    if text.isdigit():
        return int(text) * SCALE
    text = text.replace("'", "").replace(" ", "")
    if text.count(".") > 1 or ("," in text and "." in text and text.rindex(",") > text.rindex(".")):
        text = text.replace(".", "").replace(",", ".")  # 1.250.000 and 1.250,50
    elif text.count(",") == 1 and len(text) - text.index(",") < 4:
        text = text.replace(",", ".")  # 12,50
    whole, _, decimals = text.replace(",", "").partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) > 8:
        return None
    return int((whole + decimals).ljust(len(whole) + 8, "0"))


def read_number(text: str) -> Number | None:
    """The value of a NUMBER or HANGUL_NUMBER. It ends early where units stop descending: 3억 in "3억 5억"."""
    if _ARABIC.fullmatch(text):
        value = arabic(text)
        return None if value is None else Number(value, len(text))
    if point := _POINT.fullmatch(text):
        return _read_point(point[1], point[2], point[3], len(text))
    total = section = 0  # up to the last big unit, and since then
    current: int | None = None  # the number that waits for its unit
    last_big, last_small = 10**17, 10**5
    units: list[int] = []
    complete: Number | None = None
    for match in _TOKEN.finditer(text):
        token = match[0]
        unit = _UNITS.get(token, 0)
        if not unit:
            value = _DIGITS[token] * SCALE if token in _DIGITS else arabic(token)
            if value is None or current is not None or (section and value >= last_small * SCALE):
                return complete
            current = value
        elif unit < 10**4:
            if unit >= last_small:
                return complete
            section += (SCALE if current is None else current) * unit
            current, last_small = None, unit
            units.append(unit)
        else:
            empty = section == 0 and not current
            if unit >= last_big or (empty and (total or current == 0)):
                return complete
            total += (SCALE if empty else section + (current or 0)) * unit
            units = [*(u * unit if u < 10**4 else u for u in units), unit]
            section, current, last_big, last_small = 0, None, unit, 10**5
            complete = Number(total, match.end(), tuple(sorted(units, reverse=True)))
    loose = complete is not None and (section > 0 or current is not None)
    return Number(total + section + (current or 0), len(text), tuple(sorted(units, reverse=True)), loose)


def _read_point(whole: str, decimals: str, unit: str, length: int) -> Number | None:
    """일점이삼: digits after 점 are read out one by one."""
    number = Number(0, 1) if whole == "영" else read_number(whole)
    if number is None or number.length < len(whole):
        return None
    hundredths = "".join(str(_DIGITS.get(digit, 0)) for digit in decimals[:8]).ljust(8, "0")
    factor = _UNITS.get(unit, 1)
    return Number((number.value + int(hundredths)) * factor, length, (factor,) if unit else ())


def read_vague(text: str) -> int:
    """The unit of 수십억 (10억), 몇백만 (100만): the number is one to ten of it. For 십수억 it is ten to twenty 억."""
    unit = SCALE
    for character in text:
        unit *= _UNITS.get(character, 1)
    return unit


_UNDER_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_UNDER_TWENTY.split())}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
_WORD_UNITS = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
               "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7}  # fmt: skip
_ANY_WORD = any_of(dict.fromkeys([*_WORDS, *_WORD_UNITS], ""))
ENGLISH_NUMBER = (
    rf"(?<![A-Za-z-])(?:half (?:an? )?(?:million|billion)"
    rf"|(?:an? )?quarter (?:an? |of an? )?(?:million|billion)|(?:(?:an? (?=hundred|thousand|million|billion))?(?:{_ANY_WORD}))"
    rf"(?:(?:[ -]| and )(?:{_ANY_WORD})){{0,12}})(?![A-Za-z])"
)


def read_english(text: str) -> int | None:
    """The value of an ENGLISH_NUMBER in lower case; None when the words do not make a number (two three)."""
    if "half" in text or "quarter" in text:
        return _WORD_UNITS[text.rsplit(" ", 1)[1]] * SCALE // (2 if "half" in text else 4)
    total = section = 0
    previous = 1000  # a word must be smaller than the one before it: twenty five, but not five twenty
    for word in re.findall("[a-z]+", text):
        if word in ("a", "an", "and"):
            continue
        if word in _WORDS:
            if previous < 20 or (previous < 100 and _WORDS[word] > 9):
                return None
            section += _WORDS[word]
            previous = _WORDS[word] or 1
        elif word == "hundred":
            section, previous = (section or 1) * 100, 100
        else:
            total += (section or 1) * _WORD_UNITS[word]
            section, previous = 0, 1000
    return (total + section) * SCALE


NATIVE = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}


def to_decimal(value: int) -> Decimal:
    """The value as a Decimal without trailing zeros; exact whatever the caller's decimal context."""
    if value % SCALE == 0:
        return Decimal(value // SCALE)
    whole, rest = divmod(abs(value), SCALE)
    sign = "-" if value < 0 else ""
    return Decimal(f"{sign}{whole}.{rest:08d}".rstrip("0").rstrip("."))
