"""How long data are kept: when the period of a retention rule ends, what suspends it, when a dataset has to go."""

from dataclasses import dataclass
from datetime import date, timedelta

from auditlib.errors import NotAssessable
from auditlib.rulebook.conditions import known
from auditlib.rulebook.lengths import end_of, length_of
from auditlib.rulebook.links import row_named
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.view import View
from auditlib.schema.durations import Duration
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.legal_holds import LegalHold
from auditlib.sheets.retention import Retention


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a retention rule still holds: the day its oldest record counts from, the lengths from there, their end."""

    oldest_on: date
    lengths: tuple[Duration, ...]
    ends_on: date

    def days_past(self, day: date) -> int:
        """How many days after the end a day is; none or fewer while the period runs."""
        return (day - self.ends_on).days


def keeping_of(row: Retention) -> Keeping:
    """When the oldest record that a rule still holds falls due.

    Raises:
        NotAssessable: the rule states no oldest record, or no period that can be counted.
    """
    oldest: date = known(row, "oldest_record_on")
    lengths = [length_of(row, "period")]
    if not row.is_blank("archive_period"):
        lengths.append(length_of(row, "archive_period"))
    return Keeping(oldest, tuple(lengths), end_of(oldest, *lengths))


def last_day_judged(view: View) -> date:
    """The day on which what is still held is judged: the last of the period, or the day of the report if earlier."""
    return min(view.period.ends_on, view.as_of)


def holds_over(record: Retention | Dataset, view: View) -> tuple[LegalHold, ...]:
    """The legal holds that suspend a retention rule or cover a dataset on the day it is judged.

    Raises:
        NotAssessable: none does by what is known, and one may.
    """
    column = "retention_ids" if isinstance(record, Retention) else "dataset_ids"
    holds = view.register.pointing_at(record, f"legal_holds.{column}")
    day, over, unknown = last_day_judged(view), [], holds.unknown
    for hold in holds.there:
        try:
            over += [hold] if isinstance(hold, LegalHold) and is_open(hold, day) else []
        except NotAssessable as open_question:
            unknown = unknown or open_question
    found = Rows(tuple(over), unknown)
    return found.there if found else ()


def is_released(hold: LegalHold, day: date) -> bool:
    """Whether a legal hold had ended by a day; a day of release that is fixed and still to come ends nothing yet."""
    return hold.released_on is not None and hold.released_on <= day


def is_open(hold: LegalHold, day: date) -> bool:
    """Whether a legal hold runs on a day: it has begun, and is not released.

    Raises:
        NotAssessable: it is not released, and states no first day.
    """
    return not is_released(hold, day) and bool(known(hold, "started_on") <= day)


def end_after_delivery(dataset: Dataset, view: View) -> tuple[date, Client]:
    """The last day on which a delivered dataset may be held, by the days agreed with its client; and the client.

    Raises:
        NotAssessable: it is not delivered, or the client agreed no days.
    """
    delivered: date = known(dataset, "delivered_on")
    client = row_named(dataset, "client_id", Client, view)
    days: int = known(client, "retention_after_delivery_days")
    return delivered + timedelta(days=min(days, (date.max - delivered).days)), client
