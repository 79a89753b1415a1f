"""Runs rules over a case: one outcome for each record of each rule, and the findings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.findings import (
    Basis,
    Finding,
    Outcome,
    PastFinding,
    Population,
    RuleResult,
    condition_of,
    finding_id,
)
from auditlib.prior.standing import Accepted, Comparison, Lapsed
from auditlib.rulebook.catalogue import columns_read
from auditlib.rulebook.conditions import every
from auditlib.rulebook.governing import is_governed
from auditlib.rulebook.rule import Noted, Rule
from auditlib.rulebook.view import StrictRegister, View
from auditlib.schema.record import Record
from auditlib.scope import entity_of, listed, owner_of, readable
from auditlib.sheets.actions import Action
from auditlib.sheets.evidence import Evidence as EvidenceRow


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of a rule for one record; the reason says what was not assessable, be it only a part of it."""

    outcome: Outcome
    reason: str = ""


# By rule id, sheet and record id.
Outcomes = Mapping[tuple[str, str, str], Judged]


@dataclass(frozen=True, slots=True)
class Audit:
    """What a set of rules found in a case; `readiness` is what the rules say that are not counted.

    What follows `outcomes` is there once the audit is set beside the previous pack, exceptions and responses: `past`
    are earlier findings not made again, `history` those closed before, `responses` are by the id of the finding.
    """

    case: Case
    rules: tuple[Rule, ...]
    results: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    readiness: tuple[Finding, ...] = ()
    outcomes: Outcomes = field(default_factory=dict, repr=False)
    past: tuple[PastFinding, ...] = ()
    history: tuple[PastFinding, ...] = ()
    comparison: Comparison = field(default_factory=Comparison)
    acceptances: tuple[Accepted | Lapsed, ...] = ()
    responses: Mapping[str, Action] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Verdict:
    outcome: Outcome
    record: Record
    notes: tuple[Noted, ...] = ()
    reason: str = ""
    basis: Basis = Basis.STATED


@dataclass(frozen=True, slots=True)
class _Run:
    result: RuleResult
    findings: tuple[Finding, ...] = ()
    outcomes: Outcomes = field(default_factory=dict)


def audit_case(case: Case, rules: Iterable[Rule], evidence: Evidence) -> Audit:
    """Run rules over a case; those about other results run second.

    Equal inputs and dates give equal results in equal order.
    """
    chosen = tuple(rules)
    view = View(case, StrictRegister(case.register), evidence)
    first = [_run(rule, view) for rule in chosen if not rule.after]
    seen = tuple(finding for run in first for finding in run.findings)
    second = [_run(rule, replace(view, earlier=seen)) for rule in chosen if rule.after]
    ran = sorted([*first, *second], key=lambda run: run.result.rule_id)
    findings = sorted((finding for run in ran for finding in run.findings), key=_order)
    lines = {rule.rule_id for rule in chosen if not rule.is_counted}
    return Audit(
        case,
        chosen,
        tuple(run.result for run in ran),
        tuple(finding for finding in findings if finding.rule_id not in lines),
        tuple(finding for finding in findings if finding.rule_id in lines),
        {key: judged for run in ran for key, judged in run.outcomes.items()},
    )


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return finding.severity.rank, finding.rule_id, finding.record_id, finding.finding_id


def _run(rule: Rule, view: View) -> _Run:
    try:
        records: Sequence[Record] = (
            view.register.every_record() if rule.each is Record else view.register.all(rule.each)
        )
    except NotAssessable as absent:
        # Nobody knows how many rows the sheet would have, so none is counted; the reason stands alone.
        return _Run(RuleResult(rule.rule_id, reasons={absent.reason: 0}))
    verdicts = [_judge(rule, record, view) for record in records]
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    result = RuleResult(
        rule.rule_id,
        passed=outcomes[Outcome.PASSED],
        failed=outcomes[Outcome.FAILED],
        not_applicable=outcomes[Outcome.NOT_APPLICABLE],
        not_assessable=outcomes[Outcome.NOT_ASSESSABLE],
        reasons=dict(sorted(Counter(v.reason for v in verdicts if v.outcome is Outcome.NOT_ASSESSABLE).items())),
        bases=dict(sorted(Counter(v.basis.value for v in verdicts if v.outcome is Outcome.PASSED).items())),
    )
    return _Run(result, tuple(_findings(rule, verdicts, result, view)), _by_record(rule, verdicts))


