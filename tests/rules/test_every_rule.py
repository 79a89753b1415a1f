"""What holds for all rules together: silence on the clean register, ids that outlive sorting, settings that count."""

import pytest

from auditlib.assessment import rules_for
from auditlib.audit import audit_case
from auditlib.case import open_case
from auditlib.errors import InputRefused
from auditlib.findings import Severity
from auditlib.settings import Settings
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.rules.clean import Rows
from tests.rules.making import NO_EVIDENCE, a_case, audited, rows_with, the_clean_audit


def test_no_rule_finds_anything_in_the_clean_register() -> None:
    assert not the_clean_audit().case.register.problems
    assert [finding.message for finding in the_clean_audit().findings] == []
    assert [line.message for line in the_clean_audit().readiness] == []


def _rows_of_the_reference_company() -> Rows:
    register = open_case(REFERENCE_INPUTS, period=PERIOD).register
    return {
        name: [
            {column: record.raw_of(column) for column in record.columns if not record.is_blank(column)}
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
