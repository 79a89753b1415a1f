"""New, persisting or reopened; resolved, or not retested and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from auditlib.audit import Audit
from auditlib.findings import Finding, Outcome, PastFinding, State
from auditlib.prior.standing import ChangeKind, RowChange
from auditlib.register.texts import texts_of
from auditlib.sheets import sheets

_NO_EXCEPTION = "examined again; no exception noted"
_INSTEAD = {Outcome.FAILED: "notes another exception about", Outcome.NOT_APPLICABLE: "no longer applies to"}


@dataclass(frozen=True, slots=True)
class _Now:
    """An audit as an earlier finding meets it: the rules that ran, the cells they noted, rows under new ids."""

    audit: Audit
    ran: frozenset[str]
    noted: frozenset[tuple[str, str, str, str]]
    new_ids: Mapping[tuple[str, str], str]


def with_states(audit: Audit, changes: Iterable[RowChange]) -> Audit:
    """The audit with the state of each finding, and of each earlier one; without a previous pack, all are new."""
    previous = audit.case.previous
    if previous is None:
        return audit
    before = {one.finding_id: one for one in (*previous.closed_findings, *previous.open_findings)}
    findings = tuple(_continued(finding, before.get(finding.finding_id)) for finding in audit.findings)
    found = {finding.finding_id for finding in findings}
    now = _Now(
        audit,
        frozenset(rule.rule_id for rule in audit.rules),
        frozenset(_cell(finding) for finding in findings),
        {(one.sheet, one.earlier_id): one.record_id for one in changes if one.kind is ChangeKind.RENUMBERED},
    )
    past = (_past(one, now) for one in previous.open_findings if one.finding_id not in found)
    history = (one for one in previous.closed_findings if one.finding_id not in found)
    return replace(audit, findings=findings, past=_ordered(past), history=_ordered(history))


def _continued(finding: Finding, before: Finding | None) -> Finding:
    """The finding with what is remembered of it."""
    if before is None:
        return finding
    is_closed = isinstance(before, PastFinding) and before.state is State.RESOLVED
    return replace(
        finding,
        state=State.REOPENED if is_closed else State.PERSISTING,
        facts_changed=finding.condition != before.condition,
        first_seen=before.first_seen,
        resolved_in=before.closed_in if isinstance(before, PastFinding) and is_closed else before.resolved_in,
        acceptances=before.acceptances,
    )


def _past(before: Finding, now: _Now) -> PastFinding:
    out_of_sight = _out_of_sight(before, now)
    state, reason = (State.NOT_RETESTED, out_of_sight) if out_of_sight else _judged(before, now)
    remembered = {field.name: getattr(before, field.name) for field in fields(Finding)}
    closed_in = now.audit.case.period.name if state is State.RESOLVED else ""
    standing = {
        "state": state,
        "facts_changed": False,
        "accepted_until": None,
        "reason": reason,
        "closed_in": closed_in,
    }
    return PastFinding(**{**remembered, **standing})


def _out_of_sight(before: Finding, now: _Now) -> str:
    """Why nobody could look at what an earlier finding was about; blank where the rule could."""
    register = now.audit.case.register
    if before.rule_id not in now.ran:
        return f"rule {before.rule_id} did not run"
    if before.sheet not in register.supplied:
        return f"sheet {before.sheet} not supplied"
    kind = sheets()[before.sheet]
    row = register.get(kind, before.record_id)
    if row is None:
        new_id = now.new_ids.get((before.sheet, before.record_id))
        gone = f"{before.record_id} is in no row of the sheet {before.sheet} any more"
        return f"{gone}; a row with the same content is now {new_id}" if new_id else gone
    rows = register.sharing_id(row)
    read = (kind.columns[column] for column in before.rests_on if column in kind.columns)
    emptied = [f"“{column.phrase}”" for column in read if not all(row.has_cell(column.name) for row in rows)]
    return f"emptied since: {', '.join(emptied)}" if emptied else ""


def _judged(before: Finding, now: _Now) -> tuple[State, str]:
    """What the outcome of the rule for the record makes of an earlier finding."""
    judged = now.audit.outcomes.get((before.rule_id, before.sheet, before.record_id))
    if judged is None:
        return _judged_elsewhere(before, now.audit)
    if judged.outcome is Outcome.PASSED:
        return State.RESOLVED, _NO_EXCEPTION
    if judged.reason:
        return State.NOT_RETESTED, f"not assessable: {judged.reason}"
    what = f"rule {before.rule_id} {_INSTEAD[judged.outcome]} {before.record_id}"
    if _is_corrected(before, now.audit):
        return State.RESOLVED, f"the cell at fault was changed, and {what}"
    if _cell(before) in now.noted:
        return State.RESOLVED, f"examined again; {what} in the same cell, and not this one"
    return State.NOT_RETESTED, what


def _cell(finding: Finding) -> tuple[str, str, str, str]:
    """The cell at fault, under the rule that says so; a rule that notes one value in it has looked at the others."""
    return finding.rule_id, finding.sheet, finding.record_id, finding.field


def _is_corrected(before: Finding, audit: Audit) -> bool:
    """Whether the cell at fault says something else now than it did when the period before closed."""
    previous, register = audit.case.previous, audit.case.register
    earlier = previous.rows.get(before.sheet, {}).get(before.record_id) if previous else None
    row = register.get(sheets()[before.sheet], before.record_id)
    if earlier is None or row is None or row.is_unreadable(before.field):
        return False
    return texts_of(row).get(before.field, "") not in {"", earlier.get(before.field, "")}


def _judged_elsewhere(before: Finding, audit: Audit) -> tuple[State, str]:
    """The same for a finding in a row other than those the rule examines: each of those has to have its answer."""
    result = next(result for result in audit.results if result.rule_id == before.rule_id)
    if result.not_assessable:
        return State.NOT_RETESTED, f"not assessable: {next(iter(result.reasons))}"
    if not result.passed:
        return State.NOT_RETESTED, f"rule {before.rule_id} examined no row that would tell"
    return State.RESOLVED, _NO_EXCEPTION


def _ordered(past: Iterable[PastFinding]) -> tuple[PastFinding, ...]:
    return tuple(sorted(past, key=lambda one: (one.severity.rank, one.rule_id, one.record_id, one.finding_id)))