def _by_record(rule: Rule, verdicts: Iterable[_Verdict]) -> Outcomes:
    """One outcome for each record; the least favourable where rows share an id."""
    outcomes: dict[tuple[str, str, str], Judged] = {}
    for verdict in verdicts:
        key = (rule.rule_id, verdict.record.about.name, verdict.record.identity)
        known = outcomes.get(key)
        if known is None or _LEAST_FAVOURABLE.index(verdict.outcome) < _LEAST_FAVOURABLE.index(known.outcome):
            outcomes[key] = Judged(verdict.outcome, verdict.reason)
    return outcomes


_LEAST_FAVOURABLE = (Outcome.FAILED, Outcome.NOT_ASSESSABLE, Outcome.NOT_APPLICABLE, Outcome.PASSED)


def _judge(rule: Rule, record: Record, view: View) -> _Verdict:
    notes: list[Noted] = []
    unknown: NotAssessable | None = None
    try:
        # A row the rule is not about is not applicable even where nobody confirmed which laws apply.
        if not every(rule.applies, lambda row, seen: is_governed(rule, row, seen))(record, view):
            return _Verdict(Outcome.NOT_APPLICABLE, record)
        notes.extend(rule.notes(record, view))
        _require_attested(rule, notes, view)
    except NotAssessable as open_question:
        unknown = open_question
    if notes:
        return _Verdict(Outcome.FAILED, record, tuple(notes), unknown.reason if unknown else "")
    if unknown:
        return _Verdict(Outcome.NOT_ASSESSABLE, record, reason=unknown.reason)
    return _Verdict(Outcome.PASSED, record, basis=_basis(rule, record, view))


def _require_attested(rule: Rule, notes: Sequence[Noted], view: View) -> None:
    """A pass that rests on rows being absent is one only where somebody states that the sheet is complete."""
    missing = [kind.about.name for kind in rule.needs_attestation if not view.attested(kind)]
    if missing and not notes:
        raise NotAssessable(f"completeness of {', '.join(missing)} not attested")


def _basis(rule: Rule, record: Record, view: View) -> Basis:
    if rule.basis is not Basis.STATED or "evidence_ids" not in record.columns:
        return rule.basis
    cited = view.case.register.follow(EvidenceRow, listed(record, "evidence_ids"))
    if any(view.evidence.is_hash_checked(row) for row in cited):
        return Basis.EVIDENCE_HASHED
    return Basis.EVIDENCE_CITED if cited else Basis.STATED


def _findings(rule: Rule, verdicts: Sequence[_Verdict], result: RuleResult, view: View) -> Iterator[Finding]:
    found: dict[str, Finding] = {}
    population = Population(result.examined - result.not_applicable, result.failed)
    for verdict in verdicts:
        for note in verdict.notes:
            finding = _finding(rule, note, note.record or verdict.record, population, view)
            known = found.get(finding.finding_id)
            places = dict.fromkeys((*known.places, *finding.places)) if known else finding.places
            found[finding.finding_id] = replace(known or finding, places=tuple(places))
    yield from found.values()


def _finding(rule: Rule, note: Noted, record: Record | None, population: Population, view: View) -> Finding:
    if record is None:
        raise ValueError(f"{rule.rule_id} noted something about no record")
    entity = entity_of(record, view.case.register)
    sheet = record.about.name
    subject = _subject(record)
    columns = tuple(column for column in columns_read(rule.rule_id, sheet) if column in record.columns)
    read = tuple(record.raw_of(column) for column in columns)
    places = dict.fromkeys([record.place_of(note.column), *(other.place_of(column) for other, column in note.also)])
    return Finding(
        finding_id=finding_id(
            rule.rule_id, entity.identity if entity else "", sheet, record.identity, note.column, note.value
        ),
        condition=condition_of((note.message, note.value, *read)),
        rule_id=rule.rule_id,
        title=rule.title,
        severity=view.settings.severities.get(rule.rule_id) or note.severity or rule.severity,
        force=rule.force,
        citations=rule.cites,
        sheet=sheet,
        record_id=record.identity,
        field=note.column,
        subject=subject,
        places=tuple(places),
        message=f"{subject} {note.message}",
        remedy=rule.fix,
        population=population,
        quote=note.quote,
        source=rule.source,
        confidence=note.confidence,
        owner=owner_of(record, view.case.register),
        rests_on=tuple(sorted({column for column in (*columns, note.column) if not record.is_blank(column)})),
        first_seen=view.period.name,
    )


def _subject(record: Record) -> str:
    for column in ("name", "legal_name", "title", "recipient_name"):
        if column in record.columns and (name := readable(record, column)):
            return f"{record.identity} “{name}”"
    return record.identity
