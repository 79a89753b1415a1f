"""Lengths of time as people write them: `P6Y`, `6 years`, `72 hours`."""

import re
from dataclasses import dataclass

from auditlib.wording import counted

_ISO = re.compile(
    r"P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?)?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(\d{1,6})\s*(year|month|week|day|hour|minute)s?\b[\s,]*(?:and\s+)?", re.IGNORECASE)
_UNITS = ("year", "month", "week", "day", "hour", "minute")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: months and days by the calendar, minutes by the clock; `text` as it was written.

    A text nobody can read as a duration is kept with `is_readable` false, for the rule that reports it.
    """

    text: str
    months: int = 0
    days: int = 0
    minutes: int = 0
    is_readable: bool = True

    def __str__(self) -> str:
        if not self.is_readable:
            return self.text
        amounts = (
            (self.months // 12, "year"),
            (self.months % 12, "month"),
            (self.days, "day"),
            (self.minutes // 60, "hour"),
            (self.minutes % 60, "minute"),
        )
        words = [counted(amount, unit) for amount, unit in amounts if amount]
        return " ".join(words) or "0 days"


def read_duration(text: str) -> Duration:
    """Read an ISO 8601 duration or English words; what is neither comes back as text, marked unreadable."""
    amounts = _iso_amounts(text.strip()) or _word_amounts(text.strip())
    if amounts is None:
        return Duration(text, is_readable=False)
    return Duration(
        text,
        months=12 * amounts["year"] + amounts["month"],
        days=7 * amounts["week"] + amounts["day"],
        minutes=60 * amounts["hour"] + amounts["minute"],
    )


def _iso_amounts(text: str) -> dict[str, int] | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    return {unit: int(amount or 0) for unit, amount in zip(_UNITS, found.groups(), strict=True)}


def _word_amounts(text: str) -> dict[str, int] | None:
    amounts = dict.fromkeys(_UNITS, 0)
    position = 0
    for found in _WORDS.finditer(text):
        if found.start() != position:
            return None
        amounts[found[2].lower()] += int(found[1])
        position = found.end()
    return amounts if position and position == len(text) else None
