"""RET: disposals are done in time, for good, and can be shown."""

from datetime import date

import pytest

from auditlib.evidence.facts import Evidence
from auditlib.evidence.storage_inventory import StorageInventory, StoredPrefix
from auditlib.findings import Severity
from tests.rules.changing import cells as changed
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("RET-10", "RET-12", "RET-13", "RET-14")


def dis(**cells: str | None) -> dict[Change, str | None]:
    return changed("disposals", "DIS-01", **cells)


REQUESTED = dis(reason="client_request", dataset_id="DAT-01", requested_on="2026-07-01", completed_on="2026-07-31")
DELETED = changed("datasets", "DAT-01", status="deleted")
DONE = REQUESTED | DELETED


def an_inventory(objects: int, day: date | None = date(2026, 9, 30), store: str = "acme-data") -> StorageInventory:
    stored = StoredPrefix(store, "cli-01/batch-4", objects, 10, None, None)
    return StorageInventory("EV-01", "inventory.csv", day, (stored,))


NOTHING_LEFT = Evidence(sources=(an_inventory(0),))


def test_client_deletion_not_done_is_silent_on_the_last_day_of_the_clients_time() -> None:
    result = result_of("RET-10", changes=DONE, evidence=NOTHING_LEFT)
    assert (result.passed, result.failed, result.not_assessable) == (1, 0, 0)


def test_client_deletion_not_done_fires_a_day_later() -> None:
    (found,) = findings_of("RET-10", changes=DONE | dis(completed_on="2026-08-01"), evidence=NOTHING_LEFT)
    assert (found.record_id, found.field, found.severity) == ("DIS-01", "completed_on", Severity.CRITICAL)
    assert found.message == "DIS-01 was due by 31 July 2026 and finished on 1 August 2026"
    assert [place.cell for place in found.places] == ["M2", "I2", "G2"]


@pytest.mark.parametrize("outcome", ["open", "partly_completed"])
def test_client_deletion_not_done_fires_where_no_day_is_stated(outcome: str) -> None:
    changes = REQUESTED | dis(completed_on=None, outcome=outcome)
    (found,) = findings_of("RET-10", changes=changes)
    assert found.message == "DIS-01 was due by 31 July 2026 and is not finished"


def test_client_deletion_not_done_waits_until_the_day_has_passed() -> None:
    changes = REQUESTED | dis(completed_on=None, outcome="open")
    assert not findings_of("RET-10", changes=changes, as_of=date(2026, 7, 31))
    assert findings_of("RET-10", changes=changes, as_of=date(2026, 8, 1))


@pytest.mark.parametrize(
    ("days", "last"), [("14", "15 July 2026 and"), (None, "31 July 2026 (house default) and"), ("0", "1 July 2026 and")]
)
def test_client_deletion_not_done_counts_the_days_the_client_agreed_or_thirty(days: str | None, last: str) -> None:
    changes = REQUESTED | dis(completed_on=None) | changed("clients", "CLI-01", deletion_days=days)
    assert f"was due by {last}" in findings_of("RET-10", changes=changes)[0].message


def test_client_deletion_not_done_takes_the_day_that_is_stated() -> None:
    changes = DONE | dis(due_on="2026-07-30")
    assert "was due by 30 July 2026" in findings_of("RET-10", changes=changes, evidence=NOTHING_LEFT)[0].message


def test_client_deletion_not_done_fires_when_the_dataset_is_still_held() -> None:
    (found,) = findings_of("RET-10", changes=REQUESTED, evidence=NOTHING_LEFT)
    assert found.message == "DIS-01 is finished, and DAT-01 is marked as still held"
    assert [place.sheet for place in found.places] == ["disposals", "datasets"]


@pytest.mark.parametrize(("objects", "many"), [(1, "1 object"), (3, "3 objects")])
def test_client_deletion_not_done_fires_when_a_later_inventory_lists_objects(objects: int, many: str) -> None:
    evidence = Evidence(sources=(an_inventory(objects),))
    (found,) = findings_of("RET-10", changes=DONE, evidence=evidence)
    assert found.message == (
        f"DIS-01 is finished, and the storage inventory of 30 September 2026 lists {many}"
        " under acme-data/cli-01/batch-4/"
    )
    assert [(place.sheet, place.cell) for place in found.places] == [("disposals", "M2"), ("datasets", "O2")]


