"""Changes of the policy: on file, decided on, told, dated."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditlib.case import Case
from auditlib.intake.inventory import InputFile, Role
from auditlib.policy.reading import policy_of_text
from auditlib.rulebook.view import View
from tests.practice.stating import places, stated, verdict
from tests.rules.making import Change, a_row

Saying = Callable[[str], None]
MAY_CHANGE = stated("change_notice", "permits", "permitted", quote="We may update this policy")
IF_MATERIAL = stated("change_notice", "obliges", "all", quote="If we make material changes")
DATED = stated("change_notice", "obliges", "document", quote="we will update the date")
TOLD = stated("change_notice", "obliges", "event", quote="we will notify you")
MATERIAL = {("policy_versions", "PV-01", "is_material_change"): "yes"}
SHA = "ab" * 32


def version(**cells: str | None) -> dict[Change, str | None]:
    return {("policy_versions", "PV-01", column): value for column, value in cells.items()}


NOTICE = version(notice_given_on="2026-05-01", notice_ref="EV-02")


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Saying:
    def say(text: str) -> None:
        monkeypatch.setattr(View, "policy_of", lambda _view, _version: policy_of_text(text))
        file = InputFile("privacy-policy.txt", Role.POLICY, len(text), SHA, Path("privacy-policy.txt"))
        monkeypatch.setattr(Case, "files", (file,))

    return say


def test_a_text_that_is_a_version_on_file_passes(says: Saying) -> None:
    says("Privacy Policy")
    assert verdict(MAY_CHANGE, version(text_sha256=SHA.upper())) == "passed"


def test_a_text_that_is_no_version_fails_and_the_versions_are_shown(says: Saying) -> None:
    says("Privacy Policy")
    assert places(MAY_CHANGE) == ["PV-01 text_sha256"]


def test_without_a_text_nobody_knows() -> None:
    assert verdict(MAY_CHANGE) == "no_evidence"
    assert verdict(DATED) == "no_evidence"


def test_a_decision_on_each_change_passes() -> None:
    assert verdict(IF_MATERIAL) == "passed"
    assert verdict(IF_MATERIAL, attested="vendors") == "no_evidence"


def test_a_change_on_which_nobody_decided_fails_and_is_shown() -> None:
    assert places(IF_MATERIAL, version(materiality_decided_by=None)) == ["PV-01 materiality_decided_by"]


def test_a_change_of_unknown_weight_stays_open() -> None:
    assert verdict(IF_MATERIAL, version(is_material_change=None)) == "no_evidence"


@pytest.mark.parametrize("other", [{"kind": "staff_notice"}, {"effective_on": "2026-10-05"}])
def test_another_notice_and_a_version_to_come_are_not_looked_at(other: dict[str, str]) -> None:
    row = a_row("policy_versions", "PV-01", policy_version_id="PV-09", materiality_decided_by="", **other)
    assert verdict(IF_MATERIAL, add={"policy_versions": [row]}) == "passed"


def test_a_promise_without_material_changes_is_not_tested() -> None:
    assert verdict(IF_MATERIAL | {"quote": "We review this policy each year"}) == "not_tested"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Privacy Policy\n\nLast updated: 1 June 2026", "passed"),
        ("Privacy Policy\n\nLast updated: 2 June 2026", "failed"),
        ("Privacy Policy\n\nWe keep data.", "failed"),
    ],
)
def test_the_day_that_is_printed_is_that_of_the_version(says: Saying, text: str, expected: str) -> None:
    says(text)
    assert verdict(DATED) == expected


def test_a_text_without_a_day_shows_its_version(says: Saying) -> None:
    says("Privacy Policy\n\nWe keep data.")
    assert places(DATED)[0] == "PV-01 stated_updated_on"


def test_a_printed_day_that_no_row_states_stays_open(says: Saying) -> None:
    says("Privacy Policy\n\nLast updated: 1 June 2026")
    assert verdict(DATED, version(stated_updated_on=None)) == "no_evidence"
    assert verdict(DATED, version(effective_on="2026-10-05")) == "no_evidence"


def test_a_material_change_that_was_told_with_proof_passes() -> None:
    assert verdict(TOLD, MATERIAL | NOTICE) == "passed"


@pytest.mark.parametrize(
    ("column", "value"), [("notice_given_on", None), ("notice_ref", None), ("notice_ref", "EV-99")]
)
def test_a_material_change_without_a_notice_on_file_fails(column: str, value: str | None) -> None:
    assert places(TOLD, MATERIAL | NOTICE | version(**{column: value})) == [f"PV-01 {column}"]


def test_no_material_change_calls_for_no_notice() -> None:
    assert verdict(TOLD) == "not_applicable"
    assert verdict(TOLD, attested="vendors") == "no_evidence"
    assert verdict(TOLD, version(is_material_change="unknown")) == "no_evidence"


@pytest.mark.parametrize(("period", "expected"), [("30 days", "passed"), ("60 days", "failed")])
def test_a_stated_period_lies_between_notice_and_change(period: str, expected: str) -> None:
    assert verdict(TOLD | {"stated_period": period}, MATERIAL | NOTICE) == expected
