"""Things made by hand for tests: an article, what somebody said of it, an export that says so, a workspace that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from toolkit.annotation import store
from toolkit.annotation.annotation import Annotation
from toolkit.article import store as articles
from toolkit.article.alignment import Alignment
from toolkit.article.article import Article, Paragraph
from toolkit.article.rules import Rules
from toolkit.article.span import Attribute, Relation, Span
from toolkit.flow import init
from toolkit.raw import store as raw
from toolkit.raw.document import RawDocument
from toolkit.scheme.scheme import Scheme
from toolkit.task import payload
from toolkit.task.task import Task
from toolkit.workspace import Workspace, write

TEXT = "한빛전자가 🚀 김하람 씨를 최고기술책임자로 영입했다. 연봉은 5억원이다.\n\n누리소프트는 아직 직원을 찾고 있다. 한빛전자와 다투는 사이다."
OPEN = b"sources:\n  paper:\n    rights: full\n    licence: CC0-1.0\n    evidence: {basis: invented}\n"


def article(text: str = TEXT, id: str = "a1", source: str = "paper", **more: Any) -> Article:  # noqa: A002
    """An article that is its own page."""
    at, paragraphs = 0, []
    for part in text.split("\n\n"):
        paragraphs.append(Paragraph(at, at + len(part), (at, at + len(part))))
        at += len(part) + 2
    known = {
        "title": "한빛전자, 새 기술 책임자",
        "published_at": "2026-04-09T18:25",
        "url": f"https://news.example.com/{id}",
    }
    return Article(
        id=id, source=source, text=text, raw_sha256="0" * 64, normalizer="test", alignment=Alignment.identity(len(text)),
        paragraphs=tuple(paragraphs), sentences=((0, len(text)),), origin=f"{id}.txt", **(known | more),
    )  # fmt: skip


def spans(text: str, *said: tuple[str, str]) -> tuple[Span, ...]:
    """Spans of (surface, label), each at the surface's first place, with ids s0, s1 ..."""
    return tuple(
        Span(text.index(surface), text.index(surface) + len(surface), label, f"s{n}")
        for n, (surface, label) in enumerate(said)
    )


def annotation(
    of: Article,
    marked: Iterable[Span] = (),
    arrows: Iterable[tuple[str, str, str]] = (),
    attributes: Iterable[Attribute] = (),
    by: str = "ara",
    **more: Any,
) -> Annotation:
    """What one person said of an article; `arrows` are (label, head, tail)."""
    known: dict[str, Any] = {
        "id": f"{of.id}-{by}", "text_sha256": of.text_sha256, "status": "submitted", "created_at": "2026-04-10T09:00:00.000000Z",
        "updated_at": "2026-04-10T09:05:00.000000Z", "scheme_version": "0.9.0", "guideline_version": "0.1", "seconds": 30.0,
    }  # fmt: skip
    return Annotation(
        article_id=of.id, annotator=f"a-{by.encode().hex():0<10.10}", spans=tuple(marked),
        attributes=tuple(attributes), relations=tuple(Relation(f"{n}-{h}-{t}", n, h, t) for n, h, t in arrows),
        **(known | more),
    )  # fmt: skip


def answer(scheme: Scheme, said: Annotation, by: object = 1, **more: Any) -> dict[str, Any]:
    """An annotation as Label Studio would export it."""
    text = TEXT
    return {
        "id": 10, "unique_id": "6f1c", "completed_by": by, "was_cancelled": False, "ground_truth": False,
        "created_at": "2026-04-10T09:00:00Z", "updated_at": "2026-04-10T09:05:00Z", "lead_time": 30.0,
        "result": payload.results(text, said.spans, said.attributes, said.relations, scheme),
        **more,
    }  # fmt: skip


def task(of: Article, *answers: Any, id: int = 7, **more: Any) -> dict[str, Any]:  # noqa: A002
    """A task as Label Studio would export it."""
    data = {name: getattr(Task.of(of), name) for name in Task.__slots__ if not name.startswith("prediction")}
    return {"id": id, "data": data, "annotations": list(answers), **more}


def workspace(
    folder: Path,
    made: Iterable[Article] = (),
    said: list[Annotation] | None = None,
    *,
    gold: str = "single",
    scheme: str | None = None,
    sources: bytes = OPEN,
) -> Workspace:
    """A workspace that holds articles and annotations, written through the rooms' own stores."""
    if scheme is not None:
        write(folder / "schemas" / "scheme.yaml", scheme.encode("utf-8"))
    home = init.init(folder, gold)[0]
    write(home.schemas / "sources.yaml", sources)
    put(home, made)
    store.append(home, said or [])
    return home


def put(home: Workspace, made: Iterable[Article]) -> None:
    """Adds articles to a workspace, each with a page that is its text."""
    made = list(made)
    if made:
        pages = [
            RawDocument.of(
                each.text.encode("utf-8", "replace"), source=each.source, origin=each.origin, media_type="text/plain"
            )
            for each in made
        ]
        articles.put(home, raw.append(home, pages), [json.dumps(each.to_dict()) for each in made], Rules())
