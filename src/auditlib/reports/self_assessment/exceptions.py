"""What management accepts for a time, and what it no longer accepts: lapsed exceptions, loudly, with the reason."""

from auditlib.audit import Audit
from auditlib.findings import Acceptance, Finding
from auditlib.prior.standing import Accepted, Lapsed
from auditlib.reports.entries import stated
from auditlib.sheets.exceptions import AcceptedException
from auditlib.tables import Entry, Field, Row, Table

_HEAD = (
    Field("Exception", width=12),
    Field("Finding", width=20),
    Field("What the register shows", width=50),
)


def accepted(audit: Audit) -> Table:
    """Each finding that is accepted today: by whom, since when, until when, and why."""
    rows = tuple(
        Row(
            f"{one.exception.identity} {one.finding.finding_id}",
            (*_head(one.exception.identity, one.finding), *_decision(one.exception)),
        )
        for one in audit.acceptances
        if isinstance(one, Accepted)
    )
    fields = (
        *_HEAD,
        Field("Approved by", width=20),
        Field("On", width=14),
        Field("Last day", width=14),
        Field("Why", width=40),
        Field("Meanwhile", width=40),
    )
    note = "An accepted finding stays open and in every count." if rows else ""
    return Table("Accepted", "Accepted exceptions", fields, rows, note, empty="No finding is accepted today.")


def _head(exception_id: str, finding: Finding) -> tuple[Entry, ...]:
    return Entry(exception_id), Entry(finding.finding_id, mark=finding.severity.value), Entry(finding.message)


def _decision(row: AcceptedException) -> tuple[Entry, ...]:
    columns = ("approved_by", "approved_on", "expires_on", "reason", "compensating_measure")
    return tuple(stated(row, column) for column in columns)


def lapsed(audit: Audit) -> Table:
    """Each finding that is not, or no longer, accepted although an exception names or named it; and why."""
    known = {one.exception.identity: one.exception for one in audit.acceptances if isinstance(one, Lapsed)}
    pairs = [(finding, one) for finding in audit.findings for one in finding.acceptances if one.lapsed]
    rows = tuple(
        Row(f"{one.exception_id} {finding.finding_id}", _lapsed(finding, one, known.get(one.exception_id)))
        for finding, one in pairs
    )
    fields = (
        Field("Exception", width=12),
        Field("Why it does not hold", width=44),
        *_HEAD[1:],
        Field("Held in", width=18),
        Field("Approved by", width=20),
        Field("Last day", width=14),
    )
    title = f"Exceptions that do not hold: {len(rows)}" if rows else "Exceptions that do not hold"
    note = "These findings are open like any other: mend them, or decide again." if rows else ""
    return Table("Lapsed", title, fields, rows, note, empty="No exception has lapsed.")


def _lapsed(finding: Finding, one: Acceptance, row: AcceptedException | None) -> tuple[Entry, ...]:
    identity, *head = _head(one.exception_id, finding)
    held = Entry(" and ".join(one.accepted_in) or None, absent="never")
    gone = Entry(None, absent="no row any more")
    by, until = (stated(row, "approved_by"), stated(row, "expires_on")) if row else (gone, gone)
    return identity, Entry(one.lapsed, mark="failed"), *head, held, by, until


def idle(audit: Audit) -> Table:
    """The rows of the exceptions sheet that name no finding of this report."""
    naming = {one.exception.identity for one in audit.acceptances}
    found = [row for row in audit.case.register.all(AcceptedException) if row.identity not in naming]
    columns = ("rule_id", "record_id", "reason", "expires_on")
    rows = tuple(Row(row.identity, (Entry(row.identity), *(stated(row, each) for each in columns))) for row in found)
    fields = tuple(map(Field, ("Exception", "Rule", "Record", "Why it was accepted", "Last day")))
    empty = "Every exception names a finding of this report."
    title = "Exceptions that name no finding of this report"
    return Table("Exceptions naming no finding", title, fields, rows, empty=empty)
