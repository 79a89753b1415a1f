"""Marked copies: each finding in its cell, by severity, and nothing of hers touched or lost."""

import csv
import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import open_case
from auditlib.errors import InputRefused, UsageError
from auditlib.findings import Finding, Severity
from auditlib.marking import NOT_MARKED, WITHOUT_CELL, mark_workbooks
from auditlib.places import Place
from tests.making_registers import PERIOD as SMALL_PERIOD, a_register
from tests.packs import PERIOD, REFERENCE_INPUTS

CONTRACTS = "vendors.xlsx", "Contracts"


@pytest.fixture(scope="module")
def reference() -> Audit:
    return assess(open_case(REFERENCE_INPUTS, period=PERIOD))


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE_INPUTS / PERIOD, tmp_path / "inputs" / PERIOD))


def assessed(inputs: Path) -> Audit:
    return assess(open_case(inputs, period=PERIOD))


def placed(audit: Audit, rule_id: str, *places: Place, **changes: object) -> Audit:
    """The audit with the one finding of a rule alone, put in other places."""
    (finding,) = [one for one in audit.findings if one.rule_id == rule_id]
    return replace(audit, findings=(replace(finding, places=places or finding.places, **changes),))


def of_rule(audit: Audit, rule_id: str) -> Finding:
    return next(one for one in audit.findings if one.rule_id == rule_id)


def test_a_cell_has_the_colour_of_its_severity_and_a_comment_with_rule_message_and_remedy(reference, tmp_path):
    mark_workbooks(reference, tmp_path / "marked")
    finding = of_rule(reference, "VEN-05")
    cell = load_workbook(tmp_path / "marked" / "vendors.xlsx")["Contracts"]["S8"]
    assert cell.fill.fgColor.rgb == "00FBD9BF"
    assert cell.comment.text == f"HIGH · VEN-05\n{finding.message}.\n\nWhat to do: {finding.remedy}"


def test_every_place_of_every_finding_is_marked(reference, tmp_path):
    mark_workbooks(reference, tmp_path / "marked")
    books = {path.name: load_workbook(path) for path in (tmp_path / "marked").glob("*.xlsx")}
    for finding in reference.findings:
        for place in finding.places:
            if place.cell and place.file in books:
                assert finding.message in books[place.file][place.sheet][place.cell].comment.text


def test_values_of_a_marked_copy_are_those_of_the_workbook(reference, tmp_path):
    mark_workbooks(reference, tmp_path / "marked")
    for path in (tmp_path / "marked").glob("*.xlsx"):
        original = load_workbook(reference.case.inputs / path.name)
        copy = load_workbook(path)
        for page in original:
            assert list(copy[page.title].values) == list(page.values)


def test_the_inputs_stay_as_they_were(inputs, tmp_path):
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in inputs.rglob("*") if path.is_file()}
    mark_workbooks(assessed(inputs), tmp_path / "marked")
    assert before == {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in before}


def test_several_findings_in_one_cell_are_one_comment_below_what_she_wrote_herself(inputs, tmp_path):
    book = load_workbook(inputs / "vendors.xlsx")
    book["Contracts"]["S8"].comment = Comment("Ask Tessera again", "Ana")
    book.save(inputs / "vendors.xlsx")
    audit = assessed(inputs)
    finding = of_rule(audit, "VEN-05")
    worse = replace(finding, severity=Severity.CRITICAL, rule_id="VEN-99", message="CTR-07 is worse")
    mark_workbooks(replace(audit, findings=(finding, worse)), tmp_path / "marked")
    cell = load_workbook(tmp_path / "marked" / "vendors.xlsx")["Contracts"]["S8"]
    own, first, second = cell.comment.text.split("\n\n———\n\n")
    assert (own, first.split("\n")[0], second.split("\n")[0]) == (
        "Ask Tessera again",
        "HIGH · VEN-05",
        "CRITICAL · VEN-99",
    )
    assert cell.fill.fgColor.rgb == "00F6BFB8"


def test_a_finding_without_a_cell_is_listed_on_a_sheet_of_its_own(reference, tmp_path):
    audit = placed(reference, "VEN-05", Place(*CONTRACTS), message="=1+1")
    mark_workbooks(audit, tmp_path / "marked")
    page = load_workbook(tmp_path / "marked" / "vendors.xlsx")[WITHOUT_CELL]
    assert [cell.value for cell in page[2]][:4] == ["high", "VEN-05", "=1+1", "Contracts: CTR-07"]
    assert page["C2"].data_type == "s"


def test_a_cell_that_is_merged_into_another_is_marked_where_it_shows(inputs, tmp_path):
    book = load_workbook(inputs / "vendors.xlsx")
    book["Contracts"].merge_cells("AA1:AB2")
    book.save(inputs / "vendors.xlsx")
    audit = placed(assessed(inputs), "VEN-05", Place(*CONTRACTS, "AB2"))
    mark_workbooks(audit, tmp_path / "marked")
    assert load_workbook(tmp_path / "marked" / "vendors.xlsx")["Contracts"]["AA1"].comment.text.startswith("HIGH")


def test_findings_in_files_that_take_no_colour_are_listed_in_a_file_beside(tmp_path):
    inputs = a_register(tmp_path / "inputs")
    audit = assess(open_case(inputs, period=SMALL_PERIOD))
    marked = mark_workbooks(audit, tmp_path / "marked")
    assert [path.name for path in marked.written] == [NOT_MARKED]
    assert set(marked.left_out) == {place.file for one in audit.findings for place in one.places}
    with (tmp_path / "marked" / NOT_MARKED).open(encoding="utf-8", newline="") as file:
        assert [row["finding_id"] for row in csv.DictReader(file)] == [one.finding_id for one in audit.findings]


@pytest.mark.parametrize("inside", [".", "marked", "..", "../2026-Q4"])
def test_nothing_is_written_into_the_inputs_folder_or_those_of_other_periods(reference, inputs, inside):
    audit = replace(reference, case=replace(reference.case, inputs=inputs))
    before = sorted(inputs.parent.rglob("*"))
    with pytest.raises(UsageError, match="is the inputs folder or in it"):
        mark_workbooks(audit, inputs / inside)
    assert sorted(inputs.parent.rglob("*")) == before


def test_a_file_that_is_there_is_named_and_nothing_is_written(reference, tmp_path):
    (tmp_path / "marked").mkdir()
    (tmp_path / "marked" / "vendors.xlsx").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"already holds vendors\.xlsx"):
        mark_workbooks(reference, tmp_path / "marked")
    assert [path.name for path in (tmp_path / "marked").iterdir()] == ["vendors.xlsx"]


def test_a_workbook_saved_since_the_audit_is_refused(inputs, tmp_path):
    audit = assessed(inputs)
    book = load_workbook(inputs / "vendors.xlsx")
    book["Contracts"]["S8"].value = "Yes"
    book.save(inputs / "vendors.xlsx")
    with pytest.raises(InputRefused, match="saved while it was read"):
        mark_workbooks(audit, tmp_path / "marked")
