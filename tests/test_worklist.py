"""The worklist: a row for each finding, answered in a spreadsheet program, saved into the inputs, found again."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import papermill
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import open_case
from auditlib.errors import InputRefused, StorageFailed
from auditlib.findings import State
from auditlib.settings import Settings, read_settings
from auditlib.sheets.actions import Action
from auditlib.worklist import UNASSIGNED, action_id_of, worklist_of, write_worklist
from tests.making_priors import reference_quarters
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.requirements import PROJECT
from tests.rules.making import audited


@pytest.fixture(scope="module")
def reference() -> Audit:
    return assess(open_case(REFERENCE_INPUTS, period=PERIOD))


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A copy of the reference inputs, into which a worklist can be saved."""
    return Path(shutil.copytree(REFERENCE_INPUTS / PERIOD, tmp_path / PERIOD))


def answered(path: Path, **answers: dict[str, object]) -> None:
    """Fill in rows of a worklist, by action id and heading, and save it as a spreadsheet program does."""
    book = load_workbook(path)
    page = book["Actions"]
    headings = [cell.value for cell in page[1]]
    for cells in page.iter_rows(min_row=2):
        for heading, value in answers.get(str(cells[0].value), {}).items():
            cells[headings.index(heading)].value = value
    book.save(path)


def rows_of(path: Path) -> dict[str, dict[str, object]]:
    page: Worksheet = load_workbook(path)["Actions"]
    headings, *rows = page.iter_rows(values_only=True)
    return {str(row[0]): dict(zip(map(str, headings), row, strict=True)) for row in rows}


def test_a_worklist_beside_the_workbooks_is_read_without_problem_or_remark(reference, inputs):
    write_worklist(inputs / "worklist.xlsx", reference)
    register = open_case(inputs, period=PERIOD).register
    assert (register.problems, register.remarks) == ((), reference.case.register.remarks)


def test_every_finding_has_a_row_and_every_action_is_kept(reference, inputs):
    write_worklist(inputs / "worklist.xlsx", reference)
    actions = open_case(inputs, period=PERIOD).register.all(Action)
    kept = [action.identity for action in reference.case.register.all(Action)]
    answered_before = {action.finding_id for action in reference.case.register.all(Action)}
    asked = [action_id_of(one) for one in reference.findings if one.finding_id not in answered_before]
    assert [action.identity for action in actions] == [*kept, *asked]
    assert {action.status for action in actions[len(kept) :]} == {"open"}
    assert all(action.response is None and action.owner is None for action in actions[len(kept) :])


def test_an_unanswered_worklist_changes_no_finding(reference, inputs):
    write_worklist(inputs / "worklist.xlsx", reference)
    again = assess(open_case(inputs, period=PERIOD))
    assert [one.finding_id for one in again.findings] == [one.finding_id for one in reference.findings]


def test_an_answer_is_found_by_the_id_of_its_finding_and_stands_in_the_next_worklist(reference, inputs):
    path, finding = inputs / "worklist.xlsx", reference.findings[0]
    write_worklist(path, reference)
    answer = {"Response": "Agree", "Response text": "It was night", "Due on": datetime(2026, 12, 15)}  # noqa: DTZ001
    answered(path, **{action_id_of(finding): answer})
    again = assess(open_case(inputs, period=PERIOD))
    (action,) = [one for one in again.case.register.all(Action) if one.finding_id == finding.finding_id]
    assert (action.response, action.response_text, action.due_on) == ("agree", "It was night", date(2026, 12, 15))
    assert again.responses[finding.finding_id].identity == action.identity
    assert again.case.register.problems == ()
    write_worklist(inputs / "worklist.xlsx", again)
    row = rows_of(path)[action_id_of(finding)]
    assert {heading: row[heading] for heading in answer} == answer


def test_an_answer_stands_in_the_report_that_is_made_next(reference, inputs, tmp_path):
    finding = reference.findings[0]
    write_worklist(inputs / "worklist.xlsx", reference)
    said = "The extension is announced by the desk from October on"
    answered(inputs / "worklist.xlsx", **{action_id_of(finding): {"Response": "Agree", "Response text": said}})
    notebook = PROJECT / "notebooks" / "70_self_assessment.ipynb"
    parameters = {"inputs": str(inputs), "period": PERIOD, "output": str(tmp_path / "out")}
    papermill.execute_notebook(notebook, tmp_path / "out.ipynb", parameters, progress_bar=False)
    assert said in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    book = load_workbook(tmp_path / "out" / "70_self_assessment.xlsx", read_only=True)
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    assert any(finding.finding_id in row and any(said in str(cell) for cell in row) for row in rows)


def test_what_was_not_retested_is_still_asked_for():
    third = reference_quarters()["Q3"]
    open_still = [one for one in third.past if one.state is State.NOT_RETESTED]
    asked = {str(line["finding_id"]) for line in worklist_of(third)}
    assert open_still
    assert {one.finding_id for one in open_still} <= asked


def test_a_finding_that_came_back_is_asked_about_anew_beside_the_action_that_was_closed():
    third = reference_quarters()["Q3"]
    (back,) = (one for one in third.findings if one.state is State.REOPENED)
    assert back.finding_id not in third.responses
    asked = [line for line in worklist_of(third) if line["finding_id"] == back.finding_id]
    assert [(line["action_id"], line["status"]) for line in asked] == [
        ("ACN-05", "Closed"),
        (f"ACN-{back.finding_id}-2", "Open"),
    ]


