"""PRO: sub-processors that clients authorised and heard of in time; each rule fires on one change."""

from datetime import date

import pytest

from tests.rules.changing import cells, messages, outcomes, reasons, shown
from tests.rules.making import a_row, findings_of, places_of

AGREEMENT = ("contracts", "CTR-03")
ROW = ("subprocessors", "SUB-01")
ORDER = a_row(*AGREEMENT, contract_id="CTR-04", kind="order", subprocessor_authorisation="")


def test_subprocessor_not_authorised_fires_without_a_notice_where_authorisation_is_general() -> None:
    changes = cells(*ROW, notified_on=None)
    assert messages("PRO-11", changes=changes) == [
        "DAT-01 “Street scenes batch 4” goes to Sample Hosting (VND-01); the contract with Sample Robotics AG (CLI-01)"
        " asks for a notice, and none is recorded"
    ]
    assert shown("PRO-11", changes=changes) == [
        ["datasets.vendor_ids 2", "contracts.subprocessor_authorisation 4", "subprocessors.notified_on 2"]
    ]
    assert places_of("PRO-11", changes=changes) == ("DAT-01 vendor_ids",)


def test_subprocessor_not_authorised_fires_without_authorisation_where_it_is_specific() -> None:
    specific = cells(*AGREEMENT, subprocessor_authorisation="specific")
    assert outcomes("PRO-11", changes={**specific, **cells(*ROW, notified_on=None)}) == (1, 0, 0, 0)
    assert messages("PRO-11", changes={**specific, **cells(*ROW, authorised_on=None)}) == [
        "DAT-01 “Street scenes batch 4” goes to Sample Hosting (VND-01); the contract with Sample Robotics AG (CLI-01)"
        " asks for its authorisation each time, and none is recorded"
    ]


@pytest.mark.parametrize("agreed", [None, "forbidden", "not_agreed"])
def test_subprocessor_not_authorised_fires_when_no_authorisation_is_agreed(agreed: str | None) -> None:
    changes = cells(*AGREEMENT, subprocessor_authorisation=agreed)
    assert messages("PRO-11", changes=changes) == [
        "DAT-01 “Street scenes batch 4” goes to Sample Hosting (VND-01), and the contract with"
        " Sample Robotics AG (CLI-01) agrees no authorisation of sub-processors"
    ]


@pytest.mark.parametrize(
    "values",
    [{"engaged_by_vendor_id": "VND-02"}, {"client_ids": "CLI-02"}, {"vendor_id": "VND-02"}, {"vendor_id": None}],
)
def test_subprocessor_not_authorised_fires_when_no_row_covers_vendor_and_client(values: dict[str, str | None]) -> None:
    assert places_of("PRO-11", changes=cells(*ROW, **values)) == ("DAT-01 vendor_ids",)


def test_subprocessor_not_authorised_is_silent_when_one_row_covers_the_client_by_name() -> None:
    blank = a_row(*ROW, subprocessor_id="SUB-02", client_ids="CLI-02", notified_on="")
    changes = cells(*ROW, client_ids="CLI-01; CLI-02")
    assert outcomes("PRO-11", changes=changes, add={"subprocessors": [blank]}) == (1, 0, 0, 0)


def test_subprocessor_not_authorised_fires_when_duties_are_not_the_same() -> None:
    changes = cells(*ROW, has_same_obligations="no")
    assert messages("PRO-11", changes=changes) == [
        "DAT-01 “Street scenes batch 4” goes to Sample Hosting (VND-01), which is not bound by the same duties"
    ]
    assert shown("PRO-11", changes=changes) == [["datasets.vendor_ids 2", "subprocessors.has_same_obligations 2"]]


def test_subprocessor_not_authorised_tells_missing_notice_and_missing_duties_apart() -> None:
    found = findings_of("PRO-11", changes=cells(*ROW, has_same_obligations="no", notified_on=None))
    assert len({finding.finding_id for finding in found}) == 2


def test_subprocessor_not_authorised_looks_at_every_vendor() -> None:
    changes = {**cells("datasets", "DAT-01", vendor_ids="VND-02; VND-01; VND-02"), **cells(*ROW, notified_on=None)}
    assert len(findings_of("PRO-11", changes=changes)) == 2
    unknown = cells("datasets", "DAT-01", vendor_ids="VND-01; VND-02") | cells(*ROW, has_same_obligations=None)
    assert len(findings_of("PRO-11", changes=unknown)) == 1


def test_subprocessor_not_authorised_is_not_assessable_when_duties_or_client_are_not_known() -> None:
    assert outcomes("PRO-11", changes=cells(*ROW, has_same_obligations="unknown")) == (0, 0, 0, 1)
    assert outcomes("PRO-11", changes=cells("datasets", "DAT-01", client_id=None)) == (0, 0, 0, 1)
    assert reasons("PRO-11", without=["subprocessors"]) == ["sheet subprocessors not supplied"]
    assert outcomes("PRO-11", without=["vendors", "clients"]) == (1, 0, 0, 0)


