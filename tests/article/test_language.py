"""The language of a text. Every sentence is invented."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article.language import UNKNOWN, language

SAID = {
    "ko": "한빛전자는 김하람 씨를 최고기술책임자로 영입했다고 9일 밝혔다. 연봉은 5억원이다.",
    "en": "Hanbit Electronics said on Thursday that it had hired a new chief technology officer from a smaller rival.",
    "ja": "ひかり電機は木曜日、新しい最高技術責任者を迎えたと発表した。年俸は明らかにしていない。",
    "zh": "光明电子公司周四宣布，已聘请一名新的首席技术官，但没有透露他的年薪。",
    "de": "Die Firma Hellwerk hat am Donnerstag eine neue Leiterin für die Entwicklung vorgestellt, die zuvor in Ulm war.",
    "fr": "La société Clairval a annoncé jeudi qu'elle avait recruté une nouvelle directrice technique pour son usine.",
    "es": "La empresa Luzclara anunció el jueves que ha contratado a una nueva directora técnica para su fábrica.",
    "pt": "A empresa Luzclara anunciou na quinta-feira que contratou uma nova diretora técnica para a sua fábrica em São Tomás.",
    "nl": "Het bedrijf Helderwerk heeft donderdag bekendgemaakt dat het een nieuwe technisch directeur heeft aangenomen.",
    "ru": "Компания «Светлов» сообщила в четверг, что пригласила нового технического директора, но не назвала его оклад.",
    "vi": "Công ty Ánh Sáng hôm thứ Năm cho biết đã tuyển một giám đốc kỹ thuật mới cho nhà máy của mình.",
    "ar": "أعلنت شركة النور يوم الخميس أنها عينت مديرة تقنية جديدة لمصنعها في المدينة.",
    "tr": "Işık Elektronik şirketi perşembe günü yeni bir teknik müdür işe aldığını açıkladı.",
    "th": "บริษัทแสงทองประกาศเมื่อวันพฤหัสบดีว่าได้จ้างผู้อำนวยการฝ่ายเทคนิคคนใหม่",
}


@pytest.mark.parametrize("code", SAID)
def test_each_is_known(code):
    assert language(SAID[code]) == code
    assert language("\n\n".join([SAID[code]] * 30)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SK hynix·LG AI연구원, HBM4 CEO 직속 TF 신설", "ko"),  # half of it is not Hangul
        ("三星電子 李會長, 新事業 推進한다고 밝혔다. 회장은 말을 아꼈다.", "ko"),
        ("Hanbit (한빛전자) said that the new plant will be built in Busan (부산), and hired 300 people for it.", "en"),
        ("Garam names new chief executive", "en"),
        ("Pay for the heads of the ten largest banks rose 5% last year, and that is not all.", "en"),
    ],
)
def test_mixed_and_short_ones(text, code):
    assert language(text) == code


@pytest.mark.parametrize("text", ["", " \n", "3,000 / 12.5%", "🚀🚀", "***", "Zzz Qx."])
def test_what_cannot_be_told(text):
    assert language(text) == UNKNOWN


@given(st.text(max_size=60))
def test_it_is_a_code_whatever_the_text_is(text):
    code = language(text)
    assert code == UNKNOWN or (len(code) == 2 and code.isalpha() and code.islower())
    assert language(text) == code


def test_korean_and_english_load_nothing():
    script = (
        "import sys\nfrom toolkit.article.language import language\n"
        f"assert [language({SAID['ko']!r}), language({SAID['en']!r})] == ['ko', 'en']\n"
        "assert not {'py3langid', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
