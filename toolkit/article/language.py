"""The language of a text: Korean and English by rules that are fast and sure, others named by py3langid."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

UNKNOWN = "und"
"""What is said of a text without words, or with too few to tell (BCP 47's tag for it)."""

_READ = 2000
_HANGUL = re.compile(r"[가-힣]+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
# frequent in English; texts in other languages have a few of these at most (German `will`, Danish `for`)
_ENGLISH = frozenset(
    re.findall(
        r"\S+",
        "the and that with this which from have has had were been they their would could should said about who when "
        "than into after its it's will to for are but not you what there how why all our your we've don't",
    )
)
_SURE = 0.15
_CONFIDENT = 0.1


def language(text: str) -> str:
    """The ISO 639-1 code of the language that a text is mostly in, from its first 2,000 code points; `und` if it cannot be told.

    Korean where a third of the letters are Hangul (names and terms in Latin letters or Hanja are usual), English where one
    word in seven is an English function word; py3langid, which takes half a second to load, is asked only of the rest.
    """
    text = text[:_READ]
    hangul = sum(map(len, _HANGUL.findall(text)))
    letters = len(text) if hangul * 3 > len(text) else sum(map(str.isalpha, text))  # no more than there are characters
    if not letters:
        return UNKNOWN
    if hangul * 3 > letters:
        return "ko"
    words = _WORD.findall(text.lower().replace("’", "'"))
    spelled = [word for word in words if word in _ENGLISH]
    # at least three different ones: a repeated foreign word may look like one of them
    if len(spelled) > _SURE * len(words) and len(set(spelled)) >= 3 and sum(map(len, words)) * 2 > letters:
        return "en"
    return _identifier()(text)


@cache
def _identifier() -> Callable[[str], str]:
    """py3langid with an instance of our own (its global one may be changed by others), among the two-letter codes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    known = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True, min_confidence=_CONFIDENT)
    known.set_languages([code for code in known.labels if len(code) == 2])
    return lambda text: str(known.classify(text)[0])
