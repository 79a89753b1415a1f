"""Recognises sheets and columns by name, title and alias, and finds where a table begins."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from auditlib.intake.cells import Cell, Grid
from auditlib.schema.guide import GUIDE_SHEETS
from auditlib.schema.record import Record
from auditlib.schema.values import clean
from auditlib.sheets import sheets

# Excel cuts the name of a worksheet here, so a long title is recognised by its beginning.
_SHEET_NAME_LENGTH = 31
_SEARCHED_LINES = 20


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings of a sheet stand: lines are columns of a table, rows of a form."""

    heading_line: int
    is_form: bool
    lines: Mapping[str, int]
    unknown: tuple[Cell, ...] = ()
    repeated: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)

    def line_of(self, cell: Cell) -> int:
        """The line a cell belongs to: its column in a table, its row in a form."""
        return cell.row if self.is_form else cell.column

    def record_line_of(self, cell: Cell) -> int:
        """The line of the record a cell belongs to: its row in a table, its column in a form."""
        return cell.column if self.is_form else cell.row


def folded(text: str) -> str:
    """The text as it is compared: case, punctuation, underscores and runs of blanks do not count."""
    return re.sub(r"[\W_]+", " ", clean(text)).casefold().strip()


def sheet_named(name: str) -> type[Record] | None:
    """The sheet that a worksheet or file of this name holds, or None."""
    return _sheet_names().get(folded(name))


def is_guide(name: str) -> bool:
    """Whether a worksheet of this name explains how to fill in the others."""
    return folded(name) in {folded(guide) for guide in GUIDE_SHEETS}


def nearest_sheet(name: str, taken: Collection[type[Record]] = ()) -> str:
    """The known sheet whose name is most like this one and that is not taken, or nothing."""
    names = {known: kind for known, kind in _sheet_names().items() if kind not in taken}
    near = get_close_matches(folded(name), names, n=1)
    return names[near[0]].about.name if near else ""


def nearest_column(kind: type[Record], heading: str, taken: Collection[str]) -> str:
    """The heading of the column most like this one and not taken, or nothing."""
    names = {name: columns for name, columns in _column_names(kind.about.name).items() if columns[0] not in taken}
    near = get_close_matches(folded(heading), names, n=1)
    return kind.columns[names[near[0]][0]].header if near else ""


def find_headings(kind: type[Record], grid: Grid) -> Headings | None:
    """Find the line with the headings among the first lines that have content; None where no line has any."""
    by_row = _lines(grid.cells, is_form=False)
    by_column = _lines(grid.cells, is_form=True) if kind.about.layout == "form" else {}
    candidates = [(_count(kind, cells), False, line) for line, cells in by_row.items()]
    candidates += [(_count(kind, cells), True, line) for line, cells in by_column.items()]
    best = max(candidates, key=lambda candidate: (candidate[0], -candidate[2]), default=(0, False, 0))
    count, is_form, line = best
    if count == 0:
        return None
    return _headings(kind, (by_column if is_form else by_row)[line], line, is_form=is_form)


def _headings(kind: type[Record], cells: list[Cell], line: int, *, is_form: bool) -> Headings:
    names = _column_names(kind.about.name)
    found: dict[str, list[Cell]] = defaultdict(list)
    unknown = []
    for cell in cells:
        columns = names.get(folded(cell.text), ())
        if not columns:
            unknown.append(cell)
        for column in columns:
            found[column].append(cell)
    return Headings(
        heading_line=line,
        is_form=is_form,
        lines={column: stand[0].row if is_form else stand[0].column for column, stand in found.items()},
        unknown=tuple(unknown),
        repeated={column: tuple(stand) for column, stand in found.items() if len(stand) > 1},
    )


def _lines(cells: Iterable[Cell], *, is_form: bool) -> dict[int, list[Cell]]:
    lines: dict[int, list[Cell]] = {}
    for cell in cells:
        line = cell.column if is_form else cell.row
        if line in lines or len(lines) < _SEARCHED_LINES:
            lines.setdefault(line, []).append(cell)
    return lines


def _count(kind: type[Record], cells: list[Cell]) -> int:
    names = _column_names(kind.about.name)
    return sum(1 for cell in cells if folded(cell.text) in names)


@cache
def _sheet_names() -> Mapping[str, type[Record]]:
    names: dict[str, type[Record]] = {}
    for kind in sheets().values():
        for name in (kind.about.name, kind.about.title, kind.about.title[:_SHEET_NAME_LENGTH]):
            names[folded(name)] = kind
    return names


@cache
def _column_names(sheet: str) -> Mapping[str, tuple[str, ...]]:
    """Columns by folded spelling; an alias may stand for several (a name and a contact in one cell)."""
    names: dict[str, tuple[str, ...]] = {}
    kind = sheets()[sheet]
    for column in kind.columns.values():
        for alias in column.aliases:
            names[folded(alias)] = (*names.get(folded(alias), ()), column.name)
    for column in kind.columns.values():
        names[folded(column.header)] = names[folded(column.name)] = (column.name,)
    return names
