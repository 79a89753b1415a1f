"""Which data the company says it collects, never collects, or collects through whom."""

import pytest

from tests.practice.stating import NOTHING, a_scan, decided, places, stated, verdict
from tests.rules.changing import cells
from tests.rules.making import Change, a_row

KIND = "data_kind"
EMAIL = stated("collects", "asserts", "exists", KIND, "email_address", quote="Your email address")
EITHER = stated("collects", "permits", "permitted", KIND, "telephone_number", quote="We may ask for your phone number")
ONLY = stated("collects", "forbids", "closed", KIND, "email_address", quote="Information we collect")
NEVER = stated("collects", "forbids", "none", KIND, "health", quote="We never collect health data")
IMAGES = stated("collects", "forbids", "closed", "dataset_modality", "image; text", quote="We work with image and text")
ONE_KIND = stated("collects", "asserts", "exists", "dataset_modality", "image", quote="We work with images")
VISITS = stated(
    "collects", "asserts", "exists", KIND, "email_address", quote="Through Countly Stats", named_parties="Countly Stats"
)
TOOLS = stated("collects", "asserts", "exists", quote="Tools such as Countly Stats", named_parties="Countly Stats")
LIKE = stated("collects", "forbids", "closed", quote="tools like", named_parties="Sample Analytics")
ALONE = stated("collects", "forbids", "closed", quote="only by Sample Analytics", named_parties="Sample Analytics")
CATEGORY = ("data_categories", "CAT-01", "kind")


def kind(value: str | None) -> dict[Change, str | None]:
    return {CATEGORY: value}


def test_an_activity_with_evidence_that_uses_the_data_passes() -> None:
    assert verdict(EMAIL) == "passed"
    assert places(EMAIL) == ["ACT-01 data_category_ids", "CAT-01 kind", "ACT-01 evidence_ids"]


def test_an_activity_without_evidence_is_not_enough() -> None:
    assert verdict(EMAIL, {("processing_activities", "ACT-01", "evidence_ids"): None}) == "no_evidence"


def test_data_that_no_activity_uses_fail() -> None:
    assert verdict(EMAIL, kind("telephone_number")) == "failed"
    assert verdict(EMAIL, {("processing_activities", "ACT-01", "ended_on"): "2026-05-05"}) == "failed"


def test_a_category_in_no_row_leaves_it_open() -> None:
    assert verdict(EMAIL, {("processing_activities", "ACT-01", "data_category_ids"): "CAT-77"}) == "no_evidence"


def test_without_the_sheet_it_is_not_known() -> None:
    assert verdict(EMAIL, without=["data_categories"]) == "no_evidence"


def test_a_narrower_kind_of_data_shows_the_wider_one() -> None:
    billing = stated("collects", "asserts", "exists", KIND, "billing", quote="Billing information")
    pays = {("vendors", "VND-01", "services"): "hosting; payment"}
    assert verdict(billing, kind("bank_account") | pays) == "passed"


def test_a_wider_kind_of_data_shows_the_narrower_one_vaguely() -> None:
    account = stated("collects", "asserts", "exists", KIND, "bank_account", quote="Bank details")
    assert verdict(account, kind("billing")) == "no_evidence"
    assert decided(account, kind("billing")).flags == ("vague",)


def test_billing_data_need_a_vendor_for_payment_or_accounting() -> None:
    billing = stated("collects", "asserts", "exists", KIND, "billing", quote="Billing information")
    assert verdict(billing, kind("billing")) == "no_evidence"


def test_addresses_need_a_retention_rule_only_where_logs_are_kept() -> None:
    address = stated("collects", "asserts", "exists", KIND, "ip_address", quote="IP address")
    logs = {("systems", "SYS-01", "kind"): "logs"}
    unkept = {("retention", "RTN-01", "activity_ids"): "ACT-02"}
    assert verdict(address, kind("ip_address") | unkept) == "passed"
    assert verdict(address, kind("ip_address") | logs) == "passed"
    assert verdict(address, kind("ip_address") | logs | unkept) == "no_evidence"


def test_a_permission_need_not_be_used() -> None:
    assert verdict(EITHER) == "not_applicable"
    assert verdict(EITHER, kind("telephone_number")) == "passed"
    assert verdict(EITHER, kind("telephone_number") | {CATEGORY: "ERROR:#N/A"}) == "no_evidence"


def test_data_beyond_a_closed_list_fail() -> None:
    assert verdict(ONLY) == "passed"
    assert verdict(ONLY, kind("telephone_number")) == "failed"
    assert places(ONLY, kind("telephone_number")) == ["ACT-01 data_category_ids", "CAT-01 kind"]


def test_a_broader_term_covers_them_vaguely() -> None:
    money = stated("collects", "forbids", "closed", KIND, "billing", quote="Information we collect")
    assert verdict(money, kind("payment_card")) == "passed"
    assert decided(money, kind("payment_card")).flags == ("vague",)


def test_data_that_another_statement_names_are_told() -> None:
    also = [stated("collects", "asserts", "exists", KIND, "telephone_number", commitment_id="X-02")]
    assert verdict(ONLY, kind("telephone_number"), add={"policy_commitments": also}) == "passed"


