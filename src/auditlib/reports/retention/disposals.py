"""Data that had to go: client datasets after their delivery, and every disposal against the day it was due."""

from datetime import date

from auditlib.errors import NotAssessable
from auditlib.reference.vocabularies import vocabulary
from auditlib.reports.entries import named, source, sources, stated, words
from auditlib.reports.examined import MARKS, Examined, not_assessable, population, told
from auditlib.reports.retention.schedule import days_between, past_due
from auditlib.rulebook.disposing import disposal_due, disposal_standing, objects_left
from auditlib.rulebook.keeping import end_after_delivery, last_day_judged
from auditlib.rulebook.time_limits import Standing
from auditlib.schema.record import Record
from auditlib.scope import listed, readable
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.disposals import Disposal
from auditlib.sheets.retention import Retention
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Row, Table
from auditlib.wording import amount_in_words, day_in_words

_DATA: tuple[tuple[str, type[Record]], ...] = (
    ("dataset_id", Dataset), ("retention_id", Retention), ("vendor_id", Vendor), ("request_id", RightsRequest),
)  # fmt: skip


def datasets(found: Examined) -> Table:
    """The client datasets against the days that their client allows after delivery."""
    rows = tuple(_dataset(row, found) for row in found.rows(Dataset))
    fields = (
        Field("Id", width=10),
        Field("Name and client", width=40),
        Field("Delivered", width=18),
        Field("Days agreed", width=12),
        Field("Last day", width=18),
        Field("Status", width=20),
        Field(f"On {day_in_words(last_day_judged(found.view))}", width=40),
        Field("Findings", width=20),
    )
    note = f"The days after delivery are counted here; no rule tests them. {population(found.case, Dataset, 'dataset')}"
    empty = population(found.case, Dataset, "dataset")
    return Table("Datasets", "Client datasets after delivery", fields, rows, note if rows else "", empty)


def _dataset(row: Dataset, found: Examined) -> Row:
    client = found.case.register.get(Client, str(readable(row, "client_id") or ""))
    end = told(lambda: end_after_delivery(row, found.view)[0])
    agreed = sources(client, "retention_after_delivery_days") if client else ()
    behind = (*sources(row, "delivered_on", "status", "deleted_on"), *agreed)
    stands, mark = _dataset_stands(row, end, found)
    entries = (
        Entry(row.identity, sources(row, "dataset_id")),
        _name_and_client(row, client),
        stated(row, "delivered_on", absent="not delivered, as far as stated"),
        stated(client, "retention_after_delivery_days", absent="none stated")
        if client
        else Entry(None, absent="no such client"),
        Entry(None, behind, "not known") if isinstance(end, NotAssessable) else Entry(end, behind),
        _status(row),
        Entry(stands, behind, mark=mark),
        found.findings(row),
    )
    return Row(row.identity, entries)


def _name_and_client(row: Dataset, client: Client | None) -> Entry:
    names = (named(row), named(client) if client else words(row, "client_id") or "no client stated")
    return Entry(names, sources(row, "name", "client_id"))


def _status(row: Dataset) -> Entry:
    status, gone = words(row, "status"), words(row, "deleted_on")
    text = f"{status or 'Status not stated'}, {gone}" if gone else status
    return Entry(text or None, sources(row, "status", "deleted_on"))


def _dataset_stands(row: Dataset, end: date | NotAssessable, found: Examined) -> tuple[str, str]:
    """Where a dataset stands against its last day, in words, with a sign."""
    if isinstance(end, NotAssessable):
        is_waiting = not row.has_cell("delivered_on")
        return ("the days do not run yet", "") if is_waiting else (f"not assessable: {end.reason}", "unknown")
    gone = readable(row, "deleted_on")
    if isinstance(gone, date):
        return (f"gone {days_between(end, gone, 'late by')}", "critical") if gone > end else ("gone in time", "passed")
    if readable(row, "status") != "held":
        return "states no day on which it went", "unknown"
    day = last_day_judged(found.view)
    if day <= end:
        return f"due {days_between(day, end, 'in')}", "passed"
    return past_due(row, days_between(end, day, "by"), found)


def disposals(found: Examined) -> Table:
    """Every disposal: why, what, when it was due, what became of it, and what shows that; clients' requests first."""
    order = list(vocabulary("disposal_reason"))
    rows = sorted(found.rows(Disposal), key=lambda row: _rank(row, order))
    fields = (
        Field("Id", width=10),
        Field("Why and what", width=44),
        Field("Due on", width=16),
        Field("Outcome", width=26),
        Field("In time", width=34),
        Field("Proof", width=34),
        Field("Storage inventory made later", width=40),
        Field("Findings", width=20),
    )
    note = population(found.case, Disposal, "disposal")
    made = tuple(_disposal(row, found) for row in rows)
    return Table("Disposals", "Disposals: clients' requests and others", fields, made, note if made else "", note)


