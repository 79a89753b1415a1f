"""The part of the command line for the weeks between two reports: what is due, findings in workbooks, an old pack."""

from pathlib import Path
from typing import Annotated

import typer

from auditlib.assessment import assess
from auditlib.case import open_case
from auditlib.cli_options import (
    PART_UNREADABLE,
    AsOf,
    Format,
    Inputs,
    OutputFormat,
    OwnRules,
    PeriodOption,
    Previous,
    period_for,
)
from auditlib.marking import NOT_MARKED, mark_workbooks
from auditlib.renewals.listing import list_renewals
from auditlib.renewals.printing import renewals_json, renewals_text
from auditlib.seal.bag import check_bag

app = typer.Typer()


@app.command("next")
def list_next(
    inputs: Inputs,
    period: PeriodOption = "",
    as_of: AsOf = "",
    rules: OwnRules = None,
    previous: Previous = "",
    output_format: Format = OutputFormat.TABLE,
) -> None:
    """List what must be renewed by when: reviews, attestations, certificates, contracts, signatures and the like.

    Signatures are held against the findings of these rules beside this pack: name those of the final report.
    """
    case = open_case(inputs, period=period_for(inputs, period), as_of=as_of, previous=previous)
    as_text = renewals_json if output_format is OutputFormat.JSON else renewals_text
    typer.echo(as_text(list_renewals(assess(case, rules or "")), case), nl=False)
    raise typer.Exit(PART_UNREADABLE if case.register.problems else 0)


@app.command()
def mark(
    inputs: Inputs,
    to: Annotated[Path, typer.Option(help="Folder for the copies; never the inputs folder.")],
    period: PeriodOption = "",
    as_of: AsOf = "",
    rules: OwnRules = None,
) -> None:
    """Write copies of the workbooks with each finding in its cell: coloured by severity, with a comment."""
    audit = assess(open_case(inputs, period=period_for(inputs, period), as_of=as_of), rules or "")
    marked = mark_workbooks(audit, to)
    for path in marked.written:
        typer.echo(path)
    if marked.left_out:
        typer.echo(f"Not marked, because they are no .xlsx: {', '.join(marked.left_out)}.", err=True)
    if any(path.name == NOT_MARKED for path in marked.written):
        typer.echo(f"Findings that stand in no marked cell are listed in {NOT_MARKED}.", err=True)
    raise typer.Exit(PART_UNREADABLE if audit.case.register.problems else 0)


@app.command()
def verify(
    pack: Annotated[Path, typer.Argument(help="Folder of a published pack.", exists=True, file_okay=False)],
) -> None:
    """Compare every file of a pack with its manifests, and list each that is missing, added or changed."""
    checked = check_bag(pack)
    typer.echo(f"{checked.files} files agree with the manifests; digest of the pack {checked.digest}.")
