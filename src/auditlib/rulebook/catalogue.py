"""The rule catalogue as data: what each rule is about, when it finds something, and every column it may read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from auditlib.data_files import data_rows


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One rule as the catalogue states it; `reads` are `sheet.column` and outside sources."""

    rule_id: str
    topic: str
    title: str
    finding_when: str
    severity: str
    force: str
    citations: tuple[str, ...]
    regimes: tuple[str, ...]
    population: str
    reads: frozenset[str]
    applies_when: str


@cache
def catalogue() -> Mapping[str, CatalogueRow]:
    """Every row of the catalogue by rule id."""
    rows = (_row(row) for row in data_rows(__package__, "catalogue"))
    return MappingProxyType({row.rule_id: row for row in rows})


@cache
def columns_read(rule_id: str, sheet: str) -> tuple[str, ...]:
    """The columns of one sheet that a rule may read, sorted; none for a rule the catalogue does not hold."""
    row = catalogue().get(rule_id)
    named = (name.split(".") for name in row.reads) if row else ()
    return tuple(sorted(column for where, column in named if where == sheet))


def _row(row: Mapping[str, str]) -> CatalogueRow:
    return CatalogueRow(
        rule_id=row["rule_id"],
        topic=row["topic"],
        title=row["title"],
        finding_when=row["finding_when"],
        severity=row["severity"],
        force=row["force"],
        citations=tuple(row["citation"].split("; ")),
        regimes=() if row["jurisdiction"] == "any" else tuple(row["jurisdiction"].split("; ")),
        population=row["population_sheet"],
        reads=frozenset(row["reads"].split("; ")),
        applies_when=row["applies_when"],
    )
