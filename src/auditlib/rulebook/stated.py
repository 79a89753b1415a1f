"""Rules that only ask whether cells are filled in are rows of a table; this makes a rule of each row."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.rulebook.conditions import Condition, always
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

    def check(record: Record, _view: View) -> Iterator[Noted]:
        blank = [column for column in columns if record.is_blank(column)]
        if any_suffices:
            if len(blank) == len(columns):
                yield Noted(columns[0], message, also=tuple((record, column) for column in columns[1:]))
            return
        for column in blank:
            yield Noted(column, message.format(heading=record.columns[column].phrase))

    check.__name__ = name
    check.__doc__ = f"{why}\n\nFix: {fix}"
    make = rule(
        rule_id, title, severity=severity, force=force, cites=cites, each=each, applies=applies, regimes=regimes
    )
    return make(check)
