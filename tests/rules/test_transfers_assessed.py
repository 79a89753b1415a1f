"""TRA: assessments of flows; each rule fires on one change from the clean register."""

from datetime import date

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, findings_of, places_of

RULES = ("TRA-10", "TRA-11", "TRA-17")
Changes = dict[Change, str | None]
SAFEGUARDS = ("scc_2021", "bcr_controller", "bcr_processor", "ad_hoc_clauses", "code_of_conduct", "certification")


def flow(**cells: str | None) -> Changes:
    """Changes of TRF-01: under EU law to the US."""
    return {("transfers", "TRF-01", column): value for column, value in cells.items()}


def assessment(**cells: str | None) -> Changes:
    return {("assessments", "ASM-02", column): value for column, value in cells.items()}


TESTED = flow(mechanism="scc_2021", tia_assessment_id="ASM-02") | assessment(kind="tia", reviewed_on="2026-07-15")
IN_THE_UK = flow(regime="uk_gdpr", mechanism="uk_idta")


@pytest.mark.parametrize("mechanism", SAFEGUARDS)
@pytest.mark.parametrize("regime", ["eu_gdpr", "ch_fadp"])
def test_transfer_not_assessed_fires_without_an_assessment(mechanism: str, regime: str) -> None:
    (found,) = findings_of("TRA-10", changes=flow(mechanism=mechanism, regime=regime))
    assert (found.record_id, found.field) == ("TRF-01", "tia_assessment_id")
    assert found.message == "TRF-01 names no transfer impact assessment"
    assert outcomes("TRA-10", TESTED | flow(mechanism=mechanism, regime=regime)) == (1, 0, 3, 0)


@pytest.mark.parametrize("kind", ["uk_transfer_test", "lia"])
def test_transfer_not_assessed_fires_on_an_assessment_of_another_kind(kind: str) -> None:
    (found,) = findings_of("TRA-10", changes=TESTED | assessment(kind=kind))
    assert found.message == "TRF-01 names ASM-02, which is not a transfer impact assessment"
    assert [(place.sheet, place.cell) for place in found.places] == [("transfers", "U2"), ("assessments", "B3")]


def test_transfer_not_assessed_fires_on_an_assessment_that_was_rejected() -> None:
    (found,) = findings_of("TRA-10", changes=TESTED | assessment(status="rejected"))
    assert found.message == "TRF-01 names ASM-02, a transfer impact assessment that was rejected"
    assert [(place.sheet, place.cell) for place in found.places] == [("transfers", "U2"), ("assessments", "E3")]
    assert outcomes("TRA-10", TESTED | assessment(status=None)) == (0, 0, 3, 1)


def test_transfer_not_tested_fires_on_a_test_that_was_rejected() -> None:
    rejected = IN_THE_UK | flow(tia_assessment_id="ASM-02") | assessment(kind="uk_transfer_test", status="rejected")
    assert outcomes("TRA-17", rejected) == (0, 1, 3, 0)


@pytest.mark.parametrize("mechanism", ["dpf", "adequacy", "derogation", "uk_idta"])
def test_transfer_not_assessed_does_not_apply_to_other_mechanisms(mechanism: str) -> None:
    assert outcomes("TRA-10", flow(mechanism=mechanism)) == (0, 0, 4, 0)


def test_transfer_not_assessed_leaves_uk_flows_to_the_uk_test() -> None:
    assert outcomes("TRA-10", flow(mechanism="scc_2021", regime="uk_gdpr")) == (0, 0, 4, 0)
    assert outcomes("TRA-10", flow(mechanism="scc_2021", regime=None)) == (0, 0, 3, 1)


@pytest.mark.parametrize("changes", [assessment(kind=None), flow(tia_assessment_id="ASM-99"), flow(mechanism=None)])
def test_transfer_not_assessed_is_not_assessable_when_assessment_or_mechanism_are_not_known(changes: Changes) -> None:
    assert outcomes("TRA-10", TESTED | changes) == (0, 0, 3, 1)


@pytest.mark.parametrize("mechanism", ["uk_idta", "uk_addendum", *SAFEGUARDS])
def test_transfer_not_tested_fires_without_a_test(mechanism: str) -> None:
    (found,) = findings_of("TRA-17", changes=IN_THE_UK | flow(mechanism=mechanism))
    assert (found.record_id, found.field) == ("TRF-01", "tia_assessment_id")
    assert found.message == "TRF-01 names no transfer test"


