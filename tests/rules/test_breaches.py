"""BRE: breaches are recorded, notified and followed up."""

from datetime import date

import pytest

from auditlib.findings import Severity
from tests.rules.changing import cells as changed
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = tuple(f"BRE-{number:02}" for number in range(1, 11))


def brc(**cells: str | None) -> dict[Change, str | None]:
    return changed("breaches", "BRC-001", **cells)


def org(**cells: str | None) -> dict[Change, str | None]:
    return changed("organisation", "acme", **cells)


RISK = brc(risk_level="risk")
# Known on 4 August 2026 at 09:15 in Dublin: 72 hours end on the 7th at 09:15.
IN_TIME, TOO_LATE = "2026-08-07T09:15:00+01:00", "2026-08-07T09:16:00+01:00"


@pytest.mark.parametrize("risk", ["risk", "high_risk"])
def test_authority_not_told_fires_once_seventy_two_hours_have_passed(risk: str) -> None:
    (found,) = findings_of("BRE-01", changes=brc(risk_level=risk))
    assert (found.record_id, found.field, found.severity) == ("BRC-001", "authority_notified_at", Severity.CRITICAL)
    assert found.message == (
        "BRC-001 is a risk to people, was known on 4 August 2026 at 09:15 and was not notified within 72 hours"
    )
    assert found.confidence == "sourced"
    assert not findings_of("BRE-01", changes=RISK, as_of=date(2026, 8, 6))
    assert findings_of("BRE-01", changes=RISK, as_of=date(2026, 8, 7))


def test_authority_not_told_is_silent_once_a_notice_is_stated() -> None:
    assert result_of("BRE-01", changes=RISK | brc(authority_notified_at=TOO_LATE)).passed == 1


@pytest.mark.parametrize(
    ("zone", "aware", "count"),
    [
        ("Europe/Dublin", "2026-09-28T00:00:00+01:00", 0),
        ("Europe/Dublin", "2026-09-27T23:59:00+01:00", 1),
        ("America/New_York", "2026-09-28T05:00:00+01:00", 0),
        ("America/New_York", "2026-09-28T04:59:00+01:00", 1),
        (None, "2026-09-28T00:00:00+09:00", 0),
        (None, "2026-09-27T23:59:00+09:00", 1),
    ],
)
def test_authority_not_told_takes_the_day_of_the_report_to_its_end(zone: str | None, aware: str, count: int) -> None:
    assert len(findings_of("BRE-01", changes=RISK | brc(aware_at=aware) | org(time_zone=zone))) == count


def test_authority_not_told_is_not_assessable_in_a_time_zone_nobody_knows() -> None:
    result = result_of("BRE-01", changes=RISK | org(time_zone="Atlantis"))
    assert result.not_assessable == 1
    assert next(iter(result.reasons)).startswith("time zone: found “Atlantis”")


def test_authority_not_told_goes_by_the_stated_offset_where_several_entities_may_be_meant() -> None:
    add = {"organisation": [{"entity_id": "other", "legal_name": "Other Ltd", "regimes": "eu_gdpr"}]}
    changes = RISK | brc(entity_id=None, activity_ids=None, aware_at="2026-09-28T00:00:00+09:00")
    assert not findings_of("BRE-01", changes=changes, add=add)


def test_authority_not_told_applies_to_controllers_and_to_breaches_with_a_risk() -> None:
    assert result_of("BRE-01").not_applicable == 1
    assert result_of("BRE-01", changes=RISK | brc(role="processor")).not_applicable == 1
    assert result_of("BRE-01", changes=RISK | brc(role="joint_controller")).failed == 1
    assert result_of("BRE-01", changes=RISK | brc(regime="uk_gdpr")).failed == 1
    assert result_of("BRE-01", changes=RISK | brc(regime="ch_fadp")).not_applicable == 1


@pytest.mark.parametrize("column", ["regime", "role", "risk_level", "aware_at"])
def test_authority_not_told_is_not_assessable_when_a_cell_is_blank(column: str) -> None:
    assert result_of("BRE-01", changes=RISK | brc(**{column: None})).not_assessable == 1


