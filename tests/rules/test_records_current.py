"""ROP: whether the record is kept up; each rule fires on one change from the clean register."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from auditlib.audit import Audit, audit_case
from auditlib.rules import known_rules
from tests.making_priors import a_prior
from tests.rules.making import (
    NO_EVIDENCE,
    Change,
    a_case,
    a_row,
    findings_of,
    places_of,
    result_of,
    rows_with,
)

RULES = ("ROP-01", "ROP-26", "ROP-27", "ROP-28", "ROP-29", "ROP-31", "ROP-32")


def test_activity_id_repeated_fires_when_two_rows_share_an_id() -> None:
    found = findings_of(
        "ROP-01", add={"processing_activities": [a_row("processing_activities", "ACT-01", name="Other")]}
    )
    assert [finding.record_id for finding in found] == ["ACT-01"]
    assert [place.cell for place in found[0].places] == ["A2", "A4"]


@pytest.mark.parametrize(("more", "words"), [(1, "one other row"), (2, "two other rows")])
def test_activity_id_repeated_counts_the_other_rows(more: int, words: str) -> None:
    (found,) = findings_of("ROP-01", add={"processing_activities": [a_row("processing_activities", "ACT-01")] * more})
    assert found.message.endswith(f"shares its id with {words}")


def test_review_too_old_fires_when_the_review_is_blank_or_a_year_and_a_day_old() -> None:
    blank = {("processing_activities", "ACT-01", "reviewed_on"): None}
    assert places_of("ROP-26", changes=blank) == ("ACT-01 reviewed_on",)
    old = {("processing_activities", "ACT-01", "reviewed_on"): "2025-09-29"}
    assert places_of("ROP-26", changes=old) == ("ACT-01 reviewed_on",)


def test_review_too_old_is_silent_when_the_review_is_twelve_months_old_to_the_day() -> None:
    assert not places_of("ROP-26", changes={("processing_activities", "ACT-01", "reviewed_on"): "2025-09-30"})


def test_review_too_old_does_not_apply_to_an_ended_activity() -> None:
    changes = {("processing_activities", "ACT-01", "status"): "ended"}
    assert result_of("ROP-26", changes=changes).not_applicable == 1


def test_review_too_old_is_not_assessable_when_the_review_cannot_be_read() -> None:
    result = result_of("ROP-26", changes={("processing_activities", "ACT-01", "reviewed_on"): "tbc"})
    assert (result.not_assessable, result.failed) == (1, 0)


def test_review_not_done_fires_when_the_day_passed_without_a_review() -> None:
    changes = {("processing_activities", "ACT-01", "next_review_on"): "2026-06-30"}
    assert places_of("ROP-27", changes=changes) == ("ACT-01 next_review_on",)


def test_review_not_done_is_silent_when_reviewed_on_that_day() -> None:
    changes = {
        ("processing_activities", "ACT-01", "next_review_on"): "2026-06-30",
        ("processing_activities", "ACT-01", "reviewed_on"): "2026-06-30",
    }
    assert not places_of("ROP-27", changes=changes)


def test_change_not_reviewed_fires_when_the_change_is_younger_than_approval_and_review() -> None:
    changes = {("processing_activities", "ACT-01", "updated_on"): "2026-05-12"}
    assert places_of("ROP-28", changes=changes) == ("ACT-01 updated_on",)


def test_change_not_reviewed_is_silent_when_approved_on_the_same_day() -> None:
    assert not places_of("ROP-28", changes={("processing_activities", "ACT-01", "updated_on"): "2026-05-11"})


def undated(before: Mapping[Change, str | None], now: Mapping[Change, str | None], **cases: object) -> Audit:
    """ROP-28 beside the register of the quarter before."""
    rules = [rule for rule in known_rules() if rule.rule_id == "ROP-28"]
    earlier = audit_case(a_case(rows_with(before), period="2026-Q2"), rules, NO_EVIDENCE)
    case = replace(a_case(rows_with(now, **cases)), previous=a_prior(earlier))  # type: ignore[arg-type]
    return audit_case(case, rules, NO_EVIDENCE)


PHONES: Mapping[Change, str | None] = {("processing_activities", "ACT-01", "description"): "Answers by telephone"}


def test_change_not_reviewed_fires_when_a_row_differs_from_the_quarter_before_under_the_same_day_of_change() -> None:
    (finding,) = undated({}, PHONES).findings
    assert (finding.record_id, finding.field) == ("ACT-01", "updated_on")
    assert "differs from 2026-Q2 in “description” and still gives" in finding.message


def test_change_not_reviewed_is_silent_when_the_day_of_change_moved_and_was_reviewed() -> None:
    dated = {**PHONES, ("processing_activities", "ACT-01", "updated_on"): "2026-05-11"}
    assert not undated({}, dated).findings


def test_change_not_reviewed_is_silent_on_a_changed_cell_that_is_no_part_of_the_record() -> None:
    assert not undated({}, {("processing_activities", "ACT-01", "owner"): "Another role"}).findings


def test_change_not_reviewed_is_silent_on_an_activity_that_is_new() -> None:
    new = [a_row("processing_activities", "ACT-01", activity_id="ACT-77")]
    audit = undated({}, {}, add={"processing_activities": new})
    assert (audit.findings, audit.results[0].not_assessable) == ((), 0)


def test_change_not_reviewed_looks_at_the_days_alone_where_no_pack_before_was_given() -> None:
    assert result_of("ROP-28").passed == 2
    undone = {("processing_activities", "ACT-01", "updated_on"): "2026-05-12"}
    assert (result_of("ROP-28", changes=undone).failed, result_of("ROP-28", changes=undone).passed) == (1, 1)


def test_change_not_reviewed_and_not_dated_is_two_findings() -> None:
    unseen = dict.fromkeys(("approved_on", "reviewed_on"))
    now = {**PHONES, **{("processing_activities", "ACT-01", column): None for column in unseen}}
    assert len(undated({}, now).findings) == 2


@pytest.mark.parametrize(("reviewed", "expected"), [("2026-05-11", (2, 0)), ("2026-05-01", (1, 1)), (None, (1, 1))])
def test_change_not_reviewed_is_settled_by_one_of_two_days_only_where_it_can_be_read(
    reviewed: str | None, expected: tuple[int, int]
) -> None:
    changes = {
        ("processing_activities", "ACT-01", "approved_on"): "ERROR:#N/A",
        ("processing_activities", "ACT-01", "reviewed_on"): reviewed,
    }
    result = result_of("ROP-28", changes=changes)
    assert (result.passed, result.not_assessable, result.failed) == (*expected, 0)


def test_ended_but_active_fires_on_the_last_day_and_is_silent_before_it() -> None:
    changes = {("processing_activities", "ACT-01", "ended_on"): "2026-09-30"}
    assert places_of("ROP-29", changes=changes) == ("ACT-01 status",)
    assert not places_of("ROP-29", changes=changes, as_of=date(2026, 9, 29))


def test_activity_recorded_twice_fires_on_both_rows() -> None:
    twin = a_row("processing_activities", "ACT-02", activity_id="ACT-03")
    found = places_of("ROP-31", add={"processing_activities": [twin]})
    assert found == ("ACT-02 activity_id", "ACT-03 activity_id")


def test_activity_recorded_twice_is_silent_when_clients_differ() -> None:
    twin = a_row("processing_activities", "ACT-02", activity_id="ACT-03", client_ids="CLI-02")
    assert not places_of("ROP-31", add={"processing_activities": [twin]})


def test_activity_recorded_twice_names_what_agrees() -> None:
    twin = a_row("processing_activities", "ACT-02", activity_id="ACT-03", name="Sorting client images")
    (found, _) = findings_of("ROP-31", add={"processing_activities": [twin]})
    assert found.message == (
        "ACT-02 “Labelling client images” agrees with ACT-03 in “entity ID”, “role”, “client IDs”,"
        " “data subject categories”, “data category IDs”, “processing categories” and the purposes"
    )


def test_activity_recorded_twice_is_silent_when_a_processor_does_something_else() -> None:
    other = a_row("processing_activities", "ACT-02", activity_id="ACT-03", processing_categories="Transcription")
    assert not places_of("ROP-31", add={"processing_activities": [other]})


def test_activity_recorded_twice_leaves_an_unreadable_cell_open_only_between_rows_that_may_agree() -> None:
    unread = {("processing_activities", "ACT-02", "role"): "ERROR:#REF!"}
    assert result_of("ROP-31", changes=unread).passed == 2
    twin = a_row("processing_activities", "ACT-02", activity_id="ACT-03")
    result = result_of("ROP-31", changes=unread, add={"processing_activities": [twin]})
    assert (result.passed, result.not_assessable) == (1, 2)


def test_exemption_not_open_fires_on_the_number_of_people_and_on_each_regular_activity() -> None:
    changes = {
        ("organisation", "acme", "relies_on_record_exemption"): "yes",
        ("organisation", "acme", "employee_count"): "250",
        ("processing_activities", "*", "is_occasional"): "yes",
        ("processing_activities", "*", "poses_risk_to_people"): "no",
    }
    assert len(findings_of("ROP-32", changes=changes)) == 1
    changes[("processing_activities", "ACT-01", "is_occasional")] = "unknown"
    assert len(findings_of("ROP-32", changes=changes)) == 2


def test_exemption_not_open_is_not_assessable_when_it_is_not_known_whether_it_is_relied_on() -> None:
    result = result_of("ROP-32", changes={("organisation", "acme", "relies_on_record_exemption"): None})
    assert result.not_assessable == 1


EXEMPT: Mapping[Change, str | None] = {
    ("organisation", "acme", "relies_on_record_exemption"): "yes",
    ("processing_activities", "*", "is_occasional"): "yes",
    ("processing_activities", "*", "poses_risk_to_people"): "no",
}


def test_exemption_not_open_is_silent_on_occasional_activities_without_risk() -> None:
    assert result_of("ROP-32", changes=EXEMPT).passed == 1


@pytest.mark.parametrize(
    "change",
    [
        {("organisation", "acme", "employee_count"): None},
        {("data_categories", "CAT-01", "special_categories"): None},
        {("data_categories", "CAT-01", "is_criminal_data"): None},
        {("data_categories", "CAT-01", "is_criminal_data"): "unknown"},
        {("processing_activities", "ACT-01", "data_category_ids"): "CAT-99"},
        {("processing_activities", "ACT-01", "data_category_ids"): None},
        {
            ("processing_activities", "ACT-01", "status"): None,
            ("processing_activities", "ACT-01", "is_occasional"): "no",
        },
        {("processing_activities", "ACT-01", "is_occasional"): "ERROR:#REF!"},
    ],
)
def test_exemption_not_open_is_not_assessable_on_what_is_not_known(change: Mapping[Change, str | None]) -> None:
    result = result_of("ROP-32", changes={**EXEMPT, **change})
    assert (result.not_assessable, result.passed, result.failed) == (1, 0, 0)


def test_exemption_not_open_gives_a_row_without_entity_to_the_only_one() -> None:
    changes = {
        **EXEMPT,
        ("processing_activities", "ACT-01", "is_occasional"): "no",
        ("processing_activities", "ACT-01", "entity_id"): None,
    }
    (found,) = findings_of("ROP-32", changes=changes)
    assert found.message.endswith("and ACT-01 is not stated to be occasional")


def test_exemption_not_open_leaves_a_row_without_entity_open_in_a_group_only_where_it_speaks_against_it() -> None:
    sister = a_row("organisation", "acme", entity_id="beta", relies_on_record_exemption="no")
    changes = {**EXEMPT, ("processing_activities", "ACT-01", "entity_id"): None}
    assert result_of("ROP-32", changes=changes, add={"organisation": [sister]}).passed == 1
    changes[("processing_activities", "ACT-01", "is_occasional")] = "no"
    assert result_of("ROP-32", changes=changes, add={"organisation": [sister]}).not_assessable == 1


def test_exemption_not_open_does_not_weigh_an_activity_of_another_entity_or_one_that_ended() -> None:
    sister = a_row("organisation", "acme", entity_id="beta", relies_on_record_exemption="no")
    regular = {**EXEMPT, ("processing_activities", "ACT-01", "is_occasional"): "no"}
    others = {**regular, ("processing_activities", "ACT-01", "entity_id"): "beta"}
    assert result_of("ROP-32", changes=others, add={"organisation": [sister]}).failed == 0
    ended = {**regular, ("processing_activities", "ACT-01", "status"): "ended"}
    assert result_of("ROP-32", changes=ended).passed == 1


def test_exemption_not_open_tells_the_number_of_people_though_no_activities_were_supplied() -> None:
    changes = {
        ("organisation", "acme", "relies_on_record_exemption"): "yes",
        ("organisation", "acme", "employee_count"): "250",
    }
    assert result_of("ROP-32", changes=changes, without=["processing_activities"]).failed == 1
