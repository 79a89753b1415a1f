"""VEN: whether vendors are looked after; each rule fires on one change from the clean register."""

from datetime import date

import pytest

from tests.rules.changing import cells, messages, outcomes, reasons, shown
from tests.rules.making import a_row, findings_of, places_of

RULES = ("VEN-07", "VEN-08", "VEN-09", "VEN-10", "VEN-13", "VEN-15", "VEN-16", "VEN-19")
VENDOR = ("vendors", "VND-01")
CERTIFICATE = ("certifications", "CER-01")
RAN_OUT = cells(*CERTIFICATE, kind="iso_27001", expires_on="2026-09-29")
LEFT = cells(*VENDOR, status="ended", ended_on="2026-06-15")


def disposal(**values: str) -> dict[str, list[dict[str, str]]]:
    """A disposal of the vendor that left."""
    row = a_row("disposals", "DIS-01", disposal_id="DIS-02", reason="vendor_offboarding", vendor_id="VND-01")
    return {"disposals": [{**row, **values}]}


def test_subprocessor_list_not_read_fires_on_each_blank_cell() -> None:
    changes = cells(*VENDOR, subprocessor_list_ref=None, subprocessor_list_checked_on=None)
    assert sorted(messages("VEN-07", changes=changes)) == [
        "VND-01 “Sample Hosting” states no day on which its list of sub-processors was read",
        "VND-01 “Sample Hosting” states no list of its sub-processors",
    ]
    only = cells(*VENDOR, subprocessor_list_ref=None)
    assert places_of("VEN-07", changes=only) == ("VND-01 subprocessor_list_ref",)


def test_subprocessor_list_not_read_fires_after_twelve_months_and_a_day() -> None:
    changes = cells(*VENDOR, subprocessor_list_checked_on="2025-09-29")
    assert messages("VEN-07", changes=changes) == [
        "VND-01 “Sample Hosting” had its list of sub-processors read on 29 September 2025, "
        "more than 12 months ago (house default)"
    ]
    assert places_of("VEN-07", changes=changes) == ("VND-01 subprocessor_list_checked_on",)
    assert outcomes("VEN-07", changes=changes, as_of=date(2026, 9, 29)) == (2, 0, 0, 0)


@pytest.mark.parametrize("rule_id", ["VEN-07", "VEN-08", "VEN-19"])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"role": "subprocessor"}, (1, 1, 0, 0)),
        ({"role": "independent_controller"}, (1, 0, 1, 0)),
        ({"status": "planned"}, (1, 0, 1, 0)),
        ({"role": None}, (1, 0, 0, 1)),
    ],
)
def test_a_rule_applies_to_active_processors(
    rule_id: str, values: dict[str, str | None], expected: tuple[int, int, int, int]
) -> None:
    bad = {"subprocessor_list_ref": None, "due_diligence_on": None, "trains_models_on_data": "yes"}
    assert outcomes(rule_id, changes=cells(*VENDOR, **bad, **values)) == expected


def test_due_diligence_too_old_fires_when_blank_or_after_twelve_months_and_a_day() -> None:
    assert messages("VEN-08", changes=cells(*VENDOR, due_diligence_on=None)) == [
        "VND-01 “Sample Hosting” states no due diligence"
    ]
    changes = cells(*VENDOR, due_diligence_on="2025-09-29")
    assert messages("VEN-08", changes=changes) == [
        "VND-01 “Sample Hosting” was last looked at on 29 September 2025, more than 12 months ago (house default)"
    ]
    assert shown("VEN-08", changes=changes) == [["vendors.due_diligence_on 2", "vendors.risk_tier 2"]]
    assert outcomes("VEN-08", changes=changes, as_of=date(2026, 9, 29)) == (2, 0, 0, 0)


@pytest.mark.parametrize(("tier", "failed"), [("low", 0), ("medium", 1), ("high", 1), (None, 1)])
def test_due_diligence_may_be_older_where_the_risk_is_stated_to_be_low(tier: str | None, failed: int) -> None:
    changes = cells(*VENDOR, due_diligence_on="2024-09-30", risk_tier=tier)
    assert outcomes("VEN-08", changes=changes) == (2 - failed, failed, 0, 0)


