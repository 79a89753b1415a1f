"""ROP-30: whether dates are in order and past events in the past; each test is one change from the clean register."""

import re
from datetime import date

import pytest

from auditlib.rulebook.catalogue import catalogue
from auditlib.rulebook.chronology import Latest, chronology
from auditlib.sheets import sheets
from tests.rules.changing import cells, messages, shift, shown
from tests.rules.making import a_row, findings_of, places_of, result_of

_BEGINNINGS = re.compile(r"(?:(\w+)_)?(?:started|starts|began)_(on|at)")


def _dated_columns() -> set[tuple[str, str]]:
    return {
        (sheet, name)
        for sheet, kind in sheets().items()
        for name, column in kind.columns.items()
        if column.kind in {"date", "datetime"}
    }


def test_every_date_of_every_sheet_is_in_the_table_once_and_no_other() -> None:
    listed = [(sheet, dated.column) for sheet, columns in chronology().items() for dated in columns]
    assert set(listed) == _dated_columns()
    assert len(set(listed)) == len(listed)


def test_a_date_follows_one_of_its_own_sheet() -> None:
    pairs = [
        (sheet, dated.not_before) for sheet, columns in chronology().items() for dated in columns if dated.not_before
    ]
    assert set(pairs) <= _dated_columns()


def test_every_end_follows_its_start() -> None:
    follows = {(sheet, one.column): one.not_before for sheet, columns in chronology().items() for one in columns}
    missing = [
        (sheet, end)
        for sheet, start in _dated_columns()
        if (found := _BEGINNINGS.fullmatch(start))
        for word in ("ended", "ends", "released")
        if (end := "_".join(filter(None, (found[1], word, found[2])))) in sheets()[sheet].columns
        and follows[sheet, end] != start
    ]
    assert missing == []


def test_the_catalogue_reads_what_the_table_tests() -> None:
    tested = {
        f"{sheet}.{column}"
        for sheet, columns in chronology().items()
        for one in columns
        if one.not_before or one.not_after
        for column in (one.column, one.not_before)
        if column
    }
    assert catalogue()["ROP-30"].reads == tested


@pytest.mark.parametrize(
    ("sheet", "identity", "column"),
    [
        ("processing_activities", "ACT-01", "ended_on"),
        ("vendors", "VND-01", "ended_on"),
        ("transfers", "TRF-01", "ended_on"),
        ("contracts", "CTR-01", "ends_on"),
        ("certifications", "CER-01", "expires_on"),
        ("subprocessors", "SUB-01", "ended_on"),
        ("datasets", "DAT-01", "deleted_on"),
        ("access_grants", "GRA-01", "ended_on"),
        ("complaints", "CMP-001", "answered_on"),
        ("evidence", "EV-03", "period_ends_on"),
        ("attestations", "ATT-01", "valid_until_on"),
    ],
)
def test_dates_out_of_order_fires_when_an_end_lies_before_its_start(sheet: str, identity: str, column: str) -> None:
    changes = cells(sheet, identity, **{column: "2019-12-31"})
    if sheet == "evidence":
        changes |= cells(sheet, identity, period_starts_on="2020-01-01")
    assert places_of("ROP-30", changes=changes) == (f"{identity} {column}",)


def test_dates_out_of_order_names_both_dates_and_shows_both_cells() -> None:
    changes = cells("vendors", "VND-01", ended_on="2020-01-01")
    assert messages("ROP-30", changes=changes) == [
        "VND-01 “Sample Hosting” has “ended on” 1 January 2020, before “started on” 5 January 2024"
    ]
    assert shown("ROP-30", changes=changes) == [["vendors.ended_on 2", "vendors.started_on 2"]]


def test_dates_out_of_order_compares_moments_whatever_their_zones() -> None:
    changes = cells("breaches", "BRC-001", occurred_at="2026-08-04T09:00:00+02:00")
    assert not findings_of("ROP-30", changes=changes | cells("breaches", "BRC-001", detected_at="2026-08-04T07:00:00Z"))
    changes |= cells("breaches", "BRC-001", detected_at="2026-08-04T06:59:00Z")
    assert messages("ROP-30", changes=changes) == [
        "BRC-001 has “detected at” 4 August 2026 at 06:59, before “occurred at” 4 August 2026 at 09:00"
    ]


def test_dates_out_of_order_is_silent_on_an_end_on_the_day_of_the_start() -> None:
    assert not places_of("ROP-30", changes=cells("contracts", "CTR-01", ends_on="2024-01-03"))


@pytest.mark.parametrize(
    ("rule_id", "changes"),
    [
        ("DSR-12", cells("rights_requests", "REQ-001", responded_on="2020-01-01")),
        ("BRE-09", cells("breaches", "BRC-001", aware_at="2026-08-04T08:00:00+01:00")),
        ("GOV-02", cells("evidence", "EV-03", collected_on="2036-01-01")),
    ],
)
def test_dates_out_of_order_leaves_to_another_rule_what_it_reports(
    rule_id: str, changes: dict[tuple[str, str, str], str | None]
) -> None:
    assert findings_of(rule_id, changes=changes)
    assert not findings_of("ROP-30", changes=changes)


