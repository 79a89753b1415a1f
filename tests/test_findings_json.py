"""The JSON of an audit has the shape its schema states, and says the same for the same inputs."""

import csv
import json
from pathlib import Path

import jsonschema
import pytest

from auditlib.audit import Audit
from auditlib.render.findings import AuditFormat, audit_in
from auditlib.render.findings_json import audit_document, audit_json
from auditlib.reports.self_assessment import open_findings
from tests.history.quarters import a_quarter
from tests.making_priors import QUARTERS, reference_quarters
from tests.rules.making import audited

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "findings.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def audit() -> Audit:
    changes = {("processing_activities", "ACT-01", "owner"): None, ("vendors", "VND-01", "started_on"): "tbc"}
    return audited("ROP-24", "ROP-26", changes=changes)  # type: ignore[arg-type]


def test_the_schema_is_one(audit: Audit) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert audit_document(audit)["findings"]


def test_the_document_has_the_shape_of_the_schema(audit: Audit) -> None:
    jsonschema.validate(json.loads(audit_json(audit)), SCHEMA)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_document_beside_the_quarter_before_has_the_shape_of_the_schema(quarter: str) -> None:
    jsonschema.validate(json.loads(audit_json(reference_quarters()[quarter])), SCHEMA)


def test_the_document_names_the_pack_it_is_compared_with_and_what_became_of_its_findings() -> None:
    second, third = reference_quarters()["Q2"], audit_document(reference_quarters()["Q3"])
    assert third["previous"] == {
        "period": "2026-Q2",
        "report_id": second.case.report_id,
        "digest": "0" * 64,
        "state": "FINAL",
    }
    (emptied,) = (past for past in third["past"] if past["record_id"] == "RTN-09")
    assert (emptied["state"], emptied["closed_in"], emptied["first_seen"]) == ("not_retested", "", "2026-Q1")
    (reopened,) = (finding for finding in third["findings"] if finding["record_id"] == "CTR-07")
    assert (reopened["state"], reopened["resolved_in"]) == ("reopened", "2026-Q2")
    assert {past["closed_in"] for past in third["history"]} == {"2026-Q2"}


def test_the_document_carries_responses_and_offers_those_of_renumbered_rows() -> None:
    long = {("cookies", "CKE-01", "lifetime"): "24 months"}
    (finding,) = a_quarter("COO-06", changes=long).findings
    answer = {"action_id": "ACN-50", "finding_id": finding.finding_id, "response": "agree", "due_on": "2026-12-01"}
    before = a_quarter("COO-06", changes=long, add={"actions": [answer]})
    (answered,) = audit_document(before)["findings"]
    assert answered["response"]["response"] == "agree"
    renamed = {**long, ("cookies", "CKE-01", "cookie_id"): "CKE-09"}
    after = a_quarter("COO-06", after=before, changes=renamed, add={"actions": [answer]})
    document = audit_document(after)
    jsonschema.validate(document, SCHEMA)
    assert document["findings"][0]["response"] is None
    assert [offer["action_id"] for offer in document["offers"]] == ["ACN-50"]
    assert f"ACN-50: {finding.finding_id} → " in audit_in(AuditFormat.TABLE, after)


def test_the_table_says_where_each_finding_stands_and_what_it_is_compared_with() -> None:
    text = audit_in(AuditFormat.TABLE, reference_quarters()["Q3"])
    assert "reopened: first seen in 2026-Q1, resolved in 2026-Q2" in text
    assert "not retested, first seen in 2026-Q1: emptied since" in text
    assert "Earlier period: compared with the final pack of 2026-Q2, report R-" in text
    alone = audit_in(AuditFormat.TABLE, reference_quarters()["Q1"])
    assert "Earlier period: first period, nothing to compare." in alone


def test_beside_a_period_before_the_table_counts_what_is_open_as_the_page_does() -> None:
    audit = reference_quarters()["Q3"]
    found, every = len(audit.findings), len(open_findings(audit))
    counted = f"\nFindings: {found} found now, {every - found} not retested, {every} open, by "
    assert every > found
    assert counted in audit_in(AuditFormat.TABLE, audit)


def test_the_csv_has_earlier_findings_that_were_not_made_again() -> None:
    audit = reference_quarters()["Q3"]
    rows = list(csv.DictReader(audit_in(AuditFormat.CSV, audit).splitlines()))
    assert len(rows) == len(audit.findings) + len(audit.past)
    assert {row["state"] for row in rows} == {"new", "persisting", "reopened", "resolved", "not_retested"}


def test_a_document_with_a_field_more_is_refused(audit: Audit) -> None:
    document = audit_document(audit)
    longer = {**document, "findings": [{**document["findings"][0], "score": 7}]}
    for refused in ({**document, "score": 7}, longer):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(refused, SCHEMA)


def test_each_rule_counts_every_record_once(audit: Audit) -> None:
    for rule in audit_document(audit)["rules"]:
        assert rule["examined"] == rule["passed"] + rule["failed"] + rule["not_applicable"] + rule["not_assessable"]


def test_a_cell_that_begins_like_a_formula_is_text_in_csv() -> None:
    changes = {
        ("processing_activities", "ACT-01", "reviewed_on"): None,
        ("processing_activities", "ACT-01", "owner"): "=HYPERLINK(1)",
    }
    text = audit_in(AuditFormat.CSV, audited("ROP-26", changes=changes))
    assert "'=HYPERLINK(1)" in text
