"""Retention: by a rule, no longer than it says, for the grounds and periods that are stated."""

import pytest

from tests.practice.stating import places, stated, verdict
from tests.rules.making import Change, a_row

NECESSARY = stated("retains", "forbids", "all", quote="We keep data as long as necessary")
FOR_SERVICES = stated("retains", "forbids", "all", "retention_ground", "contract; business_need")
FOR_THE_LAW = stated("retains", "asserts", "all", "retention_ground", "legal_obligation")
FOR_DISPUTES = stated("retains", "permits", "permitted", "retention_ground", "dispute")
AS_AGREED = stated("retains", "obliges", "event", quote="Retention can follow your contract")
ON_GROUNDS = stated("retains", "forbids", "closed", "retention_ground", "business_need; contract")
FOR_A_TIME = stated("retains", "forbids", "all", quote="We keep email addresses for two years", stated_period="2 years")
# The processor's activity of the clean register has no rule of its own.
BOTH = {("retention", "RTN-01", "activity_ids"): "ACT-01; ACT-02"}
BY_LAW = {("retention", "RTN-01", "ground"): "legal_obligation", ("retention", "RTN-01", "law_reference"): "Act s.1"}
PROVEN = {("retention", "RTN-01", "evidence_ids"): "EV-03"}


def rule(**cells: str | None) -> dict[Change, str | None]:
    return {("retention", "RTN-01", column): value for column, value in cells.items()}


def test_a_rule_for_each_running_activity_passes() -> None:
    assert verdict(NECESSARY, BOTH) == "passed"


def test_an_activity_without_a_rule_fails_and_is_shown() -> None:
    assert verdict(NECESSARY) == "failed"
    assert places(NECESSARY) == ["ACT-02 activity_id"]


@pytest.mark.parametrize("column", ["period", "trigger_event", "disposal_method"])
def test_a_rule_with_a_gap_is_none(column: str) -> None:
    assert verdict(NECESSARY, BOTH | rule(**{column: None})) == "failed"


def test_criteria_stand_in_for_a_period() -> None:
    assert verdict(NECESSARY, BOTH | rule(period=None, criteria="Until the order is closed")) == "passed"


def test_an_activity_may_be_missing_where_nobody_attests_the_sheet() -> None:
    assert verdict(NECESSARY, BOTH, attested="retention") == "no_evidence"


def test_an_activity_that_ended_needs_no_rule() -> None:
    assert verdict(NECESSARY, {("processing_activities", "ACT-02", "ended_on"): "2026-05-01"}) == "passed"


def test_nothing_beyond_its_period_passes() -> None:
    assert verdict(FOR_SERVICES) == "passed"
    assert verdict(FOR_SERVICES, attested="vendors") == "no_evidence"


def test_a_record_beyond_its_period_fails_whatever_its_ground() -> None:
    old = rule(oldest_record_on="2024-05-01", ground="consent")
    assert (
        places(FOR_SERVICES, old | {("legal_holds", "HLD-001", "retention_ids"): None})[0] == "RTN-01 oldest_record_on"
    )


def test_a_period_that_nobody_can_read_leaves_it_open() -> None:
    assert verdict(FOR_SERVICES, rule(period="for a while")) == "no_evidence"


def test_what_the_law_wants_kept_passes_with_the_law_and_a_proof() -> None:
    assert verdict(FOR_THE_LAW, BY_LAW | PROVEN) == "passed"
    assert verdict(FOR_THE_LAW, BY_LAW) == "no_evidence"


def test_a_rule_that_names_no_law_fails() -> None:
    assert places(FOR_THE_LAW, rule(ground="legal_obligation")) == ["RTN-01 law_reference"]


def test_a_hold_that_is_looked_after_is_a_use_of_what_is_permitted() -> None:
    assert verdict(FOR_DISPUTES) == "passed"


def test_a_hold_without_a_matter_or_a_review_fails() -> None:
    assert places(FOR_DISPUTES, {("legal_holds", "HLD-001", "matter"): None}) == ["HLD-001 matter"]
    assert (
        verdict(
            FOR_DISPUTES,
            {
                ("legal_holds", "HLD-001", "reviewed_on"): "2025-01-10",
                ("legal_holds", "HLD-001", "started_on"): "2025-01-10",
            },
        )
        == "failed"
    )


def test_without_a_hold_or_a_rule_the_permission_is_not_used() -> None:
    assert verdict(FOR_DISPUTES, {("legal_holds", "HLD-001", "released_on"): "2026-06-01"}) == "not_applicable"


def test_an_unknown_ground_may_be_the_one_permitted() -> None:
    assert verdict(FOR_DISPUTES, rule(ground=None)) == "no_evidence"


