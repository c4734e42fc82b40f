"""Where pages come from, and what may be done with them: schemas/sources.yaml."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from toolkit import config
from toolkit.finding import SchemeError, finding, quote
from toolkit.raw.address import host
from toolkit.raw.parser import Parser
from toolkit.workspace import Workspace

TIMEZONE = "Asia/Seoul"
Rights = Literal["full", "standoff", "none"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source's rights rest on."""

    basis: str | None = None
    contact: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher: its key, its name as written, its domains, time zone and rights (unknown rights are standoff).

    `parsers` are the designs of its HTML pages, as far as they are known.
    """

    key: str
    name: str
    domains: tuple[str, ...] = ()
    timezone: str = TIMEZONE
    rights: Rights = "standoff"
    licence: str | None = None
    evidence: Evidence = Evidence()
    parsers: tuple[Parser, ...] = ()


UNKNOWN = Source("unknown", "unknown")

Treatment = Literal["mask", "keep", "quarantine"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for every page: how long it may be (characters), how long reading it may take (seconds of CPU time), and
    what is done with private data of a kind (masked, where nothing is said).
    """

    characters: int = 2_000_000
    seconds: float = 30.0
    private: Mapping[str, Treatment] = field(default_factory=dict)


POLICY = Policy()
"""The policy where none is declared."""


def site(source: str, url: str | None, origin: str) -> str:
    """What a page shares its furniture with: its source, else its address's host, else what it lies in; "" where none is known."""
    if source != UNKNOWN.key:
        return source
    if name := host(url):
        return name
    file, many, _ = origin.replace("#", ":").partition(":")
    held = PurePath(file) if many else PurePath(file).parent
    return "" if str(held) == "." else held.as_posix()


@dataclass(frozen=True, slots=True)
class Sources:
    """The declared sources by key."""

    declared: Mapping[str, Source] = field(default_factory=dict)
    policy: Policy = POLICY

    def get(self, key: str) -> Source:
        """The source under a key; one that is not declared is standoff: no character of its text is released."""
        return self.declared.get(key) or (UNKNOWN if key == UNKNOWN.key else Source(key, key))

    def of(self, url: str | None = None, folder: PurePath | None = None, given: str | None = None) -> Source:
        """The source of a page: `given` by name, else by the URL's domain, else by a folder above it, else unknown.

        Raises SchemeError (source-unknown) for a given name that is not declared.
        """
        if given is not None:
            if given not in self.declared and given != UNKNOWN.key:
                known = ", ".join(sorted(self.declared)) or "none"
                found = f"no source {quote(given)}; schemas/sources.yaml has: {known}"
                raise SchemeError(finding("source-unknown", "schemas/sources.yaml", found))
            return self.get(given)
        return self._by_domain(url) or self._by_folder(folder) or UNKNOWN

    def _by_domain(self, url: str | None) -> Source | None:
        labels = host(url).split(".")
        for start in range(len(labels) - 1):
            domain = ".".join(labels[start:])
            for source in self.declared.values():
                if domain in source.domains:
                    return source
        return None

    def _by_folder(self, folder: PurePath | None) -> Source | None:
        names = reversed(folder.parts) if folder else ()
        return next((self.declared[name] for name in names if name in self.declared), None)


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of sources.yaml."""
    found: dict[str, Any] = json.loads(files("toolkit.raw").joinpath("sources.schema.json").read_text("utf-8"))
    return found


def load(workspace: Workspace) -> Sources:
    """The sources that a workspace declares; none where it has no sources.yaml. Raises SchemeError for a bad one."""
    path = workspace.schemas / "sources.yaml"
    if not path.is_file():
        return Sources()
    read = config.read(path, "schemas/sources.yaml")
    faults = config.faults(read, schema())
    if faults:
        raise SchemeError(faults[0])
    declared: dict[str, Source] = {}
    owners: dict[str, str] = {}
    for key, entry in (read.value["sources"] or {}).items():
        source = Source(
            key,
            entry.get("name", key),
            tuple(entry.get("domains", ())),
            entry.get("timezone", TIMEZONE),
            entry.get("rights", "standoff"),
            entry.get("licence"),
            Evidence(**entry.get("evidence", {})),
            _parsers(key, entry.get("parsers", ()), read),
        )
        _check(source, owners, read)
        declared[key] = source
    return Sources(declared, Policy(**(read.value.get("pages") or {})))


def _parsers(key: str, entries: Iterable[Mapping[str, Any]], read: config.Config) -> tuple[Parser, ...]:
    made = []
    for index, entry in enumerate(entries):
        try:
            made.append(Parser.of(entry))
        except ValueError as error:
            where = read.where(f"/sources/{key}/parsers/{index}")
            raise SchemeError(finding("config-schema", where, f"{quote(error)}; expected a selector")) from None
    return tuple(made)


def _check(source: Source, owners: dict[str, str], read: config.Config) -> None:
    """What a JSON Schema cannot say: the zone exists, and no domain has two owners."""
    where = f"/sources/{source.key}"
    try:
        ZoneInfo(source.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        found = f"found {quote(source.timezone)}, expected an IANA time zone such as {TIMEZONE}"
        raise SchemeError(finding("config-schema", read.where(f"{where}/timezone"), found)) from None
    for domain in source.domains:
        if domain in owners:
            found = f"found {quote(domain)} under {source.key} and {owners[domain]}, expected it once"
            raise SchemeError(finding("config-schema", read.where(f"{where}/domains"), found))
        owners[domain] = source.key
