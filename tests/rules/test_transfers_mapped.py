"""TRA: whether flows are mapped; each rule fires on one change from the clean register."""

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("TRA-01", "TRA-02", "TRA-21", "TRA-22")
Changes = dict[Change, str | None]


def vendor(**cells: str | None) -> Changes:
    return {("vendors", "VND-01", column): value for column, value in cells.items()}


def transfer(**cells: str | None) -> Changes:
    return {("transfers", "TRF-01", column): value for column, value in cells.items()}


def test_transfer_not_listed_fires_on_the_country_of_the_company() -> None:
    (found,) = findings_of("TRA-01", changes=vendor(country="FR"))
    assert (found.record_id, found.field) == ("VND-01", "country")
    assert found.message == (
        "VND-01 “Sample Hosting” works or stores data in France, outside the protected area of UK law, and no current"
        " row of the transfers sheet says so"
    )
    assert [place.cell for place in found.places] == ["O2"]


def test_transfer_not_listed_names_every_law_and_the_article() -> None:
    (found,) = findings_of("TRA-01", changes=vendor(country="US"))
    assert "in the United States, outside the protected area of EU law and UK law, and" in found.message


def test_transfer_not_listed_fires_on_each_country_of_processing() -> None:
    found = findings_of("TRA-01", changes=vendor(processing_countries="DE; FR; US"))
    assert {finding.field for finding in found} == {"processing_countries"}
    assert len({finding.finding_id for finding in found}) == 2


def test_one_country_in_several_cells_is_one_finding_with_all_places() -> None:
    changes = vendor(country="FR", processing_countries="IE; FR")
    changes[("systems", "SYS-01", "storage_countries")] = "FR"
    (found,) = findings_of("TRA-01", changes=changes)
    assert found.field == "country"
    assert [place.sheet for place in found.places] == ["vendors", "vendors", "systems"]


def test_transfer_not_listed_counts_the_systems_of_the_vendor() -> None:
    (found,) = findings_of("TRA-01", changes={("systems", "SYS-01", "storage_countries"): "IE; FR"})
    assert (found.record_id, found.field) == ("VND-01", "processing_countries")
    assert [place.sheet for place in found.places] == ["vendors", "systems"]


def test_transfer_not_listed_fires_when_the_row_names_another_country_or_importer() -> None:
    assert places_of("TRA-01", changes={("transfers", "TRF-03", "country"): "FR"}) == ("VND-01 country",)
    changes: Changes = {("transfers", "TRF-03", "importer_vendor_id"): "VND-02"}
    assert places_of("TRA-01", changes=changes) == ("VND-01 country",)


@pytest.mark.parametrize(
    ("cells", "failed"),
    [
        ({"ended_on": "2026-09-29"}, 1),
        ({"ended_on": "2026-09-30"}, 0),
        ({"regime": "eu_gdpr"}, 1),
        ({"regime": "ch_fadp"}, 1),
    ],
)
def test_transfer_not_listed_counts_rows_that_go_on_under_a_law_that_needs_them(
    cells: dict[str, str], failed: int
) -> None:
    changes: Changes = {("transfers", "TRF-03", column): value for column, value in cells.items()}
    assert result_of("TRA-01", changes=changes).failed == failed


def test_transfer_not_listed_is_not_assessable_where_the_law_of_the_row_is_not_known() -> None:
    assert outcomes("TRA-01", {("transfers", "TRF-03", "regime"): None}) == (1, 0, 0, 1)


BETA = a_row("organisation", "acme", entity_id="beta", legal_name="Beta GmbH", regimes="eu_gdpr")
BY_BETA = a_row("processing_activities", "ACT-01", activity_id="ACT-09", entity_id="beta", vendor_ids="VND-02")


def test_transfer_not_listed_fires_for_the_entity_that_exports_without_a_row() -> None:
    group = {"organisation": [BETA], "processing_activities": [BY_BETA]}
    (found,) = findings_of("TRA-01", add=group)
    assert found.message == (
        "VND-02 “Countly Stats” works or stores data in the United States, outside the protected area of EU law, and"
        " no current row of the transfers sheet for Beta GmbH (beta) says so"
    )
    row = a_row("transfers", "TRF-01", transfer_id="TRF-09", activity_ids="ACT-09", exporter_entity_id="beta")
    assert not findings_of("TRA-01", add={**group, "transfers": [row]})
    ended = {**group, "processing_activities": [{**BY_BETA, "status": "ended"}]}
    assert not findings_of("TRA-01", add=ended)


def test_transfer_not_listed_goes_by_confirmed_laws_only() -> None:
    unconfirmed = {**BETA, "regimes": "ch_fadp", "regimes_confirmed_by": ""}
    group = {"organisation": [unconfirmed], "processing_activities": [{**BY_BETA, "vendor_ids": "VND-01"}]}
    result = result_of("TRA-01", add=group)
    assert (result.failed, result.not_assessable) == (0, 1)
    assert list(result.reasons) == ["regimes of beta not confirmed"]


