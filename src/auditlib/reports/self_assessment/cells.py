"""Entries that the tables of the self-assessment share: severities, and the cells behind a finding."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditlib.audit import Audit
from auditlib.findings import Finding, Severity
from auditlib.places import Place
from auditlib.reference.vocabularies import label_of
from auditlib.reports.entries import source
from auditlib.tables import Entry, Source, Target

FINDINGS = "Findings"


@dataclass(frozen=True, slots=True)
class Cells:
    """What every cell of the register holds, by its place."""

    by_place: Mapping[Place, Source]

    def of(self, finding: Finding) -> tuple[Source, ...]:
        """The cells a finding rests on; of an earlier period, where they stood then."""
        return tuple(
            self.by_place.get(place) or Source(finding.sheet, finding.record_id, finding.field, place, "")
            for place in finding.places
        )


def cells_of(audit: Audit) -> Cells:
    """The cells of the register of an audit."""
    register = audit.case.register
    return Cells(
        {
            (behind := source(record, column)).place: behind
            for name in register.supplied
            for record in register.named(name)
            for column in record.columns
        }
    )


def severity(one: Severity) -> Entry:
    """A severity with its mark."""
    return Entry(label_of("severity", one.value), mark=one.value)


def rule_in_words(finding: Finding) -> str:
    """The rule of a finding by id and by what it requires; the findings of the report are grouped under it."""
    return f"{finding.rule_id} Required: {finding.title}"


def to_finding(finding: Finding) -> tuple[Target, ...]:
    """The way to an open finding in the table that lists them."""
    return ((FINDINGS, finding.finding_id),)


def to_findings(finding: Finding) -> tuple[Target, ...]:
    """The way to the open findings of the same rule, in the table that lists them."""
    return ((FINDINGS, rule_in_words(finding)),)
