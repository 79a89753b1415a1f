"""A worklist beside the workbooks: an action that stands in both counts as the worklist has it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from auditlib.places import Place, Remark
from auditlib.register.rows import SheetRead
from auditlib.schema.record import Record
from auditlib.sheets.actions import Action

# How the name of the file begins, whatever a download or a person adds to it.
WORKLIST = "worklist"


def answered_last(read: Iterable[SheetRead]) -> list[SheetRead]:
    """The sheets as they count: rows of the actions that a worklist repeats are taken from the worklist alone.

    A row that reads differently there is named in a remark. Two worklists with the same rows stay a clash.
    """
    parts = list(read)
    answered = {record.identity: record for part in parts if _is_worklist(part) for record in part.records}
    return [_without(part, answered) if _is_older(part) else part for part in parts]


def _is_worklist(part: SheetRead) -> bool:
    name = PurePosixPath(part.origin.file).name
    return part.kind is Action and name.casefold().startswith(WORKLIST)


def _is_older(part: SheetRead) -> bool:
    return part.kind is Action and not _is_worklist(part)


def _without(part: SheetRead, answered: Mapping[str, Record]) -> SheetRead:
    repeated = [record for record in part.records if record.identity in answered]
    if not repeated:
        return part
    changed = [record for record in repeated if _differs(record, answered[record.identity])]
    kept = tuple(record for record in part.records if record.identity not in answered)
    return replace(part, records=kept, remarks=(*part.remarks, *_remarks(part, changed, answered)))


def _differs(record: Record, answer: Record) -> bool:
    return any(record.raw_of(column) != answer.raw_of(column) for column in record.origin.lines)


def _remarks(part: SheetRead, changed: Sequence[Record], answered: Mapping[str, Record]) -> Iterable[Remark]:
    by_file: dict[str, list[str]] = {}
    for record in changed:
        by_file.setdefault(answered[record.identity].origin.file, []).append(record.identity)
    for file, identities in sorted(by_file.items()):
        place = Place(part.origin.file, part.origin.sheet, "", part.origin.sha256)
        yield Remark(place, f"rows that read differently in {file}, which counts ({', '.join(identities)})")
