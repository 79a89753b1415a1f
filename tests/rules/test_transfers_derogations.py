"""TRA: derogations; each rule fires on one change from the clean register."""

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, findings_of, places_of

RULES = ("TRA-19", "TRA-20")
Changes = dict[Change, str | None]


def flow(**cells: str | None) -> Changes:
    return {("transfers", "TRF-01", column): value for column, value in cells.items()}


def safeguards(text: str | None, activity: str = "ACT-01") -> Changes:
    return {("processing_activities", activity, "exceptional_transfer_safeguards"): text}


DEROGATION = flow(mechanism="derogation", derogation="legal_claims")


def test_derogation_for_regular_flow_fires_on_yes() -> None:
    changes = DEROGATION | flow(is_repetitive="yes", importer_vendor_id=None)
    (found,) = findings_of("TRA-19", changes=changes)
    assert (found.record_id, found.field) == ("TRF-01", "is_repetitive")
    assert found.message == "TRF-01 rests on a derogation and happens repeatedly"


@pytest.mark.parametrize("said", ["unknown", None])
def test_derogation_for_regular_flow_fires_on_a_vendor_unless_no_is_stated(said: str | None) -> None:
    changes = DEROGATION | flow(is_repetitive=said)
    (found,) = findings_of("TRA-19", changes=changes)
    assert found.message == "TRF-01 rests on a derogation, goes to a vendor, and is not stated to be a single case"
    assert len(found.places) == 2
    assert outcomes("TRA-19", changes | flow(importer_vendor_id=None)) == (0, 0, 3, 1)


def test_derogation_for_regular_flow_is_silent_on_no_and_does_not_apply_to_other_mechanisms() -> None:
    assert outcomes("TRA-19", DEROGATION | flow(is_repetitive="no")) == (1, 0, 3, 0)
    assert outcomes("TRA-19", flow(is_repetitive="yes")) == (0, 0, 4, 0)
    assert outcomes("TRA-19", flow(mechanism=None)) == (0, 0, 3, 1)


COMPELLING = flow(
    mechanism="derogation",
    derogation="compelling_legitimate_interests",
    derogation_assessment_ref="EV-07",
    authority_informed_on="2026-01-10",
    subjects_informed_on="2026-01-10",
) | safeguards("Encrypted, one recipient")


def test_compelling_interests_is_silent_when_all_is_recorded() -> None:
    assert outcomes("TRA-20", COMPELLING) == (1, 0, 3, 0)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("derogation_assessment_ref", "refers to no assessment of them"),
        ("authority_informed_on", "states no day on which the authority was told"),
        ("subjects_informed_on", "states no day on which the people were told"),
    ],
)
def test_compelling_interests_not_recorded_fires_on_each_step(column: str, words: str) -> None:
    (found,) = findings_of("TRA-20", changes=COMPELLING | flow(**{column: None}))
    assert (found.field, found.message) == (column, f"TRF-01 rests on compelling interests and {words}")


def test_compelling_interests_not_recorded_fires_on_each_activity() -> None:
    (found,) = findings_of("TRA-20", changes=COMPELLING | safeguards(None))
    assert found.field == "activity_ids"
    assert found.message == ("TRF-01 rests on compelling interests, and ACT-01 records no safeguards for the transfer")
    assert [place.sheet for place in found.places] == ["transfers", "processing_activities"]
    two = COMPELLING | flow(activity_ids="ACT-01; ACT-02") | safeguards(None)
    assert len({finding.finding_id for finding in findings_of("TRA-20", changes=two)}) == 2


def test_compelling_interests_is_not_assessable_when_an_activity_is_not_known_unless_another_lacks_them() -> None:
    assert outcomes("TRA-20", COMPELLING | flow(activity_ids=None)) == (0, 0, 3, 1)
    assert outcomes("TRA-20", COMPELLING | flow(activity_ids="ACT-99; ACT-01")) == (0, 0, 3, 1)
    assert places_of("TRA-20", changes=COMPELLING | flow(activity_ids="ACT-99; ACT-02")) == ("TRF-01 activity_ids",)


def test_compelling_interests_does_not_apply_to_other_derogations_and_is_open_where_none_is_stated() -> None:
    assert outcomes("TRA-20", DEROGATION) == (0, 0, 4, 0)
    assert outcomes("TRA-20", COMPELLING | flow(derogation=None)) == (0, 0, 3, 1)
    assert outcomes("TRA-20", COMPELLING | flow(mechanism=None)) == (0, 0, 3, 1)


def test_compelling_interests_named_beside_another_mechanism_carry_no_flow() -> None:
    beside = COMPELLING | flow(mechanism="scc_2021", authority_informed_on=None)
    assert outcomes("TRA-20", beside) == (0, 0, 4, 0)
