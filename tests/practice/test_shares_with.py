"""With whom information is said to be shared, or not."""

import pytest

from auditlib.evidence.facts import Evidence
from auditlib.evidence.ledger import Ledger
from tests.practice.stating import a_scan, decided, places, stated, verdict
from tests.rules.changing import cells
from tests.rules.making import Change, a_row

WHOM = "recipient_category"
HOSTING = stated("shares_with", "asserts", "exists", WHOM, "hosting", quote="Vendors who provide hosting")
AUTHORITIES = stated("shares_with", "asserts", "exists", WHOM, "authority", quote="Authorities")
NAMED = stated("shares_with", "asserts", "exists", quote="We use Sample Hosting", named_parties="Sample Hosting")
ANYBODY = stated("shares_with", "asserts", "exists", quote="We share information with vendors")
ONLY = stated("shares_with", "forbids", "closed", WHOM, "hosting; email; analytics", quote="We share with:")
ONLY_WITH = stated("shares_with", "forbids", "all", WHOM, "hosting; analytics", quote="We share data only with hosts")
BY_LAW = stated("shares_with", "forbids", "all", WHOM, "authority", quote="Authorities, if we are legally required")
ADVISERS = stated("shares_with", "permits", "permitted", WHOM, "professional_adviser", quote="Professional advisors")
BUYER = stated("shares_with", "permits", "permitted", WHOM, "buyer_or_successor", quote="A buyer")
MAY = stated("shares_with", "permits", "permitted", quote="We may share your information")
NEVER = stated("shares_with", "forbids", "none", WHOM, "advertising", quote="We do not share it with advertisers")
NOT_AT_ALL = stated("shares_with", "forbids", "none", quote="We do not share your information")
NOT_WITH = stated("shares_with", "forbids", "none", quote="Never with Countly Stats", named_parties="Countly Stats")
EXAMPLES = stated("shares_with", "forbids", "closed", quote="providers such as", named_parties="Sample Hosting")
PROVEN: dict[Change, str | None] = {("vendors", "VND-01", "evidence_ids"): "EV-03"}
DISCLOSURE = ("disclosures", "DSC-001", "recipient_kind")


def disclosed(kind: str | None, **more: str | None) -> dict[Change, str | None]:
    return cells("disclosures", "DSC-001", recipient_kind=kind, **more)


def services(value: str, vendor: str = "VND-01") -> dict[Change, str | None]:
    return {("vendors", vendor, "services"): value}


def a_ledger(*payees: str) -> Evidence:
    return Evidence(sources=(Ledger("EV-03", "ledger.csv", payees),))


def test_an_active_vendor_with_evidence_passes() -> None:
    assert verdict(HOSTING, PROVEN) == "passed"
    assert places(HOSTING, PROVEN) == ["VND-01 services", "VND-01 evidence_ids"]


def test_a_payment_or_a_scan_shows_a_vendor_as_well() -> None:
    assert verdict(HOSTING) == "no_evidence"
    assert verdict(HOSTING, evidence=a_ledger("Sample Hosting GmbH")) == "passed"
    assert verdict(HOSTING, evidence=a_scan(hosts=("cdn.samplehosting.example",))) == "passed"
    assert verdict(HOSTING, evidence=a_ledger("Somebody else")) == "no_evidence"


@pytest.mark.parametrize("change", [{"status": "ended"}, {"processes_personal_data": "no"}, {"services": "backup"}])
def test_without_an_active_vendor_that_sees_data_it_fails(change: dict[str, str]) -> None:
    assert verdict(HOSTING, PROVEN | cells("vendors", "VND-01", **change)) == "failed"


def test_that_an_activity_names_a_service_shows_no_vendor() -> None:
    payment = stated("shares_with", "asserts", "exists", WHOM, "payment", quote="payment services")
    told = {("processing_activities", "ACT-01", "recipient_categories"): "payment"}
    assert verdict(payment, told) == "failed"


