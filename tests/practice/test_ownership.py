"""Whose property datasets remain."""

import pytest

from tests.practice.stating import places, stated, verdict

THEIRS = stated("ownership", "forbids", "all", quote="These datasets remain your property")
OWNERSHIP = ("clients", "CLI-01", "dataset_ownership")


def test_contracts_that_leave_datasets_to_clients_pass() -> None:
    assert verdict(THEIRS) == "passed"


@pytest.mark.parametrize("says", ["licence_to_us", "transferred_to_us"])
def test_a_contract_that_gives_rights_fails(says: str) -> None:
    assert verdict(THEIRS, {OWNERSHIP: says}) == "failed"
    assert places(THEIRS, {OWNERSHIP: says}) == ["CLI-01 dataset_ownership", "DAT-01 client_id"]


@pytest.mark.parametrize("says", ["not_stated", None])
def test_a_contract_that_says_nothing_leaves_it_open(says: str | None) -> None:
    assert verdict(THEIRS, {OWNERSHIP: says}) == "no_evidence"


@pytest.mark.parametrize("attested", ["datasets", "clients"])
def test_it_rests_on_two_attestations(attested: str) -> None:
    assert verdict(THEIRS, attested=attested) == "no_evidence"


def test_a_dataset_deleted_before_the_period_does_not_count() -> None:
    gone = {OWNERSHIP: "licence_to_us", ("datasets", "DAT-01", "deleted_on"): "2026-06-30"}
    assert verdict(THEIRS, gone) == "passed"
    assert verdict(THEIRS, gone | {("datasets", "DAT-01", "deleted_on"): "2026-07-01"}) == "failed"


def test_other_readings_are_not_tested() -> None:
    assert verdict(stated("ownership", "forbids", "none")) == "not_tested"
