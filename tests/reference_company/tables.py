"""The sheets of each quarter: those of the first, and what the later ones change, add and remove."""

import csv
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
PERIODS = ("2026-Q1", "2026-Q2", "2026-Q3")

Row = dict[str, str]
Tables = dict[str, list[Row]]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of one CSV file, keyed by its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables_of(period: str) -> Tables:
    """Return every sheet as it stands at the end of the period."""
    tables = {path.stem: read_rows(path) for path in sorted((HERE / "register").glob("*.csv"))}
    changes = read_rows(HERE / "changes.csv")
    for quarter in PERIODS[1 : PERIODS.index(period) + 1]:
        for change in changes:
            if change["period"] == quarter:
                _apply(tables[change["sheet"]], change)
        # Added rows come last, complete as they are: a change of every row means the rows that were there.
        for path in sorted((HERE / "added" / quarter).glob("*.csv")):
            _add(tables[path.stem], read_rows(path))
    return tables


def _add(rows: list[Row], added: Iterable[Row]) -> None:
    columns = list(rows[0])
    key = columns[0]
    known = {row[key] for row in rows}
    for row in added:
        if row[key] in known:
            raise ValueError(f"{row[key]} is added although it is there already")
        rows.append({column: row.get(column, "") for column in columns})


def _apply(rows: list[Row], change: Row) -> None:
    """Set one cell, the cells of every row (record_id *), or remove a row (column blank)."""
    key = next(iter(rows[0]))
    hit = [row for row in rows if change["record_id"] in {"*", row[key]}]
    if not hit:
        raise ValueError(f"{change['period']}: no row {change['record_id']} in {change['sheet']}")
    if not change["column"]:
        rows[:] = [row for row in rows if row not in hit]
        return
    for row in hit:
        if change["column"] not in row:
            raise ValueError(f"{change['sheet']} has no column {change['column']}")
        row[change["column"]] = change["value"]
