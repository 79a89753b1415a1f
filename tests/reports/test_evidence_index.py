"""The index of evidence says what of it was not used."""

from pathlib import Path

from auditlib.audit import audit_case
from auditlib.evidence.opening import open_evidence
from auditlib.reports.self_assessment.inputs import evidence_index
from tests.evidence.extracts import SCAN, a_case, put


def test_rows_of_a_scan_that_are_of_other_days_are_counted(tmp_path: Path) -> None:
    put(tmp_path, "scan.csv", SCAN + "https://www.auxerta.example/,cdn.example,cookie,_old,before_choice,,2025-01-10\n")
    case = a_case(tmp_path, [{"kind": "web_scan", "file_name": "scan.csv"}])
    index = evidence_index(audit_case(case, (), open_evidence(case)))
    assert index.note == "EV-1: 1 of 6 rows not used, being of days outside the period."


def test_an_index_of_evidence_that_was_used_whole_has_no_note(tmp_path: Path) -> None:
    put(tmp_path, "scan.csv", SCAN)
    case = a_case(tmp_path, [{"kind": "web_scan", "file_name": "scan.csv"}])
    assert evidence_index(audit_case(case, (), open_evidence(case))).note == ""
