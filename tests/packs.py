"""The packs of the reference company and of the three entities, made once for all tests that read them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.requirements import PROJECT

REFERENCE_INPUTS = PROJECT / "inputs" / "auxerta"
GROUP_INPUTS = PROJECT / "tests" / "three_entities"
PERIOD = "2026-Q3"


SIGNED = ("2026-Q1", "2026-Q2")


def make_pack(inputs: Path, output: Path, period: str = PERIOD, *options: str) -> Path:
    """Make a pack with the installed command line and give its folder, as `latest` names it."""
    command = [sys.executable, "-m", "auditlib", "run", str(inputs), "--period", period, "--output", str(output)]
    done = subprocess.run(
        [*command, "--quiet", *options], cwd=output, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    (latest,) = output.glob(f"*/{period}/latest")
    return latest.resolve()


@pytest.fixture(scope="session")
def reference_quarters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The packs of the reference company by period, the first two final, each beside the one before.

    Workers of one session share them, so no test may change them.
    """
    return _made_once(tmp_path_factory, "reference_packs", _make_quarters)


@pytest.fixture(scope="session")
def reference_pack(reference_quarters: dict[str, Path]) -> Path:
    """The published pack of the reference company, shared in the same way."""
    return reference_quarters[PERIOD]


@pytest.fixture(scope="session")
def group_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published pack of the group of three entities, shared in the same way."""
    return _made_once(tmp_path_factory, "group_pack", lambda folder: make_pack(GROUP_INPUTS, folder))[PERIOD]


def _make_quarters(folder: Path) -> None:
    for period in SIGNED:
        make_pack(REFERENCE_INPUTS, folder, period, "--final")
    make_pack(REFERENCE_INPUTS, folder)


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> dict[str, Path]:
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not any(folder.glob(f"*/{PERIOD}/latest")):
            make(folder)
        return {latest.parent.name: latest.resolve() for latest in sorted(folder.glob("*/*/latest"))}
