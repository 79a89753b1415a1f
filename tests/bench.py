"""Prints wall time, processor time and memory for a register of 5,000 rows: `make bench`.

Whatever is heavy is imported where it is used: a child that is started counts the memory of the process it came from.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PERIOD = "2026-Q3"
KILOBYTES_PER_MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took: seconds on the wall and of processors, and the memory of the largest of its processes."""

    name: str
    wall: float
    processor: float
    megabytes: float


def measure(name: str, command: list[str], folder: Path) -> Measured:
    """Run Python with arguments in a process of its own.

    Raises:
        ChildProcessError: it did not end with 0.
    """
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, *command], cwd=folder, env=environment)
    # Unlike RUSAGE_CHILDREN this gives the usage of this child, and of those that it waited for, alone.
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise ChildProcessError(f"{name} ended with {child.returncode}")
    wall = time.perf_counter() - began
    return Measured(name, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KILOBYTES_PER_MEGABYTE)


def steps(inputs: Path) -> Iterator[tuple[str, list[str]]]:
    """Loading, each report, and the whole run, each as the arguments of a Python."""
    here = ["-m", "tests.bench"]
    yield "write the register", [*here, "write", str(inputs)]
    yield "import auditlib", ["-c", "import auditlib"]
    yield "load_register", [*here, "load", str(inputs)]
    for notebook in sorted((PROJECT / "notebooks").glob("[!0]*.ipynb")):
        yield notebook.stem, [*here, "report", notebook.stem, str(inputs)]
    for records in (5_000, 10_000):
        yield f"rules, {records:,} records", [*here, "rules", str(records)]
    run = ["run", str(inputs), "--period", PERIOD, "--output", "reports", "--quiet"]
    yield "auditlib run", ["-m", "auditlib", *run]


def load(inputs: Path) -> None:
    """Load the register and nothing else."""
    from auditlib.register.loading import load_register

    load_register(inputs)


def report(name: str, inputs: Path) -> None:
    """Execute one notebook, which writes the workbook, and make its page."""
    from auditlib.execution import execute
    from auditlib.notebooks import read_notebook
    from auditlib.render.html import page_html

    given = {"inputs": str(inputs), "period": PERIOD, "output": "made"}
    executed = execute(name, read_notebook(name), given, folder=inputs.parent, variables={})
    (inputs.parent / f"{name}.html").write_text(page_html(executed, title=name), encoding="utf-8")


def rules(records: int) -> None:
    """Run every rule over so many records."""
    from auditlib.assessment import rules_for
    from auditlib.audit import audit_case
    from tests.many_records import many_records
    from tests.rules.making import NO_EVIDENCE, a_case

    case = a_case(many_records(records))
    audit_case(case, rules_for(case), NO_EVIDENCE)


def write(inputs: Path) -> None:
    """Write the register."""
    from tests.large_register import write_large_register

    write_large_register(inputs)


def benchmark() -> None:
    """Measure every step, and print them as a table."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [measure(name, command, Path(folder)) for name, command in steps(Path(folder) / "inputs")]

    from tests.large_register import COUNTS, ROWS

    print(f"A register of {ROWS:,} rows, {COUNTS['processing_activities']:,} of them activities, in one workbook\n")
    print(f"{'':26}{'wall, s':>9}{'processor, s':>14}{'largest process, MB':>21}")
    for line in lines:
        print(f"{line.name:26}{line.wall:9.1f}{line.processor:14.1f}{line.megabytes:21,.0f}")


def main() -> None:
    """Print the table, or do the one step that the arguments name."""
    match sys.argv[1:]:
        case ["write", inputs]:
            write(Path(inputs))
        case ["load", inputs]:
            load(Path(inputs))
        case ["rules", records]:
            rules(int(records))
        case ["report", name, inputs]:
            report(name, Path(inputs))
        case _:
            benchmark()


if __name__ == "__main__":
    main()
