"""Rights of people: requests answered in time, by the mailbox that is stated, under stated conditions."""

import pytest

from tests.practice.stating import places, stated, verdict
from tests.rules.making import Change, a_row


def to(right: str, **more: str) -> dict[str, str]:
    return stated("rights", "obliges", "event", "rights_request_kind", right, quote="You may ask us", **more)


def request(**cells: str | None) -> dict[Change, str | None]:
    return {("rights_requests", "REQ-001", column): value for column, value in cells.items()}


ACCESS = to("access")
MAILBOX = stated("rights", "obliges", "all", quote="Contact us at privacy@acme.example")
IDENTITY = stated("rights", "permits", "permitted", quote="We may need to verify your identity")
LOCATION = stated("rights", "permits", "permitted", quote="Depending on your location, you may have rights")
FEE = stated("rights", "permits", "permitted", quote="We may charge a fee")
NO_FEE = stated("rights", "forbids", "none", quote="We do not charge a fee")
TESTED = {("organisation", "acme", "privacy_contact_evidence_ref"): "EV-08"}
TEST = {"evidence": [a_row("evidence", "EV-03", evidence_id="EV-08", kind="mailbox_test")]}
DELETED = {
    "disposals": [
        {"disposal_id": "DIS-02", "reason": "rights_request", "request_id": "REQ-001", "outcome": "completed"},
    ]
}


@pytest.mark.parametrize("statement", [ACCESS, to("")])
def test_a_request_answered_in_time_passes(statement: dict[str, str]) -> None:
    assert verdict(statement | ({} if statement["terms"] else {"vocabulary": ""})) == "passed"


def test_an_answer_after_its_time_fails_and_is_shown() -> None:
    late = request(responded_on="2026-08-20")
    assert verdict(ACCESS, late) == "failed"
    assert places(ACCESS, late)[0] == "REQ-001 responded_on"


def test_an_extension_that_was_told_in_time_gives_more_time() -> None:
    told = request(responded_on="2026-08-20", extension_notified_on="2026-07-20", extension_reason="Many mailboxes")
    assert verdict(ACCESS, told) == "passed"


def test_no_answer_fails_once_its_time_has_passed() -> None:
    assert verdict(ACCESS, request(responded_on=None, outcome="open")) == "failed"
    assert verdict(ACCESS, request(responded_on=None, outcome="open", received_on="2026-09-20")) == "passed"


def test_a_request_of_which_too_little_is_known_stays_open() -> None:
    assert verdict(ACCESS, request(received_on=None)) == "no_evidence"


@pytest.mark.parametrize("other", [{"kind": "erasure"}, {"role": "processor"}, {"received_on": "2026-10-02"}])
def test_other_requests_are_no_trigger(other: dict[str, str]) -> None:
    assert verdict(ACCESS, request(**other)) == "not_applicable"


def test_a_withdrawn_request_needs_no_answer() -> None:
    assert verdict(ACCESS, request(outcome="withdrawn", responded_on=None)) == "not_applicable"


def test_a_withdrawal_of_consent_is_held_only_to_the_time_that_the_policy_states() -> None:
    late, withdrawal = request(kind="consent_withdrawal", responded_on="2026-08-20"), to("consent_withdrawal")
    assert verdict(withdrawal, late) == "not_applicable"
    assert verdict(withdrawal | {"stated_period": "30 days"}, late) == "failed"
    assert verdict(withdrawal | {"stated_period": "60 days"}, late) == "passed"


def test_without_a_request_the_log_has_to_be_attested() -> None:
    assert verdict(to("rectification")) == "not_applicable"
    assert verdict(to("rectification"), attested="vendors") == "no_evidence"


@pytest.mark.parametrize(("period", "expected"), [("30 days", "passed"), ("14 days", "failed")])
def test_a_stated_period_counts_beside_the_law(period: str, expected: str) -> None:
    assert verdict(ACCESS | {"stated_period": period}) == expected


def test_an_erasure_is_told_to_recipients_and_carried_out() -> None:
    erased = request(kind="erasure", recipients_told_on="2026-07-22")
    assert verdict(to("erasure"), erased, add=DELETED) == "passed"
    assert places(to("erasure"), erased) == ["REQ-001 outcome"]
    assert places(to("erasure"), request(kind="erasure"), add=DELETED)[0] == "REQ-001 recipients_told_on"


def test_a_reason_for_telling_nobody_is_enough() -> None:
    erased = request(kind="erasure", recipients_not_told_reason="No recipients")
    assert verdict(to("erasure"), erased, add=DELETED) == "passed"


def test_an_objection_to_marketing_ends_it() -> None:
    objected = to("objection; marketing_objection")
    assert verdict(objected, request(kind="marketing_objection", marketing_stopped_on="2026-07-10")) == "passed"
    assert places(objected, request(kind="marketing_objection")) == ["REQ-001 marketing_stopped_on"]


