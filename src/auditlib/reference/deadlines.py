"""The last day of a time limit, with the steps that lead there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from auditlib.reference.calendars import (
    WEEKENDS_ONLY,
    Calendar,
    UnknownCalendar,
    add_months,
    add_working_days,
    calendar_named,
    is_older_than,
    months_before,
    working_days_between,
)
from auditlib.reference.clock import end_of_day, hours_after, is_more_than_hours_after
from auditlib.reference.legal_dates import LegalFact, fact, of_regime
from auditlib.reference.wording import amount_in_words, day_in_words

# Whoever judges a time limit finds here whatever that takes.
__all__ = [
    "WEEKENDS_ONLY",
    "Calendar",
    "Deadline",
    "UnknownCalendar",
    "add_months",
    "add_working_days",
    "calendar_named",
    "deadline",
    "end_of_day",
    "hours_after",
    "is_more_than_hours_after",
    "is_older_than",
    "months_before",
    "request_answer",
    "request_extension",
    "working_days_between",
]

_DAY = timedelta(days=1)
_MONTHS, _CALENDAR_DAYS, _WORKING_DAYS = _UNITS = ("months", "calendar_days", "working_days")
# Regulation (EEC, Euratom) 1182/71 binds the EU's periods, DPA 2018 s.205(2) keeps it for the UK's.
# California, Switzerland, Brazil and periods agreed by contract end on the day they end.
_MOVED_BY_REGULATION = frozenset({"eu_gdpr", "uk_gdpr"})
_LAW_OF_PAUSES = "uk_article_12a"
# What is worst known comes first; a house rule is a parameter and takes nothing away.
_WEAKEST_FIRST = ("unverified", "memory", "partly_sourced", "sourced", "house_rule")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is in time, the steps of its calculation in words, and how well it is known.

    `confidence` is that of the weakest row of law used.
    """

    day: date
    steps: tuple[str, ...]
    confidence: str

    @property
    def is_from_memory(self) -> bool:
        """Whether a row that nobody has looked up decides: a finding that rests on it says so."""
        return self.confidence in _WEAKEST_FIRST[:2]

    def __str__(self) -> str:
        """The steps as one sentence without a full stop."""
        return "; ".join(self.steps)


def request_answer(regime: str) -> LegalFact | None:
    """The time a regime gives for the answer to a rights request, or None where no row says."""
    return of_regime("request_deadline", "request_answer", regime)


def request_extension(regime: str) -> LegalFact | None:
    """The further time a regime gives where the person is told in time, or None where no row says."""
    return of_regime("request_deadline", "request_extension", regime)


def deadline(
    received_on: date,
    limit: LegalFact,
    calendar: Calendar = WEEKENDS_ONLY,
    *,
    extension: LegalFact | None = None,
    pauses: Sequence[tuple[date, date]] = (),
) -> Deadline:
    """The last day of a period that begins with an event.

    Months end on the same day of the month, or the month's last (Reg. 1182/71 Art. 3(2)(c)); the day of the event is
    not counted (3(1)). Under EU and UK law an end on a Saturday, Sunday or public holiday moves to the next working
    day (3(4)). California counts 45 calendar days from the day of receipt (11 CCR 7021(b)), weekends included.

    Args:
        received_on: the day of the event.
        limit: the row of law, in months, calendar_days or working_days.
        calendar: whose public holidays count.
        extension: the row of further time, counted from the same day: one month and two more are three months.
        pauses: first and last day of each time the clock stood still, both left out (UK GDPR 12A; for requests
            received since that is law). For a pause that goes on, give `as_of` as its last day.

    Raises:
        ValueError: the row has no figure, or counts hours or people, or the two rows count different units.
    """
    unit, rows = limit.limit_unit, (limit, extension) if extension else (limit,)
    if unit not in _UNITS or any(row.limit_unit != unit for row in rows):
        raise ValueError(f"{limit.reference_id} in reference_dates.csv cannot be counted in days or months here.")
    amount = sum(row.value for row in rows)
    end = _end(received_on, amount, unit, calendar)
    is_moved = limit.regime in _MOVED_BY_REGULATION and unit != _WORKING_DAYS
    words = amount_in_words(amount, unit) + (" with the extension" if extension else "")
    steps = [f"received {day_in_words(received_on)}", f"{words}: {_described(end, calendar if is_moved else None)}"]
    if pauses:
        end, explained = _after_pauses(received_on, end, limit, calendar, pauses)
        steps += explained
        rows = (*rows, fact(_LAW_OF_PAUSES))
    if is_moved and not calendar.is_working_day(end):
        end = calendar.next_working_day(end)
        steps.append(f"moved to {day_in_words(end)}")
    if calendar.note and (is_moved or unit == _WORKING_DAYS):
        steps.append(calendar.note)
    return Deadline(end, tuple(steps), min((row.confidence for row in rows), key=_WEAKEST_FIRST.index))


def _end(received_on: date, amount: int, unit: str, calendar: Calendar) -> date:
    if unit == _MONTHS:
        return add_months(received_on, amount)
    if unit == _WORKING_DAYS:
        return add_working_days(received_on, amount, calendar)
    return _plus(received_on, amount)


def _described(day: date, calendar: Calendar | None) -> str:
    reason = calendar.why_not_working(day) if calendar else ""
    return f"{day_in_words(day)}, {reason}" if reason else day_in_words(day)


def _after_pauses(
    received_on: date, end: date, limit: LegalFact, calendar: Calendar, pauses: Sequence[tuple[date, date]]
) -> tuple[date, list[str]]:
    law = fact(_LAW_OF_PAUSES)
    if limit.regime != law.regime:
        return end, ["the clock is not stopped: this law knows no pause"]
    if received_on < law.first_day:
        return end, [f"the clock is not stopped: received before {day_in_words(law.first_day)}"]
    steps, counted_to = [], received_on
    for first, last in sorted(pauses):
        left_out_from = max(first, _plus(counted_to, 1))
        # A pause that begins after the last day comes too late; that day may itself have moved past a weekend.
        if left_out_from > calendar.next_working_day(end):
            steps.append(f"the pause from {day_in_words(first)} began after the last day")
            continue
        days = max(0, (last - left_out_from).days + 1)
        end = _plus(end if left_out_from <= end else calendar.next_working_day(end), days)
        counted_to = max(counted_to, last)
        steps.append(
            f"clock stopped from {day_in_words(first)} to {day_in_words(last)},"
            f" {amount_in_words(days, _CALENDAR_DAYS)} left out: {_described(end, calendar)}"
        )
    return end, steps


def _plus(day: date, days: int) -> date:
    return day + days * _DAY if days <= (date.max - day).days else date.max
