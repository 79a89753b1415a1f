"""What personal information is said to be used for."""

import pytest

from tests.practice.stating import decided, places, stated, verdict
from tests.rules.making import Change, a_row

KIND = "purpose_kind"
ANSWERS = stated("uses_for", "asserts", "exists", KIND, "enquiry_handling", quote="Answer you")
EITHER = stated("uses_for", "permits", "permitted", KIND, "direct_marketing", quote="We may send you marketing")
ONLY = stated("uses_for", "forbids", "closed", KIND, "enquiry_handling", quote="We use personal information to:")
NEVER = stated("uses_for", "forbids", "none", KIND, "advertising", quote="We do not use it for advertising")
NEEDED = stated(
    "uses_for", "forbids", "closed", KIND, "invoicing; payment",
    quote="needed for invoicing and payment", quote_start="30", quote_end="62",
)  # fmt: skip
ADDRESS = stated(
    "collects", "asserts", "exists", "data_kind", "email_address",
    quote="Your address", quote_start="10", quote_end="29", commitment_id="X-02",
)  # fmt: skip
PURPOSE = ("purposes", "PUR-01", "kind")


def kind(value: str | None) -> dict[Change, str | None]:
    return {PURPOSE: value}


def test_a_purpose_of_an_activity_with_evidence_passes() -> None:
    assert verdict(ANSWERS) == "passed"
    assert places(ANSWERS) == ["PUR-01 kind", "PUR-01 activity_id", "ACT-01 evidence_ids"]


def test_a_purpose_of_an_activity_without_evidence_is_not_enough() -> None:
    assert verdict(ANSWERS, {("processing_activities", "ACT-01", "evidence_ids"): None}) == "no_evidence"


def test_a_purpose_that_no_running_activity_has_fails() -> None:
    assert verdict(ANSWERS, kind("recruitment")) == "failed"
    assert verdict(ANSWERS, {("processing_activities", "ACT-01", "status"): "ended"}) == "failed"
    assert verdict(ANSWERS, {("purposes", "PUR-01", "started_on"): "2026-10-02"}) == "failed"


def test_a_purpose_that_cannot_be_read_leaves_it_open() -> None:
    assert verdict(ANSWERS, {PURPOSE: "ERROR:#REF!"}) == "no_evidence"


def test_words_that_stand_for_several_purposes_need_one_of_them() -> None:
    website = stated(
        "uses_for", "asserts", "exists", KIND, "website_improvement; website_analytics", quote="and website"
    )
    assert verdict(website, kind("website_analytics")) == "passed"


@pytest.mark.parametrize("term", ["tax", "accounting"])
def test_tax_and_accounting_need_a_retention_rule(term: str) -> None:
    statement = stated("uses_for", "asserts", "exists", KIND, term, quote=term)
    assert verdict(statement, kind(term)) == "passed"
    assert verdict(statement, kind(term) | {("retention", "RTN-01", "activity_ids"): "ACT-02"}) == "no_evidence"


def test_complying_with_law_needs_a_law() -> None:
    law = stated("uses_for", "asserts", "exists", KIND, "legal_compliance", quote="Comply with legal")
    assert verdict(law, kind("legal_compliance")) == "no_evidence"
    assert decided(law, kind("legal_compliance")).reasons == ("PUR-01 is: complying with law, and cites no law",)
    assert verdict(law, kind("legal_compliance") | {("purposes", "PUR-01", "law_reference"): "Act s.3"}) == "passed"


def test_improving_processes_with_datasets_of_clients_does_not_show_it() -> None:
    improve = stated("uses_for", "asserts", "exists", KIND, "process_improvement", quote="Improve our processes")
    assert verdict(improve, kind("process_improvement")) == "passed"
    used = {("datasets", "DAT-01", "activity_id"): "ACT-01"}
    assert verdict(improve, kind("process_improvement") | used) == "no_evidence"


def test_a_permission_need_not_be_used() -> None:
    assert verdict(EITHER) == "not_applicable"
    assert verdict(EITHER, kind("direct_marketing")) == "passed"
    assert verdict(EITHER, {PURPOSE: "ERROR:#REF!"}) == "no_evidence"


