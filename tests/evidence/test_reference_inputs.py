"""The extracts of the reference company, quarter by quarter, as its evidence sheet describes them."""

import pytest

from auditlib.case import open_case
from auditlib.evidence.opening import open_evidence
from auditlib.evidence.sign_on import SignOn
from auditlib.evidence.storage_inventory import StorageInventory
from auditlib.evidence.web_scan import WebScan
from auditlib.sheets.evidence import Evidence as EvidenceRow
from tests.requirements import PROJECT

QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")


@pytest.fixture(scope="module", params=QUARTERS)
def case(request):
    return open_case(PROJECT / "inputs" / "auxerta", period=request.param)


@pytest.fixture(scope="module")
def evidence(case):
    return open_evidence(case)


def test_every_file_is_found_unchanged_and_usable(evidence):
    assert evidence.hash_checked == {"EV-001", "EV-002", "EV-003", "EV-004", "EV-005"}
    assert not evidence.hash_differs
    assert not evidence.unusable


def test_each_source_has_as_many_rows_as_its_own_system_reports(case, evidence):
    rows = [row for row in case.register.all(EvidenceRow) if row.source_row_count is not None]
    assert len(rows) == 4
    assert [evidence.source_of(row).rows for row in rows] == [row.source_row_count for row in rows]


def test_the_ledger_adds_up_to_the_control_total(case, evidence):
    (row,) = (row for row in case.register.all(EvidenceRow) if row.kind == "ledger_export")
    assert [str(total) for total in evidence.source_of(row).totals] == [row.control_total]


def test_only_the_first_scan_saw_analytics_before_a_choice(case, evidence):
    (scan,) = evidence.usable(WebScan)
    early = {one.name for one in scan.sightings if one.phase == "before_choice"} - {"auxerta_session", "auxerta_csrf"}
    assert early == ({"_ga", "_ga_7Q2XK41B"} if case.period.name == "2026-Q1" else set())


def test_a_dataset_under_a_delete_marker_is_still_held():
    evidence = open_evidence(open_case(PROJECT / "inputs" / "auxerta", period="2026-Q1"))
    (inventory,) = evidence.usable(StorageInventory)
    assert inventory.objects_under("auxerta-datasets-eu/cli-02/dat-04/") == 2


def test_an_application_that_only_sign_on_knows_is_listed():
    evidence = open_evidence(open_case(PROJECT / "inputs" / "auxerta", period="2026-Q3"))
    (sign_on,) = evidence.usable(SignOn)
    assert "Notewell" in {application.name for application in sign_on.applications}
