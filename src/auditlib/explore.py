"""For people at a notebook: look at the register, follow a row, find the cell, reload after saving."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from auditlib.case import Case, open_case
from auditlib.render.fragments import figure_html, note_html, table_html
from auditlib.render.xlsx import write_workbook
from auditlib.reports import data_map, limits
from auditlib.reports.entries import named, source, sources
from auditlib.reports.page import Report, cover_of
from auditlib.schema.record import Record
from auditlib.sheets import sheets
from auditlib.tables import Entry, Field, Figure, Layout, Row, Table, plain_table

_REPORT = Report(notebook="00_explore", title="Explored in JupyterLab", law="none")
Cells = dict[tuple[str, str, str], tuple[str, str]]


class View:
    """What a call shows: tables and a figure that JupyterLab draws, and that `save` writes to a workbook."""

    def __init__(self, *shown: Table | Figure, note: str = "") -> None:
        self.shown = shown
        self.note = note

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables shown, those behind figures included."""
        return tuple(item.table if isinstance(item, Figure) else item for item in self.shown)

    def frame(self) -> pd.DataFrame:
        """The first table as a DataFrame."""
        table = self.tables[0]
        headings = pd.Index([field.heading for field in table.fields])
        return pd.DataFrame([[entry.value for entry in row.entries] for row in table.rows], columns=headings)

    def __repr__(self) -> str:
        return f"<View of {', '.join(table.title for table in self.tables) or self.note}>"

    def _repr_html_(self) -> str:
        parts = [note_html(self.note)] if self.note else []
        parts += [figure_html(item) if isinstance(item, Figure) else table_html(item) for item in self.shown]
        return "\n".join(parts)


class Audit:
    """The inputs of a period, open for exploring."""

    def __init__(self, inputs: str, *, period: str, as_of: str, organisation: str, output: str) -> None:
        self._opening = (inputs, period, as_of, organisation)
        self._output = output
        self.case = self._open()

    def __repr__(self) -> str:
        return f"<Audit of {self.case.period.name}: {self.case.register!r}>"

    def sheets(self) -> View:
        """Every sheet with its rows, its problems and the file it came from."""
        return View(limits.sheet_counts(self.case))

    def problems(self) -> View:
        """Every defect of the input with its cell and what to do about it."""
        return View(limits.problems(self.case))

    def table(self, sheet: str) -> pd.DataFrame:
        """A sheet as a DataFrame, one column for each column of the register.

        Raises:
            KeyError: there is no sheet of that name.
        """
        return self.case.register.table(sheet)

    def everything_about(self, identity: str) -> View:
        """A row with each of its cells, and every row that names it."""
        record = self.case.register.find(identity)
        if record is None:
            return View(note=f"No row of any sheet has the id {identity}.")
        return View(_row_itself(record), self._named_by(record))

    def where(self, identity: str, column: str) -> View:
        """Where a value stands: file, sheet, cell, what the cell holds, and how it was read."""
        record = self.case.register.find(identity)
        if record is None or column not in record.columns:
            known = ", ".join(record.columns) if record else ""
            missing = f"{record.about.name} has no column {column}; it has {known}." if record else ""
            return View(note=missing or f"No row of any sheet has the id {identity}.")
        return View(_whereabouts(record, column))

    def data_map(self) -> View:
        """The data map as a picture."""
        return View(data_map.picture(self.case))

    def reload(self) -> View:
        """Read the inputs again and show the cells that changed since they were read last."""
        before = _cells(self.case)
        self.case = self._open()
        return View(_changes(before, _cells(self.case)))

    def save(self, what: "View | pd.DataFrame", name: str) -> View:
        """Write what is shown, or a DataFrame, to a workbook in the output folder."""
        tables = what.tables if isinstance(what, View) else (_from_frame(what),)
        folder = Path(self._output or ".")
        folder.mkdir(parents=True, exist_ok=True)
        write_workbook(folder / name, cover_of(_REPORT, self.case), tables)
        return View(note=f"Saved as {folder / name}.")

    def _open(self) -> Case:
        inputs, period, as_of, organisation = self._opening
        return open_case(inputs, period=period, as_of=as_of, organisation=organisation)

    def _named_by(self, record: Record) -> Table:
        rows = tuple(
            Row(
                f"{reference} {other.identity}",
                (
                    Entry(other.about.title),
                    Entry(other.identity),
                    Entry(named(other)),
                    Entry(other.columns[reference.split(".")[1]].header, (source(other, reference.split(".")[1]),)),
                ),
            )
            for reference, other in self.case.register.references_to(record)
        )
        fields = (Field("Sheet"), Field("Id", width=14), Field("Name", width=40), Field("Named in the column"))
        return Table("Named by", f"Rows that name {record.identity}", fields, rows, empty="No row names it.")


def explore(inputs: str, *, period: str, as_of: str = "", organisation: str = "", output: str = "") -> Audit:
    """Open the inputs of a period for exploring; the arguments are those of a report.

    Raises:
        InputRefused: the inputs are missing or their structure cannot be read.
        UsageError: the period, date or organisation is not known.
    """
    return Audit(inputs, period=period, as_of=as_of, organisation=organisation, output=output)


def _row_itself(record: Record) -> Table:
    stated = [column for column in record.columns.values() if not record.is_blank(column.name)]
    blank = [column.header for column in record.columns.values() if record.is_blank(column.name)]
    entries = tuple(Entry(_text(record.shown(column.name)), sources(record, column.name)) for column in stated)
    row = Row(record.identity, entries, record.identity, named(record), f"{record.about.title} · {record.identity}")
    note = f"Blank: {', '.join(blank)}." if blank else "No cell is blank."
    fields = tuple(Field(column.header) for column in stated)
    return Table("Row", f"Everything stated about {record.identity}", fields, (row,), note, layout=Layout.BLOCKS)


def _text(value: object) -> str | tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else str(value)


def _whereabouts(record: Record, column: str) -> Table:
    cell, place = record.cell_of(column), record.place_of(column)
    read = "not read: see the problems" if record.is_unreadable(column) else repr(record.value_of(column))
    lines = [
        ("File", place.file),
        ("Sheet", place.sheet),
        ("Cell", place.cell),
        ("What the cell holds", cell.text if cell else "nothing"),
        ("Kind of cell", cell.kind.value if cell else "blank"),
        ("Formula", cell.formula if cell else ""),
        ("Read as", read if cell else "blank"),
        ("SHA-256 of the file", place.sha256),
    ]
    return plain_table("Where", f"{record.identity}, {record.columns[column].header}", ("What", "Value"), lines)


def _cells(case: Case) -> Cells:
    return {
        (name, record.identity, column): (record.raw_of(column), str(record.place_of(column)))
        for name, kind in sheets().items()
        for record in case.register.all(kind)
        for column in kind.columns
    }


def _changes(before: Cells, after: Cells) -> Table:
    rows = [
        (sheet, identity, column, was, now, (after.get(key) or before[key])[1])
        for key in sorted(before.keys() | after.keys())
        for sheet, identity, column in [key]
        for was, now in [(before.get(key, ("", ""))[0], after.get(key, ("", ""))[0])]
        if was != now
    ]
    headings: Sequence[str] = ("Sheet", "Id", "Column", "Was", "Is", "Cell")
    return plain_table("Changes", "Cells that changed", headings, rows, empty="No cell changed.")


def _from_frame(frame: pd.DataFrame) -> Table:
    rows = [tuple(None if pd.isna(value) else value for value in row) for row in frame.itertuples(index=False)]
    return plain_table("Table", "Table", [str(heading) for heading in frame.columns], rows)
