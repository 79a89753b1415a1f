"""DSR: requests are handled as the law asks, and logged in order."""

from datetime import date

import pytest

from auditlib.findings import Force, Severity
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("DSR-04", "DSR-06", "DSR-07", "DSR-08", "DSR-09", "DSR-12", "DSR-14")


def req(**cells: str | None) -> dict[Change, str | None]:
    return {("rights_requests", "REQ-001", column): value for column, value in cells.items()}


def another(identity: str = "REQ-002", **cells: str) -> dict[str, list[dict[str, str]]]:
    return {"rights_requests": [a_row("rights_requests", "REQ-001", request_id=identity, **cells)]}


def test_extension_reason_not_stated_fires_beside_an_extension() -> None:
    extended = req(extension_notified_on="2026-07-20")
    assert places_of("DSR-04", changes=extended) == ("REQ-001 extension_reason",)
    assert not findings_of("DSR-04", changes=extended | req(extension_reason="Two years of mail to search"))
    assert result_of("DSR-04").not_applicable == 1
    assert result_of("DSR-04", changes=extended | req(regime="us_ccpa")).not_applicable == 1
    assert result_of("DSR-04", changes=extended | req(regime=None)).not_assessable == 1


@pytest.mark.parametrize("cells", [{"fee_charged": "0.01 EUR"}, {"outcome": "refused_excessive"}])
def test_burden_not_justified_fires_on_a_fee_or_a_refusal_as_excessive(cells: dict[str, str]) -> None:
    assert places_of("DSR-06", changes=req(**cells)) == ("REQ-001 burden_justification",)
    assert not findings_of("DSR-06", changes=req(burden_justification="Fortieth request this week", **cells))


def test_burden_not_justified_does_not_apply_without_a_fee() -> None:
    assert result_of("DSR-06", changes=req(fee_charged="0.00 EUR")).not_applicable == 1
    assert result_of("DSR-06").not_applicable == 1
    assert result_of("DSR-06", changes=req(fee_charged="some")).not_assessable == 1
    assert result_of("DSR-06", changes=req(outcome=None)).not_assessable == 1


ASKED = req(identity_requested_on="2026-07-03", identity_doubt="Another address than the one held")


def test_identity_asked_without_doubt_fires_without_a_stated_doubt() -> None:
    (found,) = findings_of("DSR-07", changes=ASKED | req(identity_doubt=None))
    assert (found.field, found.severity) == ("identity_doubt", Severity.MEDIUM)
    assert found.message == "REQ-001 was met with a request for proof of identity, and states no doubt"


def test_identity_asked_without_doubt_fires_on_each_when_every_request_of_the_period_was_met_so() -> None:
    add = another(identity_requested_on="2026-07-03", identity_doubt="Another address")
    found = findings_of("DSR-07", changes=ASKED, add=add)
    assert [(one.record_id, one.field) for one in found] == [
        ("REQ-001", "identity_requested_on"),
        ("REQ-002", "identity_requested_on"),
    ]
    assert (
        found[0].message == "REQ-001 was met with a request for proof of identity, as was every request of the period"
    )


@pytest.mark.parametrize(
    ("received", "count"), [("2026-06-30", 1), ("2026-07-01", 2), ("2026-09-30", 2), ("2026-10-01", 1)]
)
def test_identity_asked_without_doubt_looks_at_the_requests_of_the_period(received: str, count: int) -> None:
    third = another("REQ-003", identity_requested_on="2026-07-03", identity_doubt="x", received_on=received)
    second = another(identity_requested_on="2026-07-03", identity_doubt="x", received_on="2026-01-03")
    add = {"rights_requests": second["rights_requests"] + third["rights_requests"]}
    expected = ["REQ-001", "REQ-003"] if count == 2 else []
    assert [one.record_id for one in findings_of("DSR-07", changes=ASKED, add=add)] == expected


def test_identity_asked_without_doubt_is_silent_when_another_request_was_not_met_so() -> None:
    assert not findings_of("DSR-07", changes=ASKED, add=another())
    assert not findings_of("DSR-07", changes=ASKED)
    assert result_of("DSR-07").not_applicable == 1


PAUSED = req(regime="uk_gdpr", paused_on="2026-07-03", pause_reason="identity", resumed_on="2026-07-05")


def test_clock_stopped_without_law_is_silent_on_a_pause_under_uk_law() -> None:
    assert result_of("DSR-08", changes=PAUSED).passed == 1


def test_clock_stopped_without_law_says_under_eu_law_that_only_guidance_accepts_a_pause() -> None:
    (found,) = findings_of("DSR-08", changes=PAUSED | req(regime="eu_gdpr", pause_reason=None))
    assert (found.field, found.severity, found.force) == ("paused_on", Severity.HIGH, Force.GUIDANCE)
    assert found.confidence == "memory"
    assert found.message == (
        "REQ-001 states a pause; the GDPR's text names none, and EDPB Guidelines 01/2022 accept one only for identity"
        " or clarification asked without delay"
    )


def test_clock_stopped_without_law_fires_on_each_gap_under_uk_law() -> None:
    changes = PAUSED | req(pause_reason=None, resumed_on=None, received_on="2026-02-04")
    assert {(one.field, one.message) for one in findings_of("DSR-08", changes=changes)} == {
        ("pause_reason", "REQ-001 states a pause and no reason for it"),
        ("resumed_on", "REQ-001 was answered and states no day on which the clock ran again"),
        ("paused_on", "REQ-001 states a pause and came on 4 February 2026, before 5 February 2026"),
    }
    assert not findings_of("DSR-08", changes=PAUSED | req(received_on="2026-02-05"))


