"""Each transfer with what it rests on that day, and what is left where a framework falls."""

from datetime import date

from auditlib.case import Case
from auditlib.reports.activity_facts import importer_in_words, importer_of
from auditlib.reports.entries import source, sources, words
from auditlib.reports.examined import Examined
from auditlib.reports.vendors_and_transfers.grounds import Ground, ground_of, law_in_words
from auditlib.schema.record import Record
from auditlib.scope import is_current, readable
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.transfers import Transfer
from auditlib.tables import Entry, Field, Row, Table
from auditlib.wording import day_in_words

_IMPORTER_COLUMNS = ("importer_vendor_id", "importer_entity_id", "importer_name")
_LISTING_COLUMNS = ("status", "expires_on", "checked_on")


def transfers(found: Examined) -> Table:
    """One row for each transfer: importer, law, mechanism as stated, what it is worth on the day, and the findings."""
    as_of = found.case.as_of
    ordered = sorted(found.rows(Transfer), key=lambda row: not is_current(row, as_of))
    fields = (
        Field("Transfer", width=12),
        Field("To", cite="GDPR 30(1)(e)", width=30),
        Field("Law", width=12),
        Field("Mechanism, as stated", cite="GDPR 45, 46, 49", width=40),
        Field(f"On {day_in_words(as_of)}", width=60),
        Field("Assessment", cite="C-311/18", width=30),
        Field("Fallback, as stated", width=30),
        Field("Findings", width=26),
    )
    rows = tuple(_transfer(found, row) for row in ordered)
    title = f"Transfers and their mechanisms on {day_in_words(as_of)}"
    return Table("Transfers", title, fields, rows, empty="The register states no transfer.")


def without_the_framework(found: Examined) -> Table:
    """The transfers that rest on a decision of limited scope, and what the register says would take over."""
    case = found.case
    running = [row for row in found.rows(Transfer) if is_current(row, case.as_of)]
    resting = [(row, decision) for row in running if (decision := ground_of(row, case.as_of).falls_with)]
    resting.sort(key=lambda item: (_has_fallback(item[0]), item[1]))
    fields = (
        Field("Transfer", width=12),
        Field("To", width=30),
        Field("Law", width=12),
        Field("Falls with", width=44),
        Field("Fallback, as stated", width=40),
        Field(f"The fallback on {day_in_words(case.as_of)}", width=50),
        Field("Clauses of the row", width=36),
    )
    rows = tuple(_fallback(case, row, decision) for row, decision in resting)
    none = sum(1 for row, _ in resting if not _has_fallback(row))
    title = f"If the framework falls: {len(rows)} transfers, {none} without a stated fallback"
    note = (
        "The register states a fallback by its kind. Whether it is signed shows only where module or day of signature"
        " are stated as well."
    )
    return Table(
        "Fallbacks", title, fields, rows, note if rows else "", "No transfer rests on a decision of limited scope."
    )


def _to(case: Case, transfer: Record) -> Entry:
    importer = importer_of(case, transfer)
    columns = [column for column in _IMPORTER_COLUMNS if transfer.has_cell(column)] or _IMPORTER_COLUMNS
    behind = (*sources(transfer, *columns), *(sources(importer, "legal_name") if importer else ()))
    place = words(transfer, "country") or "country not stated"
    text = words(transfer, "location_text").removesuffix(f", {place}")
    where = place if text in {"", place} else f"{place} ({text})"
    return Entry((importer_in_words(case, transfer), where), (*behind, *sources(transfer, "country", "location_text")))


def _law(transfer: Record) -> Entry:
    regime = readable(transfer, "regime")
    text = law_in_words(str(regime)) if regime else words(transfer, "regime")
    return Entry(text or None, (source(transfer, "regime"),))


def _transfer(found: Examined, transfer: Record) -> Row:
    case = found.case
    ground = ground_of(transfer, case.as_of)
    entries = (
        Entry(transfer.identity, sources(transfer, transfer.key, "started_on", "ended_on")),
        _to(case, transfer),
        _law(transfer),
        _mechanism(transfer),
        _on_the_day(case, transfer, ground),
        _assessment(case, transfer),
        _stated_fallback(transfer, "not stated"),
        found.findings(transfer),
    )
    return Row(transfer.identity, entries)


