"""The kinds of contradiction a text can show, from a data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from auditlib.policy.contradictions.cues import rows_of


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of `contradictions.csv`.

    `severity` is a hint, `needs_judgement` tells that a person decides whether the passages contradict each other,
    `rests_on_absence` that it is seen from what the text nowhere says.
    """

    kind: str
    title: str
    severity: str
    needs_judgement: bool
    reads_statements: bool
    rests_on_absence: bool
    why: str
    source: str


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds by id, in their order."""
    return MappingProxyType({row["kind"]: _read(row) for row in rows_of("contradictions")})


def _read(row: Mapping[str, str]) -> Kind:
    needs_judgement, reads_statements, rests_on_absence = (
        row[name] == "yes" for name in ("needs_judgement", "reads_statements", "rests_on_absence")
    )
    return Kind(
        row["kind"],
        row["title"],
        row["severity"],
        needs_judgement,
        reads_statements,
        rests_on_absence,
        row["why"],
        row["source"],
    )
