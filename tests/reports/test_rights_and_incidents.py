"""Requests and complaints are shown against their clocks, late ones one by one, and counted by a stated formula."""

from datetime import date
from functools import partial

import pytest

from auditlib.case import Case, open_case
from auditlib.reports.examined import Examined, examine
from auditlib.reports.rights_and_incidents import complaints, late, rates, requests as rights
from auditlib.reports.rights_and_incidents.clocks import timed_requests
from auditlib.tables import Table
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.reading_reports import entry, text
from tests.reports.examining import examined_by, examined_case
from tests.rules.making import Change, a_case, a_row, rows_with

examined = partial(examined_by, ("DSR",))


@pytest.fixture(scope="module")
def auxerta() -> Examined:
    """The third quarter of the reference company."""
    return examine(open_case(REFERENCE_INPUTS, period=PERIOD))


def req(**cells: str | None) -> dict[Change, str | None]:
    return {("rights_requests", "REQ-001", column): value for column, value in cells.items()}


# A month from 2 July 2026 ends on a Sunday, and the Monday is a public holiday in Ireland.
OPEN = req(outcome="open", responded_on=None)
REFUSED = req(outcome="refused_by_exemption", responded_on=None, refusal_reason="x", refusal_states_remedies="yes")


def keys(table: Table) -> list[str]:
    return [row.key for row in table.rows]


def test_the_late_answer_of_the_reference_company_took_46_days(auxerta: Examined) -> None:
    table, key = rights.requests(auxerta), "REQ-004 answer"
    assert entry(table, "Received", key).value == date(2026, 2, 2)
    assert entry(table, "Last day", key).value == date(2026, 3, 2)
    assert entry(table, "Done on", key).value == date(2026, 3, 20)
    assert entry(table, "Days used", key).value == 46
    assert (text(table, "Stands", key), entry(table, "Stands", key).mark) == ("late by 18 days", "critical")
    assert text(table, "Findings", key).startswith("DSR-02-")


@pytest.mark.parametrize(
    ("key", "last_day"),
    [
        ("REQ-003 answer", date(2026, 3, 2)),
        ("REQ-005 answer", date(2026, 4, 2)),
        ("REQ-005 confirmation of receipt", date(2026, 3, 2)),
        ("REQ-006 passing on to the client", date(2026, 3, 11)),
        ("REQ-008 answer", date(2026, 8, 6)),
        ("REQ-009 answer", date(2026, 7, 20)),
        ("REQ-010 answer", date(2026, 8, 17)),
    ],
)
def test_weekends_extensions_and_pauses_move_the_last_day(auxerta: Examined, key: str, last_day: date) -> None:
    assert entry(rights.requests(auxerta), "Last day", key).value == last_day


def test_each_last_day_is_explained_step_by_step(auxerta: Examined) -> None:
    table = late.counted(auxerta)
    assert text(table, "How the last day is counted", "REQ-008 answer") == (
        "received 6 May 2026; three months with the extension: 6 August 2026; extension told on 1 June 2026"
    )
    assert text(table, "How the last day is counted", "REQ-009 answer") == (
        "received 10 June 2026; one month: 10 July 2026;"
        " clock stopped from 12 June 2026 to 18 June 2026, and the time runs from then;"
        " one month: 18 July 2026, a Saturday; moved to 20 July 2026"
    )
    assert text(table, "Law and role", "REQ-006 passing on to the client").endswith("; processor for CLI-03")


def test_every_late_one_is_listed_and_nothing_else(auxerta: Examined) -> None:
    table = late.late(auxerta)
    assert keys(table) == [
        "REQ-004 answer",
        "REQ-006 passing on to the client",
        "CMP-003 confirmation of receipt",
    ]
    assert "REQ-004 was answered on 20 March 2026" in text(table, "What the rules say", "REQ-004 answer")


def test_the_rate_counts_every_request_once(auxerta: Examined) -> None:
    table = rates.on_time(auxerta)
    assert [entry(table, heading, "All in the register").value for heading in ("Requests", "In time", "Late")] == [
        12,
        10,
        2,
    ]
    assert text(table, "On time", "All in the register").replace("\u00a0", " ") == "10 of 12, 83 %"
    assert text(table, "On time", "Received in 2026-Q3").replace("\u00a0", " ") == "3 of 3, 100 %"
    assert text(table, "On time", "Law: UK GDPR and Data Protection Act 2018").replace("\u00a0", " ") == "3 of 5, 60 %"
    assert table.note.startswith("10 of 12 in time. On time = in time ÷ (in time + late + overdue).")


def test_a_withdrawal_of_consent_is_in_no_rate_and_has_no_clock(auxerta: Examined) -> None:
    assert "One withdrawal of consent left out: Art. 7(3) GDPR sets no month for it." in rates.on_time(auxerta).note
    assert text(rights.requests(auxerta), "Stands", "REQ-013 answer").startswith("no clock runs: consent is withdrawn")


