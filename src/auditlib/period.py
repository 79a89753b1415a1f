"""The period a report covers, and the two dates that govern it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from auditlib.errors import UsageError

_QUARTER = re.compile(r"([1-9]\d{3})-Q([1-4])")
_YEAR = re.compile(r"[1-9]\d{3}")
_ORDINALS = ("First", "Second", "Third", "Fourth")
RECORDING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter or a year, written `2026-Q3` or `2026`; both days belong to it."""

    name: str
    starts_on: date
    ends_on: date

    @property
    def in_words(self) -> str:
        """The period as a heading has it: "Third quarter 2026"."""
        found = _QUARTER.fullmatch(self.name)
        return f"{_ORDINALS[int(found[2]) - 1]} quarter {found[1]}" if found else f"Year {self.name}"

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


def is_period(name: str) -> bool:
    """Whether a name is that of a quarter or a year."""
    return bool(_QUARTER.fullmatch(name) or _YEAR.fullmatch(name))


def read_period(given: str | int) -> Period:
    """Read `2026-Q3` or `2026`; Papermill's command line makes a number of the latter.

    Raises:
        UsageError: it is neither.
    """
    name = str(given)
    if found := _QUARTER.fullmatch(name):
        year, quarter = int(found[1]), int(found[2])
        return Period(name, date(year, 3 * quarter - 2, 1), _last_day(year, 3 * quarter))
    if _YEAR.fullmatch(name):
        return Period(name, date(int(name), 1, 1), date(int(name), 12, 31))
    raise UsageError(f"period: found “{name}”; expected a quarter such as 2026-Q3 or a year such as 2026.")


def last_complete_quarter(today: date) -> Period:
    """The latest quarter that had ended before a day."""
    quarter = (today.month - 1) // 3
    return read_period(f"{today.year}-Q{quarter}" if quarter else f"{today.year - 1}-Q4")


def last_day_to_record(period: Period, days: int | None = None) -> date:
    """The day until which records about a period may be dated: so many days after it ends, 30 where not said."""
    return period.ends_on + timedelta(days=RECORDING_DAYS if days is None else days)


def _last_day(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)  # noqa: PLR2004  December
    return following - timedelta(days=1)


def period_before(period: Period) -> Period:
    """The period of the same length that ended the day before this one began."""
    last = period.starts_on - timedelta(days=1)
    is_quarter = _QUARTER.fullmatch(period.name)
    return read_period(f"{last.year}-Q{(last.month + 2) // 3}" if is_quarter else str(last.year))
