"""Whether a part of the report is present, partial or absent in this case, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditlib.audit import Audit
from auditlib.intake.inventory import Role
from auditlib.reports.self_assessment.scope import is_confirmed
from auditlib.reports.self_assessment.standing import open_findings
from auditlib.rulebook.among import listed_in_words
from auditlib.schema.record import Record
from auditlib.scope import listed, readable
from auditlib.sheets import sheets
from auditlib.sheets.attestations import Attestation
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.exceptions import AcceptedException
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sign_off import STEPS, findings_digest, signatures


class Presence(StrEnum):
    """How much of a part there is."""

    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How much of a part there is, and what is missing; blank where nothing is."""

    presence: Presence
    why: str = ""


Judge = Callable[[Audit], Judgement]
_SIGNS_AS = dict(zip(STEPS, ("preparer", "reviewer", "approver"), strict=True))
_WHOLE = Judgement(Presence.PRESENT)


def always(_audit: Audit) -> Judgement:
    """A part that every report has."""
    return _WHOLE


def of_parts(present: int, wanted: int, missing: str) -> Judgement:
    """Present where all that is wanted is there, absent where none is; `missing` says what is not."""
    if present >= wanted > 0:
        return _WHOLE
    return Judgement(Presence.PARTIAL if present else Presence.ABSENT, missing)


def with_sheets(*kinds: type[Record]) -> Judge:
    """A part made from sheets: partial where some of them were not supplied, absent where none was."""

    def judge(audit: Audit) -> Judgement:
        register = audit.case.register
        absent = [kind.about.title for kind in kinds if not register.has(kind)]
        return of_parts(len(kinds) - len(absent), len(kinds), f"not supplied: {', '.join(absent)}")

    return judge


def with_roles(roles: frozenset[str], what: str) -> Judge:
    """A record of activities in some roles; absent where no activity has one of them."""

    def judge(audit: Audit) -> Judgement:
        if not audit.case.register.has(ProcessingActivity):
            return Judgement(Presence.ABSENT, f"not supplied: {ProcessingActivity.about.title}")
        rows = [readable(row, "role") for row in audit.case.register.all(ProcessingActivity)]
        if roles.isdisjoint(map(str, rows)):
            return Judgement(Presence.ABSENT, f"the register states no activity {what}")
        unknown = rows.count(None)
        return Judgement(Presence.PARTIAL, f"{unknown} activities state no role") if unknown else _WHOLE

    return judge


def cover(audit: Audit) -> Judgement:
    """The cover names everything but who may read it."""
    who = [] if audit.case.entities else ["the legal entity is not stated"]
    return Judgement(Presence.PARTIAL, "; ".join([*who, "states no classification, which no sheet asks for"]))


def sign_off(audit: Audit) -> Judgement:
    """The sign-off block counts the steps signed; whom the report goes to, no sheet says."""
    signed = {one.step for one in signatures(audit.case, findings_digest(audit))}
    missing = [_SIGNS_AS[step] for step in STEPS if step not in signed]
    nobody = [f"nobody has signed as {listed_in_words(missing, 'or')}"] if missing else []
    why = "; ".join([*nobody, "no sheet says to whom the report goes"])
    return Judgement(Presence.PARTIAL if signed else Presence.ABSENT, why)


def management_statement(audit: Audit) -> Judgement:
    """Management states something about each sheet, or only about some."""
    supplied = audit.case.register.supplied
    missing = [name for name in supplied if name not in audit.case.attested]
    why = f"nobody states that nothing is missing from {len(missing)} of {len(supplied)} sheets: {_titles(missing)}"
    return of_parts(len(supplied) - len(missing), len(supplied), why)


def scope(audit: Audit) -> Judgement:
    """The scope is whole where somebody confirmed the laws of every entity."""
    entities = audit.case.entities
    open_ones = [one.identity for one in entities if not is_confirmed(one)]
    missing = (
        f"nobody confirmed which laws apply to {', '.join(open_ones)}" if open_ones else "no legal entity is stated"
    )
    return Judgement(Presence.PARTIAL, missing) if open_ones or not entities else _WHOLE


def summary(audit: Audit) -> Judgement:
    """The summary shows movement only where there is something to compare."""
    missing = "first period, so no movement is shown"
    return _WHOLE if audit.case.previous else Judgement(Presence.PARTIAL, missing)


def inventory(audit: Audit) -> Judgement:
    """The inventory always has hashes and rows; what a source states about its rows may be missing."""
    register = audit.case.register
    counted = {
        sheet
        for row in register.all(Attestation)
        if readable(row, "source_row_count") is not None and len(listed(row, "sheet")) == 1
        for sheet in listed(row, "sheet")
    }
    missing = [name for name in register.supplied if name not in counted]
    why = f"no source states how many rows it has for {len(missing)} of {len(register.supplied)} sheets"
    if not audit.case.files:
        return Judgement(Presence.ABSENT, "no input file is known")
    return Judgement(Presence.PARTIAL, why) if missing else _WHOLE


def cookies_and_policy(audit: Audit) -> Judgement:
    """The policy is compared where its text can be read; cookies where their sheet is there."""
    has_text = any(file.role is Role.POLICY for file in audit.case.files)
    missing = [] if has_text else ["the text of the policy"]
    missing += [kind.about.title for kind in (Cookie, PolicyCommitment) if not audit.case.register.has(kind)]
    return of_parts(3 - len(missing), 3, f"not supplied: {', '.join(missing)}")


def comparison(audit: Audit) -> Judgement:
    """A comparison needs a pack of the period before; one with a draft says so."""
    before = audit.case.previous
    if before is None:
        return Judgement(Presence.ABSENT, "first period, nothing to compare")
    missing = [] if before.is_final else [f"the pack of {before.period.name} is only a draft"]
    skipped = audit.comparison.not_compared
    missing += [f"supplied in one of the two periods only: {_titles(skipped)}"] if skipped else []
    return Judgement(Presence.PARTIAL, "; ".join(missing)) if missing else _WHOLE


def action_plan(audit: Audit) -> Judgement:
    """The plan is whole where management answered every open finding."""
    found = open_findings(audit)
    unanswered = sum(one.finding_id not in audit.responses for one in found)
    if not found:
        return _WHOLE
    return of_parts(
        len(found) - unanswered, len(found), f"{unanswered} of {len(found)} open findings have no response yet"
    )


def exceptions(audit: Audit) -> Judgement:
    """Exceptions are known where their sheet was supplied, be it without rows."""
    return with_sheets(AcceptedException)(audit)


def evidence_index(audit: Audit) -> Judgement:
    """The index is whole where every row states a hash."""
    rows = audit.case.register.all(Evidence)
    if not rows:
        return Judgement(
            Presence.ABSENT, "the sheet has no rows" if audit.case.register.has(Evidence) else "not supplied"
        )
    missing = sum(not row.has_cell("sha256") for row in rows)
    return (
        of_parts(len(rows), len(rows), "")
        if not missing
        else Judgement(
            Presence.PARTIAL, f"{missing} of {len(rows)} rows state no SHA-256, among them links, which are not opened"
        )
    )


def change_log(audit: Audit) -> Judgement:
    """Changes of the register are known from the pack before; rules carry no version of their own."""
    rules = "rules carry the version of the tool, none of their own"
    if audit.case.previous is None:
        return Judgement(Presence.ABSENT, f"first period, nothing to compare; {rules}")
    return Judgement(Presence.PARTIAL, rules)


def _titles(names: Sequence[str]) -> str:
    return ", ".join(sheets()[name].about.title for name in names)
