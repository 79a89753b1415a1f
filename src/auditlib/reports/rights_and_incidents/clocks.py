"""Requests and complaints with their clocks: what is due by when, when it was done, and where that stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.reports.entries import sources, stated
from auditlib.reports.examined import MARKS, Examined, not_assessable, told
from auditlib.rulebook.answering import (
    Clock,
    acknowledgement_clock,
    came_under_the_act,
    confirmation_clock,
    request_clock,
)
from auditlib.rulebook.rule import UK
from auditlib.rulebook.time_limits import Standing
from auditlib.scope import readable
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.tables import Entry, Source
from auditlib.wording import counted

CLOCKS = {
    "responded_on": "answer",
    "refusal_notice_on": "notice of refusal",
    "forwarded_on": "passing on to the client",
    "acknowledged_on": "confirmation of receipt",
}


@dataclass(frozen=True, slots=True)
class Timed:
    """A row with one of its clocks; None where none runs, or the reason why nobody can say."""

    row: RightsRequest | Complaint
    clock: Clock | NotAssessable | None

    @property
    def standing(self) -> Standing | None:
        """Where the clock stands, if one runs and can be read."""
        return self.clock.standing if isinstance(self.clock, Clock) else None

    @property
    def is_without_month(self) -> bool:
        """Whether no clock runs because the request withdraws consent, for which EU and UK law set no month."""
        return self.clock is None and isinstance(self.row, RightsRequest) and self.row.kind == "consent_withdrawal"

    @property
    def what(self) -> str:
        """What the clock waits for."""
        return CLOCKS[self.clock.column] if isinstance(self.clock, Clock) else "answer"


def timed_requests(found: Examined) -> tuple[Timed, ...]:
    """Every rights request with the clock of its answer."""
    rows = found.rows(RightsRequest)
    return tuple(Timed(row, told(lambda row=row: request_clock(row, found.view))) for row in rows)  # type: ignore[misc]


def timed_confirmations(found: Examined) -> tuple[Timed, ...]:
    """The requests whose law asks for a confirmation of receipt, with the clock of that."""
    rows = found.rows(RightsRequest)
    timed = (Timed(row, told(lambda row=row: confirmation_clock(row, found.view))) for row in rows)  # type: ignore[misc]
    return tuple(one for one in timed if isinstance(one.clock, Clock))


def timed_complaints(found: Examined) -> tuple[Timed, ...]:
    """Every complaint, with the clock of its acknowledgement where the law sets one."""
    return tuple(Timed(row, told(lambda row=row: _clock_of(row, found))) for row in found.rows(Complaint))  # type: ignore[misc]


def _clock_of(complaint: Complaint, found: Examined) -> Clock | None:
    if readable(complaint, "regime") == UK and came_under_the_act(complaint, found.view):
        return acknowledgement_clock(complaint, found.view)
    if not complaint.has_cell("regime"):
        raise NotAssessable("the law of the complaint is not stated", complaint.place_of("regime"))
    return None


def clock_entries(one: Timed, found: Examined) -> tuple[Entry, ...]:
    """What is due, by when, when it was done, in how many days, and where it stands."""
    clock = one.clock
    if not isinstance(clock, Clock):
        stands = not_assessable(clock) if clock else _no_clock(one)
        return Entry(one.what), Entry(None, absent="not known"), Entry(None, absent=""), Entry(None, absent=""), stands
    behind = cells_behind(one)
    return (
        Entry(one.what, sources(one.row, clock.column)),
        Entry(clock.last.day, behind),
        stated(one.row, clock.column, absent="not done"),
        Entry(days_used(one), behind, "open"),
        Entry(in_words(clock, found.view.as_of), behind, mark=MARKS[clock.standing]),
    )


def _no_clock(one: Timed) -> Entry:
    if one.is_without_month:
        text = "no clock runs: consent is withdrawn under Art. 7(3), which sets no month"
        return Entry(text, sources(one.row, "kind"))
    return Entry("withdrawn: no clock runs", sources(one.row, "outcome"))


def cells_behind(one: Timed) -> tuple[Source, ...]:
    """The cells from which the last day of a clock is counted, and the one that says when it was met."""
    columns = ("received_on", "extension_notified_on", "paused_on", "pause_reason", "resumed_on")
    used = tuple(column for column in columns if column in one.row.columns and one.row.has_cell(column))
    return sources(one.row, *used, one.clock.column) if isinstance(one.clock, Clock) else sources(one.row, *used)


def days_used(one: Timed) -> int | None:
    """The calendar days from receipt to the day it was done; None where either is not known."""
    received = readable(one.row, "received_on")
    done = one.clock.done_on if isinstance(one.clock, Clock) else None
    return (done - received).days if done and isinstance(received, date) else None


def in_words(clock: Clock, as_of: date) -> str:
    """Where a clock stands, in words, with the days by which it is late or still runs."""
    if clock.standing is Standing.IN_TIME:
        return "in time"
    if clock.standing is Standing.OPEN:
        return f"open, {days((clock.last.day - as_of).days)} left"
    late = days(((clock.done_on or as_of) - clock.last.day).days)
    return f"late by {late}" if clock.done_on else f"not done, late by {late}"


def days(number: int) -> str:
    """A number of days, in a figure: 1 day, 46 days."""
    return counted(number, "day")


def in_order(timed: Iterable[Timed]) -> list[Timed]:
    """Sorted by sheet and id."""
    return sorted(timed, key=lambda one: (one.row.about.position, one.row.identity))
