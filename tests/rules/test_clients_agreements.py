"""PRO: agreements with clients; each rule fires on one change from the clean register."""

import pytest

from auditlib.rulebook.agreements import EIGHT_CLAUSES
from tests.rules.changing import cells, messages, outcomes, reasons, shown
from tests.rules.making import a_row, findings_of, places_of

RULES = ("PRO-07", "PRO-08", "PRO-09", "PRO-19")
AGREEMENT = ("contracts", "CTR-03")


def another(**values: str) -> dict[str, list[dict[str, str]]]:
    """One more contract with the client."""
    return {"contracts": [a_row(*AGREEMENT, contract_id="CTR-04", **values)]}


@pytest.mark.parametrize("column", ["signed_on", "document_ref", "client_id"])
def test_client_without_agreement_fires_when_it_is_not_signed_filed_or_with_the_client(column: str) -> None:
    changes = cells(*AGREEMENT, **{column: None})
    assert messages("PRO-07", changes=changes) == [
        "CLI-01 “Sample Robotics AG” has no signed data processing agreement in force"
    ]
    assert places_of("PRO-07", changes=changes) == ("CLI-01 client_id",)


def test_client_without_agreement_shows_what_the_contract_lacks() -> None:
    changes = cells(*AGREEMENT, signed_on=None)
    assert shown("PRO-07", changes=changes) == [
        ["clients.client_id 2", "contracts.signed_on 4", "contracts.document_ref 4", "contracts.ends_on 4"]
    ]


@pytest.mark.parametrize(
    ("values", "failed"),
    [
        ({"signed_on": "2026-10-01"}, 1),
        ({"signed_on": "2026-09-30"}, 0),
        ({"ends_on": "2026-09-29", "renews_automatically": "no"}, 1),
        ({"ends_on": "2026-09-30", "renews_automatically": "no"}, 0),
        ({"ends_on": "2026-09-29"}, 0),
    ],
)
def test_client_without_agreement_fires_on_one_that_is_not_signed_yet_or_ended(
    values: dict[str, str], failed: int
) -> None:
    assert outcomes("PRO-07", changes=cells(*AGREEMENT, **values)) == (1 - failed, failed, 0, 0)


def test_client_without_agreement_fires_for_each_entity_that_serves_the_client_without_one() -> None:
    group = {
        "organisation": [a_row("organisation", "acme", entity_id="beta", legal_name="Beta GmbH")],
        "processing_activities": [a_row("processing_activities", "ACT-02", activity_id="ACT-03", entity_id="beta")],
    }
    assert messages("PRO-07", add=group) == [
        "CLI-01 “Sample Robotics AG” has no signed data processing agreement in force with Beta GmbH (beta)"
    ]
    ended = cells("processing_activities", "ACT-02", status="ended")
    assert outcomes("PRO-07", changes=ended, add=group) == (0, 1, 0, 0)
    assert outcomes("PRO-07", changes=cells(*AGREEMENT, entity_id="beta"), add=group) == (0, 1, 0, 0)
    both = {**group, **another(entity_id="beta")}
    assert outcomes("PRO-07", add=both) == (1, 0, 0, 0)
    assert outcomes("PRO-07", changes=cells(*AGREEMENT, entity_id=None), add=both) == (0, 0, 0, 1)


def test_client_without_agreement_fires_on_a_contract_of_another_kind() -> None:
    assert places_of("PRO-07", changes=cells(*AGREEMENT, kind="order")) == ("CLI-01 client_id",)


def test_client_without_agreement_needs_only_one() -> None:
    assert outcomes("PRO-07", changes=cells(*AGREEMENT, kind=None), add=another()) == (1, 0, 0, 0)


def test_client_without_agreement_does_not_apply_to_a_client_that_left() -> None:
    assert outcomes("PRO-07", changes=cells("clients", "CLI-01", status="ended")) == (0, 0, 1, 0)


def test_client_without_agreement_is_not_assessable_where_kind_or_sheet_is_missing() -> None:
    assert outcomes("PRO-07", changes=cells(*AGREEMENT, kind=None)) == (0, 0, 0, 1)
    assert outcomes("PRO-07", changes=cells(*AGREEMENT, signed_on="tbc")) == (0, 0, 0, 1)
    assert reasons("PRO-07", without=["contracts"]) == ["sheet contracts not supplied"]
    # What is not filed is not signed, whatever the cell of the day means to say.
    changes = cells(*AGREEMENT, signed_on="tbc", document_ref=None)
    assert outcomes("PRO-07", changes=changes) == (0, 1, 0, 0)


def test_dataset_before_agreement_fires_the_day_before_and_not_on_the_day() -> None:
    changes = cells("datasets", "DAT-01", received_on="2024-01-19")
    assert messages("PRO-08", changes=changes) == [
        "DAT-01 “Street scenes batch 4” arrived on 19 January 2024, before the agreement with"
        " Sample Robotics AG (CLI-01) was signed on 20 January 2024"
    ]
    assert shown("PRO-08", changes=changes) == [["datasets.received_on 2", "contracts.signed_on 4"]]
    assert outcomes("PRO-08", changes=cells("datasets", "DAT-01", received_on="2024-01-20")) == (1, 0, 0, 0)


def test_dataset_before_agreement_counts_from_the_first_one_signed() -> None:
    changes = cells("datasets", "DAT-01", received_on="2024-01-10")
    assert outcomes("PRO-08", changes=changes, add=another(signed_on="2024-01-09")) == (1, 0, 0, 0)
    assert outcomes("PRO-08", changes=changes, add=another(signed_on="2024-01-09", kind="order")) == (0, 1, 0, 0)


