"""GOV: training of people with access, and approval by somebody else; each rule fires on one change."""

from datetime import date

import pytest

from tests.rules.changing import cells, messages, outcomes, reasons, shift, shown
from tests.rules.making import a_row, places_of, result_of

PERSON = ("people", "P-01")
GRANT = ("access_grants", "GRA-01")


def test_training_too_old_fires_when_blank_or_after_twelve_months_and_a_day() -> None:
    assert messages("GOV-08", changes=cells(*PERSON, trained_on=None)) == ["P-01 has access and states no training"]
    old = cells(*PERSON, trained_on="2025-09-29")
    assert messages("GOV-08", changes=old) == [
        "P-01 has access and was last trained on 29 September 2025, more than 12 months ago (house default)"
    ]
    assert places_of("GOV-08", changes=old) == ("P-01 trained_on",)
    assert outcomes("GOV-08", changes=old, as_of=date(2026, 9, 29)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (cells(*PERSON, ended_on="2026-09-30"), (0, 0, 1, 0)),
        (cells(*PERSON, ended_on="2026-10-01"), (0, 1, 0, 0)),
        (cells(*GRANT, ended_on="2026-09-30"), (0, 0, 1, 0)),
        (cells(*GRANT, ended_on="2026-10-01"), (0, 1, 0, 0)),
        (cells(*GRANT, person_id=None), (0, 0, 1, 0)),
        (cells(*GRANT, ended_on="soon"), (0, 0, 0, 1)),
        (cells(*PERSON, ended_on="soon"), (0, 0, 0, 1)),
        (cells(*PERSON, trained_on="soon"), (0, 0, 0, 1)),
    ],
)
def test_training_too_old_applies_to_people_at_work_with_open_access(
    changes: dict[tuple[str, str, str], str | None], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("GOV-08", changes={**cells(*PERSON, trained_on="2020-01-01"), **changes}) == expected


def test_training_too_old_needs_only_one_open_grant() -> None:
    changes = {**cells(*PERSON, trained_on=None), **cells(*GRANT, ended_on="soon")}
    more = {"access_grants": [a_row(*GRANT, grant_id="GRA-02")]}
    assert outcomes("GOV-08", changes=changes, add=more) == (0, 1, 0, 0)
    assert reasons("GOV-08", without=["access_grants"]) == ["sheet access_grants not supplied"]


@pytest.mark.parametrize(
    ("sheet", "identity", "made_by"),
    [
        ("processing_activities", "ACT-01", "prepared_by"),
        ("assessments", "ASM-01", "assessed_by"),
        ("policy_versions", "PV-01", "prepared_by"),
    ],
)
def test_own_work_approved_fires_when_one_person_did_both(sheet: str, identity: str, made_by: str) -> None:
    changes = cells(sheet, identity, approved_by="privacy  ANALYST", **{made_by: "Privacy analyst"})
    found = messages("GOV-09", changes=changes)
    assert [text.rpartition("” ")[2] for text in found] == ["was made and approved by one person (privacy  ANALYST)"]
    assert places_of("GOV-09", changes=changes) == (f"{identity} approved_by",)
    assert [place.split(" ")[0] for place in shown("GOV-09", changes=changes)[0]] == [
        f"{sheet}.approved_by",
        f"{sheet}.{made_by}",
    ]


def test_own_work_approved_applies_to_what_was_approved() -> None:
    assert shift("GOV-09", changes=cells("assessments", "ASM-01", approved_by=None)) == (-1, 0, 1, 0)
    # Other sheets say who approved something too, and not who made it.
    assert not places_of("GOV-09", changes=cells("access_grants", "GRA-01", approved_by="p01"))


def test_own_work_approved_is_not_assessable_when_it_is_not_stated_who_made_it() -> None:
    result = result_of("GOV-09", changes=cells("assessments", "ASM-01", assessed_by=None))
    assert (result.failed, result.not_assessable) == (0, 1)
    assert list(result.reasons) == ["assessments: “assessed by” is blank"]
