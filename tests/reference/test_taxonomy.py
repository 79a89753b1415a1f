"""Which terms cover which, and that the keys of other vocabularies are the agreed ones."""

import csv

import pytest

from auditlib.reference.taxonomy import (
    broad_terms,
    broader,
    distance,
    dpv_of,
    fides_of,
    is_broader,
    keys_confidence,
    narrower,
    term_label,
)
from auditlib.reference.vocabularies import rows_of, vocabularies
from tests.requirements import PROJECT

_AGREED = PROJECT.parent / "shared" / "contract" / "taxonomy.csv"
_ROWS = rows_of("taxonomy")


def test_billing_covers_bank_accounts_and_payment_cards() -> None:
    assert {"bank_account", "payment_card"} == set(narrower("data_kind", "billing"))


def test_the_nearest_broader_term_comes_first() -> None:
    assert broader("data_kind", "bank_account") == ("billing", "financial_data")


def test_distance_counts_the_steps_up_and_is_none_the_other_way() -> None:
    assert distance("data_kind", "financial_data", "bank_account") == 2
    assert distance("data_kind", "bank_account", "bank_account") == 0
    assert distance("data_kind", "bank_account", "billing") is None


def test_no_term_is_broader_than_itself() -> None:
    assert not [row for row in _ROWS if is_broader(row["choice_list"], row["value"], row["value"])]


def test_every_term_and_every_broader_one_is_known() -> None:
    lists = vocabularies()
    for row in _ROWS:
        known = {*lists[row["choice_list"]], *broad_terms(row["choice_list"])}
        assert {row["value"], *filter(None, row["broader"].split("; "))} <= known


def test_every_row_says_where_it_comes_from_and_no_term_stands_twice() -> None:
    assert all(row["source"] for row in _ROWS)
    terms = [(row["choice_list"], row["value"]) for row in _ROWS]
    assert len(terms) == len(set(terms))


def test_a_broad_term_has_a_label_of_its_own() -> None:
    for name in ("data_kind", "purpose_kind", "recipient_category"):
        assert all(term_label(name, term) != term for term in broad_terms(name))


def test_what_fides_calls_narrower_is_never_broader_here() -> None:
    for row in _ROWS:
        for above in broader(row["choice_list"], row["value"]):
            below = fides_of(row["choice_list"], row["value"])
            keys = fides_of(row["choice_list"], above)
            assert not [key for key in keys for one in below if key.startswith(f"{one}.")]


@pytest.mark.skipif(not _AGREED.exists(), reason="the agreed taxonomy is not beside the project")
def test_the_agreed_keys_of_dpv_and_fides_are_all_here() -> None:
    for row in csv.DictReader(_AGREED.read_text(encoding="utf-8").splitlines()):
        choices = [one.split(".") for one in row["choices"].split("; ") if one]
        for column, found in (("dpv", dpv_of), ("fides_key", fides_of)):
            here = {
                key for name, value in choices for one in (value, *broader(name, value)) for key in found(name, one)
            }
            assert set(filter(None, row[column].split("; "))) <= here or not choices, row["term"]


def test_a_key_that_nobody_looked_up_is_marked_so():
    assert keys_confidence("data_kind", "ip_address") == "sourced"
    assert keys_confidence("data_kind", "telephone_number") == "memory"
    assert keys_confidence("data_kind", "no such term") == ""
