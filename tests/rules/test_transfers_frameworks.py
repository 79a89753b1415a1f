"""TRA: frameworks with a list of importers; each rule fires on one change from the clean register."""

from dataclasses import replace
from datetime import date

import pytest

from auditlib.reference.legal_dates import LegalFact
from auditlib.reference.mechanisms import framework
from auditlib.rules import transfers_frameworks
from tests.rules.changing import outcomes
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("TRA-05", "TRA-06", "TRA-07", "TRA-08", "TRA-09")
Changes = dict[Change, str | None]


def flow(identity: str = "TRF-01", **cells: str | None) -> Changes:
    """Changes of TRF-01 (EU) or TRF-02 (UK): to Countly Stats in the US on the framework, since 2024."""
    return {("transfers", identity, column): value for column, value in cells.items()}


def listing(**cells: str | None) -> Changes:
    return {("certifications", "CER-01", column): value for column, value in cells.items()}


def people(categories: str | None) -> Changes:
    return {("processing_activities", "ACT-01", "data_subject_categories"): categories}


@pytest.mark.parametrize(
    ("regime", "mechanism", "last", "words", "confidence"),
    [
        ("eu_gdpr", "privacy_shield", date(2020, 7, 16), "Privacy Shield, which", "sourced"),
        ("uk_gdpr", "privacy_shield", date(2020, 7, 16), "Privacy Shield, which", "sourced"),
        ("ch_fadp", "privacy_shield", date(2020, 9, 8), "Privacy Shield, which", "memory"),
        ("eu_gdpr", "safe_harbour", date(2015, 10, 6), "Safe Harbour, which", "sourced"),
        ("ch_fadp", "safe_harbour", date(2015, 10, 22), "Safe Harbour, which", "memory"),
    ],
)
def test_framework_void_fires_from_the_day_after_the_last(
    regime: str, mechanism: str, last: date, words: str, confidence: str
) -> None:
    changes = flow(regime=regime, mechanism=mechanism, started_on="2015-01-01")
    (found,) = findings_of("TRA-05", changes=changes)
    assert (found.record_id, found.field, found.confidence) == ("TRF-01", "mechanism", confidence)
    assert words in found.message
    assert found.message.endswith(f"could be relied on until {last.day} {last:%B} {last.year}")
    assert not findings_of("TRA-05", changes=changes, as_of=last)
    assert findings_of("TRA-05", changes=changes, as_of=date.fromordinal(last.toordinal() + 1))


def test_framework_void_is_silent_on_a_flow_that_ended_in_time() -> None:
    shield = flow(mechanism="privacy_shield")
    assert outcomes("TRA-05", shield | flow(ended_on="2020-07-16")) == (1, 0, 3, 0)
    assert outcomes("TRA-05", shield | flow(ended_on="2020-07-17")) == (0, 1, 3, 0)
    assert outcomes("TRA-05", shield | flow(ended_on="2030-01-01")) == (0, 1, 3, 0)


def test_framework_void_is_not_assessable_when_law_end_or_mechanism_are_not_known() -> None:
    shield = flow(mechanism="privacy_shield")
    assert outcomes("TRA-05", shield | flow(regime=None)) == (0, 0, 3, 1)
    assert outcomes("TRA-05", shield | flow(ended_on="soon")) == (0, 0, 3, 1)
    assert outcomes("TRA-05", flow(mechanism=None)) == (0, 0, 3, 1)


@pytest.mark.parametrize(
    ("regime", "before", "words"),
    [
        ("eu_gdpr", "2023-07-09", "9 July 2023; it could be relied on from 10 July 2023 on"),
        ("uk_gdpr", "2023-10-11", "11 October 2023; it could be relied on from 12 October 2023 on"),
        ("ch_fadp", "2024-09-14", "14 September 2024; it could be relied on from 15 September 2024 on"),
    ],
)
def test_outside_framework_dates_fires_on_the_day_before_the_first(regime: str, before: str, words: str) -> None:
    (found,) = findings_of("TRA-06", changes=flow(regime=regime, started_on=before))
    assert (found.record_id, found.field, found.confidence) == ("TRF-01", "started_on", "sourced")
    assert found.message == f"TRF-01 rests on the Data Privacy Framework and began on {words}"
    first = date.fromordinal(date.fromisoformat(before).toordinal() + 1).isoformat()
    assert outcomes("TRA-06", flow(regime=regime, started_on=first)) == (2, 0, 2, 0)


