"""What marks a single line of a Korean news page: its typography and the words of its furniture, of no site in particular."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from toolkit.article import stamps
from toolkit.article.tone import tone as tone_of

ROLES = ("caption", "board", "stamp", "copyright", "byline", "related", "ranking", "comment", "footer", "chrome")
"""What a line can be by itself, in the order in which it is asked."""

EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}(?![A-Za-z0-9-])"
)
DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24})(?:/\S*)?")

_DAY = r"(?P<y>(?:19|20)\d\d|\d\d)\s?[.\-/년]\s?(?P<m>\d{1,2})\s?[.\-/월]\s?(?P<d>\d{1,2})(?:일|\.(?!\d))?"
_TIME = r"(?:\s?\(?[월화수목금토일](?:요일)?\)?)?(?:[T,\s]\s*(?P<half>오전|오후|AM|PM)?\s?(?P<H>\d{1,2})(?::|시\s?)(?P<M>\d\d)분?(?::(?P<S>\d\d))?(?!\d))?"
STAMP = re.compile(rf"(?<![\d.\-/]){_DAY}{_TIME}")
STAMP_KIND = re.compile(
    r"(?:(?P<published>기사\s?입력|최초\s?입력|입력|발행|송고|기사\s?승인|승인|게재|보도|(?i:first\s)?(?i:published(?:\son)?))"
    r"|(?P<modified>최종\s?수정|수정|업데이트|(?i:last\s)?(?i:updated))|(?P<posted>작성|등록|게시|올린|날짜|(?i:posted(?:\son)?)))"
    r"\s?(?:일시|일자|시간|시각|날|날짜|일)?\s?[:：]?\s*(?=\d|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]* )"
)
COUNTERS = re.compile(
    r"(?P<kind>조회\s?수?|읽음|읽은\s?수|Views?|Hits?|댓글\s?수?|덧글\s?수?|답글\s?수?|코멘트|Comments?|추천\s?수?|비추천|공감|반대)"
    r"\s?[:：]?\s?(?P<count>\d[\d,]*)\s?(?:회|건|개|명)?"
)
_AUTHOR = re.compile(r"^(?:작성자|글쓴이|올린이|게시자|등록자|닉네임|이름)\s?[:：]?\s?\S")

TITLES = r"(?:선임|수석|인턴|객원|전문|편집|사진)?\s?(?:기자|특파원|논설위원|통신원|리포터|에디터|앵커)"
REPORTER = re.compile(rf"(?P<name>[가-힣]{{2,4}}|[A-Z][a-z]+(?: [A-Z][a-z]+)+)\s?{TITLES}(?![가-힣])")
BY_LINE = re.compile(
    r"^(?:By\s|(?:글|취재|정리)\s?[=:/]\s?|취재\s)(?P<name>[가-힣]{2,4}|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3})(?=\s*$|\s*[|/,(&•·]|\s+\S+@|\s+and\s|\s+\d)"
)
STAFF = re.compile(
    r"^[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}(?:(?:,? and |, )[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3})*\s?[,|–-]\s?(?:[A-Z][\w.&'-]* ){0,3}(?:Writer|Reporter|Correspondent|Editor|Columnist)s?$"
)
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
# (서울=통신사) 이름 기자 =   [신문 이름 기자]   【도시=통신】   CITY, Country, Month 1, 2026 /WIRE/ --   CITY (Wire) -
DATELINE = re.compile(
    rf"^(?:[(\[【]\s?(?P<place>[가-힣A-Za-z·,\s]{{1,20}})=(?P<wire>[가-힣A-Za-z0-9·]{{2,20}})\s?[)\]】]\s*(?:(?P<reporter>[가-힣]{{2,4}}(?:[·,\s]+[가-힣]{{2,4}})*)\s?{TITLES}\s?)?(?:[=＝]\s*|\d{{4}}년 \d{{1,2}}월 \d{{1,2}}일\s*(?:--?|[–—])\s*)?"
    rf"|[(\[【]\s?(?P<outlet>[가-힣A-Za-z0-9·]{{2,20}})[=\s/·]+(?P<author>[가-힣]{{2,4}})\s?{TITLES}\s?[)\]】]\s*(?:[=＝]\s*)?"
    rf"|(?P<city>[A-Z][A-Z.'\- ]{{2,30}})(?:,\s(?:[A-Z][A-Za-z.]+\s?){{1,3}}(?=[,(/\-–—]|\s[(/\-–—]))?(?:,\s(?:{_MONTH}\.?\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?)?\s?,?\s*"
    rf"(?:(?:--?|[–—])?\s?(?:/(?P<relay>[A-Za-z][\w .&-]{{1,30}})/|\((?P<agency>[A-Za-z][\w .&/-]{{1,30}})\))\s?(?:---?|--|[-–—])|(?:--|[–—])(?=\s?\S))\s*)"
)
SIGNED = re.compile(
    rf"(?<=[.!?”\"’'」)\]])\s*(?P<sign>[/\[(【<]?\s?(?:[가-힣A-Za-z0-9]{{2,12}}[=\s]\s?)?[가-힣]{{2,4}}\s?{TITLES}\s?[=|]?\s?(?:{EMAIL.pattern})?\s?[\])】>]?|\(?\s?{EMAIL.pattern}\s?\)?)\s*$"
)

_CREDIT = re.compile(
    r"(?:[\[(<【]\s?(?:사진|이미지|자료|그래픽|일러스트|영상|출처|캡처)[^\])>】]{0,40}[\])>】]"
    r"|[\[(][^\])]{0,40}(?:제공|재판매|자료\s?사진|갈무리|캡처)[^\])]{0,24}[\])]|[\[(<【][^\])>】]{1,20}\s?(?:DB|자료)[\])>】]"
    r"|(?:사진|이미지|자료|그래픽|일러스트|출처)\s?(?:제공|출처|자료|캡처)?\s?[=:/ⓒ©]\s?[^.]{1,30}"
    r"|[ⓒ©]\s?[^\s.,]{2,20}|(?<=[.)\]’”])\s?[^.]{2,20}\s(?:제공|캡처|갈무리)|/\s?(?:사진|자료)\s?[^.]{0,20}|자료\s?사진"
    r"|\((?:[^()]{0,60}[\s/])?(?:AP|AFP|EPA|PA|Reuters|REUTERS|Getty|GETTY|Shutterstock|Bloomberg|[Pp]hoto|[Ii]mage|[Cc]redit|[Cc]ourtesy|Alamy|Handout)(?:[\s/:,][^()]{0,80})?\)"
    r"|(?:Photo(?:graph)?s?|Image|Illustration|Picture|Video|Graphic)\s?(?:by|courtesy|credit|[:/])\s?[^.]{2,80}|Credit\s?:\s?[^.]{2,80}"
    r"|(?:Getty Images|Shutterstock|AP Photo|via (?:AP|AFP|REUTERS|Reuters|Getty))(?:/[^.]{0,40})?)\s*$"
)
_TAIL_CREDIT = re.compile(
    r"^[^.!?]{4,150}(?:[가-힣]|\d)\.\s(?!끝$)(?:[가-힣A-Za-z0-9·]{2,12}|[가-힣]{2,4}\s?" + TITLES + r")$"
)
_CAPTION_HEAD = re.compile(r"^[▲△▼▽]\s?(?![^▲△]*[▲△])")
_NOTICE = re.compile(
    r"무단\s?(?:전재|전제|복제|배포|이용)|재배포\s?(?:를\s)?금|저작권자?\s?[ⓒ©(<:]|저작권은\s|저작권법의?\s?보호"
    r"|(?i:all rights reserved|copyrights?\s?(?:ⓒ|©|\(c\)|by|\d{4}))|^[<\[(\s]*(?:[ⓒ©]|\([cC]\)\s?\d{4})"
)
_PLAIN_NOTICE = re.compile(r"[ⓒ©]|(?i:copyright|all rights)|저작권법의?\s?보호|무단\s?전[재제].{0,12}금")
_HEADER = r"^[\s\[<【(■□▶▷●◆☞※◇★#*]*"
_TRAIL = r"\s?(?:뉴스|기사|글|소식|읽을거리|콘텐츠|포스트|목록)?\s?(?:보기|더보기)?[\s\]>】):：▶▷]*"
_RELATED = re.compile(
    rf"{_HEADER}(?:(?:(?:이\s기사와\s)?(?:함께|같이)\s(?:많이\s)?(?:본|보는|보면\s?좋은|볼만한|읽는|읽은|읽으면\s?좋은)|관련|연관|(?:이런|다른)(?=\s(?:뉴스|기사|글))|이\s?기자의?\s다른|추천(?=\s?(?:뉴스|기사)))"
    rf"{_TRAIL}|(?i:(?:also )?read (?:more|next|also)|related(?: (?:stories|articles|news|posts|links|content|coverage))?|see also|also read|don['’]t miss|recommended(?: for you| stories)?|you (?:may|might) also like|more (?:from|in|on) [\w&. -]{{2,30}}|similar (?:threads|stories|articles))(?:\s?[:：]\s*|\s*$))"
    rf"(?P<item>$|(?<=[\s\]>】):：▶▷])\S.*$)"
)
_RANKING = re.compile(
    rf"{_HEADER}(?:(?:가장\s)?많이\s?(?:본|읽은|보는)|실시간\s?(?:인기|급상승|검색어|랭킹)?|(?:이\s?시[각간]\s?)?(?:주요|인기|핫|최신|오늘의)|랭킹|베스트|조회수\s?(?:TOP|순)|(?:most|more) (?:read|popular|viewed|shared)|trending(?: now)?|top stories|latest (?:stories|news|posts)|popular(?: now| stories| posts)?)"
    rf"\s?(?:TOP\s?\d*|\d+위)?{_TRAIL}$",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"^(?:(?:전체|기사|독자|회원|네티즌|누리꾼|한\s?줄)\s?)?(?:댓글|덧글|답글|의견|코멘트|한마디|100자\s?평|Comments?)\s?(?:목록|쓰기|달기|작성|남기기|창)?\s?[\[(]?\s?[\d,]*\s?(?:개|건)?[\])]?$|^(?:등록된|아직|첫)?\s?(?:등록된\s)?(?:댓글|덧글|답글|의견)[이을]?\s?(?:없|남겨|달아)"
    r"|^(?i:(?:\d[\d,]* |view |leave (?:a |your )?|post a |add a |show )(?:comments?|repl(?:y|ies))|join the (?:conversation|discussion))\b.{0,12}$"
)
_FOOTER = re.compile(
    r"(?:상호|회사명|제호|대표\s?(?:전화|번호)|대표자?|주소|사업자\s?(?:등록)?\s?번호|통신판매(?:업)?(?:\s?신고)?(?:번호)?|전화|팩스|등록번호|등록일자|발행[·\s]*(?:편집)?인|편집인"
    r"|(?:개인정보|청소년)\s?(?:관리|보호)?\s?책임자(?:명)?)\s?(?P<colon>[:：]?)\s?"
)
_END = re.compile(
    r"^(?:#{3,}|#(?:\s#){2,}|[(\[<-]\s?끝\s?[)\]>-]|끝\.?|-\s?30\s?-|ENDS?|[■▶◇◆※*○●\s]*(?:(?:보도자료\s|언론\s|취재\s)?문의(?:처)?|담당자|연락처|제보)(?:하기)?\s?(?:[:：].*|는\s.*|$)"
    r"|SOURCE:?\s[A-Z].{1,50}|(?i:(?:media|press|investor|pr|public relations)\s(?:contacts?|inquiries|relations|enquiries)\b.{0,30}|contacts?\s?:.{0,60}))$"
)
_DATE_LINE = re.compile(
    rf"^(?:(?i:published|updated|posted|last updated|modified|start date)\b[:\s]*(?i:on\s|at\s)?)*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s)?(?:{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}\s{_MONTH}\.?,?\s\d{{4}})(?:[\s,|•·–-]*(?:at\s)?\d{{1,2}}[:.]\d\d.{{0,30}}|\s#\d+)?$"
    r"|^(?:(?i:published|updated|posted)\s)?\d{1,3}\s?(?:(?:min(?:ute)?s?|hours?|days?|h|m|d)\sago|분\s?전|시간\s?전|일\s?전)$"
)
_ENGLISH_BY = re.compile(
    r"^(?:(?:Written|Reported|Reporting|Edited|Editing|Compiled|Story|Text|Photography|Additional reporting) by |By [A-Z][\w.'-]+ [A-Z][\w.'-]+(?:,| and )).{2,120}$"
)
_TOKEN = re.compile(r"[^\s|·•>«»<\[\](){},:/+\-–—.]+")
_COUNT_TOKEN = re.compile(r"[\d,.%]+(?:개|건|회|명|위|px|pt|x|분|초|배속)?")
_FURNITURE = frozenset(files("toolkit.article").joinpath("furniture.txt").read_text("utf-8").split())
_SENTENCE_END = re.compile(r"[.!?。][”\"’'」』)\]】>\s]*(?:\(?끝\)?)?$")
_INNER_SENTENCES = re.compile(r"[다요죠까]\.\s|[a-z]\.\s[A-Z]")
_STOPS = frozenset(".!?。")
_CLOSERS = "”\"’'」』)]】> "
# what a line must hold for a costly test to be worth its while: words only, which are looked for at one go
_CREDIT_HINT = re.compile(
    r"사진|이미지|자료|그래픽|일러스트|영상|출처|캡처|제공|갈무리|재판매|DB|ⓒ|©|Photo|photo|Image|image|Credit|credit|ourtesy"
    r"|Illustration|Picture|Video|Graphic|Getty|GETTY|Shutterstock|via |\(AP|\(AFP|\(EPA|\(PA|/AP|/AFP|/EPA|/PA| AP| AFP|Reuters|REUTERS|Bloomberg|Alamy|Handout"
)
_NOTICE_HINT = re.compile(r"무단|재배포|저작권|ⓒ|©|\(c\)|\(C\)|opyright|OPYRIGHT|ights res|IGHTS RES|ights Res")
_HINT = re.compile(
    r"@|기자|특파원|논설위원|통신원|리포터|에디터|앵커|작성자|글쓴이|올린이|게시자|등록자|닉네임|이름|취재|정리|글"
    r"|함께|같이|관련|연관|이런|다른|추천|많이|실시간|주요|인기|핫|최신|오늘의|랭킹|베스트|조회|댓글|덧글|답글|의견|코멘트|한마디|100자"
    r"|상호|회사명|제호|대표|주소|사업자|통신판매|전화|팩스|등록|발행|편집|책임자|끝|문의|담당|연락처|제보|#|SOURCE|END|30 |Writer|Reporter|Correspondent|Editor|Columnist"
    r"|By |by |Read|read|READ|Related|related|RELATED|See also|miss|Recommended|recommended|also like|More |more |MORE |Similar|Most |most |MOST |Trending|trending|TRENDING|Top |TOP |Latest|LATEST|latest|Popular|popular|omment|COMMENT|epl|Join|join|Contact|contact|CONTACT|nquir| ago"
)
_COUNTER_HINT = re.compile(r"조회|읽음|읽은|View|view|Hit|hit|댓글|덧글|답글|코멘트|Comment|comment|추천|공감|반대")
_DATED = re.compile(r"\d\s?[.\-/년]\s?\d")
_TITLED = re.compile(r"기자|특파원|논설위원|통신원|리포터|에디터|앵커|@")
_FOOTER_HINT = re.compile(r"상호|회사명|제호|대표|주소|사업자|통신판매|전화|팩스|등록|발행|편집|책임자")
_OPENINGS = (("related", _RELATED), ("ranking", _RANKING), ("comment", _COMMENTS), ("footer", _END))
_POST = re.compile(r"[▲△]\s?[가-힣]")
_NAME = 8
"""What stands beside a date and a time on a stamp: a name, and no more."""
_LONG = 180
"""A line of running text that is longer bears no mark but a notice's."""


