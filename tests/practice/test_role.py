"""In which role the company says it acts, against its activities and the datasets it was given."""

import pytest

from tests.practice.stating import places, stated, verdict
from tests.rules.making import Change

ANNOTATES = stated("role", "asserts", "exists", "purpose_kind", "data_annotation")
PROCESSES = stated("role", "asserts", "exists", quote="We act as processor on behalf of our clients")
DECIDES = stated("role", "asserts", "exists", quote="We are the controller of your data")
HANDED_OVER = stated("role", "asserts", "all", quote="You may share datasets with us so we can label them")
PROVEN: dict[Change, str | None] = {("processing_activities", "ACT-02", "evidence_ids"): "EV-03"}
KEPT: dict[Change, str | None] = {("datasets", "DAT-01", "evidence_ids"): "EV-03"}
PURPOSE = {
    "purposes": [{"purpose_id": "PUR-09", "activity_id": "ACT-02", "purpose": "Labels", "kind": "data_annotation"}]
}


def test_a_purpose_of_a_processor_activity_with_evidence_passes() -> None:
    assert verdict(ANNOTATES, PROVEN, add=PURPOSE) == "passed"


def test_kinds_of_processing_that_name_it_do_too() -> None:
    named = PROVEN | {("processing_activities", "ACT-02", "processing_categories"): "Annotation of images"}
    assert "ACT-02 processing_categories" in places(ANNOTATES, named)
    assert verdict(ANNOTATES, named) == "passed"


def test_without_evidence_it_is_only_stated() -> None:
    assert verdict(ANNOTATES, add=PURPOSE) == "no_evidence"


def test_the_same_purpose_of_a_controller_does_not_show_it() -> None:
    assert (
        verdict(ANNOTATES, PROVEN | {("processing_activities", "ACT-02", "role"): "controller"}, add=PURPOSE)
        == "failed"
    )


def test_an_activity_that_ended_shows_nothing() -> None:
    ended = PROVEN | {("processing_activities", "ACT-02", "ended_on"): "2026-03-01"}
    assert verdict(ANNOTATES, ended, add=PURPOSE) == "failed"


def test_acting_as_processor_needs_an_activity_with_evidence() -> None:
    assert verdict(PROCESSES, PROVEN) == "passed"
    assert verdict(PROCESSES) == "no_evidence"
    assert verdict(PROCESSES, {("processing_activities", "ACT-02", "role"): "controller"}) == "failed"


def test_acting_as_controller_needs_one_too() -> None:
    assert verdict(DECIDES) == "passed"
    assert verdict(DECIDES, {("processing_activities", "ACT-01", "role"): "processor"}) == "failed"
    assert verdict(DECIDES, {("processing_activities", "ACT-01", "evidence_ids"): None}) == "no_evidence"


def test_words_that_name_no_role_are_not_tested() -> None:
    assert verdict(stated("role", "asserts", "exists", quote="We label scans")) == "not_tested"


def test_datasets_of_named_clients_under_contract_pass() -> None:
    assert verdict(HANDED_OVER, KEPT) == "passed"
    assert verdict(HANDED_OVER) == "no_evidence"
    assert verdict(HANDED_OVER, KEPT, attested="vendors") == "no_evidence"


@pytest.mark.parametrize("column", ["client_id", "contract_id", "received_on"])
def test_a_dataset_of_which_the_source_is_not_stated_fails(column: str) -> None:
    assert places(HANDED_OVER, KEPT | {("datasets", "DAT-01", column): None}) == [f"DAT-01 {column}"]
    assert verdict(HANDED_OVER, KEPT | {("datasets", "DAT-01", column): None}) == "failed"


def test_a_dataset_used_as_controller_fails() -> None:
    changed = KEPT | {("processing_activities", "ACT-02", "role"): "controller"}
    assert places(HANDED_OVER, changed) == ["DAT-01 activity_id", "ACT-02 role"]


@pytest.mark.parametrize(
    "change",
    [
        {("clients", "CLI-01", "legal_name"): None},
        {("processing_activities", "ACT-02", "role"): None},
        {("datasets", "DAT-01", "client_id"): "CLI-77"},
    ],
)
def test_a_client_or_role_that_is_not_known_leaves_it_open(change: dict[Change, str | None]) -> None:
    assert verdict(HANDED_OVER, KEPT | change) == "no_evidence"


def test_what_was_received_after_the_day_of_the_report_is_outside_it() -> None:
    later = {("datasets", "DAT-01", "received_on"): "2026-10-05", ("datasets", "DAT-01", "contract_id"): None}
    assert verdict(HANDED_OVER, later) == "no_evidence"
