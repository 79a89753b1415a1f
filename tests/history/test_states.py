"""What becomes of a finding from one quarter to the next."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings, strategies

from auditlib.audit import audit_case
from auditlib.findings import Finding, Force, PastFinding, Severity, State
from auditlib.history.comparing import compared
from auditlib.prior.standing import NOTHING_TO_COMPARE, standing_in_words
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.sheets.vendors import Vendor
from tests.history.quarters import Changes, a_quarter, a_quarter_of, the_one
from tests.making_priors import a_prior
from tests.rules.making import NO_EVIDENCE, a_case, a_row, rows_with

LONG: Changes = {("cookies", "CKE-01", "lifetime"): "24 months"}
LONGER: Changes = {("cookies", "CKE-01", "lifetime"): "36 months"}
NO_AUDIT: Changes = {("contracts", "CTR-01", "has_audit_clause"): "no"}
NO_DELETION: Changes = {("contracts", "CTR-01", "has_deletion_clause"): "no"}


def test_every_finding_of_a_first_period_is_new() -> None:
    audit = a_quarter("COO-06", changes=LONG)
    assert (the_one(audit).state, the_one(audit).first_seen) == (State.NEW, "2026-Q2")
    assert audit.comparison.in_words == NOTHING_TO_COMPARE


def test_a_finding_made_again_persists_since_the_quarter_that_first_made_it() -> None:
    first = a_quarter("COO-06", changes=LONG)
    third = a_quarter("COO-06", after=a_quarter("COO-06", after=first, changes=LONG), changes=LONG)
    finding = the_one(third)
    assert (finding.state, finding.first_seen, finding.facts_changed) == (State.PERSISTING, "2026-Q2", False)
    assert standing_in_words(finding) == "persisting since 2026-Q2"


def test_a_finding_made_again_on_other_facts_says_that_they_changed() -> None:
    finding = the_one(a_quarter("COO-06", after=a_quarter("COO-06", changes=LONG), changes=LONGER))
    assert (finding.state, finding.facts_changed) == (State.PERSISTING, True)
    assert standing_in_words(finding) == "persisting since 2026-Q2, facts changed"


def test_a_finding_is_resolved_when_its_record_was_examined_again_and_nothing_was_noted() -> None:
    past = the_one(a_quarter("COO-06", after=a_quarter("COO-06", changes=LONG)))
    assert isinstance(past, PastFinding)
    assert (past.state, past.closed_in, past.first_seen) == (State.RESOLVED, "2026-Q3", "2026-Q2")
    assert past.reason == "examined again; no exception noted"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"lifetime": None}, "emptied since: “lifetime”"),
        ({"status": None}, "emptied since: “status”"),
        ({"purpose": "ads", "cookie_id": "CKE-9"}, "CKE-01 is in no row of the sheet cookies any more"),
        ({"lifetime": "ERROR:#REF!"}, "not assessable: the cell could not be read"),
        ({"lifetime": "24 months", "status": "ended"}, "rule COO-06 no longer applies to CKE-01"),
    ],
)
def test_a_finding_nobody_could_look_at_again_stays_open_and_says_why(
    changes: dict[str, str | None], reason: str
) -> None:
    now = {("cookies", "CKE-01", column): value for column, value in changes.items()}
    past = the_one(a_quarter("COO-06", after=a_quarter("COO-06", changes=LONG), changes=now))
    assert isinstance(past, PastFinding)
    assert (past.state, past.closed_in) == (State.NOT_RETESTED, "")
    assert past.reason == reason


def test_a_finding_of_an_absent_sheet_is_not_retested() -> None:
    past = the_one(a_quarter("COO-06", after=a_quarter("COO-06", changes=LONG), without=["cookies"]))
    assert isinstance(past, PastFinding)
    assert (past.state, past.reason) == (State.NOT_RETESTED, "sheet cookies not supplied")


def test_a_finding_of_a_rule_that_did_not_run_is_not_retested() -> None:
    past = the_one(a_quarter("VEN-05", after=a_quarter("COO-06", changes=LONG)))
    assert isinstance(past, PastFinding)
    assert (past.state, past.reason) == (State.NOT_RETESTED, "rule COO-06 did not run")


def test_a_row_under_a_new_id_leaves_the_finding_of_the_old_one_open_and_says_where_its_content_is() -> None:
    renamed = {**LONG, ("cookies", "CKE-01", "cookie_id"): "CKE-99"}
    audit = a_quarter("COO-06", after=a_quarter("COO-06", changes=LONG), changes=renamed)
    assert [(one.record_id, one.state) for one in audit.findings] == [("CKE-99", State.NEW)]
    assert [one.reason for one in audit.past] == [
        "CKE-01 is in no row of the sheet cookies any more; a row with the same content is now CKE-99"
    ]


def test_a_finding_is_resolved_when_its_cell_was_corrected_so_that_the_rule_no_longer_applies() -> None:
    shield: Changes = {("transfers", "TRF-01", "mechanism"): "privacy_shield"}
    before = a_quarter("TRA-05", changes=shield)
    assert the_one(before).field == "mechanism"
    past = the_one(a_quarter("TRA-05", after=before))
    assert past.state is State.RESOLVED


def test_a_finding_is_resolved_when_its_cell_was_corrected_and_another_of_the_record_is_not() -> None:
    before = a_quarter("VEN-05", changes={**NO_AUDIT, **NO_DELETION})
    after = a_quarter("VEN-05", after=before, changes=NO_DELETION)
    assert [(one.field, one.state) for one in after.findings] == [("has_deletion_clause", State.PERSISTING)]
    assert [(one.field, one.state) for one in after.past] == [("has_audit_clause", State.RESOLVED)]


def test_a_finding_about_one_value_of_a_cell_is_resolved_when_the_rule_notes_only_others_in_it() -> None:
    two: Changes = {("security_measures", "*", "system_ids"): "SYS-91; SYS-92"}
    one: Changes = {("security_measures", "*", "system_ids"): "SYS-92"}
    before = a_quarter("GOV-07", changes=two)
    after = a_quarter("GOV-07", after=before, changes=one)
    assert {finding.state for finding in after.findings} == {State.PERSISTING}
    assert {past.state for past in after.past} == {State.RESOLVED}
    assert len(after.past) == len(after.findings)


@rule(
    "MY-01",
    "Each vendor is near and has a contact",
    severity=Severity.LOW,
    force=Force.PRACTICE,
    cites=("House",),
    each=Vendor,
)
def far_or_without_contact(vendor: Vendor, _view: View) -> Iterator[Noted]:
    """A rule that looks no further once it has found something.

    Fix: choose another vendor.
    """
    if vendor.country == "US":
        yield Noted("country", "is far away")
    elif not vendor.has_cell("contact"):
        yield Noted("contact", "states no contact")


def test_a_finding_stays_open_when_the_rule_notes_another_and_the_cell_at_fault_is_as_it_was() -> None:
    silent: Changes = {("vendors", "*", "country"): "DE", ("vendors", "VND-01", "contact"): None}
    before = audit_case(a_case(rows_with(silent), period="2026-Q2"), [far_or_without_contact], NO_EVIDENCE)
    assert the_one(before).field == "contact"
    far = a_case(rows_with({**silent, ("vendors", "VND-01", "country"): "US"}))
    after = compared(audit_case(replace(far, previous=a_prior(before)), [far_or_without_contact], NO_EVIDENCE))
    assert [past.reason for past in after.past] == ["rule MY-01 notes another exception about VND-01"]


def test_a_finding_is_not_retested_when_its_part_of_a_rule_had_no_answer_and_another_part_had() -> None:
    unread: Changes = {
        ("cookies", "CKE-01", "lifetime"): "ERROR:#REF!",
        ("consent_mechanisms", "*", "lifetime"): "24 months",
    }
    after = a_quarter("COO-06", after=a_quarter("COO-06", changes=LONG), changes=unread)
    assert [finding.sheet for finding in after.findings] == ["consent_mechanisms"]
    assert [past.reason for past in after.past] == ["not assessable: the cell could not be read"]


def test_a_finding_not_retested_stays_open_in_the_quarters_after() -> None:
    emptied: Changes = {("cookies", "CKE-01", "lifetime"): None}
    third = a_quarter("COO-06", after=a_quarter("COO-06", changes=LONG), changes=emptied)
    fourth = a_quarter("COO-06", after=third, changes=emptied)
    assert [one.state for one in fourth.past] == [State.NOT_RETESTED]
    again = the_one(a_quarter("COO-06", after=fourth, changes=LONG))
    assert (again.state, again.first_seen) == (State.PERSISTING, "2026-Q2")


def test_a_finding_that_comes_back_is_reopened_and_names_the_quarter_that_had_closed_it() -> None:
    second = a_quarter("COO-06", after=a_quarter("COO-06", changes=LONG))
    quiet = a_quarter("COO-06", after=second)
    assert [(one.closed_in, one.state) for one in quiet.history] == [("2026-Q3", State.RESOLVED)]
    finding = the_one(a_quarter("COO-06", after=quiet, changes=LONG))
    assert (finding.state, finding.first_seen, finding.resolved_in) == (State.REOPENED, "2026-Q2", "2026-Q3")
    assert standing_in_words(finding) == "reopened: first seen in 2026-Q2, resolved in 2026-Q3"


def test_a_finding_in_a_row_that_its_rule_does_not_examine_is_resolved_once_the_rule_says_nothing() -> None:
    banner: Changes = {("consent_mechanisms", "*", "lifetime"): "24 months"}
    before = a_quarter("COO-06", changes=banner)
    assert the_one(before).sheet == "consent_mechanisms"
    assert the_one(a_quarter("COO-06", after=before)).state is State.RESOLVED
    unread: Changes = {("cookies", "CKE-01", "lifetime"): "ERROR:#REF!"}
    assert the_one(a_quarter("COO-06", after=before, changes=unread)).state is State.NOT_RETESTED


@settings(max_examples=25, deadline=None)
@given(chance=strategies.randoms(use_true_random=False))
def test_states_and_changes_stay_the_same_however_sheets_are_sorted(chance: Random) -> None:
    before = a_quarter("COO-06", "VEN-05", changes={**LONG, **NO_AUDIT})
    rows = rows_with({**LONGER, **NO_DELETION}, {"cookies": [a_row("cookies", "CKE-01", cookie_id="CKE-02")]})
    shuffled = {name: chance.sample(given_rows, len(given_rows)) for name, given_rows in reversed(rows.items())}
    expected, got = (a_quarter_of(each, "COO-06", "VEN-05", after=before) for each in (rows, shuffled))
    assert [standing(one) for one in got.findings] == [standing(one) for one in expected.findings]
    assert [standing(one) for one in got.past] == [standing(one) for one in expected.past]
    assert got.comparison.changes == expected.comparison.changes


def standing(finding: Finding) -> tuple[str, str]:
    return finding.finding_id, standing_in_words(finding)