@pytest.mark.parametrize(("kind", "failed"), [("uk_transfer_test", 0), ("tia", 0), ("dpia", 1)])
def test_transfer_not_tested_takes_a_uk_test_or_an_impact_assessment(kind: str, failed: int) -> None:
    changes = IN_THE_UK | flow(tia_assessment_id="ASM-02") | assessment(kind=kind)
    assert outcomes("TRA-17", changes) == (1 - failed, failed, 3, 0)


def test_transfer_not_tested_applies_to_uk_flows_under_safeguards() -> None:
    assert outcomes("TRA-17", flow(mechanism="scc_2021")) == (0, 0, 4, 0)
    assert outcomes("TRA-17", IN_THE_UK | flow(mechanism="derogation")) == (0, 0, 4, 0)


def test_transfer_assessment_outdated_fires_after_twelve_months_and_a_day() -> None:
    india = TESTED | flow(country="IN")
    (found,) = findings_of("TRA-11", changes=india | assessment(reviewed_on="2025-09-29"))
    assert (found.record_id, found.field) == ("TRF-01", "tia_assessment_id")
    assert (
        found.message
        == "TRF-01 names ASM-02, last looked at on 29 September 2025, more than 12 months ago (house default)"
    )
    assert [(place.sheet, place.cell) for place in found.places] == [
        ("transfers", "U2"),
        ("assessments", "F3"),
        ("assessments", "G3"),
    ]
    assert outcomes("TRA-11", india | assessment(reviewed_on="2025-09-30")) == (1, 0, 3, 0)


def test_transfer_assessment_outdated_fires_on_a_change_of_law_in_the_country() -> None:
    before = TESTED | assessment(reviewed_on="2026-06-28")
    (found,) = findings_of("TRA-11", changes=before)
    assert found.message == (
        "TRF-01 names ASM-02, last looked at on 28 June 2026, before the law changed in the United States on"
        " 29 June 2026: Trump v. Slaughter decided"
    )
    assert outcomes("TRA-11", TESTED | assessment(reviewed_on="2026-06-29")) == (1, 0, 3, 0)
    assert outcomes("TRA-11", before | flow(country="IN")) == (1, 0, 3, 0)
    assert not findings_of("TRA-11", changes=before, as_of=date(2026, 6, 28))
    assert findings_of("TRA-11", changes=before, as_of=date(2026, 6, 29))


def test_an_old_assessment_before_a_change_of_law_is_two_findings() -> None:
    found = findings_of("TRA-11", changes=TESTED | assessment(reviewed_on="2025-01-01"))
    assert sorted("before the law changed" in finding.message for finding in found) == [False, True]


def test_transfer_assessment_counts_from_the_later_of_completion_and_review() -> None:
    changes = TESTED | assessment(completed_on="2026-07-01", reviewed_on="2024-01-01")
    assert outcomes("TRA-11", changes) == (1, 0, 3, 0)
    assert outcomes("TRA-11", changes | assessment(completed_on=None)) == (0, 1, 3, 0)
    assert outcomes("TRA-11", changes | assessment(reviewed_on=None)) == (1, 0, 3, 0)
    assert outcomes("TRA-11", changes | assessment(completed_on=None, reviewed_on=None)) == (0, 0, 3, 1)


def test_transfer_assessment_is_judged_while_the_flow_goes_on() -> None:
    old = TESTED | assessment(reviewed_on="2025-01-01")
    assert outcomes("TRA-11", old | flow(ended_on="2026-09-29")) == (0, 0, 4, 0)
    assert outcomes("TRA-11", old | flow(ended_on="2026-09-30")) == (0, 1, 3, 0)
    assert outcomes("TRA-11", old | flow(tia_assessment_id=None)) == (0, 0, 4, 0)


@pytest.mark.parametrize("country", [None, "Erewhon"])
def test_transfer_assessment_is_not_assessable_when_the_country_is_not_known_unless_it_is_old(
    country: str | None,
) -> None:
    assert outcomes("TRA-11", TESTED | flow(country=country)) == (0, 0, 3, 1)
    changes = TESTED | flow(country=country) | assessment(reviewed_on="2025-01-01")
    assert places_of("TRA-11", changes=changes) == ("TRF-01 tia_assessment_id",)
