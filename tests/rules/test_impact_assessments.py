"""DPI: impact assessments and screenings; each rule fires on one change from the clean register."""

from datetime import date

import pytest

from auditlib.findings import Force
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = tuple(f"DPI-0{number}" for number in range(1, 10))
Changes = dict[Change, str | None]
Added = dict[str, list[dict[str, str]]]
CRITERIA = (
    "evaluation_or_scoring",
    "automated_decision",
    "systematic_monitoring",
    "sensitive_data",
    "large_scale",
    "matching_datasets",
    "vulnerable_people",
    "innovative_technology",
    "blocks_a_right_or_contract",
)


def screening(**cells: str | None) -> Changes:
    return {("assessments", "ASM-02", column): value for column, value in cells.items()}


def activity(**cells: str | None) -> Changes:
    return {("processing_activities", "ACT-01", column): value for column, value in cells.items()}


def client(**cells: str | None) -> Changes:
    return {("clients", "CLI-01", column): value for column, value in cells.items()}


def an_impact_assessment(**cells: str) -> Added:
    row = {
        "assessment_id": "ASM-03",
        "kind": "dpia",
        "title": "Scoring",
        "activity_ids": "ACT-01",
        "status": "approved",
        "completed_on": "2024-01-09",
        "reviewed_on": "2026-01-09",
        "covered_sections": "description; necessity; risks; measures",
        "residual_risk": "low",
        "dpo_advice": "None against it",
    }
    return {"assessments": [{**row, **cells}]}


def outcomes(rule_id: str, changes: Changes, add: Added | None = None) -> tuple[int, int, int, int]:
    """Passed, failed, not applicable, not assessable."""
    result = result_of(rule_id, changes=changes, add=add or {})
    return result.passed, result.failed, result.not_applicable, result.not_assessable


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_is_silent_on_an_impact_assessment_in_order(rule_id: str) -> None:
    assert not findings_of(rule_id, add=an_impact_assessment())


@pytest.mark.parametrize(
    "changes", [screening(dpia_criteria=None), screening(activity_ids="ACT-02"), screening(kind="lia")]
)
def test_never_screened_fires(changes: Changes) -> None:
    (found,) = findings_of("DPI-01", changes=changes)
    assert (found.record_id, found.field) == ("ACT-01", "activity_id")
    assert found.message == "ACT-01 “Answering enquiries” was never screened for an impact assessment"


def test_never_screened_is_silent_when_the_impact_assessment_holds_the_criteria() -> None:
    add = an_impact_assessment(dpia_criteria="none")
    assert outcomes("DPI-01", screening(dpia_criteria=None), add) == (1, 0, 1, 0)


def test_never_screened_applies_to_active_activities_of_controllers() -> None:
    blank = screening(dpia_criteria=None)
    assert outcomes("DPI-01", blank | activity(role="joint_controller")) == (0, 1, 1, 0)
    assert outcomes("DPI-01", blank | activity(role="processor")) == (0, 0, 2, 0)
    assert outcomes("DPI-01", blank | activity(status="ended")) == (0, 0, 2, 0)
    assert outcomes("DPI-01", blank | activity(role=None)) == (0, 0, 1, 1)


def test_never_screened_is_not_assessable_when_the_kind_is_not_known_or_the_sheet_is_absent() -> None:
    assert outcomes("DPI-01", screening(kind=None)) == (0, 0, 1, 1)
    assert result_of("DPI-01", without=["assessments"]).not_assessable == 1


def test_impact_not_assessed_fires_on_two_criteria() -> None:
    (found,) = findings_of("DPI-02", changes=screening(dpia_criteria="large_scale; sensitive_data"))
    assert (found.record_id, found.field) == ("ACT-01", "activity_id")
    assert found.message.endswith(
        "meets two or more criteria, which as a rule means a likely high risk, and has no approved impact assessment"
    )
    assert [(place.sheet, place.cell) for place in found.places] == [
        ("processing_activities", "A2"),
        ("assessments", "L3"),
    ]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_each_criterion_counts_and_none_alone_is_high_risk(criterion: str) -> None:
    other = next(one for one in CRITERIA if one != criterion)
    assert outcomes("DPI-02", screening(dpia_criteria=criterion)) == (0, 0, 2, 0)
    assert outcomes("DPI-02", screening(dpia_criteria=f"{criterion}; {other}")) == (0, 1, 1, 0)


def test_a_place_on_the_list_of_an_authority_counts_alone() -> None:
    assert outcomes("DPI-02", screening(dpia_criteria="on_authority_list")) == (0, 1, 1, 0)
    assert outcomes("DPI-02", screening(dpia_criteria="large_scale; on_exemption_list")) == (0, 0, 2, 0)


