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
    the_clean_audit,
)

RULES = ("ROP-01", "ROP-26", "ROP-27", "ROP-28", "ROP-29", "ROP-30", "ROP-31", "ROP-32")


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_is_silent_on_the_clean_register(rule_id: str) -> None:
    assert not [finding for finding in the_clean_audit().findings if finding.rule_id == rule_id]


def test_activity_id_repeated_fires_when_two_rows_share_an_id() -> None:
    found = findings_of(
        "ROP-01", add={"processing_activities": [a_row("processing_activities", "ACT-01", name="Other")]}
    )
    assert [finding.record_id for finding in found] == ["ACT-01"]
    assert [place.cell for place in found[0].places] == ["A2", "A4"]


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


def test_change_not_reviewed_is_not_assessable_where_no_pack_before_was_given() -> None:
    result = result_of("ROP-28")
    assert (result.passed, list(result.reasons)) == (0, ["no pack of the period before was given"])


def test_ended_but_active_fires_on_the_last_day_and_is_silent_before_it() -> None:
    changes = {("processing_activities", "ACT-01", "ended_on"): "2026-09-30"}
    assert places_of("ROP-29", changes=changes) == ("ACT-01 status",)
    assert not places_of("ROP-29", changes=changes, as_of=date(2026, 9, 29))


def test_dates_out_of_order_fires_when_an_end_lies_before_its_start() -> None:
    assert places_of("ROP-30", changes={("contracts", "CTR-01", "ends_on"): "2023-12-31"}) == ("CTR-01 ends_on",)


def test_dates_out_of_order_fires_when_a_past_event_lies_after_the_day_of_the_report() -> None:
    assert places_of("ROP-30", changes={("datasets", "DAT-01", "received_on"): "2026-10-01"}) == ("DAT-01 received_on",)


def test_dates_out_of_order_is_silent_on_an_end_on_the_day_of_the_start() -> None:
    assert not places_of("ROP-30", changes={("contracts", "CTR-01", "ends_on"): "2024-01-03"})


def test_activity_recorded_twice_fires_on_both_rows() -> None:
    twin = a_row("processing_activities", "ACT-02", activity_id="ACT-03")
    found = places_of("ROP-31", add={"processing_activities": [twin]})
    assert found == ("ACT-02 activity_id", "ACT-03 activity_id")


def test_activity_recorded_twice_is_silent_when_clients_differ() -> None:
    twin = a_row("processing_activities", "ACT-02", activity_id="ACT-03", client_ids="CLI-02")
    assert not places_of("ROP-31", add={"processing_activities": [twin]})


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