def test_a_purpose_beyond_a_closed_list_fails() -> None:
    assert verdict(ONLY) == "passed"
    assert verdict(ONLY, kind("direct_marketing")) == "failed"
    assert places(ONLY, kind("direct_marketing")) == ["PUR-01 kind", "PUR-01 activity_id"]


@pytest.mark.parametrize("attested", ["purposes", "processing_activities"])
def test_a_closed_list_of_purposes_rests_on_two_attestations(attested: str) -> None:
    assert verdict(ONLY, attested=attested) == "no_evidence"


def test_a_purpose_that_is_not_classified_leaves_a_closed_list_open() -> None:
    assert verdict(ONLY, kind(None)) == "no_evidence"
    assert verdict(ONLY, {("purposes", "PUR-01", "activity_id"): "ACT-77"}) == "no_evidence"


def test_a_broader_purpose_covers_one_vaguely() -> None:
    service = stated("uses_for", "forbids", "closed", KIND, "service_delivery", quote="We use personal information to:")
    assert decided(service).flags == ("vague",)


def test_purposes_of_people_the_policy_does_not_speak_to_are_not_meant() -> None:
    speaks_to = stated("scope", "forbids", "closed", "data_subject_category", "website_visitors", commitment_id="X-02")
    assert verdict(ONLY, kind("recruitment"), add={"policy_commitments": [speaks_to]}) == "passed"
    speaks_to["terms"] = "enquirers"
    assert verdict(ONLY, kind("recruitment"), add={"policy_commitments": [speaks_to]}) == "failed"


def test_what_cookies_are_said_to_be_for_is_told_as_well() -> None:
    sessions = stated("cookies", "asserts", "exists", "cookie_category", "necessary", commitment_id="X-02")
    assert verdict(ONLY, kind("website_operation"), add={"policy_commitments": [sessions]}) == "passed"
    assert verdict(ONLY, kind("website_operation")) == "failed"


def test_data_said_to_be_needed_for_a_purpose_serve_it_alone() -> None:
    beside = {"policy_commitments": [ADDRESS]}
    assert verdict(NEEDED, kind("invoicing"), add=beside) == "passed"
    assert verdict(NEEDED, kind("tax"), add=beside) == "passed"
    assert verdict(NEEDED, kind("enquiry_handling"), add=beside) == "failed"
    assert places(NEEDED, add=beside) == ["PUR-01 kind", "ACT-01 data_category_ids", "CAT-01 kind"]
    assert verdict(NEEDED, kind("invoicing"), add=beside, attested="purposes") == "no_evidence"


def test_purposes_named_elsewhere_do_not_widen_a_need() -> None:
    beside = {"policy_commitments": [ADDRESS, {**ANSWERS, "commitment_id": "X-03"}]}
    assert verdict(NEEDED, add=beside) == "failed"


def test_other_data_may_serve_other_purposes() -> None:
    beside = {"policy_commitments": [{**ADDRESS, "terms": "telephone_number"}]}
    assert verdict(NEEDED, add=beside) == "passed"


def test_a_need_before_which_no_data_are_named_is_open() -> None:
    assert verdict(NEEDED) == "no_evidence"
    later = {**ADDRESS, "quote_start": "70", "quote_end": "80"}
    assert verdict(NEEDED, add={"policy_commitments": [later]}) == "no_evidence"


def test_a_purpose_that_is_ruled_out_fails() -> None:
    assert verdict(NEVER) == "passed"
    assert verdict(NEVER, kind("advertising")) == "failed"
    assert verdict(NEVER, kind(None)) == "no_evidence"
    assert verdict(NEVER, attested="vendors") == "no_evidence"


def test_a_processors_purpose_need_not_be_classified() -> None:
    row = a_row("purposes", "PUR-01", purpose_id="PUR-02", activity_id="ACT-02", kind="")
    assert verdict(NEVER, add={"purposes": [row]}) == "passed"
