"""Years, months, quarters and days: April 12, 2024, 12 April, late March, the third quarter, the 1990s."""

from __future__ import annotations

import re

from toolkit.article.dates import iso
from toolkit.article.dates.context import Context, Mention, Tense, nearest_year, of_year, quarter_year
from toolkit.article.dates.english.grammar import (
    MONTH,
    NEAR,
    TO,
    UNTIL_DAY,
    WEEKDAY,
    YEAR,
    clocked,
    fits_weekday,
    month_number,
    tense,
)

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PART = {"early": "early", "mid": "mid", "late": "late"}
FULL = re.compile(
    rf"(?:{WEEKDAY},? (?:the )?)?{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%:]|[.,]\d|[a-z]|(?:,? |,)\d{{3}},){UNTIL_DAY}(?:,? {YEAR})?"
)
EUROPEAN = re.compile(
    rf"(?:{WEEKDAY},? )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{UNTIL_DAY} (?:of )?{MONTH}(?! (?:Street|Avenue|Road|St|Ave)\b)(?:,? {YEAR})?"
)
OF_MONTH = re.compile(
    rf"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?:(?P<near>[Ll]ast|[Tt]his|[Nn]ext) )?{MONTH}(?:(?:,| of)? {YEAR})?"
)
SEASON = re.compile(
    rf"(?:[Tt]he )?(?:(?P<order>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[ -](?P<unit>quarter|half)|(?P<letter>[QH])(?P<digit>[1-4]))(?![a-z\d])"
    rf"(?:(?: of)?(?: the)? (?:{YEAR}|(?P<near>last|this|next) year))?"
)
DECADE = re.compile(r"(?:(?:[Tt]he )?(?:early |mid-|late )?)?(?:(?P<century>1[5-9]|20)|['’‘])(?P<tens>\d)0['’]?s\b")
IN_YEAR = re.compile(rf"{YEAR}(?:{TO}(?P<until>\d{{4}}|\d\d)(?![\d%]|[.,]\d))?(?![A-Za-z가-힣-])")
PART_YEAR = re.compile(
    rf"(?:[Ee]arly |[Mm]id-|[Ll]ate |(?:[Tt]he )?(?:end|beginning|start) of ){YEAR}(?![A-Za-z가-힣])"
)
SLASHES = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])")
_LEADS_MONTH = re.compile(
    r"(?:\b(?:in|since|by|until|till|through|from|during|of|between|and|to|for|before|after|around|on|throughout|[a-z]+ed) |- ?)$",
    re.IGNORECASE,
)
_LEADS_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|through|from|during|of|between|before|after|around|for|fiscal|year|throughout|late|early)|\b(?:in|of|from|between|for|by) \d{4} (?:and|to)) $",
    re.IGNORECASE,
)


def full(match: re.Match[str], context: Context) -> Mention | None:
    """A day with its month."""
    month, number, fits = month_number(match["month"]), int(match["day"]), fits_weekday(match["weekday"])
    if not 1 <= number <= 31:
        return None
    if match["year"]:
        basis, when = "written", iso.day(int(match["year"]), month, number)
    else:
        basis, said = "publication", tense(match.string, *match.span())
        when = of_year(context.anchor, month, number, said, "", fits) if context.anchor else None
    value = iso.plain(when) if when and fits(when) else None
    if value and when and match["until"]:
        value = iso.interval(value, iso.plain(iso.day(when.year, month, int(match["until"]))))
    return clocked(match, match.end(), value, basis)


def in_month(match: re.Match[str], context: Context) -> Mention | None:
    """A month: with its year, or where the word before it says that it is one (may and march are verbs)."""
    anchor, month = context.anchor, month_number(match["month"])
    led = match["part"] or match["near"] or match["year"]
    if not led and not _LEADS_MONTH.search(match.string, max(0, match.start() - 16), match.start()):
        return None
    end = match.end()
    basis = "written" if match["year"] else "publication"
    year = int(match["year"]) if match["year"] else None
    if year is None and anchor:
        near = {"last": "past", "next": "future"}.get((match["near"] or "").lower(), "")
        said: Tense = "" if near else tense(match.string, *match.span())
        year = anchor.year if (match["near"] or "").lower() == "this" else nearest_year(anchor, month, said, near)
    if year is None:
        return Mention(match.start(), end, None, basis)
    part = (match["part"] or "").lower()
    value = iso.third(year, month, _PART[part]) if part else iso.month(year, month)
    return Mention(match.start(), end, value, basis)


def season(match: re.Match[str], context: Context) -> Mention | None:
    """A quarter or a half of a year; a half without a year may be any."""
    number = int(match["digit"] or 0) or _ORDER[match["order"].lower()]
    half = match["letter"] == "H" or match["unit"] == "half"
    if half and number > 2:
        return None
    if half and not match["year"] and not match["near"]:
        return None  # the second half of a match
    basis = "written" if match["year"] else "publication"
    year = int(match["year"]) if match["year"] else None
    if year is None and context.anchor:
        said = tense(match.string, *match.span())
        year = (
            context.anchor.year + NEAR[match["near"]] if match["near"] else quarter_year(context.anchor, number, said)
        )
    first, last = (number * 6 - 5, number * 6) if half else (number * 3 - 2, number * 3)
    return Mention(match.start(), match.end(), iso.months(year, first, last) if year else None, basis)


def decade(match: re.Match[str], context: Context) -> Mention:
    """The 1990s."""
    century = int(match["century"] or 19)
    return Mention(match.start(), match.end(), iso.decade(century * 100 + int(match["tens"]) * 10), "written")


def in_year(match: re.Match[str], context: Context) -> Mention | None:
    """A year, where the word before it says that it is one."""
    if not _LEADS_YEAR.search(match.string, max(0, match.start() - 20), match.start()):
        return None
    year, last = match["year"], match["until"]
    value = iso.year(int(year))
    if last:
        value = iso.interval(value, iso.year(int(last if len(last) == 4 else year[:2] + last)))
    return Mention(match.start(), match.end(), value, "written") if value else None


def part_year(match: re.Match[str], context: Context) -> Mention:
    """Early 2023, the end of 2023: the year."""
    return Mention(match.start(), match.end(), iso.year(int(match["year"])), "written")


def slashes(match: re.Match[str], context: Context) -> Mention:
    """4/25/2024: read where one order alone is possible."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    days = {each for each in (iso.day(year, one, two), iso.day(year, two, one)) if each}
    return Mention(
        match.start(),
        match.end(),
        iso.plain(days.pop()) if len(days) == 1 else None,
        "written" if len(days) < 2 else "unknown",
    )
