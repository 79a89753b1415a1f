"""Which findings an exception accepts, and when it lapses."""

from dataclasses import replace

import pytest

from auditlib.audit import Audit, audit_case
from auditlib.findings import Severity, State
from auditlib.history.comparing import compared
from auditlib.prior.standing import Accepted, Lapsed, standing_in_words
from auditlib.rules import known_rules
from auditlib.settings import Settings
from tests.history.quarters import Changes, a_quarter, the_one
from tests.rules.making import NO_EVIDENCE, a_case, rows_with

LONG: Changes = {("cookies", "CKE-01", "lifetime"): "24 months"}
LONGER: Changes = {("cookies", "CKE-01", "lifetime"): "36 months"}
EXCEPTION = {
    "exception_id": "EXC-01",
    "rule_id": "COO-06",
    "sheet": "cookies",
    "record_id": "CKE-01",
    "reason": "One year has to be compared with the next",
    "approved_by": "Chief executive",
    "approved_on": "2026-05-04",
    "expires_on": "2027-12-31",
}


def a_quarter_with(exception: dict[str, str], after: Audit | None = None, changes: Changes = LONG) -> Audit:
    return a_quarter("COO-06", after=after, changes=changes, add={"exceptions": [exception]})


def reason_of(audit: Audit) -> str:
    (lapsed,) = audit.acceptances
    assert isinstance(lapsed, Lapsed)
    assert lapsed.finding.accepted_until is None
    return lapsed.reason


def test_an_accepted_finding_stays_among_the_findings_and_says_until_when() -> None:
    audit = a_quarter_with(EXCEPTION)
    finding = the_one(audit)
    assert (finding.state, finding.accepted_until) == (State.NEW, "2027-12-31")
    assert standing_in_words(finding) == "new; accepted until 31 December 2027"
    (accepted,) = audit.acceptances
    assert isinstance(accepted, Accepted)
    assert (accepted.exception.identity, accepted.finding, accepted.until) == ("EXC-01", finding, "2027-12-31")


@pytest.mark.parametrize(
    "other", [{"rule_id": "COO-05"}, {"record_id": "CKE-02"}, {"sheet": "vendors"}, {"finding_id": "COO-06-AAAAAAAAAA"}]
)
def test_an_exception_accepts_nothing_but_what_it_names(other: dict[str, str]) -> None:
    audit = a_quarter_with({**EXCEPTION, **other})
    assert (the_one(audit).accepted_until, audit.acceptances) == (None, ())


def test_an_exception_that_names_the_finding_accepts_it() -> None:
    finding_id = the_one(a_quarter_with(EXCEPTION)).finding_id
    assert the_one(a_quarter_with({**EXCEPTION, "finding_id": finding_id})).accepted_until == "2027-12-31"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"expires_on": "2026-06-29"}, "it ran out on 29 June 2026"),
        ({"expires_on": ""}, "no last day is stated"),
        ({"expires_on": "soon"}, "no last day is stated"),
        ({"approved_by": ""}, "nobody is stated who accepts it"),
        ({"approved_on": ""}, "no day of approval is stated"),
        ({"approved_on": "2026-07-31"}, "it was approved on 31 July 2026, after 30 July 2026"),
        ({"accepted_condition": "aaaaaaaa"}, "the facts are no longer those accepted"),
    ],
)
def test_an_exception_does_not_accept_a_finding_when(cells: dict[str, str], reason: str) -> None:
    assert reason_of(a_quarter_with({**EXCEPTION, **cells})) == reason


def test_an_exception_holds_on_its_last_day_and_when_approved_on_the_last_day_of_recording() -> None:
    assert the_one(a_quarter_with({**EXCEPTION, "expires_on": "2026-06-30"})).accepted_until == "2026-06-30"
    assert the_one(a_quarter_with({**EXCEPTION, "approved_on": "2026-07-30"})).accepted_until


