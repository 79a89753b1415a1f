"""The data map joins what the same current activity names, as a picture and as the tables behind it."""

import pytest

from auditlib.case import Case, open_case
from auditlib.render.fragments import figure_html
from auditlib.reports import data_map
from auditlib.tables import Table
from tests.making_registers import PERIOD, Rows, a_register, added, edited
from tests.packs import GROUP_INPUTS
from tests.reading_reports import entry, text

SYSTEMS = [
    {"system_id": "SYS-1", "name": "Mailing tool", "vendor_id": "VND-1", "storage_countries": "US"},
    {"system_id": "SYS-2", "name": "Own server", "storage_countries": "IE"},
]
COLUMNS = ["Data subjects", "Categories of data", "Systems", "Vendors", "Countries"]


def a_case(folder, *, organisation: str = "", **sheets: Rows | None) -> Case:
    """A case of the newsletter alone, kept in two systems."""
    newsletter = edited("processing_activities", "ACT-1", system_ids="SYS-1; SYS-2")[:1]
    sheets = {"systems": SYSTEMS, "processing_activities": newsletter, **sheets}
    return open_case(a_register(folder, **sheets), period=PERIOD, organisation=organisation)


def lines(table: Table) -> set[tuple[object, ...]]:
    return {tuple(entry.value for entry in row.entries) for row in table.rows}


def test_every_line_joins_two_things_that_an_activity_names(tmp_path):
    assert lines(data_map.picture(a_case(tmp_path)).table) == {
        ("Data subjects to categories of data", "Newsletter subscribers", "Work email address", 1),
        ("Data subjects to categories of data", "Newsletter subscribers", "Reading habits", 1),
        ("Categories of data to systems", "Work email address", "Mailing tool", 1),
        ("Categories of data to systems", "Reading habits", "Mailing tool", 1),
        ("Categories of data to systems", "Work email address", "Own server", 1),
        ("Categories of data to systems", "Reading habits", "Own server", 1),
        ("Systems to vendors", "Mailing tool", "Pigeon", 1),
        ("Systems to vendors", "Own server", "Run by the organisation", 1),
        ("Vendors to countries", "Pigeon", "United States", 1),
        ("Vendors to countries", "Run by the organisation", "Ireland", 1),
    }


def test_a_line_counts_the_activities_behind_it(tmp_path):
    (first,) = edited("processing_activities", "ACT-1", system_ids="SYS-2")[:1]
    table = data_map.picture(a_case(tmp_path, processing_activities=[first, {**first, "activity_id": "ACT-3"}])).table
    assert ("Categories of data to systems", "Reading habits", "Own server", 2) in lines(table)


def test_what_is_not_stated_is_a_place_of_its_own(tmp_path):
    bare = [{"activity_id": "ACT-1", "role": "controller", "entity_id": "fernway", "vendor_ids": "VND-1"}]
    table = data_map.picture(a_case(tmp_path, processing_activities=bare)).table
    assert ("Data subjects to categories of data", "not stated", "not stated", 1) in lines(table)
    assert ("Systems to vendors", "not stated", "Pigeon", 1) in lines(table)


def test_the_picture_has_text_that_replaces_it(tmp_path):
    figure = data_map.picture(a_case(tmp_path))
    expected = "Data map of 1 activity in five columns: data subjects, categories of data, systems, vendors, countries."
    assert figure.alt == expected
    assert f'alt="{expected}"' in figure_html(figure)
    assert figure.svg.startswith("<svg")


def test_an_activity_that_has_ended_is_not_on_the_map(tmp_path):
    (ended,) = edited("processing_activities", "ACT-1", ended_on="2026-09-29")[:1]
    case = a_case(tmp_path, processing_activities=[ended])
    assert data_map.picture(case).table.rows == ()
    assert data_map.flows(case).rows == ()


def test_a_flow_is_one_activity_with_all_it_names(tmp_path):
    table = data_map.flows(a_case(tmp_path))
    assert {field.heading: text(table, field.heading) for field in table.fields} == {
        "Activity": "Newsletter",
        "Role": "Controller",
        "Data subjects": "Newsletter subscribers",
        "Categories of data": "Work email address; Reading habits",
        "Systems": "Mailing tool; Own server",
        "Vendors and recipients": "Pigeon Mail Inc.; Print House Ltd",
        "Countries": "United States; Ireland",
    }


def test_a_system_without_a_row_is_shown_by_its_id(tmp_path):
    table = data_map.flows(a_case(tmp_path, systems=None))
    assert text(table, "Systems") == "SYS-1 (no such row); SYS-2 (no such row)"


def test_every_entry_of_a_flow_has_its_cells(tmp_path):
    table = data_map.flows(a_case(tmp_path))
    assert [field.heading for field in table.fields if not entry(table, field.heading).sources] == []


def test_a_country_has_the_vendors_and_systems_there(tmp_path):
    table = data_map.countries(a_case(tmp_path))
    shown = [[text(table, field.heading, row.key) for field in table.fields] for row in table.rows]
    assert shown == [["Ireland", "IE", "none", "Own server"], ["United States", "US", "Pigeon", "Mailing tool"]]


def test_a_vendor_that_states_no_processing_country_is_in_its_own(tmp_path):
    case = a_case(tmp_path, vendors=edited("vendors", "VND-1", processing_countries="", country="CA"))
    assert text(data_map.countries(case), "Vendors", "CA") == "Pigeon"


def test_a_vendor_that_states_no_country_at_all_is_listed_as_such(tmp_path):
    case = a_case(tmp_path, vendors=edited("vendors", "VND-1", processing_countries="", country=""))
    assert text(data_map.countries(case), "Vendors", "not stated") == "Pigeon"


@pytest.mark.parametrize("entity", ["northwind-us", "northwind-ie", "northwind-uk"])
def test_the_map_of_an_entity_holds_its_activities_alone(entity):
    case = open_case(GROUP_INPUTS, period=PERIOD, organisation=entity)
    assert {activity.entity_id for activity in data_map.current(case)} == {entity}


def test_the_map_of_a_group_holds_the_activities_of_all():
    case = open_case(GROUP_INPUTS, period=PERIOD)
    assert len(data_map.flows(case).rows) == 9


def test_the_same_register_in_another_order_gives_the_same_picture(tmp_path):
    usual = data_map.picture(a_case(tmp_path / "one"))
    reverse = data_map.picture(
        a_case(tmp_path / "two", systems=SYSTEMS[::-1], vendors=added("vendors", vendor_id="VND-0"))
    )
    assert usual.svg == reverse.svg
