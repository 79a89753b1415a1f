"""What datasets of clients are said to be used for."""

import pytest

from tests.practice.stating import places, stated, verdict
from tests.rules.making import Change, a_row

USE = "dataset_use"
LABELS = stated("uses_for", "asserts", "exists", USE, "annotation", quote="Provide the annotation you requested")
EITHER = stated("uses_for", "permits", "permitted", USE, "demonstration", quote="We may show them")
ONLY = stated("uses_for", "forbids", "closed", USE, "annotation", quote="We use them only to:")
NEVER = stated("uses_for", "forbids", "none", USE, "model_training", quote="We do not train models on them")
CHECKS = stated("uses_for", "forbids", "all", USE, "internal_quality_check", quote="checks on work we deliver to you")
PROVEN: dict[Change, str | None] = {("datasets", "DAT-01", "evidence_ids"): "EV-03"}
CHECKED: dict[Change, str | None] = {("datasets", "DAT-01", "uses"): "annotation; internal_quality_check"}
TRAINS = {"purposes": [a_row("purposes", "PUR-01", purpose_id="PUR-02", activity_id="ACT-02", kind="model_training")]}


def use(value: str | None) -> dict[Change, str | None]:
    return {("datasets", "DAT-01", "uses"): value}


def test_a_dataset_of_an_order_with_evidence_passes() -> None:
    assert verdict(LABELS, PROVEN) == "passed"
    assert places(LABELS, PROVEN) == ["DAT-01 uses", "DAT-01 project_id", "DAT-01 evidence_ids"]


def test_a_dataset_without_evidence_or_order_is_not_enough() -> None:
    assert verdict(LABELS) == "no_evidence"
    assert verdict(LABELS, PROVEN | {("datasets", "DAT-01", "project_id"): None}) == "no_evidence"


def test_a_use_that_no_dataset_has_fails() -> None:
    assert verdict(LABELS, PROVEN | use("benchmarking")) == "failed"


def test_a_permission_need_not_be_used() -> None:
    assert verdict(EITHER) == "not_applicable"
    assert verdict(EITHER, use("demonstration")) == "passed"


def test_a_use_beyond_a_closed_list_fails() -> None:
    assert verdict(ONLY) == "passed"
    assert places(ONLY, use("annotation; model_training")) == ["DAT-01 uses"]
    assert verdict(ONLY, use("annotation; model_training")) == "failed"


def test_a_purpose_of_the_activity_tells_of_a_use_as_well() -> None:
    assert places(ONLY, add=TRAINS) == ["PUR-02 kind", "DAT-01 activity_id"]
    assert verdict(NEVER, add=TRAINS) == "failed"


@pytest.mark.parametrize("statement", [ONLY, NEVER], ids=["only", "never"])
def test_uses_that_are_not_stated_leave_it_open(statement: dict[str, str]) -> None:
    assert verdict(statement, use(None)) == "no_evidence"
    assert verdict(statement, attested="datasets") == "no_evidence"


def test_a_use_that_is_ruled_out_fails() -> None:
    assert verdict(NEVER) == "passed"
    assert verdict(NEVER, use("model_training")) == "failed"


def test_checks_for_the_same_client_pass() -> None:
    assert verdict(CHECKS, CHECKED) == "passed"
    assert verdict(CHECKS) == "passed"
    assert verdict(CHECKS, CHECKED, attested="vendors") == "no_evidence"


def test_checks_for_another_client_fail() -> None:
    other = CHECKED | {("datasets", "DAT-01", "used_for_client_ids"): "CLI-01; CLI-02"}
    assert verdict(CHECKS, other) == "failed"
    assert places(CHECKS, other) == ["DAT-01 used_for_client_ids", "DAT-01 client_id"]


def test_checks_for_nobody_named_leave_it_open() -> None:
    assert verdict(CHECKS, CHECKED | {("datasets", "DAT-01", "used_for_client_ids"): None}) == "no_evidence"
