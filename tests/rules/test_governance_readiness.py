"""GOV: whether each activity could be handed to an authority; one line for an activity, whatever it lacks."""

import pytest

from tests.rules.changing import cells, messages, outcomes, reasons, shown
from tests.rules.making import a_row, audited, findings_of, places_of, the_clean_audit

CONTROLLER = ("processing_activities", "ACT-01")
PROCESSOR = ("processing_activities", "ACT-02")
AS_CONTROLLER = "ACT-01 “Answering enquiries” is not ready to be handed over: not stated are"
AS_PROCESSOR = "ACT-02 “Labelling client images” is not ready to be handed over: not stated are"


def test_record_not_ready_is_silent_on_the_clean_register() -> None:
    assert not [finding for finding in the_clean_audit().findings if finding.rule_id == "GOV-11"]


@pytest.mark.parametrize("role", ["controller", "joint_controller"])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("processing_activities", "ACT-01", "entity_id"), "the controller"),
        (("organisation", "acme", "legal_name"), "the legal name of the controller"),
        (("purposes", "PUR-01", "purpose"), "the purpose in PUR-01"),
        (("purposes", "PUR-01", "activity_id"), "the purpose"),
        (("processing_activities", "ACT-01", "data_subject_categories"), "the data subject categories"),
        (("processing_activities", "ACT-01", "data_category_ids"), "the data category IDs"),
        (("processing_activities", "ACT-01", "recipient_categories"), "the recipient categories"),
        (
            ("processing_activities", "ACT-01", "has_third_country_transfers"),
            "whether data go to third countries",
        ),
    ],
)
def test_record_not_ready_fires_on_each_gap_of_a_controller(
    role: str, change: tuple[str, str, str], words: str
) -> None:
    changes = {**cells(*CONTROLLER, role=role), change: None}
    assert messages("GOV-11", changes=changes) == [f"{AS_CONTROLLER} {words}"]


@pytest.mark.parametrize("role", ["processor", "subprocessor"])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("processing_activities", "ACT-02", "client_ids"), "the clients"),
        (("clients", "CLI-01", "legal_name"), "the legal name of CLI-01"),
        (("clients", "CLI-01", "contact"), "the contact of CLI-01"),
        (("processing_activities", "ACT-02", "processing_categories"), "the processing categories"),
        (
            ("processing_activities", "ACT-02", "has_third_country_transfers"),
            "whether data go to third countries",
        ),
    ],
)
def test_record_not_ready_fires_on_each_gap_of_a_processor(role: str, change: tuple[str, str, str], words: str) -> None:
    changes = {**cells(*PROCESSOR, role=role), change: None}
    assert messages("GOV-11", changes=changes) == [f"{AS_PROCESSOR} {words}"]


def test_record_not_ready_fires_on_one_of_two_purposes() -> None:
    add = {"purposes": [a_row("purposes", "PUR-01", purpose_id="PUR-02", purpose="")]}
    assert messages("GOV-11", add=add) == [f"{AS_CONTROLLER} the purpose in PUR-02"]


def test_record_not_ready_is_not_assessable_when_a_client_is_in_no_row() -> None:
    assert outcomes("GOV-11", changes=cells(*PROCESSOR, client_ids="CLI-99")) == (1, 0, 0, 1)


def test_record_not_ready_sums_up_all_gaps_in_one_line() -> None:
    changes = cells(
        *CONTROLLER, recipient_categories=None, data_category_ids=None, has_third_country_transfers="unknown"
    )
    found = findings_of("GOV-11", changes=changes)
    assert [finding.severity.value for finding in found] == ["high"]
    assert found[0].message == (
        f"{AS_CONTROLLER} the data category IDs, the recipient categories and whether data go to third countries"
    )
    assert places_of("GOV-11", changes=changes) == ("ACT-01 activity_id",)
    assert shown("GOV-11", changes=changes) == [
        [
            "processing_activities.activity_id 2",
            "processing_activities.data_category_ids 2",
            "processing_activities.recipient_categories 2",
            "processing_activities.has_third_country_transfers 2",
        ]
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"status": "ended"}, (1, 0, 1, 0)),
        ({"status": None}, (1, 0, 0, 1)),
        ({"role": None}, (1, 0, 0, 1)),
        ({"recipient_categories": "ERROR:#N/A"}, (1, 0, 0, 1)),
    ],
)
def test_record_not_ready_applies_to_active_activities_of_a_known_role(
    values: dict[str, str | None], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("GOV-11", changes=cells(*CONTROLLER, **{"data_category_ids": None, **values})) == expected


def test_record_not_ready_is_not_assessable_without_the_purposes() -> None:
    assert reasons("GOV-11", without=["purposes"]) == ["sheet purposes not supplied"]
    assert outcomes("GOV-11", without=["purposes"]) == (1, 0, 0, 1)


def test_a_readiness_line_adds_to_no_count_of_findings() -> None:
    audit = audited("GOV-11", changes=cells(*CONTROLLER, data_category_ids=None))
    assert (len(audit.findings), [line.rule_id for line in audit.readiness]) == (0, ["GOV-11"])
