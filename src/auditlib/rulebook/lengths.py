"""Lengths of time that people wrote: read, compared, counted on from a day."""

from datetime import date, timedelta

from auditlib.errors import NotAssessable
from auditlib.reference.deadlines import add_months
from auditlib.rulebook.conditions import known
from auditlib.schema.durations import Duration
from auditlib.schema.record import Record

_MINUTES_A_DAY = 24 * 60
# A twelfth of 365.25 days: only for telling which of two lengths is longer.
_MINUTES_A_MONTH = 43_830


def length_of(record: Record, column: str) -> Duration:
    """The length of time in a cell.

    Raises:
        NotAssessable: the cell is blank, or holds a text nobody can read as a length of time.
    """
    length: Duration = known(record, column)
    if not length.is_readable:
        heading = record.columns[column].phrase
        reason = f"{record.about.name}: “{heading}” cannot be read as a length of time"
        raise NotAssessable(reason, record.place_of(column))
    return length


def length_in_words(length: Duration) -> str:
    """A length of time as its cell has it, and P24M, which few people read, in words."""
    return str(length) if length.text.strip().upper().startswith("P") else length.text.strip()


def is_same_length(one: Duration, other: Duration) -> bool:
    """Whether two texts say the same: 24 months are 2 years, and a month is no number of days."""
    return _measure(one) == _measure(other)


def is_longer_than(length: Duration, months: int) -> bool:
    """Whether a length is more than so many months, a month being a twelfth of 365.25 days."""
    minutes = length.months * _MINUTES_A_MONTH + length.days * _MINUTES_A_DAY + length.minutes
    return minutes > months * _MINUTES_A_MONTH


def end_of(day: date, *lengths: Duration) -> date:
    """The last day of lengths that follow each other from a day; at most 9999-12-31. Parts of days are left out."""
    for length in lengths:
        end = add_months(day, length.months)
        days = length.days + length.minutes // _MINUTES_A_DAY
        day = end + timedelta(days=min(days, (date.max - end).days))
    return day


def _measure(length: Duration) -> tuple[object, ...]:
    if not length.is_readable:
        return (length.text.casefold().split(),)
    return length.months, length.days, length.minutes
