"""Procedures are general: each for its own kind, operator, vocabulary and topic, and none for one policy."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import auditlib.practice
from auditlib.practice.kinds import known_procedures
from auditlib.practice.noting import until_unknown
from auditlib.practice.observing import Bearing, Procedure
from auditlib.practice.topics import topics, touches
from auditlib.reference.vocabularies import vocabulary
from auditlib.rulebook.view import StrictRegister, View
from auditlib.sheets.policy_commitments import PolicyCommitment
from tests.packs import REFERENCE_INPUTS
from tests.practice.stating import stated
from tests.rules.making import NO_EVIDENCE, a_case, a_register

SOURCES = sorted(Path(auditlib.practice.__file__).parent.rglob("*.py"))
_OF_ONE_POLICY = re.compile(rf"\bS\d\d\b|-C\d\d\b|{REFERENCE_INPUTS.name}|Google", re.IGNORECASE)


def test_no_two_procedures_are_for_the_same_statements() -> None:
    every = [(one.kind, one.operator, one.vocabulary, one.about) for one in known_procedures()]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("values", "choice_list"),
    [
        ({one.kind for one in known_procedures()}, "claim_kind"),
        ({one.operator for one in known_procedures()}, "claim_operator"),
        ({one.vocabulary for one in known_procedures()} - {""}, "vocabulary"),
    ],
)
def test_procedures_are_for_values_of_the_closed_lists(values: set[str], choice_list: str) -> None:
    assert values <= vocabulary(choice_list).keys()


def named(one: Procedure) -> str:
    return " ".join(filter(None, (one.kind, one.operator, one.vocabulary, one.about)))


@pytest.mark.parametrize("one", known_procedures(), ids=named)
def test_without_sheets_and_evidence_everything_is_left_open(one: Procedure) -> None:
    terms = "; ".join(list(vocabulary(one.vocabulary))[:2]) if one.vocabulary else ""
    row = stated(one.kind, "forbids", one.operator, one.vocabulary, terms, stated_period="30 days")
    register = a_register({"policy_commitments": [row]})
    view = View(replace(a_case({}), register=register), StrictRegister(register), NO_EVIDENCE)
    (commitment,) = register.all(PolicyCommitment)
    assert {seen.bearing for seen in until_unknown(one.look(commitment, view))} == {Bearing.UNKNOWN}


@pytest.mark.parametrize("one", known_procedures(), ids=named)
def test_a_procedure_says_in_one_sentence_what_it_tests(one: Procedure) -> None:
    assert re.fullmatch(r"[A-Z][^`\n]+\.", one.tested)
    assert not one.tested.startswith("The same")


@pytest.mark.parametrize(
    "one", [one for one in known_procedures() if one.operator in {"all", "closed", "none"}], ids=named
)
def test_what_is_tested_on_every_row_rests_on_sheets_that_are_stated_complete(one: Procedure) -> None:
    assert one.rests_on


def test_every_topic_a_procedure_is_about_has_its_words() -> None:
    assert {one.about for one in known_procedures()} - {""} <= topics().keys()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_code_names_a_statement_a_section_or_a_party_of_one_policy(path: Path) -> None:
    assert not _OF_ONE_POLICY.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("words", "topic", "expected"),
    [
        ("We delete your datasets", "client_data", True),
        ("We delete your account", "client_data", False),
        ("We may need to verify your identity", "identity_check", True),
        ("Depending on your location", "location", True),
        ("including access controls", "need_to_know", False),
        ("restrict access to people who need it", "need_to_know", True),
        ("only authorised staff", "need_to_know", True),
        ("never outside the EEA", "outside_the_eea", True),
        ("in the EEA", "outside_the_eea", False),
        ("free of charge", "fee", True),
        ("for up to two years", "at_most", True),
        ("for two years", "at_most", False),
        ("third-party cookies", "third_party", True),
        ("without your consent", "consent", True),
        ("material changes", "material_change", True),
        ("raw materials", "material_change", False),
    ],
)
def test_words_touch_a_topic(words: str, topic: str, expected: bool) -> None:
    assert touches(words, topic) is expected
