"""Turns the cells of one worksheet into records, noting every problem on the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from auditlib.intake.cells import Cell, CellKind, Grid, Visibility
from auditlib.places import Place, Problem, Remark, column_letters
from auditlib.register.headings import Headings, find_headings, nearest_column
from auditlib.schema.dates import ReadingOptions
from auditlib.schema.guide import EXAMPLE_ID
from auditlib.schema.record import Origin, Record
from auditlib.schema.values import UnreadableValueError, clean, read_value

_SHOWN = 10
_NO_VALUE = (CellKind.UNCALCULATED, CellKind.ERROR)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What one worksheet gave: its records, or none, with what was wrong or worth knowing."""

    kind: type[Record]
    origin: Origin
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]


def read_sheet(kind: type[Record], grid: Grid, *, file: str, sha256: str, options: ReadingOptions) -> SheetRead:
    """Read a worksheet that holds a known sheet."""
    headings = find_headings(kind, grid)
    if headings is None or kind.key not in headings.lines:
        origin = Origin(file, sha256, grid.name, MappingProxyType({}))
        return SheetRead(kind, origin, (), (_no_headings(kind, origin.place(0, "")),), ())
    origin = Origin(file, sha256, grid.name, MappingProxyType(dict(headings.lines)), headings.is_form)
    reader = _RowReader(kind, origin, headings, options)
    records = [record for line, cells in _by_record(grid, headings) if (record := reader.read(line, cells)) is not None]
    problems = (*_heading_problems(kind, grid, headings, origin), *reader.problems)
    lines = {record.line for record in records}
    read = [cell for cell in grid.cells if headings.record_line_of(cell) in lines]
    remarks = (*_remarks(grid, read, origin), *reader.remarks)
    return SheetRead(kind, origin, tuple(records), problems, remarks)


class _RowReader:
    """Reads the rows of one sheet and gathers what is wrong with them."""

    def __init__(self, kind: type[Record], origin: Origin, headings: Headings, options: ReadingOptions) -> None:
        self.kind = kind
        self.origin = origin
        self.options = options
        self.columns: dict[int, list[str]] = defaultdict(list)
        self.repeated = frozenset(headings.repeated)
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []
        for column, line in headings.lines.items():
            self.columns[line].append(column)
        self.line_of = headings.line_of

    def read(self, line: int, cells: Iterable[Cell]) -> Record | None:
        """The record of a line, or None where the line is an example or has no id."""
        found = {
            column: cell for cell in cells if clean(cell.text) for column in self.columns.get(self.line_of(cell), ())
        }
        if not found:
            return None
        if clean(found[self.kind.key].text if self.kind.key in found else "") == EXAMPLE_ID:
            self.remarks.append(Remark(self.origin.place(line, self.kind.key), "the example row was passed over"))
            return None
        values, unreadable = self._values(found)
        if self.kind.key not in values:
            if self.kind.key not in found:
                self.problems.append(self._no_id(line, found))
            return None
        return self.kind(self.origin, line, found, values, unreadable)

    def _values(self, found: Mapping[str, Cell]) -> tuple[dict[str, object], frozenset[str]]:
        values: dict[str, object] = {}
        unreadable = set(self.repeated & found.keys())
        for name, cell in found.items():
            if name in unreadable:
                continue
            try:
                values[name] = read_value(self.kind.columns[name], cell, self.options)
            except UnreadableValueError as error:
                unreadable.add(name)
                place = Place(self.origin.file, self.origin.sheet, cell.address, self.origin.sha256)
                self.problems.append(Problem(place, error.kind, error.found, error.expected, error.remedy))
        return values, frozenset(unreadable)

    def _no_id(self, line: int, found: Mapping[str, Cell]) -> Problem:
        heading = self.kind.columns[self.kind.key].header
        first = next(iter(found.values()))
        return Problem(
            self.origin.place(line, self.kind.key),
            "blank_id",
            f"a blank “{heading}” in a row with content (“{clean(first.text)[:60]}” in {first.address})",
            f"an id that no other row has, such as {self.kind.columns[self.kind.key].example}",
            "Give the row an id, or empty the row.",
        )


