"""PRO: cells that the record as processor needs; each rule fires on one blank cell."""

import pytest

from tests.rules.changing import cells, messages, outcomes
from tests.rules.making import places_of

RULES = ("PRO-02", "PRO-04", "PRO-06", "PRO-10", "PRO-17", "PRO-20")
ONE_BLANK = (
    ("PRO-04", "processing_activities", "ACT-02", "processing_categories"),
    ("PRO-10", "clients", "CLI-01", "instructions_ref"),
    ("PRO-17", "clients", "CLI-01", "audit_answered_on"),
    ("PRO-20", "datasets", "DAT-01", "client_id"),
    ("PRO-20", "datasets", "DAT-01", "contract_id"),
    ("PRO-20", "datasets", "DAT-01", "project_id"),
)


@pytest.mark.parametrize(("rule_id", "sheet", "identity", "column"), ONE_BLANK)
def test_a_rule_fires_when_its_cell_is_blank(rule_id: str, sheet: str, identity: str, column: str) -> None:
    assert places_of(rule_id, changes={(sheet, identity, column): None}) == (f"{identity} {column}",)


def test_client_not_reachable_fires_only_when_contact_and_address_are_blank() -> None:
    assert places_of("PRO-02", changes=cells("clients", "CLI-01", contact=None, address=None)) == ("CLI-01 contact",)
    assert not places_of("PRO-02", changes=cells("clients", "CLI-01", contact=None))
    assert not places_of("PRO-02", changes=cells("clients", "CLI-01", address=None))


@pytest.mark.parametrize("filled", ["security_description", "security_measure_ids", "security_not_stated_reason"])
def test_processor_security_not_described_fires_only_when_all_three_cells_are_blank(filled: str) -> None:
    columns = ("security_description", "security_measure_ids", "security_not_stated_reason")
    blank = {("processing_activities", "ACT-02", column): None for column in columns}
    assert places_of("PRO-06", changes=blank) == ("ACT-02 security_description",)
    assert not places_of("PRO-06", changes={**blank, ("processing_activities", "ACT-02", filled): "MEA-01"})


@pytest.mark.parametrize("rule_id", ["PRO-02", "PRO-10"])
def test_a_rule_does_not_apply_to_a_client_that_left(rule_id: str) -> None:
    assert outcomes(rule_id, changes=cells("clients", "CLI-01", status="ended")) == (0, 0, 1, 0)


@pytest.mark.parametrize("rule_id", ["PRO-04", "PRO-06"])
@pytest.mark.parametrize(
    ("role", "status", "expected"),
    [("subprocessor", "active", (1, 0, 1, 0)), ("processor", "ended", (0, 0, 2, 0)), (None, "active", (0, 0, 1, 1))],
)
def test_a_rule_applies_to_active_activities_as_processor(
    rule_id: str, role: str | None, status: str, expected: tuple[int, int, int, int]
) -> None:
    changes = cells("processing_activities", "ACT-02", role=role, status=status)
    assert outcomes(rule_id, changes=changes) == expected


def test_audit_request_not_answered_does_not_apply_without_a_request() -> None:
    changes = cells("clients", "CLI-01", audit_requested_on=None, audit_answered_on=None)
    assert outcomes("PRO-17", changes=changes) == (0, 0, 1, 0)


def test_dataset_without_origin_names_each_cell_that_is_blank() -> None:
    changes = cells("datasets", "DAT-01", client_id=None, project_id=None)
    assert sorted(messages("PRO-20", changes=changes)) == [
        "DAT-01 “Street scenes batch 4” states no client ID",
        "DAT-01 “Street scenes batch 4” states no project ID",
    ]
