"""DSR: requests and complaints are answered, passed on and confirmed in time."""

from datetime import date

import pytest

from auditlib.findings import Severity
from tests.rules.changing import cells as changed
from tests.rules.making import Change, findings_of, places_of, result_of

RULES = ("DSR-01", "DSR-02", "DSR-03", "DSR-05", "DSR-10", "DSR-13")
# 2 July to 2 August 2026, a Sunday; the Monday after is a public holiday in Ireland, so the month ends on the 4th.
LAST_DAY, DAY_AFTER = "2026-08-04", "2026-08-05"
# Two months more, to 2 October 2026, a Friday.
LAST_OF_THREE = "2026-10-02"


def req(**cells: str | None) -> dict[Change, str | None]:
    return changed("rights_requests", "REQ-001", **cells)


def org(**cells: str | None) -> dict[Change, str | None]:
    return changed("organisation", "acme", **cells)


OPEN = req(responded_on=None, outcome="open")
STEPS = "received 2 July 2026; one month: 2 August 2026, a Sunday; moved to 4 August 2026"


def test_request_not_answered_fires_once_the_month_has_passed() -> None:
    (found,) = findings_of("DSR-01", changes=OPEN, as_of=date(2026, 8, 5))
    assert (found.record_id, found.field, found.severity) == ("REQ-001", "responded_on", Severity.CRITICAL)
    assert found.message.startswith(f"REQ-001 was due an answer by 4 August 2026 and states none ({STEPS}")
    assert found.confidence == "sourced"
    assert [place.cell for place in found.places] == ["W2", "G2"]
    assert not findings_of("DSR-01", changes=OPEN, as_of=date(2026, 8, 4))


def test_request_not_answered_says_so_when_no_holidays_are_known() -> None:
    changes = OPEN | org(holiday_calendar=None)
    (found,) = findings_of("DSR-01", changes=changes, as_of=date(2026, 8, 4))
    assert "was due an answer by 3 August 2026" in found.message
    assert "weekends only: no holiday calendar is set" in found.message


def test_request_not_answered_waits_three_months_where_an_extension_was_told_in_time() -> None:
    told = OPEN | req(extension_notified_on=LAST_DAY)
    assert not findings_of("DSR-01", changes=told, as_of=date(2026, 10, 2))
    (found,) = findings_of("DSR-01", changes=told, as_of=date(2026, 10, 3))
    assert "was due an answer by 2 October 2026" in found.message
    late = OPEN | req(extension_notified_on=DAY_AFTER)
    assert findings_of("DSR-01", changes=late, as_of=date(2026, 8, 5))


def test_request_not_answered_leaves_a_pause_out_under_uk_law_only() -> None:
    paused = OPEN | req(paused_on="2026-07-10", resumed_on="2026-07-15", pause_reason="clarification")
    uk = paused | req(regime="uk_gdpr")
    assert not findings_of("DSR-01", changes=uk, as_of=date(2026, 8, 10))
    (found,) = findings_of("DSR-01", changes=uk, as_of=date(2026, 8, 11))
    assert "six calendar days left out" in found.message


def test_request_not_answered_waits_while_the_clock_stands_still() -> None:
    still = OPEN | req(regime="uk_gdpr", paused_on="2026-07-10", pause_reason="clarification")
    assert not findings_of("DSR-01", changes=still)
    assert findings_of("DSR-01", changes=still | req(resumed_on="2026-07-15"))


def test_request_not_answered_is_silent_where_another_rule_judges_the_day() -> None:
    assert not findings_of("DSR-01", changes=OPEN | req(responded_on="2026-09-30"))
    refused = req(outcome="refused_by_exemption", refusal_notice_on="2026-09-30")
    assert not findings_of("DSR-01", changes=OPEN | refused)


@pytest.mark.parametrize("outcome", ["open", "no_data_held", "partly_fulfilled"])
def test_request_not_answered_fires_on_a_late_refusal_of_what_is_not_refused_as_a_whole(outcome: str) -> None:
    told = OPEN | req(outcome=outcome, refusal_notice_on=DAY_AFTER)
    (found,) = findings_of("DSR-01", changes=told)
    assert found.field == "refusal_notice_on"
    assert found.message.startswith(
        f"REQ-001 was due an answer by 4 August 2026 and states a refusal on 5 August 2026 ({STEPS}"
    )
    assert not findings_of("DSR-01", changes=told | req(refusal_notice_on=LAST_DAY))
    assert not findings_of("DSR-01", changes=told | req(extension_notified_on=LAST_DAY))