class Look(NamedTuple):
    """What a line shows by itself: one of ROLES or None; whether it is running text; whether it ends a sentence; and its tone.

    `tone` is plain (as Korean papers write), polite (as one speaks to readers: menus, forms, broadcasts), appeal (it asks
    the reader for something: to subscribe, to log in), or empty where nothing tells.
    """

    role: str | None
    dense: bool
    ends: bool
    tone: str


def look(text: str) -> Look:
    """What a line shows by itself. Short lines, which a site repeats on each of its pages, are remembered."""
    return _remembered(text) if len(text) <= 80 else _look(text)


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    last = text[-1:]
    if last in _STOPS:
        return bool(last)
    return (last in _CLOSERS or last == "끝") and bool(_SENTENCE_END.search(text, max(0, len(text) - 24)))


def is_dense(text: str) -> bool:
    """Whether a line is running text: 30 characters or more that end a sentence (signed or not), or several sentences; or a roll."""
    if is_roll(text):
        return True
    if len(text) < 30:
        return False
    if is_sentence(text) or (len(text) >= 60 and _INNER_SENTENCES.search(text)):
        return True
    signed = signature(text)
    return signed is not None and signed.start("sign") >= 30


def is_roll(text: str) -> bool:
    """Whether a line lists people by their posts, as appointments are printed: ◇ firm ▲ post name ▲ post name."""
    if "▲" not in text and "△" not in text:
        return False
    posts = len(_POST.findall(text))
    return (
        posts > 2 or (posts > 1 and (text[0] in "▲△" or "◇" in text or "◆" in text)) or (posts > 0 and text[0] in "◇◆")
    )


