"""The retention report shows what each rule still holds, when that falls due, and what no rule or hold covers."""

from datetime import date
from functools import partial

import pytest

from auditlib.case import Case, open_case
from auditlib.render.fragments import figure_html
from auditlib.reports.examined import Examined, examine
from auditlib.reports.retention import holds as retention_holds, schedule as retention, timeline as retention_timeline
from auditlib.tables import Table
from tests.packs import GROUP_INPUTS, PERIOD, REFERENCE_INPUTS
from tests.reading_reports import entry, everything, text
from tests.reports.examining import examined_by, examined_case
from tests.rules.making import Change, a_case, a_row, rows_with

STANDS = "On 30 September 2026"
examined = partial(examined_by, ("RET",))


@pytest.fixture(scope="module")
def auxerta() -> Examined:
    """The third quarter of the reference company."""
    return examine(open_case(REFERENCE_INPUTS, period=PERIOD))


def rtn(**cells: str | None) -> dict[Change, str | None]:
    return {("retention", "RTN-01", column): value for column, value in cells.items()}


RELEASED: dict[Change, str | None] = {("legal_holds", "HLD-001", "released_on"): "2026-08-01"}


def keys(table: Table) -> list[str]:
    return [row.key for row in table.rows]


def test_enquiries_of_the_reference_company_are_past_due(auxerta: Examined) -> None:
    table = retention.due(auxerta)
    assert entry(table, "Oldest record counts from", "RTN-01").value == date(2024, 6, 20)
    assert entry(table, "Falls due on", "RTN-01").value == date(2026, 6, 20)
    assert text(table, STANDS, "RTN-01") == "past due by 102 days (3 months and 10 days)"
    assert entry(table, STANDS, "RTN-01").mark == "critical"
    assert text(table, "Findings", "RTN-01").startswith("RET-07-")


def test_a_rule_without_oldest_record_is_not_known_to_be_kept(auxerta: Examined) -> None:
    table = retention.due(auxerta)
    assert text(table, STANDS, "RTN-09") == "states no oldest record"
    assert text(table, STANDS, "RTN-15") == "states no period and no oldest record"
    assert {entry(table, STANDS, key).mark for key in ("RTN-09", "RTN-15")} == {"unknown"}


def test_what_runs_on_says_for_how_long(auxerta: Examined) -> None:
    table = retention.due(auxerta)
    assert text(table, STANDS, "RTN-14") == "due in 1 day"
    assert text(table, STANDS, "RTN-02") == "due in 243 days (8 months and 1 day); held by HLD-01"


def test_the_rules_are_counted_by_where_they_stand(auxerta: Examined) -> None:
    assert retention.due(auxerta).note.startswith(
        "16 rules: 1 past due, 0 past due under a legal hold, 13 not yet due, 2 not known."
    )


@pytest.mark.parametrize(
    ("oldest", "stands"),
    [
        ("2024-09-29", "past due by 1 day, suspended by HLD-001"),
        ("2024-09-30", "due today; held by HLD-001"),
        ("2024-10-01", "due in 1 day; held by HLD-001"),
    ],
)
def test_a_period_ends_on_its_last_day(oldest: str, stands: str) -> None:
    assert text(retention.due(examined(rtn(oldest_record_on=oldest))), STANDS) == stands


@pytest.mark.parametrize("oldest", ["2024-09-28", "2024-09-29", "2024-09-30", "2024-10-01"])
def test_the_report_says_past_due_where_the_rule_has_a_finding(oldest: str) -> None:
    table = retention.due(examined(rtn(oldest_record_on=oldest) | RELEASED))
    assert (entry(table, STANDS).mark == "critical") == text(table, "Findings").startswith("RET-07-")


def test_archive_time_comes_after_the_period() -> None:
    table = retention.due(examined(rtn(oldest_record_on="2024-01-31", archive_period="1 year") | RELEASED))
    assert entry(table, "Falls due on").value == date(2027, 1, 31)


def test_a_hold_nobody_could_look_up_leaves_the_question_open() -> None:
    found = examined(rtn(oldest_record_on="2024-01-31"), without=("legal_holds",))
    stands = entry(retention.due(found), STANDS)
    assert stands.mark == "unknown"
    assert "whether a legal hold covers it is not known: sheet legal_holds not supplied" in str(stands.value)


@pytest.mark.parametrize(("column", "value"), [("period", "tbc"), ("oldest_record_on", "ERROR:#N/A")])
def test_a_cell_nobody_can_read_is_not_assessable(column: str, value: str) -> None:
    stands = entry(retention.due(examined(rtn(**{column: value}))), STANDS)
    assert (stands.mark, str(stands.value)[:15]) == ("unknown", "not assessable:")


def test_an_earlier_day_of_the_report_is_the_day_that_counts() -> None:
    found = examined(rtn(oldest_record_on="2024-08-31") | RELEASED, as_of=date(2026, 8, 20))
    assert text(retention.due(found), "On 20 August 2026") == "due in 11 days"


def test_a_rule_shows_period_event_ground_and_law(auxerta: Examined) -> None:
    table = retention.schedule(auxerta)
    assert text(table, "Data", "RTN-11") == "Staff administration and payroll: Sickness absence"
    assert text(table, "Period", "RTN-11") == "3 years; from: employment ended"
    assert text(table, "Ground and law", "RTN-11") == "Required by law; 29 CFR 825.500"
    assert text(table, "Disposal", "RTN-11") == "Secure erasure"
    assert entry(table, "Oldest record looked up on", "RTN-11").value == date(2026, 9, 17)


