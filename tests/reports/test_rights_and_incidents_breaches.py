"""Breaches show the hours to each notice; activities show which criteria their screening met."""

from datetime import date, datetime
from functools import partial

import pytest

from auditlib.case import open_case
from auditlib.reports.examined import Examined, examine
from auditlib.reports.rights_and_incidents import breaches, screening
from auditlib.tables import Layout
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.reading_reports import entry, text
from tests.reports.examining import examined_by
from tests.rules.making import Change

AUTHORITY = "BRC-001 authority"
examined = partial(examined_by, ("BRE", "DPI"))


@pytest.fixture(scope="module")
def auxerta() -> Examined:
    """The third quarter of the reference company."""
    return examine(open_case(REFERENCE_INPUTS, period=PERIOD))


def brc(**cells: str | None) -> dict[Change, str | None]:
    return {("breaches", "BRC-001", column): value for column, value in cells.items()}


RISK = brc(risk_level="risk")


def test_the_authority_was_told_after_eighty_nine_and_a_half_hours(auxerta: Examined) -> None:
    table, key = breaches.notices(auxerta), "BRC-003 authority"
    assert entry(table, "Hours taken", key).value == 89.5
    assert text(table, "Hours allowed", key) == "72, GDPR 33(1)"
    assert (text(table, "Stands", key), entry(table, "Stands", key).mark) == ("late", "critical")
    assert text(table, "Findings", key).startswith("BRE-03-")
    assert entry(table, "Known at", key).value == datetime.fromisoformat("2026-08-21T16:30:00-04:00")


def test_the_client_was_told_after_thirty_hours_and_three_quarters(auxerta: Examined) -> None:
    table, key = breaches.notices(auxerta), "BRC-002 clients (CLI-02)"
    assert entry(table, "Hours taken", key).value == 30.75
    assert text(table, "Hours allowed", key) == "24, agreed in CTR-22"
    assert text(table, "Stands", key) == "late"
    assert "BRE-07-" in text(table, "Findings", key)
    cells = {(one.sheet, one.record_id, one.column) for one in entry(table, "Hours allowed", key).sources}
    assert ("contracts", "CTR-22", "breach_notice_hours") in cells


def test_an_unlikely_risk_calls_for_no_notice(auxerta: Examined) -> None:
    assert text(breaches.notices(auxerta), "Stands", AUTHORITY) == "not called for: risk stated as unlikely"


def test_a_notice_of_an_unlikely_risk_is_voluntary_and_never_late() -> None:
    late = brc(authority_notified_at="2026-08-12T09:15:00+01:00")
    assert text(breaches.notices(examined(late)), "Stands", AUTHORITY) == (
        "told, though not called for: risk stated as unlikely"
    )


def test_a_breach_is_recorded_with_facts_cause_and_reasons(auxerta: Examined) -> None:
    table = breaches.record(auxerta)
    assert table.layout is Layout.BLOCKS
    assert text(table, "Reasons for a late notice", "BRC-003").startswith("Found on a Friday afternoon")
    assert text(table, "Action on the cause", "BRC-002") == (
        "ACN-03: Sharing links of the buckets only with sign-on and an end date; "
        "in progress, due 31 August 2026; IT lead"
    )
    assert "BRE-10-" in text(table, "Findings", "BRC-002")


@pytest.mark.parametrize(
    ("changes", "stands", "mark"),
    [
        (RISK | brc(authority_notified_at="2026-08-07T09:15:00+01:00"), "in time", "passed"),
        (RISK | brc(authority_notified_at="2026-08-07T09:16:00+01:00"), "late", "critical"),
        (RISK | brc(authority_notified_at="2026-08-07T04:15:00-04:00"), "in time", "passed"),
        (RISK, "not told, time has run out", "critical"),
        (brc(risk_level=None), "not assessable: breaches: “risk level” is blank", "unknown"),
        (RISK | brc(aware_at=None), "not assessable: breaches: “aware at” is blank", "unknown"),
        (RISK | brc(authority_notified_at="ERROR:#N/A"), "not assessable: the cell could not be read", "unknown"),
        (RISK | brc(regime="us_ccpa"), "not assessable: no time for notices under us_ccpa is known", "unknown"),
        (RISK | brc(regime="ch_fadp"), "not assessable: FADP 24 gives no number of hours", "unknown"),
    ],
)
def test_a_notice_stands_against_seventy_two_hours(changes: dict[Change, str | None], stands: str, mark: str) -> None:
    found = entry(breaches.notices(examined(changes)), "Stands", AUTHORITY)
    assert (found.value, found.mark) == (stands, mark)


