"""Transfers: where data are and go, by a row for each country, with a ground for each flow."""

import pytest

from tests.practice.stating import places, stated, verdict
from tests.rules.making import Change, a_row

SAFEGUARDS = stated("transfers", "obliges", "all", quote="We use appropriate safeguards")
MAPPED = stated("transfers", "forbids", "closed", quote="When we move data across borders")
REGIONS = stated("transfers", "permits", "permitted", quote="We may process data in different regions")
NOWHERE_ELSE = stated("transfers", "forbids", "none", quote="We never transfer data outside the EEA")
PROVEN = {("transfers", "*", "evidence_ids"): "EV-06"}


def by_mechanism(modality: str, operator: str, terms: str, **more: str) -> dict[str, str]:
    return stated("transfers", modality, operator, "transfer_mechanism", terms, **more)


def flows(**cells: str | None) -> dict[Change, str | None]:
    return {("transfers", "TRF-01", column): value for column, value in cells.items()}


def only(country: str) -> dict[Change, str | None]:
    """Everything is in one country."""
    return {
        ("vendors", "*", "processing_countries"): country,
        ("systems", "*", "storage_countries"): country,
        ("datasets", "*", "storage_countries"): country,
        ("people", "*", "country"): country,
        ("transfers", "*", "country"): country,
    }


def test_flows_against_which_nothing_is_noted_pass() -> None:
    assert verdict(SAFEGUARDS, PROVEN) == "passed"
    assert verdict(SAFEGUARDS, PROVEN, attested="vendors") == "no_evidence"


def test_a_flow_on_a_dead_mechanism_fails_and_is_shown() -> None:
    assert places(SAFEGUARDS, PROVEN | flows(mechanism="privacy_shield"))[0] == "TRF-01 mechanism"


def test_a_flow_without_a_mechanism_fails() -> None:
    assert verdict(SAFEGUARDS, PROVEN | flows(mechanism=None)) == "failed"


def test_a_flow_without_proof_stays_open() -> None:
    assert verdict(SAFEGUARDS) == "no_evidence"


def test_a_flow_that_ended_is_not_looked_at() -> None:
    assert verdict(SAFEGUARDS, PROVEN | flows(mechanism="privacy_shield", ended_on="2026-06-30")) == "passed"


@pytest.mark.parametrize(("terms", "expected"), [("dpf", "passed"), ("scc_2021", "failed")])
def test_a_ground_that_is_stated_is_the_one_used(terms: str, expected: str) -> None:
    assert verdict(by_mechanism("obliges", "all", terms), PROVEN) == expected


@pytest.mark.parametrize(("terms", "expected"), [("dpf; adequacy", "passed"), ("dpf", "failed")])
def test_a_list_of_grounds_is_the_whole_list(terms: str, expected: str) -> None:
    assert verdict(by_mechanism("forbids", "closed", terms)) == expected


@pytest.mark.parametrize(("terms", "expected"), [("privacy_shield", "passed"), ("dpf", "failed")])
def test_a_ground_that_is_ruled_out_is_not_used(terms: str, expected: str) -> None:
    assert verdict(by_mechanism("forbids", "none", terms)) == expected
    assert verdict(by_mechanism("forbids", "none", "privacy_shield"), attested="vendors") == "no_evidence"


def test_a_ground_that_is_asserted_is_shown_by_a_flow_with_evidence() -> None:
    asserted = by_mechanism("asserts", "exists", "dpf", stated_countries="US")
    assert verdict(asserted) == "passed"
    assert verdict(asserted | {"stated_countries": "IN"}) == "failed"
    assert verdict(asserted, {("transfers", "*", "evidence_ids"): None}) == "no_evidence"


def test_a_ground_that_may_be_used_is_looked_at_where_it_is() -> None:
    assert verdict(by_mechanism("permits", "permitted", "dpf")) == "passed"
    assert verdict(by_mechanism("permits", "permitted", "scc_2021")) == "not_applicable"
    assert (
        verdict(by_mechanism("permits", "permitted", "privacy_shield"), flows(mechanism="privacy_shield")) == "failed"
    )


def test_datasets_where_their_clients_allow_pass() -> None:
    assert verdict(REGIONS) == "passed"


def test_a_dataset_elsewhere_fails_and_is_shown() -> None:
    elsewhere = {("datasets", "DAT-01", "storage_countries"): "IE; US"}
    assert places(REGIONS, elsewhere)[0] == "DAT-01 storage_countries"


def test_a_client_that_allows_no_known_country_leaves_it_open() -> None:
    assert verdict(REGIONS, {("clients", "CLI-01", "permitted_countries"): None}) == "no_evidence"


