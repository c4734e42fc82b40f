"""What a site repeats is learned over a run, kept by version, and changes no article that was made before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.article import store as articles
from toolkit.flow import ingest, init
from toolkit.workspace import Workspace

RULE = "이 누리집에 실린 글은 모두 지기가 손수 골라 옮겨 온 것이라는 점을 여기에 밝혀 두었다."
WORDS = ("가온", "나루", "다솜", "라온", "마루", "바람", "사랑", "아라", "자람", "차돌", "하늘", "여울", "미리", "보람")


def page(name: str) -> str:
    return "\n".join([
        f"{name}소재 공장 증설",
        f"{name}소재가 내년에 {name}동에 공장을 하나 더 짓고 사람을 백 명 뽑기로 했다고 대표가 직접 밝혔다.",
        f"{name}소재 노조는 새 공장의 교대 시간을 두고 회사와 이달 안에 이야기를 나누기로 했다고 덧붙였다.",
        RULE,
    ])  # fmt: skip


def give(folder: Path, names: tuple[str, ...]) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(page(name), "utf-8")
    return folder


def texts(workspace: Workspace) -> dict[str, str]:
    return {article.origin: article.text for article in articles.read(workspace)}


def versions(workspace: Workspace) -> list[tuple[int, int, int]]:
    [path] = (workspace.root / "data" / "templates").glob("*.json")
    return [(each["version"], each["since"], each["seen"]) for each in json.loads(path.read_bytes())["versions"]]


def test_six_pages_teach_what_one_does_not(workspace: Workspace, tmp_path: Path) -> None:
    ingest.ingest(workspace, [give(tmp_path / "one", WORDS[:1])])
    assert RULE in next(iter(texts(workspace).values()))
    ingest.ingest(workspace, [give(tmp_path / "site", WORDS[1:7])])
    new = {origin: text for origin, text in texts(workspace).items() if origin.startswith("site/")}
    assert len(new) == 6
    assert not any(RULE in text for text in new.values())
    assert versions(workspace) == [(1, 1, 6)]
    assert {each.evidence["template"] for each in articles.read(workspace) if each.origin in new} == {"site@1"}


def test_what_comes_later_changes_no_article_that_was_made_before(workspace: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "site"
    ingest.ingest(workspace, [give(site, WORDS[:3])])  # too few to learn from
    before = texts(workspace)
    ingest.ingest(workspace, [give(site, WORDS[:6])])
    assert versions(workspace) == [(1, 1, 6)]
    ingest.ingest(workspace, [give(site, WORDS[:8])])  # not yet twice as many
    ingest.ingest(workspace, [give(site, WORDS[:13])])
    assert versions(workspace) == [(1, 1, 6), (2, 3, 13)]
    after = texts(workspace)
    assert {origin: after[origin] for origin in before} == before
    assert all(RULE in text for text in before.values())
    assert sum(RULE in text for text in after.values()) == 3
    tally = ingest.ingest(workspace, [site], relearn=True)
    assert tally.counts["rebuilt"].kept > 0
    assert versions(workspace) == [(3, 0, 13)]
    assert not any(RULE in text for text in texts(workspace).values())


def test_a_run_that_was_killed_learns_nothing_else(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = give(tmp_path / "site", WORDS[:12])
    monkeypatch.setattr(ingest, "SHARD", 4)
    monkeypatch.setattr(ingest, "BATCH", 2)
    undisturbed = init.init(tmp_path / "undisturbed")[0]
    ingest.ingest(undisturbed, [site])

    class Killed(BaseException): ...

    def die(done: int, total: int) -> None:
        if len(articles.raw_store.shards(workspace)) == 2:
            raise Killed

    with pytest.raises(Killed):
        ingest.ingest(workspace, [site], workers=1, progress=die)
    assert 0 < len(texts(workspace)) < 12
    ingest.ingest(workspace, [site])
    assert texts(workspace) == texts(undisturbed)
    assert versions(workspace) == versions(undisturbed)


def test_nothing_is_learned_across_sites(workspace: Workspace, tmp_path: Path) -> None:
    for number, names in enumerate((WORDS[:2], WORDS[2:4], WORDS[4:6])):
        (tmp_path / "all").mkdir(exist_ok=True)
        give(tmp_path / "all" / f"site{number}", names)
    ingest.ingest(workspace, [tmp_path / "all"])
    assert all(RULE in text for text in texts(workspace).values())
    assert list((workspace.root / "data" / "templates").glob("*")) == []
