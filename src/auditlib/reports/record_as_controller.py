"""The record of processing activities that a controller keeps (GDPR Art. 30(1))."""

from auditlib.case import Case
from auditlib.reports.activity_facts import (
    categories_of,
    recipients_of,
    safeguards_of,
    security_of,
    time_limits_of,
    transfers_of,
)
from auditlib.reports.coverage import Requirement, coverage_table
from auditlib.reports.entries import first_stated, named, stated, words
from auditlib.reports.page import Report
from auditlib.schema.record import Record
from auditlib.scope import CONTROLLER_ROLES, Activities, activities_of
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.retention import Retention
from auditlib.sheets.security_measures import SecurityMeasure
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Layout, Row, Table

REPORT = Report(
    notebook="10_record_as_controller",
    title="Record of processing activities as controller",
    law="GDPR Art. 30(1)",
    is_per_entity=True,
)
DRAWS_ON: tuple[type[Record], ...] = (
    Organisation, ProcessingActivity, Purpose, DataCategory, Vendor, Transfer, Retention, SecurityMeasure,
)  # fmt: skip

_A = "GDPR 30(1)(a)"
RESPONSIBLE = (
    Field("(a) Controller", _A),
    Field("(a) Contact details", _A, 40),
    Field("(a) Representative in the EU", "GDPR 30(1)(a); GDPR 27"),
    Field("(a) Representative in the UK", "UK GDPR 30(1)(a); UK GDPR 27"),
    Field("(a) Data protection officer", "GDPR 30(1)(a); GDPR 37(7)"),
)
ACTIVITY = (
    Field("(a) Joint controller", "GDPR 30(1)(a); GDPR 26"),
    Field("(b) Purpose", "GDPR 30(1)(b)", 40),
    Field("(c) Data subjects", "GDPR 30(1)(c)"),
    Field("(c) Personal data", "GDPR 30(1)(c)", 36),
    Field("(d) Categories of recipients", "GDPR 30(1)(d)"),
    Field("(d) Recipients by name", "GDPR 30(1)(d)", 36),
    Field("(e) Third-country transfers", "GDPR 30(1)(e)", 48),
    Field("(e) Safeguards under Art. 49(1)", "GDPR 30(1)(e); GDPR 49(6)"),
    Field("(f) Time limits for erasure", "GDPR 30(1)(f)", 48),
    Field("(g) Security measures", "GDPR 30(1)(g); GDPR 32(1)", 48),
)
BESIDE = (
    Field("Legal basis", "GDPR 6(1); GDPR 13(1)(c)", 30),
    Field("Responsible in the organisation", "GDPR 24; GDPR 5(2)"),
    Field("Last review", "GDPR 24(1)", 18),
)


def responsible(case: Case) -> Table:
    """Who the controller is and how to reach it, its representatives and its data protection officer."""
    return responsible_table("Controller", RESPONSIBLE, case)


def responsible_table(role: str, fields: tuple[Field, ...], case: Case) -> Table:
    """Point (a) of either record, as far as it is about the organisation itself: one block for each legal entity."""
    rows = tuple(
        Row(
            entity.identity,
            _responsible(entity),
            entity.identity,
            str(entity.shown("legal_name") or entity.identity),
        )
        for entity in case.entities
    )
    return Table(
        role,
        "Name, contact, representatives",
        fields,
        rows,
        layout=Layout.BLOCKS,
        empty="No legal entity is stated.",
    )


def _responsible(entity: Organisation) -> tuple[Entry, ...]:
    return (
        stated(entity, "legal_name"),
        first_stated(entity, "address", "country", "contact_email", "contact_phone"),
        first_stated(entity, "eu_representative_name", "eu_representative_contact"),
        first_stated(entity, "uk_representative_name", "uk_representative_contact"),
        first_stated(entity, "dpo_name", "dpo_contact"),
    )


def activities(case: Case) -> Table:
    """Points (b) to (g), one row for each purpose of each current activity; the legal basis stands beside them."""
    rows = [row for activity in selected(case).current for row in _rows(case, activity)]
    return Table(
        "Record",
        "Activities, purposes and legal bases",
        (*ACTIVITY, *BESIDE),
        tuple(rows),
        note="Letters are those of Art. 30(1). Legal basis, responsibility and review are not part of Art. 30.",
        empty="The register states no current activity as controller.",
        layout=Layout.BLOCKS,
    )


def selected(case: Case) -> Activities:
    """The activities of the entity as controller or joint controller."""
    return activities_of(case.register, case.organisation, CONTROLLER_ROLES, case.as_of)


