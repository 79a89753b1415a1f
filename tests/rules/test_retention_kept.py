"""RET: data went when their period ended, and holds are looked after."""

from datetime import date

import pytest

from auditlib.findings import Severity
from tests.rules.changing import cells as changed
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("RET-07", "RET-08", "RET-09", "RET-11")


def rtn(**cells: str | None) -> dict[Change, str | None]:
    return changed("retention", "RTN-01", **cells)


RELEASED = {("legal_holds", "HLD-001", "released_on"): "2026-09-30"}


def test_kept_too_long_fires_the_day_before_the_period_of_the_report_ends() -> None:
    (found,) = findings_of("RET-07", changes=rtn(oldest_record_on="2024-09-29") | RELEASED)
    assert (found.record_id, found.field, found.severity) == ("RTN-01", "oldest_record_on", Severity.CRITICAL)
    assert found.message == (
        "RTN-01 still holds a record of 29 September 2024 (looked up on 5 October 2026); its period of 24 months"
        " ended on 29 September 2026, and no legal hold covers it"
    )
    assert [place.cell for place in found.places] == ["L2", "E2"]


def test_kept_too_long_is_silent_when_the_last_day_is_the_last_of_the_period() -> None:
    result = result_of("RET-07", changes=rtn(oldest_record_on="2024-09-30") | RELEASED)
    assert (result.passed, result.failed) == (1, 0)


def test_kept_too_long_counts_the_archive_after_the_period() -> None:
    changes = rtn(oldest_record_on="2022-09-29", archive_period="2 years") | RELEASED
    (found,) = findings_of("RET-07", changes=changes)
    assert "its period of 24 months and the archive period of 2 years ended on 29 September 2026" in found.message
    in_code = findings_of("RET-07", changes=changes | rtn(archive_period="P2Y"))
    assert "the archive period of 2 years ended" in in_code[0].message
    assert not findings_of("RET-07", changes=changes | rtn(oldest_record_on="2022-09-30"))


def test_kept_too_long_does_not_mention_a_look_up_that_is_not_stated() -> None:
    changes = rtn(oldest_record_on="2024-01-31", oldest_record_checked_on=None) | RELEASED
    assert "a record of 31 January 2024; its" in findings_of("RET-07", changes=changes)[0].message


@pytest.mark.parametrize(("released", "count"), [(None, 0), ("2026-10-01", 0), ("2026-09-30", 1)])
def test_kept_too_long_is_silent_while_a_legal_hold_runs(released: str | None, count: int) -> None:
    changes = rtn(oldest_record_on="2024-01-31") | changed("legal_holds", "HLD-001", released_on=released)
    assert len(findings_of("RET-07", changes=changes)) == count


@pytest.mark.parametrize(
    ("started", "outcome"), [("2026-09-30", (1, 0, 0)), ("2026-10-01", (0, 1, 0)), (None, (0, 0, 1))]
)
def test_kept_too_long_takes_no_hold_that_has_not_begun(started: str | None, outcome: tuple[int, int, int]) -> None:
    changes = rtn(oldest_record_on="2024-01-31") | changed("legal_holds", "HLD-001", started_on=started)
    result = result_of("RET-07", changes=changes)
    assert (result.passed, result.failed, result.not_assessable) == outcome


def test_kept_too_long_needs_only_one_hold_that_is_known_to_run() -> None:
    changes = rtn(oldest_record_on="2024-01-31") | changed("legal_holds", "HLD-001", started_on=None)
    add = {"legal_holds": [a_row("legal_holds", "HLD-001", hold_id="HLD-002")]}
    assert result_of("RET-07", changes=changes, add=add).passed == 1


def test_kept_too_long_counts_days_and_leaves_parts_of_days_out() -> None:
    changes = rtn(period="90 days", oldest_record_on="2026-07-01") | RELEASED
    assert places_of("RET-07", changes=changes) == ("RTN-01 oldest_record_on",)
    assert not findings_of("RET-07", changes=changes | rtn(oldest_record_on="2026-07-02"))
    hours = rtn(period="49 hours", oldest_record_on="2026-09-28") | RELEASED
    assert not findings_of("RET-07", changes=hours)
    assert findings_of("RET-07", changes=hours | rtn(oldest_record_on="2026-09-27"))


def test_kept_too_long_bears_a_period_without_end() -> None:
    assert not findings_of("RET-07", changes=rtn(period="999999 days 999999 years") | RELEASED)


@pytest.mark.parametrize("column", ["period", "oldest_record_on"])
def test_kept_too_long_does_not_apply_without_period_or_oldest_record(column: str) -> None:
    assert result_of("RET-07", changes=rtn(**{column: None})).not_applicable == 1


