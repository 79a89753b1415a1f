"""What the self-assessment shows: every finding with its cells, every rule with its population, all that is unknown."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditlib.audit import Audit
from auditlib.findings import Basis, Severity
from auditlib.reference.vocabularies import label_of
from auditlib.render.xlsx import write_workbook
from auditlib.reports import self_assessment
from auditlib.reports.page import cover_of
from auditlib.reports.self_assessment.found import readiness
from auditlib.reports.self_assessment.rules import frameworks
from auditlib.reports.self_assessment.scope import regimes
from auditlib.reports.self_assessment.statements import attested
from auditlib.reports.self_assessment.untested import not_tested, silent_rules
from tests.reading_reports import entry, everything, text
from tests.rules.making import audited


@pytest.fixture(scope="module")
def audit() -> Audit:
    changes = {("processing_activities", "ACT-01", "owner"): None, ("vendors", "VND-01", "status"): None}
    return audited("ROP-24", "ROP-25", "GOV-10", "VEN-08", changes=changes)  # type: ignore[arg-type]


def test_a_finding_is_shown_with_its_authority_its_remedy_and_the_cell(audit: Audit) -> None:
    table = self_assessment.findings(audit)
    assert text(table, "Severity") == "Low"
    assert text(table, "What the register shows") == "ACT-01 “Answering enquiries” states no owner"
    assert entry(table, "Authority").value == ("GDPR 24", "GDPR 5(2)", "Regulator's guidance")
    assert text(table, "What to do") == "Enter the role that answers for the activity."
    assert text(table, "Standing") == "new"
    (behind,) = entry(table, "What the register shows").sources
    assert (behind.sheet, behind.record_id, behind.column) == ("processing_activities", "ACT-01", "owner")
    assert (behind.place.file, behind.place.cell, behind.found) == ("processing_activities.xlsx", "K2", "")


def test_the_workbook_leads_from_a_finding_to_its_cell(audit: Audit, tmp_path: Path) -> None:
    path = tmp_path / "findings.xlsx"
    tables = [self_assessment.by_rule(audit), self_assessment.findings(audit)]
    write_workbook(path, cover_of(self_assessment.REPORT, audit.case), tables)
    lines = list(load_workbook(path)["Sources"].iter_rows(values_only=True))
    assert [line for line in lines if "processing_activities.xlsx" in line and "K2" in line]


def test_severities_are_counted_worst_first_and_summed(audit: Audit) -> None:
    table = self_assessment.by_severity(audit)
    assert [row.key for row in table.rows] == [*(severity.value for severity in Severity), "all"]
    assert [row.entries[1].value for row in table.rows] == [0, 0, 0, 1, 0, 1]


def test_no_count_stands_without_its_formula(audit: Audit) -> None:
    assert "Open = new + persisting + reopened + not retested." in self_assessment.by_severity(audit).note


def test_findings_roll_up_by_rule() -> None:
    changes = {("processing_activities", identity, "owner"): None for identity in ("ACT-01", "ACT-02")}
    table = self_assessment.by_rule(audited("ROP-24", "ROP-25", changes=changes))  # type: ignore[arg-type]
    assert [row.key for row in table.rows] == ["ROP-24"]
    assert text(table, "Findings", "ROP-24") == "2"


def test_a_topic_is_shown_with_the_rules_that_had_an_answer(audit: Audit) -> None:
    table = self_assessment.by_topic(audit)
    assert text(table, "All", "ROP") == "1"
    assert text(table, "Rules with an answer", "ROP") == "2 of 2"


def test_what_a_rule_could_not_say_is_shown_with_its_reason(audit: Audit) -> None:
    rows = [tuple(entry.value for entry in row.entries) for row in self_assessment.unanswered(audit).rows]
    assert (1, 1, "vendors: “status” is blank", "VEN-08") in rows


def test_a_rule_that_did_not_run_is_listed_as_such(audit: Audit) -> None:
    lines = [tuple(one.value for one in row.entries) for row in silent_rules(audit).rows]
    assert [why for rule, _, why in lines if rule == "TRA-05"] == ["did not run"]


def test_a_sheet_that_was_not_supplied_is_named_among_what_was_not_tested() -> None:
    assert "Cookies and similar technologies" in everything(not_tested(audited("COO-01", without=["cookies"])))


def test_every_rule_shows_what_became_of_each_record(audit: Audit) -> None:
    for row in self_assessment.outcomes(audit).rows:
        examined, *parts = (entry.value for entry in row.entries[2:7])
        assert examined == sum(part for part in parts if isinstance(part, int))


def test_a_provision_is_shown_with_the_rules_that_cite_it(audit: Audit) -> None:
    (row,) = (row for row in frameworks(audit).rows if row.entries[0].value == "GDPR 24")
    assert [one.value for one in row.entries[1:]] == ["ROP-24, VEN-08", "2 of 2", 1]


def test_laws_nobody_confirmed_are_shown_as_not_assessable() -> None:
    confirmed = regimes(audited("ROP-24"))
    assert "its rules are not assessable" not in everything(confirmed)
    changes = {("organisation", "*", "regimes_confirmed_by"): None}
    assert "not confirmed by anybody" in everything(regimes(audited("ROP-24", changes=changes)))  # type: ignore[arg-type]


def test_what_passes_rest_on_is_told_in_words() -> None:
    for basis in Basis:
        assert label_of("pass_basis", basis.value) != basis.value


def test_a_sheet_with_another_number_of_rows_than_its_source_is_shown_so() -> None:
    row = {"attestation_id": "ATT-X", "sheet": "vendors", "scope": "All", "is_complete": "yes"}
    row |= {"attested_by": "Lead", "attested_on": "2026-10-01", "source_row_count": "99"}
    table = attested(audited("ROP-24", without=["attestations"], add={"attestations": [row]}))
    assert text(table, "Counts agree?", "vendors ATT-X") == "no"
    assert text(table, "Stated complete by", "clients") == "nobody"


def test_only_what_was_looked_at_is_said_to_hold_no_blank_cell() -> None:
    assert readiness(audited("GOV-11")).empty == "None of the cells that GOV-11 looks at is blank."
    assert readiness(audited("ROP-24")).empty == "Not tested: GOV-11 looked at no activity."
    unknown = readiness(audited("GOV-11", changes={("processing_activities", "ACT-01", "role"): None}))  # type: ignore[arg-type]
    assert unknown.empty.startswith("Not tested in full: GOV-11 had no answer for 1 of ")
    assert "“Recipient categories”" in unknown.note
