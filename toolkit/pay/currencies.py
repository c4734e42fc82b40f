"""Currencies by sign, code, word and country, as ISO 4217 codes.

A word that several currencies share (페소) has no code: the amount is money, its currency is not known.
"""

import re
from collections.abc import Iterable, Mapping

from .trie import any_of

_SIGNS = {
    "$": "USD", "US $": "USD", "USD $": "USD", "U.S. $": "USD", "A$": "AUD", "AU $": "AUD", "AUD $": "AUD", "C$": "CAD",
    "CA $": "CAD", "CAD $": "CAD", "CDN $": "CAD", "HK $": "HKD", "NT $": "TWD", "S$": "SGD", "SG $": "SGD",
    "NZ $": "NZD", "NZD $": "NZD", "MXN $": "MXN",
    "R$": "BRL", "MX $": "MXN", "€": "EUR", "£": "GBP", "¥": "JPY", "JP¥": "JPY", "CN¥": "CNY", "RMB¥": "CNY",
    "RMB": "CNY", "₩": "KRW", "₹": "INR", "Rs.": "INR", "Rs": "INR", "₽": "RUB", "฿": "THB", "₫": "VND", "₱": "PHP",
    "₪": "ILS", "₺": "TRY", "₴": "UAH", "₦": "NGN", "RM": "MYR",
}  # fmt: skip
# Codes that are also English words or names before a number (TOP 5, ALL 3) are left out.
_CODES = (
    "USD KRW EUR GBP JPY CNY CNH HKD TWD SGD AUD CAD NZD CHF SEK NOK DKK INR IDR MYR THB VND PHP RUB BRL MXN ZAR AED "
    "SAR QAR KWD BHD ILS TRY PLN CZK HUF RON UAH PKR BDT LKR EGP NGN KES ARS CLP COP KZT MNT"
)
CODES = _CODES.split()
# These are read before a number only where it is plainly a sum: PHP 8, COP 28, CAD 3 are not money.
_DOUBTFUL = {"PHP", "COP", "CAD", "TRY", "RON", "ARS", "MNT"}

_KOREAN = {
    "원화": "KRW", "한국 원": "KRW", "달러": "USD", "미국 달러": "USD", "미국달러": "USD", "미 달러": "USD", "미달러": "USD", "US달러": "USD",
    "US 달러": "USD",
    "호주 달러": "AUD", "호주달러": "AUD", "캐나다 달러": "CAD", "캐나다달러": "CAD", "홍콩 달러": "HKD", "홍콩달러": "HKD",
    "싱가포르 달러": "SGD", "싱가포르달러": "SGD", "싱가폴 달러": "SGD", "싱가폴달러": "SGD", "대만 달러": "TWD",
    "대만달러": "TWD", "신대만달러": "TWD", "뉴질랜드 달러": "NZD", "뉴질랜드달러": "NZD", "엔화": "JPY", "일본 엔": "JPY",
    "위안화": "CNY", "위안": "CNY", "중국 위안": "CNY", "유로화": "EUR", "유로": "EUR", "파운드화": "GBP", "파운드": "GBP",
    "영국 파운드": "GBP", "루피아": "IDR", "루피": "INR", "인도 루피": "INR", "바트": "THB", "태국 바트": "THB",
    "스위스 프랑": "CHF", "스위스프랑": "CHF", "프랑": "CHF", "루블": "RUB", "러시아 루블": "RUB", "링깃": "MYR",
    "디르함": "AED", "사우디 리얄": "SAR", "사우디리얄": "SAR", "리얄": None, "페소": None, "필리핀 페소": "PHP",
    "멕시코 페소": "MXN", "헤알": "BRL", "리라": "TRY", "튀르키예 리라": "TRY", "베트남 동": "VND", "즈워티": "PLN",
    "셰켈": "ILS", "쿠웨이트 디나르": "KWD", "디나르": None, "투그릭": "MNT", "텡게": "KZT", "나이라": "NGN", "포린트": "HUF",
    "카타르 리얄": "QAR", "사우디 리알": "SAR", "리알": None, "코루나": "CZK", "크로나": "SEK", "스웨덴 크로나": "SEK", "크로네": None,
    "노르웨이 크로네": "NOK",
    "덴마크 크로네": "DKK", "남아공 랜드": "ZAR",
}  # fmt: skip
# One syllable is a currency only where no other word goes on from it: 5원칙, 3불이행, 2엔진.
_SYLLABLES = {"원": "KRW", "엔": "JPY", "불": "USD", "동": "VND"}
_BEFORE = {"한화": "KRW", "원화": "KRW", "미화": "USD", "일화": "JPY", "유로화": "EUR", "위안화": "CNY", "엔화": "JPY"}
_ENGLISH = {
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "us dollar": "USD", "us dollars": "USD", "u.s. dollars": "USD",
    "american dollars": "USD", "canadian dollars": "CAD", "australian dollars": "AUD", "singapore dollars": "SGD",
    "hong kong dollars": "HKD", "new zealand dollars": "NZD", "taiwan dollars": "TWD", "won": "KRW",
    "korean won": "KRW", "south korean won": "KRW", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP",
    "pounds sterling": "GBP", "british pounds": "GBP", "quid": "GBP", "yen": "JPY", "japanese yen": "JPY",
    "yuan": "CNY", "chinese yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "rupee": "INR", "rupees": "INR",
    "indian rupees": "INR", "rupiah": "IDR", "swiss francs": "CHF", "francs": "CHF", "baht": "THB", "dong": "VND",
    "ringgit": "MYR", "rubles": "RUB", "roubles": "RUB", "pesos": None, "mexican pesos": "MXN",
    "philippine pesos": "PHP", "reais": "BRL", "brazilian reais": "BRL", "dirhams": "AED", "shekels": "ILS",
    "riyals": None, "saudi riyals": "SAR", "qatari riyals": "QAR", "dinars": None, "kuwaiti dinars": "KWD",
    "ringgits": "MYR", "malaysian ringgit": "MYR", "tugriks": "MNT", "us$": "USD", "rs": "INR", "rs.": "INR",
    "lira": None, "kronor": None, "kroner": None, "naira": "NGN", "tenge": "KZT", "zloty": "PLN", "rand": "ZAR",
    "turkish lira": "TRY", "swedish kronor": "SEK",
}  # fmt: skip
_CENTS = {"센트": "USD", "cents": "USD", "cent": "USD", "¢": "USD", "펜스": "GBP", "pence": "GBP"}