def test_the_time_of_a_uk_request_runs_from_the_day_on_which_identity_or_fee_arrived() -> None:
    uk = req(regime="uk_gdpr", received_on="2026-03-02", paused_on="2026-03-20", resumed_on="2026-04-01")
    for reason in ("identity", "fee"):
        answered = uk | req(pause_reason=reason, responded_on="2026-05-01")
        assert not findings_of("DSR-02", changes=answered)
        (found,) = findings_of("DSR-02", changes=answered | req(responded_on="2026-05-05"))
        assert "after 1 May 2026" in found.message
        assert "and the time runs from then; one month: 1 May 2026" in found.message
    assert findings_of("DSR-02", changes=uk | req(pause_reason="clarification", responded_on="2026-05-01"))
    waiting = uk | OPEN | req(pause_reason="identity", resumed_on=None)
    assert not findings_of("DSR-01", changes=waiting)


@pytest.mark.parametrize(("rule_id", "column"), [("DSR-02", "resumed_on"), ("DSR-02", "pause_reason")])
def test_an_answer_after_a_pause_that_is_not_explained_is_not_assessable(rule_id: str, column: str) -> None:
    paused = req(regime="uk_gdpr", paused_on="2026-07-10", resumed_on="2026-07-15", pause_reason="clarification")
    late = paused | req(responded_on="2026-09-15")
    assert result_of(rule_id, changes=late).failed == 1
    result = result_of(rule_id, changes=late | req(**{column: None}))
    assert (result.passed, result.failed, result.not_assessable) == (0, 0, 1)
    under_eu_law = late | req(regime="eu_gdpr", **{column: None})
    assert result_of(rule_id, changes=under_eu_law).failed == 1


# Six days under EU law, from 10 to 15 July: with them the answer would be due by 10 August.
ACCEPTED = req(paused_on="2026-07-10", resumed_on="2026-07-15", pause_reason="clarification")


def outcome_of(rule_id: str, changes: dict[Change, str | None], as_of: date = date(2026, 9, 30)) -> str:
    result = result_of(rule_id, changes=changes, as_of=as_of)
    (found,) = (name for name in ("passed", "failed", "not_applicable", "not_assessable") if getattr(result, name))
    return found


@pytest.mark.parametrize(
    ("answered", "outcome"),
    [(LAST_DAY, "passed"), (DAY_AFTER, "not_assessable"), ("2026-08-10", "not_assessable"), ("2026-08-11", "failed")],
)
def test_an_answer_is_not_called_late_where_only_a_pause_that_guidance_accepts_explains_it(
    answered: str, outcome: str
) -> None:
    assert outcome_of("DSR-02", ACCEPTED | req(responded_on=answered)) == outcome
    refused = req(outcome="refused_by_exemption", refusal_reason="x", refusal_states_remedies="yes")
    assert outcome_of("DSR-05", ACCEPTED | refused | req(refusal_notice_on=answered)) == outcome
    told = req(extension_notified_on=answered, responded_on="2026-09-15")
    assert outcome_of("DSR-02", ACCEPTED | told) == outcome


def test_a_pause_that_guidance_accepts_is_named_in_the_reason() -> None:
    reasons = result_of("DSR-02", changes=ACCEPTED | req(responded_on=DAY_AFTER)).reasons
    assert next(iter(reasons)).startswith("late only if its pause counts for nothing, and EDPB Guidelines 01/2022")


def test_a_request_that_waits_for_identity_under_eu_law_is_not_called_unanswered() -> None:
    waiting = OPEN | ACCEPTED | req(resumed_on=None)
    assert outcome_of("DSR-01", waiting) == "not_assessable"
    assert outcome_of("DSR-01", waiting | req(pause_reason="fee")) == "failed"
    assert outcome_of("DSR-01", OPEN | ACCEPTED, as_of=date(2026, 8, 10)) == "not_assessable"
    assert outcome_of("DSR-01", OPEN | ACCEPTED, as_of=date(2026, 8, 11)) == "failed"


@pytest.mark.parametrize(
    "cells",
    [
        {"pause_reason": None},
        {"pause_reason": "fee"},
        {"resumed_on": None},
        {"paused_on": None},
        {"paused_on": DAY_AFTER, "resumed_on": "2026-08-20"},
    ],
)
def test_a_pause_that_nothing_explains_leaves_an_answer_late(cells: dict[str, str | None]) -> None:
    assert outcome_of("DSR-02", ACCEPTED | req(responded_on=DAY_AFTER, **cells)) == "failed"


