"""Registers, cases and audits made in memory, each one change away from the clean register."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from auditlib.audit import Audit, audit_case
from auditlib.case import Case
from auditlib.evidence.facts import Evidence
from auditlib.findings import Finding, RuleResult
from auditlib.intake.cells import Cell, CellKind, Grid
from auditlib.period import last_day_to_record, read_period
from auditlib.register.register import Register
from auditlib.register.rows import read_sheet
from auditlib.rules import known_rules
from auditlib.schema.record import Record
from auditlib.settings import Settings
from auditlib.sheets import sheets
from tests.rules.clean import CLEAN, Rows

Change = tuple[str, str, str]
NO_EVIDENCE = Evidence()


def rows_with(
    changes: Mapping[Change, str | None] = MappingProxyType({}),
    add: Mapping[str, list[dict[str, str]]] = MappingProxyType({}),
    without: Iterable[str] = (),
) -> Rows:
    """The rows of the clean register with cells changed (None blanks one), rows added and sheets taken away.

    A change is keyed by (sheet, record id, column); a record id of "*" means every row.
    """
    rows: Rows = {name: [dict(row) for row in given] for name, given in CLEAN.items() if name not in set(without)}
    for (sheet, identity, column), value in changes.items():
        key = next(iter(sheets()[sheet].columns))
        touched = [row for row in rows[sheet] if identity in {"*", row[key]}]
        assert touched, f"no row {identity} in {sheet}"
        for row in touched:
            row[column] = value or ""
    for sheet, more in add.items():
        rows.setdefault(sheet, []).extend(dict(row) for row in more)
    return rows


def a_row(sheet: str, identity: str, **cells: str) -> dict[str, str]:
    """A copy of a clean row with some cells changed, to add beside it."""
    key = next(iter(sheets()[sheet].columns))
    original = next(row for row in CLEAN[sheet] if row[key] == identity)
    return {**original, **cells}


def a_register(rows: Rows) -> Register:
    """The register that a workbook with these rows would give."""
    read = {name: _records(name, given) for name, given in rows.items()}
    return Register(
        {name: records for name, (records, _) in read.items()}, (), tuple(p for _, ps in read.values() for p in ps)
    )


def _records(name: str, rows: list[dict[str, str]]) -> tuple[tuple[Record, ...], tuple[object, ...]]:
    kind = sheets()[name]
    cells = [Cell(1, column, CellKind.TEXT, heading) for column, heading in enumerate(kind.columns, start=1)]
    for line, row in enumerate(rows, start=2):
        assert row.keys() <= kind.columns.keys(), f"{name} has no column {row.keys() - kind.columns.keys()}"
        cells += [
            Cell(line, column, _kind_of(text), text.removeprefix("ERROR:"))
            for column, heading in enumerate(kind.columns, start=1)
            if (text := row.get(heading, ""))
        ]
    read = read_sheet(kind, Grid(name, tuple(cells)), file=f"{name}.xlsx", sha256="0" * 64, options=Settings().reading)
    return read.records, read.problems


def _kind_of(text: str) -> CellKind:
    """Text that begins with "ERROR:" stands for an error cell, which nothing can read."""
    return CellKind.ERROR if text.startswith("ERROR:") else CellKind.TEXT


def a_case(rows: Rows, *, period: str = "2026-Q3", as_of: date | None = None, settings: Settings | None = None) -> Case:
    """A case over these rows."""
    covered = read_period(period)
    return Case(
        register=a_register(rows),
        period=covered,
        as_of=as_of or covered.ends_on,
        recorded_until=last_day_to_record(covered),
        settings=settings or Settings(),
        inputs=Path("inputs"),
    )


def audited(
    *rule_ids: str,
    changes: Mapping[Change, str | None] = MappingProxyType({}),
    add: Mapping[str, list[dict[str, str]]] = MappingProxyType({}),
    without: Iterable[str] = (),
    evidence: Evidence = NO_EVIDENCE,
    as_of: date | None = None,
    period: str = "2026-Q3",
) -> Audit:
    """The audit of a changed clean register by some rules, or by all of them."""
    chosen = [rule for rule in known_rules() if not rule_ids or rule.rule_id in rule_ids]
    assert len(chosen) == len(set(rule_ids)) or not rule_ids, f"no rule for one of {rule_ids}"
    return audit_case(a_case(rows_with(changes, add, without), period=period, as_of=as_of), chosen, evidence)


def findings_of(rule_id: str, **change: object) -> tuple[Finding, ...]:
    """What one rule finds in a changed clean register."""
    audit = audited(rule_id, **change)  # type: ignore[arg-type]
    return (*audit.findings, *audit.readiness)


def result_of(rule_id: str, **change: object) -> RuleResult:
    """The outcomes of one rule over a changed clean register."""
    return audited(rule_id, **change).results[0]  # type: ignore[arg-type]


def places_of(rule_id: str, **change: object) -> tuple[str, ...]:
    """The records and fields one rule finds something about, as "VND-01 country"."""
    return tuple(f"{finding.record_id} {finding.field}" for finding in findings_of(rule_id, **change))


@cache
def the_clean_audit() -> Audit:
    """Every rule over the clean register."""
    return audited()
