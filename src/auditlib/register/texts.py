"""Rows of the register as plain text, the same for the same content however it was typed or sorted."""

from collections.abc import Mapping
from datetime import date

from auditlib.register.register import Register
from auditlib.schema.record import Record


def rows_in_text(register: Register) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Every supplied sheet → record id → column → text; where rows share an id, one text holds what each of them says.

    Blank cells have no entry; sheets stand in their documented order, rows in that of their ids.
    """
    return {name: _by_id(register.named(name)) for name in register.supplied}


def texts_of(record: Record) -> Mapping[str, str]:
    """What a row holds: codes for labels, ISO dates, lists in alphabetical order, an unreadable cell as it is."""
    return {column: _text(record, column) for column in record.columns if record.has_cell(column)}


def _by_id(records: tuple[Record, ...]) -> Mapping[str, Mapping[str, str]]:
    grouped: dict[str, list[Mapping[str, str]]] = {}
    for record in records:
        grouped.setdefault(record.identity, []).append(texts_of(record))
    return {identity: _joined(rows) for identity, rows in sorted(grouped.items())}


def _joined(rows: list[Mapping[str, str]]) -> Mapping[str, str]:
    if len(rows) == 1:
        return rows[0]
    columns = dict.fromkeys(column for row in rows for column in row)
    return {column: "\n".join(sorted(row.get(column, "") for row in rows)) for column in columns}


def _text(record: Record, column: str) -> str:
    if record.is_unreadable(column):
        return record.raw_of(column)
    value = record.value_of(column)
    if isinstance(value, tuple):
        return "; ".join(sorted(str(item) for item in value))
    return value.isoformat() if isinstance(value, date) else str(value)
