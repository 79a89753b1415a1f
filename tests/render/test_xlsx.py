"""A workbook holds what its tables say, in types of Excel, and leads back to the cells of the input."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditlib.errors import OutputRejected, StorageFailed
from auditlib.places import Place
from auditlib.render import xlsx, xlsx_limits
from auditlib.render.xlsx import write_workbook
from auditlib.tables import Cover, Entry, Field, Layout, Row, Source, Table, Value, plain_table

HASH = "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea"
COVER = Cover(
    kicker="Privacy self-assessment by management",
    title="Auxerta Inc., third quarter 2026",
    stamp="DRAFT",
    stamp_text="prepared, not yet reviewed or approved",
    facts=(("Legal entity", "Auxerta Inc. (ORG-01)"), ("Facts and law as of", "30 September 2026")),
    inputs=plain_table("Inputs", "Inputs", ["File", "Bytes", "SHA-256"], [["activities.xlsx", 48211, HASH]]),
)


at = datetime.fromisoformat


def a_source(cell: str, column: str = "purposes", found: str = "Answer enquiries") -> Source:
    return Source("processing_activities", "PA-001", column, Place("activities.xlsx", "Activities", cell, HASH), found)


def a_table(*values: Value, **changes: object) -> Table:
    rows = tuple(Row(f"R-{number}", (Entry(value),)) for number, value in enumerate(values, 1))
    chosen: dict[str, object] = {"name": "Values", "title": "Some values", "fields": (Field("Value"),), "rows": rows}
    return Table(**(chosen | changes))  # type: ignore[arg-type]


def written(folder: Path, *tables: Table) -> Workbook:
    path = folder / "report.xlsx"
    write_workbook(path, COVER, tables)
    return openpyxl.load_workbook(path, rich_text=False)


def first_cells(page: Worksheet) -> list[Cell]:
    """The cells of the first column, below the header of the sheet's table."""
    (table,) = page.tables.values()
    return [row[0] for row in page[table.ref]][1:]


def second_cells(page: Worksheet) -> list[Cell]:
    (table,) = page.tables.values()
    return [row[1] for row in page[table.ref]][1:]


def shown(folder: Path, value: Value) -> Cell:
    return first_cells(written(folder, a_table(value))["Values"])[0]


def test_a_workbook_has_cover_contents_tables_and_sources_in_this_order(tmp_path: Path) -> None:
    book = written(tmp_path, a_table("x", name="Vendors"), a_table("y", name="Systems"))
    assert book.sheetnames == ["Cover", "Contents", "Vendors", "Systems", "Sources"]


def test_the_cover_shows_title_stamp_facts_and_the_hash_of_each_input(tmp_path: Path) -> None:
    cells = [cell.value for row in written(tmp_path, a_table("x"))["Cover"] for cell in row if cell.value is not None]
    for text in (COVER.kicker, COVER.title, "DRAFT", COVER.stamp_text, "Legal entity", "Auxerta Inc. (ORG-01)", HASH):
        assert text in cells


def test_the_contents_link_every_sheet_with_its_title_and_row_count(tmp_path: Path) -> None:
    book = written(tmp_path, a_table("x", "y"))
    page = book["Contents"]
    rows = [row for row in page.iter_rows(min_row=5) if row[0].hyperlink]
    assert [(row[0].value, row[1].value, row[2].value) for row in rows] == [
        ("Values", "Some values", 2),
        ("Sources", "Sources: the cells of the input", 0),
    ]
    assert [row[0].hyperlink.location for row in rows] == ["'Values'!A1", "'Sources'!A1"]


def test_a_worksheet_holds_one_table_with_a_frozen_header_and_no_merged_cells(tmp_path: Path) -> None:
    page = written(tmp_path, a_table("x", note="What the table is about."))["Values"]
    (table,) = page.tables.values()
    assert table.ref == "A5:B6"
    assert table.autoFilter.ref == table.ref
    assert page.freeze_panes == "A6"
    assert not page.merged_cells.ranges


def test_a_heading_names_the_provision_that_asks_for_it(tmp_path: Path) -> None:
    table = a_table("x", fields=(Field("(b) Purposes", "GDPR 30(1)(b)"),))
    assert next(iter(written(tmp_path, table)["Values"].tables.values())).column_names == [
        "(b) Purposes · GDPR 30(1)(b)",
        "Where",
    ]


def test_headings_that_repeat_get_a_number(tmp_path: Path) -> None:
    table = a_table(fields=(Field("Role"), Field("role"), Field("Where")), rows=(), has_places=True)
    names = next(iter(written(tmp_path, table)["Values"].tables.values())).column_names
    assert names == ["Role", "role (2)", "Where", "Where (2)"]


