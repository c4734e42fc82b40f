"""Days, months, quarters and stretches of time as ISO 8601 writes them; None for what no calendar has."""

from __future__ import annotations

from datetime import date, datetime, timedelta

THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
"""The days of a month's beginning, middle and end, as 초순, 중순 and 하순 are defined."""


def day(year: int, month: int, number: int) -> date | None:
    """A day of the calendar; None where there is none (30 February)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def plain(when: date | None) -> str | None:
    """A day as it is written: 2024-04-12."""
    return when.isoformat() if when else None


def year(number: int) -> str | None:
    """2024."""
    return f"{number:04}" if 1 <= number <= 9999 else None


def month(number: int, within: int) -> str | None:
    """2024-04: the month `within` of the year `number`."""
    return f"{number:04}-{within:02}" if 1 <= number <= 9999 and 1 <= within <= 12 else None


def months(number: int, first: int, last: int) -> str | None:
    """2024-04/2024-06."""
    return interval(month(number, first), month(number, last))


def decade(first: int) -> str | None:
    """1990/1999: an interval of ISO 8601-1, which every reader of it knows (unlike 199X of its second part)."""
    return interval(year(first), year(first + 9))


def third(number: int, within: int, part: str) -> str | None:
    """2024-05-01/2024-05-10: the early, mid or late days of a month."""
    first, last = THIRDS[part]
    start = day(number, within, first)
    while start and last > 28 and not day(number, within, last):
        last -= 1
    return interval(plain(start), plain(day(number, within, last))) if start else None


def interval(start: str | None, end: str | None) -> str | None:
    """From the beginning of one value to the end of another, which may be intervals; None where it would run backwards."""
    if not start or not end:
        return None
    first, last = start.split("/")[0], end.split("/")[-1]
    size = min(len(first), len(last))
    return f"{first}/{last}" if first[:size] <= last[:size] else None


def week(when: date | None) -> str | None:
    """2024-W15: the week of a day, which belongs to the year of its Thursday."""
    if not when:
        return None
    number, within, _ = when.isocalendar()
    return f"{number:04}-W{within:02}" if 1 <= number <= 9999 else None


def move(when: date | None, days: int) -> date | None:
    """The day so many days later."""
    try:
        return when + timedelta(days=days) if when else None
    except OverflowError:
        return None


def add_months(when: date | None, count: int) -> date | None:
    """The day so many months later; the month's last where it is shorter."""
    if not when:
        return None
    number, within = divmod(when.year * 12 + when.month - 1 + count, 12)
    for last in (when.day, 30, 29, 28):
        if last <= when.day and (found := day(number, within + 1, last)):
            return found
    return None


def add(when: date | None, count: int, unit: str) -> date | None:
    """The day so many days, weeks, months or years later."""
    if abs(count) > 9999 * 12:
        return None
    if unit in ("day", "week"):
        return move(when, count * (7 if unit == "week" else 1))
    return add_months(when, count * (12 if unit == "year" else 1))


def at(when: date | None, unit: str) -> str | None:
    """A day, or the week, month or year that it is in."""
    if not when:
        return None
    if unit == "week":
        return week(when)
    return plain(when) if unit == "day" else (month(when.year, when.month) if unit == "month" else year(when.year))


def weekday(monday_of: date | None, number: int, weeks: int = 0) -> date | None:
    """The day of that number (0 is Monday) in the week of a day, or so many weeks later."""
    return move(monday_of, weeks * 7 + number - monday_of.weekday()) if monday_of else None


def clock(when: str | None, hour: int, minute: int | None, half: str = "") -> str | None:
    """2024-04-12T10 or T10:30, on a day; `half` is am, pm or nothing. None for what no clock shows."""
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    if when is None or hour > 23 or (minute or 0) > 59:
        return None
    return f"{when}T{hour:02}" + (f":{minute:02}" if minute is not None else "")


def time(written: str) -> str | None:
    """A time as it is written, with or without a zone; None for what no clock shows."""
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written
