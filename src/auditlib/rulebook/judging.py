"""What a rule says of one record: the one judge behind every audit, every explanation and every statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditlib.errors import NotAssessable
from auditlib.findings import Basis, Outcome
from auditlib.rulebook.conditions import every
from auditlib.rulebook.governing import is_governed
from auditlib.rulebook.rule import Noted, Rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import listed
from auditlib.sheets.evidence import Evidence

_LEAST_FAVOURABLE = (Outcome.FAILED, Outcome.NOT_ASSESSABLE, Outcome.NOT_APPLICABLE, Outcome.PASSED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of a record; `unknown` is what could not be assessed, be it only a part of it."""

    outcome: Outcome
    record: Record
    notes: tuple[Noted, ...] = ()
    unknown: NotAssessable | None = None
    basis: Basis = Basis.STATED

    @property
    def reason(self) -> str:
        """What could not be assessed, in words; blank where all could."""
        return self.unknown.reason if self.unknown else ""


def population(rule: Rule, view: View) -> Sequence[Record]:
    """Every record that a rule looks at.

    Raises:
        NotAssessable: its sheet was not supplied.
    """
    return view.register.every_record() if rule.each is Record else view.register.all(rule.each)


def judge(rule: Rule, record: Record, view: View) -> Verdict:
    """What a rule says of one record."""
    notes: list[Noted] = []
    unknown: NotAssessable | None = None
    try:
        # A row the rule is not about is not applicable even where nobody confirmed which laws apply.
        if not every(rule.applies, lambda row, seen_by: is_governed(rule, row, seen_by))(record, view):
            return Verdict(Outcome.NOT_APPLICABLE, record)
        notes.extend(rule.notes(record, view))
        _require_attested(rule, notes, view)
    except NotAssessable as open_question:
        # Without its frames, which would hold on to every row of a large sheet that cannot be assessed.
        unknown = open_question.with_traceback(None)
    if notes:
        return Verdict(Outcome.FAILED, record, tuple(notes), unknown)
    if unknown:
        return Verdict(Outcome.NOT_ASSESSABLE, record, unknown=unknown)
    return Verdict(Outcome.PASSED, record, basis=_basis(rule, record, view))


def least_favourable(verdicts: Iterable[Verdict]) -> Verdict:
    """The one of several verdicts that counts for a record: that which is least favourable, where rows share an id."""
    return min(verdicts, key=lambda verdict: _LEAST_FAVOURABLE.index(verdict.outcome))


def _require_attested(rule: Rule, notes: Sequence[Noted], view: View) -> None:
    """A pass that rests on rows being absent is one only where somebody states that the sheet is complete."""
    missing = [kind.about.name for kind in rule.needs_attestation if not view.attested(kind)]
    if missing and not notes:
        raise NotAssessable(f"completeness of {', '.join(missing)} not attested")


def _basis(rule: Rule, record: Record, view: View) -> Basis:
    if rule.basis is not Basis.STATED or "evidence_ids" not in record.columns:
        return rule.basis
    cited = view.case.register.follow(Evidence, listed(record, "evidence_ids"))
    if any(view.evidence.is_hash_checked(row) for row in cited):
        return Basis.EVIDENCE_HASHED
    return Basis.EVIDENCE_CITED if cited else Basis.STATED
