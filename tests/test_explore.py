"""Exploring: rows by id or name, where a value stands, what changed on disk, and what is saved."""

import shutil

import openpyxl
import pytest

from auditlib import explore
from auditlib.errors import UsageError
from tests.packs import PERIOD, REFERENCE_INPUTS


@pytest.fixture(scope="module")
def audit():
    return explore(str(REFERENCE_INPUTS), period=PERIOD)


@pytest.fixture
def changeable(tmp_path):
    """The reference inputs as a copy that a test may edit, opened for exploring."""
    shutil.copytree(REFERENCE_INPUTS / PERIOD, tmp_path / "inputs")
    return explore(str(tmp_path / "inputs"), period=PERIOD, output=str(tmp_path / "saved"))


def edit(changeable, sheet, address, value):
    path = changeable.case.inputs / "vendors.xlsx"
    book = openpyxl.load_workbook(path)
    book[sheet][address] = value
    book.save(path)


def test_everything_about_a_vendor_reaches_activities_contracts_transfers_and_cookies(audit):
    _, naming = audit.everything_about("VND-01").tables
    sheets = {row.entries[0].value for row in naming.rows}
    assert {"Processing activities", "Contracts", "Transfers", "Cookies and similar technologies"} <= sheets
    assert all(entry.sources for row in naming.rows for entry in row.entries[3:])


def test_a_row_is_found_by_its_name_as_well(audit):
    assert audit.everything_about(" google analytics ").tables[0].rows[0].key == "VND-01"


@pytest.mark.parametrize(
    ("identity", "answer"),
    [
        ("VND-003", "No row of any sheet has the id or name “VND-003”. Did you mean VND-03 (Palisade Mail), "),
        (
            "Palisade Mial",
            "No row of any sheet has the id or name “Palisade Mial”. Did you mean VND-03 (Palisade Mail)?",
        ),
        ("????", "No row of any sheet has the id or name “????”."),
    ],
)
def test_an_unknown_row_is_answered_with_the_nearest(audit, identity, answer):
    assert audit.everything_about(identity).note.startswith(answer)
    assert audit.where(identity, "country").note.startswith(answer)


def test_a_name_of_several_rows_is_answered_with_their_ids(changeable):
    edit(changeable, "Vendors", "B4", "Google Analytics")
    changeable.reload()
    answer = "2 rows are called “Google Analytics”; name one by its id: "
    expected = f"{answer}VND-01 (Google Analytics), VND-02 (Google Analytics)."
    assert changeable.everything_about("Google Analytics").note == expected


def test_where_names_file_sheet_cell_raw_value_and_how_it_was_read(audit):
    facts = dict(audit.where("VND-02", "Processing countries").frame().itertuples(index=False))
    assert facts["File"] == "vendors.xlsx"
    assert (facts["Sheet"], facts["Cell"], facts["Kind of cell"]) == ("Vendors", "P4", "text")
    assert (facts["What the cell holds"], facts["Read as"]) == ("US; DE", "US (United States); DE (Germany)")


def test_where_a_blank_cell_would_stand_is_told(audit):
    facts = dict(audit.where("VND-01", "ended_on").frame().itertuples(index=False))
    assert (facts["Cell"], facts["What the cell holds"], facts["Read as"]) == ("L3", "nothing", "blank")


def test_a_column_with_a_slip_is_answered_with_the_nearest(audit):
    assert audit.where("VND-01", "contry").note == "The sheet vendors has no column “contry”; did you mean “country”?"


def test_a_sheet_is_found_by_its_title_and_a_slip_is_answered_with_the_nearest(audit):
    assert len(audit.table("Vendors and other recipients")) == len(audit.table("vendors"))
    with pytest.raises(UsageError, match=r"no sheet “vendorz”; did you mean “vendors”\?"):
        audit.table("vendorz")


def test_reload_shows_nothing_where_nothing_changed(audit):
    view = audit.reload()
    assert (view.frame().empty, view.note, view.tables[0].empty) == (True, "", "No cell changed.")


def test_reload_shows_only_the_cells_that_changed(changeable):
    edit(changeable, "Vendors", "O3", "CA")
    rows = changeable.reload().frame().to_numpy().tolist()
    assert rows == [["vendors", "VND-01", "country", "US", "CA", "vendors.xlsx › Vendors › O3"]]
    assert changeable.reload().frame().empty


def test_reload_shows_each_of_two_rows_that_share_an_id(changeable):
    edit(changeable, "Vendors", "A4", "VND-01")
    changeable.reload()
    edit(changeable, "Vendors", "O4", "CA")
    assert changeable.reload().frame()["Cell"].tolist() == ["vendors.xlsx › Vendors › O4"]


def test_reload_says_how_many_problems_there_are_where_that_changed(changeable):
    edit(changeable, "Vendors", "K3", "31 February 2026")
    assert changeable.reload().note == "Problems in the input: 1, before 0; audit.problems() lists them."


def saved(changeable, name):
    book = openpyxl.load_workbook(changeable.case.inputs.parent / "saved" / name)
    return [[cell.value for cell in row] for row in book["Table"].iter_rows(min_row=4)]


