"""How long data are kept: when the period of a retention rule ends, what suspends it, when a dataset has to go."""

from dataclasses import dataclass
from datetime import date, timedelta

from auditlib.rulebook.conditions import known
from auditlib.rulebook.lengths import end_of, length_of
from auditlib.rulebook.links import row_named
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
    """The legal holds that suspend a retention rule or cover a dataset on the day it is judged."""
    column = "retention_ids" if isinstance(record, Retention) else "dataset_ids"
    holds = view.register.pointing_at(record, f"legal_holds.{column}")
    return tuple(hold for hold in holds if isinstance(hold, LegalHold) and is_open(hold, view))


def is_open(hold: LegalHold, view: View) -> bool:
    """Whether a legal hold is not released by the day on which what is held is judged."""
    released: date | None = hold.value_of("released_on")
    return released is None or released > last_day_judged(view)


def end_after_delivery(dataset: Dataset, view: View) -> tuple[date, Client]:
    """The last day on which a delivered dataset may be held, by the days agreed with its client; and the client.

    Raises:
        NotAssessable: it is not delivered, or the client agreed no days.
    """
    delivered: date = known(dataset, "delivered_on")
    client = row_named(dataset, "client_id", Client, view)
    days: int = known(client, "retention_after_delivery_days")
    return delivered + timedelta(days=min(days, (date.max - delivered).days)), client
