"""The record of a controller says what Art. 30(1) asks for, as the register states it, and no more."""

import pytest

from auditlib.case import Case, open_case
from auditlib.reports import record_as_controller as record
from tests.making_registers import CLEAN, PERIOD, Rows, a_register, added, edited
from tests.reading_reports import entry, everything, text

RECIPIENTS = "(d) Recipients by name"
TRANSFERS = "(e) Third-country transfers"
LIMITS = "(f) Time limits for erasure"
SECURITY = "(g) Security measures"


def a_case(folder, **sheets: Rows | None) -> Case:
    return open_case(a_register(folder, **sheets), period=PERIOD, organisation="fernway")


def activity(**cells: str) -> dict[str, Rows]:
    """The clean activities, some cells of the newsletter changed."""
    return {"processing_activities": edited("processing_activities", "ACT-1", **cells)}


def shown(folder, heading: str, **sheets: Rows | None) -> str:
    return text(record.activities(a_case(folder, **sheets)), heading)


def test_a_names_the_controller_and_how_to_reach_it(tmp_path):
    table = record.responsible(a_case(tmp_path))
    assert text(table, "(a) Controller") == "Fernway Ltd"
    contact = "1 Sample Street, Dublin; Ireland; hello@fernway.example; +353 1 555 0100"
    assert text(table, "(a) Contact details") == contact


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("(a) Representative in the EU", "Rhein Vertretung GmbH; eu@rhein.example"),
        ("(a) Representative in the UK", "Thames Agents Ltd; uk@thames.example"),
        ("(a) Data protection officer", "A. Sample; dpo@fernway.example"),
    ],
)
def test_a_names_representatives_and_data_protection_officer(tmp_path, heading, expected):
    assert text(record.responsible(a_case(tmp_path)), heading) == expected


@pytest.mark.parametrize("heading", [field.heading for field in record.RESPONSIBLE])
def test_a_says_what_is_not_stated(tmp_path, heading):
    table = record.responsible(a_case(tmp_path, organisation=[{"entity_id": "fernway"}]))
    assert text(table, heading) == "not stated"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("(a) Joint controller", "Partner SA; privacy@partner.example"),
        ("(b) Purpose", "Send news to subscribers"),
        ("(c) Data subjects", "Newsletter subscribers"),
        ("(c) Personal data", "Work email address; Reading habits"),
        ("(d) Categories of recipients", "Marketing and mailing"),
        (RECIPIENTS, "Pigeon Mail Inc.; Print House Ltd"),
        (TRANSFERS, "United States, Pigeon Mail Inc.: Data Privacy Framework (with UK Extension or Swiss-U.S. DPF)"),
        ("(e) Safeguards under Art. 49(1)", "Assessment of 3 March 2026"),
        (
            LIMITS,
            "Work email address: 2 years from last contact or activity, then deletion; Reading habits: 90 days",
        ),
        (SECURITY, "Two-factor sign-on; Measures: Encrypted links"),
        ("Legal basis", "Consent"),
        ("Responsible in the organisation", "Head of marketing"),
        ("Last review", "4 May 2026"),
    ],
)
def test_each_point_is_shown_as_the_register_states_it(tmp_path, heading, expected):
    assert shown(tmp_path, heading) == expected


NOTHING = [{"activity_id": "ACT-1", "name": "Newsletter", "role": "controller", "entity_id": "fernway"}]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("(a) Joint controller", "none stated"),
        ("(b) Purpose", "no purpose stated"),
        ("(c) Data subjects", "not stated"),
        ("(c) Personal data", "not stated"),
        ("(d) Categories of recipients", "not stated"),
        (RECIPIENTS, "none named"),
        (TRANSFERS, "not stated"),
        ("(e) Safeguards under Art. 49(1)", "none stated"),
        (LIMITS, "not stated"),
        (SECURITY, "not stated"),
        ("Legal basis", "no purpose stated"),
        ("Last review", "never, as far as stated"),
    ],
)
def test_a_blank_is_said_to_be_blank(tmp_path, heading, expected):
    sheets = dict.fromkeys(set(CLEAN) - {"organisation"})
    assert shown(tmp_path, heading, **{**sheets, "processing_activities": NOTHING}) == expected


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("(c) Data subjects", "data_subject_categories"),
        ("(c) Personal data", "data_category_ids"),
        ("(d) Categories of recipients", "recipient_categories"),
        (RECIPIENTS, "vendor_ids"),
        (RECIPIENTS, "recipient_names"),
        ("(e) Safeguards under Art. 49(1)", "exceptional_transfer_safeguards"),
        (SECURITY, "security_description"),
        (SECURITY, "security_measure_ids"),
        ("Last review", "reviewed_on"),
    ],
)
def test_what_cannot_be_read_is_shown_as_unreadable(tmp_path, heading, column):
    assert "unreadable: “#N/A”" in shown(tmp_path, heading, **activity(**{column: "#N/A"}))