def test_nobody_accepts_a_finding_of_their_own() -> None:
    rows = rows_with({("processing_activities", "ACT-01", "reviewed_on"): None})
    case = a_case(rows, period="2026-Q2")
    rules = [rule for rule in known_rules() if rule.rule_id == "ROP-26"]
    owner = audit_case(case, rules, NO_EVIDENCE).findings[0].owner
    about = {"rule_id": "ROP-26", "sheet": "processing_activities", "record_id": "ACT-01", "approved_by": owner.upper()}
    register = a_case({**rows, "exceptions": [{**EXCEPTION, **about}]}).register
    audit = compared(audit_case(replace(case, register=register), rules, NO_EVIDENCE))
    assert reason_of(audit) == f"it was approved by its own owner, {owner}"


def test_a_stated_condition_accepts_the_facts_that_have_it() -> None:
    condition = the_one(a_quarter_with(EXCEPTION)).condition
    assert the_one(a_quarter_with({**EXCEPTION, "accepted_condition": condition.upper()})).accepted_until


def test_an_acceptance_lapses_when_the_facts_change_and_does_not_revive_by_itself() -> None:
    second = a_quarter_with(EXCEPTION, a_quarter_with(EXCEPTION), LONGER)
    assert reason_of(second) == "the facts are no longer those accepted"
    assert the_one(second).acceptances[0].accepted_in == ("2026-Q2",)
    assert standing_in_words(the_one(second)) == (
        "persisting since 2026-Q2, facts changed; "
        "EXC-01 does not accept it as it did in 2026-Q2: the facts are no longer those accepted"
    )
    assert reason_of(a_quarter_with(EXCEPTION, second, LONGER)) == "the facts are no longer those accepted"


def test_a_new_day_of_approval_accepts_the_facts_as_they_are_now() -> None:
    lapsed = a_quarter_with(EXCEPTION, a_quarter_with(EXCEPTION), LONGER)
    renewed = the_one(a_quarter_with({**EXCEPTION, "approved_on": "2026-11-02"}, lapsed, LONGER))
    assert renewed.accepted_until == "2027-12-31"
    assert renewed.acceptances[0].accepted_in == ("2026-Q2", "2026-Q4")


def test_an_acceptance_lapses_when_the_severity_rises_and_not_when_it_falls() -> None:
    first = a_quarter_with(EXCEPTION)

    def in_the_next(severity: Severity) -> Audit:
        settings = Settings(severities={"COO-06": severity})
        return a_quarter("COO-06", after=first, changes=LONG, add={"exceptions": [EXCEPTION]}, settings=settings)

    assert reason_of(in_the_next(Severity.HIGH)) == "its severity rose from medium to high"
    assert the_one(in_the_next(Severity.LOW)).accepted_until


def test_an_acceptance_ends_with_its_day_in_a_later_quarter() -> None:
    brief = {**EXCEPTION, "expires_on": "2026-07-31"}
    assert reason_of(a_quarter_with(brief, a_quarter_with(brief))) == "it ran out on 31 July 2026"


def test_an_acceptance_whose_row_was_deleted_lapses_and_is_remembered() -> None:
    deleted = a_quarter("COO-06", after=a_quarter_with(EXCEPTION), changes=LONG)
    assert the_one(deleted).accepted_until is None
    assert standing_in_words(the_one(deleted)) == (
        "persisting since 2026-Q2; "
        "EXC-01 does not accept it as it did in 2026-Q2: no row of the exceptions sheet names it any more"
    )
    assert reason_of(a_quarter_with(EXCEPTION, deleted, LONGER)) == "the facts are no longer those accepted"


def test_a_resolved_finding_is_not_called_accepted() -> None:
    past = the_one(a_quarter("COO-06", after=a_quarter_with(EXCEPTION), add={"exceptions": [EXCEPTION]}))
    assert (past.state, past.accepted_until) == (State.RESOLVED, None)
    assert standing_in_words(past).startswith("resolved, first seen in 2026-Q2: ")
