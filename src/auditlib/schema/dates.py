"""Days and moments as people type them; what reads validly both ways is refused."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?")
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+)?(?P<month>[A-Za-z]{3,9})\.?[\s-]+(?:(?P<late>\d{1,2}),?\s+)?(?P<year>\d{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class DateOrder(StrEnum):
    """In which order day and month stand in a date such as 03/04/2026."""

    DAY_MONTH = "day-month"
    MONTH_DAY = "month-day"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the settings say about reading cells; neither has a default that could be wrong silently."""

    date_order: DateOrder | None = None
    time_zone: ZoneInfo | None = None


class UnreadableDateError(ValueError):
    """A text is no date, or is one in two ways."""

    def __init__(self, kind: str, why: str, remedy: str) -> None:
        super().__init__(why)
        self.kind = kind
        self.why = why
        self.remedy = remedy


_TYPE_IT = "Type the date as 2026-09-30, or leave the cell blank where it is not known."


def read_date(text: str, options: ReadingOptions) -> date:
    """Read ISO 8601, `30 September 2026`, `September 30, 2026` or `30/09/2026`.

    Raises:
        UnreadableDateError: it is no date, a day that does not exist, or reads validly both ways and no order is set.
    """
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(int(found[1]), int(found[2]), int(found[3]), options.date_order)
    if found := _WORDS.fullmatch(text):
        day, month = found["day"] or found["late"], _month(found["month"])
        if day and month and not (found["day"] and found["late"]):
            return _day(int(found["year"]), month, int(day))
    raise UnreadableDateError("not_a_date", "", _TYPE_IT)


def readings_of(text: str) -> frozenset[date]:
    """Every day that a text may mean, in whichever order its day and month stand; none where it is no date."""
    found: set[date] = set()
    for order in DateOrder:
        try:
            found.add(read_date(text, ReadingOptions(order)))
        except UnreadableDateError:
            continue
    return frozenset(found)


def read_moment(text: str, options: ReadingOptions) -> datetime:
    """Read an ISO 8601 date and time; without an offset, the time zone of the settings is taken.

    Raises:
        UnreadableDateError: it is no moment, or has neither an offset nor a time zone in the settings.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        remedy = "Type it as 2026-05-04T09:15:00+01:00, or leave the cell blank where it is not known."
        raise UnreadableDateError("not_a_moment", "", remedy) from error
    if re.search(r"[T ]\d", text) is None:
        raise UnreadableDateError("not_a_moment", ", a day without a time", "Add the time and its zone.")
    if moment.tzinfo is not None:
        return moment
    if options.time_zone is None:
        remedy = "Add the offset (such as +01:00), or set time_zone in auditlib.toml."
        raise UnreadableDateError("no_time_zone", ", a time without its zone", remedy)
    return moment.replace(tzinfo=options.time_zone)


def _month(word: str) -> int | None:
    word = word.casefold()
    if word in _FULL:
        return _FULL.index(word) + 1
    return _MONTHS.index(word[:3]) + 1 if word in (*_MONTHS, "sept") else None


def _numeric(first: int, second: int, year: int, order: DateOrder | None) -> date:
    if order is not None:
        month, day = (second, first) if order is DateOrder.DAY_MONTH else (first, second)
        return _day(year, month, day, f" in the order {order}")
    readings = [reading for reading in ((second, first), (first, second)) if 1 <= reading[0] <= len(_MONTHS)]
    if len(set(readings)) > 1:
        remedy = "Type the date as 2026-09-30, or set date_order in auditlib.toml."
        raise UnreadableDateError("ambiguous_date", ", which reads validly both ways", remedy)
    month, day = readings[0] if readings else (second, first)
    return _day(year, month, day)


def _day(year: int, month: int, day: int, how: str = "") -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableDateError("no_such_day", f", a day that does not exist{how}", _TYPE_IT) from error
