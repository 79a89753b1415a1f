"""From the rows of the evidence sheet to facts: which files are found, trusted, and of the period."""

import os
import subprocess
import sys
from datetime import date

import pytest

from auditlib.case import open_case
from auditlib.errors import InputRefused, NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.evidence.ledger import Ledger
from auditlib.evidence.opening import open_evidence
from auditlib.evidence.sign_on import SignOn
from auditlib.evidence.storage_inventory import StorageInventory
from auditlib.evidence.web_scan import WebScan
from auditlib.sheets.evidence import Evidence as EvidenceRow
from tests.evidence.extracts import EXTRACTS, LEDGER, SCAN, a_case, opened, put, sha256, turned, why_unusable


def test_without_an_evidence_sheet_there_is_nothing(tmp_path):
    (tmp_path / "vendors.csv").write_text("vendor_id,name\nV-1,Northgate\n", "utf-8")
    evidence = open_evidence(open_case(tmp_path, period="2026-Q3"))
    assert evidence == Evidence()
    with pytest.raises(NotAssessable, match="no usable ledger export for this period"):
        evidence.usable(Ledger)


@pytest.mark.parametrize("name", ["ledger.csv", "evidence/ledger.csv", "./ledger.csv", "evidence\\ledger.csv"])
def test_a_file_is_found_with_or_without_its_folder(tmp_path, name):
    put(tmp_path, "ledger.csv", LEDGER)
    evidence = open_evidence(a_case(tmp_path, [{"file_name": name}]))
    assert [ledger.file for ledger in evidence.usable(Ledger)] == ["evidence/ledger.csv"]


@pytest.mark.parametrize("kind", sorted(EXTRACTS))
def test_each_kind_is_read_by_its_connector(tmp_path, kind):
    evidence = opened(tmp_path, EXTRACTS[kind], kind=kind)
    for source in (WebScan, Ledger, SignOn, StorageInventory):
        if source.kind == kind:
            assert [one.evidence_id for one in evidence.usable(source)] == ["EV-1"]
        else:
            with pytest.raises(NotAssessable, match=f"no usable {source.in_words} for this period"):
                evidence.usable(source)


def test_a_hash_that_agrees_is_checked(tmp_path):
    path = put(tmp_path, "ledger.csv", LEDGER)
    case = a_case(tmp_path, [{"sha256": sha256(path).upper()}])
    evidence = open_evidence(case)
    assert evidence.hash_checked == {"EV-1"}
    assert evidence.is_hash_checked(case.register.all(EvidenceRow)[0])
    assert evidence.usable(Ledger)


def test_without_a_hash_a_file_is_read_and_not_checked(tmp_path):
    evidence = opened(tmp_path, LEDGER)
    assert evidence.usable(Ledger)
    assert not evidence.hash_checked | evidence.hash_differs


@pytest.mark.parametrize("stated", ["0" * 64, "3f2a..."])
def test_a_changed_file_is_not_read(tmp_path, stated):
    put(tmp_path, "ledger.csv", LEDGER)
    case = a_case(tmp_path, [{"sha256": stated}])
    evidence = open_evidence(case)
    assert evidence.hash_differs == {"EV-1"}
    assert not evidence.hash_checked
    with pytest.raises(NotAssessable, match=r"ledger\.csv is not the file its row describes: its SHA-256 differs"):
        evidence.source_of(case.register.all(EvidenceRow)[0])


def test_rows_that_share_an_id_are_trusted_together_or_not_at_all(tmp_path):
    path = put(tmp_path, "ledger.csv", LEDGER)
    rows = [{"evidence_id": "EV-1", "sha256": sha256(path)}, {"evidence_id": "EV-1", "sha256": "0" * 64}]
    evidence = open_evidence(a_case(tmp_path, rows))
    assert not evidence.hash_checked
    assert "EV-1" in evidence.unusable


