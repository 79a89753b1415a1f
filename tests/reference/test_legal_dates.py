"""What is law on which day, looked up by id, topic, regime and country."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from auditlib.reference.legal_dates import (
    UnknownFact,
    fact,
    facts,
    importer_law_changes,
    is_in_force,
    limit,
    of_regime,
)
from auditlib.reference.mechanisms import framework, old_clauses_end, old_clauses_repealed

ids = st.sampled_from([one.reference_id for one in facts()])


def test_a_row_is_read_with_its_days_figure_and_source():
    found = fact("eu_request_answer")
    assert (found.value, found.limit_unit, found.regime) == (1, "months", "eu_gdpr")
    assert found.first_day == date(2018, 5, 25)
    assert found.valid_until is None


def test_an_unknown_id_is_named():
    with pytest.raises(KeyError, match="no row “eu_request_anwser”") as raised:
        fact("eu_request_anwser")
    assert str(raised.value) == "reference_dates.csv has no row “eu_request_anwser”."


def test_facts_are_narrowed_by_topic_regime_and_country():
    found = facts(topic="framework", regime="ch_fadp", country="US")
    assert [one.reference_id for one in found] == ["ch_safe_harbour", "ch_privacy_shield", "ch_dpf"]
    assert len(facts()) > len(facts(regime="eu_gdpr")) > len(facts(regime="eu_gdpr", topic="clauses"))


@pytest.mark.parametrize(
    ("reference_id", "day", "expected"),
    [
        ("eu_privacy_shield", date(2020, 7, 16), True),
        ("eu_privacy_shield", date(2020, 7, 17), False),
        ("eu_us_gap", date(2020, 7, 16), False),
        ("eu_us_gap", date(2020, 7, 17), True),
        ("eu_us_gap", date(2023, 7, 9), True),
        ("eu_us_gap", date(2023, 7, 10), False),
        ("eu_dpf", date(2023, 7, 9), False),
        ("eu_dpf", date(2023, 7, 10), True),
        ("uk_dpf", date(2023, 10, 11), False),
        ("uk_dpf", date(2023, 10, 12), True),
        ("ch_dpf", date(2024, 9, 14), False),
        ("ch_dpf", date(2024, 9, 15), True),
        ("eu_old_clauses_end", date(2022, 12, 27), True),
        ("eu_old_clauses_end", date(2022, 12, 28), False),
        ("uk_eu_clauses_end", date(2024, 3, 21), True),
        ("uk_eu_clauses_end", date(2024, 3, 22), False),
        ("uk_article_12a", date(2026, 2, 4), False),
        ("uk_article_12a", date(2026, 2, 5), True),
        ("uk_complaints", date(2026, 6, 18), False),
        ("uk_complaints", date(2026, 6, 19), True),
        ("house_training", date(1990, 1, 1), True),
    ],
)
def test_the_first_and_the_last_day_are_in_force(reference_id, day, expected):
    assert is_in_force(fact(reference_id), day) is expected


@pytest.mark.parametrize("day", [date.min, date(2026, 9, 30), date.max])
def test_a_proposal_is_never_in_force(day):
    assert facts(topic="proposal")
    assert not [one for one in facts(topic="proposal") if is_in_force(one, day)]


@given(ids, st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_what_is_in_force_on_two_days_is_so_between_them(reference_id, first, last):
    one = fact(reference_id)
    middle = min(first, last) + timedelta(days=abs((last - first).days) // 2)
    if is_in_force(one, first) and is_in_force(one, last):
        assert is_in_force(one, middle)


def test_a_ruling_is_a_change_of_one_row():
    struck_down = replace(fact("eu_dpf"), valid_until=date(2027, 3, 1))
    assert is_in_force(struck_down, date(2027, 3, 1))
    assert not is_in_force(struck_down, date(2027, 3, 2))


def test_a_limit_needs_a_figure():
    assert limit("house_vendor_breach_notice").value == 48
    with pytest.raises(ValueError, match=r"eu_breach_processor .* states no figure"):
        limit("eu_breach_processor")
    with pytest.raises(ValueError, match="states no figure"):
        _ = fact("eu_dpf").value
    with pytest.raises(UnknownFact):
        limit("nothing")


def test_a_day_that_is_not_stated_is_refused_not_guessed():
    with pytest.raises(ValueError, match=r"eu_dpf .* no last day"):
        _ = fact("eu_dpf").last_day
    with pytest.raises(ValueError, match=r"eu_old_clauses_end .* no first day"):
        _ = fact("eu_old_clauses_end").first_day


def test_what_is_from_memory_says_so():
    assert fact("eu_old_clauses_end").is_from_memory
    assert str(fact("eu_old_clauses_end")).endswith(
        "(Dec. (EU) 2021/914 Art. 4(4); date of law not yet checked against its source)"
    )
    assert not fact("eu_dpf").is_from_memory
    assert not fact("ch_fadp_applies").is_from_memory
    assert replace(fact("eu_dpf"), confidence="unverified").is_from_memory


def test_a_fact_is_told_in_one_line():
    told = "Answer to a rights request, one month, from 25 May 2018 (GDPR 12(3); Reg. 1182/71)"
    assert str(fact("eu_request_answer")) == told


def test_changes_of_an_importers_law_are_known_from_their_day_on():
    assert importer_law_changes("US", date(2026, 6, 28)) == ()
    assert importer_law_changes("US", date(2026, 6, 29)) == (fact("us_slaughter"),)
    assert importer_law_changes("IN", date(2026, 9, 30)) == ()
    assert importer_law_changes("", date(2026, 9, 30)) == ()


def test_a_row_is_found_by_regime_and_the_end_of_its_id():
    assert of_regime("request_deadline", "request_answer", "us_ccpa") == fact("us_ca_request_answer")
    assert of_regime("request_deadline", "request_answer", "us_other_state") is None
    assert of_regime("request_deadline", "request_answer", "") is None


@pytest.mark.parametrize(
    ("mechanism", "regime", "first", "last"),
    [
        ("safe_harbour", "eu_gdpr", date(2000, 7, 26), date(2015, 10, 6)),
        ("safe_harbour", "uk_gdpr", date(2000, 7, 26), date(2015, 10, 6)),
        ("safe_harbour", "ch_fadp", None, date(2015, 10, 22)),
        ("privacy_shield", "eu_gdpr", date(2016, 7, 12), date(2020, 7, 16)),
        ("privacy_shield", "uk_gdpr", date(2016, 7, 12), date(2020, 7, 16)),
        ("privacy_shield", "ch_fadp", None, date(2020, 9, 8)),
        ("dpf", "eu_gdpr", date(2023, 7, 10), None),
        ("dpf", "uk_gdpr", date(2023, 10, 12), None),
        ("dpf", "ch_fadp", date(2024, 9, 15), None),
    ],
)
def test_a_framework_has_the_days_of_its_regime(mechanism, regime, first, last):
    found = framework(mechanism, regime)
    assert (found.effective_from, found.valid_until) == (first, last)


@pytest.mark.parametrize("regime", ["br_lgpd", "us_ccpa", ""])
def test_a_regime_without_frameworks_has_none(regime):
    with pytest.raises(UnknownFact, match="dpf"):
        framework("dpf", regime)


def test_old_clauses_died_on_different_days():
    regimes = ("eu_gdpr", "uk_gdpr", "ch_fadp")
    repealed = [old_clauses_repealed(regime).first_day for regime in regimes]
    assert repealed == [date(2021, 9, 27), date(2022, 9, 22), date(2021, 9, 27)]
    ended = [old_clauses_end(regime).last_day for regime in regimes]
    assert ended == [date(2022, 12, 27), date(2024, 3, 21), date(2022, 12, 31)]
