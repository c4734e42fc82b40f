"""DATASET_CARD.md: its front matter configures the dataset, its prose becomes a release's README, its numbers are computed.

Prose keeps its place; between `<!-- made: NAME -->` and `<!-- /made -->` stands what NAME makes, and is replaced at build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from toolkit import config
from toolkit.annotation.gold import Policy
from toolkit.finding import SchemeError, finding
from toolkit.workspace import Workspace

_MADE = re.compile(r"(<!-- made: ([\w ]+) -->\n)(.*?)(<!-- /made -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Card:
    """The card: what it configures (`front`, its whole front matter), and its prose."""

    front: dict[str, Any]
    body: str

    @property
    def name(self) -> str:
        """The dataset's name."""
        name: str = self.front["name"]
        return name

    @property
    def gold(self) -> Policy:
        """The gold policy."""
        policy: Policy = self.front["gold"]
        return policy


def read(workspace: Workspace) -> Card:
    """The workspace's card. Raises SchemeError (config-*, card-config) where it does not hold."""
    path = workspace.card
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise SchemeError(finding("config-missing", str(path), f"cannot be read: {reason}")) from None
    match = re.match(r"---\r?\n(.*?\n)---\r?\n", text, re.DOTALL)
    if not match:
        raise SchemeError(finding("card-config", f"{path}:1:1", "no front matter between two lines of ---"))
    # one line is put back for the opening ---, so that findings name the file's own lines
    front = config.parse("\n" + match[1], str(path))
    schema = json.loads(files("toolkit.release").joinpath("card.schema.json").read_text("utf-8"))
    for found in config.faults(front, schema):
        raise SchemeError(found)
    return Card(front.value, text[match.end() :])


def fill(text: str, made: Mapping[str, str], kind: str = "") -> str:
    """A text with its made blocks filled anew: all, or those whose name begins with `kind`.

    Raises SchemeError (card-config) for such a block that nothing makes.
    """

    def block(match: re.Match[str]) -> str:
        if not match[2].startswith(kind):
            return match[0]
        if match[2] not in made:
            known = ", ".join(sorted(made))
            raise SchemeError(finding("card-config", f"made: {match[2]}", f"nothing makes it; there are: {known}"))
        return f"{match[1]}{made[match[2]].rstrip()}\n{match[4]}"

    return _MADE.sub(block, text)
