"""What a sequence model sees of each character of a text: the characters around it, their kinds, the word, and what lists say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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


def of(text: str, known: Iterable[tuple[int, int, str]]) -> list[list[str]]:
    """The features of every character of a text; `known` are the places of names that were labelled in other texts."""
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
    _words(text, marks)
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


def _words(text: str, marks: list[list[str]]) -> None:
    """Of each word: itself, its stem without a particle, its neighbours; where in it a character stands."""
    places = [match.span() for match in _WORD.finditer(text)]
    words = [_BEGIN, *(text[start:end] for start, end in places), _END]
    for number, (start, end) in enumerate(places, 1):
        word = words[number]
        stem = next((i for i in range(start + 2, end) if particle(text, i) >= end), end)
        shared = [
            f"w:{word}",
            f"w-1:{words[number - 1]}",
            f"w+1:{words[number + 1]}",
            f"s:{text[start:stem]}",
            f"e:{text[max(start, stem - 2) : stem]}",
        ]
        shared.append(f"p:{text[stem:end]}")
        if text[start] in _SURNAMES and stem - start in (2, 3):
            shared.append(f"surname{stem - start}")
        for i in range(start, end):
            where = "B" if i == start else "P" if i >= stem else "I"
            marks[i] += shared
            marks[i].append(f"at:{where}{min(i - start, 5)}{min(stem - i, 3)}")
