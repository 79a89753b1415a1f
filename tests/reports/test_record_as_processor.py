"""The record of a processor says what Art. 30(2) asks for, client by client, and keeps clients and entities apart."""

import pytest

from auditlib.case import Case, open_case
from auditlib.reports import record_as_processor as record
from tests.making_registers import CLEAN, PERIOD, Rows, a_register, added, edited
from tests.reading_reports import everything, text
from tests.requirements import PROJECT

TRANSFERS = "(c) Third-country transfers"
KINDS = "(b) Categories of processing"


def a_case(folder, **sheets: Rows | None) -> Case:
    return open_case(a_register(folder, **sheets), period=PERIOD, organisation="fernway")


def activity(**cells: str) -> dict[str, Rows]:
    """The clean activities, some cells of the annotation changed."""
    return {"processing_activities": edited("processing_activities", "ACT-2", **cells)}


def shown(folder, heading: str, **sheets: Rows | None) -> str:
    return text(record.clients(a_case(folder, **sheets)), heading)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("(a) Processor", "Fernway Ltd"),
        (
            "(a) Contact details of the processor",
            "1 Sample Street, Dublin; Ireland; hello@fernway.example; +353 1 555 0100",
        ),
        ("(a) Representative of the processor in the EU", "Rhein Vertretung GmbH; eu@rhein.example"),
        ("(a) Representative of the processor in the UK", "Thames Agents Ltd; uk@thames.example"),
        ("(a) Data protection officer of the processor", "A. Sample; dpo@fernway.example"),
    ],
)
def test_a_names_the_processor_and_how_to_reach_it(tmp_path, heading, expected):
    assert text(record.responsible(a_case(tmp_path)), heading) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("(a) Controller", "Robotics AG"),
        ("(a) Contact details of the controller", "3 Sample Square, Zurich; Switzerland; privacy@robotics.example"),
        ("(a) Representative of the controller", "Donau Vertretung GmbH"),
        ("(a) Data protection officer of the controller", "dpo@robotics.example"),
        (KINDS, "Image annotation (ACT-2): Image labelling, quality checking"),
        (TRANSFERS, "India, Loom Labelling Pvt Ltd: EU standard contractual clauses 2021; signed 20 November 2023"),
        ("(c) Safeguards under Art. 49(1)", "Assessment of 9 March 2026"),
        ("(d) Security measures", "Screens in a locked room"),
    ],
)
def test_each_point_is_shown_as_the_register_states_it(tmp_path, heading, expected):
    assert shown(tmp_path, heading) == expected


NOTHING = [{"activity_id": "ACT-2", "role": "processor", "entity_id": "fernway", "client_ids": "CLI-1"}]
ONLY_ITS_ID = [{"client_id": "CLI-1", "legal_name": ""}]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("(a) Controller", "not stated"),
        ("(a) Contact details of the controller", "not stated"),
        ("(a) Representative of the controller", "none stated"),
        ("(a) Data protection officer of the controller", "none stated"),
        (KINDS, "not stated"),
        (TRANSFERS, "not stated"),
        ("(c) Safeguards under Art. 49(1)", "none stated"),
        ("(d) Security measures", "not stated"),
        ("Contract", "none stated"),
        ("Documented instructions", "not stated"),
        ("Sub-processors", "none stated"),
        ("Datasets held", "none stated"),
    ],
)
def test_a_blank_is_said_to_be_blank(tmp_path, heading, expected):
    sheets = dict.fromkeys(set(CLEAN) - {"organisation"})
    sheets |= {"processing_activities": NOTHING, "clients": ONLY_ITS_ID}
    assert shown(tmp_path, heading, **sheets) == expected


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        (KINDS, "processing_categories"),
        ("(c) Safeguards under Art. 49(1)", "exceptional_transfer_safeguards"),
        ("(d) Security measures", "security_description"),
        ("(a) Controller", "client_ids"),
    ],
)
def test_what_cannot_be_read_is_shown_as_unreadable(tmp_path, heading, column):
    assert "unreadable: “#N/A”" in shown(tmp_path, heading, **activity(**{column: "#N/A"}))


def test_a_transfer_that_has_ended_is_left_out(tmp_path):
    ended = edited("transfers", "TRF-2", ended_on="2026-09-29")
    assert shown(tmp_path, TRANSFERS, transfers=ended) == "Yes, to countries that are not stated"


def test_a_client_without_a_row_has_a_block_all_the_same(tmp_path):
    (row,) = record.clients(case := a_case(tmp_path, clients=None)).rows
    assert (row.group, row.title, row.subtitle) == ("CLI-1", "CLI-1", "no such row in the sheet of clients")
    assert text(record.clients(case), "(a) Controller") == "CLI-1 (no such row)"
    assert text(record.clients(case), KINDS) == "Image annotation (ACT-2): Image labelling, quality checking"


def test_an_activity_that_names_no_client_has_a_block_all_the_same(tmp_path):
    (row,) = record.clients(case := a_case(tmp_path, **activity(client_ids=""))).rows
    assert row.title == "Client not stated"
    assert text(record.clients(case), "(a) Controller") == "not stated"


SECOND = {"client_id": "CLI-2", "legal_name": "Werkzeuge GmbH", "status": "active"}


