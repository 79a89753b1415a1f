"""The `policy` part of the command line: draft statements, compare two versions, hold a policy against practice."""

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
    OneEntity,
    OutputFormat,
    PeriodOption,
    period_for,
)
from auditlib.errors import UsageError
from auditlib.evidence.opening import open_evidence
from auditlib.policy.comparing import compare
from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_file
from auditlib.policy.structure import ASSESSED_LANGUAGES, Policy
from auditlib.practice.checking import check_policy
from auditlib.render.policy import comparison_json, comparison_text, proposals_csv
from auditlib.render.policy_check import check_json, check_text
from auditlib.sheets.policy_commitments import PolicyCommitment

app = typer.Typer(no_args_is_help=True, help="Read a published policy: draft it, compare it, test it.")


@app.command("propose")
def propose_statements(
    policy: Annotated[Path, typer.Argument(help="The policy: .txt, .md, .html or .docx.")],
) -> None:
    """Draft the sheet of statements for a policy, as CSV; a draft counts for nothing until somebody accepts it."""
    text = _read(policy)
    if text.language not in ASSESSED_LANGUAGES:
        typer.echo(f"{policy.name}: the text is not in English; no statement is drafted from it.", err=True)
    typer.echo(proposals_csv(propose(text)), nl=False)


@app.command("diff")
def compare_versions(
    old: Annotated[Path, typer.Argument(help="The older version.")],
    new: Annotated[Path, typer.Argument(help="The newer version.")],
    inputs: Annotated[
        str, typer.Option(help="Inputs with the accepted statements; default: drafts of the old text.")
    ] = "",
    period: PeriodOption = "",
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="Exit with 1 where words were edited, added or removed.")
    ] = False,
    output_format: Format = OutputFormat.TABLE,
) -> None:
    """Follow each statement from one version of a policy into the next."""
    before = _read(old)
    register = open_case(inputs, period=period_for(inputs, period)).register if inputs else None
    statements = register.all(PolicyCommitment) if register else propose(before)
    compared = compare(before, statements, _read(new))
    as_text = comparison_json if output_format is OutputFormat.JSON else comparison_text
    typer.echo(as_text(compared), nl=False)
    raise typer.Exit(1 if fail_on_change and compared.has_other_words else 0)


@app.command("check")
def check_statements(
    inputs: Inputs,
    period: PeriodOption = "",
    as_of: AsOf = "",
    organisation: OneEntity = "",
    output_format: Format = OutputFormat.TABLE,
) -> None:
    """Hold the policy against register and evidence: what is contradicted, not told, missing."""
    case = open_case(inputs, period=period_for(inputs, period), as_of=as_of, organisation=organisation)
    checked = check_policy(case, open_evidence(case), assess(case).findings)
    as_text = check_json if output_format is OutputFormat.JSON else check_text
    typer.echo(as_text(case, checked), nl=False)
    is_unread = checked.file is not None and checked.policy is None
    raise typer.Exit(PART_UNREADABLE if case.register.problems or is_unread else 0)


def _read(path: Path) -> Policy:
    if not path.is_file():
        raise UsageError(f"found no file {path}; expected a policy as .txt, .md, .html or .docx.")
    return policy_of_file(path)
