"""VEN: contracts with vendors; each rule fires on one change from the clean register."""

import pytest

from auditlib.audit import audit_case
from auditlib.rulebook.agreements import EIGHT_CLAUSES
from auditlib.rules import known_rules
from auditlib.settings import Settings
from tests.rules.changing import cells, messages, outcomes, reasons, shown
from tests.rules.making import NO_EVIDENCE, a_case, a_row, findings_of, places_of, rows_with

RULES = ("VEN-01", "VEN-02", "VEN-03", "VEN-04", "VEN-05", "VEN-06", "VEN-17", "VEN-18")
AGREEMENT = ("contracts", "CTR-01")
VENDOR = ("vendors", "VND-01")
PARTICULARS = ("subject_matter", "duration", "nature_and_purpose", "data_types", "data_subject_categories")
IN_CALIFORNIA = cells("organisation", "acme", regimes="us_ccpa", meets_ccpa_thresholds="yes")


def another(**values: str) -> dict[str, list[dict[str, str]]]:
    """One more contract with the vendor."""
    return {"contracts": [a_row(*AGREEMENT, contract_id="CTR-04", **values)]}


@pytest.mark.parametrize("column", ["signed_on", "document_ref", "vendor_id"])
def test_vendor_without_agreement_fires_when_it_is_not_signed_filed_or_with_the_vendor(column: str) -> None:
    changes = cells(*AGREEMENT, **{column: None})
    assert messages("VEN-01", changes=changes) == [
        "VND-01 “Sample Hosting” has no signed data processing agreement in force"
    ]
    assert places_of("VEN-01", changes=changes) == ("VND-01 vendor_id",)


def test_vendor_without_agreement_shows_what_the_contract_lacks() -> None:
    assert shown("VEN-01", changes=cells(*AGREEMENT, document_ref=None)) == [
        ["vendors.vendor_id 2", "contracts.signed_on 2", "contracts.document_ref 2", "contracts.ends_on 2"]
    ]


@pytest.mark.parametrize(
    ("values", "failed"),
    [
        ({"signed_on": "2026-10-01"}, 1),
        ({"signed_on": "2026-09-30"}, 0),
        ({"ends_on": "2026-09-29", "renews_automatically": "unknown"}, 1),
        ({"ends_on": "2026-09-30", "renews_automatically": "no"}, 0),
    ],
)
def test_vendor_without_agreement_fires_on_one_that_is_not_signed_yet_or_ended(
    values: dict[str, str], failed: int
) -> None:
    assert outcomes("VEN-01", changes=cells(*AGREEMENT, **values)) == (2 - failed, failed, 0, 0)


def test_vendor_without_agreement_fires_for_the_entity_that_uses_the_vendor_without_one() -> None:
    group = {"organisation": [a_row("organisation", "acme", entity_id="beta", legal_name="Beta GmbH")]}
    changes = cells("contracts", "CTR-02", entity_id="beta")
    assert messages("VEN-01", changes=changes, add=group) == [
        "VND-02 “Countly Stats” has no signed data processing agreement in force with Acme Labelling Ltd (acme)"
    ]
    # Where nobody says which entity uses a vendor, the agreement of any is one.
    unused = {**changes, **cells("processing_activities", "*", vendor_ids="VND-01")}
    assert outcomes("VEN-01", changes=unused, add=group) == (2, 0, 0, 0)


def test_vendor_without_agreement_looks_for_one_of_the_right_kind() -> None:
    changes = cells(*AGREEMENT, kind="service_agreement")
    assert outcomes("VEN-01", changes=changes) == (1, 1, 0, 0)
    assert outcomes("VEN-01", changes=changes, add=another()) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"role": "subprocessor"}, (1, 1, 0, 0)),
        ({"role": "independent_controller"}, (1, 0, 1, 0)),
        ({"role": None}, (1, 0, 0, 1)),
        ({"processes_personal_data": "no"}, (1, 0, 1, 0)),
        ({"processes_personal_data": None}, (1, 0, 0, 1)),
        ({"status": "ended"}, (1, 0, 1, 0)),
    ],
)
def test_vendor_without_agreement_applies_to_active_processors_with_data(
    values: dict[str, str | None], expected: tuple[int, int, int, int]
) -> None:
    changes = {**cells(*AGREEMENT, vendor_id=None), **cells(*VENDOR, **values)}
    assert outcomes("VEN-01", changes=changes) == expected


