"""An analyst's own rules: found, marked as hers with the hash of their file, refused where they clash."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditlib.cli import app
from auditlib.errors import UsageError
from auditlib.rulebook.own_rules import load_own_rules
from auditlib.run import Order, run_pack

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
