"""Excel's own limits, tested on a written workbook: Excel repairs or refuses what other programs accept in silence."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from auditlib.places import column_number
from auditlib.render.xlsx_text import CELL_LENGTH, LINE_FEEDS, SHEET_NAME_LENGTH, utf16_length

ROWS, COLUMNS, LINKS = 1_048_576, 16_384, 65_530

_FOOTER_LENGTH, _HEADING_LENGTH = 255, 255
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_LOCATION = re.compile(r"'((?:[^']|'')+)'!(.+)", re.DOTALL)
_TABLE_NAME = re.compile(r"[A-Za-z_\\][A-Za-z0-9_.\\]{0,254}")
_LIKE_AN_ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]+|R[0-9]*(?:C[0-9]*)?|C[0-9]*", re.IGNORECASE)
_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_ACTIVE_PART = re.compile(
    "vbaProject|externalLink|activeX|embedding|connections|queryTable|ctrlProp|customUI", re.IGNORECASE
)
_OWN_NAMES = {"_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase"}
_LOOKED_AT = [f"{_MAIN}{tag}" for tag in ("row", "f", "hyperlink", "oddHeader", "oddFooter")]

# First row, first column, last row, last column, counted from 1.
_Box = tuple[int, int, int, int]
_Tables = Sequence[tuple[_Box, list[str]]]


def check_workbook(path: Path) -> list[str]:
    """Every limit of Excel that a workbook breaks; an empty list when there is none."""
    try:
        with ZipFile(path) as package:
            return list(_check_package(package))
    except (BadZipFile, KeyError, etree.XMLSyntaxError) as fault:
        return [f"a part cannot be read: {fault}"]


def _check_package(package: ZipFile) -> Iterator[str]:
    parts = package.namelist()
    yield from (f"there are two parts {name}" for name in _repeated(parts))
    yield from (f"the part {name} runs or fetches something" for name in parts if _ACTIVE_PART.search(name))
    for part in parts:
        yield from _check_relations(part, _parse(package, part)) if part.endswith(".rels") else ()
    book = _parse(package, "xl/workbook.xml")
    defined = [entry.get("name", "") for entry in book.iter(f"{_MAIN}definedName")]
    yield from (f"the defined name {name} is not one of a print set-up" for name in defined if name not in _OWN_NAMES)
    targets = _targets(package, "xl/workbook.xml")
    sheets = [(sheet.get("name", ""), targets[sheet.get(_RELATION, "")]) for sheet in book.iter(f"{_MAIN}sheet")]
    names = [name for name, _ in sheets]
    yield from _check_sheet_names(names)
    strings = _shared_strings(package)
    yield from _check_strings(strings)
    yield from _check_table_names([_parse(package, part) for part in parts if part.startswith("xl/tables/")])
    for name, part in sheets:
        yield from (f"sheet {name}: {fault}" for fault in _check_sheet(package, part, strings, set(names)))


def _check_relations(part: str, root: etree._Element) -> Iterator[str]:
    for relation in root:
        if relation.get("TargetMode") == "External":
            yield f"{part} points out of the workbook to {relation.get('Target')}"


def _check_sheet_names(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if not name.strip() or utf16_length(name) > SHEET_NAME_LENGTH or _BAD_IN_SHEET_NAME.search(name):
            yield f"a sheet cannot be named {name!r}"
        if name.casefold() == "history":
            yield "Excel keeps the sheet name History for itself"
    yield from (f"two sheets are named {name}" for name in _repeated(names))


def _check_strings(strings: Iterable[str]) -> Iterator[str]:
    for text in strings:
        if utf16_length(text) > CELL_LENGTH:
            yield f"a text has {utf16_length(text):,} characters: {text[:40]!r}"
        feeds = text.count("\n")
        if feeds > LINE_FEEDS:
            yield f"a text has {feeds:,} line feeds: {text[:40]!r}"


def _check_table_names(roots: Sequence[etree._Element]) -> Iterator[str]:
    names = [root.get("displayName", "") for root in roots]
    for name in names:
        if not _TABLE_NAME.fullmatch(name) or _LIKE_AN_ADDRESS.fullmatch(name):
            yield f"a table cannot be named {name!r}"
    yield from (f"two tables are named {name}" for name in _repeated(names))


def _check_sheet(package: ZipFile, part: str, strings: Sequence[str], sheets: set[str]) -> Iterator[str]:
    targets = _targets(package, part).values()
    tables = [_table(_parse(package, target)) for target in targets if target.startswith("xl/tables/")]
    for box, columns in tables:
        yield from _check_table(box, columns)
    if any(_overlap(one, other) for (one, _), (other, _) in combinations(tables, 2)):
        yield "two tables overlap"
    links = 0
    with package.open(part) as stream:
        for _, element in etree.iterparse(stream, tag=_LOOKED_AT, resolve_entities=False):
            links += element.tag == f"{_MAIN}hyperlink"
            yield from _check_element(element, sheets)
            if element.tag == f"{_MAIN}row":
                yield from _check_row(element, tables, strings)
                element.clear()
    if links > LINKS:
        yield f"{links:,} links are more than the {LINKS:,} a sheet may hold"


def _check_table(box: _Box, columns: list[str]) -> Iterator[str]:
    first_row, first_column, last_row, last_column = box
    if not (1 <= first_row < last_row <= ROWS and 1 <= first_column <= last_column <= COLUMNS):
        yield f"a table cannot stand in rows {first_row} to {last_row}, columns {first_column} to {last_column}"
    if len(columns) != last_column - first_column + 1:
        yield f"a table over {last_column - first_column + 1} columns has {len(columns)} headings"
    yield from (f"a table has the heading {name!r} twice" for name in _repeated(columns))
    for name in columns:
        if not 0 < utf16_length(name) <= _HEADING_LENGTH:
            yield f"a heading is blank or too long: {name[:40]!r}"


def _check_element(element: etree._Element, sheets: set[str]) -> Iterator[str]:
    tag = etree.QName(element).localname
    if tag == "f":
        yield f"there is a formula: {(element.text or '')[:40]}"
    elif tag in {"oddHeader", "oddFooter"} and utf16_length(element.text or "") > _FOOTER_LENGTH:
        yield f"a page header or footer has more than {_FOOTER_LENGTH} characters"
    elif tag == "hyperlink":
        yield from _check_link(element.get("location", ""), element.get("ref", ""), sheets)


def _check_link(location: str, cell: str, sheets: set[str]) -> Iterator[str]:
    found = _LOCATION.fullmatch(location)
    if found is None or found[1].replace("''", "'") not in sheets or _box(found[2]) == (0, 0, 0, 0):
        yield f"the link in {cell} leads nowhere: {location[:80]!r}"


def _check_row(row: etree._Element, tables: _Tables, strings: Sequence[str]) -> Iterator[str]:
    number = int(row.get("r", "0"))
    if not 1 <= number <= ROWS or len(row) > COLUMNS:
        yield f"row {number} lies outside a worksheet"
    for (first_row, first_column, _, last_column), columns in tables:
        if number == first_row:
            shown = {_box(cell.get("r", ""))[1]: _shared(cell, strings) for cell in row}
            if [shown.get(column) for column in range(first_column, last_column + 1)] != columns:
                yield f"the header in row {number} is not what its table says"


def _table(root: etree._Element) -> tuple[_Box, list[str]]:
    return _box(root.get("ref", "")), [column.get("name", "") for column in root.iter(f"{_MAIN}tableColumn")]


def _shared(cell: etree._Element, strings: Sequence[str]) -> str:
    value = cell.findtext(f"{_MAIN}v", "")
    return strings[int(value)] if cell.get("t") == "s" else value


def _shared_strings(package: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = _parse(package, "xl/sharedStrings.xml")
    return ["".join(text.text or "" for text in item.iter(f"{_MAIN}t")) for item in root]


def _targets(package: ZipFile, part: str) -> dict[str, str]:
    """The parts that a part points to, by the ids it uses for them."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return {}
    root = _parse(package, relations)
    joined = {item.get("Id", ""): posixpath.join("/", folder, item.get("Target", "")) for item in root}
    return {key: posixpath.normpath(target).lstrip("/") for key, target in joined.items()}


def _parse(package: ZipFile, part: str) -> etree._Element:
    return etree.fromstring(package.read(part), etree.XMLParser(resolve_entities=False, huge_tree=True))


def _box(reference: str) -> _Box:
    """The corners of a range; all zero when it is none."""
    found = _RANGE.fullmatch(reference)
    if found is None:
        return 0, 0, 0, 0
    first, last = (found[1], found[2]), (found[3] or found[1], found[4] or found[2])
    return int(first[1]), column_number(first[0]), int(last[1]), column_number(last[0])


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _repeated(names: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if name.casefold() in seen or seen.add(name.casefold())]  # type: ignore[func-returns-value]
