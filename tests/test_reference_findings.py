"""The rules find in the reference register exactly what `inputs/README.md` documents, quarter by quarter."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from auditlib.assessment import assess
from tests.making_priors import reference_quarters

ROOT = Path(__file__).parents[1]
DEFECTS = list(
    csv.DictReader((ROOT / "tests" / "reference_company" / "defects.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize("quarter", ["Q1", "Q2", "Q3"])
def test_the_findings_of_a_quarter_are_those_documented(quarter: str) -> None:
    found = {(finding.rule_id, finding.record_id) for finding in reference_quarters()[quarter].findings}
    documented = {(row["rule_id"], row["record_id"]) for row in DEFECTS if quarter in row["quarters"].split("; ")}
    wanted = {(rule_id, record_id) for rule_id, record_id in documented if rule_id}
    assert sorted(found - wanted) == []
    assert sorted(wanted - found) == []


def test_a_change_without_a_new_date_shows_only_beside_the_register_of_the_quarter_before() -> None:
    third = reference_quarters()["Q3"]
    alone = assess(replace(third.case, previous=None))
    assert {finding.rule_id for finding in third.findings} - {finding.rule_id for finding in alone.findings} == {
        "ROP-28"
    }


def test_ids_of_findings_are_unique_in_a_run() -> None:
    findings = reference_quarters()["Q3"].findings
    assert len({finding.finding_id for finding in findings}) == len(findings)
