"""Personal data breaches: the hours to each notice against its clock, and the record that Art. 33(5) asks for."""

from collections.abc import Iterator
from datetime import UTC, datetime

from auditlib.errors import NotAssessable
from auditlib.render.fragments import in_words
from auditlib.reports.activity_facts import followed
from auditlib.reports.entries import named, source, sources, stated, words
from auditlib.reports.examined import MARKS, Examined, not_assessable, population, told
from auditlib.rulebook.conditions import known
from auditlib.rulebook.notifying import law_of_notice, notice_standing, notice_to_clients
from auditlib.rulebook.time_limits import Standing
from auditlib.schema.record import Record
from auditlib.scope import CONTROLLER_ROLES, PROCESSOR_ROLES, readable
from auditlib.sheets.actions import Action
from auditlib.sheets.breaches import Breach
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Layout, Row, Source, Table

_AUTHORITY, _PEOPLE, _CLIENTS = "authority", "people", "clients"
_Judged = tuple[Entry, Entry]
_STANDS = {
    Standing.IN_TIME: "in time",
    Standing.LATE: "late",
    Standing.OVERDUE: "not told, time has run out",
    Standing.OPEN: "not told, time still runs",
}


def notices(found: Examined) -> Table:
    """One row for each notice that a breach calls for: the hours it may take, those it took, and where it stands."""
    rows = tuple(row for breach in found.rows(Breach) for row in _notices(breach, found))
    fields = (
        Field("Id", width=10),
        Field("Notice to", width=16),
        Field("Known at", width=24),
        Field("Told at", width=24),
        Field("Hours taken", width=12),
        Field("Hours allowed", width=28),
        Field("Stands", width=30),
        Field("Findings", width=20),
    )
    note = population(found.case, Breach, "breach")
    counted = "Hours run by the clock from the moment the breach was known, nights and weekends included."
    return Table("Notices", "Hours to each notice of a breach", fields, rows, f"{counted} {note}" if rows else "", note)


def _notices(breach: Breach, found: Examined) -> Iterator[Row]:
    role = readable(breach, "role")
    if role in PROCESSOR_ROLES:
        clients = words(breach, "client_ids")
        whom = f"{_CLIENTS} ({clients})" if clients else _CLIENTS
        yield _row(breach, whom, "controller_notified_at", _to_clients(breach, found), found)
    elif role in CONTROLLER_ROLES:
        yield _row(breach, _AUTHORITY, "authority_notified_at", _to_authority(breach, found), found)
        yield _row(breach, _PEOPLE, "subjects_notified_at", _to_people(breach), found)
    else:
        lack = NotAssessable("the role of the organisation is not stated", breach.place_of("role"))
        yield _row(breach, "not known", "aware_at", (Entry(None, absent="not known"), not_assessable(lack)), found)


def _row(breach: Breach, whom: str, column: str, judged: _Judged, found: Examined) -> Row:
    allowed, stands = judged
    taken = told(lambda: _taken(breach, column))
    behind = sources(breach, "aware_at", column)
    entries = (
        Entry(breach.identity, sources(breach, "breach_id")),
        Entry(whom),
        stated(breach, "aware_at"),
        stated(breach, column, absent="not told") if column != "aware_at" else Entry(None, behind, "not known"),
        Entry(None if isinstance(taken, NotAssessable) else taken, behind, ""),
        allowed,
        stands,
        found.findings(breach),
    )
    return Row(f"{breach.identity} {whom}", entries)


def _taken(breach: Breach, column: str) -> float | None:
    """The hours from the moment a breach was known to a notice, to two places."""
    when: datetime | None = breach.value_of(column)
    if when is None or column == "aware_at":
        return None
    aware: datetime = known(breach, "aware_at")
    return round((when.astimezone(UTC) - aware.astimezone(UTC)).total_seconds() / 3600, 2)


def _to_authority(breach: Breach, found: Examined) -> _Judged:
    """Whether the authority was told in time: by the law of the breach, where a risk is stated."""
    behind = sources(breach, "regime", "risk_level", "authority_notified_at", "aware_at")
    law = told(lambda: law_of_notice(breach))
    if isinstance(law, NotAssessable):
        return Entry(None, behind, "not known"), not_assessable(law)
    if law.limit_unit != "hours" or law.limit_value is None:
        lack = NotAssessable(f"{law.citation} gives no number of hours", breach.place_of("regime"))
        return Entry(str(law), behind), not_assessable(lack)
    allowed = Entry(f"{law.value}, {law.citation}", behind)
    if readable(breach, "risk_level") == "unlikely":
        is_told = breach.has_cell("authority_notified_at")
        told_anyway = "told, though not called for" if is_told else "not called for"
        return allowed, Entry(f"{told_anyway}: risk stated as unlikely", behind)
    return allowed, _standing(told(lambda: _stands_to_authority(breach, law.value, found)), behind)


def _stands_to_authority(breach: Breach, hours: int, found: Examined) -> Standing:
    known(breach, "risk_level")
    return notice_standing(breach, breach.authority_notified_at, hours, found.view)


def _to_people(breach: Breach) -> _Judged:
    """Whether people at high risk were told; no number of hours is set for that."""
    behind = sources(breach, "risk_level", "subjects_notified_at", "subjects_not_notified_ground")
    if breach.is_unreadable("subjects_notified_at"):
        lack = NotAssessable("the moment cannot be read", breach.place_of("subjects_notified_at"))
        stands = not_assessable(lack)
    elif breach.has_cell("subjects_notified_at"):
        stands = Entry("told", behind, mark="passed")
    elif breach.has_cell("subjects_not_notified_ground"):
        stands = Entry("not told, and a ground is stated", behind, mark="info")
    else:
        stands = _untold_people(breach, behind)
    return Entry("no number stated", behind), stands


