"""The course of every documented defect of the reference company over three quarters, each compared with the last."""

import csv
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from auditlib.assessment import assess
from auditlib.case import open_case
from auditlib.findings import Finding, State
from auditlib.prior.standing import Lapsed
from auditlib.render.findings_json import audit_json
from tests.making_priors import QUARTERS, a_prior_pack, reference_quarters
from tests.packs import REFERENCE_INPUTS
from tests.requirements import PROJECT

DEFECTS = PROJECT / "tests" / "reference_company" / "defects.csv"
TOLD = re.compile(r"(new|resolved|reopened|not retested|facts change) in (Q[123])")
STATES = {
    "new": State.NEW,
    "resolved": State.RESOLVED,
    "reopened": State.REOPENED,
    "not retested": State.NOT_RETESTED,
}


def courses() -> Iterator[tuple[str, str, str, str]]:
    """What the table of defects says of each quarter: rule, record, quarter and what happens in it."""
    for row in csv.DictReader(DEFECTS.read_text(encoding="utf-8").splitlines()):
        if not row["rule_id"]:
            continue
        quarters = row["quarters"].split("; ")
        told = {after: "persists" for before, after in pairwise(QUARTERS) if {before, after} <= set(quarters)}
        told |= {quarter: what for what, quarter in TOLD.findall(row["course"])}
        yield from ((row["rule_id"], row["record_id"], quarter, what) for quarter, what in told.items())


def findings(quarter: str, rule_id: str, record_id: str) -> list[Finding]:
    """Every finding of a quarter about a record, and every earlier one that it did not make again."""
    audit = reference_quarters()[quarter]
    return [one for one in (*audit.findings, *audit.past) if (one.rule_id, one.record_id) == (rule_id, record_id)]


@pytest.mark.parametrize(("rule_id", "record_id", "quarter", "what"), tuple(courses()))
def test_a_defect_takes_the_course_documented(rule_id: str, record_id: str, quarter: str, what: str) -> None:
    found = findings(quarter, rule_id, record_id)
    if what == "persists":
        assert State.PERSISTING in {one.state for one in found}
    elif what == "facts change":
        assert [one for one in found if one.state is State.PERSISTING and one.facts_changed]
    else:
        assert {one.state for one in found} == {STATES[what]}


def test_the_reopened_finding_names_the_quarter_that_had_closed_it() -> None:
    (finding,) = findings("Q3", "VEN-05", "CTR-07")
    assert (finding.first_seen, finding.resolved_in) == ("2026-Q1", "2026-Q2")


def test_the_finding_whose_cell_was_emptied_is_not_taken_for_resolved() -> None:
    (past,) = reference_past("Q3", "RET-07", "RTN-09")
    assert past == "emptied since: “oldest record checked on”, “oldest record on”"


def test_the_finding_about_the_vendor_that_left_stays_open() -> None:
    assert reference_past("Q2", "POL-08", "VND-08") == ["rule POL-08 no longer applies to VND-08"]


def reference_past(quarter: str, rule_id: str, record_id: str) -> list[str]:
    past = reference_quarters()[quarter].past
    return [
        one.reason
        for one in past
        if (one.rule_id, one.record_id, one.state) == (rule_id, record_id, State.NOT_RETESTED)
    ]


def test_both_exceptions_accept_in_two_quarters_and_lapse_in_the_third_for_their_own_reasons() -> None:
    for quarter in ("Q1", "Q2"):
        accepted = {
            one.finding.record_id: one.finding.accepted_until for one in reference_quarters()[quarter].acceptances
        }
        assert accepted == {"CTR-02": "2026-07-31", "CKE-03": "2026-12-31"}
    lapsed = {
        one.exception.identity: (one.reason, one.finding.acceptances[0].accepted_in)
        for one in reference_quarters()["Q3"].acceptances
        if isinstance(one, Lapsed)
    }
    held = ("2026-Q1", "2026-Q2")
    assert lapsed == {
        "EXC-01": ("it ran out on 31 July 2026", held),
        "EXC-02": ("the facts are no longer those accepted", held),
    }


def test_packs_on_disk_tell_the_same_as_packs_in_memory(tmp_path: Path) -> None:
    previous = ""
    for quarter in QUARTERS:
        audit = assess(open_case(REFERENCE_INPUTS, period=f"2026-{quarter}", previous=previous))
        in_memory = reference_quarters()[quarter]
        assert (audit.findings, audit.past, audit.history) == (in_memory.findings, in_memory.past, in_memory.history)
        previous = str(a_prior_pack(tmp_path, audit))


def test_renamed_workbooks_change_no_state(tmp_path: Path) -> None:
    first = reference_quarters()["Q1"]
    pack = a_prior_pack(tmp_path, first)
    renamed = tmp_path / "inputs"
    shutil.copytree(REFERENCE_INPUTS / "2026-Q2", renamed)
    (renamed / "vendors.xlsx").rename(renamed / "a-list-of-vendors.xlsx")
    audit = assess(open_case(renamed, period="2026-Q2", previous=pack))
    expected = reference_quarters()["Q2"]
    assert {one.finding_id: one.state for one in audit.findings} == {
        one.finding_id: one.state for one in expected.findings
    }
    assert [one.finding_id for one in audit.past] == [one.finding_id for one in expected.past]


def test_the_same_quarter_and_pack_give_the_same_bytes_from_a_copy_elsewhere(tmp_path: Path) -> None:
    pack = a_prior_pack(tmp_path, reference_quarters()["Q1"])
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(pack, elsewhere)
    here, there = (
        audit_json(assess(open_case(REFERENCE_INPUTS, period="2026-Q2", previous=each))) for each in (pack, elsewhere)
    )
    assert here == there