def signature(text: str) -> re.Match[str] | None:
    """The writer's name or address (the group `sign`) that ends a line of text after its last sentence."""
    tail = max(0, len(text) - 160)
    return SIGNED.search(text, tail) if _TITLED.search(text, tail) else None


def is_furniture(text: str, *, half: bool = False) -> bool:
    """Whether every word of a line belongs to menus, buttons and counters; or, of `half`, every other one."""
    if len(text) > 200:
        return False
    if half:
        words = _TOKEN.findall(text)
        return sum(word in _FURNITURE for word in words) * 2 >= len(words)
    found = False
    for match in _TOKEN.finditer(text):
        if match[0] not in _FURNITURE and not _COUNT_TOKEN.fullmatch(match[0]):
            return False
        found = True
    return found or not any(map(str.isalnum, text))


def is_caption(text: str) -> bool:
    """Whether a line is a picture's caption or credit."""
    if len(text) > _LONG:
        return False
    if text[0] in "▲△▼▽" and len(text) <= 110 and _CAPTION_HEAD.match(text):
        return True
    if text[-1] in _STOPS:  # a credit ends no sentence
        return False
    if _CREDIT_HINT.search(text) and _CREDIT.search(text, max(0, len(text) - 150)) and not _NOTICE.match(text):
        return True
    return ". " in text and bool(_TAIL_CREDIT.match(text))