def two_clients(folder, **sheets: Rows | None) -> Case:
    more = {"clients": added("clients", **SECOND), **activity(client_ids="CLI-1; CLI-2")}
    return a_case(folder, **{**more, **sheets})


def test_each_client_has_a_block_with_each_of_its_activities(tmp_path):
    both = edited("processing_activities", "ACT-2", client_ids="CLI-1; CLI-2")
    more = {"activity_id": "ACT-3", "role": "subprocessor", "entity_id": "fernway", "client_ids": "CLI-2"}
    table = record.clients(two_clients(tmp_path, processing_activities=[*both, more]))
    blocks = [("CLI-1 ACT-2", "CLI-1"), ("CLI-2 ACT-2", "CLI-2"), ("CLI-2 ACT-3", "CLI-2")]
    assert [(row.key, row.group) for row in table.rows] == blocks


def test_what_one_client_sends_is_not_in_the_block_of_another(tmp_path):
    sent = added("transfers", transfer_id="TRF-3", activity_ids="ACT-2", exporter_client_id="CLI-2", country="BR")
    table = record.clients(two_clients(tmp_path, transfers=sent))
    assert "Brazil" in text(table, TRANSFERS, "CLI-2 ACT-2")
    assert "Brazil" not in text(table, TRANSFERS, "CLI-1 ACT-2")


def test_a_contract_stands_with_its_client(tmp_path):
    agreement = {
        "contract_id": "CTR-1",
        "kind": "data_processing_agreement",
        "entity_id": "fernway",
        "client_id": "CLI-1",
        "signed_on": "2023-11-20",
        "ends_on": "2027-11-19",
    }
    table = record.clients(two_clients(tmp_path, contracts=[agreement]))
    expected = "Data processing agreement CTR-1, signed 20 November 2023, ends 19 November 2027"
    assert text(table, "Contract", "CLI-1 ACT-2") == expected
    assert text(table, "Contract", "CLI-2 ACT-2") == "none stated"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, "Loom Labelling Pvt Ltd, India"),
        ({"client_ids": "CLI-1"}, "Loom Labelling Pvt Ltd, India"),
        ({"client_ids": "CLI-2"}, "none stated"),
        ({"ended_on": "2026-09-29"}, "none stated"),
        ({"engaged_by_vendor_id": "VND-1"}, "none stated"),
    ],
)
def test_sub_processors_are_those_engaged_for_the_client_on_the_date(tmp_path, cells, expected):
    rows = [{"subprocessor_id": "SUB-1", "name": "Loom Labelling Pvt Ltd", "countries": "IN", **cells}]
    assert shown(tmp_path, "Sub-processors", subprocessors=rows) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, "DAT-1 Street scenes"),
        ({"status": "deleted"}, "none stated"),
        ({"activity_id": "ACT-9"}, "none stated"),
        ({"client_id": "CLI-9"}, "none stated"),
    ],
)
def test_datasets_are_those_held_for_client_and_activity(tmp_path, cells, expected):
    row = {"dataset_id": "DAT-1", "name": "Street scenes", "client_id": "CLI-1", "activity_id": "ACT-2"}
    assert shown(tmp_path, "Datasets held", datasets=[{**row, "status": "held", **cells}]) == expected


def test_every_lettered_field_cites_the_point_it_answers():
    for field in (*record.RESPONSIBLE, *record.CLIENT):
        assert f"30(2){field.heading[:3]}" in field.cite
    assert not [field for field in record.BESIDE if "GDPR 30" in field.cite]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"status": "planned"}, "planned or ended on the date of the report"),
        ({"role": ""}, "no role stated"),
        ({"entity_id": "fernway-fr"}, "names no legal entity of the register"),
    ],
)
def test_what_is_not_in_the_record_is_listed_with_the_reason(tmp_path, cells, why):
    case = a_case(tmp_path, **activity(**cells))
    assert not record.clients(case).rows
    assert text(record.elsewhere(case), "Why it is not in the record", "ACT-2") == why
    assert (
        text(record.elsewhere(case), "Why it is not in the record", "CLI-1") == "no current activity names this client"
    )


THREE = PROJECT / "tests" / "three_entities"
CLIENTS = {
    "northwind-us": {"Pinefield"},
    "northwind-ie": {"Bergtal", "Clochette"},
    "northwind-uk": {"Wrenbury"},
}


@pytest.mark.parametrize("entity", CLIENTS)
def test_nothing_of_the_clients_of_another_entity_is_in_the_record(entity):
    case = open_case(THREE, period=PERIOD, organisation=entity)
    tables = (record.responsible(case), record.clients(case), record.coverage(case), record.elsewhere(case))
    words = " ".join(map(everything, tables))
    assert {name for names in CLIENTS.values() for name in names if name in words} == CLIENTS[entity]


def test_the_contract_of_another_entity_with_the_same_client_is_left_out(tmp_path):
    agreement = {"contract_id": "CTR-9", "client_id": "CLI-1", "entity_id": "fernway-uk"}
    group = added("organisation", entity_id="fernway-uk", parent_entity_id="fernway")
    assert shown(tmp_path, "Contract", contracts=[agreement], organisation=group) == "none stated"
