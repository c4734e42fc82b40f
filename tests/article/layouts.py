"""Invented news pages in several layouts, each line known to be body or not: what rules are measured on."""

from __future__ import annotations

import random
from collections.abc import Callable

Lines = list[tuple[str, bool]]
"""A page's lines in order, blank ones too, and whether each belongs to the body."""

_SURNAMES = [
    "강",
    "고",
    "곽",
    "권",
    "나",
    "노",
    "도",
    "류",
    "마",
    "문",
    "반",
    "봉",
    "서",
    "석",
    "설",
    "소",
    "신",
    "안",
    "양",
    "연",
    "오",
    "우",
    "원",
    "유",
    "윤",
    "이",
    "임",
    "장",
    "전",
    "정",
    "조",
    "주",
    "지",
    "진",
    "차",
    "채",
    "최",
    "추",
    "하",
    "한",
    "허",
    "현",
    "홍",
]
_GIVEN = [
    "가람",
    "나래",
    "다온",
    "라희",
    "마루",
    "보라",
    "산들",
    "아라",
    "은솔",
    "지안",
    "찬솔",
    "태리",
    "하람",
    "해솔",
    "두리",
    "새봄",
    "윤슬",
    "이든",
    "한별",
    "서온",
]
_FIRMS = [
    "가온소재",
    "나래바이오",
    "다솜유통",
    "마루전기",
    "보람건설",
    "산들해운",
    "아람화학",
    "온새미로보틱스",
    "차오름게임즈",
    "하늘빛물산",
    "두빛은행",
    "너울증권",
]
_PAPERS = ["가온일보", "누리경제", "다솔신문", "마루데일리", "산들타임스", "하람뉴스"]
_PLACES = ["서울", "부산", "대전", "광주", "세종", "춘천"]
_TOPICS = [
    "공장 증설",
    "신입 채용",
    "성과급 지급",
    "연구소 이전",
    "물류센터 화재",
    "노사 협상",
    "상반기 실적",
    "주주총회",
    "신제품 출시",
    "해외 법인 설립",
]
_WHO = [
    "업계 관계자",
    "회사 관계자",
    "현장 직원",
    "증권사 연구원",
    "지역 주민",
    "노조 간부",
    "정부 당국자",
    "대학 교수",
]
_SAID = [
    "{firm}는 {month}월부터 {topic}에 속도를 내기로 했다.",
    "{day}일 업계에 따르면 {firm}는 {topic}을 두고 내부 검토를 마쳤다.",
    "{who}는 “{topic}은 예정대로 진행된다”며 “걱정할 일은 아니다”라고 말했다.",
    "이에 따라 {firm}의 올해 매출은 {n}억원으로 지난해보다 {p}% 늘어날 전망이다.",
    "다만 {topic}을 둘러싼 우려도 적지 않다.",
    '{who}는 "아직 정해진 것은 없다"고 선을 그었다.',
    "{firm}는 {n}명을 새로 뽑고 연봉을 {p}% 올리겠다고 밝혔다.",
    "앞서 {firm}는 지난해 {month}월 {topic} 계획을 내놨다가 거둬들인 바 있다.",
    "현장의 반응은 엇갈린다.",
    "{name} {firm} 대표는 지난 {day}일 기자간담회에서 {topic} 배경을 설명했다.",
    "전문가들은 {topic}이 시장에 미칠 영향을 두고 신중한 태도를 보였다.",
]
_HEADS = [
    "{firm}, {topic} 본격화",
    "{topic} 나선 {firm}…업계 촉각",
    "{firm} “{topic}, 더 미룰 수 없다”",
    "[단독] {firm} {topic} 추진",
    "{name} 대표 “{topic} 자신 있다”",
]
_SUBHEADS = ["{topic}, 왜 지금인가", "달라진 {firm}", "엇갈린 평가", "“사람이 먼저” 내건 {firm}", "남은 과제는"]
_TEASERS = [
    "{firm} {topic} 논란",
    "“{n}만원 벌었어요” 부업의 진실",
    "[기자수첩] {topic}의 그늘",
    "{place} 아파트값 {p}% 올라",
    "{name}, 데뷔 {p}년 만에 정상",
    "내일 전국 비…{place} {n}㎜",
]
_ADS = [
    "연봉 협상 무료 상담 지금 신청하세요!",
    "오늘 하루만 {p}% 할인, 사무용 의자",
    "3분 만에 확인하는 내 보험료",
    "[광고] {n}만원으로 시작하는 재테크",
    "👉 앱 설치하고 커피 받기",
]


