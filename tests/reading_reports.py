"""Reads what reports show: tables as they are made, pages and workbooks as they are published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement
from openpyxl.utils.cell import rows_from_range
from openpyxl.worksheet.worksheet import Worksheet

from auditlib.render.fragments import in_words
from auditlib.tables import Entry, Row, Table

_CELL = re.compile(r"([A-Z]+)(\d+)")


def entry(table: Table, heading: str, key: str = "") -> Entry:
    """The entry under a heading in the row with a key; without one, in the only row."""
    (row,) = (row for row in table.rows if not key or row.key == key)
    return row.entries[[field.heading for field in table.fields].index(heading)]


def text(table: Table, heading: str, key: str = "") -> str:
    """The same entry as a page prints it."""
    found = entry(table, heading, key)
    return found.absent if found.value is None else in_words(found.value)


def everything(table: Table) -> str:
    """Every word of a table: entries, titles and notes."""
    return " | ".join([table.title, table.note, *(word for row in table.rows for word in _words(row))])


def _words(row: Row) -> Iterator[str]:
    yield from (row.key, row.title, row.subtitle)
    yield from (in_words(entry.value) or entry.absent for entry in row.entries)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page prints under a heading of a block, and the cells of the input it names."""

    text: str
    cells: frozenset[tuple[str, str, str]]


def read_page(path: Path) -> HtmlElement:
    """The page as a tree."""
    return lxml.html.document_fromstring(path.read_text(encoding="utf-8"))


def answers(page: HtmlElement, anchor: str) -> dict[str, Answer]:
    """What the block with an id says under each heading."""
    (block,) = page.xpath("//table[@id=$anchor]", anchor=anchor)
    return {
        " ".join(row.xpath("./th/text()")).strip(): Answer(
            "; ".join(" ".join(found.text_content().split()) for found in row.xpath(".//div[@class='pair']/div[1]")),
            frozenset(cell for where in row.xpath(".//div[@class='where']/span") for cell in _cells(where)),
        )
        for row in block.xpath("./tbody/tr")
    }


def _cells(where: HtmlElement) -> Iterator[tuple[str, str, str]]:
    file, sheet, cells = where.text_content().split(" › ")
    for part in cells.split(", "):
        yield from ((file, sheet, cell) for line in rows_from_range(part) for cell in line)


def grid(page: Worksheet) -> tuple[list[str], list[dict[str, object]]]:
    """The headings and rows of the one Excel table of a worksheet."""
    (table,) = page.tables.values()
    first, *rest = page[table.ref]
    headings = [str(cell.value) for cell in first]
    return headings, [dict(zip(headings, (cell.value for cell in row), strict=True)) for row in rest]


def row_range(location: str) -> tuple[str, range]:
    """The worksheet and rows that a link within a workbook leads to."""
    sheet, _, cells = location.rpartition("!")
    rows = [int(number) for _, number in _CELL.findall(cells)]
    return sheet.strip("'"), range(min(rows), max(rows) + 1)
