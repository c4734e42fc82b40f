"""The words around an amount, and what each says of it. One pass finds them all.

A line of the tables is `what it says: words`. "_" in a word is an optional space; a word may end in a look-ahead
that keeps it from being part of another (시급, hourly pay, but not 시급한, urgent). Words that mean pay are marked
`pay`, words that name money which is nobody's pay `other`.
"""

import re
from typing import NamedTuple

from .trie import any_of

_KOREAN = """
pay period=year: 연봉 초봉 연급여 연봉제
pay component=base period=year: 기본_연봉 고정_연봉
pay component=total period=year: 총연봉 총_연봉 연봉_총액 연봉_패키지
pay period=year modality=asked: 희망_연봉
pay period=month: 월급(?!_?쟁이) 월봉 월급여 월보수 월_급여 월_임금
pay period=week: 주급
pay period=day: 일당(?!\\s?[0-9]+여?\\s?명|이|은|과|들) 일급(?!비밀|\\s?비밀)
pay period=hour: 시급(?!한|하|히|성|\\s?과제|\\s?현안) 시간급
pay: 임금(?!님|체불|\\s?체불) 급여(?!\\s?체불) 봉급 급료 노임 품삯 \
보수(?!\\s?공사|적|비|주의|당|층|정당|진영|단체|언론|세력|\\s?작업|\\s?통합|교육|를\\s?마|성향) 처우 몸값 연봉킹 최저임금 초임 출연료 강연료 고문료 자문료 개런티 급여액 \
페이(?!지|스|퍼|백|팔|코|크|북|먼|팔)
pay component=base: 기본급 본봉 고정급 기준급 통상임금 호봉
pay component=bonus: 성과급 상여금 상여 보너스(?!_?포인트) 인센티브 성과보수 경영성과급 격려금 성과_보상 성과보상 성과금
pay component=signing_bonus period=one_time: 사이닝_보너스 사이닝온_보너스 사인온_보너스 사이닝 이직_보너스 입사_보너스 입사축하금 입사_축하금 웰컴_보너스 \
계약_보너스 계약_보너스금
pay component=equity: 스톡옵션 주식매수선택권 스톡그랜트 주식보상 주식_보상 양도제한조건부_주식 양도제한조건부주식 성과조건부_주식 우리사주
component=equity: 자사주 주식 보통주 지분 스톡
pay component=profit_sharing: 초과이익분배금 초과이익성과급 이익분배금 이익배분금 이익공유 성과배분 초과이익배분금 성과_배분금
pay component=commission: 판매수당 판매_수당 영업수당 영업_수당 커미션 모집수당
pay component=severance period=one_time: 퇴직금 퇴직위로금 퇴직_위로금 희망퇴직금 명예퇴직금 명퇴금 희망퇴직_위로금 퇴직급여 퇴직수당 퇴직소득 해고수당 특별퇴직금 \
위로금
pay component=benefit: 복지포인트 복지_포인트 복리후생비 주거비 주거지원금 주거_지원금 정착지원금 정착금 이주비 체류비 야근수당 야간수당 직책수당 휴일수당 연차수당 식대 수당 \
자기계발비
pay component=total: 보수총액 보수_총액 총보수 총_보수 총급여 총_급여 급여총액 총보상 총_보상 보상_패키지 보상_총액 성과급_포함 성과급을_포함 상여금_포함 인센티브_포함 \
인센티브를_포함 상여_포함 상여금을_포함 성과급까지_포함 수당_포함 수당을_포함 성과급까지_합 성과급을_더한 성과급을_합 보너스_포함 보너스를_포함 주식_포함 주식을_포함
pay: 보상(?!금|하|_?판결|_?소송)
period=year: 연간 매년 해마다 한_해(?!_?만|_?전|_?뒤) 일_년에 1년에 연수입 연소득 연평균
period=month: 매월 매달 월간 월평균 한_달(?!_?만|_?전|_?뒤|_?새|_?사|_?앞|_?치|_?분) 달마다 월수입 한달에
period=week: 매주 일주일에 한_주에 주당
period=day: 하루(?!_?만|_?전|_?뒤|_?새|_?앞|_?아침) 매일(?!경제|신문|유업|일보)
period=hour: 시간당 한_시간에
period=one_time: 일시금 일시불 일회성 1회성 단발성 한꺼번에 한_번에
near period=year: 연(?=_?(?:기본급|최|약|평균|총|[0-9수몇일이삼오육칠팔구억천백]|$)) 연_기본급
near period=month: 월(?=_?(?:기본급|최|약|평균|총|[0-9수몇일이삼오육칠팔구천백]|$))
near period=week: 주(?=_?(?:[0-9]|$))
basis=average: 1인당_평균 평균 1인_평균 평균적으로
basis=median: 중위 중간값 중앙값 중윗값
basis=per_person: 1인당 인당 한_명당 한_사람당 1명당 명당 한사람당 두당 개인당 각각 각자 1인_기준
near basis=per_person: 각 1인
basis=aggregate: 합산 합계 합쳐 합하면 합친 도합 통틀어
near sum: 총 총액 총액이 모두 전체
gross=gross: 세전
gross=net: 세후 실수령액 실수령 실수령액이
pre bound=at_least: 최소 최소한 최저 최하 적어도 못해도 못_받아도 적게는 하한
pre bound=at_most: 최대 최고 많게는 많아야 기껏해야 최대한 상한
post bound=at_least: 이상 부터 에서_시작 플러스_알파
post bound=more_than: 초과 넘는 넘게 넘어 넘긴 넘겼 넘을 넘은 넘겨 넘기 넘었 넘으 상회 웃도 웃돌 웃돈 돌파 훌쩍 뛰어넘 남짓_넘
post bound=at_most: 이하 이내 까지(?!_?(?:올|치솟|뛰|늘|떨어|내려|상승|인상|오르|오른|끌어|높|낮|불어|포함|합)) 한도 넘지_않 넘지_못 넘지_않는 초과하지_않
post bound=less_than: 미만 밑도 밑돌 못_미치 못_미쳤 못_미친 못_미 하회 아래(?!층) 안_되는 안_되 안되는 채_안
pre approximate=: 약(?!속|정|국|품|관|세|화|점|진|간) 대략 대략적으로 얼추 어림잡아 거의 줄잡아
post approximate=: 안팎 가량 정도 내외 남짓 전후 쯤 즈음 언저리 육박 가까이 가까운 가까웠 여(?![가-힣])
modality=offered: 제시 제안 제의 오퍼 내걸 내건 약속 건네겠다 주겠다 지급하겠다
modality=expected: 예상 전망 예정 받을_것으로 지급될_것으로 지급할_계획 지급할_것으로
modality=asked: 요구 희망_급여 희망급여 요청 달라고
near modality=former: 기존 종전 전_직장 이전_직장 직전 이전_연봉
modality=rumoured: 알려졌 알려진 것으로_알려 알려져 전해졌 전해진 전해져 소문 풍문 것으로_전해 설이_돌 관측이_나 루머
post modality=denied: 아니라(?!고)
modality=denied: 부인 사실무근 사실이_아니 사실이_아닌 아니라고 반박 사실과_다르 사실과_다른 사실_아니 사실이_아님
other: 매출 매출액 영업이익 순이익 당기순이익 영업손실 순손실 이익(?!_?분배|배분|공유) 적자 흑자 손실 과징금 벌금 과태료 추징금 투자금 투자(?!자) 펀딩 자금 시가총액 시총 \
기업가치 빚(?!어|은|나) 부채 대출 채무 예산 사업비 공사비 수주 매각 인수(?!인계) 가격 판매가 출고가 분양가 출하가 세금 배상금 배상 피해보상 손해배상 합의금 상금 기부 기부금 성금 \
지원금 보조금 보증금 월세 전세 전셋값 집값 아파트 주가 거래대금 공모가 자본금 비용 구매 구입 수출 수입액 관세 등록금 학비 장학금 연구비 후원금 배당 배당금 예금 적금 저축 이적료 실업급여 \
구직급여 의료급여 요양급여 생계급여 국민연금 연금 보험료 보험금 통신비 요금 구독료 수수료 임대료 인건비 체불 펀드 손해액 피해액 횡령 사기 뇌물 비자금 몸값을_요구 거래액 거래량 결제액 매입 \
소각 처분 자본 재산 자산 상속 증여 이자 원금 투입 조달 유상증자 공모 청약 낙찰 계약금액 공급계약 공급_계약 수출액 판매액 경매 도박 밀린 가로챈 가로챘 유치했 유치_규모 값 물가 가로채 \
성장률 점유율 금리 피해 쏟아부 쏟아붓 근로장려금 육아휴직급여 공제 소득세 지출 소비 손배 몸값으로_요구 유산 융자 현상금
hire: 영입 스카우트 채용 이직 모셔 스카웃 연구원 엔지니어 개발자 인재 경력직 직원 임직원 사원 입사 선수 구단 입단 연봉협상 자유계약 감독
earn: 받는 받고 받았 받은 받을 받게 받아 벌었 버는 번다 벌고 번_ 제시 내걸 지급 주고 주며 주기로 약속 준다
"""

