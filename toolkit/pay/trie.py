"""One regex for many words that looks at each character once, however many the words are."""

import re
from collections.abc import Mapping
from typing import Any


def any_of(words: Mapping[str, str]) -> str:
    """A regex for any of the words, the longest first.

    "_" in a word is an optional space. The value is what follows the word in the regex: a look-ahead, or nothing.
    """
    root: dict[str, Any] = {}
    for word, ahead in words.items():
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = ahead
    return _write(root)


def _write(node: dict[str, Any]) -> str:
    branches = [
        (" ?" if key == "_" else re.escape(key)) + _write(child)
        for key, child in sorted(node.items(), key=lambda item: item[0] == "_")
        if key
    ]
    if "" in node:
        branches.append(node[""].replace("_?", " ?"))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
