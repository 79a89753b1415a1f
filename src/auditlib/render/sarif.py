"""An audit as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for systems that track findings."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from auditlib.audit import Audit
from auditlib.findings import Finding, PastFinding, Severity, State
from auditlib.places import Place
from auditlib.rulebook.rule import Rule
from auditlib.version import VERSION

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_INPUTS = "INPUTS"
_LEVELS: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
# The words of SARIF for where a result stands against its baseline; facts that changed are an update (section 3.27.24).
_BASELINE: Mapping[State, str] = {
    State.NEW: "new",
    State.REOPENED: "new",
    State.PERSISTING: "unchanged",
    State.RESOLVED: "absent",
    State.NOT_RETESTED: "unchanged",
}


def audit_sarif(audit: Audit) -> str:
    """The audit as text: one run, its rules, the input files, each finding and each earlier one; no time, no path."""
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(audit)]}, indent=2, ensure_ascii=False) + "\n"
    )


def _run(audit: Audit) -> dict[str, Any]:
    case = audit.case
    rules = sorted(audit.rules, key=lambda rule: rule.rule_id)
    entities = "+".join(quote(entity.identity) for entity in case.entities)
    results = [_result(finding, rules, audit) for finding in (*audit.findings, *audit.past)]
    return {
        "tool": {"driver": {"name": "auditlib", "version": VERSION, "rules": [_rule(rule) for rule in rules]}},
        "automationDetails": {"id": f"{entities}/{case.period.name}/{case.report_id}"},
        "originalUriBaseIds": {_INPUTS: {"description": {"text": "The folder of the inputs of the period"}}},
        "artifacts": [
            {"location": _location(file.name), "length": file.size, "hashes": {"sha-256": file.sha256}}
            for file in case.files
        ],
        "results": results,
        "columnKind": "unicodeCodePoints",
        "properties": {"as_of": case.as_of.isoformat(), "recorded_until": case.recorded_until.isoformat()},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.rule_id,
        "name": "".join(part.capitalize() for part in rule.name.split("_")),
        "shortDescription": {"text": f"Required: {rule.title}"},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "severity": rule.severity.value,
            "force": rule.force.value,
            "citations": list(rule.cites),
            "source": rule.source,
        },
    }


def _result(finding: Finding, rules: Sequence[Rule], audit: Audit) -> dict[str, Any]:
    known = [rule.rule_id for rule in rules]
    result: dict[str, Any] = {
        "ruleId": finding.rule_id,
        **({"ruleIndex": known.index(finding.rule_id)} if finding.rule_id in known else {}),
        # Also for what was not retested: it failed when it was tested last, and nobody may filter it away.
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_place(place, audit) for place in finding.places],
        "partialFingerprints": {"auditlibFinding/v1": finding.finding_id, "auditlibCondition/v1": finding.condition},
        "suppressions": _suppressions(finding),
        "properties": _properties(finding),
    }
    return {**result, "baselineState": _baseline(finding)} if audit.case.previous else result


def _baseline(finding: Finding) -> str:
    if finding.state is State.PERSISTING and finding.facts_changed:
        return "updated"
    return _BASELINE[finding.state]


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    """An accepted finding is suppressed in SARIF's words, and stays in the list as it stays in our count."""
    if not finding.accepted_until:
        return []
    named = ", ".join(one.exception_id for one in finding.acceptances if not one.lapsed)
    text = f"accepted by exception {named} until {finding.accepted_until}"
    return [{"kind": "external", "status": "accepted", "justification": text}]


def _properties(finding: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {
        "severity": finding.severity.value,
        "force": finding.force.value,
        "citations": list(finding.citations),
        "sheet": finding.sheet,
        "record_id": finding.record_id,
        "field": finding.field,
        "remedy": finding.remedy,
        "owner": finding.owner,
        "state": finding.state.value,
        "first_seen": finding.first_seen,
        "confidence": finding.confidence,
    }
    return {**told, "reason": finding.reason} if isinstance(finding, PastFinding) else told


def _place(place: Place, audit: Audit) -> dict[str, Any]:
    """A cell has no line, so it stands as a logical place in its file: `vendors.xlsx/Vendors/N14`."""
    parts = [part for part in (place.file, place.sheet, place.cell) if part]
    kind = ("file", "sheet", "cell")[len(parts) - 1] if place.file else "sheet"
    located: dict[str, Any] = {
        "logicalLocations": [{"name": parts[-1], "fullyQualifiedName": "/".join(parts), "kind": kind}]
    }
    names = [file.name for file in audit.case.files]
    if place.file in names:
        artifact = {**_location(place.file), "index": names.index(place.file)}
        located["physicalLocation"] = {"artifactLocation": artifact}
    return located


def _location(file: str) -> dict[str, str]:
    return {"uri": quote(file), "uriBaseId": _INPUTS}
