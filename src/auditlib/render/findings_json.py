"""An audit as JSON, in the shape of `docs/findings.schema.json`."""

import json
from typing import Any

from auditlib.audit import Audit
from auditlib.findings import Acceptance, Finding, PastFinding, RuleResult
from auditlib.pack_format import FINDINGS_VERSION
from auditlib.places import Place, Problem
from auditlib.prior.pack import Prior
from auditlib.prior.standing import Offer
from auditlib.register.texts import texts_of
from auditlib.sheets.actions import Action

# What a reader of the findings needs of a response; the rest stands in the actions sheet.
_RESPONSE = ("action_id", "response", "response_text", "description", "owner", "due_on", "status")


def audit_json(audit: Audit) -> str:
    """The audit as text: keys in a fixed order, findings worst first, no time and no path of a machine."""
    return json.dumps(audit_document(audit), indent=2, ensure_ascii=False) + "\n"


def audit_document(audit: Audit) -> dict[str, Any]:
    """The audit as plain values."""
    case = audit.case
    return {
        "schema_version": FINDINGS_VERSION,
        "report_id": case.report_id,
        "period": case.period.name,
        "as_of": case.as_of.isoformat(),
        "recorded_until": case.recorded_until.isoformat(),
        "previous": _previous(case.previous) if case.previous else None,
        "inputs": [
            {"file": file.name, "sha256": file.sha256, "rows": _rows_in(audit, file.name)} for file in case.files
        ],
        "problems": [problem_document(problem) for problem in case.register.problems],
        "rules": [_result(result) for result in audit.results],
        "findings": [
            {**_finding(finding), "response": _response(audit.responses.get(finding.finding_id))}
            for finding in audit.findings
        ],
        "past": [_past(finding) for finding in audit.past],
        "history": [_past(finding) for finding in audit.history],
        "offers": [_offer(offer) for offer in audit.comparison.offers],
    }


def problem_document(problem: Problem) -> dict[str, Any]:
    """A problem of the input as plain values, the same wherever one is told to programs."""
    return {
        "place": _place(problem.place),
        "kind": problem.kind,
        "found": problem.found,
        "expected": problem.expected,
        "remedy": problem.remedy,
    }


def _previous(pack: Prior) -> dict[str, str]:
    return {"period": pack.period.name, "report_id": pack.report_id, "digest": pack.digest, "state": pack.state}


def _response(action: Action | None) -> dict[str, str | None] | None:
    return {column: texts_of(action).get(column) for column in _RESPONSE} if action else None


def _past(finding: PastFinding) -> dict[str, Any]:
    return {**_finding(finding), "reason": finding.reason, "closed_in": finding.closed_in}


def _offer(offer: Offer) -> dict[str, str]:
    return {
        "action_id": offer.response.identity,
        "from_finding_id": offer.from_finding_id,
        "to_finding_id": offer.to_finding_id,
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
        "rests_on": list(finding.rests_on),
        "state": finding.state.value,
        "facts_changed": finding.facts_changed,
        "accepted_until": finding.accepted_until,
        "first_seen": finding.first_seen,
        "resolved_in": finding.resolved_in,
        "acceptances": [_acceptance(acceptance) for acceptance in finding.acceptances],
    }


def _acceptance(acceptance: Acceptance) -> dict[str, Any]:
    return {
        "exception_id": acceptance.exception_id,
        "approved_on": acceptance.approved_on,
        "condition": acceptance.condition,
        "severity": acceptance.severity.value,
        "accepted_in": list(acceptance.accepted_in),
        "lapsed": acceptance.lapsed,
    }


def _place(place: Place) -> dict[str, str]:
    return {"file": place.file, "sha256": place.sha256, "sheet": place.sheet, "cell": place.cell}
