"""What a report could not show: sheets not supplied, cells not read, rows nobody's activities reach."""

from collections import Counter
from collections.abc import Iterable

from auditlib.case import Case
from auditlib.reports.entries import named, source
from auditlib.schema.record import Record
from auditlib.scope import unreached
from auditlib.sheets import sheets
from auditlib.tables import Entry, Field, Row, Table, plain_table


def not_supplied(case: Case, kinds: Iterable[type[Record]]) -> Table:
    """One line for each sheet the report draws on that was not supplied."""
    absent = [kind for kind in kinds if not case.register.has(kind)]
    return plain_table(
        "Not supplied",
        "Sheets not supplied",
        ("Sheet", "Title", "What one row would be", "When to fill it in"),
        [(kind.about.name, kind.about.title, kind.about.one_row_is, kind.about.fill_when) for kind in absent],
        note="What these sheets would say is not shown." if absent else "",
        empty="Every sheet this report draws on was supplied.",
    )


def problems(case: Case) -> Table:
    """Every defect of the input: where it is, what was found, what is expected, what to do."""
    return plain_table(
        "Problems",
        "Problems in the input",
        ("File", "Sheet", "Cell", "Found", "Expected", "What to do"),
        [
            (
                problem.place.file,
                problem.place.sheet,
                problem.place.cell,
                problem.found,
                problem.expected,
                problem.remedy,
            )
            for problem in case.register.problems
        ],
        empty="No problem was found in the input.",
    )


def rows_reached_by_none(case: Case) -> Table:
    """The rows of shared sheets that no activity and no contract of any entity names."""
    rows = [
        Row(
            f"{record.about.name} {record.identity}",
            (
                Entry(record.about.title),
                Entry(record.identity, (source(record, record.key),)),
                Entry(named(record)),
            ),
        )
        for record in unreached(case.register)
    ]
    fields = (Field("Sheet", width=30), Field("Id", width=14), Field("Name", width=40))
    note = "No activity and no contract names these rows, so they belong to no record."
    title, empty = "Rows that belong to no record", "Every row is linked."
    return Table("Not linked to any activity", title, fields, tuple(rows), note, empty)


def sheet_counts(case: Case) -> Table:
    """How many rows each sheet has, whether it is stated complete, and how many problems it has."""
    problems_of = Counter((problem.place.file, problem.place.sheet) for problem in case.register.problems)
    rows = []
    for name, kind in sheets().items():
        records = case.register.all(kind)
        places = sorted({(record.origin.file, record.origin.sheet) for record in records})
        state = len(records) if case.register.has(kind) else "not supplied"
        count = sum(problems_of[place] for place in places)
        attested = "yes" if name in case.attested else "no"
        rows.append((name, kind.about.title, state, count, attested, "; ".join(file for file, _ in places)))
    headings = ("Sheet", "Title", "Rows", "Problems", "Stated complete", "File")
    return plain_table("Sheets", "Sheets of the register", headings, rows)
