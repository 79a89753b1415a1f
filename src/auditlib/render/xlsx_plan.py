"""What goes where in a workbook: worded and measured before anything is written, so that links can point both ways."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from auditlib.places import address
from auditlib.render.xlsx_text import headings, line_count, location, sheet_names, table_names
from auditlib.tables import Entry, Field, Row, Source, Table, Target, Value
from auditlib.wording import plural

COVER, CONTENTS, SOURCES = "Cover", "Contents", "Sources"

# A row is at most 409 points high, which is some 33 lines of the text size used: wider columns keep long text in sight.
_LINES_IN_SIGHT = 30
_WIDEST, _WIDEST_WORD = 90, 68
_NOTE_WIDTH = (80, 140)
# From this width on the first columns stay in sight, so that a row far to the right still has a name.
_WIDE = 120
_SHORT_ITEM = 36


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is written; None prints `absent`, `link` is an address in the same workbook."""

    value: Value
    absent: str = ""
    link: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """An Excel table: its name, headings, column widths in characters, and what it says when it has no rows."""

    name: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    count: int
    empty: str
    frozen: int = 0
    numbers: frozenset[int] = frozenset()

    def reference(self, header_row: int) -> str:
        """The cells of the table when its header stands in that row, counted from 1."""
        return f"A{header_row}:{address(header_row + max(self.count, 1), len(self.headings))}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the report as a worksheet, with the lines of the last sheet that each of its rows rests on.

    `ways` are the addresses of rows of other tables to which its entries lead.
    """

    name: str
    table: Table
    grid: Grid
    notes: tuple[str, ...]
    leading: int
    lines: tuple[tuple[tuple[str, Source], ...], ...]
    first_lines: tuple[int, ...]
    ways: Mapping[Target, str] = field(default_factory=dict)

    @property
    def header_row(self) -> int:
        """Where the header stands, counted from 1: below the title, the way back, the notes and a blank row."""
        return 4 + len(self.notes)

    def cells(self) -> Iterator[list[Cell]]:
        """The rows as they are written."""
        before = ""
        for row, lines, first in zip(self.table.rows, self.lines, self.first_lines, strict=True):
            repeated = bool(row.group) and row.group == before
            before = row.group
            yield [
                *(Cell(text, repeated=repeated) for text in _leading(row)[: self.leading]),
                *(Cell(entry.value, entry.absent, self._way(entry)) for entry in row.entries),
                *([_way_to_sources(lines, first)] if self.table.has_places else []),
            ]

    def _way(self, entry: Entry) -> str:
        return self.ways.get(entry.leads_to[0], "") if entry.leads_to else ""

    def way_to(self, index: int) -> str:
        """The address of a row of the table, given by its number from 0."""
        row = self.header_row + 1 + index
        return location(self.name, f"A{row}:{address(row, len(self.grid.headings))}")


_SOURCES_FIELDS = (
    Field("Table", width=22),
    Field("Row", width=16),
    Field("Heading", width=26),
    Field("Register sheet", width=21),
    Field("Record", width=12),
    Field("Column", width=24),
    Field("File", width=20),
    Field("Sheet", width=18),
    Field("Cell", width=8),
    Field("The cell holds", width=40),
    Field("File SHA-256", width=68),
)
_SOURCES_NOTE = (
    "One line for each cell of the input that a row of this workbook rests on. "
    "The link in the column Row leads back to that row. The last column is left out in print."
)
SOURCES_WIDTH = len(_SOURCES_FIELDS)


def plan_sheets(tables: Sequence[Table], sources_name: str = SOURCES) -> tuple[Sheet, ...]:
    """A worksheet for each table, in their order."""
    names = sheet_names([COVER, CONTENTS, sources_name, *(table.name for table in tables)])[3:]
    line = sources_header_row() + 1
    sheets: list[Sheet] = []
    for name, grid_name, table in zip(names, table_names(names), tables, strict=True):
        sheet = _plan_sheet(name, grid_name, table, line)
        sheets.append(sheet)
        line += sum(len(lines) for lines in sheet.lines)
    ways = _ways(sheets)
    return tuple(replace(sheet, ways=ways) for sheet in sheets) if ways else tuple(sheets)


def _ways(sheets: Sequence[Sheet]) -> Mapping[Target, str]:
    """The address of each row to which an entry leads; that of a group is its first row."""
    entries = (entry for sheet in sheets for row in sheet.table.rows for entry in row.entries)
    wanted = {target for entry in entries for target in entry.leads_to}
    rows = ((sheet, index, row) for sheet in sheets for index, row in enumerate(sheet.table.rows) if wanted)
    ways: dict[Target, str] = {}
    for sheet, index, row in rows:
        for target in wanted.intersection({(sheet.table.name, row.key), (sheet.table.name, row.group)}):
            ways.setdefault(target, sheet.way_to(index))
    return ways


def _plan_sheet(name: str, grid_name: str, table: Table, line: int) -> Sheet:
    leading = _leading_fields(table)
    fields = [*leading, *table.fields, *([Field("Where", width=11)] if table.has_places else [])]
    titles = headings(f"{field.heading} · {field.cite}" if field.cite else field.heading for field in fields)
    own_titles = titles[len(leading) : len(leading) + len(table.fields)]
    lines = tuple(_lines(row, own_titles) if table.has_places else () for row in table.rows)
    widths = _widths(fields, titles, table, len(leading))
    numbers = frozenset(len(leading) + index for index in _columns_of_numbers(table))
    frozen = (len(leading) or 1) if sum(widths) > _WIDE else 0
    return Sheet(
        name=name,
        table=table,
        grid=Grid(grid_name, titles, widths, len(table.rows), table.empty, frozen, numbers),
        notes=wrapped(table.note, sum(widths)),
        leading=len(leading),
        lines=lines,
        first_lines=tuple(_running(line, (len(found) for found in lines))),
    )


def sources_sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The last sheet, without its rows: those are many, and `source_cells` yields them one by one."""
    count = sum(len(lines) for sheet in sheets for lines in sheet.lines)
    empty = "No table of this workbook rests on cells of the input."
    table = Table(SOURCES, "Sources: the cells of the input", _SOURCES_FIELDS, (), note=_SOURCES_NOTE, empty=empty)
    widths = tuple(field.width for field in _SOURCES_FIELDS)
    grid = Grid("table_of_sources", tuple(field.heading for field in _SOURCES_FIELDS), widths, count, empty)
    return Sheet(SOURCES, table, grid, wrapped(table.note, sum(widths)), 0, (), ())


