"""Days and amounts in words, the same under every locale."""

from datetime import date

from dateutil.parser import parserinfo

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def day_in_words(day: date) -> str:
    """A day as a sentence has it: 2 April 2026."""
    return f"{day.day} {parserinfo.MONTHS[day.month - 1][-1]} {day.year}"


def weekday_in_words(day: date) -> str:
    """The name of the day of the week, in English."""
    return parserinfo.WEEKDAYS[day.weekday()][-1]


def plural(number: int, one: str, several: str = "") -> str:
    """The words that follow a number: `one` after 1, else `several`, which without an own form ends in s."""
    return one if number == 1 else several or f"{one}s"


def counted(number: int, one: str, several: str = "") -> str:
    """A number in figures with the words that follow it: 1 finding, 12 findings."""
    return f"{number} {plural(number, one, several)}"


def amount_in_words(amount: int, unit: str) -> str:
    """A figure with its unit, which is written as in the data files: `1` and `months` are "one month"."""
    number = _NUMBERS[amount] if 0 <= amount < len(_NUMBERS) else str(amount)
    name = unit.replace("_", " ")
    return f"{number} {name.removesuffix('s') if amount == 1 else name}"
