"""One row with all its cells, where a value stands, and which cells changed."""

from collections.abc import Sequence

from auditlib.case import Case
from auditlib.explore.shown import plain
from auditlib.reports.entries import named, stated
from auditlib.schema.record import Record
from auditlib.sheets import sheets
from auditlib.tables import Field, Layout, Row, Table, Value, plain_table

Cells = dict[tuple[str, str, int, str], tuple[str, str]]


def listing(records: Sequence[Record]) -> str:
    """Ids, each with the name of its row."""
    return ", ".join(dict.fromkeys(with_name(record) for record in records))


def with_name(record: Record) -> str:
    """The id of a record, with its name where it has one."""
    name = named(record)
    return record.identity if name == record.identity else f"{record.identity} ({name})"


def row_itself(record: Record) -> Table:
    """A record with each of its filled cells."""
    filled = [column for column in record.columns.values() if record.has_cell(column.name)]
    blank = [column.header for column in record.columns.values() if not record.has_cell(column.name)]
    entries = tuple(stated(record, column.name) for column in filled)
    row = Row(record.identity, entries, record.identity, named(record), f"{record.about.title} · {record.identity}")
    note = f"Blank: {', '.join(blank)}." if blank else "No cell is blank."
    fields = tuple(Field(column.header) for column in filled)
    return Table("Row", f"Everything stated about {record.identity}", fields, (row,), note, layout=Layout.BLOCKS)


def whereabouts(record: Record, column: str) -> Table:
    """Where one value stands and how it was read."""
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
    return plain_table("Where", f"{with_name(record)}, {declared.header}", ("What", "Value"), lines)


def _read_as(record: Record, column: str) -> Value:
    """The value, followed by its name where it is a code."""
    if not record.has_cell(column):
        return "blank"
    if record.is_unreadable(column):
        return "not read: audit.problems() says why"
    value, shown = record.value_of(column), record.shown(column)
    if value == shown:
        return plain(value)
    codes, names = (one if isinstance(one, tuple) else (one,) for one in (value, shown))
    return tuple(f"{code} ({name})" if code != name else str(code) for code, name in zip(codes, names, strict=True))


def cells_of(case: Case) -> Cells:
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


def changes(before: Cells, after: Cells) -> Table:
    """The cells that differ between two readings."""
    rows = [
        (sheet, identity, column, was, now, (after.get(key) or before[key])[1])
        for key in sorted(before.keys() | after.keys())
        for sheet, identity, _, column in [key]
        for was, now in [(before.get(key, ("", ""))[0], after.get(key, ("", ""))[0])]
        if was != now
    ]
    headings: Sequence[str] = ("Sheet", "Id", "Column", "Was", "Is", "Cell")
    return plain_table("Changes", "Cells that changed", headings, rows, empty="No cell changed.")