_ENGLISH = """
pay: salary salaries wage wages pay paycheck paychecks payday compensation remuneration stipend package \
packages paid earn earns earned earning earner earners pay_raise raise raises pay-check comp
pay period=hour: hourly_wage hourly_pay hourly_rate minimum_wage(?!_?earner)
pay component=base: base_salary base_pay base salary_base basic_salary
pay component=bonus: bonus bonuses incentive incentives retention_bonus
pay component=signing_bonus period=one_time: signing_bonus sign-on_bonus sign_on_bonus signing_bonuses \
joining_bonus sign-on welcome_bonus sign-on_bonuses signing-on_bonus
pay component=equity: stock_options stock_option stock_award stock_awards stock_grant stock_grants equity \
rsus rsu restricted_stock share_options equity_grant equity_award restricted_shares equity_package
pay component=profit_sharing: profit_sharing profit-sharing profit_share
pay component=commission: commission commissions
pay component=severance period=one_time: severance severance_pay severance_package golden_parachute \
golden_handshake termination_pay
pay component=benefit: allowance allowances relocation housing_allowance benefits relocation_package
pay component=total: total_compensation total_comp total_pay ote total_package compensation_package \
pay_package all-in total_rewards on-target_earnings including_bonus including_bonuses including_stock \
including_equity total_remuneration
period=year: annually yearly annual each_year every_year
post period=year: a_year per_year per_annum p.a. /year /yr an_year per_yr lpa pa
period=month: monthly
post period=month: a_month per_month /month /mo each_month every_month
period=week: weekly
post period=week: a_week per_week /week /wk each_week
period=day: daily
post period=day: a_day per_day /day per_diem
period=hour: hourly
post period=hour: an_hour per_hour /hour /hr /h ph
period=one_time: one-time one-off lump_sum lump-sum one_time
basis=average: average averaging on_average avg averaged averages
basis=median: median
basis=per_person: each per_person per_employee apiece per_head per_worker per_engineer
basis=aggregate: combined collectively in_total altogether
gross=gross: before_tax pre-tax gross before_taxes pretax
gross=net: after_tax take-home after_taxes post-tax net take_home
pre bound=at_least: at_least a_minimum_of minimum minimum_of no_less_than not_less_than starting_at \
starting_from starts_at start_at from beginning_at min
pre bound=more_than: more_than over above exceeding exceeds exceeded in_excess_of greater_than upwards_of \
upward_of north_of topping topped surpassing well_over
pre bound=at_most: up_to at_most no_more_than not_more_than a_maximum_of maximum maximum_of as_much_as \
capped_at as_high_as max
pre bound=less_than: under less_than below fewer_than lower_than south_of short_of
post bound=at_least: or_more and_up and_above or_higher plus(?!_?[a-z]) minimum at_minimum or_above at_least \
and_higher
post bound=at_most: or_less or_below maximum or_lower max at_most tops or_under
pre approximate=: about around approximately roughly some nearly almost close_to circa estimated \
an_estimated approx approx. ca. in_the_region_of in_the_neighborhood_of
post approximate=: or_so -ish give_or_take ish or_thereabouts
modality=offered: offer offers offered offering
modality=expected: expected projected forecast expects expecting anticipated
modality=asked: demanded demanding asking asked_for demands seeking asks_for wants
near modality=former: previous former formerly previously prior old
modality=rumoured: reportedly rumored rumoured rumors said_to believed_to allegedly rumour rumor
modality=denied: denied denies deny not_true untrue false
other: revenue revenues sales profit profits loss losses fine fines fined penalty penalties settlement \
settle fund funds funding fundraising raised round valuation valued worth market_cap market_value invest \
invested investment investments investing budget price prices priced cost costs debt debts loan loans \
mortgage rent taxes tuition ticket tickets acquisition acquire acquired buy bought purchase stock_price \
dividend dividends donation donated grant grants prize lawsuit damages bail sued bond bonds deficit exports \
imports spend spent spending subsidy subsidies fee fees insurance turnover earnings ransom buyback assets \
raised_from fraud scam stolen scholarship
hire: hire hired hires recruit recruited recruits poach poached engineer engineers researcher researchers \
employee employees talent employer staff job jobs role worker workers
earn: receive receives received making makes make gets get pays paying
"""


