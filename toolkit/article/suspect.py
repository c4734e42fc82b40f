"""What looks wrong on a page and is left as it is: dates that cannot be, markup in what should be words."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from toolkit.article.member import SAID
from toolkit.article.stamps import moment
from toolkit.finding import Finding, finding, quote

DATES = (*SAID["published_at"], "posted_at", "fetched_at")
"""The members of a record that hold a time."""

MARKUP = 0.1
"""The share of a text that may stand in tags."""

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def dates(record: str, timezone: str, where: str) -> list[Finding]:
    """A warning (raw-date) for each date field of a JSON record that is no date, or one before 1990 or after tomorrow."""
    values, found = json.loads(record), []
    for name in DATES:
        given = values.get(name)
        if given is None or given == "":
            continue
        read = moment(given, ZoneInfo(timezone), name) if isinstance(given, str) else None
        if read is None:
            message = f"found {quote(given, 40)}, expected a date between 1990 and today"
        elif datetime.fromisoformat(read.value).date() > (datetime.now(UTC) + timedelta(days=1)).date():
            message = f"found {quote(given, 40)}, which lies in the future"
        else:
            continue
        found.append(finding("raw-date", f"{where} /{name}", message))
    return found


def markup(text: str, where: str) -> list[Finding]:
    """A warning (raw-markup) where much of a text that is no HTML stands in tags."""
    if "<" not in text:
        return []
    share = sum(len(tag) for tag in _TAG.findall(text)) / len(text)
    if share <= MARKUP:
        return []
    return [finding("raw-markup", where, f"found {share:.0%} of the text in tags, which stay as they are")]
