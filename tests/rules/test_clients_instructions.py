"""PRO: use, sight and answers only as the client allows; each rule fires on one change."""

import pytest

from tests.rules.changing import cells, messages, outcomes, reasons, shown
from tests.rules.making import a_row, findings_of, places_of

RULES = ("PRO-13", "PRO-14", "PRO-15", "PRO-16", "PRO-18", "PRO-21")
DATASET = ("datasets", "DAT-01")
GRANT = ("access_grants", "GRA-01")
REQUEST = ("rights_requests", "REQ-001")
OTHER_CLIENT = a_row("clients", "CLI-01", client_id="CLI-02", legal_name="Other GmbH")
AS_PROCESSOR = cells(*REQUEST, role="processor")


def test_use_not_permitted_fires_for_each_use_the_client_does_not_allow() -> None:
    changes = cells(*DATASET, uses="annotation; resale; model_training; resale")
    found = findings_of("PRO-13", changes=changes)
    assert {finding.message for finding in found} == {
        "DAT-01 “Street scenes batch 4” is used for “training own models”, which Sample Robotics AG (CLI-01)"
        " does not allow",
        "DAT-01 “Street scenes batch 4” is used for “resale or licensing”, which Sample Robotics AG (CLI-01)"
        " does not allow",
    }
    assert len({finding.finding_id for finding in found}) == 2
    assert {finding.field for finding in found} == {"uses"}


def test_use_not_permitted_shows_what_the_client_allows() -> None:
    assert shown("PRO-13", changes=cells(*DATASET, uses="other")) == [["datasets.uses 2", "clients.permitted_uses 2"]]


@pytest.mark.parametrize(
    ("use", "failed"), [("annotation", 0), ("internal_quality_check", 0), ("benchmarking", 1), ("model_training", 1)]
)
def test_use_not_permitted_takes_a_blank_list_for_the_two_usual_uses(use: str, failed: int) -> None:
    changes = {**cells("clients", "CLI-01", permitted_uses=None), **cells(*DATASET, uses=use)}
    assert outcomes("PRO-13", changes=changes) == (1 - failed, failed, 0, 0)


def test_use_not_permitted_is_not_assessable_without_a_client() -> None:
    assert outcomes("PRO-13", changes=cells(*DATASET, client_id=None)) == (0, 0, 0, 1)
    assert reasons("PRO-13", changes=cells(*DATASET, client_id="CLI-09")) == [
        "CLI-09 is in no row of the sheet clients"
    ]
    assert outcomes("PRO-13", changes=cells("clients", "CLI-01", permitted_uses="nothing")) == (0, 0, 0, 1)
    assert outcomes("PRO-13", changes=cells(*DATASET, uses=None)) == (0, 0, 1, 0)


def test_kept_where_not_permitted_fires_for_each_country_the_client_does_not_allow() -> None:
    changes = cells(*DATASET, storage_countries="IE; US; DE; IN; US")
    found = findings_of("PRO-21", changes=changes)
    assert {finding.message for finding in found} == {
        "DAT-01 “Street scenes batch 4” is kept in the United States, which Sample Robotics AG (CLI-01) does not allow",
        "DAT-01 “Street scenes batch 4” is kept in India, which Sample Robotics AG (CLI-01) does not allow",
    }
    assert len({finding.finding_id for finding in found}) == 2
    assert {(finding.field, finding.severity.value) for finding in found} == {("storage_countries", "high")}


def test_kept_where_not_permitted_shows_what_the_client_allows() -> None:
    changes = cells(*DATASET, storage_countries="US")
    assert shown("PRO-21", changes=changes) == [["datasets.storage_countries 2", "clients.permitted_countries 2"]]


def test_kept_where_not_permitted_is_silent_in_every_country_the_client_allows() -> None:
    assert outcomes("PRO-21", changes=cells(*DATASET, storage_countries="DE; IE")) == (1, 0, 0, 0)