def test_a_disclosure_or_an_activity_shows_other_recipients() -> None:
    assert verdict(AUTHORITIES, cells("disclosures", "DSC-001", evidence_ids="EV-03")) == "passed"
    assert verdict(AUTHORITIES) == "no_evidence"
    told = {("processing_activities", "ACT-01", "recipient_categories"): "authority"}
    assert verdict(AUTHORITIES, told | disclosed("partner")) == "passed"
    assert verdict(AUTHORITIES, disclosed("partner")) == "failed"


def test_a_disclosure_after_the_day_of_the_report_is_outside_it() -> None:
    assert verdict(AUTHORITIES, cells("disclosures", "DSC-001", disclosed_on="2026-10-01")) == "failed"


def test_a_company_that_is_named_has_to_be_a_vendor_at_work() -> None:
    assert verdict(NAMED, PROVEN) == "passed"
    assert verdict(NAMED) == "no_evidence"
    assert verdict(NAMED, PROVEN | cells("vendors", "VND-01", status="ended")) == "failed"
    both = {**HOSTING, "named_parties": "Nobody Inc"}
    assert verdict(both, PROVEN) == "failed"


def test_words_that_name_nobody_need_any_vendor_that_sees_data() -> None:
    assert verdict(ANYBODY, PROVEN) == "passed"
    assert verdict(ANYBODY) == "no_evidence"
    assert verdict(ANYBODY, {("vendors", "*", "processes_personal_data"): "no"}) == "failed"


@pytest.mark.parametrize("statement", [ONLY, ONLY_WITH], ids=["a list", "only with"])
def test_a_vendor_beyond_a_closed_list_fails(statement: dict[str, str]) -> None:
    assert verdict(statement) == "passed"
    assert verdict(statement, services("annotation_workforce")) == "failed"
    assert places(statement, services("annotation_workforce")) == ["VND-01 services"]
    assert verdict(statement, attested="contracts") == "no_evidence"


def test_one_named_service_of_several_suffices() -> None:
    assert verdict(ONLY, services("crm; email")) == "passed"


def test_a_vendor_that_may_see_data_counts_and_one_that_does_not_is_out() -> None:
    workforce = services("annotation_workforce")
    unknown = workforce | cells("vendors", "VND-01", processes_personal_data="unknown")
    assert verdict(ONLY, unknown) == "failed"
    assert verdict(ONLY, workforce | cells("vendors", "VND-01", processes_personal_data="no")) == "passed"


def test_a_narrower_service_is_told_vaguely() -> None:
    assert decided(ONLY, services("storage")).flags == ("vague",)


def test_services_that_are_not_stated_leave_a_closed_list_open() -> None:
    assert verdict(ONLY, {("vendors", "VND-01", "services"): None}) == "no_evidence"


def test_a_company_that_only_the_ledger_shows_leaves_it_open() -> None:
    changed = {("evidence", "EV-03", "kind"): "ledger_export"}
    assert verdict(ONLY, changed, evidence=a_ledger("Stranger Ltd")) == "no_evidence"
    assert places(ONLY, changed, evidence=a_ledger("Stranger Ltd")) == ["EV-03 file_name"]
    assert verdict(ONLY, changed, evidence=a_ledger("Sample Hosting GmbH")) == "passed"


def test_what_is_left_open_stands_after_what_contradicts() -> None:
    changed = {("evidence", "EV-03", "kind"): "ledger_export"} | services("survey")
    assert places(ONLY, changed, evidence=a_ledger("Stranger Ltd")) == ["VND-01 services", "EV-03 file_name"]


@pytest.mark.parametrize("column", ["legal_instrument", "reviewed_by"])
def test_a_disclosure_to_an_authority_needs_its_law_and_a_check(column: str) -> None:
    assert verdict(BY_LAW) == "passed"
    assert verdict(BY_LAW, {("disclosures", "DSC-001", column): None}) == "failed"
    assert places(BY_LAW, {("disclosures", "DSC-001", column): None}) == [f"DSC-001 {column}"]
    assert verdict(BY_LAW, attested="vendors") == "no_evidence"


