"""Who stands behind vendors: certificates, and for each client the sub-processors that its data pass through."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from auditlib.case import Case
from auditlib.reports.entries import named, source, sources, stated, words
from auditlib.reports.examined import Examined
from auditlib.schema.record import Record
from auditlib.scope import is_current, listed, readable
from auditlib.sheets.certifications import Certification
from auditlib.sheets.clients import Client
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.subprocessors import SubProcessor
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Row, Table
from auditlib.wording import day_in_words

_Chain = tuple[SubProcessor, ...]


def certificates(found: Examined) -> Table:
    """One row for each certificate, report or listing, with its last day and when it was looked at."""
    fields = (
        Field("Certificate", width=12),
        Field("Held by", width=30),
        Field("Kind", width=30),
        Field("Status when looked at", width=20),
        Field("Last day", width=16),
        Field(f"On {day_in_words(found.case.as_of)}", width=26),
        Field("Findings", width=26),
    )
    rows = sorted(found.rows(Certification), key=lambda row: (_last_day(row) or date.max, row.identity))
    entries = tuple(_certificate(found, row) for row in rows)
    title = "Certificates, reports and listings, by their last day"
    return Table("Certificates", title, fields, entries, empty="The register states no certificate.")


def chains(found: Examined) -> Table:
    """One row for each client and each sub-processor that its data may reach, through whom, and when it was told."""
    case, engaged = found.case, _engaged_for(found)
    fields = (
        Field("Client", width=24),
        Field("Sub-processor", cite="GDPR 28(2), 28(4)", width=30),
        Field("Engaged through", width=34),
        Field("Service", width=22),
        Field("Countries", width=20),
        Field("Told, authorised, used", width=34),
        Field("Findings", width=26),
    )
    rows = tuple(
        _link(found, client, chain)
        for client in found.rows(Client)
        if is_current(client, case.as_of)
        for row in engaged.get(client.identity, ())
        for chain in _following(case, (row,))
    )
    note = (
        "A sub-processor without named clients counts for every client. Further links are those that a vendor in the"
        " chain is stated to engage, for whichever client."
    )
    title = f"Sub-processors of each client on {day_in_words(case.as_of)}"
    return Table(
        "Chains", title, fields, rows, note if rows else "", "The register states no sub-processor of a client."
    )


def engaged_by(case: Case, vendor: Record) -> tuple[SubProcessor, ...]:
    """The sub-processors in use that a vendor engages."""
    rows = case.register.pointing_at(vendor, "subprocessors.engaged_by_vendor_id")
    return tuple(row for row in rows if isinstance(row, SubProcessor) and is_current(row, case.as_of))


def _last_day(row: Record) -> date | None:
    day = readable(row, "expires_on")
    return day if isinstance(day, date) else None


def _certificate(found: Examined, row: Record) -> Row:
    entries = (
        Entry(row.identity, (source(row, row.key),)),
        _holder(found.case, row),
        stated(row, "kind"),
        _status(row),
        stated(row, "expires_on"),
        _standing(found.case, row),
        found.findings(row),
    )
    return Row(row.identity, entries)


def _holder(case: Case, row: Record) -> Entry:
    for column, kind in (("vendor_id", Vendor), ("entity_id", Organisation)):
        if row.has_cell(column):
            held: Record | None = case.register.get(kind, words(row, column))
            return Entry(named(held) if held else f"{words(row, column)} (no such row)", (source(row, column),))
    return Entry(words(row, "listed_name") or None, sources(row, "vendor_id", "entity_id", "listed_name"))


def _status(row: Record) -> Entry:
    looked_at = words(row, "checked_on")
    told = f"looked at on {looked_at}" if looked_at else "day it was looked at not stated"
    return Entry((words(row, "status") or "not stated", told), sources(row, "status", "checked_on"))


def _standing(case: Case, row: Record) -> Entry:
    last = _last_day(row)
    if last is None:
        return Entry(None, sources(row, "expires_on"), "no last day stated that can be read")
    left = (last - case.as_of).days
    return Entry(f"{left} days left" if left >= 0 else f"ran out {-left} days before", sources(row, "expires_on"))


def _engaged_for(found: Examined) -> Mapping[str, Sequence[SubProcessor]]:
    """The sub-processors in use that the organisation itself engages, by the id of each client whose data they get."""
    register, engaged = found.case.register, defaultdict(list)
    every_client = [client.identity for client in register.all(Client)]
    for row in register.all(SubProcessor):
        if not row.has_cell("engaged_by_vendor_id") and is_current(row, found.case.as_of):
            for client_id in dict.fromkeys(listed(row, "client_ids") or every_client):
                engaged[client_id].append(row)
    return engaged


def _following(case: Case, chain: _Chain) -> Iterator[_Chain]:
    yield chain
    vendor = case.register.get(Vendor, str(readable(chain[-1], "vendor_id") or ""))
    # A vendor that engages itself in a circle is followed once.
    seen = {row.identity for row in chain}
    for row in engaged_by(case, vendor) if vendor else ():
        if row.identity not in seen:
            yield from _following(case, (*chain, row))


def _days(row: Record, told: str) -> Entry:
    """When a sub-processor was announced and began; those of a vendor are announced to the organisation, not on."""
    columns = ((told, "notified_on"), ("authorised", "authorised_on"), ("used since", "started_on"))
    texts = tuple(f"{said} {words(row, column)}" for said, column in columns if row.has_cell(column))
    return Entry(texts or None, sources(row, *(column for _, column in columns)))


def _link(found: Examined, client: Record, chain: Sequence[SubProcessor]) -> Row:
    last = chain[-1]
    through = tuple(named(row) for row in chain[:-1])
    entries = (
        Entry(f"{named(client)} ({client.identity})", (source(client, client.key), source(last, "client_ids"))),
        Entry(f"{named(last)} ({last.identity})", sources(last, "name", "engaged_by_vendor_id")),
        Entry(" › ".join(through) or "the organisation itself", tuple(source(row, "vendor_id") for row in chain)),
        stated(last, "service"),
        stated(last, "countries"),
        _days(last, "organisation told" if through else "client told"),
        found.findings(last),
    )
    key = f"{client.identity} {' '.join(row.identity for row in chain)}"
    return Row(key, entries)
