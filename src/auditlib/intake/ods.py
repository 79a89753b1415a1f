"""Reads .ods workbooks (OpenDocument 1.3, part 3): values, formulas, errors, merges and what is hidden."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # only a type: parsing is done by defusedxml

from defusedxml.ElementTree import fromstring

from auditlib.errors import InputRefused
from auditlib.intake.cells import Cell, CellKind, Content, Grid, Visibility
from auditlib.intake.preflight import check_archive
from auditlib.places import Place, Problem, address

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def read_ods(name: str, data: bytes) -> Content:
    """Read every sheet of an OpenDocument spreadsheet.

    Raises:
        InputRefused: the bytes are no spreadsheet that can be read safely.
    """
    with check_archive(name, data, "content.xml") as archive:
        encrypted = b"encryption-data" in archive.read("META-INF/manifest.xml")
        is_spreadsheet = archive.read("mimetype").startswith(_SPREADSHEET)
        content = b"" if encrypted else archive.read("content.xml")
    if encrypted or not is_spreadsheet:
        found = "a workbook protected by a password" if encrypted else "a document that is no spreadsheet"
        problem = Problem(Place(name), "wrong_format", found, "an open .ods spreadsheet", "Save it without a password.")
        raise InputRefused([problem])
    root: Element = fromstring(content)
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    return Content(tuple(_grid(table, hidden) for table in root.iter(f"{_TABLE}table")))


def _grid(table: Element, hidden: set[str | None]) -> Grid:
    cells: list[Cell] = []
    merged: list[str] = []
    for row, element in _rows(table):
        for column, item in _items(element):
            cell = _cell(item, row, column)
            if cell is not None:
                cells.append(cell)
            if (area := _merged(item, row, column)) is not None:
                merged.append(area)
    is_hidden = table.get(f"{_TABLE}style-name") in hidden
    visibility = Visibility.HIDDEN if is_hidden else Visibility.VISIBLE
    return Grid(table.get(f"{_TABLE}name", ""), tuple(cells), visibility, tuple(merged))


def _rows(table: Element) -> Iterator[tuple[int, Element]]:
    """Rows with content under their numbers; a repeated row with content is given as often as it repeats."""
    number = 1
    for element in table.iter(f"{_TABLE}table-row"):
        repeated = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        has_content = any(item.get(f"{_OFFICE}value-type") for item in element)
        for offset in range(repeated if has_content else 0):
            yield number + offset, element
        number += repeated


def _items(row: Element) -> Iterator[tuple[int, Element]]:
    number = 1
    for item in row:
        if not item.tag.endswith("table-cell"):
            continue
        repeated = int(item.get(f"{_TABLE}number-columns-repeated", "1"))
        has_content = item.get(f"{_OFFICE}value-type") is not None and not item.tag.endswith("covered-table-cell")
        for offset in range(repeated if has_content else 0):
            yield number + offset, item
        number += repeated


def _cell(item: Element, row: int, column: int) -> Cell | None:
    formula = item.get(f"{_TABLE}formula", "").removeprefix("of:")
    text = "\n".join("".join(paragraph.itertext()) for paragraph in item.iter(f"{_TEXT}p"))
    kind = item.get(f"{_OFFICE}value-type", "")
    if item.get(f"{_CALC}value-type") == "error":
        return Cell(row, column, CellKind.ERROR, text, formula)
    if kind in {"float", "percentage", "currency"}:
        return Cell(row, column, CellKind.NUMBER, _number(item.get(f"{_OFFICE}value", ""), text), formula)
    if kind == "date":
        value = item.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
        return Cell(row, column, CellKind.DATE, value, formula)
    if kind == "boolean":
        answer = "yes" if item.get(f"{_OFFICE}boolean-value") == "true" else "no"
        return Cell(row, column, CellKind.BOOLEAN, answer, formula)
    return Cell(row, column, CellKind.TEXT, text, formula) if text else None


def _number(value: str, shown: str) -> str:
    # What is shown as 007 is an id, whatever number stands behind it.
    if shown.isdigit() and shown.lstrip("0") == value:
        return shown
    number = float(value)
    return str(int(number)) if number.is_integer() else value


def _merged(item: Element, row: int, column: int) -> str | None:
    width = int(item.get(f"{_TABLE}number-columns-spanned", "1"))
    height = int(item.get(f"{_TABLE}number-rows-spanned", "1"))
    if width == height == 1:
        return None
    return f"{address(row, column)}:{address(row + height - 1, column + width - 1)}"
