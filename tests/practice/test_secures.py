"""Security: measures in place with proof, access for those who need it only, risks looked at."""

import pytest

from tests.practice.stating import PAGE, a_scan, an_inventory, places, stated, verdict
from tests.rules.making import Change, a_row

MEASURES = stated("secures", "obliges", "all", quote="We use technical and organizational measures")
NEED = stated("secures", "forbids", "all", quote="We restrict access to people who need it")
RISK = stated("secures", "obliges", "exists", quote="Our goal is to reduce risk")
ORGANISATIONAL = a_row("security_measures", "MEA-01", measure_id="MEA-02", kind="organisational", control="policies")
IN_PLACE = {("processing_activities", "ACT-02", "security_measure_ids"): "MEA-01"}
A_REVIEW = a_row(
    "assessments",
    "ASM-01",
    assessment_id="ASM-09",
    kind="security_risk_review",
    completed_on="2026-02-02",
    reviewed_on="",
)


def control(terms: str, quote: str = "We protect data", operator: str = "all") -> dict[str, str]:
    return stated("secures", "obliges", operator, "security_control", terms, quote=quote)


def measure_for(name: str) -> dict[str, list[dict[str, str]]]:
    return {"security_measures": [a_row("security_measures", "MEA-01", measure_id="MEA-02", control=name)]}


def grant(**cells: str | None) -> dict[Change, str | None]:
    return {("access_grants", "GRA-01", column): value for column, value in cells.items()}


def test_both_kinds_of_measures_and_measures_of_each_activity_pass() -> None:
    assert verdict(MEASURES, IN_PLACE, add={"security_measures": [ORGANISATIONAL]}) == "passed"


def test_an_activity_without_a_measure_fails_and_is_shown() -> None:
    assert places(MEASURES, add={"security_measures": [ORGANISATIONAL]}) == ["ACT-02 security_measure_ids"]


def test_a_kind_of_measure_that_is_missing_fails() -> None:
    assert verdict(MEASURES, IN_PLACE) == "failed"


def test_old_evidence_of_a_measure_fails() -> None:
    old = IN_PLACE | {("evidence", "EV-03", "collected_on"): "2025-08-01"}
    assert verdict(MEASURES, old, add={"security_measures": [ORGANISATIONAL]}) == "failed"


def test_a_measure_without_evidence_is_not_shown() -> None:
    without = IN_PLACE | {("security_measures", "MEA-01", "evidence_ids"): None}
    assert verdict(MEASURES, without, add={"security_measures": [ORGANISATIONAL]}) == "no_evidence"


def test_an_activity_may_be_missing_where_nobody_attests_the_sheet() -> None:
    more = {"security_measures": [ORGANISATIONAL]}
    assert verdict(MEASURES, IN_PLACE, add=more, attested="vendors") == "no_evidence"


def test_words_about_no_measure_are_not_tested() -> None:
    assert verdict(MEASURES | {"quote": "We take care"}) == "not_tested"


def test_access_control_passes_with_a_measure_and_reviewed_systems() -> None:
    assert verdict(control("access_control")) == "passed"
    assert verdict(control("access_control"), attested="vendors") == "no_evidence"


def test_a_system_without_a_review_of_access_fails_unless_its_grants_were_reviewed() -> None:
    unreviewed = {("systems", "*", "access_reviewed_on"): None}
    assert places(control("access_control"), unreviewed) == ["SYS-01 access_reviewed_on"]


def test_a_control_without_a_measure_fails() -> None:
    assert verdict(control("logging")) == "failed"
    assert verdict(control("logging", operator="closed")) == "failed"
    assert verdict(control("logging", operator="closed"), add=measure_for("logging")) == "passed"


@pytest.mark.parametrize(("answer", "expected"), [("yes", "passed"), ("no", "failed"), ("unknown", "no_evidence")])
@pytest.mark.parametrize(
    ("sheet", "column"), [("systems", "encrypts_data_in_transit"), ("transfers", "is_encrypted_in_transit")]
)
def test_encryption_in_transit_holds_for_each_system_and_flow(
    sheet: str, column: str, answer: str, expected: str
) -> None:
    says = control("encryption_in_transit", "including encryption in transit")
    more = {"add": measure_for("encryption_in_transit"), "evidence": a_scan("_cs_1")}
    assert verdict(says, {(sheet, "*", column): answer}, **more) == expected


def test_a_page_without_encryption_fails() -> None:
    says = control("encryption_in_transit", "including encryption in transit")
    plain = a_scan("_cs_1", page=PAGE.replace("https", "http"))
    assert verdict(says, add=measure_for("encryption_in_transit"), evidence=plain) == "failed"