@pytest.mark.parametrize(
    ("sheet", "identity", "column"),
    [
        ("contracts", "CTR-01", "signed_on"),
        ("transfers", "TRF-01", "clauses_signed_on"),
        ("datasets", "DAT-01", "delivered_on"),
    ],
)
def test_dates_out_of_order_fires_on_what_contracts_and_clients_data_say_of_later_days(
    sheet: str, identity: str, column: str
) -> None:
    assert not places_of("ROP-30", changes=cells(sheet, identity, **{column: "2026-09-30"}))
    assert places_of("ROP-30", changes=cells(sheet, identity, **{column: "2026-10-01"})) == (f"{identity} {column}",)


@pytest.mark.parametrize(
    ("sheet", "identity", "column"),
    [
        ("processing_activities", "ACT-01", "reviewed_on"),
        ("processing_activities", "ACT-01", "approved_on"),
        ("organisation", "acme", "regimes_confirmed_on"),
        ("assessments", "ASM-01", "reviewed_on"),
        ("rights_requests", "REQ-001", "responded_on"),
        ("complaints", "CMP-001", "answered_on"),
        ("attestations", "ATT-01", "attested_on"),
    ],
)
def test_dates_out_of_order_lets_records_about_the_period_be_dated_until_their_last_day(
    sheet: str, identity: str, column: str
) -> None:
    assert not places_of("ROP-30", changes=cells(sheet, identity, **{column: "2026-10-30"}))
    assert places_of("ROP-30", changes=cells(sheet, identity, **{column: "2026-10-31"})) == (f"{identity} {column}",)


def test_dates_out_of_order_fires_on_moments_in_the_future() -> None:
    later = "2036-08-04T09:15:00+01:00"
    changes = cells("breaches", "BRC-001", detected_at=later, aware_at=later)
    assert set(places_of("ROP-30", changes=changes)) == {"BRC-001 detected_at", "BRC-001 aware_at"}
    assert messages("ROP-30", changes=changes)[0].endswith(
        "4 August 2036 at 09:15, after 30 October 2026, until when records of the period may be dated"
    )


def test_dates_out_of_order_does_not_take_a_later_day_of_the_report_for_the_future() -> None:
    changes = cells("processing_activities", "ACT-01", reviewed_on="2026-12-01")
    assert findings_of("ROP-30", changes=changes)
    assert not findings_of("ROP-30", changes=changes, as_of=date(2026, 12, 1))


def test_dates_out_of_order_and_in_the_future_are_two_findings() -> None:
    changes = cells("datasets", "DAT-01", received_on="2037-01-01", deleted_on="2036-01-01")
    found = [finding for finding in findings_of("ROP-30", changes=changes) if finding.field == "deleted_on"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("sheet", "identity", "columns"),
    [
        ("vendors", "VND-01", ("started_on", "ended_on")),
        ("purposes", "PUR-01", ("started_on",)),
        ("certifications", "CER-01", ("issued_on",)),
        ("policy_versions", "PV-01", ("effective_on",)),
    ],
)
def test_dates_out_of_order_is_silent_on_what_may_be_planned(
    sheet: str, identity: str, columns: tuple[str, ...]
) -> None:
    later = dict.fromkeys(columns, "2026-12-31")
    assert not findings_of("ROP-30", changes=cells(sheet, identity, **later))


def test_dates_out_of_order_does_not_apply_to_a_row_without_a_tested_date() -> None:
    row = a_row("data_categories", "CAT-01", data_category_id="CAT-02")
    assert shift("ROP-30", add={"data_categories": [row]}) == (0, 0, 1, 0)
    undated = cells("certifications", "CER-01", expires_on=None, checked_on=None)
    assert shift("ROP-30", changes=undated) == (-1, 0, 1, 0)


def test_dates_out_of_order_says_what_it_can_beside_a_date_that_cannot_be_read() -> None:
    unread = cells("contracts", "CTR-01", signed_on="ERROR:#REF!")
    assert shift("ROP-30", changes=unread) == (-1, 0, 0, 1)
    wrong = unread | cells("datasets", "DAT-01", received_on="ERROR:#REF!", deleted_on="2036-01-01")
    assert places_of("ROP-30", changes=wrong) == ("DAT-01 deleted_on",)
    assert result_of("ROP-30", changes=wrong).not_assessable == 1


def test_only_contracts_and_clients_data_are_stated_as_of_the_day_of_the_report() -> None:
    strict = {sheet for sheet, columns in chronology().items() for one in columns if one.not_after is Latest.AS_OF}
    assert strict == {"contracts", "transfers", "datasets"}
