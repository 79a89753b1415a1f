"""TRA: flows to the US that rest on a framework with a list of importers, ended ones among them (GDPR Art. 45)."""

from collections.abc import Iterator, Mapping
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.reference.mechanisms import framework
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.among import exists, listed_in_words, named
from auditlib.rulebook.conditions import Condition, contains_any, every, known, one_of
from auditlib.rulebook.flows import goes_on, last_day_seen, mechanism_in_words
from auditlib.rulebook.links import all_parts, row_named, some_named
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.rule import EU, EVERY_REGIME, SWISS, UK, Noted, rule
from auditlib.rulebook.text import bare_name
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.sheets.certifications import Certification
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor
from auditlib.wording import day_in_words

rests_on_framework = one_of("mechanism", "dpf")
is_listing = one_of("kind", "dpf")
_EXTENSIONS = {
    UK: ("covers_uk_extension", "the UK Extension"),
    SWISS: ("covers_swiss_framework", "the Swiss-U.S. framework"),
}
_STAFF = ("employees", "contractors", "applicants", "annotators")


@rule(
    "TRA-05",
    "No transfer rests on Privacy Shield or Safe Harbour",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("C-311/18", "C-362/14", "FDPIC position paper of 2020-09-08"),
    each=Transfer,
    applies=one_of("mechanism", "privacy_shield", "safe_harbour"),
    regimes=(EU, UK, SWISS),
)
def framework_void(transfer: Transfer, view: View) -> Iterator[Noted]:
    """The Court of Justice declared both EU decisions invalid, with no time to adapt; for Switzerland, the commissioner
    (FDPIC) stopped recognising both frameworks on days of their own.

    Fix: agree another mechanism, such as the standard clauses, or end the flow.
    """
    yield from _after_the_end(transfer, view)


def _after_the_end(transfer: Transfer, view: View) -> Iterator[Noted]:
    mechanism = known(transfer, "mechanism")
    law = framework(mechanism, known(transfer, "regime"))
    if law.valid_until is not None and last_day_seen(transfer, view) > law.valid_until:
        text = (
            f"rests on {mechanism_in_words(mechanism)}, which could be relied on until {day_in_words(law.valid_until)}"
        )
        yield Noted("mechanism", text, also=((transfer, "ended_on"),), confidence=law.confidence)


@rule(
    "TRA-06",
    "Every transfer on the Data Privacy Framework falls within its dates",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("Dec. (EU) 2023/1795", "SI 2023/1028", "Swiss DPO Annex 1"),
    each=Transfer,
    applies=rests_on_framework,
    regimes=(EU, UK, SWISS),
)
def outside_framework_dates(transfer: Transfer, view: View) -> Iterator[Noted]:
    """Nothing can rest on a framework before its first day, which differs between the EU, the UK and Switzerland.

    Fix: enter the mechanism of the earlier days, or correct the first day.
    """
    yield from all_parts(_before_the_beginning(transfer), _after_the_end(transfer, view))


def _before_the_beginning(transfer: Transfer) -> Iterator[Noted]:
    law = framework("dpf", known(transfer, "regime"))
    started_on = known(transfer, "started_on")
    if started_on < law.first_day:
        text = (
            f"rests on {mechanism_in_words('dpf')} and began on {day_in_words(started_on)};"
            f" it could be relied on from {day_in_words(law.first_day)} on"
        )
        yield Noted("started_on", text, also=((transfer, "mechanism"),), confidence=law.confidence)


def _importer(transfer: Transfer, view: View) -> str:
    """The importer for a sentence."""
    for column, kind in (("importer_vendor_id", Vendor), ("importer_entity_id", Organisation)):
        if not transfer.is_blank(column):
            return named(kind, known(transfer, column), view)
    return str(known(transfer, "importer_name"))


def _rows_of_importer(transfer: Transfer, view: View) -> Rows[Record]:
    """The certificates and listings of the importer."""
    if not transfer.is_blank("importer_vendor_id"):
        vendor = row_named(transfer, "importer_vendor_id", Vendor, view)
        return view.register.pointing_at(vendor, "certifications.vendor_id")
    if not transfer.is_blank("importer_entity_id"):
        entity = row_named(transfer, "importer_entity_id", Organisation, view)
        return view.register.pointing_at(entity, "certifications.entity_id")
    listed_so = view.once(_by_listed_name).get(bare_name(known(transfer, "importer_name")), ())
    return Rows(listed_so, view.register.unread("certifications.listed_name"))


def _by_listed_name(view: View) -> Mapping[str, tuple[Record, ...]]:
    found: dict[str, tuple[Record, ...]] = {}
    for row in view.register.all(Certification):
        name = bare_name(str(readable(row, "listed_name") or ""))
        found[name] = (*found.get(name, ()), row)
    return found