def test_a_country_at_the_edge_of_the_protected_area_is_found_with_the_doubt() -> None:
    (found,) = findings_of("TRA-01", changes=vendor(country="SJ"))
    assert found.confidence == "unverified"
    (found,) = findings_of("TRA-01", changes=vendor(country="SJ") | {("organisation", "acme", "regimes"): "uk_gdpr"})
    assert found.confidence == "sourced"


@pytest.mark.parametrize(
    ("regimes", "country", "failed"),
    [
        ("eu_gdpr", "FR", 0),
        ("eu_gdpr", "NO", 0),
        ("eu_gdpr", "GB", 1),
        ("uk_gdpr", "GB", 0),
        ("uk_gdpr", "FR", 1),
        ("eu_gdpr; ch_fadp", "FR", 1),
        ("eu_gdpr; ch_fadp", "CH", 1),
        ("eu_gdpr; br_lgpd", "FR", 0),
        ("eu_gdpr; us_ccpa", "FR", 0),
    ],
)
def test_the_protected_area_is_that_of_the_law_of_the_entity(regimes: str, country: str, failed: int) -> None:
    changes = vendor(country=country) | {("organisation", "acme", "regimes"): regimes}
    assert result_of("TRA-01", changes=changes).failed == failed


def test_the_area_of_a_shared_vendor_is_that_of_every_entity() -> None:
    changes: Changes = {
        ("organisation", "acme", "regimes"): "eu_gdpr",
        ("processing_activities", "*", "entity_id"): None,
    }
    other = a_row("organisation", "acme", entity_id="acme-uk", regimes="uk_gdpr")
    found = places_of("TRA-01", changes=changes | vendor(country="FR"), add={"organisation": [other]})
    assert found == ("VND-01 country",)


@pytest.mark.parametrize(
    "changes", [vendor(country=None), vendor(processing_countries=None), vendor(processing_countries="Erewhon")]
)
def test_transfer_not_listed_is_not_assessable_when_a_country_is_not_known(changes: Changes) -> None:
    assert outcomes("TRA-01", changes) == (1, 0, 0, 1)


def test_a_country_without_a_row_is_found_beside_an_unknown_one() -> None:
    assert places_of("TRA-01", changes=vendor(country=None, processing_countries="Erewhon; FR")) == (
        "VND-01 processing_countries",
    )


def test_transfer_not_listed_applies_to_active_vendors_with_personal_data() -> None:
    assert outcomes("TRA-01", vendor(country="FR", status="ended")) == (1, 0, 1, 0)
    assert outcomes("TRA-01", vendor(country="FR", processes_personal_data="no")) == (1, 0, 1, 0)
    assert outcomes("TRA-01", vendor(country="FR", processes_personal_data="unknown")) == (1, 0, 0, 1)
    assert outcomes("TRA-01", vendor(country="FR", status=None)) == (1, 0, 0, 1)


@pytest.mark.parametrize("sheet", ["transfers", "systems"])
def test_transfer_not_listed_is_not_assessable_without_the_sheets_it_compares(sheet: str) -> None:
    result = result_of("TRA-01", without=[sheet])
    assert (result.not_assessable, result.failed) == (2, 0)


def test_mechanism_not_stated_fires_on_blank_and_none() -> None:
    (found,) = findings_of("TRA-02", changes=transfer(mechanism=None))
    assert (found.record_id, found.field, found.message) == ("TRF-01", "mechanism", "TRF-01 states no mechanism")
    (found,) = findings_of("TRA-02", changes=transfer(mechanism="none"))
    assert found.message == "TRF-01 answers “none” on its mechanism"


def test_mechanism_not_stated_is_not_assessable_when_it_cannot_be_read() -> None:
    assert outcomes("TRA-02", transfer(mechanism="handshake")) == (3, 0, 0, 1)


ONWARD = transfer(has_onward_transfers="yes")


def onward(**cells: str) -> dict[str, list[dict[str, str]]]:
    return {"subprocessors": [a_row("subprocessors", "SUB-01", subprocessor_id="SUB-02", **cells)]}


@pytest.mark.parametrize(
    ("said", "words"), [("yes", "passes data on"), ("unknown", "may pass data on"), (None, "may pass data on")]
)
def test_onward_transfer_not_mapped_fires(said: str | None, words: str) -> None:
    (found,) = findings_of("TRA-21", changes=transfer(has_onward_transfers=said))
    assert found.field == "has_onward_transfers"
    assert found.message == (
        f"TRF-01 {words}, and the sub-processors sheet names nobody it passes them to, with countries"
    )


def test_onward_transfer_not_mapped_is_silent_when_the_next_importer_is_listed() -> None:
    assert not places_of("TRA-21", changes=ONWARD, add=onward(engaged_by_vendor_id="VND-02"))
    last_day = onward(engaged_by_vendor_id="VND-02", ended_on="2026-09-30")
    assert not places_of("TRA-21", changes=ONWARD, add=last_day)


