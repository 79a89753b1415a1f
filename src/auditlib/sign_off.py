"""Who signed which findings: the digest people sign, and what is missing before a report is final."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.intake.inventory import SETTINGS_FILE
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


@dataclass(frozen=True, slots=True)
class Missing:
    """One piece that a final report lacks, and the row that lacks it; None where nobody entered a row."""

    problem: Problem
    row: SignOff | None = None


def findings_digest(audit: Audit) -> str:
    """The SHA-256 of the text that people sign; every pack holds the text, so that anybody can compute it."""
    return hashlib.sha256(signed_text(audit).encode()).hexdigest()


def signed_text(audit: Audit) -> str:
    """What people sign: period, date and entities; then id, facts and severity of each finding, one a line, in order.

    Neither hashes of files nor findings about the signatures themselves are part of it, so signing does not move it.
    """
    case = audit.case
    lines = [f"{case.period.name} {case.as_of.isoformat()} {' '.join(sorted(each.identity for each in case.entities))}"]
    lines += sorted(
        f"{finding.finding_id} {finding.condition} {finding.severity.value}"
        for finding in audit.findings
        if finding.sheet != _SHEET
    )
    return "".join(f"{line}\n" for line in lines)


def signatures(case: Case, digest: str = "") -> tuple[Signature, ...]:
    """The steps signed for the period and its entities, in order; with a digest, those that sign these findings."""
    rows = (row for row in case.register.all(SignOff) if _is_of(row, case))
    signed = (_signature(row) for row in rows if not digest or _digest_in(row) == digest)
    found = [one for one in signed if one is not None and _is_in_time(one.signed_on, case)]
    return tuple(sorted(found, key=lambda one: (STEPS.index(one.step), one.signed_on, one.row.identity)))


def missing_sign_offs(audit: Audit) -> tuple[Problem, ...]:
    """What is missing before a report on these findings is final, each piece with its place; none where it is whole."""
    return tuple(one.problem for one in missing_pieces(audit))


def missing_pieces(audit: Audit) -> tuple[Missing, ...]:
    """The same, each piece with the row that lacks it."""
    digest = findings_digest(audit)
    signed = signatures(audit.case, digest)
    steps = {signature.step for signature in signed}
    unsigned = [row for row in audit.case.register.all(SignOff) if _is_of(row, audit.case) and _step(row) not in steps]
    rows = sorted((*(one.row for one in signed), *unsigned), key=_order)
    return (*_steps_missing(audit, digest), *_shared_names(rows), *_out_of_order(rows, audit.case))


def _is_of(row: SignOff, case: Case) -> bool:
    """Whether a row signs the period for everything the report is about; a blank entity signs for all."""
    entity = readable(row, "entity_id")
    heads = {each.identity for each in case.entities}
    return readable(row, "period") == case.period.name and (entity is None or heads == {entity})


def _step(row: SignOff) -> str:
    return str(readable(row, "step") or "")


def _order(row: SignOff) -> tuple[int, date, str]:
    signed_on = readable(row, "signed_on")
    step = STEPS.index(_step(row)) if _step(row) in STEPS else len(STEPS)
    return step, signed_on if isinstance(signed_on, date) else date.max, row.identity


def _digest_in(row: SignOff) -> str:
    return str(readable(row, "findings_digest") or "").strip().casefold()


def _signature(row: SignOff) -> Signature | None:
    step, name, role = (readable(row, column) for column in ("step", "name", "role"))
    signed_on = readable(row, "signed_on")
    if step not in STEPS or not name or not isinstance(signed_on, date):
        return None
    return Signature(str(step), str(name).strip(), str(role or "role not stated"), signed_on, row)


def _steps_missing(audit: Audit, digest: str) -> Iterator[Missing]:
    case = audit.case
    signed = {signature.step for signature in signatures(case, digest)}
    for step in STEPS:
        if step in signed:
            continue
        rows = [row for row in case.register.all(SignOff) if _is_of(row, case) and readable(row, "step") == step]
        if not rows:
            place, name = Place("", SignOff.about.title), label_of("sign_off_step", step)
            expected = f"a row for {case.period.name} with the step “{name}” and the digest of these findings"
            remedy = f"Let somebody sign these findings, {audit.comparison.in_words}."
            yield Missing(Problem(place, _SHEET, f"nobody who {step} these findings", expected, remedy))
        for row in rows:
            yield from (Missing(problem, row) for problem in _objections(row, audit, digest))


def _objections(row: SignOff, audit: Audit, digest: str) -> Iterator[Problem]:
    """Everything that keeps a row of the right step from signing these findings: its digest, its name, its day."""
    case = audit.case
    if _digest_in(row) != digest:
        found = f"{row.identity}: {_digest_found(row, digest)}"
        remedy = f"Let somebody sign these findings, {audit.comparison.in_words}."
        yield Problem(row.place_of("findings_digest"), _SHEET, found, "the digest of these findings", remedy)
    if not readable(row, "name"):
        found = f"{row.identity}: no name of who signed"
        yield Problem(row.place_of("name"), _SHEET, found, "the name of a person", "Enter who signed.")
    signed_on = readable(row, "signed_on")
    if not _is_in_time(signed_on, case):
        span = f"a day from {day_in_words(case.as_of)} to {day_in_words(case.recorded_until)}"
        day = day_in_words(signed_on) if isinstance(signed_on, date) else "no day that can be read"
        remedy = f"Days after the end of the period count as far as recording_days in {SETTINGS_FILE} allows."
        yield Problem(row.place_of("signed_on"), _SHEET, f"{row.identity}: {day}", span, remedy)


def _is_in_time(signed_on: object, case: Case) -> bool:
    return isinstance(signed_on, date) and case.as_of <= signed_on <= case.recorded_until


def _digest_found(row: SignOff, digest: str) -> str:
    entered = _digest_in(row).rstrip("….")
    if not entered:
        return f"“{row.columns['findings_digest'].phrase}” is blank"
    if digest.startswith(entered):
        return f"{len(entered)} of the {len(digest)} characters of the digest"
    return "the digest of other findings"


def _shared_names(rows: Iterable[SignOff]) -> Iterator[Missing]:
    """One person may sign one step only."""
    first: dict[str, SignOff] = {}
    for row in rows:
        name = str(readable(row, "name") or "").strip()
        other = first.setdefault(" ".join(name.split()).casefold(), row)
        if name and _step(row) in STEPS and _step(other) != _step(row):
            found = f"{name}, who also {_step(other)} them"
            expected = "three different people for prepared, reviewed and approved"
            place, remedy = row.place_of("name"), "Let somebody else sign this step."
            yield Missing(Problem(place, _SHEET, found, expected, remedy), row)


def _out_of_order(rows: Iterable[SignOff], case: Case) -> Iterator[Missing]:
    """What is not yet prepared cannot be reviewed, and what is not yet reviewed cannot be approved."""
    signed = (_signature(row) for row in rows)
    in_time = (one for one in signed if one is not None and _is_in_time(one.signed_on, case))
    for before, after in pairwise(in_time):
        if after.signed_on < before.signed_on:
            found = (
                f"{after.step} on {day_in_words(after.signed_on)}, {before.step} on {day_in_words(before.signed_on)}"
            )
            expected = f"{before.step} before {after.step}"
            place, remedy = after.row.place_of("signed_on"), "Correct the days, or sign again."
            yield Missing(Problem(place, _SHEET, found, expected, remedy), after.row)
