"""Vendors: role, services, personal data, contracts, countries and sub-processors, with what is not stated."""

from datetime import date

from auditlib.case import Case
from auditlib.reports.entries import named, source, sources, stated, words
from auditlib.reports.examined import Examined
from auditlib.reports.vendors_and_transfers.chains import engaged_by
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import is_current, readable
from auditlib.sheets.contracts import Contract
from auditlib.sheets.subprocessors import SubProcessor
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Row, Table
from auditlib.wording import day_in_words

_CONTRACT_COLUMNS = ("kind", "signed_on", "ends_on")


def vendors(found: Examined) -> Table:
    """One row for each vendor, those in use first; what is not stated is said."""
    as_of = found.case.as_of
    fields = (
        Field("Vendor", cite="GDPR 30(1)(d)", width=28),
        Field("Role", cite="GDPR 28", width=18),
        Field("Services", width=26),
        Field("Personal data", width=14),
        Field("Contracts", cite="GDPR 28(3)", width=44),
        Field("Countries", cite="GDPR 44", width=24),
        Field("Its sub-processors", cite="GDPR 28(4)", width=34),
        Field("Findings", width=26),
    )
    ordered = sorted(found.rows(Vendor), key=lambda row: not is_current(row, as_of))
    rows = tuple(_vendor(found, row) for row in ordered)
    title = f"Vendors and other recipients on {day_in_words(as_of)}"
    return Table("Vendors", title, fields, rows, empty="The register states no vendor.")


def _vendor(found: Examined, vendor: Record) -> Row:
    case = found.case
    entries = (
        _name(case, vendor),
        _role(vendor),
        stated(vendor, "services"),
        stated(vendor, "processes_personal_data"),
        _contracts(case, vendor),
        _countries(vendor),
        _subprocessors(case, vendor),
        found.findings(vendor),
    )
    return Row(vendor.identity, entries)


def _name(case: Case, vendor: Record) -> Entry:
    parts = [f"{named(vendor)} ({vendor.identity})"]
    if not is_current(vendor, case.as_of):
        ended = words(vendor, "ended_on")
        parts.append(f"ended on {ended}" if ended else words(vendor, "status").lower() or "not in use that day")
    return Entry(tuple(parts), sources(vendor, "name", "status", "ended_on"))


def _role(vendor: Record) -> Entry:
    own, theirs = words(vendor, "role"), words(vendor, "terms_role")
    differs = theirs and theirs != own
    texts = (own or "not stated", f"its own terms: {theirs.lower()}") if differs else (own,)
    return Entry(tuple(filter(None, texts)) or None, sources(vendor, "role", *(("terms_role",) if differs else ())))


def _contracts(case: Case, vendor: Record) -> Entry:
    if not case.register.has(Contract):
        return Entry(None, absent="the contracts sheet was not supplied")
    rows = case.register.pointing_at(vendor, "contracts.vendor_id")
    behind = tuple(item for row in rows for item in (source(row, row.key), *sources(row, *_CONTRACT_COLUMNS)))
    if rows:
        return Entry(tuple(_contract(case, row) for row in rows), behind)
    is_without_data = readable(vendor, "processes_personal_data") is Answer.NO
    absent = "none; stated to receive no personal data" if is_without_data else "no contract in the register"
    return Entry(None, sources(vendor, "processes_personal_data"), absent)


def _contract(case: Case, row: Record) -> str:
    kind, signed, ends_on = words(row, "kind") or "kind not stated", words(row, "signed_on"), readable(row, "ends_on")
    said = [f"{row.identity}: {kind} of {signed}" if signed else f"{row.identity}: {kind}, day of signature not stated"]
    if row.is_unreadable("ends_on"):
        said.append("end cannot be read")
    elif isinstance(ends_on, date):
        said.append(f"{'ended' if ends_on < case.as_of else 'ends'} {day_in_words(ends_on)}")
    else:
        said.append("states no end")
    return ", ".join(said)


def _countries(vendor: Record) -> Entry:
    if vendor.has_cell("processing_countries"):
        return stated(vendor, "processing_countries")
    home = words(vendor, "country")
    text = f"not stated; the company is in {home}" if home else None
    return Entry(text, sources(vendor, "processing_countries", "country"))


def _subprocessors(case: Case, vendor: Record) -> Entry:
    if not case.register.has(SubProcessor):
        return Entry(None, absent="the sub-processors sheet was not supplied")
    rows = engaged_by(case, vendor)
    texts = tuple(f"{named(row)}, {words(row, 'countries') or 'country not stated'}" for row in rows)
    behind = tuple(item for row in rows for item in sources(row, "name", "countries"))
    return Entry(texts or None, behind, "none stated")