def test_a_hash_is_checked_for_evidence_of_any_kind_and_age(tmp_path):
    path = put(tmp_path, "contract.pdf", b"%PDF-1.7")
    row = {"kind": "contract", "file_name": "contract.pdf", "collected_on": "2019-01-01", "sha256": sha256(path)}
    case = a_case(tmp_path, [row])
    evidence = open_evidence(case)
    assert evidence.hash_checked == {"EV-1"}
    assert not evidence.unusable
    with pytest.raises(NotAssessable, match="of a kind that is not read"):
        evidence.source_of(case.register.all(EvidenceRow)[0])


def test_a_link_is_neither_checked_nor_unusable(tmp_path):
    row = {"file_name": "https://files.example.org/ledger.csv", "sha256": "0" * 64}
    assert open_evidence(a_case(tmp_path, [row])) == Evidence()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("absent.csv", "absent.csv is not among the input files"),
        ("../secret.csv", "../secret.csv lies outside the inputs folder and is not read"),
        ("evidence/../../secret.csv", "evidence/../../secret.csv lies outside the inputs folder and is not read"),
        ("..\\secret.csv", "..\\secret.csv lies outside the inputs folder and is not read"),
        ("/etc/passwd", "/etc/passwd lies outside the inputs folder and is not read"),
        ("C:\\secret.csv", "C:\\secret.csv lies outside the inputs folder and is not read"),
        ("scan.pdf", "scan.pdf is not read where it lies; move it to the folder evidence"),
        ("", "the row EV-1 names no file"),
    ],
)
def test_a_name_leads_only_to_an_input_file(tmp_path, name, reason):
    (tmp_path / "secret.csv").write_text(LEDGER, "utf-8")
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    evidence = open_evidence(a_case(folder, [{"file_name": name}]))
    assert evidence.unusable == {"EV-1": reason}
    assert not evidence.sources


@pytest.mark.skipif(os.name != "posix", reason="links need a right of their own on Windows")
def test_a_link_out_of_the_folder_is_refused_with_the_inputs(tmp_path):
    (tmp_path / "secret.csv").write_text(LEDGER, "utf-8")
    folder = tmp_path / "inputs"
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "ledger.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(InputRefused, match="a link to a file outside the folder"):
        a_case(folder, [{"sha256": sha256(tmp_path / "secret.csv")}])


@pytest.mark.skipif(os.name != "posix", reason="links need a right of their own on Windows")
def test_a_link_within_the_folder_is_followed(tmp_path):
    put(tmp_path, "blob", LEDGER)
    (tmp_path / "evidence" / "ledger.csv").symlink_to("blob")
    assert open_evidence(a_case(tmp_path, [{}])).usable(Ledger)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "evidence/ledger.csv is empty"),
        (LEDGER.splitlines()[0], "evidence/ledger.csv has no rows below its headings"),
        (LEDGER.replace("payee", "paid to"), "evidence/ledger.csv has no column “payee”"),
        (b"PK\x03\x04\x00", "evidence/ledger.csv is no text"),
    ],
)
def test_a_file_without_facts_is_unusable_and_says_why(tmp_path, content, reason):
    assert why_unusable(tmp_path, content) == reason


def test_a_kind_without_usable_source_is_not_assessable_for_its_reason(tmp_path):
    put(tmp_path, "scan.csv", "")
    put(tmp_path, "ledger.csv", "")
    evidence = open_evidence(a_case(tmp_path, [{}, {"kind": "web_scan", "file_name": "scan.csv"}]))
    with pytest.raises(NotAssessable) as raised:
        evidence.usable(WebScan)
    assert raised.value.reason == "no usable web scan for this period: evidence/scan.csv is empty"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"collected_on": "2026-10-31"}, "was collected on 31 October 2026; records of this period end on"),
        ({"collected_on": ""}, "is not read: its row does not say on which day it was collected"),
        ({"collected_on": "2026-06-30"}, "covers days outside the period (Third quarter 2026)"),
        ({"period_starts_on": "2026-04-01", "period_ends_on": "2026-06-30"}, "covers days outside the period"),
        ({"period_starts_on": "2026-10-01", "period_ends_on": "2026-12-31"}, "covers days outside the period"),
        ({"period_ends_on": "2026-06-30"}, "covers days outside the period"),
        ({"period_starts_on": "2026-07-01", "collected_on": "2026-06-30"}, "covers days outside the period"),
    ],
)
def test_an_extract_of_other_days_is_not_used(tmp_path, row, reason):
    assert why_unusable(tmp_path, LEDGER, **row).startswith(f"evidence/ledger.csv {reason}")