class Word(NamedTuple):
    """A word found: what it says (name, value), and where; `side` is pre, post, near or empty."""

    start: int
    end: int
    side: str
    says: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    text: str

    def has(self, name: str) -> bool:
        """Whether it says anything of this name."""
        return name in self.names

    def value(self, name: str) -> str:
        """What it says of this name, or nothing."""
        for said, value in self.says:
            if said == name:
                return value
        return ""


def _entries(table: str) -> dict[str, list[tuple[str, str, tuple[tuple[str, str], ...]]]]:
    """Each word with its look-ahead and its meanings: a word may mean one thing before and another after."""
    entries: dict[str, list[tuple[str, str, tuple[tuple[str, str], ...]]]] = {}
    for line in table.strip().splitlines():
        if not line.strip():
            continue
        head, words = line.split(":", 1)
        side, says = "", []
        for part in head.split():
            if part in ("pre", "post", "near"):
                side = part
            else:
                name, _, value = part.partition("=")
                says.append((name, value))
        for word in words.split():
            bare, parenthesis, rest = word.partition("(")
            entries.setdefault(bare.strip("_"), []).append((parenthesis + rest, side, tuple(says)))
    return entries


_KO, _EN = _entries(_KOREAN), _entries(_ENGLISH)
_MEANING = {
    word.replace("_", ""): [(side, says, tuple(name for name, _ in says)) for _, side, says in meanings]
    for word, meanings in (_EN | _KO).items()
}
_PATTERN = re.compile(
    "|".join(
        (
            any_of({word: meanings[0][0] for word, meanings in _KO.items()}),
            any_of({word: meanings[0][0] or "(?![a-z0-9])" for word, meanings in _EN.items()}),
        )
    )
)
# Words of one or two syllables that are often the end of another: they must start a word.
_ALONE_WORDS = (
    "연 월 주 각 약 총 평균 여 월간 수당 값 일당 시급 처우 보상 식대 모두 빚 거의 번 1인 상한 하한 보수 페이 자본 아래"
)
_ALONE = frozenset(_ALONE_WORDS.split())


def find_words(text: str, start: int, end: int) -> list[Word]:
    """The words of a lower-case text that say something of an amount, in order."""
    found: list[Word] = []
    for match in _PATTERN.finditer(text, start, end):
        at, stop = match.span()
        word = match[0].replace(" ", "")
        previous = text[at - 1] if at else " "
        first = word[0]
        if first.isascii() and first.isalpha():
            if previous.isalpha() and previous.isascii():
                continue
        elif word in _ALONE and "가" <= previous <= "힣":
            continue
        found += [Word(at, stop, side, says, names, match[0]) for side, says, names in _MEANING[word]]
    return found
