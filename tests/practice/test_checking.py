"""A policy against practice, whole: what is assessed, what cannot be, and that a fact is reported once."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from auditlib.audit import Audit, audit_case
from auditlib.case import Case, open_case
from auditlib.evidence.opening import open_evidence
from auditlib.intake.inventory import InputFile, Role
from auditlib.policy.quotes import uncovered
from auditlib.practice.checking import PolicyCheck, check_policy, with_clauses
from auditlib.practice.reporting import Reported
from auditlib.register.changing import changed_register
from auditlib.register.register import Register
from auditlib.render.policy_check import check_document, check_json, check_text
from auditlib.rules import known_rules
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.practice.telling import POLICY
from tests.rules.making import NO_EVIDENCE, a_case, a_register, a_row, rows_with

GERMAN = """Datenschutzerklärung

1. Welche Daten wir erheben

Wir erheben Ihre E-Mail-Adresse und Ihren Namen, wenn Sie uns schreiben, und wir speichern sie für zwei Jahre.

2. Ihre Rechte

Sie haben das Recht auf Auskunft über die Daten, die wir über Sie gespeichert haben, und auf deren Löschung.
"""


@pytest.fixture(scope="module")
def reference() -> tuple[Audit, PolicyCheck]:
    case = open_case(REFERENCE_INPUTS, period=PERIOD)
    evidence = open_evidence(case)
    audit = audit_case(case, known_rules(), evidence)
    return audit, check_policy(case, evidence, audit.findings)


def _case(
    folder: Path,
    *texts: str,
    names: str = "privacy-policy.txt",
    add: Mapping[str, list[dict[str, str]]] = MappingProxyType({}),
    without: tuple[str, ...] = (),
) -> Case:
    """The clean register beside policy files with these texts, the first of which its version in force names."""
    files = []
    for number, text in enumerate(texts):
        path = folder / ("privacy-policy.txt" if number == 0 else f"policy-{number}.txt")
        path.write_text(text, encoding="utf-8")
        files.append(InputFile(path.name, Role.POLICY, len(text), "0" * 64, path))
    changes = {} if "policy_versions" in without else {("policy_versions", "PV-01", "text_ref"): names}
    case = a_case(rows_with(changes, add, without))
    register = case.register
    return replace(case, register=Register({n: register.named(n) for n in register.supplied}, tuple(files)))


def test_everything_is_compared_where_the_policy_can_be_read(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    assert check.policy is not None
    assert check.file is not None
    assert check.version is not None
    assert check.version.value_of("text_ref") == check.file.name
    assert len(check.judged) == len(audit.case.register.named("policy_commitments"))
    assert check.disclosures
    assert check.gaps
    assert check.contradictions


def test_every_finding_on_what_the_policy_says_is_named_by_what_it_reports(
    reference: tuple[Audit, PolicyCheck],
) -> None:
    audit, check = reference
    named = {one for part in (check.judged, check.disclosures, check.gaps) for row in part for one in row.finding_ids}
    about_text = {one.finding_id for one in audit.findings if one.rule_id.startswith("POL")}
    # How old a policy is beside the register is no statement, term or element of it.
    age = {one.finding_id for one in audit.findings if one.rule_id == "POL-02"}
    assert about_text - age <= named
    assert named <= {one.finding_id for one in audit.findings}


def test_what_is_told_clearly_is_reported_by_nobody(reference: tuple[Audit, PolicyCheck]) -> None:
    _, check = reference
    assert not [one for one in check.disclosures if one.status == "clear" and one.finding_ids]
    assert not [one for one in check.gaps if one.status == "present" and one.finding_ids]


def test_a_term_that_a_rule_does_not_find_named_is_not_told_clearly(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    of_rule = {one.finding_id for one in audit.findings if one.rule_id in {"POL-03", "POL-05", "POL-06", "POL-08"}}
    named = {identity for one in check.disclosures for identity in one.finding_ids}
    assert of_rule <= named


def test_a_finding_quotes_the_clause_it_is_about(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    quoted = {one.finding_id: one.quote for one in with_clauses(audit, check).findings}
    assert check.policy is not None
    for one in check.judged:
        for identity in one.finding_ids:
            assert quoted[identity]
    assert all(quote in check.policy.text for quote in quoted.values() if quote)


def test_quotes_change_nothing_else_of_a_finding(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    plain = tuple(replace(one, quote=None) for one in with_clauses(audit, check).findings)
    assert plain == tuple(replace(one, quote=None) for one in audit.findings)


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ((), "policy not read"),
        (
            ("\x00\x01\x02 no text at all",),
            "policy not read: found bytes that no text has. Save the policy as .txt (UTF-8), .md, .html or .docx",
        ),
        (("",), "policy not read: its file holds no text"),
        ((GERMAN,), "policy text in another language (de)"),
        (("xyzzy plugh",), "policy text in no language that is told"),
    ],
)
def test_a_policy_that_is_not_read_leaves_everything_not_assessed(
    tmp_path: Path, texts: tuple[str, ...], reason: str
) -> None:
    check = check_policy(_case(tmp_path, *texts), NO_EVIDENCE)
    assert check.reasons == (reason,)
    assert check.judged
    assert {one.decision.verdict for one in check.judged} == {"not_tested"}
    assert {one.status for one in check.disclosures} == {"not_assessed"}
    assert {one.status for one in check.gaps} == {"not_assessed"}
    assert {one.reason for one in check.gaps} == {reason}
    assert check.contradictions == ()


def test_of_several_texts_that_of_the_version_in_force_is_read(tmp_path: Path) -> None:
    check = check_policy(_case(tmp_path, POLICY, GERMAN), NO_EVIDENCE)
    assert (check.reasons, check.file and check.file.name) == ((), "privacy-policy.txt")


def test_without_a_version_in_force_one_text_is_read_and_several_are_not(tmp_path: Path) -> None:
    alone = check_policy(_case(tmp_path, POLICY, without=("policy_versions",)), NO_EVIDENCE)
    assert alone.policy is not None
    both = check_policy(_case(tmp_path, POLICY, POLICY, without=("policy_versions",)), NO_EVIDENCE)
    assert both.reasons == ("policy not read: 2 texts among the inputs",)


def test_a_text_that_the_version_in_force_does_not_name_is_not_judged(tmp_path: Path) -> None:
    check = check_policy(_case(tmp_path, POLICY, names="policy-2026.txt"), NO_EVIDENCE)
    assert check.reasons == ("policy not read: policy-2026.txt, which PV-01 names, is not among the inputs",)
    assert {one.decision.verdict for one in check.judged} == {"not_tested"}


def test_in_a_group_a_policy_is_held_against_the_rows_of_its_own_entity(tmp_path: Path) -> None:
    case = _case(tmp_path, POLICY, add=_sister())
    check = check_policy(case, NO_EVIDENCE)
    assert check.version is not None
    assert check.version.identity == "PV-01"
    assert "S99-C01" not in {one.commitment.identity for one in check.judged}
    sister = check_policy(replace(case, organisation=case.register.all(Organisation)[1]), NO_EVIDENCE)
    assert sister.reasons == ("policy not read: beta.txt, which PV-B names, is not among the inputs",)
    assert "S03-C01" not in {one.commitment.identity for one in sister.judged}


def test_where_several_policies_are_read_the_entity_has_to_be_named(tmp_path: Path) -> None:
    case = _case(tmp_path, POLICY, POLICY, add=_sister(text_ref="policy-1.txt"))
    (reason,) = check_policy(case, NO_EVIDENCE).reasons
    assert reason == "policy not read: 2 are in force (PV-01, PV-B); name the legal entity whose policy is meant"
    for entity, file in zip(case.register.all(Organisation), ("privacy-policy.txt", "policy-1.txt"), strict=True):
        check = check_policy(replace(case, organisation=entity), NO_EVIDENCE)
        assert (check.reasons, check.file and check.file.name) == ((), file)


def _sister(text_ref: str = "beta.txt") -> dict[str, list[dict[str, str]]]:
    """A second entity with a policy of its own and one statement in it."""
    version = a_row("policy_versions", "PV-01", policy_version_id="PV-B", entity_id="beta", text_ref=text_ref)
    statement = a_row("policy_commitments", "S03-C01", commitment_id="S99-C01", policy_version_id="PV-B")
    entity = a_row("organisation", "acme", entity_id="beta", legal_name="Beta Ltd")
    return {"organisation": [entity], "policy_versions": [version], "policy_commitments": [statement]}


def test_other_notices_in_force_that_are_not_read_are_named(reference: tuple[Audit, PolicyCheck]) -> None:
    _, check = reference
    assert check.reasons == (
        "3 other notices in force in the register were not read, as their texts are not among the inputs: "
        "PV-APPLICANTS-2024-02, PV-ANNOTATORS-2024-03, PV-STAFF-2025-01",
    )


def test_of_each_notice_the_last_version_counts_and_one_whose_text_is_there_is_read(tmp_path: Path) -> None:
    older, newer, there = (
        a_row("policy_versions", "PV-01", policy_version_id=identity, kind=kind, effective_on=day, text_ref=file)
        for identity, kind, day, file in (
            ("PV-02", "staff_notice", "2026-01-05", "staff-1.txt"),
            ("PV-03", "staff_notice", "2026-02-02", "staff-2.txt"),
            ("PV-04", "cookie_policy", "2026-02-02", "policy-1.txt"),
        )
    )
    check = check_policy(_case(tmp_path, POLICY, POLICY, add={"policy_versions": [older, newer, there]}), NO_EVIDENCE)
    assert check.reasons == (
        "1 other notice in force in the register was not read, as its text is not among the inputs: PV-03",
    )


def test_a_finding_about_a_statement_is_attached_whatever_its_verdict(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    about = {(one.record_id, one.finding_id) for one in audit.findings if one.sheet == "policy_commitments"}
    attached = {(one.commitment.identity, identity) for one in check.judged for identity in one.finding_ids}
    assert about <= attached
    assert [one.commitment.identity for one in check.judged if one.decision.verdict == "passed" and one.finding_ids]


def test_a_finding_about_another_row_that_shows_a_statement_is_attached_to_it(
    reference: tuple[Audit, PolicyCheck],
) -> None:
    audit, check = reference
    bare = next(one for one in check.judged if one.decision.verdict == "passed" and not one.finding_ids)
    place = bare.commitment.place_of("quote")
    finding = replace(audit.findings[0], sheet="vendors", record_id="VND-01", rule_id="VEN-14", places=(place,))
    assert Reported((finding,), "").of_judged(bare).finding_ids == (finding.finding_id,)


def test_statements_of_a_version_that_was_replaced_say_nothing(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    case = audit.case
    statements = case.register.all(PolicyCommitment)
    moved = {(row.identity, "policy_version_id"): "PV-2023-11" for row in statements}
    register = changed_register(case.register, moved, case.settings.reading)
    replaced = check_policy(replace(case, register=register), open_evidence(case))
    rows = {name: register.named(name) if name != "policy_commitments" else () for name in register.supplied}
    none = check_policy(replace(case, register=Register(rows, register.files)), open_evidence(case))
    assert check.policy is not None
    assert replaced.judged == ()
    assert replaced.uncovered == uncovered(check.policy, ())
    assert replaced.uncovered != check.uncovered
    assert replaced == replace(none, file=replaced.file, version=replaced.version)


def test_a_policy_that_is_not_read_lists_no_statement_of_a_version_that_was_replaced(tmp_path: Path) -> None:
    older = a_row("policy_versions", "PV-01", policy_version_id="PV-00", effective_on="2020-01-01")
    row = a_row("policy_commitments", "S03-C01", commitment_id="S99-C01", policy_version_id="PV-00")
    check = check_policy(_case(tmp_path, add={"policy_versions": [older], "policy_commitments": [row]}), NO_EVIDENCE)
    listed = {one.commitment.identity for one in check.judged}
    assert "S03-C01" in listed
    assert "S99-C01" not in listed


@pytest.mark.parametrize(
    "sheet", ["processing_activities", "policy_commitments", "policy_versions", "vendors", "purposes", "organisation"]
)
def test_a_sheet_that_is_absent_raises_nothing_and_passes_nothing(tmp_path: Path, sheet: str) -> None:
    check = check_policy(_case(tmp_path, POLICY, without=(sheet,)), NO_EVIDENCE)
    assert check.policy is not None
    if sheet in {"processing_activities", "policy_commitments", "vendors", "purposes"}:
        assert f"sheet {sheet} not supplied" in check.reasons


def test_an_empty_register_raises_nothing(tmp_path: Path) -> None:
    case = replace(_case(tmp_path, POLICY), register=a_register({}))
    assert {one.status for one in check_policy(case, NO_EVIDENCE).gaps} == {"not_assessed"}


@pytest.mark.parametrize(
    ("record_id", "column", "text", "term"),
    [
        ("CAT-02", "kind", "genetic", "genetic"),
        ("PUR-01", "kind", "research", "research"),
        ("PUR-01", "legal_basis", "public_task", "public_task"),
        ("VND-02", "services", "crm", "crm"),
        ("TRF-09", "country", "NZ", "NZ"),
        ("CKE-05", "category", "marketing", "auxerta_csrf"),
    ],
)
def test_a_cell_changed_to_what_the_text_does_not_tell_is_one_more_omission(
    reference: tuple[Audit, PolicyCheck], record_id: str, column: str, text: str, term: str
) -> None:
    audit, check = reference
    case = audit.case
    register = changed_register(case.register, {(record_id, column): text}, case.settings.reading)
    changed = check_policy(replace(case, register=register), open_evidence(case))
    before = {(str(one.subject_kind), one.term, one.status) for one in check.disclosures}
    now = {(str(one.subject_kind), one.term, one.status): one for one in changed.disclosures}
    (added,) = now.keys() - before
    assert added[1:] == (term, "omitted")
    assert now[added].record.identity == record_id


def test_the_same_check_is_the_same_text(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    again = check_policy(audit.case, open_evidence(audit.case), audit.findings)
    assert check_json(audit.case, check) == check_json(audit.case, again)


def test_the_document_shows_cells_and_passages_of_the_input(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    document = json.loads(check_json(audit.case, check))
    assert document == check_document(audit.case, check)
    assert document["policy"]["file"] == "privacy-policy.txt"
    assert check.policy is not None
    for one in document["commitments"]:
        assert one["start"] is None or check.policy.text[one["start"] : one["end"]] == one["quote"]
        assert all(row["cell"] and row["file"] for row in one["rows"])
    for one in document["disclosures"]:
        assert one["cell"]
        assert all(check.policy.text[part["start"] : part["end"]] == part["text"] for part in one["clauses"])


def test_the_table_says_what_is_not_told(reference: tuple[Audit, PolicyCheck]) -> None:
    audit, check = reference
    text = check_text(audit.case, check)
    assert "CAT-12 data category Telephone number; the policy says only “Contact details”" in text
    assert "G-10  absent: right to restriction" in text
