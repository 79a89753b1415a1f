"""A case is the right folder, the right dates, the right entity, and one id for all of it."""

from datetime import date

import pytest

from auditlib.case import Case, find_inputs, open_case
from auditlib.errors import InputRefused, UsageError
from auditlib.period import read_period
from auditlib.rulebook.own_rules import case_with
from tests.making_registers import PERIOD, a_register, added, write_sheet

Q3 = read_period(PERIOD)


def test_the_folder_of_the_workbooks_is_taken_as_it_is(tmp_path):
    assert find_inputs(a_register(tmp_path / "mine"), Q3) == tmp_path / "mine"


def test_one_workbook_is_taken_as_it_is(tmp_path):
    workbook = a_register(tmp_path) / "vendors.csv"
    assert find_inputs(workbook, Q3) == workbook


def test_in_the_parent_the_folder_of_the_period_is_found(tmp_path):
    a_register(tmp_path / "mine" / "2026-Q2")
    a_register(tmp_path / "mine" / PERIOD)
    assert find_inputs(tmp_path / "mine", Q3) == tmp_path / "mine" / PERIOD


def test_a_relative_folder_is_looked_up_in_every_folder_above(tmp_path, monkeypatch):
    a_register(tmp_path / "inputs" / "mine")
    (tmp_path / "notebooks" / "deeper").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "deeper")
    assert find_inputs(tmp_path.joinpath("inputs/mine").relative_to(tmp_path), Q3) == tmp_path / "inputs" / "mine"


def test_a_missing_folder_names_every_folder_tried(tmp_path, monkeypatch):
    (tmp_path / "deeper").mkdir()
    monkeypatch.chdir(tmp_path / "deeper")
    with pytest.raises(InputRefused) as refused:
        open_case("no-such-folder", period=PERIOD)
    assert f"{tmp_path / 'deeper' / 'no-such-folder'}; {tmp_path / 'no-such-folder'}; " in str(refused.value)


def test_a_missing_absolute_folder_is_looked_up_nowhere_else(tmp_path):
    with pytest.raises(InputRefused, match=f"found nothing at {tmp_path}/absent; expected a folder of workbooks"):
        open_case(tmp_path / "absent", period=PERIOD)


def test_folders_of_other_periods_are_named(tmp_path):
    a_register(tmp_path / "mine" / "2026-Q1")
    a_register(tmp_path / "mine" / "2026-Q2")
    with pytest.raises(InputRefused, match="found folders for 2026-Q1, 2026-Q2, none for 2026-Q3"):
        find_inputs(tmp_path / "mine", Q3)


def test_two_periods_at_once_are_refused(tmp_path):
    a_register(tmp_path / "mine")
    a_register(tmp_path / "mine" / PERIOD)
    with pytest.raises(InputRefused, match="workbooks in the folder and a folder 2026-Q3 beside them"):
        find_inputs(tmp_path / "mine", Q3)


def test_the_folder_of_another_period_is_refused(tmp_path):
    a_register(tmp_path / "2026-Q2")
    with pytest.raises(InputRefused, match="found the folder of 2026-Q2; expected the folder of 2026-Q3"):
        find_inputs(tmp_path / "2026-Q2", Q3)


def test_the_folder_of_a_quarter_may_stand_for_its_year(tmp_path):
    assert find_inputs(a_register(tmp_path / PERIOD), read_period("2026")) == tmp_path / PERIOD


def test_dates_follow_from_the_period(tmp_path):
    case = open_case(a_register(tmp_path), period=PERIOD)
    assert (case.as_of, case.recorded_until) == (date(2026, 9, 30), date(2026, 10, 30))


def test_dates_may_be_given_as_text_or_as_dates(tmp_path):
    case = open_case(a_register(tmp_path), period=PERIOD, as_of="2026-08-31", recorded_until=date(2026, 10, 5))
    assert (case.as_of, case.recorded_until) == (date(2026, 8, 31), date(2026, 10, 5))


@pytest.mark.parametrize("name", ["as_of", "recorded_until"])
def test_a_date_that_is_none_is_a_usage_error(tmp_path, name):
    with pytest.raises(UsageError, match=f"{name}: found “31/08/2026”; expected a date such as 2026-09-30"):
        open_case(a_register(tmp_path), period=PERIOD, **{name: "31/08/2026"})


def test_an_unknown_organisation_names_those_there_are(tmp_path):
    register = a_register(tmp_path, organisation=added("organisation", entity_id="fernway-uk"))
    with pytest.raises(UsageError, match="organisation: found “fern”; expected one of fernway, fernway-uk"):
        open_case(register, period=PERIOD, organisation="fern")


def test_an_organisation_of_a_register_without_any_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="expected nothing: the register names no legal entity"):
        open_case(a_register(tmp_path, organisation=None), period=PERIOD, organisation="fern")


