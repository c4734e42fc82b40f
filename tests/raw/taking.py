"""Input taken into a workspace, with what every row of bad input asserts: conservation, and the bytes in quarantine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.article import store as articles
from toolkit.article.article import Article
from toolkit.finding import Finding, Tally
from toolkit.flow import ingest
from toolkit.raw import store as raw
from toolkit.raw.document import RawDocument
from toolkit.workspace import Workspace, sha256

BODY = "가온소재가 내년에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 대표가 직접 밝혔다."
PAGE = f"가온소재 공장 증설 | 가온일보\n\n{BODY}\n\n회사는 지원을 이달 말까지 받는다고 덧붙여 설명했다.\n"


def record(**members: Any) -> bytes:
    """A good JSON record, but for the members named."""
    values = {"url": "https://example.com/1", "text": BODY} | members
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of some input."""

    workspace: Workspace
    tally: Tally

    @classmethod
    def of(cls, workspace: Workspace, *paths: Path) -> Taken:
        """Takes paths in, and asserts what holds for every input: nothing is lost, nothing is shown raw."""
        taken = cls(workspace, ingest.ingest(workspace, list(paths), workers=1))
        count = taken.tally.counts[ingest.UNIT]
        assert count.read == count.kept + count.quarantined + count.skipped
        assert taken.tally.exit_code() == (1 if count.quarantined or taken.tally.fatal else 0)
        for each in taken.tally.findings:
            assert str(each).isprintable(), each
            assert str(workspace.root.parent) not in str(each), each
        return taken

    @property
    def read(self) -> int:
        return self.tally.counts[ingest.UNIT].read

    @property
    def kept(self) -> int:
        return self.tally.counts[ingest.UNIT].kept

    @property
    def findings(self) -> list[Finding]:
        """What was found, in order; that two pages say the same (as ours do) is a row of its own, A33."""
        return [each for each in self.tally.findings if each.code != "near-duplicate"]

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.findings]

    @property
    def quarantined(self) -> list[bytes]:
        """What was put aside with its bytes, in the order of its findings."""
        folder = self.workspace.root / "data" / "quarantine" / ingest.STAGE
        mine = [each.to_dict() for each in self.tally.findings]
        found = []
        for path in folder.glob("*.json"):
            facts = json.loads(path.read_text("utf-8"))
            body = path.with_suffix(".bin").read_bytes()
            assert facts["sha256"] == sha256(body) == path.stem
            if facts["findings"][-1] in mine:
                found.append((mine.index(facts["findings"][-1]), body))
        return [body for _, body in sorted(found)]

    @property
    def documents(self) -> list[RawDocument]:
        return list(raw.documents(self.workspace))

    @property
    def articles(self) -> list[Article]:
        return list(articles.read(self.workspace))

    @property
    def rules(self) -> set[str]:
        """The rules of all repairs on record."""
        paths = (self.workspace.root / "data" / "repairs").glob("*.jsonl")
        return {json.loads(line)["rule"] for path in paths for line in path.read_text("utf-8").split("\n") if line}


def take(workspace: Workspace, files: dict[str, bytes], name: str = "in") -> Taken:
    """Takes a folder of these files in; all that is not kept and had bytes is found in quarantine."""
    folder = workspace.root.parent / name
    for each, body in files.items():
        path = folder / each
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return Taken.of(workspace, folder)
