"""Disposals and delivered datasets are shown against the day they were due, with what an inventory lists later."""

from datetime import date

import pytest

from auditlib.case import open_case
from auditlib.evidence.facts import Evidence
from auditlib.evidence.storage_inventory import StorageInventory, StoredPrefix
from auditlib.reports.examined import Examined, examine
from auditlib.reports.retention import disposals as retention_disposals
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.reading_reports import entry, text
from tests.reports.examining import examined_by
from tests.rules.making import Change

STANDS = "On 30 September 2026"
CLIENT_ASKED: dict[Change, str | None] = {
    ("disposals", "DIS-01", column): value
    for column, value in {
        "reason": "client_request",
        "retention_id": None,
        "dataset_id": "DAT-01",
        "requested_on": "2026-07-01",
        "due_on": "2026-07-31",
    }.items()
}


@pytest.fixture(scope="module")
def auxerta() -> Examined:
    """The third quarter of the reference company."""
    return examine(open_case(REFERENCE_INPUTS, period=PERIOD))


def examined(changes: dict[Change, str | None] | None = None, objects: int | None = None) -> Examined:
    """The clean register with some changes; with so many objects left in an inventory of 1 October."""
    inventories = ()
    if objects is not None:
        prefix = StoredPrefix("acme-data", "cli-01/batch-4", objects, 1, None, False)
        inventories = (StorageInventory("EV-90", "inventory.csv", date(2026, 10, 1), (prefix,)),)
    evidence = Evidence(sources=inventories)
    return examined_by(("RET",), changes or {}, evidence=evidence)


def dis(**cells: str | None) -> dict[Change, str | None]:
    return CLIENT_ASKED | {("disposals", "DIS-01", column): value for column, value in cells.items()}


def dat(**cells: str | None) -> dict[Change, str | None]:
    days: dict[Change, str | None] = {("clients", "CLI-01", "retention_after_delivery_days"): "90"}
    return days | {("datasets", "DAT-01", column): value for column, value in cells.items()}


def test_client_requests_come_first(auxerta: Examined) -> None:
    rows = retention_disposals.disposals(auxerta).rows
    assert [row.key for row in rows][:5] == ["DIS-01", "DIS-06", "DIS-07", "DIS-10", "DIS-02"]
    assert len(rows) == 11


def test_a_disposal_shows_its_days_its_proof_and_the_inventory(auxerta: Examined) -> None:
    table = retention_disposals.disposals(auxerta)
    assert text(table, "Why and what", "DIS-10") == "Client asked, 6 July 2026; DAT-11 Aerial images"
    assert entry(table, "Due on", "DIS-10").value == date(2026, 8, 5)
    assert text(table, "Outcome", "DIS-10") == "Completed on 22 July 2026; Secure erasure"
    assert text(table, "In time", "DIS-10") == "in time"
    assert text(table, "Proof", "DIS-10") == "certificate EV-111; last backup goes 26 August 2026"
    assert text(table, "Storage inventory made later", "DIS-10") == ("no objects listed on 2 October 2026")


def test_an_account_that_was_only_deactivated_has_its_finding_beside_it(auxerta: Examined) -> None:
    assert text(retention_disposals.disposals(auxerta), "Findings", "DIS-11").startswith("RET-13-")


@pytest.mark.parametrize(
    ("cells", "stands", "mark"),
    [
        ({"completed_on": "2026-07-31"}, "in time", "passed"),
        ({"completed_on": "2026-08-03"}, "late by 3 days", "critical"),
        ({"completed_on": None, "outcome": "open"}, "not finished, late by 61 days (2 months)", "critical"),
        ({"completed_on": None, "outcome": "open", "due_on": "2026-10-02"}, "open, due in 2 days", "info"),
        ({"due_on": None, "completed_on": "2026-07-31"}, "in time", "passed"),
        ({"due_on": None, "requested_on": None}, "not assessable: disposals: “requested on” is blank", "unknown"),
        ({"outcome": "refused", "completed_on": None}, "refused", ""),
    ],
)
def test_a_disposal_stands_against_its_day(cells: dict[str, str | None], stands: str, mark: str) -> None:
    found = entry(retention_disposals.disposals(examined(dis(**cells))), "In time")
    assert (found.value, found.mark) == (stands, mark)


def test_objects_that_are_left_are_counted_and_marked() -> None:
    table = retention_disposals.disposals(examined(dis(completed_on="2026-07-20"), objects=3))
    left = entry(table, "Storage inventory made later")
    assert text(table, "Storage inventory made later") == ("three objects listed on 1 October 2026")
    assert left.mark == "critical"
    assert "RET-10-" in text(table, "Findings")


def test_a_disposal_without_a_later_inventory_was_not_tested() -> None:
    table = retention_disposals.disposals(examined(dis(completed_on="2026-07-20")))
    assert entry(table, "Storage inventory made later").mark == "unknown"
    assert text(table, "Storage inventory made later").startswith("not tested: no usable storage inventory")


def test_a_dataset_of_the_reference_company_went_in_time(auxerta: Examined) -> None:
    table = retention_disposals.datasets(auxerta)
    assert entry(table, "Last day", "DAT-11").value == date(2026, 7, 29)
    assert text(table, STANDS, "DAT-11") == "gone in time"
    assert text(table, STANDS, "DAT-19") == "due in 13 days"
    assert text(table, STANDS, "DAT-22") == "the days do not run yet"
    assert text(table, STANDS, "DAT-17") == "not assessable: clients: “retention after delivery days” is blank"


@pytest.mark.parametrize(
    ("cells", "stands", "mark"),
    [
        ({"delivered_on": "2026-07-02"}, "due today", "passed"),
        ({"delivered_on": "2026-07-01"}, "past due by 1 day", "critical"),
        ({"delivered_on": "2026-05-15", "status": "deleted"}, "states no day on which it went", "unknown"),
        (
            {"delivered_on": "2026-05-15", "status": "deleted", "deleted_on": "2026-08-16"},
            "gone late by 3 days",
            "critical",
        ),
    ],
)
def test_a_dataset_stands_against_the_days_after_delivery(cells: dict[str, str | None], stands: str, mark: str) -> None:
    found = entry(retention_disposals.datasets(examined(dat(**cells))), STANDS)
    assert (found.value, found.mark) == (stands, mark)


def test_a_legal_hold_over_a_dataset_is_named() -> None:
    held = dat(delivered_on="2026-07-01") | {("legal_holds", "HLD-001", "dataset_ids"): "DAT-01"}
    assert text(retention_disposals.datasets(examined(held)), STANDS) == "past due by 1 day, suspended by HLD-001"


def test_several_storage_paths_are_told_apart() -> None:
    paths: dict[Change, str | None] = {
        ("datasets", "DAT-01", "storage_paths"): "acme-data/cli-01/batch-4/; other-store/cli-01/"
    }
    left = entry(
        retention_disposals.disposals(examined(dis(completed_on="2026-07-20") | paths, objects=0)),
        "Storage inventory made later",
    )
    assert left.value == (
        "acme-data/cli-01/batch-4/: no objects listed on 1 October 2026",
        "other-store/cli-01/: not tested: no storage inventory of other-store made after 20 July 2026",
    )
    assert left.mark == "unknown"
