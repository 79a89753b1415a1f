"""What a text states outright: days, lengths of time, addresses, and when it says it was last changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditlib.schema.dates import ReadingOptions, UnreadableDateError, read_date
from auditlib.schema.durations import read_duration
from auditlib.wording import counted

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?<![\w./-])(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,\s*|\s+)\d{{4}}|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,\s*|\s+)\d{{4}}|"
    rf"{_MONTH}\s+\d{{4}})(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20,
    "twenty-four": 24, "thirty": 30, "thirty-six": 36, "forty-five": 45, "forty-eight": 48, "sixty": 60,
    "seventy-two": 72, "ninety": 90,
}  # fmt: skip
_AMOUNT = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DURATION = re.compile(
    rf"(?<![\w.,])(?:(?P<word>{_AMOUNT})(?:\s*\(\s*(?P<inside>\d{{1,4}})\s*\))?|(?P<figure>\d{{1,4}}))"
    r"[\s\u00a0-]{1,4}(?:(?P<kind>calendar|working|business|full)\s+)?(?P<unit>year|month|week|day|hour|minute)s?\b",
    re.IGNORECASE,
)
_IS_AGE = re.compile(r"[\s-]+(?:of\s+age|old)\b", re.IGNORECASE)
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_UPDATED = re.compile(
    r"\b(?:last\s+(?:updated|modified|revised|reviewed|changed)|(?:updated|revised|effective)(?:\s+(?:on|as\s+of|from|date))?|"
    r"effective\s+date|date\s+of\s+last\s+(?:update|revision)|version\s+of|stand)\b[\s:–—-]{0,4}(?:on\s+|as\s+of\s+|:\s*)?",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'”’»\""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a text states, from `start` to `end` in code points.

    `value` is the day as ISO 8601, the length of time in words that `read_duration` reads, or the address;
    blank where the day has no day of the month or reads both ways.
    """

    text: str
    start: int
    end: int
    value: str


def dates_in(text: str) -> tuple[Fact, ...]:
    """The dates a text holds; also a month with its year."""
    return tuple(Fact(found[0], found.start(), found.end(), _day(found[0])) for found in _DATE.finditer(text))


def durations_in(text: str) -> tuple[Fact, ...]:
    """The lengths of time a text holds: `30 days`, `thirty (30) days`, `one year`, `24-hour`."""
    return tuple(_duration(found) for found in _DURATION.finditer(text) if not _is_common_phrase(found, text))


def urls_in(text: str) -> tuple[Fact, ...]:
    """The web addresses a text holds, the point after them left out."""
    return tuple(_address(found) for found in _URL.finditer(text))


def emails_in(text: str) -> tuple[Fact, ...]:
    """The e-mail addresses a text holds, the point after them left out."""
    return tuple(_address(found) for found in _EMAIL.finditer(text))


def last_updated_in(text: str) -> tuple[Fact, ...]:
    """The statements of when the text was last changed or took effect: those words with a date right after them."""
    return tuple(_last_updated(text))


def _last_updated(text: str) -> Iterator[Fact]:
    dates = {fact.start: fact for fact in dates_in(text)}
    for found in _UPDATED.finditer(text):
        stated = dates.get(found.end())
        if stated is not None:
            yield Fact(text[found.start() : stated.end], found.start(), stated.end, stated.value)


def _day(text: str) -> str:
    plain = re.sub(r"\s+of\s+", " ", " ".join(text.replace(",", ", ").split()), flags=re.IGNORECASE)
    plain = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", plain, flags=re.IGNORECASE).replace(" ,", ",")
    swapped = re.sub(r"^(\d+ [A-Za-z.]+), ", r"\1 ", plain)
    swapped = re.sub(r"^([A-Za-z.]+ \d{1,2}) (\d{4})$", r"\1, \2", swapped)
    try:
        day: date = read_date(swapped, ReadingOptions())
    except UnreadableDateError:
        return ""
    return day.isoformat()


def _duration(found: re.Match[str]) -> Fact:
    figure = found["figure"] or found["inside"]
    amount = int(figure) if figure else _NUMBERS[found["word"].lower()]
    value = counted(amount, found["unit"].lower())
    return Fact(found[0], found.start(), found.end(), value if read_duration(value).is_readable else "")


def _is_common_phrase(found: re.Match[str], text: str) -> bool:
    """Whether the words are no length of time: `24 hours a day`, `once a year`, `13 years of age`."""
    if _IS_AGE.match(text, found.end()):
        return True
    word = (found["word"] or "").lower()
    if word not in {"a", "an"}:
        return False
    before = text[max(0, found.start() - 12) : found.start()].rstrip().lower()
    return before.endswith(("once", "twice", "times", "hours", "days", "minutes", "per", "several"))


def _address(found: re.Match[str]) -> Fact:
    shown = found[0].rstrip(_TRAILING)
    return Fact(shown, found.start(), found.start() + len(shown), shown)
