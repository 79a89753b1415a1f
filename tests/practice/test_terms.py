"""Which terms of a statement have to be shown each, and what its words touch on."""

import csv
from pathlib import Path

import pytest

import auditlib
from auditlib.practice.judging import groups_of
from auditlib.practice.kinds import known_procedures
from auditlib.practice.topics import topics, touches
from auditlib.reference.vocabularies import vocabulary
from auditlib.sheets import sheets
from auditlib.sheets.policy_commitments import PolicyCommitment
from tests.practice.stating import stated
from tests.rules.making import a_register


def groups(vocabulary: str, terms: str, quote: str) -> tuple[tuple[str, ...], ...]:
    row = stated("uses_for", "asserts", "exists", vocabulary, terms, quote=quote)
    (statement,) = a_register({"policy_commitments": [row]}).all(PolicyCommitment)
    return groups_of(statement)


def test_members_of_a_list_are_shown_each() -> None:
    people = "client_contacts; partner_contacts; vendor_contacts"
    found = groups("data_subject_category", people, "Work with us as a client, partner, or vendor")
    assert found == (("client_contacts",), ("partner_contacts",), ("vendor_contacts",))


def test_terms_in_one_member_stand_for_one_another() -> None:
    terms = "service_delivery; account_management; data_annotation"
    (found,) = groups("purpose_kind", terms, "Provide and manage data annotation services")
    assert sorted(found) == ["account_management", "data_annotation", "service_delivery"]


def test_terms_that_one_word_stands_for_are_alternatives() -> None:
    (found,) = groups("purpose_kind", "website_improvement; website_analytics", "and website")
    assert sorted(found) == ["website_analytics", "website_improvement"]


def test_terms_the_words_do_not_show_are_one_group() -> None:
    assert groups("purpose_kind", "security; research", "and so on") == (("security", "research"),)


def test_terms_the_words_show_and_the_reading_leaves_out_do_not_count() -> None:
    assert groups("data_kind", "name", "name, email address") == (("name",),)


def test_a_statement_without_terms_has_no_groups() -> None:
    assert groups("", "", "name, email address") == ()


def test_a_topic_is_told_by_words_whatever_their_case_and_breaks() -> None:
    assert touches("not for THEIR\nown marketing", "own_use")
    assert not touches("only to provide services", "own_use")


def test_a_topic_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        touches("", "weather")


def test_every_topic_of_a_procedure_is_in_the_file() -> None:
    assert {one.about for one in known_procedures()} - {""} <= set(topics())


def test_no_two_procedures_are_for_the_same_statements() -> None:
    keys = [(one.kind, one.operator, one.vocabulary, one.about) for one in known_procedures()]
    assert len(keys) == len(set(keys))


DATA = Path(auditlib.__file__).parent / "practice" / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def test_the_data_files_name_terms_of_the_closed_lists_alone() -> None:
    named = [(row["choice_list"], row["term"]) for row in rows_of("needs")]
    named += [(row["choice_list"], row["value"]) for row in rows_of("covered_by")]
    named += [(row["by_choice_list"], row["by_term"]) for row in rows_of("covered_by")]
    named += [("claim_kind", row["by_kind"]) for row in rows_of("covered_by")]
    named += [("recipient_category", row["recipient_category"]) for row in rows_of("conditions")]
    assert [(choices, term) for choices, term in named if term not in vocabulary(choices)] == []


def test_the_conditions_name_columns_of_their_sheets() -> None:
    for row in rows_of("conditions"):
        assert set(row["columns"].split("; ")) <= sheets()[row["sheet"]].columns.keys()
