"""A run that cannot end well publishes nothing, leaves what there was, and says which cell, file or id is wrong."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from auditlib import execution, notebooks
from auditlib.errors import (
    AuditlibError,
    Busy,
    InputRefused,
    KernelDied,
    NotebookFailed,
    StorageFailed,
    TimeLimitReached,
    UsageError,
)
from auditlib.notebooks import check_parameters, declared_parameters, read_notebook
from auditlib.reports import data_map
from auditlib.run import Order, Pack, run_pack
from tests.making_notebooks import small_notebooks
from tests.making_registers import PERIOD, a_register, added, edited

MAP = data_map.REPORT.notebook
# Starts the command line with other notebooks than those it came with.
WITH_NOTEBOOKS = """
import sys
from pathlib import Path
from auditlib import cli, notebooks
folder = Path(sys.argv.pop(1))
notebooks.notebooks_folder = lambda: folder
cli.main()
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Make a pack of a small register and of the data map alone, whose notebook may do something else."""
    inputs = a_register(tmp_path / "inputs")
    monkeypatch.setattr("auditlib.run.tasks.known_reports", lambda: (data_map.REPORT,))

    def made(instead: str = "") -> Pack:
        folder = small_notebooks(tmp_path / "notebooks", {MAP: instead} if instead else None)
        monkeypatch.setattr(notebooks, "notebooks_folder", lambda: folder)
        order = Order(inputs, PERIOD, output=tmp_path / "reports")
        return run_pack(order, started_at=datetime(2026, 11, 2, tzinfo=UTC))

    return made


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


FAILURES = [
    pytest.param("1 / 0", NotebookFailed, r"^20_data_map, cell 3: ZeroDivisionError: division by zero$", id="raises"),
    pytest.param("raise SystemExit", NotebookFailed, r"^20_data_map, cell 3: the cell did not run", id="gives up"),
    pytest.param("pass", NotebookFailed, r"^20_data_map: it ended without writing its workbook", id="saves nothing"),
    pytest.param(
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    pass",
        NotebookFailed,
        r"^20_data_map: it ended without writing its workbook",
        id="swallows its error",
    ),
    pytest.param("import os; os.kill(os.getpid(), 9)", KernelDied, r"^20_data_map: the process that", id="dies"),
]


@pytest.mark.parametrize(("source", "error", "message"), FAILURES)
def test_a_notebook_that_fails_publishes_nothing(run, tmp_path, source, error, message):
    with pytest.raises(error, match=message):
        run(source)
    assert tree(tmp_path / "reports") == {f"fernway/{PERIOD}/.lock": b""}


def test_a_notebook_that_fails_leaves_the_pack_before_it(run, tmp_path):
    run()
    before = tree(tmp_path / "reports")
    with pytest.raises(NotebookFailed):
        run("1 / 0")
    assert tree(tmp_path / "reports") == before
    assert (tmp_path / "reports" / "fernway" / PERIOD / "latest").readlink() == Path("001")


def test_after_a_failure_the_number_is_free_again(run):
    with pytest.raises(NotebookFailed):
        run("1 / 0")
    assert run().folder.name == "001"


def test_a_cell_that_takes_too_long_is_stopped(run, monkeypatch):
    monkeypatch.setattr(execution, "SECONDS_PER_CELL", 1)
    with pytest.raises(TimeLimitReached, match=r"^20_data_map: a cell took more than 1 seconds"):
        run("while True: pass")


@pytest.mark.parametrize(
    ("error", "code"),
    [(UsageError, 2), (InputRefused, 10), (Busy, 11), (NotebookFailed, 12), (KernelDied, 13), (TimeLimitReached, 14)],
)
def test_each_failure_has_an_exit_code_of_its_own(error: type[AuditlibError], code):
    assert error.exit_code == code


def test_a_run_beside_another_is_refused(run, tmp_path):
    folder = tmp_path / "reports" / "fernway" / PERIOD
    folder.mkdir(parents=True)
    with FileLock(folder / ".lock"), pytest.raises(Busy, match="Another run is writing to"):
        run()


def test_reports_that_cannot_be_written_are_a_storage_failure(run, tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageFailed):
        run()


def test_a_parameter_that_a_notebook_does_not_declare_is_refused_before_anything_runs(tmp_path, monkeypatch):
    folder = small_notebooks(tmp_path / "notebooks")
    path = folder / f"{MAP}.ipynb"
    path.write_text(path.read_text("utf-8").replace("organisation: str", "company: str"), encoding="utf-8")
    monkeypatch.setattr(notebooks, "notebooks_folder", lambda: folder)
    order = Order(a_register(tmp_path / "inputs"), PERIOD, output=tmp_path / "reports")
    with pytest.raises(UsageError, match="20_data_map: found the parameter organisation; expected one of inputs, "):
        run_pack(order, started_at=datetime(2026, 11, 2, tzinfo=UTC))
    assert not (tmp_path / "reports").exists()


def test_a_value_of_another_type_is_refused():
    declared = declared_parameters(read_notebook(MAP))
    with pytest.raises(UsageError, match="20_data_map: found period = 2026; expected a value of type str"):
        check_parameters(MAP, declared, {"period": 2026})


def refused(folder: Path, **sheets) -> str:
    order = Order(a_register(folder / "inputs", **sheets), PERIOD, output=folder / "reports")
    with pytest.raises(InputRefused) as error:
        run_pack(order, started_at=datetime(2026, 11, 2, tzinfo=UTC))
    assert not (folder / "reports").exists()
    return str(error.value)


def test_a_register_without_a_legal_entity_is_refused(tmp_path):
    assert "found no legal entity; expected one entity at the head of the group" in refused(tmp_path, organisation=None)


def test_a_group_without_a_head_is_refused(tmp_path):
    two = added("organisation", entity_id="fernway-uk")
    assert "found 2 legal entities without a parent in the sheet" in refused(tmp_path, organisation=two)


@pytest.mark.parametrize("identity", ["..", "fern/way", "-fernway", "fern way", "f" * 65])
def test_an_id_that_cannot_name_a_folder_is_refused(tmp_path, identity):
    message = refused(tmp_path, organisation=edited("organisation", "fernway", entity_id=identity))
    assert f"found the ids {identity}; expected ids of letters, digits, dots, dashes" in message


def test_ids_that_differ_in_capitals_only_are_refused(tmp_path):
    two = added("organisation", entity_id="FERNWAY", parent_entity_id="fernway")
    assert "found the ids fernway, FERNWAY; expected ids" in refused(tmp_path, organisation=two)


def test_a_parent_outside_the_register_makes_an_entity_the_head(run, tmp_path):
    a_register(tmp_path / "inputs", organisation=edited("organisation", "fernway", parent_entity_id="holding"))
    assert run().folder.parts[-3:] == ("fernway", PERIOD, "001")


def test_an_input_that_is_no_workbook_is_refused(tmp_path):
    inputs = a_register(tmp_path / "inputs")
    (inputs / "more.xlsx").write_bytes(b"<html>")
    with pytest.raises(InputRefused, match=r"more\.xlsx"):
        run_pack(Order(inputs, PERIOD, output=tmp_path / "reports"), started_at=datetime(2026, 11, 2, tzinfo=UTC))
    assert not (tmp_path / "reports").exists()


def test_a_run_that_is_told_to_end_publishes_nothing_and_sweeps_up(tmp_path):
    told = "import os, signal; os.kill(os.getppid(), signal.SIGTERM)"
    folder = small_notebooks(tmp_path / "notebooks", {"10_record_as_controller": told})
    inputs = a_register(tmp_path / "inputs")
    command = [sys.executable, "-c", WITH_NOTEBOOKS, str(folder), "run", str(inputs), "--period", PERIOD, "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, timeout=120, check=False)
    assert done.returncode == 143
    assert tree(tmp_path / "reports") == {f"fernway/{PERIOD}/.lock": b""}
