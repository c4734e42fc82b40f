"""What marks a single line of a Korean news page: its typography and the words of its furniture, of no site in particular."""

from __future__ import annotations

import re
from importlib.resources import files

from toolkit.article import stamps

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
# (서울=통신사) 이름 기자 =   [신문 이름 기자]   【도시=통신】
DATELINE = re.compile(
    rf"^(?:[(\[【]\s?(?P<place>[가-힣A-Za-z·,\s]{{1,20}})=(?P<wire>[가-힣A-Za-z0-9·]{{2,20}})\s?[)\]】]\s*(?:(?P<reporter>[가-힣]{{2,4}}(?:[·,\s]+[가-힣]{{2,4}})*)\s?{TITLES}\s?)?(?:[=＝]\s*)?"
    rf"|[(\[【]\s?(?P<outlet>[가-힣A-Za-z0-9·]{{2,20}})[=\s/·]+(?P<author>[가-힣]{{2,4}})\s?{TITLES}\s?[)\]】]\s*(?:[=＝]\s*)?)"
)
SIGNED = re.compile(
    rf"(?<=[.!?”\"’'」)\]])\s*(?P<sign>[/\[(【<]?\s?(?:[가-힣A-Za-z0-9]{{2,12}}[=\s]\s?)?[가-힣]{{2,4}}\s?{TITLES}\s?[=|]?\s?(?:{EMAIL.pattern})?\s?[\])】>]?|\(?\s?{EMAIL.pattern}\s?\)?)\s*$"
)

_CREDIT = re.compile(
    r"(?:[\[(<【]\s?(?:사진|이미지|자료|그래픽|일러스트|영상|출처|캡처)[^\])>】]{0,40}[\])>】]"
    r"|(?:사진|이미지|자료|그래픽|일러스트|출처)\s?(?:제공|출처|자료|캡처)?\s?[=:/ⓒ©]\s?[^.]{1,30}"
    r"|[ⓒ©]\s?[^\s.,]{2,20}|(?<=[.)\]’”])\s?[^.]{2,20}\s(?:제공|캡처|갈무리)|/\s?(?:사진|자료)\s?[^.]{0,20}|자료\s?사진)\s*$"
)
_CAPTION_HEAD = re.compile(r"^[▲△▼▽]\s?(?![^▲△]*[▲△])")
_NOTICE = re.compile(
    r"무단\s?(?:전재|전제|복제|배포|이용)|재배포\s?(?:를\s)?금|저작권자?\s?[ⓒ©(<:]|저작권은\s|저작권법의?\s?보호"
    r"|(?i:all rights reserved|copyrights?\s?(?:ⓒ|©|\(c\)|by|\d{4}))|^[<\[(\s]*[ⓒ©]"
)
_PLAIN_NOTICE = re.compile(r"[ⓒ©]|(?i:copyright|all rights)|저작권법의?\s?보호|무단\s?전[재제].{0,12}금")
_HEADER = r"^[\s\[<【(■□▶▷●◆☞※◇★#*]*"
_TRAIL = r"\s?(?:뉴스|기사|글|소식|읽을거리|콘텐츠|포스트|목록)?\s?(?:보기|더보기)?[\s\]>】):：▶▷]*"
_RELATED = re.compile(
    rf"{_HEADER}(?:(?:이\s기사와\s)?(?:함께|같이)\s(?:많이\s)?(?:본|보는|보면\s?좋은|볼만한|읽는|읽은|읽으면\s?좋은)|관련|연관|(?:이런|다른)(?=\s(?:뉴스|기사|글))|이\s?기자의?\s다른|추천(?=\s?(?:뉴스|기사)))"
    rf"{_TRAIL}(?P<item>$|(?<=[\s\]>】):：▶▷])\S.*$)"
)
_RANKING = re.compile(
    rf"{_HEADER}(?:(?:가장\s)?많이\s?(?:본|읽은|보는)|실시간\s?(?:인기|급상승|검색어|랭킹)?|(?:이\s?시[각간]\s?)?(?:주요|인기|핫|최신|오늘의)|랭킹|베스트|조회수\s?(?:TOP|순))"
    rf"\s?(?:TOP\s?\d*|\d+위)?{_TRAIL}$",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"^(?:댓글|덧글|답글|의견|코멘트|한마디|Comments?)\s?(?:목록|쓰기|달기|작성|남기기|창)?\s?[\[(]?\s?[\d,]*\s?(?:개|건)?[\])]?$|^(?:등록된|아직|첫)?\s?(?:등록된\s)?(?:댓글|덧글|답글|의견)[이을]?\s?(?:없|남겨|달아)"
)
_FOOTER = re.compile(
    r"(?:상호|회사명|제호|대표\s?(?:전화|번호)|대표자?|주소|사업자\s?(?:등록)?\s?번호|통신판매(?:업)?(?:\s?신고)?(?:번호)?|전화|팩스|등록번호|등록일자|발행[·\s]*(?:편집)?인|편집인"
    r"|(?:개인정보|청소년)\s?(?:관리|보호)?\s?책임자(?:명)?)\s?(?P<colon>[:：]?)\s?"
)
_TOKEN = re.compile(r"[^\s|·•>«»<\[\](){},:/+\-–—.]+")
_COUNT_TOKEN = re.compile(r"[\d,.%]+(?:개|건|회|명|위|px|pt)?")
_FURNITURE = frozenset(files("toolkit.article").joinpath("furniture.txt").read_text("utf-8").split())
_SENTENCE_END = re.compile(r"[.!?。][”\"’'」』)\]】\s]*(?:\(?끝\)?)?$")
_INNER_SENTENCES = re.compile(r"[다요죠까]\.\s|[a-z]\.\s[A-Z]")


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_SENTENCE_END.search(text))


