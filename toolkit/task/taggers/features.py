"""What a sequence model sees of each character of a text: the characters around it, their kinds, the word, and what lists say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator

from toolkit import pay
from toolkit.article.particle import particle
from toolkit.task.taggers import titles
from toolkit.task.taggers.names import listed

_PIECE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+")
_CORE = re.compile(r"[가-힣A-Za-z0-9]+")
_BEGIN, _END = "\x02", "\x03"
_LONG = 2000  # characters of one sequence: a paragraph without an end is cut


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that are tagged each by itself: paragraphs, as (start, end)."""
    for match in _PIECE.finditer(text):
        for start in range(match.start(), match.end(), _LONG):
            yield start, min(start + _LONG, match.end())


def of(text: str, known: Iterable[tuple[int, int, str]], elsewhere: Container[str]) -> list[list[str]]:
    """The features of every character of a text.

    `known` are the places of names that were labelled in other texts, `elsewhere` the stems of words that stand in others: a
    word that comes again and again, and stands nowhere else, is likely to be a name.
    """
    n = len(text)
    kinds = "".join(map(_kind, text))
    marks: list[list[str]] = [[] for _ in text]
    for start, end, label in known:
        _mark(marks, start, end, f"known={label}")
    for start, end, _ in pay.find_pay(text):
        _mark(marks, start, end, "pay")
    for start, end, kind in titles.find(text):
        _mark(marks, start, end, f"titled={kind}")
    for start, end in _posts(text):
        _mark(marks, start, end, "post")
    _words(text, marks, elsewhere)
    padded, shape = f"{_BEGIN * 4}{text}{_END * 4}", f"----{kinds}----"
    made = []
    for i in range(n):
        at = i + 4
        window = [f"{d}:{padded[at + d]}" for d in range(-3, 4)]
        window += [f"{d}b:{padded[at + d : at + d + 2]}" for d in range(-3, 3)]
        window += [f"{d}t:{padded[at + d : at + d + 3]}" for d in (-3, -2, -1, 0, 1)]
        window.append(f"k:{shape[at - 2 : at + 3]}")
        made.append(window + marks[i])
    return made


def _kind(c: str) -> str:
    if "가" <= c <= "힣":
        return "H"
    if c.isdigit():
        return "9"
    if c.isalpha():
        return "A" if c.isupper() else "a"
    return " " if c.isspace() else c if c in ".,()·'\"‘’“”" else "."


def _mark(marks: list[list[str]], start: int, end: int, name: str) -> None:
    for i in range(start, end):
        marks[i].append(f"{name}:{'B' if i == start else 'I'}")
    if start:
        marks[start - 1].append(f"{name}:before")
    if end < len(marks):
        marks[end].append(f"{name}:after")


def _posts(text: str) -> Iterator[tuple[int, int]]:
    """The ends of words that are a post's name, or end with one."""
    for match in _CORE.finditer(text):
        for end in {
            match.end(),
            *(i for i in range(match.start() + 2, match.end()) if particle(text, i) >= match.end()),
        }:
            for length in _LENGTHS:
                start = end - length
                if start >= match.start() and text[start:end] in _POSTS:
                    yield start, end
                    break


_POSTS = frozenset(listed("posts.txt"))
_LENGTHS = sorted({len(post) for post in _POSTS}, reverse=True)
_SURNAMES = frozenset(listed("surnames.txt"))


def stems(text: str) -> list[tuple[int, int, int]]:
    """The words of a text, each as (start, end of its stem, end): what follows the stem is a particle and punctuation."""
    made = []
    for match in _WORD.finditer(text):
        cores = list(_CORE.finditer(match[0]))
        if not cores:
            continue
        start, end = match.start() + cores[0].start(), match.start() + cores[-1].end()
        stem = next((i for i in range(start + 2, end) if particle(text, i) >= end), end)
        made.append((start, stem, match.end()))
    return made


def _words(text: str, marks: list[list[str]], elsewhere: Container[str]) -> None:
    """Of each word's stem: itself and its end, if it is new, how often it comes, its neighbours; of a particle: itself."""
    places = stems(text)
    names = [text[start:stem] for start, stem, _ in places]
    often = Counter(names)
    around = [_BEGIN, *names, _END]
    for number, (start, stem, end) in enumerate(places, 1):
        name, before, after = around[number], around[number - 1], around[number + 1]
        follows = text[stem:end]
        shared = [
            f"s:{name}",
            f"e1:{name[-1:]}",
            f"e2:{name[-2:]}",
            f"e3:{name[-3:]}",
            f"b1:{name[:1]}",
            f"b2:{name[:2]}",
            f"p:{follows}",
        ]
        shared += [f"s-1:{before}", f"s+1:{after}", f"s-1e:{before[-2:]}", f"s+1e:{after[-2:]}"]
        new = "new" if name not in elsewhere else "old"
        shared += [f"{new}{min(often[name], 4)}", f"{new}:{follows}", f"{new}e:{name[-1:]}", f"{new}+1:{after[-2:]}"]
        if text[start] in _SURNAMES and stem - start in (2, 3):
            shared.append(f"surname{stem - start}{new}")
        for i in range(start, end):
            if i < stem:
                marks[i] += shared
                marks[i].append(f"at:{min(i - start, 4)}{min(stem - i, 4)}")
            else:
                marks[i] += [f"after:{follows}", f"of:{name[-2:]}"]