def test_seventy_two_hours_may_still_run_on_the_day_of_the_report() -> None:
    found = examined(RISK, as_of=date(2026, 8, 5))
    assert text(breaches.notices(found), "Stands", AUTHORITY) == "not told, time still runs"


@pytest.mark.parametrize(
    ("cells", "stands", "mark"),
    [
        ({"risk_level": "high_risk"}, "not told, and no ground is stated", "critical"),
        ({"risk_level": "risk"}, "not called for: no high risk stated", ""),
        ({"risk_level": None}, "not assessable: breaches: “risk level” is blank", "unknown"),
        (
            {"risk_level": "high_risk", "subjects_not_notified_ground": "risk_removed"},
            "not told, and a ground is stated",
            "info",
        ),
        ({"risk_level": "high_risk", "subjects_notified_at": "2026-08-05T09:15:00+01:00"}, "told", "passed"),
        ({"subjects_notified_at": "ERROR:#N/A"}, "not assessable: the moment cannot be read", "unknown"),
    ],
)
def test_people_are_told_of_a_high_risk(cells: dict[str, str | None], stands: str, mark: str) -> None:
    found = entry(breaches.notices(examined(brc(**cells))), "Stands", "BRC-001 people")
    assert (found.value, found.mark) == (stands, mark)


def test_where_no_contract_says_the_house_limit_is_named_as_such() -> None:
    silent: dict[Change, str | None] = {("contracts", "*", "breach_notice_hours"): None}
    told = brc(role="processor", client_ids="CLI-01", controller_notified_at="2026-08-05T09:15:00+01:00")
    table, key = breaches.notices(examined(silent | told)), "BRC-001 clients (CLI-01)"
    assert text(table, "Hours allowed", key) == "24, house limit, for a client whose contracts state none"
    assert text(table, "Stands", key) == "in time"


def test_a_breach_without_a_role_has_no_clock() -> None:
    (row,) = breaches.notices(examined(brc(role=None))).rows
    assert row.entries[6].value == "not assessable: the role of the organisation is not stated"


def test_an_absent_sheet_of_breaches_is_no_empty_one() -> None:
    assert breaches.notices(examined(without=("breaches",))).empty == (
        "The sheet “Personal data breaches” was not supplied, so nothing is known of any breach."
    )


def test_the_scoring_of_annotators_met_three_criteria(auxerta: Examined) -> None:
    table = screening.screening(auxerta)
    met = [number for number in range(1, 10) if text(table, str(number), "ACT-11") == "met"]
    assert met == [1, 3, 7]
    assert text(table, "Result of the screening", "ACT-11") == "likely a high risk: three criteria met"
    assert text(table, "Impact assessment", "ACT-11") == "ASM-06: finished 19 August 2026, approved 21 August 2026"
    assert text(table, "Findings", "ACT-11").startswith("DPI-04-")


def test_the_matrix_has_a_row_for_every_current_activity(auxerta: Examined) -> None:
    assert len(screening.screening(auxerta).rows) == 18


def test_an_activity_never_screened_is_no_activity_without_criteria() -> None:
    table = screening.screening(examined({("assessments", "ASM-02", "activity_ids"): "ACT-02"}))
    assert text(table, "1", "ACT-01") == "?"
    assert entry(table, "Result of the screening", "ACT-01").mark == "unknown"
    assert text(table, "Result of the screening", "ACT-01") == "never screened for an impact assessment"
    assert text(table, "Findings", "ACT-01").startswith("DPI-01-")


def test_a_needed_assessment_that_nobody_approved_is_marked() -> None:
    table = screening.screening(examined({("assessments", "ASM-02", "dpia_criteria"): "sensitive_data; large_scale"}))
    needed = entry(table, "Impact assessment", "ACT-01")
    assert (needed.value, needed.mark) == (("needed, and none is approved",), "critical")
    assert "DPI-02-" in text(table, "Findings", "ACT-01")


def test_without_the_sheet_of_assessments_nothing_is_said() -> None:
    table = screening.screening(examined(without=("assessments",)))
    assert text(table, "Impact assessment", "ACT-01") == "sheet not supplied"
    assert text(table, "Result of the screening", "ACT-01") == "sheet assessments not supplied"
