"""Words of a policy that cover terms of a closed list without naming them: “contact details”, “service providers”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditlib.data_files import data_rows
from auditlib.policy.kinds import kind_of
from auditlib.policy.readings import is_exclusive, is_negated
from auditlib.policy.structure import Clause, ClauseKind, Policy
from auditlib.policy.words import words_of
from auditlib.practice.said import Passage

# “Vendors who provide hosting” are not vendors of any kind.
_NARROWED = re.compile(r"\s+(?:who|that|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BroadTerm:
    """A term that only covers others, and where a policy uses it."""

    term: str
    passage: Passage


def broad_terms_in(policy: Policy, choice_list: str, kinds: frozenset[str]) -> tuple[BroadTerm, ...]:
    """The broad terms in the clauses of some kinds, in the order of the text; what is ruled out covers nothing."""
    affirming = (clause for clause in policy.clauses if _affirms(clause, policy) and kind_of(clause, policy) in kinds)
    return tuple(found for clause in affirming for found in _in_clause(clause, choice_list))


def _affirms(clause: Clause, policy: Policy) -> bool:
    if clause.not_assessed or clause.kind is ClauseKind.HEADING:
        return False
    lead_ins = (one for one in policy.governing(clause) if one.kind is ClauseKind.LEAD_IN)
    return not any(is_negated(one.words) or is_exclusive(one.words) for one in (clause, *lead_ins))


def _in_clause(clause: Clause, choice_list: str) -> Iterator[BroadTerm]:
    words = words_of(clause.text)
    for position in range(len(words)):
        for stems, term in _phrases(choice_list):
            following = words[position : position + len(stems)]
            if tuple(word.stem for word in following) != stems or _NARROWED.match(clause.text, following[-1].end):
                continue
            passage = clause.start + following[0].start, clause.start + following[-1].end, clause.clause_id
            yield BroadTerm(term, passage)


@cache
def _phrases(choice_list: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Phrases as stems with what they stand for, in the order of the file."""
    rows = (row for row in data_rows(__package__, "data/broad_phrases") if row["choice_list"] == choice_list)
    return tuple(
        (tuple(word.stem for word in words_of(phrase)), row["value"])
        for row in rows
        for phrase in row["phrases"].split(";")
    )
