"""Deletion on request: in time, by a written way, refused on stated grounds only."""

from collections.abc import Callable

import pytest

from auditlib.policy.reading import policy_of_text
from auditlib.rulebook.view import View
from tests.practice.stating import an_inventory, places, stated, verdict

Saying = Callable[[str], None]
IN_TIME = stated("deletes_on_request", "obliges", "event", quote="If you ask us, we delete your data")
OF_CLIENTS = IN_TIME | {"quote": "If you ask us, we delete your datasets"}
IN_WRITING = stated("deletes_on_request", "obliges", "all", "channel", "email; letter", quote="Ask us in writing")
GROUNDS = stated("deletes_on_request", "forbids", "closed", "refusal_ground", "legal_requirement")


def asked(**cells: str) -> dict[str, list[dict[str, str]]]:
    row = {
        "disposal_id": "DIS-02", "reason": "client_request", "dataset_id": "DAT-01", "requested_on": "2026-07-01",
        "channel": "email", "due_on": "2026-07-31", "outcome": "completed", "completed_on": "2026-07-20",
    }  # fmt: skip
    return {"disposals": [{**row, **cells}]}


DELETED = {("datasets", "DAT-01", "status"): "deleted"}


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Saying:
    return lambda text: monkeypatch.setattr(View, "policy_of", lambda _view, _version: policy_of_text(text))


@pytest.mark.parametrize("statement", [IN_TIME, OF_CLIENTS, IN_TIME | {"vocabulary": "channel", "terms": "email"}])
def test_a_deletion_in_time_that_the_inventory_bears_out_passes(statement: dict[str, str]) -> None:
    assert verdict(statement, DELETED, add=asked(), evidence=an_inventory(0)) == "passed"


def test_a_deletion_after_its_day_fails_and_is_shown() -> None:
    late = asked(completed_on="2026-08-02")
    assert verdict(OF_CLIENTS, DELETED, add=late, evidence=an_inventory(0)) == "failed"
    assert places(OF_CLIENTS, DELETED, add=late, evidence=an_inventory(0))[0] == "DIS-02 completed_on"


def test_objects_that_are_still_listed_fail() -> None:
    assert verdict(OF_CLIENTS, DELETED, add=asked(), evidence=an_inventory(2)) == "failed"


def test_without_an_inventory_nobody_knows_what_is_left() -> None:
    assert verdict(OF_CLIENTS, DELETED, add=asked()) == "no_evidence"


def test_a_deletion_that_is_not_due_yet_is_in_time() -> None:
    open_ = asked(due_on="2026-10-20", outcome="open", completed_on="")
    assert verdict(OF_CLIENTS, add=open_, evidence=an_inventory(2)) == "passed"


def test_nobody_asked_and_the_sheet_is_attested() -> None:
    assert verdict(IN_TIME) == "not_applicable"


def test_nobody_asked_as_far_as_is_known() -> None:
    assert verdict(IN_TIME, attested="vendors") == "no_evidence"


def test_a_request_after_the_day_of_the_report_is_outside_the_period() -> None:
    assert verdict(OF_CLIENTS, add=asked(requested_on="2026-10-02", due_on="2026-10-03")) == "not_applicable"


def test_a_promise_to_clients_says_nothing_of_what_people_ask() -> None:
    of_a_person = asked(reason="rights_request", dataset_id="", completed_on="2026-08-02")
    assert verdict(OF_CLIENTS, add=of_a_person) == "not_applicable"
    assert verdict(IN_TIME, add=of_a_person) == "failed"


@pytest.mark.parametrize(("period", "expected"), [("30 days", "passed"), ("14 days", "failed")])
def test_a_stated_period_runs_from_the_request(period: str, expected: str) -> None:
    assert verdict(IN_TIME | {"stated_period": period}, DELETED, add=asked(), evidence=an_inventory(0)) == expected


def test_requests_by_a_stated_way_pass_where_the_text_gives_an_address(says: Saying) -> None:
    says("Contact\n\nWrite to privacy@acme.example.")
    assert verdict(IN_WRITING, add=asked()) == "passed"
    assert verdict(IN_WRITING, add=asked(), attested="vendors") == "no_evidence"


def test_a_request_by_telephone_is_not_in_writing(says: Saying) -> None:
    says("Contact\n\nWrite to privacy@acme.example.")
    assert verdict(IN_WRITING, add=asked(channel="phone")) == "failed"
    assert verdict(IN_WRITING, add=asked(channel="")) == "no_evidence"


def test_a_text_without_an_address_publishes_no_way(says: Saying) -> None:
    says("Contact\n\nYou can write to us.")
    assert verdict(IN_WRITING, add=asked()) == "failed"


def test_without_a_text_no_way_is_known() -> None:
    assert verdict(IN_WRITING, add=asked()) == "no_evidence"


@pytest.mark.parametrize(
    ("ground", "law", "expected"),
    [
        ("legal_requirement", "Sample Act s.1", "passed"),
        ("dispute", "Sample Act s.1", "failed"),
        ("legal_requirement", "", "failed"),
        ("", "Sample Act s.1", "no_evidence"),
    ],
)
def test_a_refusal_rests_on_a_stated_ground_and_its_law(ground: str, law: str, expected: str) -> None:
    refused = asked(outcome="refused", refusal_ground=ground, refusal_law_reference=law, completed_on="")
    assert verdict(GROUNDS, add=refused) == expected


def test_no_refusal_passes_only_where_the_sheet_is_attested() -> None:
    assert verdict(GROUNDS) == "passed"
    assert verdict(GROUNDS, attested="vendors") == "no_evidence"


def test_grounds_that_are_not_named_are_not_tested() -> None:
    assert verdict(GROUNDS | {"vocabulary": "", "terms": ""}) == "not_tested"


def test_a_period_beside_the_way_is_tested_too(says: Saying) -> None:
    says("Contact\n\nWrite to privacy@acme.example.")
    within = IN_WRITING | {"stated_period": "14 days"}
    assert verdict(within, DELETED, add=asked(completed_on="2026-07-10"), evidence=an_inventory(0)) == "passed"
    assert verdict(within, DELETED, add=asked(), evidence=an_inventory(0)) == "failed"
