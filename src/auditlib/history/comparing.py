"""Sets an audit beside the previous pack, the exceptions and the responses of its own inputs."""

from dataclasses import replace

from auditlib.audit import Audit
from auditlib.history.accepting import with_acceptances
from auditlib.history.changes import changes_since, sheets_not_compared
from auditlib.history.responding import offers_for, responses_to
from auditlib.history.states import with_states
from auditlib.prior.standing import Comparison
from auditlib.register.texts import rows_in_text

# The state of a finding says what this rule says; a line of its own would say it twice.
_SAID_BY_STATE = "GOV-10"


def compared(audit: Audit) -> Audit:
    """The audit with the state of each finding, earlier findings not made again, acceptances and responses.

    Without a previous pack every finding is new, and nothing is resolved.
    """
    comparison = _comparison(audit)
    standing = with_acceptances(with_states(audit, comparison.changes))
    responses = responses_to(standing.findings, audit.case.register)
    return replace(
        standing,
        readiness=tuple(line for line in audit.readiness if line.rule_id != _SAID_BY_STATE),
        comparison=replace(comparison, offers=offers_for(standing, comparison.changes, responses)),
        responses=responses,
    )


def _comparison(audit: Audit) -> Comparison:
    previous = audit.case.previous
    if previous is None:
        return Comparison()
    rows = rows_in_text(audit.case.register)
    return Comparison(previous, changes_since(previous.rows, rows), sheets_not_compared(previous.rows, rows))
