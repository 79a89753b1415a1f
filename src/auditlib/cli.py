"""The command line: thin; JSON to stdout, all else to stderr."""

import json
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import find_inputs, open_case
from auditlib.cli_options import (
    PART_UNREADABLE,
    AsOf,
    Format,
    Inputs,
    OneEntity,
    OutputFormat,
    OwnRules,
    PeriodOption,
    Previous,
    now,
    period_for,
)
from auditlib.cli_policy import app as policy_commands
from auditlib.cli_quarter import app as quarter_commands
from auditlib.description import describe_schema
from auditlib.errors import AuditlibError, InputRefused, UsageError
from auditlib.explanation import explain_rule, rule_named, rules_page
from auditlib.findings import Severity
from auditlib.period import read_period
from auditlib.places import Problem
from auditlib.render.findings import AuditFormat, audit_in
from auditlib.render.findings_json import problem_document
from auditlib.reports.authority_copy import CopyRole, write_copy
from auditlib.run import Order, run_pack
from auditlib.template import write_template
from auditlib.version import VERSION
from auditlib.watching import PAUSE, watch_inputs
from auditlib.wording import counted

_INTERNAL_ERROR = 70
_INTERRUPTED = 130
_TERMINATED = 143

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
app.add_typer(policy_commands, name="policy")
app.add_typer(quarter_commands)
_screen = Console(stderr=True, soft_wrap=True, highlight=False)


@app.command()
def run(
    inputs: Inputs,
    period: PeriodOption = "",
    as_of: AsOf = "",
    organisation: OneEntity = "",
    output: Annotated[Path, typer.Option(help="Folder that holds all packs.")] = Path("reports"),
    rules: OwnRules = None,
    final: Annotated[bool, typer.Option("--final", help="Make the final report; three people have signed it.")] = False,
    previous: Annotated[
        str, typer.Option(help="Pack to compare with; default: the latest final one of the period before.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing unless something is wrong.")] = False,
) -> None:
    """Make the report pack of a period and publish it."""
    covered = period_for(inputs, period, quiet=quiet)
    with _progress(quiet=quiet) as shown:
        task = shown.add_task("Executing notebooks", total=None)
        pack = run_pack(
            Order(inputs, covered, as_of, organisation, output, str(rules or ""), final, previous),
            started_at=now(),
            progress=lambda done, total, _name: shown.update(task, completed=done, total=total),
        )
    if not quiet:
        _screen.print(
            f"{pack.state} report {pack.report_id}, run {pack.folder.name}; digest of the pack {pack.digest}."
        )
        _screen.print(f"Digest of the findings, which people sign: {pack.findings_digest}")
        if pack.superseded:
            _screen.print(f"It supersedes the final report of run {pack.superseded}.")
        elif pack.other_final:
            _screen.print(
                f"A final report of this period is there: run {pack.other_final}. This draft does not touch it."
            )
        _screen.print("Open this page:")
        typer.echo(pack.first_page)
    if pack.problems:
        _screen.print(f"{counted(pack.problems, 'problem')} in the input, listed on the first page.")
        raise typer.Exit(PART_UNREADABLE)


@app.command()
def check(
    inputs: Inputs,
    period: PeriodOption = "",
    output_format: Format = OutputFormat.TABLE,
) -> None:
    """Read the inputs and list every problem with its cell and what to do about it."""
    try:
        case = open_case(inputs, period=period_for(inputs, period))
    except AuditlibError as error:
        if output_format is OutputFormat.JSON:
            problems = error.problems if isinstance(error, InputRefused) else ()
            told = [problem_document(one) for one in problems]
            _print_json({"refused": True, "message": str(error), "problems": told})
        raise
    register = case.register
    if output_format is OutputFormat.JSON:
        _print_json(
            {
                "refused": False,
                "problems": [problem_document(problem) for problem in register.problems],
                "remarks": [str(remark) for remark in register.remarks],
                "sheets": {name: len(register.table(name)) for name in register.supplied},
                "not_supplied": list(register.absent),
            }
        )
    else:
        _print_check(register.problems, [str(remark) for remark in register.remarks], register.in_words)
    raise typer.Exit(PART_UNREADABLE if register.problems else 0)


@app.command()
def audit(
    inputs: Inputs,
    period: PeriodOption = "",
    as_of: AsOf = "",
    only: Annotated[
        list[str] | None, typer.Option(help="Only rules whose id begins so, such as TRA or TRA-03.")
    ] = None,
    owner: Annotated[str, typer.Option(help="Only findings of this owner.")] = "",
    rules: OwnRules = None,
    previous: Previous = "",
    fail_on: Annotated[Severity | None, typer.Option(help="Exit with 1 from this severity on.")] = None,
    output_format: Annotated[AuditFormat, typer.Option("--format", help="How to print.")] = AuditFormat.TABLE,
    watch: Annotated[
        bool, typer.Option("--watch", help="Look again at each save and print what went and what came.")
    ] = False,
) -> None:
    """Run the rules over the register and list the findings with their cells."""
    covered = period_for(inputs, period)

    def audited() -> Audit:
        case = open_case(inputs, period=covered, as_of=as_of, previous=previous)
        return _narrowed(assess(case, rules or "", only or ()), owner, is_part=bool(only))

    if watch:
        if fail_on or output_format is not AuditFormat.TABLE:
            raise UsageError("--watch prints lines and ends with Ctrl-C only; leave out --fail-on and --format.")
        _watch(find_inputs(Path(inputs), read_period(covered)), audited)
        return
    found = audited()
    typer.echo(audit_in(output_format, found), nl=False)
    if fail_on and any(finding.severity.rank <= fail_on.rank for finding in found.findings):
        raise typer.Exit(1)
    raise typer.Exit(PART_UNREADABLE if found.case.register.problems else 0)


