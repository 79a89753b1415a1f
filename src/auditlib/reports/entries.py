"""Values of the register as entries of a table, each with the cells it came from."""

from collections.abc import Callable, Iterable, Sequence

from auditlib.schema.record import Record
from auditlib.tables import Entry, Source, Value
from auditlib.wording import day_in_words


def source(record: Record, column: str) -> Source:
    """One cell of the register, blank or not."""
    return Source(record.about.name, record.identity, column, record.place_of(column), record.raw_of(column))


def sources(record: Record, *columns: str) -> tuple[Source, ...]:
    """Several cells of one record."""
    return tuple(source(record, column) for column in columns)


def stated(record: Record, column: str, *, absent: str = "not stated") -> Entry:
    """What a record states in one column."""
    return Entry(_plain(record.shown(column)), sources(record, column), absent)


def first_stated(record: Record, *columns: str) -> Entry:
    """What a record states in several columns, joined by line; every cell is a source."""
    texts = tuple(text for column in columns if (text := words(record, column)))
    return Entry(texts or None, sources(record, *columns))


def described(
    records: Sequence[Record], describe: Callable[[Record], str], columns: Sequence[str], *, absent: str = "not stated"
) -> Entry:
    """One item a record, in words of the report; the cells of the given columns are its sources."""
    texts = tuple(describe(record) for record in records)
    return Entry(texts or None, tuple(item for record in records for item in sources(record, *columns)), absent)


def words(record: Record, column: str) -> str:
    """What a record states in one column as running text; blank where it states nothing."""
    value = record.shown(column)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return day_in_words(value) if record.columns[column].kind == "date" and not isinstance(value, str) else str(value)


def not_read(record: Record, *columns: str) -> tuple[str, ...]:
    """What stands in those cells that could not be read, one text for each."""
    return tuple(words(record, column) for column in columns if record.is_unreadable(column))


def named(record: Record) -> str:
    """A record by its name where it has one, else by its id."""
    stated = (words(record, column) for column in record.about.named_by if record.has_cell(column))
    return next(stated, record.identity)


def listing(records: Iterable[Record]) -> str:
    """Records by name, separated by commas."""
    return ", ".join(named(record) for record in records)


def _plain(value: object) -> Value:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return tuple(str(item) for item in value)
    return value if hasattr(value, "isoformat") else str(value)  # type: ignore[return-value]
