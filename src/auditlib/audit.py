"""Runs rules over a case: one outcome for each record of each rule, and the findings."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.findings import (
    Finding,
    Outcome,
    PastFinding,
    Population,
    RuleResult,
    condition_of,
    finding_id,
)
from auditlib.prior.standing import Accepted, Comparison, Lapsed
from auditlib.rulebook.catalogue import catalogue, columns_read
from auditlib.rulebook.judging import Verdict, judge, least_favourable, population
from auditlib.rulebook.recording import Readings, recording_case
from auditlib.rulebook.rule import Noted, Rule
from auditlib.rulebook.view import StrictRegister, View
from auditlib.schema.record import Record
from auditlib.scope import entity_of, owner_of
from auditlib.sheets.actions import Action


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

    @property
    def first_round(self) -> tuple[Finding, ...]:
        """What the rules found that the second round, of the rules about other results, has seen."""
        second = {rule.rule_id for rule in self.rules if rule.after}
        return tuple(one for one in (*self.findings, *self.readiness) if one.rule_id not in second)


@dataclass(frozen=True, slots=True)
class _Run:
    result: RuleResult
    findings: tuple[Finding, ...] = ()
    outcomes: Outcomes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Behind:
    """What is behind the findings of a rule: what it saw, and which columns of a record it may have read."""

    rule: Rule
    view: View
    columns_of: Callable[[Record], tuple[str, ...]]


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
    seen_by, readings = _watched(rule, view)
    try:
        verdicts = [judge(rule, record, seen_by) for record in population(rule, seen_by)]
    except NotAssessable as absent:
        # Nobody knows how many rows the sheet would have, so none is counted; the reason stands alone.
        return _Run(RuleResult(rule.rule_id, reasons={absent.reason: 0}))
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
    behind = _Behind(rule, view, _columns_behind(rule, readings))
    return _Run(result, tuple(_findings(behind, verdicts, result)), _by_record(rule, verdicts))


def _watched(rule: Rule, view: View) -> tuple[View, Readings | None]:
    """What a rule sees; of one whose columns the catalogue does not state, it is written down what it reads."""
    if rule.rule_id in catalogue():
        return view, None
    case, readings = recording_case(view.case)
    return View(case, StrictRegister(case.register), view.evidence, view.earlier), readings


def _columns_behind(rule: Rule, readings: Readings | None) -> Callable[[Record], tuple[str, ...]]:
    if readings is None:
        return lambda record: columns_read(rule.rule_id, record.about.name)
    read = readings.by_record()
    return lambda record: read.get((record.about.name, record.identity), ())


def _by_record(rule: Rule, verdicts: Iterable[Verdict]) -> Outcomes:
    """One outcome for each record; the least favourable where rows share an id."""
    by_record: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in verdicts:
        key = (rule.rule_id, verdict.record.about.name, verdict.record.identity)
        by_record.setdefault(key, []).append(verdict)
    counting = ((key, least_favourable(alike)) for key, alike in by_record.items())
    return {key: Judged(verdict.outcome, verdict.reason) for key, verdict in counting}


def _findings(behind: _Behind, verdicts: Iterable[Verdict], result: RuleResult) -> Iterator[Finding]:
    """The findings of a rule; rows that share an id are one, with the places of all of them.

    Raises:
        ValueError: the rule says two things of one row under one id, so that the second would be lost.
    """
    found: dict[str, Finding] = {}
    said: dict[tuple[str, Record], str] = {}
    of = Population(result.examined - result.not_applicable, result.failed)
    for verdict in verdicts:
        for note in verdict.notes:
            row = note.record or verdict.record
            finding = _finding(behind, note, row, of)
            if said.setdefault((finding.finding_id, row), note.message) != note.message:
                raise ValueError(f"{finding.rule_id} notes two facts of {row.identity} by one column and value")
            known = found.get(finding.finding_id)
            places = dict.fromkeys((*known.places, *finding.places)) if known else finding.places
            found[finding.finding_id] = replace(known or finding, places=tuple(places))
    yield from found.values()


def _finding(behind: _Behind, note: Noted, record: Record, of: Population) -> Finding:
    rule, view = behind.rule, behind.view
    entity = entity_of(record, view.case.register)
    sheet = record.about.name
    subject = _subject(record)
    columns = tuple(column for column in behind.columns_of(record) if column in record.columns)
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
        force=note.force or rule.force,
        citations=rule.cites,
        sheet=sheet,
        record_id=record.identity,
        field=note.column,
        subject=subject,
        places=tuple(places),
        message=f"{subject} {note.message}",
        remedy=rule.fix,
        population=of,
        quote=note.quote,
        source=rule.source,
        confidence=note.confidence,
        owner=owner_of(record, view.case.register),
        rests_on=tuple(sorted({column for column in (*columns, note.column) if record.has_cell(column)})),
        first_seen=view.period.name,
    )


def _subject(record: Record) -> str:
    name = next(record.names(), "")
    return f"{record.identity} “{name}”" if name else record.identity