def test_impact_not_assessed_is_silent_with_an_exemption_or_an_approved_assessment() -> None:
    two = screening(dpia_criteria="large_scale; sensitive_data")
    assert outcomes("DPI-02", screening(dpia_criteria="large_scale; sensitive_data; on_exemption_list")) == (1, 0, 1, 0)
    assert outcomes("DPI-02", two, an_impact_assessment()) == (1, 0, 1, 0)


@pytest.mark.parametrize("status", ["draft", "in_review", "rejected"])
def test_impact_not_assessed_fires_when_the_assessment_is_not_approved(status: str) -> None:
    two = screening(dpia_criteria="large_scale; sensitive_data")
    assert outcomes("DPI-02", two, an_impact_assessment(status=status)) == (0, 1, 1, 0)


def test_impact_not_assessed_fires_when_only_the_screening_is_approved_or_another_activity_assessed() -> None:
    two = screening(dpia_criteria="large_scale; sensitive_data")
    assert outcomes("DPI-02", two, an_impact_assessment(activity_ids="ACT-02")) == (0, 1, 1, 0)
    assert outcomes("DPI-02", two, an_impact_assessment(kind="tia")) == (0, 1, 1, 0)


def test_impact_not_assessed_is_not_assessable_without_a_screening() -> None:
    result = result_of("DPI-02", changes=screening(dpia_criteria=None))
    assert (result.not_assessable, result.not_applicable) == (1, 1)
    assert dict(result.reasons) == {"never screened for an impact assessment": 1}


def test_impact_not_assessed_does_not_apply_to_processors() -> None:
    two = screening(dpia_criteria="large_scale; sensitive_data")
    assert outcomes("DPI-02", two | activity(role="processor")) == (0, 0, 2, 0)
    assert outcomes("DPI-02", two | activity(role="joint_controller")) == (0, 1, 1, 0)
    assert outcomes("DPI-02", two | activity(status="ended")) == (0, 1, 1, 0)


ONE_CRITERION = screening(dpia_criteria="large_scale", conclusion=None)


def test_no_reason_against_assessment_fires() -> None:
    (found,) = findings_of("DPI-03", changes=ONE_CRITERION)
    assert (found.record_id, found.field) == ("ASM-02", "conclusion")
    assert found.message.endswith("meets one criterion and does not say why no impact assessment is needed")


def test_no_reason_against_assessment_is_silent_with_a_reason_or_an_assessment() -> None:
    assert outcomes("DPI-03", screening(dpia_criteria="large_scale")) == (1, 0, 1, 0)
    assert outcomes("DPI-03", ONE_CRITERION, an_impact_assessment(status="draft")) == (1, 0, 2, 0)


def test_no_reason_against_assessment_fires_when_one_of_two_activities_is_not_covered() -> None:
    changes = ONE_CRITERION | screening(activity_ids="ACT-01; ACT-02")
    assert outcomes("DPI-03", changes, an_impact_assessment()) == (0, 1, 2, 0)
    assert outcomes("DPI-03", changes, an_impact_assessment(activity_ids="ACT-02; ACT-01")) == (1, 0, 2, 0)


@pytest.mark.parametrize("criteria", ["none", "large_scale; sensitive_data", "on_authority_list"])
def test_no_reason_against_assessment_does_not_apply_to_none_or_two_criteria(criteria: str) -> None:
    assert outcomes("DPI-03", ONE_CRITERION | screening(dpia_criteria=criteria)) == (0, 0, 2, 0)


def test_no_reason_against_assessment_counts_the_criteria_beside_the_lists() -> None:
    changes = ONE_CRITERION | screening(dpia_criteria="large_scale; on_authority_list")
    assert outcomes("DPI-03", changes) == (0, 1, 1, 0)


def test_no_reason_against_assessment_is_not_assessable_without_criteria_or_activities() -> None:
    assert outcomes("DPI-03", ONE_CRITERION | screening(dpia_criteria=None)) == (0, 0, 1, 1)
    assert outcomes("DPI-03", ONE_CRITERION | screening(activity_ids=None)) == (0, 0, 1, 1)


def test_assessed_after_the_start_fires_the_day_after_and_is_silent_on_the_day() -> None:
    (found,) = findings_of("DPI-04", add=an_impact_assessment(completed_on="2024-01-11"))
    assert (found.record_id, found.field) == ("ASM-03", "completed_on")
    assert found.message == "ASM-03 “Scoring” was completed on 11 January 2024, after ACT-01 began on 10 January 2024"
    assert outcomes("DPI-04", {}, an_impact_assessment(completed_on="2024-01-10")) == (1, 0, 2, 0)


