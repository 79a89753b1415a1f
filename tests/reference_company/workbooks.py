"""Write the sheets of one quarter as workbooks that have the same bytes on each run."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from auditlib.schema.guide import tab_name
from tests.reference_company.layout import FORM, TITLES, WORKBOOKS, headed, holds_integers, typed_by_people
from tests.reference_company.tables import Row, Tables

_WIDEST = 46
_NARROWEST = 10


def write_workbooks(tables: Tables, folder: Path, written_on: str) -> None:
    """Write every workbook of the quarter into the folder."""
    for name, sheets in WORKBOOKS.items():
        # Strings stay strings: a cell that begins with = or http must not turn into a formula or a link.
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(str(folder / name), options) as book:
            # The time of writing is fixed, or else the bytes would differ on each run.
            book.set_properties({"author": "Privacy analyst", "created": _day(written_on)})
            for sheet in sheets:
                _write_sheet(book, sheet, typed_by_people(sheet, tables[sheet]))


def _write_sheet(book: Any, sheet: str, rows: list[Row]) -> None:
    page = book.add_worksheet(tab_name(sheet))
    styles = {
        "header": book.add_format({"bold": True, "bottom": 1}),
        "title": book.add_format({"italic": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    }
    if sheet == FORM:
        _write_form(page, rows, styles)
    else:
        _write_table(page, sheet, rows, styles)


def _write_form(page: Any, rows: list[Row], styles: dict[str, Any]) -> None:
    for line, column in enumerate(rows[0]):
        page.write_string(line, 0, headed(column), styles["header"])
        for entity, row in enumerate(rows, start=1):
            _write_cell(page, (line, entity), column, row[column], styles)
    page.set_column(0, 0, 38)
    page.set_column(1, len(rows), _WIDEST)
    page.freeze_panes(1, 1)


def _write_table(page: Any, sheet: str, rows: list[Row], styles: dict[str, Any]) -> None:
    top = 0
    if sheet in TITLES:
        page.write_string(0, 0, TITLES[sheet], styles["title"])
        top = 1
    for place, column in enumerate(rows[0]):
        page.write_string(top, place, headed(column), styles["header"])
        for line, row in enumerate(rows, start=top + 1):
            _write_cell(page, (line, place), column, row[column], styles)
        longest = max(len(headed(column)), *(len(row[column]) for row in rows)) + 2
        page.set_column(place, place, min(max(longest, _NARROWEST), _WIDEST))
    page.freeze_panes(top + 1, 1)


def _write_cell(page: Any, at: tuple[int, int], column: str, text: str, styles: dict[str, Any]) -> None:
    if not text:
        return
    if column.endswith("_on"):
        page.write_datetime(*at, _day(text), styles["date"])
    elif holds_integers(column):
        page.write_number(*at, int(text))
    else:
        page.write_string(*at, text)


def _day(text: str) -> datetime:
    # Excel and the document properties know no zones.
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).replace(tzinfo=None)
