"""An audit for a terminal, for a spreadsheet and for other programs."""

import csv
import io
from collections.abc import Callable, Mapping
from enum import StrEnum

from auditlib.audit import Audit
from auditlib.findings import Finding, PastFinding, State
from auditlib.prior.standing import standing_in_words
from auditlib.render.findings_json import audit_json


class AuditFormat(StrEnum):
    """How an audit is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def audit_in(form: AuditFormat, audit: Audit) -> str:
    """The audit as text that ends with a line break."""
    return _WRITERS[form](audit)


def _as_table(audit: Audit) -> str:
    lines = [line for finding in audit.findings for line in _lines(finding)]
    silent = [result for result in audit.results if not result.has_answer and result.reasons]
    reasons: dict[str, list[str]] = {}
    for result in silent:
        for reason in result.reasons:
            reasons.setdefault(reason, []).append(result.rule_id)
    lines += _beside_the_period_before(audit)
    lines += ["", f"Findings: {_counts(audit)}, by {len(audit.results)} rules as of {audit.case.as_of}."]
    lines.append(f"Earlier period: {audit.comparison.in_words}.")
    if silent:
        lines.append(f"Rules without an answer: {len(silent)}")
        lines += [f"  {reason}: {', '.join(ids)}" for reason, ids in sorted(reasons.items())]
    return "\n".join(lines) + "\n"


def _counts(audit: Audit) -> str:
    """How many were found; beside a period before, how many are open with those that were not retested."""
    found, untested = len(audit.findings), sum(one.state is State.NOT_RETESTED for one in audit.past)
    if audit.comparison.previous is None:
        return str(found)
    return f"{found} found now, {untested} not retested, {found + untested} open"


def heading_of(finding: Finding) -> str:
    """How a line about a finding begins: its severity and its id."""
    return f"{finding.severity.value.upper():9}{finding.finding_id}  "


def _lines(finding: Finding) -> list[str]:
    where = "; ".join(str(place) for place in finding.places)
    return [
        f"{heading_of(finding)}{finding.message}",
        f"         {where}",
        f"         {'; '.join(finding.citations)}. {finding.remedy}",
        f"         {standing_in_words(finding)}",
    ]


def _beside_the_period_before(audit: Audit) -> list[str]:
    lines = []
    if audit.past:
        lines += ["", "Earlier findings that were not made again:"]
        lines += [line for finding in audit.past for line in _past_lines(finding)]
    if audit.comparison.offers:
        lines += ["", "Responses to rows that have a new id; move them in the actions sheet, if they still hold:"]
        lines += [
            f"  {one.response.identity}: {one.from_finding_id} → {one.to_finding_id}" for one in audit.comparison.offers
        ]
    return lines


def _past_lines(finding: PastFinding) -> list[str]:
    return [f"  {finding.finding_id}  {finding.message}", f"    {standing_in_words(finding)}"]


def _as_csv(audit: Audit) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([read(finding) for read in _COLUMNS.values()] for finding in (*audit.findings, *audit.past))
    return text.getvalue()


_COLUMNS: Mapping[str, Callable[[Finding], str]] = {
    "finding_id": lambda finding: finding.finding_id,
    "rule_id": lambda finding: finding.rule_id,
    "severity": lambda finding: finding.severity.value,
    "force": lambda finding: finding.force.value,
    "citations": lambda finding: "; ".join(finding.citations),
    "sheet": lambda finding: finding.sheet,
    "record_id": lambda finding: finding.record_id,
    "field": lambda finding: finding.field,
    "message": lambda finding: _no_formula(finding.message),
    "remedy": lambda finding: finding.remedy,
    "places": lambda finding: _no_formula("; ".join(str(place) for place in finding.places)),
    "owner": lambda finding: _no_formula(finding.owner),
    "state": lambda finding: finding.state.value,
    "facts_changed": lambda finding: "yes" if finding.facts_changed else "no",
    "first_seen": lambda finding: finding.first_seen,
    "accepted_until": lambda finding: finding.accepted_until or "",
    "standing": lambda finding: _no_formula(standing_in_words(finding)),
}


def _no_formula(text: str) -> str:
    """A spreadsheet program would run a cell that begins like a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


_WRITERS: Mapping[AuditFormat, Callable[[Audit], str]] = {
    AuditFormat.TABLE: _as_table,
    AuditFormat.JSON: audit_json,
    AuditFormat.CSV: _as_csv,
}