@pytest.mark.parametrize(
    ("value", "read", "number_format"),
    [
        ("007", "007", "General"),
        (7, 7, "General"),
        (2.5, 2.5, "General"),
        (True, "yes", "General"),
        (("Name", "Work e-mail"), "Name\nWork e-mail", "General"),
        (("Name", "b" * 37), "• Name\n• " + "b" * 37, "General"),
        (date(2026, 9, 30), at("2026-09-30"), "yyyy-mm-dd"),
        (at("2026-09-30 14:05"), at("2026-09-30 14:05"), "yyyy-mm-dd hh:mm"),
        (at("2026-09-30 14:05:09"), at("2026-09-30 14:05:09"), "yyyy-mm-dd hh:mm:ss"),
        (date(1899, 1, 2), "1899-01-02", "General"),
        (2**60, str(2**60), "General"),
        (float("nan"), "nan", "General"),
    ],
)
def test_a_value_keeps_its_type(tmp_path: Path, value: Value, read: object, number_format: str) -> None:
    cell = shown(tmp_path, value)
    assert (cell.value, cell.number_format) == (read, number_format)


def test_a_time_with_a_zone_is_shown_in_utc_and_says_so(tmp_path: Path) -> None:
    cell = shown(tmp_path, at("2026-09-30 14:05+02:00"))
    assert cell.value == at("2026-09-30 12:05")
    assert cell.number_format.endswith('"UTC"')


def test_a_missing_value_reads_as_its_absent_text_in_grey_italics(tmp_path: Path) -> None:
    table = a_table(rows=(Row("R-1", (Entry(None, absent="no retention period stated"),)),))
    cell = first_cells(written(tmp_path, table)["Values"])[0]
    assert cell.value == "no retention period stated"
    assert cell.font.italic
    assert cell.font.color.rgb == "FF5B636C"


def test_an_empty_table_keeps_its_header_and_says_what_is_empty(tmp_path: Path) -> None:
    page = written(tmp_path, a_table(empty="No breach is recorded."))["Values"]
    (table,) = page.tables.values()
    assert (table.ref, page["A4"].value, page["A5"].value) == ("A4:B5", "Value", "No breach is recorded.")


def test_a_block_table_names_its_record_in_every_row(tmp_path: Path) -> None:
    rows = tuple(
        Row(key, (Entry(key),), group="PA-001", title="Client relations", subtitle="active") for key in ("b", "f")
    )
    page = written(tmp_path, a_table(rows=rows, layout=Layout.BLOCKS))["Values"]
    assert [cell.value for cell in page[4]] == ["Record id", "Record", "About the record", "Value", "Where"]
    assert [[cell.value for cell in row[:4]] for row in page.iter_rows(min_row=5)] == [
        ["PA-001", "Client relations", "active", "b"],
        ["PA-001", "Client relations", "active", "f"],
    ]


def test_a_row_leads_to_its_input_cells_and_each_of_them_back(tmp_path: Path) -> None:
    first = Row("PA-001", (Entry("a", (a_source("D5"),)), Entry("b", (a_source("D6"), a_source("D7")))))
    second = Row("PA-002", (Entry("c", (a_source("D8"),)), Entry("d")))
    book = written(tmp_path, a_table(fields=(Field("One"), Field("Two")), rows=(first, second)))
    page, sources = book["Values"], book["Sources"]
    assert [page[f"C{row}"].value for row in (5, 6)] == ["3 cells", "1 cell"]
    (table,) = sources.tables.values()
    header = int(table.ref[1])
    assert page["C5"].hyperlink.location == f"'Sources'!A{header + 1}:K{header + 3}"
    assert page["C6"].hyperlink.location == f"'Sources'!A{header + 4}:K{header + 4}"
    lines = list(sources.iter_rows(min_row=header + 1))
    assert [line[1].hyperlink.location for line in lines] == ["'Values'!A5:C5"] * 3 + ["'Values'!A6:C6"]
    assert [cell.value for cell in lines[1]] == [
        *("Values", "PA-001", "Two", "processing_activities", "PA-001", "purposes"),
        *("activities.xlsx", "Activities", "D6", "Answer enquiries", HASH),
    ]


def test_a_table_without_places_has_no_column_of_sources(tmp_path: Path) -> None:
    book = written(tmp_path, plain_table("Counts", "Counts", ["Severity", "Open"], [["High", 9]]))
    assert next(iter(book["Counts"].tables.values())).column_names == ["Severity", "Open"]


