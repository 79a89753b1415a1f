"""Reads a pack folder of an earlier period; nothing in it counts before its hashes are those of its manifest."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, TypeAdapter, ValidationError

from auditlib.errors import InputRefused, VerificationFailed
from auditlib.findings import Finding, PastFinding
from auditlib.pack_format import FINDINGS, FINDINGS_VERSION, MANIFEST, POLICY, REGISTER, REGISTER_VERSION, RUN
from auditlib.period import is_period, read_period
from auditlib.places import Place, Problem
from auditlib.prior.pack import Prior

T = TypeVar("T")

_NEEDED = (RUN, MANIFEST, FINDINGS, REGISTER)


def _period(name: str) -> str:
    if not is_period(name):
        raise ValueError("a quarter such as 2026-Q3 or a year such as 2026")
    return name


@dataclass(frozen=True, slots=True)
class _Run:
    report_id: str
    digest: str
    state: str
    organisation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Versioned:
    schema_version: str


@dataclass(frozen=True, slots=True)
class _Findings:
    report_id: str
    period: Annotated[str, AfterValidator(_period)]
    as_of: date
    findings: tuple[Finding, ...]
    past: tuple[PastFinding, ...]
    history: tuple[PastFinding, ...]


@dataclass(frozen=True, slots=True)
class _Register:
    sheets: dict[str, dict[str, dict[str, str]]]


def read_prior(folder: str | Path) -> Prior:
    """Read the pack of an earlier period.

    Args:
        folder: the folder of a published pack, or a link to it such as `latest`.

    Raises:
        InputRefused: it is no pack, or files in it are not as this version writes them; names each of them.
        VerificationFailed: files are not what the manifest says, or the manifest is not that of the run.
    """
    pack = Path(folder)
    held = {name: (pack / name).read_bytes() for name in (*_NEEDED, POLICY) if (pack / name).is_file()}
    _refuse(_problem(f"{pack.name}/{name}", "no such file", "a whole pack") for name in _NEEDED if name not in held)
    run = _parsed(_Run, RUN, held)
    digest = hashlib.sha256(held[MANIFEST]).hexdigest()
    _verify(held, run, digest)
    _refuse(_of_another_version(held))
    found = _parsed(_Findings, FINDINGS, held)
    register = _parsed(_Register, REGISTER, held)
    if found.report_id != run.report_id:
        raise VerificationFailed(f"{RUN} is of report {run.report_id}, {FINDINGS} of report {found.report_id}")
    return Prior(
        name=pack.resolve().name,
        period=read_period(found.period),
        as_of=found.as_of,
        report_id=run.report_id,
        digest=digest,
        state=run.state,
        organisation=run.organisation,
        findings=found.findings,
        past=found.past,
        history=found.history,
        rows=register.sheets,
        policy_text=held[POLICY].decode("utf-8", "replace") if POLICY in held else None,
    )


def copy_prior(folder: str | Path, target: Path) -> None:
    """Copy what `read_prior` reads of a pack into another folder, and nothing else."""
    for name in (*_NEEDED, POLICY):
        source = Path(folder) / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target / name)


def _verify(held: Mapping[str, bytes], run: _Run, digest: str) -> None:
    lines = (line.partition("  ") for line in held[MANIFEST].decode("utf-8", "replace").splitlines())
    listed = {name: stated for stated, _, name in lines}
    wrong = [f"{MANIFEST}: changed since the run"] if digest != run.digest else []
    for name in (FINDINGS, REGISTER, POLICY):
        if name in held and name not in listed:
            wrong.append(f"{name}: added, not in {MANIFEST}")
        elif name in held and hashlib.sha256(held[name]).hexdigest() != listed[name]:
            wrong.append(f"{name}: changed")
        elif name in listed and name not in held:
            wrong.append(f"{name}: missing")
    if wrong:
        raise VerificationFailed("\n".join(wrong))


def _of_another_version(held: Mapping[str, bytes]) -> Iterator[Problem]:
    for name, wanted in ((FINDINGS, FINDINGS_VERSION), (REGISTER, REGISTER_VERSION)):
        version = _parsed(_Versioned, name, held).schema_version
        if version != wanted:
            yield _problem(name, f"version {version} of the format", f"version {wanted}")


def _parsed(kind: type[T], name: str, held: Mapping[str, bytes]) -> T:
    try:
        return TypeAdapter(kind).validate_json(held[name])
    except ValidationError as error:
        wrong = ((".".join(map(str, each["loc"])), each["msg"]) for each in error.errors(include_url=False))
        problems = [_problem(name, f"{where}: {what}" if where else what, "what a pack holds") for where, what in wrong]
        raise InputRefused(problems) from error


def _refuse(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise InputRefused(found)


def _problem(name: str, found: str, expected: str) -> Problem:
    remedy = f"Name the folder of a published pack, the one that holds {RUN}; a damaged one cannot be compared."
    return Problem(Place(name), "previous pack", found, expected, remedy)
