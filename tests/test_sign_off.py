"""Signing a report: which findings are signed, what is missing, and that signing moves nothing."""

from dataclasses import replace

import pytest

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import open_case
from auditlib.register.changing import changed_register
from auditlib.sign_off import findings_digest, missing_sign_offs, signatures
from tests.packs import REFERENCE_INPUTS

SIGNED = "2026-Q1"


@pytest.fixture(scope="module")
def signed() -> Audit:
    """The audit of a quarter that three people signed."""
    return assess(open_case(REFERENCE_INPUTS, period=SIGNED))


def changed(audit: Audit, changes: dict[tuple[str, str], str]) -> Audit:
    """The audit of the same case with cells of the register changed."""
    register = changed_register(audit.case.register, changes, audit.case.settings.reading)
    return assess(replace(audit.case, register=register))


def missing(audit: Audit) -> list[str]:
    """What is missing, in words."""
    return [f"{problem.place.sheet}: {problem.found}" for problem in missing_sign_offs(audit)]


def test_a_quarter_signed_by_three_people_lacks_nothing(signed):
    assert missing(signed) == []


def test_the_signatures_are_told_in_the_order_of_the_steps(signed):
    told = [signature.in_words for signature in signatures(signed.case, findings_digest(signed))]
    assert told == [
        "prepared by Privacy analyst, Preparer, on 16 April 2026",
        "reviewed by General counsel, Reviewer, on 21 April 2026",
        "approved by Chief executive, Approver, on 24 April 2026",
    ]


def test_signing_does_not_move_the_digest(signed):
    unsigned = changed(signed, {(row, "findings_digest"): "" for row in ("SGN-01", "SGN-02", "SGN-03")})
    assert findings_digest(unsigned) == findings_digest(signed)


def test_a_finding_that_goes_moves_the_digest(signed):
    fixed = changed(signed, {("PUR-17", "purpose"): "Paying invoices of suppliers"})
    assert len(fixed.findings) < len(signed.findings)
    assert findings_digest(fixed) != findings_digest(signed)


def test_facts_that_change_behind_a_finding_move_the_digest(signed):
    later = changed(signed, {("RTN-01", "oldest_record_on"): "2021-01-04"})
    assert {one.finding_id for one in later.findings} == {one.finding_id for one in signed.findings}
    assert findings_digest(later) != findings_digest(signed)


@pytest.mark.parametrize(
    ("cell", "value", "found"),
    [
        (("SGN-01", "findings_digest"), "", "SGN-01: “findings digest” is blank"),
        (("SGN-02", "findings_digest"), "0" * 64, "SGN-02: the digest of other findings"),
        (("SGN-03", "step"), "", "nobody who approved these findings"),
        (("SGN-02", "period"), "2025-Q4", "nobody who reviewed these findings"),
        (("SGN-03", "signed_on"), "2026-05-01", "SGN-03: 1 May 2026"),
        (("SGN-03", "name"), "Privacy analyst", "Privacy analyst, who also prepared them"),
        (("SGN-01", "signed_on"), "2026-03-30", "SGN-01: 30 March 2026"),
        (("SGN-03", "name"), " privacy  Analyst", "privacy  Analyst, who also prepared them"),
        (("SGN-03", "signed_on"), "2026-04-20", "approved on 20 April 2026, reviewed on 21 April 2026"),
        (("SGN-02", "name"), "general Counsel ", None),
    ],
)
def test_each_missing_piece_is_told_with_its_sheet(signed, cell, value, found):
    told = [line.partition(": ")[2] for line in missing(changed(signed, {cell: value}))]
    assert told == ([found] if found else [])


def test_nobody_who_signed_is_told_step_by_step(signed):
    rows = {(row, "period"): "2026-Q3" for row in ("SGN-01", "SGN-02", "SGN-03")}
    assert missing(changed(signed, rows)) == [
        f"Sign-offs: nobody who {step} these findings" for step in ("prepared", "reviewed", "approved")
    ]


def test_no_piece_repeats_the_digest(signed):
    problems = missing_sign_offs(changed(signed, {("SGN-01", "findings_digest"): "", ("SGN-03", "step"): ""}))
    assert [findings_digest(signed) in str(problem) for problem in problems] == [False, False]


def test_everything_that_is_wrong_with_a_row_is_told_at_once(signed):
    wrong = {("SGN-02", "name"): "Privacy analyst", ("SGN-02", "signed_on"): "2026-05-01"}
    assert missing(changed(signed, wrong | {("SGN-02", "findings_digest"): ""})) == [
        "Sign-offs: SGN-02: “findings digest” is blank",
        "Sign-offs: SGN-02: 1 May 2026",
        "Sign-offs: Privacy analyst, who also prepared them",
    ]


def test_a_row_for_another_entity_signs_nothing(signed):
    assert missing(changed(signed, {("SGN-03", "entity_id"): "another"})) == [
        "Sign-offs: nobody who approved these findings"
    ]


def test_a_row_without_entity_signs_for_all(signed):
    assert missing(changed(signed, {("SGN-03", "entity_id"): ""})) == []


def test_a_digest_that_was_cut_off_is_told_from_that_of_other_findings(signed):
    told = missing(changed(signed, {("SGN-02", "findings_digest"): f"{findings_digest(signed)[:12]}…"}))
    assert [line.partition(": ")[2] for line in told] == ["SGN-02: 12 of the 64 characters of the digest"]