@pytest.mark.parametrize("status", ["returned", "deleted"])
def test_kept_where_not_permitted_does_not_apply_to_data_that_are_gone(status: str) -> None:
    assert outcomes("PRO-21", changes=cells(*DATASET, status=status, storage_countries="US")) == (0, 0, 1, 0)


@pytest.mark.parametrize("country", ["IE", "US"])
def test_kept_where_not_permitted_is_not_assessable_where_no_countries_are_agreed(country: str) -> None:
    changes = {**cells("clients", "CLI-01", permitted_countries=None), **cells(*DATASET, storage_countries=country)}
    assert outcomes("PRO-21", changes=changes) == (0, 0, 0, 1)
    assert reasons("PRO-21", changes=changes) == ["no permitted countries are agreed with CLI-01"]


@pytest.mark.parametrize(
    "changes",
    [
        cells(*DATASET, storage_countries=None),
        cells(*DATASET, storage_countries="Erewhon"),
        cells(*DATASET, client_id=None),
        cells(*DATASET, client_id="CLI-09"),
        cells(*DATASET, status=None),
        {**cells(*DATASET, storage_countries="US"), **cells("clients", "CLI-01", permitted_countries="IE; Erewhon")},
    ],
)
def test_kept_where_not_permitted_is_not_assessable_where_country_or_client_is_not_known(
    changes: dict[tuple[str, str, str], str | None],
) -> None:
    assert outcomes("PRO-21", changes=changes) == (0, 0, 0, 1)


def test_a_country_that_is_not_allowed_is_found_beside_an_unknown_one() -> None:
    assert places_of("PRO-21", changes=cells(*DATASET, storage_countries="Erewhon; US")) == (
        "DAT-01 storage_countries",
    )


def test_open_to_another_client_fires_for_each_client_it_is_shared_with() -> None:
    changes = cells(*DATASET, shared_with_client_ids="CLI-01; CLI-02; CLI-02")
    assert messages("PRO-14", changes=changes, add={"clients": [OTHER_CLIENT]}) == [
        "DAT-01 “Street scenes batch 4” is shared with Other GmbH (CLI-02) and belongs to Sample Robotics AG (CLI-01)"
    ]
    assert places_of("PRO-14", changes=changes) == ("DAT-01 shared_with_client_ids",)


def test_open_to_another_client_fires_on_an_open_grant_to_its_people() -> None:
    changes = cells("people", "P-01", client_id="CLI-02")
    assert messages("PRO-14", changes=changes, add={"clients": [OTHER_CLIENT]}) == [
        "DAT-01 “Street scenes batch 4” can be reached by P-01, who works for Other GmbH (CLI-02)"
    ]
    assert shown("PRO-14", changes=changes) == [
        ["datasets.client_id 2", "access_grants.person_id 2", "people.client_id 2"]
    ]


@pytest.mark.parametrize(
    "change",
    [
        cells("people", "P-01", client_id="CLI-01"),
        {**cells("people", "P-01", client_id="CLI-02"), **cells(*GRANT, ended_on="2026-09-30")},
        {**cells("people", "P-01", client_id="CLI-02"), **cells(*GRANT, dataset_id=None)},
        {**cells("people", "P-01", client_id="CLI-02"), **cells(*GRANT, person_id=None)},
    ],
)
def test_open_to_another_client_is_silent_on_own_people_ended_grants_and_accounts_of_nobody(
    change: dict[tuple[str, str, str], str | None],
) -> None:
    assert outcomes("PRO-14", changes=change) == (1, 0, 0, 0)


@pytest.mark.parametrize(("ended_on", "failed"), [("2026-09-30", 0), ("2026-10-01", 1)])
def test_open_to_another_client_fires_until_the_day_the_access_is_removed(ended_on: str, failed: int) -> None:
    changes = {**cells("people", "P-01", client_id="CLI-02"), **cells(*GRANT, ended_on=ended_on)}
    assert outcomes("PRO-14", changes=changes) == (1 - failed, failed, 0, 0)