def _untold_people(breach: Breach, behind: tuple[Source, ...]) -> Entry:
    risk = told(lambda: str(known(breach, "risk_level")))
    if isinstance(risk, NotAssessable):
        return not_assessable(risk)
    if risk == "high_risk":
        return Entry("not told, and no ground is stated", behind, mark="critical")
    return Entry("not called for: no high risk stated", behind)


def _to_clients(breach: Breach, found: Examined) -> _Judged:
    """Whether the clients were told within the hours agreed with them."""
    behind = sources(breach, "aware_at", "controller_notified_at", "client_ids")
    notice = told(lambda: notice_to_clients(breach, found.view))
    if isinstance(notice, NotAssessable):
        return Entry(None, behind, "not known"), not_assessable(notice)
    stands, agreed = notice
    names = ", ".join(contract.identity for contract in agreed.contracts)
    where = f"agreed in {names}" if names else "house limit, for a client whose contracts state none"
    cells = (*behind, *(source(contract, "breach_notice_hours") for contract in agreed.contracts))
    return Entry(f"{agreed.hours}, {where}", cells), _standing(stands, cells)


def _standing(stands: Standing | NotAssessable, behind: tuple[Source, ...]) -> Entry:
    if isinstance(stands, NotAssessable):
        return not_assessable(stands)
    return Entry(_STANDS[stands], behind, mark=MARKS[stands])


def record(found: Examined) -> Table:
    """Each breach as the law asks to document it: facts, effects, remedy, risk, and the action on its cause."""
    rows = tuple(_record(breach, found) for breach in found.rows(Breach))
    fields = (
        Field("Kind, law and role", width=34),
        Field("Began, first sign, known", "GDPR 33(5)", 40),
        Field("What it hit", "GDPR 33(5)", 40),
        Field("Facts", "GDPR 33(5)", 50),
        Field("Effects", "GDPR 33(5)", 50),
        Field("Remedial action", "GDPR 33(5)", 50),
        Field("People affected", "GDPR 33(3)(a)", 12),
        Field("Risk to people", "GDPR 33(1); GDPR 34(1)", 40),
        Field("Reasons for a late notice", "GDPR 33(1)", 40),
        Field("Ground for not telling people", "GDPR 34(3)", 30),
        Field("Items in the notice", "GDPR 33(3)", 40),
        Field("Action on the cause", "GDPR 32(1)(d)", 44),
        Field("Findings", width=20),
    )
    note = population(found.case, Breach, "breach")
    return Table("Breaches", "The record of breaches", fields, rows, note if rows else "", note, Layout.BLOCKS)


def _record(breach: Breach, found: Examined) -> Row:
    entries = (
        _joined(breach, "kinds", "regime", "role"),
        _moments(breach),
        _hit(breach, found),
        stated(breach, "facts"),
        stated(breach, "effects"),
        stated(breach, "remedial_action"),
        stated(breach, "people_count"),
        _joined(breach, "risk_level", "risk_reason"),
        stated(breach, "delay_reason", absent="none stated"),
        stated(breach, "subjects_not_notified_ground", absent="none stated"),
        _joined(breach, "notice_items", "follow_up_sent_at"),
        _action(breach, found),
        found.findings(breach),
    )
    status = words(breach, "status") or "status not stated"
    return Row(breach.identity, entries, breach.identity, breach.identity, status)


def _joined(breach: Breach, *columns: str) -> Entry:
    texts = tuple(text for column in columns if (text := words(breach, column)))
    return Entry(" · ".join(texts) or None, sources(breach, *columns))


def _moments(breach: Breach) -> Entry:
    columns = {"occurred_at": "began", "detected_at": "first sign", "aware_at": "known"}
    shown = ((what, stated(breach, column)) for column, what in columns.items())
    texts = tuple(f"{what} {in_words(entry.value) or entry.absent}" for what, entry in shown)
    return Entry(texts, sources(breach, *columns))


def _hit(breach: Breach, found: Examined) -> Entry:
    kinds: tuple[tuple[type[Record], str], ...] = (
        (ProcessingActivity, "activity_ids"), (Dataset, "dataset_ids"), (Client, "client_ids"),
    )  # fmt: skip
    texts, behind = [], [source(breach, "vendor_id")]
    for kind, column in kinds:
        rows, others = followed(found.case, kind, breach, column)
        texts += [*(f"{row.identity} {named(row)}" for row in rows), *others]
        behind.append(source(breach, column))
    vendor_id = words(breach, "vendor_id")
    vendor = found.case.register.get(Vendor, vendor_id)
    texts += [f"at {vendor_id} {named(vendor) if vendor else ''}".rstrip()] if vendor_id else []
    return Entry(tuple(texts) or None, tuple(behind))


def _action(breach: Breach, found: Examined) -> Entry:
    identity = words(breach, "root_cause_action_id")
    action = found.case.register.get(Action, identity)
    behind = sources(breach, "root_cause_action_id")
    if action is None:
        return Entry(f"{identity} (no such row)" if identity else None, behind, "none stated")
    closed, status = words(action, "closed_on"), words(action, "status").lower() or "status not stated"
    state = f"closed {closed}" if closed else f"{status}, due {words(action, 'due_on') or 'on no stated day'}"
    what = words(action, "description") or "not described"
    columns = ("description", "status", "due_on", "closed_on", "owner")
    value = (f"{identity}: {what}", state, words(action, "owner") or "no owner stated")
    return Entry(value, (*behind, *sources(action, *columns)))