def test_vendor_without_agreement_is_not_assessable_without_the_contracts() -> None:
    assert reasons("VEN-01", without=["contracts"]) == ["sheet contracts not supplied"]


def test_service_before_agreement_fires_the_day_before_and_not_on_the_day() -> None:
    changes = cells(*VENDOR, started_on="2024-01-02")
    assert messages("VEN-02", changes=changes) == [
        "VND-01 “Sample Hosting” began on 2 January 2024, before its agreement was signed on 3 January 2024"
    ]
    assert shown("VEN-02", changes=changes) == [["vendors.started_on 2", "contracts.signed_on 2"]]
    assert outcomes("VEN-02", changes=cells(*VENDOR, started_on="2024-01-03")) == (2, 0, 0, 0)


def test_service_before_agreement_counts_from_the_first_one_signed() -> None:
    changes = cells(*VENDOR, started_on="2023-06-01")
    assert outcomes("VEN-02", changes=changes, add=another(signed_on="2023-05-01")) == (2, 0, 0, 0)
    assert outcomes("VEN-02", changes=changes, add=another(signed_on="2023-05-01", kind="order")) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"role": "joint_controller"}, (1, 0, 1, 0)),
        ({"role": "subprocessor"}, (2, 0, 0, 0)),
        ({"started_on": None}, (1, 0, 1, 0)),
        ({"started_on": "tbc"}, (1, 0, 0, 1)),
    ],
)
def test_service_before_agreement_applies_to_processors_with_a_first_day(
    values: dict[str, str | None], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("VEN-02", changes=cells(*VENDOR, **values)) == expected


def test_service_before_agreement_is_not_assessable_without_a_day_of_signature() -> None:
    assert reasons("VEN-02", changes=cells(*AGREEMENT, signed_on=None)) == ["contracts: “signed on” is blank"]
    early = cells(*VENDOR, started_on="2024-01-02")
    assert outcomes("VEN-02", changes=early, add=another(signed_on="")) == (1, 0, 0, 1)


@pytest.mark.parametrize("renews", ["no", "unknown", None])
def test_vendor_contract_expired_fires_when_it_ended_and_is_not_stated_to_renew(renews: str | None) -> None:
    changes = cells(*AGREEMENT, ends_on="2026-09-29", renews_automatically=renews)
    assert messages("VEN-03", changes=changes) == [
        "CTR-01 ended on 29 September 2026, and no other agreement with Sample Hosting (VND-01) is in force"
    ]
    assert shown("VEN-03", changes=changes) == [["contracts.ends_on 2", "contracts.renews_automatically 2"]]


@pytest.mark.parametrize(("ends_on", "renews"), [("2026-09-30", "no"), ("2026-09-29", "yes")])
def test_vendor_contract_expired_is_silent_while_it_runs(ends_on: str, renews: str) -> None:
    changes = cells(*AGREEMENT, ends_on=ends_on, renews_automatically=renews)
    assert outcomes("VEN-03", changes=changes) == (1, 0, 2, 0)


def test_vendor_contract_expired_is_silent_when_another_agreement_runs() -> None:
    changes = cells(*AGREEMENT, ends_on="2026-01-31", renews_automatically="no")
    assert outcomes("VEN-03", changes=changes, add=another()) == (1, 0, 3, 0)
    assert outcomes("VEN-03", changes=changes, add=another(kind="order")) == (0, 1, 3, 0)
    both = another(ends_on="2026-02-28", renews_automatically="no")
    assert outcomes("VEN-03", changes=changes, add=both) == (0, 2, 2, 0)
    assert outcomes("VEN-03", changes=changes, add=another(kind="")) == (0, 0, 3, 1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (cells(*AGREEMENT, kind="order"), (0, 0, 3, 0)),
        (cells(*VENDOR, status="ended"), (0, 0, 3, 0)),
        (cells(*VENDOR, status=None), (0, 0, 2, 1)),
        (cells(*AGREEMENT, vendor_id=None), (0, 0, 3, 0)),
        (cells(*AGREEMENT, vendor_id="VND-99"), (0, 0, 2, 1)),
        (cells(*AGREEMENT, ends_on="tbc"), (0, 0, 2, 1)),
    ],
)
def test_vendor_contract_expired_applies_to_agreements_with_active_vendors(
    changes: dict[tuple[str, str, str], str | None], expected: tuple[int, int, int, int]
) -> None:
    ended = cells(*AGREEMENT, ends_on="2026-01-31", renews_automatically="no")
    assert outcomes("VEN-03", changes={**ended, **changes}) == expected