def is_notice(text: str) -> bool:
    """Whether a line claims copyright."""
    if len(text) > 600 or not _NOTICE_HINT.search(text) or not _NOTICE.search(text):
        return False
    if len(text) > 250:
        return bool(_PLAIN_NOTICE.search(text)) and not is_sentence(text[:_LONG]) and "©" in text
    return not is_dense(text) or bool(_PLAIN_NOTICE.search(text))  # an article may be about piracy


def is_byline(text: str) -> bool:
    """Whether a line names its writer and says little else."""
    if len(text) > 140:
        return False
    if _ENGLISH_BY.match(text):
        return True
    if len(text) > 90 or is_dense(text):
        return False
    rest = EMAIL.sub("", text) if "@" in text else text
    if rest != text and len(rest.strip(" []()/|·=")) <= 30:
        return True
    if BY_LINE.match(text) or STAFF.match(text):
        return True
    return len(rest) <= 45 and bool(_TITLED.search(rest)) and bool(REPORTER.search(rest)) and not is_sentence(rest)


def related(text: str) -> str | None:
    """The first related headline on a line that opens such a list ("" where they follow on their own lines), or None."""
    match = _RELATED.match(text) if len(text) <= 120 else None
    return match["item"].strip() if match else None


def board(text: str) -> dict[str, int]:
    """The counters that a line shows: views, comments."""
    found: dict[str, int] = {}
    for match in COUNTERS.finditer(text):
        kind = re.sub(r"\s?수$", "", match["kind"]).strip().lower()
        name = {"조회": "views", "읽음": "views", "읽은": "views"}.get(kind) or (
            "views" if kind[:4] in ("view", "hit", "hits") else "comments"
        )
        if kind in ("추천", "비추천", "공감", "반대"):
            continue
        found.setdefault(name, int(match["count"].replace(",", "")))
    return found


