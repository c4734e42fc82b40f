"""What decides an article beside its page: from which the page is read, and by which an article is known to be out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from toolkit.raw.source import POLICY, TIMEZONE, Policy, Sources


@dataclass(frozen=True, slots=True)
class Rules:
    """The policy that holds for every page, and what is known of the sources. Picklable: it goes to whoever reads pages."""

    policy: Policy = POLICY
    timezones: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sources) -> Rules:
        """The rules that sources.yaml gives."""
        return cls(sources.policy, {key: source.timezone for key, source in sources.declared.items()})

    def timezone(self, source: str) -> str:
        """The time zone of a source; the usual one where it is not declared."""
        return self.timezones.get(source, TIMEZONE)

    def facts(self, sources: Iterable[str]) -> dict[str, Any]:
        """What of the rules bears on pages of these sources, as plain values: articles made by other facts are out of date."""
        return {"policy": asdict(self.policy), "timezones": {key: self.timezone(key) for key in sorted(sources)}}
