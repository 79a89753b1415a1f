"""GOV: what became of findings: actions closed with proof and in time, exceptions that still hold, what comes back."""

from collections.abc import Iterator, Mapping

from auditlib.errors import NotAssessable
from auditlib.findings import Finding, Force, Severity
from auditlib.rulebook.catalogue import catalogue
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.keeping import last_day_judged
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.actions import Action
from auditlib.sheets.exceptions import AcceptedException
from auditlib.wording import day_in_words

_IMPORTANT = frozenset((Severity.CRITICAL, Severity.HIGH))


def answers_an_important_finding(action: Record, view: View) -> bool:
    """Whether an action is about a critical or high finding, of this run or, by its rule, of an earlier one."""
    finding_id, rule_id = action.value_of("finding_id"), action.value_of("rule_id")
    of_this_run = view.once(_severity_of_findings).get(finding_id or "")
    if of_this_run is not None:
        return of_this_run in _IMPORTANT
    # The id of a finding is that of its rule, a hyphen and a hash.
    about = finding_id.rpartition("-")[0] if finding_id else rule_id
    return about is not None and _severity_of_rule(about, action, view) in _IMPORTANT


def _severity_of_findings(view: View) -> Mapping[str, Severity]:
    before = view.case.previous.open_findings if view.case.previous else ()
    return {finding.finding_id: finding.severity for finding in (*before, *view.earlier)}


def _severity_of_rule(rule_id: str, action: Record, view: View) -> Severity:
    set_here = view.settings.severities.get(rule_id)
    if set_here is not None:
        return set_here
    row = catalogue().get(rule_id)
    if row is None:
        raise NotAssessable(f"no rule {rule_id} is known", action.place_of("finding_id"))
    return Severity(row.severity)


@rule(
    "GOV-03",
    "Important findings are closed only with proof",
    severity=Severity.HIGH,
    force=Force.PRACTICE,
    cites=("GDPR 24(1)",),
    each=Action,
    applies=every(one_of("status", "closed"), answers_an_important_finding),
    regimes=EVERY_REGIME,
    after=True,
)
def closed_without_proof(action: Action, _view: View) -> Iterator[Noted]:
    """That something was mended is shown by proof and by a second test, not by the word “closed”.

    Fix: enter the proof of the fix and the result of the test, or open the action again.
    """
    yield from all_parts(_not_proven(action), _not_tested(action))


def _not_proven(action: Action) -> Iterator[Noted]:
    if action.is_blank("closing_evidence_ref"):
        yield Noted("closing_evidence_ref", "is closed and refers to no proof of the fix")


def _not_tested(action: Action) -> Iterator[Noted]:
    if action.retest_outcome == "failed":
        yield Noted("retest_outcome", "is closed although the test of the fix failed")
    elif action.retest_outcome != "passed":
        yield Noted("retest_outcome", "is closed and states no test of the fix")


@rule(
    "GOV-04",
    "No action is overdue",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 24(1)",),
    each=Action,
    applies=one_of("status", "open", "in_progress"),
    regimes=EVERY_REGIME,
)
def action_overdue(action: Action, view: View) -> Iterator[Noted]:
    """The organisation itself set the day of this action.

    Fix: do what was decided and close the action, or decide on another day and say why.
    """
    due_on = known(action, "due_on")
    if due_on < last_day_judged(view) and action.closed_on is None:
        yield Noted("due_on", f"was due on {day_in_words(due_on)} and is still open", also=((action, "status"),))


def was_found(record: Record, view: View) -> bool:
    """Whether the first round of this run found something about the record."""
    return (record.about.name, record.identity) in view.once(_findings_by_record)


def _findings_by_record(view: View) -> Mapping[tuple[str, str], list[Finding]]:
    by_record: dict[tuple[str, str], list[Finding]] = {}
    for finding in view.earlier:
        by_record.setdefault((finding.sheet, finding.record_id), []).append(finding)
    return by_record


def _found_before(view: View) -> frozenset[tuple[str, str, str]]:
    return frozenset((one.rule_id, one.sheet, one.record_id) for one in view.prior.findings)


@rule(
    "GOV-10",
    "No finding comes back from the prior period",
    severity=Severity.INFO,
    force=Force.PRACTICE,
    cites=("Follow-up of prior findings",),
    each=Record,
    applies=was_found,
    regimes=EVERY_REGIME,
    after=True,
    is_counted=False,
)
def finding_came_back(record: Record, view: View) -> Iterator[Noted]:
    """A finding that comes back shows that its cause is still there.

    Fix: find the cause, and enter an action against it.
    """
    before = view.once(_found_before)
    for finding in view.once(_findings_by_record)[record.about.name, record.identity]:
        if (finding.rule_id, finding.sheet, finding.record_id) in before:
            # As the rule says, one step up where what came back weighs much.
            severity = Severity.LOW if finding.severity in _IMPORTANT else None
            text = f"had a finding of {finding.rule_id} in {view.prior.period.name} already"
            yield Noted(finding.field, text, value=finding.rule_id, severity=severity)


@rule(
    "GOV-12",
    "Every accepted exception is approved and still valid",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(2)",),
    each=AcceptedException,
    regimes=EVERY_REGIME,
)
def exception_not_valid(exception: AcceptedException, view: View) -> Iterator[Noted]:
    """Somebody answers for an accepted risk, and only for a time that ends.

    Fix: decide again: mend the finding, or have the exception approved anew, with a last day that is still to come.
    """
    yield from all_parts(_not_approved(exception), _run_out(exception, view))


def _not_approved(exception: AcceptedException) -> Iterator[Noted]:
    if exception.is_blank("approved_by"):
        yield Noted("approved_by", "states nobody who accepts the risk")


def _run_out(exception: AcceptedException, view: View) -> Iterator[Noted]:
    expires_on = exception.expires_on
    if expires_on is None:
        yield Noted("expires_on", "states no last day")
    elif expires_on < view.as_of:
        yield Noted("expires_on", f"ran out on {day_in_words(expires_on)}")
