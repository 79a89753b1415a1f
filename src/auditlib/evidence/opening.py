"""Finds the file of each row of the evidence sheet, checks it and reads it into facts."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType

from auditlib.case import Case
from auditlib.evidence.connector import Extract, UnusableExtract, has_connector, read_extract
from auditlib.evidence.facts import Evidence
from auditlib.evidence.source import Source
from auditlib.intake.inventory import EVIDENCE_FOLDER, InputFile, Role
from auditlib.sheets.evidence import Evidence as EvidenceRow
from auditlib.wording import day_in_words

_NEEDED = ("kind", "file_name", "sha256", "collected_on", "period_starts_on", "period_ends_on")


@dataclass(slots=True)
class _Opened:
    """What was found so far, by the id of the evidence row."""

    sources: list[Source] = field(default_factory=list)
    hash_checked: set[str] = field(default_factory=set)
    hash_differs: set[str] = field(default_factory=set)
    unusable: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[str, str] = field(default_factory=dict)


def open_evidence(case: Case) -> Evidence:
    """Read what outside sources show from the files that the evidence sheet names.

    A link is no file: it is neither checked nor unusable. Only kinds that are read into facts have to cover the period;
    a contract or a certificate may well be older.
    """
    files = {_normal(file.name): file for file in case.register.files}
    opened = _Opened()
    for row in case.register.all(EvidenceRow):
        if "://" in row.raw_of("file_name"):
            continue
        try:
            _open_row(case, row, files, opened)
        except UnusableExtract as error:
            opened.unusable[row.identity].add(error.reason)
            if not row.is_unreadable("kind"):
                opened.kinds[row.identity] = row.kind or ""
    return _evidence(opened)


def _open_row(case: Case, row: EvidenceRow, files: Mapping[str, InputFile], opened: _Opened) -> None:
    unreadable = next((column for column in _NEEDED if row.is_unreadable(column)), None)
    if unreadable:
        raise UnusableExtract(f"{row.raw_of('file_name') or 'the file'}: {unreadable} in its row cannot be read")
    file = _find(case, row, files)
    _check_hash(row, file, opened)
    if row.kind is None or not has_connector(row.kind):
        return
    try:
        _check_days(case, row)
        days = (case.period.starts_on, case.recorded_until)
        source = read_extract(row.kind, Extract(row.identity, file.name, file.path.resolve(), *days))
        _check_content(case, source)
    except UnusableExtract as error:
        raise UnusableExtract(f"{file.name} {error.reason}") from error
    opened.sources.append(source)


def _find(case: Case, row: EvidenceRow, files: Mapping[str, InputFile]) -> InputFile:
    given = row.file_name
    if given is None:
        raise UnusableExtract(f"the row {row.identity} names no file")
    # The list of the input files is the only way to a file, so that a name can lead nowhere else.
    path = PurePosixPath(_normal(given).replace("\\", "/"))
    if path.is_absolute() or PureWindowsPath(given).drive or ".." in path.parts:
        raise UnusableExtract(f"{given} lies outside the inputs folder and is not read")
    file = files.get(f"{EVIDENCE_FOLDER}/{path}") or files.get(str(path))
    if file is None:
        raise UnusableExtract(f"{given} is not among the input files")
    if file.role is Role.SKIPPED:
        raise UnusableExtract(f"{given} is not read where it lies; move it to the folder {EVIDENCE_FOLDER}")
    if not file.path.resolve().is_relative_to(case.inputs.resolve()):
        raise UnusableExtract(f"{given} is a link that leads out of the inputs folder")
    return file


def _check_hash(row: EvidenceRow, file: InputFile, opened: _Opened) -> None:
    if not row.sha256:
        return
    if row.sha256.strip().lower() != file.sha256:
        opened.hash_differs.add(row.identity)
        raise UnusableExtract(f"{file.name} is not the file its row describes: its SHA-256 differs")
    opened.hash_checked.add(row.identity)


def _check_days(case: Case, row: EvidenceRow) -> None:
    if row.collected_on is None:
        raise UnusableExtract("is not read: its row does not say on which day it was collected")
    if row.collected_on > case.recorded_until:
        day, last = day_in_words(row.collected_on), day_in_words(case.recorded_until)
        raise UnusableExtract(f"was collected on {day}; records of this period end on {last}")
    # Nothing can cover days after the one on which it was taken; without a first day, only the last one can be judged.
    until = min(row.period_ends_on or row.collected_on, row.collected_on)
    if until < case.period.starts_on or (row.period_starts_on or date.min) > case.period.ends_on:
        raise UnusableExtract(f"covers days outside the period ({case.period.in_words})")


def _check_content(case: Case, source: Source) -> None:
    """Whatever its row says: an extract of another quarter, saved under this one's name, is no evidence of this one."""
    if source.days is None:
        return
    first, last = source.days
    if last < case.period.starts_on or first > case.recorded_until:
        days = day_in_words(first) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"
        raise UnusableExtract(f"holds rows of {days} only, outside the period ({case.period.in_words})")


def _position(source: Source) -> tuple[date, str, str, str]:
    return source.days[1] if source.days else date.min, source.evidence_id, source.kind, source.file


def _evidence(opened: _Opened) -> Evidence:
    return Evidence(
        sources=tuple(sorted(opened.sources, key=_position)),
        # Where two rows share an id, one changed file is enough to trust neither.
        hash_checked=frozenset(opened.hash_checked - opened.hash_differs),
        hash_differs=frozenset(opened.hash_differs),
        unusable=MappingProxyType({row: "; ".join(sorted(opened.unusable[row])) for row in sorted(opened.unusable)}),
        kinds=MappingProxyType(dict(sorted(opened.kinds.items()))),
    )


def _normal(name: str) -> str:
    # The same name is stored in another Unicode form by macOS than a cell holds it.
    return unicodedata.normalize("NFC", name)
