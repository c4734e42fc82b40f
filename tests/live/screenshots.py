"""Pictures of the desk for the README and the guideline: an invented article, in both languages of the page.

python -m tests.live.screenshots     # writes annotations/images/*.png (needs chromium)
"""

from __future__ import annotations

import base64
import struct
import tempfile
import zlib
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from tests import handmade
from tests.conftest import REPOSITORY
from tests.live.annotator import Annotator, sit_down
from toolkit.scheme import scheme
from toolkit.scheme.scheme import Scheme
from toolkit.studio import server
from toolkit.studio.client import Client, connect
from toolkit.task import label_config, payload
from toolkit.task.taggers import pay
from toolkit.task.task import Task
from toolkit.workspace import Workspace, write

FOLDER = REPOSITORY / "annotations" / "images"
SIZE = (1280, 760)
TEXT = (
    "나룻소프트는 9일 한빛전자 출신 김하람 씨를 신임 최고기술책임자(CTO)로 영입했다고 밝혔다. 기본급은 3억원, 입사할 때 따로 받는 사이닝 보너스는 최소 5000만원으로 알려졌다.\n\n"
    "김 CTO는 한빛전자에서 로봇 두뇌를 만드는 연구소를 이끌었다. 나룻소프트 관계자는 “올해 안에 경력 개발자 100명을 더 뽑는다”고 말했다.\n\n"
    "누리랩도 맞불을 놓았다. 누리랩은 직원들에게 1인당 평균 2000만원의 성과급을 주기로 했다."
)
MARKS = (
    *("company 나룻소프트", "company 한빛전자", "person 김하람", "role 최고기술책임자", "role CTO", "person 김 CTO"),
    *(
        "company 한빛전자 2",
        "company 나룻소프트 2",
        "group 경력 개발자",
        "company 누리랩",
        "company 누리랩 2",
        "group 직원",
    ),
)
ARROWS = (
    *(
        "김하람 > 최고기술책임자",
        "최고기술책임자 > 나룻소프트",
        "최고기술책임자 > CTO",
        "3억원 > 김하람",
        "3억원 > 나룻소프트",
    ),
    *(
        "5000만원 > 김하람",
        "5000만원 > 나룻소프트",
        "경력 개발자 > 나룻소프트 2",
        "2000만원 > 직원",
        "2000만원 > 누리랩 2",
    ),
)


def shoot(client: Client, email: str, password: str, title: str) -> dict[str, bytes]:
    """The pictures by name, each a PNG with a palette."""
    the_scheme = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
    article = handmade.article(
        TEXT,
        title="나룻소프트, 한빛전자 출신 김하람 영입…“사이닝 보너스 최소 5000만원”",
        outlet="한들일보",
        summary=("개발자 100명 더 뽑기로…누리랩은 성과급으로 맞불",),
    )
    task = Task.of(article, [pay.make(the_scheme, [], Path())(article, ())])
    made = {}
    for language in the_scheme.languages:
        project = client.create_project(title, label_config.render(the_scheme, language))["id"]
        client.update_project(project, expert_instruction="x")
        client.import_tasks(project, [payload.task(task, the_scheme)])
        with sit_down(client.url, size=SIZE) as annotator:
            annotator.log_in(email, password)
            annotator.begin(project)
            _label(annotator, the_scheme)
            annotator.select("5000만원")
            annotator.page.mouse.move(0, 0)
            annotator.page.wait_for_timeout(300)
            made[f"desk-{language}.png"] = small(annotator.page, annotator.page.screenshot())
    return made


def _label(annotator: Annotator, the_scheme: Scheme) -> None:
    for label, each in (each.split(" ", 1) for each in MARKS):
        annotator.mark(the_scheme.entities[label].hotkey or "", *_place(each))
    for head, tail in (each.split(" > ") for each in ARROWS):
        (first, n), (second, m) = _place(head), _place(tail)
        annotator.relate(first, second, (n, m))
    annotator.relate("김하람", "나룻소프트")
    annotator.name_relation("joins")


def _place(said: str) -> tuple[str, int]:
    """A surface, and which occurrence of it: the first, where no number is behind it."""
    surface, _, nth = said.rpartition(" ")
    return (surface, int(nth)) if nth.isdigit() else (said, 1)


def small(page: Page, png: bytes) -> bytes:
    """A picture in at most 256 colours: the browser reads it, so that no library for pictures is needed."""
    size, pixels = page.evaluate(
        """async (data) => {
          const image = new Image(); image.src = 'data:image/png;base64,' + data; await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          const bytes = context.getImageData(0, 0, image.width, image.height).data;
          let text = '';
          for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
          return [[image.width, image.height], btoa(text)];
        }""",
        base64.b64encode(png).decode(),
    )
    width, height = size
    colours = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(height * width, 4)[:, :3]
    every, places, times = np.unique(colours, axis=0, return_inverse=True, return_counts=True)
    palette = every[np.argsort(-times, kind="stable")[:256]]  # the commonest, and for any other the nearest of them
    nearest = [int(np.argmin(((palette.astype(int) - each) ** 2).sum(axis=1))) for each in every.astype(int)]
    places = np.array(nearest, np.uint8)[places.reshape(-1)]
    rows = np.zeros((height, width + 1), np.uint8)  # every row begins with its filter: none
    rows[:, 1:] = places.reshape(height, width)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)), (b"PLTE", palette.tobytes())]
    parts += [(b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(d)) + name + d + struct.pack(">I", zlib.crc32(name + d)) for name, d in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        try:
            server.start(workspace)
            login = server.login(workspace)
            for name, picture in shoot(connect(workspace), login.email, login.password, "desk").items():
                print(write(FOLDER / name, picture), len(picture))
        finally:
            server.stop(workspace)
