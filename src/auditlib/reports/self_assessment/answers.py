"""What management answered: the action against each open finding, other actions, and answers offered for moving."""

from collections import Counter

from auditlib.audit import Audit
from auditlib.findings import Finding
from auditlib.history.responding import is_of_an_earlier_time
from auditlib.reference.vocabularies import vocabulary
from auditlib.reports.entries import sources, stated
from auditlib.reports.self_assessment.standing import (
    answerable,
    is_overdue,
    open_findings,
    overdue_findings,
    progress,
)
from auditlib.scope import readable
from auditlib.sheets.actions import Action
from auditlib.tables import Entry, Field, Row, Table, Value, plain_table

_NO_ANSWER = "no response yet"


def responses(audit: Audit) -> Table:
    """How many open findings management agreed to, disputed, or has not answered; and how many are overdue."""
    found = open_findings(audit)
    answered = [audit.responses.get(one.finding_id) for one in found]
    given = Counter(str(readable(action, "response") or "") for action in answered if action)
    rows: list[tuple[Value, ...]] = [
        (term.label, given[value]) for value, term in vocabulary("management_response").items()
    ]
    rows += [("Answered, but neither of these", given[""])] if given[""] else []
    rows += [("No response yet", answered.count(None)), ("Open findings", len(found))]
    late = sum(is_overdue(action, audit.case) for action in audit.case.register.all(Action))
    note = (
        f"The last line is the sum. Overdue: {len(overdue_findings(audit))} of them, and "
        f"{late} of {len(audit.case.register.all(Action))} actions in all; an action is overdue when its day was "
        "before the date of the report and it is not closed."
    )
    return plain_table("Responses", "What management answered", ("Response", "Findings"), rows, note=note)


def action_plan(audit: Audit) -> Table:
    """Each open finding with what management answered, who does what by when, and how far it is."""
    found = sorted(open_findings(audit), key=lambda one: one.finding_id not in audit.responses)
    rows = tuple(Row(one.finding_id, _plan(one, audit)) for one in found)
    fields = (
        Field("Finding", width=20),
        Field("What the register shows", width=50),
        Field("Response", width=16),
        Field("What will be done", width=44),
        Field("Owner", width=20),
        Field("Due", width=16),
        Field("Progress", width=24),
    )
    title = "Action plan: every open finding, answered ones first"
    return Table("Action plan", title, fields, rows, empty="No finding is open.")


def _plan(one: Finding, audit: Audit) -> tuple[Entry, ...]:
    action = audit.responses.get(one.finding_id)
    owner = answerable(one, audit)
    head = (Entry(one.finding_id, mark=one.severity.value), Entry(one.message))
    if action is None:
        suggested = f"nobody yet; suggested: {owner}" if owner else "nobody yet"
        blank = Entry(None, absent="")
        return *head, Entry(None, absent=_NO_ANSWER), blank, Entry(None, absent=suggested), blank, blank
    own_words = "\n".join(filter(None, (action.raw_of("response_text"), action.raw_of("description"))))
    return (
        *head,
        stated(action, "response", absent="answered in words"),
        Entry(own_words or None, sources(action, "response_text", "description")),
        stated(action, "owner", absent=f"not stated; suggested: {owner}" if owner else "not stated"),
        stated(action, "due_on", absent="no due date"),
        progress(action, audit.case, is_found=True),
    )


def other_actions(audit: Audit) -> Table:
    """Actions that answer no open finding: of findings resolved since, or come back since, and of its own accord."""
    still_open = {one.finding_id: one for one in open_findings(audit)}
    every = ((row, still_open.get(str(readable(row, "finding_id") or ""))) for row in audit.case.register.all(Action))
    others = [(row, one) for row, one in every if one is None or is_of_an_earlier_time(row, one)]
    rows = tuple(Row(action.identity, _other(action, one, audit)) for action, one in others)
    fields = (
        Field("Action", width=12),
        Field("About", width=34),
        Field("What", width=50),
        Field("Owner", width=20),
        Field("Due", width=14),
        Field("Progress", width=24),
        Field("Test of the fix", width=14),
    )
    return Table("Other actions", "Actions that answer no open finding", fields, rows, empty="There are none.")


def _other(action: Action, came_back: Finding | None, audit: Audit) -> tuple[Entry, ...]:
    finding_id = str(readable(action, "finding_id") or "")
    past = {one.finding_id: one.reason for one in (*audit.past, *audit.history)}
    what = "found again since it was closed" if came_back else past.get(finding_id, "not among the findings")
    about = f"{finding_id}, {what}" if finding_id else None
    return (
        Entry(action.identity),
        Entry(about, absent="no finding"),
        stated(action, "description"),
        stated(action, "owner"),
        stated(action, "due_on", absent="no due date"),
        progress(action, audit.case),
        stated(action, "retest_outcome", absent="not tested"),
    )


def offers(audit: Audit) -> Table:
    """Answers to findings of rows that have a new id, which management may move to the finding of the new row."""
    rows = [
        (
            one.response.identity,
            one.from_finding_id,
            one.to_finding_id,
            "move it in the sheet Actions, if it still holds",
        )
        for one in audit.comparison.offers
    ]
    headings = ("Action", "Answers", "Could answer", "What to do")
    empty = "No answered row has a new id."
    return plain_table("Responses to carry over", "Responses offered for carrying over", headings, rows, empty=empty)