def test_assessed_after_the_start_fires_when_unfinished_once_the_activity_has_begun() -> None:
    unfinished = an_impact_assessment(completed_on="")
    (found,) = findings_of("DPI-04", add=unfinished)
    assert found.message == "ASM-03 “Scoring” states no day of completion, and ACT-01 began on 10 January 2024"
    assert outcomes("DPI-04", activity(started_on="2026-09-30"), unfinished) == (0, 1, 2, 0)
    assert outcomes("DPI-04", activity(started_on="2026-10-01"), unfinished) == (1, 0, 2, 0)


def test_assessed_after_the_start_keeps_its_id_when_the_assessment_is_finished_late() -> None:
    ids = {
        finding.finding_id
        for day in ("", "2026-08-19")
        for finding in findings_of("DPI-04", add=an_impact_assessment(completed_on=day))
    }
    assert len(ids) == 1


def test_assessed_after_the_start_is_a_finding_for_each_activity() -> None:
    add = an_impact_assessment(completed_on="2024-03-01", activity_ids="ACT-01; ACT-02")
    found = findings_of("DPI-04", add=add)
    shown = {place.cell for finding in found for place in finding.places if place.sheet == "processing_activities"}
    assert (len(found), shown) == (2, {"M2", "M3"})


def test_assessed_after_the_start_is_not_assessable_when_the_first_day_is_not_known() -> None:
    assert outcomes("DPI-04", activity(started_on=None), an_impact_assessment()) == (0, 0, 2, 1)
    assert outcomes("DPI-04", {}, an_impact_assessment(activity_ids="")) == (0, 0, 2, 1)
    assert outcomes("DPI-04", {}, an_impact_assessment(activity_ids="ACT-99; ACT-02")) == (0, 0, 2, 1)
    late = an_impact_assessment(completed_on="2024-02-02", activity_ids="ACT-99; ACT-02")
    assert outcomes("DPI-04", {}, late) == (0, 1, 2, 0)


@pytest.mark.parametrize(
    ("sections", "words"),
    [
        ("description; necessity; risks", "measures"),
        ("measures; necessity; risks", "description of the processing and its purposes"),
        ("description", "necessity and proportionality, risks to people or measures"),
        (
            "risks; necessity",
            "description of the processing and its purposes or measures",
        ),
    ],
)
def test_part_missing_fires(sections: str, words: str) -> None:
    (found,) = findings_of("DPI-05", add=an_impact_assessment(covered_sections=sections))
    assert (found.field, found.message) == ("covered_sections", f"ASM-03 “Scoring” states no part on {words}")


def test_part_missing_fires_once_on_a_blank_cell() -> None:
    assert outcomes("DPI-05", {}, an_impact_assessment(covered_sections="")) == (0, 1, 2, 0)


@pytest.mark.parametrize(("rule_id", "cells"), [("DPI-05", {"covered_sections": ""}), ("DPI-08", {"reviewed_on": ""})])
def test_only_approved_impact_assessments_are_examined(rule_id: str, cells: dict[str, str]) -> None:
    old = {**cells, "completed_on": "2020-01-01"}
    assert outcomes(rule_id, {}, an_impact_assessment(**old)) == (0, 1, 2, 0)
    assert outcomes(rule_id, {}, an_impact_assessment(**old, status="draft")) == (0, 0, 3, 0)
    assert outcomes(rule_id, {}, an_impact_assessment(**old, kind="tia")) == (0, 0, 3, 0)
    assert outcomes(rule_id, {}, an_impact_assessment(**old, status="")) == (0, 0, 2, 1)


def test_officer_not_heard_fires_only_where_there_is_an_officer() -> None:
    officer: Changes = {("organisation", "acme", "dpo_name"): "A. Sample"}
    add = an_impact_assessment(dpo_advice="")
    (found,) = findings_of("DPI-06", changes=officer, add=add)
    assert (found.record_id, found.field) == ("ASM-03", "dpo_advice")
    assert found.message == "ASM-03 “Scoring” states no advice of the data protection officer"
    assert outcomes("DPI-06", {}, add) == (0, 0, 3, 0)
    assert outcomes("DPI-06", officer, an_impact_assessment()) == (1, 0, 2, 0)
    assert outcomes("DPI-06", officer, an_impact_assessment(kind="lia", dpo_advice="")) == (0, 0, 3, 0)