@pytest.mark.parametrize(
    "row",
    [
        {"collected_on": "2026-10-30"},
        {"collected_on": "2026-07-01"},
        {"period_starts_on": "2026-09-30", "period_ends_on": "2026-10-02"},
        {"period_starts_on": "2025-10-01", "period_ends_on": "2026-07-01"},
        {"period_ends_on": "2026-12-31"},
    ],
)
def test_an_extract_that_meets_the_period_is_used(tmp_path, row):
    assert opened(tmp_path, LEDGER, **row).usable(Ledger)


def test_an_extract_whose_rows_are_of_another_quarter_is_not_used(tmp_path):
    old = LEDGER.replace("2026-07", "2026-04").replace("2026-08", "2026-05")
    assert why_unusable(tmp_path, old) == (
        "evidence/ledger.csv holds rows of 6 April 2026 to 5 May 2026 only, outside the period (Third quarter 2026)"
    )


def test_a_cell_of_the_row_that_cannot_be_read_makes_it_unusable(tmp_path):
    assert why_unusable(tmp_path, LEDGER, collected_on="soon") == "ledger.csv: collected_on in its row cannot be read"


def test_what_a_scan_saw_outside_the_period_is_left_out_and_counted(tmp_path):
    old = "https://old.auxerta.example/,cdn.example,cookie,_old,before_choice,,2025-01-10\n"
    late = "https://www.auxerta.example/,late.example,request,,before_choice,,2026-11-02\n"
    (scan,) = opened(tmp_path, SCAN + old + late, "scan.csv", kind="web_scan").usable(WebScan)
    assert (scan.rows, scan.unused, scan.scanned_on) == (7, 2, date(2026, 9, 22))
    assert {one.name for one in scan.sightings} == {"_ga", "theme"}
    assert {page for page, _ in scan.pages} == {"https://www.auxerta.example/"}
    assert not {"cdn.example", "late.example"} & set(scan.hosts)


def test_a_scan_with_rows_before_and_after_the_period_only_is_not_used(tmp_path):
    headings, *rows = SCAN.splitlines(keepends=True)
    content = headings + rows[0].replace("2026-09", "2026-06") + rows[1].replace("2026-09", "2026-11")
    assert "outside the period" in why_unusable(tmp_path, content, "scan.csv", kind="web_scan")


def test_scans_stand_in_the_order_of_their_days(tmp_path):
    put(tmp_path, "late.csv", SCAN)
    put(tmp_path, "early.csv", SCAN.replace("2026-09", "2026-07"))
    rows = [{"kind": "web_scan", "file_name": name} for name in ("late.csv", "early.csv")]
    assert [scan.evidence_id for scan in open_evidence(a_case(tmp_path, rows)).usable(WebScan)] == ["EV-2", "EV-1"]


def test_the_order_of_the_evidence_rows_does_not_matter(tmp_path):
    put(tmp_path, "ledger.csv", LEDGER)
    put(tmp_path, "other.csv", turned(LEDGER))
    rows = [{"evidence_id": "EV-1"}, {"evidence_id": "EV-2", "file_name": "other.csv"}, {"evidence_id": "EV-3"}]
    forwards = open_evidence(a_case(tmp_path, rows))
    assert open_evidence(a_case(tmp_path, rows[::-1])) == forwards


def test_the_register_can_be_read_without_the_database():
    command = (
        "import sys, auditlib.evidence.opening as opening, auditlib.evidence.connector as connector;"
        "connector.connectors(); print({'duckdb', 'ibis', 'sqlglot'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
