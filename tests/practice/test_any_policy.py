"""The tests of statements fit any policy: none names a statement, a section or a company of the reference one."""

import re
from pathlib import Path

import pytest

import auditlib
from auditlib.case import open_case
from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_file
from auditlib.practice.judging import verdict_on
from auditlib.practice.kinds import known_procedures
from auditlib.reference.vocabularies import vocabulary
from auditlib.rulebook.view import StrictRegister, View
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.vendors import Vendor
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.requirements import PROJECT
from tests.rules.making import NO_EVIDENCE, a_case, rows_with

PRACTICE = Path(auditlib.__file__).parent / "practice"
FILES = sorted(file for file in PRACTICE.rglob("*") if file.suffix in {".py", ".csv"})
TEXTS = sorted((PROJECT / "tests" / "policy" / "texts").iterdir())
_STATEMENT = re.compile(r"\bS\d\d-C\d\d\b|\bsection\s+\d|\bS\d\d\b")


def names_of_the_reference_company() -> set[str]:
    register = open_case(REFERENCE_INPUTS, period=PERIOD).register
    statements = register.all(PolicyCommitment)
    names = {party for statement in statements for party in statement.named_parties}
    names |= {str(vendor.name) for vendor in register.all(Vendor)}
    return names | {str(entity.legal_name).split()[0] for entity in register.all(Organisation)}


def test_nothing_names_a_statement_or_section_of_a_policy() -> None:
    assert [file.name for file in FILES if _STATEMENT.search(file.read_text(encoding="utf-8"))] == []


def test_nothing_names_a_company_of_the_reference_register() -> None:
    names = sorted(names_of_the_reference_company())
    assert {"Auxerta", "Google Analytics"} <= set(names)
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    # A legal source in the data may be the terms of a company that is named there.
    code = [file for file in FILES if file.suffix == ".py"]
    assert [file.name for file in code if pattern.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_every_draft_of_another_policy_gets_a_verdict_or_a_reason_why_not(text: Path) -> None:
    drafts = propose(policy_of_file(text))
    rows = rows_with()
    rows["policy_commitments"] = [
        {
            "commitment_id": f"X-{number}",
            "policy_version_id": "PV-01",
            "section": one.section,
            "quote": one.quote,
            "kind": one.kind,
            "modality": one.modality,
            "operator": one.operator,
            "vocabulary": one.vocabulary,
            "terms": "; ".join(one.terms),
            "named_parties": "; ".join(one.named_parties),
            "stated_period": one.stated_period,
            "stated_countries": "; ".join(one.stated_countries),
            "status": "accepted",
        }
        for number, one in enumerate(drafts)
    ]
    case = a_case(rows)
    view = View(case, StrictRegister(case.register), NO_EVIDENCE)
    decisions = [verdict_on(row, view) for row in view.register.all(PolicyCommitment)]
    assert len(decisions) == len(drafts)
    assert all(decision.reasons and decision.verdict for decision in decisions)


def test_every_kind_of_statement_but_none_other_has_a_procedure() -> None:
    assert {one.kind for one in known_procedures()} == set(vocabulary("claim_kind"))
    assert {one.operator for one in known_procedures()} <= set(vocabulary("claim_operator"))
    assert {one.vocabulary for one in known_procedures()} - {""} <= set(vocabulary("vocabulary"))