def test_a_withdrawal_of_consent_is_held_to_no_month() -> None:
    withdrawal = req(kind="consent_withdrawal", responded_on="2026-12-01", extension_notified_on="2026-09-01")
    for rule_id in ("DSR-02", "DSR-03"):
        assert outcome_of(rule_id, withdrawal) == "not_applicable"
        assert outcome_of(rule_id, withdrawal | req(kind="objection")) == "failed"
        assert outcome_of(rule_id, withdrawal | req(kind=None)) == "not_assessable"
    assert outcome_of("DSR-01", OPEN | req(kind="consent_withdrawal")) == "not_applicable"


def test_request_not_answered_does_not_apply_to_processors_to_withdrawn_requests_and_other_laws() -> None:
    assert result_of("DSR-01", changes=OPEN | req(role="processor")).not_applicable == 1
    assert result_of("DSR-01", changes=OPEN | req(outcome="withdrawn")).not_applicable == 1
    assert result_of("DSR-01", changes=OPEN | req(regime="us_ccpa")).not_applicable == 1
    assert result_of("DSR-01", changes=OPEN | req(role="joint_controller")).failed == 1


@pytest.mark.parametrize("column", ["role", "regime", "received_on", "outcome"])
def test_request_not_answered_is_not_assessable_when_a_cell_is_blank(column: str) -> None:
    assert result_of("DSR-01", changes=OPEN | req(**{column: None})).not_assessable == 1


def test_request_not_answered_is_not_assessable_with_a_calendar_nobody_knows() -> None:
    result = result_of("DSR-01", changes=OPEN | org(holiday_calendar="Atlantis"))
    assert result.not_assessable == 1
    assert next(iter(result.reasons)).startswith("holiday calendar: found “Atlantis”")


def test_request_not_answered_counts_weekends_only_where_several_entities_may_be_meant() -> None:
    add = {"organisation": [{"entity_id": "other", "legal_name": "Other Ltd", "regimes": "eu_gdpr"}]}
    changes = OPEN | req(entity_id=None)
    (found,) = findings_of("DSR-01", changes=changes, add=add, as_of=date(2026, 8, 4))
    assert "weekends only" in found.message


def test_extension_not_told_in_time_fires_when_the_answer_came_after_the_month() -> None:
    (found,) = findings_of("DSR-02", changes=req(responded_on=DAY_AFTER))
    assert (found.record_id, found.field) == ("REQ-001", "responded_on")
    assert found.message.startswith(
        f"REQ-001 was answered on 5 August 2026, after 4 August 2026, and states no extension ({STEPS}"
    )
    assert not findings_of("DSR-02", changes=req(responded_on=LAST_DAY))


def test_extension_not_told_in_time_is_silent_where_it_was_told_within_the_month() -> None:
    told = req(responded_on="2026-09-01", extension_notified_on=LAST_DAY)
    assert not findings_of("DSR-02", changes=told)
    (found,) = findings_of("DSR-02", changes=told | req(extension_notified_on=DAY_AFTER))
    assert "and the extension was told on 5 August 2026 (" in found.message


def test_extension_not_told_in_time_leaves_a_pause_out() -> None:
    paused = req(regime="uk_gdpr", paused_on="2026-07-10", resumed_on="2026-07-15", pause_reason="clarification")
    paused |= req(responded_on="2026-08-10")
    assert not findings_of("DSR-02", changes=paused)
    assert findings_of("DSR-02", changes=paused | req(responded_on="2026-08-11"))


def test_extension_not_told_in_time_does_not_apply_to_open_requests_processors_and_other_laws() -> None:
    assert result_of("DSR-02", changes=OPEN).not_applicable == 1
    assert result_of("DSR-02", changes=req(role="subprocessor")).not_applicable == 1
    assert result_of("DSR-02", changes=req(regime="us_ccpa")).not_applicable == 1
    assert result_of("DSR-02", changes=req(received_on="tbc")).not_assessable == 1


def test_extended_answer_too_late_fires_after_three_months() -> None:
    told = req(extension_notified_on="2026-07-20")
    assert not findings_of("DSR-03", changes=told | req(responded_on=LAST_OF_THREE))
    (found,) = findings_of("DSR-03", changes=told | req(responded_on="2026-10-03"))
    assert found.field == "responded_on"
    assert found.message == (
        "REQ-001 was answered on 3 October 2026, after 2 October 2026"
        " (received 2 July 2026; three months with the extension: 2 October 2026)"
    )


