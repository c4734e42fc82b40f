"""What annotators should look at again: each thing with whose it is, and the way to its task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.annotation import check
from toolkit.annotation.annotation import Annotation
from toolkit.article.article import Article
from toolkit.finding import Finding
from toolkit.scheme.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to mend: whose answer it is in (a pseudonym), the task's address where it is known, and what is wrong."""

    annotator: str
    article_id: str
    link: str
    finding: Finding

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` gives it back."""
        return {
            "annotator": self.annotator,
            "article_id": self.article_id,
            "link": self.link,
            **self.finding.to_dict(),
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Fix:
        """The inverse of `to_dict`."""
        found = {name: value[name] for name in ("code", "severity", "where", "message", "remedy")}
        return cls(value["annotator"], value["article_id"], value["link"], Finding.from_dict(found))


def fixes(
    annotations: Iterable[Annotation],
    articles: Mapping[str, Article],
    scheme: Scheme,
    faults: Mapping[str, list[Finding]],
    links: Mapping[str, str],
) -> list[Fix]:
    """What is to be mended in submitted annotations, in the order of annotators and articles.

    `faults` are the parts that were put aside when they were read, `links` the addresses of their tasks, both by the
    annotations' ids.
    """
    return [
        Fix(each.annotator, each.article_id, links.get(each.id, ""), found)
        for each in sorted(annotations, key=lambda each: (each.annotator, each.article_id, each.id))
        if each.status == "submitted"
        for found in (*faults.get(each.id, ()), *check.check([each], dict(articles), scheme))
    ]
