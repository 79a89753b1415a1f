"""LAW: whether bases fit the rest of the register; each rule fires on one change from the clean register."""

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("LAW-02", "LAW-03", "LAW-10", "LAW-18", "LAW-21")
Changes = dict[Change, str | None]


def purpose(**cells: str | None) -> Changes:
    return {("purposes", "PUR-01", column): value for column, value in cells.items()}


def activity(**cells: str | None) -> Changes:
    return {("processing_activities", "ACT-01", column): value for column, value in cells.items()}


def second(**cells: str) -> dict[str, list[dict[str, str]]]:
    return {"purposes": [a_row("purposes", "PUR-01", purpose_id="PUR-02", **cells)]}


def test_two_bases_fires_on_both_rows() -> None:
    found = findings_of(
        "LAW-02", add=second(legal_basis="consent", purpose="ANSWER  questions sent through the contact form")
    )
    assert [(finding.record_id, finding.field) for finding in found] == [
        ("PUR-01", "legal_basis"),
        ("PUR-02", "legal_basis"),
    ]
    assert found[0].message == "PUR-01 rests on legitimate interests, and PUR-02 on consent for the same purpose"
    assert [place.cell for place in found[0].places] == ["F2", "F3"]


def test_two_bases_fires_when_the_other_row_states_no_purpose() -> None:
    assert places_of("LAW-02", add=second(legal_basis="consent", purpose="")) == ("PUR-01 legal_basis",)


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"legal_basis": "Legitimate interests"},
        {"legal_basis": ""},
        {"legal_basis": "consent", "purpose": "Keep the books of the company"},
        {"legal_basis": "consent", "activity_id": "ACT-02"},
    ],
)
def test_two_bases_is_silent(cells: dict[str, str]) -> None:
    assert not places_of("LAW-02", add=second(**cells))


@pytest.mark.parametrize("activity_id", ["ACT-01 ", " ACT-01"])
def test_two_bases_fires_whatever_spaces_surround_the_id(activity_id: str) -> None:
    add = second(legal_basis="consent", activity_id=activity_id)
    assert len(findings_of("LAW-02", changes=purpose(activity_id=activity_id), add=add)) == 2
    assert len(findings_of("LAW-02", add=add)) == 2


def test_two_bases_is_not_assessable_where_it_cannot_be_read_whether_the_purpose_is_the_same() -> None:
    unread = second(legal_basis="consent", purpose="ERROR:#REF!")
    for changes in ({}, purpose(purpose="ERROR:#REF!")):
        result = result_of("LAW-02", changes=changes, add=unread)
        assert (result.failed, result.not_assessable) == (0, 2)
    elsewhere = second(legal_basis="consent", activity_id="ERROR:#REF!")
    assert result_of("LAW-02", add=elsewhere).not_assessable == 2


@pytest.mark.parametrize(
    "cells",
    [
        {"legal_basis": "legitimate_interests", "purpose": "ERROR:#REF!"},
        {"legal_basis": "consent", "activity_id": "ACT-02", "purpose": "ERROR:#REF!"},
        {"legal_basis": "consent", "activity_id": "ERROR:#REF!", "purpose": "Keep the books of the company"},
    ],
)
def test_two_bases_passes_beside_an_unreadable_cell_that_cannot_matter(cells: dict[str, str]) -> None:
    assert result_of("LAW-02", add=second(**cells)).passed >= 1


def test_two_bases_yields_a_finding_for_each_other_basis() -> None:
    third = a_row("purposes", "PUR-01", purpose_id="PUR-03", legal_basis="contract")
    add = {"purposes": [*second(legal_basis="consent")["purposes"], third]}
    assert len(findings_of("LAW-02", add=add)) == 6


def test_two_bases_does_not_apply_to_a_blank_basis_and_is_open_without_activity() -> None:
    assert outcomes("LAW-02", purpose(legal_basis=None)) == (0, 0, 1, 0)
    assert outcomes("LAW-02", purpose(activity_id=None)) == (0, 0, 0, 1)


def test_two_bases_is_not_assessable_beside_an_unreadable_basis_unless_a_third_differs() -> None:
    add = second(legal_basis="we think so")
    result = result_of("LAW-02", add=add)
    assert (result.not_assessable, result.failed) == (2, 0)
    add["purposes"].append(a_row("purposes", "PUR-01", purpose_id="PUR-03", legal_basis="consent"))
    assert places_of("LAW-02", add=add) == ("PUR-01 legal_basis", "PUR-03 legal_basis")


def test_basis_unknown_to_law_fires_on_other() -> None:
    (found,) = findings_of("LAW-03", changes=purpose(legal_basis="other"))
    assert found.message == "PUR-01 names a legal basis that Article 6 does not know"
    assert found.field == "legal_basis"


def test_basis_unknown_to_law_fires_on_a_recognised_interest_outside_the_uk() -> None:
    changes = purpose(legal_basis="recognised_legitimate_interest")
    assert outcomes("LAW-03", changes) == (1, 0, 0, 0)
    changes[("organisation", "acme", "regimes")] = "eu_gdpr"
    (found,) = findings_of("LAW-03", changes=changes)
    assert found.message == (
        "PUR-01 rests on a recognised legitimate interest, known to UK law only; acme is not under it"
    )
    assert [place.sheet for place in found.places] == ["purposes", "organisation"]


def test_basis_unknown_to_law_is_not_assessable_when_the_entity_is_not_known() -> None:
    changes = purpose(legal_basis="recognised_legitimate_interest") | activity(entity_id=None)
    changes |= {("organisation", "acme", "regimes"): "eu_gdpr"}
    other = {"organisation": [a_row("organisation", "acme", entity_id="acme-uk")]}
    result = result_of("LAW-03", changes=changes, add=other)
    assert (result.not_assessable, result.failed) == (1, 0)
    assert dict(result.reasons) == {"the legal entity it belongs to is not known": 1}


