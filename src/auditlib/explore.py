"""For people at a notebook: look at the register, follow a row, find the cell, reload after saving."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from auditlib.case import Case, open_case
from auditlib.errors import UsageError
from auditlib.register.headings import folded, nearest_sheet, sheet_named
from auditlib.render.fragments import figure_html, note_html, table_html
from auditlib.render.xlsx import write_workbook
from auditlib.reports import data_map, limits
from auditlib.reports.entries import named, source, stated
from auditlib.reports.page import Report, cover_of
from auditlib.schema.record import Record
from auditlib.sheets import sheets
from auditlib.tables import Entry, Field, Figure, Layout, Row, Table, Value, plain_table

_REPORT = Report(notebook="00_explore", title="Explored in JupyterLab", law="none")
_SUGGESTED = 3
_NO_FOLDER = "No output folder was named, so no workbook was written."
Cells = dict[tuple[str, str, int, str], tuple[str, str]]


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
        return pd.DataFrame([[_flat(entry.value) for entry in row.entries] for row in table.rows], columns=headings)

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
        """A sheet, by its name or title, as a DataFrame: one column for each column of the register.

        Raises:
            UsageError: there is no sheet of that name; says which is most like it.
        """
        kind = sheet_named(sheet)
        if kind is None:
            near = nearest_sheet(sheet)
            hint = f"did you mean “{near}”?" if near else f"there are {', '.join(sheets())}."
            raise UsageError(f"There is no sheet “{sheet}”; {hint}")
        return self.case.register.table(kind.about.name)

    def everything_about(self, identity: str) -> View:
        """A row, by its id or name, with each of its cells, and every row that names it."""
        record = self._find(identity)
        return View(_row_itself(record), self._named_by(record)) if record else View(note=self._unknown(identity))

    def where(self, identity: str, column: str) -> View:
        """Where a value stands: file, sheet, cell, what the cell holds, and how it was read."""
        record = self._find(identity)
        if record is None:
            return View(note=self._unknown(identity))
        names = {folded(name): item.name for item in record.columns.values() for name in (item.header, item.name)}
        if folded(column) in names:
            return View(_whereabouts(record, names[folded(column)]))
        near = get_close_matches(folded(column), names, n=1)
        hint = f"did you mean “{names[near[0]]}”?" if near else f"it has {', '.join(record.columns)}."
        return View(note=f"The sheet {record.about.name} has no column “{column}”; {hint}")

    def data_map(self) -> View:
        """The data map as a picture."""
        return View(data_map.picture(self.case))

    def reload(self) -> View:
        """Read the inputs again and show the cells that changed since they were read last."""
        before = self.case
        self.case = self._open()
        were, are = len(before.register.problems), len(self.case.register.problems)
        note = "" if were == are else f"Problems in the input: {are}, before {were}; audit.problems() lists them."
        return View(_changes(_cells(before), _cells(self.case)), note=note)

    def save(self, what: "View | pd.DataFrame | pd.Series", name: str) -> View:
        """Write what is shown, or a DataFrame, to a workbook in the output folder, where one is named."""
        if not self._output:
            return View(note=_NO_FOLDER)
        path = Path(self._output) / (name if name.endswith(".xlsx") else f"{name}.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        tables = what.tables if isinstance(what, View) else (_from_frame(what, path.stem),)
        write_workbook(path, cover_of(_REPORT, self.case), tables)
        return View(note=f"Saved as {path}.")

    def _open(self) -> Case:
        inputs, period, as_of, organisation = self._opening
        return open_case(inputs, period=period, as_of=as_of, organisation=organisation)

    def _find(self, identity: str) -> Record | None:
        """The row with that id, or the only one with that name."""
        found = self.case.register.find(identity.strip())
        alike = [] if found else self._called(identity)
        return alike[0] if len(alike) == 1 else found

    def _unknown(self, identity: str) -> str:
        if alike := self._called(identity):
            return f"{len(alike)} rows are called “{identity}”; name one by its id: {_listing(alike)}."
        known = {name: record for record in self._records() for name in _names(record)}
        near = [known[name] for name in get_close_matches(identity.strip().casefold(), known, n=_SUGGESTED)]
        hint = f" Did you mean {_listing(near)}?" if near else ""
        return f"No row of any sheet has the id or name “{identity}”.{hint}"

    def _called(self, identity: str) -> list[Record]:
        return [record for record in self._records() if identity.strip().casefold() in _names(record)]

    def _records(self) -> Iterator[Record]:
        return (record for kind in sheets().values() for record in self.case.register.all(kind))

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


def _names(record: Record) -> set[str]:
    return {record.identity.casefold(), named(record).casefold()}


def _listing(records: Sequence[Record]) -> str:
    """Ids, each with the name of its row."""
    return ", ".join(dict.fromkeys(_with_name(record) for record in records))


def _with_name(record: Record) -> str:
    name = named(record)
    return record.identity if name == record.identity else f"{record.identity} ({name})"


def _row_itself(record: Record) -> Table:
    filled = [column for column in record.columns.values() if not record.is_blank(column.name)]
    blank = [column.header for column in record.columns.values() if record.is_blank(column.name)]
    entries = tuple(stated(record, column.name) for column in filled)
    row = Row(record.identity, entries, record.identity, named(record), f"{record.about.title} · {record.identity}")
    note = f"Blank: {', '.join(blank)}." if blank else "No cell is blank."
    fields = tuple(Field(column.header) for column in filled)
    return Table("Row", f"Everything stated about {record.identity}", fields, (row,), note, layout=Layout.BLOCKS)


def _whereabouts(record: Record, column: str) -> Table:
    cell, place, declared = record.cell_of(column), record.place_of(column), record.columns[column]
    lines: list[tuple[str, Value]] = [
        ("File", place.file),
        ("Sheet", place.sheet),
        ("Cell", place.cell or "the sheet has no such column"),
        ("What the cell holds", cell.text if cell else "nothing"),
        ("Kind of cell", cell.kind.value if cell else "blank"),
    ]
    if cell and cell.formula:
        lines.append(("Formula", cell.formula))
    lines += [
        ("Read as", _read_as(record, column)),
        ("What belongs there", declared.meaning),
        ("SHA-256 of the file", place.sha256),
    ]
    return plain_table("Where", f"{_with_name(record)}, {declared.header}", ("What", "Value"), lines)


def _read_as(record: Record, column: str) -> Value:
    """The value, followed by its name where it is a code."""
    if record.is_blank(column):
        return "blank"
    if record.is_unreadable(column):
        return "not read: audit.problems() says why"
    value, shown = record.value_of(column), record.shown(column)
    if value == shown:
        return _plain(value)
    codes, names = (one if isinstance(one, tuple) else (one,) for one in (value, shown))
    return tuple(f"{code} ({name})" if code != name else str(code) for code, name in zip(codes, names, strict=True))


def _flat(value: Value) -> Value:
    return "; ".join(value) if isinstance(value, tuple) else value


def _plain(value: object) -> Value:
    """A value in one of the types that a table holds."""
    if isinstance(value, tuple | list):
        return tuple(str(item) for item in value)
    if pd.isna(value):  # type: ignore[call-overload]  # takes any scalar
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "item"):
        return _plain(value.item())
    return value if isinstance(value, int | float | date) else str(value)


def _cells(case: Case) -> Cells:
    """Every cell of the register; rows that share an id are told apart by their order."""
    cells: Cells = {}
    for name, kind in sheets().items():
        seen: dict[str, int] = {}
        for record in case.register.all(kind):
            nth = seen[record.identity] = seen.get(record.identity, 0) + 1
            for column in kind.columns:
                place = str(record.place_of(column))
                cells[name, record.identity, nth, column] = (record.raw_of(column), place)
    return cells


def _changes(before: Cells, after: Cells) -> Table:
    rows = [
        (sheet, identity, column, was, now, (after.get(key) or before[key])[1])
        for key in sorted(before.keys() | after.keys())
        for sheet, identity, _, column in [key]
        for was, now in [(before.get(key, ("", ""))[0], after.get(key, ("", ""))[0])]
        if was != now
    ]
    headings: Sequence[str] = ("Sheet", "Id", "Column", "Was", "Is", "Cell")
    return plain_table("Changes", "Cells that changed", headings, rows, empty="No cell changed.")


def _from_frame(frame: "pd.DataFrame | pd.Series", name: str) -> Table:
    """A DataFrame as it is shown; an index that says something becomes its first columns."""
    table = frame.to_frame(name if frame.name is None else frame.name) if isinstance(frame, pd.Series) else frame
    if any(table.index.names) or not pd.api.types.is_integer_dtype(table.index):
        table = table.reset_index()
    rows = [tuple(_plain(value) for value in row) for row in table.itertuples(index=False)]
    return plain_table("Table", name.replace("-", " ").capitalize(), [str(heading) for heading in table.columns], rows)
