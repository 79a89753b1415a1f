"""Which parts of a report are present, partial or absent: never one that is not there."""

from collections.abc import Callable
from datetime import date

import pytest

from auditlib.audit import Audit
from auditlib.history.comparing import compared
from auditlib.reports import self_assessment
from auditlib.reports.self_assessment.answers import action_plan
from auditlib.reports.self_assessment.parts import parts
from auditlib.reports.self_assessment.standing import overdue_findings
from auditlib.reports.self_assessment.statements import sign_offs
from auditlib.sheets import sheets
from auditlib.sign_off import findings_digest
from auditlib.tables import Table
from tests.reading_reports import text
from tests.rules.making import audited

NOTHING = tuple(sheets())
NO_OWNER = {("processing_activities", "ACT-01", "owner"): None}


@pytest.fixture(scope="module")
def empty() -> Audit:
    return compared(audited("ROP-24", without=NOTHING))


def here(audit: Audit, part: int) -> tuple[str, str]:
    table = parts(audit)
    return text(table, "In this report?", str(part)), text(table, "What is missing", str(part))


def test_all_26_parts_are_listed_in_order(empty: Audit) -> None:
    assert [row.entries[0].value for row in parts(empty).rows] == list(range(1, 27))


def test_no_part_made_from_sheets_is_present_without_them(empty: Audit) -> None:
    from_sheets = (2, 3, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 22, 24, 25)
    assert [number for number in from_sheets if here(empty, number)[0] != "absent"] == []


def test_a_part_that_is_not_whole_says_what_is_missing(empty: Audit) -> None:
    rows = parts(empty).rows
    assert [row.key for row in rows if row.entries[2].value != "present" and not row.entries[3].value] == []


def test_a_part_without_one_of_its_sheets_is_partial() -> None:
    assert here(audited("ROP-24", without=["complaints"]), 14) == ("partial", "not supplied: Complaints")


def test_the_sign_off_block_is_absent_until_somebody_signs_these_findings() -> None:
    unsigned = audited("ROP-24", changes=NO_OWNER, without=["sign_offs"])  # type: ignore[arg-type]
    assert here(unsigned, 2)[0] == "absent"
    assert here(unsigned, 2)[1].startswith("nobody has signed as preparer, reviewer or approver; ")
    row = {
        "sign_off_id": "SGN-1",
        "period": "2026-Q3",
        "step": "prepared",
        "name": "A. Sample",
        "role": "Analyst",
        "signed_on": "2026-10-05",
        "findings_digest": findings_digest(unsigned),
    }
    signed = audited("ROP-24", changes=NO_OWNER, without=["sign_offs"], add={"sign_offs": [row]})  # type: ignore[arg-type]
    assert here(signed, 2)[0] == "partial"
    assert text(sign_offs(signed), "Name", "SGN-1") == "A. Sample"
    assert text(sign_offs(signed), "Name", "approved") == "nobody has signed"


SECTIONS = (
    self_assessment.summary,
    self_assessment.untested,
    self_assessment.lists_of_findings,
    self_assessment.compared,
    self_assessment.lists_of_changes,
    self_assessment.answered,
    self_assessment.lists_of_answers,
    self_assessment.covered,
    self_assessment.lists_of_method,
    self_assessment.inputs,
    self_assessment.lists_of_rules,
    self_assessment.lists_of_inputs,
)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_made_from_an_empty_register(
    empty: Audit, section: Callable[[Audit], tuple[Table, ...]]
) -> None:
    for table in section(empty):
        assert table.rows or table.empty


def answered(**cells: str) -> Audit:
    """The audit of an activity without owner, and one action about that finding."""
    (finding,) = audited("ROP-24", changes=NO_OWNER).findings  # type: ignore[arg-type]
    row = {"action_id": "ACN-X", "finding_id": finding.finding_id, "response": "agree", "status": "open", **cells}
    with_action = audited("ROP-24", changes=NO_OWNER, without=["actions"], add={"actions": [row]})  # type: ignore[arg-type]
    return compared(with_action)


@pytest.mark.parametrize(
    ("cells", "is_overdue"),
    [
        ({"due_on": "2026-09-29"}, True),
        ({"due_on": "2026-09-30"}, False),
        ({"due_on": "2026-09-01", "status": "closed", "closed_on": "2026-10-20"}, False),
        ({"due_on": "2026-09-01", "status": "closed", "closed_on": "2026-11-02"}, True),
        ({}, False),
    ],
)
def test_an_action_is_overdue_where_it_was_due_and_was_not_closed_in_time_to_be_told(cells, is_overdue) -> None:
    audit = answered(**cells)
    assert audit.case.recorded_until == date(2026, 10, 30)
    assert bool(overdue_findings(audit)) is is_overdue
    (row,) = (row for row in self_assessment.by_severity(audit).rows if row.key == "all")
    assert row.entries[-1].value == int(is_overdue)


def test_an_overdue_action_says_since_when() -> None:
    assert text(action_plan(answered(due_on="2026-09-01")), "Progress") == "overdue since 1 September 2026"
