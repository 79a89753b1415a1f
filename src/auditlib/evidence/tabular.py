"""Opens a CSV or Parquet extract as a lazy table that the database sums up; large ones never come into Python."""

import csv
import glob
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from auditlib.evidence.connector import Extract, UnusableExtract
from auditlib.register.headings import folded

TABLE_ENDINGS = (".csv", ".parquet")
_VIEW = "extract"
_HEADING_BYTES = 64 * 1024
# A file of a few kilobytes can unpack to any size; what does not fit is refused like any other unreadable file.
_MEMORY_LIMIT = "2GB"


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    AMOUNT = "amount"
    INTEGER = "integer"
    CURRENCY = "currency"
    ANSWER = "answer"


_MOMENT = r"^[12]\d{3}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$"
_SHAPES = {
    Kind.DATE: ("no date such as 2026-09-30", _MOMENT),
    Kind.MOMENT: ("no moment such as 2026-09-30T06:00:00Z", _MOMENT),
    Kind.AMOUNT: ("no amount such as 1250.00", r"^[+-]?\d{1,18}(\.\d{1,20})?$"),
    Kind.INTEGER: ("no whole number such as 30", r"^\d{1,18}(\.0+)?$"),
    Kind.CURRENCY: ("no currency code such as EUR", r"^[A-Za-z]{3}$"),
    Kind.ANSWER: ("neither yes, no nor unknown", r"^(?i:yes|no|unknown|true|false)$"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an extract; `choices` closes the list of what it may hold."""

    name: str
    kind: Kind = Kind.TEXT
    is_required: bool = True
    choices: tuple[str, ...] = ()


class OpenTable:
    """A checked extract: `table` is an Ibis expression with typed columns, blank cells as nulls."""

    def __init__(self, connection: Any, columns: tuple[Column, ...]) -> None:
        self._connection = connection
        self.rows = self._check(columns)
        self.table = _typed_table(columns)

    def fetch(self, expression: Any) -> list[tuple[Any, ...]]:
        """The rows of an Ibis expression over the table; their order means nothing, so sort what you make of them."""
        found: list[tuple[Any, ...]] = self._connection.execute(_sql(expression.op())).fetchall()
        return found

    def _check(self, columns: tuple[Column, ...]) -> int:
        reasons, counts = _check_table(columns)
        ((rows, *found),) = self.fetch(counts)
        if not rows:
            raise UnusableExtract("has no rows below its headings")
        for reason, count in zip(reasons, found, strict=True):
            if count:
                raise UnusableExtract(f"has {'a row' if count == 1 else f'{count} rows'} {reason}")
        return int(rows)


@cache
def _sql(operation: Any) -> str:
    """The query of an Ibis operation; writing it takes longer than it runs on a small extract."""
    import ibis  # noqa: PLC0415  see open_table

    return str(ibis.to_sql(operation.to_expr(), dialect="duckdb"))


@contextmanager
def open_table(extract: Extract, columns: tuple[Column, ...]) -> Iterator[OpenTable]:
    """Open an extract whose columns must be these; others may stand beside them and are not read.

    Raises:
        UnusableExtract: it cannot be read, lacks a column, has no rows, or holds what a column cannot hold.
    """
    # Imported here: they take a second that most commands need not spend, and a process must not fork after.
    import duckdb  # noqa: PLC0415

    is_csv = extract.ending == ".csv"
    try:
        with duckdb.connect(":memory:", config=_CONFIGURATION) as connection:
            _confine(connection, extract)
            (_view_csv if is_csv else _view_parquet)(connection, extract, columns)
            yield OpenTable(connection, columns)
    except (duckdb.Error, csv.Error, OSError) as error:
        raise UnusableExtract(f"cannot be read as {'CSV' if is_csv else 'Parquet'}{_where(str(error))}") from error


_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    # With one thread the line that is reported as wrong is the first one, on every machine.
    "threads": 1,
    "memory_limit": _MEMORY_LIMIT,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def _confine(connection: Any, extract: Extract) -> None:
    """Let the database open this one file and nothing else, whatever the file says."""
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET allowed_paths = $paths", {"paths": [str(extract.path), _pattern_of(extract)]})
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _pattern_of(extract: Extract) -> str:
    # The database takes a path for a pattern: without this, "a[1].csv" would read the file "a1.csv".
    return glob.escape(str(extract.path))


def _view_csv(connection: Any, extract: Extract, columns: Sequence[Column]) -> None:
    delimiter, headings = _read_headings(extract)
    names = _names(headings, columns)
    # Everything is stated and nothing detected: detection looks at a sample, and so depends on the order of rows.
    relation = connection.sql(
        "SELECT * FROM read_csv($path, columns = $columns, delim = $delimiter, auto_detect = false, header = true,"
        " quote = '\"', escape = '\"', nullstr = '', strict_mode = true, null_padding = false, compression = 'none',"
        " encoding = 'utf-8', hive_partitioning = false)",
        params={
            "path": _pattern_of(extract),
            "columns": dict.fromkeys(names, "VARCHAR"),
            "delimiter": delimiter,
        },
    )
    _view(relation, names, columns)


def _view_parquet(connection: Any, extract: Extract, columns: Sequence[Column]) -> None:
    query = "SELECT * FROM read_parquet($path, hive_partitioning = false)"
    relation = connection.sql(query, params={"path": _pattern_of(extract)})
    _view(relation, _names(relation.columns, columns), columns)


def _view(relation: Any, names: Sequence[str], columns: Sequence[Column]) -> None:
    """Show the columns under the names we know as text, absent ones as blank."""
    import duckdb  # noqa: PLC0415  see open_table

    standing = dict(zip(names, relation.columns, strict=True))
    shown = [
        duckdb.ColumnExpression(standing[column.name]) if column.name in standing else duckdb.ConstantExpression(None)
        for column in columns
    ]
    named = [cell.cast("VARCHAR").alias(column.name) for cell, column in zip(shown, columns, strict=True)]
    relation.select(*named).create_view(_VIEW)


def _read_headings(extract: Extract) -> tuple[str, list[str]]:
    with extract.path.open("rb") as file:
        beginning = file.read(_HEADING_BYTES)
    if b"\x00" in beginning:
        raise UnusableExtract("is no text")
    text = beginning.decode("utf-8-sig", errors="replace")
    if not text.strip():
        raise UnusableExtract("is empty")
    delimiter = max(",;\t", key=text.splitlines()[0].count)
    return delimiter, next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _names(headings: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """Our names for the columns that stand in the file; what is not ours gets a number, so its name reaches nobody."""
    known = {folded(column.name): column.name for column in columns}
    names = [known.get(folded(heading), f"_{number}") for number, heading in enumerate(headings)]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise UnusableExtract(f"has the column “{repeated[0]}” more than once")
    missing = [column.name for column in columns if column.is_required and column.name not in names]
    if missing:
        raise UnusableExtract(f"has no column {', '.join(f'“{name}”' for name in missing)}")
    return names


def _text_table(columns: Sequence[Column]) -> Any:
    import ibis  # noqa: PLC0415  see open_table

    raw = ibis.table({column.name: "string" for column in columns}, name=_VIEW)
    return raw.mutate({column.name: _trimmed(raw[column.name]) for column in columns})


def _trimmed(cell: Any) -> Any:
    return cell.replace("\u00a0", " ").strip().nullif("")


@cache
def _check_table(columns: tuple[Column, ...]) -> tuple[tuple[str, ...], Any]:
    """What can be wrong with a row, in words, and one row that counts the rows and each of these."""
    import ibis  # noqa: PLC0415  see open_table

    text = _text_table(columns)
    filled = text.filter(ibis.or_(*(text[column.name].notnull() for column in columns)))
    faults = _faults(filled, columns)
    counts = {f"fault_{number}": condition.sum() for number, (_, condition) in enumerate(faults)}
    return tuple(reason for reason, _ in faults), filled.aggregate(rows=filled.count(), **counts)


@cache
def _typed_table(columns: tuple[Column, ...]) -> Any:
    """The rows of a checked extract: all that are not blank have their required cells, so one tells blank rows."""
    text = _text_table(columns)
    first = next(column.name for column in columns if column.is_required)
    filled = text.filter(text[first].notnull())
    return filled.mutate({column.name: _typed(filled[column.name], column.kind) for column in columns})


def _faults(text: Any, columns: Sequence[Column]) -> list[tuple[str, Any]]:
    """What can be wrong with a row, in words and as a condition."""
    faults = []
    for column in columns:
        cell = text[column.name]
        if column.is_required:
            faults.append((f"without “{column.name}”", cell.isnull()))
        if column.choices:
            expected = f"none of {', '.join(column.choices)}"
            faults.append((f"whose “{column.name}” is {expected}", cell.notnull() & cell.notin(column.choices)))
        elif column.kind is not Kind.TEXT:
            expected, pattern = _SHAPES[column.kind]
            # A date such as 2026-02-30 has the right shape and is none, so the reading is tried as well.
            is_wrong = ~cell.re_search(pattern) | (_typed(cell, column.kind).isnull() & (cell.lower() != "unknown"))
            faults.append((f"whose “{column.name}” is {expected}", cell.notnull() & is_wrong))
    return faults


def _typed(cell: Any, kind: Kind) -> Any:
    import ibis  # noqa: PLC0415  see open_table

    if kind in {Kind.DATE, Kind.MOMENT}:
        # With a zone in the type, an offset in the cell counts; without one, the database would pass over it.
        return cell.try_cast("timestamp('UTC')").date()
    if kind is Kind.AMOUNT:
        return cell.try_cast("decimal(38, 6)")
    if kind is Kind.INTEGER:
        return cell.try_cast("decimal(38, 0)")
    if kind is Kind.CURRENCY:
        return cell.upper()
    if kind is Kind.ANSWER:
        answer = cell.lower()
        return ibis.cases((answer.isin(["yes", "true"]), True), (answer.isin(["no", "false"]), False))
    return cell


def _where(message: str) -> str:
    # Only the number of the line is taken over: the rest of the message quotes what the line holds.
    found = re.search(r"\bLine: (\d+)", message)
    return f": line {found[1]} does not fit its headings" if found else ""
