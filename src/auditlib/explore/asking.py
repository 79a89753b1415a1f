"""What somebody typed, as a row, a column or a choice; else a refusal that says what there is and what is nearest."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.errors import UsageError
from auditlib.explanation import rule_named
from auditlib.explore.looking import listing
from auditlib.register.changing import Changes, changed_register
from auditlib.register.headings import folded
from auditlib.register.register import Register
from auditlib.reports.entries import named
from auditlib.rulebook.rule import Rule
from auditlib.schema.record import Record
from auditlib.schema.values import UnreadableValueError
from auditlib.sheets import sheets

_SUGGESTED = 3
# How alike two words are at the least, of which one is taken for a slip of the other.
_ALIKE = 0.5


def row_of(register: Register, asked: str) -> Record:
    """The row with an id, or the only one with a name.

    Raises:
        UsageError: there is none, or several have the name; says which are nearest.
    """
    found = register.find(asked.strip())
    alike = [found] if found else rows_called(register, asked)
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise UsageError(f"{len(alike)} rows are called “{asked}”; name one by its id: {listing(alike)}.")
    known = {name: record for record in _records(register) for name in _names(record)}
    near = [known[name] for name in get_close_matches(asked.strip().casefold(), known, n=_SUGGESTED)]
    hint = f" Did you mean {listing(near)}?" if near else ""
    raise UsageError(f"No row of any sheet has the id or name “{asked}”.{hint}")


def rows_called(register: Register, asked: str) -> list[Record]:
    """Every row with an id or a name, whatever its case."""
    return [record for record in _records(register) if asked.strip().casefold() in _names(record)]


def column_of(record: Record, asked: str) -> str:
    """The column of a row, by its name or its heading.

    Raises:
        UsageError: its sheet has no such column; says which is nearest.
    """
    names = {folded(name): item.name for item in record.columns.values() for name in (item.header, item.name)}
    if folded(asked) in names:
        return names[folded(asked)]
    near = get_close_matches(folded(asked), names, n=1)
    hint = f"did you mean “{names[near[0]]}”?" if near else f"it has {', '.join(record.columns)}."
    raise UsageError(f"The sheet {record.about.name} has no column “{asked}”; {hint}")


def refused(what: str, asked: str, choices: Iterable[str]) -> UsageError:
    """The refusal of a word that is none of the choices; a mapping says what each of them stands for."""
    by_spelling = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(asked.casefold(), by_spelling, n=1, cutoff=_ALIKE)
    hint = f" Did you mean “{by_spelling[near[0]]}”?" if near else ""
    stands_for = choices if isinstance(choices, Mapping) else {}
    listed = (f"{one} ({stands_for[one]})" if one in stands_for else one for one in by_spelling.values())
    return UsageError(f"{what}: found “{asked}”; expected one of {', '.join(listed)}.{hint}")


def rule_and_row(audit: Audit, asked: str, row: str) -> tuple[str, str]:
    """The ids of a rule and of a row, by the rule and the id or name of the row, or by the id of a finding alone.

    Raises:
        UsageError: there is no such rule, row or finding.
    """
    found = (*audit.findings, *audit.readiness)
    finding = next((one for one in found if one.finding_id == asked.strip().upper()), None)
    if finding is not None:
        return finding.rule_id, finding.record_id
    rule_id = "-".join(asked.strip().upper().split("-")[:2])
    near = [one.finding_id for one in found if one.rule_id == rule_id]
    rule = rule_named(rule_id if near else asked.strip())
    if row:
        return rule.rule_id, _row_looked_at(audit.case.register, rule, row).identity
    noted = f"it noted {', '.join(near)}" if near else "it noted nothing"
    raise UsageError(f"“{asked}” names no finding and no row; give a row as well, or the id of a finding: {noted}.")


def _row_looked_at(register: Register, rule: Rule, asked: str) -> Record:
    """Of several rows with a name the one in the sheet that a rule looks at."""
    alike = [record for record in rows_called(register, asked) if isinstance(record, rule.each)]
    return alike[0] if len(alike) == 1 else row_of(register, asked)


def changed_cells(case: Case, changes: Changes) -> Register:
    """The register of a case with some cells changed, which are named by the id or name of the row and the column.

    Raises:
        UsageError: there is no such row or column, or the column does not hold such a text.
    """
    register, reading = case.register, case.settings.reading
    named_cells = {_cell(register, *cell): text for cell, text in changes.items()}
    for (identity, column), text in named_cells.items():
        try:
            changed_register(register, {(identity, column): text}, reading)
        except UnreadableValueError as unreadable:
            what = f"{identity} {column}: found {unreadable.found}; expected {unreadable.expected}."
            raise UsageError(f"{what} {unreadable.remedy}") from None
    return changed_register(register, named_cells, reading)


def _cell(register: Register, identity: str, column: str) -> tuple[str, str]:
    record = row_of(register, identity)
    return record.identity, column_of(record, column)


def _records(register: Register) -> Iterator[Record]:
    return (record for kind in sheets().values() for record in register.all(kind))


def _names(record: Record) -> set[str]:
    return {record.identity.casefold(), named(record).casefold()}