def test_without_a_scan_nobody_knows_how_pages_are_sent() -> None:
    says = control("encryption_in_transit", "including encryption in transit")
    assert verdict(says, add=measure_for("encryption_in_transit")) == "no_evidence"


@pytest.mark.parametrize(("answer", "expected"), [("yes", "passed"), ("no", "failed"), ("unknown", "no_evidence")])
def test_encryption_at_rest_holds_for_each_system(answer: str, expected: str) -> None:
    says, more = control("encryption_at_rest", "we encrypt data at rest"), measure_for("encryption_at_rest")
    assert verdict(says, {("systems", "SYS-01", "encrypts_data_at_rest"): answer}, add=more) == expected


def test_objects_that_an_inventory_lists_without_encryption_fail() -> None:
    says, more = control("encryption_at_rest", "we encrypt data at rest"), measure_for("encryption_at_rest")
    assert verdict(says, add=more, evidence=an_inventory(3, unencrypted=True)) == "failed"
    assert verdict(says, add=more, evidence=an_inventory(3)) == "passed"


def test_staff_are_trained_and_committed() -> None:
    says = control("training; confidentiality_commitments", "Our staff are trained and bound by confidentiality")
    more = {
        "security_measures": [
            *measure_for("training")["security_measures"],
            a_row("security_measures", "MEA-01", measure_id="MEA-03", control="confidentiality_commitments"),
        ]
    }
    assert verdict(says, add=more) == "passed"
    assert verdict(says, add=more, attested="systems") == "no_evidence"
    assert verdict(says, {("people", "P-01", "trained_on"): "2024-01-10"}, add=more) == "failed"
    assert verdict(says, {("people", "P-01", "confidentiality_signed_on"): None}, add=more) == "failed"


def test_a_control_that_is_asserted_is_shown_by_its_evidence() -> None:
    assert verdict(control("access_control", operator="exists")) == "passed"
    assert verdict(control("logging", operator="exists")) == "failed"
    unproven = {("security_measures", "MEA-01", "evidence_ids"): None}
    assert verdict(control("access_control", operator="exists"), unproven) == "no_evidence"


def test_a_recent_review_of_risks_passes() -> None:
    assert verdict(RISK, add={"assessments": [A_REVIEW]}) == "passed"
    assert verdict(control("risk_review", operator="exists"), add={"assessments": [A_REVIEW]}) == "passed"


def test_no_recent_review_of_risks_fails() -> None:
    assert verdict(RISK) == "failed"
    assert verdict(RISK, add={"assessments": [{**A_REVIEW, "completed_on": "2025-08-01"}]}) == "failed"


def test_a_review_without_its_document_is_not_shown() -> None:
    assert verdict(RISK, add={"assessments": [{**A_REVIEW, "document_ref": ""}]}) == "no_evidence"


def test_an_open_breach_without_an_action_on_its_cause_fails() -> None:
    open_ = {("breaches", "BRC-001", "status"): "open", ("breaches", "BRC-001", "root_cause_action_id"): None}
    assert places(RISK, open_, add={"assessments": [A_REVIEW]}) == ["BRC-001 root_cause_action_id"]


@pytest.mark.parametrize("statement", [NEED, control("access_control", "restrict access to people who need it")])
def test_access_of_one_person_with_reason_approval_and_use_passes(statement: dict[str, str]) -> None:
    assert verdict(statement) == "passed"
    assert verdict(statement, attested="systems") == "no_evidence"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        (grant(person_id=None), "person_id"),
        (grant(reason=None), "reason"),
        (grant(approved_by=None), "approved_by"),
        (grant(is_shared_account="yes"), "is_shared_account"),
        (grant(last_used_on="2026-05-01"), "last_used_on"),
        ({("people", "P-01", "ended_on"): "2026-08-31"}, "ended_on"),
    ],
)
def test_access_beyond_need_fails_and_is_shown(changes: dict[Change, str | None], column: str) -> None:
    assert places(NEED, changes)[0] == f"GRA-01 {column}"


@pytest.mark.parametrize("column", ["is_shared_account", "last_used_on"])
def test_access_of_which_too_little_is_known_stays_open(column: str) -> None:
    assert verdict(NEED, grant(**{column: None})) == "no_evidence"


def test_access_that_ended_is_no_access() -> None:
    assert verdict(NEED, grant(reason=None, ended_on="2026-08-31")) == "passed"


def test_a_control_that_cannot_be_looked_at_hides_none_of_the_others() -> None:
    says = control("encryption_in_transit; logging", "We encrypt data and log access")
    assert verdict(says, add=measure_for("encryption_in_transit")) == "failed"


def test_what_speaks_against_access_counts_beside_what_is_not_known() -> None:
    changes = grant(is_shared_account=None, last_used_on="2026-05-01")
    assert places(NEED, changes)[0] == "GRA-01 last_used_on"
