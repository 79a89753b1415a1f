"""Whom a policy speaks to and whom the company works for."""

from tests.practice.stating import decided, places, stated, verdict
from tests.rules.making import Change, a_row

PEOPLE = "data_subject_category"
ENQUIRERS = stated("scope", "asserts", "exists", PEOPLE, "enquirers", quote="Contact us")
BOTH = stated("scope", "asserts", "exists", PEOPLE, "enquirers; client_contacts", quote="as an enquirer or a client")
EITHER = stated("scope", "permits", "permitted", PEOPLE, "enquirers")
ONLY = stated("scope", "forbids", "closed", PEOPLE, "enquirers", quote="This policy is for people who contact us")
FOR_COMPANIES = stated("scope", "forbids", "all", "client_kind", "enterprise", quote="for enterprise clients")
ACT_01 = ("processing_activities", "ACT-01", "data_subject_categories")


def test_an_activity_with_evidence_about_the_people_passes() -> None:
    assert verdict(ENQUIRERS) == "passed"
    assert places(ENQUIRERS) == ["ACT-01 data_subject_categories", "ACT-01 evidence_ids"]


def test_an_activity_without_evidence_is_not_enough() -> None:
    assert verdict(ENQUIRERS, {("processing_activities", "ACT-01", "evidence_ids"): None}) == "no_evidence"


def test_evidence_taken_after_the_cut_off_is_none() -> None:
    assert verdict(ENQUIRERS, {("evidence", "EV-03", "collected_on"): "2026-11-02"}) == "no_evidence"


def test_evidence_without_a_row_is_none() -> None:
    assert verdict(ENQUIRERS, {("processing_activities", "ACT-01", "evidence_ids"): "EV-77"}) == "no_evidence"


def test_no_activity_about_the_people_fails() -> None:
    assert decided(ENQUIRERS, {ACT_01: "applicants"}).reasons == ("no row shows enquirers",)


def test_each_group_that_the_words_list_has_to_be_shown() -> None:
    assert decided(BOTH).reasons == ("no row shows client contacts",)
    assert verdict(BOTH, {ACT_01: "enquirers; client_contacts"}) == "passed"


def test_a_permission_need_not_be_used() -> None:
    assert verdict(EITHER) == "passed"
    assert verdict(EITHER, {ACT_01: "applicants"}) == "not_applicable"


def test_people_the_policy_does_not_speak_to_fail() -> None:
    changed: dict[Change, str | None] = {ACT_01: "enquirers; applicants"}
    assert verdict(ONLY) == "passed"
    assert verdict(ONLY, changed) == "failed"
    assert places(ONLY, changed) == ["ACT-01 data_subject_categories"]


def test_a_closed_list_of_people_rests_on_an_attestation() -> None:
    assert verdict(ONLY, attested="vendors") == "no_evidence"


def test_people_that_are_not_stated_leave_it_open() -> None:
    assert verdict(ONLY, {ACT_01: None}) == "no_evidence"
    assert verdict(ONLY, {("processing_activities", "ACT-01", "role"): None}) == "no_evidence"


def test_people_in_an_activity_for_clients_or_one_that_ended_do_not_count() -> None:
    assert verdict(ONLY, {("processing_activities", "ACT-02", "data_subject_categories"): "children"}) == "passed"
    ended = ("processing_activities", "ACT-01", "ended_on")
    assert verdict(ONLY, {ended: "2026-05-01", ACT_01: "patients"}) == "passed"


def test_another_statement_may_speak_to_them() -> None:
    beside = [stated("scope", "asserts", "exists", PEOPLE, "applicants", commitment_id="X-02")]
    assert verdict(ONLY, {ACT_01: "applicants"}, add={"policy_commitments": beside}) == "passed"


def test_a_client_of_another_kind_fails_and_is_shown_first() -> None:
    changed: dict[Change, str | None] = {("clients", "CLI-01", "kind"): "academic"}
    assert verdict(FOR_COMPANIES) == "passed"
    assert verdict(FOR_COMPANIES, changed) == "failed"
    assert places(FOR_COMPANIES, changed) == ["CLI-01 kind", "DAT-01 client_id"]


def test_a_client_whose_kind_is_not_stated_leaves_it_open() -> None:
    assert verdict(FOR_COMPANIES, {("clients", "CLI-01", "kind"): None}) == "no_evidence"
    assert verdict(FOR_COMPANIES, attested="datasets") == "no_evidence"


def test_a_client_without_datasets_does_not_count() -> None:
    other = a_row("clients", "CLI-01", client_id="CLI-02", kind="individual")
    assert verdict(FOR_COMPANIES, add={"clients": [other]}) == "passed"


def test_what_a_policy_leaves_out_is_not_tested() -> None:
    assert verdict(stated("scope", "forbids", "none", PEOPLE, "applicants")) == "not_tested"