def test_open_to_another_client_looks_at_every_grant() -> None:
    more = {
        "access_grants": [a_row(*GRANT, grant_id="GRA-02", person_id="P-02")],
        "people": [a_row("people", "P-01", person_id="P-02", client_id="CLI-02")],
    }
    unknown = cells(*GRANT, person_id="P-99")
    assert outcomes("PRO-14", add=more, changes=unknown) == (0, 1, 0, 0)
    assert reasons("PRO-14", changes=unknown) == ["P-99 is in no row of the sheet people"]


def test_open_to_another_client_says_what_it_can_without_the_access_sheets() -> None:
    shared = cells(*DATASET, shared_with_client_ids="CLI-02")
    assert outcomes("PRO-14", without=["access_grants"], changes=shared) == (0, 1, 0, 0)
    assert reasons("PRO-14", without=["access_grants"]) == ["sheet access_grants not supplied"]
    assert reasons("PRO-14", without=["people"]) == ["sheet people not supplied"]


def test_open_to_another_client_applies_to_held_datasets_of_a_known_client() -> None:
    assert outcomes("PRO-14", changes=cells(*DATASET, status="deleted")) == (0, 0, 1, 0)
    assert outcomes("PRO-14", changes=cells(*DATASET, status=None)) == (0, 0, 0, 1)
    assert outcomes("PRO-14", changes=cells(*DATASET, client_id=None)) == (0, 0, 0, 1)


def test_access_before_confidentiality_fires_when_nothing_was_signed() -> None:
    changes = cells("people", "P-01", confidentiality_signed_on=None)
    assert messages("PRO-15", changes=changes) == [
        "GRA-01 gives P-01 access to clients' data, and no confidentiality commitment is recorded"
    ]
    assert shown("PRO-15", changes=changes) == [["access_grants.person_id 2", "people.confidentiality_signed_on 2"]]
    assert outcomes("PRO-15", changes={**changes, **cells(*GRANT, granted_on=None)}) == (0, 1, 0, 0)