def test_client_deletion_not_done_reports_each_fact_of_its_own() -> None:
    evidence = Evidence(sources=(an_inventory(1),))
    changes = REQUESTED | dis(completed_on="2026-08-02")
    assert len(findings_of("RET-10", changes=changes, evidence=evidence)) == 3
    paths = changed("datasets", "DAT-01", storage_paths="acme-data/cli-01/; s3://acme-data/cli-01/batch-4")
    assert len(findings_of("RET-10", changes=DONE | paths, evidence=evidence)) == 2


@pytest.mark.parametrize(
    "inventories",
    [
        (),
        (an_inventory(1, date(2026, 7, 31)),),
        (an_inventory(1, None),),
        (an_inventory(1, store="other-data"),),
    ],
)
def test_client_deletion_not_done_is_not_assessable_without_a_later_inventory(
    inventories: tuple[StorageInventory, ...],
) -> None:
    result = result_of("RET-10", changes=DONE, evidence=Evidence(sources=inventories))
    assert (result.not_assessable, result.failed) == (1, 0)
    day_after = Evidence(sources=(*inventories, an_inventory(0, date(2026, 8, 1))))
    assert result_of("RET-10", changes=DONE, evidence=day_after).passed == 1


def test_client_deletion_not_done_takes_the_last_inventory_of_the_store() -> None:
    earlier, last = an_inventory(4, date(2026, 8, 31)), an_inventory(0)
    assert not findings_of("RET-10", changes=DONE, evidence=Evidence(sources=(earlier, last)))
    assert findings_of(
        "RET-10", changes=DONE, evidence=Evidence(sources=(an_inventory(0, date(2026, 8, 31)), an_inventory(2)))
    )


def test_client_deletion_not_done_says_which_store_has_no_inventory() -> None:
    result = result_of("RET-10", changes=DONE, evidence=Evidence(sources=(an_inventory(1, store="other"),)))
    assert result.reasons == {"no storage inventory of acme-data made after 31 July 2026": 1}


def test_client_deletion_not_done_is_not_assessable_where_no_path_is_stated() -> None:
    changes = DONE | changed("datasets", "DAT-01", storage_paths=None)
    assert result_of("RET-10", changes=changes, evidence=NOTHING_LEFT).not_assessable == 1


def test_client_deletion_not_done_dates_each_store_of_an_inventory_on_its_own() -> None:
    before, after = date(2026, 7, 1), date(2026, 9, 1)

    def listed(day: date) -> Evidence:
        ours = StoredPrefix("acme-data", "cli-01/batch-4", 1, 10, None, None, day)
        theirs = StoredPrefix("other", "x", 1, 10, None, None, after)
        return Evidence(sources=(StorageInventory("EV-01", "inventory.csv", after, (ours, theirs)),))

    assert result_of("RET-10", changes=DONE, evidence=listed(before)).not_assessable == 1
    (found,) = findings_of("RET-10", changes=DONE, evidence=listed(date(2026, 8, 15)))
    assert "the storage inventory of 15 August 2026 lists 1 object" in found.message


def test_client_deletion_not_done_says_that_a_finished_one_states_no_day() -> None:
    (found,) = findings_of("RET-10", changes=DONE | dis(completed_on=None))
    assert found.message == "DIS-01 was due by 31 July 2026 and states no day on which it was finished"


def test_client_deletion_not_done_says_that_it_was_done_in_part() -> None:
    in_part = REQUESTED | dis(outcome="partly_completed")
    (found,) = findings_of("RET-10", changes=in_part, evidence=NOTHING_LEFT)
    assert found.message == "DIS-01 is finished in part, and DAT-01 is marked as still held"
    kept_by_law = in_part | dis(refusal_law_reference="Tax Act s.886")
    result = result_of("RET-10", changes=kept_by_law, evidence=NOTHING_LEFT)
    assert (result.failed, result.not_assessable) == (0, 1)


@pytest.mark.parametrize("column", ["dataset_id", "requested_on", "outcome", "reason"])
def test_client_deletion_not_done_is_not_assessable_when_a_cell_is_blank(column: str) -> None:
    assert result_of("RET-10", changes=DONE | dis(**{column: None}), evidence=NOTHING_LEFT).not_assessable == 1


