"""A published policy against practice, whole: its statements, what it leaves out, and what it says against itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.errors import InputRefused, NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.findings import Finding
from auditlib.intake.inventory import InputFile, Role
from auditlib.policy.contradictions import contradictions
from auditlib.policy.contradictions.detecting import Contradiction
from auditlib.policy.quotes import uncovered
from auditlib.policy.reading import policy_of_file, policy_of_text
from auditlib.policy.structure import ASSESSED_LANGUAGES, UNDETERMINED, Clause, Policy
from auditlib.practice.covering import DisclosureStatus
from auditlib.practice.disclosures import Disclosure, disclosures, reading_of_policy
from auditlib.practice.gaps import Gap, gaps, not_assessed
from auditlib.practice.judging import judge
from auditlib.practice.reporting import Reported
from auditlib.practice.verdicts import Decision, Judged, Verdict
from auditlib.rulebook.policies import versions_in_force
from auditlib.rulebook.view import StrictRegister, View
from auditlib.scope import readable
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion

_KIND = "privacy_policy"


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """What became of a policy.

    `policy` is None where none could be read; `reasons` say why it, or a part of the comparison, was not assessed.
    `version` is the row of the policy in force whose text it is, None where no row is.
    """

    policy: Policy | None
    judged: tuple[Judged, ...]
    disclosures: tuple[Disclosure, ...]
    gaps: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...] = ()
    uncovered: tuple[Clause, ...] = ()
    reasons: tuple[str, ...] = ()
    file: InputFile | None = None
    version: PolicyVersion | None = None


def check_policy(case: Case, evidence: Evidence, findings: Iterable[Finding] = ()) -> PolicyCheck:
    """Hold the policy of a case against its register and evidence, both ways.

    A fact that one of the findings reports names it, so that it is told once. Nothing is raised: what could not be
    compared says so.
    """
    view = View(case, StrictRegister(case.register), evidence)
    file, policy, reason = _policy(case)
    version = _version(view, file)
    entity = _entity(case, version)
    found = _checked(policy, entity, view) if policy and not reason else _unread(policy, entity, view, reason)
    reported = Reported(tuple(findings), entity.identity if entity else "")
    return _reported(replace(found, file=file, version=version), reported)


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


def _policy(case: Case) -> tuple[InputFile | None, Policy | None, str]:
    """The one policy among the inputs; or why there is none, or none that is read."""
    found = [file for file in case.files if file.role is Role.POLICY]
    if len(found) != 1:
        return None, None, f"policy not read: {len(found)} texts among the inputs" if found else "policy not read"
    try:
        policy = policy_of_file(found[0].path)
    except InputRefused as refused:
        problem = refused.problems[0]
        return found[0], None, f"policy not read: found {problem.found}. {problem.remedy.rstrip('.')}"
    except OSError:
        return found[0], None, "policy not read: its file cannot be opened"
    return found[0], policy, _why_unread(policy)


def _why_unread(policy: Policy) -> str:
    """Why no statement is read from a text; blank where one is."""
    if policy.language in ASSESSED_LANGUAGES:
        return ""
    if not policy.clauses:
        return "policy not read: its file holds no text"
    is_told = policy.language != UNDETERMINED
    return (
        f"policy text in another language ({policy.language})" if is_told else "policy text in no language that is told"
    )


def _version(view: View, file: InputFile | None) -> PolicyVersion | None:
    """The version in force that names the file, else the only one in force."""
    try:
        in_force = versions_in_force(view, _KIND)
    except NotAssessable:
        return None
    naming = [one for one in in_force if file and readable(one, "text_ref") == file.name]
    return naming[0] if naming else in_force[0] if len(in_force) == 1 else None


def _entity(case: Case, version: PolicyVersion | None) -> Organisation | None:
    named = readable(version, "entity_id") if version else None
    every = case.entities
    return next((one for one in every if one.identity == named), every[0] if len(every) == 1 else None)


def _checked(policy: Policy, entity: Organisation | None, view: View) -> PolicyCheck:
    judged, unjudged = _judged(policy, view)
    told, wanting, reasons = _told(policy, entity, view)
    accepted = [row for row in _statements(view.case) if row.status == "accepted"]
    return PolicyCheck(
        policy=policy,
        judged=judged,
        disclosures=told,
        gaps=wanting,
        contradictions=contradictions(policy, accepted, view.as_of),
        uncovered=uncovered(policy, accepted),
        reasons=tuple(dict.fromkeys((*unjudged, *reasons))),
    )


def _unread(policy: Policy | None, entity: Organisation | None, view: View, reason: str) -> PolicyCheck:
    """Everything there would be to compare, each with the reason why it was not."""
    told, _, _ = _told(policy or policy_of_text(""), entity, view)
    untold = (replace(one, status=DisclosureStatus.NOT_ASSESSED, says=reason, clauses=()) for one in told)
    return PolicyCheck(
        policy=policy,
        judged=_untested(view.case, reason),
        disclosures=tuple(replace(one, covering_term="", steps=0) for one in untold),
        gaps=not_assessed(reason),
        reasons=(reason,),
    )


def _judged(policy: Policy, view: View) -> tuple[tuple[Judged, ...], tuple[str, ...]]:
    try:
        return judge(policy, view), ()
    except NotAssessable as unknown:
        return _untested(view.case, unknown.reason), (unknown.reason,)


def _untested(case: Case, reason: str) -> tuple[Judged, ...]:
    rows = (row for row in case.register.all(PolicyCommitment) if readable(row, "status") != "retired")
    return tuple(Judged(row, Decision(Verdict.NOT_TESTED, (reason,)), None, None) for row in rows)


def _told(
    policy: Policy, entity: Organisation | None, view: View
) -> tuple[tuple[Disclosure, ...], tuple[Gap, ...], tuple[str, ...]]:
    try:
        reading = reading_of_policy(policy, entity, view)
    except NotAssessable as unknown:
        return (), not_assessed(unknown.reason), (unknown.reason,)
    told, reasons = disclosures(reading)
    return told, gaps(reading, told), reasons


def _statements(case: Case) -> list[PolicyCommitment]:
    """The statements whose words and state can be read."""
    return [row for row in case.register.all(PolicyCommitment) if not any(map(row.is_unreadable, row.columns))]


def _reported(check: PolicyCheck, reported: Reported) -> PolicyCheck:
    told = tuple(map(reported.of_disclosure, check.disclosures))
    return replace(
        check,
        judged=tuple(map(reported.of_judged, check.judged)),
        disclosures=told,
        gaps=tuple(reported.of_gap(one, told) for one in check.gaps),
    )