def test_a_case_is_about_all_entities_or_about_the_one_asked_for(tmp_path):
    register = a_register(tmp_path, organisation=added("organisation", entity_id="fernway-uk"))
    every, one = (open_case(register, period=PERIOD, organisation=name) for name in ("", "fernway-uk"))
    assert [entity.identity for entity in every.entities] == ["fernway", "fernway-uk"]
    assert [entity.identity for entity in one.entities] == ["fernway-uk"]


def test_the_report_id_is_that_of_equal_inputs_elsewhere(tmp_path):
    here, there = (open_case(a_register(tmp_path / name), period=PERIOD) for name in ("here", "there"))
    assert here.report_id == there.report_id


def test_the_report_id_is_that_of_every_entity(tmp_path):
    register = a_register(tmp_path)
    every, one = (open_case(register, period=PERIOD, organisation=name) for name in ("", "fernway"))
    assert every.report_id == one.report_id


def test_each_entity_of_a_group_and_the_group_have_a_report_id_of_their_own(tmp_path):
    register = a_register(tmp_path, organisation=added("organisation", entity_id="fernway-uk"))
    names = ("", "fernway", "fernway-uk")
    assert len({open_case(register, period=PERIOD, organisation=name).report_id for name in names}) == 3


def test_rules_of_ones_own_and_what_they_say_are_part_of_the_report_id(tmp_path):
    case = open_case(a_register(tmp_path / "inputs"), period=PERIOD)
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "notes.txt").write_text("", encoding="utf-8")
    ids = [case.report_id, case_with("", case).report_id, case_with(rules, case).report_id]
    for text in ("", "# changed"):
        (rules / "mine.py").write_text(text, encoding="utf-8")
        ids.append(case_with(rules, case).report_id)
    assert len(set(ids[:3])) == 1
    assert len(set(ids[2:])) == 3


@pytest.mark.parametrize("name", ["vendors.csv", "auditlib.toml", "policy.txt", "evidence/ledger.csv"])
def test_another_file_gives_another_report_id(tmp_path, name):
    before = open_case(a_register(tmp_path), period=PERIOD).report_id
    (tmp_path / "evidence").mkdir()
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert open_case(tmp_path, period=PERIOD).report_id != before


def test_another_name_of_a_file_gives_another_report_id(tmp_path):
    before = open_case(a_register(tmp_path), period=PERIOD).report_id
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a.csv").write_text("", encoding="utf-8")
    named_a = open_case(tmp_path, period=PERIOD).report_id
    (tmp_path / "evidence" / "a.csv").rename(tmp_path / "evidence" / "b.csv")
    assert len({before, named_a, open_case(tmp_path, period=PERIOD).report_id}) == 3


@pytest.mark.parametrize("changed", [{"period": "2026"}, {"as_of": "2026-09-29"}, {"recorded_until": "2026-10-29"}])
def test_another_date_gives_another_report_id(tmp_path, changed):
    register = a_register(tmp_path)
    other = open_case(register, **{"period": PERIOD, **changed})
    assert other.report_id != open_case(register, period=PERIOD).report_id


def test_a_lock_file_of_excel_leaves_the_report_id_as_it_is(tmp_path):
    before = open_case(a_register(tmp_path), period=PERIOD).report_id
    (tmp_path / "~$vendors.xlsx").write_bytes(b"somebody")
    assert open_case(tmp_path, period=PERIOD).report_id == before


def attested(folder, **cells: str) -> Case:
    """A case whose one attestation says that the vendors are complete."""
    row = {"attestation_id": "ATT-1", "sheet": "vendors", "is_complete": "yes"}
    stated = {"attested_by": "Lead", "attested_on": "2026-10-03"}
    write_sheet(a_register(folder) / "attestations.csv", [{**row, **stated, **cells}])
    return open_case(folder, period=PERIOD)


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"attested_on": "2026-07-02"},  # 90 days before the 30th of September
        {"attested_on": "2026-10-30"},
        {"attested_on": "2026-01-01", "valid_until_on": "2026-09-30"},
    ],
)
def test_an_attestation_holds_when(tmp_path, cells):
    assert attested(tmp_path, **cells).attested == ("vendors",)


@pytest.mark.parametrize(
    "cells",
    [
        {"attested_on": "2026-07-01"},
        {"attested_on": "2026-10-31"},
        {"attested_on": "2026-10-03", "valid_until_on": "2026-09-29"},
        {"attested_by": ""},
        {"attested_on": ""},
        {"attested_on": "tbc"},
        {"valid_until_on": "tbc"},
        {"is_complete": "no"},
        {"is_complete": ""},
        {"is_complete": "unknown"},
        {"sheet": ""},
    ],
)
def test_an_attestation_does_not_hold_when(tmp_path, cells):
    assert attested(tmp_path, **cells).attested == ()


def test_one_attestation_may_be_about_several_sheets(tmp_path):
    assert attested(tmp_path, sheet="vendors; transfers").attested == ("transfers", "vendors")
