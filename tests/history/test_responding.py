"""Responses of management, and what happens to them when a row gets a new id."""

from auditlib.prior.standing import Offer
from tests.history.quarters import Changes, a_quarter, the_one

LONG: Changes = {("cookies", "CKE-01", "lifetime"): "24 months"}
RENUMBERED: Changes = {**LONG, ("cookies", "CKE-01", "cookie_id"): "CKE-09"}
FINDING = the_one(a_quarter("COO-06", changes=LONG)).finding_id
ANSWER = {
    "action_id": "ACN-50",
    "finding_id": FINDING,
    "response": "agree",
    "description": "Shorten it",
    "status": "open",
}


def test_a_response_belongs_to_the_finding_whose_id_it_names() -> None:
    audit = a_quarter("COO-06", changes=LONG, add={"actions": [ANSWER]})
    assert audit.responses[the_one(audit).finding_id].identity == "ACN-50"


def test_a_row_prepared_for_a_finding_and_not_filled_in_is_no_response() -> None:
    prepared = {**ANSWER, "response": "", "description": ""}
    assert not a_quarter("COO-06", changes=LONG, add={"actions": [prepared]}).responses


def test_of_two_responses_to_a_finding_the_one_with_the_last_id_counts() -> None:
    later = {**ANSWER, "action_id": "ACN-51", "response": "disagree"}
    for rows in ([ANSWER, later], [later, ANSWER]):
        audit = a_quarter("COO-06", changes=LONG, add={"actions": rows})
        assert audit.responses[FINDING].identity == "ACN-51"


def test_the_response_to_a_renumbered_row_is_offered_and_not_moved() -> None:
    before = a_quarter("COO-06", changes=LONG, add={"actions": [ANSWER]})
    after = a_quarter("COO-06", after=before, changes=RENUMBERED, add={"actions": [ANSWER]})
    (finding,) = after.findings
    assert finding.finding_id not in after.responses
    assert after.comparison.offers == (Offer(after.responses[FINDING], FINDING, finding.finding_id),)


def test_nothing_is_offered_where_the_finding_of_the_new_row_is_answered() -> None:
    before = a_quarter("COO-06", changes=LONG, add={"actions": [ANSWER]})
    (finding,) = a_quarter("COO-06", changes=RENUMBERED).findings
    answers = {"actions": [ANSWER, {**ANSWER, "action_id": "ACN-51", "finding_id": finding.finding_id}]}
    assert not a_quarter("COO-06", after=before, changes=RENUMBERED, add=answers).comparison.offers
