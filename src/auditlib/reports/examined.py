"""A case together with what rules found and could see: for reports that show both, row by row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.evidence.opening import open_evidence
from auditlib.findings import Finding, Outcome, State
from auditlib.register.register import Register
from auditlib.reports.entries import source, words
from auditlib.reports.self_assessment.standing import open_findings
from auditlib.rulebook.time_limits import Standing
from auditlib.rulebook.view import StrictRegister, View
from auditlib.schema.record import Record
from auditlib.scope import activities_behind, entity_of
from auditlib.sheets.organisation import Organisation
from auditlib.tables import Entry

R = TypeVar("R", bound=Record)
T = TypeVar("T")
# A row by its sheet and id.
_About = tuple[str, str]

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
        entity, register = self.case.organisation, self.case.register
        rows = register.all(kind)
        return rows if entity is None else tuple(row for row in rows if _may_belong(row, entity, register))

    def findings_about(self, *records: Record) -> tuple[Finding, ...]:
        """The open findings about rows, worst first: those made now, and earlier ones that nobody could retest."""
        found = (one for about in _keys(records) for one in self._found.get(about, ()))
        return tuple(sorted(found, key=lambda one: (one.severity.rank, one.finding_id)))

    def findings(self, *records: Record, topic: str = "", untested: str = "") -> Entry:
        """The open findings about rows by id, worst first, then the rules that had no answer; of one topic where given.

        `untested` says why what the table is about was not tested. “No exception noted” is said of rows that some rule
        has looked at, and of no others.
        """
        found = [one for one in self.findings_about(*records) if one.rule_id.startswith(topic)]
        unanswered = self._with(Outcome.NOT_ASSESSABLE, records, topic)
        texts = [id_in_words(one) for one in found]
        texts += [f"no answer from {', '.join(unanswered)}"] if unanswered else []
        texts += [f"not tested: {untested}"] if untested else []
        behind = tuple(source(record, record.key) for record in records)
        absent = "no exception noted" if self._with(Outcome.PASSED, records, topic) else "not tested: no rule applies"
        return Entry(tuple(texts) or None, behind, absent, found[0].severity.value if found else "")

    def _with(self, outcome: Outcome, records: Iterable[Record], topic: str) -> list[str]:
        """The ids of the rules of a topic that came to an outcome about one of the rows."""
        ids = {rule_id for about in _keys(records) for rule_id in self._rules_by_outcome.get((*about, outcome), ())}
        return sorted(rule_id for rule_id in ids if rule_id.startswith(topic))

    @cached_property
    def _found(self) -> Mapping[_About, Sequence[Finding]]:
        by_row = defaultdict(list)
        for one in open_findings(self.audit):
            by_row[one.sheet, one.record_id].append(one)
        return by_row

    @cached_property
    def _rules_by_outcome(self) -> Mapping[tuple[str, str, Outcome], Sequence[str]]:
        """The ids of the rules by row and outcome; those whose findings are not counted are left out."""
        counted = {rule.rule_id for rule in self.audit.rules if rule.is_counted}
        by_row = defaultdict(list)
        for (rule_id, sheet, record_id), judged in self.audit.outcomes.items():
            if rule_id in counted:
                by_row[sheet, record_id, judged.outcome].append(rule_id)
        return by_row


def id_in_words(finding: Finding) -> str:
    """The id of an open finding; one of an earlier period that nobody could look at again says so."""
    is_retested = finding.state is not State.NOT_RETESTED
    return finding.finding_id if is_retested else f"{finding.finding_id}, not retested"


def _keys(records: Iterable[Record]) -> Iterable[_About]:
    """The sheet and id of each row, once where rows share an id."""
    return dict.fromkeys((record.about.name, record.identity) for record in records)


def _may_belong(row: Record, entity: Organisation, register: Register) -> bool:
    """Whether a row is an entity's, or nobody can say whose: where activities stand behind it, by any of these."""
    owner = entity_of(row, register)
    if owner is not None:
        return owner.identity == entity.identity
    owners = [entity_of(activity, register) for activity in activities_behind(row, register)]
    return not owners or any(one is None or one.identity == entity.identity for one in owners)


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