def test_officer_not_heard_is_not_assessable_when_the_entity_is_not_known() -> None:
    other = {"organisation": [a_row("organisation", "acme", entity_id="acme-uk")]}
    result = result_of("DPI-06", changes=activity(entity_id=None), add=an_impact_assessment() | other)
    assert (result.not_assessable, result.not_applicable) == (1, 2)


def test_authority_not_consulted_fires_on_a_high_risk() -> None:
    (found,) = findings_of("DPI-07", add=an_impact_assessment(residual_risk="high"))
    assert found.field == "prior_consultation_ref"
    assert found.message == "ASM-03 “Scoring” leaves a high risk and refers to no consultation of the authority"
    consulted = an_impact_assessment(residual_risk="high", prior_consultation_ref="EV-03")
    assert outcomes("DPI-07", {}, consulted) == (1, 0, 2, 0)


def test_authority_not_consulted_needs_the_risk_of_an_impact_assessment() -> None:
    assert outcomes("DPI-07", {}, an_impact_assessment(residual_risk="medium")) == (0, 0, 3, 0)
    assert outcomes("DPI-07", {}, an_impact_assessment(residual_risk="")) == (0, 0, 2, 1)
    assert outcomes("DPI-07", {}, an_impact_assessment(kind="tia", residual_risk="high")) == (0, 0, 3, 0)


def test_assessment_not_reviewed_fires_after_three_years_and_a_day() -> None:
    add = an_impact_assessment(completed_on="2023-09-29", reviewed_on="")
    (found,) = findings_of("DPI-08", add=add)
    assert found.field == "reviewed_on"
    assert (
        found.message
        == "ASM-03 “Scoring” was last looked at on 29 September 2023, more than 36 months ago (house default)"
    )
    assert not findings_of("DPI-08", add=an_impact_assessment(completed_on="2023-09-30", reviewed_on=""))
    assert not findings_of("DPI-08", add=add, as_of=date(2026, 9, 29))


def test_assessment_not_reviewed_fires_when_the_risk_changed_afterwards() -> None:
    (found,) = findings_of("DPI-08", add=an_impact_assessment(risk_changed_on="2026-01-10"))
    assert found.field == "risk_changed_on"
    assert found.message == (
        "ASM-03 “Scoring” was last looked at on 9 January 2026, before the risk changed on 10 January 2026"
    )
    assert not findings_of("DPI-08", add=an_impact_assessment(risk_changed_on="2026-01-09"))


def test_assessment_not_reviewed_yields_both_findings() -> None:
    add = an_impact_assessment(completed_on="2023-01-01", reviewed_on="2023-09-29", risk_changed_on="2024-01-01")
    assert sorted(places_of("DPI-08", add=add)) == ["ASM-03 reviewed_on", "ASM-03 risk_changed_on"]


def test_assessment_not_reviewed_is_not_assessable_without_any_day() -> None:
    assert outcomes("DPI-08", {}, an_impact_assessment(completed_on="", reviewed_on="")) == (0, 0, 2, 1)


def test_client_not_helped_fires_from_the_day_of_the_request() -> None:
    (found,) = findings_of("DPI-09", changes=client(dpia_help_requested_on="2026-09-30"))
    assert (found.record_id, found.field) == ("CLI-01", "dpia_help_answered_on")
    assert found.message.endswith("asked for help with an impact assessment, and no day of an answer is stated")


def test_client_not_helped_is_silent_once_answered_and_does_not_apply_to_later_requests_or_none() -> None:
    asked = client(dpia_help_requested_on="2026-07-01")
    assert outcomes("DPI-09", asked | client(dpia_help_answered_on="2026-07-09")) == (1, 0, 0, 0)
    assert outcomes("DPI-09", client(dpia_help_requested_on="2026-10-01")) == (0, 0, 1, 0)
    assert outcomes("DPI-09", {}) == (0, 0, 1, 0)
    assert outcomes("DPI-09", client(dpia_help_requested_on="soon")) == (0, 0, 0, 1)


def test_an_activity_on_the_list_of_an_authority_is_said_to_be_on_it() -> None:
    (found,) = findings_of("DPI-02", changes=screening(dpia_criteria="on_authority_list"))
    assert found.message.endswith(
        "is on an authority's list of activities that need an impact assessment, and has no approved impact assessment"
    )


def test_the_age_of_an_assessment_is_a_matter_of_practice_and_a_change_of_risk_one_of_statute() -> None:
    add = an_impact_assessment(completed_on="2022-09-29", reviewed_on="", risk_changed_on="2026-01-10")
    found = findings_of("DPI-08", add=add)
    assert {finding.field: finding.force for finding in found} == {
        "reviewed_on": Force.PRACTICE,
        "risk_changed_on": Force.STATUTE,
    }
