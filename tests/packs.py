"""The pack of the reference company, made once for all tests that read it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.requirements import PROJECT

REFERENCE_INPUTS = PROJECT / "inputs" / "auxerta"
PERIOD = "2026-Q3"


def make_pack(inputs: Path, output: Path) -> Path:
    """Make a pack with the installed command line and give its folder, as `latest` names it."""
    command = [sys.executable, "-m", "auditlib", "run", str(inputs), "--period", PERIOD, "--output", str(output)]
    done = subprocess.run([*command, "--quiet"], cwd=output, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (latest,) = output.glob(f"*/{PERIOD}/latest")
    return latest.resolve()


@pytest.fixture(scope="session")
def reference_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published pack of the reference company. Workers of one session share it, so no test may change it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "reference_pack"
    folder.mkdir(exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        made = [latest.resolve() for latest in folder.glob(f"*/{PERIOD}/latest")]
        return made[0] if made else make_pack(REFERENCE_INPUTS, folder)
