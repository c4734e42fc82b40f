"""Korean particles: they are written to a noun and are no part of it."""

from __future__ import annotations

import re

# What may be written to a name: a particle (and another stacked on it), a copula, 씨, 측, the plural 들.
_FORMS = (
    "은 는 이 가 을 를 의 에 에게 에서 에게서 한테 께서 께 와 과 랑 이랑 하고 로 으로 로서 으로서 로써 으로써 로부터 으로부터 도 만 부터 까지 보다 "
    "처럼 만큼 마저 조차 밖에 뿐 나 이나 든 이든 라도 이라도 란 이란 라는 이라는 라고 이라고 라며 이라며 라면 이라면 였다 이었다 이던 "
    "이다 이며 이고 인 인데 이자 였던 이었던 일 측 측은 측이 측에 측에서 들 들은 들이 들을 들의 들에 들에게 들도 씨 씨는 씨가 씨를 씨의 씨도 씨와 씨에게"
)
_STACKED = "(?:은|는|도|만|의|이|서|선)?"
_PARTICLE = re.compile(rf"({'|'.join(sorted(_FORMS.split(), key=len, reverse=True))}){_STACKED}(?![가-힣])")
_WORD = re.compile(r"[가-힣A-Za-z0-9]")
_CLOSED_ONLY = ("은", "을", "과", "이", "으로", "이나", "이든", "이란", "이라", "이랑", "이었")
_VOWEL_ONLY = ("는", "를", "와", "가", "나", "든", "란", "랑", "라", "였")


def can_follow(particle: str, syllable: str) -> bool:
    """Whether a particle has the form that goes with the syllable before it: 은 after a consonant, 는 after a vowel.

    After what is no Hangul (a letter, a digit, a bracket) every form can stand.
    """
    if not "가" <= syllable <= "힣":
        return True
    final = (ord(syllable) - ord("가")) % 28  # 0: it ends with a vowel; 8: with ㄹ
    if particle in ("으로", "로"):
        return (final in (0, 8)) == (particle == "로")
    return not (particle in _CLOSED_ONLY and final == 0) and not (particle in _VOWEL_ONLY and final != 0)


def is_word(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` stands there as a word: not inside a longer one, and followed by no more than a particle.

    한빛전자 does in 한빛전자는 and 한빛전자에서도, and does not in 한빛전자상가, 새한빛전자, 한빛전자을.
    """
    if start and _WORD.match(text[start - 1]) and _WORD.match(text[start]):
        return False
    after = text[end : end + 1]
    if "가" <= after <= "힣":
        return particle(text, end) > end
    return not (_WORD.match(after) and _WORD.match(text[end - 1]))


def particle(text: str, at: int) -> int:
    """The end of the particle that is written to a noun ending at `at`; `at` itself where none is."""
    found = _PARTICLE.match(text, at)
    if not found or at == 0:
        return at
    before, form = text[at - 1], found[1]
    stem = next((s for s in (*_CLOSED_ONLY, *_VOWEL_ONLY) if form == s or (len(s) > 1 and form.startswith(s))), form)
    if form.startswith(("로", "으로")):
        stem = "로" if form[0] == "로" else "으로"
    return found.end() if can_follow(stem, before) else at
