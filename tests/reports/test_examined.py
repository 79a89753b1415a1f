"""Which rows a report on one entity shows, and what stands beside them of findings and of rules without an answer."""

from dataclasses import replace

import pytest

from auditlib.findings import Outcome
from auditlib.history.comparing import compared
from auditlib.reports.examined import Examined
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from tests.making_priors import a_prior
from tests.reports.examining import examined_by, examined_case
from tests.rules.making import Change, a_case, a_row, rows_with


def named_by(*owners: str) -> Examined:
    """Three entities, reported on for Acme, and a system that one activity of each owner names."""
    added = {
        "organisation": [a_row("organisation", "acme", entity_id=one, legal_name=one) for one in ("bolt", "cord")],
        "systems": [a_row("systems", "SYS-01", system_id="SYS-09")],
        "processing_activities": [
            a_row("processing_activities", "ACT-01", activity_id=f"ACT-9{number}", entity_id=owner, system_ids="SYS-09")
            for number, owner in enumerate(owners)
        ],
    }
    case = a_case(rows_with(add=added))
    return examined_case(replace(case, organisation=case.register.get(Organisation, "acme")))


@pytest.mark.parametrize(
    ("owners", "is_shown"),
    [
        ((), True),
        (("acme",), True),
        (("acme", "bolt"), True),
        (("",), True),
        (("bolt",), False),
        (("bolt", "cord"), False),
    ],
)
def test_a_row_is_shown_unless_every_activity_behind_it_is_of_others(owners: tuple[str, ...], is_shown: bool) -> None:
    assert ("SYS-09" in [row.identity for row in named_by(*owners).rows(System)]) is is_shown


def test_an_activity_that_states_no_entity_may_belong_to_any() -> None:
    shown = [row.identity for row in named_by("", "bolt").rows(ProcessingActivity)]
    assert "ACT-90" in shown
    assert "ACT-91" not in shown


BLANK: dict[Change, str | None] = {("transfers", "*", "mechanism"): None}
RELEASED: dict[Change, str | None] = {("legal_holds", "HLD-001", "released_on"): "2026-09-30"}
UNREADABLE: dict[Change, str | None] = {("transfers", "*", "mechanism"): "ERROR:#N/A"}


def test_findings_about_several_rows_stand_worst_first() -> None:
    found = examined_by(("TRA-02", "RET-01"), BLANK | {("retention", "RTN-01", "period"): None})
    shown = found.findings(*found.rows(Retention), *found.rows(Transfer))
    assert isinstance(shown.value, tuple)
    assert [finding_id[:6] for finding_id in shown.value] == ["TRA-02"] * 4 + ["RET-01"]
    assert shown.mark == "critical"


def test_a_rule_without_an_answer_stands_beside_the_rows_once() -> None:
    found = examined_by(("TRA-03", "TRA-05"), UNREADABLE)
    assert found.findings(*found.rows(Transfer)).value == ("no answer from TRA-03, TRA-05",)


def test_a_rule_whose_findings_are_not_counted_is_not_named() -> None:
    found = examined_by(("TRA-02", "GOV-10"), BLANK)
    first, *_ = found.rows(Transfer)
    assert found.audit.outcomes["GOV-10", "transfers", first.identity].outcome is Outcome.NOT_ASSESSABLE
    assert "GOV-10" not in str(found.findings(first).value)


def test_only_one_topic_is_named_where_one_is_asked_for() -> None:
    found = examined_by(("TRA", "VEN"), UNREADABLE)
    assert found.findings(*found.rows(Transfer), topic="TRA").value
    assert found.findings(*found.rows(Transfer), topic="VEN").value is None


def test_an_open_finding_that_nobody_could_retest_stands_beside_its_row() -> None:
    kept_too_long: dict[Change, str | None] = {("retention", "RTN-01", "oldest_record_on"): "2024-09-29"}
    before = a_prior(examined_by(("RET-07",), kept_too_long | RELEASED).audit)
    emptied = a_case(rows_with({("retention", "RTN-01", "oldest_record_on"): None}))
    found = examined_case(replace(emptied, previous=before), ("RET-07",))
    found = replace(found, audit=compared(found.audit))
    (row,) = (one for one in found.rows(Retention) if one.identity == "RTN-01")
    shown = found.findings(row)
    assert shown.value == (f"{before.findings[0].finding_id}, not retested",)
    assert shown.mark == "critical"


def test_a_row_that_no_rule_has_looked_at_is_not_tested_and_no_pass() -> None:
    found = examined_by(("RET-07",), {("retention", "RTN-01", "oldest_record_on"): None})
    (row,) = (one for one in found.rows(Retention) if one.identity == "RTN-01")
    assert found.findings(row).absent == "not tested: no rule applies"
    assert found.findings(row, untested="no oldest record").value == ("not tested: no oldest record",)


def test_a_row_that_no_rule_has_anything_to_say_about_says_so() -> None:
    found = examined_by(("TRA",))
    shown = found.findings(*found.rows(Transfer)[:1])
    assert (shown.value, shown.absent, shown.mark) == (None, "no exception noted", "")
