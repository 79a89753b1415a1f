"""The clocks that were missed, one by one, and how the last day of every clock is counted."""

from auditlib.reference.deadlines import Deadline
from auditlib.reference.legal_dates import NOT_CHECKED
from auditlib.reports.entries import sources, stated, words
from auditlib.reports.examined import Examined, id_in_words
from auditlib.reports.rights_and_incidents.clocks import (
    Timed,
    cells_behind,
    clock_entries,
    in_order,
    timed_complaints,
    timed_confirmations,
    timed_requests,
)
from auditlib.rulebook.answering import (
    Clock,
)
from auditlib.rulebook.time_limits import Standing
from auditlib.schema.record import Record
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.tables import Entry, Field, Layout, Row, Table
from auditlib.wording import day_in_words


def late(found: Examined) -> Table:
    """Every clock that was missed, one by one, with what the rules say about the row and what to do."""
    timed = (*timed_requests(found), *timed_confirmations(found), *timed_complaints(found))
    missed = [one for one in timed if one.standing in (Standing.LATE, Standing.OVERDUE)]
    rows = tuple(_late(one, found) for one in in_order(missed))
    fields = (
        Field("What came late", width=24),
        Field("Received", width=16),
        Field("Last day", width=16),
        Field("Done on", width=16),
        Field("Days used", width=10),
        Field("Late", width=24),
        Field("What the rules say", width=60),
        Field("What to do", width=44),
    )
    empty = "No request or complaint in the register missed a clock that could be read."
    if not (found.case.register.has(RightsRequest) or found.case.register.has(Complaint)):
        empty = "Neither requests nor complaints were supplied, so nothing is known of late ones."
    return Table("Late", "Late, one by one", fields, rows, empty=empty, layout=Layout.BLOCKS)


def _late(one: Timed, found: Examined) -> Row:
    what, *clock = clock_entries(one, found)
    about = found.findings_about(one.row)
    said = tuple(f"{id_in_words(finding)}: {finding.message}" for finding in about)
    fixes = tuple(dict.fromkeys(finding.remedy for finding in about))
    entries = (
        what,
        stated(one.row, "received_on"),
        *clock,
        Entry(said or None, what.sources, "no finding"),
        Entry(fixes or None, absent="nothing stated"),
    )
    key = f"{one.row.identity} {one.what}"
    return Row(key, entries, key, f"{one.row.identity}, {one.what}", words(one.row, "regime"))


def counted(found: Examined) -> Table:
    """How the last day of each clock is counted, step by step, and when the answer was due by it."""
    timed = (*timed_requests(found), *timed_confirmations(found), *timed_complaints(found))
    rows = tuple(_counted(one, one.clock.last) for one in in_order(timed) if isinstance(one.clock, Clock))
    fields = (
        Field("Item", width=10),
        Field("Law and role", width=34),
        Field("Clock", width=40),
        Field("How the last day is counted", width=80),
    )
    empty = "No clock runs that could be read."
    return Table("Counting", "How each last day is counted", fields, rows, empty=empty)


def _counted(one: Timed, last: Deadline) -> Row:
    behind = cells_behind(one)
    entries = (
        Entry(one.row.identity, sources(one.row, one.row.key)),
        _law_and_role(one.row),
        Entry(f"{one.what}, by {day_in_words(last.day)}", behind),
        Entry(_steps(one, last), behind),
    )
    return Row(f"{one.row.identity} {one.what}", entries)


def _law_and_role(row: Record) -> Entry:
    law = words(row, "regime") or "law not stated"
    if "role" not in row.columns:
        return Entry(law, sources(row, "regime"))
    role, client = words(row, "role") or "role not stated", words(row, "client_id")
    text = f"{law}; {role[0].lower()}{role[1:]}"
    return Entry(f"{text} for {client}" if client else text, sources(row, "regime", "role", "client_id"))


def _steps(one: Timed, last: Deadline) -> tuple[str, ...]:
    """How the last day is counted; the day on which an extension was told, and a fact yet to be checked, beside it."""
    extended = words(one.row, "extension_notified_on") if "extension_notified_on" in one.row.columns else ""
    told_on = (f"extension told on {extended}",) if extended else ()
    not_checked = (NOT_CHECKED,) if last.is_from_memory else ()
    return (str(last), *told_on, *not_checked)
