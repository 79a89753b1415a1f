"""Where a value came from, and what is wrong with the input there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

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
    letters = ""
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell, both counted from 1: (14, 2) is B14."""
    return f"{column_letters(column)}{row}"


def compact(places: Iterable[Place]) -> tuple[Place, ...]:
    """One place per sheet, cells of a column that follow each other joined: D5, D6, D7 become D5:D7."""
    ordered = sorted(set(places), key=lambda place: (place.file, place.sheet, _position(place.cell)))
    return tuple(
        Place(file, sheet, _ranges([place.cell for place in group]))
        for (file, sheet), group in groupby(ordered, key=lambda place: (place.file, place.sheet))
    )


def _position(cell: str) -> tuple[int, str, int]:
    found = _ADDRESS.fullmatch(cell)
    return (len(found[1]), found[1], int(found[2])) if found else (0, cell, 0)


def _ranges(cells: list[str]) -> str:
    runs: list[list[str]] = []
    for cell in cells:
        if runs and _follows(runs[-1][-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs)


def _follows(before: str, cell: str) -> bool:
    _, letters_before, row_before = _position(before)
    _, letters, row = _position(cell)
    return letters == letters_before and row == row_before + 1
