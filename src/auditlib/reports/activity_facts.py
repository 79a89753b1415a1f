"""What both records of processing say about an activity: transfers, time limits and security."""

from auditlib.case import Case
from auditlib.reports.entries import described, source, sources, together, words
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


def transfers_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The third countries to which data of an activity go on the date of the report, each with its mechanism."""
    rows = [row for row in case.register.pointing_at(activity, "transfers.activity_ids") if is_current(row, case.as_of)]
    answer = sources(activity, "has_third_country_transfers", "third_countries")
    if rows:
        entry = described(rows, lambda row: _transfer(case, row), _TRANSFER_COLUMNS)
        return Entry(entry.value, tuple(item for item in entry.sources if item.found) + answer)
    countries = words(activity, "third_countries")
    if countries:
        return Entry(f"{countries}: no mechanism stated", answer)
    if readable(activity, "has_third_country_transfers") is Answer.NO:
        return Entry("None, as the register states", answer)
    if readable(activity, "has_third_country_transfers") is Answer.YES:
        return Entry("Yes, to countries that are not stated", answer)
    return Entry(None, answer, "not known" if not activity.is_blank("has_third_country_transfers") else "not stated")


def safeguards_of(activity: ProcessingActivity) -> Entry:
    """The safeguards documented for a transfer under Art. 49(1), second subparagraph."""
    safeguards = words(activity, "exceptional_transfer_safeguards")
    return Entry(safeguards or None, sources(activity, "exceptional_transfer_safeguards"), "none stated")


def time_limits_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The time limits for erasure, one item for each rule of the retention sheet that names the activity."""
    rows = case.register.pointing_at(activity, "retention.activity_ids")
    if rows:
        entry = described(rows, lambda row: _time_limit(case, row), _RETENTION_COLUMNS)
        return Entry(entry.value, tuple(item for item in entry.sources if item.found or item.column == "period"))
    reason = words(activity, "retention_not_stated_reason")
    text = f"No time limit; reason given: {reason}" if reason else None
    return Entry(text, sources(activity, "retention_not_stated_reason"))


def security_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The general description of security measures, then the measures by name."""
    measures = case.register.follow(SecurityMeasure, listed(activity, "security_measure_ids"))
    items = [text for text in (words(activity, "security_description"),) if text]
    if measures:
        items.append("Measures: " + ", ".join(words(measure, "name") for measure in measures))
    reason = words(activity, "security_not_stated_reason")
    if not items and reason:
        items.append(f"No description; reason given: {reason}")
    behind = sources(activity, "security_description", "security_measure_ids")
    behind += tuple(source(measure, "name") for measure in measures)
    return Entry(tuple(items) or None, behind)


def categories_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The categories of personal data, by the names the organisation uses."""
    rows = case.register.follow(DataCategory, listed(activity, "data_category_ids"))
    unknown = set(listed(activity, "data_category_ids")) - {row.identity for row in rows}
    entry = together(*((row, "name") for row in rows))
    named = entry.value if isinstance(entry.value, tuple) else ()
    dangling = tuple(f"{identity} (no such row)" for identity in sorted(unknown))
    return Entry((*named, *dangling) or None, (source(activity, "data_category_ids"), *entry.sources))


def recipients_of(case: Case, activity: ProcessingActivity) -> Entry:
    """The recipients by name: the vendors of the activity, then others it names."""
    vendors = case.register.follow(Vendor, listed(activity, "vendor_ids"))
    names = [words(vendor, "legal_name") or words(vendor, "name") or vendor.identity for vendor in vendors]
    names += listed(activity, "recipient_names")
    behind = tuple(source(vendor, "legal_name") for vendor in vendors)
    return Entry(tuple(names) or None, (*sources(activity, "vendor_ids", "recipient_names"), *behind), "none named")


def _transfer(case: Case, row: Record) -> str:
    importer = _importer(case, row)
    where = words(row, "country") or "country not stated"
    mechanism = words(row, "mechanism") or "no mechanism stated"
    details = [mechanism]
    if module := words(row, "clauses_module"):
        details.append(f"module {module.lower()}")
    if signed := words(row, "clauses_signed_on"):
        details.append(f"signed {signed}")
    if derogation := words(row, "derogation"):
        details.append(f"derogation: {derogation.lower()}")
    if fallback := words(row, "fallback_mechanism"):
        details.append(f"fallback: {fallback}")
    return f"{where}, {importer}: {'; '.join(details)}"


def _importer(case: Case, row: Record) -> str:
    vendor = case.register.get(Vendor, str(readable(row, "importer_vendor_id") or ""))
    entity = case.register.get(Organisation, str(readable(row, "importer_entity_id") or ""))
    if vendor is not None:
        return words(vendor, "legal_name") or vendor.identity
    if entity is not None:
        return words(entity, "legal_name") or entity.identity
    return words(row, "importer_name") or "importer not stated"


def _time_limit(case: Case, row: Record) -> str:
    categories = case.register.follow(DataCategory, listed(row, "data_category_ids"))
    what = ", ".join(words(category, "name") for category in categories) or "All categories"
    length = words(row, "period") or words(row, "criteria") or "no period stated"
    start = words(row, "trigger_event")
    disposal = words(row, "disposal_method")
    text = f"{what}: {length}"
    if start:
        text += f" from {start[0].lower()}{start[1:]}"
    return f"{text}, then {disposal[0].lower()}{disposal[1:]}" if disposal else text
