"""Which rows a report on one entity shows, and what stands beside them of findings and of rules without an answer."""

from dataclasses import replace

import pytest

from auditlib.findings import Outcome
from auditlib.reports.examined import Examined
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
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


def test_a_row_that_no_rule_has_anything_to_say_about_says_so() -> None:
    found = examined_by(("TRA",))
    shown = found.findings(*found.rows(Transfer)[:1])
    assert (shown.value, shown.absent, shown.mark) == (None, "no exception noted", "")
