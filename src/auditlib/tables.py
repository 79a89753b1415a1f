"""What a report shows: covers, tables and figures whose every entry knows the cells it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from auditlib.places import Place

Value = str | int | float | date | datetime | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Source:
    """One value of the register that an entry rests on."""

    sheet: str
    record_id: str
    column: str
    place: Place
    found: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a table. A tuple is a list of short texts; None prints `absent`.

    `mark` names a severity or outcome, which a page draws as a sign beside the words.
    """

    value: Value
    sources: tuple[Source, ...] = ()
    absent: str = "not stated"
    mark: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        """The input cells behind the entry."""
        return tuple(source.place for source in self.sources)


@dataclass(frozen=True, slots=True)
class Field:
    """One heading of a table: `cite` is the provision that asks for it, `width` is in characters of a worksheet."""

    heading: str
    cite: str = ""
    width: int = 28


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Rows of a block table that share a `group` are shown as one block under its `title` and `subtitle`."""

    key: str
    entries: tuple[Entry, ...]
    group: str = ""
    title: str = ""
    subtitle: str = ""


class Layout(StrEnum):
    """How a page shows a table; a worksheet always has one row per row."""

    ROWS = "rows"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report. `name` is unique in its report and at most 31 characters: it names the worksheet."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = "No rows."
    layout: Layout = Layout.ROWS
    has_places: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the text that replaces it and the table it is drawn from."""

    svg: str
    alt: str
    description: str
    table: Table


@dataclass(frozen=True, slots=True)
class Cover:
    """The head of a report: who, which period, as of when, in which state, from which inputs (None: not told)."""

    kicker: str
    title: str
    stamp: str
    stamp_text: str
    facts: tuple[tuple[str, str], ...]
    inputs: Table | None = None


def plain_table(
    name: str,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    note: str = "",
    empty: str = "No rows.",
) -> Table:
    """A table of values that come from no cell of the register, such as counts and file hashes."""
    return Table(
        name=name,
        title=title,
        fields=tuple(Field(heading) for heading in headings),
        rows=tuple(
            Row(str(number), tuple(Entry(value, absent="") for value in row)) for number, row in enumerate(rows, 1)
        ),
        note=note,
        empty=empty,
        has_places=False,
    )
