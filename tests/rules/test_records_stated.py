"""ROP: what each row of the record states; each rule fires on one change from the clean register."""

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, findings_of, result_of

RULES = tuple(f"ROP-{number:02}" for number in (3, 4, 6, 7, 10, 11, 13, 20, 22, 23, 24, 25))
Changes = dict[Change, str | None]


def activity(**cells: str | None) -> Changes:
    """Changes of ACT-01, which Acme runs as controller; ACT-02 is a processor's."""
    return {("processing_activities", "ACT-01", column): value for column, value in cells.items()}


def entity(**cells: str | None) -> Changes:
    return {("organisation", "acme", column): value for column, value in cells.items()}


UNSECURED = activity(security_description=None, security_measure_ids=None)


@pytest.mark.parametrize(
    ("rule_id", "changes", "field", "message"),
    [
        (
            "ROP-03",
            activity(joint_controller_name="Partner SA"),
            "joint_controller_contact",
            "names a joint controller and states no contact for it",
        ),
        (
            "ROP-04",
            activity(joint_controller_name="Partner SA"),
            "joint_controller_arrangement_ref",
            "is carried out jointly and refers to no arrangement",
        ),
        (
            "ROP-04",
            activity(role="joint_controller"),
            "joint_controller_arrangement_ref",
            "is carried out jointly and refers to no arrangement",
        ),
        (
            "ROP-10",
            activity(data_subject_categories=None),
            "data_subject_categories",
            "states no category of data subjects",
        ),
        ("ROP-11", activity(data_category_ids=None), "data_category_ids", "states no category of personal data"),
        ("ROP-13", activity(recipient_categories=None), "recipient_categories", "states no category of recipients"),
        ("ROP-20", UNSECURED, "security_description", "describes no security measures and gives no reason"),
        (
            "ROP-22",
            activity(source_kinds="data_subject; client"),
            "source_detail",
            "takes data from elsewhere than the person and names no source",
        ),
        ("ROP-23", activity(system_ids=None), "system_ids", "states no system in which its data live"),
        ("ROP-24", activity(owner=None), "owner", "states no owner"),
        ("ROP-25", activity(role=None), "role", "states no role of the organisation"),
    ],
)
def test_a_rule_fires_when_an_activity_does_not_state_it(
    rule_id: str, changes: Changes, field: str, message: str
) -> None:
    (found,) = findings_of(rule_id, changes=changes)
    assert (found.record_id, found.field) == ("ACT-01", field)
    assert found.message == f"ACT-01 “Answering enquiries” {message}"


@pytest.mark.parametrize(
    ("rule_id", "changes"),
    [
        ("ROP-03", activity(joint_controller_name="Partner SA", joint_controller_contact="privacy@partner.example")),
        ("ROP-04", activity(role="joint_controller", joint_controller_arrangement_ref="EV-05")),
        ("ROP-04", activity(joint_controller_name="Partner SA", joint_controller_arrangement_ref="EV-05")),
        ("ROP-13", activity(recipient_categories="internal_only")),
        ("ROP-20", UNSECURED | activity(security_description="Access by role")),
        ("ROP-20", UNSECURED | activity(security_measure_ids="MEA-01")),
        ("ROP-20", UNSECURED | activity(security_not_stated_reason="Kept by the partner")),
        ("ROP-22", activity(source_kinds="data_broker", source_detail="Sample Lists Ltd")),
    ],
)
def test_a_rule_is_silent_when_it_is_stated(rule_id: str, changes: Changes) -> None:
    assert result_of(rule_id, changes=changes).passed == 1
    assert not findings_of(rule_id, changes=changes)


def test_missing_security_shows_all_three_cells() -> None:
    (found,) = findings_of("ROP-20", changes=UNSECURED)
    assert len(found.places) == 3


BLANK = {
    "ROP-10": activity(data_subject_categories=None),
    "ROP-11": activity(data_category_ids=None),
    "ROP-13": activity(recipient_categories=None),
    "ROP-20": UNSECURED,
}


@pytest.mark.parametrize("rule_id", sorted(BLANK))
def test_a_rule_on_the_controllers_record_examines_active_activities_of_controllers(rule_id: str) -> None:
    assert outcomes(rule_id, BLANK[rule_id]) == (0, 1, 1, 0)
    assert outcomes(rule_id, BLANK[rule_id] | activity(role="joint_controller")) == (0, 1, 1, 0)
    assert outcomes(rule_id, BLANK[rule_id] | activity(role="processor")) == (0, 0, 2, 0)
    assert outcomes(rule_id, BLANK[rule_id] | activity(status="ended")) == (0, 0, 2, 0)
    assert outcomes(rule_id, BLANK[rule_id] | activity(role=None)) == (0, 0, 1, 1)
    assert outcomes(rule_id, BLANK[rule_id] | activity(status=None)) == (0, 0, 1, 1)


