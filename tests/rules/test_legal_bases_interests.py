"""LAW: legitimate interests, weighed or recognised; each rule fires on one change from the clean register."""

from datetime import date

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, findings_of, places_of

RULES = ("LAW-05", "LAW-06", "LAW-07")
Changes = dict[Change, str | None]


def purpose(**cells: str | None) -> Changes:
    return {("purposes", "PUR-01", column): value for column, value in cells.items()}


def weighing(**cells: str | None) -> Changes:
    return {("assessments", "ASM-01", column): value for column, value in cells.items()}


def messages(rule_id: str, changes: Changes) -> list[str]:
    return sorted(finding.message for finding in findings_of(rule_id, changes=changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (purpose(lia_assessment_id=None), "PUR-01 rests on legitimate interests and names no assessment of them"),
        (weighing(kind="dpia"), "PUR-01 names ASM-01, which is not a legitimate interests assessment"),
        (weighing(status="rejected"), "PUR-01 names ASM-01, which was rejected"),
    ],
)
def test_interests_not_assessed_fires(changes: Changes, message: str) -> None:
    assert messages("LAW-05", changes) == [message]
    assert places_of("LAW-05", changes=changes) == ("PUR-01 lia_assessment_id",)


def test_interests_not_assessed_fires_twice_when_kind_and_status_are_wrong() -> None:
    assert len(messages("LAW-05", weighing(kind="tia", status="rejected"))) == 2


def test_interests_not_assessed_shows_the_cell_of_the_assessment() -> None:
    (found,) = findings_of("LAW-05", changes=weighing(status="rejected"))
    assert [(place.sheet, place.cell) for place in found.places] == [("purposes", "J2"), ("assessments", "E2")]


@pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
def test_interests_not_assessed_is_silent_when_the_assessment_is_not_rejected(status: str) -> None:
    assert outcomes("LAW-05", weighing(status=status)) == (1, 0, 0, 0)


@pytest.mark.parametrize("changes", [purpose(lia_assessment_id="ASM-99"), weighing(kind=None), weighing(status=None)])
def test_interests_not_assessed_is_not_assessable_when_the_assessment_is_not_known(changes: Changes) -> None:
    assert outcomes("LAW-05", changes) == (0, 0, 0, 1)


def test_a_known_defect_of_the_assessment_is_found_beside_an_unknown_one() -> None:
    assert outcomes("LAW-05", weighing(kind=None, status="rejected")) == (0, 1, 0, 0)


def test_interests_not_assessed_does_not_apply_to_another_basis() -> None:
    assert outcomes("LAW-05", purpose(legal_basis="contract", lia_assessment_id=None)) == (0, 0, 1, 0)


def test_assessment_late_fires_on_the_day_after_the_start_and_is_silent_on_it() -> None:
    late = weighing(completed_on="2024-01-11")
    assert messages("LAW-06", late) == [
        "PUR-01 names ASM-01, completed on 11 January 2024, after the data were first used on 10 January 2024"
    ]
    assert places_of("LAW-06", changes=late) == ("PUR-01 lia_assessment_id",)
    assert outcomes("LAW-06", weighing(completed_on="2024-01-10")) == (1, 0, 0, 0)


def test_assessment_late_takes_the_first_day_of_the_activity_when_the_purpose_states_none() -> None:
    changes = purpose(started_on=None) | weighing(completed_on="2024-02-01")
    assert len(messages("LAW-06", changes)) == 1
    changes[("processing_activities", "ACT-01", "started_on")] = "2024-02-01"
    assert outcomes("LAW-06", changes) == (1, 0, 0, 0)
    changes[("processing_activities", "ACT-01", "started_on")] = None
    assert outcomes("LAW-06", changes) == (0, 0, 0, 1)


def test_assessment_old_fires_on_two_years_and_a_day_and_is_silent_on_two_years() -> None:
    assert messages("LAW-06", weighing(reviewed_on="2024-09-29")) == [
        "PUR-01 names ASM-01, last looked at on 29 September 2024, more than 24 months ago (house default)"
    ]
    assert outcomes("LAW-06", weighing(reviewed_on="2024-09-30")) == (1, 0, 0, 0)


def test_assessment_age_counts_from_the_later_of_completion_and_review() -> None:
    assert outcomes("LAW-06", weighing(reviewed_on=None, completed_on="2024-01-05")) == (0, 1, 0, 0)
    changes = weighing(reviewed_on="2023-01-01", completed_on="2026-01-05") | purpose(started_on="2026-02-01")
    assert outcomes("LAW-06", changes) == (1, 0, 0, 0)


def test_assessment_late_and_old_are_two_findings() -> None:
    found = findings_of("LAW-06", changes=weighing(completed_on="2024-01-11", reviewed_on="2024-06-01"))
    assert len({finding.finding_id for finding in found}) == 2


def test_assessment_age_is_not_assessable_without_any_day() -> None:
    assert outcomes("LAW-06", weighing(completed_on=None, reviewed_on=None)) == (0, 0, 0, 1)
    assert outcomes("LAW-06", weighing(completed_on=None)) == (0, 0, 0, 1)
    assert outcomes("LAW-06", weighing(completed_on=None, reviewed_on="2024-01-01")) == (0, 1, 0, 0)


def test_assessment_late_or_old_does_not_apply_without_an_assessment() -> None:
    assert outcomes("LAW-06", purpose(lia_assessment_id=None)) == (0, 0, 1, 0)


def test_assessment_late_or_old_applies_under_any_law() -> None:
    changes: Changes = {("organisation", "acme", "regimes"): "us_ccpa"}
    assert outcomes("LAW-06", changes | weighing(reviewed_on="2024-09-29")) == (0, 1, 0, 0)


def recognised(**cells: str | None) -> Changes:
    return purpose(
        **{
            "legal_basis": "recognised_legitimate_interest",
            "recognised_interest": "crime",
            "started_on": "2026-02-05",
            **cells,
        }
    )


def test_a_recognised_interest_is_silent_on_the_first_day_of_the_list() -> None:
    assert outcomes("LAW-07", recognised()) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            recognised(started_on="2026-02-04"),
            "started_on",
            "PUR-01 began on 4 February 2026; such interests are recognised from 5 February 2026 on",
        ),
        (
            recognised(started_on=None),
            "started_on",
            "PUR-01 rests on a recognised legitimate interest and states no first day",
        ),
        (
            recognised(recognised_interest=None),
            "recognised_interest",
            "PUR-01 rests on a recognised legitimate interest and does not say which",
        ),
    ],
)
def test_interest_not_recognised_fires(changes: Changes, field: str, message: str) -> None:
    (found,) = findings_of("LAW-07", changes=changes)
    assert (found.field, found.message, found.confidence) == (field, message, "sourced")


def test_interest_not_recognised_finds_both_beside_an_unreadable_day() -> None:
    assert len(messages("LAW-07", recognised(started_on=None, recognised_interest=None))) == 2
    assert outcomes("LAW-07", recognised(started_on="tbc", recognised_interest=None)) == (0, 1, 0, 0)
    assert outcomes("LAW-07", recognised(started_on="tbc")) == (0, 0, 0, 1)


def test_interest_not_recognised_is_a_rule_of_uk_law() -> None:
    changes: Changes = {("organisation", "acme", "regimes"): "eu_gdpr"}
    assert outcomes("LAW-07", changes | recognised(started_on=None)) == (0, 0, 1, 0)


def test_the_limit_of_age_is_counted_back_from_the_day_of_the_report() -> None:
    changes = weighing(reviewed_on="2024-09-29")
    assert not findings_of("LAW-06", changes=changes, as_of=date(2026, 9, 29))
