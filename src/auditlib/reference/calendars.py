"""Working days and months: counting forwards to an end and backwards from a day."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from auditlib.reference.legal_dates import LegalFact
from auditlib.wording import weekday_in_words

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAY = timedelta(days=1)
_MONTHS_A_YEAR = 12
_SATURDAY = 5
_NAME = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")
_NO_CALENDAR = "weekends only: no holiday calendar is set"


class UnknownCalendar(ValueError):
    """A text names no holiday calendar."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days: not Saturdays, Sundays or the public holidays of a country or region.

    `name` is an ISO 3166 code such as `IE` or `GB-ENG`, blank for weekends only. Make one with `calendar_named`.
    """

    name: str = ""

    @property
    def note(self) -> str:
        """What a finding has to add where no holidays are known; else blank."""
        return "" if self.name else _NO_CALENDAR

    def holiday(self, day: date) -> str:
        """The name of the public holiday on a day, in English where the library has it, or blank."""
        return _holidays(self.name, day.year).get(day, "") if self.name else ""

    def is_working_day(self, day: date) -> bool:
        """Whether a day is neither on a weekend nor a public holiday (Reg. 1182/71 Art. 2)."""
        return day.weekday() < _SATURDAY and not self.holiday(day)

    def why_not_working(self, day: date) -> str:
        """The reason, such as "Easter Monday" or "a Saturday"; blank for a working day."""
        return self.holiday(day) or ("" if self.is_working_day(day) else f"a {weekday_in_words(day)}")

    def next_working_day(self, day: date) -> date:
        """The day itself where it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day


WEEKENDS_ONLY = Calendar()


def calendar_named(name: str | None) -> Calendar:
    """The calendar of a country or region as `organisation.holiday_calendar` writes it; weekends only where blank.

    Raises:
        UnknownCalendar: no country or region with known holidays has that code.
    """
    code = (name or "").strip().upper()
    if not code:
        return WEEKENDS_ONLY
    if not _NAME.fullmatch(code) or not _is_known(code):
        raise UnknownCalendar(
            f"holiday calendar: found “{name}”; expected the ISO code of a country or region whose public holidays"
            " are known, such as IE, US-NY or GB-ENG, or nothing for weekends only."
        )
    return Calendar(code)


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The count-th working day after a day, which is not counted itself (Reg. 1182/71 Art. 3(1))."""
    for _ in range(count):
        if day < date.max:
            day = calendar.next_working_day(day + _DAY)
    return day


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """How many working days lie after the first day, up to and including the last; 0 where it is not later."""
    return sum(calendar.is_working_day(first + number * _DAY) for number in range(1, (last - first).days + 1))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (Reg. 1182/71 Art. 3(2)(c)); at most 9999-12-31."""
    return _same_day(day, _month_number(day) + months)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day; at least 0001-01-01.

    It is never moved to a working day: Reg. 1182/71 Art. 3(4) leaves periods alone that are counted backwards.
    """
    return _same_day(day, _month_number(day) - months)


def is_older_than(day: date, age: int | LegalFact, as_of: date) -> bool:
    """Whether a day is more than an age before another day; exactly that age is not more.

    Args:
        day: the day whose age is asked.
        age: months, or a row of the reference dates in months or calendar_days.
        as_of: the day on which it is asked.

    Raises:
        ValueError: the row has no figure, or one in another unit.
    """
    if isinstance(age, int):
        return day < months_before(as_of, age)
    if age.limit_unit == "months":
        return day < months_before(as_of, age.value)
    if age.limit_unit == "calendar_days":
        return (as_of - day).days > age.value
    raise ValueError(f"{age.reference_id} in reference_dates.csv is no age: it counts {age.limit_unit or 'nothing'}.")


def _month_number(day: date) -> int:
    return day.year * _MONTHS_A_YEAR + day.month - 1


def _same_day(day: date, month_number: int) -> date:
    year, month = divmod(month_number, _MONTHS_A_YEAR)
    # People write 9999-12-31 for "never"; counting on from there must not stop a run.
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def _is_known(name: str) -> bool:
    try:
        _open(name, ())
    except NotImplementedError:
        return False
    return True


@cache
def _holidays(name: str, year: int) -> Mapping[date, str]:
    return MappingProxyType(dict(_open(name, (year,)).items()))


def _open(name: str, years: tuple[int, ...]) -> "HolidayBase":
    # Half a second that only a register with a calendar should cost.
    import holidays  # noqa: PLC0415

    country, _, region = name.partition("-")
    known = holidays.country_holidays(country, subdiv=region or None).supported_languages
    # Without a language the library would ask the environment, and pages would differ between machines.
    language = next((one for one in ("en_US", "en_GB", *known) if one in known), None)
    return holidays.country_holidays(country, subdiv=region or None, years=years, expand=False, language=language)