def is_dense(text: str) -> bool:
    """Whether a line is running text: 30 characters or more that end a sentence (signed or not), or several sentences."""
    if len(text) < 30:
        return False
    if is_sentence(text) or (len(text) >= 60 and _INNER_SENTENCES.search(text)):
        return True
    signed = SIGNED.search(text)
    return signed is not None and signed.start("sign") >= 30


def is_furniture(text: str) -> bool:
    """Whether every word of a line belongs to menus, buttons and counters."""
    if len(text) > 200:
        return False
    tokens = _TOKEN.findall(text)
    return all(token in _FURNITURE or _COUNT_TOKEN.fullmatch(token) for token in tokens)


def is_caption(text: str) -> bool:
    """Whether a line is a picture's caption or credit."""
    if len(text) > 180:
        return False
    return (bool(_CREDIT.search(text)) and not _NOTICE.match(text)) or (
        len(text) <= 110 and bool(_CAPTION_HEAD.match(text))
    )


def is_notice(text: str) -> bool:
    """Whether a line claims copyright."""
    if len(text) > 250 or not _NOTICE.search(text):
        return False
    return not is_dense(text) or bool(_PLAIN_NOTICE.search(text))  # an article may be about piracy


def is_byline(text: str) -> bool:
    """Whether a line names its writer and says little else."""
    if len(text) > 90 or is_dense(text):
        return False
    rest = EMAIL.sub("", text)
    if rest != text and len(rest.strip(" []()/|·=")) <= 30:
        return True
    return bool(BY_LINE.match(text) or STAFF.match(text)) or (
        len(rest) <= 45 and bool(REPORTER.search(rest)) and not is_sentence(rest)
    )


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
    if is_dense(text) and len(text) > 180:
        return None
    if is_caption(text):
        return "caption"
    if is_notice(text):
        return "copyright"
    if is_dense(text):
        return None
    stamped = None
    if any(map(str.isdigit, text)):
        stamped = STAMP.search(text) or (stamps.WORDED.search(text) if stamps.MONTHS.search(text) else None)
    if (_AUTHOR.match(text) and len(text) < 60) or len(COUNTERS.findall(text)) > 1:
        return "board"
    if stamped and len(text) < 120:
        rest = STAMP.sub("", STAMP_KIND.sub("", stamps.WORDED.sub("0", text)))
        rest = re.sub(r"최종|시간|일시", "", COUNTERS.sub("", REPORTER.sub("", rest)))
        if STAMP_KIND.search(text) or is_furniture(rest):
            return "stamp"
    for role, test in (("related", _RELATED), ("ranking", _RANKING), ("comment", _COMMENTS)):
        if len(text) <= 120 and test.match(text):
            return role
    if is_byline(text):
        return "byline"
    found = _FOOTER.findall(text)
    if any(found) or len(found) > 1:
        return "footer"
    return "chrome" if is_furniture(text) else None
