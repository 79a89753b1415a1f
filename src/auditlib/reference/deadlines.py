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
from auditlib.reference.legal_dates import LegalFact, Sourced, fact, of_regime, weakest
from auditlib.wording import amount_in_words, day_in_words

# Whoever judges a time limit finds here whatever that takes.
__all__ = [
    "WEEKENDS_ONLY",
    "Calendar",
    "Deadline",
    "Pause",
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


@dataclass(frozen=True, slots=True)
class Deadline(Sourced):
    """The last day on which something is in time, the steps of its calculation in words, and how well it is known.

    `confidence` is that of the weakest row of law used.
    """

    day: date
    steps: tuple[str, ...]

    def __str__(self) -> str:
        """The steps as one sentence without a full stop."""
        return "; ".join(self.steps)


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """The first and the last day on which the clock of a request stood still.

    `restarts` where the law counts the whole time from its last day: proof of identity or a fee that was asked for
    (UK GDPR 12A(2)). Other pauses are left out of a time that goes on.
    """

    first_on: date
    last_on: date
    restarts: bool = False


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
    pauses: Sequence[Pause] = (),
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
        pauses: each time the clock stood still (UK GDPR 12A; for requests received since that is law). For a pause
            that goes on, give `as_of` as its last day.

    Raises:
        ValueError: the row has no figure, or counts hours or people, or the two rows count different units.
    """
    rows = (limit, extension) if extension else (limit,)
    end, steps = _end(received_on, rows, calendar)
    is_moved = limit.regime in _MOVED_BY_REGULATION
    if pauses:
        end, explained = _after_pauses(received_on, end, rows, calendar, pauses)
        steps += explained
        rows = (*rows, fact(_LAW_OF_PAUSES))
    if is_moved and (reason := calendar.why_not_working(end)):
        steps[-1] += f", {reason}"
        end, moved = _moved(end, calendar)
        steps.append(moved)
    if calendar.note and (is_moved or limit.limit_unit == _WORKING_DAYS):
        steps.append(calendar.note)
    return Deadline(end, tuple(steps), confidence=weakest(row.confidence for row in rows))


def _end(received_on: date, rows: Sequence[LegalFact], calendar: Calendar) -> tuple[date, list[str]]:
    unit, name = rows[0].limit_unit, rows[0].reference_id
    if unit not in _UNITS or any(row.limit_unit != unit for row in rows):
        raise ValueError(f"{name} in reference_dates.csv cannot be counted in days or months here.")
    amount = sum(row.value for row in rows)
    if unit == _MONTHS:
        end = add_months(received_on, amount)
    elif unit == _WORKING_DAYS:
        end = add_working_days(received_on, amount, calendar)
    else:
        end = _plus(received_on, amount)
    words = amount_in_words(amount, unit) + (" with the extension" if len(rows) > 1 else "")
    return end, [f"received {day_in_words(received_on)}", f"{words}: {day_in_words(end)}"]


def _after_pauses(
    received_on: date, end: date, rows: Sequence[LegalFact], calendar: Calendar, pauses: Sequence[Pause]
) -> tuple[date, list[str]]:
    law = fact(_LAW_OF_PAUSES)
    if rows[0].regime != law.regime:
        return end, [f"no pause counts under this law: {day_in_words(end)}"]
    if received_on < law.first_day:
        return end, [f"no pause counts, as it came before {day_in_words(law.first_day)}: {day_in_words(end)}"]
    steps, counted_to = [], received_on
    for pause in sorted(pauses):
        first, last = pause.first_on, pause.last_on
        # A pause that begins after the last day comes too late; that day may itself have moved past a weekend.
        last_day = end if first <= end else calendar.next_working_day(end)
        words = f"clock stopped from {day_in_words(first)} to {day_in_words(last)}"
        if pause.restarts and first <= last_day:
            anew, counted = _end(max(received_on, last), rows, calendar)
            end = max(end, anew)
            steps += [f"{words}, and the time runs from then", *counted[1:]]
        else:
            days = max(0, (last - max(first, _plus(counted_to, 1))).days + 1) if first <= last_day else 0
            end = _plus(last_day, days) if days else end
            steps.append(f"{words}, {amount_in_words(days, _CALENDAR_DAYS)} left out: {day_in_words(end)}")
        counted_to = max(counted_to, last)
    return end, steps


def _moved(end: date, calendar: Calendar) -> tuple[date, str]:
    moved = calendar.next_working_day(end)
    passed = (calendar.holiday(end + number * _DAY) for number in range(1, (moved - end).days))
    names = " and ".join(name for name in passed if name)
    return moved, f"moved to {day_in_words(moved)}" + (f", after {names}" if names else "")


def _plus(day: date, days: int) -> date:
    return day + days * _DAY if days <= (date.max - day).days else date.max
