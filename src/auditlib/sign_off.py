"""Who signed which findings: the digest people sign, and what is missing before a report is final."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.places import Place, Problem
from auditlib.reference.vocabularies import label_of
from auditlib.scope import readable
from auditlib.sheets.sign_offs import SignOff
from auditlib.wording import day_in_words

STEPS = ("prepared", "reviewed", "approved")
_SHEET = SignOff.about.name


@dataclass(frozen=True, slots=True)
class Signature:
    """One step of one period, signed by one person on a day."""

    step: str
    name: str
    role: str
    signed_on: date
    row: SignOff

    @property
    def in_words(self) -> str:
        """Such as "reviewed by A. Reviewer, General counsel, on 21 April 2026"."""
        return f"{self.step} by {self.name}, {self.role}, on {day_in_words(self.signed_on)}"


def findings_digest(audit: Audit) -> str:
    """The SHA-256 of the findings people sign: period, date, and id, facts and severity of each, in order.

    Neither hashes of files nor findings about the signatures themselves are part of it, so signing does not move it.
    """
    case = audit.case
    lines = [f"{case.period.name} {case.as_of.isoformat()} {' '.join(sorted(each.identity for each in case.entities))}"]
    lines += sorted(
        f"{finding.finding_id} {finding.condition} {finding.severity.value}"
        for finding in audit.findings
        if finding.sheet != _SHEET
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def signatures(case: Case, digest: str = "") -> tuple[Signature, ...]:
    """The steps signed for the period and its entities, in order; with a digest, those that sign these findings."""
    rows = (row for row in case.register.all(SignOff) if _is_of(row, case))
    signed = (_signature(row) for row in rows if not digest or _digest_in(row) == digest)
    found = [one for one in signed if one is not None and one.signed_on <= case.recorded_until]
    return tuple(sorted(found, key=lambda one: (STEPS.index(one.step), one.signed_on, one.row.identity)))


def missing_sign_offs(audit: Audit) -> tuple[Problem, ...]:
    """What is missing before a report on these findings is final, each piece with its place; none where it is whole."""
    digest = findings_digest(audit)
    return (*_steps_missing(audit.case, digest), *_shared_names(signatures(audit.case, digest)))


def _is_of(row: SignOff, case: Case) -> bool:
    """Whether a row signs the period for everything the report is about; a blank entity signs for all."""
    entity = readable(row, "entity_id")
    heads = {each.identity for each in case.entities}
    return readable(row, "period") == case.period.name and (entity is None or heads == {entity})


def _digest_in(row: SignOff) -> str:
    return str(readable(row, "findings_digest") or "").strip().casefold()


def _signature(row: SignOff) -> Signature | None:
    step, name, role = (readable(row, column) for column in ("step", "name", "role"))
    signed_on = readable(row, "signed_on")
    if step not in STEPS or not name or not isinstance(signed_on, date):
        return None
    return Signature(str(step), str(name).strip(), str(role or "role not stated"), signed_on, row)


def _steps_missing(case: Case, digest: str) -> Iterator[Problem]:
    signed = {signature.step for signature in signatures(case, digest)}
    for step in STEPS:
        if step in signed:
            continue
        rows = [row for row in case.register.all(SignOff) if _is_of(row, case) and readable(row, "step") == step]
        expected = f"a row for {case.period.name} with the step “{label_of('sign_off_step', step)}” and this digest"
        remedy = f"Let somebody sign these findings: {digest}."
        if not rows:
            yield Problem(Place(_SHEET, _SHEET), _SHEET, f"nobody who {step} these findings", expected, remedy)
        for row in rows:
            yield Problem(row.place_of(_reason(row, case, digest)), _SHEET, _found(row, case, digest), expected, remedy)


def _reason(row: SignOff, case: Case, digest: str) -> str:
    """The column because of which a row does not sign these findings."""
    if _digest_in(row) != digest:
        return "findings_digest"
    signed_on = readable(row, "signed_on")
    return "name" if isinstance(signed_on, date) and signed_on <= case.recorded_until else "signed_on"


def _found(row: SignOff, case: Case, digest: str) -> str:
    column = _reason(row, case, digest)
    if row.is_blank(column):
        return f"{row.identity}: “{row.columns[column].phrase}” is blank"
    if column == "findings_digest":
        return f"{row.identity}: the digest of other findings"
    if column == "signed_on":
        return f"{row.identity}: a day that is not read, or after {day_in_words(case.recorded_until)}"
    return f"{row.identity}: {row.raw_of(column)}"


def _shared_names(signed: tuple[Signature, ...]) -> Iterator[Problem]:
    """One person may sign one step only."""
    first: dict[str, Signature] = {}
    for signature in signed:
        other = first.setdefault(signature.name.casefold(), signature)
        if other.step != signature.step:
            found = f"{signature.name}, who also {other.step} them"
            expected = "three different people for prepared, reviewed and approved"
            yield Problem(signature.row.place_of("name"), _SHEET, found, expected, "Let somebody else sign this step.")
