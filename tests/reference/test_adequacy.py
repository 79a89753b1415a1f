"""Which countries a regime trusts on which days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from auditlib.reference.adequacy import (
    covering,
    decision_on,
    decisions,
    gaps,
    is_protected,
    protected_area,
    restricts_transfers,
)
from auditlib.reference.vocabularies import countries, rows_of

DAY = timedelta(days=1)
Q3 = date(2026, 7, 1), date(2026, 9, 30)
places = st.sampled_from(sorted({(row["regime"], row["country"]) for row in rows_of("adequacy")}))
days = st.dates(date(1999, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize(
    ("regime", "day", "instrument"),
    [
        ("eu_gdpr", date(2015, 10, 6), "2000/520/EC (Safe Harbour)"),
        ("eu_gdpr", date(2015, 10, 7), None),
        ("eu_gdpr", date(2020, 7, 15), "(EU) 2016/1250 (Privacy Shield)"),
        ("eu_gdpr", date(2020, 7, 16), "(EU) 2016/1250 (Privacy Shield)"),
        ("eu_gdpr", date(2020, 7, 17), None),
        ("eu_gdpr", date(2023, 7, 9), None),
        ("eu_gdpr", date(2023, 7, 10), "(EU) 2023/1795 (Data Privacy Framework)"),
        ("uk_gdpr", date(2023, 10, 11), None),
        ("uk_gdpr", date(2023, 10, 12), "SI 2023/1028 (UK Extension to the Data Privacy Framework)"),
        ("ch_fadp", date(2024, 9, 14), None),
        (
            "ch_fadp",
            date(2024, 9, 15),
            "DPO Annex 1, amendment of 2024-08-14 (Swiss-U.S. Data Privacy Framework)",
        ),
    ],
)
def test_a_framework_for_the_us_begins_and_ends_on_its_days(regime, day, instrument):
    found = decision_on(regime, "US", day)
    assert (found.instrument if found else None) == instrument


@pytest.mark.parametrize("regime", ["eu_gdpr", "uk_gdpr", "ch_fadp"])
def test_a_framework_with_a_list_does_not_cover_the_us_as_a_country(regime):
    assert covering(regime, "US", *Q3) == ()
    assert gaps(regime, "US", *Q3) == (Q3,)
    (framework,) = covering(regime, "US", *Q3, with_listings=True)
    assert framework.requires_importer_listing
    assert framework.is_limited


def test_the_gap_between_the_frameworks_is_told_day_by_day():
    asked = date(2020, 1, 1), date(2024, 1, 1)
    assert gaps("eu_gdpr", "US", *asked, with_listings=True) == ((date(2020, 7, 17), date(2023, 7, 9)),)
    assert covering("eu_gdpr", "US", *asked, with_listings=True) == ()


def test_one_missing_day_at_either_end_is_a_gap():
    first, last = date(2026, 1, 28), date(2026, 9, 30)
    assert covering("eu_gdpr", "BR", first, last)
    assert covering("eu_gdpr", "BR", first, first)
    assert gaps("eu_gdpr", "BR", first - DAY, last) == ((first - DAY, first - DAY),)
    end = date(2031, 12, 27)
    assert covering("eu_gdpr", "GB", first, end)
    assert gaps("eu_gdpr", "GB", first, end + DAY) == ((end + DAY, end + DAY),)


def test_two_decisions_cover_together_what_neither_covers_alone():
    found = covering("eu_gdpr", "GB", date(2025, 10, 1), date(2026, 9, 30))
    assert [one.effective_from.year for one in found] == [2021, 2025]


def test_where_a_renewal_overlaps_the_later_decision_is_the_one_of_the_day():
    in_force = [one for one in decisions("eu_gdpr", "GB") if one.is_in_force(date(2025, 12, 20))]
    assert len(in_force) == 2
    assert decision_on("eu_gdpr", "GB", date(2025, 12, 20)) == in_force[1]


@pytest.mark.parametrize(
    ("country", "eu", "uk", "swiss"),
    [
        ("JP", True, True, False),
        ("KR", True, True, False),
        ("BR", True, False, False),
        ("GI", False, True, True),
        ("MC", False, False, True),
        ("GB", True, False, True),
        ("DE", False, True, True),
        ("CH", True, True, False),
        ("XX", True, False, False),
        ("IN", False, False, False),
    ],
)
def test_the_three_lists_differ(country, eu, uk, swiss):
    found = [bool(covering(regime, country, *Q3)) for regime in ("eu_gdpr", "uk_gdpr", "ch_fadp")]
    assert found == [eu, uk, swiss]


@pytest.mark.parametrize("regime", ["eu_gdpr", "uk_gdpr", "ch_fadp"])
def test_canada_is_trusted_within_limits(regime):
    (found,) = covering(regime, "CA", *Q3)
    assert found.is_limited
    assert not found.requires_importer_listing


def test_a_qualification_is_no_limit():
    found = decision_on("eu_gdpr", "BR", Q3[1])
    assert found is not None
    assert found.scope.startswith("general; ")
    assert not found.is_limited


def test_a_part_of_a_state_shares_its_states_decisions():
    assert decisions("uk_gdpr", "RE") == decisions("uk_gdpr", "FR")
    assert decisions("ch_fadp", "AX") == decisions("ch_fadp", "FI")
    assert decisions("uk_gdpr", "PR") == ()


def test_a_decision_is_told_in_one_line():
    (canada,) = covering("eu_gdpr", "CA", *Q3)
    told = "2002/2/EC, from 20 December 2001 (limited: commercial organisations subject to PIPEDA; "
    assert str(canada) == f"{told}date of law not yet checked against its source)"
    assert canada.is_from_memory


def test_protected_areas_follow_the_regime():
    eea = protected_area("eu_gdpr")
    assert {"IE", "DE", "NO", "IS", "LI", "RE", "AX"} <= eea
    assert not {"GB", "CH", "US", "SJ", "XX"} & eea
    assert protected_area("uk_gdpr") == {"GB"}
    assert protected_area("ch_fadp") == {"CH"}


def test_a_law_without_rules_on_transfers_protects_everywhere():
    assert not restricts_transfers("us_ccpa")
    assert is_protected("us_ccpa", "CN")
    assert not is_protected("uk_gdpr", "IE")
    assert is_protected("eu_gdpr", "IE")
    with pytest.raises(KeyError):
        protected_area("us_ccpa")


def test_no_country_is_both_protected_and_decided_on():
    both = {
        (row["regime"], row["country"]) for row in rows_of("adequacy") if is_protected(row["regime"], row["country"])
    }
    assert both == set()


@given(places, days, days)
def test_all_is_covered_exactly_where_each_day_has_a_decision(place, one, other):
    first, last = min(one, other), min(max(one, other), min(one, other) + 400 * DAY)
    each = [decision_on(*place, first + number * DAY) for number in range((last - first).days + 1)]
    assert bool(covering(*place, first, last, with_listings=True)) == all(each)


@given(places, days, days)
def test_gaps_are_ordered_lie_inside_and_hold_no_decision(place, first, last):
    edge = first
    for begins, ends in gaps(*place, first, last, with_listings=True):
        assert edge <= begins <= ends <= last
        assert decision_on(*place, begins) is None
        assert decision_on(*place, ends) is None
        edge = ends + 2 * DAY


@given(places, days, days)
def test_no_day_to_cover_is_no_gap(place, one, other):
    if one != other:
        assert gaps(*place, max(one, other), min(one, other)) == ()


@given(st.sampled_from(sorted(countries())), days)
def test_a_list_of_importers_only_adds(country, day):
    if covering("eu_gdpr", country, day, day):
        assert covering("eu_gdpr", country, day, day, with_listings=True)


def test_the_end_of_time_is_covered_by_a_decision_without_end():
    assert covering("eu_gdpr", "JP", Q3[0], date.max)