def test_subprocessor_not_authorised_does_not_apply_without_vendors() -> None:
    assert outcomes("PRO-11", changes=cells("datasets", "DAT-01", vendor_ids=None)) == (0, 0, 1, 0)


@pytest.mark.parametrize("named", [None, "CTR-04"])
def test_subprocessor_not_authorised_turns_to_the_agreement_where_the_dataset_names_none(named: str | None) -> None:
    change = {"changes": cells("datasets", "DAT-01", contract_id=named), "add": {"contracts": [ORDER]}}
    assert outcomes("PRO-11", **change) == (1, 0, 0, 0)


def test_subprocessor_not_authorised_is_not_assessable_where_the_dataset_names_a_contract_nobody_entered() -> None:
    named = cells("datasets", "DAT-01", contract_id="CTR-77")
    assert reasons("PRO-11", changes=named) == ["CTR-77 is in no row of the sheet contracts"]


def test_subprocessor_not_authorised_goes_by_the_agreement_that_the_dataset_names() -> None:
    other = a_row(*AGREEMENT, contract_id="CTR-04", subprocessor_authorisation="forbidden")
    assert outcomes("PRO-11", add={"contracts": [other]}) == (1, 0, 0, 0)
    named = cells("datasets", "DAT-01", contract_id="CTR-04")
    assert outcomes("PRO-11", add={"contracts": [other]}, changes=named) == (0, 1, 0, 0)
    nothing = cells("datasets", "DAT-01", contract_id=None)
    assert reasons("PRO-11", add={"contracts": [other]}, changes=nothing) == [
        "which agreement holds for the dataset is not stated"
    ]
    assert outcomes("PRO-11", changes={**nothing, **cells(*AGREEMENT, kind="order")}) == (0, 0, 0, 1)


def test_subprocessor_not_authorised_leaves_open_what_a_contract_with_somebody_else_agrees() -> None:
    forbidden = cells(*AGREEMENT, subprocessor_authorisation="forbidden")
    others = {"contracts": [a_row(*AGREEMENT, contract_id="CTR-05", client_id="CLI-02")]}
    for named, reason in (
        ("CTR-01", "CTR-01 is no contract with CLI-01"),
        ("CTR-05", "CTR-05 is no contract with CLI-01"),
    ):
        changes = {**forbidden, **cells("datasets", "DAT-01", contract_id=named)}
        assert outcomes("PRO-11", changes=changes, add=others) == (0, 0, 0, 1)
        assert reasons("PRO-11", changes=changes, add=others) == [reason]


def test_change_not_announced_in_time_fires_a_day_short_of_the_notice() -> None:
    changes = cells(*ROW, notified_on="2024-01-07")
    assert messages("PRO-12", changes=changes) == [
        "SUB-01 “Sample Hosting GmbH” was announced on 7 January 2024 and began on 5 February 2024;"
        " CTR-03 asks for notice of 30 days"
    ]
    assert shown("PRO-12", changes=changes) == [
        ["subprocessors.notified_on 2", "subprocessors.started_on 2", "contracts.subprocessor_notice_days 4"]
    ]
    assert outcomes("PRO-12", changes=cells(*ROW, notified_on="2024-01-06")) == (1, 0, 0, 0)


def test_change_not_announced_in_time_fires_when_no_notice_is_recorded() -> None:
    assert messages("PRO-12", changes=cells(*ROW, notified_on=None)) == [
        "SUB-01 “Sample Hosting GmbH” states no day on which it was announced, and began on 5 February 2024;"
        " CTR-03 asks for notice of 30 days"
    ]


@pytest.mark.parametrize("values", [{"engaged_by_vendor_id": "VND-02"}, {"started_on": None}, {"client_ids": "CLI-02"}])
def test_change_not_announced_in_time_applies_only_to_own_subprocessors_of_a_client_with_notice(
    values: dict[str, str | None],
) -> None:
    more = {"clients": [a_row("clients", "CLI-01", client_id="CLI-02")]}
    assert outcomes("PRO-12", changes=cells(*ROW, notified_on=None, **values), add=more) == (0, 0, 1, 0)


def test_change_not_announced_in_time_does_not_apply_where_no_contract_asks_for_notice() -> None:
    assert outcomes("PRO-12", changes=cells(*AGREEMENT, subprocessor_notice_days=None)) == (0, 0, 1, 0)
    assert outcomes("PRO-12", changes=cells(*AGREEMENT, client_id=None)) == (0, 0, 1, 0)
    named = cells(*AGREEMENT, subprocessor_notice_days=None) | cells(*ROW, client_ids="CLI-01")
    assert outcomes("PRO-12", changes=named) == (0, 0, 1, 0)


