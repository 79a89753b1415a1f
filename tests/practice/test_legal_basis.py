"""On which legal bases data are said to be used."""

import pytest

from tests.practice.stating import places, stated, verdict
from tests.rules.changing import cells
from tests.rules.making import Change

BASIS = "legal_basis"
ONLY = stated("legal_basis", "forbids", "closed", BASIS, "legitimate_interests", quote="We rely only on:")
NEVER = stated("legal_basis", "forbids", "none", BASIS, "consent", quote="We do not rely on consent")
NAMED = stated("legal_basis", "asserts", "exists", BASIS, "legitimate_interests", quote="Our legitimate interests")
MAY = stated("legal_basis", "permits", "permitted", BASIS, "consent", quote="We may rely on consent")


def founded(basis: str) -> dict[str, str]:
    return stated("legal_basis", "asserts", "all", BASIS, basis, quote="A basis")


def rests(basis: str, **more: str | None) -> dict[Change, str | None]:
    return cells("purposes", "PUR-01", legal_basis=basis, **more)


def test_a_basis_beyond_a_closed_list_fails() -> None:
    assert verdict(ONLY) == "passed"
    assert verdict(ONLY, rests("legal_obligation")) == "failed"
    assert places(ONLY, rests("legal_obligation")) == ["PUR-01 legal_basis"]
    assert verdict(ONLY, cells("purposes", "PUR-01", legal_basis=None)) == "no_evidence"
    assert verdict(ONLY, attested="purposes") == "no_evidence"


def test_a_basis_that_is_ruled_out_fails() -> None:
    assert verdict(NEVER) == "passed"
    assert verdict(NEVER, rests("consent")) == "failed"
    assert verdict(NEVER, attested="purposes") == "no_evidence"
    assert verdict(NEVER, cells("purposes", "PUR-01", legal_basis=None)) == "no_evidence"


def test_a_basis_that_is_named_needs_a_purpose_with_evidence() -> None:
    assert verdict(NAMED) == "passed"
    assert verdict(NAMED, {("processing_activities", "ACT-01", "evidence_ids"): None}) == "no_evidence"
    assert verdict(NAMED, rests("consent")) == "failed"


def test_a_basis_that_is_permitted_holds_where_it_is_used() -> None:
    assert verdict(MAY) == "not_applicable"
    assert verdict(MAY, rests("consent", consent_mechanism_id="CON-01")) == "passed"
    assert verdict(MAY, rests("consent")) == "failed"


@pytest.mark.parametrize("basis", ["contract", "consent", "legal_obligation", "vital_interests"])
def test_a_basis_on_which_nothing_rests_fails(basis: str) -> None:
    assert verdict(founded(basis)) == "failed"
    assert places(founded(basis))[0] == "X-01 terms"


def test_a_contract_needs_the_person_as_party() -> None:
    assert verdict(founded("contract"), rests("contract", data_subject_is_contract_party="yes")) == "passed"
    assert verdict(founded("contract"), rests("contract", data_subject_is_contract_party="no")) == "failed"
    assert verdict(founded("contract"), rests("contract")) == "no_evidence"


def test_interests_need_to_be_stated_and_weighed_within_24_months() -> None:
    interests = founded("legitimate_interests")
    old = cells("assessments", "ASM-01", reviewed_on="2024-09-29")
    assert verdict(interests) == "passed"
    assert places(interests, cells("purposes", "PUR-01", lia_assessment_id=None)) == ["PUR-01 lia_assessment_id"]
    assert places(interests, cells("purposes", "PUR-01", legitimate_interest=None)) == ["PUR-01 legitimate_interest"]
    assert places(interests, old) == ["PUR-01 lia_assessment_id", "ASM-01 reviewed_on"]
    assert verdict(interests, cells("assessments", "ASM-01", reviewed_on="2024-09-30")) == "passed"
    assert verdict(interests, cells("purposes", "PUR-01", lia_assessment_id="ASM-77")) == "no_evidence"


@pytest.mark.parametrize("column", ["record_ref", "wording_version", "withdrawal_route"])
def test_consent_needs_a_record_its_words_and_a_way_out(column: str) -> None:
    consent = rests("consent", consent_mechanism_id="CON-01")
    assert verdict(founded("consent"), consent) == "passed"
    lacking = consent | {("consent_mechanisms", "CON-01", column): None}
    assert verdict(founded("consent"), lacking) == "failed"
    assert places(founded("consent"), lacking)[0] == f"CON-01 {column}"


def test_cookies_that_need_consent_need_the_same() -> None:
    consent = rests("consent", consent_mechanism_id="CON-01")
    assert verdict(founded("consent"), consent | {("cookies", "CKE-01", "consent_mechanism_id"): None}) == "failed"
    unasked = {("cookies", "CKE-01", "consent_mechanism_id"): None, ("cookies", "CKE-01", "category"): "necessary"}
    assert verdict(founded("consent"), consent | unasked) == "passed"
    assert (
        verdict(founded("consent"), consent | {("cookies", "CKE-01", "consent_mechanism_id"): "CON-7"}) == "no_evidence"
    )


@pytest.mark.parametrize("basis", ["legal_obligation", "public_task"])
def test_an_obligation_or_task_needs_its_law(basis: str) -> None:
    assert verdict(founded(basis), rests(basis, law_reference="Act s.2")) == "passed"
    assert verdict(founded(basis), rests(basis)) == "failed"


def test_a_basis_without_evidence_is_only_stated() -> None:
    unproven = {("processing_activities", "ACT-01", "evidence_ids"): None}
    assert verdict(founded("legitimate_interests"), unproven) == "no_evidence"
    assert verdict(founded("legitimate_interests"), attested="vendors") == "no_evidence"


def test_a_purpose_without_a_basis_leaves_open_what_is_permitted_or_relied_on() -> None:
    blank = cells("purposes", "PUR-01", legal_basis=None)
    assert verdict(MAY, blank) == "no_evidence"
    assert verdict(founded("legitimate_interests"), blank) == "no_evidence"


def test_a_cookie_without_a_category_leaves_open_whether_consent_is_asked() -> None:
    consent = rests("consent", consent_mechanism_id="CON-01")
    assert verdict(founded("consent"), consent) == "passed"
    assert verdict(founded("consent"), consent | cells("cookies", "CKE-01", category=None)) == "no_evidence"