@app.command()
def explain(
    rule_id: Annotated[str, typer.Argument(help="Id of a rule, such as TRA-03; without one, every rule.")] = "",
) -> None:
    """Say what a rule requires, why, on which authority, and how to fix what it finds."""
    typer.echo(explain_rule(rule_named(rule_id)) if rule_id else rules_page(), nl=bool(rule_id))


@app.command()
def template(
    file: Annotated[Path, typer.Argument(help="The .xlsx to write.")],
    group: Annotated[
        list[str] | None, typer.Option(help="Add the sheets of a group, such as vendors or events.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Write every sheet.")] = False,
) -> None:
    """Write a workbook to start from: seven sheets with help, drop-downs and one example row."""
    written = write_template(file, groups=tuple(group or ()), every=every)
    _screen.print(f"Wrote {file}: {len(written)} sheets.")


@app.command()
def record(
    inputs: Inputs,
    entity: Annotated[str, typer.Option(help="Id of the legal entity.")],
    role: Annotated[CopyRole, typer.Option(help="Which record: Art. 30(1) or Art. 30(2).")],
    period: PeriodOption = "",
    as_of: AsOf = "",
    client: Annotated[str, typer.Option(help="Only the record for one client.")] = "",
    legal_basis: Annotated[bool, typer.Option("--legal-basis", help="Add the legal bases as an annex.")] = False,
    output: Annotated[Path, typer.Option(help="Folder for the two files.")] = Path(),
) -> None:
    """Write the copy of a record for the supervisory authority (Art. 30(4)), as .xlsx and .html."""
    case = open_case(inputs, period=period_for(inputs, period), as_of=as_of, organisation=entity)
    for path in write_copy(case, role, output, client=client, has_annex=legal_basis):
        typer.echo(path)


@app.command()
def schema(
    output_format: Format = OutputFormat.TABLE,
) -> None:
    """Describe every sheet and column of the register."""
    described = describe_schema()
    if output_format is OutputFormat.JSON:
        _print_json(described)
        return
    for sheet in described["sheets"]:
        typer.echo(f"{sheet['sheet']}: {sheet['title']}, {sheet['one_row_is']}")
        for column in sheet["columns"]:
            typer.echo(f"  {column['column']:<38}{column['type']:<16}{column['required']:<14}{column['meaning']}")


@app.callback(invoke_without_command=True)
def _auditlib(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """Records of processing and a report pack from a folder of spreadsheets."""
    if version:
        typer.echo(f"auditlib {VERSION}")
        raise typer.Exit


def main() -> None:
    """Run the command line; every expected failure ends with its own exit code and one clear message."""
    signals: list[int] = []
    signal.signal(signal.SIGTERM, partial(_terminate, signals))
    try:
        app()
    except AuditlibError as error:
        _screen.print(str(error), style="red" if _screen.is_terminal else "", markup=False)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except Exception:  # noqa: BLE001  Python would end with 1, which means findings
        if signals:  # a library that was interrupted raises what it likes
            sys.exit(_TERMINATED)
        traceback.print_exc()
        _screen.print("This is a fault of auditlib itself; report it with the lines above.")
        sys.exit(_INTERNAL_ERROR)


def _watch(inputs: Path, audited: Callable[[], Audit]) -> None:
    """Print a round of lines at each save, until somebody interrupts."""
    for lines in watch_inputs(inputs, audited, lambda: time.sleep(PAUSE)):
        for line in lines:
            typer.echo(line)


def _narrowed(audit: Audit, owner: str, *, is_part: bool) -> Audit:
    """The findings of an owner, now and before; where only a part of the rules ran, those before of that part."""
    ran = {rule.rule_id for rule in audit.rules}
    findings = tuple(one for one in audit.findings if owner in {"", one.owner})
    past = tuple(one for one in audit.past if owner in {"", one.owner} and (not is_part or one.rule_id in ran))
    return replace(audit, findings=findings, past=past)


def _terminate(signals: list[int], number: int, _frame: Any) -> None:
    signals.append(number)
    sys.exit(_TERMINATED)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_screen, transient=True, disable=quiet or not _screen.is_terminal) as shown:
        yield shown


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _print_check(problems: tuple[Problem, ...], remarks: list[str], summary: str) -> None:
    for problem in problems:
        typer.echo(f"{problem.place}\n  found       {problem.found}\n  expected    {problem.expected}")
        typer.echo(f"  what to do  {problem.remedy}")
    for remark in remarks:
        _screen.print(f"note: {remark}", markup=False)
    _screen.print(summary, markup=False)
    _screen.print(f"{counted(len(problems), 'problem')}." if problems else "No problem was found.")
    read = "" if problems else "Every cell could be read. "
    _screen.print(f"{read}Blank cells, ids and dates are tested by rules: auditlib audit.", markup=False)