class Invented:
    """A source of invented words; the same seed gives the same page."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.firm = self.pick(_FIRMS)
        self.paper = self.pick(_PAPERS)
        self.name = self.person()
        self.title = self.fill(self.pick(_HEADS))
        self.domain = f"news{self.random.randint(1, 99)}.example.com"

    def pick(self, words: list[str]) -> str:
        return self.random.choice(words)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def person(self) -> str:
        return self.pick(_SURNAMES) + self.pick(_GIVEN)

    def fill(self, template: str) -> str:
        r = self.random
        return template.format(
            firm=self.firm if self.chance(0.6) else self.pick(_FIRMS), topic=self.pick(_TOPICS), who=self.pick(_WHO), name=self.person(),
            place=self.pick(_PLACES), n=r.randint(10, 9000), p=r.randint(2, 80), day=r.randint(1, 28), month=r.randint(1, 12),
        )  # fmt: skip

    def paragraph(self, low: int = 1, high: int = 4) -> str:
        return " ".join(self.fill(self.pick(_SAID)) for _ in range(self.random.randint(low, high)))

    def teasers(self, low: int, high: int) -> list[str]:
        return [self.fill(self.pick(_TEASERS)) for _ in range(self.random.randint(low, high))]

    def mail(self) -> str:
        return f"{self.pick(['desk', 'reporter', 'write', 'news'])}{self.random.randint(1, 99)}@{self.domain}"


def _out(*texts: str) -> Lines:
    return [(text, False) for text in texts]


def _body(made: Invented, *, low: int, mark: str, spaced: bool) -> Lines:
    """Paragraphs with subheads, captions, promotions and the like between them."""
    lines: Lines = []
    count = made.random.randint(5, 11)
    for number in range(count):
        lines.append((made.paragraph(low, 4), True))
        gap = _out("") if spaced else []
        lines += gap
        if number in (1, 2) and made.chance(0.3):
            lines += (
                _out(
                    f"{made.firm} 본사 전경. {made.pick(['[사진=' + made.firm + ']', '/사진=' + made.firm, '(사진 ' + made.firm + ' 제공)'])}"
                )
                + gap
            )
        if 1 < number < count - 2 and made.chance(0.25):
            lines += [(mark + made.fill(made.pick(_SUBHEADS)), True), *gap]
        if 1 < number < count - 2 and made.chance(0.1):
            lines += _out(f"▶ 관련기사: {made.teasers(1, 1)[0]}") + gap
    return lines


def portal(made: Invented) -> Lines:
    """A portal's reader view: a blank line between all lines, summary bullets, comments that are sentences."""
    lines = _out(
        f"{made.title} : {made.paper}",
        "",
        "본문 바로가기",
        "",
        "뉴스 홈",
        "",
        "정치 경제 사회 생활/문화 IT/과학 세계 랭킹",
        "",
        made.paper,
        "",
        "구독",
        "",
        made.title,
        "",
    )
    lines += _out(
        f"입력2026.{made.random.randint(1, 9)}.{made.random.randint(1, 28)}. 오전 9:{made.random.randint(10, 59)}",
        "",
        f"{made.name} 기자",
        "",
        "가 가",
        "",
        "공유하기",
        "",
    )
    lines += _body(made, low=1, mark="◆", spaced=True)
    lines += _out(
        f"{made.name} 기자 ({made.mail()})",
        "",
        f"Copyright ⓒ {made.paper}. All rights reserved. 무단 전재 및 재배포 금지.",
        "",
    )
    lines += _out("이 기사는 언론사에서 경제 섹션으로 분류했습니다.", "", f"{made.paper} 주요뉴스", "")
    for teaser in made.teasers(3, 6):
        lines += _out(teaser, "")
    lines += _out("댓글 12", "", "등록순 최신순", "")
    for _ in range(made.random.randint(0, 4)):
        lines += _out(
            f"abc{made.random.randint(1, 99)}****", "", f"{made.paragraph(1, 2)}", "", "2026.03.02. 10:11 신고", ""
        )
    return lines + _out("회사소개 이용약관 개인정보처리방침 고객센터", "", f"ⓒ {made.paper}")


