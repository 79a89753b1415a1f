"""What those who receive information are said to do with it."""

import pytest

from tests.practice.stating import a_scan, places, stated, verdict
from tests.rules.changing import cells
from tests.rules.making import Change, a_row

SERVICES = stated("shares_with", "forbids", "all", quote="Vendors are allowed to use your information only for us")
OF_THESE = stated(
    "shares_with", "forbids", "all", "recipient_category", "hosting", quote="Hosting providers may use data only for us"
)
NO_MARKETING = stated("shares_with", "forbids", "none", "cookie_category", "marketing", quote="not for their marketing")
OTHERS = stated("shares_with", "forbids", "none", "recipient_category", "client", quote="or share with other clients")
PROVEN: dict[Change, str | None] = {("vendors", "VND-02", "own_use_evidence_ref"): "EV-04"}
SCAN = a_scan(hosts=("cdn.samplehosting.example",))


def test_vendors_bound_to_their_services_pass() -> None:
    assert verdict(SERVICES, PROVEN) == "passed"
    assert verdict(SERVICES, PROVEN, attested="vendors") == "no_evidence"
    assert verdict(SERVICES, PROVEN, attested="contracts") == "no_evidence"


def test_an_analytics_vendor_has_to_show_its_settings() -> None:
    assert verdict(SERVICES) == "no_evidence"


@pytest.mark.parametrize("column", ["uses_data_for_own_purposes", "trains_models_on_data"])
def test_a_vendor_that_uses_data_for_itself_fails(column: str) -> None:
    assert verdict(SERVICES, PROVEN | {("vendors", "VND-01", column): "yes"}) == "failed"
    assert places(SERVICES, PROVEN | {("vendors", "VND-01", column): "yes"}) == [f"VND-01 {column}"]
    assert verdict(SERVICES, PROVEN | {("vendors", "VND-01", column): "unknown"}) == "no_evidence"


@pytest.mark.parametrize(
    "change",
    [{"signed_on": None}, {"signed_on": "2026-10-01"}, {"vendor_id": None}, {"kind": "confidentiality_agreement"}],
)
def test_a_processor_without_a_signed_agreement_fails(change: dict[str, str | None]) -> None:
    assert places(SERVICES, PROVEN | cells("contracts", "CTR-01", **change)) == ["VND-01 vendor_id"]


def test_a_controller_of_its_own_may_be_bound_by_another_contract() -> None:
    other = cells("contracts", "CTR-01", kind="confidentiality_agreement")
    assert verdict(SERVICES, PROVEN | other | cells("vendors", "VND-01", role="independent_controller")) == "passed"


def test_an_agreement_that_does_not_limit_use_fails() -> None:
    assert verdict(SERVICES, PROVEN | cells("contracts", "CTR-01", limits_use_to_services="no")) == "failed"
    assert verdict(SERVICES, PROVEN | cells("contracts", "CTR-01", limits_use_to_services="unknown")) == "no_evidence"


def test_a_vendor_that_ended_or_sees_no_data_is_not_meant() -> None:
    changed = PROVEN | cells("vendors", "VND-01", uses_data_for_own_purposes="yes")
    assert verdict(SERVICES, changed | cells("vendors", "VND-01", status="ended")) == "passed"
    assert verdict(SERVICES, changed | cells("vendors", "VND-01", processes_personal_data="no")) == "passed"


def test_only_vendors_of_the_kind_named_are_meant() -> None:
    assert verdict(OF_THESE) == "passed"
    assert verdict(OF_THESE, {("vendors", "VND-02", "trains_models_on_data"): "yes"}) == "passed"
    assert verdict(OF_THESE, {("vendors", "VND-01", "trains_models_on_data"): "yes"}) == "failed"
    assert verdict(OF_THESE, attested="contracts") == "no_evidence"


def test_no_marketing_anywhere_passes() -> None:
    assert verdict(NO_MARKETING, evidence=SCAN) == "passed"
    assert verdict(NO_MARKETING, evidence=SCAN, attested="vendors") == "no_evidence"
    assert verdict(NO_MARKETING) == "no_evidence"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({("vendors", "VND-01", "uses_data_for_marketing"): "yes"}, "VND-01 uses_data_for_marketing"),
        ({("cookies", "CKE-01", "category"): "marketing"}, "CKE-01 category"),
        ({("vendors", "VND-01", "services"): "advertising"}, "EV-03 file_name"),
    ],
)
def test_marketing_by_a_vendor_a_cookie_or_a_host_fails(change: dict[Change, str | None], place: str) -> None:
    assert verdict(NO_MARKETING, change, evidence=SCAN) == "failed"
    assert places(NO_MARKETING, change, evidence=SCAN)[0] == place


@pytest.mark.parametrize(
    "change",
    [{("vendors", "VND-01", "uses_data_for_marketing"): None}, {("cookies", "CKE-01", "category"): "unclassified"}],
)
def test_what_nobody_says_of_marketing_leaves_it_open(change: dict[Change, str | None]) -> None:
    assert verdict(NO_MARKETING, change, evidence=SCAN) == "no_evidence"


def test_a_host_of_nobody_known_leaves_it_open() -> None:
    stranger = a_scan("_cs_1", hosts=("t.stranger.example",))
    assert verdict(NO_MARKETING, evidence=stranger) == "no_evidence"


def test_datasets_open_to_their_own_clients_alone_pass() -> None:
    assert verdict(OTHERS) == "passed"
    assert verdict(OTHERS, attested="datasets; access_grants; people") == "no_evidence"


def test_a_dataset_shared_with_another_client_fails() -> None:
    changed = cells("datasets", "DAT-01", shared_with_client_ids="CLI-02")
    assert verdict(OTHERS, changed) == "failed"
    assert places(OTHERS, changed) == ["DAT-01 shared_with_client_ids", "DAT-01 client_id"]


def test_a_dataset_open_to_a_person_of_another_client_fails() -> None:
    assert "P-01 client_id" in places(OTHERS, cells("people", "P-01", client_id="CLI-02"))


def test_a_person_in_no_row_leaves_it_open() -> None:
    assert verdict(OTHERS, cells("access_grants", "GRA-01", person_id="P-77")) == "no_evidence"


def test_a_disclosure_of_a_dataset_to_another_client_fails() -> None:
    row = a_row("disclosures", "DSC-001", disclosure_id="DSC-2", recipient_kind="client", dataset_id="DAT-01")
    assert places(OTHERS, add={"disclosures": [row]}) == ["DSC-2 dataset_id", "DSC-2 recipient_kind"]
