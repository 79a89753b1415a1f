"""Which findings management has answered, and which answers belong to rows that have a new id."""

from collections.abc import Iterable, Mapping

from auditlib.audit import Audit
from auditlib.findings import Finding, State
from auditlib.prior.standing import ChangeKind, Offer, RowChange
from auditlib.register.register import Register
from auditlib.scope import readable
from auditlib.sheets.actions import Action

# One of these is filled in once management has answered; the rest of the row may be prepared for it.
_ANSWER = ("response", "response_text", "description")


def responses_to(findings: Iterable[Finding], register: Register) -> Mapping[str, Action]:
    """The response to each finding by its id; of several rows about one finding, the one with the last id.

    A finding that came back needs a new answer: an action that was closed dealt with it the time before.
    """
    found = {one.finding_id: one for one in findings}
    answered = (row for row in register.all(Action) if any(row.has_cell(column) for column in _ANSWER))
    by_id = sorted(answered, key=lambda row: (row.identity, row.line))
    responses = ((str(readable(row, "finding_id") or ""), row) for row in by_id)
    return {one: row for one, row in responses if one and not is_of_an_earlier_time(row, found.get(one))}


def is_of_an_earlier_time(action: Action, finding: Finding | None) -> bool:
    """Whether an action was closed that is about a finding which came back."""
    came_back = finding is not None and finding.state is State.REOPENED
    return came_back and readable(action, "status") == "closed"


def offers_for(audit: Audit, changes: Iterable[RowChange], responses: Mapping[str, Action]) -> tuple[Offer, ...]:
    """Responses to findings of rows that have a new id, each with the finding of the new row it could move to."""
    new_ids = {(one.sheet, one.earlier_id): one.record_id for one in changes if one.kind is ChangeKind.RENUMBERED}
    answered = (one for one in audit.past if one.finding_id in responses and (one.sheet, one.record_id) in new_ids)
    pairs = ((one, _counterpart(one, new_ids[one.sheet, one.record_id], audit.findings)) for one in answered)
    return tuple(
        Offer(responses[before.finding_id], before.finding_id, now.finding_id)
        for before, now in pairs
        if now and now.finding_id not in responses
    )


def _counterpart(before: Finding, new_id: str, findings: Iterable[Finding]) -> Finding | None:
    """The finding of the renumbered row that is about the same column, by the same facts where there are several."""
    place = (before.rule_id, before.sheet, new_id, before.field)
    alike = [one for one in findings if (one.rule_id, one.sheet, one.record_id, one.field) == place]
    if len(alike) > 1:
        alike = [one for one in alike if one.condition == before.condition]
    return alike[0] if len(alike) == 1 else None