def test_due_diligence_too_old_fires_after_twenty_four_months_and_a_day_at_low_risk() -> None:
    changes = cells(*VENDOR, due_diligence_on="2024-09-29", risk_tier="low")
    assert messages("VEN-08", changes=changes) == [
        "VND-01 “Sample Hosting” was last looked at on 29 September 2024, more than 24 months ago (house default)"
    ]


def test_due_diligence_asks_for_the_risk_only_where_it_decides() -> None:
    unreadable = cells(*VENDOR, risk_tier="so-so")
    assert outcomes("VEN-08", changes=unreadable) == (2, 0, 0, 0)
    assert outcomes("VEN-08", changes={**unreadable, **cells(*VENDOR, due_diligence_on="2025-01-10")}) == (1, 0, 0, 1)


def test_certificate_ran_out_fires_before_the_end_of_the_period_and_not_on_it() -> None:
    assert messages("VEN-09", changes=RAN_OUT) == [
        "CER-01 (ISO/IEC 27001 of Countly Stats (VND-02)) ran out on 29 September 2026, and no later one is recorded"
    ]
    assert places_of("VEN-09", changes=RAN_OUT) == ("CER-01 expires_on",)
    on_the_day = {**RAN_OUT, **cells(*CERTIFICATE, expires_on="2026-09-30")}
    assert outcomes("VEN-09", changes=on_the_day) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, (2, 0, 0, 0)),
        ({"kind": "soc_2"}, (1, 1, 0, 0)),
        ({"vendor_id": "VND-01"}, (1, 1, 0, 0)),
        ({"expires_on": "2026-09-28"}, (1, 1, 0, 0)),
        ({"expires_on": "2026-09-29"}, (0, 2, 0, 0)),
        ({"expires_on": ""}, (0, 0, 0, 2)),
    ],
)
def test_certificate_ran_out_is_silent_when_the_vendor_has_a_later_one_of_the_kind(
    values: dict[str, str], expected: tuple[int, int, int, int]
) -> None:
    later = a_row(*CERTIFICATE, certification_id="CER-02", kind="iso_27001", expires_on="2029-07-12")
    assert outcomes("VEN-09", changes=RAN_OUT, add={"certifications": [{**later, **values}]}) == expected


@pytest.mark.parametrize("expires_on", ["2029-07-12", None])
def test_certificate_ran_out_fires_on_one_that_was_withdrawn_before_its_end(expires_on: str | None) -> None:
    changes = cells(*CERTIFICATE, kind="iso_27001", status="withdrawn", expires_on=expires_on)
    assert messages("VEN-09", changes=changes) == [
        "CER-01 (ISO/IEC 27001 of Countly Stats (VND-02)) is “withdrawn”, and no other one in force is recorded"
    ]
    assert places_of("VEN-09", changes=changes) == ("CER-01 status",)
    second = a_row(*CERTIFICATE, certification_id="CER-02", kind="iso_27001", expires_on="2026-09-30")
    assert outcomes("VEN-09", changes=changes, add={"certifications": [second]}) == (2, 0, 0, 0)
    lapsed = {**second, "expires_on": "2026-09-29"}
    assert outcomes("VEN-09", changes=changes, add={"certifications": [lapsed]})[1] >= 1


