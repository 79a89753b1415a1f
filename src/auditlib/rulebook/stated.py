"""Rules that only ask whether cells are filled in are rows of a table; this makes a rule of each row."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import Condition, always, every, is_blank
from auditlib.rulebook.rule import EU_AND_UK, Noted, Rule, rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record


def must_state(  # noqa: PLR0913  one keyword per property of a rule is what makes a row of the table readable
    rule_id: str,
    title: str,
    name: str,
    *columns: str,
    message: str,
    severity: Severity,
    cites: tuple[str, ...],
    each: type[Record],
    why: str,
    fix: str,
    force: Force = Force.STATUTE,
    applies: Condition = always,
    regimes: tuple[str, ...] = EU_AND_UK,
    any_suffices: bool = False,
) -> Rule:
    """A rule that finds each of the columns that is blank, or, where any one suffices, that all of them are."""

    def check(record: Record, view: View) -> Iterator[Noted]:
        if not any_suffices:
            yield from noted_of_each(columns, lambda column: _gap(record, column, message))
        elif every(*map(is_blank, columns))(record, view):
            yield Noted(columns[0], message, also=tuple((record, column) for column in columns[1:]))

    check.__name__ = name
    check.__doc__ = f"{why}\n\nFix: {fix}"
    make = rule(
        rule_id, title, severity=severity, force=force, cites=cites, each=each, applies=applies, regimes=regimes
    )
    return make(check)


def _gap(record: Record, column: str, message: str) -> Iterator[Noted]:
    if record.is_blank(column):
        yield Noted(column, message.format(heading=record.columns[column].phrase))
