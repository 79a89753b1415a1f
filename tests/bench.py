"""Prints wall time and memory for a register of 5,000 rows: `make bench`."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from auditlib.execution import execute
from auditlib.notebooks import read_notebook
from auditlib.register.loading import load_register
from auditlib.render.html import page_html
from auditlib.reports import known_reports
from tests.large_register import COUNTS, ROWS, write_large_register
from tests.packs import PERIOD
from tests.requirements import PROJECT

KILOBYTES_PER_MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took: seconds on the wall, and the memory of the largest of its processes."""

    name: str
    seconds: float
    megabytes: float


def measure(name: str, command: list[str], folder: Path) -> Measured:
    """Run a command in a process of its own.

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
    return Measured(name, time.perf_counter() - began, usage.ru_maxrss / KILOBYTES_PER_MEGABYTE)


def load(folder: Path) -> None:
    """Load the register and nothing else."""
    load_register(folder)


def report(name: str, folder: Path) -> None:
    """Execute one notebook and make its page; the notebook writes the workbook."""
    given = {"inputs": str(folder), "period": PERIOD, "output": f"made-{name}"}
    executed = execute(name, read_notebook(name), given, folder=folder.parent, variables={})
    (folder.parent / f"{name}.html").write_text(page_html(executed, title=name), encoding="utf-8")


def benchmark(folder: Path) -> list[Measured]:
    """Measure loading, each report, and the whole run."""
    register = write_large_register(folder / "inputs")
    here = ["-m", "tests.bench"]
    steps: Mapping[str, list[str]] = {
        "start, nothing done": [*here, "start"],
        "load_register": [*here, "load", str(register)],
        **{one.notebook: [*here, "report", one.notebook, str(register)] for one in known_reports()},
        "auditlib run": ["-m", "auditlib", "run", str(register), "--period", PERIOD, "--output", "reports", "--quiet"],
    }
    return [measure(name, command, folder) for name, command in steps.items()]


def main() -> None:
    """Print a table, or do the one step that the arguments name."""
    match sys.argv[1:]:
        case ["start"]:
            pass
        case ["load", folder]:
            load(Path(folder))
        case ["report", name, folder]:
            report(name, Path(folder))
        case _:
            with tempfile.TemporaryDirectory() as folder:
                lines = benchmark(Path(folder))
            print(f"A register of {ROWS:,} rows, {COUNTS['processing_activities']:,} of them activities\n")
            print(f"{'':28}{'seconds':>9}{'MB, largest process':>21}")
            for line in lines:
                print(f"{line.name:28}{line.seconds:9.1f}{line.megabytes:21,.0f}")


if __name__ == "__main__":
    main()
