"""The verdicts of the reference company on what it promises of deletion, retention, security, transfers, rights …"""

import csv
from functools import cache
from pathlib import Path

import pytest

from auditlib.case import open_case
from auditlib.evidence.opening import open_evidence
from auditlib.practice.judging import judge
from auditlib.practice.verdicts import Judged, Verdict
from auditlib.rulebook.view import StrictRegister, View
from tests.packs import REFERENCE_INPUTS
from tests.requirements import PROJECT

QUARTERS = ("Q1", "Q2", "Q3")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


EXPECTED = rows_of(Path(__file__).with_name("reference_verdicts_2.csv"))
DEFECTS = rows_of(PROJECT / "tests" / "reference_company" / "defects.csv")


@cache
def judged(quarter: str) -> dict[str, Judged]:
    case = open_case(REFERENCE_INPUTS, period=f"2026-{quarter}")
    view = View(case, StrictRegister(case.register), open_evidence(case))
    return {one.commitment.identity: one for one in judge(view.policy, view)}


def records_shown(one: Judged) -> set[str]:
    return {cited.record.identity for cited in one.decision.cited}


@pytest.mark.parametrize("quarter", QUARTERS)
@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["commitment_id"])
def test_a_statement_has_the_verdict_that_its_rows_call_for(row: dict[str, str], quarter: str) -> None:
    assert judged(quarter)[row["commitment_id"]].decision.verdict.value == row[quarter]


@pytest.mark.parametrize("row", [row for row in EXPECTED if row["shown"]], ids=lambda row: row["commitment_id"])
def test_a_contradicted_statement_shows_the_rows_that_contradict_it(row: dict[str, str]) -> None:
    for part in row["shown"].split("; "):
        quarter, _, records = part.partition(": ")
        assert set(records.split()) <= records_shown(judged(quarter)[row["commitment_id"]])


# Where the defect is an absence in the text, the record of the defect is the version of the policy as a whole.
PLACED = [
    (quarter, claim, defect["record_id"])
    for defect in DEFECTS
    for claim in filter(None, defect["claim_ids"].split("; "))
    for quarter in defect["quarters"].split("; ")
    if claim in {row["commitment_id"] for row in EXPECTED if "failed" in row.values()}
    and (defect["sheet"] != "policy_versions" or defect["column"])
]


@pytest.mark.parametrize(("quarter", "claim", "record"), PLACED, ids="-".join)
def test_a_defect_put_in_on_purpose_fails_its_statement_and_is_shown(quarter: str, claim: str, record: str) -> None:
    one = judged(quarter)[claim]
    assert one.decision.verdict is Verdict.FAILED
    assert record in records_shown(one)
