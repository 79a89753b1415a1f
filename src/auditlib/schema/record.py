"""A row of a sheet as a frozen, typed record that knows the cell of each value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from auditlib.errors import NotAssessable
from auditlib.intake.cells import Cell
from auditlib.places import Place, address
from auditlib.reference.vocabularies import country_name, label_of
from auditlib.schema.columns import Column


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet is: its name, title, what one row of it is, its group and layout, and when to fill it in.

    `named_by` are the columns by which people call a row, the first of them before the others.
    """

    name: str
    title: str
    one_row_is: str
    group: str
    fill_when: str
    position: int
    layout: str = "table"
    named_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows of one sheet stand: its file and the line (column or row) of each heading."""

    file: str
    sha256: str
    sheet: str
    lines: Mapping[str, int]
    is_form: bool = False

    def place(self, line: int, column: str) -> Place:
        """The cell of a column in the row (in a form, the column) with that number."""
        heading = self.lines.get(column)
        if heading is None:
            return Place(self.file, self.sheet, "", self.sha256)
        cell = address(heading, line) if self.is_form else address(line, heading)
        return Place(self.file, self.sheet, cell, self.sha256)


class Record:
    """One row. Values are read by column name; reading an unreadable one raises `NotAssessable`."""

    __slots__ = ("_cells", "_unreadable", "_values", "line", "origin")

    about: ClassVar[Sheet]
    columns: ClassVar[Mapping[str, Column[Any]]] = MappingProxyType({})
    key: ClassVar[str]

    def __init_subclass__(cls, **sheet: Any) -> None:
        """Register what the class statement says of its sheet; a class under a sheet's class is the same sheet."""
        if not sheet:
            return
        cls.about = Sheet(name=sheet.pop("sheet"), **sheet)
        cls.columns = MappingProxyType({name: item for name, item in vars(cls).items() if isinstance(item, Column)})
        cls.key = next(iter(cls.columns))

    def __init__(
        self,
        origin: Origin,
        line: int,
        cells: Mapping[str, Cell],
        values: Mapping[str, object],
        unreadable: frozenset[str] = frozenset(),
    ) -> None:
        set_once = object.__setattr__
        set_once(self, "origin", origin)
        set_once(self, "line", line)
        set_once(self, "_cells", cells)
        set_once(self, "_values", values)
        set_once(self, "_unreadable", unreadable)

    origin: Origin
    line: int
    _cells: Mapping[str, Cell]
    _values: Mapping[str, object]
    _unreadable: frozenset[str]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"records are frozen: {name} cannot be set")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.identity}>"

    @property
    def identity(self) -> str:
        """The id of the row."""
        return str(self._values[self.key])

    def names(self) -> Iterator[str]:
        """What people call the row, as far as it can be read; nothing where its sheet has no names."""
        for column in self.about.named_by:
            if not self.is_unreadable(column) and not self.is_blank(column):
                yield str(self.value_of(column))

    def value_of(self, column: str) -> Any:
        """The value of a column, or what the column reads for a blank cell.

        Raises:
            NotAssessable: the cell has content that could not be read.
        """
        self._require_readable(column)
        return self._values.get(column, type(self).columns[column].blank)

    def is_blank(self, column: str) -> bool:
        """Whether the cell has no content at all: what a rule asks before it concludes that something is not stated.

        Raises:
            NotAssessable: the cell has content that could not be read, which is neither blank nor an answer.
            KeyError: the sheet has no such column, so that a slip of the pen is never taken for a blank cell.
        """
        self._require(column)
        self._require_readable(column)
        return column not in self._cells

    def has_cell(self, column: str) -> bool:
        """Whether anything stands in the cell, readable or not: for what is shown and counted, not for what is judged.

        Raises:
            KeyError: the sheet has no such column.
        """
        self._require(column)
        return column in self._cells

    def is_unreadable(self, column: str) -> bool:
        """Whether the cell has content that could not be read."""
        return column in self._unreadable

    def place_of(self, column: str) -> Place:
        """Where the value of a column stands, or would stand.

        Raises:
            KeyError: the sheet has no such column.
        """
        self._require(column)
        cell = self._cells.get(column)
        if cell is None:
            return self.origin.place(self.line, column)
        return Place(self.origin.file, self.origin.sheet, cell.address, self.origin.sha256)

    def _require(self, column: str) -> None:
        if column not in type(self).columns:
            raise KeyError(f"{self.about.name} has no column {column}")

    def _require_readable(self, column: str) -> None:
        if column in self._unreadable:
            raise NotAssessable("the cell could not be read", self.place_of(column))

    def raw_of(self, column: str) -> str:
        """What the cell holds, as its file has it; blank where it holds nothing."""
        cell = self._cells.get(column)
        return cell.text if cell else ""

    def cell_of(self, column: str) -> Cell | None:
        """The cell as it was read from the file, or None where it is blank."""
        return self._cells.get(column)

    def shown(self, column: str) -> Any:
        """The value for a reader: labels for values, names for codes, the raw text of an unreadable cell."""
        if self.is_unreadable(column):
            return f"unreadable: “{self.raw_of(column)}”"
        declared = type(self).columns[column]
        if not self.has_cell(column):
            return None
        value = self.value_of(column)
        if isinstance(value, tuple):
            return tuple(_shown(declared, item) for item in value)
        return _shown(declared, value)


def _shown(column: Column[Any], value: object) -> object:
    if column.choices and isinstance(value, str):
        return label_of(column.choices, value)
    if column.kind.startswith("country"):
        return country_name(str(value))
    return value
