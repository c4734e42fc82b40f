"""The lines of a page that has been read, by their roles: gone through once, for everything that is asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.article.dump import Reading
from toolkit.article.page import Page


@dataclass(frozen=True, slots=True)
class Lines:
    """A page, what its lines are, and the indices of the lines of each role."""

    page: Page
    reading: Reading
    places: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, page: Page, reading: Reading) -> Lines:
        """Groups the lines."""
        places: dict[str, list[int]] = {}
        for index, role in enumerate(reading.roles):
            places.setdefault(role, []).append(index)
        return cls(page, reading, {role: tuple(found) for role, found in places.items()})

    def at(self, *roles: str) -> list[int]:
        """The indices of the lines of these roles, in order."""
        return sorted(index for role in roles for index in self.places.get(role, ()))

    def texts(self, *roles: str) -> list[str]:
        """The lines of these roles, in order."""
        return [self.page.lines[index].text for index in self.at(*roles)]

    @property
    def last(self) -> int:
        """The last line of the body; -1 where there is none."""
        return max(self.reading.kept, default=-1)
