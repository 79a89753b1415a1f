"""Reads .ods workbooks (OpenDocument 1.3, part 3): values, formulas, errors, merges and what is hidden."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError  # only types: parsing is done by defusedxml

from defusedxml.ElementTree import fromstring

from auditlib.intake.cells import ERROR_VALUES, Cell, CellKind, Content, Grid, Visibility
from auditlib.intake.preflight import check_archive, refusal
from auditlib.places import address, column_letters

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
# Repetition lets a few bytes stand for any number of cells.
MAX_CELLS = 500_000
_MAX_COLUMNS = 16_384
_MAX_BLANKS = 1_000
_OUT_OF_SIGHT = ("collapse", "filter")


def read_ods(name: str, data: bytes) -> Content:
    """Read every sheet of an OpenDocument spreadsheet.

    Raises:
        InputRefused: the bytes are no spreadsheet that can be read safely.
    """
    with check_archive(name, data, "content.xml") as archive:
        parts = {part: archive.read(part) for part in _PARTS if part in archive.namelist()}
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        raise refusal(name, "encrypted", "a workbook protected by a password", "Save it without a password.")
    if not parts.get(_TYPE, b"").startswith(_SPREADSHEET):
        raise refusal(name, "wrong_format", "a document that is no spreadsheet", _RESAVE)
    try:
        root: Element = fromstring(parts[_CONTENT])
        hidden = _hidden_styles(root)
        return Content(tuple(_grid(name, table, hidden) for table in root.iter(f"{_TABLE}table")))
    except (ParseError, ValueError, RecursionError) as error:
        raise refusal(name, "unreadable", "a workbook that cannot be parsed", _RESAVE) from error


_TYPE, _MANIFEST, _CONTENT = _PARTS = ("mimetype", "META-INF/manifest.xml", "content.xml")
_RESAVE = "Open it in its program and save it again as .ods or .xlsx."


def _hidden_styles(root: Element) -> set[str | None]:
    return {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


def _grid(name: str, table: Element, hidden: set[str | None]) -> Grid:
    cells: list[Cell] = []
    merged: list[str] = []
    hidden_rows: set[int] = set()
    for row, element in _rows(table):
        for column, item in _items(element):
            if (cell := _cell(item, row, column)) is not None:
                cells.append(cell)
            if (area := _merged(item, row, column)) is not None:
                merged.append(area)
        if element.get(f"{_TABLE}visibility") in _OUT_OF_SIGHT:
            hidden_rows.add(row)
        if len(cells) > MAX_CELLS:
            raise refusal(name, "hostile", f"a sheet of more than {MAX_CELLS:,} cells", _RESAVE)
    is_hidden = table.get(f"{_TABLE}style-name") in hidden
    return Grid(
        name=table.get(f"{_TABLE}name", ""),
        cells=tuple(cells),
        visibility=Visibility.HIDDEN if is_hidden else Visibility.VISIBLE,
        merged=tuple(merged),
        hidden_rows=tuple(sorted(hidden_rows)),
        hidden_columns=_hidden_columns(table, {cell.column for cell in cells}),
    )


def _hidden_columns(table: Element, columns: set[int]) -> tuple[str, ...]:
    hidden: list[int] = []
    number = 1
    for element in table.iter(f"{_TABLE}table-column"):
        following = number + int(element.get(f"{_TABLE}number-columns-repeated", "1"))
        if element.get(f"{_TABLE}visibility") in _OUT_OF_SIGHT:
            hidden += [column for column in sorted(columns) if number <= column < following]
        number = following
    return tuple(column_letters(column) for column in hidden)


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
        for offset in range(min(repeated, _MAX_COLUMNS) if has_content else 0):
            yield number + offset, item
        number += repeated
        if number > _MAX_COLUMNS:
            return


def _cell(item: Element, row: int, column: int) -> Cell | None:
    formula = item.get(f"{_TABLE}formula", "").removeprefix("of:")
    # Only its own paragraphs: those of a note stand deeper.
    text = "\n".join(_text(paragraph) for paragraph in item.findall(f"{_TEXT}p"))
    kind = item.get(f"{_OFFICE}value-type", "")
    if item.get(f"{_CALC}value-type") == "error" or text in ERROR_VALUES:
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


def _text(paragraph: Element) -> str:
    """The text of a paragraph, with the blanks and line breaks that OpenDocument writes as elements."""
    parts = [paragraph.text or ""]
    for inner in paragraph:
        if inner.tag == f"{_TEXT}s":
            parts.append(" " * min(int(inner.get(f"{_TEXT}c", "1")), _MAX_BLANKS))
        elif inner.tag == f"{_TEXT}line-break":
            parts.append("\n")
        else:
            parts.append(_text(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


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