def board(made: Invented) -> Lines:
    """A bulletin board's re-post without any blank line."""
    head = f"{made.title} :: 자유게시판 :: 모두의광장"
    lines = _out(
        head,
        "로그인 | 회원가입 | 검색",
        "공지사항",
        "자유게시판",
        made.title,
        f"작성자 : 퍼온이{made.random.randint(1, 9)}",
        f"작성일 : 2026-0{made.random.randint(1, 9)}-1{made.random.randint(0, 9)} 09:05:11 | 조회 : {made.random.randint(1, 9000)} | 추천 : 4 | 댓글 : 2",
    )
    if made.chance(0.5):
        lines += _out(*[made.fill("{topic} 앞두고 긴장한 {firm}"), made.fill("{who} 사이에 불안감 확산")])
    lines += _body(made, low=2, mark="■ ", spaced=False)
    lines += _out(
        f"{made.name} 기자 {made.mail()}",
        f"<저작권자 © {made.paper}, 무단 전재 및 재배포 금지>",
        f"출처 : https://{made.domain}/view/{made.random.randint(1000, 9999)}",
    )
    lines += _out(
        "추천 4 비추천 0", "목록 글쓰기", f"이전글 {made.teasers(1, 1)[0]}", f"다음글 {made.teasers(1, 1)[0]}", "댓글 2"
    )
    lines += _out("나그네 2026-03-02 10:00", "잘 보고 갑니다.", "길손 2026-03-02 11:00", "월급이나 올려 주면 좋겠네요.")
    return lines + _out(
        "이용약관 | 개인정보처리방침",
        "모두의광장 | 대표 : 아무개 | 사업자등록번호 : 000-00-00000",
        f"Copyright © {made.domain} All rights reserved.",
    )


def wire(made: Invented) -> Lines:
    """A wire agency's page: a dateline, the sent stamp at the end, appeals for tips."""
    lines = _out(
        f"{made.title} | {made.paper}",
        "메뉴 열기",
        "최신기사",
        "정치",
        "경제",
        "산업",
        "전국",
        "세계",
        "문화",
        "",
        made.title,
        f"송고2026-03-0{made.random.randint(1, 9)} 09:0{made.random.randint(0, 9)}",
        "댓글",
        "공유",
        "글자크기조정",
        "인쇄",
        "",
    )
    place = made.pick(_PLACES)
    body = _body(made, low=2, mark="▲ " if made.chance(0.0) else "", spaced=True)
    lines += [(f"({place}={made.paper}) {made.name} 기자 = {body[0][0]}", True), *body[1:]]
    lines += _out(
        made.mail(),
        "",
        f"<저작권자(c) {made.paper}, 무단 전재-재배포, AI 학습 및 활용 금지>",
        f"2026/03/0{made.random.randint(1, 9)} 09:05 송고",
        "",
        "제보는 카카오톡 아무개제보",
        "",
        "관련기사",
    )
    lines += _out(*made.teasers(2, 4), "", "많이 본 뉴스")
    lines += _out(*(f"{i} {teaser}" for i, teaser in enumerate(made.teasers(4, 6), 1)), "", "이 시각 주요뉴스")
    return lines + _out(
        *made.teasers(3, 5),
        "",
        f"등록번호 문화, 나00009 | 등록일자 1980.12.29 | 발행인 {made.person()} | {place}시 OO구 OO로 00",
        f"© 2026 {made.paper} All rights reserved.",
    )


def mobile(made: Invented) -> Lines:
    """A phone's page: sentences of chrome around the body, promotions after it, short paragraphs."""
    lines = _out(
        f"{made.paper} - {made.title}",
        "",
        "자바스크립트를 사용할 수 없는 환경입니다. 일부 기능이 제한될 수 있습니다.",
        "",
        "전체메뉴",
        "",
        made.title,
        "",
    )
    if made.chance(0.5):
        lines += _out("- " + made.fill("{firm}, {topic} 속도전 돌입"), "- " + made.fill("{who}들 기대와 우려 교차"), "")
    lines += _out(
        f"등록 2026.03.0{made.random.randint(1, 9)} 16:2{made.random.randint(0, 9)} 수정 2026.03.10 08:00",
        f"{made.name} 기자",
        "",
        "기사 듣기",
        "글자 크기 설정",
        "",
    )
    lines += _body(made, low=1, mark="", spaced=True)
    lines += _out(f"[{made.paper} {made.name} 기자 {made.mail()}]", "")
    lines += _out(*(made.fill(made.pick(_ADS)) for _ in range(made.random.randint(1, 3))))
    lines += _out(
        "",
        f"매일 아침 {made.paper} 뉴스레터를 보내드립니다. 지금 바로 구독해 보세요.",
        "",
        f"[ⓒ {made.paper}. 무단전재-재배포 금지]",
        "",
        "함께 볼만한 뉴스",
    )
    lines += _out(*made.teasers(3, 5), "", "오늘의 핫이슈", *made.teasers(2, 4))
    return lines + _out(
        "", f"{made.paper}의 모든 콘텐츠(기사)는 저작권법의 보호를 받으며, 무단 전재·복사·배포 등을 금합니다.", "PC버전"
    )