@pytest.mark.parametrize(
    ("ends_on", "failed"), [("2026-09-29", 0), ("2026-09-30", 1), ("2026-12-29", 1), ("2026-12-30", 0)]
)
def test_vendor_contract_ends_soon_fires_from_the_last_day_of_the_period_for_ninety_days(
    ends_on: str, failed: int
) -> None:
    changes = cells(*AGREEMENT, ends_on=ends_on, renews_automatically="no")
    assert outcomes("VEN-04", changes=changes) == (1 - failed, failed, 2, 0)


@pytest.mark.parametrize(
    ("renews", "words"),
    [("no", "does not renew"), ("unknown", "is not stated to renew"), (None, "is not stated to renew")],
)
def test_vendor_contract_ends_soon_says_whether_it_renews(renews: str | None, words: str) -> None:
    changes = cells(*AGREEMENT, ends_on="2026-11-30", renews_automatically=renews)
    assert messages("VEN-04", changes=changes) == [
        f"CTR-01 with Sample Hosting (VND-01) ends on 30 November 2026 and {words}"
    ]
    assert shown("VEN-04", changes=changes) == [["contracts.ends_on 2", "contracts.renews_automatically 2"]]
    assert findings_of("VEN-04", changes=changes)[0].severity == "info"


@pytest.mark.parametrize(
    ("identity", "values"), [("CTR-01", {"renews_automatically": "yes"}), ("CTR-03", {"renews_automatically": "no"})]
)
def test_vendor_contract_ends_soon_does_not_apply_to_renewals_and_clients(
    identity: str, values: dict[str, str]
) -> None:
    assert outcomes("VEN-04", changes=cells("contracts", identity, ends_on="2026-11-30", **values)) == (0, 0, 3, 0)


def test_vendor_contract_ends_soon_does_not_apply_to_a_vendor_that_left() -> None:
    ends_soon = cells(*AGREEMENT, ends_on="2026-11-30", renews_automatically="no")
    assert outcomes("VEN-04", changes={**ends_soon, **cells(*VENDOR, status="ended")}) == (0, 0, 3, 0)
    assert outcomes("VEN-04", changes={**ends_soon, **cells(*VENDOR, status=None)}) == (0, 0, 2, 1)


def test_vendor_contract_ends_soon_warns_as_early_as_the_settings_say() -> None:
    rows = rows_with(cells(*AGREEMENT, ends_on="2026-10-31", renews_automatically="no"))
    rule = [one for one in known_rules() if one.rule_id == "VEN-04"]
    for days, count in ((30, 0), (31, 1)):
        case = a_case(rows, settings=Settings(thresholds={"house_contract_warning": days}))
        assert len(audit_case(case, rule, NO_EVIDENCE).findings) == count


@pytest.mark.parametrize("column", EIGHT_CLAUSES)
def test_vendor_clause_missing_fires_for_each_clause(column: str) -> None:
    found = findings_of("VEN-05", changes=cells(*AGREEMENT, **{column: "no"}))
    assert [(finding.record_id, finding.field) for finding in found] == [("CTR-01", column)]
    assert found[0].message == f"CTR-01 with Sample Hosting (VND-01) has no clause on {EIGHT_CLAUSES[column]}"


def test_vendor_clause_missing_applies_only_to_agreements_with_vendors() -> None:
    assert outcomes("VEN-05", changes=cells(*AGREEMENT, kind="order", has_audit_clause="no")) == (1, 0, 2, 0)
    assert outcomes("VEN-05", changes=cells("contracts", "CTR-03", has_audit_clause="no")) == (2, 0, 1, 0)


@pytest.mark.parametrize("missing", PARTICULARS)
def test_particulars_not_stated_fires_for_each_of_the_five(missing: str) -> None:
    stated = "; ".join(term for term in PARTICULARS if term != missing)
    found = findings_of("VEN-06", changes=cells(*AGREEMENT, stated_particulars=stated))
    assert [(finding.record_id, finding.field) for finding in found] == [("CTR-01", "stated_particulars")]


def test_particulars_not_stated_names_what_is_missing_in_one_finding() -> None:
    changes = cells("contracts", "CTR-03", stated_particulars="duration; data_types; nature_and_purpose")
    assert messages("VEN-06", changes=changes) == [
        "CTR-03 with Sample Robotics AG (CLI-01) is not stated to name subject matter or categories of data subjects"
    ]
    nothing = cells(*AGREEMENT, stated_particulars=None, vendor_id=None)
    assert messages("VEN-06", changes=nothing) == [
        "CTR-01 with no stated party is not stated to name subject matter, duration, nature and purpose,"
        " types of personal data or categories of data subjects"
    ]