@pytest.mark.parametrize("client_ids", [None, "CLI-01"])
def test_change_not_announced_in_time_leaves_out_contracts_signed_after_it_began(client_ids: str | None) -> None:
    changes = cells(*ROW, notified_on=None, client_ids=client_ids)
    assert outcomes("PRO-12", changes={**changes, **cells(*AGREEMENT, signed_on="2024-02-05")}) == (0, 1, 0, 0)
    assert outcomes("PRO-12", changes={**changes, **cells(*AGREEMENT, signed_on="2024-02-06")}) == (0, 0, 1, 0)
    assert outcomes("PRO-12", changes={**changes, **cells(*AGREEMENT, signed_on=None)}) == (0, 0, 0, 1)


@pytest.mark.parametrize("client_ids", [None, "CLI-01"])
def test_change_not_announced_in_time_leaves_out_contracts_that_ended_before_it_began(client_ids: str | None) -> None:
    changes = cells(*ROW, notified_on=None, client_ids=client_ids)
    for ends_on, renews, expected in (
        ("2024-02-04", "no", (0, 0, 1, 0)),
        ("2024-02-05", "no", (0, 1, 0, 0)),
        ("2024-02-04", "yes", (0, 1, 0, 0)),
    ):
        ended = cells(*AGREEMENT, ends_on=ends_on, renews_automatically=renews)
        assert outcomes("PRO-12", changes={**changes, **ended}) == expected


def test_a_contract_that_ended_hides_no_shorter_notice_of_one_that_stood() -> None:
    ended = {"signed_on": "2023-01-01", "ends_on": "2024-01-31", "renews_automatically": "no"}
    longer = a_row(*AGREEMENT, contract_id="CTR-04", subprocessor_notice_days="60", **ended)
    found = messages("PRO-12", changes=cells(*ROW, notified_on=None), add={"contracts": [longer]})
    assert found[0].endswith("CTR-03 asks for notice of 30 days")


@pytest.mark.parametrize("column", ["subprocessor_notice_days", "client_id", "signed_on", "ends_on"])
@pytest.mark.parametrize("client_ids", [None, "CLI-01"])
def test_change_not_announced_in_time_is_not_assessable_where_a_contract_cannot_be_read(
    column: str, client_ids: str | None
) -> None:
    changes = cells(*ROW, notified_on=None, client_ids=client_ids) | cells(*AGREEMENT, **{column: "ERROR:#REF!"})
    assert outcomes("PRO-12", changes=changes) == (0, 0, 0, 1)


def test_change_not_announced_in_time_leaves_open_what_an_unknown_client_agreed() -> None:
    unknown = cells(*ROW, notified_on=None, client_ids="CLI-99")
    assert reasons("PRO-12", changes=unknown) == ["CLI-99 is in no row of the sheet clients"]
    beside = cells(*ROW, notified_on=None, client_ids="CLI-99; CLI-01")
    assert outcomes("PRO-12", changes=beside) == (0, 1, 0, 0)
    assert outcomes("PRO-12", changes={**beside, **cells(*ROW, notified_on="2024-01-02")}) == (0, 0, 0, 1)


@pytest.mark.parametrize("client_ids", [None, "CLI-02; CLI-01"])
def test_change_not_announced_in_time_goes_by_the_longest_notice_of_the_clients_concerned(
    client_ids: str | None,
) -> None:
    more = {
        "contracts": [
            a_row(*AGREEMENT, contract_id="CTR-04", client_id="CLI-02", subprocessor_notice_days="45"),
            a_row(*AGREEMENT, contract_id="CTR-05", client_id="CLI-02", subprocessor_notice_days="14"),
        ]
    }
    assert messages("PRO-12", add=more, changes=cells(*ROW, client_ids=client_ids))[0].endswith(
        "CTR-04 asks for notice of 45 days"
    )
    assert outcomes("PRO-12", add=more, changes=cells(*ROW, client_ids="CLI-01")) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("days", "signed_on", "expected"),
    [("60", "2024-01-01", "CTR-04"), ("60", "2024-03-01", "CTR-03"), ("20", "2023-01-01", "CTR-03")],
)
def test_change_not_announced_in_time_compares_contracts_that_stood_then(
    days: str, signed_on: str, expected: str
) -> None:
    contract = a_row(*AGREEMENT, contract_id="CTR-04", client_id="CLI-02", signed_on=signed_on)
    more = {"contracts": [{**contract, "subprocessor_notice_days": days}]}
    found = messages("PRO-12", add=more, changes=cells(*ROW, notified_on="2024-02-01"))
    assert expected in found[0]


def test_change_not_announced_in_time_is_not_assessable_when_a_day_cannot_be_read() -> None:
    assert outcomes("PRO-12", changes=cells(*ROW, started_on="tbc")) == (0, 0, 0, 1)
    assert outcomes("PRO-12", changes=cells(*ROW, notified_on="tbc")) == (0, 0, 0, 1)
    assert reasons("PRO-12", without=["contracts"], as_of=date(2026, 9, 30)) == ["sheet contracts not supplied"]