def _by_record(grid: Grid, headings: Headings) -> list[tuple[int, list[Cell]]]:
    records: dict[int, list[Cell]] = defaultdict(list)
    for cell in grid.cells:
        line = headings.record_line_of(cell)
        if line > headings.heading_line:
            records[line].append(cell)
    return sorted(records.items())


def _no_headings(kind: type[Record], place: Place) -> Problem:
    key = kind.columns[kind.key].header
    return Problem(
        place,
        "no_headings",
        f"no row with the heading “{key}” of the sheet {kind.about.name}",
        f"a row of headings that includes “{key}”",
        "Add the headings (auditlib template writes them), or rename the sheet if it is no part of the register.",
    )


def _heading_problems(kind: type[Record], grid: Grid, headings: Headings, origin: Origin) -> list[Problem]:
    problems = [_unknown(kind, cell, origin) for cell in headings.unknown if not _is_title(cell, grid, headings)]
    for column, cells in headings.repeated.items():
        where = " and ".join(cell.address for cell in cells)
        problems.append(
            Problem(
                Place(origin.file, origin.sheet, cells[1].address, origin.sha256),
                "repeated_heading",
                f"the heading “{clean(cells[1].text)}” in {where}",
                "each heading once",
                f"Keep one of them; until then nothing is read as “{kind.columns[column].header}”.",
            )
        )
    return problems + [_merged(area, origin) for area in grid.merged if _spans_headings(area, headings)]


def _is_title(cell: Cell, grid: Grid, headings: Headings) -> bool:
    """Whether a cell among the labels of a form labels nothing: a title, or the head of a section."""
    return headings.is_form and not any(other.row == cell.row and other.column > cell.column for other in grid.cells)


def _unknown(kind: type[Record], cell: Cell, origin: Origin) -> Problem:
    near = nearest_column(kind, cell.text, origin.lines)
    hint = f"Did you mean “{near}”? " if near else ""
    return Problem(
        Place(origin.file, origin.sheet, cell.address, origin.sha256),
        "unknown_column",
        f"the heading “{clean(cell.text)}”",
        f"a heading of the sheet {kind.about.name}",
        f"{hint}Rename it or remove it; its cells were not read.",
    )


def _spans_headings(area: str, headings: Headings) -> bool:
    (_, first_column, first_row), (_, last_column, last_row) = _corners(area)
    across = first_row != last_row if headings.is_form else first_column != last_column
    first, last = (first_column, last_column) if headings.is_form else (first_row, last_row)
    return across and first <= headings.heading_line <= last


def _corners(area: str) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
    first, _, last = area.partition(":")
    return _corner(first), _corner(last or first)


def _corner(cell: str) -> tuple[str, int, int]:
    letters = cell.rstrip("0123456789")
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return cell, number, int(cell[len(letters) :])


def _merged(area: str, origin: Origin) -> Problem:
    return Problem(
        Place(origin.file, origin.sheet, area, origin.sha256),
        "merged_heading",
        f"one heading merged over {area}",
        "one heading in one cell for each column",
        "Unmerge the cells and give each column its own heading; only the first column was read.",
    )


def _remarks(grid: Grid, read: Sequence[Cell], origin: Origin) -> list[Remark]:
    """What is worth knowing about how the cells of the records stand in their worksheet."""
    sheet = Place(origin.file, origin.sheet, "", origin.sha256)
    remarks = []
    if grid.visibility is not Visibility.VISIBLE:
        remarks.append(Remark(sheet, f"the sheet is {grid.visibility} and was read"))
    rows, columns = {cell.row for cell in read}, {column_letters(cell.column) for cell in read}
    formulas = [cell.address for cell in read if cell.formula and cell.kind not in _NO_VALUE]
    for text, where in (
        ("content of hidden rows was read", [str(row) for row in grid.hidden_rows if row in rows]),
        ("content of hidden columns was read", [column for column in grid.hidden_columns if column in columns]),
        ("formulas were read as the values saved with the file", formulas),
    ):
        if where:
            remarks.append(Remark(sheet, f"{text} ({_some(where)})"))
    return remarks


def _some(items: list[str]) -> str:
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    return ", ".join(items[:_SHOWN]) + more