def test_an_action_that_reads_differently_in_another_workbook_counts_as_the_worklist_has_it(reference, inputs):
    write_worklist(inputs / "Worklist (1).xlsx", reference)
    answered(inputs / "Worklist (1).xlsx", **{"ACN-03": {"Status": "Closed"}})
    register = open_case(inputs, period=PERIOD).register
    action = register.get(Action, "ACN-03")
    assert action is not None
    assert action.status == "closed"
    told = [str(remark) for remark in register.remarks if remark not in reference.case.register.remarks]
    assert told == ["audit.xlsx › Actions: rows that read differently in Worklist (1).xlsx, which counts (ACN-03)"]


def test_two_worklists_that_hold_the_same_rows_are_refused(reference, inputs):
    write_worklist(inputs / "worklist.xlsx", reference)
    write_worklist(inputs / "worklist-old.xlsx", reference)
    with pytest.raises(InputRefused, match="Keep one of the two"):
        open_case(inputs, period=PERIOD)


def test_a_row_of_a_finding_that_is_gone_is_kept_as_it_was(reference, inputs):
    write_worklist(inputs / "worklist.xlsx", reference)
    again = assess(open_case(inputs, period=PERIOD))
    without = replace(again, findings=again.findings[1:])
    gone = action_id_of(again.findings[0])
    before = {line["action_id"]: line for line in worklist_of(again)}
    assert {line["action_id"]: line for line in worklist_of(without)}[gone] == before[gone]


def test_a_row_keeps_its_id_where_other_findings_come_and_go(reference):
    few = replace(reference, findings=reference.findings[5:])
    ids = {line["finding_id"]: line["action_id"] for line in worklist_of(reference)}
    assert all(ids[line["finding_id"]] == line["action_id"] for line in worklist_of(few) if line["finding_id"])


def test_a_row_whose_finding_id_was_lost_is_not_asked_for_twice(reference, inputs):
    path, asked = inputs / "worklist.xlsx", action_id_of(reference.findings[0])
    write_worklist(path, reference)
    answered(path, **{asked: {"Finding ID": None}})
    lines = worklist_of(assess(open_case(inputs, period=PERIOD)))
    assert [line["action_id"] for line in lines].count(asked) == 1


def test_the_suggested_owner_is_that_of_the_record_else_of_the_settings_else_nobody(reference):
    owned = {one.finding_id: one.owner for one in reference.findings}
    settings = Settings(owners={"vendors": "Vendor manager"})
    case = replace(reference.case, settings=settings)
    by_id = {line["finding_id"]: line for line in worklist_of(replace(reference, case=case))}
    for finding in reference.findings:
        fallback = "Vendor manager" if finding.sheet == "vendors" else UNASSIGNED
        assert by_id[finding.finding_id]["suggested_owner"] == (owned[finding.finding_id] or fallback)


def test_the_same_audit_gives_the_same_bytes(reference, tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write_worklist(tmp_path / name, reference)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_text_that_looks_like_a_formula_stays_text(reference, tmp_path):
    changed = replace(reference.findings[0], message='=HYPERLINK("https://evil.example")')
    write_worklist(tmp_path / "worklist.xlsx", replace(reference, findings=(changed,)))
    row = rows_of(tmp_path / "worklist.xlsx")[action_id_of(changed)]
    assert row["What was found"] == '=HYPERLINK("https://evil.example")'
    page = load_workbook(tmp_path / "worklist.xlsx")["Actions"]
    assert all(cell.data_type != "f" for line in page.iter_rows() for cell in line)


def test_what_is_to_fill_in_has_drop_downs_a_frozen_head_and_a_filter(reference, tmp_path):
    write_worklist(tmp_path / "worklist.xlsx", reference)
    page = load_workbook(tmp_path / "worklist.xlsx")["Actions"]
    lists = {one.formula1 for one in page.data_validations.dataValidation if one.type == "list"}
    assert '"Agree,Partly agree,Disagree"' in lists
    assert '"Open,In progress,Closed"' in lists
    assert page.freeze_panes == "D2"
    assert page.auto_filter.ref.startswith("A1:R")


def test_a_register_without_findings_has_a_worklist_too(tmp_path):
    audit = audited("ROP-26")
    assert audit.findings == ()
    write_worklist(tmp_path / "worklist.xlsx", audit)
    assert "Actions" in load_workbook(tmp_path / "worklist.xlsx").sheetnames


def test_a_folder_that_is_not_there_is_a_failure_of_storage(reference, tmp_path):
    with pytest.raises(StorageFailed, match="could not be written"):
        write_worklist(tmp_path / "absent" / "worklist.xlsx", reference)


@pytest.mark.parametrize(
    ("line", "expected"),
    [('vendorz = "Ann"', "the name of a sheet, such as vendors"), ('vendors = " "', "a role, such as Head of Sales")],
)
def test_owners_that_cannot_be_are_refused(tmp_path, line, expected):
    (tmp_path / "auditlib.toml").write_text(f"[owners]\n{line}\n", encoding="utf-8")
    with pytest.raises(InputRefused, match=expected):
        read_settings(tmp_path)