def test_delay_not_explained_fires_a_minute_after_seventy_two_hours() -> None:
    assert result_of("BRE-02", changes=RISK | brc(authority_notified_at=IN_TIME)).passed == 1
    (found,) = findings_of("BRE-02", changes=RISK | brc(authority_notified_at=TOO_LATE))
    assert (found.field, found.severity) == ("delay_reason", Severity.CRITICAL)
    assert found.message == (
        "BRC-001 was notified 72 hours and one minute after it was known, later than 72 hours,"
        " and states no reason for that"
    )


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-08-07T09:15:30+01:00", "72 hours and 30 seconds"),
        ("2026-08-07T10:16:01+01:00", "73 hours, one minute and one second"),
    ],
)
def test_delay_not_explained_counts_to_the_second(moment: str, words: str) -> None:
    (found,) = findings_of("BRE-02", changes=RISK | brc(authority_notified_at=moment))
    assert f"was notified {words} after it was known, later than 72 hours" in found.message


def test_delay_not_explained_is_silent_and_authority_told_late_fires_where_reasons_are_stated() -> None:
    changes = RISK | brc(authority_notified_at="2026-08-08T09:15:00+01:00", delay_reason="Counsel was ill")
    assert not findings_of("BRE-02", changes=changes)
    (found,) = findings_of("BRE-03", changes=changes)
    assert (found.field, found.severity) == ("authority_notified_at", Severity.MEDIUM)
    assert found.message == (
        "BRC-001 was notified 96 hours after it was known, later than 72 hours; reasons are stated"
    )
    assert found.confidence == "sourced"


def test_authority_told_late_is_silent_within_seventy_two_hours() -> None:
    assert not findings_of("BRE-03", changes=RISK | brc(authority_notified_at=IN_TIME, delay_reason="None needed"))
    assert findings_of("BRE-03", changes=RISK | brc(authority_notified_at=TOO_LATE, delay_reason="x"))


def test_hours_are_counted_by_the_clock_when_summer_time_ends() -> None:
    # Clocks go back on 25 October 2026: from 01:30 summer time to 01:30 winter time three days later are 73 hours.
    night = RISK | brc(aware_at="2026-10-24T01:30:00+01:00", authority_notified_at="2026-10-27T01:30:00+00:00")
    assert "was notified 73 hours after it was known" in findings_of("BRE-02", changes=night)[0].message


def test_delay_and_lateness_apply_to_controllers_that_notified() -> None:
    assert result_of("BRE-02").not_applicable == 1
    assert result_of("BRE-03").not_applicable == 1
    late = RISK | brc(authority_notified_at=TOO_LATE, delay_reason="x")
    assert result_of("BRE-03", changes=late | brc(role="processor")).not_applicable == 1
    assert result_of("BRE-03", changes=late | brc(authority_notified_at=None)).not_assessable == 1
    assert (
        result_of("BRE-02", changes=RISK | brc(authority_notified_at=TOO_LATE, aware_at="2026-08-04")).not_assessable
        == 1
    )


@pytest.mark.parametrize("rule_id", ["BRE-02", "BRE-03"])
def test_a_voluntary_notice_of_an_unlikely_risk_has_no_hours_to_keep(rule_id: str) -> None:
    late = brc(authority_notified_at=TOO_LATE, delay_reason="x" if rule_id == "BRE-03" else None)
    assert result_of(rule_id, changes=late).not_applicable == 1
    assert result_of(rule_id, changes=late | RISK).failed == 1
    assert result_of(rule_id, changes=late | brc(risk_level=None)).not_assessable == 1


def test_people_not_told_fires_on_a_high_risk_without_notice_or_ground() -> None:
    high = brc(risk_level="high_risk")
    assert places_of("BRE-04", changes=high) == ("BRC-001 subjects_notified_at",)
    assert not findings_of("BRE-04", changes=high | brc(subjects_notified_at=TOO_LATE))
    assert not findings_of("BRE-04", changes=high | brc(subjects_not_notified_ground="risk_removed"))
    assert result_of("BRE-04", changes=RISK).not_applicable == 1
    assert result_of("BRE-04", changes=high | brc(role="processor")).not_applicable == 1
    assert result_of("BRE-04", changes=brc(risk_level=None)).not_assessable == 1