def gazette(made: Invented) -> Lines:
    """A local paper on a common publishing system: sharing links as sentences, warnings of the comment form."""
    stamp = f"2026.03.0{made.random.randint(1, 9)} 09:05"
    lines = _out(
        f"{made.title} < 경제 < 기사본문 - {made.paper}",
        "상단영역",
        "주요서비스",
        "로그인",
        "회원가입",
        "메뉴버튼 정치",
        "경제",
        "사회",
        "문화",
        "본문영역",
        "이전 기사보기",
        "다음 기사보기",
        made.title,
    )
    lines += _out(
        "바로가기 메일보내기 복사하기 본문 글씨 줄이기 본문 글씨 키우기",
        f"기자명 {made.name} 기자",
        f"입력 {stamp}",
        f"수정 {stamp}",
        "댓글 0",
        "SNS 기사보내기",
        "페이스북(으)로 기사보내기 트위터(으)로 기사보내기 URL복사(으)로 기사보내기",
    )
    body = _body(made, low=2, mark="◇", spaced=made.chance(0.5))
    lines += [(f"[{made.paper} {made.name} 기자] {body[0][0]}", True), *body[1:]]
    lines += _out(
        f"{made.name} 기자 {made.mail()}",
        f"저작권자 © {made.paper} 무단전재 및 재배포 금지",
        f"{made.name} 기자 다른기사 보기",
        "관련기사",
    )
    lines += _out(
        *made.teasers(1, 4),
        "개의 댓글",
        "댓글 정렬",
        "BEST댓글",
        "댓글삭제",
        "삭제한 댓글은 다시 복구할 수 없습니다. 그래도 삭제하시겠습니까?",
        "댓글쓰기",
        "계정을 선택하시면 로그인·계정인증을 통해 댓글을 남기실 수 있습니다.",
        "주요기사",
    )
    lines += _out(
        *made.teasers(3, 6),
        "하단영역",
        "매체소개 기사제보 광고문의 불편신고 개인정보처리방침",
        f"제호 : {made.paper} 등록번호 : OO 아 00000 발행인·편집인 : {made.person()}",
    )
    return lines + _out(
        f"{made.paper} 모든 콘텐츠(영상,기사, 사진)는 저작권법의 보호를 받는바, 무단 전재와 복사, 배포 등을 금합니다.",
        f"Copyright © 2026 {made.paper}. All rights reserved.",
        "위로",
    )


_ENGLISH = [
    "{a} said on Monday that it would hire {n} engineers this year.", "The company declined to comment.", "“We are not there yet,” {b} told reporters.", "Analysts expect revenue to grow {p}% from a year earlier.",
    "The move comes weeks after {a} lost its chief financial officer to a rival.", "Shares fell {p}% in afternoon trading.", "{b}, who joined in 2019, will oversee the unit from April, according to a filing.",
]  # fmt: skip


def english(made: Invented) -> Lines:
    """An English news page."""
    firm, person = (
        made.pick(["Harrow Foods", "Bellweather Labs", "Corvane", "Tillmouth Steel"]),
        made.pick(["Ada Quill", "Joan Marsh", "Tom Verity"]),
    )

    def said() -> str:
        text = " ".join(made.pick(_ENGLISH) for _ in range(made.random.randint(1, 4)))
        return text.format(a=firm, b=person, n=made.random.randint(10, 900), p=made.random.randint(2, 60))

    made.title = f"{firm} names {person} as finance chief after months of turmoil"
    lines = _out(
        f"{made.title} | The Example Courier",
        "Skip to main content",
        "Menu",
        "Sign in",
        "Subscribe",
        "Home",
        "Business",
        "Markets",
        "Opinion",
        made.title,
        f"By {made.pick(['Jane Doe', 'Sam Poe'])}",
        "March 2, 2026 9:05 AM",
        "Share",
        "Save",
        "",
    )
    for _ in range(made.random.randint(5, 10)):
        lines += [(said(), True), ("", False)]
    lines += _out(
        "Sign up for our newsletter to get the day's top stories.",
        "",
        "Related stories",
        "Five charts that explain the week",
        f"What {firm} did next",
        "",
        "Comments",
        "Great article, thanks for sharing this with all of us here.",
        "",
        "About us Contact Privacy Policy Terms of Use",
    )
    return lines + _out("© 2026 The Example Courier. All rights reserved.")


LAYOUTS: dict[str, Callable[[Invented], Lines]] = {
    "portal": portal,
    "board": board,
    "wire": wire,
    "mobile": mobile,
    "gazette": gazette,
    "english": english,
}


def page(layout: str, seed: int) -> Lines:
    """An invented page of a layout."""
    return LAYOUTS[layout](Invented(seed))
