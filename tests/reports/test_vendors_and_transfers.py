"""Vendors, transfers, contracts and chains as the report shows them, against what the inputs of the company state."""

from datetime import date

import pytest

from auditlib.case import open_case
from auditlib.reports.examined import Examined, examine
from auditlib.reports.vendors_and_transfers import chains, contracts, places, transfers, vendors
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.reading_reports import entry, text
from tests.reference_company.tables import Row, tables_of

AS_OF = "2026-09-30"
STATED = tables_of(PERIOD)


@pytest.fixture(scope="module")
def auxerta() -> Examined:
    """The third quarter of the reference company."""
    return examine(open_case(REFERENCE_INPUTS, period=PERIOD))


def in_use(sheet: str) -> list[Row]:
    """The rows of a sheet that have begun and not ended on the day of the report."""
    return [
        row
        for row in STATED[sheet]
        if row.get("started_on", "") <= AS_OF <= (row.get("ended_on") or "9999") and row.get("status") != "ended"
    ]


def test_every_transfer_has_a_row_those_that_go_on_first(auxerta: Examined) -> None:
    keys = [row.key for row in transfers.transfers(auxerta).rows]
    running = [row["transfer_id"] for row in in_use("transfers")]
    assert keys[: len(running)] == running
    assert sorted(keys) == sorted(row["transfer_id"] for row in STATED["transfers"])


def test_a_transfer_on_the_framework_shows_the_listing_of_its_importer(auxerta: Examined) -> None:
    shown = text(transfers.transfers(auxerta), "On 30 September 2026", "TRF-07")
    assert shown.startswith("framework in force, for importers on its list; listing CER-02: inactive or lapsed")
    assert "until 15 August 2026, checked 15 September 2026" in shown
    assert "EU-U.S. Data Privacy Framework, from 10 July 2023 (Dec. (EU) 2023/1795)" in shown


def test_findings_stand_beside_the_transfer_they_are_about(auxerta: Examined) -> None:
    table = transfers.transfers(auxerta)
    expected = {
        finding.record_id: finding.finding_id for finding in auxerta.audit.findings if finding.sheet == "transfers"
    }
    assert set(expected) == {"TRF-07", "TRF-08"}
    for record_id, finding_id in expected.items():
        assert finding_id in text(table, "Findings", record_id)
        assert entry(table, "Findings", record_id).mark == "critical"
    assert text(table, "Findings", "TRF-01") == "no exception noted"


def test_clauses_show_module_signature_and_that_their_date_is_from_memory(auxerta: Examined) -> None:
    table = transfers.transfers(auxerta)
    assert text(table, "Mechanism, as stated", "TRF-13") == (
        "EU standard contractual clauses 2021; Module 3: processor to processor; signed 11 December 2023"
    )
    assert "date of law not yet checked against its source" in text(table, "On 30 September 2026", "TRF-13")
    assert text(table, "Assessment", "TRF-13") == "ASM-21, last looked at on 21 July 2026"


def test_a_transfer_that_has_ended_is_not_judged(auxerta: Examined) -> None:
    assert text(transfers.transfers(auxerta), "On 30 September 2026", "TRF-15") == "ended on 15 June 2026"


def test_what_falls_with_a_framework_is_listed_those_without_fallback_first(auxerta: Examined) -> None:
    table = transfers.without_the_framework(auxerta)
    limited = [row for row in in_use("transfers") if row["mechanism"] == "dpf"]
    limited += [row for row in in_use("transfers") if row["mechanism"] == "adequacy" and row["country"] == "CA"]
    assert {row.key for row in table.rows} == {row["transfer_id"] for row in limited}
    without = {row["transfer_id"] for row in limited if not row["fallback_mechanism"]}
    assert {row.key for row in table.rows[: len(without)]} == without == {"TRF-19", "TRF-20"}
    assert text(table, "Fallback, as stated", "TRF-19") == "states no fallback"
    assert text(table, "Fallback, as stated", "TRF-08") == "EU clauses 2021 with the UK Addendum"


def test_contracts_are_ordered_by_their_stated_end(auxerta: Examined) -> None:
    table = contracts.expiries(auxerta)
    dated = sorted((row["ends_on"], row["contract_id"]) for row in STATED["contracts"] if row["ends_on"])
    assert [row.key for row in table.rows[: len(dated)]] == [contract_id for _, contract_id in dated]
    assert len(table.rows) == len(STATED["contracts"])


