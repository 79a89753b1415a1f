"""DSR: requests under Californian law are confirmed and answered, or followed, in time."""

from datetime import date

import pytest

from tests.rules.changing import cells
from tests.rules.making import Change, findings_of, places_of, result_of, the_clean_audit


def req(**values: str | None) -> dict[Change, str | None]:
    return cells("rights_requests", "REQ-001", **values)


def org(**values: str | None) -> dict[Change, str | None]:
    return cells("organisation", "acme", **values)


def test_the_rule_is_silent_on_the_clean_register() -> None:
    assert not [finding for finding in the_clean_audit().findings if finding.rule_id == "DSR-11"]


# Ten working days after Thursday 2 July are Thursday the 16th; 45 days are 16 August, 90 are 30 September.
CALIFORNIAN = req(regime="us_ccpa", acknowledged_on="2026-07-16", responded_on="2026-08-16") | org(
    regimes="eu_gdpr; us_ccpa"
)


def test_californian_request_late_is_silent_on_the_last_days() -> None:
    assert result_of("DSR-11", changes=CALIFORNIAN).passed == 1


def test_californian_request_late_fires_on_each_step_a_day_later() -> None:
    changes = CALIFORNIAN | req(acknowledged_on="2026-07-17", responded_on="2026-08-17")
    found = {one.field: one for one in findings_of("DSR-11", changes=changes)}
    assert found["acknowledged_on"].message == (
        "REQ-001 was confirmed on 17 July 2026; it was due by 16 July 2026"
        " (received 2 July 2026; 10 working days: 16 July 2026)"
    )
    assert found["responded_on"].message == (
        "REQ-001 was answered on 17 August 2026; it was due by 16 August 2026"
        " (received 2 July 2026; 45 calendar days: 16 August 2026)"
    )
    assert found["acknowledged_on"].confidence == "partly_sourced"
    assert found["responded_on"].confidence == "sourced"
    assert len(found) == 2


def test_californian_request_late_fires_on_blanks_once_the_day_has_passed() -> None:
    changes = CALIFORNIAN | req(acknowledged_on=None, responded_on=None)
    assert not findings_of("DSR-11", changes=changes, as_of=date(2026, 7, 16))
    (found,) = findings_of("DSR-11", changes=changes, as_of=date(2026, 7, 17))
    assert found.message.startswith("REQ-001 states no confirmation; it was due by 16 July 2026")
    assert len(findings_of("DSR-11", changes=changes, as_of=date(2026, 8, 16))) == 1
    both = {one.field: one for one in findings_of("DSR-11", changes=changes, as_of=date(2026, 8, 17))}
    assert both.keys() == {"acknowledged_on", "responded_on"}
    assert both["responded_on"].message.startswith("REQ-001 states no answer; it was due by 16 August 2026")


def test_californian_request_late_gives_ninety_days_where_the_person_was_told() -> None:
    told = CALIFORNIAN | req(extension_notified_on="2026-08-16", responded_on="2026-09-30")
    assert not findings_of("DSR-11", changes=told, as_of=date(2026, 10, 15))
    assert findings_of("DSR-11", changes=told | req(responded_on="2026-10-01"), as_of=date(2026, 10, 15))
    assert findings_of("DSR-11", changes=told | req(extension_notified_on="2026-08-17"))


def test_californian_request_late_takes_a_refusal_for_an_answer() -> None:
    refused = CALIFORNIAN | req(outcome="refused_by_exemption", responded_on=None, refusal_notice_on="2026-08-16")
    assert result_of("DSR-11", changes=refused).passed == 1
    (found,) = findings_of("DSR-11", changes=refused | req(refusal_notice_on="2026-08-17"))
    assert found.message.startswith("REQ-001 was refused on 17 August 2026; it was due by 16 August 2026")
    told = refused | req(refusal_notice_on="2026-09-30", extension_notified_on="2026-08-16")
    assert not findings_of("DSR-11", changes=told)


@pytest.mark.parametrize("kind", ["opt_out_of_sale_or_sharing", "limit_sensitive_use"])
def test_californian_request_late_gives_fifteen_working_days_to_stop_something(kind: str) -> None:
    # Fifteen working days after Thursday 2 July are Thursday the 23rd; nothing is confirmed and nothing extended.
    stop = CALIFORNIAN | req(kind=kind, acknowledged_on=None, extension_notified_on="2026-07-03")
    assert result_of("DSR-11", changes=stop | req(responded_on="2026-07-23")).passed == 1
    (found,) = findings_of("DSR-11", changes=stop | req(responded_on="2026-07-24"))
    assert (found.field, found.confidence) == ("responded_on", "memory")
    assert "it was due by 23 July 2026" in found.message


@pytest.mark.parametrize("kind", [None, "portability", "other"])
def test_californian_request_late_is_not_assessable_for_kinds_whose_time_nobody_knows(kind: str | None) -> None:
    assert result_of("DSR-11", changes=CALIFORNIAN | req(kind=kind)).not_assessable == 1


def test_californian_request_late_says_what_it_can_when_one_cell_cannot_be_read() -> None:
    changes = CALIFORNIAN | req(acknowledged_on="tbc", responded_on=None)
    assert places_of("DSR-11", changes=changes) == ("REQ-001 responded_on",)
    assert result_of("DSR-11", changes=CALIFORNIAN | req(acknowledged_on="tbc")).not_assessable == 1


def test_californian_request_late_applies_where_californian_law_does() -> None:
    assert result_of("DSR-11", changes=req(acknowledged_on=None)).not_applicable == 1
    assert result_of("DSR-11", changes=CALIFORNIAN | org(regimes="eu_gdpr")).not_applicable == 1
    assert result_of("DSR-11", changes=CALIFORNIAN | req(regime=None)).not_assessable == 1
    assert result_of("DSR-11", changes=CALIFORNIAN | req(outcome="withdrawn", responded_on=None)).not_applicable == 1
