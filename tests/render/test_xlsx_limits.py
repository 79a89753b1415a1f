"""What Excel would repair or refuse is found in a written workbook."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from auditlib.render import xlsx_limits
from auditlib.render.xlsx_limits import check_workbook

SHEET, BOOK, TABLE, STRINGS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/tables/table1.xml",
    "xl/sharedStrings.xml",
)


def a_workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], None] = lambda _: None) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Vendors")
        page.add_table("A1:B3", {"name": "vendors", "columns": [{"header": "Id"}, {"header": "Vendor"}]})
        page.write_string("A2", "VEN-01")
        page.write_url("B2", "internal:'Vendors'!A1:B3", None, "Pinewood Mail LLC")
        fill(book)
    return path


def changed(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with one text of one part replaced."""
    with ZipFile(a_workbook(path)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_a_sound_workbook_breaks_no_limit(tmp_path: Path) -> None:
    assert check_workbook(a_workbook(tmp_path / "a.xlsx")) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        (TABLE, 'name="Vendor"', 'name="ID"', "a table has the heading 'ID' twice"),
        (TABLE, 'name="Vendor"', 'name="Supplier"', "the header in row 1 is not what its table says"),
        (TABLE, 'name="Vendor"', 'name=""', "a heading is blank or too long"),
        (TABLE, 'displayName="vendors"', 'displayName="my vendors"', "a table cannot be named 'my vendors'"),
        (TABLE, 'displayName="vendors"', 'displayName="VEN1"', "a table cannot be named 'VEN1'"),
        (TABLE, 'displayName="vendors"', 'displayName="R1C1"', "a table cannot be named 'R1C1'"),
        (TABLE, 'ref="A1:B3"', 'ref="A1:C3"', "a table over 3 columns has 2 headings"),
        (TABLE, 'ref="A1:B3"', 'ref="A1:B1"', "a table cannot stand in rows 1 to 1"),
        (TABLE, 'ref="A1:B3"', 'ref="nowhere"', "a table cannot stand in rows 0 to 0"),
        (BOOK, 'name="Vendors"', f'name="{"v" * 32}"', "a sheet cannot be named"),
        (BOOK, 'name="Vendors"', 'name="Vendors?"', "a sheet cannot be named"),
        (BOOK, 'name="Vendors"', 'name="History"', "Excel keeps the sheet name History for itself"),
        (BOOK, 'name="Vendors"', 'name="Other"', "the link in B2 leads nowhere"),
        (SHEET, "location=\"'Vendors'!A1:B3\"", "location=\"'Vendors'!nowhere\"", "the link in B2 leads nowhere"),
        (SHEET, "<v>2</v>", "<f>1+1</f><v>2</v>", "there is a formula: 1+1"),
        (SHEET, '<row r="2"', '<row r="1048577"', "row 1048577 lies outside a worksheet"),
        (STRINGS, "VEN-01", "v" * 32_768, "a text has 32,768 characters"),
        (STRINGS, "VEN-01", "\n" * 254, "a text has 254 line feeds"),
        (STRINGS, "VEN-01", "\x07", "a part cannot be read"),
        (
            BOOK,
            "<calcPr",
            '<definedNames><definedName name="x">1</definedName></definedNames><calcPr',
            "defined name x",
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            'Target="../tables/table1.xml"',
            'Target="http://example.test" TargetMode="External"',
            "points out of the workbook to http://example.test",
        ),
    ],
)
def test_a_broken_limit_is_named(tmp_path: Path, part: str, old: str, new: str, fault: str) -> None:
    assert any(fault in found for found in check_workbook(changed(tmp_path / "a.xlsx", part, old, new)))


def test_a_page_footer_beyond_its_limit_is_named(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.xlsx", SHEET, "<tableParts", f"<oddFooter>{'f' * 256}</oddFooter><tableParts")
    assert any("more than 255 characters" in fault for fault in check_workbook(path))


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/activeX/activeX1.xml"])
def test_a_part_that_runs_or_fetches_something_is_named(tmp_path: Path, part: str) -> None:
    path = a_workbook(tmp_path / "a.xlsx")
    with ZipFile(path, "a") as package:
        package.writestr(part, b"")
    assert f"the part {part} runs or fetches something" in check_workbook(path)


def test_a_part_that_is_there_twice_is_named(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx")
    with ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(STRINGS, package.read(STRINGS))
    assert f"there are two parts {STRINGS}" in check_workbook(path)


def test_more_links_than_a_sheet_holds_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_limits, "LINKS", 0)
    assert "sheet Vendors: 1 links are more than the 0 a sheet may hold" in check_workbook(
        a_workbook(tmp_path / "a.xlsx")
    )


def test_tables_that_overlap_or_share_a_name_are_named(tmp_path: Path) -> None:
    def add_table(book: xlsxwriter.Workbook) -> None:
        book.worksheets()[0].add_table("D1:E3", {"name": "others"})

    path = tmp_path / "a.xlsx"
    a_workbook(path, add_table)
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    second = parts["xl/tables/table2.xml"]
    parts["xl/tables/table2.xml"] = second.replace(b"D1:E3", b"B1:C3").replace(b"others", b"VENDORS")
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    faults = check_workbook(path)
    assert "two tables are named VENDORS" in faults
    assert "sheet Vendors: two tables overlap" in faults


def test_what_is_no_workbook_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK no zip")
    (fault,) = check_workbook(path)
    assert fault.startswith("a part cannot be read")
