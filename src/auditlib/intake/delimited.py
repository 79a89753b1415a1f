"""Reads .csv tables; finds out their encoding and separator and says so."""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditlib.errors import InputRefused
from auditlib.intake.cells import ERROR_VALUES, Cell, CellKind, Content, Grid
from auditlib.places import Place, Problem

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}


def read_csv(name: str, data: bytes) -> Content:
    """Read a table whose sheet is named by its file.

    Raises:
        InputRefused: the file is empty or is no text.
    """
    encoding, text = _decode(name, data)
    separator = _separator(text)
    try:
        cells = tuple(_cells(text, separator))
    except csv.Error as error:
        raise _refusal(name, "a table that cannot be parsed, such as one with an open quotation mark") from error
    grid = Grid(PurePosixPath(name).stem, cells)
    return Content((grid,), (f"read as {encoding}, separated by {_NAMES[separator]}",))


def _cells(text: str, separator: str) -> Iterator[Cell]:
    for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                kind = CellKind.ERROR if value in ERROR_VALUES else CellKind.TEXT
                yield Cell(row, column, kind, value)


def _decode(name: str, data: bytes) -> tuple[str, str]:
    if not data.strip() or b"\x00" in data:
        raise _refusal(name, "a file that is no text" if data.strip() else "an empty file")
    try:
        return "UTF-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1252 is what programs write that call their export Latin-1; it differs in 27 places that hold nothing.
        return "Latin-1", data.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The separator that splits the longest of the first lines into most fields; a comma where none does."""
    head = [line for line in text.splitlines() if line.strip()][:5]
    fields = {mark: max(len(row) for row in csv.reader(head, delimiter=mark)) for mark in _NAMES}
    return max(fields, key=lambda mark: fields[mark])


def _refusal(name: str, found: str) -> InputRefused:
    remedy = "Export the table again as CSV UTF-8."
    return InputRefused([Problem(Place(name), "unreadable", found, "a .csv table", remedy)])