def test_breach_record_incomplete_fires_on_each_blank() -> None:
    found = findings_of("BRE-05", changes=brc(facts=None, effects=None, remedial_action=None))
    assert {(one.field, one.message) for one in found} == {
        ("facts", "BRC-001 states no facts"),
        ("effects", "BRC-001 states no effects"),
        ("remedial_action", "BRC-001 states no remedial action"),
    }


def test_unlikely_risk_not_reasoned_fires_where_risk_is_held_unlikely() -> None:
    assert places_of("BRE-06", changes=brc(risk_reason=None)) == ("BRC-001 risk_reason",)
    assert result_of("BRE-06", changes=RISK | brc(risk_reason=None)).not_applicable == 1
    assert result_of("BRE-06", changes=brc(risk_level=None)).not_assessable == 1


OF_CLIENT = brc(role="processor", client_ids="CLI-01", controller_notified_at="2026-08-05T09:15:00+01:00")


def test_clients_not_told_fires_after_the_hours_agreed() -> None:
    assert result_of("BRE-07", changes=OF_CLIENT).passed == 1
    (found,) = findings_of("BRE-07", changes=OF_CLIENT | brc(controller_notified_at="2026-08-05T10:00:00+01:00"))
    assert (found.field, found.severity) == ("controller_notified_at", Severity.CRITICAL)
    assert found.message == (
        "BRC-001 was known 24 hours and 45 minutes before the clients were told of it, longer than 24 hours"
    )
    assert [place.sheet for place in found.places] == ["breaches", "breaches", "contracts"]


def test_clients_not_told_fires_on_a_blank_once_the_hours_have_passed() -> None:
    changes = OF_CLIENT | brc(controller_notified_at=None)
    (found,) = findings_of("BRE-07", changes=changes, as_of=date(2026, 8, 5))
    assert found.message == (
        "BRC-001 was known on 4 August 2026 at 09:15, and the clients were not told within 24 hours"
    )
    assert not findings_of("BRE-07", changes=changes, as_of=date(2026, 8, 4))


@pytest.mark.parametrize(
    ("hours", "told", "count"),
    [
        ("48", "2026-08-06T09:15:00+01:00", 0),
        ("48", "2026-08-06T09:16:00+01:00", 1),
        ("0", "2026-08-04T09:16:00+01:00", 1),
        (None, "2026-08-05T09:15:00+01:00", 0),
        (None, "2026-08-05T09:16:00+01:00", 1),
    ],
)
def test_clients_not_told_counts_the_hours_of_the_contract_or_twenty_four(
    hours: str | None, told: str, count: int
) -> None:
    contract = changed("contracts", "CTR-03", breach_notice_hours=hours)
    assert len(findings_of("BRE-07", changes=OF_CLIENT | brc(controller_notified_at=told) | contract)) == count


def test_clients_not_told_takes_the_shortest_time_agreed_and_names_its_contract() -> None:
    shorter = a_row("contracts", "CTR-03", contract_id="CTR-04", breach_notice_hours="12")
    (found,) = findings_of("BRE-07", changes=OF_CLIENT, add={"contracts": [shorter]})
    assert found.message.endswith("longer than 12 hours")
    assert [place.cell for place in found.places if place.sheet == "contracts"] == [found.places[-1].cell]


SECOND = {
    "clients": [a_row("clients", "CLI-01", client_id="CLI-02")],
    "contracts": [a_row("contracts", "CTR-03", contract_id="CTR-04", client_id="CLI-02", breach_notice_hours="")],
}


def test_clients_not_told_counts_the_hours_of_each_client() -> None:
    # One contract gives 72 hours; the other says nothing, which is 24, and 71 are too many.
    changes = brc(role="processor", client_ids="CLI-01; CLI-02", controller_notified_at="2026-08-07T08:15:00+01:00")
    long_one = changed("contracts", "CTR-03", breach_notice_hours="72")
    (found,) = findings_of("BRE-07", changes=changes | long_one, add=SECOND)
    assert found.message.endswith(
        "was known 71 hours before the clients were told of it, longer than 24 hours (house default)"
    )
    assert not findings_of("BRE-07", changes=changes | brc(client_ids="CLI-01") | long_one, add=SECOND)


