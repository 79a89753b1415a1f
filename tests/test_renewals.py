"""What must be renewed by when, each one change away from the clean register."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from auditlib.audit import Audit, audit_case
from auditlib.case import Case
from auditlib.prior.standing import Lapsed
from auditlib.reference.legal_dates import limit
from auditlib.renewals.kinds import RENEWALS
from auditlib.renewals.listing import Due, When, list_renewals
from auditlib.renewals.printing import renewals_json, renewals_text
from auditlib.settings import Settings
from auditlib.sheets import sheets, target_of
from auditlib.sheets.exceptions import AcceptedException
from auditlib.sign_off import STEPS, findings_digest
from tests.rules.making import NO_EVIDENCE, a_case, a_row, audited, rows_with

CONTRACT_ENDS = {
    ("contracts", "CTR-01", "ends_on"): "2026-12-01",
    ("contracts", "CTR-01", "renews_automatically"): "no",
}


def renewals_of(case: Case) -> tuple[Due, ...]:
    """What must be renewed in a case about which no rule was asked."""
    return list_renewals(audit_case(case, (), NO_EVIDENCE))


def dues_of(sheet: str, identity: str = "", **made: object) -> list[Due]:
    """The renewals of a sheet, or of one row of it, in a changed clean register."""
    settings, as_of = made.pop("settings", None), made.pop("as_of", None)
    case = a_case(rows_with(**made), settings=settings, as_of=as_of)  # type: ignore[arg-type]
    return [due for due in renewals_of(case) if due.sheet == sheet and identity in {"", due.record_id}]


def the_due(sheet: str, identity: str, **made: object) -> Due:
    (due,) = dues_of(sheet, identity, **made)
    return due


def test_every_kind_names_columns_limits_and_references_that_there_are():
    for renewal in RENEWALS:
        columns = renewal.kind.columns
        days = [*renewal.since, *filter(None, (renewal.until, renewal.over))]
        assert days
        assert all(columns[column].kind == "date" for column in days)
        assert {*renewal.where, *renewal.belongs_to, *renewal.series} <= set(columns)
        assert all(target_of(columns[column]) for column in renewal.belongs_to)
        assert not renewal.who or renewal.who in columns
        if isinstance(renewal.age, str) and renewal.age:
            assert limit(renewal.age).limit_unit in {"months", "calendar_days"}
        if renewal.named_by:
            sheet, column = renewal.named_by.split(".")
            assert target_of(sheets()[sheet].columns[column]) == renewal.kind.about.name


def test_a_limit_counts_from_the_day_and_names_its_value_cell_and_owner():
    due = the_due("people", "P-01", changes={("people", "P-01", "trained_on"): "2026-01-20"})
    assert (due.when, due.due_on, str(due.place)) == (When.DUE, date(2027, 1, 20), "people.xlsx › people › I2")
    assert due.why == "“Trained on” is 20 January 2026; it holds 12 months (house_training)"


def test_a_limit_that_the_settings_change_is_used_and_named():
    due = the_due("people", "P-01", settings=Settings(thresholds={"house_training": 6}))
    assert due.due_on == date(2026, 7, 20)
    assert due.why.endswith("it holds six months (house_training, set in auditlib.toml)")


@pytest.mark.parametrize(("as_of", "when"), [(date(2027, 1, 20), When.DUE), (date(2027, 1, 21), When.WAS_DUE)])
def test_the_last_day_is_not_yet_late(as_of, when):
    assert the_due("people", "P-01", as_of=as_of).when is when


def test_a_day_that_is_not_stated_is_listed_where_one_is_needed():
    due = the_due("people", "P-01", changes={("people", "P-01", "trained_on"): None})
    assert (due.when, due.due_on) == (When.NO_DAY, None)
    assert due.why == "“Trained on” is blank; once done, it holds 12 months (house_training)"


def test_a_day_that_cannot_be_read_is_listed_even_where_none_is_needed():
    due = the_due("retention", "RTN-01", changes={("retention", "RTN-01", "next_disposal_on"): "ERROR:#N/A"})
    assert (due.when, due.why) == (When.NO_DAY, "“Next disposal on” cannot be read as a day")


def test_a_day_that_is_not_stated_and_not_needed_is_not_listed():
    assert dues_of("retention", "RTN-01", changes={("retention", "RTN-01", "next_disposal_on"): None}) == []


def test_an_attestation_holds_ninety_days_unless_it_says_otherwise():
    assert the_due("attestations", "ATT-01").due_on == date(2026, 10, 3) + timedelta(days=90)
    own = {("attestations", "ATT-01", "valid_until_on"): "2027-03-31"}
    assert the_due("attestations", "ATT-01", changes=own).due_on == date(2027, 3, 31)


def test_of_the_attestations_of_one_sheet_the_one_that_holds_longest_counts():
    older = a_row("attestations", "ATT-01", attestation_id="ATT-00", attested_on="2026-07-03")
    assert [due.record_id for due in dues_of("attestations", add={"attestations": [older]})] == ["ATT-01"]


@pytest.mark.parametrize(("own", "due_on"), [("2026-11-01", date(2026, 11, 1)), ("2029-01-01", date(2027, 5, 11))])
def test_a_review_is_due_on_the_day_that_was_set_or_at_the_limit_whichever_is_earlier(own, due_on):
    changes = {("processing_activities", "ACT-01", "next_review_on"): own}
    assert the_due("processing_activities", "ACT-01", changes=changes).due_on == due_on


def test_a_review_done_since_leaves_the_day_that_was_set_behind():
    changes = {("processing_activities", "ACT-01", "next_review_on"): "2026-05-01"}
    assert the_due("processing_activities", "ACT-01", changes=changes).due_on == date(2027, 5, 11)


def test_due_diligence_holds_twice_as_long_for_a_low_risk():
    changes = {("vendors", "VND-01", "risk_tier"): "low"}
    due = next(due for due in dues_of("vendors", "VND-01", changes=changes) if due.what == "due diligence")
    assert due.due_on == date(2028, 3, 12)
    assert due.why.endswith("24 months (house_due_diligence, twice for low)")


def test_a_contract_that_ends_is_listed_under_the_name_of_the_other_side():
    due = the_due("contracts", "CTR-01", changes=CONTRACT_ENDS)
    assert (due.due_on, due.name) == (date(2026, 12, 1), "Sample Hosting")


@pytest.mark.parametrize(
    "change",
    [
        {("contracts", "CTR-01", "renews_automatically"): "yes"},
        {("vendors", "VND-01", "status"): "ended"},
    ],
)
def test_a_contract_that_renews_or_whose_vendor_left_is_not_listed(change):
    assert dues_of("contracts", "CTR-01", changes=CONTRACT_ENDS | change) == []


def test_an_exception_that_accepts_nothing_any_more_says_so():
    accepts = {"exception_id": "EXC-01", "rule_id": "GOV-08", "expires_on": "2026-12-31"}
    case = a_case(rows_with(add={"exceptions": [accepts]}))
    (row,) = case.register.all(AcceptedException)
    (finding,) = audited("GOV-08", changes={("people", "P-01", "trained_on"): "2024-01-20"}).findings
    lapsed = Lapsed(row, finding, "the facts are no longer those accepted")
    audit = replace(audit_case(case, (), NO_EVIDENCE), acceptances=(lapsed,))
    (due,) = (due for due in list_renewals(audit) if due.record_id == row.identity)
    assert due.why.startswith("does not hold: the facts are no longer those accepted; “Expires on” is ")


def test_training_counts_for_people_with_access_only():
    assert dues_of("people", "P-01", changes={("access_grants", "*", "ended_on"): "2026-08-01"}) == []


def test_training_is_listed_where_nobody_can_tell_who_has_access():
    assert the_due("people", "P-01", without=["access_grants"]).due_on == date(2027, 1, 20)


def test_a_legal_hold_that_was_released_is_not_listed():
    assert dues_of("legal_holds", changes={("legal_holds", "*", "released_on"): "2026-09-01"}) == []


@pytest.mark.parametrize(
    ("column", "day", "count"),
    [
        ("released_on", "2026-09-30", 0),
        ("released_on", "2026-10-01", 1),
        ("started_on", "2026-10-01", 0),
        ("started_on", None, 1),
    ],
)
def test_a_legal_hold_is_listed_while_it_runs_on_the_day_that_counts(column, day, count):
    assert len(dues_of("legal_holds", changes={("legal_holds", "*", column): day})) == count


def sign_offs(audit: Audit, *steps: str, digest: str = "") -> list[dict[str, str]]:
    """Rows that sign the findings of an audit, or another digest, for some steps."""
    signed = {"period": "2026-Q3", "signed_on": "2026-10-20", "findings_digest": digest or findings_digest(audit)}
    return [{"sign_off_id": step, "step": step, "name": f"A. {step}", **signed} for step in steps]


UNSIGNED = audit_case(a_case(rows_with()), (), NO_EVIDENCE)


def test_a_period_that_nobody_signed_is_due_three_times_when_its_records_close():
    dues = dues_of("sign_offs")
    assert [(due.due_on, due.name) for due in dues] == [(date(2026, 10, 30), "2026-Q3")] * 3
    assert dues[0].why.startswith("nobody who prepared these findings; records about 2026-Q3 may be dated until ")


def test_a_period_that_three_people_signed_is_not_due():
    assert dues_of("sign_offs", add={"sign_offs": sign_offs(UNSIGNED, *STEPS)}) == []


def test_signing_other_findings_signs_nothing():
    dues = dues_of("sign_offs", add={"sign_offs": sign_offs(UNSIGNED, *STEPS, digest="0" * 64)})
    assert [(due.record_id, due.who) for due in dues] == [(step, f"A. {step}") for step in sorted(STEPS)]
    assert {due.why.partition(";")[0] for due in dues} == {f"{step}: the digest of other findings" for step in STEPS}


def test_findings_that_were_only_prepared_lack_two_steps():
    dues = dues_of("sign_offs", add={"sign_offs": sign_offs(UNSIGNED, "prepared")})
    assert [due.why.partition(";")[0] for due in dues] == [
        "nobody who reviewed these findings",
        "nobody who approved these findings",
    ]


def test_the_list_runs_from_what_was_due_over_what_states_no_day_to_what_comes():
    changes = {
        ("people", "P-01", "trained_on"): None,
        ("vendors", "VND-01", "due_diligence_on"): "2025-03-12",
        ("vendors", "VND-02", "due_diligence_on"): "2025-01-12",
    }
    dues = renewals_of(a_case(rows_with(changes)))
    assert [(due.when, due.record_id) for due in dues[:3]] == [
        (When.WAS_DUE, "VND-02"),
        (When.WAS_DUE, "VND-01"),
        (When.NO_DAY, "P-01"),
    ]
    coming = [due.due_on for due in dues[3:]]
    assert coming == sorted(coming)


def test_the_list_is_printed_with_cells_and_counts():
    case = a_case(rows_with({("people", "P-01", "trained_on"): "2025-01-20"}))
    text = renewals_text(renewals_of(case), case)
    assert text.startswith("was due       2026-01-20  privacy training: P-01\n")
    assert "\n                          people.xlsx › people › I2\n" in text
    assert text.endswith("As of 2026-09-30: due before 1, without a day 0, still to come 17.\n")


def test_the_list_as_json_holds_the_same():
    case = a_case(rows_with())
    dues = renewals_of(case)
    document = json.loads(renewals_json(dues, case))
    assert (document["period"], document["as_of"]) == ("2026-Q3", "2026-09-30")
    assert [one["record_id"] for one in document["due"]] == [due.record_id for due in dues]
    (action,) = (one for one in document["due"] if one["sheet"] == "actions")
    assert action["place"] == {"file": "actions.xlsx", "sheet": "actions", "cell": "M2"}
