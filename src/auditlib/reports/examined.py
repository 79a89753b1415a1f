"""A case together with what rules found and could see: for reports that show both, row by row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.evidence.opening import open_evidence
from auditlib.findings import Finding
from auditlib.reports.entries import source, words
from auditlib.rulebook.time_limits import Standing
from auditlib.rulebook.view import StrictRegister, View
from auditlib.schema.record import Record
from auditlib.scope import entity_of
from auditlib.tables import Entry

R = TypeVar("R", bound=Record)
T = TypeVar("T")

# An exception, none, or no answer: the signs that stand for them in every report.
MARKS = {Standing.IN_TIME: "passed", Standing.LATE: "critical", Standing.OVERDUE: "critical", Standing.OPEN: "info"}


@dataclass(frozen=True)
class Examined:
    """An audit, and the view that its rules had of the case."""

    audit: Audit
    view: View

    @property
    def case(self) -> Case:
        """The case that was examined."""
        return self.audit.case

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of a sheet that belong to the legal entity of the report, or may belong to it."""
        entity = self.case.organisation
        rows = self.case.register.all(kind)
        if entity is None:
            return rows
        return tuple(row for row in rows if entity_of(row, self.case.register) in (None, entity))

    def findings_about(self, record: Record) -> tuple[Finding, ...]:
        """The findings about a row, worst first."""
        return self._by_row.get((record.about.name, record.identity), ())

    @cached_property
    def _by_row(self) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
        rows: dict[tuple[str, str], tuple[Finding, ...]] = {}
        for one in self.audit.findings:
            about = (one.sheet, one.record_id)
            rows[about] = (*rows.get(about, ()), one)
        return rows

    def findings(self, record: Record) -> Entry:
        """The ids of the findings about a row."""
        ids = tuple(one.finding_id for one in self.findings_about(record))
        return Entry(ids or None, (source(record, record.key),), "none")


def examine(case: Case, own_rules: str | Path = "") -> Examined:
    """Run every rule over a case, and keep what the rules could see.

    Raises:
        UsageError: the folder of own rules is missing, or a file in it cannot be imported.
        InputRefused: the settings name a rule or a limit that is not known.
    """
    audit = assess(case, own_rules)
    return Examined(audit, View(case, StrictRegister(case.register), open_evidence(case)))


def told(question: Callable[[], T]) -> T | NotAssessable:
    """The answer to a question about the register, or why it has none."""
    try:
        return question()
    except NotAssessable as unknown:
        return unknown


def not_assessable(unknown: NotAssessable) -> Entry:
    """An entry that says why there is no answer, and where one would stand."""
    return Entry(f"not assessable: {unknown.reason}", mark="unknown")


def population(case: Case, kind: type[Record], one: str) -> str:
    """Whether a sheet holds all there is, as somebody states; in words for the note of a table, or for an empty one."""
    title = kind.about.title
    if not case.register.has(kind):
        return f"The sheet “{title}” was not supplied, so nothing is known of any {one}."
    none = "" if case.register.all(kind) else f"No {one} is recorded. "
    stated = [row for row in case.attestations if kind.about.name in row.sheet]
    if not stated:
        return f"{none}Nobody states that the sheet “{title}” holds every {one} there was."
    by = " and ".join(
        f"{words(row, 'attested_by') or 'a role not named'} on {words(row, 'attested_on')}" for row in stated
    )
    return f"{none}The sheet “{title}” is stated complete by {by}; not tested."
