"""Rights requests, each against its clock: the last day, the day of the answer, and whether that was in time."""

from auditlib.reports.entries import sources, stated, words
from auditlib.reports.examined import Examined, population
from auditlib.reports.rights_and_incidents.clocks import Timed, clock_entries, timed_confirmations, timed_requests
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.tables import Entry, Field, Row, Table


def requests(found: Examined) -> Table:
    """One row for each clock of each request."""
    confirmations = {one.row.identity: one for one in timed_confirmations(found)}
    rows = []
    for one in timed_requests(found):
        rows.append(_request(one, found))
        if one.row.identity in confirmations:
            rows.append(_request(confirmations[one.row.identity], found))
    fields = (
        Field("Id", width=10),
        Field("Right, and what its clock waits for", width=44),
        Field("Received", width=16),
        Field("Last day", width=16),
        Field("Done on", width=16),
        Field("Days used", width=10),
        Field("Stands", width=34),
        Field("Findings", width=20),
    )
    note = population(found.case, RightsRequest, "rights request")
    return Table("Requests", "Each request against its clock", fields, tuple(rows), note if rows else "", note)


def _request(one: Timed, found: Examined) -> Row:
    row = one.row
    what, *clock = clock_entries(one, found)
    entries = (
        Entry(row.identity, sources(row, "request_id")),
        Entry((words(row, "kind") or "kind not stated", str(what.value)), (*sources(row, "kind"), *what.sources)),
        stated(row, "received_on"),
        *clock,
        found.findings(row),
    )
    return Row(f"{row.identity} {one.what}", entries)