@pytest.mark.parametrize(("rule_id", "column"), [("ROP-23", "system_ids"), ("ROP-24", "owner")])
def test_systems_and_owner_are_asked_of_active_activities_of_either_role(rule_id: str, column: str) -> None:
    both: Changes = {("processing_activities", "*", column): None}
    assert outcomes(rule_id, both) == (0, 2, 0, 0)
    assert outcomes(rule_id, both | activity(status="ended")) == (0, 1, 1, 0)
    assert outcomes(rule_id, both | activity(status=None)) == (0, 1, 0, 1)


def test_the_role_is_asked_of_every_activity() -> None:
    assert outcomes("ROP-25", activity(role=None, status="ended")) == (1, 1, 0, 0)


@pytest.mark.parametrize("kind", ["client", "vendor", "partner", "public_source", "data_broker", "inferred", "other"])
def test_each_source_other_than_the_person_is_named(kind: str) -> None:
    assert outcomes("ROP-22", activity(source_kinds=kind)) == (0, 1, 1, 0)
    assert outcomes("ROP-22", activity(source_kinds=kind, role="joint_controller")) == (0, 1, 1, 0)
    assert outcomes("ROP-22", activity(source_kinds=kind, role="processor")) == (0, 0, 2, 0)


def test_a_blank_source_leaves_open_whether_it_has_to_be_named() -> None:
    assert outcomes("ROP-22", activity(source_kinds=None)) == (0, 0, 1, 1)
    assert outcomes("ROP-22", activity(source_kinds="data_subject; observed")) == (0, 0, 2, 0)


def test_joint_rules_do_not_apply_to_a_single_controller() -> None:
    assert outcomes("ROP-03", {}) == (0, 0, 2, 0)
    assert outcomes("ROP-04", {}) == (0, 0, 2, 0)
    assert outcomes("ROP-04", activity(role=None)) == (0, 0, 1, 1)
    assert outcomes("ROP-04", activity(role=None, joint_controller_name="Partner SA")) == (0, 1, 1, 0)


OFFICER_NEEDED = ("is_public_authority", "monitors_people_at_large_scale", "processes_special_data_at_large_scale")


@pytest.mark.parametrize("column", OFFICER_NEEDED)
def test_an_officer_is_named_where_one_answer_needs_it(column: str) -> None:
    needed = entity(**{column: "yes"})
    found = findings_of("ROP-06", changes=needed)
    assert sorted(finding.field for finding in found) == ["dpo_contact", "dpo_name"]
    text = "acme “Acme Labelling Ltd” needs a data protection officer by its own answers and states no "
    assert all(finding.message.startswith(text) for finding in found)
    assert outcomes("ROP-06", needed | entity(dpo_name="A. Sample", dpo_contact="dpo@acme.example")) == (1, 0, 0, 0)
    (found,) = findings_of("ROP-06", changes=needed | entity(dpo_name="A. Sample"))
    assert found.field == "dpo_contact"


@pytest.mark.parametrize("column", OFFICER_NEEDED)
@pytest.mark.parametrize("said", ["unknown", None])
def test_whether_an_officer_is_needed_is_open_until_all_is_answered(column: str, said: str | None) -> None:
    open_question = entity(**{column: said})
    assert outcomes("ROP-06", open_question) == (0, 0, 0, 1)
    assert outcomes("ROP-07", open_question) == (0, 0, 0, 1)
    other = next(one for one in OFFICER_NEEDED if one != column)
    assert outcomes("ROP-06", open_question | entity(**{other: "yes"})) == (0, 1, 0, 0)
    assert outcomes("ROP-07", open_question | entity(**{other: "yes"})) == (0, 0, 1, 0)


def test_a_decision_against_an_officer_is_kept() -> None:
    (found,) = findings_of("ROP-07", changes=entity(dpo_decision_ref=None))
    assert (found.record_id, found.field) == ("acme", "dpo_decision_ref")
    assert found.message.endswith("has no data protection officer and refers to no reasoned decision")
    assert outcomes("ROP-07", entity(dpo_decision_ref=None, dpo_name="A. Sample")) == (0, 0, 1, 0)


@pytest.mark.parametrize("column", OFFICER_NEEDED)
def test_no_decision_is_asked_for_where_an_officer_is_needed(column: str) -> None:
    assert outcomes("ROP-07", entity(dpo_decision_ref=None, **{column: "yes"})) == (0, 0, 1, 0)