def sources_header_row() -> int:
    """Where the header of the last sheet stands, counted from 1."""
    return sources_sheet(()).header_row


def source_cells(sheets: Iterable[Sheet], *, link_every_line: bool) -> Iterator[list[Cell]]:
    """One line per table row, heading and input cell; the way back stands in each line, or in a row's first."""
    for sheet in sheets:
        for index, (row, lines) in enumerate(zip(sheet.table.rows, sheet.lines, strict=True)):
            for number, (heading, source) in enumerate(lines):
                link = sheet.way_to(index) if link_every_line or number == 0 else ""
                yield _source_line(sheet.name, row.key, link, heading, source)


def _source_line(sheet: str, key: str, link: str, heading: str, source: Source) -> list[Cell]:
    place = source.place
    return [
        Cell(sheet),
        Cell(key, link=link),
        *(Cell(text) for text in (heading, source.sheet, source.record_id, source.column)),
        *(Cell(text) for text in (place.file, place.sheet, place.cell)),
        Cell(source.found or None, absent="blank"),
        Cell(place.sha256 or None, absent="not recorded"),
    ]


def wrapped(note: str, width: int) -> tuple[str, ...]:
    """The note in lines that a sheet of that width shows whole, without merged cells."""
    length = min(max(width, _NOTE_WIDTH[0]), _NOTE_WIDTH[1])
    return tuple(line for part in note.splitlines() for line in textwrap.wrap(part, length))


def _lines(row: Row, titles: Sequence[str]) -> tuple[tuple[str, Source], ...]:
    pairs = ((title, source) for title, entry in zip(titles, row.entries, strict=True) for source in entry.sources)
    return tuple(dict.fromkeys(pairs))


def _way_to_sources(lines: Sequence[tuple[str, Source]], first: int) -> Cell:
    if not lines:
        return Cell(None, absent="none")
    cells = len({source.place for _, source in lines})
    text = f"{cells:,} {plural(cells, 'cell')}"
    return Cell(text, link=location(SOURCES, f"A{first}:{address(first + len(lines) - 1, SOURCES_WIDTH)}"))


def _running(start: int, lengths: Iterable[int]) -> Iterator[int]:
    for length in lengths:
        yield start
        start += length


def _leading_fields(table: Table) -> list[Field]:
    """The columns that say which block a row belongs to; a table without blocks has none."""
    if not any(row.title for row in table.rows):
        return []
    fields = [Field("Record id", width=12), Field("Record", width=24)]
    return [*fields, Field("About the record", width=24)] if any(row.subtitle for row in table.rows) else fields


def _leading(row: Row) -> tuple[str, str, str]:
    return row.group, row.title, row.subtitle


def _columns_of_numbers(table: Table) -> Iterator[int]:
    for index in range(len(table.fields)):
        values = [row.entries[index].value for row in table.rows]
        stated = [value for value in values if value is not None]
        if stated and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in stated):
            yield index


def _widths(fields: Sequence[Field], titles: Sequence[str], table: Table, leading: int) -> tuple[int, ...]:
    columns: list[list[str]] = [[] for _ in fields]
    for row in table.rows:
        texts = [*_leading(row)[:leading], *(text_of(entry.value) for entry in row.entries)]
        for column, text in zip(columns, texts, strict=False):
            column.append(text)
    return tuple(
        _width(field.width, [title, *texts]) for field, title, texts in zip(fields, titles, columns, strict=True)
    )


def _width(wished: int, texts: Sequence[str]) -> int:
    words = max(len(word) for text in texts for word in text[:2000].split() or [""])
    width = max(wished, min(words + 2, _WIDEST_WORD))
    while width < _WIDEST and any(line_count(text, width) > _LINES_IN_SIGHT for text in texts):
        width += 10
    return width


def text_of(value: Value) -> str:
    """The text that shows a value, for dates and numbers of about the length at which Excel shows them."""
    if isinstance(value, tuple):
        # Short items stand one on a line; where one may take several, a bullet says where the next begins.
        is_plain = len(value) == 1 or all(len(item) <= _SHORT_ITEM for item in value)
        return "\n".join(value if is_plain else (f"• {item}" for item in value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
