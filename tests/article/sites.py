"""Invented sites: pages that share a site's furniture, sentences of it among them; what templates and rules are measured on."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from layouts import Invented, Lines, _out

# fmt: off
# ruff: noqa: RUF005

_PLAIN = [
    "{paper}의 기사는 편집 원칙에 따라 작성되며 독자의 지적을 반영해 고친다.",
    "이 기사는 {paper}와 협약을 맺은 매체에 함께 실린다.",
    "{paper}는 한국온라인언론윤리강령을 지킨다.",
    "본 콘텐츠의 저작권은 제공처에 있으며 이를 무단 이용하는 경우 법적 책임을 질 수 있다.",
    "외부 필자의 글은 {paper}의 편집 방향과 다를 수 있다.",
]
_POLITE = [
    "이 기사가 마음에 드셨다면 {paper}를 구독해 주세요. 더 좋은 기사로 보답하겠습니다.",
    "언론사 홈에서 {paper}를 구독하시면 매일 아침 주요 소식을 받아 보실 수 있습니다.",
    "{paper} 앱을 내려받으시면 속보를 가장 먼저 확인하실 수 있습니다.",
    "쿠키를 사용하여 더 나은 서비스를 제공합니다. 계속 이용하시면 동의하는 것으로 봅니다.",
    "제보는 이메일이나 전화로 언제든지 받습니다. 여러분의 참여를 기다립니다.",
]
_ENGLISH_APPEALS = [
    "We use cookies to improve your experience on our site. By continuing you agree to our policy.",
    "Sign up for the {paper} Briefing and get the day's news in your inbox every morning.",
    "Support independent journalism. Your contribution helps us keep reporting for everyone.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "Download our app for breaking news alerts and analysis wherever you are.",
]
_MENU = ["정치", "경제", "사회", "국제", "문화", "스포츠", "오피니언", "포토", "증권", "부동산", "산업", "IT·과학", "라이프", "지역", "피플", "머니", "글로벌", "바이오"]
_SECTIONS = ["World", "Business", "Markets", "Technology", "Opinion", "Sports", "Arts", "Climate", "Health", "Video", "Podcasts", "Style", "Travel", "Science"]
_FIRMS = ["Harrow Foods", "Bellweather Labs", "Corvane", "Tillmouth Steel", "Ostrava Mutual", "Penhallow Group", "Quillfeather", "Marrowstone Energy"]
_PEOPLE = ["Ada Quill", "Joan Marsh", "Tom Verity", "Nils Arkwright", "Petra Voss", "Imani Calder", "Sun-hee Ahn", "Luis Farrow"]
_OUTLETS = ["The Example Courier", "Northgate Herald", "Harbor Ledger", "Meridian Post", "Fenwick Times"]
_CITIES = ["NORTHGATE", "PORT ELLERY", "FENWICK", "SEOUL", "HARLOW"]
_SAID = [
    "{a} said on {day} that it would hire {n} engineers over the next {m} months.", "The company declined to comment on individual pay packages.", "“We are not there yet,” {b} told reporters after the meeting.",
    "Analysts expect revenue to grow {p}% from a year earlier, according to a survey of {m} brokerages.", "The move comes weeks after {a} lost its chief financial officer to a rival.", "Shares fell {p}% in afternoon trading.",
    "{b}, who joined in 20{yy}, will oversee the unit from April, according to a filing.", "But several employees, who asked not to be named, said morale had been slipping for months.",
    "Under the deal, workers at the {m} plants covered by the contract will receive raises of {p}% over four years.", "“You cannot keep asking people to do more with less,” said {b}, a union organizer.", "It was not immediately clear how many of the {n} jobs would be affected.",
    "{b} will receive a base salary of ${n},000 and a signing bonus of ${m} million.", "The board approved the plan late last month after a review led by {b}.",
]
_HEADLINES = ["{a} names {b} as finance chief after months of turmoil", "{a} to cut {n} jobs as demand slows", "How {a} lost its way, and {p}% of its staff", "{b} to leave {a} for smaller rival", "Pay at {a} rises {p}% as hiring picks up"]
_ENGLISH_TEASERS = ["Five charts that explain the week", "What {a} did next", "Why {b} is betting on tin", "Storm closes {m} schools across the county", "{a} shares slide {p}%", "The best soups for a cold March", "Opinion: Let the interns rest"]


class Made(Invented):
    """A page of a site: its furniture comes from the site's number alone."""

    def __init__(self, site: int, number: int) -> None:
        own = Invented(site * 7919 + 11)
        super().__init__(site * 100_003 + number)
        self.site, self.paper, self.domain = own, own.paper, f"site{site}.example.com"
        self.menu = own.random.sample(_MENU, own.random.randint(6, 12))
        self.plain = own.pick(_PLAIN).format(paper=self.paper)
        self.polite = own.pick(_POLITE).format(paper=self.paper)
        self.outlet = own.pick(_OUTLETS)
        self.sections = own.random.sample(_SECTIONS, own.random.randint(5, 10))
        self.appeals = [text.format(paper=self.outlet) for text in own.random.sample(_ENGLISH_APPEALS, 3)]
        self.spaced = own.chance(0.5)

    def n(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def stamp(self) -> str:
        return f"2026.0{self.n(1, 9)}.{self.n(10, 28)}"

    def clock(self) -> str:
        return f"{self.n(10, 23)}:{self.n(10, 59)}"

    def write(self, templates: list[str]) -> str:
        return self.pick(templates).format(
            a=self.pick(_FIRMS), b=self.pick(_PEOPLE), n=self.n(20, 900), p=self.n(2, 60), m=self.n(2, 12),
            yy=self.n(10, 25), day=self.pick(["Monday", "Tuesday", "Thursday"]),
        )  # fmt: skip

    def english(self, low: int = 1, high: int = 4) -> str:
        return " ".join(self.write(_SAID) for _ in range(self.n(low, high)))

    def body(self, *, low: int = 1, english: bool = False, polite: bool = False) -> list[str]:
        made = [self.english(low) if english else self.paragraph(low, 4) for _ in range(self.n(5, 10))]
        return [politely(text) for text in made] if polite else made


def politely(text: str) -> str:
    """The same said as a broadcaster says it."""
    for plain, polite in (("했다.", "했습니다."), ("밝혔다.", "밝혔습니다."), ("말했다.", "말했습니다."), ("이다.", "입니다."), ("않다.", "않습니다."), ("갈린다.", "갈립니다."), ("그었다.", "그었습니다."), ("보였다.", "보였습니다."), ("마쳤다.", "마쳤습니다."), ("있다.", "있습니다.")):  # fmt: skip
        text = text.replace(plain, polite)
    return text


def _gapped(made: Made, texts: list[str], kept: bool = True) -> Lines:
    lines: Lines = []
    for text in texts:
        lines += [(text, kept), *([("", False)] if made.spaced else [])]
    return lines


def economy(m: Made) -> Lines:
    """A business daily: tickers, an AI summary, an audio player, related headlines in the middle, a stock table at the side."""
    lines = _out(f"{m.title} - {m.paper}", "", "본문으로 건너뛰기", f"코스피 {m.n(2400, 2900)}.{m.n(10, 99)} ▲ {m.n(1, 40)}.21 (+0.{m.n(10, 90)}%)", f"코스닥 {m.n(700, 950)}.{m.n(10, 99)} ▼ 3.10 (-0.41%)", f"원/달러 1,{m.n(300, 480)}.50 ▲ 2.30", *m.menu, "뉴스홈 > 산업 > 기업", "")
    lines += _out(m.title, f"{m.name} 기자 구독", f"입력 {m.stamp()} {m.clock()}", f"수정 {m.stamp()} {m.clock()}", "기사 듣기 0:00 / 3:21", "1x", "글자크기 조절", "")
    lines += _out("AI 요약", *[f"- {m.fill('{firm}가 {topic}에 나서며 {n}억원을 투자한다.')}" for _ in range(3)], "AI가 요약한 내용으로 원문과 차이가 있을 수 있습니다.", "")
    body = m.body(low=1)
    half = len(body) // 2
    lines += _gapped(m, body[:half]) + _out("관련기사", *m.teasers(2, 3), "")
    lines += _out(f"{m.firm} 연구소. {m.pick(['뉴스원', '한빛통신', '가온DB'])}", "") if m.chance(0.5) else []
    lines += [(f"◆{m.fill('달라진 {firm}')}", True)] + _gapped(m, body[half:])
    lines += _out(f"{m.name} 기자 {m.mail()}", m.polite, m.plain, f"ⓒ {m.paper} & {m.domain}, 무단전재 및 재배포 금지", "", f"{m.name} 기자 페이지", "많이 본 뉴스")
    lines += _out(*(f"{i}" if k == 0 else t for i, t in enumerate(m.teasers(5, 5), 1) for k in (0, 1)), "오늘의 날씨", f"{m.n(2, 20)}.{m.n(0, 9)}℃", "맑음", "증시", f"{m.firm} {m.n(10, 99)},{m.n(100, 900)} +{m.n(1, 9)}.2%")
    return lines + _out(f"{m.paper} | 서울시 OO구 OO로 {m.n(1, 1)}00 | 대표전화 02-000-0000 | 등록번호 서울 아00000", "Copyright © All rights reserved.")


def hub(m: Made) -> Lines:
    """A portal's hub page without one blank line: press pick, votes, other headlines of the press, sentence-like policies."""
    lines = _out(m.title, "뉴스", "연예", "스포츠", "날씨", "프리미엄", *m.menu, "언론사별", "오피니언", "TV", "신문보기", m.paper, "구독", f"{m.paper} 언론사 구독되었습니다. 메인 뉴스판에서 주요뉴스를 볼 수 있습니다.", "보러가기")
    lines += _out(m.title, f"입력{m.stamp()}. 오후 {m.n(1, 9)}:{m.n(10, 59)}", "기사원문", m.name, f"{m.name} 기자", "추천", "좋아요", "댓글", "본문 요약봇", "텍스트 음성 변환 서비스 사용하기", "성별", "남성", "여성", "말하기 속도", "느림", "보통", "빠름", "이동 통신망을 이용하여 음성을 재생하면 별도의 데이터 통화료가 부과될 수 있습니다.", "글자 크기 변경하기", "가1단계", "작게", "SNS 보내기", "인쇄하기")
    body = m.body(low=1)
    lines += [(f"[{m.paper} {m.name} 기자] {body[0]}", True), *[(t, True) for t in body[1:]]]
    lines += _out(f"{m.name}({m.mail()})", f"Copyright ⓒ {m.paper}. All rights reserved. 무단 전재 및 재배포 금지.", "이 기사는 언론사에서 산업 섹션으로 분류했습니다.", "기사 섹션 분류 안내", "기사의 섹션 정보는 해당 언론사의 분류를 따르고 있습니다. 언론사는 개별 기사를 2개 이상 섹션으로 중복 분류할 수 있습니다.", "닫기")
    lines += _out(f"{m.paper} 언론사홈 바로가기", "기자 구독 후 기사보기", "구독 없이 계속 보기", f"{m.paper} 주요뉴스해당 언론사에서 선정하며 언론사 페이지(아웃링크)로 이동해 볼 수 있습니다.", *m.teasers(4, 6), "이 기사를 추천합니다", "기사 추천은 24시간 내 50회까지 참여할 수 있습니다.", "쏠쏠정보0", "흥미진진0", "공감백배0")
    return lines + _out(f"{m.paper} 언론사가 직접 선정한 이슈", *m.teasers(2, 4), "이 기사의 댓글 정책은 해당 언론사가 결정합니다.", "전체 댓글", "새로고침", "MY댓글", "댓글 상단으로 이동", "함께 볼만한 뉴스", *m.teasers(3, 5), "본 콘텐츠의 저작권은 제공처 또는 연합체에 있으며, 이를 무단 이용하는 경우 저작권법 등에 따라 법적 책임을 질 수 있습니다.")


def newscast(m: Made) -> Lines:
    """A broadcaster's transcript: polite sentences, who speaks in brackets, tips by hotline."""
    lines = _out(f"{m.title} | {m.paper}TV", "", "뉴스", "다시보기", "제보", *m.menu[:5], "", "경제", "", m.title, "", f"입력 {m.stamp()} ({m.clock()})", f"수정 {m.stamp()} ({m.clock()})", f"{m.paper}TV 뉴스", "읽어주기 기능은 크롬기반의 브라우저에서만 사용하실 수 있습니다.", "")
    body = m.body(low=1, polite=True)
    lines += [("[앵커]", True), (body[0], True), ("", False), ("[리포트]", True)] + _gapped(m, body[1:])
    lines += [(f"{m.paper}TV 뉴스 {m.name}입니다.", True)] if m.chance(0.5) else []
    lines += _out("", f"촬영기자:{m.person()}/영상편집:{m.person()}", "", "■ 제보하기", f"▷ 카카오톡 : '{m.paper}제보' 검색, 채널 추가", "▷ 전화 : 02-000-0000", f"▷ 이메일 : tip@{m.domain}", "▷ 유튜브, 네이버, 카카오에서도 뉴스를 구독해주세요!", "", f"{m.name}", m.mail(), f"{m.name} 기자의 기사 모음", "", "이 기사가 좋으셨다면", "좋아요 0", "응원해요 0", "후속 원해요 0")
    return lines + _out("", "이 기사에 대한 의견을 남겨주세요.", "", *m.teasers(3, 5), "", "우리 사이트에서 제공되는 모든 기사는 저작권법의 보호를 받습니다. 무단 전재 및 복제를 금합니다.", f"Copyright(c) {m.paper}TV. All rights reserved.")


def cafe(m: Made) -> Lines:
    """A blog post that re-posts an article: neighbours, tags, hearts."""
    lines = _out(f"{m.title} : 네모블로그", "", "본문 바로가기", "블로그", "카테고리 이동", f"{m.name}의 하루 기록", "", "검색", "MY메뉴 열기", "", "경제 이야기", "", m.title, "", m.name, f"{m.stamp()}. {m.clock()}", "이웃추가", "본문 기타 기능", "공유하기", "")
    lines += _gapped(m, m.body(low=1)) + _out("", "#" + m.firm, "#채용 #연봉 #이직", "", f"공감 {m.n(1, 99)}", "댓글 2", "이 글에 공감한 블로거 열고 닫기", "공유하기", "", f"{m.name}", "소소한 일상과 경제 이야기를 적습니다. 서로이웃 환영합니다.", "", "이 블로그 경제 이야기 카테고리 글")
    return lines + _out(*(f"{t}\n{m.stamp()}." for t in m.teasers(3, 4)), "", "화면 최상단으로 이동", "PC버전으로 보기")


def weekly(m: Made) -> Lines:
    """A magazine's interview: questions and answers, boxes, pictures with captions, an issue number."""
    lines = _out(f"{m.paper}21", "구독신청", "후원하기", "이번호", "지난호", *m.menu[:6], "", "표지이야기", "", m.title, m.fill("{topic} 이후 석 달, {firm}에서 만난 사람들"), "", f"제{m.n(1100, 1500)}호", f"등록 : {m.stamp()} {m.clock()} 수정 : {m.stamp()} {m.clock()}", "")
    lines += _out(f"{m.firm} {m.name} 대표가 {m.site.pick(['본사', '연구소'])}에서 인터뷰하고 있다. {m.person()} 선임기자", "")
    for text in m.body(low=1):
        lines += [(f"―{m.fill('{topic}을 어떻게 보나.')}", True), ("", False)] if m.chance(0.4) else []
        lines += [(text, True), ("", False)]
    return lines + _out(f"{m.name} 기자 {m.mail()}", "", "<한 달에 커피 한 잔 값으로 독립 언론을 지켜 주십시오. 후원은 언론의 버팀목입니다.>", "", "후원하기", "", m.plain, "", "관련기사", "", *m.teasers(2, 4), "", "맨위로", "(우 00000) 서울시 OO구 OO로 00 | 사업자번호 000-00-00000 | 전화번호 02-000-0000", f"© {m.paper}21. All rights reserved.")


def newsroom(m: Made) -> Lines:
    """A company's newsroom: polite prose, figures in rows, an about box, press contacts."""
    lines = _out("Home | Newsroom | Contact", "", "회사소개", "지속가능경영", "투자정보", "뉴스룸", "인재채용", "", "보도자료", "", m.title, "", m.stamp(), "", m.fill("- 올해 {n}명 채용, 연봉 {p}% 인상"), m.fill("- {topic} 위한 전담 조직 신설"), "")
    body = m.body(low=2, polite=True)
    lines += _gapped(m, body[:-1])
    lines += [("구분 2024년 2025년 증감률", True)] + [(f"{k} {m.n(1, 9)},{m.n(100, 999)} {m.n(1, 9)},{m.n(100, 999)} +{m.n(1, 30)}.{m.n(0, 9)}%", True) for k in ("매출액", "영업이익", "당기순이익")] + [("", False)]
    lines += _gapped(m, body[-1:]) + _out("(끝)", "", "[붙임] 사진 2매", "", f"문의: {m.firm} 홍보팀 02-000-0000", "", "목록", "이전글", *m.teasers(1, 1), "다음글", *m.teasers(1, 1))
    return lines + _out("", "개인정보처리방침", "이메일무단수집거부", "패밀리 사이트", f"서울시 OO구 OO로 00 {m.firm}", f"COPYRIGHT (C) {m.domain}. ALL RIGHTS RESERVED.")


def wrapped(m: Made) -> Lines:
    """A mailing of text in lines of one width."""
    width = m.site.random.randint(30, 40)
    lines = _out(m.title, "=" * 40, f"{m.paper} {m.stamp()} {m.clock()}", f"{m.name} 기자", "")
    for text in m.body(low=2):
        lines += [(line, True) for line in textwrap.wrap(text, width)] + ([("", False)] if m.spaced else [])
    return lines + _out("", f"{m.name} 기자 {m.mail()}", f"<저작권자 ⓒ {m.paper}, 무단전재 및 재배포 금지>", "", "관련기사", *m.teasers(3, 5), "수신거부 | 구독해지")


def column(m: Made) -> Lines:
    """The same in English, as from a terminal or a mailing list."""
    width = m.site.random.randint(62, 80)
    title = m.write(_HEADLINES)
    lines = _out(f"From: desk@{m.domain}", f"Subject: {title}", "", title, "", f"By {m.pick(_PEOPLE)}", "")
    for text in m.body(low=2, english=True):
        lines += [(line, True) for line in textwrap.wrap(text, width)] + ([("", False)] if m.spaced else [])
    return lines + _out("", "--", f"{m.outlet} | Unsubscribe | Privacy Policy", f"(c) 2026 {m.outlet}. All rights reserved.")


def release(m: Made) -> Lines:
    """A wire's press release: a dateline before the lead, the firm about itself, contacts."""
    firm, title = m.pick(_FIRMS), m.write(_HEADLINES)
    wire = m.site.pick(["/PRNewsline/ --", "(GLOBE EXAMPLE) --", "(Business Example) --"])
    lines = _out("Skip to content", "Accessibility Statement", "Send a Release", "News", "Products", "Contact", "", title, "", "News provided by", firm, f"Mar {m.n(10, 28)}, 2026, {m.n(1, 9)}:{m.n(10, 59)} ET", "Share this article", "")
    body = m.body(low=2, english=True)
    lines += [(f"{m.pick(_CITIES)}, March {m.n(1, 28)}, 2026 {wire} {body[0]}", True), ("", False)]
    for text in body[1:]:
        lines += [(text, True), ("", False)]
    if m.chance(0.5):
        lines[-2:-2] = [("• A new plant in the north of the county", True), ("• Pay that follows the contract of 2025", True)]
    lines += _out(f"About {firm}", f"{firm} makes everyday goods in {m.n(3, 20)} countries. For more information, visit www.{m.domain}.", "", "Media Contact", f"{m.pick(_PEOPLE)}, press@{m.domain}", "", f"SOURCE {firm}", "", "Also from this source")
    return lines + _out(m.write(_ENGLISH_TEASERS), m.write(_ENGLISH_TEASERS), "", "Contact", "Products", "About", "Terms of Use", "Privacy Policy", f"Copyright © 2026 {m.outlet}. All Rights Reserved.")


def daily(m: Made) -> Lines:
    """An American daily: weather, tickers, captions and credits, appeals in the middle, a word about the writer."""
    who, title = m.pick(_PEOPLE), m.write(_HEADLINES)
    lines = _out(f"{title} | {m.outlet}", "Skip to main content", f"{m.n(20, 80)}°F", "Sunny", f"S&P 500 {m.n(4, 5)},{m.n(100, 900)}.12 +0.4%", "Subscribe", "Sign In", *m.sections, "Home / Business", title, m.write(["The company says the change will take effect in {m} weeks"]), f"By {who}", m.site.pick(["Staff Writer", "Business Reporter"]), f"March {m.n(1, 28)}, 2026 {m.n(1, 9)}:{m.n(10, 59)} p.m. ET", "Share", "Facebook", "X", "Email", "Print", f"Workers leave a plant in March. (AP Photo/{m.pick(_PEOPLE)})")
    body = m.body(english=True)
    for index, text in enumerate(body):
        lines += _gapped(m, [text])
        if index == 1:
            lines += _out("Advertisement", m.appeals[1], "")
        if index == 3:
            lines += _out("Read more", m.write(_ENGLISH_TEASERS), m.write(_ENGLISH_TEASERS), m.write(_ENGLISH_TEASERS), "")
    lines += _out(f"{who} covers business and labor for {m.outlet}. Reach the desk at desk@{m.domain}.", "", m.appeals[2], "", "Most Popular", *(m.write(_ENGLISH_TEASERS) for _ in range(5)), "", "More in Business", *(m.write(_ENGLISH_TEASERS) for _ in range(3)))
    return lines + _out("", m.appeals[0], "About Us", "Careers", "Help Center", "Terms of Service", f"© 2026 {m.outlet}")


def forum(m: Made) -> Lines:
    """A forum: crumbs, who wrote, the article in the first post, answers below."""
    title = m.write(_HEADLINES)
    lines = _out(f"{title} - Page 1 - Harbor Boards", "Log in", "Register", "Home", "Forums", "News and Politics", f"Home > Forums > News > {title}", title, "Thread starter tinsmith", f"Start date Mar {m.n(1, 28)}, 2026", "Jump to last", "tinsmith", "Member", f"Joined: Jan 2019 Messages: {m.n(10, 900)}", f"Mar {m.n(1, 28)}, 2026 #1")
    lines += _gapped(m, m.body(english=True)) + _out("Reply", f"Reactions: {m.n(1, 9)}", "Comments", "oxbow", "Senior Member", f"Mar {m.n(1, 28)}, 2026 #2", "I would not trust a word of what that company says, honestly.", "Reply")
    return lines + _out("You must log in or register to reply here.", "Similar threads", *(m.write(_ENGLISH_TEASERS) for _ in range(3)), "Contact us", "Terms and rules", "Privacy policy", "RSS", f"Community platform by {m.outlet} © 2026")


def gazetteer(m: Made) -> Lines:
    """A county paper's new system: every caption a line, crumbs, a column of notices, no line between paragraphs."""
    lines = _out(f"{m.title} < 산업 < 뉴스 < 기사본문 - {m.paper}", "본문영역", "상단여백", "HOME", "기사검색", *m.menu[:8], "이 기사를 공유합니다", "현재위치", "홈 > 뉴스 > 산업", m.title, f"기자명 {m.name} 기자", f"승인 {m.stamp()} {m.clock()}", "댓글 0", "기사공유하기", "페이스북", "카카오톡", "URL복사", "바로가기")
    lines += _out(m.fill("- {firm} {topic} 두고 주민들 반발"), m.fill("- 군 “{topic} 지원할 것”"))
    lines += _out(f"▲ {m.firm} 조감도 ⓒ {m.paper}")
    lines += [(f"({m.site.pick(['춘천', '세종'])}={m.paper}) {m.name} 기자 = {t}" if i == 0 else t, True) for i, t in enumerate(m.body(low=2))]
    return lines + _out(f"{m.name} 기자 {m.mail()}", "다른기사 보기", f"<저작권자 © {m.paper}, 무단 전재 및 재배포 금지>", "기사 댓글 0개", "댓글쓰기", "비밀번호를 입력하세요.", f"{m.plain}", "인기기사", *(f"{i}{t}" for i, t in enumerate(m.teasers(5, 5), 1)), f"제호 : {m.paper} | 발행인 : {m.site.person()} | 청소년보호책임자 : {m.site.person()}", f"Copyright © 2026 {m.paper}. All rights reserved. mail to news@{m.domain}")


def relay(m: Made) -> Lines:
    """A wire's mobile page: summary lines, sent stamps, tips, a carousel between the paragraphs."""
    lines = _out("검색", "로그인", m.paper, *m.menu, "최신기사", m.title, f"송고시간 {m.stamp()} {m.clock()}", "요약beta", "닫기", "공유", "글자크기조정", "댓글", "")
    lines += _out(m.fill("{topic} 앞두고 {firm} 대책 마련 부심"), m.fill("업계 “{topic} 여파 클 듯”"), "") if m.chance(0.6) else []
    body = m.body(low=1)
    lines += _out(f"{m.firm} 로고", f"[{m.firm} 제공. 재판매 및 DB 금지]", "") + [(f"({m.pick(['서울', '부산'])}={m.paper}) {m.name} {m.person()} 기자 = {body[0]}", True), ("", False)]
    for index, text in enumerate(body[1:]):
        lines += [(text, True), ("", False)]
        if index == 2:
            lines += _out("광고", "", *m.teasers(1, 1), "") if m.chance(0.5) else []
    return lines + _out(m.mail(), "", "제보는 카카오톡 okjebo", "", f"<저작권자(c) {m.paper}, 무단 전재-재배포, AI 학습 및 활용 금지>", f"{m.stamp()} {m.clock()} 송고", "", "#" + m.firm, "#" + m.name, "", "핫뉴스", *m.teasers(4, 6), "", "많이 본 뉴스", *m.teasers(4, 6), "", f"{m.paper} 소개", "저작권 규약", "개인정보처리방침")


def local(m: Made) -> Lines:
    """A local English site: a live-radio line, donation sentences, a newsletter form inside, tags at the end."""
    title, who = m.write(_HEADLINES), m.pick(_PEOPLE)
    lines = _out(title, "", "Skip to content", "", "Listen Live", "Donate", "Newsletters", "", *m.sections, "", "Close Menu", "", "Business", "", title, "", f"By {who}, {m.pick(_PEOPLE)}", "", f"Published March {m.n(1, 28)}, 2026 at {m.n(1, 9)}:{m.n(10, 59)} AM EST", "", f"LISTEN • {m.n(2, 5)}:{m.n(10, 59)}", "", m.pick(_PEOPLE), "/", m.outlet, "")
    for index, text in enumerate(m.body(english=True)):
        lines += [(text, True), ("", False)]
        if index == 2:
            lines += _out("Stay in the know", m.appeals[1], "Enter your email", "Sign up", "")
        if index == 3 and m.chance(0.5):
            lines += [(m.pick(["What comes next", "A long winter", "Who pays"]), True), ("", False)]
    return lines + _out("Tags", "", "Business", "Labor", "", who, f"{who} is a reporter for {m.outlet} who writes about work and money.", "", f"See stories by {who}", "", "Latest Stories", *(m.write(_ENGLISH_TEASERS) for _ in range(4)), "", m.appeals[2], "", f"© 2026 {m.outlet}", "About", "Careers", "FCC Applications")


def house(m: Made) -> Lines:
    """A paper whose rules stand before and after its articles in sentences like theirs: one page does not tell them apart."""
    lines = _out(m.paper, *m.menu[:6], "", m.title, f"{m.stamp()} {m.clock()}", "", m.site.pick(_PLAIN).format(paper=m.paper), "")
    lines += _gapped(m, m.body(low=2)) + _out("" if m.spaced else m.plain, m.plain, f"{m.paper}는 {1900 + m.site.random.randint(20, 99)}년부터 이 원칙을 지키고 있으며 잘못이 있으면 바로잡는다.", f"{m.name} 기자 {m.mail()}")
    return lines + _out("", "관련기사", *m.teasers(2, 4), "", f"© {m.paper}")


LAYOUTS: dict[str, Callable[[Made], Lines]] = {
    each.__name__: each
    for each in (economy, hub, newscast, cafe, weekly, newsroom, wrapped, column, release, daily, forum, gazetteer, relay, local, house)
}  # fmt: skip


def page(layout: str, site: int, number: int) -> Lines:
    """A page of an invented site; the site's number and the layout decide its furniture."""
    lines = LAYOUTS[layout](Made(site, number))
    return [(part, body) for text, body in lines for part in text.split("\n")]
