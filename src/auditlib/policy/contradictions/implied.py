"""Groups of people and recipients that a text implies, whether or not it names them."""

import re
from collections.abc import Mapping
from functools import cache

from auditlib.policy.contradictions.cues import rows_of
from auditlib.policy.contradictions.reader import Reader
from auditlib.policy.structure import Clause


def implied_by(reader: Reader, vocabulary: str) -> dict[str, tuple[Clause, ...]]:
    """The values of a closed list that the words of a text imply, each with the clauses that do."""
    found = {
        value: tuple(clause for clause in reader.clauses if implies.search(clause.text))
        for value, (implies, _) in _groups(vocabulary).items()
    }
    return {value: clauses for value, clauses in found.items() if clauses}


def is_named_in(reader: Reader, vocabulary: str, value: str) -> bool:
    """Whether a text names a group anywhere."""
    _, names = _groups(vocabulary)[value]
    return any(names.search(clause.text) for clause in reader.clauses)


def names_group(text: str, vocabulary: str, value: str) -> bool:
    """Whether some words name a group."""
    return _groups(vocabulary)[value][1].search(text) is not None


@cache
def _groups(vocabulary: str) -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each group, the words that imply it and those that name it."""
    return {
        row["value"]: (re.compile(row["implied_by"], re.IGNORECASE), re.compile(row["named_by"], re.IGNORECASE))
        for row in rows_of("implied_groups")
        if row["vocabulary"] == vocabulary
    }
