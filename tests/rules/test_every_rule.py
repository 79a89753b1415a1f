"""What holds for all rules together: silence on the clean register, ids that outlive sorting, settings that count."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from auditlib.assessment import rules_for
from auditlib.audit import audit_case
from auditlib.case import open_case
from auditlib.errors import InputRefused
from auditlib.findings import Force, Severity
from auditlib.rulebook.rule import Noted, Rule, rule
from auditlib.rulebook.view import View
from auditlib.settings import Settings
from auditlib.sheets import sheets
from auditlib.sheets.vendors import Vendor
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.rules.clean import Rows
from tests.rules.making import NO_EVIDENCE, a_case, a_row, audited, rows_with, the_clean_audit


def test_no_rule_finds_anything_in_the_clean_register() -> None:
    assert not the_clean_audit().case.register.problems
    assert [finding.message for finding in the_clean_audit().findings] == []
    assert [line.message for line in the_clean_audit().readiness] == []


def _rows_of_the_reference_company() -> Rows:
    register = open_case(REFERENCE_INPUTS, period=PERIOD).register
    return {
        name: [
            {column: record.raw_of(column) for column in record.columns if record.has_cell(column)}
            for record in register.named(name)
        ]
        for name in register.supplied
    }


def test_ids_and_conditions_stay_when_rows_are_sorted_otherwise_and_columns_reordered() -> None:
    rows = _rows_of_the_reference_company()
    turned = {name: [dict(reversed(row.items())) for row in reversed(given)] for name, given in rows.items()}
    rules = rules_for(a_case(rows))
    first, second = (audit_case(a_case(given), rules, NO_EVIDENCE).findings for given in (rows, turned))
    assert first
    assert {(one.finding_id, one.condition) for one in first} == {(one.finding_id, one.condition) for one in second}
    assert len({one.finding_id for one in first}) == len(first)


def test_two_dangling_ids_in_one_cell_are_two_findings() -> None:
    changes = {("processing_activities", "ACT-01", "system_ids"): "SYS-98; SYS-99"}
    found = audited("GOV-07", changes=changes).findings  # type: ignore[arg-type]
    assert len({finding.finding_id for finding in found if finding.field == "system_ids"}) == 2


def _one_cell_twice(*values: str) -> Rule:
    @rule("XXX-01", "Every vendor", severity=Severity.LOW, force=Force.PRACTICE, cites=("House rule",), each=Vendor)
    def vendor_seen_twice(_vendor: Vendor, _view: View) -> Iterator[Noted]:
        """Two facts of one cell.

        Fix: nothing.
        """
        yield from (Noted("name", f"has fact {number}", value) for number, value in enumerate(values))

    return vendor_seen_twice


def test_a_rule_that_would_lose_the_second_of_two_facts_is_refused() -> None:
    with pytest.raises(ValueError, match="XXX-01 notes two facts of VND-01"):
        audit_case(a_case(rows_with()), [_one_cell_twice("", "")], NO_EVIDENCE)
    assert len(audit_case(a_case(rows_with()), [_one_cell_twice("", "other")], NO_EVIDENCE).findings) == 4


def test_rows_that_share_an_id_are_one_finding_though_each_says_its_own() -> None:
    twin = a_row("contracts", "CTR-01", ends_on="2023-12-31")
    changes = {("contracts", "CTR-01", "ends_on"): "2023-12-30"}
    (found,) = audited("ROP-30", changes=changes, add={"contracts": [twin]}).findings
    assert len(found.places) == 4


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_rule_loses_a_fact_whatever_rows_say(chance: Random) -> None:
    rows = _rows_of_the_reference_company()
    for _ in range(40):
        name = chance.choice([name for name, given in rows.items() if given])
        rows[name].append(dict(chance.choice(rows[name])))
        row, column = chance.choice(rows[name]), chance.choice(list(sheets()[name].columns))
        row[column] = chance.choice(rows[name]).get(column, "")
    audit_case(a_case(rows), rules_for(a_case(rows)), NO_EVIDENCE)


def test_a_severity_of_the_settings_replaces_that_of_the_rule() -> None:
    rows = rows_with({("processing_activities", "ACT-01", "owner"): None})
    case = a_case(rows, settings=Settings(severities={"ROP-24": Severity.CRITICAL}))
    rules = [rule for rule in rules_for(case) if rule.rule_id == "ROP-24"]
    assert [finding.severity for finding in audit_case(case, rules, NO_EVIDENCE).findings] == [Severity.CRITICAL]


def test_a_threshold_of_the_settings_replaces_the_house_default() -> None:
    case = a_case(rows_with(), settings=Settings(thresholds={"house_activity_review": 3}))
    rules = [rule for rule in rules_for(case) if rule.rule_id == "ROP-26"]
    assert len(audit_case(case, rules, NO_EVIDENCE).findings) == 2


def test_settings_that_name_no_rule_and_no_limit_are_refused_together() -> None:
    case = a_case(rows_with(), settings=Settings(thresholds={"house_x": 3}, severities={"XXX-01": Severity.LOW}))
    with pytest.raises(InputRefused) as refused:
        rules_for(case)
    assert [problem.found for problem in refused.value.problems] == ["“XXX-01”", "“house_x”"]
