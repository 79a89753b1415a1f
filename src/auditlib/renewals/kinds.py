"""Everything that has to be renewed, one line each: which sheet, from which day, for how long."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from auditlib.case import ATTESTATION_HOLDS
from auditlib.rulebook.keeping import is_open
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.sheets.actions import Action
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.attestations import Attestation
from auditlib.sheets.certifications import Certification
from auditlib.sheets.contracts import Contract
from auditlib.sheets.disposals import Disposal
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.exceptions import AcceptedException
from auditlib.sheets.legal_holds import LegalHold
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.people import Person
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.sheets.vendors import Vendor


@dataclass(frozen=True, slots=True)
class Renewal:
    """What runs out in the rows of a sheet.

    It holds until the day in the column `until`, else from the latest day in the columns `since` for the time `age`:
    a length, or the id of a limit of the reference dates.
    """

    kind: type[Record]
    what: str
    until: str = ""
    since: tuple[str, ...] = ()
    age: str | timedelta = ""
    # The age counts even where the row gives itself a later day.
    is_capped: bool = False
    # A row without any day is listed too.
    is_required: bool = False
    # Only rows with one of these values; one that states none may have it.
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    # The age is twice as long where a column has this value.
    twice_where: tuple[str, str] = ("", "")
    # Only what goes on, on the day that counts; where that cannot be told, the row stays.
    goes_on: Callable[[Any, date], bool] | None = None
    # Only while this column is blank, while a row it names goes on, and while a row that goes on names it.
    over: str = ""
    belongs_to: tuple[str, ...] = ()
    named_by: str = ""
    # Of the rows that are equal in these columns the one that holds longest counts.
    series: tuple[str, ...] = ()
    # The column that says who; else the owner of the row.
    who: str = ""


def _one_of(column: str, *values: str) -> Mapping[str, frozenset[str]]:
    return {column: frozenset(values)}


_PROCESSOR = _one_of("role", "processor", "subprocessor")
_LOOKED_AT = ("completed_on", "reviewed_on")

RENEWALS = (
    Renewal(
        Attestation,
        "attestation",
        until="valid_until_on",
        since=("attested_on",),
        age=ATTESTATION_HOLDS,
        is_required=True,
        series=("sheet", "entity_id", "scope"),
        who="attested_by",
    ),
    Renewal(AcceptedException, "accepted exception", until="expires_on", is_required=True, who="approved_by"),
    Renewal(
        ProcessingActivity,
        "review of the activity",
        until="next_review_on",
        since=("reviewed_on",),
        age="house_activity_review",
        is_capped=True,
        is_required=True,
    ),
    Renewal(Retention, "disposal", until="next_disposal_on"),
    Renewal(
        Vendor,
        "due diligence",
        since=("due_diligence_on",),
        age="house_due_diligence",
        twice_where=("risk_tier", "low"),
        is_required=True,
        where=_PROCESSOR,
    ),
    Renewal(
        Vendor,
        "reading of the list of sub-processors",
        since=("subprocessor_list_checked_on",),
        age="house_subprocessor_list",
        is_required=True,
        where=_PROCESSOR,
    ),
    Renewal(
        Contract,
        "contract",
        until="ends_on",
        where=_one_of("renews_automatically", Answer.NO, Answer.UNKNOWN),
        belongs_to=("vendor_id", "client_id"),
        series=("kind", "vendor_id", "client_id"),
    ),
    Renewal(
        Certification,
        "certificate",
        until="expires_on",
        is_required=True,
        belongs_to=("vendor_id",),
        series=("kind", "vendor_id", "entity_id"),
    ),
    Renewal(
        Certification,
        "look at the list of the framework",
        since=("checked_on",),
        age="house_dpf_check",
        is_required=True,
        where=_one_of("kind", "dpf"),
        belongs_to=("vendor_id",),
        series=("vendor_id", "entity_id"),
    ),
    Renewal(
        Assessment,
        "balancing test",
        since=_LOOKED_AT,
        age="house_lia_age",
        is_required=True,
        where=_one_of("kind", "lia"),
        named_by="purposes.lia_assessment_id",
        who="assessed_by",
    ),
    Renewal(
        Assessment,
        "transfer assessment",
        since=_LOOKED_AT,
        age="house_tia_age",
        is_required=True,
        where=_one_of("kind", "tia", "uk_transfer_test"),
        named_by="transfers.tia_assessment_id",
        who="assessed_by",
    ),
    Renewal(
        Assessment,
        "impact assessment",
        since=_LOOKED_AT,
        age="house_dpia_review",
        is_required=True,
        where=_one_of("kind", "dpia"),
        who="assessed_by",
    ),
    Renewal(
        Evidence,
        "scan or list",
        since=("collected_on",),
        age="house_scan_age",
        is_required=True,
        where=_one_of("kind", "web_scan", "access_list"),
        series=("kind", "source"),
        who="collected_by",
    ),
    Renewal(
        Organisation, "test of the privacy mailbox", since=("privacy_contact_tested_on",), age="house_mailbox_test"
    ),
    Renewal(
        Person,
        "privacy training",
        since=("trained_on",),
        age="house_training",
        is_required=True,
        named_by="access_grants.person_id",
    ),
    Renewal(
        LegalHold,
        "review of the legal hold",
        since=("started_on", "reviewed_on"),
        age="house_legal_hold_review",
        is_required=True,
        goes_on=is_open,
    ),
    Renewal(Disposal, "deletion or return", until="due_on", over="completed_on"),
    Renewal(Action, "action", until="due_on", over="closed_on", who="owner"),
)
