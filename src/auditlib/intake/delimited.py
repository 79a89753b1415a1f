"""Reads .csv tables; finds out their encoding and separator and says so."""

import csv
import io
from pathlib import PurePosixPath

from auditlib.errors import InputRefused
from auditlib.intake.cells import Cell, CellKind, Content, Grid
from auditlib.places import Place, Problem

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}


def read_csv(name: str, data: bytes) -> Content:
    """Read a table whose sheet is named by its file.

    Raises:
        InputRefused: the file is empty or is no text.
    """
    encoding, text = _decode(name, data)
    separator = _separator(text)
    cells = tuple(
        Cell(row, column, CellKind.TEXT, value)
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    )
    grid = Grid(PurePosixPath(name).stem, cells)
    return Content((grid,), (f"read as {encoding}, separated by {_NAMES[separator]}",))


def _decode(name: str, data: bytes) -> tuple[str, str]:
    if not data.strip() or b"\x00" in data:
        found = "a file that is no text" if data.strip() else "an empty file"
        problem = Problem(Place(name), "unreadable", found, "a .csv table", "Export the table again as CSV UTF-8.")
        raise InputRefused([problem])
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