def test_a_workbook_whose_tables_name_no_places_says_nothing_of_sources(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_workbook(path, replace(COVER, inputs=None), [a_table("x", has_places=False)])
    assert openpyxl.load_workbook(path).sheetnames == ["Cover", "Contents", "Values"]
    assert b"Sources" not in ZipFile(path).read("xl/sharedStrings.xml")


def test_a_row_without_sources_says_so(tmp_path: Path) -> None:
    assert written(tmp_path, a_table("x"))["Values"]["B5"].value == "none"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.test")',
        "+1",
        "-1",
        "@SUM(A1)",
        "{=1}",
        "http://example.test",
        "internal:Cover!A1",
        "<r><t>x</t></r>",
        "<r></sst></r>",
        "<b>&amp;</b>",
        "  spaces  ",
        "'quoted",
        "你好 🙂",
    ],
)
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    cell = shown(tmp_path, text)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited(tmp_path: Path) -> None:
    assert shown(tmp_path, "=1+1").quotePrefix
    assert not shown(tmp_path, "1+1").quotePrefix


@pytest.mark.parametrize("text", ["_x0041_", "_x0041_x0042_", "a _x000D_ b", "<r>_x0041_</r>"])
def test_text_that_looks_like_an_escape_is_written_without_one(tmp_path: Path, text: str) -> None:
    written(tmp_path, a_table(text))
    strings = ZipFile(tmp_path / "report.xlsx").read("xl/sharedStrings.xml").decode()
    assert "_x0041_" not in strings
    assert "_x0042_" not in strings
    assert shown(tmp_path, text).value == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a\x07b", "a[U+0007]b"),
        ("a\ud800b", "a[U+D800]b"),
        ("a\uffffb", "a[U+FFFF]b"),
        ("a\u202egnp", "a[U+202E]gnp"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_characters_nobody_would_see_are_written_out(tmp_path: Path, text: str, read: str) -> None:
    assert shown(tmp_path, text).value == read


def test_text_beyond_the_limit_of_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    value = shown(tmp_path, "x" * 40_123).value
    assert value.endswith("x… [cut: 40,123 characters]")
    assert len(value) == 32_767


def test_text_of_wide_characters_is_cut_by_the_units_excel_counts(tmp_path: Path) -> None:
    value = shown(tmp_path, "🙂" * 20_000).value
    assert value.endswith("🙂… [cut: 20,000 characters]")
    assert len(value.encode("utf-16-le")) // 2 <= 32_767


def test_more_line_feeds_than_a_cell_takes_become_slashes(tmp_path: Path) -> None:
    assert shown(tmp_path, tuple("ab" * 200)).value.startswith("a / b / a")


def test_hostile_text_is_safe_in_every_place_of_a_workbook(tmp_path: Path) -> None:
    bad = "=1 <r>\x07\ud800_x0041_</r>[]:*?/\\'&\"\n" + "z" * 300
    source = Source(bad, bad, bad, Place(bad, bad, bad, bad), bad)
    rows = (Row(bad, (Entry(bad, (source,)), Entry(None, absent=bad)), group=bad, title=bad, subtitle=bad),)
    table = Table(bad, bad, (Field(bad, bad), Field(bad, bad)), rows, note=bad, empty=bad)
    cover = Cover(bad, bad, bad, bad, ((bad, bad),), plain_table(bad, bad, [bad, bad], [[bad, bad]], note=bad))
    write_workbook(tmp_path / "report.xlsx", cover, [table, table])
    assert len(openpyxl.load_workbook(tmp_path / "report.xlsx").sheetnames) == 5


def test_sheet_names_are_made_valid_and_unique(tmp_path: Path) -> None:
    wanted = ["Sources", "history", "a/b?", "'q'", "Long " * 9, "long " * 9, "", "Vendors", "VENDORS"]
    names = written(tmp_path, *(a_table("x", name=name) for name in wanted)).sheetnames[2:-1]
    assert names == [
        *("Sources (2)", "history sheet", "a-b-", "q", "Long Long Long Long Long Long…"),
        *("long long long long long lo (2)", "Sheet", "Vendors", "VENDORS (2)"),
    ]


def test_a_page_prints_in_landscape_with_repeated_header_and_page_numbers(tmp_path: Path) -> None:
    page = written(tmp_path, a_table("x"))["Values"]
    assert (page.page_setup.orientation, page.page_setup.fitToHeight, page.print_title_rows) == (
        "landscape",
        0,
        "$4:$4",
    )
    assert page.oddFooter.right.text == "Page &P of &N"
    assert COVER.title in page.oddFooter.left.text


def test_a_title_full_of_ampersands_does_not_overflow_the_footer(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_workbook(path, replace(COVER, title="&" * 200, stamp="&" * 200), [a_table("x", title="&" * 200)])
    assert xlsx_limits.check_workbook(path) == []


def test_the_title_stands_in_the_document_properties(tmp_path: Path) -> None:
    assert written(tmp_path, a_table("x")).properties.title == COVER.title


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(xlsx, "check_workbook", lambda _: ["a limit is broken"])
    with pytest.raises(OutputRejected, match="a limit is broken"):
        write_workbook(path, COVER, [a_table("x")])
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("report.xlsx", b"old")]


def test_a_folder_that_cannot_be_written_to_is_a_storage_failure(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed):
        write_workbook(tmp_path / "missing" / "report.xlsx", COVER, [a_table("x")])


def test_more_rows_than_a_worksheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 5)
    with pytest.raises(OutputRejected, match="3 rows are more than a worksheet holds"):
        write_workbook(tmp_path / "report.xlsx", COVER, [a_table("a", "b", "c")])


