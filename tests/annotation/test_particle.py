"""Particles are told from names that merely end like them, and every span that sense warns of is worth a look."""

from __future__ import annotations

import pytest

from tests import handmade
from tests.annotation.reading import SCHEME
from toolkit.annotation import check
from toolkit.annotation.particle import ending

# Invented or common words; in the middle of each sentence stands [what is marked].
NAMES = """
[현대]가 왔다|[포스코이]가 왔다|[다음카카오]가 왔다|[김정은] 상무가 왔다|[이다은] 씨가 왔다|[박하은] 이사다|[노을]이 왔다
[새마을]이 왔다|[응급의학과] 전문의|[이시카와] 사장이 왔다|[나가사와]가 왔다|[한들]이 왔다|[김산들] 대표|[버들] 대표|[만도]가 왔다|[하나로]가 왔다
[한국은]행이 왔다|[남궁정은] 대표가 왔다|[가온누리]가 왔다|[정가을] 과장|[미로]가 왔다|[오늘의집]이 왔다|[도로공사]가 왔다|[이음]이 왔다
[선우가은] 팀장|[라온에]듀가 왔다|[최고은] 과장|[수의과] 교수|[한마을은]이 왔다|[누리로]가 왔다|[채이]가 왔다|[한가위]가 왔다|[사외이사]가 왔다
[경리과]를 줄였다|[5000만]원을 줬다|[300만]을 줬다|[2만]주를 줬다|[여울에너지]가 왔다|[보라매]가 왔다|[기업은]행|[McDonald's]에서
[마음과마음]이 왔다|[내과]를 줄였다|[기와]를 만든다|[AI 인재]를 찾는다|[R&D 인력]을 뽑는다|[씨앗과새]가 왔다|[수원]에서
"""
PARTICLES = """
한빛전자[는]|한빛전자[를]|김하람[은]|가람소프트[에서]|김하람[으로]|박도윤[에게]|누리랩[은]|CTO[로]|NuriLab[이]|누리소프트㈜[까지]|개발자[들]|직원[들]
(주)누리[는]|LAB7[가]|A씨[는]|사외이사[를]|박사급 연구원[을]|한빛전자[에서]는|누리대(NU)[의]|최고기술책임자[한테]|OpenLab[과]|연구원[부터]
"""


def split(table: str) -> list[str]:
    return [each for line in table.strip().splitlines() for each in line.split("|")]


@pytest.mark.parametrize("sentence", split(NAMES))
def test_a_name_that_ends_like_a_particle_is_left_alone(sentence):
    before, _, rest = sentence.partition("[")
    surface, _, after = rest.partition("]")
    text = before + surface + after
    assert ending(surface, text, len(before + surface), {surface}) is None


@pytest.mark.parametrize("marked", split(PARTICLES))
def test_a_particle_is_found(marked):
    stem, _, rest = marked.partition("[")
    particle, _, after = rest.partition("]")
    text = f"{stem}{particle}{after} 왔다."
    assert ending(stem + particle, text, len(stem + particle), {stem + particle}) == particle


@pytest.mark.parametrize("particle", ["이", "과", "의", "도", "에", "로"])
def test_a_doubtful_one_needs_its_stem_marked_elsewhere(particle):
    stem = "누리서울" if particle == "로" else "누리랩"
    text = f"{stem}{particle} 왔다."
    assert ending(stem + particle, text, len(stem) + 1, {stem + particle}) is None
    assert ending(stem + particle, text, len(stem) + 1, {stem + particle, stem}) == particle


@pytest.mark.parametrize("particle", ["이", "의", "을", "에"])
def test_an_amount_is_never_called_so(particle):
    assert ending(f"5억원{particle}", f"5억원{particle} 왔다", 4, set(), amount=True) == particle


@pytest.mark.parametrize(
    ("surface", "found"),
    [
        ("‘마스터’ 등급", False), ("‘마스터’", True), ("‘마스터", True), ("“누리”", True), ("(주)누리", False), ("주)누리", True),
        ("누리(Nuri)", False), ("누리(Nuri", True), ("누리,", True), ("·누리", True), ("누리 ", True), ("Nuri Inc.", False), ("야후!", False),
    ],
)  # fmt: skip
def test_edges(surface, found):
    article = handmade.article(f"가 {surface} 나")
    [span] = handmade.spans(article.text, (surface, "company"))
    codes = {each.code for each in check.check([handmade.annotation(article, [span])], {article.id: article}, SCHEME)}
    assert codes == ({"span-edge"} if found else set())
