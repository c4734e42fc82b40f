"""What decides an article beside its page: from which the page is read, and by which an article is known to be out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from toolkit.article.template import Template
from toolkit.raw.document import RawDocument
from toolkit.raw.parser import Parser
from toolkit.raw.source import POLICY, TIMEZONE, Policy, Sources, site


@dataclass(frozen=True, slots=True)
class Rules:
    """The policy that holds for every page, and what is known of sources and sites. Picklable: it goes to whoever reads pages."""

    policy: Policy = POLICY
    timezones: Mapping[str, str] = field(default_factory=dict)
    parsers: Mapping[str, tuple[Parser, ...]] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sources, templates: Mapping[str, Template]) -> Rules:
        """The rules that sources.yaml gives, and the templates of sites."""
        declared = sources.declared.items()
        return cls(
            sources.policy,
            {key: source.timezone for key, source in declared},
            {key: source.parsers for key, source in declared if source.parsers},
            templates,
        )

    def timezone(self, source: str) -> str:
        """The time zone of a source; the usual one where it is not declared."""
        return self.timezones.get(source, TIMEZONE)

    def template(self, document: RawDocument) -> Template | None:
        """What the site of a page repeats, if that is known."""
        return self.templates.get(site(document.source, document.url, document.origin))

    def facts(self, pages: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """What of the rules bears on pages of these sources and sites, as plain values: other facts make other articles."""
        named = sorted(set(pages))
        sources = sorted({source for source, _ in named})
        return {
            "policy": asdict(self.policy),
            "timezones": {key: self.timezone(key) for key in sources},
            "parsers": {key: [asdict(each) for each in self.parsers.get(key, ())] for key in sources},
            "templates": {place: self.templates[place].name for _, place in named if place in self.templates},
        }
