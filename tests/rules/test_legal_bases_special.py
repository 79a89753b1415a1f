"""LAW: special categories and data on offences; each rule fires on one change from the clean register."""

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, a_row, findings_of, places_of

RULES = ("LAW-12", "LAW-14", "LAW-15")
Changes = dict[Change, str | None]


def purpose(**cells: str | None) -> Changes:
    return {("purposes", "PUR-01", column): value for column, value in cells.items()}


def category(**cells: str | None) -> Changes:
    return {("data_categories", "CAT-01", column): value for column, value in cells.items()}


def activity(**cells: str | None) -> Changes:
    return {("processing_activities", "ACT-01", column): value for column, value in cells.items()}


HEALTH = category(special_categories="health")
CRIMINAL = category(is_criminal_data="yes")
SCHEDULE_1 = purpose(
    special_category_condition="substantial_public_interest",
    uk_schedule_1_condition="Sch. 1 para 6",
    appropriate_policy_document_ref="EV-03",
    follows_policy_document="yes",
)


def test_special_condition_not_stated_fires() -> None:
    (found,) = findings_of("LAW-12", changes=HEALTH)
    assert found.field == "special_category_condition"
    assert found.message == "PUR-01 uses special categories of data and states no condition of Article 9"


def test_special_condition_not_stated_is_silent_when_it_is_stated() -> None:
    assert outcomes("LAW-12", HEALTH | purpose(special_category_condition="vital_interests")) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "changes", [{}, activity(role="processor"), activity(status="planned"), activity(role="subprocessor")]
)
def test_special_condition_does_not_apply(changes: Changes) -> None:
    special = HEALTH if changes else {}
    assert outcomes("LAW-12", special | changes) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    "changes",
    [
        category(special_categories=None),
        activity(data_category_ids=None),
        activity(data_category_ids="CAT-99"),
        activity(data_category_ids="CAT-01; CAT-99"),
    ],
)
def test_special_condition_is_not_assessable_when_the_categories_are_not_known(changes: Changes) -> None:
    assert outcomes("LAW-12", changes) == (0, 0, 0, 1)


def test_one_special_category_settles_it_beside_an_unknown_one() -> None:
    changes = HEALTH | activity(data_category_ids="CAT-99; CAT-01")
    assert places_of("LAW-12", changes=changes) == ("PUR-01 special_category_condition",)


def test_an_activity_without_role_is_open_and_a_processor_that_lists_no_data_is_not() -> None:
    assert outcomes("LAW-12", activity(role=None, data_category_ids=None)) == (0, 0, 0, 1)
    assert outcomes("LAW-14", activity(role="processor", data_category_ids=None)) == (0, 0, 1, 0)
    assert outcomes("LAW-14", activity(role="joint_controller", data_category_ids=None)) == (0, 0, 0, 1)


def test_criminal_authority_not_stated_fires() -> None:
    (found,) = findings_of("LAW-15", changes=CRIMINAL)
    assert found.field == "criminal_data_authority"
    assert found.message == "PUR-01 uses data on criminal convictions or offences and names no law that allows it"


def test_criminal_authority_is_asked_of_ended_activities_too_and_not_of_processors() -> None:
    assert outcomes("LAW-15", CRIMINAL | activity(status="ended")) == (0, 1, 0, 0)
    assert outcomes("LAW-15", CRIMINAL | activity(role="processor")) == (0, 0, 1, 0)
    assert outcomes("LAW-15", CRIMINAL | purpose(criminal_data_authority="Act s.1")) == (1, 0, 0, 0)


@pytest.mark.parametrize("said", ["unknown", None])
def test_criminal_authority_is_not_assessable_when_the_answer_is_not_known(said: str | None) -> None:
    assert outcomes("LAW-15", category(is_criminal_data=said)) == (0, 0, 0, 1)


