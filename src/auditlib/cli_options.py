"""What the commands share: their arguments and options, the period they are about, and the clock, read here alone."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditlib.case import period_in_name
from auditlib.period import last_complete_quarter

PART_UNREADABLE = 3

Inputs = Annotated[str, typer.Argument(help="Folder of the workbooks, or its parent with one folder a period.")]
PeriodOption = Annotated[
    str,
    typer.Option(
        "--period",
        help="A quarter such as 2026-Q3, or a year; default: what the folder is named for, else the last complete "
        "quarter.",
    ),
]
AsOf = Annotated[str, typer.Option("--as-of", help="Day whose facts and law count; default: the period's last day.")]
OneEntity = Annotated[str, typer.Option("--organisation", help="Id of one legal entity; default: the whole register.")]
OwnRules = Annotated[Path | None, typer.Option("--rules", help="Folder with rules of your own.")]
Previous = Annotated[str, typer.Option("--previous", help="Pack of the period before, to compare with; never guessed.")]


class OutputFormat(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"


Format = Annotated[OutputFormat, typer.Option("--format", help="How to print.")]


def now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


def period_for(inputs: str, given: str, *, quiet: bool = False) -> str:
    """The period a command is about: the one given, else that of the folder's name, else the last complete quarter.

    What was not given is said, unless quiet.

    Raises:
        InputRefused: no period was given, and there are no such inputs.
    """
    if given:
        return given
    named = period_in_name(Path(inputs))
    period = named or last_complete_quarter(now().date()).name
    taken = "that of the folder's name" if named else "the last complete quarter"
    if not quiet:
        typer.echo(f"No period was named; taking {taken}, {period}.", err=True)
    return period