def _rows(case: Case, activity: ProcessingActivity) -> list[Row]:
    purposes = case.register.pointing_at(activity, "purposes.activity_id") or (None,)
    rest = _entries(case, activity)
    subtitle = " · ".join(part for part in (activity.identity, _since(activity)) if part)
    rows = []
    for purpose in purposes:
        key = f"{activity.identity} {purpose.identity}" if purpose else activity.identity
        entries = (rest[0], _purpose(purpose), *rest[1:9], _basis(purpose), *rest[9:])
        rows.append(Row(key, entries, activity.identity, named(activity), subtitle))
    return rows


def _since(activity: ProcessingActivity) -> str:
    started = words(activity, "started_on")
    return f"since {started}" if started else ""


def _entries(case: Case, activity: ProcessingActivity) -> tuple[Entry, ...]:
    joint = first_stated(activity, "joint_controller_name", "joint_controller_contact")
    return (
        Entry(joint.value, joint.sources, "none stated"),
        stated(activity, "data_subject_categories"),
        categories_of(case, activity),
        stated(activity, "recipient_categories"),
        recipients_of(case, activity),
        transfers_of(case, activity),
        safeguards_of(activity),
        time_limits_of(case, activity),
        security_of(case, activity),
        stated(activity, "owner"),
        stated(activity, "reviewed_on", absent="never, as far as stated"),
    )


def _purpose(purpose: Record | None) -> Entry:
    return stated(purpose, "purpose") if purpose else Entry(None, absent="no purpose stated")


def _basis(purpose: Record | None) -> Entry:
    if purpose is None:
        return Entry(None, absent="no purpose stated")
    basis = first_stated(purpose, "legal_basis", "legitimate_interest", "law_reference")
    value = ": ".join(basis.value[:2]) if isinstance(basis.value, tuple) else basis.value
    return Entry(value, tuple(item for item in basis.sources if item.found or item.column == "legal_basis"))


def coverage(case: Case) -> Table:
    """Each point of Art. 30(1), where the report shows it and how often the register states it."""
    return coverage_table(REQUIREMENTS, responsible(case), activities(case))


def elsewhere(case: Case) -> Table:
    """Activities that are planned or ended, or whose role or legal entity is not known, and so not in the record."""
    found = selected(case)
    rows = [
        Row(
            activity.identity,
            (
                stated(activity, "activity_id"),
                stated(activity, "name"),
                Entry(why),
                stated(activity, "status"),
                stated(activity, "started_on"),
                stated(activity, "ended_on", absent=""),
            ),
        )
        for group, why in (
            (found.planned_or_ended, "planned or ended on the date of the report"),
            (found.without_role, "no role stated"),
            (found.without_entity, "names no legal entity of the register"),
        )
        for activity in group
    ]
    fields = (
        Field("Id", width=12),
        Field("Activity", width=36),
        Field("Why it is not in the record", width=40),
        Field("Status", width=14),
        Field("Started", width=16),
        Field("Ended", width=16),
    )
    return Table("Not in the record", "Activities not in the record", fields, tuple(rows), empty="None.")


REQUIREMENTS = (
    Requirement("(a)", "Name and contact details of the controller", ("(a) Controller", "(a) Contact details")),
    Requirement("(a)", "Joint controller, where applicable", ("(a) Joint controller",)),
    Requirement(
        "(a)",
        "The controller's representative, where applicable",
        ("(a) Representative in the EU", "(a) Representative in the UK"),
    ),
    Requirement("(a)", "Data protection officer, where applicable", ("(a) Data protection officer",)),
    Requirement("(b)", "Purposes of the processing", ("(b) Purpose",)),
    Requirement("(c)", "Categories of data subjects", ("(c) Data subjects",)),
    Requirement("(c)", "Categories of personal data", ("(c) Personal data",)),
    Requirement(
        "(d)",
        "Categories of recipients, in third countries included",
        ("(d) Categories of recipients", "(d) Recipients by name"),
    ),
    Requirement("(e)", "Transfers to third countries, with the country named", ("(e) Third-country transfers",)),
    Requirement(
        "(e)",
        "Documentation of suitable safeguards under Art. 49(1), second subparagraph, where applicable",
        ("(e) Safeguards under Art. 49(1)",),
    ),
    Requirement("(f)", "Envisaged time limits for erasure, where possible", ("(f) Time limits for erasure",)),
    Requirement("(g)", "General description of security measures, where possible", ("(g) Security measures",)),
)