def test_the_mailbox_that_is_read_and_tested_passes() -> None:
    assert verdict(MAILBOX, TESTED, add=TEST) == "passed"
    assert verdict(MAILBOX, TESTED, add=TEST, attested="vendors") == "no_evidence"


def test_another_mailbox_than_the_organisations_fails() -> None:
    other = MAILBOX | {"quote": "Contact us at info@acme.example"}
    assert places(other, TESTED, add=TEST) == ["acme privacy_contact_email"]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("privacy_contact_is_working", "no", "failed"),
        ("privacy_contact_is_working", None, "no_evidence"),
        ("privacy_contact_tested_on", "2026-01-10", "failed"),
        ("privacy_contact_tested_on", None, "no_evidence"),
        ("privacy_contact_evidence_ref", "EV-03", "failed"),
        ("privacy_contact_evidence_ref", None, "no_evidence"),
    ],
)
def test_a_mailbox_is_shown_to_work(column: str, value: str | None, expected: str) -> None:
    assert verdict(MAILBOX, TESTED | {("organisation", "acme", column): value}, add=TEST) == expected


def test_a_request_that_came_another_way_is_in_the_log() -> None:
    assert verdict(MAILBOX, TESTED | request(channel="letter"), add=TEST) == "passed"
    unlogged = request(channel="letter", logged_on=None)
    assert places(MAILBOX, TESTED | unlogged, add=TEST) == ["REQ-001 logged_on"]


def test_an_answer_after_identity_was_settled_passes() -> None:
    assert verdict(IDENTITY, request(identity_requested_on="2026-07-03", identity_verified_on="2026-07-06")) == "passed"


def test_an_answer_in_doubt_fails() -> None:
    assert places(IDENTITY, request(identity_doubt="Another address"))[0] == "REQ-001 identity_verified_on"
    assert verdict(IDENTITY, request(identity_verified_on="2026-07-25")) == "failed"


def test_a_copy_that_is_kept_fails() -> None:
    kept = request(identity_requested_on="2026-07-03", identity_verified_on="2026-07-06", keeps_identity_copy="yes")
    assert places(IDENTITY, kept) == ["REQ-001 keeps_identity_copy"]
    assert verdict(IDENTITY, kept | request(keeps_identity_copy=None)) == "no_evidence"


def test_identity_that_nobody_asked_for_is_no_use() -> None:
    assert verdict(IDENTITY) == "not_applicable"


@pytest.mark.parametrize(("check", "expected"), [("EV-03", "passed"), (None, "failed")])
def test_a_refusal_for_the_place_rests_on_a_check(check: str | None, expected: str) -> None:
    assert verdict(LOCATION, request(outcome="refused_by_location", legal_check_ref=check)) == expected


def test_nobody_was_refused_for_the_place() -> None:
    assert verdict(LOCATION) == "not_applicable"
    assert verdict(LOCATION, {("organisation", "acme", "regimes"): None}) == "no_evidence"


def test_a_fee_is_justified_where_one_may_be_charged() -> None:
    charged = request(fee_charged="20 EUR")
    assert verdict(FEE) == "not_applicable"
    assert verdict(FEE, charged) == "failed"
    assert verdict(FEE, charged | request(burden_justification="The tenth request of the month")) == "passed"


def test_no_fee_means_none() -> None:
    assert verdict(NO_FEE) == "passed"
    assert verdict(NO_FEE, attested="vendors") == "no_evidence"
    assert places(NO_FEE, request(fee_charged="20 EUR")) == ["REQ-001 fee_charged"]


def test_a_right_that_is_asserted_is_shown_by_an_activity_with_evidence() -> None:
    right = stated("rights", "asserts", "exists", "right", "access")
    assert verdict(right) == "passed"
    assert verdict(right | {"terms": "portability"}) == "failed"
    assert verdict(right, {("processing_activities", "ACT-01", "evidence_ids"): None}) == "no_evidence"


@pytest.mark.parametrize("quote", ["We do not retaliate", "You have certain rights"])
def test_words_that_no_row_can_bear_out_are_not_tested(quote: str) -> None:
    assert verdict(stated("rights", "forbids", "none", quote=quote)) == "not_tested"
    assert verdict(stated("rights", "permits", "permitted", quote=quote)) == "not_tested"


def test_words_that_name_no_mailbox_leave_it_open() -> None:
    assert verdict(MAILBOX | {"quote": "Contact us to use your rights"}, TESTED, add=TEST) == "no_evidence"


def test_a_person_told_of_an_extension_in_the_stated_period_was_not_left_waiting() -> None:
    told = request(responded_on="2026-08-20", extension_notified_on="2026-07-20", extension_reason="Many mailboxes")
    assert verdict(ACCESS | {"stated_period": "1 month"}, told) == "passed"


def test_a_late_answer_counts_beside_what_is_not_known() -> None:
    erased = request(kind="erasure", responded_on="2026-08-20", recipients_told_on="2026-08-20")
    assert places(to("erasure"), erased, without=["disposals"])[0] == "REQ-001 responded_on"
