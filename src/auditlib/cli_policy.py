"""The `policy` part of the command line: draft commitments of a policy, compare two versions."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditlib.case import open_case
from auditlib.errors import UsageError
from auditlib.policy.comparing import compare
from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_file
from auditlib.policy.structure import Policy
from auditlib.render.policy import comparison_json, comparison_text, proposals_csv
from auditlib.sheets.policy_commitments import PolicyCommitment

app = typer.Typer(no_args_is_help=True, help="Read a published policy: draft its commitments, compare two versions.")


class ComparisonFormat(StrEnum):
    """How a comparison is printed."""

    TABLE = "table"
    JSON = "json"


@app.command("propose")
def propose_commitments(
    policy: Annotated[Path, typer.Argument(help="The policy: .txt, .md, .html or .docx.")],
) -> None:
    """Draft the sheet of commitments for a policy, as CSV; a draft counts for nothing until somebody accepts it."""
    typer.echo(proposals_csv(propose(_read(policy))), nl=False)


@app.command("diff")
def compare_versions(
    old: Annotated[Path, typer.Argument(help="The older version.")],
    new: Annotated[Path, typer.Argument(help="The newer version.")],
    inputs: Annotated[
        str, typer.Option(help="Inputs with the accepted commitments; default: drafts of the old text.")
    ] = "",
    period: Annotated[str, typer.Option(help="Period of the inputs.")] = "",
    output_format: Annotated[ComparisonFormat, typer.Option("--format", help="How to print.")] = ComparisonFormat.TABLE,
) -> None:
    """Follow each commitment from one version of a policy into the next."""
    if inputs and not period:
        raise UsageError("--inputs goes with --period.")
    before = _read(old)
    register = open_case(inputs, period=period).register if inputs else None
    statements = register.all(PolicyCommitment) if register else propose(before)
    compared = compare(before, statements, _read(new))
    as_text = comparison_json if output_format is ComparisonFormat.JSON else comparison_text
    typer.echo(as_text(compared), nl=False)


def _read(path: Path) -> Policy:
    if not path.is_file():
        raise UsageError(f"found no file {path}; expected a policy as .txt, .md, .html or .docx.")
    return policy_of_file(path)
