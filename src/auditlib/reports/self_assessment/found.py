"""Every open finding with its cells, authority and remedy; rolled up by rule; and what an authority would ask for."""

import re
from collections.abc import Iterable

from auditlib.audit import Audit
from auditlib.explanation import TOPICS
from auditlib.findings import Finding, State
from auditlib.prior.standing import standing_in_words
from auditlib.reference.legal_dates import FROM_MEMORY, NOT_CHECKED
from auditlib.reference.vocabularies import label_of
from auditlib.reports.self_assessment.cells import FINDINGS, Cells, cells_of, rule_in_words, severity, to_findings
from auditlib.reports.self_assessment.severities import topic_of
from auditlib.reports.self_assessment.standing import answerable, open_findings, progress
from auditlib.rulebook.catalogue import catalogue
from auditlib.schema.record import Record
from auditlib.scope import listed
from auditlib.sheets import sheets
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.tables import Entry, Field, Layout, Row, Table

_BY_RULE = "By rule"
_READINESS = "GOV-11"
_CELL = re.compile(r"\b([a-z]\w*)\.([a-z]\w*)")
_NONE_FOUND = "No exception noted by the rules that ran."


def by_rule(audit: Audit) -> Table:
    """How many findings each rule has, of how many records: “GOV-06: 37 blank cells” is one line."""
    rows = []
    for members in _grouped(open_findings(audit)):
        first = members[0]
        before = sum(one.state is not State.NEW for one in members)
        rows.append(
            Row(
                first.rule_id,
                (
                    Entry(first.rule_id, leads_to=to_findings(first)),
                    severity(first.severity),
                    Entry(first.title),
                    Entry(len(members)),
                    Entry(before),
                    Entry(f"{first.population.failed} of {first.population.examined}"),
                    Entry(TOPICS.get(topic_of(first.rule_id), "Own rules")),
                ),
            )
        )
    fields = (
        Field("Rule", width=12),
        Field("Severity", width=14),
        Field("Requires", width=60),
        Field("Findings", width=12),
        Field("Known before", width=14),
        Field("Records with an exception", width=20),
        Field("Topic", width=30),
    )
    note = "“Records with an exception” is out of the records to which the rule applies." if rows else ""
    title = "Open findings by rule, worst first"
    return Table(_BY_RULE, title, fields, tuple(rows), note, _NONE_FOUND, has_places=False, has_anchors=True)


def _grouped(found: Iterable[Finding]) -> list[list[Finding]]:
    """The findings of each rule together; rules in the order of their worst finding."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.rule_id, []).append(finding)
    return list(groups.values())


def findings(audit: Audit) -> Table:
    """The open findings, worst first and by rule: what the register shows, where, on which authority, what to do."""
    cells = cells_of(audit)
    found = [finding for members in _grouped(open_findings(audit)) for finding in members]
    rows = tuple(_row(finding, audit, cells) for finding in found)
    fields = (
        Field("Finding", width=20),
        Field("Rule", width=10),
        Field("Severity", width=12),
        Field("What the register shows", width=60),
        Field("Authority", width=34),
        Field("What to do", width=44),
        Field("Records with an exception", width=16),
        Field("Standing", width=30),
        Field("Owner", width=18),
        Field("Action", width=24),
        Field("Evidence cited", width=16),
    )
    title = "Open findings, worst first"
    return Table(FINDINGS, title, fields, rows, empty=_NONE_FOUND, layout=Layout.BLOCKS, has_anchors=True)


def _row(finding: Finding, audit: Audit, cells: Cells) -> Row:
    quoted = f"\nThe policy's words on it: “{finding.quote}”" if finding.quote else ""
    action = audit.responses.get(finding.finding_id)
    return Row(
        finding.finding_id,
        (
            Entry(finding.finding_id),
            Entry(finding.rule_id, leads_to=((_BY_RULE, finding.rule_id),)),
            severity(finding.severity),
            Entry(f"{finding.message}{quoted}", cells.of(finding)),
            Entry(_authority(finding)),
            Entry(finding.remedy),
            Entry(f"{finding.population.failed} of {finding.population.examined}"),
            Entry(standing_in_words(finding)),
            Entry(answerable(finding, audit) or None, absent="unassigned"),
            progress(action, audit.case, is_found=True),
            _evidence(finding, audit),
        ),
        group=rule_in_words(finding),
    )


def _authority(finding: Finding) -> tuple[str, ...]:
    texts = [*finding.citations, label_of("force", finding.force.value)]
    if finding.confidence in FROM_MEMORY:
        texts.append(NOT_CHECKED)
    if finding.source != "auditlib":
        texts.append(finding.source)
    return tuple(texts)


def _evidence(finding: Finding, audit: Audit) -> Entry:
    record = audit.case.register.get(sheets()[finding.sheet], finding.record_id)
    if record is None or "evidence_ids" not in record.columns:
        return Entry(None, absent="its sheet has no column for evidence")
    return Entry(listed(record, "evidence_ids") or None, absent="none")


def readiness(audit: Audit) -> Table:
    """Where the record could not be handed over as it stands; these lines add to no count of findings."""
    cells = cells_of(audit)
    rows = tuple(
        Row(
            line.finding_id,
            (Entry(line.rule_id), Entry(line.message, cells.of(line)), Entry("; ".join(line.citations))),
        )
        for line in audit.readiness
    )
    fields = (Field("Rule", width=12), Field("What is missing", width=70), Field("Law", width=34))
    title = "Could the record be handed over on request?"
    return Table("Readiness", title, fields, rows, _looked_at(), _nothing_missing(audit))


def _nothing_missing(audit: Audit) -> str:
    """What an empty list says: that no cell is blank only where the rule looked at each activity that it is about."""
    result = next((one for one in audit.results if one.rule_id == _READINESS), None)
    if result is None or not (result.passed or result.failed or result.not_assessable):
        return f"Not tested: {_READINESS} looked at no activity."
    if result.not_assessable:
        unknown = f"{result.not_assessable} of {result.examined} activities"
        return f"Not tested in full: {_READINESS} had no answer for {unknown}."
    return f"None of the cells that {_READINESS} looks at is blank."


def _looked_at() -> str:
    """When the rule notes something, with the headings of the sheets for the names of their columns."""
    when, _, _ = catalogue()[_READINESS].finding_when.partition(". ")
    words = _CELL.sub(lambda found: _heading(sheets()[found[1]], found[2]), when)
    return f"{_READINESS} notes each active activity of which, {words[0].lower()}{words[1:]}."


def _heading(kind: type[Record], column: str) -> str:
    heading = f"“{kind.columns[column].header}”"
    return heading if kind is ProcessingActivity else f"{heading} in the sheet {kind.about.title}"