@pytest.mark.parametrize(
    ("gone", "status", "expected"),
    [("2026-06-10", "deleted", "passed"), ("2026-08-10", "deleted", "failed"), (None, "held", "failed")],
)
def test_a_dataset_goes_within_the_days_agreed(gone: str | None, status: str, expected: str) -> None:
    changes = {
        ("clients", "CLI-01", "retention_after_delivery_days"): "60",
        ("datasets", "DAT-01", "deleted_on"): gone,
        ("datasets", "DAT-01", "status"): status,
    }
    assert verdict(AS_AGREED, changes) == expected


def test_a_dataset_whose_days_still_run_is_in_time() -> None:
    assert verdict(AS_AGREED) == "passed"


def test_no_client_agreed_days() -> None:
    nothing_agreed = {("clients", "CLI-01", "retention_after_delivery_days"): None}
    assert verdict(AS_AGREED, nothing_agreed) == "not_applicable"
    assert verdict(AS_AGREED, nothing_agreed, attested="vendors") == "no_evidence"


@pytest.mark.parametrize(("ground", "expected"), [("contract", "passed"), ("consent", "failed"), (None, "no_evidence")])
def test_grounds_that_are_listed_are_the_only_ones(ground: str | None, expected: str) -> None:
    assert verdict(ON_GROUNDS, rule(ground=ground)) == expected


def test_a_list_of_grounds_needs_an_attested_sheet() -> None:
    assert verdict(ON_GROUNDS, attested="vendors") == "no_evidence"


@pytest.mark.parametrize(("period", "expected"), [("24 months", "passed"), ("3 years", "failed"), ("1 year", "failed")])
def test_a_stated_period_is_that_of_the_rule(period: str, expected: str) -> None:
    assert verdict(FOR_A_TIME, rule(period=period)) == expected


def test_a_maximum_allows_less() -> None:
    at_most = FOR_A_TIME | {"quote": "We keep email addresses for up to two years"}
    assert verdict(at_most, rule(period="1 year")) == "passed"
    assert verdict(at_most, rule(period="3 years")) == "failed"


def test_a_period_for_other_data_says_nothing_of_the_rule() -> None:
    other = FOR_A_TIME | {"quote": "We keep invoices for two years"}
    assert verdict(other, rule(period="3 years")) == "no_evidence"


def test_a_rule_for_the_purpose_that_is_named_is_meant() -> None:
    more = {
        "retention": [a_row("retention", "RTN-01", retention_id="RTN-02", activity_ids="ACT-02", period="7 years")],
        "purposes": [a_row("purposes", "PUR-01", purpose_id="PUR-02", activity_id="ACT-02", kind="invoicing")],
    }
    invoices = FOR_A_TIME | {"quote": "Invoices are kept for two years"}
    assert places(invoices, add=more) == ["RTN-02 period"]


def test_a_period_for_a_ground_is_that_of_its_rules() -> None:
    by_ground = FOR_SERVICES | {"terms": "legal_obligation", "stated_period": "10 years"}
    assert verdict(by_ground, BY_LAW | rule(period="10 years")) == "passed"
    assert verdict(by_ground, BY_LAW | rule(period="7 years")) == "failed"


@pytest.mark.parametrize(
    ("vocabulary", "terms"), [("", ""), ("data_kind", "email_address"), ("retention_ground", "business_need")]
)
def test_a_period_that_is_asserted_needs_a_proof(vocabulary: str, terms: str) -> None:
    asserted = stated(
        "retains", "asserts", "exists", vocabulary, terms, quote="Kept for two years", stated_period="2 years"
    )
    assert verdict(asserted, PROVEN) == "passed"
    assert verdict(asserted) == "no_evidence"
    assert verdict(asserted, rule(period="3 years")) == "failed"


def test_what_is_never_kept_is_not_tested() -> None:
    assert verdict(stated("retains", "forbids", "none")) == "not_tested"


def test_several_periods_in_a_sentence_leave_open_which_of_them_is_meant() -> None:
    quote = "We keep email addresses for 12 months or, with an account, for 3 years"
    several = FOR_A_TIME | {"quote": quote, "stated_period": "12 months"}
    assert verdict(several, rule(period="12 months")) == "passed"
    assert verdict(several, rule(period="3 years")) == "no_evidence"
    assert verdict(several, rule(period="5 years")) == "failed"


def test_of_several_periods_a_statement_about_its_own_data_means_its_own() -> None:
    quote = "We keep email addresses for 12 months and invoices for 3 years"
    own = stated("retains", "obliges", "exists", "data_kind", "email_address", quote=quote, stated_period="12 months")
    assert verdict(own, rule(period="3 years")) == "failed"