def test_extended_answer_too_late_leaves_a_pause_out() -> None:
    told = req(extension_notified_on="2026-07-20", regime="uk_gdpr", responded_on="2026-10-05")
    assert findings_of("DSR-03", changes=told)
    paused = req(paused_on="2026-07-10", resumed_on="2026-07-15", pause_reason="clarification")
    assert not findings_of("DSR-03", changes=told | paused)


def test_extended_answer_too_late_applies_to_answered_requests_with_an_extension() -> None:
    told = req(extension_notified_on="2026-07-20")
    assert result_of("DSR-03").not_applicable == 1
    assert result_of("DSR-03", changes=told | OPEN).not_applicable == 1
    assert result_of("DSR-03", changes=told | req(regime="us_ccpa")).not_applicable == 1
    assert result_of("DSR-03", changes=told | req(role="processor", responded_on="2026-12-01")).not_applicable == 1
    assert result_of("DSR-03", changes=told | req(received_on=None)).not_assessable == 1


REFUSED = req(
    outcome="refused_by_exemption",
    refusal_reason="Advice of counsel",
    refusal_notice_on=LAST_DAY,
    refusal_states_remedies="yes",
)


def test_refusal_not_explained_is_silent_when_told_with_reasons_and_remedies_on_the_last_day() -> None:
    assert result_of("DSR-05", changes=REFUSED).passed == 1


def test_refusal_not_explained_fires_a_day_later() -> None:
    (found,) = findings_of("DSR-05", changes=REFUSED | req(refusal_notice_on=DAY_AFTER))
    assert found.field == "refusal_notice_on"
    assert found.message.startswith(f"REQ-001 was refused on 5 August 2026, after 4 August 2026 ({STEPS}")


def test_refusal_not_explained_fires_on_each_cell_that_is_blank() -> None:
    changes = REFUSED | req(refusal_reason=None, refusal_notice_on=None, refusal_states_remedies=None)
    assert {(one.field, one.message) for one in findings_of("DSR-05", changes=changes)} == {
        ("refusal_reason", "REQ-001 was refused and states no reason given"),
        ("refusal_notice_on", "REQ-001 was refused and states no day on which the person was told"),
        ("refusal_states_remedies", "REQ-001 was refused, and the refusal is not stated to name the remedies"),
    }


@pytest.mark.parametrize("stated", ["no", "unknown"])
def test_refusal_not_explained_wants_the_remedies_stated(stated: str) -> None:
    changes = REFUSED | req(refusal_states_remedies=stated)
    assert places_of("DSR-05", changes=changes) == ("REQ-001 refusal_states_remedies",)


@pytest.mark.parametrize(
    "outcome", ["refused_excessive", "refused_by_exemption", "refused_identity_not_shown", "refused_by_location"]
)
def test_refusal_not_explained_applies_to_each_refusal(outcome: str) -> None:
    assert result_of("DSR-05", changes=REFUSED | req(outcome=outcome)).passed == 1


def test_refusal_not_explained_does_not_apply_to_answers_and_processors() -> None:
    assert result_of("DSR-05").not_applicable == 1
    assert result_of("DSR-05", changes=REFUSED | req(role="processor")).not_applicable == 1
    assert result_of("DSR-05", changes=REFUSED | req(regime="us_ccpa")).not_applicable == 1


def test_refusal_not_explained_is_not_assessable_without_the_day_of_receipt() -> None:
    assert result_of("DSR-05", changes=REFUSED | req(received_on=None)).not_assessable == 1
    assert result_of("DSR-05", changes=REFUSED | req(regime=None)).not_assessable == 1


# 2 July 2026 is a Thursday: five working days later is Thursday the 9th.
FORWARDED = req(role="processor", client_id="CLI-01", responded_on=None, forwarded_on="2026-07-09")


def test_request_not_forwarded_is_silent_on_the_last_working_day() -> None:
    assert result_of("DSR-10", changes=FORWARDED).passed == 1


def test_request_not_forwarded_fires_a_day_later() -> None:
    (found,) = findings_of("DSR-10", changes=FORWARDED | req(forwarded_on="2026-07-10"))
    assert (found.field, found.severity) == ("forwarded_on", Severity.HIGH)
    assert found.message == (
        "REQ-001 was passed on to CLI-01 on 10 July 2026; it was due by 9 July 2026"
        " (received 2 July 2026; five working days: 9 July 2026)"
    )
    assert [place.sheet for place in found.places] == ["rights_requests", "rights_requests", "clients"]