def test_more_lines_than_links_keep_the_way_back_in_the_first_line_of_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "LINKS", 3)
    rows = tuple(Row(f"R-{n}", (Entry("x", (a_source(f"A{n}"), a_source(f"B{n}"))),)) for n in range(1, 4))
    sources = written(tmp_path, a_table(rows=rows))["Sources"]
    assert [bool(cell.hyperlink) for cell in second_cells(sources)] == [True, False, True, False, False, False]


SCRIPT = """
import sys
sys.path.insert(0, {folder!r})
import test_xlsx
from pathlib import Path
rows = tuple(test_xlsx.Row(f"R-{{n}}", (test_xlsx.Entry(v, (test_xlsx.a_source("D5"),)),)) for n, v in enumerate(
    ["=1", "<r>_x0041_</r>", 7, test_xlsx.date(2026, 9, 30), test_xlsx.at("2026-09-30 01:02"), None, ("a", "b")]))
test_xlsx.write_workbook(Path(sys.argv[1]), test_xlsx.COVER, [test_xlsx.a_table(rows=rows)])
"""


def test_the_bytes_are_equal_under_another_zone_language_umask_and_hash_seed(tmp_path: Path) -> None:
    outputs = []
    for number, (zone, language, seed) in enumerate([("UTC", "C", "1"), ("Asia/Kathmandu", "de_DE.UTF-8", "77")]):
        path = tmp_path / f"{number}" / "report.xlsx"
        path.parent.mkdir()
        environment = os.environ | {"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SCRIPT.format(folder=str(Path(__file__).parent)), str(path)]
        subprocess.run(command, check=True, env=environment, cwd=path.parent, umask=0o077 if number else 0o022)
        outputs.append(path.read_bytes())
    assert outputs[0] == outputs[1]


def test_five_thousand_rows_of_twelve_columns_are_written_within_the_limits(tmp_path: Path) -> None:
    fields = tuple(Field(f"Heading {number}") for number in range(12))
    entries = tuple(Entry(f"a value {number}") for number in range(11))
    rows = tuple(Row(f"R-{n}", (Entry(f"R-{n}", (a_source(f"A{n}"),)), *entries)) for n in range(1, 5001))
    path = tmp_path / "report.xlsx"
    write_workbook(path, COVER, [a_table(fields=fields, rows=rows)])
    assert xlsx_limits.check_workbook(path) == []


def test_a_table_too_wide_for_a_page_repeats_the_name_of_the_row_beside_it(tmp_path: Path) -> None:
    fields = tuple(Field(f"Heading {number}", width=60) for number in range(7))
    page = written(tmp_path, a_table(fields=fields, rows=(Row("R-1", (Entry("x"),) * 7),)))["Values"]
    assert (page.page_setup.fitToWidth, page.print_title_cols, page.print_title_rows) == (2, "$A:$A", "$4:$4")
    assert page.print_area == "'Values'!$A$4:$H$5"


def test_an_office_program_opens_and_prints_it(tmp_path: Path, office: str) -> None:
    rows = (Row("PA-001", (Entry("=1+1", (a_source("D5"),)),)), Row("PA-002", (Entry("<r>_x0041_</r>"),)))
    write_workbook(tmp_path / "report.xlsx", COVER, [a_table(rows=rows), a_table(name="Empty")])
    command = [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*command, "report.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=180)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