def _is_in_force_on_list(regime: str) -> Condition:
    """The listing is active, its first and last day lie around the day of the report, and it covers the regime."""

    def is_dated(listing: Record, view: View) -> bool:
        begins, ends = listing.value_of("issued_on"), listing.value_of("expires_on")
        return (begins is None or begins <= view.as_of) and (ends is None or ends >= view.as_of)

    def is_extended(listing: Record, _view: View) -> bool:
        return regime not in _EXTENSIONS or listing.value_of(_EXTENSIONS[regime][0]) is Answer.YES

    return every(is_listing, one_of("status", "active"), is_dated, is_extended)


@rule(
    "TRA-07",
    "Every importer under the Data Privacy Framework is on the active list",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("Dec. (EU) 2023/1795", "GDPR 45", "FADP 16"),
    each=Transfer,
    applies=every(rests_on_framework, goes_on),
    regimes=(EU, UK, SWISS),
)
def importer_not_listed(transfer: Transfer, view: View) -> Iterator[Noted]:
    """The framework protects only data sent to companies on the list, while they are on it and for the data they chose.

    Fix: switch to the fallback or agree another mechanism; where the importer has renewed, enter the new listing.
    """
    rows, regime = _rows_of_importer(transfer, view), known(transfer, "regime")
    if exists(rows, _is_in_force_on_list(regime), view):
        return
    listings = [row for row in rows if readable(row, "kind") == "dpf"]
    defects = [f"{row.identity} {listed_in_words(_defects(row, regime, view))}" for row in listings]
    why = "; ".join(["has no active listing in the register", *defects])
    text = f"rests on {mechanism_in_words('dpf')}, and {_importer(transfer, view)} {why}; {_fallback(transfer)}"
    yield Noted("mechanism", text, also=tuple((row, "status") for row in listings))


def _defects(listing: Record, regime: str, view: View) -> Iterator[str]:
    status, begins, ends = (readable(listing, column) for column in ("status", "issued_on", "expires_on"))
    if status not in {None, "active"}:
        yield f"is “{label_of('certification_status', str(status)).lower()}”"
    if isinstance(begins, date) and begins > view.as_of:
        yield f"begins on {day_in_words(begins)}"
    if isinstance(ends, date) and ends < view.as_of:
        yield f"ran out on {day_in_words(ends)}"
    column, words = _EXTENSIONS.get(regime, ("", ""))
    if column and readable(listing, column) is not Answer.YES:
        yield f"is not stated to cover {words}"


def _fallback(transfer: Transfer) -> str:
    fallback = transfer.fallback_mechanism
    if fallback is None or fallback == "none":
        return "no fallback is stated"
    return f"the stated fallback is {label_of('transfer_mechanism', fallback)}"


@rule(
    "TRA-08",
    "Every Data Privacy Framework listing was checked in the last twelve months",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(2)",),
    each=Certification,
    applies=is_listing,
    regimes=EVERY_REGIME,
)
def listing_not_checked(listing: Certification, view: View) -> Iterator[Noted]:
    """Companies certify for a year at a time and can drop out unnoticed.

    Fix: look the company up on the list, keep a copy as evidence, and enter the day.
    """
    yield from all_parts(_checked_long_ago(listing, view), _no_copy(listing))


def _checked_long_ago(listing: Certification, view: View) -> Iterator[Noted]:
    checked_on, months = listing.checked_on, view.limit("house_dpf_check")
    if checked_on is None:
        yield Noted("checked_on", "states no day on which the list was looked at")
    elif is_older_than(checked_on, months, view.as_of):
        text = f"was last checked on {day_in_words(checked_on)}, more than {months} months ago"
        yield Noted("checked_on", f"{text} ({view.origin_of_limit('house_dpf_check')})")


def _no_copy(listing: Certification) -> Iterator[Noted]:
    if listing.is_blank("evidence_ref"):
        yield Noted("evidence_ref", "refers to no copy of the entry on the list")


concerns_staff = some_named("activity_ids", ProcessingActivity, contains_any("data_subject_categories", *_STAFF))


def _covers_staff(listing: Record, _view: View) -> bool:
    return listing.value_of("covers_hr_data") is Answer.YES


@rule(
    "TRA-09",
    "Data about staff go only to listings that cover them",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("Dec. (EU) 2023/1795 Annex I",),
    each=Transfer,
    applies=every(rests_on_framework, concerns_staff),
    regimes=(EU, UK, SWISS),
)
def staff_not_covered(transfer: Transfer, view: View) -> Iterator[Noted]:
    """A company on the list chooses whether its promise covers data about staff; without it they are not protected.

    Fix: agree another mechanism for data about staff, or enter a listing in force that covers human-resources data.
    """
    rows, regime = _rows_of_importer(transfer, view), known(transfer, "regime")
    # The register says of a listing how it stands today, not how it stood when a flow ended.
    counts = _is_in_force_on_list(regime) if goes_on(transfer, view) else is_listing
    if not exists(rows, counts, view):
        raise NotAssessable(f"no listing of the importer of {transfer.identity} in force in the register")
    if not exists(rows, every(counts, _covers_staff), view):
        text = f"sends data about staff to {_importer(transfer, view)}, whose listing is not stated to cover them"
        also = tuple((row, "covers_hr_data") for row in rows if readable(row, "kind") == "dpf")
        yield Noted("mechanism", text, also=also)
