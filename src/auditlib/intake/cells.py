"""What every reader of the intake returns: plain cells, ready to cross a process boundary as JSON."""

from dataclasses import dataclass
from enum import StrEnum

from auditlib.places import address


class CellKind(StrEnum):
    """What kind of content a cell holds, as its file says."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    UNCALCULATED = "uncalculated"


# What a spreadsheet shows, and exports, where a formula has failed.
ERROR_VALUES = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"})


class Visibility(StrEnum):
    """Whether a sheet can be seen when its workbook is opened."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very hidden"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with content. Rows and columns count from 1; dates are ISO 8601; `formula` is blank where none is."""

    row: int
    column: int
    kind: CellKind
    text: str
    formula: str = ""

    @property
    def address(self) -> str:
        """The address as a spreadsheet shows it, such as B14."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a file: its cells in reading order, what is merged, which rows and columns with cells are hidden."""

    name: str
    cells: tuple[Cell, ...]
    visibility: Visibility = Visibility.VISIBLE
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A file as read: its grids, and what the reader found out about it (encoding, separator, dropped blanks)."""

    grids: tuple[Grid, ...]
    remarks: tuple[str, ...] = ()
