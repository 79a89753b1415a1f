"""One case: a register on a date, for a period, with the settings it was read under."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from auditlib.errors import InputRefused, UsageError
from auditlib.intake.inventory import InputFile, Role, role_of
from auditlib.period import Period, is_period, last_day_to_record, period_before, read_period
from auditlib.places import Place, Problem
from auditlib.prior.pack import Prior
from auditlib.prior.reading import read_prior
from auditlib.register.loading import load_register
from auditlib.register.register import Register
from auditlib.schema.columns import Answer
from auditlib.settings import Settings, read_settings
from auditlib.sheets.attestations import Attestation
from auditlib.sheets.organisation import Organisation
from auditlib.version import VERSION

# As the column attestations.attested_on says, unless the row gives a last day of its own.
ATTESTATION_HOLDS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Case:
    """What every rule and report works on; frozen once opened."""

    register: Register
    period: Period
    as_of: date
    recorded_until: date
    settings: Settings
    inputs: Path
    organisation: Organisation | None = None
    previous: Prior | None = None
    # Name and SHA-256 of each file with rules of the analyst's own.
    own_rules: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[InputFile, ...]:
        """The input files that were used; what was skipped is among the remarks of the register."""
        return tuple(file for file in self.register.files if file.role is not Role.SKIPPED)

    @property
    def entities(self) -> tuple[Organisation, ...]:
        """The legal entities of the register, or the one the case was opened for."""
        return (self.organisation,) if self.organisation else self.register.all(Organisation)

    @property
    def attestations(self) -> tuple[Attestation, ...]:
        """The statements that sheets are complete which hold on this date, within their validity."""
        return tuple(row for row in self.register.all(Attestation) if self._holds(row))

    @property
    def attested(self) -> tuple[str, ...]:
        """The sheets that somebody states to be complete, on this date and within their validity."""
        return tuple(sorted({sheet for row in self.attestations for sheet in row.sheet}))

    def _holds(self, row: Attestation) -> bool:
        columns = ("is_complete", "attested_by", "attested_on", "valid_until_on", "sheet")
        if any(map(row.is_unreadable, columns)) or row.attested_by is None or row.attested_on is None:
            return False
        until = row.valid_until_on or row.attested_on + ATTESTATION_HOLDS
        return row.is_complete is Answer.YES and row.attested_on <= self.recorded_until and until >= self.as_of

    @property
    def report_id(self) -> str:
        """An id that is equal where inputs, entities, dates, own rules, previous pack and version of the tool are."""
        facts = [f"{file.name} {file.sha256}" for file in self.files]
        facts += [f"about {entity.identity}" for entity in sorted(self.entities, key=lambda one: one.identity)]
        facts += [f"own rules {file}" for file in self.own_rules]
        facts += [self.period.name, self.as_of.isoformat(), self.recorded_until.isoformat(), VERSION]
        facts += [f"compared with {self.previous.digest}"] if self.previous else []
        digest = hashlib.sha256("\n".join(facts).encode()).digest()
        return f"R-{base64.b32encode(digest).decode()[:10]}"


def open_case(
    inputs: str | Path,
    *,
    period: str,
    as_of: str | date = "",
    recorded_until: str | date = "",
    organisation: str = "",
    previous: str | Path = "",
) -> Case:
    """Open the register of an inputs folder for a period.

    Args:
        inputs: the folder of the workbooks, or its parent with one folder a period; a relative one is looked up
            in the working directory and then in each folder above it.
        period: `2026-Q3` or `2026`.
        as_of: the day whose facts and law count; the last day of the period where blank.
        recorded_until: the last day on which records about the period may be dated; where blank, as many days after
            its end as the settings say, which is 30 where they say nothing.
        organisation: the id of one legal entity; blank for all of them.
        previous: the folder of the pack of the period before, looked up in the same way; blank compares with nothing.

    Raises:
        InputRefused: the folder is missing or its structure cannot be read, or the previous pack cannot.
        UsageError: a date, the period or the organisation is not known, or the previous pack is of others.
        VerificationFailed: the previous pack is not what its manifest says.
    """
    covered = read_period(period)
    folder = find_inputs(Path(inputs), covered)
    settings = read_settings(folder)
    register = load_register(folder, settings.reading)
    case = Case(
        register=register,
        period=covered,
        as_of=day_of("as_of", as_of) or covered.ends_on,
        recorded_until=day_of("recorded_until", recorded_until) or last_day_to_record(covered, settings.recording_days),
        settings=settings,
        inputs=folder,
        organisation=_entity(register, organisation) if organisation else None,
    )
    return replace(case, previous=_pack_before(case, Path(previous))) if previous else case


def _pack_before(case: Case, folder: Path) -> Prior:
    """The previous pack, which has to be of the period before and of an organisation that the register knows."""
    prior = read_prior(_existing(folder, "the folder of a published pack"))
    wanted = period_before(case.period)
    if prior.period != wanted:
        raise UsageError(
            f"previous: found the pack of {prior.period.name} ({prior.report_id}); "
            f"expected that of {wanted.name}, the period before {case.period.name}."
        )
    known = [entity.identity for entity in case.register.all(Organisation)]
    if set(prior.organisation).isdisjoint(known):
        found = ", ".join(prior.organisation) or "nobody"
        raise UsageError(f"previous: found a pack of {found}; expected one of {', '.join(known) or 'nobody'}.")
    return prior


def find_inputs(inputs: Path, period: Period) -> Path:
    """The folder that holds the workbooks of a period.

    Raises:
        InputRefused: there is none, it is that of another period, or workbooks stand both in the folder and in one
            folder a period.
    """
    folder = _existing(inputs, "a folder of workbooks")
    if folder.is_file():
        return folder
    inner = folder / period.name
    has_workbooks = any(role_of(path.name) is Role.WORKBOOK for path in folder.iterdir() if path.is_file())
    if has_workbooks and inner.is_dir():
        found = f"workbooks in the folder and a folder {period.name} beside them"
        raise _refused(folder.name, found, "one period", "Move the workbooks into the folder of their period.")
    if inner.is_dir():
        return inner
    if not has_workbooks and _periods(folder):
        found = f"folders for {', '.join(_periods(folder))}, none for {period.name}"
        raise _refused(folder.name, found, f"a folder {period.name}", "Add it, or name another period.")
    if is_period(folder.name) and not read_period(folder.name).overlaps(period):
        remedy = f"Ask for {folder.name}, or give the folder of {period.name}."
        raise _refused(folder.name, f"the folder of {folder.name}", f"the folder of {period.name}", remedy)
    return folder


def period_in_name(inputs: Path) -> str:
    """The period that the folder of the inputs, or of the one workbook, is named for; blank where for none.

    Raises:
        InputRefused: there are no such inputs.
    """
    found = _existing(inputs, "a folder of workbooks").resolve()
    folder = found.parent if found.is_file() else found
    # The folder of a year may hold those of its quarters, and nobody said which of them is meant.
    return folder.name if is_period(folder.name) and not _periods(folder) else ""


def _periods(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and is_period(path.name))


def _existing(given: Path, expected: str) -> Path:
    here = Path.cwd()
    tried = [given] if given.is_absolute() else [folder / given for folder in (here, *here.parents)]
    for candidate in tried:
        if candidate.exists():
            return candidate
    looked = "; ".join(str(candidate) for candidate in tried)
    raise _refused(str(given), f"nothing at {looked}", expected, "Check the name of the folder.")


def _refused(name: str, found: str, expected: str, remedy: str) -> InputRefused:
    return InputRefused([Problem(Place(name), "inputs", found, expected, remedy)])


def day_of(name: str, given: str | date) -> date | None:
    """A day given as text or as a date; None where nothing is given.

    Raises:
        UsageError: the text is no date.
    """
    if isinstance(given, date) or not given:
        return given or None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"{name}: found “{given}”; expected a date such as 2026-09-30, or nothing.") from error


def _entity(register: Register, identity: str) -> Organisation:
    entity = register.get(Organisation, identity)
    if entity is None:
        raise UsageError(f"organisation: found “{identity}”; expected {_names(register.all(Organisation))}.")
    return entity


def _names(entities: Iterable[Organisation]) -> str:
    known = [entity.identity for entity in entities]
    return f"one of {', '.join(known)}" if known else "nothing: the register names no legal entity"
