"""From any entry of either record of the reference company to its input cell in two steps, on the page and in Excel."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from auditlib.case import Case, open_case
from auditlib.reports import record_as_controller, record_as_processor
from auditlib.tables import Row, Source, Table
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.reading_reports import answers, grid, read_page, row_range


@pytest.fixture(scope="module")
def case() -> Case:
    return open_case(REFERENCE_INPUTS, period=PERIOD, organisation="auxerta")


def tables(case: Case) -> dict[str, list[Table]]:
    controller, processor = record_as_controller, record_as_processor
    return {
        controller.REPORT.notebook: [controller.responsible(case), controller.activities(case)],
        processor.REPORT.notebook: [processor.responsible(case), processor.clients(case)],
    }


def sources(table: Table) -> Iterator[tuple[Row, str, Source]]:
    """Every cell behind a table, with the row and the heading it stands behind."""
    for row in table.rows:
        for field, entry in zip(table.fields, row.entries, strict=True):
            yield from ((row, field.heading, source) for source in entry.sources)


@cache
def input_workbook(name: str) -> Workbook:
    return openpyxl.load_workbook(REFERENCE_INPUTS / PERIOD / name, data_only=True)


def held(source: Source) -> str:
    """What the cell of the input holds, read without the product."""
    value = input_workbook(source.place.file)[source.place.sheet][source.place.cell].value
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def test_every_source_is_a_cell_that_holds_what_is_said(case):
    found = [one for report in tables(case).values() for table in report for _, _, one in sources(table)]
    assert len(found) > 1000
    assert [one for one in found if held(one) != one.found] == []


REPORTS = ("10_record_as_controller", "11_record_as_processor")


@pytest.mark.parametrize("report", REPORTS)
def test_every_entry_that_states_something_has_a_source(case, report):
    bare = [
        (row.key, field.heading)
        for table in tables(case)[report]
        for row in table.rows
        for field, entry in zip(table.fields, row.entries, strict=True)
        if entry.value is not None and not entry.sources
    ]
    assert bare == []


@pytest.mark.parametrize("report", REPORTS)
def test_the_page_names_the_cells_beside_the_entry(case, reference_pack, report):
    page = read_page(reference_pack / "data" / f"{report}.html")
    for table in tables(case)[report]:
        groups = {row.group for row in table.rows}
        blocks = {group: answers(page, f"{table.name}-{group}".casefold()) for group in groups}
        for row, heading, source in sources(table):
            place = source.place
            assert (place.file, place.sheet, place.cell) in blocks[row.group][heading].cells


@pytest.mark.parametrize("report", REPORTS)
def test_the_workbook_leads_from_the_row_to_lines_that_name_the_cells(case, reference_pack, report):
    book = openpyxl.load_workbook(reference_pack / "data" / f"{report}.xlsx")
    lines = list(book["Sources"].iter_rows(values_only=True))
    for table in tables(case)[report]:
        links = [cell for (cell,) in book[table.name].iter_rows(min_col=book[table.name].max_column) if cell.hyperlink]
        assert len(links) == len(table.rows)
        for row, link in zip(table.rows, links, strict=True):
            sheet, reached = row_range(link.hyperlink.location)
            assert sheet == "Sources"
            expected = {line(table, own, heading, source) for own, heading, source in sources(table) if own is row}
            assert {without_law(lines[number - 1]) for number in reached} == expected


def line(table: Table, row: Row, heading: str, source: Source) -> tuple[str, ...]:
    place = source.place
    named = (table.name, row.key, heading, source.sheet, source.record_id, source.column)
    return (*named, place.file, place.sheet, place.cell, source.found or "blank", place.sha256)


def without_law(values: tuple[object, ...]) -> tuple[str, ...]:
    """A line of the workbook; its heading carries the provision as well."""
    return tuple(str(value).partition(" · ")[0] if at == 2 else str(value) for at, value in enumerate(values))


@pytest.mark.parametrize("report", REPORTS)
def test_each_line_of_the_sources_leads_back_to_its_row(reference_pack, report):
    book = openpyxl.load_workbook(reference_pack / "data" / f"{report}.xlsx")
    page = book["Sources"]
    first = grid_start(page)
    for number, line_read in enumerate(grid(page)[1], start=first):
        sheet, (row,) = row_range(page.cell(number, 2).hyperlink.location)
        assert sheet == line_read["Table"]
        _, (*_, last) = row_range(book[sheet].cell(row, book[sheet].max_column).hyperlink.location)
        assert number <= last


def grid_start(page) -> int:
    (table,) = page.tables.values()
    return row_range(f"Sources!{table.ref}")[1].start + 1
