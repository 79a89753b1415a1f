"""A report as an Excel workbook: cover, contents, one sheet per table, and the input cells they rest on."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditlib.errors import OutputRejected, StorageFailed
from auditlib.render.characters import visible
from auditlib.render.xlsx_cells import (
    FONT,
    SERIF,
    Styles,
    report_options,
    row_height,
    write_cell,
    write_text,
    write_way,
)
from auditlib.render.xlsx_limits import LINKS, ROWS, check_workbook
from auditlib.render.xlsx_plan import (
    CONTENTS,
    COVER,
    Cell,
    Grid,
    Sheet,
    plan_sheets,
    source_cells,
    sources_sheet,
    text_of,
)
from auditlib.render.xlsx_text import footer_text, line_count, location
from auditlib.tables import Cover, Table

# The same bytes on each run need a fixed time of creation; when it was really made stands beside the pack.
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  the format holds no zone
_LEGEND_OF_SOURCES = (
    "The column Where leads from each row to its lines in the sheet Sources: file, sheet, cell, what the cell holds."
)
_LEGEND = (
    "Grey italics: nothing is stated there. Text is shown as it was found, also where it looks like a formula.",
    "Dates are Excel dates, shown as year-month-day. Times with a zone are shown in UTC.",
)
# Paper by Excel's numbers, and the characters that fit on it in landscape at a size that can be read.
_A4, _A4_WIDTH = 9, 190
_A3, _A3_WIDTH = 8, 330


@dataclass(frozen=True, slots=True)
class _Book:
    file: Workbook
    styles: Styles
    cover: Cover


def write_workbook(path: Path, cover: Cover, tables: Sequence[Table]) -> None:
    """Write the tables of a report as one workbook; the file appears whole, or not at all.

    Raises:
        OutputRejected: Excel would refuse or repair the file.
        StorageFailed: the file cannot be written.
    """
    sheets = plan_sheets(tables)
    # A copy for an authority, whose tables name no places, says nothing of the cells behind them.
    sources = sources_sheet(sheets) if any(table.has_places for table in tables) else None
    _refuse_what_cannot_fit([*sheets, *([sources] if sources else [])])
    partial = path.with_name(f".{path.name}.partial")
    try:
        _write(partial, cover, sheets, sources)
        faults = check_workbook(partial)
        if faults:
            raise OutputRejected(f"{path.name}: " + "; ".join(faults))
        partial.replace(path)
    except (OSError, FileCreateError) as fault:
        raise StorageFailed(f"{path.name} could not be written: {fault}") from fault
    finally:
        partial.unlink(missing_ok=True)


def _refuse_what_cannot_fit(sheets: Sequence[Sheet]) -> None:
    # XlsxWriter leaves out what lies beyond the last row, without a word.
    for sheet in sheets:
        if sheet.header_row + sheet.grid.count > ROWS:
            raise OutputRejected(f"{sheet.name}: {sheet.grid.count:,} rows are more than a worksheet holds")


def _write(path: Path, cover: Cover, sheets: Sequence[Sheet], sources: Sheet | None) -> None:
    with Workbook(path, report_options()) as file:
        book = _Book(file, Styles(file), cover)
        title, stamp = visible(cover.title), visible(f"{cover.stamp}: {cover.stamp_text}")
        file.set_properties({"title": title, "subject": visible(cover.kicker), "comments": stamp, "created": _CREATED})
        _write_cover(book)
        _write_contents(book, sheets, sources)
        for sheet in sheets:
            _write_sheet(book, sheet, _within_links(sheet.cells()))
        if sources:
            _write_sources(book, sheets, sources)


def _write_sources(book: _Book, sheets: Sequence[Sheet], sources: Sheet) -> None:
    every = sources.grid.count <= LINKS - 1
    page = _write_sheet(book, sources, _within_links(source_cells(sheets, link_every_line=every)))
    # A page holds all but the hashes, which the cover lists once for each file.
    page.print_area(0, 0, sources.header_row + max(sources.grid.count, 1) - 1, len(sources.grid.headings) - 2)


def _within_links(rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    """The rows, with links as long as the worksheet may hold more; one is kept for the way to the contents."""
    left = LINKS - 1
    for row in rows:
        linked = sum(bool(cell.link) for cell in row)
        left -= linked
        yield row if left >= 0 or not linked else [replace(cell, link="") for cell in row]


def _write_cover(book: _Book) -> None:
    cover, styles = book.cover, book.styles
    page = _page(book, COVER)
    inputs = plan_sheets([replace(cover.inputs, has_places=False)])[0] if cover.inputs else None
    wished = inputs.grid.widths if inputs else ()
    widths = [max(pair) for pair in zip_longest(wished, (26, 44), fillvalue=0)]
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    for row, height in ((0, 16), (1, 32), (3, 22)):
        page.set_row(row, height)
    write_text(page, (0, 0), cover.kicker, styles, "kicker")
    write_text(page, (1, 0), cover.title, styles, "cover title")
    write_text(page, (3, 0), cover.stamp, styles, "stamp")
    write_text(page, (3, 1), cover.stamp_text, styles, "stamp text")
    for row, (label, fact) in enumerate(cover.facts, 5):
        write_text(page, (row, 0), label, styles, "label")
        write_text(page, (row, 1), fact, styles, "fact")
        page.set_row(row, row_height(_lines((label, fact), widths[:2])))
    if inputs:
        _write_inputs(book, page, inputs, 6 + len(cover.facts))
    _set_print(book, page, COVER, sum(widths))


def _write_inputs(book: _Book, page: Worksheet, inputs: Sheet, top: int) -> None:
    page.set_row(top, 22)
    write_text(page, (top, 0), inputs.table.title, book.styles, "section")
    for row, note in enumerate(inputs.notes, top + 1):
        write_text(page, (row, 0), note, book.styles, "note")
    grid = replace(inputs.grid, name="table_of_inputs")
    _write_grid(book, page, top + len(inputs.notes) + 2, grid, inputs.cells())


def _write_contents(book: _Book, sheets: Sequence[Sheet], sources: Sheet | None) -> None:
    page = _page(book, CONTENTS)
    listed = [*sheets, *([sources] if sources else [])]
    legend = [*([_LEGEND_OF_SOURCES] if sources else []), *_LEGEND]
    grid = Grid(
        name="table_of_contents",
        headings=("Sheet", "Title", "Rows", "Header in row", "Excel table", "Note"),
        widths=(30, 48, 8, 10, 30, 64),
        count=len(listed),
        empty="",
        numbers=frozenset({2, 3}),
    )
    for column, width in enumerate(grid.widths):
        page.set_column(column, column, width)
    page.set_row(0, 24)
    write_text(page, (0, 0), CONTENTS, book.styles, "title")
    write_way(page, (1, 0), location(COVER, "A1"), "← Cover", book.styles)
    _write_grid(book, page, 4, grid, (_contents_line(sheet) for sheet in listed))
    for row, line in enumerate(legend, len(listed) + 5):
        write_text(page, (row, 0), line, book.styles, "note")
    _set_print(book, page, CONTENTS, sum(grid.widths))


def _contents_line(sheet: Sheet) -> list[Cell]:
    return [
        Cell(sheet.name, link=location(sheet.name, "A1")),
        Cell(sheet.table.title),
        Cell(sheet.grid.count),
        Cell(sheet.header_row),
        Cell(sheet.grid.name),
        Cell(sheet.table.note),
    ]


def _write_sheet(book: _Book, sheet: Sheet, rows: Iterable[list[Cell]]) -> Worksheet:
    page = _page(book, sheet.name)
    for column, width in enumerate(sheet.grid.widths):
        page.set_column(column, column, width)
    page.set_row(0, 24)
    write_text(page, (0, 0), sheet.table.title, book.styles, "title")
    write_way(page, (1, 0), location(CONTENTS, "A1"), "← Contents", book.styles)
    for row, note in enumerate(sheet.notes, 2):
        write_text(page, (row, 0), note, book.styles, "note")
    _write_grid(book, page, sheet.header_row, sheet.grid, rows)
    page.freeze_panes(sheet.header_row, sheet.grid.frozen)
    page.repeat_rows(sheet.header_row - 1)
    _set_print(book, page, sheet.table.title, sum(sheet.grid.widths))
    if sum(sheet.grid.widths) > _A3_WIDTH:
        _set_print_in_parts(page, sheet)
    return page


def _set_print_in_parts(page: Worksheet, sheet: Sheet) -> None:
    """Let pages that stand side by side repeat the columns that name the row, and the title in their margin."""
    page.fit_to_pages(math.ceil(sum(sheet.grid.widths) / _A3_WIDTH), 0)
    page.repeat_columns(0, max(sheet.grid.frozen, 1) - 1)
    page.print_area(
        sheet.header_row - 1, 0, sheet.header_row + max(sheet.grid.count, 1) - 1, len(sheet.grid.headings) - 1
    )
    page.set_header(f'&L&"{SERIF},Bold"&12 {footer_text(sheet.table.title, 120)}')


def _write_grid(book: _Book, page: Worksheet, header_row: int, grid: Grid, rows: Iterable[list[Cell]]) -> None:
    """Write a table whose header stands in that row, counted from 1; its rows come from an iterator."""
    styles = ["header of numbers" if index in grid.numbers else "header" for index in range(len(grid.headings))]
    columns = [
        {"header": heading, "header_format": book.styles.get(style)}
        for heading, style in zip(grid.headings, styles, strict=True)
    ]
    page.add_table(grid.reference(header_row), {"name": grid.name, "style": None, "columns": columns})
    page.set_row(header_row - 1, row_height(_lines(grid.headings, (width - 3 for width in grid.widths))))
    for number, cells in enumerate(rows, header_row):
        page.set_row(number, row_height(_lines((text_of(cell.value) for cell in cells), grid.widths)))
        for column, cell in enumerate(cells):
            write_cell(page, (number, column), cell, book.styles)
    if not grid.count:
        write_text(page, (header_row, 0), grid.empty, book.styles, "nothing")
    page.ignore_errors({"number_stored_as_text": grid.reference(header_row)})


def _lines(texts: Iterable[str], widths: Iterable[int]) -> int:
    return max(line_count(text, width) for text, width in zip(texts, widths, strict=True))


def _page(book: _Book, name: str) -> Worksheet:
    page = book.file.add_worksheet(name)
    page.hide_gridlines(2)
    return page


def _set_print(book: _Book, page: Worksheet, title: str, width: int) -> None:
    page.set_landscape()
    page.set_paper(_A4 if width <= _A4_WIDTH else _A3)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    report, stamp = footer_text(book.cover.title, 60), footer_text(book.cover.stamp, 40)
    style = f'&8&"{FONT},Regular"'
    own = footer_text(title, 60)
    page.set_footer(f"&L{style}{report} · {own}&C{style}{stamp}&R{style}Page &P of &N")