def test_outside_framework_dates_needs_the_first_day_and_the_law() -> None:
    assert outcomes("TRA-06", flow(started_on=None)) == (1, 0, 2, 1)
    assert outcomes("TRA-06", flow(regime=None)) == (1, 0, 2, 1)
    assert outcomes("TRA-06", flow(mechanism="scc_2021", started_on="2020-01-01")) == (1, 0, 3, 0)


def test_outside_framework_dates_fires_once_a_ruling_ends_the_framework(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(mechanism: str, regime: str) -> LegalFact:
        return replace(framework(mechanism, regime), valid_until=date(2026, 9, 29))

    monkeypatch.setattr(transfers_frameworks, "framework", ended)
    found = findings_of("TRA-06")
    assert [(finding.record_id, finding.field) for finding in found] == [
        ("TRF-01", "mechanism"),
        ("TRF-02", "mechanism"),
    ]
    assert found[0].message == (
        "TRF-01 rests on the Data Privacy Framework, which could be relied on until 29 September 2026"
    )
    assert len(findings_of("TRA-06", changes=flow(started_on="2020-01-01", ended_on="2026-09-29"))) == 2
    assert not findings_of("TRA-06", as_of=date(2026, 9, 29))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (listing(status="inactive"), "CER-01 is “inactive or lapsed”"),
        (listing(status="withdrawn"), "CER-01 is “withdrawn”"),
        (listing(status="not_listed"), "CER-01 is “looked for and not found”"),
        (listing(expires_on="2026-09-29"), "CER-01 ran out on 29 September 2026"),
        (listing(issued_on="2026-10-01"), "CER-01 begins on 1 October 2026"),
        (
            listing(status="inactive", expires_on="2026-09-29"),
            "CER-01 is “inactive or lapsed” and ran out on 29 September 2026",
        ),
    ],
)
def test_importer_not_listed_fires(changes: Changes, words: str) -> None:
    found = findings_of("TRA-07", changes=changes)
    assert [(finding.record_id, finding.field) for finding in found] == [
        ("TRF-01", "mechanism"),
        ("TRF-02", "mechanism"),
    ]
    assert found[0].message == (
        "TRF-01 rests on the Data Privacy Framework, and Countly Stats (VND-02) has no active listing in the register;"
        f" {words}; the stated fallback is EU standard contractual clauses 2021"
    )
    assert found[1].message.endswith("; no fallback is stated")
    assert [place.sheet for place in found[0].places] == ["transfers", "certifications"]


@pytest.mark.parametrize(
    "changes",
    [
        listing(expires_on="2026-09-30"),
        listing(issued_on="2026-09-30"),
        listing(expires_on=None, issued_on=None),
        listing(covers_uk_extension="no") | flow("TRF-02", mechanism="uk_addendum"),
    ],
)
def test_importer_not_listed_is_silent(changes: Changes) -> None:
    assert not places_of("TRA-07", changes=changes)


@pytest.mark.parametrize("said", ["no", "unknown", None])
def test_importer_not_listed_asks_for_the_uk_extension_and_the_swiss_framework(said: str | None) -> None:
    assert places_of("TRA-07", changes=listing(covers_uk_extension=said)) == ("TRF-02 mechanism",)
    changes = flow("TRF-02", regime="ch_fadp") | listing(covers_swiss_framework=said)
    (found,) = findings_of("TRA-07", changes=changes)
    assert "; CER-01 is not stated to cover the Swiss-U.S. framework; " in found.message
    assert not places_of("TRA-07", changes=changes | listing(covers_swiss_framework="yes"))


def test_importer_not_listed_names_the_extension_that_is_missing() -> None:
    (found,) = findings_of("TRA-07", changes=listing(covers_uk_extension="no"))
    assert "; CER-01 is not stated to cover the UK Extension; " in found.message


