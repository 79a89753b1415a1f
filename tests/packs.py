"""The packs of the reference company and of the three entities, made once for all tests that read them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.requirements import PROJECT

REFERENCE_INPUTS = PROJECT / "inputs" / "auxerta"
GROUP_INPUTS = PROJECT / "tests" / "three_entities"
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
    return _made_once(tmp_path_factory, "reference_pack", REFERENCE_INPUTS)


@pytest.fixture(scope="session")
def group_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published pack of the group of three entities, shared in the same way."""
    return _made_once(tmp_path_factory, "group_pack", GROUP_INPUTS)


def _made_once(factory: pytest.TempPathFactory, name: str, inputs: Path) -> Path:
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        made = [latest.resolve() for latest in folder.glob(f"*/{PERIOD}/latest")]
        return made[0] if made else make_pack(inputs, folder)