def test_a_second_category_counts() -> None:
    second = a_row("data_categories", "CAT-01", data_category_id="CAT-02", is_criminal_data="yes")
    changes = activity(data_category_ids="CAT-01; CAT-02")
    assert len(findings_of("LAW-15", changes=changes, add={"data_categories": [second]})) == 1


@pytest.mark.parametrize(
    "condition",
    [
        "employment_and_social_security",
        "substantial_public_interest",
        "health_or_social_care",
        "public_health",
        "archiving_research_and_statistics",
    ],
)
def test_schedule_1_is_silent_when_met(condition: str) -> None:
    assert outcomes("LAW-14", SCHEDULE_1 | purpose(special_category_condition=condition)) == (1, 0, 0, 0)


@pytest.mark.parametrize("condition", [None, "explicit_consent", "legal_claims"])
def test_schedule_1_does_not_apply_to_other_conditions(condition: str | None) -> None:
    assert outcomes("LAW-14", purpose(special_category_condition=condition)) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("cells", "field", "message"),
    [
        (
            {"uk_schedule_1_condition": None},
            "uk_schedule_1_condition",
            "PUR-01 uses sensitive data and states no condition of Schedule 1",
        ),
        (
            {"appropriate_policy_document_ref": None},
            "appropriate_policy_document_ref",
            "PUR-01 uses sensitive data and refers to no appropriate policy document",
        ),
        (
            {"follows_policy_document": "no"},
            "policy_document_departure_reason",
            "PUR-01 does not follow its appropriate policy document and gives no reason",
        ),
    ],
)
def test_schedule_1_not_met_fires(cells: dict[str, str | None], field: str, message: str) -> None:
    (found,) = findings_of("LAW-14", changes=SCHEDULE_1 | purpose(**cells))
    assert (found.field, found.message) == (field, message)


@pytest.mark.parametrize("condition", ["health_or_social_care", "public_health", "archiving_research_and_statistics"])
def test_schedule_1_asks_for_no_policy_document_under_some_conditions(condition: str) -> None:
    changes = SCHEDULE_1 | purpose(
        special_category_condition=condition, appropriate_policy_document_ref=None, follows_policy_document=None
    )
    assert outcomes("LAW-14", changes) == (1, 0, 0, 0)
    assert outcomes("LAW-14", changes | purpose(follows_policy_document="no")) == (0, 1, 0, 0)


@pytest.mark.parametrize("said", ["unknown", None])
def test_schedule_1_is_not_assessable_when_it_is_not_known_whether_the_document_is_followed(said: str | None) -> None:
    assert outcomes("LAW-14", SCHEDULE_1 | purpose(follows_policy_document=said)) == (0, 0, 0, 1)
    changes = purpose(follows_policy_document=said, policy_document_departure_reason="Backups")
    assert outcomes("LAW-14", SCHEDULE_1 | changes) == (1, 0, 0, 0)


def test_schedule_1_applies_to_criminal_data_of_any_role() -> None:
    assert len(findings_of("LAW-14", changes=CRIMINAL)) == 2
    assert len(findings_of("LAW-14", changes=CRIMINAL | activity(role="processor"))) == 2


def test_schedule_1_is_a_rule_of_uk_law() -> None:
    changes: Changes = {("organisation", "acme", "regimes"): "eu_gdpr"}
    assert outcomes("LAW-14", CRIMINAL | changes) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("cells", "messages"),
    [
        (
            {},
            [
                "PUR-01 uses sensitive data and refers to no appropriate policy document;"
                " whether its condition asks for one is not stated"
            ],
        ),
        ({"policy_document_departure_reason": "Para 33 asks for none"}, []),
        ({"appropriate_policy_document_ref": "EV-03", "follows_policy_document": "yes"}, []),
    ],
)
def test_schedule_1_leaves_open_whether_a_condition_for_data_on_offences_asks_for_a_document(
    cells: dict[str, str], messages: list[str]
) -> None:
    changes = CRIMINAL | purpose(uk_schedule_1_condition="Sch. 1 para 33", **cells)
    assert [found.message for found in findings_of("LAW-14", changes=changes)] == messages