def test_an_entry_leads_to_the_cells_behind_it(auxerta: Examined) -> None:
    behind = entry(retention.due(auxerta), "Falls due on", "RTN-01").sources
    assert [(one.sheet, one.record_id, one.column) for one in behind] == [
        ("retention", "RTN-01", column) for column in ("oldest_record_on", "period", "archive_period")
    ]
    assert {one.place.file for one in behind} == {"activities.xlsx"}


def test_no_activity_of_the_reference_company_lacks_a_rule(auxerta: Examined) -> None:
    table = retention_holds.without_rule(auxerta)
    assert table.rows == ()
    assert table.empty == "Every category of every current activity is covered by a retention rule."


def test_an_activity_that_no_rule_names_is_listed_with_its_reason() -> None:
    reason = {("processing_activities", "ACT-01", "retention_not_stated_reason"): "Under review"}
    table = retention_holds.without_rule(examined(rtn(activity_ids="ACT-02") | reason))
    assert text(table, "Without a retention rule", "ACT-01") == "the whole activity"
    assert text(table, "Reason stated", "ACT-01") == "Under review"


def test_a_category_that_no_rule_names_is_listed() -> None:
    more = {("processing_activities", "ACT-01", "data_category_ids"): "CAT-01; CAT-99"}
    assert text(retention_holds.without_rule(examined(more)), "Without a retention rule", "ACT-01") == "CAT-99"
    assert "ACT-01" not in keys(retention_holds.without_rule(examined(more | rtn(data_category_ids=None))))


def test_an_absent_sheet_of_rules_is_no_activity_with_a_rule() -> None:
    table = retention_holds.without_rule(examined(without=("retention",)))
    assert (table.rows, table.empty) == (
        (),
        "The retention rules and the activities were not both supplied, so nothing can be said.",
    )


def test_holds_show_what_they_keep_and_who_looked_last(auxerta: Examined) -> None:
    table = retention_holds.holds(auxerta)
    assert text(table, "What it holds", "HLD-01") == (
        "RTN-02 Client accounts and project updates; RTN-03 Invoicing, payments and bookkeeping"
    )
    assert entry(table, "Last review", "HLD-01").value == date(2026, 9, 14)
    assert text(table, "Released", "HLD-01") == "open"
    assert entry(table, "Released", "HLD-02").value == date(2025, 6, 30)


def test_an_empty_sheet_is_told_from_an_absent_one() -> None:
    stated = {**a_row("attestations", "ATT-01"), "sheet": "legal_holds", "attested_by": "General counsel"}
    nobody = a_case({**rows_with(), "legal_holds": [], "attestations": []})
    somebody = a_case({**rows_with(), "legal_holds": [], "attestations": [stated]})
    assert _empty(nobody) == (
        "No legal hold is recorded. Nobody states that the sheet “Legal holds” holds every legal hold there was."
    )
    assert _empty(somebody) == (
        "No legal hold is recorded. "
        "The sheet “Legal holds” is stated complete by General counsel on 3 October 2026; not tested."
    )
    assert _empty(a_case(rows_with(without=["legal_holds"]))) == (
        "The sheet “Legal holds” was not supplied, so nothing is known of any legal hold."
    )


def _empty(case: Case) -> str:
    found = examined_case(case)
    return retention_holds.holds(found).empty


def test_the_timeline_has_a_bar_a_rule_and_its_numbers_behind_it(auxerta: Examined) -> None:
    figure = retention_timeline.timeline(auxerta)
    assert len(figure.table.rows) == 16
    assert text(figure.table, "To", "RTN-01") == "20 June 2026"
    assert "past due by 102 days" in figure.svg
    assert "30 September 2026" in figure.svg
    assert 'alt="Timeline of 16 retention rules' in figure_html(figure)


def test_the_timeline_of_equal_rows_is_drawn_with_equal_bytes(auxerta: Examined) -> None:
    assert retention_timeline.timeline(auxerta).svg == retention_timeline.timeline(auxerta).svg


@pytest.mark.parametrize("without", [(), ("retention",)])
def test_a_timeline_without_a_dated_rule_can_be_drawn(without: tuple[str, ...]) -> None:
    changes = {} if without else rtn(oldest_record_on=None)
    figure = retention_timeline.timeline(examined(changes, without=without))
    assert figure.svg.startswith("<svg")


def test_one_entity_of_a_group_sees_its_own_rules() -> None:
    case = open_case(GROUP_INPUTS, period=PERIOD)
    every = len(retention.due(examine(case)).rows)
    for entity in ("northwind-us", "northwind-ie", "northwind-uk"):
        own = retention.due(examine(open_case(GROUP_INPUTS, period=PERIOD, organisation=entity)))
        assert len(own.rows) < every


def test_nothing_claims_that_data_are_kept_lawfully(auxerta: Examined) -> None:
    assert "unlawful" not in everything(retention.due(auxerta))


def test_more_rules_than_a_picture_holds_are_drawn_by_the_day_they_fall_due() -> None:
    more = [
        a_row("retention", "RTN-01", retention_id=f"RTN-{number:03}", oldest_record_on="2026-01-01")
        for number in range(100, 180)
    ]
    figure = retention_timeline.timeline(examined(add={"retention": more}))
    assert figure.alt.startswith("Timeline of 60 retention rules")
    assert figure.description.endswith("Drawn are the 60 that fall due first; 21 more are in the table.")
    assert "RTN-01 " in figure.svg
    assert len(figure.table.rows) == 81
