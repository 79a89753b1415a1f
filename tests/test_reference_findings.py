"""The rules find in the reference register exactly what `inputs/README.md` documents, quarter by quarter."""

import csv
from pathlib import Path

import pytest

from auditlib.assessment import assess
from auditlib.case import open_case

ROOT = Path(__file__).parents[1]
DEFECTS = list(
    csv.DictReader((ROOT / "tests" / "reference_company" / "defects.csv").read_text(encoding="utf-8").splitlines())
)
# A change without a new date shows only beside the register of the period before, which `audit` does not read yet.
NEEDS_THE_PRIOR_REGISTER = {("ROP-28", "ACT-04")}


@pytest.mark.parametrize("quarter", ["Q1", "Q2", "Q3"])
def test_the_findings_of_a_quarter_are_those_documented(quarter: str) -> None:
    audit = assess(open_case(ROOT / "inputs" / "auxerta", period=f"2026-{quarter}"))
    found = {(finding.rule_id, finding.record_id) for finding in audit.findings}
    documented = {(row["rule_id"], row["record_id"]) for row in DEFECTS if quarter in row["quarters"].split("; ")}
    wanted = {(rule_id, record_id) for rule_id, record_id in documented if rule_id} - NEEDS_THE_PRIOR_REGISTER
    assert sorted(found - wanted) == []
    assert sorted(wanted - found) == []


def test_ids_of_findings_are_unique_in_a_run() -> None:
    findings = assess(open_case(ROOT / "inputs" / "auxerta", period="2026-Q3")).findings
    assert len({finding.finding_id for finding in findings}) == len(findings)