def test_client_deletion_not_done_does_not_apply_to_refusals_and_other_reasons() -> None:
    assert result_of("RET-10", changes=DONE | dis(outcome="refused")).not_applicable == 1
    assert result_of("RET-10", changes=DONE | dis(reason="contract_end")).not_applicable == 1


def test_disposal_without_proof_fires_on_certificate_and_backups() -> None:
    found = findings_of("RET-12", changes=dis(certificate_ref=None, backups_expire_on=None))
    assert {(one.field, one.message) for one in found} == {
        ("certificate_ref", "DIS-01 is completed and refers to no certificate or log"),
        ("backups_expire_on", "DIS-01 is completed and does not say when the last backup copy goes"),
    }


@pytest.mark.parametrize("reason", ["client_request", "contract_end", "retention_end", "rights_request"])
def test_disposal_without_proof_applies_to_each_reason_but_a_vendors_leaving(reason: str) -> None:
    assert places_of("RET-12", changes=dis(certificate_ref=None, reason=reason)) == ("DIS-01 certificate_ref",)
    result = result_of("RET-12", changes=dis(certificate_ref=None, reason="vendor_offboarding"))
    assert result.not_applicable == 1


def test_disposal_without_proof_applies_to_what_is_completed() -> None:
    assert result_of("RET-12", changes=dis(outcome="open")).not_applicable == 1
    assert result_of("RET-12", changes=dis(outcome=None)).not_assessable == 1


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("pseudonymisation", "pseudonymisation"),
        ("hashing", "hashing"),
        ("deactivation", "deactivation of an account"),
        ("archiving", "archiving"),
    ],
)
def test_disposal_is_no_erasure_fires_on_disposals_and_on_rules(method: str, words: str) -> None:
    (found,) = findings_of("RET-13", changes=dis(method=method))
    assert (found.record_id, found.field) == ("DIS-01", "method")
    assert found.message == f"DIS-01 was carried out by {words}, which leaves personal data behind"
    assert (found.population.examined, found.population.failed) == (2, 1)
    (found,) = findings_of("RET-13", changes=changed("retention", "RTN-01", disposal_method=method))
    assert (found.record_id, found.field) == ("RTN-01", "disposal_method")
    assert found.message == f"RTN-01 ends in {words}, which leaves personal data behind"


@pytest.mark.parametrize("method", ["deletion", "secure_erasure", "destruction_of_keys", "return", "anonymisation"])
def test_disposal_is_no_erasure_is_silent_on_what_ends_the_processing(method: str) -> None:
    assert not findings_of("RET-13", changes=dis(method=method))


def test_disposal_is_no_erasure_applies_to_completed_disposals_and_rules_with_a_method() -> None:
    assert result_of("RET-13").passed == 2
    assert result_of("RET-13", changes=dis(outcome="open", method="archiving")).passed == 1
    assert result_of("RET-13", changes=changed("retention", "RTN-01", disposal_method=None)).passed == 1
    result = result_of("RET-13", changes=dis(method=None))
    assert (result.passed, result.not_assessable) == (1, 1)
    assert result_of("RET-13", changes=dis(outcome=None)).not_assessable == 1


@pytest.mark.parametrize("outcome", ["refused", "partly_completed"])
@pytest.mark.parametrize("reason", ["client_request", "contract_end"])
def test_refusal_law_not_stated_fires_without_a_law(outcome: str, reason: str) -> None:
    changes = dis(outcome=outcome, reason=reason)
    assert places_of("RET-14", changes=changes) == ("DIS-01 refusal_law_reference",)
    assert not findings_of("RET-14", changes=changes | dis(refusal_law_reference="Tax Act s.886"))


def test_refusal_law_not_stated_does_not_apply_to_other_disposals() -> None:
    assert result_of("RET-14", changes=dis(outcome="completed", reason="client_request")).not_applicable == 1
    assert result_of("RET-14", changes=dis(outcome="refused", reason="retention_end")).not_applicable == 1
    assert result_of("RET-14", changes=dis(outcome="refused", reason=None)).not_assessable == 1


def test_a_rule_about_disposals_has_no_answer_without_their_sheet() -> None:
    for rule_id in ("RET-10", "RET-12", "RET-14"):
        assert not result_of(rule_id, without=["disposals"]).has_answer
    another = a_row("disposals", "DIS-01", disposal_id="DIS-02", method="hashing")
    assert places_of("RET-13", add={"disposals": [another]}) == ("DIS-02 method",)