def _short(transfer: Record, column: str) -> str:
    """A mechanism by its name, without the remark in brackets."""
    return words(transfer, column).partition(" (")[0]


def _stated_fallback(transfer: Record, absent: str) -> Entry:
    return Entry(_short(transfer, "fallback_mechanism") or None, sources(transfer, "fallback_mechanism"), absent)


def _mechanism(transfer: Record) -> Entry:
    columns = ("mechanism", "clauses_module", "clauses_signed_on", "derogation")
    signed = words(transfer, "clauses_signed_on")
    texts = [_short(transfer, "mechanism"), words(transfer, "clauses_module"), words(transfer, "derogation")]
    texts += [f"signed {signed}"] if signed else []
    used = [column for column in columns if column == "mechanism" or transfer.has_cell(column)]
    behind = sources(transfer, *used)
    if not transfer.has_cell("mechanism"):
        return Entry(("no mechanism stated", *texts[1:]) if any(texts) else None, behind)
    return Entry(tuple(text for text in texts if text), behind)


def _on_the_day(case: Case, transfer: Record, ground: Ground) -> Entry:
    outside = _outside(case, transfer)
    if outside:
        return Entry(outside, sources(transfer, "started_on", "ended_on"))
    if readable(transfer, "mechanism") != "dpf":
        return Entry((ground.words, *ground.law), sources(transfer, "mechanism", "country", "regime"))
    rows = _listings(case, transfer)
    listed = tuple(_listing(row) for row in rows) or ("no listing of the importer in the register",)
    behind = tuple(item for row in rows for item in sources(row, *_LISTING_COLUMNS))
    return Entry((ground.words, *listed, *ground.law), (*sources(transfer, "mechanism", "country", "regime"), *behind))


def _outside(case: Case, transfer: Record) -> str:
    if is_current(transfer, case.as_of):
        return ""
    ended = words(transfer, "ended_on")
    return f"ended on {ended}" if ended else f"begins on {words(transfer, 'started_on')}"


def _listings(case: Case, transfer: Record) -> tuple[Record, ...]:
    importer = importer_of(case, transfer)
    held = case.register.pointing_at(importer, f"certifications.{importer.key}") if importer else ()
    return tuple(one for one in held if readable(one, "kind") == "dpf")


def _listing(row: Record) -> str:
    said = [f"listing {row.identity}: {words(row, 'status').lower() or 'status not stated'}"]
    said += [f"until {until}"] if (until := words(row, "expires_on")) else []
    said += [f"checked {checked}"] if (checked := words(row, "checked_on")) else ["day of check not stated"]
    return ", ".join(said)


def _assessment(case: Case, transfer: Record) -> Entry:
    named_as = words(transfer, "tia_assessment_id")
    behind = sources(transfer, "tia_assessment_id")
    row = case.register.get(Assessment, named_as)
    if row is None:
        return Entry(f"{named_as} (no such row)" if named_as else None, behind)
    days = [day for column in ("completed_on", "reviewed_on") if isinstance(day := readable(row, column), date)]
    said = f"last looked at on {day_in_words(max(days))}" if days else "states no day on which it was looked at"
    return Entry(f"{row.identity}, {said}", (*behind, *sources(row, "completed_on", "reviewed_on")))


def _has_fallback(transfer: Record) -> bool:
    return readable(transfer, "fallback_mechanism") not in {None, "none"}


def _fallback(case: Case, transfer: Record, falls_with: str) -> Row:
    fallback = ground_of(transfer, case.as_of, "fallback_mechanism") if _has_fallback(transfer) else None
    signed = words(transfer, "clauses_signed_on")
    clauses = tuple(filter(None, (words(transfer, "clauses_module"), f"signed {signed}" if signed else "")))
    entries = (
        Entry(transfer.identity, sources(transfer, transfer.key)),
        _to(case, transfer),
        _law(transfer),
        Entry((_short(transfer, "mechanism"), falls_with), sources(transfer, "mechanism")),
        _stated_fallback(transfer, "states no fallback"),
        Entry((fallback.words, *fallback.law) if fallback else None, absent="nothing to judge"),
        Entry(clauses or None, sources(transfer, "clauses_module", "clauses_signed_on")),
    )
    return Row(transfer.identity, entries)
