"""The register: what is reached by id, by reference and as a table, and where each value stands."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter

from auditlib.errors import NotAssessable
from auditlib.intake.cells import Cell, CellKind, Content, Grid, Visibility
from auditlib.intake.reading import read_cells
from auditlib.register.loading import load_register
from auditlib.register.register import Register
from auditlib.schema.columns import Answer
from auditlib.sheets import sheets
from auditlib.sheets.contracts import Contract
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.retention import Retention
from auditlib.sheets.vendors import Vendor
from tests import making

CONTENT = TypeAdapter(Content)

SHEETS: dict[str, Sequence[Sequence[Any]]] = {
    "Organisation": [["Entity ID", "ORG-01", "ORG-02"], ["Country", "IE", None], ["Parent entity ID", None, "ORG-01"]],
    "Processing activities": [
        ["Activity ID", "Entity ID", "Vendor IDs", "Reviewed on", "Client IDs"],
        ["ACT-001", "ORG-01", "VND-002; VND-404; VND-001; VND-002", date(2026, 9, 30)],
        ["ACT-002", "ORG-01", "VND-001", "tbc"],
    ],
    "Retention": [["Retention ID", "Activity IDs"], ["RTN-001", "ACT-001; ACT-002"], ["RTN-002", "ACT-001"]],
    "Vendors": [
        ["Vendor ID", "Name", "Processes personal data", "Due diligence ref", "Aliases"],
        ["VND-001", "Host", None, "EV-001", "A; B"],
        ["VND-002", "Mail", "No", "https://example.org/report"],
        ["VND-001", "Host again", "Unknown", "report.pdf"],
    ],
    "Evidence": [["Evidence ID"], ["EV-001"], ["report.pdf"]],
    "Purposes": [["Purpose ID", "Activity ID"]],
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    folder = tmp_path_factory.mktemp("register")
    making.workbook(folder, **SHEETS)
    return load_register(folder)


def ids(records: Sequence[Any]) -> list[str]:
    return [record.identity for record in records]


def test_every_record_of_a_sheet_comes_in_the_order_of_its_rows(register):
    assert [vendor.name for vendor in register.all(Vendor)] == ["Host", "Mail", "Host again"]


def test_a_record_is_found_by_its_id_the_first_where_several_share_it(register):
    assert register.get(Vendor, "VND-001").name == "Host"
    assert register.get(Vendor, "VND-404") is None
    assert register.get(Vendor, None) is None
    assert register.get(Retention, "VND-001") is None


def test_an_id_alone_finds_its_record_in_any_sheet(register):
    assert isinstance(register.find("RTN-001"), Retention)
    assert register.find("VND-404") is None


def test_ids_are_followed_in_their_order_and_those_without_row_passed_over(register):
    first = register.get(ProcessingActivity, "ACT-001")
    assert first.vendor_ids == ("VND-002", "VND-404", "VND-001", "VND-002")
    assert ids(register.follow(Vendor, dict.fromkeys(first.vendor_ids))) == ["VND-002", "VND-001"]


def test_records_that_point_at_one_are_indexed_once_each(register):
    vendor, mail = register.get(Vendor, "VND-001"), register.get(Vendor, "VND-002")
    assert ids(register.pointing_at(vendor, "processing_activities.vendor_ids")) == ["ACT-001", "ACT-002"]
    assert ids(register.pointing_at(mail, "processing_activities.vendor_ids")) == ["ACT-001"]
    assert register.pointing_at(vendor, "contracts.vendor_id") == ()


def test_asking_for_a_column_that_refers_to_nothing_is_an_error(register):
    with pytest.raises(KeyError):
        register.pointing_at(register.get(Vendor, "VND-001"), "vendors.name")


def test_every_reference_to_a_record_is_listed_with_its_column(register):
    activity = register.get(ProcessingActivity, "ACT-001")
    found = [(reference, source.identity) for reference, source in register.references_to(activity)]
    assert found == [("retention.activity_ids", "RTN-001"), ("retention.activity_ids", "RTN-002")]


def test_a_sheet_may_refer_to_itself(register):
    parent = register.get(Organisation, "ORG-01")
    assert ids(register.pointing_at(parent, "organisation.parent_entity_id")) == ["ORG-02"]


def test_a_link_or_file_in_a_reference_to_evidence_is_no_id(register):
    evidence, named_like_a_file = register.all(sheets()["evidence"])
    assert ids(register.pointing_at(evidence, "vendors.due_diligence_ref")) == ["VND-001"]
    assert register.pointing_at(named_like_a_file, "vendors.due_diligence_ref") == ()


def test_a_sheet_without_rows_is_supplied_and_another_is_absent(register):
    assert register.has(Purpose)
    assert not register.has(Contract)
    assert register.all(Purpose) == register.all(Contract) == ()
    assert set(register.supplied) | set(register.absent) == set(sheets())
    assert "purposes" in register.supplied
    assert "contracts" in register.absent


def test_a_table_holds_one_row_a_record_and_every_column(register):
    table = register.table("vendors")
    assert list(table.columns) == list(Vendor.columns)
    assert list(table["vendor_id"]) == ["VND-001", "VND-002", "VND-001"]
    assert table.loc[0, "aliases"] == "A; B"
    assert table.loc[0, "processes_personal_data"] is None
    assert table.loc[2, "processes_personal_data"] == "unknown"


def test_a_table_keeps_days_as_days_and_unreadable_cells_as_they_were(register):
    assert list(register.table("processing_activities")["reviewed_on"]) == [date(2026, 9, 30), "tbc"]


def test_a_table_of_a_sheet_without_rows_has_its_columns(register):
    assert list(register.table("contracts").columns) == list(Contract.columns)
    assert len(register.table("purposes")) == 0
    with pytest.raises(KeyError):
        register.table("vendor")


def test_a_value_stands_in_its_cell(register):
    vendor = register.get(Vendor, "VND-002")
    assert str(vendor.place_of("name")) == "register.xlsx › Vendors › B3"
    assert (vendor.raw_of("processes_personal_data"), vendor.processes_personal_data) == ("No", Answer.NO)


def test_a_blank_cell_has_the_place_where_it_would_stand(register):
    vendor = register.get(Vendor, "VND-001")
    assert vendor.is_blank("processes_personal_data")
    assert vendor.place_of("processes_personal_data").cell == "C2"
    assert vendor.raw_of("processes_personal_data") == ""


def test_a_blank_cell_of_a_form_has_its_place_too(register):
    assert register.get(Organisation, "ORG-02").place_of("country").cell == "C2"


def test_a_column_that_is_not_there_has_the_place_of_its_sheet(register):
    place = register.get(Vendor, "VND-001").place_of("country")
    assert (place.sheet, place.cell) == ("Vendors", "")


@pytest.mark.parametrize(
    ("column", "blank"),
    [("processes_personal_data", Answer.UNKNOWN), ("country", None), ("aliases", ()), ("started_on", None)],
)
def test_a_blank_cell_reads_as_nothing_known(tmp_path, column, blank):
    making.workbook(tmp_path, Vendors=[["Vendor ID"], ["VND-001"]])
    (vendor,) = load_register(tmp_path).all(Vendor)
    assert vendor.value_of(column) == blank


def test_reading_an_unreadable_cell_is_not_assessable_and_names_its_place(register):
    activity = register.get(ProcessingActivity, "ACT-002")
    assert activity.is_unreadable("reviewed_on")
    with pytest.raises(NotAssessable) as reason:
        _ = activity.reviewed_on
    assert str(reason.value.place) == "register.xlsx › Processing activities › D3"


def test_a_record_cannot_be_changed(register):
    with pytest.raises(AttributeError, match="frozen"):
        register.get(Vendor, "VND-001").name = "Other"


def test_a_file_gives_the_same_register_as_its_folder(tmp_path):
    making.workbook(tmp_path, **SHEETS)
    one, all_ = load_register(tmp_path / making.NAME), load_register(tmp_path)
    assert (one.files[0].sha256, one.problems) == (all_.files[0].sha256, all_.problems)
    assert one.table("vendors").equals(all_.table("vendors"))


# Cells have to cross from the process that parses to the one that judges, as JSON and nothing more.


CELLS = st.builds(
    Cell,
    row=st.integers(1, 1_048_576),
    column=st.integers(1, 16_384),
    kind=st.sampled_from(CellKind),
    text=st.text(),
    formula=st.text(),
)
GRIDS = st.builds(
    Grid,
    name=st.text(),
    cells=st.lists(CELLS, max_size=5).map(tuple),
    visibility=st.sampled_from(Visibility),
    merged=st.lists(st.text(), max_size=2).map(tuple),
    hidden_rows=st.lists(st.integers(), max_size=2).map(tuple),
    hidden_columns=st.lists(st.text(), max_size=2).map(tuple),
)


@given(st.builds(Content, st.lists(GRIDS, max_size=2).map(tuple), st.lists(st.text(), max_size=2).map(tuple)))
def test_cells_survive_the_way_through_json(content):
    assert CONTENT.validate_json(CONTENT.dump_json(content)) == content


def test_what_a_reader_returns_survives_the_way_through_json(tmp_path):
    making.workbook(tmp_path, **SHEETS)
    content = read_cells(making.NAME, Path(tmp_path, making.NAME).read_bytes())
    assert CONTENT.validate_json(CONTENT.dump_json(content)) == content
    assert [grid.name for grid in content.grids] == list(SHEETS)


def remedy_of(folder: Path, **tabs: Sequence[Sequence[Any]]) -> str:
    """What to do about the one thing wrong with a workbook."""
    making.workbook(folder, **tabs)
    (problem,) = load_register(folder).problems
    return problem.remedy


RENAME = "Rename it or remove it; its cells were not read."


@pytest.mark.parametrize(
    ("headings", "remedy"),
    [(["Perio"], f"Did you mean “Period”? {RENAME}"), (["Perio", "Period"], RENAME)],
)
def test_a_heading_that_is_there_is_not_suggested_for_another(tmp_path, headings, remedy):
    row = ["RTN-001", *("1 year" for _ in headings)]
    assert remedy_of(tmp_path, Retention=[["Retention ID", *headings], row]) == remedy


def test_a_sheet_that_is_there_is_not_suggested_for_another(tmp_path):
    other = {"Vendors": [["Vendor ID"], ["VND-001"]]}
    assert "Did you mean “vendors”?" in remedy_of(tmp_path, Vendor=[["x"]], Evidence=[["Evidence ID"], ["EV-1"]])
    assert "Did you mean" not in remedy_of(tmp_path, Vendor=[["x"]], **other)


def test_what_was_read_is_told_in_the_number_it_has(tmp_path):
    making.workbook(tmp_path, Vendors=[["Vendor ID"], ["VND-001"]])
    assert load_register(tmp_path).in_words == "Read 1 sheet with 1 row."
    making.workbook(tmp_path, Vendors=[["Vendor ID"], ["VND-001"], ["VND-002"]], Evidence=[["Evidence ID"]])
    assert load_register(tmp_path).in_words == "Read 2 sheets with 2 rows."