def test_an_adviser_needs_a_duty_of_confidentiality() -> None:
    adviser = services("professional_adviser")
    assert verdict(ADVISERS) == "not_applicable"
    assert verdict(ADVISERS, adviser) == "failed"
    assert verdict(ADVISERS, adviser | cells("vendors", "VND-01", confidentiality_ref="EV-05")) == "passed"
    assert places(ADVISERS, disclosed("professional_adviser")) == ["DSC-001 confidentiality_ref"]


def test_a_buyer_needs_a_deal_confidentiality_and_the_minimum() -> None:
    given = disclosed("buyer_or_successor", deal_ref="EV-05", confidentiality_ref="EV-05")
    assert verdict(BUYER) == "not_applicable"
    assert verdict(BUYER, given) == "passed"
    assert verdict(BUYER, disclosed("buyer_or_successor")) == "failed"
    assert verdict(BUYER, given | cells("disclosures", "DSC-001", is_minimised="no")) == "failed"
    assert verdict(BUYER, given | cells("disclosures", "DSC-001", is_minimised="unknown")) == "no_evidence"


def test_a_permission_to_share_never_fails() -> None:
    assert verdict(MAY) == "passed"
    nothing = {("vendors", "*", "processes_personal_data"): "no", ("disclosures", "*", "disclosed_on"): "2026-12-01"}
    assert verdict(MAY, nothing) == "not_applicable"


def test_a_recipient_that_is_ruled_out_fails() -> None:
    assert verdict(NEVER) == "passed"
    assert verdict(NEVER, services("hosting; advertising")) == "failed"
    told = {("processing_activities", "ACT-01", "recipient_categories"): "advertising"}
    assert places(NEVER, told) == ["ACT-01 recipient_categories"]
    assert verdict(NEVER, attested="vendors; disclosures") == "no_evidence"


def test_a_company_that_is_ruled_out_fails_while_it_is_at_work() -> None:
    without = disclosed("other", disclosed_on="2027-01-01")
    assert places(NOT_WITH) == ["VND-02 status", "X-01 named_parties"]
    assert verdict(NOT_WITH, without | cells("vendors", "VND-02", status="ended")) == "passed"


def test_sharing_nothing_fails_where_others_have_data_for_themselves() -> None:
    later = cells("disclosures", "DSC-001", disclosed_on="2027-01-01")
    assert places(NOT_AT_ALL) == ["DSC-001 recipient_kind"]
    assert decided(NOT_AT_ALL, later).flags == ("vague",)
    own = later | cells("vendors", "VND-01", role="independent_controller")
    assert verdict(NOT_AT_ALL, own) == "failed"
    assert verdict(NOT_AT_ALL, later | cells("vendors", "VND-01", role=None)) == "no_evidence"


def test_others_than_the_examples_named_are_told_vaguely() -> None:
    assert decided(EXAMPLES).flags == ("vague",)
    assert verdict(EXAMPLES) == "passed"
    assert verdict({**EXAMPLES, "quote": "only our provider"}) == "failed"
    assert verdict({**EXAMPLES, "named_parties": ""}) == "no_evidence"


def test_a_vendor_that_has_not_begun_receives_nothing() -> None:
    planned = a_row(
        "vendors", "VND-01", vendor_id="VND-09", services="survey", status="planned", started_on="2026-12-01"
    )
    assert verdict(ONLY, add={"vendors": [planned]}) == "passed"


def test_a_disclosure_to_nobody_knows_whom_leaves_open_what_is_permitted_or_ruled_out() -> None:
    assert verdict(ADVISERS, disclosed(None)) == "no_evidence"
    assert verdict(NEVER, disclosed(None)) == "no_evidence"


@pytest.mark.parametrize("change", [{"services": None}, {"services": "advertising", "processes_personal_data": None}])
def test_a_vendor_of_which_too_little_is_known_leaves_open_what_is_ruled_out(change: dict[str, str | None]) -> None:
    assert verdict(NEVER, cells("vendors", "VND-01", **change)) == "no_evidence"


def test_a_vendor_that_does_not_say_whether_it_is_active_proves_nothing_of_the_present() -> None:
    assert verdict(HOSTING, PROVEN | cells("vendors", "VND-01", status=None)) == "no_evidence"
