"""Equal inputs give equal bytes: on a second run, and from a clone elsewhere under another environment."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditlib import notebooks
from auditlib.run import Order, run_pack
from tests.making_notebooks import small_notebooks
from tests.making_registers import PERIOD, a_register
from tests.packs import REFERENCE_INPUTS

ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LANG": "de_DE.UTF-8",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "4711",
    "HOME": "/nonexistent",
}


def payload(pack: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (pack / "data").iterdir()}


def assert_equal(first: dict[str, bytes], second: dict[str, bytes]) -> None:
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory):
    """Two packs of the same inputs, started on different days."""
    folder = tmp_path_factory.mktemp("twice")
    order = Order(a_register(folder / "inputs"), PERIOD, output=folder / "reports")
    small = small_notebooks(folder / "notebooks")
    days = (datetime(2026, 11, 2, tzinfo=UTC), datetime(2027, 2, 14, 23, 59, tzinfo=UTC))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notebooks, "notebooks_folder", lambda: small)
        return [run_pack(order, started_at=day) for day in days]


def test_a_second_run_has_the_next_number(two_runs):
    first, second = two_runs
    assert (first.folder.name, second.folder.name) == ("001", "002")
    assert (second.folder.parent / "latest").readlink() == Path("002")


def test_a_second_run_has_the_same_bytes_and_digest(two_runs):
    first, second = two_runs
    assert_equal(payload(first.folder), payload(second.folder))
    assert (first.digest, first.report_id) == (second.digest, second.report_id)


@pytest.fixture(scope="module")
def clone(tmp_path_factory, reference_quarters):
    """The pack of the reference inputs, made by the command from a copy at another path, elsewhere on earth."""
    folder = tmp_path_factory.mktemp("a clone, with a blank") / "größer"
    shutil.copytree(REFERENCE_INPUTS, folder / "register")
    shutil.copytree(reference_quarters["2026-Q2"], folder / "the quarter before")
    command = [sys.executable, "-m", "auditlib", "run", "register", "--period", PERIOD, "--output", "out", "--quiet"]
    done = subprocess.run(
        [*command, "--previous", "the quarter before"],
        cwd=folder,
        env={**os.environ, **ELSEWHERE},
        umask=0o077,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done, folder / "out" / "auxerta" / PERIOD / "latest"


def test_a_quiet_run_says_nothing(clone):
    done, _ = clone
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_clone_elsewhere_gives_the_same_bytes(clone, reference_pack):
    assert_equal(payload(reference_pack), payload(clone[1]))


def test_a_clone_elsewhere_has_the_same_manifest(clone, reference_pack):
    manifests = [(pack / "manifest-sha256.txt").read_bytes() for pack in (clone[1], reference_pack)]
    assert manifests[0] == manifests[1]


def test_a_strict_umask_holds_for_what_is_published(clone):
    assert (clone[1] / "data" / "index.html").stat().st_mode & 0o077 == 0
