"""Open findings by severity and by topic, and which to look at first."""

from collections.abc import Iterable

from auditlib.audit import Audit
from auditlib.explanation import TOPICS
from auditlib.findings import Finding, Severity, State
from auditlib.reference.vocabularies import label_of
from auditlib.reports.self_assessment.cells import cells_of, severity, to_finding
from auditlib.reports.self_assessment.standing import FORMULA, answerable, due, open_findings, overdue_findings
from auditlib.tables import Entry, Field, Row, Table, Value
from auditlib.wording import day_in_words

FIRST = 5
_STATES = (State.NEW, State.PERSISTING, State.REOPENED, State.NOT_RETESTED)
_COUNTS = ("Open", "New", "Persisting", "Reopened", "Not retested", "Accepted", "Overdue")


def by_severity(audit: Audit) -> Table:
    """How many findings of each severity are open, how they stand against the period before, and the sum."""
    found, overdue = open_findings(audit), set(overdue_findings(audit))
    rows = [
        Row(one.value, (severity(one), *_counts((each for each in found if each.severity is one), overdue)))
        for one in Severity
    ]
    rows.append(Row("all", (Entry("All"), *_counts(found, overdue))))
    examined = sum(1 for result in audit.results if result.has_answer)
    title = f"Open findings, by {examined} of {len(audit.results)} rules with an answer"
    fields = (Field("Severity", width=16), *(Field(heading, width=12) for heading in _COUNTS))
    return Table("By severity", title, fields, tuple(rows), _formula(audit), has_places=False)


def _counts(found: Iterable[Finding], overdue: set[Finding]) -> tuple[Entry, ...]:
    every = tuple(found)
    by_state = [sum(one.state is state for one in every) for state in _STATES]
    accepted = sum(one.accepted_until is not None for one in every)
    return tuple(map(Entry, (len(every), *by_state, accepted, sum(one in overdue for one in every))))


def _formula(audit: Audit) -> str:
    day = day_in_words(audit.case.as_of)
    earlier = "" if audit.case.previous else " First period, nothing to compare: every finding is new."
    return f"{FORMULA} Overdue: its action was due before {day} and is not closed. No score is made of these.{earlier}"


def by_topic(audit: Audit) -> Table:
    """How many open findings of each severity there are in each topic, and how many of its rules had an answer."""
    found = open_findings(audit)
    topics = dict.fromkeys([*TOPICS, *(topic_of(rule.rule_id) for rule in audit.rules)])
    rows = []
    for topic in topics:
        results = [result for result in audit.results if topic_of(result.rule_id) == topic]
        here = [one for one in found if topic_of(one.rule_id) == topic]
        counts = [sum(one.severity is each for one in here) for each in Severity]
        answered = f"{sum(result.has_answer for result in results)} of {len(results)}"
        values: tuple[Value, ...] = (TOPICS.get(topic, topic), *counts, len(here), answered)
        rows.append(Row(topic, tuple(Entry(value) for value in values)))
    headings = ("Topic", *(label_of("severity", one.value) for one in Severity), "All", "Rules with an answer")
    fields = tuple(Field(heading, width=12 if number else 34) for number, heading in enumerate(headings))
    note = "A topic without findings says no more than its rules with an answer do."
    return Table("By topic", "Open findings by topic", fields, tuple(rows), note, has_places=False)


def topic_of(rule_id: str) -> str:
    """The first part of the id of a rule, such as GOV."""
    return rule_id.partition("-")[0]


def look_first(audit: Audit, most: int = FIRST) -> Table:
    """The first of the open findings: worst first, then those not accepted, then those open longest.

    Each leads to its row in the table of findings.
    """
    cells = cells_of(audit)
    found = sorted(open_findings(audit), key=_urgency)
    chosen = found[:most]
    rows = tuple(
        Row(
            finding.finding_id,
            (
                Entry(finding.finding_id, mark=finding.severity.value, leads_to=to_finding(finding)),
                Entry(finding.message, cells.of(finding)),
                Entry(since(finding)),
                Entry(answerable(finding, audit) or None, absent="unassigned"),
                due(finding, audit),
            ),
        )
        for finding in chosen
    )
    names = ("Finding", "What the register shows", "Since", "Owner", "Due")
    fields = tuple(Field(name, width=60 if name.startswith("What") else 20) for name in names)
    title = "Highest-severity open findings"
    shown = f"{len(rows)} of {len(found)} open findings. " if len(found) > len(rows) else ""
    note = f"{shown}Worst first; among equals those not accepted, then those open longest." if rows else ""
    return Table("Look first", title, fields, rows, note, empty="No exception noted by the rules that ran.")


def _urgency(finding: Finding) -> tuple[int, bool, str, str, str, str]:
    is_accepted = finding.accepted_until is not None
    return (
        finding.severity.rank,
        is_accepted,
        finding.first_seen,
        finding.rule_id,
        finding.record_id,
        finding.finding_id,
    )


def since(finding: Finding) -> str:
    """Since when a finding is known, in a word or two."""
    if finding.state is State.NEW:
        return "new"
    if finding.state is State.REOPENED:
        return f"reopened, {finding.first_seen}"
    return f"{finding.first_seen}, not retested" if finding.state is State.NOT_RETESTED else finding.first_seen
