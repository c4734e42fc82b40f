"""A large file passes one page at a time: memory does not grow with it."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from toolkit.workspace import Workspace

LIMIT = 600
"""Megabytes, over all processes."""

RUN = """
import json, multiprocessing, sys, threading, time
from pathlib import Path
from toolkit.flow import ingest
from toolkit.workspace import Workspace

def megabytes(process, field):
    try:
        return int(Path(f"/proc/{process}/status").read_text().split(field)[1].split()[0]) / 1024
    except (OSError, IndexError):  # it is gone
        return 0


def watch(peak):
    while True:
        pids = ["self", *(each.pid for each in multiprocessing.active_children())]
        peak[0] = max(peak[0], sum(megabytes(pid, "VmRSS:") for pid in pids))
        time.sleep(0.1)


if __name__ == "__main__":
    peak = [0]
    threading.Thread(target=watch, args=(peak,), daemon=True).start()
    tally = ingest.ingest(Workspace(Path(sys.argv[1])), [Path(sys.argv[2])], workers=2)
    # not ru_maxrss: a process begins with that of the one it was forked from, here the test runner's
    print(json.dumps({"own": megabytes("self", "VmHWM:"), "peak": peak[0], **tally.to_dict()}))
"""


def pages(size: int):
    """Invented pages of some 60 kB, together of at least a size: number and text."""
    number = written = 0
    sentence = "가온소재가 내년에 공장을 하나 더 짓고 사람을 {}{}명 뽑기로 했다고 직접 밝혔다. "
    while written < size:
        text = "\n\n".join(sentence.format(number, line) * 4 for line in range(140))
        yield number, text
        number, written = number + 1, written + len(text.encode())


def jsonl(path: Path, size: int) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for count, text in pages(size):
            row = {"url": f"https://example.com/{count}", "title": f"가온소재 공장 {count}", "text": text}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return count + 1


def warc(path: Path, size: int) -> int:
    count = 0
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for count, text in pages(size):
            body = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
            page = f"<html><head><title>가온소재 {count}</title></head><body><article>{body}</article></body></html>"
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://example.com/{count}"
            writer.write_record(
                writer.create_warc_record(url, "response", io.BytesIO(page.encode()), http_headers=http)
            )
    return count + 1


def ingested(workspace: Workspace, path: Path) -> dict[str, float]:
    script = workspace.root / "run.py"
    script.write_text(RUN)
    command = [sys.executable, str(script), str(workspace.root), str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=500, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def test_sixty_megabytes_of_json_lines(workspace: Workspace, tmp_path: Path) -> None:
    count = jsonl(tmp_path / "pages.jsonl", 60_000_000)
    got = ingested(workspace, tmp_path / "pages.jsonl")
    assert (got["read"], got["kept"]) == (count, count)
    assert max(got["own"], got["peak"]) < LIMIT, got


def test_a_line_of_many_megabytes_is_never_held(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "')
        stream.truncate(400_000_000)  # sparse: nothing on the disk
    got = ingested(workspace, path)
    assert (got["read"], got["quarantined"], got["by_code"]) == (1, 1, {"raw-text-too-long": 1})
    assert got["own"] < LIMIT / 2


@pytest.mark.parametrize("form", ["warc", "gz"])
def test_packed_pages(workspace: Workspace, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"pages.{form}"
    if form == "warc":
        count = warc(path, 6_000_000)
    else:
        count = jsonl(tmp_path / "pages.jsonl", 6_000_000)
        path.write_bytes(gzip.compress((tmp_path / "pages.jsonl").read_bytes(), 1))
    got = ingested(workspace, path)
    assert (got["read"], got["kept"]) == (count, count)
    assert max(got["own"], got["peak"]) < LIMIT, got
