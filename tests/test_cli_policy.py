"""The policy commands: a draft that loads, and a change of one word that matters."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditlib.cli_policy import app
from auditlib.register.loading import load_register
from auditlib.sheets.policy_commitments import PolicyCommitment
from tests.packs import PERIOD, REFERENCE_INPUTS

AS_OF = "2026-09-30"

OLD = """Privacy Policy

1. Data

We do not sell your datasets or share them with other clients.
We collect your email address.
"""


@pytest.fixture
def policies(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(OLD.replace("do not sell", "sell"), encoding="utf-8")
    return old, new


def test_a_draft_loads_as_the_sheet_of_commitments(policies: tuple[Path, Path], tmp_path: Path) -> None:
    drafted = CliRunner().invoke(app, ["propose", str(policies[0])])
    rows = list(csv.DictReader(io.StringIO(drafted.stdout)))
    assert {row["status"] for row in rows} == {"proposed"}
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "policy_commitments.csv").write_text(drafted.stdout, encoding="utf-8")
    register = load_register(folder)
    assert not register.problems
    assert [row.quote for row in register.all(PolicyCommitment)] == [row["quote"] for row in rows]


def test_dropping_a_negation_is_a_substantive_edit(policies: tuple[Path, Path]) -> None:
    printed = CliRunner().invoke(app, ["diff", *map(str, policies), "--format", "json"])
    edited = [change for change in json.loads(printed.stdout)["commitments"] if change["status"] == "edited"]
    assert edited
    assert all(change["is_substantive"] and "negation" in change["reasons"] for change in edited)


def test_a_text_compared_with_itself_changes_nothing(policies: tuple[Path, Path]) -> None:
    printed = CliRunner().invoke(app, ["diff", str(policies[0]), str(policies[0])])
    count = len(CliRunner().invoke(app, ["propose", str(policies[0])]).stdout.splitlines()) - 1
    assert printed.stdout == f"Statements: {count}, {count} as they were.\n"


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_check_prints_statements_and_what_is_not_told(form: str) -> None:
    arguments = ["check", str(REFERENCE_INPUTS), "--period", PERIOD, "--format", form]
    printed = CliRunner().invoke(app, arguments)
    assert printed.exit_code == 0
    if form == "json":
        document = json.loads(printed.stdout)
        assert {"commitments", "disclosures", "gaps", "contradictions", "uncovered"} <= document.keys()
        assert {row["status"] for row in document["disclosures"]} == {"clear", "omitted", "vague"}
    else:
        assert "In the register, to be told:" in printed.stdout


def test_a_check_of_inputs_without_a_policy_says_so(tmp_path: Path) -> None:
    (tmp_path / "organisation.csv").write_text("entity_id,legal_name\nacme,Acme Ltd\n", encoding="utf-8")
    printed = CliRunner().invoke(app, ["check", str(tmp_path), "--period", PERIOD])
    assert printed.stdout.startswith(f"No policy text, as of {AS_OF}.\n")
    assert "Not assessed: policy not read." in printed.stdout


def test_a_check_of_a_policy_that_cannot_be_opened_says_why_and_ends_with_its_own_code(tmp_path: Path) -> None:
    (tmp_path / "organisation.csv").write_text("entity_id,legal_name\nacme,Acme Ltd\n", encoding="utf-8")
    (tmp_path / "privacy-policy.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    printed = CliRunner().invoke(app, ["check", str(tmp_path), "--period", PERIOD])
    assert printed.exit_code == 3
    assert "Not assessed: policy not read: found" in printed.stdout
    assert "the policy policy" not in printed.stdout


def test_a_text_in_another_language_is_not_drafted_and_that_is_said(tmp_path: Path) -> None:
    german = tmp_path / "policy.txt"
    german.write_text("Wir verkaufen Ihre Daten nicht und löschen sie nach dreißig Tagen.\n", encoding="utf-8")
    printed = CliRunner().invoke(app, ["propose", str(german)])
    assert printed.exit_code == 0
    assert "not in English" in printed.stderr
    assert printed.stdout.count("\n") == 1


def test_a_check_of_inputs_with_an_unreadable_cell_ends_with_its_own_code(tmp_path: Path) -> None:
    shutil.copytree(REFERENCE_INPUTS / PERIOD, tmp_path / "inputs")
    (tmp_path / "inputs" / "vendors-more.csv").write_text("vendor_id,started_on\nVND-77,soon\n", encoding="utf-8")
    printed = CliRunner().invoke(app, ["check", str(tmp_path / "inputs"), "--period", PERIOD])
    assert printed.exit_code == 3


def test_a_change_ends_with_1_only_where_that_is_asked(policies: tuple[Path, Path]) -> None:
    old, new = map(str, policies)
    codes = [
        CliRunner().invoke(app, ["diff", old, other, *option]).exit_code
        for other in (old, new)
        for option in ((), ("--fail-on-change",))
    ]
    assert codes == [0, 0, 0, 1]


def test_a_clause_that_is_added_is_a_change(policies: tuple[Path, Path]) -> None:
    policies[1].write_text(f"{OLD}We keep it for three years.\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["diff", *map(str, policies), "--fail-on-change"]).exit_code == 1


def test_in_a_group_a_check_is_of_the_policy_of_the_entity_that_is_named(tmp_path: Path) -> None:
    versions = "policy_version_id,entity_id,kind,effective_on,text_ref\n"
    entities = "entity_id,legal_name\n"
    for name in ("acme", "beta"):
        (tmp_path / f"{name}-policy.txt").write_text(OLD, encoding="utf-8")
        entities += f"{name},{name.title()} Ltd\n"
        versions += f"PV-{name},{name},privacy_policy,2026-01-01,{name}-policy.txt\n"
    (tmp_path / "organisation.csv").write_text(entities, encoding="utf-8")
    (tmp_path / "policy_versions.csv").write_text(versions, encoding="utf-8")
    arguments = ["check", str(tmp_path), "--period", PERIOD]
    assert "2 are in force (PV-acme, PV-beta)" in CliRunner().invoke(app, arguments).stdout
    printed = CliRunner().invoke(app, [*arguments, "--organisation", "beta"])
    assert printed.exit_code == 0
    assert "beta-policy.txt" in printed.stdout