def test_clients_not_told_finds_the_clients_by_the_datasets() -> None:
    changes = OF_CLIENT | brc(client_ids=None, dataset_ids="DAT-01")
    assert result_of("BRE-07", changes=changes).passed == 1
    (found,) = findings_of("BRE-07", changes=changes | changed("contracts", "CTR-03", breach_notice_hours="12"))
    assert found.message.endswith("longer than 12 hours")
    assert result_of("BRE-07", changes=changes | changed("datasets", "DAT-01", client_id=None)).not_assessable == 1


@pytest.mark.parametrize("cells", [{"client_ids": None}, {"client_ids": "CLI-99"}])
def test_clients_not_told_is_not_assessable_where_nobody_knows_the_client(cells: dict[str, str | None]) -> None:
    result = result_of("BRE-07", changes=OF_CLIENT | brc(**cells))
    assert (result.passed, result.failed, result.not_assessable) == (0, 0, 1)


def test_clients_not_told_fires_for_the_client_that_is_known() -> None:
    changes = OF_CLIENT | brc(client_ids="CLI-99; CLI-01", controller_notified_at=None)
    assert result_of("BRE-07", changes=changes).failed == 1


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"signed_on": "2019-01-01", "ends_on": "2021-01-01", "renews_automatically": "no"}, (1, 0, 0)),
        ({"signed_on": "2019-01-01", "ends_on": "2026-08-04", "renews_automatically": "no"}, (0, 1, 0)),
        ({"signed_on": "2019-01-01", "ends_on": "2021-01-01", "renews_automatically": "yes"}, (0, 1, 0)),
        ({"signed_on": "2026-08-05"}, (1, 0, 0)),
        ({"signed_on": "2026-08-04"}, (0, 1, 0)),
        ({"signed_on": ""}, (0, 0, 1)),
    ],
)
def test_clients_not_told_goes_by_contracts_in_force_when_the_breach_was_known(
    cells: dict[str, str], outcome: tuple[int, int, int]
) -> None:
    other = a_row("contracts", "CTR-03", contract_id="CTR-04", breach_notice_hours="2", **cells)
    result = result_of("BRE-07", changes=OF_CLIENT, add={"contracts": [other]})
    assert (result.passed, result.failed, result.not_assessable) == outcome


def test_clients_not_told_applies_to_processors() -> None:
    assert result_of("BRE-07").not_applicable == 1
    assert result_of("BRE-07", changes=OF_CLIENT | brc(role="subprocessor")).passed == 1
    assert result_of("BRE-07", changes=OF_CLIENT | brc(aware_at=None)).not_assessable == 1
    assert result_of("BRE-07", changes=OF_CLIENT, without=["contracts"]).not_assessable == 1


ITEMS = "nature; numbers_and_categories; contact_point; consequences; measures"
NOTIFIED = brc(authority_notified_at=IN_TIME, notice_items=ITEMS)


def test_notice_not_completed_names_what_was_missing() -> None:
    assert result_of("BRE-08", changes=NOTIFIED).passed == 1
    (found,) = findings_of("BRE-08", changes=NOTIFIED | brc(notice_items="nature; contact_point; measures"))
    assert (found.field, found.severity) == ("follow_up_sent_at", Severity.MEDIUM)
    assert found.message == (
        "BRC-001 was notified without categories and approximate numbers, likely consequences,"
        " and no later notice is stated"
    )


def test_notice_not_completed_is_silent_once_a_later_notice_is_stated() -> None:
    assert not findings_of("BRE-08", changes=NOTIFIED | brc(notice_items="nature", follow_up_sent_at=TOO_LATE))
    assert result_of("BRE-08", changes=NOTIFIED | brc(notice_items=None)).not_assessable == 1
    assert result_of("BRE-08", changes=brc(notice_items="nature")).not_applicable == 1


