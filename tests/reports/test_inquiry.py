"""Why a rule said what it said: always what the audit says, in words."""

from dataclasses import replace

import pytest

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import open_case
from auditlib.evidence.facts import Evidence
from auditlib.evidence.opening import open_evidence
from auditlib.findings import Outcome
from auditlib.register.changing import changed_register
from auditlib.reports.inquiry import what_it_read
from auditlib.sheets.attestations import Attestation
from auditlib.sheets.organisation import Organisation
from tests.packs import GROUP_INPUTS, PERIOD
from tests.rules.changing import cells
from tests.rules.making import NO_EVIDENCE, audited

OUTCOMES = {
    ("Outcome", "not assessable"): Outcome.NOT_ASSESSABLE,
    ("Does the rule apply?", "no: not applicable"): Outcome.NOT_APPLICABLE,
    ("Finding", "no exception noted"): Outcome.PASSED,
}


def verdict(audit: Audit, rule_id: str, identity: str, evidence: Evidence = NO_EVIDENCE) -> list[tuple[str, str]]:
    """The steps of a verdict in words."""
    _, steps = what_it_read(rule_id, identity, audit, evidence)
    return [(str(row.entries[0].value), str(row.entries[1].value)) for row in steps.rows]


@pytest.fixture(scope="module")
def unconfirmed() -> Audit:
    """The audit of three entities of which nobody confirmed which laws apply, nor that a sheet is complete."""
    case = open_case(GROUP_INPUTS, period=PERIOD)
    changes = {(row.identity, "is_complete"): "no" for row in case.register.all(Attestation)}
    changes |= {(row.identity, "regimes_confirmed_on"): "" for row in case.register.all(Organisation)}
    changes["TRF-01", "activity_ids"] = "ACT-99"
    return assess(replace(case, register=changed_register(case.register, changes, case.settings.reading)))


def test_of_each_rule_and_outcome_the_verdict_is_that_of_the_audit(unconfirmed: Audit) -> None:
    evidence = open_evidence(unconfirmed.case)
    some = {(key[0], judged.outcome): key for key, judged in unconfirmed.outcomes.items()}
    told = {
        (rule_id, outcome): OUTCOMES.get(verdict(unconfirmed, rule_id, identity, evidence)[-1], Outcome.FAILED)
        for (rule_id, outcome), (_, _, identity) in some.items()
    }
    assert {outcome for _, outcome in some} == set(Outcome)
    assert [key for key, outcome in told.items() if key[1] is not outcome] == []


def test_what_could_not_be_known_is_told_after_what_was_found() -> None:
    changes = cells("contracts", "CTR-01", vendor_id="VND-99", client_id="ERROR:#N/A")
    apply, found, unknown = verdict(audited("GOV-07", changes=changes), "GOV-07", "CTR-01")
    assert apply == ("Does the rule apply?", "yes")
    assert found[1].startswith("CTR-01 names VND-99 ")
    assert unknown[0] == "What could not be known"


def test_a_rule_about_other_results_has_seen_them() -> None:
    late = cells("contracts", "CTR-01", breach_notice_hours="72")
    finding = audited("VEN-17", changes=late).findings[0]
    closed = cells("actions", "ACN-01", status="closed", rule_id="VEN-05", finding_id=finding.finding_id)
    audit = audited("VEN-17", "GOV-03", changes={**late, **closed})
    assert verdict(audit, "GOV-03", "ACN-01") == [("Does the rule apply?", "no: not applicable")]


def test_a_rule_whose_sheet_was_not_supplied_looks_at_no_row() -> None:
    audit = audited(without=["cookies"])
    with pytest.raises(KeyError):
        verdict(audit, "COO-01", "CKY-01")
