"""The same register with some cells changed, to ask what would follow."""

from collections.abc import Mapping

from auditlib.intake.cells import Cell, CellKind
from auditlib.register.register import Register
from auditlib.schema.dates import ReadingOptions
from auditlib.schema.record import Record
from auditlib.schema.values import read_value

Changes = Mapping[tuple[str, str], str]


def changed_register(register: Register, changes: Changes, options: ReadingOptions) -> Register:
    """A copy in which cells hold other text, read as if it had been typed; the original stays as it is.

    Args:
        register: the register as it was loaded.
        changes: new text by record id and column; blank text empties the cell.
        options: what the settings say about reading.

    Raises:
        KeyError: there is no such record, or its sheet has no such column.
        UnreadableValueError: the text is not what the column holds.
    """
    wanted: dict[str, dict[str, str]] = {}
    for (identity, column), text in changes.items():
        record = register.find(identity)
        if record is None or column not in record.columns:
            raise KeyError(f"{identity} {column}")
        wanted.setdefault(identity, {})[column] = text
    records = {
        name: tuple(
            _changed(record, wanted[record.identity], options) if record.identity in wanted else record
            for record in register.named(name)
        )
        for name in register.supplied
    }
    return Register(records, register.files, register.problems, register.remarks)


def _changed(record: Record, texts: Mapping[str, str], options: ReadingOptions) -> Record:
    cells = {column: cell for column in record.columns if (cell := record.cell_of(column)) and column not in texts}
    values = {column: record.value_of(column) for column in cells if not record.is_unreadable(column)}
    for column, text in texts.items():
        if text and column in record.columns:
            cells[column] = cell = Cell(record.line, record.origin.lines.get(column, 1), CellKind.TEXT, text)
            values[column] = read_value(record.columns[column], cell, options)
    unreadable = frozenset(column for column in cells if column not in values)
    return type(record)(record.origin, record.line, cells, values, unreadable)
