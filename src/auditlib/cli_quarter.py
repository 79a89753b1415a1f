"""The part of the command line for the weeks between two reports: what is due next, findings in the workbooks."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditlib.assessment import assess
from auditlib.case import open_case
from auditlib.marking import NOT_MARKED, mark_workbooks
from auditlib.renewals.listing import list_renewals
from auditlib.renewals.printing import renewals_json, renewals_text

_PART_UNREADABLE = 3

app = typer.Typer()

Inputs = Annotated[str, typer.Argument(help="Folder of the workbooks, or its parent with one folder a period.")]
Period = Annotated[str, typer.Option(help="A quarter such as 2026-Q3, or a year.")]
AsOf = Annotated[str, typer.Option("--as-of", help="Day whose facts and law count; default: the period's last day.")]


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"


@app.command("next")
def list_next(
    inputs: Inputs,
    period: Period,
    as_of: AsOf = "",
    output_format: Annotated[ListFormat, typer.Option("--format", help="How to print.")] = ListFormat.TABLE,
) -> None:
    """List what must be renewed by when: reviews, attestations, exceptions, certificates, contracts and the like."""
    case = open_case(inputs, period=period, as_of=as_of)
    as_text = renewals_json if output_format is ListFormat.JSON else renewals_text
    typer.echo(as_text(list_renewals(case), case), nl=False)
    raise typer.Exit(_PART_UNREADABLE if case.register.problems else 0)


@app.command()
def mark(
    inputs: Inputs,
    period: Period,
    to: Annotated[Path, typer.Option(help="Folder for the copies; never the inputs folder.")],
    as_of: AsOf = "",
    rules: Annotated[Path | None, typer.Option(help="Folder with rules of your own.")] = None,
) -> None:
    """Write copies of the workbooks with each finding in its cell: coloured by severity, with a comment."""
    audit = assess(open_case(inputs, period=period, as_of=as_of), str(rules or ""))
    marked = mark_workbooks(audit, to)
    for path in marked.written:
        typer.echo(path)
    if marked.left_out:
        typer.echo(f"Not marked, because they are no .xlsx: {', '.join(marked.left_out)}.", err=True)
    if any(path.name == NOT_MARKED for path in marked.written):
        typer.echo(f"Findings that stand in no marked cell are listed in {NOT_MARKED}.", err=True)
    raise typer.Exit(_PART_UNREADABLE if audit.case.register.problems else 0)