@pytest.mark.parametrize(
    ("contract_id", "said"),
    [
        ("CTR-08", "ended on 15 June 2026, 107 days before"),
        ("CTR-05", "ends on 31 October 2026, in 31 days; renews unless ended"),
        ("CTR-13", "ends on 30 November 2026, in 61 days; does not renew"),
        ("CTR-01", "states no end"),
    ],
)
def test_a_contract_says_where_it_stands(auxerta: Examined, contract_id: str, said: str) -> None:
    assert text(contracts.expiries(auxerta), "On 30 September 2026", contract_id) == said


def test_the_timeline_holds_the_contracts_with_an_end_and_counts_the_others(auxerta: Examined) -> None:
    figure = contracts.timeline(auxerta)
    left = {row.key: row.entries[-1].value for row in figure.table.rows}
    stated = {row["contract_id"]: row["ends_on"] for row in STATED["contracts"] if row["ends_on"]}
    day = date.fromisoformat(AS_OF)
    assert left == {key: (date.fromisoformat(ends_on) - day).days for key, ends_on in stated.items()}
    assert f"{len(STATED['contracts']) - len(stated)} contracts without an end" in figure.description


def test_every_vendor_has_a_row_with_its_contracts_and_sub_processors(auxerta: Examined) -> None:
    table = vendors.vendors(auxerta)
    assert {row.key for row in table.rows} == {row["vendor_id"] for row in STATED["vendors"]}
    for row in STATED["contracts"]:
        if row["vendor_id"]:
            assert row["contract_id"] in text(table, "Contracts", row["vendor_id"])
    assert text(table, "Its sub-processors", "VND-02") == "Northgate Support Ireland Ltd, Ireland"
    assert text(table, "Role", "VND-04") == "Processor; its own terms: independent controller"


def test_certificates_are_ordered_by_their_last_day(auxerta: Examined) -> None:
    table = chains.certificates(auxerta)
    ordered = sorted((row["expires_on"] or "9999", row["certification_id"]) for row in STATED["certifications"])
    assert [row.key for row in table.rows] == [certification_id for _, certification_id in ordered]
    assert text(table, "On 30 September 2026", "CER-02") == "ran out 46 days before"


def test_a_client_has_its_sub_processors_and_those_behind_them(auxerta: Examined) -> None:
    keys = [row.key for row in chains.chains(auxerta).rows if row.key.startswith("CLI-03 ")]
    # Northgate with its support company, Gridmark, Tessera, and Quillstream, which is hosted by Northgate in turn.
    assert keys == [
        "CLI-03 SUB-01",
        "CLI-03 SUB-01 SUB-08",
        "CLI-03 SUB-02",
        "CLI-03 SUB-03",
        "CLI-03 SUB-05",
        "CLI-03 SUB-05 SUB-10",
        "CLI-03 SUB-05 SUB-10 SUB-08",
    ]


def test_what_a_vendor_engages_was_told_to_the_organisation_not_to_the_client(auxerta: Examined) -> None:
    told = text(chains.chains(auxerta), "Told, authorised, used", "CLI-03 SUB-01 SUB-08")
    assert told == "organisation told 25 September 2023; used since 2 October 2023"


def test_every_place_that_the_sheets_name_has_a_row(auxerta: Examined) -> None:
    stated = {row["country"] for row in in_use("transfers")}
    for sheet, column in (("vendors", "processing_countries"), ("systems", "storage_countries")):
        stated |= {code.strip() for row in in_use(sheet) for code in row[column].split(";")}
    held = [row for row in STATED["datasets"] if row["status"] == "held"]
    stated |= {code.strip() for row in held for code in row["storage_countries"].split(";")}
    assert {row.key for row in places.places(auxerta).rows} == stated


# Palisade in the United States is no longer on the list of the framework that two transfers rest on.
@pytest.mark.parametrize(("code", "letter"), [("DE", "A"), ("GB", "A"), ("CA", "A"), ("US", "N"), ("IN", "M")])
def test_a_place_has_the_letter_of_the_weakest_ground(auxerta: Examined, code: str, letter: str) -> None:
    assert text(places.places(auxerta), "On 30 September 2026", code)[:2] == f"{letter}:"


def test_every_entry_that_states_something_of_the_register_has_its_cells(auxerta: Examined) -> None:
    tables = (
        transfers.transfers(auxerta),
        transfers.without_the_framework(auxerta),
        contracts.expiries(auxerta),
        vendors.vendors(auxerta),
        chains.certificates(auxerta),
        chains.chains(auxerta),
    )
    judged = {"Findings", "The fallback on 30 September 2026"}
    assert not [
        (table.name, row.key, field.heading)
        for table in tables
        for row in table.rows
        for field, shown in zip(table.fields, row.entries, strict=True)
        if shown.value is not None and not shown.sources and field.heading not in judged
    ]
