"""GOV: what became of findings; each rule fires on one change from the clean register."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from auditlib.audit import Audit, audit_case
from auditlib.findings import Severity
from auditlib.history.comparing import compared
from auditlib.rules import known_rules
from auditlib.settings import Settings
from tests.making_priors import a_prior
from tests.rules.changing import cells, messages, outcomes, reasons, shift, shown
from tests.rules.making import NO_EVIDENCE, Change, a_case, audited, places_of, rows_with

Changes = Mapping[Change, str | None]
ACTION = ("actions", "ACN-01")
CLOSED = cells(*ACTION, status="closed", rule_id="VEN-05", due_on=None)
EXCEPTION = {
    "exception_id": "EXC-01",
    "rule_id": "VEN-17",
    "sheet": "contracts",
    "record_id": "CTR-01",
    "reason": "Standard terms",
    "approved_by": "Chief executive",
    "approved_on": "2026-08-01",
    "expires_on": "2026-12-31",
}


def test_closed_without_proof_fires_on_missing_proof_and_on_a_missing_or_failed_test() -> None:
    assert sorted(messages("GOV-03", changes=CLOSED)) == [
        "ACN-01 is closed and refers to no proof of the fix",
        "ACN-01 is closed and states no test of the fix",
    ]
    assert sorted(places_of("GOV-03", changes=CLOSED)) == ["ACN-01 closing_evidence_ref", "ACN-01 retest_outcome"]
    failed = {**CLOSED, **cells(*ACTION, closing_evidence_ref="EV-03", retest_outcome="failed")}
    assert messages("GOV-03", changes=failed) == ["ACN-01 is closed although the test of the fix failed"]
    passed = {**CLOSED, **cells(*ACTION, closing_evidence_ref="EV-03", retest_outcome="passed")}
    assert outcomes("GOV-03", changes=passed) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"status": "open"}, (0, 0, 1, 0)),
        ({"status": None}, (0, 0, 0, 1)),
        ({"rule_id": "VEN-01"}, (0, 1, 0, 0)),
        ({"rule_id": "VEN-06"}, (0, 0, 1, 0)),
        ({"rule_id": "VEN-16"}, (0, 0, 1, 0)),
        ({"rule_id": None}, (0, 0, 1, 0)),
        ({"rule_id": "MY-01"}, (0, 0, 0, 1)),
        ({"finding_id": "VEN-05-K7QD2M9XPA", "rule_id": None}, (0, 1, 0, 0)),
        ({"finding_id": "VEN-06-K7QD2M9XPA"}, (0, 0, 1, 0)),
        ({"finding_id": "MY-01-K7QD2M9XPA"}, (0, 0, 0, 1)),
    ],
)
def test_closed_without_proof_applies_to_closed_actions_on_critical_and_high_findings(
    values: dict[str, str | None], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("GOV-03", changes={**CLOSED, **cells(*ACTION, **values)}) == expected


def test_closed_without_proof_names_the_rule_nobody_knows() -> None:
    assert reasons("GOV-03", changes={**CLOSED, **cells(*ACTION, rule_id="MY-01")}) == ["no rule MY-01 is known"]


def test_closed_without_proof_goes_by_the_severity_of_the_finding_where_it_is_one_of_this_run() -> None:
    late = cells("contracts", "CTR-01", breach_notice_hours="72")
    finding = audited("VEN-17", changes=late).findings[0]
    assert finding.severity is Severity.MEDIUM
    rule_ids = {"VEN-17", "GOV-03"}
    changes = {**late, **CLOSED, **cells(*ACTION, finding_id=finding.finding_id, rule_id="VEN-05")}
    result = audit_case(a_case(rows_with(changes)), [r for r in known_rules() if r.rule_id in rule_ids], NO_EVIDENCE)
    assert result.results[0].not_applicable == 1


def test_closed_without_proof_goes_by_the_severity_that_the_settings_give_a_rule() -> None:
    rule = [one for one in known_rules() if one.rule_id == "GOV-03"]
    for rule_id, severity, failed in (("VEN-06", Severity.HIGH, 1), ("VEN-05", Severity.LOW, 0)):
        rows = rows_with({**CLOSED, **cells(*ACTION, rule_id=rule_id)})
        case = a_case(rows, settings=Settings(severities={rule_id: severity}))
        assert audit_case(case, rule, NO_EVIDENCE).results[0].failed == failed


@pytest.mark.parametrize("status", ["open", "in_progress"])
def test_action_overdue_fires_the_day_before_the_period_ends_and_not_on_it(status: str) -> None:
    changes = cells(*ACTION, status=status, due_on="2026-09-29")
    assert messages("GOV-04", changes=changes) == ["ACN-01 was due on 29 September 2026 and is still open"]
    assert shown("GOV-04", changes=changes) == [["actions.due_on 2", "actions.status 2"]]
    assert outcomes("GOV-04", changes=cells(*ACTION, status=status, due_on="2026-09-30")) == (1, 0, 0, 0)
    assert outcomes("GOV-04", changes=changes, as_of=date(2026, 9, 29)) == (1, 0, 0, 0)
    assert outcomes("GOV-04", changes=changes, as_of=date(2026, 9, 30)) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"closed_on": "2026-09-30"}, (1, 0, 0, 0)),
        ({"status": "closed"}, (0, 0, 1, 0)),
        ({"status": None}, (0, 0, 0, 1)),
        ({"due_on": None}, (0, 0, 0, 1)),
        ({"due_on": "soon"}, (0, 0, 0, 1)),
    ],
)
def test_action_overdue_applies_to_open_actions_with_a_day(
    values: dict[str, str | None], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("GOV-04", changes=cells(*ACTION, **{"due_on": "2026-01-31", **values})) == expected


def test_finding_came_back_is_not_assessable_for_records_with_findings_where_no_pack_before_was_given() -> None:
    changes = cells("vendors", "VND-01", address=None, contact=None)
    found = audited("VEN-12", "GOV-10", changes=changes).results[0]
    reasons_given = {"no pack of the period before was given": 1}
    assert (found.failed, found.not_assessable, dict(found.reasons)) == (0, 1, reasons_given)
    assert found.not_applicable == found.examined - 1
    assert shift("GOV-10", changes=changes) == (0, 0, 0, 0)


def beside_the_quarter_before(*rule_ids: str, before: Changes, now: Changes) -> Audit:
    rules = [rule for rule in known_rules() if rule.rule_id in rule_ids]
    earlier = audit_case(a_case(rows_with(before), period="2026-Q2"), rules, NO_EVIDENCE)
    return audit_case(replace(a_case(rows_with(now)), previous=a_prior(earlier)), rules, NO_EVIDENCE)


def test_finding_came_back_says_which_rule_found_something_in_the_period_before() -> None:
    gaps = cells("vendors", "VND-01", address=None)
    audit = beside_the_quarter_before("VEN-12", "GOV-10", before=gaps, now=gaps)
    assert [line.message for line in audit.readiness] == [
        "VND-01 “Sample Hosting” had a finding of VEN-12 in 2026-Q2 already"
    ]
    assert audit.readiness[0].severity is Severity.INFO
    assert {finding.rule_id for finding in audit.findings} == {"VEN-12"}


def test_finding_came_back_weighs_one_step_more_where_what_came_back_weighs_much() -> None:
    gap = cells("contracts", "CTR-01", has_audit_clause="no")
    audit = beside_the_quarter_before("VEN-05", "GOV-10", before=gap, now=gap)
    assert [line.severity for line in audit.readiness] == [Severity.LOW]


def test_finding_came_back_is_silent_on_a_finding_of_a_record_that_had_none() -> None:
    gap = cells("vendors", "VND-01", address=None)
    assert not beside_the_quarter_before("VEN-12", "GOV-10", before={}, now=gap).readiness


def test_the_state_of_a_finding_says_that_it_came_back_and_no_line_says_it_again() -> None:
    gap = cells("vendors", "VND-01", address=None)
    assert not compared(beside_the_quarter_before("VEN-12", "GOV-10", before=gap, now=gap)).readiness


def test_closed_without_proof_goes_by_the_severity_that_the_finding_had_in_the_period_before() -> None:
    late = cells("contracts", "CTR-01", breach_notice_hours="72")
    finding = audited("VEN-17", changes=late, period="2026-Q2").findings[0]
    closed = {**CLOSED, **cells(*ACTION, finding_id=finding.finding_id, rule_id="VEN-05")}
    audit = beside_the_quarter_before("VEN-17", "GOV-03", before=late, now=closed)
    assert audit.results[0].not_applicable == 1


def test_exception_not_valid_fires_the_day_after_its_last_and_not_on_it() -> None:
    ran_out = {"exceptions": [{**EXCEPTION, "expires_on": "2026-09-29"}]}
    assert messages("GOV-12", add=ran_out) == ["EXC-01 ran out on 29 September 2026"]
    assert places_of("GOV-12", add=ran_out) == ("EXC-01 expires_on",)
    assert outcomes("GOV-12", add=ran_out, as_of=date(2026, 9, 29)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("column", "words"), [("expires_on", "states no last day"), ("approved_by", "states nobody who accepts the risk")]
)
def test_exception_not_valid_fires_when_day_or_approver_is_blank(column: str, words: str) -> None:
    change = {"exceptions": [{**EXCEPTION, column: ""}]}
    assert messages("GOV-12", add=change) == [f"EXC-01 {words}"]
    assert places_of("GOV-12", add=change) == (f"EXC-01 {column}",)


def test_exception_not_valid_is_not_assessable_when_the_day_cannot_be_read() -> None:
    assert outcomes("GOV-12", add={"exceptions": [{**EXCEPTION, "expires_on": "soon"}]}) == (0, 0, 0, 1)
    both = {**EXCEPTION, "expires_on": "soon", "approved_by": ""}
    assert outcomes("GOV-12", add={"exceptions": [both]}) == (0, 1, 0, 0)
    assert outcomes("GOV-12", add={"exceptions": [EXCEPTION]}) == (1, 0, 0, 0)
