"""PRO: clients and third countries in the record as processor; each rule fires on one change."""

from datetime import date

import pytest

from tests.rules.changing import cells, messages, outcomes, reasons, shown
from tests.rules.making import a_row, findings_of, places_of

RULES = ("PRO-01", "PRO-03", "PRO-05")
SECOND_CLIENT = a_row("clients", "CLI-01", client_id="CLI-02", legal_name="")


def leads_to(country: str, identity: str = "TRF-09", **more: str) -> dict[str, list[dict[str, str]]]:
    """A transfer of the processor activity."""
    return {
        "transfers": [
            a_row("transfers", "TRF-01", transfer_id=identity, activity_ids="ACT-02", country=country, **more)
        ]
    }


def test_client_not_named_fires_when_the_activity_names_none() -> None:
    changes = cells("processing_activities", "ACT-02", client_ids=None)
    assert places_of("PRO-01", changes=changes) == ("ACT-02 client_ids",)
    assert messages("PRO-01", changes=changes) == [
        "ACT-02 “Labelling client images” is carried out as processor and names no client"
    ]


def test_client_not_named_fires_for_each_client_without_a_legal_name() -> None:
    change = {
        "changes": cells("processing_activities", "ACT-02", client_ids="CLI-01; CLI-02; CLI-02"),
        "add": {"clients": [SECOND_CLIENT]},
    }
    assert messages("PRO-01", **change) == [
        "ACT-02 “Labelling client images” serves CLI-02, whose legal name is not stated"
    ]
    assert shown("PRO-01", **change) == [["processing_activities.client_ids 3", "clients.legal_name 3"]]


def test_client_not_named_is_left_to_other_rules_where_the_id_is_in_no_row() -> None:
    assert not places_of("PRO-01", changes=cells("processing_activities", "ACT-02", client_ids="CLI-07"))


@pytest.mark.parametrize(
    ("role", "status", "expected"),
    [
        ("subprocessor", "active", (1, 0, 1, 0)),
        ("processor", "planned", (0, 0, 2, 0)),
        ("controller", "active", (0, 0, 2, 0)),
        (None, "active", (0, 0, 1, 1)),
    ],
)
def test_client_not_named_applies_to_active_activities_as_processor(
    role: str | None, status: str, expected: tuple[int, int, int, int]
) -> None:
    changes = cells("processing_activities", "ACT-02", role=role, status=status)
    assert outcomes("PRO-01", changes=changes) == expected


def test_client_in_no_activity_fires_when_only_a_controller_activity_names_it() -> None:
    changes = cells("processing_activities", "ACT-02", client_ids=None)
    assert places_of("PRO-03", changes=changes) == ("CLI-01 client_id",)
    assert messages("PRO-03", changes=changes) == [
        "CLI-01 “Sample Robotics AG” has data with the organisation and is in no activity carried out as processor"
    ]
    named = {**changes, **cells("processing_activities", "ACT-01", client_ids="CLI-01")}
    assert places_of("PRO-03", changes=named) == ("CLI-01 client_id",)


def test_client_in_no_activity_is_silent_on_one_as_subprocessor() -> None:
    changes = cells("processing_activities", "ACT-02", role="subprocessor")
    assert outcomes("PRO-03", changes=changes) == (1, 0, 0, 0)


def test_client_in_no_activity_does_not_apply_where_nothing_is_held() -> None:
    assert outcomes("PRO-03", changes=cells("datasets", "DAT-01", status="deleted")) == (0, 0, 1, 0)
    assert outcomes("PRO-03", changes=cells("datasets", "DAT-01", client_id=None)) == (0, 0, 1, 0)
    assert outcomes("PRO-03", changes=cells("clients", "CLI-01", status="ended")) == (0, 0, 1, 0)


def test_client_in_no_activity_is_not_assessable_when_role_or_status_is_not_known() -> None:
    assert outcomes("PRO-03", changes=cells("processing_activities", "ACT-02", role=None)) == (0, 0, 0, 1)
    assert outcomes("PRO-03", changes=cells("datasets", "DAT-01", status=None)) == (0, 0, 0, 1)
    assert reasons("PRO-03", without=["datasets"]) == ["sheet datasets not supplied"]


def test_client_in_no_activity_needs_only_one_held_dataset_and_one_activity() -> None:
    more = {
        "datasets": [a_row("datasets", "DAT-01", dataset_id="DAT-02", status="")],
        "processing_activities": [a_row("processing_activities", "ACT-02", activity_id="ACT-03", role="")],
    }
    assert outcomes("PRO-03", add=more) == (1, 0, 0, 0)


def test_transfer_not_in_record_fires_for_each_country_the_activity_does_not_name() -> None:
    more = {"transfers": [*leads_to("US")["transfers"], *leads_to("IN", "TRF-10")["transfers"]]}
    found = findings_of("PRO-05", add=more)
    assert {finding.message for finding in found} == {
        "ACT-02 “Labelling client images” names no transfer to United States, to which the transfers sheet leads",
        "ACT-02 “Labelling client images” names no transfer to India, to which the transfers sheet leads",
    }
    assert {finding.field for finding in found} == {"third_countries"}
    named = cells("processing_activities", "ACT-02", third_countries="US")
    assert shown("PRO-05", add=more, changes=named) == [
        ["processing_activities.third_countries 3", "transfers.country 7"]
    ]


def test_transfer_not_in_record_is_one_finding_for_two_transfers_to_one_country() -> None:
    more = {"transfers": [*leads_to("US")["transfers"], *leads_to("US", "TRF-10")["transfers"]]}
    assert shown("PRO-05", add=more) == [
        ["processing_activities.third_countries 3", "transfers.country 6", "transfers.country 7"]
    ]


def test_transfer_not_in_record_is_silent_when_all_countries_are_named() -> None:
    changes = cells("processing_activities", "ACT-02", third_countries="IN; US")
    assert outcomes("PRO-05", changes=changes, add=leads_to("US")) == (1, 0, 1, 0)


def test_transfer_not_in_record_counts_a_transfer_until_its_last_day() -> None:
    ended = leads_to("US", ended_on="2026-09-30")
    assert places_of("PRO-05", add=ended) == ("ACT-02 third_countries",)
    assert outcomes("PRO-05", add=ended, as_of=date(2026, 10, 1)) == (1, 0, 1, 0)


def test_transfer_not_in_record_is_not_assessable_where_a_country_is_blank_but_says_what_it_can() -> None:
    assert outcomes("PRO-05", add=leads_to("")) == (0, 0, 1, 1)
    both = {"transfers": [*leads_to("")["transfers"], *leads_to("IN", "TRF-10")["transfers"]]}
    assert outcomes("PRO-05", add=both) == (0, 1, 1, 0)


def test_transfer_not_in_record_applies_only_as_processor_with_transfers() -> None:
    assert outcomes("PRO-05") == (0, 0, 2, 0)
    changes = cells("processing_activities", "ACT-02", role="controller")
    assert outcomes("PRO-05", changes=changes, add=leads_to("US")) == (0, 0, 2, 0)
    assert outcomes("PRO-05", without=["transfers"]) == (0, 0, 1, 1)
