"""An audit as JSON, in the shape of `docs/findings.schema.json`."""

import json
from typing import Any

from auditlib.audit import Audit
from auditlib.findings import Finding, RuleResult
from auditlib.places import Place

SCHEMA_VERSION = "1"


def audit_json(audit: Audit) -> str:
    """The audit as text: keys in a fixed order, findings worst first, no time and no path of a machine."""
    return json.dumps(audit_document(audit), indent=2, ensure_ascii=False) + "\n"


def audit_document(audit: Audit) -> dict[str, Any]:
    """The audit as plain values."""
    case = audit.case
    return {
        "schema_version": SCHEMA_VERSION,
        "report_id": case.report_id,
        "period": case.period.name,
        "as_of": case.as_of.isoformat(),
        "recorded_until": case.recorded_until.isoformat(),
        "inputs": [
            {"file": file.name, "sha256": file.sha256, "rows": _rows_in(audit, file.name)} for file in case.files
        ],
        "problems": [
            {
                "place": _place(problem.place),
                "kind": problem.kind,
                "found": problem.found,
                "expected": problem.expected,
                "remedy": problem.remedy,
            }
            for problem in case.register.problems
        ],
        "rules": [_result(result) for result in audit.results],
        "findings": [_finding(finding) for finding in audit.findings],
    }


def _rows_in(audit: Audit, file: str) -> int:
    register = audit.case.register
    return sum(1 for name in register.supplied for record in register.named(name) if record.origin.file == file)


def _result(result: RuleResult) -> dict[str, Any]:
    return {
        "rule_id": result.rule_id,
        "examined": result.examined,
        "passed": result.passed,
        "failed": result.failed,
        "not_applicable": result.not_applicable,
        "not_assessable": result.not_assessable,
        "reasons": dict(result.reasons),
        "bases": dict(result.bases),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "finding_id": finding.finding_id,
        "condition": finding.condition,
        "rule_id": finding.rule_id,
        "title": finding.title,
        "severity": finding.severity.value,
        "force": finding.force.value,
        "citations": list(finding.citations),
        "sheet": finding.sheet,
        "record_id": finding.record_id,
        "field": finding.field,
        "subject": finding.subject,
        "places": [_place(place) for place in finding.places],
        "message": finding.message,
        "remedy": finding.remedy,
        "population": {"examined": finding.population.examined, "failed": finding.population.failed},
        "quote": finding.quote,
        "source": finding.source,
        "confidence": finding.confidence,
        "owner": finding.owner,
        "state": finding.state.value,
        "accepted_until": finding.accepted_until,
        "first_seen": finding.first_seen,
    }


def _place(place: Place) -> dict[str, str]:
    return {"file": place.file, "sha256": place.sha256, "sheet": place.sheet, "cell": place.cell}
