"""The parts that an external auditor needs of a report: which are here, where, and what is missing of the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditlib.audit import Audit
from auditlib.reports import known_reports
from auditlib.reports.self_assessment import presence
from auditlib.reports.self_assessment.presence import Judge, Judgement, Presence, with_roles, with_sheets
from auditlib.scope import CONTROLLER_ROLES, PROCESSOR_ROLES
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.breaches import Breach
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.contracts import Contract
from auditlib.sheets.disposals import Disposal
from auditlib.sheets.legal_holds import LegalHold
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.sheets.subprocessors import SubProcessor
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Row, Table

_MARKS = {Presence.PRESENT: "passed", Presence.PARTIAL: "unknown", Presence.ABSENT: "failed"}
_COVER = "the cover"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its number and title, the tables of this report or the other report that hold it, and its judge."""

    number: int
    title: str
    judge: Judge
    tables: tuple[str, ...] = ()
    notebook: str = ""


_PARTS = (
    Part(1, "Cover", presence.cover),
    Part(2, "Distribution and sign-off block", presence.sign_off, ("Sign-offs",)),
    Part(
        3,
        "Management's statement and intended use",
        presence.management_statement,
        ("Intended use", "Stated complete by"),
    ),
    Part(4, "Scope and exclusions", presence.scope, ("Scope", "Laws tested", "Answers", "Not tested")),
    Part(5, "Executive summary", presence.summary, ("By severity", "By topic", "Look first", "Responses")),
    Part(6, "Method", presence.always, ("Severity and force", "Population", "Settings", "Words")),
    Part(7, "Input inventory and information received", presence.inventory, ("Input files", "Extracts", "Problems")),
    Part(
        8,
        "Record as controller, Art. 30(1)",
        with_roles(CONTROLLER_ROLES, "as controller"),
        notebook="10_record_as_controller",
    ),
    Part(
        9,
        "Record as processor, Art. 30(2)",
        with_roles(PROCESSOR_ROLES, "as processor"),
        notebook="11_record_as_processor",
    ),
    Part(10, "Data map", with_sheets(ProcessingActivity, System, Vendor, Transfer), notebook="20_data_map"),
    Part(
        11,
        "Vendors and sub-processors",
        with_sheets(Vendor, SubProcessor, Contract),
        notebook="30_vendors_and_transfers",
    ),
    Part(12, "Transfers", with_sheets(Transfer), notebook="30_vendors_and_transfers"),
    Part(13, "Retention and deletion", with_sheets(Retention, Disposal, LegalHold), notebook="40_retention"),
    Part(
        14,
        "Rights requests and complaints",
        with_sheets(RightsRequest, Complaint),
        notebook="50_rights_and_incidents",
    ),
    Part(15, "Breaches", with_sheets(Breach), notebook="50_rights_and_incidents"),
    Part(16, "Screening for impact assessments", with_sheets(Assessment), notebook="50_rights_and_incidents"),
    Part(
        17,
        "Cookies, and the policy against the register",
        presence.cookies_and_policy,
        ("Cookies",),
        "60_policy_and_practice",
    ),
    Part(18, "Findings register", presence.always, ("By rule", "Findings", "Readiness")),
    Part(
        19,
        "Passed rules, and rules not run",
        presence.always,
        ("Rules", "Rules without an answer", "Not assessable"),
    ),
    Part(
        20,
        "Comparison with the period before",
        presence.comparison,
        ("Movement", "Not retested", "Reopened", "Resolved"),
    ),
    Part(21, "Action plan and management's responses", presence.action_plan, ("Responses", "Action plan")),
    Part(22, "Accepted exceptions", presence.exceptions, ("Accepted", "Lapsed", "Exceptions naming no finding")),
    Part(23, "Mapping to provisions and standards", presence.always, ("Provisions",)),
    Part(24, "Evidence index", presence.evidence_index, ("Evidence",)),
    Part(25, "Change log of the register and of rules", presence.change_log, ("Changes by sheet", "Changes")),
    Part(26, "Glossary and disclaimer", presence.always, ("Words",)),
)


def parts(audit: Audit) -> Table:
    """The 26 parts: present, partial or absent in this case, why, and where each is."""
    reports = {report.notebook: report.title for report in known_reports()}
    judged = [(part, _judged(part, audit, reports)) for part in _PARTS]
    rows = tuple(
        Row(
            str(part.number),
            (
                Entry(part.number),
                Entry(part.title),
                Entry(found.presence.value, mark=_MARKS[found.presence]),
                Entry(found.why or None, absent=""),
                _where(part, reports),
            ),
        )
        for part, found in judged
    )
    fields = (
        Field("Part", width=8),
        Field("What it holds", width=44),
        Field("In this report?", width=12),
        Field("What is missing", width=60),
        Field("Where", width=44),
    )
    note = f"Of {len(rows)} parts, {_counts([found for _, found in judged])}. “Present” says that it can be read here."
    return Table("Parts", "The parts of the report", fields, rows, note, has_places=False)


def _judged(part: Part, audit: Audit, reports: Mapping[str, str]) -> Judgement:
    if part.notebook and part.notebook not in reports:
        return Judgement(Presence.ABSENT, "no report of this pack shows it yet")
    return part.judge(audit)


def _where(part: Part, reports: Mapping[str, str]) -> Entry:
    if part.tables and not part.notebook:
        return Entry(part.tables, leads_to=tuple((name, "") for name in part.tables))
    if part.notebook:
        here = f"; here “{'”, “'.join(part.tables)}”" if part.tables else ""
        title = reports.get(part.notebook)
        return Entry(f"report “{title}”{here}" if title else None, absent="nowhere")
    return Entry(_COVER)


def _counts(found: Iterable[Judgement]) -> str:
    every = [one.presence for one in found]
    return ", ".join(f"{every.count(one)} {one.value}" for one in Presence)
