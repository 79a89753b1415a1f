"""Where a value came from, and what is wrong with the input there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]+)")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell, a sheet (`cell` blank) or a file (`sheet` blank too) of the input."""

    file: str
    sheet: str = ""
    cell: str = ""
    sha256: str = ""

    def __str__(self) -> str:
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A defect of the input: where it is, what was found, what is expected and what to do."""

    place: Place
    kind: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}; expected {self.expected}. {self.remedy}"


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something about the input that is worth knowing and is no defect."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def column_letters(number: int) -> str:
    """The letters of a column, counted from 1: 1 is A, 27 is AA."""
    letters: str = xl_col_to_name(number - 1)
    return letters


def column_number(letters: str) -> int:
    """The number of a column, counted from 1, by its letters: A is 1, AA is 27."""
    number: int = xl_cell_to_rowcol(f"{letters}1")[1] + 1
    return number


def address(row: int, column: int) -> str:
    """The address of a cell, both counted from 1: (14, 2) is B14."""
    return f"{column_letters(column)}{row}"


def compact(places: Iterable[Place], *, across: bool = False) -> tuple[Place, ...]:
    """One place per sheet, cells of a column that follow each other joined: D5, D6, D7 become D5:D7.

    With `across`, so are then the single cells that follow each other in a row: B14, C14 become B14:C14.
    """
    ordered = sorted(set(places), key=lambda place: (place.file, place.sheet, _position(place.cell)))
    return tuple(
        Place(file, sheet, _ranges([place.cell for place in group], across=across))
        for (file, sheet), group in groupby(ordered, key=lambda place: (place.file, place.sheet))
    )


def _position(cell: str) -> tuple[int, int, str]:
    """Column and row of a cell; what is none comes before all of them, by its text."""
    found = _ADDRESS.fullmatch(cell)
    return (column_number(found[1]), int(found[2]), "") if found else (0, 0, cell)


def _ranges(cells: list[str], *, across: bool) -> str:
    down = _joined(cells, (0, 1))
    return ", ".join(_joined(down, (1, 0)) if across else down)


def _joined(cells: list[str], step: tuple[int, int]) -> list[str]:
    """Cells as they are, but those that stand by so many columns and rows from the one before as a range."""
    runs: list[list[str]] = []
    for cell in cells:
        if runs and _follows(runs[-1][-1], cell, step):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return [run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs]


def _follows(before: str, cell: str, step: tuple[int, int]) -> bool:
    column_before, row_before, _ = _position(before)
    column, row, _ = _position(cell)
    return column_before > 0 and (column - column_before, row - row_before) == step
