"""Why a rule said what it said about one record, and what would follow if something were otherwise."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from auditlib.audit import Audit, audit_case
from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.explanation import rule_named
from auditlib.findings import Finding, Outcome
from auditlib.reference.adequacy import decisions
from auditlib.rulebook.answering import (
    Clock,
    acknowledgement_clock,
    came_under_the_act,
    confirmation_clock,
    request_clock,
)
from auditlib.rulebook.catalogue import columns_read
from auditlib.rulebook.conditions import known
from auditlib.rulebook.judging import Verdict, judge, least_favourable, population
from auditlib.rulebook.recording import Reading, recording_case
from auditlib.rulebook.rule import UK, Rule
from auditlib.rulebook.view import StrictRegister, View
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.tables import Entry, Field, Row, Source, Table, plain_table


def the_rule(rule_id: str) -> Table:
    """What a rule requires, why, on which authority, and how to fix what it finds."""
    rule = rule_named(rule_id)
    lines = [
        ("Requires", rule.title),
        ("Why", rule.why),
        ("Authority", "; ".join(rule.cites)),
        ("Severity", f"{rule.severity.value}, {rule.force.value}"),
        ("What to do", rule.fix),
    ]
    return plain_table("Rule", f"{rule.rule_id} {rule.title}", ("What", "In words"), lines)


def what_it_read(rule_id: str, identity: str, audit: Audit, evidence: Evidence) -> tuple[Table, Table]:
    """The cells a rule read to judge one record of an audit, and its verdict step by step.

    Raises:
        UsageError: there is no such rule.
        KeyError: the rule neither looks at a record with that id nor notes anything about one.
    """
    rule = rule_named(rule_id)
    case, readings = recording_case(audit.case)
    view = View(case, StrictRegister(case.register), evidence, audit.first_round if rule.after else ())
    looked_at = tuple(_looked_at(rule, view))
    records = [record for record in looked_at if record.identity == identity]
    # A finding may be about another row than the one that was examined.
    records = records or [record for record in looked_at if _notes(identity, judge(rule, record, view))]
    if not records:
        raise KeyError(identity)
    readings.clear()
    verdict = least_favourable([judge(rule, record, view) for record in records])
    return (
        _cells(readings.all(), audit.case),
        plain_table("Verdict", "Verdict step by step", ("Step", "Result"), list(_steps(verdict))),
    )


def _notes(identity: str, verdict: Verdict) -> bool:
    return any(note.record is not None and note.record.identity == identity for note in verdict.notes)


def _looked_at(rule: Rule, view: View) -> Iterable[Record]:
    """The records a rule looks at; of a sheet that was not supplied, none."""
    try:
        return population(rule, view)
    except NotAssessable:
        return ()


def law_behind(rule_id: str, identity: str, case: Case, evidence: Evidence) -> tuple[Table, ...]:
    """The dated law on a record: how a clock counts, or decisions on the country of a transfer whose rule asks."""
    record = case.register.find(identity)
    if isinstance(record, RightsRequest | Complaint):
        return (_counted(record, View(case, StrictRegister(case.register), evidence)),)
    if record is None or not {"regime", "country", "mechanism"} <= record.columns.keys():
        return ()
    if not {"country", "mechanism"} & set(columns_read(rule_id, record.about.name)):
        return ()
    regime, country = readable(record, "regime"), readable(record, "country")
    return (_adequacy(str(regime), str(country)),) if regime and country else ()


def _adequacy(regime: str, country: str) -> Table:
    rows = [
        (
            decision.instrument,
            decision.scope,
            decision.effective_from,
            decision.valid_until or "still",
            decision.confidence,
        )
        for decision in decisions(regime, country)
    ]
    headings = ("Decision", "Scope", "From", "Until", "Confidence")
    return plain_table("Law", f"Adequacy decisions for {country} under {regime}", headings, rows, empty="None.")


def _counted(record: RightsRequest | Complaint, view: View) -> Table:
    """How the clocks of a request or a complaint count, step by step, and how well the law behind them is known."""
    rows = []
    for clock_of in _CLOCKS[type(record).about.name]:
        try:
            clock = clock_of(record, view)
        except NotAssessable as unknown:
            rows.append(("not assessable", str(unknown), ""))
            continue
        if clock is not None:
            what = record.columns[clock.column].header
            rows += [(what, step, clock.last.confidence) for step in clock.last.steps]
    headings = ("What is due", "How its last day is counted", "Confidence")
    return plain_table("Law", f"The clocks of {record.identity}", headings, rows, empty="No clock runs.")


def _acknowledgement(complaint: Complaint, view: View) -> Clock | None:
    """Only the UK's law sets a time for the acknowledgement of a complaint, and only since it is in force."""
    is_due = known(complaint, "regime") == UK and came_under_the_act(complaint, view)
    return acknowledgement_clock(complaint, view) if is_due else None


_CLOCKS: Mapping[str, tuple[Callable[[Any, View], Clock | None], ...]] = {
    RightsRequest.about.name: (confirmation_clock, request_clock),
    Complaint.about.name: (_acknowledgement,),
}


def what_changes(before: Audit, after: Audit) -> Table:
    """The findings gained and lost between two audits."""
    had, has = _by_id(before.findings), _by_id(after.findings)
    rows = [("gained", *_line(has[key])) for key in has if key not in had]
    rows += [("lost", *_line(had[key])) for key in had if key not in has]
    headings = ("Change", "Severity", "Rule", "What the register shows")
    return plain_table("Changes", "Findings gained and lost", headings, rows, empty="No finding is gained or lost.")


def audit_again(before: Audit, case: Case, evidence: Evidence) -> Audit:
    """The same rules over another case."""
    return audit_case(case, before.rules, evidence)


def _steps(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """A verdict in words."""
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        yield "Does the rule apply?", "no: not applicable"
        return
    if verdict.outcome is not Outcome.NOT_ASSESSABLE:
        yield "Does the rule apply?", "yes"
    for note in verdict.notes:
        yield "Finding", f"{(note.record or verdict.record).identity} {note.message}"
    if verdict.outcome is Outcome.PASSED:
        yield "Finding", "no exception noted"
    if verdict.unknown:
        yield "What could not be known", str(verdict.unknown)
    if verdict.outcome is Outcome.NOT_ASSESSABLE:
        yield "Outcome", "not assessable"


def _cells(readings: tuple[Reading, ...], case: Case) -> Table:
    rows = []
    for sheet, identity, column in readings:
        record = next(row for row in case.register.named(sheet) if row.identity == identity)
        behind = Source(sheet, identity, column, record.place_of(column), record.raw_of(column))
        shown = record.shown(column)
        value = "; ".join(str(item) for item in shown) if isinstance(shown, tuple) else shown
        text = value.isoformat() if isinstance(value, date) else value
        rows.append(
            Row(
                f"{identity} {column}",
                (
                    Entry(identity),
                    Entry(record.columns[column].header),
                    Entry(None if text is None else str(text), (behind,), "blank"),
                ),
            )
        )
    fields = (Field("Record"), Field("Column"), Field("Value"))
    return Table("Read", "What the rule read", fields, tuple(rows), empty="Nothing.")


def _by_id(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {finding.finding_id: finding for finding in findings}


def _line(finding: Finding) -> tuple[str, str, str]:
    return finding.severity.value, finding.rule_id, finding.message