def test_access_before_confidentiality_fires_a_day_late_and_not_on_the_day() -> None:
    late = cells("people", "P-01", confidentiality_signed_on="2026-03-03")
    assert messages("PRO-15", changes=late) == [
        "GRA-01 gave P-01 access on 2 March 2026, before the confidentiality commitment was signed on 3 March 2026"
    ]
    assert shown("PRO-15", changes=late) == [["access_grants.granted_on 2", "people.confidentiality_signed_on 2"]]
    on_the_day = cells("people", "P-01", confidentiality_signed_on="2026-03-02")
    assert outcomes("PRO-15", changes=on_the_day) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (cells(*GRANT, dataset_id=None), (1, 0, 0, 0)),
        (cells(*GRANT, system_id="SYS-01"), (1, 0, 0, 0)),
        (cells(*GRANT, dataset_id=None, system_id="SYS-01"), (0, 0, 1, 0)),
        ({**cells(*GRANT, dataset_id=None), **cells(*DATASET, status="deleted")}, (0, 0, 1, 0)),
        ({**cells(*GRANT, dataset_id=None), **cells(*DATASET, status=None)}, (0, 0, 0, 1)),
        (cells(*GRANT, dataset_id=None, system_id=None), (0, 0, 0, 1)),
        (cells(*GRANT, person_id=None), (0, 0, 1, 0)),
        (cells(*GRANT, person_id="P-99"), (0, 0, 0, 1)),
        (cells(*GRANT, granted_on=None), (0, 0, 0, 1)),
    ],
)
def test_access_before_confidentiality_applies_to_people_who_reach_held_datasets(
    changes: dict[tuple[str, str, str], str | None], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("PRO-15", changes=changes) == expected


def test_access_before_confidentiality_is_not_assessable_without_the_people_sheet() -> None:
    assert reasons("PRO-15", without=["people"]) == ["sheet people not supplied"]


def test_content_not_in_contract_fires_for_each_sensitive_kind_that_is_not_listed() -> None:
    changes = cells(*DATASET, sensitive_content="faces; children; number_plates; voices; children")
    found = findings_of("PRO-16", changes=changes)
    assert {finding.message for finding in found} == {
        "DAT-01 “Street scenes batch 4” holds “children”, which the contract with Sample Robotics AG (CLI-01)"
        " does not list",
        "DAT-01 “Street scenes batch 4” holds “voices”, which the contract with Sample Robotics AG (CLI-01)"
        " does not list",
    }
    assert {finding.field for finding in found} == {"sensitive_content"}
    assert all(finding.places[1].cell == "L2" for finding in found)


SENSITIVE = (
    *("faces", "voices", "biometric_templates", "health", "genetic", "children", "other_special_category"),
    "criminal_offences",
)


@pytest.mark.parametrize("content", SENSITIVE)
def test_content_not_in_contract_asks_for_every_sensitive_kind(content: str) -> None:
    changes = {**cells("clients", "CLI-01", permitted_content=None), **cells(*DATASET, sensitive_content=content)}
    assert outcomes("PRO-16", changes=changes) == (0, 1, 0, 0)
    listed = cells("clients", "CLI-01", permitted_content=content)
    assert outcomes("PRO-16", changes={**changes, **listed}) == (1, 0, 0, 0)


@pytest.mark.parametrize("content", ["none", "number_plates", "precise_location", "government_identifiers"])
def test_content_not_in_contract_does_not_apply_to_other_content(content: str) -> None:
    changes = {**cells("clients", "CLI-01", permitted_content=None), **cells(*DATASET, sensitive_content=content)}
    assert outcomes("PRO-16", changes=changes) == (0, 0, 1, 0)


def test_content_not_in_contract_is_not_assessable_without_content_or_client() -> None:
    assert outcomes("PRO-16", changes=cells(*DATASET, sensitive_content=None)) == (0, 0, 0, 1)
    assert outcomes("PRO-16", changes=cells(*DATASET, client_id=None)) == (0, 0, 0, 1)


@pytest.mark.parametrize("instruction", ["no", "unknown", None])
def test_answered_without_the_client_fires_when_it_was_not_passed_on(instruction: str | None) -> None:
    changes = {**AS_PROCESSOR, **cells(*REQUEST, has_client_instruction=instruction)}
    assert messages("PRO-18", changes=changes) == [
        "REQ-001 was answered on 22 July 2026, was not passed on, and states no instruction to answer"
    ]
    assert places_of("PRO-18", changes=changes) == ("REQ-001 forwarded_on",)
    assert len(findings_of("PRO-18", changes=changes)[0].places) == 3


def test_answered_without_the_client_fires_when_it_was_passed_on_later() -> None:
    changes = {**AS_PROCESSOR, **cells(*REQUEST, forwarded_on="2026-07-23")}
    assert messages("PRO-18", changes=changes) == [
        "REQ-001 was answered on 22 July 2026, was passed to the client on 23 July 2026,"
        " and states no instruction to answer"
    ]


@pytest.mark.parametrize("values", [{"forwarded_on": "2026-07-22"}, {"has_client_instruction": "yes"}])
def test_answered_without_the_client_is_silent_when_passed_on_that_day_or_told_to_answer(
    values: dict[str, str],
) -> None:
    assert outcomes("PRO-18", changes={**AS_PROCESSOR, **cells(*REQUEST, **values)}) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"role": "controller"}, (0, 0, 1, 0)),
        ({"role": "subprocessor"}, (0, 1, 0, 0)),
        ({"role": "processor", "responded_on": None}, (0, 0, 1, 0)),
        ({"role": None}, (0, 0, 0, 1)),
        ({"role": "processor", "forwarded_on": "tbc"}, (0, 0, 0, 1)),
    ],
)
def test_answered_without_the_client_applies_to_answers_as_processor(
    values: dict[str, str | None], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("PRO-18", changes=cells(*REQUEST, **values)) == expected
