"""The verdict of the reference company's practice on each of the 92 statements of its policy, quarter by quarter."""

import csv
from functools import cache
from pathlib import Path

import pytest

from auditlib.case import open_case
from auditlib.evidence.opening import open_evidence
from auditlib.practice.judging import judge
from auditlib.practice.verdicts import Flag, Judged, Verdict
from auditlib.rulebook.policies import published
from auditlib.rulebook.view import StrictRegister, View
from tests.packs import REFERENCE_INPUTS
from tests.requirements import PROJECT

QUARTERS = ("Q1", "Q2", "Q3")


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


EXPECTED = rows_of(Path(__file__).with_name("reference_verdicts.csv"))
DEFECTS = rows_of(PROJECT / "tests/reference_company/defects.csv")
FAILING = {row["commitment_id"] for row in EXPECTED if "failed" in row.values()}


@cache
def judged(quarter: str) -> dict[str, Judged]:
    case = open_case(REFERENCE_INPUTS, period=f"2026-{quarter}")
    view = View(case, StrictRegister(case.register), open_evidence(case))
    policy = published(view)
    return {one.commitment.identity: one for one in judge(policy.text.assessed, view, policy.version)}


def rows_shown(one: Judged) -> set[str]:
    return {cited.record.identity for cited in one.decision.cited}


@pytest.mark.parametrize("quarter", QUARTERS)
@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["commitment_id"])
def test_a_statement_has_the_verdict_that_its_rows_call_for(row: dict[str, str], quarter: str) -> None:
    assert judged(quarter)[row["commitment_id"]].decision.verdict.value == row[quarter]


@pytest.mark.parametrize("row", [row for row in EXPECTED if row["shown"]], ids=lambda row: row["commitment_id"])
def test_a_verdict_shows_the_rows_that_decide_it(row: dict[str, str]) -> None:
    for part in row["shown"].split("; "):
        quarter, _, records = part.partition(": ")
        assert set(records.split()) <= rows_shown(judged(quarter)[row["commitment_id"]])


# A defect of a promise, or of the text, as a whole has the statement or the version as its record; the rows that
# break it stand beside it.
PLACED = [
    (quarter, claim, defect["record_id"])
    for defect in DEFECTS
    for claim in filter(FAILING.__contains__, defect["statement_ids"].split("; "))
    for quarter in defect["quarters"].split("; ")
    if defect["sheet"] != "policy_commitments" and (claim, defect["sheet"]) != ("S02-C01", "purposes")
    if defect["sheet"] != "policy_versions" or defect["column"]
]


@pytest.mark.parametrize(("quarter", "claim", "record"), PLACED, ids="-".join)
def test_a_defect_put_in_on_purpose_fails_its_statement_and_is_shown(quarter: str, claim: str, record: str) -> None:
    assert judged(quarter)[claim].decision.verdict is Verdict.FAILED
    assert record in rows_shown(judged(quarter)[claim])


def test_what_is_told_only_by_an_open_wording_passes_with_a_flag() -> None:
    assert Flag.VAGUE in judged("Q3")["S03-C13"].decision.flags


def test_the_flag_is_on_no_other_statement() -> None:
    vague = [identity for identity, one in judged("Q3").items() if Flag.VAGUE in one.decision.flags]
    assert vague == ["S03-C13"]


def test_every_statement_of_the_reference_policy_has_its_expected_verdict_written_down() -> None:
    assert [row["commitment_id"] for row in EXPECTED] == sorted(judged("Q3"))