@pytest.mark.parametrize(
    "cells",
    [
        {"engaged_by_vendor_id": "VND-01"},
        {"engaged_by_vendor_id": ""},
        {"engaged_by_vendor_id": "VND-02", "countries": ""},
        {"engaged_by_vendor_id": "VND-02", "ended_on": "2026-09-29"},
    ],
)
def test_onward_transfer_not_mapped_fires_when_the_row_does_not_count(cells: dict[str, str]) -> None:
    assert places_of("TRA-21", changes=ONWARD, add=onward(**cells)) == ("TRF-01 has_onward_transfers",)


def test_the_onward_transfers_of_a_group_company_are_the_organisations_own() -> None:
    group = ONWARD | transfer(importer_vendor_id=None, importer_entity_id="acme")
    assert not places_of("TRA-21", changes=group)
    group[("subprocessors", "SUB-01", "engaged_by_vendor_id")] = "VND-01"
    assert places_of("TRA-21", changes=group) == ("TRF-01 has_onward_transfers",)


def test_the_onward_transfers_of_an_importer_by_name_are_mapped_by_no_row() -> None:
    named = ONWARD | transfer(importer_vendor_id=None, importer_name="Sample Office")
    assert places_of("TRA-21", changes=named) == ("TRF-01 has_onward_transfers",)


@pytest.mark.parametrize("importer", [None, "VND-99"])
def test_onward_transfer_is_not_assessable_when_the_importer_is_not_known(importer: str | None) -> None:
    assert outcomes("TRA-21", ONWARD | transfer(importer_vendor_id=importer)) == (0, 0, 3, 1)


def test_country_not_a_code_fires() -> None:
    (found,) = findings_of("TRA-22", changes=transfer(country="Erewhon", location_text="France"))
    assert (found.field, found.message) == ("country", "TRF-01 names “Erewhon”, which is no country code")


def test_country_not_a_code_fires_on_a_place_in_another_country() -> None:
    (found,) = findings_of("TRA-22", changes=transfer(location_text="Lyon, FRANCE"))
    assert found.field == "location_text"
    assert found.message == "TRF-01 goes to the United States by its code and to France by its place"
    assert [place.sheet for place in found.places] == ["transfers", "transfers"]
    two = findings_of("TRA-22", changes=transfer(location_text="France or Spain"))
    assert len({finding.finding_id for finding in two}) == 2


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("US", "us-east-1"),
        ("US", "Virginia, United States, with support from India"),
        ("US", "Newark, New Jersey"),
        ("US", "Santa Fe, New Mexico"),
        ("US", "Indianapolis, Indiana"),
        ("US", "Atlanta, Georgia"),
        ("US", "Jersey City, NJ"),
        ("US", "Jersey City, New Jersey"),
        ("US", "Panama City, Florida"),
        ("US", "Lebanon, Pennsylvania"),
        ("US", "Peru, Indiana"),
        ("US", "Peru, IN 46970"),
        ("US", "Mexico, Missouri"),
        ("GB", "Belfast, Northern Ireland"),
        ("XX", "Munich, Germany"),
        ("United States", "Ohio, United States"),
    ],
)
def test_country_not_a_code_is_silent(country: str, place: str) -> None:
    assert not places_of("TRA-22", changes=transfer(country=country, location_text=place))


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("DE", "Tbilisi, Georgia"),
        ("US", "Jersey"),
        ("PG", "Conakry, Guinea"),
        ("US", "Panama, PA"),
        ("US", "Peru, or elsewhere"),
        ("US", "Peru, Indiana, with support from Peru"),
    ],
)
def test_country_not_a_code_takes_a_name_for_a_country_where_it_stands_alone(country: str, place: str) -> None:
    assert places_of("TRA-22", changes=transfer(country=country, location_text=place)) == ("TRF-01 location_text",)


def test_the_longest_name_of_a_country_counts() -> None:
    assert not places_of("TRA-22", changes=transfer(country="PG", location_text="Papua New Guinea"))
    assert places_of("TRA-22", changes=transfer(country="GN", location_text="Papua New Guinea"))


def test_country_not_a_code_is_not_assessable_when_blank() -> None:
    assert outcomes("TRA-22", transfer(country=None)) == (3, 0, 0, 1)


def test_a_swiss_transfer_without_a_mechanism_and_a_vendor_without_a_swiss_transfer_are_found() -> None:
    swiss: Changes = {("organisation", "acme", "regimes"): "ch_fadp"}
    assert places_of("TRA-02", changes=swiss | transfer(regime="ch_fadp", mechanism=None)) == ("TRF-01 mechanism",)
    found = findings_of("TRA-01", changes=swiss | vendor(country="JP"))
    assert any("in Japan, outside the protected area of Swiss law" in finding.message for finding in found)