def test_certificate_is_not_assessable_where_its_status_is_not_stated() -> None:
    assert outcomes("VEN-09", changes=cells(*CERTIFICATE, kind="iso_27001", status=None)) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (cells(*CERTIFICATE, kind="dpf"), (0, 0, 1, 0)),
        (cells(*CERTIFICATE, kind=None), (0, 0, 0, 1)),
        (cells(*CERTIFICATE, vendor_id=None), (0, 0, 1, 0)),
        (cells(*CERTIFICATE, vendor_id="VND-99"), (0, 0, 0, 1)),
        (cells(*CERTIFICATE, expires_on=None), (0, 0, 0, 1)),
        (cells("vendors", "VND-02", status="ended"), (0, 0, 1, 0)),
    ],
)
def test_certificate_ran_out_applies_to_certificates_of_active_vendors(
    changes: dict[tuple[str, str, str], str | None], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("VEN-09", changes={**RAN_OUT, **changes}) == expected


def test_vendor_role_unclear_fires_when_it_is_blank_or_the_terms_say_otherwise() -> None:
    assert messages("VEN-10", changes=cells(*VENDOR, role=None)) == [
        "VND-01 “Sample Hosting” states no role of the vendor"
    ]
    assert places_of("VEN-10", changes=cells(*VENDOR, role=None)) == ("VND-01 role",)
    changes = cells(*VENDOR, terms_role="independent_controller")
    assert messages("VEN-10", changes=changes) == [
        "VND-01 “Sample Hosting” is entered as processor; its own terms say independent controller"
    ]
    assert shown("VEN-10", changes=changes) == [["vendors.terms_role 2", "vendors.role 2"]]


@pytest.mark.parametrize(
    ("role", "terms_role", "failed"),
    [
        ("processor", None, 0),
        ("subprocessor", "processor", 0),
        ("processor", "subprocessor", 0),
        ("joint_controller", "joint_controller", 0),
        ("independent_controller", "processor", 1),
        ("joint_controller", "independent_controller", 1),
        ("subprocessor", "no_personal_data", 1),
    ],
)
def test_vendor_role_unclear_takes_a_subprocessor_for_a_processor(
    role: str, terms_role: str | None, failed: int
) -> None:
    changes = cells(*VENDOR, role=role, terms_role=terms_role)
    assert outcomes("VEN-10", changes=changes) == (2 - failed, failed, 0, 0)


def test_vendor_role_unclear_asks_whether_the_vendor_has_data() -> None:
    changes = cells(*VENDOR, role=None, processes_personal_data="no")
    assert outcomes("VEN-10", changes=changes) == (1, 0, 1, 0)
    changes = cells(*VENDOR, role=None, processes_personal_data="unknown")
    assert outcomes("VEN-10", changes=changes) == (1, 0, 0, 1)


@pytest.mark.parametrize("answer", ["yes", "unknown", None])
def test_vendor_in_no_activity_fires_unless_it_has_no_data(answer: str | None) -> None:
    changes = {
        **cells("processing_activities", "*", vendor_ids="VND-01"),
        **cells("vendors", "VND-02", processes_personal_data=answer),
    }
    assert messages("VEN-13", changes=changes) == ["VND-02 “Countly Stats” is in no processing activity"]
    assert places_of("VEN-13", changes=changes) == ("VND-02 vendor_id",)


@pytest.mark.parametrize("values", [{"processes_personal_data": "no"}, {"status": "ended"}])
def test_vendor_in_no_activity_does_not_apply_without_data_or_service(values: dict[str, str]) -> None:
    changes = {**cells("processing_activities", "*", vendor_ids="VND-01"), **cells("vendors", "VND-02", **values)}
    assert outcomes("VEN-13", changes=changes) == (1, 0, 1, 0)


def test_vendor_in_no_activity_is_not_assessable_without_the_activities() -> None:
    assert reasons("VEN-13", without=["processing_activities"]) == ["sheet processing_activities not supplied"]


@pytest.mark.parametrize("answer", ["yes", "unknown", None])
def test_data_left_with_vendor_fires_when_no_disposal_is_recorded(answer: str | None) -> None:
    changes = {**LEFT, **cells(*VENDOR, processes_personal_data=answer)}
    assert messages("VEN-15", changes=changes) == [
        "VND-01 “Sample Hosting” left on 15 June 2026, and no proof of deletion or return is recorded"
    ]
    assert places_of("VEN-15", changes=changes) == ("VND-01 status",)
    no_day = {**changes, **cells(*VENDOR, ended_on=None)}
    assert messages("VEN-15", changes=no_day) == [
        "VND-01 “Sample Hosting” left, and no proof of deletion or return is recorded"
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, (1, 0, 1, 0)),
        ({"outcome": "partly_completed"}, (0, 1, 1, 0)),
        ({"certificate_ref": ""}, (0, 1, 1, 0)),
        ({"vendor_id": "VND-02"}, (0, 1, 1, 0)),
        ({"outcome": ""}, (0, 0, 1, 1)),
    ],
)
def test_data_left_with_vendor_asks_for_a_finished_disposal_with_proof(
    values: dict[str, str], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("VEN-15", changes=LEFT, add=disposal(**values)) == expected


def test_data_left_with_vendor_shows_the_disposals_without_proof() -> None:
    assert shown("VEN-15", changes=LEFT, add=disposal(certificate_ref="")) == [
        ["vendors.status 2", "disposals.certificate_ref 3"]
    ]


@pytest.mark.parametrize(
    "values",
    [{"role": "independent_controller"}, {"processes_personal_data": "no"}, {"status": "planned"}],
)
def test_data_left_with_vendor_does_not_apply_to_others(values: dict[str, str]) -> None:
    assert outcomes("VEN-15", changes={**LEFT, **cells(*VENDOR, **values)}) == (0, 0, 2, 0)


def test_data_left_with_vendor_is_not_assessable_without_the_disposals() -> None:
    assert reasons("VEN-15", changes=LEFT, without=["disposals"]) == ["sheet disposals not supplied"]


def test_vendor_recorded_twice_fires_on_both_rows() -> None:
    twin = a_row(*VENDOR, vendor_id="VND-03", legal_name="SAMPLE-HOSTING, Inc.")
    found = findings_of("VEN-16", add={"vendors": [twin]})
    assert [finding.message for finding in found] == [
        "VND-01 “Sample Hosting” agrees with VND-03 in legal name and country (Germany)",
        "VND-03 “Sample Hosting” agrees with VND-01 in legal name and country (Germany)",
    ]
    assert {finding.field for finding in found} == {"legal_name"}
    assert [len(finding.places) for finding in found] == [2, 2]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"country": "AT"}, (3, 0, 0, 0)),
        ({"legal_name": "Sample Hosting Austria GmbH"}, (3, 0, 0, 0)),
        ({"vendor_id": "VND-01"}, (3, 0, 0, 0)),
        ({"country": ""}, (1, 0, 0, 2)),
        ({"legal_name": ""}, (2, 0, 0, 1)),
    ],
)
def test_vendor_recorded_twice_compares_name_and_country(
    values: dict[str, str], expected: tuple[int, int, int, int]
) -> None:
    twin = {**a_row(*VENDOR, vendor_id="VND-03"), **values}
    assert outcomes("VEN-16", add={"vendors": [twin]}) == expected


