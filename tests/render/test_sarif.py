"""An audit as SARIF: no pinned package holds the schema of OASIS, so the fields that it states are checked here."""

import json
import re
from typing import Any

import pytest

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import open_case
from auditlib.render.sarif import audit_sarif
from tests.making_priors import a_prior_pack
from tests.packs import REFERENCE_INPUTS


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The third quarter beside the second, and that beside the first."""
    folder, previous = tmp_path_factory.mktemp("packs"), ""
    for period in ("2026-Q1", "2026-Q2"):
        found = assess(open_case(REFERENCE_INPUTS, period=period, previous=previous))
        previous = str(a_prior_pack(folder, found))
    return assess(open_case(REFERENCE_INPUTS, period="2026-Q3", previous=previous))


@pytest.fixture(scope="module")
def run(audit: Audit) -> dict[str, Any]:
    """The one run of the log."""
    log = json.loads(audit_sarif(audit))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return run


def results_of(run: dict[str, Any], rule_id: str) -> list[dict[str, Any]]:
    """The results of a rule."""
    return [result for result in run["results"] if result["ruleId"] == rule_id]


def test_every_finding_is_a_result_and_so_is_every_earlier_one(audit, run):
    told = [result["partialFingerprints"]["auditlibFinding/v1"] for result in run["results"]]
    assert told == [finding.finding_id for finding in (*audit.findings, *audit.past)]


def test_each_result_points_to_its_rule(run):
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_levels_and_kinds_are_words_of_sarif_that_go_together(run):
    assert {(one["kind"], one["level"]) for one in run["results"]} <= {
        ("fail", "error"),
        ("fail", "warning"),
        ("fail", "note"),
    }


def test_each_place_names_its_file_by_a_relative_address_and_its_hash(audit, run):
    artifacts = run["artifacts"]
    assert {one["hashes"]["sha-256"] for one in artifacts} == {file.sha256 for file in audit.case.files}
    for result in run["results"]:
        for place in result["locations"]:
            if "physicalLocation" in place:
                told = place["physicalLocation"]["artifactLocation"]
                assert artifacts[told["index"]]["location"]["uri"] == told["uri"]
                assert re.fullmatch(r"[\w./%~-]+", told["uri"])
                assert told["uriBaseId"] in run["originalUriBaseIds"]
            assert place["logicalLocations"][0]["kind"] in {"file", "sheet", "cell"}


def test_a_finding_leads_to_its_cell(run):
    (result,) = results_of(run, "VEN-04")
    named = [place["logicalLocations"][0]["fullyQualifiedName"] for place in result["locations"]]
    assert re.fullmatch(r"vendors\.xlsx/Contracts/[A-Z]+\d+", named[0])


@pytest.mark.parametrize(
    ("rule_id", "states"),
    [
        ("VEN-04", ["new"]),  # the agreement with Fernhill ends
        ("VEN-05", ["new"]),  # reopened: the audit clause went again
        ("LAW-10", ["unchanged"]),
        ("DPI-04", ["updated"]),  # finished in August, after the scoring began
        ("VEN-09", ["absent"]),  # the new certificate came
    ],
)
def test_the_baseline_tells_where_a_finding_stands_against_the_period_before(run, rule_id, states):
    assert [result["baselineState"] for result in results_of(run, rule_id)] == states


def test_what_was_not_retested_keeps_its_level_and_says_why(run):
    not_retested = [one for one in results_of(run, "RET-07") if one["properties"]["state"] == "not_retested"]
    assert [(one["level"], one["baselineState"]) for one in not_retested] == [("error", "unchanged")]
    assert not_retested[0]["properties"]["reason"]


def test_an_accepted_finding_is_suppressed_and_still_listed():
    found = assess(open_case(REFERENCE_INPUTS, period="2026-Q2"))
    (run,) = json.loads(audit_sarif(found))["runs"]
    (suppressed,) = [one for one in run["results"] if one["suppressions"] and one["ruleId"] == "VEN-17"]
    assert suppressed["suppressions"][0]["kind"] == "external"
    assert suppressed["suppressions"][0]["status"] == "accepted"
    assert "EXC-01" in suppressed["suppressions"][0]["justification"]


def test_without_a_previous_pack_there_is_no_baseline():
    found = assess(open_case(REFERENCE_INPUTS, period="2026-Q1"))
    (run,) = json.loads(audit_sarif(found))["runs"]
    assert not any("baselineState" in result for result in run["results"])