def test_a_table_is_saved_as_it_is_shown(changeable):
    vendors = changeable.table("vendors")
    note = changeable.save(vendors.loc[vendors["country"] == "CA", ["vendor_id", "started_on", "ended_on"]], "ca").note
    assert note.endswith("saved/ca.xlsx.")
    (heading, row) = saved(changeable, "ca.xlsx")
    assert heading == ["vendor_id", "started_on", "ended_on"]
    assert row[0] == "VND-11"
    assert row[1].date() == vendors.set_index("vendor_id").loc["VND-11", "started_on"]
    assert row[2] is None


def test_a_count_is_saved_with_what_was_counted(changeable):
    counted = changeable.table("vendors").groupby("country").size()
    changeable.save(counted, "vendors-by-country.xlsx")
    heading, *rows = saved(changeable, "vendors-by-country.xlsx")
    assert heading == ["country", "vendors-by-country"]
    assert dict(rows) == counted.to_dict()


def test_nothing_is_saved_where_no_output_folder_is_named(audit):
    assert audit.save(audit.sheets(), "x.xlsx").note == "No output folder was named, so no workbook was written."


def test_what_the_policy_does_not_tell_names_the_row_and_its_cell(audit):
    (table,) = audit.not_told().tables
    rows = {row.entries[3].value: row for row in table.rows}
    told, _, term, _, says, findings = rows["Telephone number (CAT-12)"].entries
    assert (told.value, term.value) == ("vague", "Telephone number")
    assert says.value == "says only “Contact details”; “Contact details” is the next broader term"
    assert term.places[0].cell
    assert findings.value


def test_why_counts_the_clock_of_a_request_step_by_step(audit):
    (law,) = [table for table in audit.why("DSR-02", "REQ-004").tables if table.name == "Law"]
    assert [row.entries[1].value for row in law.rows] == ["received 2 February 2026", "one month: 2 March 2026"]


def test_why_counts_the_acknowledgement_of_a_complaint_where_the_law_sets_a_time(audit):
    told = {
        complaint: [row.entries[1].value for table in audit.why("DSR-13", complaint).tables[3:] for row in table.rows]
        for complaint in ("CMP-001", "CMP-003")
    }
    assert told == {"CMP-001": [], "CMP-003": ["received 14 July 2026", "30 calendar days: 13 August 2026"]}


def test_a_day_that_is_none_is_answered_with_what_was_expected(audit):
    with pytest.raises(UsageError, match=r"as_of: found “31\.12\.2026”; expected a date such as 2026-09-30"):
        audit.what_if(as_of="31.12.2026")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"severity": "hihg"}, r"severity: found “hihg”; expected one of critical, high, .* Did you mean “high”\?"),
        ({"topic": "VENDORS"}, r"topic: found “VENDORS”; .*VEN \(Vendors and contracts\).* Did you mean “VEN”\?"),
        ({"owner": "Sale leed"}, r"owner: found “Sale leed”; expected one of .* Did you mean “Sales lead”\?"),
    ],
)
def test_a_filter_that_names_nothing_is_refused_with_the_choices(audit, asked, answer):
    with pytest.raises(UsageError, match=answer):
        audit.findings(**asked)


def test_a_filter_is_stated_in_the_titles(audit):
    assert [table.title for table in audit.findings(severity="high", topic="ven").tables] == [
        "Open findings by topic: severity high, topic ven",
        "Open findings, worst first: severity high, topic ven",
    ]


def test_a_filter_that_holds_no_finding_says_how_many_are_open(audit):
    (table,) = audit.findings(severity="info", topic="VEN-10").tables
    every = len(audit.findings().tables[1].rows)
    assert (table.rows, table.empty) == ((), f"No finding matches this filter; {every} are open.")


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        (("VND-04", "role"), "VND-04 role: found “banana”; expected one of processor, .* Choose a value of the list"),
        (("VND-04", "rol"), r"no column “rol”; did you mean “role”\?"),
        (("VND-444", "role"), "No row of any sheet has the id or name “VND-444”. Did you mean VND-"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused_with_what_to_do(audit, cell, answer):
    with pytest.raises(UsageError, match=answer):
        audit.what_if({cell: "banana"})


def test_why_takes_the_name_of_a_row_and_the_id_of_a_finding(audit):
    finding_id = next(row.key for row in audit.findings(topic="VEN-10").tables[1].rows if row.key.startswith("VEN-10"))
    of_row = audit.why("VEN-10", "VND-04").tables
    assert audit.why("VEN-10", "Tollgate").tables == of_row
    assert audit.why(finding_id).tables == of_row


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (("VEN-10",), "give a row as well, or the id of a finding: it noted VEN-10-"),
        (("VEN-10", "Tolgate"), r"Did you mean VND-04 \(Tollgate\)\?"),
        (("VEN-99", "VND-04"), "found no rule VEN-99; expected one of VEN-01"),
    ],
)
def test_why_of_something_unknown_is_refused_with_the_nearest(audit, asked, answer):
    with pytest.raises(UsageError, match=answer):
        audit.why(*asked)


def test_why_shows_decisions_on_a_country_only_of_a_rule_about_transfers(audit):
    assert [table.name for table in audit.why("VEN-10", "VND-04").tables] == ["Rule", "Verdict", "Read"]
    assert audit.why("TRA-03", "TRF-07").tables[3].title == "Adequacy decisions for US under eu_gdpr"