def test_importer_not_listed_fires_when_there_is_no_listing() -> None:
    found = findings_of("TRA-07", changes=listing(kind="iso_27001"))
    assert len(found) == 2
    assert found[0].message == (
        "TRF-01 rests on the Data Privacy Framework, and Countly Stats (VND-02) has no active listing in the register;"
        " the stated fallback is EU standard contractual clauses 2021"
    )
    assert len(findings_of("TRA-07", changes=listing(vendor_id="VND-01"))) == 2


def test_a_fallback_of_none_is_no_fallback() -> None:
    found = findings_of("TRA-07", changes=listing(status="inactive") | flow(fallback_mechanism="none"))
    assert found[0].message.endswith("; no fallback is stated")


def test_one_active_listing_suffices() -> None:
    second = a_row("certifications", "CER-01", certification_id="CER-02", status="withdrawn")
    assert not places_of("TRA-07", add={"certifications": [second]})
    assert not places_of(
        "TRA-07", changes=listing(status=None), add={"certifications": [{**second, "status": "active"}]}
    )


def test_importer_not_listed_is_not_assessable_when_status_or_importer_is_not_known() -> None:
    assert outcomes("TRA-07", listing(status=None)) == (0, 0, 2, 2)
    assert outcomes("TRA-07", listing(kind=None)) == (0, 0, 2, 2)
    assert outcomes("TRA-07", flow(importer_vendor_id=None)) == (1, 0, 2, 1)
    assert outcomes("TRA-07", flow(importer_vendor_id="VND-99")) == (1, 0, 2, 1)
    assert outcomes("TRA-07", flow(regime=None)) == (1, 0, 2, 1)
    result = result_of("TRA-07", without=["certifications"])
    assert (result.not_assessable, result.failed) == (2, 0)


def test_an_unknown_status_does_not_hide_that_the_listing_ran_out() -> None:
    found = findings_of("TRA-07", changes=listing(status=None, expires_on="2026-01-01"))
    assert "; CER-01 ran out on 1 January 2026; " in found[0].message


def test_importer_not_listed_applies_while_the_flow_goes_on() -> None:
    inactive = listing(status="inactive") | flow("TRF-02", mechanism="uk_addendum")
    assert outcomes("TRA-07", inactive | flow(ended_on="2026-09-29")) == (0, 0, 4, 0)
    assert outcomes("TRA-07", inactive | flow(ended_on="2026-09-30")) == (0, 1, 3, 0)
    assert outcomes("TRA-07", inactive | flow(ended_on="2026-10-15")) == (0, 1, 3, 0)


def test_a_group_company_is_listed_by_its_own_row() -> None:
    group = flow(importer_vendor_id=None, importer_entity_id="acme") | flow("TRF-02", mechanism="uk_addendum")
    (found,) = findings_of("TRA-07", changes=group)
    assert "Acme Labelling Ltd (acme) has no active listing" in found.message
    assert not places_of("TRA-07", changes=group | listing(vendor_id=None, entity_id="acme"))


def test_an_importer_by_name_is_listed_under_its_name() -> None:
    named = flow(importer_vendor_id=None, importer_name="COUNTLY STATS, Inc.")
    assert not places_of("TRA-07", changes=named)
    (found,) = findings_of("TRA-07", changes=named | listing(listed_name="Other Inc"))
    assert "and COUNTLY STATS, Inc. has no active listing" in found.message


def test_listings_of_one_name_count_together() -> None:
    named = flow(importer_vendor_id=None, importer_name="Countly Stats") | listing(status="withdrawn")
    second = a_row("certifications", "CER-01", certification_id="CER-02", vendor_id="", entity_id="acme")
    assert places_of("TRA-07", changes=named, add={"certifications": [second]}) == ("TRF-02 mechanism",)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            listing(checked_on=None),
            "checked_on",
            "CER-01 states no day on which the list was looked at",
        ),
        (
            listing(checked_on="2025-09-29"),
            "checked_on",
            "CER-01 was last checked on 29 September 2025, more than 12 months ago (house default)",
        ),
        (listing(evidence_ref=None), "evidence_ref", "CER-01 refers to no copy of the entry on the list"),
    ],
)
def test_listing_not_checked_fires(changes: Changes, field: str, message: str) -> None:
    (found,) = findings_of("TRA-08", changes=changes)
    assert (found.record_id, found.field, found.message) == ("CER-01", field, message)


