"""What the rules found, what they could not say, and what became of every record they looked at."""

from collections import Counter
from collections.abc import Mapping

from auditlib.audit import Audit
from auditlib.explanation import TOPICS
from auditlib.findings import Finding, RuleResult, Severity
from auditlib.places import Place
from auditlib.reference.vocabularies import label_of
from auditlib.reports.entries import source
from auditlib.reports.page import Report
from auditlib.tables import Entry, Field, Row, Source, Table, Value, plain_table

REPORT = Report(notebook="70_self_assessment", title="Self-assessment", law="the rules stated in each finding")
FIRST = 5


def by_severity(audit: Audit) -> Table:
    """How many findings there are of each severity, and by how many rules."""
    rows = []
    for severity in Severity:
        found = [finding for finding in audit.findings if finding.severity is severity]
        rules = len({finding.rule_id for finding in found})
        rows.append(Row(severity.value, (_severity(severity), Entry(len(found)), Entry(rules))))
    fields = (Field("Severity", width=16), Field("Open", width=10), Field("Rules", width=10))
    examined = sum(1 for result in audit.results if result.has_answer)
    title = f"Open findings, by {examined} rules with an answer"
    return Table("By severity", title, fields, tuple(rows), has_places=False)


def unanswered(audit: Audit) -> Table:
    """Why rules gave no answer, with the rules and the number of records each reason concerns."""
    reasons: dict[str, list[RuleResult]] = {}
    for result in audit.results:
        for reason in result.reasons:
            reasons.setdefault(reason, []).append(result)
    rows = [
        (len(results), sum(result.reasons[reason] for result in results), reason, _ids(results))
        for reason, results in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return plain_table(
        "Not assessable",
        "What the rules could not say",
        ("Rules", "Records", "Reason", "Which rules"),
        rows,
        note="A rule without an answer is no rule without a finding. Where a sheet is absent, nobody counts its rows."
        if rows
        else "",
        empty="Every rule had an answer for every record.",
    )


def findings(audit: Audit, most: int | None = None) -> Table:
    """The findings, worst first: what the register shows, where, on which authority, what to do."""
    cells = _cells(audit)
    rows = tuple(
        Row(
            finding.finding_id,
            (
                Entry(finding.finding_id),
                _severity(finding.severity),
                Entry(finding.message, _sources(finding, cells)),
                Entry(_authority(finding)),
                Entry(finding.remedy),
                Entry(finding.owner or None, absent="unassigned"),
            ),
        )
        for finding in audit.findings[:most]
    )
    fields = (
        Field("Finding", width=20),
        Field("Severity", width=12),
        Field("What the register shows", width=60),
        Field("Authority", width=34),
        Field("To fix", width=44),
        Field("Owner", width=18),
    )
    return Table("Findings", "Findings, worst first", fields, rows, empty="No exception noted by the rules that ran.")


def look_first(audit: Audit) -> Table:
    """The first of the findings, as the first page shows them."""
    cells = _cells(audit)
    rows = tuple(
        Row(
            finding.finding_id,
            (
                Entry(finding.rule_id, mark=finding.severity.value),
                Entry(finding.message, _sources(finding, cells)),
                Entry("; ".join(finding.citations)),
                Entry(finding.owner or None, absent="unassigned"),
            ),
        )
        for finding in audit.findings[:FIRST]
    )
    fields = (Field("Rule"), Field("What the register shows"), Field("Law"), Field("Owner"))
    return Table("Look first", "Highest-severity open findings", fields, rows, empty="No exception noted.")


def readiness(audit: Audit) -> Table:
    """Where the record could not be handed over as it stands; these lines add to no count of findings."""
    cells = _cells(audit)
    rows = tuple(
        Row(
            line.finding_id,
            (Entry(line.rule_id), Entry(line.message, _sources(line, cells)), Entry("; ".join(line.citations))),
        )
        for line in audit.readiness
    )
    fields = (Field("Rule", width=12), Field("What is missing", width=70), Field("Law", width=34))
    title = "Could the record be handed over on request?"
    return Table("Readiness", title, fields, rows, empty="Nothing that the authority would ask for is blank.")


def outcomes(audit: Audit) -> Table:
    """Every rule with its population: what became of each record, and what passes rest on."""
    titles = {rule.rule_id: rule.title for rule in audit.rules}
    rows = [
        (
            result.rule_id,
            titles[result.rule_id],
            result.examined,
            result.passed,
            result.failed,
            result.not_applicable,
            result.not_assessable,
            "; ".join(f"{count} {label_of('pass_basis', basis).lower()}" for basis, count in result.bases.items()),
        )
        for result in audit.results
    ]
    return plain_table(
        "Rules",
        "Every rule and its population",
        ("Rule", "Requires", "Records", "Passed", "Failed", "Not applicable", "Not assessable", "Passes rest on"),
        rows,
        note="“Passed” means no exception noted, on the basis stated. Records is the sum of the four columns after it.",
    )


def by_topic(audit: Audit) -> Table:
    """How many findings of each severity there are in each topic."""
    counts = Counter((finding.rule_id.partition("-")[0], finding.severity) for finding in audit.findings)
    topics = sorted({topic for topic, _ in counts})
    rows: list[tuple[Value, ...]] = [
        (TOPICS.get(topic, topic), *(counts[topic, severity] for severity in Severity)) for topic in topics
    ]
    headings = ("Topic", *(label_of("severity", severity.value) for severity in Severity))
    return plain_table("By topic", "Open findings by topic", headings, rows, empty="No exception noted.")


def _cells(audit: Audit) -> Mapping[Place, Source]:
    """What every cell of the register holds, by its place."""
    register = audit.case.register
    return {
        (behind := source(record, column)).place: behind
        for name in register.supplied
        for record in register.named(name)
        for column in record.columns
    }


def _sources(finding: Finding, cells: Mapping[Place, Source]) -> tuple[Source, ...]:
    return tuple(
        cells.get(place) or Source(finding.sheet, finding.record_id, finding.field, place, "")
        for place in finding.places
    )


def _severity(severity: Severity) -> Entry:
    return Entry(label_of("severity", severity.value), mark=severity.value)


def _authority(finding: Finding) -> tuple[str, ...]:
    texts = [*finding.citations, label_of("force", finding.force.value)]
    if finding.confidence in {"memory", "unverified"}:
        texts.append("legal fact not looked up in its source")
    if finding.source != "auditlib":
        texts.append(finding.source)
    return tuple(texts)


def _ids(results: list[RuleResult]) -> str:
    return ", ".join(result.rule_id for result in results)