def test_an_agreement_without_a_day_may_have_been_the_first() -> None:
    early = cells("datasets", "DAT-01", received_on="2024-01-10")
    assert outcomes("PRO-08", changes=early, add=another(signed_on="")) == (0, 0, 0, 1)
    assert outcomes("PRO-08", changes=early, add=another(signed_on="tbc")) == (0, 0, 0, 1)
    assert outcomes("PRO-08", add=another(signed_on="")) == (1, 0, 0, 0)


def test_dataset_before_agreement_is_not_assessable_without_a_day_to_compare() -> None:
    assert outcomes("PRO-08", changes=cells("datasets", "DAT-01", received_on=None)) == (0, 0, 1, 0)
    assert outcomes("PRO-08", changes=cells("datasets", "DAT-01", client_id=None)) == (0, 0, 0, 1)
    assert reasons("PRO-08", changes=cells(*AGREEMENT, signed_on=None)) == ["contracts: “signed on” is blank"]
    assert reasons("PRO-08", changes=cells(*AGREEMENT, kind="order")) == ["no data processing agreement is recorded"]
    assert reasons("PRO-08", changes=cells(*AGREEMENT, kind=None)) == ["contracts: “kind” is blank"]


@pytest.mark.parametrize("renews", ["no", "unknown", None])
def test_dataset_after_agreement_fires_when_it_ended_and_is_not_stated_to_renew(renews: str | None) -> None:
    changes = cells(*AGREEMENT, ends_on="2026-09-29", renews_automatically=renews)
    assert messages("PRO-09", changes=changes) == [
        "DAT-01 “Street scenes batch 4” is still held, and the agreement with Sample Robotics AG (CLI-01)"
        " ended on 29 September 2026"
    ]
    assert shown("PRO-09", changes=changes) == [["datasets.status 2", "contracts.ends_on 4"]]


@pytest.mark.parametrize(("ends_on", "renews"), [("2026-09-30", "no"), ("2026-09-29", "yes"), (None, "no")])
def test_dataset_after_agreement_is_silent_while_the_agreement_runs(ends_on: str | None, renews: str) -> None:
    changes = cells(*AGREEMENT, ends_on=ends_on, renews_automatically=renews)
    assert outcomes("PRO-09", changes=changes) == (1, 0, 0, 0)


def test_dataset_after_agreement_looks_at_every_agreement() -> None:
    changes = cells(*AGREEMENT, ends_on="2026-02-15", renews_automatically="no")
    assert outcomes("PRO-09", changes=changes, add=another()) == (1, 0, 0, 0)
    assert outcomes("PRO-09", changes=changes, add=another(kind="order")) == (0, 1, 0, 0)
    ended = another(ends_on="2026-03-31", renews_automatically="no")
    assert messages("PRO-09", changes=changes, add=ended)[0].endswith("ended on 31 March 2026")


def test_dataset_after_agreement_does_not_apply_to_data_that_are_gone() -> None:
    assert outcomes("PRO-09", changes=cells("datasets", "DAT-01", status="returned")) == (0, 0, 1, 0)


def test_dataset_after_agreement_is_not_assessable_without_client_status_or_agreement() -> None:
    assert outcomes("PRO-09", changes=cells("datasets", "DAT-01", client_id=None)) == (0, 0, 0, 1)
    assert outcomes("PRO-09", changes=cells("datasets", "DAT-01", status=None)) == (0, 0, 0, 1)
    assert reasons("PRO-09", changes=cells(*AGREEMENT, kind="order")) == [
        "no data processing agreement with the client is recorded"
    ]


@pytest.mark.parametrize("column", EIGHT_CLAUSES)
def test_client_clause_missing_fires_for_each_clause(column: str) -> None:
    found = findings_of("PRO-19", changes=cells(*AGREEMENT, **{column: "no"}))
    assert [(finding.record_id, finding.field) for finding in found] == [("CTR-03", column)]
    assert found[0].message == f"CTR-03 with Sample Robotics AG (CLI-01) has no clause on {EIGHT_CLAUSES[column]}"


def test_there_are_eight_clauses() -> None:
    assert len(EIGHT_CLAUSES) == 8


@pytest.mark.parametrize("answer", ["unknown", None])
def test_client_clause_missing_fires_when_nobody_looked(answer: str | None) -> None:
    assert messages("PRO-19", changes=cells(*AGREEMENT, has_audit_clause=answer)) == [
        "CTR-03 with Sample Robotics AG (CLI-01) does not state whether it has a clause on information and audits"
    ]


def test_client_clause_missing_says_what_it_can_beside_an_unreadable_cell() -> None:
    changes = cells(*AGREEMENT, has_instructions_clause="ERROR:#N/A")
    assert outcomes("PRO-19", changes=changes) == (0, 0, 2, 1)
    assert outcomes("PRO-19", changes={**changes, **cells(*AGREEMENT, has_audit_clause="no")}) == (0, 1, 2, 0)


def test_client_clause_missing_applies_only_to_agreements_with_clients() -> None:
    assert outcomes("PRO-19", changes=cells(*AGREEMENT, kind="order", has_audit_clause="no")) == (0, 0, 3, 0)
    assert outcomes("PRO-19", changes=cells("contracts", "CTR-01", has_audit_clause="no")) == (1, 0, 2, 0)
