"""What the register leaves blank, spells wrongly or calls by a code without a country is said, never taken for well."""

from functools import partial

import pytest

from auditlib.reports.examined import Examined
from auditlib.reports.vendors_and_transfers import contracts, places, transfers, vendors
from tests.reading_reports import text
from tests.reports.examining import examined_by
from tests.rules.making import Change, a_row

ON_THE_DAY = "On 30 September 2026"
examined = partial(examined_by, ("TRA",))


def changed(sheet: str, identity: str, **cells: str | None) -> dict[Change, str | None]:
    return {(sheet, identity, column): value for column, value in cells.items()}


def transfer(**cells: str | None) -> Examined:
    return examined(changes=changed("transfers", "TRF-01", **cells))


def judged(**cells: str | None) -> str:
    return text(transfers.transfers(transfer(**cells)), ON_THE_DAY, "TRF-01")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"mechanism": None}, "states no mechanism"),
        ({"mechanism": "none"}, "answers “none”"),
        ({"mechanism": "ERROR:#REF!"}, "mechanism cannot be read: “#REF!”"),
        ({"regime": None}, "states no law of the exporter, so none can be looked up"),
        ({"mechanism": "adequacy", "country": None}, "states no country, so no decision can be looked up"),
        (
            {"mechanism": "adequacy", "country": "Narnia"},
            "“Narnia” is no country code, so no decision can be looked up",
        ),
        ({"country": "IE"}, "within the protected area of EU law"),
        ({"regime": "us_ccpa"}, "no rules on transfers are held here for California Consumer Privacy Act"),
    ],
)
def test_a_transfer_that_cannot_be_judged_or_needs_no_judgement_says_so(
    cells: dict[str, str | None], said: str
) -> None:
    assert judged(**cells).startswith(said)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"mechanism": "privacy_shield"}, "could be relied on until 16 July 2020"),
        ({"mechanism": "scc_2010"}, "could be relied on until 27 December 2022"),
        ({"mechanism": "adequacy"}, "no decision under EU law for the United States is in force that day"),
        ({"mechanism": "dpf", "country": "IN"}, "the framework is for the United States, the transfer goes to India"),
        ({"mechanism": "uk_idta"}, "no such clauses are held here for EU law"),
        ({"mechanism": "adequacy", "country": "CA"}, "decision of limited scope in force; 2002/2/EC"),
        ({"mechanism": "adequacy", "country": "GB"}, "decision in force; renewal of (EU) 2021/1772"),
        ({"mechanism": "scc_2021"}, "clauses in force; EU clauses 2021 in force"),
        ({"mechanism": "derogation"}, "stated; its law has no dates held here; GDPR 49"),
    ],
)
def test_a_mechanism_is_judged_by_the_law_of_the_day(cells: dict[str, str | None], said: str) -> None:
    assert judged(**cells).startswith(said)


def test_an_adequacy_decision_is_judged_on_the_day_of_the_report_and_not_today() -> None:
    changes = changed("transfers", "TRF-01", mechanism="adequacy", country="BR")
    before = examined(changes=changes, period="2025-Q4")
    shown = text(transfers.transfers(before), "On 31 December 2025", "TRF-01")
    assert shown.startswith("no decision under EU law for Brazil is in force that day")
    assert judged(mechanism="adequacy", country="BR").startswith("decision in force; (EU) 2026/179")


def test_an_importer_without_listing_is_told_beside_the_framework() -> None:
    found = examined(without=("certifications",))
    assert "no listing of the importer in the register" in text(transfers.transfers(found), ON_THE_DAY, "TRF-01")


def test_an_importer_that_is_in_no_row_is_shown_by_its_id() -> None:
    table = transfers.transfers(transfer(importer_vendor_id="VND-99"))
    assert text(table, "To", "TRF-01").startswith("VND-99 (no such row)")


def letter(code: str, found: Examined) -> str:
    return text(places.places(found), ON_THE_DAY, code)[0]


def drawn(code: str, found: Examined) -> str:
    return text(places.places(found), "On the map", code)


def test_a_blank_mechanism_is_the_weakest_ground_of_a_place_even_beside_good_ones() -> None:
    assert letter("US", examined()) == "F"
    assert letter("US", transfer(mechanism=None)) == "N"


def test_an_international_organisation_has_a_row_and_is_not_on_the_map() -> None:
    found = transfer(country="XX", mechanism="scc_2021")
    assert (letter("XX", found), drawn("XX", found)) == ("M", "not on the map")
    assert "XX" not in places.picture(found).svg


