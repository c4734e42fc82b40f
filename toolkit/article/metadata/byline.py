"""Who wrote it: every name, with its position as written; an address is told apart from the names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.article import marks
from toolkit.article.article import Author

_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: (?:(?:de|la|le|van|von|der|den|bin|al|da|di|del|el|y) ){0,2}[A-ZÀ-Þ][\w.'’-]*){1,3}"
_KOREAN = re.compile(
    rf"(?P<names>[가-힣]{{2,4}}(?:\s?[·,/]\s?[가-힣]{{2,4}})*)\s?(?P<position>{marks.TITLES})(?![가-힣])"
)
_LABELLED = re.compile(
    r"^(?:글|취재|정리|기자|글·사진)\s?[=:/]\s?(?P<names>[가-힣]{2,4}(?:\s?[·,/]\s?[가-힣]{2,4})*)(?![가-힣])"
)
_BY = re.compile(rf"^(?:(?:[Ww]ritten |[Rr]eporting )?[Bb]y|BY):?\s+(?P<names>{_NAME}(?:(?:,? and |, | & ){_NAME})*)")
_ALONE = re.compile(r"^[Bb]y:?\s+(?P<names>[A-ZÀ-Þ][\w'’-]+)$")
_STAFF = re.compile(
    rf"^(?P<names>{_NAME}(?:(?:,? and |, | & ){_NAME})*)\s?[,|–—-]\s?(?P<position>(?:[A-Z][\w.&’'-]* ){{0,3}}(?:Writer|Reporter|Correspondent|Editor|Columnist|Contributor|Journalist|Producer)s?)\b"
)
_AND = re.compile(r",? and |, | & |\s?[·,/]\s?")
_NO_NAMES = re.compile(
    r"^(?:특별|취재|편집|사진|전문|인턴|객원|수습|선임|수석|온라인|디지털|본지|현장|담당|이|그|한|두|다른)$"
)
_ORGANIZATION = re.compile(
    r"Press|News|Staff|Reuters|Times|Post|Agency|Bureau|Wire|Newsroom|Editors|Team|Inc|Media|Services?$"
)


def authors(texts: Iterable[str]) -> tuple[Author, ...]:
    """The writers that lines name, each once, in order; addresses in the lines are passed over."""
    found: dict[str, Author] = {}
    for text in texts:
        for each in _read(marks.EMAIL.sub(" ", text).strip()):
            known = found.get(each.name)
            found[each.name] = each if known is None or not known.position else known
    return tuple(found.values())


def declared(text: str) -> tuple[Author, ...]:
    """The writers that markup names: one a line, each perhaps with a position (홍길동 기자) or as several (Jane Doe and John Roe)."""
    found: dict[str, Author] = {}
    for line in text.split("\n"):
        line = re.sub(r"^[Bb]y\s+", "", marks.EMAIL.sub(" ", line).strip(" ,·|"))
        read = list(_read(line)) if re.search("[가-힣]", line) else []
        if not read and line and len(line) <= 100 and "://" not in line:
            names = (
                [line]
                if len(line.split(", ")) == 2 and _ORGANIZATION.search(line)
                else re.split(r",? and |, |; ", line)
            )
            read = [Author(name.strip(), None) for name in names if name.strip()]
        for each in read:
            found.setdefault(each.name, each)
    return tuple(found.values())


def _read(text: str) -> Iterable[Author]:
    if len(text) > 200:
        return
    korean = list(_KOREAN.finditer(text))
    for match in korean:
        position = re.sub(r"\s", "", match["position"])
        for name in _AND.split(match["names"]):
            if not _NO_NAMES.match(name):
                yield Author(name, position)
    if korean:
        return
    matches = (pattern.match(text) for pattern in (_LABELLED, _BY, _STAFF, _ALONE))
    named = next((each for each in matches if each), None)
    for name in _AND.split(named["names"]) if named else ():
        if named and not _ORGANIZATION.search(name):
            yield Author(name, named.groupdict().get("position"))