def test_vendor_recorded_twice_tells_the_companies_of_a_group_apart() -> None:
    here, there = (
        a_row(*VENDOR, vendor_id=identity, legal_name=name)
        for identity, name in (("VND-03", "Acme (UK) Ltd"), ("VND-04", "Acme (Ireland) Ltd"))
    )
    assert outcomes("VEN-16", add={"vendors": [here, there]}) == (4, 0, 0, 0)
    assert outcomes("VEN-16", add={"vendors": [here, {**there, "legal_name": "ACME (UK)"}]}) == (2, 2, 0, 0)


def test_vendor_recorded_twice_is_not_assessable_where_the_name_names_nobody() -> None:
    nameless = [
        a_row(*VENDOR, vendor_id=identity, legal_name=name)
        for identity, name in (("VND-03", "(to be confirmed)"), ("VND-04", "???"), ("VND-05", "(to be confirmed)"))
    ]
    assert outcomes("VEN-16", add={"vendors": nameless}) == (2, 0, 0, 3)


USES = ("uses_data_for_own_purposes", "trains_models_on_data", "uses_data_for_marketing")


@pytest.mark.parametrize("column", USES)
def test_vendor_uses_data_itself_fires_on_each_use(column: str) -> None:
    assert places_of("VEN-19", changes=cells(*VENDOR, **{column: "yes"})) == (f"VND-01 {column}",)


def test_vendor_uses_data_itself_says_all_uses_in_one_finding() -> None:
    changes = cells(*VENDOR, **dict.fromkeys(USES, "yes"))
    assert messages("VEN-19", changes=changes) == [
        "VND-01 “Sample Hosting” uses the data for purposes of its own, trains models on the data"
        " and uses the data for its own marketing"
    ]
    assert shown("VEN-19", changes=changes) == [[f"vendors.{column} 2" for column in USES]]


@pytest.mark.parametrize("column", USES)
@pytest.mark.parametrize("answer", ["unknown", None])
def test_vendor_uses_data_itself_is_not_assessable_when_an_answer_is_not_known(column: str, answer: str | None) -> None:
    assert outcomes("VEN-19", changes=cells(*VENDOR, **{column: answer})) == (1, 0, 0, 1)