@pytest.mark.parametrize("column", ["period", "archive_period", "oldest_record_on"])
def test_kept_too_long_is_not_assessable_when_a_cell_cannot_be_read(column: str) -> None:
    assert result_of("RET-07", changes=rtn(**{column: "tbc"}) | RELEASED).not_assessable == 1


def test_kept_too_long_is_not_assessable_without_the_sheet_of_holds() -> None:
    result = result_of("RET-07", changes=rtn(oldest_record_on="2024-01-31"), without=["legal_holds"])
    assert (result.not_assessable, result.failed) == (1, 0)


DUE = rtn(next_disposal_on="2026-07-15")


def dis(**cells: str | None) -> dict[Change, str | None]:
    return changed("disposals", "DIS-01", **cells)


def test_disposal_not_evidenced_is_silent_when_a_certificate_is_named() -> None:
    assert result_of("RET-08", changes=DUE).passed == 1


def test_disposal_not_evidenced_fires_without_a_disposal() -> None:
    (found,) = findings_of("RET-08", changes=DUE | dis(completed_on=None))
    assert (found.record_id, found.field) == ("RTN-01", "next_disposal_on")
    assert found.message == "RTN-01 had a disposal due on 15 July 2026, and no finished disposal of it is recorded"
    assert findings_of("RET-08", changes=DUE | dis(retention_id=None))


def test_disposal_not_evidenced_fires_without_a_certificate() -> None:
    (found,) = findings_of("RET-08", changes=DUE | dis(certificate_ref=None))
    assert found.message.endswith("and none of its disposals since then refers to a certificate")
    assert [place.sheet for place in found.places] == ["retention", "disposals"]


def test_disposal_not_evidenced_takes_one_disposal_with_a_certificate_as_enough() -> None:
    add = {"disposals": [a_row("disposals", "DIS-01", disposal_id="DIS-02", certificate_ref="")]}
    assert not findings_of("RET-08", changes=DUE, add=add)


@pytest.mark.parametrize(("completed", "count"), [("2026-06-30", 1), ("2026-07-01", 0)])
def test_disposal_not_evidenced_takes_no_disposal_of_an_earlier_period(completed: str, count: int) -> None:
    assert len(findings_of("RET-08", changes=DUE | dis(completed_on=completed))) == count


def test_disposal_not_evidenced_names_the_disposal_before_the_period() -> None:
    (found,) = findings_of("RET-08", changes=DUE | dis(completed_on="2026-06-28"))
    assert found.message.endswith(
        "and the last one recorded was finished on 28 June 2026, before the period began on 1 July 2026"
    )


@pytest.mark.parametrize(
    ("due", "applies"),
    [("2026-06-30", False), ("2026-07-01", True), ("2026-09-30", True), ("2026-10-01", False), (None, False)],
)
def test_disposal_not_evidenced_applies_to_the_days_of_the_period(due: str | None, applies: bool) -> None:
    result = result_of("RET-08", changes=rtn(next_disposal_on=due))
    assert (result.passed, result.not_applicable) == ((1, 0) if applies else (0, 1))


def test_disposal_not_evidenced_does_not_apply_to_what_falls_due_after_the_day_of_the_report() -> None:
    assert result_of("RET-08", changes=DUE, as_of=date(2026, 7, 14)).not_applicable == 1
    assert result_of("RET-08", changes=DUE, as_of=date(2026, 7, 15)).not_applicable == 0


def test_disposal_not_evidenced_is_not_assessable_without_the_sheet_of_disposals() -> None:
    assert result_of("RET-08", changes=DUE, without=["disposals"]).not_assessable == 1
    assert result_of("RET-08", changes=rtn(next_disposal_on="tbc")).not_assessable == 1


def hold(**cells: str | None) -> dict[Change, str | None]:
    return changed("legal_holds", "HLD-001", **cells)


def test_hold_not_looked_after_fires_without_authority_or_first_day() -> None:
    found = findings_of("RET-09", changes=hold(authority=None, started_on=None))
    assert {(one.field, one.message) for one in found} == {
        ("authority", "HLD-001 does not say who ordered it and on what ground"),
        ("started_on", "HLD-001 states no first day"),
    }


def test_hold_not_looked_after_fires_a_year_and_a_day_after_the_review() -> None:
    (found,) = findings_of("RET-09", changes=hold(started_on="2024-01-15", reviewed_on="2025-09-29"))
    assert found.field == "reviewed_on"
    assert found.message == (
        "HLD-001 was last reviewed on 29 September 2025, more than 12 months ago (house default), "
        "and states no review since"
    )
    assert not findings_of("RET-09", changes=hold(started_on="2024-01-15", reviewed_on="2025-09-30"))