def test_clock_stopped_without_law_bears_a_pause_that_goes_on() -> None:
    assert not findings_of("DSR-08", changes=PAUSED | req(resumed_on=None, responded_on=None))


def test_clock_stopped_without_law_does_not_apply_without_a_pause_or_under_another_law() -> None:
    assert result_of("DSR-08").not_applicable == 1
    assert result_of("DSR-08", changes=PAUSED | req(regime="us_ccpa")).not_applicable == 1
    assert result_of("DSR-08", changes=PAUSED | req(regime=None)).not_assessable == 1
    assert result_of("DSR-08", changes=PAUSED | req(received_on=None)).not_assessable == 1


@pytest.mark.parametrize("kind", ["rectification", "erasure", "restriction"])
@pytest.mark.parametrize("outcome", ["fulfilled", "partly_fulfilled"])
def test_recipients_not_told_fires_when_neither_day_nor_reason_is_stated(kind: str, outcome: str) -> None:
    done = req(kind=kind, outcome=outcome)
    assert places_of("DSR-09", changes=done) == ("REQ-001 recipients_told_on",)
    assert not findings_of("DSR-09", changes=done | req(recipients_told_on="2026-07-22"))
    assert not findings_of("DSR-09", changes=done | req(recipients_not_told_reason="There were none"))


def test_recipients_not_told_does_not_apply_to_other_requests_and_outcomes() -> None:
    assert result_of("DSR-09").not_applicable == 1
    assert result_of("DSR-09", changes=req(kind="erasure", outcome="no_data_held")).not_applicable == 1
    assert result_of("DSR-09", changes=req(kind=None)).not_assessable == 1


@pytest.mark.parametrize("column", ["responded_on", "acknowledged_on", "extension_notified_on", "forwarded_on"])
def test_log_out_of_order_fires_on_a_step_before_receipt(column: str) -> None:
    (found,) = findings_of("DSR-12", changes=req(**{column: "2026-07-01"}))
    assert found.field == column
    assert found.message.endswith("” 1 July 2026, before it was received on 2 July 2026")
    assert not findings_of("DSR-12", changes=req(**{column: "2026-07-02"}))


def test_log_out_of_order_fires_on_a_number_that_is_missing() -> None:
    (found,) = findings_of("DSR-12", add=another("REQ-003"))
    assert (found.record_id, found.field) == ("REQ-003", "request_id")
    assert found.message == "REQ-003 follows REQ-001 in the log; the numbers between them are missing"


def test_log_out_of_order_counts_each_sequence_for_itself() -> None:
    ids = ("REQ-002", "UK-7", "UK-8", "REQ-010", "letter of May")
    rows = [row for identity in ids for row in another(identity)["rights_requests"]]
    assert [one.record_id for one in findings_of("DSR-12", add={"rights_requests": rows})] == ["REQ-010"]


def test_log_out_of_order_fires_once_on_a_number_used_twice() -> None:
    (found,) = findings_of("DSR-12", add=another("REQ-001"))
    assert found.message == "REQ-001 has a number that 2 rows share"
    assert [place.cell for place in found.places] == ["A2", "A3"]


def test_log_out_of_order_is_not_assessable_when_a_day_cannot_be_read() -> None:
    assert result_of("DSR-12", changes=req(forwarded_on="tbc")).not_assessable == 1
    assert result_of("DSR-12", changes=req(received_on=None)).not_assessable == 1


def test_log_out_of_order_says_what_it_can_beside_a_day_that_cannot_be_read() -> None:
    changes = req(responded_on="ERROR:#REF!", forwarded_on="2026-06-01")
    assert places_of("DSR-12", changes=changes) == ("REQ-001 forwarded_on",)


def test_log_entry_kept_wrongly_fires_once_its_day_has_passed() -> None:
    (found,) = findings_of("DSR-14", changes=req(delete_log_entry_on="2026-09-29"))
    assert (found.field, found.severity) == ("delete_log_entry_on", Severity.LOW)
    assert found.message == "REQ-001 was due to leave the log on 29 September 2026 and is still in it"
    assert not findings_of("DSR-14", changes=req(delete_log_entry_on="2026-09-30"))


CALIFORNIAN: dict[Change, str | None] = {
    **req(regime="us_ccpa"),
    ("organisation", "acme", "regimes"): "eu_gdpr; us_ccpa",
}


def test_log_entry_kept_wrongly_wants_twenty_four_months_in_california() -> None:
    (found,) = findings_of("DSR-14", changes=CALIFORNIAN | req(delete_log_entry_on="2028-07-01"))
    assert found.message == "REQ-001 is to leave the log on 1 July 2028, less than 24 months after it was received"
    assert found.confidence == "sourced"
    assert not findings_of("DSR-14", changes=CALIFORNIAN | req(delete_log_entry_on="2028-07-02"))
    assert not findings_of("DSR-14", changes=req(delete_log_entry_on="2028-07-01"))
    later = CALIFORNIAN | req(delete_log_entry_on="2026-12-01")
    assert len(findings_of("DSR-14", changes=later, as_of=date(2026, 12, 2))) == 2


def test_log_entry_kept_wrongly_does_not_apply_without_a_day() -> None:
    assert result_of("DSR-14", changes=req(delete_log_entry_on=None)).not_applicable == 1
    assert result_of("DSR-14", changes=req(regime=None)).not_assessable == 1
    assert result_of("DSR-14", changes=CALIFORNIAN | req(received_on=None)).not_assessable == 1