def test_an_unreadable_transfer_answer_is_shown_as_unreadable(tmp_path):
    cells = activity(has_third_country_transfers="perhaps", third_countries="")
    assert shown(tmp_path, TRANSFERS, **cells, transfers=None) == "unreadable: “perhaps”"


def test_a_transfer_that_has_ended_is_left_out(tmp_path):
    ended = edited("transfers", "TRF-1", ended_on="2026-09-29")
    assert shown(tmp_path, TRANSFERS, transfers=ended) == "United States: no mechanism stated"


def test_a_transfer_is_shown_on_its_last_day(tmp_path):
    ends = edited("transfers", "TRF-1", ended_on="2026-09-30")
    assert shown(tmp_path, TRANSFERS, transfers=ends).startswith("United States, Pigeon Mail Inc.: Data Privacy")


def test_a_transfer_that_has_not_begun_is_left_out(tmp_path):
    later = edited("transfers", "TRF-1", started_on="2026-10-01")
    assert "Pigeon" not in shown(tmp_path, TRANSFERS, transfers=later)


def test_a_transfer_names_its_mechanism_with_what_makes_it_one(tmp_path):
    clauses = edited(
        "transfers",
        "TRF-1",
        mechanism="scc_2021",
        clauses_module="controller_to_processor",
        clauses_signed_on="2023-09-25",
        fallback_mechanism="bcr_processor",
    )
    assert shown(tmp_path, TRANSFERS, transfers=clauses) == (
        "United States, Pigeon Mail Inc.: EU standard contractual clauses 2021; "
        "module 2: controller to processor; signed 25 September 2023; fallback: Binding corporate rules for processors"
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"mechanism": ""}, "United States, Pigeon Mail Inc.: no mechanism stated"),
        ({"country": ""}, "country not stated, Pigeon Mail Inc.: "),
        ({"importer_vendor_id": ""}, "United States, importer not stated: "),
        ({"importer_vendor_id": "VND-9"}, "United States, VND-9 (no such row): "),
        ({"importer_vendor_id": "", "importer_entity_id": "fernway"}, "United States, Fernway Ltd: "),
        ({"mechanism": "derogation", "derogation": "explicit_consent"}, "; derogation: explicit consent"),
    ],
)
def test_a_transfer_says_what_it_leaves_open(tmp_path, cells, expected):
    assert expected in shown(tmp_path, TRANSFERS, transfers=edited("transfers", "TRF-1", **cells))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"has_third_country_transfers": "no", "third_countries": ""}, "None, as the register states"),
        ({"has_third_country_transfers": "yes", "third_countries": ""}, "Yes, to countries that are not stated"),
        ({"has_third_country_transfers": "unknown", "third_countries": ""}, "not known"),
        (
            {"has_third_country_transfers": "yes", "third_countries": "US; IN"},
            "United States, India: no mechanism stated",
        ),
    ],
)
def test_without_a_row_of_its_own_the_answer_of_the_activity_stands(tmp_path, cells, expected):
    assert shown(tmp_path, TRANSFERS, transfers=None, **activity(**cells)) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"data_category_ids": ""}, "All categories: 2 years from"),
        ({"data_category_ids": "CAT-9"}, "CAT-9 (no such row): 2 years from"),
        (
            {"period": "", "criteria": "While the subscription lasts"},
            "Work email address: While the subscription lasts",
        ),
        ({"period": ""}, "Work email address: no period stated from"),
        ({"period": "as long as needed"}, "Work email address: as long as needed from"),
    ],
)
def test_a_time_limit_is_stated_for_each_category(tmp_path, cells, expected):
    assert expected in shown(tmp_path, LIMITS, retention=edited("retention", "RTN-1", **cells))


