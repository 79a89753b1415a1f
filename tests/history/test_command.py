"""`auditlib audit --previous`, and what a notebook opens."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from auditlib.errors import UsageError
from auditlib.reports.page import Report, open_page
from tests.making_priors import a_prior_pack, reference_quarters
from tests.packs import REFERENCE_INPUTS


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_prior_pack(tmp_path_factory.mktemp("packs"), reference_quarters()["Q2"])


def audited(pack: Path, *options: str, period: str = "2026-Q3") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "auditlib", "audit", str(REFERENCE_INPUTS), "--period", period]
    # A relative pack is looked up in the working folder and in each folder above it, as the inputs are.
    place = ["--previous", pack.relative_to(pack.parent.parent).as_posix()]
    return subprocess.run(
        [*command, *place, *options], cwd=pack, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_command_prints_the_states_as_json(pack: Path) -> None:
    done = audited(pack, "--format", "json")
    document = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert {one["state"] for one in document["findings"]} == {"new", "persisting", "reopened"}
    assert {one["state"] for one in document["past"]} == {"resolved", "not_retested"}
    assert document["previous"]["period"] == "2026-Q2"


def test_the_command_shows_of_earlier_findings_only_those_of_the_rules_asked_for(pack: Path) -> None:
    done = audited(pack, "--only", "VEN", "--format", "csv")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert {row["rule_id"].partition("-")[0] for row in rows} == {"VEN"}
    assert {row["state"] for row in rows} == {"new", "persisting", "reopened", "resolved"}


def test_the_command_ends_with_2_where_the_pack_is_not_that_of_the_period_before(pack: Path) -> None:
    done = audited(pack, period="2026-Q2")
    assert (done.returncode, done.stdout) == (2, "")
    assert "found the pack of 2026-Q2" in done.stderr
    assert "expected that of 2026-Q1, the period before 2026-Q2" in done.stderr


def test_a_notebook_opens_the_pack_of_the_period_before(pack: Path) -> None:
    report = Report(notebook="70_self_assessment", title="Self-assessment", law="none")
    page = open_page(report, inputs=str(REFERENCE_INPUTS), period="2026-Q3", previous=str(pack))
    assert page.case.previous is not None
    assert page.case.previous.period.name == "2026-Q2"
    with pytest.raises(UsageError):
        open_page(report, inputs=str(REFERENCE_INPUTS), period="2026-Q1", previous=str(pack))