def test_nothing_stored_and_nothing_sent_is_no_use() -> None:
    gone = {("datasets", "DAT-01", "status"): "deleted", ("vendors", "*", "ended_on"): "2026-01-01"}
    assert verdict(REGIONS, gone | {("transfers", "*", "ended_on"): "2026-01-01"}) == "not_applicable"


def test_each_country_abroad_with_a_row_passes() -> None:
    assert verdict(MAPPED) == "passed"
    assert verdict(MAPPED, attested="vendors; systems; datasets; transfers") == "no_evidence"


@pytest.mark.parametrize(
    ("sheet", "column", "record"),
    [
        ("vendors", "processing_countries", "VND-01"),
        ("systems", "storage_countries", "SYS-01"),
        ("people", "country", "P-01"),
    ],
)
def test_a_country_abroad_without_a_row_fails_and_is_shown(sheet: str, column: str, record: str) -> None:
    assert places(MAPPED, {(sheet, record, column): "IN"}) == [f"{record} {column}"]


def test_a_country_that_nobody_stated_stays_open() -> None:
    assert verdict(MAPPED, {("people", "P-01", "country"): None}) == "no_evidence"


@pytest.mark.parametrize(("countries", "expected"), [("DE; IE; US", "passed"), ("DE; IE", "failed")])
def test_countries_that_are_stated_are_the_only_ones(countries: str, expected: str) -> None:
    assert verdict(MAPPED | {"stated_countries": countries}) == expected


@pytest.mark.parametrize(("country", "expected"), [("IE", "passed"), ("US", "failed"), (None, "no_evidence")])
def test_data_that_never_leave_the_eea_are_in_it(country: str | None, expected: str) -> None:
    everything = only("IE") | {("vendors", "VND-02", "processing_countries"): country}
    assert verdict(NOWHERE_ELSE, everything) == expected
    inside = stated("transfers", "forbids", "closed", quote="We process data in the EEA only")
    assert verdict(inside, everything) == expected


def test_a_country_named_beside_the_eea_is_allowed_too() -> None:
    beside = NOWHERE_ELSE | {"quote": "We never transfer data outside the EEA and the UK", "stated_countries": "GB"}
    assert verdict(beside, only("GB")) == "passed"
    assert verdict(NOWHERE_ELSE, only("GB")) == "failed"


def test_data_never_go_to_a_country_that_is_ruled_out() -> None:
    never = stated("transfers", "forbids", "none", quote="We do not send data to India", stated_countries="IN")
    assert verdict(never) == "passed"
    assert verdict(never, attested="vendors") == "no_evidence"
    assert verdict(never, {("people", "P-01", "country"): "IN"}) == "failed"


def test_no_flow_abroad_means_none_at_all() -> None:
    never = stated("transfers", "forbids", "none", quote="We do not transfer data to other countries")
    assert verdict(never) == "failed"
    assert verdict(never, {("transfers", "*", "ended_on"): "2026-01-01"}) == "passed"


def test_a_vendor_that_sees_no_personal_data_is_no_place() -> None:
    blind = {
        ("vendors", "VND-01", "processing_countries"): "IN",
        ("vendors", "VND-01", "processes_personal_data"): "no",
    }
    assert verdict(MAPPED, blind) == "passed"


def test_a_transfer_that_is_only_asserted_is_not_tested() -> None:
    assert verdict(stated("transfers", "asserts", "exists")) == "not_tested"


def test_a_row_that_was_added_counts() -> None:
    more = {"transfers": [a_row("transfers", "TRF-01", transfer_id="TRF-09", country="IN", regime="us_ccpa")]}
    assert verdict(MAPPED, {("people", "P-01", "country"): "IN"}, add=more) == "passed"


def test_a_ground_for_some_countries_says_nothing_of_the_others() -> None:
    to_germany = by_mechanism("forbids", "closed", "adequacy", stated_countries="DE")
    assert verdict(to_germany) == "passed"
    assert verdict(to_germany | {"stated_countries": "US"}) == "failed"


def test_a_flow_of_unknown_ground_hides_none_of_the_others() -> None:
    asserted = by_mechanism("asserts", "exists", "dpf")
    assert verdict(asserted, flows(mechanism=None)) == "passed"


def test_an_answer_that_there_is_no_ground_is_none_that_is_stated() -> None:
    assert places(by_mechanism("forbids", "closed", "dpf; adequacy"), flows(mechanism="none"))[0] == "TRF-01 mechanism"


def test_a_country_abroad_is_not_covered_where_nobody_says_which_laws_apply() -> None:
    assert verdict(MAPPED, {("organisation", "*", "regimes"): None}) == "no_evidence"
