"""A policy against practice, for a terminal and for other programs."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditlib.case import Case
from auditlib.pack_format import POLICY_CHECK_VERSION
from auditlib.policy.structure import Clause, Policy
from auditlib.practice.checking import PolicyCheck
from auditlib.practice.disclosures import Disclosure
from auditlib.practice.gaps import AskedBy, Gap
from auditlib.practice.said import Passage
from auditlib.practice.verdicts import Judged
from auditlib.reference.taxonomy import dpv_of, fides_of, keys_confidence
from auditlib.schema.record import Record

_VERDICTS = {
    "passed": "no exception noted",
    "failed": "exception noted",
    "no_evidence": "no evidence",
    "not_applicable": "not applicable",
    "not_tested": "not tested",
}
_TOLD_LESS = ("incorrect", "omitted", "vague", "ambiguous", "not_assessed")
_ASKED_BY = {
    AskedBy.LAW: "Elements that law asks a policy to state",
    AskedBy.GUIDANCE: "Elements that guidance asks it to state",
    AskedBy.CONTRACT: "Elements that a contract asks it to state",
    AskedBy.ADVISABLE: "Elements that are advisable, and no item of the notice",
}
_LACKING = ("absent", "partly_there", "not_assessed")


def check_json(case: Case, check: PolicyCheck) -> str:
    """The check as text: keys in a fixed order, rows in the order of the policy, no time and no path of a machine."""
    return json.dumps(check_document(case, check), indent=2, ensure_ascii=False) + "\n"


def check_document(case: Case, check: PolicyCheck) -> dict[str, Any]:
    """The check as plain values."""
    file, policy, version = check.file, check.policy, check.version
    return {
        "schema_version": POLICY_CHECK_VERSION,
        "report_id": case.report_id,
        "period": case.period.name,
        "as_of": case.as_of.isoformat(),
        "policy": {
            "file": file.name if file else None,
            "sha256": file.sha256 if file else None,
            "version": version.identity if version else None,
            "language": policy.language if policy else None,
        },
        "not_assessed": list(check.reasons),
        "commitments": [_commitment(one) for one in check.judged],
        "disclosures": [_disclosure(one, policy) for one in check.disclosures],
        "gaps": [_gap(one, policy) for one in check.gaps],
        "contradictions": [
            {
                "kind": one.kind,
                "title": one.title,
                "severity": one.severity,
                "message": one.message,
                "passages": [_passage((p.start, p.end, p.clause_id), policy) for p in one.passages],
                "commitment_ids": list(one.commitment_ids),
            }
            for one in check.contradictions
        ],
        "uncovered": [_clause(one) for one in check.uncovered],
    }


def _commitment(one: Judged) -> dict[str, Any]:
    row, decision = one.commitment, one.decision
    return {
        "commitment_id": row.identity,
        "section": row.raw_of("section"),
        "quote": row.raw_of("quote"),
        "start": one.start,
        "end": one.end,
        "tested": decision.tested or None,
        "verdict": decision.verdict.value,
        "flags": [flag.value for flag in decision.flags],
        "reasons": list(decision.reasons),
        "rows": [_cell(cited.record, cited.column) for cited in decision.cited],
        "finding_ids": list(one.finding_ids),
    }


def _disclosure(one: Disclosure, policy: Policy | None) -> dict[str, Any]:
    return {
        "subject_kind": one.subject_kind.value,
        "term": one.term,
        "label": one.label,
        "dpv": list(dpv_of(one.choice_list, one.term)) if one.choice_list else [],
        "fides": list(fides_of(one.choice_list, one.term)) if one.choice_list else [],
        "keys_confidence": keys_confidence(one.choice_list, one.term) if one.choice_list else "",
        **_cell(one.record, one.column),
        "status": one.status.value,
        "says": one.says,
        "covering_term": one.covering_term or None,
        "steps": one.steps,
        "clauses": [_passage(passage, policy) for passage in one.clauses],
        "finding_ids": list(one.finding_ids),
    }


def _gap(one: Gap, policy: Policy | None) -> dict[str, Any]:
    element = one.element
    return {
        "gap_id": one.gap_id,
        "element": element.name,
        "citations": list(element.citations),
        "basis": element.basis.value,
        "law": [str(fact) for fact in element.law],
        "applies_when": element.applies_when,
        "status": one.status.value,
        "reason": one.reason or None,
        "missing": list(one.missing),
        "passages": [_passage(passage, policy) for passage in one.passages],
        "finding_ids": list(one.finding_ids),
    }


def _cell(record: Record, column: str) -> dict[str, Any]:
    place = record.place_of(column)
    return {
        "sheet": record.about.name,
        "record_id": record.identity,
        "column": column,
        "file": place.file,
        "cell": place.cell,
        "value": record.raw_of(column),
    }


def _passage(passage: Passage, policy: Policy | None) -> dict[str, Any]:
    start, end, clause_id = passage
    return {"start": start, "end": end, "clause_id": clause_id, "text": policy.text[start:end] if policy else ""}


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "clause_id": clause.clause_id,
        "section": clause.section_id,
        "start": clause.start,
        "end": clause.end,
        "text": clause.text,
    }


def check_text(case: Case, check: PolicyCheck) -> str:
    """The check for a reader: what is contradicted, what is not told, what is missing, what contradicts itself."""
    version = f", {check.version.identity}" if check.version else ""
    named = f"Policy {check.file.name}{version}" if check.file else "No policy text"
    lines = [f"{named}, as of {case.as_of}.", *(f"Not assessed: {reason}." for reason in check.reasons)]
    for part in (_statements(check), _disclosures(check), _gaps(check), _contradictions(check), _uncovered(check)):
        lines += ["", *part]
    return "\n".join(lines) + "\n"


def _statements(check: PolicyCheck) -> Iterator[str]:
    counts = _counted((_VERDICTS[one.decision.verdict.value] for one in check.judged), _VERDICTS.values())
    yield f"Statements: {len(check.judged)}{counts}"
    for one in check.judged:
        verdict = one.decision.verdict.value
        if verdict in {"failed", "no_evidence"} or one.decision.flags or one.finding_ids:
            flags = "".join(f", {flag.value}" for flag in one.decision.flags)
            yield f"  {one.commitment.identity}  {_VERDICTS[verdict]}{flags}: “{_line(one.commitment.raw_of('quote'))}”"
            yield from (f"    {reason}" for reason in one.decision.reasons)
            yield from _also(one.finding_ids)


def _disclosures(check: PolicyCheck) -> Iterator[str]:
    counts = _counted((one.status.value for one in check.disclosures), ("clear", *_TOLD_LESS))
    yield f"In the register, to be told: {len(check.disclosures)}{counts}"
    for one in (one for status in _TOLD_LESS for one in check.disclosures if one.status == status):
        what = f"{one.record.identity} {one.subject_kind.value.replace('_', ' ')} {one.label}"
        says = one.says_in_full if one.status == "not_assessed" else f"the policy {one.says_in_full}"
        yield f"  {one.status.value.replace('_', ' ')}: {what}; {says}"
        yield from _also(one.finding_ids)


def _gaps(check: PolicyCheck) -> Iterator[str]:
    for basis, heading in _ASKED_BY.items():
        asked = [one for one in check.gaps if one.element.basis is basis]
        counts = _counted((one.status.value for one in asked), ("present", *_LACKING, "not_applicable"))
        if asked:
            yield f"{heading}: {len(asked)}{counts}"
        for one in (one for one in asked if one.status in _LACKING):
            why = f"not found: {'; '.join(one.missing)}" if one.missing else one.reason
            yield f"  {one.gap_id}  {one.status.value.replace('_', ' ')}: {one.element.name}; {why}"
            yield f"    {'; '.join(one.element.citations)}"
            yield from _also(one.finding_ids)


def _contradictions(check: PolicyCheck) -> Iterator[str]:
    yield f"The text against itself: {len(check.contradictions)}"
    yield from (f"  {one.kind}  {one.message}" for one in check.contradictions)


def _uncovered(check: PolicyCheck) -> Iterator[str]:
    yield f"Clauses that no statement quotes: {len(check.uncovered)}"
    yield from (f"  {one.clause_id}  “{_line(one.text)}”" for one in check.uncovered)


def _counted(found: Iterable[str], order: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for one in found:
        counts[one] = counts.get(one, 0) + 1
    words = [f"{counts[one]} {one.replace('_', ' ')}" for one in order if one in counts]
    return f" ({', '.join(words)})" if words else ""


def _also(finding_ids: tuple[str, ...]) -> Iterator[str]:
    if finding_ids:
        yield f"    reported as {', '.join(finding_ids)}"


def _line(text: str) -> str:
    return " ".join(text.split())
