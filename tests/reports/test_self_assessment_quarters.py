"""What the self-assessment says of three quarters: what persists, came back, was resolved, answered or accepted."""

import re
from collections.abc import Callable

import pytest

from auditlib.audit import Audit
from auditlib.render.fragments import table_html
from auditlib.reports import self_assessment
from auditlib.reports.index import index_body
from auditlib.reports.self_assessment.answers import action_plan, other_actions, responses
from auditlib.reports.self_assessment.exceptions import accepted, lapsed
from auditlib.reports.self_assessment.movement import changes, movement, not_retested, reopened, resolved
from auditlib.reports.self_assessment.parts import parts
from auditlib.tables import Table
from tests.making_priors import reference_quarters
from tests.reading_reports import everything, text
from tests.test_words import forbidden


@pytest.fixture(scope="module")
def first() -> Audit:
    return reference_quarters()["Q1"]


@pytest.fixture(scope="module")
def second() -> Audit:
    return reference_quarters()["Q2"]


@pytest.fixture(scope="module")
def third() -> Audit:
    return reference_quarters()["Q3"]


def about(table: Table, *words: str) -> str:
    """Everything in the one row that holds all of these words."""
    texts = [everything(Table("One", "", table.fields, (row,))) for row in table.rows]
    (found,) = [found for found in texts if all(word in found for word in words)]
    return found


def test_a_finding_of_three_quarters_persists_since_the_first(third: Audit) -> None:
    assert "persisting since 2026-Q1" in about(self_assessment.findings(third), "PRO-13-DUY44UNVAV")


def test_every_count_of_open_findings_is_the_sum_of_its_states(third: Audit) -> None:
    for row in self_assessment.by_severity(third).rows:
        _, opened, *states, _, _ = (one.value for one in row.entries)
        assert opened == sum(state for state in states if isinstance(state, int))


def test_a_finding_that_came_back_says_when_it_was_resolved(third: Audit) -> None:
    assert "VEN-05" in about(reopened(third), "CTR-07", "2026-Q1", "2026-Q2")
    assert text(movement(third), "Findings", "Reopened") == "1"


def test_an_emptied_cell_is_not_retested_and_stays_open(third: Audit) -> None:
    assert "emptied since" in about(not_retested(third), "RET-07", "RTN-09")
    assert "not retested" in about(self_assessment.findings(third), "RET-07-EMBEBWVGFH")


def test_what_was_resolved_says_on_what_that_rests(third: Audit) -> None:
    assert "resolved: the cell at fault was changed" in about(resolved(third), "TRA-05-BPD45XU4F2")


def test_a_response_is_carried_from_quarter_to_quarter(second: Audit, third: Audit) -> None:
    for audit in (second, third):
        assert "Partly agree" in about(action_plan(audit), "ROP-05-G7TILW7TQQ", "General counsel")


def test_a_closed_action_whose_finding_came_back_answers_it_no_more(third: Audit) -> None:
    assert "no response yet" in about(action_plan(third), "VEN-05-WRGOIBNK64")
    earlier = about(other_actions(third), "VEN-05-WRGOIBNK64")
    assert "found again since it was closed" in earlier
    assert "closed on 22 May 2026" in earlier


def test_a_finding_without_a_response_says_so(third: Audit) -> None:
    assert "no response yet" in about(action_plan(third), "BRE-07-3LW36E3F4J")


def test_an_action_is_overdue_from_the_day_after_it_was_due(third: Audit) -> None:
    assert "overdue since 31 August 2026" in about(other_actions(third), "ACN-03")
    assert "1 of 7 actions in all" in responses(third).note


def test_exceptions_hold_and_then_lapse_with_their_reasons(second: Audit, third: Audit) -> None:
    assert {row.key.partition(" ")[0] for row in accepted(second).rows} == {"EXC-01", "EXC-02"}
    assert lapsed(third).title == "Exceptions that do not hold: 2"
    assert "it ran out on 31 July 2026" in about(lapsed(third), "EXC-01")
    assert "the facts are no longer those accepted" in about(lapsed(third), "EXC-02")
    assert not accepted(third).rows


def test_the_register_is_compared_cell_by_cell(third: Audit) -> None:
    line = about(changes(third), "TRF-25", "Mechanism")
    assert "privacy_shield" in line
    assert "scc_2021" in line


@pytest.mark.parametrize("table", [movement, not_retested, resolved, reopened, changes])
def test_a_first_period_has_nothing_to_compare(first: Audit, table: Callable[[Audit], Table]) -> None:
    shown = table(first)
    assert not shown.rows
    assert shown.empty == "First period, nothing to compare."


def test_a_first_period_calls_no_part_present_that_needs_another(first: Audit) -> None:
    assert text(parts(first), "In this report?", "20") == "absent"
    assert text(parts(first), "What is missing", "5") == "first period, so no movement is shown"


def every_table(audit: Audit) -> list[Table]:
    sections = (
        self_assessment.summary,
        self_assessment.untested,
        self_assessment.lists_of_findings,
        self_assessment.compared,
        self_assessment.lists_of_changes,
        self_assessment.answered,
        self_assessment.lists_of_answers,
        self_assessment.covered,
        self_assessment.lists_of_method,
        self_assessment.inputs,
        self_assessment.lists_of_rules,
        self_assessment.lists_of_inputs,
    )
    return [self_assessment.by_rule(audit), *(table for section in sections for table in section(audit))]


def test_every_link_leads_to_a_table_or_row_of_the_report(third: Audit) -> None:
    tables = every_table(third)
    known = {(table.name, key) for table in tables for row in table.rows for key in ("", row.key, row.group)}
    known |= {(table.name, "") for table in tables}
    links = {target for table in tables for row in table.rows for one in row.entries for target in one.leads_to}
    assert links <= known


def test_no_two_tables_share_a_name(third: Audit) -> None:
    names = [table.name for table in every_table(third)]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 31


def test_no_table_says_a_forbidden_word_of_its_own(third: Audit) -> None:
    quoting = {"Findings", "Look first", "Evidence", "Changes", "Action plan", "Rules", "By rule", "Not retested"}
    quoting |= {"Resolved", "Reopened", "Stated complete by", "Answers", "Provisions", "Other actions"}
    quoting |= {"Rules without an answer"}
    ours = [table for table in every_table(third) if table.name not in quoting]
    assert {table.name: forbidden(_words(table)) for table in ours if forbidden(_words(table))} == {}


def _words(table: Table) -> str:
    headings = " | ".join(field.heading for field in table.fields)
    return " | ".join((everything(table), headings, table.empty))


def test_the_first_page_shows_counts_five_findings_and_the_worklist(third: Audit) -> None:
    page = index_body(third, ())
    for words in (
        "Not retested",
        "Overdue",
        "exceptions do not hold",
        "worklist.xlsx",
        "findings.sarif",
        "2026-Q2, FINAL",
    ):
        assert words in page
    assert len(self_assessment.look_first(third).rows) == 5


def test_the_first_page_of_a_first_period_says_so(first: Audit) -> None:
    assert "First period, nothing to compare." in index_body(first, ())


def test_the_first_page_leads_to_the_findings_where_they_stand(third: Audit) -> None:
    page, there = index_body(third, ()), table_html(self_assessment.findings(third))
    anchors = re.findall(r'href="70_self_assessment.html#([^"]+)"', page)
    assert len(anchors) == 5
    assert all(f'id="{anchor}"' in there for anchor in anchors)