def test_request_not_forwarded_fires_on_a_blank_once_the_day_has_passed() -> None:
    changes = FORWARDED | req(forwarded_on=None)
    assert not findings_of("DSR-10", changes=changes, as_of=date(2026, 7, 9))
    (found,) = findings_of("DSR-10", changes=changes, as_of=date(2026, 7, 10))
    assert found.message.startswith("REQ-001 was not passed on; it was due by 9 July 2026")


@pytest.mark.parametrize(
    ("days", "last"), [("2", "6 July 2026"), ("0", "2 July 2026"), ("5", "9 July 2026"), (None, "9 July 2026")]
)
def test_request_not_forwarded_counts_the_days_the_client_agreed(days: str | None, last: str) -> None:
    changes = FORWARDED | req(forwarded_on=None) | changed("clients", "CLI-01", request_forwarding_days=days)
    message = findings_of("DSR-10", changes=changes)[0].message
    assert f"it was due by {last}" in message
    assert message.endswith("; house default)") is (days is None)


def test_request_not_forwarded_leaves_out_the_holidays_of_the_entity() -> None:
    changes = FORWARDED | req(received_on="2026-07-30", forwarded_on="2026-08-07")
    assert not findings_of("DSR-10", changes=changes)
    assert "weekends only" in findings_of("DSR-10", changes=changes | org(holiday_calendar=None))[0].message


@pytest.mark.parametrize(
    ("responded", "forwarded", "applies"),
    [(None, None, True), (None, "2026-07-03", True), ("2026-07-03", "2026-07-03", True), ("2026-07-03", None, False)],
)
def test_request_not_forwarded_does_not_apply_where_the_processor_answered(
    responded: str | None, forwarded: str | None, applies: bool
) -> None:
    result = result_of("DSR-10", changes=FORWARDED | req(responded_on=responded, forwarded_on=forwarded))
    assert result.not_applicable == (0 if applies else 1)


def test_request_not_forwarded_applies_to_processors() -> None:
    assert result_of("DSR-10").not_applicable == 1
    assert result_of("DSR-10", changes=FORWARDED | req(role="subprocessor")).passed == 1
    assert result_of("DSR-10", changes=FORWARDED | req(client_id=None)).not_assessable == 1
    assert result_of("DSR-10", changes=FORWARDED, without=["clients"]).not_assessable == 1


def cmp(**cells: str | None) -> dict[Change, str | None]:
    return changed("complaints", "CMP-001", **cells)


def test_complaint_not_acknowledged_fires_after_thirty_days() -> None:
    assert not findings_of("DSR-13", changes=cmp(acknowledged_on="2026-07-31"))
    (found,) = findings_of("DSR-13", changes=cmp(acknowledged_on="2026-08-01"))
    assert (found.record_id, found.field, found.severity) == ("CMP-001", "acknowledged_on", Severity.HIGH)
    assert found.message == (
        "CMP-001 was acknowledged on 1 August 2026; it was due by 31 July 2026"
        " (received 1 July 2026; 30 calendar days: 31 July 2026)"
    )
    assert found.confidence == "sourced"


def test_complaint_not_acknowledged_fires_on_a_blank_once_the_day_has_passed() -> None:
    assert not findings_of("DSR-13", changes=cmp(acknowledged_on=None), as_of=date(2026, 7, 31))
    (found,) = findings_of("DSR-13", changes=cmp(acknowledged_on=None), as_of=date(2026, 8, 1))
    assert found.message.startswith("CMP-001 states no acknowledgement; it was due by 31 July 2026")


@pytest.mark.parametrize(("received", "applies"), [("2026-06-18", False), ("2026-06-19", True)])
def test_complaint_not_acknowledged_applies_since_the_law_is_in_force(received: str, applies: bool) -> None:
    result = result_of("DSR-13", changes=cmp(received_on=received, acknowledged_on=None))
    assert (result.failed, result.not_applicable) == ((1, 0) if applies else (0, 1))


def test_complaint_not_acknowledged_applies_to_uk_complaints() -> None:
    assert result_of("DSR-13", changes=cmp(regime="eu_gdpr")).not_applicable == 1
    assert result_of("DSR-13", changes=cmp(regime=None)).not_assessable == 1
    assert result_of("DSR-13", changes=cmp(received_on=None)).not_assessable == 1
    assert not result_of("DSR-13", without=["complaints"]).has_answer
