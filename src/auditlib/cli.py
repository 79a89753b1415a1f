"""The command line: thin, the only place where the clock is read; JSON to stdout, all else to stderr."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table as ScreenTable

from auditlib.case import open_case
from auditlib.description import describe_schema
from auditlib.errors import AuditlibError, InputRefused
from auditlib.period import last_complete_quarter
from auditlib.places import Problem
from auditlib.reports.authority_copy import CopyRole, write_copy
from auditlib.run import Order, run_pack
from auditlib.template import write_template
from auditlib.version import VERSION

PART_UNREADABLE = 3
_INTERRUPTED = 130
_TERMINATED = 143

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
_screen = Console(stderr=True, soft_wrap=True, highlight=False)

Inputs = Annotated[str, typer.Argument(help="Folder of the workbooks, or its parent with one folder a period.")]
PeriodOption = Annotated[
    str, typer.Option("--period", help="A quarter such as 2026-Q3, or a year; default: the last complete quarter.")
]
AsOf = Annotated[str, typer.Option("--as-of", help="Day whose facts and law count; default: the period's last day.")]


class OutputFormat(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"


@app.command()
def run(
    inputs: Inputs,
    period: PeriodOption = "",
    as_of: AsOf = "",
    organisation: Annotated[str, typer.Option(help="Id of one legal entity; default: the whole register.")] = "",
    output: Annotated[Path, typer.Option(help="Folder that holds all packs.")] = Path("reports"),
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing unless something is wrong.")] = False,
) -> None:
    """Make the report pack of a period and publish it."""
    covered = period or _last_quarter(quiet=quiet)
    with _progress(quiet=quiet) as shown:
        task = shown.add_task("Executing notebooks", total=None)
        pack = run_pack(
            Order(inputs, covered, as_of, organisation, output),
            started_at=datetime.now(UTC),
            progress=lambda done, total, _name: shown.update(task, completed=done, total=total),
        )
    if not quiet:
        _screen.print(f"Report {pack.report_id}, digest {pack.digest[:16]}…")
        _screen.print("Open this page:")
        typer.echo(pack.first_page)
    if pack.problems:
        _screen.print(f"{pack.problems} problems in the input; they are listed on the first page.")
        raise typer.Exit(PART_UNREADABLE)


@app.command()
def check(
    inputs: Inputs,
    period: PeriodOption = "",
    output_format: Annotated[OutputFormat, typer.Option("--format", help="How to print.")] = OutputFormat.TABLE,
) -> None:
    """Read the inputs and list every problem with its cell and what to do about it."""
    covered = period or last_complete_quarter(datetime.now(UTC).date()).name
    try:
        case = open_case(inputs, period=covered)
    except InputRefused as refused:
        if output_format is OutputFormat.JSON:
            _print_json({"refused": True, "problems": [_as_json(problem) for problem in refused.problems]})
            raise typer.Exit(refused.exit_code) from refused
        raise
    register = case.register
    if output_format is OutputFormat.JSON:
        _print_json(
            {
                "refused": False,
                "problems": [_as_json(problem) for problem in register.problems],
                "remarks": [str(remark) for remark in register.remarks],
                "sheets": {name: len(register.table(name)) for name in register.supplied},
                "not_supplied": list(register.absent),
            }
        )
    else:
        _print_check(register.problems, [str(remark) for remark in register.remarks], repr(register))
    raise typer.Exit(PART_UNREADABLE if register.problems else 0)


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
    covered = period or last_complete_quarter(datetime.now(UTC).date()).name
    case = open_case(inputs, period=covered, as_of=as_of, organisation=entity)
    for path in write_copy(case, role, output, client=client, has_annex=legal_basis):
        typer.echo(path)


@app.command()
def schema(
    output_format: Annotated[OutputFormat, typer.Option("--format", help="How to print.")] = OutputFormat.TABLE,
) -> None:
    """Describe every sheet and column of the register."""
    described = describe_schema()
    if output_format is OutputFormat.JSON:
        _print_json(described)
        return
    table = ScreenTable("Sheet", "Column", "Type", "Required", "Meaning")
    for sheet in described["sheets"]:
        for column in sheet["columns"]:
            table.add_row(sheet["sheet"], column["column"], column["type"], column["required"], column["meaning"])
    Console().print(table)


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
    signal.signal(signal.SIGTERM, _terminate)
    try:
        app(standalone_mode=False)
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except AuditlibError as error:
        _screen.print(str(error), style="red" if _screen.is_terminal else "", markup=False)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(_INTERRUPTED)


def _terminate(_number: int, _frame: Any) -> None:
    sys.exit(_TERMINATED)


def _last_quarter(*, quiet: bool) -> str:
    name = last_complete_quarter(datetime.now(UTC).date()).name
    if not quiet:
        _screen.print(f"No period was named; taking the last complete quarter, {name}.")
    return name


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_screen, transient=True, disable=quiet or not _screen.is_terminal) as shown:
        yield shown


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _as_json(problem: Problem) -> dict[str, str]:
    place = problem.place
    return {
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "kind": problem.kind,
        "found": problem.found,
        "expected": problem.expected,
        "remedy": problem.remedy,
    }


def _print_check(problems: tuple[Problem, ...], remarks: list[str], summary: str) -> None:
    for problem in problems:
        typer.echo(f"{problem.place}\n  found     {problem.found}\n  expected  {problem.expected}")
        typer.echo(f"  do this   {problem.remedy}")
    for remark in remarks:
        _screen.print(f"note: {remark}", markup=False)
    _screen.print(summary, markup=False)
    _screen.print("No problem was found." if not problems else f"{len(problems)} problems.")
