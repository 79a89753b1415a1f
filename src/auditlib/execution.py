"""Executes a notebook with Papermill in a process of its own, with a small environment, and makes it reproducible."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from papermill.log import logger
from traitlets import default
from traitlets.config import Config

from auditlib.errors import KernelDied, NotebookFailed, TimeLimitReached

SECONDS_PER_CELL = 900
_ENGINE = "auditlib"
# A secret in the environment would end up in the traceback of a failing cell, so the kernel gets only these.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH", "JUPYTER_PATH")
_FIXED = {
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


class _OwnKernel(AsyncKernelManager):
    """The kernel of this interpreter, whatever other kernels the user has installed under its name."""

    @default("kernel_spec_manager")
    def _without_installed_kernels(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


class _IsolatedEngine(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """Papermill's own engine, with a working directory and an environment that belong to the kernel alone."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Execute the notebook held by Papermill's manager."""
        # Over TCP any local user could read what the kernel says; a socket in a private folder is ours alone.
        with TemporaryDirectory(prefix="auditlib-") as sockets, Path(options["log"]).open("wb") as log:
            ours = {"transport": "ipc", "connection_file": str(Path(sockets) / "kernel.json")}
            client = PapermillNotebookClient(
                nb_man,
                kernel_name=kernel_name,
                kernel_manager_class=_OwnKernel,
                timeout=options["execution_timeout"],
                startup_timeout=options.get("start_timeout", 60),
                resources={"metadata": {"path": options["folder"]}},
                record_timing=False,
                log=logger,
                config=Config({"KernelManager": ours if os.name == "posix" else {}}),
            )
            try:
                client.execute(env=options["environment"], stdout=log, stderr=log)
            finally:
                ensure_event_loop().close()  # the client makes one for its thread, and leaves it open


papermill_engines.register(_ENGINE, _IsolatedEngine)


def execute(
    name: str,
    notebook: nbformat.NotebookNode,
    parameters: Mapping[str, object],
    *,
    folder: Path,
    variables: Mapping[str, str],
) -> nbformat.NotebookNode:
    """Execute a notebook and give it back with its outputs, without times, paths or random ids.

    Args:
        name: its name, for messages.
        notebook: the notebook as it is kept.
        parameters: values for its parameters cell.
        folder: the working directory of its kernel.
        variables: environment variables for the kernel, beside the few that every kernel gets.

    Raises:
        NotebookFailed: a cell raised.
        KernelDied: the kernel ended unexpectedly, or did not start.
        TimeLimitReached: a cell took too long.
    """
    # What a kernel says outside its cells would otherwise reach the terminal of the run.
    log = folder / f".{name}.log"
    options = {"folder": str(folder), "environment": _environment(folder, variables), "log": str(log)}
    try:
        executed = _through_papermill(notebook, parameters, options)
    except PapermillExecutionError as error:
        cell = _number(notebook, error.cell_index)
        raise NotebookFailed(f"{name}, cell {cell}: {error.ename}: {error.evalue}") from error
    except RuntimeError as error:  # DeadKernelError is one, and so is a kernel that never answered
        last = log.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
        message = f"{name}: the process that executes it ended unexpectedly, or did not start. {last or error}"
        raise KernelDied(message) from error
    except CellTimeoutError as error:
        raise TimeLimitReached(f"{name}: a cell took more than {SECONDS_PER_CELL} seconds.") from error
    _check_finished(name, notebook, executed)
    return reproducible(executed)


def _through_papermill(
    notebook: nbformat.NotebookNode, parameters: Mapping[str, object], options: Mapping[str, object]
) -> nbformat.NotebookNode:
    executed: nbformat.NotebookNode = execute_notebook(
        notebook,
        None,
        parameters=dict(parameters),
        engine_name=_ENGINE,
        kernel_name="python3",
        progress_bar=False,
        request_save_on_cell_execute=False,
        execution_timeout=SECONDS_PER_CELL,
        **options,
    )
    return executed


def reproducible(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what differs from run to run: Papermill's times and paths, random cell ids."""
    notebook.metadata.pop("papermill", None)
    for position, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{position:02d}"
        for key in ("papermill", "execution", "trusted"):
            cell.metadata.pop(key, None)
    return notebook


def _number(notebook: nbformat.NotebookNode, executed: int) -> int:
    """The number, from 1, of a cell in the notebook as it is kept; Papermill adds one after the parameters cell."""
    tagged = (place for place, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", []))
    added_at = next(tagged, -1) + 1
    return executed if executed >= added_at else executed + 1


def _check_finished(name: str, notebook: nbformat.NotebookNode, executed: nbformat.NotebookNode) -> None:
    """A cell that was never reached, or whose error was swallowed by its output, is not a finished notebook."""
    for position, cell in enumerate(executed.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        failed = any(output.output_type == "error" for output in cell.outputs)
        if cell.execution_count is None or failed:
            raise NotebookFailed(f"{name}, cell {_number(notebook, position)}: the cell did not run to its end.")


def _environment(folder: Path, variables: Mapping[str, str]) -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # The user's own IPython profile could change what a cell does.
    return passed_on | _FIXED | {"IPYTHONDIR": str(folder / ".ipython")} | dict(variables)