def _any(words: Iterable[str]) -> str:
    return any_of({word.replace(" ", "_"): "" for word in words})


_PARTICLE = r"(?![가-힣])|(?=[을은이의에도으과만씩대까부정쯤안내초미규수선짜]|어치|상당|가량|넘)"
AFTER_ENGLISH = rf"(?:{_any(CODES)}(?![A-Za-z])|(?i:{_any(_ENGLISH)}(?![a-z])))"
_DOLLARS = _any(sign for sign in _SIGNS if sign.endswith(" $"))  # in any case and spacing: US$, us $
_OTHER_SIGNS = _any(sign for sign in _SIGNS if not sign.endswith(" $"))
BEFORE = (
    rf"(?:(?<![A-Za-z])(?:(?i:{_DOLLARS})|{_OTHER_SIGNS}|{_any(CODES)}(?= ?[0-9]))"
    rf"|(?<![가-힣]){_any(_BEFORE)})"
)
AFTER = (
    rf"(?:{_any(_KOREAN)}"
    r"|원정(?![가-힣])|원(?!칙|장(?!려)|소(?!득)|자(?!리)|룸|격|천|료|탁|본|색|년|톤|석)"
    rf"|[엔불](?:{_PARTICLE})|동(?![가-힣])"
    rf"|{AFTER_ENGLISH}|[$€£¥₩₹₽])"
)
CENTS = rf"(?:{_any(_CENTS)})(?![A-Za-z])"

_SPACED = re.compile(" ")
_TABLES: tuple[Mapping[str, str | None], ...] = (_SYLLABLES, _CENTS, _SIGNS, _KOREAN, _BEFORE, _ENGLISH)
_LOOKUP: dict[str, str | None] = {**{code: code for code in CODES}, "CNH": "CNY", "원정": "KRW"}
for _table in _TABLES:
    _LOOKUP |= {_SPACED.sub("", word): code for word, code in _table.items()}


def currency_of(word: str) -> str | None:
    """The ISO 4217 code of a sign, code or word as BEFORE or AFTER found it; None where it is shared."""
    word = _SPACED.sub("", word)
    for form in (word, word.lower(), word.upper()):
        if form in _LOOKUP:
            return _LOOKUP[form]
    return None


def is_doubtful(word: str) -> bool:
    """Whether the code is also something else before a small number (PHP 8)."""
    return word in _DOUBTFUL


def is_inferred(word: str) -> bool:
    """Whether the word has a second reading: ¥ is yen here, and yuan elsewhere."""
    return word in ("¥", "프랑", "francs")


def is_sign(word: str) -> bool:
    """Whether it stands before its number ($) and may be shared by the second number of a range."""
    return word[-1] in "$€£¥₩₹" or word in _SIGNS or word in CODES
