"""LAW: what purposes and activities state; each rule fires on one change from the clean register."""

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("LAW-01", "LAW-04", "LAW-11", "LAW-17", "LAW-20")
Changes = dict[Change, str | None]


def purpose(**cells: str | None) -> Changes:
    return {("purposes", "PUR-01", column): value for column, value in cells.items()}


def activity(**cells: str | None) -> Changes:
    return {("processing_activities", "ACT-01", column): value for column, value in cells.items()}


@pytest.mark.parametrize(
    ("rule_id", "changes", "place", "message"),
    [
        ("LAW-01", purpose(legal_basis=None), "PUR-01 legal_basis", "PUR-01 states no legal basis"),
        (
            "LAW-04",
            purpose(legitimate_interest=None),
            "PUR-01 legitimate_interest",
            "PUR-01 rests on legitimate interests and does not say which",
        ),
        (
            "LAW-11",
            purpose(legal_basis="legal_obligation"),
            "PUR-01 law_reference",
            "PUR-01 rests on a legal obligation and cites no law",
        ),
        (
            "LAW-17",
            purpose(makes_automated_decisions="yes", automated_decision_basis="contract_necessity"),
            "PUR-01 automated_decision_safeguards",
            "PUR-01 decides about people by automated means alone and states no automated decision safeguards",
        ),
        (
            "LAW-17",
            purpose(makes_automated_decisions="yes", automated_decision_safeguards="A person looks again"),
            "PUR-01 automated_decision_basis",
            "PUR-01 decides about people by automated means alone and states no automated decision basis",
        ),
        (
            "LAW-20",
            activity(notice_ref=None),
            "ACT-01 notice_ref",
            "ACT-01 “Answering enquiries” refers to no privacy notice",
        ),
    ],
)
def test_a_rule_fires_when_the_cell_is_blank(rule_id: str, changes: Changes, place: str, message: str) -> None:
    found = findings_of(rule_id, changes=changes)
    assert [f"{finding.record_id} {finding.field}" for finding in found] == [place]
    assert found[0].message == message


@pytest.mark.parametrize(
    ("rule_id", "changes"),
    [
        ("LAW-11", purpose(legal_basis="legal_obligation", law_reference="Companies Act 2014 s.285")),
        (
            "LAW-17",
            purpose(
                makes_automated_decisions="yes",
                automated_decision_basis="contract_necessity",
                automated_decision_safeguards="A person looks again",
            ),
        ),
    ],
)
def test_a_rule_is_silent_when_all_is_stated(rule_id: str, changes: Changes) -> None:
    assert outcomes(rule_id, changes) == (1, 0, 0, 0)


def test_automated_decisions_yield_a_finding_for_each_blank_cell() -> None:
    found = places_of("LAW-17", changes=purpose(makes_automated_decisions="yes"))
    assert sorted(found) == ["PUR-01 automated_decision_basis", "PUR-01 automated_decision_safeguards"]


@pytest.mark.parametrize("role", ["controller", "joint_controller"])
def test_legal_basis_and_notice_are_asked_of_controllers(role: str) -> None:
    assert places_of("LAW-01", changes=activity(role=role) | purpose(legal_basis=None)) == ("PUR-01 legal_basis",)
    assert places_of("LAW-20", changes=activity(role=role, notice_ref=None)) == ("ACT-01 notice_ref",)


@pytest.mark.parametrize("change", [activity(role="processor"), activity(status="ended")])
def test_legal_basis_and_notice_are_not_asked_of_processors_or_ended_activities(change: Changes) -> None:
    assert outcomes("LAW-01", change | purpose(legal_basis=None)) == (0, 0, 1, 0)
    assert outcomes("LAW-20", change | activity(notice_ref=None)) == (0, 0, 2, 0)


@pytest.mark.parametrize("change", [activity(role=None), purpose(activity_id=None), purpose(activity_id="ACT-99")])
def test_legal_basis_is_not_assessable_when_the_activity_or_its_role_is_not_known(change: Changes) -> None:
    assert outcomes("LAW-01", change | purpose(legal_basis=None)) == (0, 0, 0, 1)


def test_an_activity_that_has_no_row_is_named_in_the_reason() -> None:
    result = result_of("LAW-01", changes=purpose(activity_id="ACT-99"))
    assert dict(result.reasons) == {"ACT-99 is in no row of the sheet processing_activities": 1}


def test_the_rules_of_a_basis_do_not_apply_to_another_basis() -> None:
    assert outcomes("LAW-04", purpose(legal_basis="contract", legitimate_interest=None)) == (0, 0, 1, 0)
    assert outcomes("LAW-11", {}) == (0, 0, 1, 0)


def test_a_blank_basis_is_open_for_a_controller_and_settled_for_a_processor() -> None:
    blank = purpose(legal_basis=None, legitimate_interest=None)
    assert outcomes("LAW-04", blank) == (0, 0, 0, 1)
    assert outcomes("LAW-11", blank | activity(role="joint_controller")) == (0, 0, 0, 1)
    assert outcomes("LAW-04", blank | activity(role="processor")) == (0, 0, 1, 0)
    assert outcomes("LAW-04", blank | activity(role=None)) == (0, 0, 0, 1)


def test_a_basis_that_is_stated_needs_no_activity() -> None:
    changes = purpose(activity_id=None, legitimate_interest=None)
    assert places_of("LAW-04", changes=changes) == ("PUR-01 legitimate_interest",)


@pytest.mark.parametrize(("said", "expected"), [("no", (0, 0, 1, 0)), ("unknown", (0, 0, 0, 1)), (None, (0, 0, 0, 1))])
def test_automated_decisions_need_the_answer(said: str | None, expected: tuple[int, ...]) -> None:
    assert outcomes("LAW-17", purpose(makes_automated_decisions=said)) == expected


def test_the_rules_are_not_assessable_without_the_sheet_of_activities() -> None:
    result = result_of("LAW-01", without=["processing_activities"])
    assert dict(result.reasons) == {"sheet processing_activities not supplied": 1}


def test_a_rule_of_european_law_does_not_apply_to_an_entity_outside_it() -> None:
    changes: Changes = {("organisation", "acme", "regimes"): "us_ccpa"}
    assert outcomes("LAW-01", changes | purpose(legal_basis=None)) == (0, 0, 1, 0)


def test_every_purpose_is_examined_by_itself() -> None:
    second = a_row("purposes", "PUR-01", purpose_id="PUR-02", legal_basis="")
    assert places_of("LAW-01", add={"purposes": [second]}) == ("PUR-02 legal_basis",)