def test_open_and_not_assessable_requests_are_counted_beside_the_rate() -> None:
    add = {
        "rights_requests": [
            a_row("rights_requests", "REQ-001", request_id="REQ-002", received_on="2026-09-20", responded_on=""),
            a_row("rights_requests", "REQ-001", request_id="REQ-003", regime=""),
            a_row("rights_requests", "REQ-001", request_id="REQ-004", outcome="withdrawn", responded_on=""),
        ]
    }
    found = examined(add=add)
    assert rates.in_words(timed_requests(found)) == "1 of 1 in time; 1 open, 1 withdrawn, 1 not assessable"
    row = next(row for row in rates.on_time(found).rows if row.key == "All in the register")
    assert [one.value for one in row.entries[1:8]] == [4, 1, 0, 0, 1, 1, 1]


def test_an_overdue_request_lowers_the_rate() -> None:
    found = examined(OPEN)
    assert rates.in_words(timed_requests(found)) == "0 of 1 in time"
    assert text(rates.on_time(found), "On time", "All in the register").replace("\u00a0", " ") == "0 of 1, 0 %"


@pytest.mark.parametrize(
    ("changes", "as_of", "stands", "mark"),
    [
        (OPEN, date(2026, 8, 4), "open, 0 days left", "info"),
        (OPEN, date(2026, 8, 3), "open, 1 day left", "info"),
        (OPEN, date(2026, 8, 5), "not done, late by 1 day", "critical"),
        (req(responded_on="2026-08-04"), None, "in time", "passed"),
        (req(responded_on="2026-08-05"), None, "late by 1 day", "critical"),
        (REFUSED | req(refusal_notice_on="2026-08-04"), None, "in time", "passed"),
        (REFUSED | req(refusal_notice_on="2026-08-05"), None, "late by 1 day", "critical"),
        (OPEN | req(outcome="withdrawn"), None, "withdrawn: no clock runs", ""),
        (req(regime=None), None, "not assessable: rights_requests: “regime” is blank", "unknown"),
        (req(role=None), None, "not assessable: rights_requests: “role” is blank", "unknown"),
        (req(received_on="ERROR:#N/A"), None, "not assessable: the cell could not be read", "unknown"),
        (
            req(regime="us_other_state"),
            None,
            "not assessable: no time for answers under us_other_state is known",
            "unknown",
        ),
    ],
)
def test_a_request_stands_against_its_clock(
    changes: dict[Change, str | None], as_of: date | None, stands: str, mark: str
) -> None:
    found = entry(rights.requests(examined(changes, as_of=as_of)), "Stands")
    assert (found.value, found.mark) == (stands, mark)


@pytest.mark.parametrize("day", ["2026-08-04", "2026-08-05", "2026-10-02", "2026-10-05"])
@pytest.mark.parametrize("told", [None, "2026-07-20", "2026-08-05"])
def test_the_report_says_late_where_a_rule_has_a_finding(day: str, told: str | None) -> None:
    changes = req(responded_on=day, extension_notified_on=told, extension_reason="Many requests" if told else None)
    found = examined(changes)
    in_time = {"DSR-01", "DSR-02", "DSR-03"}.isdisjoint(finding.rule_id for finding in found.audit.findings)
    assert (entry(rights.requests(found), "Stands").mark == "passed") == in_time


def test_a_request_answered_and_never_passed_on_has_no_clock_to_read() -> None:
    found = examined(req(role="processor", client_id="CLI-01"))
    stands = entry(rights.requests(found), "Stands")
    assert stands.value == "not assessable: answered, and states no day on which it was passed on"


def test_the_cells_behind_a_last_day_are_named(auxerta: Examined) -> None:
    behind = entry(rights.requests(auxerta), "Last day", "REQ-009 answer").sources
    assert [one.column for one in behind] == ["received_on", "paused_on", "pause_reason", "resumed_on", "responded_on"]


def test_the_uk_complaint_was_acknowledged_after_36_days(auxerta: Examined) -> None:
    table = complaints.complaints(auxerta)
    assert text(table, "In time", "CMP-003") == "late by 6 days"
    assert entry(late.late(auxerta), "Days used", "CMP-003 confirmation of receipt").value == 36
    assert entry(table, "Days to answer", "CMP-003").value == 43
    assert text(table, "Findings", "CMP-003").startswith("DSR-13-")


@pytest.mark.parametrize("key", ["CMP-001", "CMP-002"])
def test_a_complaint_before_the_act_or_under_eu_law_has_no_clock(auxerta: Examined, key: str) -> None:
    assert text(complaints.complaints(auxerta), "In time", key) == "no number of days applies"


def test_a_complaint_under_no_stated_law_is_not_assessable() -> None:
    found = examined({("complaints", "CMP-001", "regime"): None})
    assert entry(complaints.complaints(found), "In time").mark == "unknown"


def test_an_empty_log_is_told_from_one_that_was_not_supplied() -> None:
    empty = _empty(a_case({**rows_with(), "rights_requests": [], "attestations": []}))
    assert empty == (
        "No rights request is recorded. "
        "Nobody states that the sheet “Rights requests” holds every rights request there was."
    )
    assert _empty(a_case(rows_with(without=["rights_requests"]))) == (
        "The sheet “Rights requests” was not supplied, so nothing is known of any rights request."
    )


def _empty(case: Case) -> str:
    found = examined_case(case)
    assert rights.requests(found).empty == rates.on_time(found).empty
    return rights.requests(found).empty
