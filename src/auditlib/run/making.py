"""Executes the notebooks of a pack, two at a time, and renders each into its page."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import UTC, datetime

import nbformat

from auditlib.errors import NotebookFailed
from auditlib.execution import execute
from auditlib.pack_format import PAYLOAD
from auditlib.render.html import page_html
from auditlib.reports.entries import named
from auditlib.run.order import Progress
from auditlib.run.tasks import Task
from auditlib.seal.publish import Staging
from auditlib.version import VERSION

_WORKERS = 2


def execute_all(
    tasks: tuple[Task, ...], staging: Staging, variables: Mapping[str, str], progress: Progress
) -> dict[str, float]:
    """Execute every notebook in the working folder; gives the seconds that each took, by its name.

    `variables` tell the pages what they are part of.

    Raises:
        NotebookFailed, KernelDied, TimeLimitReached: the first that fails; no other begins after it.
    """
    progress(0, len(tasks), "")
    seconds: dict[str, float] = {}
    with _executor() as executor:
        for done, future in enumerate(as_completed(_submitted(executor, tasks, staging, variables)), start=1):
            stem, took = future.result()
            seconds[stem] = took
            progress(done, len(tasks), stem)
    return dict(sorted(seconds.items()))


@contextmanager
def _executor() -> Iterator[Executor]:
    """Once a notebook fails or the run is interrupted, no other begins."""
    executor = ThreadPoolExecutor(_WORKERS)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _submitted(
    executor: Executor, tasks: Iterable[Task], staging: Staging, variables: Mapping[str, str]
) -> list[Future[tuple[str, float]]]:
    return [executor.submit(_make, task, staging, variables) for task in tasks]


def _make(task: Task, staging: Staging, variables: Mapping[str, str]) -> tuple[str, float]:
    began = datetime.now(UTC)
    executed = execute(task.stem, task.notebook, task.parameters, folder=staging.work, variables=variables)
    data = staging.pack / PAYLOAD
    if not (data / f"{task.stem}.xlsx").is_file():
        raise NotebookFailed(f"{task.stem}: it ended without writing its workbook.")
    nbformat.write(executed, data / f"{task.stem}.ipynb")
    title = f"{task.report.title} · {named(task.entity)}" if task.entity else task.report.title
    page = page_html(executed, title=title, tool=f"auditlib {VERSION}")
    (data / f"{task.stem}.html").write_text(page, encoding="utf-8", newline="\n")
    return task.stem, (datetime.now(UTC) - began).total_seconds()
