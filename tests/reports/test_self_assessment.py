"""What the self-assessment shows: every finding with its cells, every rule with its population, all that is unknown."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditlib.audit import Audit
from auditlib.findings import Severity
from auditlib.render.xlsx import write_workbook
from auditlib.reports import self_assessment
from auditlib.reports.page import cover_of
from tests.rules.making import audited


@pytest.fixture(scope="module")
def audit() -> Audit:
    changes = {("processing_activities", "ACT-01", "owner"): None, ("vendors", "VND-01", "status"): None}
    return audited("ROP-24", "ROP-25", "GOV-10", "VEN-08", changes=changes)  # type: ignore[arg-type]


def test_a_finding_is_shown_with_its_authority_its_remedy_and_the_cell(audit: Audit) -> None:
    (row,) = self_assessment.findings(audit).rows
    texts = [entry.value for entry in row.entries]
    assert texts[1:3] == ["Low", "ACT-01 “Answering enquiries” states no owner"]
    assert texts[3] == ("GDPR 24", "GDPR 5(2)", "Regulator's guidance")
    assert texts[4] == "Enter the role that answers for the activity."
    (behind,) = row.entries[2].sources
    assert (behind.sheet, behind.record_id, behind.column) == ("processing_activities", "ACT-01", "owner")
    assert (behind.place.file, behind.place.cell, behind.found) == ("processing_activities.xlsx", "K2", "")


def test_the_workbook_leads_from_a_finding_to_its_cell(audit: Audit, tmp_path: Path) -> None:
    path = tmp_path / "findings.xlsx"
    write_workbook(path, cover_of(self_assessment.REPORT, audit.case), [self_assessment.findings(audit)])
    lines = list(load_workbook(path)["Sources"].iter_rows(values_only=True))
    assert [line for line in lines if "processing_activities.xlsx" in line and "K2" in line]


def test_severities_are_counted_worst_first(audit: Audit) -> None:
    rows = self_assessment.by_severity(audit).rows
    assert [row.key for row in rows] == [severity.value for severity in Severity]
    assert [row.entries[1].value for row in rows] == [0, 0, 0, 1, 0]


def test_what_a_rule_could_not_say_is_shown_with_its_reason(audit: Audit) -> None:
    rows = [tuple(entry.value for entry in row.entries) for row in self_assessment.unanswered(audit).rows]
    assert (1, 1, "vendors: “status” is blank", "VEN-08") in rows


def test_every_rule_shows_what_became_of_each_record(audit: Audit) -> None:
    for row in self_assessment.outcomes(audit).rows:
        examined, *parts = (entry.value for entry in row.entries[2:7])
        assert examined == sum(part for part in parts if isinstance(part, int))