@pytest.mark.parametrize("attested", ["processing_activities", "data_categories"])
def test_a_closed_list_of_data_rests_on_two_attestations(attested: str) -> None:
    assert verdict(ONLY, attested=attested) == "no_evidence"


@pytest.mark.parametrize(
    "change",
    [
        {("processing_activities", "ACT-01", "data_category_ids"): None},
        {("processing_activities", "ACT-01", "role"): None},
    ],
)
def test_what_an_activity_does_not_state_leaves_a_closed_list_open(change: dict[Change, str | None]) -> None:
    assert verdict(ONLY, change) == "no_evidence"


def test_data_of_clients_are_not_meant() -> None:
    assert verdict(ONLY, {("processing_activities", "ACT-02", "data_category_ids"): "CAT-77"}) == "passed"


def test_data_that_are_ruled_out_fail() -> None:
    assert verdict(NEVER) == "passed"
    assert verdict(NEVER, attested="vendors") == "no_evidence"
    assert verdict(NEVER, kind("health")) == "failed"
    assert verdict(NEVER, kind(None)) == "no_evidence"


def test_a_kind_that_may_hold_what_is_ruled_out_leaves_it_open() -> None:
    cards = stated("collects", "forbids", "none", KIND, "payment_card", quote="We never collect card numbers")
    assert verdict(cards, kind("billing")) == "no_evidence"


def test_a_dataset_of_another_kind_fails() -> None:
    video = {("datasets", "DAT-01", "modalities"): "image; video"}
    assert verdict(IMAGES) == "passed"
    assert verdict(IMAGES, video) == "failed"
    assert places(IMAGES, video) == ["DAT-01 modalities"]
    assert verdict(IMAGES, {("datasets", "DAT-01", "modalities"): None}) == "no_evidence"
    assert verdict(IMAGES, attested="vendors") == "no_evidence"


def test_one_kind_of_dataset_needs_a_dataset_with_evidence() -> None:
    assert verdict(ONE_KIND, {("datasets", "DAT-01", "evidence_ids"): "EV-03"}) == "passed"
    assert verdict(ONE_KIND) == "no_evidence"
    assert verdict(ONE_KIND, {("datasets", "DAT-01", "modalities"): "video"}) == "failed"


@pytest.mark.parametrize("statement", [VISITS, TOOLS], ids=["with data", "alone"])
def test_a_company_that_is_named_has_to_be_at_work_and_seen(statement: dict[str, str]) -> None:
    proven = {("vendors", "VND-02", "evidence_ids"): "EV-03"}
    unseen = proven | {("cookies", "CKE-01", "status"): "ended"}
    assert verdict(statement, proven) == "passed"
    assert verdict(statement, unseen) == "no_evidence"
    assert verdict(statement, unseen, evidence=a_scan(hosts=("stats.countly.example",))) == "passed"
    assert verdict(statement, unseen, evidence=a_scan()) == "failed"


def test_a_company_in_no_row_of_the_vendors_sheet_fails() -> None:
    stranger = {**TOOLS, "named_parties": "Other Stats"}
    assert places(stranger) == ["X-01 named_parties"]
    assert verdict(stranger) == "failed"
    assert verdict(TOOLS, {("vendors", "VND-02", "status"): "ended"}) == "failed"


def test_a_company_that_no_evidence_shows_is_only_stated() -> None:
    hosting = {**TOOLS, "named_parties": "Sample Hosting"}
    assert verdict(hosting) == "no_evidence"
    assert verdict(hosting, {("vendors", "VND-01", "evidence_ids"): "EV-03"}) == "passed"


def test_words_that_name_nothing_are_no_evidence_of_anything() -> None:
    assert verdict(stated("collects", "asserts", "exists", quote="We collect a few things")) == "no_evidence"


def test_others_than_the_examples_named_are_told_vaguely() -> None:
    decision = decided(LIKE, evidence=a_scan())
    assert (decision.verdict, decision.flags) == ("passed", ("vague",))


def test_others_than_those_alone_named_fail() -> None:
    assert verdict(ALONE, evidence=a_scan()) == "failed"
    assert verdict({**ALONE, "named_parties": "Countly Stats"}, evidence=a_scan()) == "passed"
    assert verdict({**ALONE, "named_parties": "Countly Stats"}, evidence=a_scan(), attested="vendors") == "no_evidence"


def test_without_a_scan_nobody_knows_who_else_reads_devices() -> None:
    assert verdict({**ALONE, "named_parties": "Countly Stats"}) == "no_evidence"


def test_a_host_of_no_vendor_stands_for_itself() -> None:
    scan = a_scan("t", host="track.stranger.example")
    assert decided({**ALONE, "named_parties": "Countly Stats"}, evidence=scan).verdict == "failed"


def test_a_planned_activity_collects_nothing_yet() -> None:
    assert verdict(EMAIL, cells("processing_activities", "ACT-01", status="planned", started_on=None)) == "failed"
    assert verdict(ONLY, NOTHING, add={"processing_activities": [_planned()]}) == "passed"


def _planned() -> dict[str, str]:
    return a_row("processing_activities", "ACT-01", activity_id="ACT-09", status="planned", data_category_ids="CAT-77")
