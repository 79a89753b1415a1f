"""The register row by row against that of the quarter before."""

from auditlib.audit import Audit
from auditlib.prior.standing import CellChange, ChangeKind, RowChange
from tests.history.quarters import a_quarter
from tests.rules.clean import CLEAN
from tests.rules.making import a_row


def changes_of(audit: Audit) -> list[tuple[str, str, str]]:
    return [(change.sheet, change.record_id, change.kind.value) for change in audit.comparison.changes]


def test_a_register_that_stayed_as_it_was_has_no_changes() -> None:
    comparison = a_quarter(after=a_quarter()).comparison
    assert (comparison.changes, comparison.not_compared, comparison.offers) == ((), (), ())


def test_a_changed_row_shows_each_cell_before_and_after() -> None:
    changed = {("vendors", "VND-01", "country"): "FR", ("vendors", "VND-01", "address"): None}
    (change,) = a_quarter(after=a_quarter(), changes=changed).comparison.changes
    (address,) = {row["address"] for row in CLEAN["vendors"] if row["vendor_id"] == "VND-01"}
    (country,) = {row["country"] for row in CLEAN["vendors"] if row["vendor_id"] == "VND-01"}
    assert set(change.cells) == {CellChange("address", address, ""), CellChange("country", country, "FR")}
    assert (change.sheet, change.record_id, change.kind) == ("vendors", "VND-01", ChangeKind.CHANGED)


def test_rows_that_came_and_went_are_told_with_what_they_hold() -> None:
    more = {"vendors": [a_row("vendors", "VND-01", vendor_id="VND-77", name="New")]}
    (came,) = a_quarter(after=a_quarter(), add=more).comparison.changes
    assert (came.record_id, came.kind) == ("VND-77", ChangeKind.CAME)
    assert CellChange("name", "", "New") in came.cells
    (went,) = a_quarter(after=a_quarter(add=more)).comparison.changes
    assert (went.record_id, went.kind) == ("VND-77", ChangeKind.WENT)
    assert CellChange("name", "New", "") in went.cells


def test_a_row_with_the_same_content_and_a_new_id_is_renumbered() -> None:
    audit = a_quarter(after=a_quarter(), changes={("vendors", "VND-01", "vendor_id"): "VND-09"})
    assert audit.comparison.changes == (RowChange("vendors", "VND-09", ChangeKind.RENUMBERED, (), "VND-01"),)


def test_two_rows_with_the_same_content_are_not_taken_for_a_renumbered_one() -> None:
    twin = {"vendors": [a_row("vendors", "VND-01", vendor_id="VND-08")]}
    now = {("vendors", "VND-01", "vendor_id"): "VND-09"}
    audit = a_quarter(after=a_quarter(add=twin), changes=now)
    assert changes_of(audit) == [
        ("vendors", "VND-01", "went"),
        ("vendors", "VND-08", "went"),
        ("vendors", "VND-09", "came"),
    ]


def test_activities_vendors_transfers_bases_and_retention_come_first() -> None:
    changed = {
        ("organisation", "acme", "legal_name"): "Acme Ltd",
        ("retention", "*", "period"): "9 years",
        ("purposes", "*", "legal_basis"): "consent",
        ("transfers", "*", "country"): "US",
        ("vendors", "VND-01", "country"): "US",
        ("processing_activities", "ACT-01", "name"): "Other",
    }
    audit = a_quarter(after=a_quarter(), changes=changed)
    assert list(dict.fromkeys(change.sheet for change in audit.comparison.changes)) == [
        "processing_activities",
        "vendors",
        "transfers",
        "purposes",
        "retention",
        "organisation",
    ]


def test_rows_of_a_sheet_that_was_not_supplied_neither_come_nor_go() -> None:
    comparison = a_quarter(after=a_quarter(), without=["cookies"]).comparison
    assert (comparison.changes, comparison.not_compared) == ((), ("cookies",))


def test_a_label_typed_for_its_code_and_a_list_in_another_order_are_no_change() -> None:
    before = {("processing_activities", "ACT-01", "data_subject_categories"): "enquirers; client_contacts"}
    now = {
        ("processing_activities", "ACT-01", "data_subject_categories"): "client_contacts; enquirers",
        ("processing_activities", "ACT-01", "status"): "Active",
    }
    assert not a_quarter(after=a_quarter(changes=before), changes=now).comparison.changes


def test_one_of_two_rows_that_share_an_id_changes_that_id() -> None:
    twins = {"vendors": [a_row("vendors", "VND-01", name="Twin")]}
    other = {"vendors": [a_row("vendors", "VND-01", name="Other twin")]}
    assert not a_quarter(after=a_quarter(add=twins), add=twins).comparison.changes
    (change,) = a_quarter(after=a_quarter(add=twins), add=other).comparison.changes
    assert [cell.column for cell in change.cells] == ["name"]