def test_a_reason_for_having_no_time_limit_is_shown(tmp_path):
    cells = activity(retention_not_stated_reason="The archive is kept for good")
    expected = "No time limit; reason given: The archive is kept for good"
    assert shown(tmp_path, LIMITS, retention=None, **cells) == expected


@pytest.mark.parametrize(
    ("heading", "sheet", "expected"),
    [
        ("(c) Personal data", "data_categories", "CAT-1 (no such row); CAT-2 (no such row)"),
        (RECIPIENTS, "vendors", "VND-1 (no such row); Print House Ltd"),
        (SECURITY, "security_measures", "Two-factor sign-on; Measures: MEA-1 (no such row)"),
    ],
)
def test_an_id_without_a_row_is_shown_as_one(tmp_path, heading, sheet, expected):
    assert shown(tmp_path, heading, **{sheet: None}) == expected


def test_several_purposes_stand_in_one_block_each_with_its_basis(tmp_path):
    more = added("purposes", purpose_id="PUR-2", activity_id="ACT-1", purpose="Count readers", legal_basis="contract")
    table = record.activities(a_case(tmp_path, purposes=more))
    assert [(row.key, row.group) for row in table.rows] == [("ACT-1 PUR-1", "ACT-1"), ("ACT-1 PUR-2", "ACT-1")]
    assert text(table, "(b) Purpose", "ACT-1 PUR-2") == "Count readers"
    assert text(table, "Legal basis", "ACT-1 PUR-2") == "Contract with the person"


def test_the_legal_basis_is_cited_to_articles_6_and_13_and_never_to_30():
    (cites,) = (field.cite for field in record.BESIDE if field.heading == "Legal basis")
    assert cites == "GDPR 6(1); GDPR 13(1)(c)"
    assert not [field for field in record.BESIDE if "30" in field.cite]


def test_every_lettered_field_cites_the_point_it_answers():
    for field in (*record.RESPONSIBLE, *record.ACTIVITY):
        assert f"30(1){field.heading[:3]}" in field.cite


def test_activities_of_other_roles_are_not_in_the_record(tmp_path):
    assert [row.group for row in record.activities(a_case(tmp_path)).rows] == ["ACT-1"]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"status": "planned"}, "planned or ended on the date of the report"),
        ({"ended_on": "2026-09-29"}, "planned or ended on the date of the report"),
        ({"role": ""}, "no role stated"),
        ({"entity_id": "fernway-fr"}, "names no legal entity of the register"),
    ],
)
def test_what_is_not_in_the_record_is_listed_with_the_reason(tmp_path, cells, why):
    case = a_case(tmp_path, **activity(**cells))
    assert not record.activities(case).rows
    assert text(record.elsewhere(case), "Why it is not in the record", "ACT-1") == why


def test_nothing_of_another_entity_is_in_the_record(tmp_path):
    group = added("organisation", entity_id="fernway-uk", legal_name="Fernway UK Ltd", parent_entity_id="fernway")
    theirs = added(
        "processing_activities", activity_id="ACT-3", name="Loyalty cards", role="controller", entity_id="fernway-uk"
    )
    case = a_case(tmp_path, organisation=group, processing_activities=theirs)
    tables = (record.responsible(case), record.activities(case), record.coverage(case), record.elsewhere(case))
    words = " ".join(map(everything, tables))
    assert "Fernway Ltd" in words
    assert not [one for one in ("Fernway UK", "fernway-uk", "Loyalty", "ACT-3") if one in words]


def test_the_table_of_points_counts_what_is_stated(tmp_path):
    table = record.coverage(a_case(tmp_path, **activity(joint_controller_name="", joint_controller_contact="")))
    lines = {row.entries[2].value: [entry.value for entry in row.entries[3:]] for row in table.rows}
    assert lines["(a) Joint controller"] == [0, 1, "ACT-1"]
    assert lines["(b) Purpose"] == [1, 0, ""]


def test_an_entry_names_every_cell_it_rests_on(tmp_path):
    table = record.activities(a_case(tmp_path))
    cells = {(source.sheet, source.record_id, source.column) for source in entry(table, TRANSFERS).sources}
    assert {
        ("processing_activities", "ACT-1", "has_third_country_transfers"),
        ("processing_activities", "ACT-1", "third_countries"),
        ("transfers", "TRF-1", "country"),
        ("transfers", "TRF-1", "mechanism"),
        ("transfers", "TRF-1", "importer_vendor_id"),
        ("vendors", "VND-1", "legal_name"),
    } <= cells
