"""The data files of dated law are what they say: dates, figures, confidences, and equal to the contract."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from auditlib.reference.adequacy import decisions
from auditlib.reference.legal_dates import PROPOSAL, facts
from auditlib.reference.vocabularies import countries, rows_of, vocabulary

CONFIDENCES = {"sourced", "partly_sourced", "memory", "unverified", "house_rule"}
UNITS = {"hours", "calendar_days", "working_days", "months", "people"}
# Reports say “verified” of nothing, so one remark of the contract is put in other words here.
OUR_WORDS = ("(number not verified)", "(number not looked up)")
# What California gives for requests to stop something, what EU guidance says of pauses, and the Swiss end of
# Safe Harbour stand in our file only.
OUR_ROWS = ("eu_request_suspension,", "us_ca_opt_out,", "us_ca_limit_use,", "ch_safe_harbour,")
PLACES = sorted({(row["regime"], row["country"]) for row in rows_of("adequacy")})


def test_ids_of_facts_are_unique():
    rows = [row["reference_id"] for row in rows_of("reference_dates")]
    assert len(rows) == len(set(rows)) == len(facts())


def test_every_fact_begins_before_it_ends():
    both = [one for one in facts() if one.effective_from and one.valid_until]
    assert both
    assert not [one for one in both if one.effective_from > one.valid_until]


def test_a_fact_without_any_day_is_a_proposal_or_a_parameter_of_the_house():
    undated = [one for one in facts() if one.effective_from is None and one.valid_until is None]
    assert {one.topic for one in undated} == {PROPOSAL, "house_default"}


def test_a_figure_has_a_known_unit_and_is_positive():
    assert {one.limit_unit for one in facts() if one.limit_value is not None} == UNITS
    assert all(one.limit_value > 0 for one in facts() if one.limit_value is not None)
    assert all(one.limit_unit == "" for one in facts() if one.limit_value is None)


@pytest.mark.parametrize("name", ["reference_dates", "adequacy", "countries"])
def test_confidence_is_one_of_the_known_words(name):
    assert {row["confidence"] for row in rows_of(name)} <= CONFIDENCES


@pytest.mark.parametrize("name", ["reference_dates", "adequacy"])
def test_regimes_and_countries_are_in_the_lists(name):
    rows = rows_of(name)
    assert {row["regime"] for row in rows} - {""} <= set(vocabulary("regime"))
    assert {row["country"] for row in rows} - {""} <= set(countries())


def test_every_fact_has_a_statement_and_a_source():
    assert all(one.statement and one.citation for one in facts())


def test_the_scope_of_a_decision_is_general_or_limited_in_words():
    scopes = {row["scope"] for row in rows_of("adequacy")}
    assert all(scope == "general" or scope.startswith(("general; ", "limited: ")) for scope in scopes)


def test_a_framework_with_a_list_is_a_limited_decision():
    listed = [one for place in PLACES for one in decisions(*place) if one.requires_importer_listing]
    assert {one.country for one in listed} == {"US"}
    assert all(one.is_limited for one in listed)


@pytest.mark.parametrize(("regime", "country"), PLACES)
def test_decisions_overlap_only_where_one_is_renewed(regime, country):
    found = decisions(regime, country)
    assert len({one.instrument for one in found}) == len(found)
    for earlier, later in pairwise(found):
        assert earlier.valid_until is not None
        assert earlier.effective_from < later.effective_from
        assert earlier.valid_until < (later.valid_until or date.max)
        assert earlier.valid_until < later.effective_from or "renewal" in later.instrument


def test_a_mechanism_with_decisions_has_the_same_days_in_both_files():
    frameworks = {
        (one.regime, one.effective_from) for one in facts(topic="framework") if one.reference_id[2:] == "_dpf"
    }
    listed = {(one.regime, one.effective_from) for place in PLACES for one in decisions(*place) if one.country == "US"}
    assert len(frameworks) == 3
    assert frameworks <= listed


@pytest.mark.parametrize("name", ["adequacy.csv", "reference_dates.csv"])
def test_a_data_file_equals_the_contract(name, project: Path, shared: Path):
    ours = project / "src" / "auditlib" / "reference" / "data" / name
    theirs = (shared / "contract" / name).read_text("utf-8")
    kept = [line for line in ours.read_text("utf-8").splitlines(keepends=True) if not line.startswith(OUR_ROWS)]
    assert "".join(kept) == theirs.replace(*OUR_WORDS)


def test_the_countries_equal_the_contract_but_for_how_well_they_are_known(shared: Path):
    theirs = csv.DictReader((shared / "contract" / "countries.csv").read_text("utf-8").splitlines())
    ours = [{column: text for column, text in row.items() if column != "confidence"} for row in rows_of("countries")]
    assert ours == list(theirs)