def test_hold_not_looked_after_counts_from_the_first_day_where_there_was_no_review() -> None:
    (found,) = findings_of("RET-09", changes=hold(started_on="2025-09-29", reviewed_on=None))
    assert found.message.startswith("HLD-001 began on 29 September 2025, more than 12 months ago")
    assert not findings_of("RET-09", changes=hold(started_on="2025-09-30", reviewed_on=None))


def test_hold_not_looked_after_says_nothing_of_age_where_no_day_is_known() -> None:
    assert places_of("RET-09", changes=hold(started_on=None, reviewed_on=None)) == ("HLD-001 started_on",)


def test_hold_not_looked_after_does_not_apply_to_a_released_hold() -> None:
    assert result_of("RET-09", changes=RELEASED).not_applicable == 1
    assert places_of("RET-09", changes=hold(authority=None, released_on="2026-10-01")) == ("HLD-001 authority",)
    assert result_of("RET-09", changes=hold(reviewed_on="tbc")).not_assessable == 1


ENDED = changed("contracts", "CTR-03", ends_on="2026-08-30", renews_automatically="no")
NO_CHOICE = changed("datasets", "DAT-01", delete_or_return=None)


def test_client_choice_not_stated_fires_when_more_than_the_agreed_days_have_passed() -> None:
    (found,) = findings_of("RET-11", changes=ENDED | NO_CHOICE)
    assert (found.record_id, found.field) == ("DAT-01", "delete_or_return")
    assert found.message == (
        "DAT-01 “Street scenes batch 4” is still held though the last contract with CLI-01 ended on 30 August 2026,"
        " and no choice of deletion or return is stated"
    )
    assert [place.sheet for place in found.places] == ["datasets", "contracts"]


def test_client_choice_not_stated_is_silent_on_the_last_of_the_agreed_days() -> None:
    later = changed("contracts", "CTR-03", ends_on="2026-08-31")
    assert not findings_of("RET-11", changes=ENDED | NO_CHOICE | later)


@pytest.mark.parametrize(("days", "count"), [("31", 0), ("30", 1), ("0", 1), (None, 1)])
def test_client_choice_not_stated_takes_thirty_days_where_the_client_agreed_none(days: str | None, count: int) -> None:
    changes = ENDED | NO_CHOICE | changed("clients", "CLI-01", deletion_days=days)
    assert len(findings_of("RET-11", changes=changes)) == count


def test_client_choice_not_stated_counts_the_days_the_client_agreed() -> None:
    changes = ENDED | NO_CHOICE | changed("contracts", "CTR-03", ends_on="2026-09-29")
    assert findings_of("RET-11", changes=changes | changed("clients", "CLI-01", deletion_days="0"))
    assert not findings_of("RET-11", changes=changes | changed("clients", "CLI-01", deletion_days=None))


@pytest.mark.parametrize(("renews", "count"), [("yes", 0), ("no", 1), ("unknown", 1), (None, 1)])
def test_client_choice_not_stated_is_silent_while_a_contract_renews(renews: str | None, count: int) -> None:
    changes = ENDED | NO_CHOICE | changed("contracts", "CTR-03", renews_automatically=renews)
    assert len(findings_of("RET-11", changes=changes)) == count


def test_client_choice_not_stated_is_silent_while_another_contract_goes_on() -> None:
    other = a_row("contracts", "CTR-03", contract_id="CTR-04", renews_automatically="no")
    assert not findings_of("RET-11", changes=ENDED | NO_CHOICE, add={"contracts": [other]})
    ended = [{**other, "ends_on": "2026-02-01"}]
    assert (
        "ended on 30 August 2026"
        in findings_of("RET-11", changes=ENDED | NO_CHOICE, add={"contracts": ended})[0].message
    )


def test_client_choice_not_stated_is_silent_without_any_contract_or_with_a_choice() -> None:
    no_contract = changed("contracts", "CTR-03", client_id=None)
    assert not findings_of("RET-11", changes=NO_CHOICE | no_contract)
    assert not findings_of("RET-11", changes=ENDED)


def test_client_choice_not_stated_does_not_apply_to_what_is_no_longer_held() -> None:
    assert result_of("RET-11", changes=changed("datasets", "DAT-01", status="deleted")).not_applicable == 1


@pytest.mark.parametrize("column", ["status", "client_id"])
def test_client_choice_not_stated_is_not_assessable_without_status_or_client(column: str) -> None:
    changes = ENDED | NO_CHOICE | changed("datasets", "DAT-01", **{column: None})
    assert result_of("RET-11", changes=changes).not_assessable == 1


def test_client_choice_not_stated_is_not_assessable_without_the_sheet_of_contracts() -> None:
    assert result_of("RET-11", changes=NO_CHOICE, without=["contracts"]).not_assessable == 1
