"""A published policy against practice, whole: its statements, what it leaves out, and what it says against itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.findings import Finding
from auditlib.intake.inventory import InputFile
from auditlib.policy.contradictions import contradictions, not_assessed as not_looked_for
from auditlib.policy.contradictions.detecting import Contradiction
from auditlib.policy.contradictions.kinds import Kind, kinds
from auditlib.policy.quotes import uncovered
from auditlib.policy.reading import policy_of_text
from auditlib.policy.structure import Clause, Policy
from auditlib.practice.covering import DisclosureStatus
from auditlib.practice.disclosures import Disclosure, disclosures, reading_of_policy
from auditlib.practice.gaps import Gap, gaps, not_assessed
from auditlib.practice.judging import judge
from auditlib.practice.reporting import Reported
from auditlib.practice.unread_notices import unread_in_words
from auditlib.practice.verdicts import Decision, Judged, Verdict
from auditlib.rulebook.policies import Published, is_read_in_force, published, said_by_policy
from auditlib.rulebook.view import StrictRegister, View
from auditlib.scope import readable
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """What became of a policy.

    `policy` is None where none could be read; `reasons` say why it, or a part of the comparison, was not assessed.
    `version` is the row of the policy in force whose text it is, None where no row is. `not_looked_for` has the kinds
    of contradiction that were not looked for, each with the reason.
    """

    policy: Policy | None
    judged: tuple[Judged, ...]
    disclosures: tuple[Disclosure, ...]
    gaps: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...] = ()
    not_looked_for: tuple[tuple[Kind, str], ...] = ()
    uncovered: tuple[Clause, ...] = ()
    reasons: tuple[str, ...] = ()
    file: InputFile | None = None
    version: PolicyVersion | None = None


def check_policy(case: Case, evidence: Evidence, findings: Iterable[Finding] = ()) -> PolicyCheck:
    """Hold the policy of a case against its register and evidence, both ways.

    A fact that one of the findings reports names it, so that it is told once. Nothing is raised: what could not be
    compared says so.
    """
    whole = View(case, StrictRegister(case.register), evidence)
    found = published(whole)
    entity = _entity(case, found.version)
    view = whole.beside(entity)
    check = _unread(found, entity, view) if found.text.reason else _checked(found, entity, view)
    reasons = (*check.reasons, *unread_in_words(case))
    reported = Reported(tuple(findings), entity.identity if entity else "")
    return _reported(replace(check, reasons=reasons, file=found.text.file, version=found.version), reported)


def with_clauses(audit: Audit, check: PolicyCheck) -> Audit:
    """The audit in which each finding that reports a fact of the policy quotes the clause it is about."""
    quotes = dict(reversed(list(_quotes(check))))
    own = {one.commitment.identity: one.commitment for one in check.judged}

    def quote(one: Finding) -> str | None:
        statement = own.get(one.record_id) if one.sheet == PolicyCommitment.about.name else None
        return (str(readable(statement, "quote") or "") if statement else "") or quotes.get(one.finding_id)

    return replace(audit, findings=tuple(replace(one, quote=one.quote or quote(one)) for one in audit.findings))


def _quotes(check: PolicyCheck) -> Iterator[tuple[str, str]]:
    """Ids of findings with the words they are about; a statement goes before what the register shows."""
    if check.policy is None:
        return
    for one in check.judged:
        words = _clause_of(one, check.policy)
        yield from ((identity, words) for identity in one.finding_ids if words)
    for ids, passages in (
        *((one.finding_ids, one.clauses) for one in check.disclosures),
        *((gap.finding_ids, gap.passages) for gap in check.gaps),
    ):
        if passages:
            start, end, _ = passages[0]
            yield from ((identity, check.policy.text[start:end]) for identity in ids)


def _clause_of(one: Judged, policy: Policy) -> str:
    """The whole clause a statement stands in, since its own words may be a part such as `accessing`."""
    if one.start is None or one.end is None:
        return str(readable(one.commitment, "quote") or "")
    return " ".join(clause.words for clause in policy.overlapping(one.start, one.end))


def _entity(case: Case, version: PolicyVersion | None) -> Organisation | None:
    named = readable(version, "entity_id") if version else None
    every = case.entities
    return next((one for one in every if one.identity == named), every[0] if len(every) == 1 else None)


def _checked(found: Published, entity: Organisation | None, view: View) -> PolicyCheck:
    policy = found.text.assessed
    judged, unjudged = _judged(policy, found.version, view)
    told, wanting, reasons = _told(policy, found.version, entity, view)
    said = _said(found.version, view)
    return PolicyCheck(
        policy=policy,
        judged=judged,
        disclosures=told,
        gaps=wanting,
        contradictions=contradictions(policy, said, view.as_of),
        not_looked_for=not_looked_for(policy, said, view.as_of),
        uncovered=uncovered(policy, said),
        reasons=tuple(dict.fromkeys((*unjudged, *reasons))),
    )


def _unread(found: Published, entity: Organisation | None, view: View) -> PolicyCheck:
    """Everything there would be to compare, each with the reason why it was not."""
    policy, reason = found.text.policy, found.text.reason
    told, _, _ = _told(policy or policy_of_text(""), found.version, entity, view)
    untold = (replace(one, status=DisclosureStatus.NOT_ASSESSED, says=reason, clauses=()) for one in told)
    return PolicyCheck(
        policy=policy,
        judged=_untested(view, reason),
        disclosures=tuple(replace(one, covering_term="", steps=0) for one in untold),
        gaps=not_assessed(reason),
        not_looked_for=tuple((kind, reason) for kind in kinds().values()),
        reasons=(reason,),
    )


def _judged(policy: Policy, version: PolicyVersion | None, view: View) -> tuple[tuple[Judged, ...], tuple[str, ...]]:
    try:
        return judge(policy, view, version), ()
    except NotAssessable as unknown:
        return _untested(view, unknown.reason), (unknown.reason,)


def _untested(view: View, reason: str) -> tuple[Judged, ...]:
    every = view.register.all(PolicyCommitment) if view.register.has(PolicyCommitment) else ()
    rows = (row for row in every if is_read_in_force(row, view))
    return tuple(Judged(row, Decision(Verdict.NOT_TESTED, (reason,)), None, None) for row in rows)


def _told(
    policy: Policy, version: PolicyVersion | None, entity: Organisation | None, view: View
) -> tuple[tuple[Disclosure, ...], tuple[Gap, ...], tuple[str, ...]]:
    try:
        reading = reading_of_policy(policy, entity, view, version)
    except NotAssessable as unknown:
        return (), not_assessed(unknown.reason), (unknown.reason,)
    told, reasons = disclosures(reading)
    return told, gaps(reading, told), reasons


def _said(version: PolicyVersion | None, view: View) -> tuple[PolicyCommitment, ...]:
    """The statements that count and of which every cell can be read."""
    if not view.register.has(PolicyCommitment):
        return ()
    return said_by_policy(version, view).read_in(*PolicyCommitment.columns).there


def _reported(check: PolicyCheck, reported: Reported) -> PolicyCheck:
    told = tuple(map(reported.of_disclosure, check.disclosures))
    return replace(
        check,
        judged=tuple(map(reported.of_judged, check.judged)),
        disclosures=told,
        gaps=tuple(reported.of_gap(one, told) for one in check.gaps),
    )