def test_a_limited_decision_covers_no_place_that_a_transfer_does_not_rest_on_it_for() -> None:
    assert letter("CA", transfer(country="CA", mechanism="scc_2021")) == "M"
    unmapped = examined(changes=changed("vendors", "VND-01", processing_countries="CA"))
    assert letter("CA", unmapped) == "?"


def test_a_place_without_a_transfer_is_not_said_to_be_without_exception() -> None:
    found = examined(changes=changed("vendors", "VND-01", processing_countries="JP"))
    assert text(places.places(found), "Findings", "JP") == "no transfer stated"


def test_a_place_that_is_no_country_code_cannot_be_judged_and_keeps_its_row() -> None:
    found = transfer(country="Narnia")
    assert (letter("Narnia", found), drawn("Narnia", found)) == ("?", "not on the map")


def test_a_small_place_is_a_dot_with_its_letter() -> None:
    found = examined(changes=changed("vendors", "VND-01", processing_countries="MT; SG"))
    assert (letter("MT", found), drawn("MT", found)) == ("A", "dot")
    assert (letter("SG", found), drawn("SG", found)) == ("N", "dot")
    picture = places.picture(found)
    assert "MT · A" in picture.svg
    assert "SG · N" in picture.svg


def test_a_vendor_without_processing_countries_counts_in_its_own_and_one_without_any_as_not_stated() -> None:
    home = examined(changes=changed("vendors", "VND-02", processing_countries=None, country="JP"))
    assert "Countly Stats (VND-02)" in text(places.places(home), "Vendors", "JP")
    blank = examined(changes=changed("vendors", "VND-02", processing_countries=None, country=None))
    assert "Countly Stats (VND-02)" in text(places.places(blank), "Vendors", "not stated")


def test_a_dataset_that_was_deleted_is_in_no_place() -> None:
    held = examined(changes=changed("datasets", "DAT-01", storage_countries="CL"))
    deleted = examined(changes=changed("datasets", "DAT-01", storage_countries="CL", status="deleted"))
    assert "DAT-01" in text(places.places(held), "Systems and datasets", "CL")
    assert "CL" not in [row.key for row in places.places(deleted).rows]


def test_a_vendor_without_contract_is_told_so() -> None:
    found = examined(add={"vendors": [a_row("vendors", "VND-02", vendor_id="VND-09")]})
    assert text(vendors.vendors(found), "Contracts", "VND-09") == "no contract in the register"


def test_without_a_contracts_sheet_no_vendor_is_said_to_have_none() -> None:
    table = vendors.vendors(examined(without=("contracts",)))
    assert text(table, "Contracts", "VND-01") == "the contracts sheet was not supplied"


def test_an_end_that_cannot_be_read_is_no_open_end() -> None:
    found = examined(changes=changed("contracts", "CTR-01", ends_on="ERROR:#N/A"))
    assert text(contracts.expiries(found), ON_THE_DAY, "CTR-01") == "end cannot be read: “#N/A”"


def test_where_contracts_are_too_many_for_a_picture_those_that_end_nearest_to_the_day_are_drawn() -> None:
    ends = {f"CTR-{year}": f"20{year}-01-01" for year in range(27, 99)}
    many = [a_row("contracts", "CTR-01", contract_id=key, ends_on=ends_on) for key, ends_on in ends.items()]
    figure = contracts.timeline(examined(add={"contracts": many}))
    assert f"Drawn are the 60 that end nearest to that day; {len(figure.table.rows) - 60} more" in figure.description
    assert "CTR-27" in figure.svg
    assert "CTR-98" not in figure.svg
    assert "CTR-98" in [row.key for row in figure.table.rows]


def test_a_rule_without_an_answer_is_named_beside_the_record() -> None:
    found = examined_by(("TRA-05",), changed("transfers", "TRF-01", mechanism="ERROR:#N/A"))
    shown = text(transfers.transfers(found), "Findings", "TRF-01")
    assert shown == "no answer from TRA-05"


def test_an_empty_register_gives_pictures_and_tables_that_say_so() -> None:
    absent = ("transfers", "vendors", "systems", "datasets", "contracts", "subprocessors", "certifications")
    found = examined(without=absent)
    assert places.picture(found).alt == "Map of the world with 0 places: none."
    assert places.picture(found).svg.startswith("<svg")
    assert contracts.timeline(found).table.rows == ()
    assert transfers.transfers(found).rows == ()


def test_the_same_register_gives_the_same_bytes_twice_and_a_picture_of_moderate_size() -> None:
    pictures = [places.picture(examined()).svg for _ in range(2)]
    assert pictures[0] == pictures[1]
    assert len(pictures[0]) < 60_000
    assert contracts.timeline(examined()).svg == contracts.timeline(examined()).svg
