"""Time limits of a row: counted by the calendar and the clock of the legal entity behind it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from auditlib.errors import NotAssessable
from auditlib.reference.deadlines import (
    WEEKENDS_ONLY,
    Calendar,
    Deadline,
    Pause,
    UnknownCalendar,
    calendar_named,
    deadline,
    end_of_day as end_of_day_in,
)
from auditlib.reference.legal_dates import LegalFact
from auditlib.rulebook.conditions import known
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import entity_of


def time_limit(
    record: Record,
    law: LegalFact,
    view: View,
    *,
    extension: LegalFact | None = None,
    pauses: Sequence[Pause] = (),
) -> Deadline:
    """The last day of a time limit that runs from `received_on`, by the holidays of the entity behind the row.

    Raises:
        NotAssessable: the day of receipt, or the entity's calendar, is not known.
    """
    received: date = known(record, "received_on")
    return deadline(received, law, calendar_of(record, view), extension=extension, pauses=pauses)


def calendar_of(record: Record, view: View) -> Calendar:
    """The holidays of the entity behind a row; weekends only where it sets no calendar, or is not known itself.

    Raises:
        NotAssessable: the entity names a calendar that nobody knows.
    """
    entity = entity_of(record, view.case.register)
    if entity is None:
        return WEEKENDS_ONLY
    try:
        return calendar_named(entity.holiday_calendar)
    except UnknownCalendar as unknown:
        raise NotAssessable(str(unknown), entity.place_of("holiday_calendar")) from unknown


class Standing(StrEnum):
    """Where something stands against its time limit on the day of the report."""

    IN_TIME = "in_time"
    LATE = "late"
    OVERDUE = "overdue"
    OPEN = "open"


def standing(done: date | None, last: Deadline, view: View) -> Standing:
    """In time or late by the day it was done; where it was not, overdue once the limit has ended, else open."""
    if done is not None:
        return Standing.LATE if done > last.day else Standing.IN_TIME
    return Standing.OVERDUE if last.day < view.as_of else Standing.OPEN


def is_past(done: date | None, last: Deadline, view: View) -> bool:
    """Whether a thing was done after its time limit, or the limit ended before the day of the report without it."""
    return standing(done, last, view) in (Standing.LATE, Standing.OVERDUE)


def end_of_report(record: Record, moment: datetime, view: View) -> datetime:
    """The moment at which the day of the report ends: where the entity behind a row is, else by another clock's offset.

    Raises:
        NotAssessable: the entity names a time zone that nobody knows.
    """
    entity = entity_of(record, view.case.register)
    zone = entity.time_zone if entity else None
    if zone is None:
        return datetime.combine(view.as_of + timedelta(days=1), time.min, moment.tzinfo).astimezone(UTC)
    try:
        return end_of_day_in(view.as_of, zone)
    except ValueError as unknown:
        place = entity.place_of("time_zone") if entity else None
        raise NotAssessable(str(unknown), place) from unknown
