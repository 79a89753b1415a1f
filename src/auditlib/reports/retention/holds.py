"""What no retention rule covers, and what a legal hold keeps beyond its period."""

from auditlib.reports.activity_facts import followed
from auditlib.reports.entries import named, source, sources, stated
from auditlib.reports.examined import Examined, population
from auditlib.reports.retention.schedule import activities_and_categories
from auditlib.scope import is_current, listed
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.legal_holds import LegalHold
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.tables import Entry, Field, Row, Table


def without_rule(found: Examined) -> Table:
    """The current activities that no retention rule names, or some of whose categories none covers."""
    rows = []
    for activity in found.rows(ProcessingActivity):
        lacking = _lacking(activity, found) if is_current(activity, found.case.as_of) else None
        if lacking is not None:
            entries = (
                Entry(activity.identity, sources(activity, "activity_id")),
                Entry(named(activity), sources(activity, "name")),
                stated(activity, "role"),
                lacking,
                stated(activity, "retention_not_stated_reason", absent="states no reason"),
                found.findings(activity),
            )
            rows.append(Row(activity.identity, entries))
    fields = (
        Field("Activity", width=10),
        Field("Name", width=34),
        Field("Role", width=14),
        Field("Without a retention rule", width=44),
        Field("Reason stated", width=34),
        Field("Findings", width=20),
    )
    empty = "Every category of every current activity is covered by a retention rule."
    if not (found.case.register.has(Retention) and found.case.register.has(ProcessingActivity)):
        empty = "The retention rules and the activities were not both supplied, so nothing can be said."
    return Table("Without a rule", "Activities without a retention rule", fields, tuple(rows), empty=empty)


def _lacking(activity: ProcessingActivity, found: Examined) -> Entry | None:
    """What of an activity no rule covers; None where nothing is lacking, or the rules were not supplied."""
    if not found.case.register.has(Retention):
        return None
    rules = found.case.register.pointing_at(activity, "retention.activity_ids")
    if not rules:
        return Entry("the whole activity", sources(activity, "activity_id"))
    covered = {identity for rule in rules for identity in listed(rule, "data_category_ids")}
    if not all(rule.has_cell("data_category_ids") for rule in rules):
        return None
    missing = [identity for identity in listed(activity, "data_category_ids") if identity not in covered]
    categories = found.case.register.follow(DataCategory, missing)
    names = {category.identity: named(category) for category in categories}
    texts = tuple(names.get(identity, identity) for identity in missing)
    behind = (source(activity, "data_category_ids"), *(source(rule, "data_category_ids") for rule in rules))
    return Entry(texts, behind) if texts else None


def holds(found: Examined) -> Table:
    """The legal holds: what each suspends, who ordered it, and when it was last looked at."""
    rows = tuple(_hold(hold, found) for hold in found.rows(LegalHold))
    fields = (
        Field("Hold", width=10),
        Field("Matter", width=36),
        Field("Ordered by", width=34),
        Field("What it holds", width=34),
        Field("Since", width=16),
        Field("Last review", width=16),
        Field("Released", width=16),
        Field("Findings", width=20),
    )
    note = population(found.case, LegalHold, "legal hold")
    return Table("Legal holds", "Legal holds", fields, rows, note if rows else "", note)


def _hold(hold: LegalHold, found: Examined) -> Row:
    rules, other_rules = followed(found.case, Retention, hold, "retention_ids")
    datasets, other_datasets = followed(found.case, Dataset, hold, "dataset_ids")
    held = [f"{row.identity} {', '.join(activities_and_categories(row, found)[0])}" for row in rules]
    held += [*other_rules, *(f"{row.identity} {named(row)}" for row in datasets), *other_datasets]
    entries = (
        Entry(hold.identity, sources(hold, "hold_id")),
        stated(hold, "matter"),
        stated(hold, "authority"),
        Entry(tuple(held) or None, sources(hold, "retention_ids", "dataset_ids"), "names nothing"),
        stated(hold, "started_on"),
        stated(hold, "reviewed_on", absent="never, as far as stated"),
        stated(hold, "released_on", absent="open"),
        found.findings(hold),
    )
    return Row(hold.identity, entries)
