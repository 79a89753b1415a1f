"""Makes the input files that tests/inputs.toml describes, each builder in the folder it is given."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]

NAME = "register.xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MANY_ROWS = 1_048_576


def nothing(_folder: Path) -> None:
    """Leave the folder empty."""


def workbook(folder: Path, name: str = NAME, **sheets: Rows) -> None:
    """Write a workbook; text that begins with = becomes a formula without a saved value."""
    book = Workbook()
    del book["Sheet"]
    for sheet, rows in sheets.items():
        page = book.create_sheet(sheet.replace("_", " "))
        for row in rows:
            page.append(list(row))
    book.save(folder / name)


def workbooks(folder: Path, **files: Mapping[str, Rows]) -> None:
    """Write several workbooks."""
    for name, sheets in files.items():
        workbook(folder, f"{name}.xlsx", **sheets)


def with_feature(folder: Path, feature: str, rows: Rows) -> None:
    """Write the sheet Vendors with something that XlsxWriter can do to it."""
    with xlsxwriter.Workbook(folder / NAME, {"date_1904": feature == "1904"}) as book:
        page = book.add_worksheet("Vendors")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        noughts = book.add_format({"num_format": "000"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                style = day if isinstance(value, date) else noughts if isinstance(value, int) else None
                page.write(number, column, value, style)
        _FEATURES[feature](book, page)


def _very_hidden(book: Any, page: Any) -> None:
    book.add_worksheet("Front").activate()
    page.very_hidden()


def _hidden(book: Any, page: Any) -> None:
    book.add_worksheet("Front").activate()
    page.hide()


_FEATURES: Mapping[str, Callable[[Any, Any], object]] = {
    "plain": lambda _book, _page: None,
    "1904": lambda _book, _page: None,
    "very hidden": _very_hidden,
    "hidden": _hidden,
    "hidden row": lambda _book, page: page.set_row(2, None, None, {"hidden": True}),
    "hidden columns": lambda _book, page: page.set_column("C:XFD", None, None, {"hidden": True}),
    "cached formula": lambda _book, page: page.write_formula("B2", '=CONCATENATE("Ho","st")', None, "Host"),
    "merged heading": lambda _book, page: page.merge_range("B1:C1", "Name"),
    "note": lambda _book, page: page.write_comment("B2", "a note is no content"),
}


def edited(folder: Path, rows: Rows, old: str, new: str) -> None:
    """Write the sheet Vendors, then replace text in its XML."""
    workbook(folder, Vendors=rows)
    _rewrite(folder / NAME, lambda content: content.replace(old.encode(), new.encode(), 1))


def formatted_rows(folder: Path, rows: Rows) -> None:
    """Write the sheet Vendors with two formatted blank cells in each row down to the last one."""
    workbook(folder, Vendors=rows)
    blank = "".join(
        f'<row r="{row}" s="0" customFormat="1"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>'
        for row in range(len(rows) + 1, MANY_ROWS + 1)
    )
    _rewrite(folder / NAME, lambda content: content.replace(b"</sheetData>", f"{blank}</sheetData>".encode()))


def _rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content) if name == "xl/worksheets/sheet1.xml" else content)


def raw(folder: Path, text: str = "", name: str = NAME, encoding: str = "utf-8") -> None:
    """Write a file that holds this text."""
    (folder / name).write_bytes(text.encode(encoding))


def encrypted(folder: Path) -> None:
    """Write the head of a workbook that Excel has encrypted."""
    (folder / NAME).write_bytes(OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(64))


def old_format(folder: Path, name: str = NAME) -> None:
    """Write the head of a workbook of Excel 97 to 2003."""
    (folder / name).write_bytes(OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(64))


def truncated(folder: Path, rows: Rows) -> None:
    """Write a workbook and cut its end off."""
    workbook(folder, Vendors=rows)
    path = folder / NAME
    path.write_bytes(path.read_bytes()[:2000])


def damaged(folder: Path, rows: Rows) -> None:
    """Write a workbook of which one part does not have its checksum."""
    workbook(folder, Vendors=rows)
    path = folder / NAME
    with zipfile.ZipFile(path) as archive:
        checksum = archive.getinfo("xl/workbook.xml").CRC.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(checksum, b"\x00\x00\x00\x00"))


def archive(folder: Path, parts: Mapping[str, str], name: str = NAME) -> None:
    """Write a zip archive of these parts."""
    (folder / name).write_bytes(_zipped({part: text.encode() for part, text in parts.items()}))


def bomb(folder: Path) -> None:
    """Write a workbook of a few kilobytes that unpacks to many megabytes."""
    blank = b" " * (16 * 1024 * 1024)
    (folder / NAME).write_bytes(_zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": blank}))


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return target.getvalue()


def copies(folder: Path, rows: Rows) -> None:
    """Write a workbook, and a copy of it beside it."""
    workbook(folder, Vendors=rows)
    (folder / "register (copy).xlsx").write_bytes((folder / NAME).read_bytes())


def beside(folder: Path, rows: Rows, names: Sequence[str]) -> None:
    """Write a workbook, and files of these names beside it."""
    workbook(folder, Vendors=rows)
    for name in names:
        (folder / name).write_bytes(b"x")


def settings(folder: Path, text: str, rows: Rows) -> None:
    """Write a workbook and the settings beside it."""
    workbook(folder, Vendors=rows)
    (folder / "auditlib.toml").write_text(text, encoding="utf-8")


def periods(folder: Path, rows: Rows, names: Sequence[str], *, is_beside: bool = False) -> None:
    """Write one folder for each period, each with a workbook; on demand one more beside the folders."""
    for name in names:
        (folder / name).mkdir()
        workbook(folder / name, Vendors=rows)
    if is_beside:
        workbook(folder, Vendors=rows)


def ods(folder: Path, rows: Rows, sheet: str = "Vendors") -> None:
    """Write an OpenDocument spreadsheet with one sheet."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    ods_xml(folder, f'<table:table table:name="{sheet}">{body}</table:table>')


def ods_xml(folder: Path, tables: str, styles: str = "") -> None:
    """Write an OpenDocument spreadsheet with these tables."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": "<manifest/>",
    }
    archive(folder, parts, "register.ods")


_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def _ods_cell(value: object) -> str:
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def open_quotation(folder: Path) -> None:
    """Write a table in which one quotation mark swallows the rest, more than a cell may hold."""
    raw(folder, 'Vendor ID,Name\nVND-001,"Host\n' + "VND-002,Other\n" * 20_000, "vendors.csv")
