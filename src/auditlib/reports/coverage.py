"""Which point of the law a record shows where, and how often the register states it."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditlib.tables import Table, plain_table


@dataclass(frozen=True, slots=True)
class Requirement:
    """One point that a record must contain, and the headings under which the report shows it."""

    letter: str
    text: str
    headings: tuple[str, ...]


def coverage_table(requirements: Sequence[Requirement], *tables: Table) -> Table:
    """One line for each point of the article and heading: rows that state it, rows that do not.

    Raises:
        KeyError: a requirement names a heading that no table has.
    """
    rows = [
        (requirement.letter, requirement.text, heading, *_counts(heading, tables))
        for requirement in requirements
        for heading in requirement.headings
    ]
    return plain_table(
        "Points of the article",
        "Where each point of the article is shown",
        ("Point", "What the record must contain", "Shown under", "Stated", "Not stated", "Not stated for"),
        rows,
        note="Counted by row. “Where applicable” points may be blank because they do not apply.",
    )


def _counts(heading: str, tables: Sequence[Table]) -> tuple[int, int, str]:
    for table in tables:
        headings = [field.heading for field in table.fields]
        if heading in headings:
            position = headings.index(heading)
            blank = [row.group or row.key for row in table.rows if row.entries[position].value is None]
            names = list(dict.fromkeys(blank))
            shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")  # noqa: PLR2004
            return len(table.rows) - len(blank), len(blank), shown
    raise KeyError(heading)
