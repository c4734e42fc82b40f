"""How a line speaks: as a paper tells, as one talks to readers, or as a site that wants something of them."""

from __future__ import annotations

import re

_POLITE = ("니다", "요", "십시오", "시죠", "니까")
_ASKING = re.compile(
    r"(?:세요|십시오|바랍니다|기다립니다|드립니다)[.!]*[)\]>】 ]*$|[가-힣](?:하실|으실|보실|받으실|이용하실|사용하실)\s수\s(?:있|없)|[하으되]시면\s"
)
_SITE_WORDS = re.compile(
    r"구독|뉴스레터|제보|로그인|회원|앱|어플|채널|알림|클릭|다운로드|내려받|가입|후원|쿠키|브라우저|자바스크립트|댓글|비밀번호|언론사|기사를?\s|콘텐츠|홈페이지|카카오톡|유튜브|서비스"
)
_QUOTED = re.compile(r"[“”\"「『]")
_READER = re.compile(
    r"\b(?:you|your|our|us|we|this (?:material|site|website|article|content|page)|sign up|subscribe|click)\b"
)
_READER_HINTS = ("you", "our ", " us", "us ", "we ", "this ", "sign up", "subscribe", "click")
_SITE_WORDS_ENGLISH = re.compile(
    r"\b(?:sign(?:ing)? up|subscri\w+|newsletters?|cookies?|inbox|browser|javascript|privacy (?:policy|notice)|terms of (?:use|service)|(?:our|the) app|(?:independent|our) (?:journalism|reporting|newsroom)|contribution"
    r"|(?:may|can) ?not be (?:published|reproduced|rewritten|broadcast)|log(?:ged)? in|register|all rights reserved|click here|follow us|advertis\w+|notifications?|breaking news alerts?|support us|donat\w+|your (?:experience|account|device|email))\b"
)
_BIOGRAPHY = re.compile(
    r"^(?:[A-Z][\w.'’-]+ ){1,3}[A-Z]?[\w.'’-]+,? (?:is (?:an? |the )?(?:[\w'’-]+ ){0,5}(?:reporter|writer|editor|correspondent|journalist|columnist|fellow|producer|author|contributor|staff)\b|covers |writes (?:about|for)\b|reports (?:on|for)\b|has (?:covered|written|reported)\b|(?:can be )?reached\b)"
    r"|^(?:You can )?(?:[Rr]each|[Ee]mail|[Cc]ontact|[Ff]ollow) [A-Z]"
)


def tone(text: str) -> str:
    """Of a line: plain (as Korean papers write), polite (as one speaks to readers), appeal (it asks for something), or empty."""
    core = text[-24:].rstrip(".!?。)]>】 ")
    if core.endswith(_POLITE):
        asking = _SITE_WORDS.search(text) and len(text) <= 600 and _ASKING.search(text) and not _QUOTED.search(text)
        return "appeal" if asking else "polite"
    if core.rstrip("”\"’'.").endswith("다"):
        return "plain"
    lower = text.lower() if len(text) <= 600 and text[0] < "가" else ""
    if not any(word in lower for word in _READER_HINTS) or _QUOTED.search(text):
        return ""
    return "appeal" if _READER.search(lower) and _SITE_WORDS_ENGLISH.search(lower) else ""


def is_site_talk(text: str) -> bool:
    """Whether a polite line speaks of the site: of subscriptions, comments, forms."""
    return bool(_SITE_WORDS.search(text))


def is_biography(text: str) -> bool:
    """Whether a line is a word about the writer, or how to reach one."""
    return len(text) <= 400 and bool(_BIOGRAPHY.match(text))
