"""People who are named with their post, and their posts: 김하람 사장, 김 사장, Haram Kim, chief executive of Garam Battery.

Names are not known here: a Korean name is told by its surname and length and the post after it, an English one by its
capitals. The posts are a list (posts.txt), in Korean also as the end of a longer word (데이터팀장).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolkit.article.particle import is_word
from toolkit.task.taggers.names import listed

Found = tuple[int, int, str]
"""A stretch of the text, and whether it is a `people` or a `posts`, as the scheme's entities say whose names they are."""

# Common words that look like a surname and a given name, and endings that make such words.
_COMMON = frozenset(
    {
        "한국인",
        "이사진",
        "임원진",
        "경영진",
        "연구진",
        "노동자",
        "기술자",
        "지원자",
        "구직자",
        "경력직",
        "신입생",
        "전문가",
        "전문직",
        "경영인",
    }
    | {
        "배터리",
        "연구원",
        "이사장",
        "조합원",
        "나머지",
        "지난해",
        "지난달",
        "문화재",
        "전현직",
        "차세대",
        "이른바",
        "여기에",
        "이어서",
        "노조원",
    }
    | {"공무원", "정규직", "현지인", "구성원", "소프트"}
)
_COMMON_ENDS = tuple("대사팀차부점체업단회소실당청행측급층년월일")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    posts = sorted(listed("posts.txt"), key=lambda post: (-len(post), post))
    korean = "|".join(re.escape(post) for post in posts if "가" <= post[0] <= "힣")
    latin = "|".join(re.escape(post) for post in posts if post[0] < "가")
    single = "".join(name for name in listed("surnames.txt") if len(name) == 1)
    double = "|".join(name for name in listed("surnames.txt") if len(name) > 1)
    name = rf"(?P<name>(?:{double})[가-힣]{{1,2}}|[{single}][가-힣]{{2}})"
    age = r"(?:\(\d\d세?\))?"
    status = r"(?:(?:신임|전|현|전임|현직|초대) )?"
    post = (
        rf"(?P<post>(?:[가-힣A-Za-z0-9]{{1,8}}(?=팀장|실장|본부장|부문장|센터장|소장|지사장))?(?:{korean})|(?:{latin}))"
    )
    titled = re.compile(rf"(?<![가-힣A-Za-z0-9]){name}{age} {status}(?:{post}|씨)")
    surname = re.compile(rf"(?<![가-힣A-Za-z0-9])(?P<surname>{double}|[{single}]) (?:전 )?(?P<post>{korean}|씨)")
    person = r"(?P<name>[A-Z][A-Za-z'’-]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z'’-]+){1,2})"
    of = re.compile(rf"\b{person}, (?:the |its |their |a )?(?:new |former |acting |then )?(?P<post>{latin})\b")
    called = re.compile(rf"\b(?P<post>{latin}) {person}")
    return titled, surname, of, called


def find(text: str, people: frozenset[str] = frozenset()) -> Iterator[Found]:
    """People named with a post or 씨, and their posts; `people` are names that are known to be people's in this text.

    A surname with a post or 씨 (김 사장, 김 씨) is one stretch, a person, where a full name in the text has that surname.
    """
    titled, surname, of, called = _patterns()
    known = set(people)
    for match in titled.finditer(text):
        name = match["name"]
        if name not in known and (name in _COMMON or name.endswith(_COMMON_ENDS)):
            continue
        if not is_word(text, match.start(), match.end()):
            continue
        known.add(name)
        yield *match.span("name"), "people"
        if match["post"]:
            yield *match.span("post"), "posts"
    for match in surname.finditer(text):
        full = [name for name in known if name.startswith(match["surname"]) and len(name) > len(match["surname"]) + 1]
        if full and " " not in full[0] and is_word(text, match.start(), match.end()):
            yield *match.span(), "people"
    for match in (*of.finditer(text), *called.finditer(text)):
        yield *match.span("name"), "people"
        yield *match.span("post"), "posts"
