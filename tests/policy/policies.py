"""Policies for tests: the reference text, texts of other shapes, and what is said of them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from auditlib.policy.reading import policy_of_file
from auditlib.policy.structure import ClauseKind, Policy
from tests.requirements import PROJECT

REFERENCE = PROJECT / "tests" / "reference_company" / "privacy-policy.txt"
COMMITMENTS = PROJECT / "tests" / "reference_company" / "register" / "policy_commitments.csv"
TEXTS = PROJECT / "tests" / "policy" / "texts"


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as a sheet has it."""

    commitment_id: str
    section: str
    quote: str
    quote_start: int
    quote_end: int
    kind: str
    modality: str
    operator: str
    terms: tuple[str, ...] = ()


def reference_statements() -> list[Stated]:
    with COMMITMENTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Stated(
            row["commitment_id"],
            row["section"],
            row["quote"],
            int(row["quote_start"]),
            int(row["quote_end"]),
            row["kind"],
            row["modality"],
            row["operator"],
            tuple(filter(None, row["terms"].split("; "))),
        )
        for row in rows
        if row["status"] == "accepted"
    ]


def written(name: str) -> Policy:
    """One of the texts of other shapes."""
    return policy_of_file(TEXTS / name)


def words_of_kind(policy: Policy, kind: ClauseKind) -> list[str]:
    return [clause.words for clause in policy.clauses if clause.kind is kind]


def clause_that_says(policy: Policy, words: str):
    (found,) = [clause for clause in policy.clauses if clause.words.startswith(words)]
    return found


def above(policy: Policy, words: str) -> list[str]:
    """What stands above the clause that begins with these words."""
    return [one.words for one in policy.governing(clause_that_says(policy, words))]


def assert_sound(policy: Policy, text_of_rules: str = "|") -> None:
    """Offsets give back the texts, clauses follow each other, and no word is outside all of them."""
    covered = bytearray(len(policy.text))
    end = 0
    for clause in policy.clauses:
        assert clause.text == policy.text[clause.start : clause.end] == clause.text.strip() != ""
        assert clause.start >= end
        end = clause.end
        before = policy.text.rfind(clause.marker, 0, clause.start) if clause.marker else clause.start
        assert before >= 0
        covered[before : before + len(clause.marker)] = b"\x01" * len(clause.marker)
        covered[clause.start : clause.end] = b"\x01" * len(clause.text)
    for first, last in policy.ornaments:
        assert not any(map(str.isalnum, policy.text[first:last]))
        covered[first:last] = b"\x01" * (last - first)
    left = [character for character, is_covered in zip(policy.text, covered, strict=True) if not is_covered]
    assert not [character for character in left if not character.isspace() and character not in text_of_rules]
    assert_sections_follow(policy.sections, len(policy.text))


def assert_sections_follow(sections: Sequence, length: int) -> None:
    bounds = [section.start for section in sections] + [length]
    assert [section.end for section in sections] == bounds[1:]
    assert bounds[0] == 0