def test_particulars_not_stated_does_not_apply_to_other_contracts() -> None:
    changes = cells(*AGREEMENT, kind="order", stated_particulars=None)
    assert outcomes("VEN-06", changes=changes) == (2, 0, 1, 0)
    assert outcomes("VEN-06", changes=cells(*AGREEMENT, kind=None)) == (2, 0, 0, 1)


def test_breach_notice_too_long_fires_beyond_forty_eight_hours_and_when_blank() -> None:
    assert messages("VEN-17", changes=cells(*AGREEMENT, breach_notice_hours="49")) == [
        "CTR-01 with Sample Hosting (VND-01) allows 49 hours for reporting a breach, more than 48 (house default)"
    ]
    assert messages("VEN-17", changes=cells(*AGREEMENT, breach_notice_hours=None)) == [
        "CTR-01 with Sample Hosting (VND-01) states no time for reporting a breach"
    ]
    assert outcomes("VEN-17", changes=cells(*AGREEMENT, breach_notice_hours="48")) == (2, 0, 1, 0)


def test_breach_notice_too_long_is_not_assessable_when_the_hours_cannot_be_read() -> None:
    assert outcomes("VEN-17", changes=cells(*AGREEMENT, breach_notice_hours="promptly")) == (1, 0, 1, 1)
    assert outcomes("VEN-17", changes=cells("contracts", "CTR-03", breach_notice_hours="99")) == (2, 0, 1, 0)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("no", "lacks the terms California asks for"),
        ("unknown", "does not state whether it holds the terms California asks for"),
        (None, "does not state whether it holds the terms California asks for"),
    ],
)
def test_californian_terms_missing_fires_when_they_are_not_stated(answer: str | None, words: str) -> None:
    changes = {**IN_CALIFORNIA, **cells(*AGREEMENT, has_ccpa_terms=answer)}
    assert messages("VEN-18", changes=changes) == [f"CTR-01 with Sample Hosting (VND-01) {words}"]
    assert places_of("VEN-18", changes=changes) == ("CTR-01 has_ccpa_terms",)


@pytest.mark.parametrize(
    ("thresholds", "provider", "expected"),
    [
        ("yes", "no", (2, 0, 1, 0)),
        ("no", "yes", (2, 0, 1, 0)),
        ("unknown", "yes", (2, 0, 1, 0)),
        ("no", "no", (0, 0, 3, 0)),
        (None, "no", (0, 0, 1, 2)),
    ],
)
def test_californian_terms_missing_applies_to_businesses_and_service_providers(
    thresholds: str | None, provider: str, expected: tuple[int, int, int, int]
) -> None:
    values = {"meets_ccpa_thresholds": thresholds, "acts_as_ccpa_service_provider": provider}
    assert outcomes("VEN-18", changes=cells("organisation", "acme", regimes="us_ccpa", **values)) == expected


def test_californian_terms_missing_does_not_apply_under_other_laws() -> None:
    changes = {**cells("organisation", "acme", meets_ccpa_thresholds="yes"), **cells(*AGREEMENT, has_ccpa_terms="no")}
    assert outcomes("VEN-18", changes=changes) == (0, 0, 3, 0)


def test_californian_terms_missing_is_not_assessable_when_it_is_open_which_entity_signed() -> None:
    second = {**a_row("organisation", "acme", entity_id="acme-us"), "regimes": "us_ccpa"}
    changes = {**IN_CALIFORNIA, **cells("contracts", "*", entity_id=None)}
    result = reasons("VEN-18", changes=changes, add={"organisation": [second]})
    assert result == ["which legal entity signed is not stated"]


def test_breach_notice_too_long_says_who_set_the_limit() -> None:
    rows = rows_with(cells(*AGREEMENT, breach_notice_hours="48"))
    rule = [one for one in known_rules() if one.rule_id == "VEN-17"]
    case = a_case(rows, settings=Settings(thresholds={"house_vendor_breach_notice": 24}))
    found = {finding.record_id: finding.message for finding in audit_case(case, rule, NO_EVIDENCE).findings}
    assert found["CTR-01"].endswith("allows 48 hours for reporting a breach, more than 24 (set in auditlib.toml)")