def test_basis_unknown_to_law_does_not_apply_to_a_blank_basis() -> None:
    assert outcomes("LAW-03", purpose(legal_basis=None)) == (0, 0, 1, 0)


def contract(**cells: str | None) -> Changes:
    return purpose(legal_basis="contract", **cells)


def test_person_is_no_contract_party_fires_on_no() -> None:
    (found,) = findings_of("LAW-10", changes=contract(data_subject_is_contract_party="no"))
    assert found.message == "PUR-01 rests on a contract to which the person is no party"
    assert found.field == "data_subject_is_contract_party"


def test_person_is_no_contract_party_is_silent_on_yes_whoever_they_are() -> None:
    changes = contract(data_subject_is_contract_party="yes") | activity(data_subject_categories="website_visitors")
    assert outcomes("LAW-10", changes) == (1, 0, 0, 0)


@pytest.mark.parametrize("said", ["unknown", None])
@pytest.mark.parametrize(
    "people",
    [
        "client_contacts",
        "vendor_contacts",
        "partner_contacts",
        "people_in_datasets",
        "website_visitors",
        "client_contacts; website_visitors",
    ],
)
def test_person_is_no_contract_party_fires_on_people_who_rarely_are(said: str | None, people: str) -> None:
    changes = contract(data_subject_is_contract_party=said) | activity(data_subject_categories=people)
    (found,) = findings_of("LAW-10", changes=changes)
    assert found.message == "PUR-01 rests on a contract; ACT-01 concerns people who are rarely party to one"
    assert [place.sheet for place in found.places] == ["purposes", "processing_activities"]


@pytest.mark.parametrize("people", ["client_contacts; employees", None])
def test_person_is_no_contract_party_is_not_assessable_for_other_people(people: str | None) -> None:
    changes = contract(data_subject_is_contract_party="unknown") | activity(data_subject_categories=people)
    assert outcomes("LAW-10", changes) == (0, 0, 0, 1)


def test_person_is_no_contract_party_does_not_apply_to_another_basis() -> None:
    assert outcomes("LAW-10", purpose(data_subject_is_contract_party="no")) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("basis", "stated", "message"),
    [
        (
            "consent",
            "access; objection",
            "PUR-01 rests on consent, and ACT-01 does not state the right to withdraw consent",
        ),
        (
            "legitimate_interests",
            "access; consent_withdrawal",
            "PUR-01 rests on legitimate interests, and ACT-01 does not state the right to object",
        ),
        (
            "public_task",
            "access; consent_withdrawal",
            "PUR-01 rests on public task, and ACT-01 does not state the right to object",
        ),
    ],
)
def test_right_of_basis_not_stated_fires(basis: str, stated: str, message: str) -> None:
    changes = purpose(legal_basis=basis) | activity(rights_available=stated)
    (found,) = findings_of("LAW-18", changes=changes)
    assert (found.field, found.message) == ("legal_basis", message)
    assert [place.sheet for place in found.places] == ["purposes", "processing_activities"]
    assert outcomes("LAW-18", changes | activity(rights_available="objection; consent_withdrawal")) == (1, 0, 0, 0)


def test_right_of_basis_does_not_apply_without_rights_or_to_another_basis() -> None:
    assert outcomes("LAW-18", activity(rights_available=None)) == (0, 0, 1, 0)
    assert outcomes("LAW-18", purpose(legal_basis="contract") | activity(rights_available="access")) == (0, 0, 1, 0)


def test_right_of_basis_is_not_assessable_when_the_rights_cannot_be_read() -> None:
    assert outcomes("LAW-18", activity(rights_available="all of them")) == (0, 0, 0, 1)


LATER = purpose(started_on="2024-01-11")


def test_later_purpose_not_tested_fires_the_day_after_the_activity_began() -> None:
    (found,) = findings_of("LAW-21", changes=LATER)
    assert found.field == "compatibility_assessment_id"
    assert found.message == (
        "PUR-01 began later than its activity, on 11 January 2024; it names no compatibility test and no day on which"
        " people were told"
    )
    assert outcomes("LAW-21", purpose(started_on="2024-01-10")) == (0, 0, 1, 0)


def test_later_purpose_not_tested_fires_when_people_were_told_afterwards() -> None:
    changes = LATER | purpose(notice_updated_on="2024-01-12")
    (found,) = findings_of("LAW-21", changes=changes)
    assert found.message.endswith("it names no compatibility test and people were told on 12 January 2024")
    assert outcomes("LAW-21", LATER | purpose(notice_updated_on="2024-01-11")) == (1, 0, 0, 0)


def test_later_purpose_not_tested_is_silent_with_a_test() -> None:
    changes = LATER | purpose(compatibility_assessment_id="ASM-01", notice_updated_on="2024-02-01")
    assert outcomes("LAW-21", changes) == (1, 0, 0, 0)


@pytest.mark.parametrize("changes", [purpose(started_on=None), activity(started_on=None), activity(role=None)])
def test_later_purpose_is_not_assessable_when_role_or_days_are_not_known(changes: Changes) -> None:
    assert outcomes("LAW-21", LATER | changes) == (0, 0, 0, 1)


def test_later_purpose_is_asked_of_controllers() -> None:
    assert outcomes("LAW-21", LATER | activity(role="joint_controller")) == (0, 1, 0, 0)
    assert outcomes("LAW-21", LATER | activity(role="processor")) == (0, 0, 1, 0)
