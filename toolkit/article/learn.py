"""The templates that a workspace has learned: data/templates, one file a site, every version kept.

A version holds from the raw shard on before which it was learned, so that what comes later changes no article that was made
before: their annotations stay where they are. A site is learned again when its pages have doubled.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.article.decode import Decoded, decode
from toolkit.article.member import member
from toolkit.article.template import Learner, Template
from toolkit.finding import ReadError, finding, quote
from toolkit.raw import store as raw
from toolkit.raw.document import RawDocument
from toolkit.raw.source import site
from toolkit.workspace import Workspace, dump, sha256, write

LEAST = 5
"""Pages of a site that must be known before it is learned."""


class Templates:
    """Every version of every site's template, as they lie in a workspace. Raises ReadError (articles-damaged) for a bad file."""

    def __init__(self, workspace: Workspace) -> None:
        self._folder = workspace.root / "data" / "templates"
        self._sites: dict[str, list[dict[str, Any]]] = {}
        for path in sorted(self._folder.glob("*.json")):
            try:
                stored = json.loads(path.read_bytes())
                self._sites[stored["site"]] = stored["versions"]
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise ReadError(finding("articles-damaged", f"data/templates/{path.name}", quote(error))) from None

    def at(self, shard: int) -> dict[str, Template]:
        """The templates that hold for the pages of a raw shard, by site; a site that repeats nothing has none."""
        found = {}
        for place, versions in self._sites.items():
            held = [each for each in versions if each["since"] <= shard]
            if held and held[-1]["lines"]:
                found[place] = Template.from_dict({"site": place, **_without(held[-1])})
        return found

    def seen(self, place: str) -> int:
        """How many pages of a site were known when it was last learned; 0 where it never was."""
        versions = self._sites.get(place)
        return int(versions[-1]["seen"]) if versions else 0

    def version(self, place: str) -> int:
        """The number of a site's last version; 0 where there is none."""
        versions = self._sites.get(place)
        return int(versions[-1]["version"]) if versions else 0

    def add(self, template: Template, since: int, seen: int) -> None:
        """Keeps a new version, learned when so many pages were `seen`, for the pages from a raw shard on."""
        kept = [each for each in self._sites.get(template.site, ()) if each["since"] < since]
        facts = {name: value for name, value in template.to_dict().items() if name != "site"}
        self._sites[template.site] = [*kept, {**facts, "since": since, "seen": seen}]
        stored = {"site": template.site, "versions": self._sites[template.site]}
        write(self._folder / f"{sha256(template.site)[:16]}.json", dump(stored))


class Student:
    """Hears every page of a run, and then learns the sites that have become known, or twice as well known."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._learner = Learner()
        self._pages: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))

    def hear(self, document: RawDocument) -> None:
        """Takes a page into account; HTML has its own ways, and a page of no site teaches nothing."""
        place = site(document.source, document.url, document.origin)
        if place and (text := _text(document)):
            self._pages[place].append(int(document.sha256[:16], 16))
            self._learner.add(place, document.sha256, text)

    def learn(self, *, again: bool = False) -> Templates:
        """Learns, writes the new versions, and returns what holds. `again`: every site, and for the pages that are there, too."""
        templates = Templates(self._workspace)
        shards = raw.shards(self._workspace)
        old: defaultdict[str, set[Path]] = defaultdict(set)
        pages = {place: set(heard) for place, heard in self._pages.items()}
        for shard in shards if pages or again else ():
            for _, place, digest in raw.places(shard):
                if place in pages or (again and place):
                    pages.setdefault(place, set()).add(int(digest[:16], 16))
                    old[place].add(shard)
        due = {
            place: len(known)
            for place, known in pages.items()
            if len(known) >= LEAST and (again or len(known) >= 2 * templates.seen(place))
        }
        for document in _documents(set().union(*(old[place] for place in due))):
            place = site(document.source, document.url, document.origin)
            if place in due and (text := _text(document)):
                self._learner.add(place, document.sha256, text)
        since = 0 if again or not shards else raw.number(shards[-1]) + 1
        learned = self._learner.learn()
        for place, seen in sorted(due.items()):
            found = learned.get(place)
            version = templates.version(place) + 1
            lines = found.lines if found else frozenset[str]()
            templates.add(Template(place, version, found.pages if found else 0, lines), since, seen)
        return templates


def _documents(shards: set[Path]) -> Iterator[RawDocument]:
    for shard in sorted(shards):
        yield from raw.read(shard)


def _text(document: RawDocument) -> str:
    """The text whose lines a page is read by; nothing for HTML, and for what cannot be read."""
    if document.media_type == "text/html":
        return ""
    page = decode(document.body, document.charset)
    if not isinstance(page, Decoded):
        return ""
    if document.media_type != "application/json":
        return page.text
    given = member(page.text)
    return "" if given.html else given.text


def _without(stored: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name not in ("since", "seen")}
