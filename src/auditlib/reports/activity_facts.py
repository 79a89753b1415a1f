"""What both records of processing say about an activity: transfers, time limits and security."""

from typing import TypeVar

from auditlib.case import Case
from auditlib.reports.entries import described, named, not_read, source, sources, words
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import is_current, listed, readable
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.security_measures import SecurityMeasure
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry

_TRANSFER_COLUMNS = (
    "country", "importer_vendor_id", "importer_entity_id", "importer_name",
    "mechanism", "clauses_module", "clauses_signed_on", "fallback_mechanism", "derogation",
)  # fmt: skip
_RETENTION_COLUMNS = ("data_category_ids", "period", "criteria", "trigger_event", "disposal_method")


R = TypeVar("R", bound=Record)


def followed(case: Case, kind: type[R], record: Record, column: str) -> tuple[tuple[R, ...], tuple[str, ...]]:
    """The rows that a column names, and in words what it names besides: ids without a row, text nobody can read."""
    identities = listed(record, column)
    rows = case.register.follow(kind, identities)
    known = {row.identity for row in rows}
    missing = tuple(f"{identity} (no such row)" for identity in identities if identity not in known)
    return rows, missing + not_read(record, column)


def transfers_of(case: Case, activity: ProcessingActivity, client: str = "") -> Entry:
    """The third countries to which data of an activity go on the date of the report, each with its mechanism.

    With the id of a client, what another client sends is left out.
    """
    rows = [
        row
        for row in case.register.pointing_at(activity, "transfers.activity_ids")
        if is_current(row, case.as_of) and (not client or readable(row, "exporter_client_id") in {None, client})
    ]
    answer = sources(activity, "has_third_country_transfers", "third_countries")
    if rows:
        entry = described(rows, lambda row: _transfer(case, row), _TRANSFER_COLUMNS)
        importers = (source(importer, "legal_name") for row in rows if (importer := importer_of(case, row)))
        return Entry(entry.value, (*(item for item in entry.sources if item.found), *importers, *answer))
    if unclear := not_read(activity, "has_third_country_transfers", "third_countries"):
        return Entry(unclear, answer)
    countries = words(activity, "third_countries")
    if countries:
        return Entry(f"{countries}: no mechanism stated", answer)
    if readable(activity, "has_third_country_transfers") is Answer.NO:
        return Entry("None, as the register states", answer)
    if readable(activity, "has_third_country_transfers") is Answer.YES:
        return Entry("Yes, to countries that are not stated", answer)
    return Entry(None, answer, "not known" if activity.has_cell("has_third_country_transfers") else "not stated")


def safeguards_of(activity: ProcessingActivity) -> Entry:
    """The safeguards documented for a transfer under Art. 49(1), second subparagraph."""
    safeguards = words(activity, "exceptional_transfer_safeguards")
    return Entry(safeguards or None, sources(activity, "exceptional_transfer_safeguards"), "none stated")


def time_limits_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The time limits for erasure, one item for each rule of the retention sheet that names the activity."""
    rows = case.register.pointing_at(activity, "retention.activity_ids")
    if rows:
        entry = described(rows, lambda row: _time_limit(case, row), _RETENTION_COLUMNS)
        stated = tuple(item for item in entry.sources if item.found or item.column == "period")
        categories = (one for row in rows for one in followed(case, DataCategory, row, "data_category_ids")[0])
        return Entry(entry.value, (*stated, *(source(category, "name") for category in categories)))
    reason = words(activity, "retention_not_stated_reason")
    text = f"No time limit; reason given: {reason}" if reason else None
    return Entry(text, sources(activity, "retention_not_stated_reason"))


def security_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The general description of security measures, then the measures by name."""
    measures, others = followed(case, SecurityMeasure, activity, "security_measure_ids")
    items = [text for text in (words(activity, "security_description"),) if text]
    if measures or others:
        items.append("Measures: " + ", ".join([*(named(measure) for measure in measures), *others]))
    reason = words(activity, "security_not_stated_reason")
    if not items and reason:
        items.append(f"No description; reason given: {reason}")
    behind = sources(activity, "security_description", "security_measure_ids")
    behind += tuple(source(measure, "name") for measure in measures)
    return Entry(tuple(items) or None, behind)


def categories_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The categories of personal data, by the names the organisation uses."""
    rows, others = followed(case, DataCategory, activity, "data_category_ids")
    names = dict.fromkeys(named(row) for row in rows)
    behind = tuple(source(row, "name") for row in rows)
    return Entry((*names, *others) or None, (source(activity, "data_category_ids"), *behind))


def recipients_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The recipients by name: the vendors of the activity, then others it names."""
    vendors, others = followed(case, Vendor, activity, "vendor_ids")
    names = [words(vendor, "legal_name") or named(vendor) for vendor in vendors]
    names += [*others, *listed(activity, "recipient_names"), *not_read(activity, "recipient_names")]
    behind = tuple(source(vendor, "legal_name") for vendor in vendors)
    return Entry(tuple(names) or None, (*sources(activity, "vendor_ids", "recipient_names"), *behind), "none named")


def importer_in_words(case: Case, row: Record) -> str:
    """Who receives the data of a transfer, by name."""
    importer = importer_of(case, row)
    if importer is not None:
        return words(importer, "legal_name") or named(importer)
    missing = words(row, "importer_vendor_id") or words(row, "importer_entity_id")
    return words(row, "importer_name") or (f"{missing} (no such row)" if missing else "importer not stated")


def importer_of(case: Case, row: Record) -> Vendor | Organisation | None:
    """The row of the vendor or of the entity that receives the data of a transfer."""
    vendor = case.register.get(Vendor, str(readable(row, "importer_vendor_id") or ""))
    return vendor or case.register.get(Organisation, str(readable(row, "importer_entity_id") or ""))


def _transfer(case: Case, row: Record) -> str:
    importer = importer_in_words(case, row)
    where = words(row, "country") or "country not stated"
    mechanism = words(row, "mechanism") or "no mechanism stated"
    details = [mechanism]
    if module := words(row, "clauses_module"):
        details.append(module[0].lower() + module[1:])
    if signed := words(row, "clauses_signed_on"):
        details.append(f"signed {signed}")
    if derogation := words(row, "derogation"):
        details.append(f"derogation: {derogation.lower()}")
    if fallback := words(row, "fallback_mechanism"):
        details.append(f"fallback: {fallback}")
    return f"{where}, {importer}: {'; '.join(details)}"


def _time_limit(case: Case, row: Record) -> str:
    categories, others = followed(case, DataCategory, row, "data_category_ids")
    what = ", ".join([*(named(category) for category in categories), *others]) or "All categories"
    length = words(row, "period") or words(row, "criteria") or "no period stated"
    start = words(row, "trigger_event")
    disposal = words(row, "disposal_method")
    text = f"{what}: {length}"
    if start:
        text += f" from {start[0].lower()}{start[1:]}"
    return f"{text}, then {disposal[0].lower()}{disposal[1:]}" if disposal else text
