"""POL: the policy in force is dated, approved, and no older than the register."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from auditlib.audit import audit_case
from auditlib.findings import Finding, RuleResult, Severity
from auditlib.intake.inventory import InputFile, Role
from auditlib.policy.reading import policy_of_text
from auditlib.register.register import Register
from auditlib.rulebook.view import View
from auditlib.rules import known_rules
from auditlib.sheets import sheets
from tests.rules.changing import cells as changed
from tests.rules.making import (
    NO_EVIDENCE,
    Change,
    a_case,
    a_row,
    findings_of,
    places_of,
    result_of,
    rows_with,
)

RULES = ("POL-01", "POL-02", "POL-18", "POL-19")
Saying = Callable[[str], None]


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Saying:
    return lambda text: monkeypatch.setattr(View, "policy_of", lambda _view, _version: policy_of_text(text))


def pv(**cells: str | None) -> dict[Change, str | None]:
    return changed("policy_versions", "PV-01", **cells)


def org(**cells: str | None) -> dict[Change, str | None]:
    return changed("organisation", "acme", **cells)


def test_date_of_update_not_shown_fires_without_a_date() -> None:
    (found,) = findings_of("POL-01", changes=pv(stated_updated_on=None))
    assert (found.record_id, found.field, found.severity) == ("PV-01", "stated_updated_on", Severity.MEDIUM)
    assert found.message == "PV-01 “Privacy Policy” states no date of last update"


@pytest.mark.parametrize(
    "shown",
    [
        "1 June 2026",
        "June 1, 2026",
        "june 1 2026",
        "2026-06-01",
        "1\nJune 2026",
        "Jun 1, 2026",
        "June 1,2026",
        "June 1st, 2026",
        "1st of June 2026",
        "01 June 2026",
    ],
)
def test_date_of_update_not_shown_knows_the_ways_to_print_a_day(says: Saying, shown: str) -> None:
    says(f"Last updated: {shown}.")
    assert result_of("POL-01").passed == 1


@pytest.mark.parametrize("shown", ["01/06/2026", "6/1/2026", "01.06.2026"])
def test_date_of_update_not_shown_is_not_assessable_where_the_day_reads_both_ways(says: Saying, shown: str) -> None:
    says(f"Last updated: {shown}.")
    assert result_of("POL-01").reasons == {f"the text prints {shown}, which reads validly both ways": 1}


def test_date_of_update_not_shown_takes_a_numeric_day_that_reads_one_way(says: Saying) -> None:
    says("Last updated: 13/06/2026.")
    assert result_of("POL-01", changes=pv(stated_updated_on="2026-06-13")).passed == 1


@pytest.mark.parametrize("shown", ["2 June 2026", "11 June 2026", "June 2026", "2/7/2026"])
def test_date_of_update_not_shown_fires_when_the_text_shows_another_day(says: Saying, shown: str) -> None:
    says(f"Last updated: {shown}.")
    (found,) = findings_of("POL-01")
    assert found.message == (
        "PV-01 “Privacy Policy” is said to print 1 June 2026 as its last update, and its text does not show that day"
    )


def test_date_of_update_not_shown_wants_an_update_each_year_of_californian_businesses() -> None:
    old = pv(stated_updated_on="2025-09-29")
    (found,) = findings_of("POL-01", changes=old | org(meets_ccpa_thresholds="yes"))
    assert found.message == "PV-01 “Privacy Policy” was last updated on 29 September 2025, more than 12 months ago"
    assert found.confidence == "memory"
    assert [place.sheet for place in found.places] == ["policy_versions", "organisation"]
    just = pv(stated_updated_on="2025-09-30")
    assert not findings_of("POL-01", changes=just | org(meets_ccpa_thresholds="yes"))
    assert not findings_of("POL-01", changes=old | org(meets_ccpa_thresholds="no"))


def test_date_of_update_not_shown_is_not_assessable_where_a_part_is_not_known(says: Saying) -> None:
    assert result_of("POL-01").reasons == {"policy not read": 1}
    says("Last updated: 29 September 2025.")
    old = pv(stated_updated_on="2025-09-29")
    assert result_of("POL-01", changes=old | org(meets_ccpa_thresholds=None)).not_assessable == 1
    assert result_of("POL-01", changes=pv(kind="cookie_policy")).not_applicable == 1


def test_the_text_of_another_version_is_not_read(tmp_path: Path) -> None:
    text = b"Privacy Policy. Last updated 1 March 2021. Write to old@acme.example.\n"
    path = tmp_path / "policy-2021.txt"
    path.write_bytes(text)
    file = InputFile(path.name, Role.POLICY, len(text), sha256(text).hexdigest(), path)
    reason = "policy not read: privacy-policy.txt, which PV-01 names, is not among the inputs"
    for rule_id in ("POL-01", "POL-12", "POL-18"):
        assert results_with(file, rule_id).reasons == {reason: 1}
    assert results_with(file, "POL-18", text_ref=path.name).failed == 1
    assert results_with(file, "POL-18", text_sha256=file.sha256.upper()).failed == 1
    assert results_with(file, "POL-18", text_ref="EV-01").not_assessable == 1


def results_with(file: InputFile, rule_id: str, **cells: str | None) -> RuleResult:
    """What a rule makes of the clean register beside one text of a policy."""
    case = a_case(rows_with(pv(**cells)))
    records = {name: case.register.named(name) for name in case.register.supplied}
    rules = [rule for rule in known_rules() if rule.rule_id == rule_id]
    return audit_case(replace(case, register=Register(records, (file,))), rules, NO_EVIDENCE).results[0]


LATER = "2026-06-02"


@pytest.mark.parametrize(
    ("sheet", "identity"),
    [("processing_activities", "ACT-02"), ("purposes", "PUR-01"), ("transfers", "TRF-02"), ("vendors", "VND-01")],
)
def test_policy_older_than_register_fires_on_a_row_that_began_later(sheet: str, identity: str) -> None:
    (found,) = findings_of("POL-02", changes=changed(sheet, identity, started_on=LATER))
    assert (found.record_id, found.field) == ("PV-01", "effective_on")
    assert found.message == (
        f"PV-01 “Privacy Policy” is of 1 June 2026, and rows of the register began later: {identity} (2 June 2026)"
    )
    assert [place.sheet for place in found.places] == ["policy_versions", sheet]
    assert not findings_of("POL-02", changes=changed(sheet, identity, started_on="2026-06-01"))


@pytest.mark.parametrize(
    "cells",
    [
        changed("processing_activities", "ACT-02", started_on=LATER, status="ended"),
        changed("processing_activities", "ACT-02", started_on=LATER, ended_on="2026-09-29"),
        changed("vendors", "VND-01", started_on=LATER, status="planned"),
        changed("vendors", "VND-01", started_on="2026-10-01"),
        changed("vendors", "VND-02", started_on=LATER, processes_personal_data="no"),
        changed("transfers", "TRF-02", started_on=LATER, ended_on="2026-09-29"),
        changed("purposes", "PUR-01", started_on=LATER) | changed("processing_activities", "ACT-01", status="ended"),
        changed("purposes", "PUR-01", started_on="2026-10-01"),
    ],
)
def test_policy_older_than_register_looks_at_what_runs(cells: dict[Change, str | None]) -> None:
    assert not findings_of("POL-02", changes=cells)


@pytest.mark.parametrize(("day", "count"), [("2026-09-30", 1), ("2026-10-01", 0)])
def test_policy_older_than_register_counts_a_purpose_of_no_stated_activity(day: str, count: int) -> None:
    assert len(findings_of("POL-02", changes=changed("purposes", "PUR-01", started_on=day, activity_id=None))) == count


def test_policy_older_than_register_is_not_assessable_where_a_new_vendor_may_see_no_data() -> None:
    began = changed("vendors", "VND-02", started_on=LATER, processes_personal_data="unknown")
    assert result_of("POL-02", changes=began).not_assessable == 1
    assert result_of("POL-02", changes=began | changed("vendors", "VND-01", started_on=LATER)).failed == 1
    older = changed("vendors", "VND-02", processes_personal_data="unknown")
    assert result_of("POL-02", changes=older).passed == 1


def test_policy_older_than_register_looks_at_the_rows_of_its_own_entity() -> None:
    add = {
        "organisation": [a_row("organisation", "acme", entity_id="beta", legal_name="Beta Ltd")],
        "policy_versions": [a_row("policy_versions", "PV-01", policy_version_id="PV-B", entity_id="beta")],
    }
    of_acme = changed("processing_activities", "*", entity_id="acme")
    changes = of_acme | changed("processing_activities", "ACT-02", started_on=LATER)
    assert [one.record_id for one in findings_of("POL-02", changes=changes, add=add)] == ["PV-01"]


def test_policy_older_than_register_takes_the_later_of_its_two_days() -> None:
    began = changed("vendors", "VND-01", started_on=LATER)
    assert not findings_of("POL-02", changes=began | pv(stated_updated_on=LATER))
    assert findings_of("POL-02", changes=began | pv(stated_updated_on=None))
    earlier = began | pv(stated_updated_on="2026-01-01")
    assert "is of 1 June 2026" in findings_of("POL-02", changes=earlier)[0].message


def test_policy_older_than_register_names_eight_rows_and_counts_the_others() -> None:
    rows = [a_row("vendors", "VND-01", vendor_id=f"VND-1{number}", started_on=LATER) for number in range(8)]
    (found,) = findings_of("POL-02", add={"vendors": rows})
    assert found.message.endswith("VND-16 (2 June 2026), VND-17 (2 June 2026)")
    rows += [a_row("vendors", "VND-01", vendor_id="VND-09", started_on="2026-06-03")]
    (found,) = findings_of("POL-02", add={"vendors": rows})
    assert found.message.endswith("VND-17 (2 June 2026) and 1 more")
    assert len(found.places) == 10


def test_policy_older_than_register_is_not_assessable_where_a_first_day_is_not_known() -> None:
    assert result_of("POL-02").passed == 1
    blank = changed("vendors", "VND-01", started_on=None)
    assert result_of("POL-02", changes=blank).not_assessable == 1
    assert result_of("POL-02", changes=changed("vendors", "VND-01", started_on="tbc")).not_assessable == 1
    assert result_of("POL-02", changes=blank | changed("vendors", "VND-02", started_on=LATER)).failed == 1
    assert result_of("POL-02", without=["transfers"]).not_assessable == 1


def test_mailbox_does_not_work_fires_where_the_test_failed() -> None:
    (found,) = findings_of("POL-18", changes=org(privacy_contact_is_working="no"))
    assert (found.record_id, found.field) == ("PV-01", "entity_id")
    assert found.message == (
        "PV-01 “Privacy Policy” leads people to a mailbox of acme that did not answer the test on 14 September 2026"
    )
    undated = org(privacy_contact_is_working="no", privacy_contact_tested_on=None)
    assert findings_of("POL-18", changes=undated)[0].message.endswith("did not answer the test")


def test_mailbox_does_not_work_fires_on_each_mailbox_that_is_not_ours(says: Saying) -> None:
    says("Write to Privacy@Acme.example, hello@acme.example, old@acme.example. Or old@acme.example!")
    (found,) = findings_of("POL-18")
    assert found.message == "PV-01 “Privacy Policy” prints old@acme.example, which is no mailbox of acme"
    assert len(found.places) == 3
    says("Write to privacy@acme.example or hello@acme.example.")
    assert result_of("POL-18").passed == 1
    assert len(findings_of("POL-18", changes=org(contact_email=None))) == 1


@pytest.mark.parametrize("working", ["unknown", None])
def test_mailbox_does_not_work_is_not_assessable_where_it_was_not_tested(says: Saying, working: str | None) -> None:
    says("")
    assert result_of("POL-18", changes=org(privacy_contact_is_working=working)).not_assessable == 1
    assert result_of("POL-18", changes=pv(kind="cookie_policy")).not_applicable == 1


NEW = pv(effective_on="2026-07-01")


def test_change_not_approved_fires_on_each_blank() -> None:
    found = findings_of("POL-19", changes=NEW | pv(approved_by=None, approved_on=None))
    assert {(one.field, one.message) for one in found} == {
        ("approved_by", "PV-01 “Privacy Policy” took effect in the period and does not say who approved it"),
        ("approved_on", "PV-01 “Privacy Policy” took effect in the period and states no day of approval"),
    }


@pytest.mark.parametrize(
    ("day", "applies"), [("2026-06-30", False), ("2026-07-01", True), ("2026-09-30", True), ("2026-10-01", False)]
)
def test_change_not_approved_applies_to_what_took_effect_in_the_period(day: str, applies: bool) -> None:
    assert places_of("POL-19", changes=pv(effective_on=day, approved_by=None)) == (
        ("PV-01 approved_by",) if applies else ()
    )
    assert result_of("POL-19", changes=pv(effective_on=None)).not_assessable == 1


def with_text(digest: str, **cells: str | None) -> tuple[Finding, ...]:
    """What the rule finds where the file of the text is among the inputs."""
    case = a_case(rows_with(NEW | pv(**cells)))
    file = InputFile("privacy-policy.txt", Role.POLICY, 1, digest, Path("privacy-policy.txt"))
    records = {name: case.register.named(name) for name in sheets() if name in case.register.supplied}
    rules = [rule for rule in known_rules() if rule.rule_id == "POL-19"]
    return audit_case(replace(case, register=Register(records, (file,))), rules, NO_EVIDENCE).findings


def test_change_not_approved_compares_the_text_with_what_was_approved() -> None:
    assert not with_text("ab12", text_sha256="AB12")
    (found,) = with_text("ab12", text_sha256="cd34")
    assert (found.field, len(found.places)) == ("text_sha256", 2)
    assert found.message == "PV-01 “Privacy Policy” has a text in privacy-policy.txt whose SHA-256 no row states"
    assert len(with_text("ab12", text_sha256=None)) == 1


def test_change_not_approved_is_not_assessable_without_the_text() -> None:
    assert result_of("POL-19", changes=NEW).reasons == {"policy not read": 1}
    assert result_of("POL-19", changes=NEW | pv(text_ref=None)).not_assessable == 1
    assert result_of("POL-19", changes=NEW, as_of=date(2026, 7, 1)).not_assessable == 1


def test_change_not_approved_does_not_apply_before_a_version_takes_effect() -> None:
    assert result_of("POL-19", changes=NEW | pv(approved_by=None), as_of=date(2026, 6, 30)).not_applicable == 1
