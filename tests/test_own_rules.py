"""An analyst's own rules: found, marked as hers with the hash of their file, refused where they clash."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditlib.assessment import assess
from auditlib.audit import Audit, audit_case
from auditlib.case import open_case
from auditlib.cli import app
from auditlib.errors import InputRefused, UsageError
from auditlib.findings import Finding, Force, PastFinding, Severity, State
from auditlib.history.comparing import compared
from auditlib.reports import self_assessment
from auditlib.reports.page import open_page
from auditlib.rulebook.own_rules import load_own_rules
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.run import Order, run_pack
from auditlib.run.gathering import gather
from auditlib.seal.publish import stage
from auditlib.sheets.vendors import Vendor
from tests.making_priors import a_prior
from tests.making_registers import a_register
from tests.rules.making import NO_EVIDENCE, Change, a_case, rows_with

INPUTS = Path(__file__).parents[1] / "inputs" / "auxerta"
RULE = """
from auditlib.findings import Force, Severity
from auditlib.rulebook.rule import Noted, rule
from auditlib.sheets.vendors import Vendor


@rule("{rule_id}", "Every vendor", severity=Severity.LOW, force=Force.PRACTICE, cites=("House rule",), each=Vendor)
def vendor_seen(vendor, view):
    \"\"\"Shown for a test.

    Fix: nothing.
    \"\"\"
    yield Noted("name", "was seen")
"""


def put(folder: Path, rule_id: str = "MY-01") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "mine.py"
    path.write_text(RULE.format(rule_id=rule_id), encoding="utf-8")
    return path


def test_an_own_rule_runs_and_says_whose_it_is(tmp_path: Path) -> None:
    path = put(tmp_path / "mine")
    order = [
        "audit",
        str(INPUTS),
        "--period",
        "2026-Q3",
        "--rules",
        str(path.parent),
        "--only",
        "MY",
        "--format",
        "json",
    ]
    document = json.loads(CliRunner().invoke(app, order).stdout)
    assert {finding["rule_id"] for finding in document["findings"]} == {"MY-01"}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert {finding["source"] for finding in document["findings"]} == {f"own rule: mine.py {digest}"}


def test_an_own_rule_may_not_take_the_id_of_a_known_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"found the ids TRA-03 taken"):
        load_own_rules(put(tmp_path, "TRA-03").parent)


def test_a_file_that_cannot_be_imported_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import nothing_of_this_name", encoding="utf-8")
    with pytest.raises(UsageError, match=r"broken\.py cannot be imported: ModuleNotFoundError"):
        load_own_rules(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="found no folder"):
        load_own_rules(tmp_path / "nowhere")


def test_a_pack_carries_what_an_own_rule_found_and_no_path_of_its_folder(tmp_path: Path) -> None:
    folder = put(tmp_path / "mine").parent
    order = Order(INPUTS, "2026-Q3", output=tmp_path / "reports", own_rules=str(folder))
    pack = run_pack(order, started_at=datetime(2026, 10, 20, tzinfo=UTC))
    data = pack.folder / "data"
    found = json.loads((data / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert "MY-01" in {finding["rule_id"] for finding in found}
    assert "own rule: mine.py" in (data / "70_self_assessment.html").read_text(encoding="utf-8")
    assert not [path.name for path in data.iterdir() if str(tmp_path).encode() in path.read_bytes()]


@rule("MY-02", "Every vendor", severity=Severity.LOW, force=Force.PRACTICE, cites=("House rule",), each=Vendor)
def vendor_of_a_country(vendor: Vendor, _view: View) -> Iterator[Noted]:
    """Shown for a test.

    Fix: nothing.
    """
    if vendor.country != "CA" and not vendor.is_blank("services"):
        yield Noted("name", "is looked at")


def by_own_rule(changes: Mapping[Change, str | None], after: Audit | None = None) -> Audit:
    """The audit of the clean register with changes by the rule above, perhaps beside that of the period before."""
    case = a_case(rows_with(changes), period="2026-Q3" if after else "2026-Q2")
    previous = a_prior(after) if after else None
    return compared(audit_case(replace(case, previous=previous), [vendor_of_a_country], NO_EVIDENCE))


def the_one_about(identity: str, audit: Audit) -> Finding:
    (finding,) = (one for one in (*audit.findings, *audit.past) if one.record_id == identity)
    return finding


def test_a_finding_of_an_own_rule_rests_on_what_the_rule_read_of_its_row() -> None:
    assert {"country", "services"} <= set(the_one_about("VND-01", by_own_rule({})).rests_on)


def test_the_facts_behind_an_own_rule_change_with_each_cell_that_it_read_and_with_no_other() -> None:
    before = by_own_rule({})
    for column, value, is_changed in (("services", "Other", True), ("country", "IE", True), ("started_on", "", False)):
        after = by_own_rule({("vendors", "VND-01", column): value}, before)
        assert the_one_about("VND-01", after).facts_changed is is_changed
        assert not the_one_about("VND-02", after).facts_changed


def test_a_cell_that_an_own_rule_read_and_that_was_emptied_resolves_nothing() -> None:
    gone = the_one_about("VND-01", by_own_rule({("vendors", "VND-01", "services"): None}, by_own_rule({})))
    assert isinstance(gone, PastFinding)
    assert (gone.state, gone.reason.partition(":")[0]) == (State.NOT_RETESTED, "emptied since")


def test_of_the_folder_of_own_rules_only_those_files_are_copied(tmp_path: Path) -> None:
    folder = put(tmp_path).parent
    (folder / "reports").mkdir()
    (folder / "notes.txt").write_text("", encoding="utf-8")
    with stage(folder / "reports") as staging:
        gather(open_case(a_register(tmp_path / "inputs"), period="2026-Q3"), "", str(folder), staging)
        assert [path.name for path in (staging.work / "rules").iterdir()] == ["mine.py"]


def test_a_file_with_inputs_that_vanished_is_told_as_such(tmp_path: Path) -> None:
    case = open_case(a_register(tmp_path / "inputs"), period="2026-Q3")
    (tmp_path / "inputs" / "vendors.csv").unlink()
    refusal = pytest.raises(InputRefused, match=r"vendors\.csv.*saved or taken away while it was read")
    with stage(tmp_path / "reports") as staging, refusal:
        gather(case, "", "", staging)


def test_a_page_that_runs_own_rules_carries_the_report_id_of_what_they_found(tmp_path: Path) -> None:
    inputs, folder = a_register(tmp_path / "inputs"), put(tmp_path / "rules").parent
    page = open_page(self_assessment.REPORT, inputs=str(inputs), period="2026-Q3", rules=str(folder))
    case = open_case(inputs, period="2026-Q3")
    assert page.case.report_id == assess(case, folder).case.report_id != case.report_id
