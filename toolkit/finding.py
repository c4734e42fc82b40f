"""What can be wrong: faults of the data are values (Finding), counted in a Tally; what stops us is one of four exceptions.

The catalogue of codes is findings.toml, beside this file: the only place where a code has its severity, meaning and remedy.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Severity = Literal["F", "Q", "R", "W"]
"""F fatal for the run, Q the item is quarantined, R repaired by a named rule, W warning."""

LEVELS = {1: "line", 2: "shape", 3: "scheme", 4: "sense", 5: "release"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of the catalogue: a kind of fault that a Finding is an instance of."""

    code: str
    level: int
    severity: Severity
    meaning: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the data, found at a place. A value: it is collected and shown, never raised."""

    code: str
    severity: Severity
    where: str
    message: str
    remedy: str

    def to_dict(self) -> dict[str, str]:
        """As plain values; `from_dict` gives it back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Finding:
        """The inverse of `to_dict`."""
        return cls(**value)

    def __str__(self) -> str:
        return f"{self.code}  {self.where} - {self.message} - {self.remedy}"


@cache
def catalogue() -> dict[str, Fault]:
    """Every known fault by its code, in the order of the levels."""
    table = tomllib.loads(files("toolkit").joinpath("findings.toml").read_text("utf-8"))
    faults = {code: Fault(code=code, **entry) for code, entry in table.items()}
    for fault in faults.values():
        if fault.severity not in get_args(Severity) or fault.level not in LEVELS:
            raise ValueError(f"findings.toml: {fault.code} has an unknown severity or level")
    return dict(sorted(faults.items(), key=lambda item: (item[1].level, item[0])))


def finding(code: str, where: str, message: str, *, severity: Severity | None = None) -> Finding:
    """A finding of a catalogued code.

    `where` is `file:line:col pointer` or whatever names the place as closely as it is known; `message` says what was found
    and what was expected, with text from outside passed through `quote`. `severity` overrides the catalogue's where one
    fault has two outcomes. Raises KeyError for a code that the catalogue does not know.
    """
    fault = catalogue()[code]
    return Finding(code, severity or fault.severity, where, message, fault.remedy)


def quote(text: object, limit: int = 80) -> str:
    """Untrusted text made safe to show: controls and bidi marks escaped, cut at `limit` characters."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(text)[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


class ToolkitError(Exception):
    """Cannot go on. Carries the finding that a person is shown as one line, and the process's exit code."""

    exit_code = 3

    def __init__(self, found: Finding) -> None:
        super().__init__(str(found))
        self.finding = found


class ReadError(ToolkitError):
    """A file of the user's cannot be read, or is refused as a whole."""

    exit_code = 1


class SchemeError(ToolkitError):
    """Something that people wrote (scheme, sources, card) does not hold."""

    exit_code = 1


class RemoteError(ToolkitError):
    """A server is missing, refuses us or answers nonsense."""


@dataclass(slots=True)
class Count:
    """One unit's conservation: read = kept + quarantined + skipped."""

    read: int = 0
    kept: int = 0
    quarantined: int = 0
    skipped: int = 0

    @property
    def balanced(self) -> bool:
        """Whether nothing was lost in silence."""
        return self.read == self.kept + self.quarantined + self.skipped


@dataclass(slots=True)
class Tally:
    """What happened in a run: counts per unit, skips per reason, and every finding."""

    counts: dict[str, Count] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    by_code: Counter[str] = field(default_factory=Counter)

    def unit(self, name: str) -> Count:
        """The count of a unit (documents, tasks, spans ...), made on first use."""
        return self.counts.setdefault(name, Count())

    def keep(self, unit: str, n: int = 1) -> None:
        """`n` things were read and kept."""
        count = self.unit(unit)
        count.read += n
        count.kept += n

    def skip(self, unit: str, reason: str, n: int = 1) -> None:
        """`n` things were read and passed over by a rule, for a reason that is counted."""
        count = self.unit(unit)
        count.read += n
        count.skipped += n
        self.reasons[f"{unit}: {reason}"] += n

    def quarantine(self, unit: str, found: Finding | Iterable[Finding] = ()) -> None:
        """One thing was read and put aside, because of what was found."""
        count = self.unit(unit)
        count.read += 1
        count.quarantined += 1
        self.note(found)

    def note(self, found: Finding | Iterable[Finding]) -> None:
        """Findings that change no count (repairs, warnings), or whose count is kept elsewhere."""
        for each in (found,) if isinstance(found, Finding) else found:
            self.findings.append(each)
            self.by_code[each.code] += 1

    def merge(self, other: Tally) -> None:
        """Adds another tally's counts and findings to this one."""
        for name, count in other.counts.items():
            mine = self.unit(name)
            mine.read += count.read
            mine.kept += count.kept
            mine.quarantined += count.quarantined
            mine.skipped += count.skipped
        self.reasons.update(other.reasons)
        self.note(other.findings)

    @property
    def quarantined(self) -> int:
        """How many things were put aside, over all units."""
        return sum(count.quarantined for count in self.counts.values())

    @property
    def fatal(self) -> bool:
        """Whether a fatal finding is among them."""
        return any(found.severity == "F" for found in self.findings)

    def exit_code(self, allow_quarantine: int = 0) -> int:
        """0 where all went well (repairs and warnings allowed), otherwise 1."""
        bad = sum(found.severity == "Q" for found in self.findings)
        return int(self.fatal or max(bad, self.quarantined) > allow_quarantine)

    def lines(self) -> list[str]:
        """The conservation line of every unit, for a person."""
        rows = []
        for name, c in self.counts.items():
            mark = "" if c.balanced else "  (DOES NOT BALANCE)"
            reasons = [
                f"{r.split(': ', 1)[1]} {n}" for r, n in sorted(self.reasons.items()) if r.startswith(f"{name}: ")
            ]
            why = f" ({', '.join(reasons)})" if reasons else ""
            rows.append(
                f"{name}: read {c.read} = kept {c.kept} + quarantined {c.quarantined} + skipped {c.skipped}{why}{mark}"
            )
        return rows

    def to_dict(self) -> dict[str, Any]:
        """The part of a run's record that this tally knows; the first unit's counts stand at the top level, too."""
        first = next(iter(self.counts.values()), Count())
        return {
            **asdict(first),
            "counts": {name: asdict(count) for name, count in self.counts.items()},
            "reasons": dict(sorted(self.reasons.items())),
            "by_code": dict(sorted(self.by_code.items())),
        }
