"""Which findings are open, who answers for them, and whether what was promised is overdue."""

from datetime import date

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.findings import Finding, State
from auditlib.scope import readable
from auditlib.sheets.actions import Action
from auditlib.tables import Entry
from auditlib.wording import day_in_words

FORMULA = "Open = new + persisting + reopened + not retested. Accepted and overdue are parts of open."


def open_findings(audit: Audit) -> tuple[Finding, ...]:
    """What was found now and what was found before and not tested since, worst first."""
    every = (*audit.findings, *(one for one in audit.past if one.state is State.NOT_RETESTED))
    return tuple(sorted(every, key=lambda one: (one.severity.rank, one.rule_id, one.record_id, one.finding_id)))


def overdue_findings(audit: Audit) -> tuple[Finding, ...]:
    """The open findings whose action was due and is not closed."""
    answered = ((one, audit.responses.get(one.finding_id)) for one in open_findings(audit))
    return tuple(one for one, action in answered if action and is_overdue(action, audit.case))


def is_closed(action: Action, case: Case) -> bool:
    """Whether an action was closed by the last day on which records about the period may be dated."""
    closed_on = readable(action, "closed_on")
    return closed_on <= case.recorded_until if isinstance(closed_on, date) else readable(action, "status") == "closed"


def is_overdue(action: Action, case: Case) -> bool:
    """Whether an action was due before the day of the report and is not closed."""
    due_on = readable(action, "due_on")
    return isinstance(due_on, date) and due_on < case.as_of and not is_closed(action, case)


def progress(action: Action | None, case: Case, *, is_found: bool = False) -> Entry:
    """How far an action is: overdue, closed, or still to come; nothing where management has not answered.

    `is_found` says that it is about a finding that is open, which a closed action has to explain.
    """
    if action is None:
        return Entry(None, absent="no response yet")
    closed_on, due_on = readable(action, "closed_on"), readable(action, "due_on")
    if is_closed(action, case):
        day = f"on {day_in_words(closed_on)}" if isinstance(closed_on, date) else "on no day stated"
        return Entry(f"closed {day}; the finding is still open", mark="failed") if is_found else Entry(f"closed {day}")
    if not isinstance(due_on, date):
        return Entry(
            "open; its due date cannot be read" if action.is_unreadable("due_on") else "open, without a due date"
        )
    if is_overdue(action, case):
        return Entry(f"overdue since {day_in_words(due_on)}", mark="failed")
    return Entry("open, not due yet")


def answerable(finding: Finding, audit: Audit) -> str:
    """The role that answers for a finding: by its action, else by the register, else by the settings; or blank."""
    action = audit.responses.get(finding.finding_id)
    by_action = str(readable(action, "owner") or "") if action else ""
    return by_action or finding.owner or audit.case.settings.owners.get(finding.sheet, "")


def due(finding: Finding, audit: Audit) -> Entry:
    """By when the action against a finding is due."""
    action = audit.responses.get(finding.finding_id)
    due_on = readable(action, "due_on") if action else None
    if not isinstance(due_on, date):
        return Entry(None, absent="no due date" if action else "no response yet")
    mark = "failed" if action and is_overdue(action, audit.case) else ""
    return Entry(f"{day_in_words(due_on)}{', overdue' if mark else ''}", mark=mark)