def mark(text: str) -> str | None:
    """What a line is by its own words, as one of ROLES, or None where only its place can tell."""
    return look(text).role


@lru_cache(maxsize=1 << 15)
def _remembered(text: str) -> Look:
    return _look(text)


def _look(text: str) -> Look:
    dense, ends = is_dense(text), is_sentence(text)
    tone = tone_of(text) if ends and len(text) >= 20 else ""
    return Look(_role(text, dense), dense, ends, tone)


def _role(text: str, dense: bool) -> str | None:
    if len(text) > _LONG:
        return "copyright" if is_notice(text) else None if dense or len(text) > 250 else _short_role(text)
    if is_caption(text):
        return "caption"
    if is_notice(text):
        return "copyright"
    return ("byline" if _ENGLISH_BY.match(text) else None) if dense else _short_role(text)


def _short_role(text: str) -> str | None:
    """The mark of a line that is no running text, no caption and no notice."""
    hinted = _HINT.search(text) is not None
    digits = any(map(str.isdigit, text))
    if not hinted and not digits:
        return "chrome" if is_furniture(text) else None
    if hinted and ((len(text) < 60 and _AUTHOR.match(text)) or (digits and _is_counted(text))):
        return "board"
    if len(text) < 120:
        if digits and _is_stamp(text):
            return "stamp"
        if hinted:
            for role, test in _OPENINGS:
                if test.match(text):
                    return role
    if hinted:
        if is_byline(text):
            return "byline"
        if _FOOTER_HINT.search(text):
            found = _FOOTER.findall(text)
            if any(found) or len(found) > 1:
                return "footer"
    return "chrome" if is_furniture(text) else None


def _is_counted(text: str) -> bool:
    """Whether a line holds two counters or more: views, comments, votes."""
    return _COUNTER_HINT.search(text) is not None and len(COUNTERS.findall(text)) > 1


def _is_stamp(text: str) -> bool:
    """Whether a line is a date, and little else than what it is the date of and a name."""
    worded = stamps.MONTHS.search(text) is not None
    if (_DATED.search(text) and STAMP.search(text)) or (worded and stamps.WORDED.search(text)):
        rest = STAMP.sub("", STAMP_KIND.sub("", stamps.WORDED.sub("0", text) if worded else text))
        rest = re.sub(r"최종|시간|일시", "", COUNTERS.sub("", REPORTER.sub("", rest)))
        if STAMP_KIND.search(text) or is_furniture(rest):
            return True
        unknown = [match[0] for match in _TOKEN.finditer(rest) if match[0] not in _FURNITURE]
        if ":" in text and len(unknown) <= 2 and sum(map(len, unknown)) <= _NAME:
            return True
    return bool(_DATE_LINE.match(text))
