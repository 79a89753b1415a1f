"""The JSON of an audit has the shape its schema states, and says the same for the same inputs."""

import json
from pathlib import Path

import jsonschema
import pytest

from auditlib.audit import Audit
from auditlib.render.findings import AuditFormat, audit_in
from auditlib.render.findings_json import audit_document, audit_json
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


def test_a_document_with_a_field_more_is_refused(audit: Audit) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**audit_document(audit), "score": 7}, SCHEMA)


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
