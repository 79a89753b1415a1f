"""Which findings the exceptions sheet accepts, until when, and why it no longer accepts others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.findings import Acceptance, Finding
from auditlib.prior.standing import Accepted, Lapsed
from auditlib.scope import readable
from auditlib.sheets.exceptions import AcceptedException
from auditlib.wording import day_in_words

_GONE = "no row of the exceptions sheet names it any more"
_NEEDED = ("approved_by", "approved_on", "expires_on")
_Judged = tuple[AcceptedException, Acceptance]


def with_acceptances(audit: Audit) -> Audit:
    """The audit with each finding that an exception names: accepted, or with the reason why it is not."""
    naming = _by_record(audit.case.register.all(AcceptedException))
    findings: list[Finding] = []
    acceptances: list[Accepted | Lapsed] = []
    for finding in audit.findings:
        rows = naming.get((finding.rule_id, finding.sheet, finding.record_id), ())
        judged = [(row, _judge(row, finding, audit.case)) for row in rows if _names(row, finding)]
        decided = _decided(finding, judged)
        findings.append(decided)
        acceptances += (_told(row, acceptance, decided) for row, acceptance in judged)
    return replace(audit, findings=tuple(findings), acceptances=tuple(acceptances))


def _by_record(rows: Iterable[AcceptedException]) -> dict[tuple[object, ...], list[AcceptedException]]:
    naming: dict[tuple[object, ...], list[AcceptedException]] = {}
    for row in sorted(rows, key=lambda row: (row.identity, row.line)):
        naming.setdefault(tuple(readable(row, column) for column in ("rule_id", "sheet", "record_id")), []).append(row)
    return naming


def _names(row: AcceptedException, finding: Finding) -> bool:
    """Whether it is about this finding; a blank cell is about every finding of the rule on the record."""
    return not row.has_cell("finding_id") or readable(row, "finding_id") == finding.finding_id


def _judge(row: AcceptedException, finding: Finding, case: Case) -> Acceptance:
    known = next((one for one in finding.acceptances if one.exception_id == row.identity), None)
    approved_on = str(readable(row, "approved_on") or "")
    periods = known.accepted_in if known else ()
    # What stood there while it held is what was accepted; a new day of approval accepts what stands there now.
    held = known if known and known.accepted_in and known.approved_on == approved_on else None
    facts = readable(row, "accepted_condition") or (held.condition if held else finding.condition)
    severity = held.severity if held else finding.severity
    accepted = Acceptance(row.identity, approved_on, str(facts).lower(), severity, periods)
    if reason := next(_objections(row, finding, accepted, case), ""):
        return replace(accepted, lapsed=reason)
    return replace(accepted, accepted_in=tuple(dict.fromkeys((*periods, case.period.name))))


def _objections(row: AcceptedException, finding: Finding, accepted: Acceptance, case: Case) -> Iterator[str]:
    """Why a row does not accept a finding."""
    approved_by, approved_on, expires_on = (readable(row, column) for column in _NEEDED)
    if not approved_by:
        yield "nobody is stated who accepts it"
    elif finding.owner and str(approved_by).casefold() == finding.owner.casefold():
        yield f"it was approved by its own owner, {finding.owner}"
    if not isinstance(approved_on, date):
        yield "no day of approval is stated"
    elif approved_on > case.recorded_until:
        yield f"it was approved on {day_in_words(approved_on)}, after {day_in_words(case.recorded_until)}"
    if not isinstance(expires_on, date):
        yield "no last day is stated"
    elif expires_on < case.as_of:
        yield f"it ran out on {day_in_words(expires_on)}"
    if finding.condition != accepted.condition:
        yield "the facts are no longer those accepted"
    if finding.severity.rank < accepted.severity.rank:
        yield f"its severity rose from {accepted.severity.value} to {finding.severity.value}"


def _decided(finding: Finding, judged: Iterable[_Judged]) -> Finding:
    """The finding with every acceptance, and with the last day on which one of them still holds."""
    rows = tuple(judged)
    days = [str(readable(row, "expires_on")) for row, acceptance in rows if not acceptance.lapsed]
    named = {row.identity for row, _ in rows}
    gone = (
        replace(one, lapsed=_GONE) for one in finding.acceptances if one.accepted_in and one.exception_id not in named
    )
    acceptances = (*(acceptance for _, acceptance in rows), *gone)
    return replace(finding, accepted_until=max(days, default=None), acceptances=acceptances)


def _told(row: AcceptedException, acceptance: Acceptance, finding: Finding) -> Accepted | Lapsed:
    if acceptance.lapsed:
        return Lapsed(row, finding, acceptance.lapsed)
    return Accepted(row, finding, str(readable(row, "expires_on")))
