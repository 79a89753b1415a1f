"""The blank workbook: what it holds, that it loads as written, and that it reads right when filled in."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditlib.errors import StorageFailed, UsageError
from auditlib.intake.cells import Cell, CellKind
from auditlib.places import column_letters
from auditlib.reference.vocabularies import label_of, vocabularies
from auditlib.register.loading import load_register
from auditlib.schema.columns import Column, Key, Required
from auditlib.schema.dates import ReadingOptions
from auditlib.schema.guide import tab_name
from auditlib.schema.values import read_value
from auditlib.sheets import sheets, target_of
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.vendors import Vendor
from auditlib.template import write_template

STARTER = (
    "organisation",
    "processing_activities",
    "purposes",
    "data_categories",
    "retention",
    "vendors",
    "transfers",
)
EVERY_COLUMN = [(kind, column) for kind in sheets().values() for column in kind.columns.values()]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "all.xlsx"
    write_template(path, every=True)
    return path


@pytest.fixture(scope="module")
def pages(everything: Path) -> Any:
    return load_workbook(everything)


def page_of(pages: Any, sheet: str) -> Worksheet:
    return pages[tab_name(sheet)]


def headings(page: Worksheet, *, is_form: bool) -> dict[str, Any]:
    """The heading cells by their text without mark."""
    cells = page["A"] if is_form else page[1]
    return {re.sub(r" \(?\*\)?$", "", cell.value): cell for cell in cells if cell.value}


def heading_of(pages: Any, kind: Any, column: Column[Any]) -> Any:
    is_form = kind.about.layout == "form"
    return headings(page_of(pages, kind.about.name), is_form=is_form)[column.header]


def example_of(pages: Any, kind: Any, column: Column[Any]) -> Any:
    heading, is_form = heading_of(pages, kind, column), kind.about.layout == "form"
    return page_of(pages, kind.about.name).cell(heading.row + (not is_form), heading.column + is_form)


def test_the_starter_has_seven_sheets_between_instructions_and_lists(tmp_path):
    path = tmp_path / "starter.xlsx"
    assert write_template(path) == STARTER
    assert load_workbook(path).sheetnames == ["Read me", *map(tab_name, STARTER), "Lists"]


def test_a_group_adds_its_sheets_and_all_gives_every_sheet(tmp_path):
    with_vendors = write_template(tmp_path / "group.xlsx", groups=("vendors",))
    assert set(with_vendors) == {*STARTER, "certifications", "subprocessors"}
    assert write_template(tmp_path / "all.xlsx", every=True) == tuple(sheets())


def test_an_unknown_group_is_refused_with_the_groups_there_are(tmp_path):
    with pytest.raises(UsageError, match=r"group: found “vendor”; expected one of core, vendors, processor,"):
        write_template(tmp_path / "x.xlsx", groups=("vendor",))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["register.xls", "register", "register.ods"])
def test_another_ending_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match=r"ending in \.xlsx"):
        write_template(tmp_path / name)


def test_an_existing_file_is_left_as_it_is(tmp_path):
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(UsageError, match="is there already"):
        write_template(path)
    assert path.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_made(tmp_path):
    write_template(tmp_path / "2026" / "2026-Q4" / "register.xlsx")
    assert (tmp_path / "2026" / "2026-Q4" / "register.xlsx").is_file()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "2026").write_bytes(b"a file")
    with pytest.raises(StorageFailed, match="2026"):
        write_template(tmp_path / "2026" / "register.xlsx")


def test_the_same_template_has_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name, every=True)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_template_as_written_loads_without_problem_or_row(everything):
    register = load_register(everything)
    assert register.problems == ()
    assert register.supplied == tuple(sheets())
    assert [record for kind in sheets().values() for record in register.all(kind)] == []
    assert {remark.text for remark in register.remarks} == {"the example row was passed over"}
    assert len(register.remarks) == len(sheets())


def test_every_example_reads_as_what_its_column_holds(pages):
    for kind, column in EVERY_COLUMN:
        value = example_of(pages, kind, column).value
        if value is not None and column.kind != "date":
            cell = Cell(1, 1, CellKind.NUMBER if isinstance(value, int) else CellKind.TEXT, str(value))
            assert read_value(column, cell, ReadingOptions()), (kind.about.name, column.name)


def test_every_label_reads_as_its_value():
    for kind, column in EVERY_COLUMN:
        for value in vocabularies()[column.choices] if column.choices else ():
            read = read_value(column, Cell(1, 1, CellKind.TEXT, label_of(column.choices, value)), ReadingOptions())
            assert read == ((value,) if column.is_list else value), (kind.about.name, column.name)


def test_an_example_refers_to_examples(pages):
    for kind, column in EVERY_COLUMN:
        if isinstance(column, Key) or (target_of(column) and column.example):
            assert example_of(pages, kind, column).value == "EXAMPLE", (kind.about.name, column.name)


def test_an_example_is_grey_and_in_italics(pages):
    cell = example_of(pages, Vendor, Vendor.legal_name)
    assert (cell.font.italic, cell.font.color.rgb) == (True, "FF6B6B6B")


def test_a_heading_that_is_asked_for_is_marked_and_bold(pages):
    marks = {Required.YES: " *", Required.IF_CONTROLLER: " (*)", Required.IF_PROCESSOR: " (*)", Required.NO: ""}
    for kind, column in EVERY_COLUMN:
        cell = heading_of(pages, kind, column)
        assert cell.value == column.header + marks[column.required]
        assert bool(cell.font.bold) == (column.required is not Required.NO)


def test_a_heading_explains_its_column(pages):
    assert heading_of(pages, Vendor, Vendor.role).comment.text.splitlines() == [
        "Role the organisation gives it.",
        "Asked for: always.",
        "Holds one value of a list.",
        "List: “Vendor role” on the sheet “Lists”.",
        "Law: GDPR 4(7)-(8); GDPR 28.",
        "Example: processor",
    ]
    assert all(heading_of(pages, kind, column).comment for kind, column in EVERY_COLUMN)


@pytest.mark.parametrize("sheet", STARTER[1:])
def test_columns_beyond_the_starter_are_grouped_and_folded_away(pages, sheet):
    page, kind = page_of(pages, sheet), sheets()[sheet]
    starter = {column.header for column in kind.columns.values() if column.starter}
    folded = {heading for heading, cell in headings(page, is_form=False).items() if is_folded(page, cell.column)}
    assert folded == {column.header for column in kind.columns.values()} - starter


def is_folded(page: Worksheet, column: int) -> bool:
    return any(
        size.hidden and size.outlineLevel == 1 and size.min <= column <= size.max
        for size in page.column_dimensions.values()
    )


def test_rows_of_the_form_beyond_the_starter_are_grouped_and_folded_away(pages):
    page = page_of(pages, "organisation")
    sizes = {heading: page.row_dimensions[cell.row] for heading, cell in headings(page, is_form=True).items()}
    folded = {heading for heading, size in sizes.items() if size.hidden and size.outlineLevel == 1}
    assert folded == {column.header for column in Organisation.columns.values() if not column.starter}


def test_a_choice_has_a_drop_down_of_every_label(pages):
    for kind, column in EVERY_COLUMN:
        if column.kind in {"choice", "yes_no_unknown"}:
            source = rule_on(pages, kind, column).formula1
            labels = [cell.value for (cell,) in pages["Lists"][source.removeprefix("Lists!").replace("$", "")]]
            assert labels == [term.label for term in vocabularies()[column.choices].values()]


def test_a_date_is_validated_and_shown_as_iso(pages):
    for kind, column in EVERY_COLUMN:
        if column.kind == "date":
            rule = rule_on(pages, kind, column)
            assert (rule.type, rule.error) == (
                "date",
                "Type the date as 2026-09-30. Leave the cell blank where it is not known.",
            )
            assert not column.example or example_of(pages, kind, column).number_format == "yyyy-mm-dd"


def rule_on(pages: Any, kind: Any, column: Column[Any]) -> Any:
    """The one rule of validation on the cell beside the example, where people type."""
    example, is_form = example_of(pages, kind, column), kind.about.layout == "form"
    first = f"{column_letters(example.column + is_form)}{example.row + (not is_form)}"
    page = page_of(pages, kind.about.name)
    (rule,) = [rule for rule in page.data_validations.dataValidation if first in rule.sqref]
    return rule


def test_cells_for_ids_are_text(pages):
    page = page_of(pages, "vendors")
    column = headings(page, is_form=False)["Vendor ID"].column_letter
    assert page.column_dimensions[column].number_format == "@"


def test_headings_stay_in_sight(pages):
    assert {page.freeze_panes for page in pages.worksheets[1:-1]} == {"B2"}


def test_the_instructions_say_how_to_check(pages):
    text = "\n".join(str(cell.value) for row in pages["Read me"] for cell in row if cell.value)
    for said in ("auditlib check FILE.xlsx", "Leave the cell blank", "semicolon", "P6Y", "EXAMPLE"):
        assert said in text


def test_a_filled_in_template_loads_right(tmp_path):
    path = tmp_path / "starter.xlsx"
    write_template(path)
    book = load_workbook(path)
    fill(book["Organisation"], 3, {"Entity ID": "ORG-01", "Legal name": "Example Ltd", "Acts as controller": "Yes"})
    fill(book["Organisation"], 4, {"Entity ID": "ORG-02", "Regimes": "EU GDPR (and EEA); UK GDPR"})
    activities = book["Processing activities"]
    fill(activities, 3, {"Activity ID": "007", "Role": "Processor", "Reviewed on": date(2026, 9, 30)})
    fill(activities, 4, {"Activity ID": "ACT-2", "Entity ID": "ORG-01", "Status": "Active", "Started on": "2026-02-01"})
    book.save(path)
    register = load_register(path)
    assert register.problems == ()
    first, second = register.all(Organisation)
    assert second.regimes == ("eu_gdpr", "uk_gdpr")
    assert (first.legal_name, first.acts_as_controller, second.is_blank("legal_name")) == ("Example Ltd", "yes", True)
    labelling, other = register.all(ProcessingActivity)
    assert (labelling.identity, labelling.role, labelling.reviewed_on) == ("007", "processor", date(2026, 9, 30))
    assert (other.entity_id, other.status, other.started_on) == ("ORG-01", "active", date(2026, 2, 1))
    assert other.place_of("entity_id").cell == "D4"
    assert register.all(Vendor) == ()
    assert register.has(Vendor)
    assert set(register.absent) == set(sheets()) - set(STARTER)


def fill(page: Worksheet, line: int, values: dict[str, Any]) -> None:
    """Type values into a row of a table, or a column of the form."""
    is_form = page.title == "Organisation"
    for heading, value in values.items():
        cell = headings(page, is_form=is_form)[heading]
        at = (cell.row, line) if is_form else (line, cell.column)
        page.cell(*at).value = value


def test_no_tab_is_a_second_spelling_of_the_title():
    for kind in sheets().values():
        tab, title = tab_name(kind.about.name), kind.about.title
        is_alike = re.sub(r"\W", "", tab).casefold() == re.sub(r"\W", "", title).casefold()
        assert tab == title or not is_alike
    assert tab_name("policy_commitments") == sheets()["policy_commitments"].about.title
    assert tab_name("access_grants") == sheets()["access_grants"].about.title