def _rank(row: Disposal, order: list[str]) -> int:
    reason = readable(row, "reason")
    return order.index(str(reason)) if reason in order else len(order)


def _disposal(row: Disposal, found: Examined) -> Row:
    due = told(lambda: disposal_due(row, found.view))
    entries = (
        Entry(row.identity, sources(row, "disposal_id")),
        _why_and_what(row, found),
        Entry(None if isinstance(due, NotAssessable) else due, sources(row, "due_on", "requested_on"), "not known"),
        _outcome(row),
        _in_time(row, due, found),
        _proof(row),
        _inventory(row, found),
        found.findings(row),
    )
    return Row(row.identity, entries)


def _why_and_what(row: Disposal, found: Examined) -> Entry:
    named_rows = [
        (identity, found.case.register.get(kind, identity))
        for column, kind in _DATA
        if (identity := str(readable(row, column) or ""))
    ]
    texts = tuple(
        identity if record is None or named(record) == identity else f"{identity} {named(record)}"
        for identity, record in named_rows
    )
    reason, asked = words(row, "reason") or "Reason not stated", words(row, "requested_on")
    behind = tuple(source(row, column) for column, _ in _DATA if row.has_cell(column))
    why = f"{reason}, {asked}" if asked else reason
    return Entry((why, *(texts or ("states no data",))), (*sources(row, "reason", "requested_on"), *behind))


def _outcome(row: Disposal) -> Entry:
    done = words(row, "completed_on")
    texts = [f"{words(row, 'outcome')} on {done}" if done else words(row, "outcome")]
    texts += [words(row, column) for column in ("method", "refusal_ground", "refusal_law_reference")]
    columns = ("outcome", "completed_on", "method", "refusal_ground", "refusal_law_reference")
    return Entry(tuple(text for text in texts if text) or None, sources(row, *columns))


def _in_time(row: Disposal, due: date | NotAssessable, found: Examined) -> Entry:
    behind = sources(row, "completed_on", "due_on")
    if readable(row, "outcome") == "refused":
        return Entry("refused", behind)
    if isinstance(due, NotAssessable):
        return Entry(f"not assessable: {due.reason}", behind, mark="unknown")
    stands = told(lambda: disposal_standing(row, due, found.view))
    if isinstance(stands, NotAssessable):
        return not_assessable(stands)
    ended = row.completed_on or found.view.as_of
    text = {
        Standing.IN_TIME: "in time",
        Standing.OPEN: "open" if due <= ended else f"open, due {days_between(found.view.as_of, due, 'in')}",
        Standing.LATE: f"late {days_between(due, ended, 'by')}" if ended > due else "late",
        Standing.OVERDUE: f"not finished, late {days_between(due, ended, 'by')}" if ended > due else "late",
    }[stands]
    return Entry(text, behind, mark=MARKS[stands])


def _proof(row: Disposal) -> Entry:
    certificate, backups = words(row, "certificate_ref"), words(row, "backups_expire_on")
    value = (
        f"certificate {certificate}" if certificate else "states no certificate",
        f"last backup goes {backups}" if backups else "states no end of backups",
    )
    return Entry(value, sources(row, "certificate_ref", "backups_expire_on"))


def _inventory(row: Disposal, found: Examined) -> Entry:
    """What the last inventory made after a disposal lists under the paths of its dataset."""
    dataset = found.case.register.get(Dataset, str(readable(row, "dataset_id") or ""))
    done = readable(row, "completed_on")
    if dataset is None or not isinstance(done, date):
        return Entry(None, sources(row, "dataset_id", "completed_on"), "no finished disposal of a dataset")
    behind = (*sources(row, "completed_on"), source(dataset, "storage_paths"))
    paths = listed(dataset, "storage_paths")
    if not paths:
        return Entry(None, behind, "not tested: the dataset states no storage path")
    listed_there = [_listed(path, done, found) for path in paths]
    if len(paths) == 1:
        ((text, mark),) = listed_there
        return Entry(text, behind, mark=mark)
    marks = {mark for _, mark in listed_there}
    worst = next(mark for mark in ("critical", "unknown", "passed") if mark in marks)
    texts = tuple(f"{path}: {text}" for path, (text, _) in zip(paths, listed_there, strict=True))
    return Entry(texts, behind, mark=worst)


def _listed(path: str, done: date, found: Examined) -> tuple[str, str]:
    """What a later inventory lists under one path, in words, with a sign."""
    left = told(lambda: objects_left(path, done, found.view))
    if isinstance(left, NotAssessable):
        return f"not tested: {left.reason}", "unknown"
    count, listed_on = left
    text = f"{amount_in_words(count, 'objects')} listed on {day_in_words(listed_on)}"
    return text, "critical" if count else "passed"
