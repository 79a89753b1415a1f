"""Copies of her workbooks with the findings in them: cells coloured by severity, each with a comment that says why."""

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from auditlib.audit import Audit
from auditlib.errors import InputRefused, StorageFailed, UsageError
from auditlib.findings import Finding, Severity
from auditlib.intake.inventory import InputFile, Role
from auditlib.period import is_period
from auditlib.places import Place, Problem
from auditlib.render.characters import visible
from auditlib.render.findings import AuditFormat, audit_in

WITHOUT_CELL = "Findings not in a cell"
NOT_MARKED = "findings-not-marked.csv"
_COLOURS = {
    Severity.CRITICAL: "F6BFB8",
    Severity.HIGH: "FBD9BF",
    Severity.MEDIUM: "FDF0BD",
    Severity.LOW: "DDEAF6",
    Severity.INFO: "E7EAED",
}
_AUTHOR = "auditlib"
_RULE_OFF = "\n\n———\n\n"
# A comment as wide as some fifty letters; both sizes in pixels.
_COMMENT_WIDTH, _LETTERS, _LINE, _HIGHEST = 340, 50, 17, 480
_HEADINGS = (("Severity", 11), ("Rule", 10), ("What was found", 60), ("Where", 34), ("What to do", 60), ("Finding", 24))


@dataclass(frozen=True, slots=True)
class Marked:
    """What was written, and which files hold findings and could not be marked, because they are no .xlsx."""

    written: tuple[Path, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Note:
    """A finding at one of its places."""

    place: Place
    finding: Finding


def mark_workbooks(audit: Audit, folder: Path) -> Marked:
    """Write a copy of each .xlsx that holds findings, marked, and a list of those that stand in other files.

    Raises:
        UsageError: the folder is the inputs folder or in it, or a file to write is there already.
        InputRefused: a workbook was saved since the audit read it.
        StorageFailed: a file cannot be written.
    """
    _refuse_inputs(audit.case.inputs, folder)
    by_file = _by_file(audit.findings)
    books = {file.name: file for file in audit.case.files if file.role is Role.WORKBOOK and _is_xlsx(file)}
    contents = {Path(name): _marked(books[name], notes) for name, notes in by_file.items() if name in books}
    left_out = tuple(name for name in by_file if name not in books)
    unmarked = tuple(one for one in audit.findings if not any(place.file in books for place in one.places))
    if unmarked:
        contents[Path(NOT_MARKED)] = audit_in(AuditFormat.CSV, replace(audit, findings=unmarked)).encode()
    return Marked(tuple(_write_all(folder, contents)), left_out)


def _is_xlsx(file: InputFile) -> bool:
    return file.path.suffix.lower() == ".xlsx"


def _refuse_inputs(inputs: Path, folder: Path) -> None:
    kept = (inputs if inputs.is_dir() else inputs.parent).resolve()
    # Beside the folder of a period stand those of the others.
    kept = kept.parent if is_period(kept.name) else kept
    if folder.resolve().is_relative_to(kept):
        raise UsageError(f"--to: {folder} is the inputs folder or in it; name another one, which holds copies only.")


def _by_file(findings: Iterable[Finding]) -> Mapping[str, tuple[_Note, ...]]:
    notes: dict[str, list[_Note]] = defaultdict(list)
    for finding in findings:
        for place in dict.fromkeys(finding.places):
            notes[place.file].append(_Note(place, finding))
    return {name: tuple(notes[name]) for name in sorted(notes)}


def _marked(file: InputFile, notes: Sequence[_Note]) -> bytes:
    data = file.path.read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        found, remedy = "a file that was saved while it was read", "Run it again."
        raise InputRefused([Problem(Place(file.name), "inputs", found, "a file at rest", remedy)])
    book = load_workbook(io.BytesIO(data), rich_text=True)
    in_cells: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for note in notes:
        if note.place.cell:
            in_cells[note.place.sheet, note.place.cell].append(note.finding)
    for (sheet, cell), findings in in_cells.items():
        _mark_cell(_first_cell(book[sheet], cell), findings)
    _list_without_cell(book, [note for note in notes if not note.place.cell])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _first_cell(page: Worksheet, address: str) -> Any:
    """The cell of an address, or where it is part of a merged area the one that shows it."""
    areas = (area for area in page.merged_cells.ranges if address in area)
    return next((page.cell(area.min_row, area.min_col) for area in areas), page[address])


def _mark_cell(cell: Any, findings: Sequence[Finding]) -> None:
    worst = min((finding.severity for finding in findings), key=lambda severity: severity.rank)
    cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
    kept = [cell.comment.text] if cell.comment else []
    text = _RULE_OFF.join([*kept, *map(_told, findings)])
    lines = sum(1 + len(line) // _LETTERS for line in text.splitlines())
    height = min(_LINE * (lines + 1), _HIGHEST)
    cell.comment = Comment(text, _AUTHOR, width=_COMMENT_WIDTH, height=height)


def _told(finding: Finding) -> str:
    head = f"{finding.severity.value.upper()} · {finding.rule_id}"
    return visible(f"{head}\n{finding.message}.\n\nWhat to do: {finding.remedy}")


def _list_without_cell(book: Workbook, notes: Sequence[_Note]) -> None:
    if not notes:
        return
    page = book.create_sheet(WITHOUT_CELL)
    for column, (heading, width) in enumerate(_HEADINGS, start=1):
        cell = page.cell(1, column, heading)
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = width
    for row, note in enumerate(notes, start=2):
        finding = note.finding
        where = f"{note.place.sheet or note.place.file}: {finding.record_id}"
        texts = (
            finding.severity.value,
            finding.rule_id,
            finding.message,
            where,
            finding.remedy,
            finding.finding_id,
        )
        for column, text in enumerate(texts, start=1):
            _write_text(page.cell(row, column), text)
        page.cell(row, 1).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])
    page.freeze_panes = "A2"


def _write_text(cell: Cell, text: str) -> None:
    cell.value = visible(text)
    # Text of the register may begin like a formula.
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_all(folder: Path, contents: Mapping[Path, bytes]) -> Iterable[Path]:
    there = [name.as_posix() for name in contents if (folder / name).exists()]
    if there:
        raise UsageError(f"--to: {folder} already holds {', '.join(there)}; name another folder, or take them away.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            with (folder / name).open("xb") as file:
                file.write(content)
            yield folder / name
    except OSError as error:
        raise StorageFailed(f"{folder}: {error.strerror}.") from error
