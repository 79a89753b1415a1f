"""Complaints: the acknowledgement against its clock where there is one, and how long the answer took."""

from datetime import date

from auditlib.errors import NotAssessable
from auditlib.reports.entries import sources, stated, words
from auditlib.reports.examined import MARKS, Examined, not_assessable, population
from auditlib.reports.rights_and_incidents.clocks import Timed, in_words, timed_complaints
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.sheets.complaints import Complaint
from auditlib.tables import Entry, Field, Row, Table

_NO_NUMBER = "The reference dates give no number of days for the answer to a complaint."


def complaints(found: Examined) -> Table:
    """Each complaint: its acknowledgement against the clock where there is one, and how long the answer took."""
    rows = tuple(_complaint(one, found) for one in timed_complaints(found))
    fields = (
        Field("Id", width=10),
        Field("About, and law", width=44),
        Field("Received", width=16),
        Field("Acknowledged", width=16),
        Field("In time", width=30),
        Field("Answered", width=16),
        Field("Days to answer", width=12),
        Field("Result", width=16),
        Field("Findings", width=20),
    )
    note = population(found.case, Complaint, "complaint")
    told_so = f"{_NO_NUMBER} {note}" if rows else ""
    return Table("Complaints", "Each complaint against its clock", fields, rows, told_so, note)


def _complaint(one: Timed, found: Examined) -> Row:
    row = one.row
    columns = ("subject_matter", "request_id", "regime")
    about = [text for text in (words(row, column) for column in columns) if text]
    entries = (
        Entry(row.identity, sources(row, "complaint_id")),
        Entry(tuple(about) or None, sources(row, "subject_matter", "request_id", "regime")),
        stated(row, "received_on"),
        stated(row, "acknowledged_on"),
        _acknowledgement(one, found),
        stated(row, "answered_on", absent="not answered, as far as stated"),
        _days_to_answer(row),
        stated(row, "outcome"),
        found.findings(row),
    )
    return Row(row.identity, entries)


def _acknowledgement(one: Timed, found: Examined) -> Entry:
    clock, behind = one.clock, sources(one.row, "received_on", "acknowledged_on")
    if isinstance(clock, NotAssessable):
        return not_assessable(clock)
    if clock is None:
        return Entry("no number of days applies", behind)
    return Entry(in_words(clock, found.view.as_of), behind, mark=MARKS[clock.standing])


def _days_to_answer(row: Record) -> Entry:
    received, answered = readable(row, "received_on"), readable(row, "answered_on")
    behind = sources(row, "received_on", "answered_on")
    if isinstance(received, date) and isinstance(answered, date):
        return Entry((answered - received).days, behind)
    return Entry(None, behind, "not known" if row.has_cell("answered_on") else "open")