def test_listing_not_checked_is_silent_at_twelve_months_and_applies_to_listings() -> None:
    assert outcomes("TRA-08", listing(checked_on="2025-09-30")) == (1, 0, 0, 0)
    assert outcomes("TRA-08", listing(checked_on=None, kind="soc_2")) == (0, 0, 1, 0)
    assert outcomes("TRA-08", listing(kind=None)) == (0, 0, 0, 1)
    assert outcomes("TRA-08", listing(checked_on="lately")) == (0, 0, 0, 1)
    assert outcomes("TRA-08", listing(checked_on="lately", evidence_ref=None)) == (0, 1, 0, 0)
    assert len(findings_of("TRA-08", changes=listing(checked_on=None, evidence_ref=None))) == 2


@pytest.mark.parametrize("staff", ["employees", "contractors", "applicants", "annotators"])
@pytest.mark.parametrize("said", ["no", "unknown", None])
def test_staff_not_covered_fires(staff: str, said: str | None) -> None:
    changes = people(f"enquirers; {staff}") | listing(covers_hr_data=said)
    found = findings_of("TRA-09", changes=changes)
    assert [finding.record_id for finding in found] == ["TRF-01", "TRF-02"]
    assert found[0].field == "mechanism"
    assert found[0].message == (
        "TRF-01 sends data about staff to Countly Stats (VND-02), whose listing is not stated to cover them"
    )
    assert [place.sheet for place in found[0].places] == ["transfers", "certifications"]


def test_staff_not_covered_is_silent_when_covered_and_does_not_apply_to_others() -> None:
    assert outcomes("TRA-09", people("employees") | listing(covers_hr_data="yes")) == (2, 0, 2, 0)
    assert outcomes("TRA-09", people("client_contacts")) == (0, 0, 4, 0)
    assert outcomes("TRA-09", people("employees") | flow(mechanism="scc_2021")) == (0, 1, 3, 0)


def test_staff_not_covered_counts_only_listings_of_the_framework() -> None:
    second = a_row("certifications", "CER-01", certification_id="CER-02", kind="iso_27001", covers_hr_data="yes")
    assert len(findings_of("TRA-09", changes=people("employees"), add={"certifications": [second]})) == 2


@pytest.mark.parametrize(
    "changes", [people(None), people("employees") | listing(kind="soc_2"), flow(activity_ids="ACT-99")]
)
def test_staff_not_covered_is_not_assessable_when_people_or_listing_are_not_known(changes: Changes) -> None:
    result = result_of("TRA-09", changes=changes)
    assert result.not_assessable >= 1
    assert result.failed == 0


def test_the_reason_names_the_flow_without_listing() -> None:
    changes = people("employees") | listing(kind="soc_2") | flow("TRF-02", mechanism="uk_addendum")
    assert dict(result_of("TRA-09", changes=changes).reasons) == {
        "no listing of the importer of TRF-01 in force in the register": 1
    }


@pytest.mark.parametrize("lapsed", [{"status": "withdrawn"}, {"expires_on": "2026-09-29"}])
def test_staff_are_covered_only_by_a_listing_in_force(lapsed: dict[str, str]) -> None:
    covering = a_row("certifications", "CER-01", certification_id="CER-02", covers_hr_data="yes")
    beside = {"changes": people("employees"), "add": {"certifications": [{**covering, **lapsed}]}}
    assert places_of("TRA-09", **beside) == ("TRF-01 mechanism", "TRF-02 mechanism")
    assert not places_of("TRA-09", changes=people("employees"), add={"certifications": [covering]})
    # Whoever is not on the list at all is found by TRA-07.
    assert outcomes("TRA-09", people("employees") | listing(covers_hr_data="yes", **lapsed)) == (0, 0, 2, 2)


def test_a_flow_that_ended_is_measured_by_any_listing() -> None:
    ended = (
        people("employees") | listing(status="inactive") | flow(ended_on="2026-09-29") | flow("TRF-02", country=None)
    )
    assert places_of("TRA-09", changes=ended) == ("TRF-01 mechanism",)
    assert outcomes("TRA-09", ended | listing(covers_hr_data="yes")) == (1, 0, 2, 1)
