"""Loads a folder or a file into a register, or refuses it with every structural problem at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations
from pathlib import Path

from auditlib.errors import InputRefused
from auditlib.intake.cells import Content, Grid
from auditlib.intake.inventory import InputFile, Role, take_inventory, why_skipped
from auditlib.intake.preflight import WORKBOOK
from auditlib.intake.reading import read_cells
from auditlib.places import Place, Problem, Remark
from auditlib.register.headings import is_guide, nearest_sheet, sheet_named
from auditlib.register.register import Register
from auditlib.register.rows import SheetRead, read_sheet
from auditlib.register.worklists import answered_last
from auditlib.schema.dates import ReadingOptions
from auditlib.schema.record import Record


def load_register(path: str | Path, options: ReadingOptions | None = None) -> Register:
    """Load the register kept in a folder of workbooks, or in one workbook.

    Args:
        path: a folder, or an .xlsx, .ods or .csv file.
        options: what the settings say about reading dates and times.

    Raises:
        InputRefused: something is missing, is no workbook, holds no known sheet, or stands twice; lists all of it.
    """
    files = take_inventory(Path(path))
    contents, refused = _read_files(files)
    read, problems, remarks = _read_grids(contents, options or ReadingOptions())
    read = answered_last(read)
    refused += _clashes(read)
    if not read and not refused:
        refused.append(_nothing_found(Path(path), contents))
    if refused:
        raise InputRefused(sorted(refused))
    return Register(
        {name: tuple(record for part in parts for record in part.records) for name, parts in _by_sheet(read).items()},
        files,
        tuple(sorted({*problems, *(problem for part in read for problem in part.problems)})),
        tuple(sorted({*remarks, *_skipped(files), *(remark for part in read for remark in part.remarks)})),
    )


def _read_files(files: Iterable[InputFile]) -> tuple[list[tuple[InputFile, Content]], list[Problem]]:
    contents: list[tuple[InputFile, Content]] = []
    refused: list[Problem] = []
    for file in files:
        if file.role is Role.UNREADABLE:
            remedy = "Save it as .xlsx, or take it out of the folder."
            refused.append(Problem(Place(file.name), "unread_format", f"a {file.path.suffix} file", WORKBOOK, remedy))
        if file.role is Role.WORKBOOK:
            try:
                contents.append((file, read_cells(file.name, file.path.read_bytes())))
            except InputRefused as error:
                refused.extend(error.problems)
    return contents, refused


def _read_grids(
    contents: Iterable[tuple[InputFile, Content]], options: ReadingOptions
) -> tuple[list[SheetRead], list[Problem], list[Remark]]:
    read: list[SheetRead] = []
    problems: list[Problem] = []
    remarks: list[Remark] = []
    for file, content in contents:
        remarks += [Remark(Place(file.name, sha256=file.sha256), text) for text in content.remarks]
        kinds = {grid.name: sheet_named(grid.name) for grid in content.grids}
        for grid in content.grids:
            kind = kinds[grid.name]
            if kind is not None:
                read.append(read_sheet(kind, grid, file=file.name, sha256=file.sha256, options=options))
            elif grid.cells and not is_guide(grid.name):
                problems.append(_unknown_sheet(file, grid, [known for known in kinds.values() if known]))
    return read, problems, remarks


def _unknown_sheet(file: InputFile, grid: Grid, taken: Collection[type[Record]]) -> Problem:
    near = nearest_sheet(grid.name, taken)
    hint = f"Did you mean “{near}”? " if near else ""
    remedy = f"{hint}Rename it, or remove it if it is no part of the register; it was not read."
    place = Place(file.name, grid.name, "", file.sha256)
    return Problem(place, "unknown_sheet", f"the sheet “{grid.name}”", "the name of a sheet of the register", remedy)


def _by_sheet(read: Iterable[SheetRead]) -> dict[str, list[SheetRead]]:
    parts: dict[str, list[SheetRead]] = defaultdict(list)
    for part in read:
        parts[part.kind.about.name].append(part)
    return parts


def _clashes(read: Iterable[SheetRead]) -> list[Problem]:
    """Two places that hold the same sheet are joined only where no id stands in both; one problem names both."""
    clashes: dict[tuple[Place, str], list[str]] = defaultdict(list)
    for name, parts in _by_sheet(read).items():
        for first, second in combinations(parts, 2):
            shared = sorted(_ids(first.records) & _ids(second.records))
            if shared:
                clashes[_both(first, second)].append(f"{name} ({_some(shared)})")
    return [
        Problem(
            place,
            "same_rows_twice",
            f"rows that also stand in {other}: {', '.join(sheets)}",
            "each row in one file",
            "Keep one of the two, or give the rows ids of their own.",
        )
        for (place, other), sheets in clashes.items()
    ]


def _both(first: SheetRead, second: SheetRead) -> tuple[Place, str]:
    if first.origin.file == second.origin.file:
        return Place(second.origin.file, second.origin.sheet), f"the sheet “{first.origin.sheet}”"
    return Place(second.origin.file), first.origin.file


def _ids(records: Iterable[Record]) -> set[str]:
    return {record.identity for record in records}


def _some(identities: list[str]) -> str:
    shown = ", ".join(identities[:3])
    return shown if len(identities) <= len(identities[:3]) else f"{shown} and {len(identities) - 3} more"


def _nothing_found(path: Path, contents: list[tuple[InputFile, Content]]) -> Problem:
    names = [grid.name for _, content in contents for grid in content.grids]
    found = f"only the sheets {', '.join(names)}" if any(c.grids for _, c in contents) else "no workbook"
    if contents and all(not grid.cells for _, content in contents for grid in content.grids):
        found = "a workbook without content" if len(contents) == 1 else "workbooks without content"
    return Problem(
        Place(path.resolve().name),
        "no_known_sheet",
        found,
        "at least one sheet of the register",
        "auditlib template FILE.xlsx writes a workbook to start from.",
    )


def _skipped(files: Iterable[InputFile]) -> list[Remark]:
    return [
        Remark(Place(file.name), f"skipped: {why_skipped(file.name)}") for file in files if file.role is Role.SKIPPED
    ]