@pytest.mark.parametrize(("column", "label"), [("occurred_at", "occurred at"), ("detected_at", "detected at")])
def test_times_out_of_order_fires_when_known_before_it_happened(column: str, label: str) -> None:
    (found,) = findings_of("BRE-09", changes=brc(**{column: "2026-08-04T09:16:00+01:00"}))
    assert found.field == "aware_at"
    assert found.message == (
        f"BRC-001 has “{label}” 4 August 2026 at 09:16, after it was known on 4 August 2026 at 09:15"
    )
    assert not findings_of("BRE-09", changes=brc(**{column: "2026-08-04T09:15:00+01:00"}))
    assert not findings_of("BRE-09", changes=brc(**{column: None}))


def test_times_out_of_order_compares_moments_of_different_zones() -> None:
    assert not findings_of("BRE-09", changes=brc(detected_at="2026-08-04T17:00:00+09:00"))
    assert findings_of("BRE-09", changes=brc(detected_at="2026-08-04T05:00:00-04:00"))


@pytest.mark.parametrize("column", ["aware_at", "occurred_at", "detected_at"])
@pytest.mark.parametrize("text", ["2026-08-04", "2026-08-04T08:00:00"])
def test_times_out_of_order_fires_on_a_moment_without_time_or_zone(column: str, text: str) -> None:
    (found,) = findings_of("BRE-09", changes=brc(**{column: text}))
    assert (found.field, found.message) == (
        column,
        f"BRC-001 has “{column.replace('_', ' ')}” “{text}”, which is no moment with time and zone",
    )


@pytest.mark.parametrize("column", ["aware_at", "occurred_at", "detected_at"])
def test_times_out_of_order_is_not_assessable_where_a_moment_is_not_stated(column: str) -> None:
    assert result_of("BRE-09", changes=brc(**{column: None})).not_assessable == 1


def test_times_out_of_order_says_what_it_can_beside_a_moment_that_is_not_stated() -> None:
    changes = brc(occurred_at=None, detected_at="2026-08-04T09:16:00+01:00")
    assert places_of("BRE-09", changes=changes) == ("BRC-001 aware_at",)


def test_breach_not_followed_up_fires_when_it_is_tied_to_nothing() -> None:
    (found,) = findings_of("BRE-10", changes=brc(activity_ids=None))
    assert (found.field, found.message) == (
        "activity_ids",
        "BRC-001 names no activity, dataset or vendor that it hit",
    )
    assert len(found.places) == 3
    assert not findings_of("BRE-10", changes=brc(activity_ids=None, vendor_id="VND-01"))
    assert not findings_of("BRE-10", changes=brc(activity_ids=None, dataset_ids="DAT-01"))


def test_breach_not_followed_up_fires_when_the_action_on_its_cause_is_overdue() -> None:
    overdue = changed("actions", "ACN-01", due_on="2026-09-29")
    (found,) = findings_of("BRE-10", changes=overdue)
    assert found.field == "root_cause_action_id"
    assert found.message == (
        "BRC-001 has the action ACN-01 on its cause, which was due on 29 September 2026 and is open"
    )
    assert [place.sheet for place in found.places] == ["breaches", "actions", "actions"]
    assert not findings_of("BRE-10", changes=changed("actions", "ACN-01", due_on="2026-09-30"))
    assert not findings_of("BRE-10", changes=overdue | changed("actions", "ACN-01", closed_on="2026-10-01"))
    assert not findings_of("BRE-10", changes=overdue, as_of=date(2026, 9, 29))
    assert findings_of("BRE-10", changes=overdue, as_of=date(2026, 9, 30))


def test_breach_not_followed_up_is_not_assessable_when_the_action_is_in_no_row_or_has_no_day() -> None:
    assert result_of("BRE-10", changes=brc(root_cause_action_id="ACN-99")).not_assessable == 1
    assert result_of("BRE-10", changes=changed("actions", "ACN-01", due_on=None)).not_assessable == 1
    assert result_of("BRE-10", changes=changed("actions", "ACN-01", due_on=None, closed_on="2026-09-01")).passed == 1


def test_breach_not_followed_up_is_not_assessable_when_the_action_cannot_be_read() -> None:
    overdue = changed("actions", "ACN-01", due_on="2026-09-29", closed_on="tbc")
    assert result_of("BRE-10", changes=overdue).not_assessable == 1
    assert result_of("BRE-10", without=["actions"]).not_assessable == 1
    assert result_of("BRE-10", changes=brc(root_cause_action_id=None), without=["actions"]).passed == 1
