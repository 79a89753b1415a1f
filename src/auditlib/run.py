"""Makes a pack: executes every report through Papermill, renders it, and publishes all of it in one step."""

import json
import platform
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import Case, open_case
from auditlib.errors import InputRefused, NotebookFailed
from auditlib.execution import execute
from auditlib.intake.inventory import take_inventory
from auditlib.notebooks import check_parameters, declared_parameters, read_notebook
from auditlib.places import Place, Problem
from auditlib.render.findings_json import audit_json
from auditlib.render.html import page_html, plain_page
from auditlib.reports import known_reports
from auditlib.reports.entries import listing, named
from auditlib.reports.index import TITLE, Made, index_body
from auditlib.reports.page import DRAFT, STATE_VARIABLE, Report
from auditlib.scope import readable
from auditlib.seal.bag import write_manifest, write_tags
from auditlib.seal.publish import Staging, publish, stage
from auditlib.sheets.organisation import Organisation
from auditlib.version import VERSION

_PATH_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_WORKERS = 2
# The folder, beside the copied inputs, into which an analyst's own rules are copied.
_OWN_RULES = "rules"
_COPY = "inputs"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Pack:
    """A published pack: its folder, its report id, its digest, and how many problems its input had."""

    folder: Path
    report_id: str
    digest: str
    problems: int

    @property
    def first_page(self) -> Path:
        """The page to open."""
        return self.folder / "data" / "index.html"


@dataclass(frozen=True, slots=True)
class _Task:
    """One notebook to execute, for one entity or for all, with the values of its parameters."""

    report: Report
    entity: Organisation | None
    stem: str
    notebook: nbformat.NotebookNode
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: inputs, period, the day that counts (blank: its last), entity (blank: all), folder of all packs.

    `own_rules` is a folder with rules of the analyst's own; blank for none.
    """

    inputs: str | Path
    period: str
    as_of: str = ""
    organisation: str = ""
    output: Path = Path("reports")
    own_rules: str = ""


def run_pack(order: Order, *, started_at: datetime, progress: Progress | None = None) -> Pack:
    """Make and publish a pack.

    Args:
        order: what to make.
        started_at: the moment the run began; it stands in `run.json` and `bag-info.txt` and nowhere else.
        progress: called with how many notebooks are done, of how many, and the name of the last.

    Raises:
        AuditlibError: see `auditlib.errors`; whatever was published before stays as it was.
    """
    case = open_case(order.inputs, period=order.period, as_of=order.as_of, organisation=order.organisation)
    target = order.output / _path_part(case) / case.period.name
    tasks = tuple(_tasks(case, order.own_rules))
    with stage(target) as staging:
        _copy_inputs(case, staging)
        if order.own_rules:
            shutil.copytree(order.own_rules, staging.work / _OWN_RULES)
        seconds = _execute_all(tasks, staging, progress or _silently)
        audit = assess(case, order.own_rules)
        _write_findings(audit, tasks, staging)
        digest = _seal(case, staging, started_at, seconds)
        folder = publish(target, staging)
    return Pack(folder, case.report_id, digest, len(case.register.problems))


def _silently(_done: int, _total: int, _name: str) -> None:
    """For runs without a terminal."""


def _path_part(case: Case) -> str:
    """The id that names the folder of the packs: the entity asked for, or the one entity above all others.

    Raises:
        InputRefused: no entity, or several without a common parent, or ids that cannot name a folder.
    """
    every = case.register.all(Organisation)
    heads = (case.organisation,) if case.organisation else tuple(_without_parent(every))
    if len(heads) != 1:
        found = f"{len(heads)} legal entities without a parent in the sheet" if every else "no legal entity"
        remedy = "Fill in parent_entity_id, or name one with --organisation." if every else "Fill in the sheet."
        raise _refused(Place(case.inputs.name, "organisation"), found, "one entity at the head of the group", remedy)
    names = [entity.identity for entity in every]
    clashing = len({name.casefold() for name in names}) < len(names)
    unusable = [name for name in names if not _PATH_PART.fullmatch(name)]
    if clashing or unusable:
        found = f"the ids {', '.join(unusable or names)}"
        expected = "ids of letters, digits, dots, dashes, that differ in more than capitals"
        raise _refused(heads[0].place_of("entity_id"), found, expected, "Rename the entity; the id names a folder.")
    return heads[0].identity


def _without_parent(entities: tuple[Organisation, ...]) -> Iterator[Organisation]:
    """The entities that name no other entity of the register as their parent."""
    known = {entity.identity for entity in entities}
    return (entity for entity in entities if readable(entity, "parent_entity_id") not in known - {entity.identity})


def _refused(place: Place, found: str, expected: str, remedy: str) -> InputRefused:
    return InputRefused([Problem(place, "organisation", found, expected, remedy)])


def _tasks(case: Case, own_rules: str) -> Iterator[_Task]:
    """Every notebook of the pack; none is executed before the parameters of all are known to fit."""
    several = len(case.register.all(Organisation)) > 1
    for report in known_reports():
        notebook = read_notebook(report.notebook)
        for entity in case.entities if report.is_per_entity else (case.organisation,):
            declared = declared_parameters(notebook)
            parameters = _parameters(case, entity)
            if "rules" in declared:
                parameters["rules"] = _OWN_RULES if own_rules else ""
            check_parameters(report.notebook, declared, parameters)
            yield _Task(report, entity, report.stem(entity if several else None), notebook, parameters)


def _parameters(case: Case, entity: Organisation | None) -> dict[str, str]:
    """Values that hold in the working folder, so that no path of this machine gets into a notebook."""
    return {
        "inputs": _COPY if case.inputs.is_dir() else f"{_COPY}/{case.inputs.name}",
        "period": case.period.name,
        "as_of": case.as_of.isoformat(),
        "organisation": entity.identity if entity else "",
        "output": "../pack/data",
    }


def _copy_inputs(case: Case, staging: Staging) -> None:
    """Copy what was read, so that a file saved meanwhile cannot make two notebooks disagree."""
    folder = staging.work / _COPY
    for file in case.files:
        (folder / file.name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.path, folder / file.name)
    copied = {(file.name, file.sha256) for file in take_inventory(folder)}
    changed = sorted(file.name for file in case.files if (file.name, file.sha256) not in copied)
    if changed:
        found = "a file that was saved while it was read"
        raise _refused(Place(", ".join(changed)), found, "files at rest", "Run it again.")


def _execute_all(tasks: tuple[_Task, ...], staging: Staging, progress: Progress) -> dict[str, float]:
    progress(0, len(tasks), "")
    seconds: dict[str, float] = {}
    with _executor() as executor:
        for done, future in enumerate(as_completed(_submitted(executor, tasks, staging)), start=1):
            stem, took = future.result()
            seconds[stem] = took
            progress(done, len(tasks), stem)
    return dict(sorted(seconds.items()))


@contextmanager
def _executor() -> Iterator[Executor]:
    """Two at a time; once one fails or the run is interrupted, no other begins."""
    executor = ThreadPoolExecutor(_WORKERS)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _submitted(executor: Executor, tasks: Iterable[_Task], staging: Staging) -> list[Future[tuple[str, float]]]:
    return [executor.submit(_make, task, staging) for task in tasks]


def _make(task: _Task, staging: Staging) -> tuple[str, float]:
    began = datetime.now(UTC)
    variables = {STATE_VARIABLE: DRAFT}
    executed = execute(task.stem, task.notebook, task.parameters, folder=staging.work, variables=variables)
    data = staging.pack / "data"
    if not (data / f"{task.stem}.xlsx").is_file():
        raise NotebookFailed(f"{task.stem}: it ended without writing its workbook.")
    nbformat.write(executed, data / f"{task.stem}.ipynb")
    title = f"{task.report.title} · {named(task.entity)}" if task.entity else task.report.title
    page = page_html(executed, title=title, tool=f"auditlib {VERSION}")
    (data / f"{task.stem}.html").write_text(page, encoding="utf-8", newline="\n")
    return task.stem, (datetime.now(UTC) - began).total_seconds()


def _write_findings(audit: Audit, tasks: Iterable[_Task], staging: Staging) -> None:
    (staging.pack / "data" / "findings.json").write_text(audit_json(audit), encoding="utf-8", newline="\n")
    case = audit.case
    made = [
        Made(task.report.title, named(task.entity) if task.entity else "all legal entities", task.stem)
        for task in tasks
    ]
    page = plain_page(
        f"{TITLE} · {case.period.in_words}", index_body(audit, made), tool=f"auditlib {VERSION}", has_contents=False
    )
    (staging.pack / "data" / "index.html").write_text(page, encoding="utf-8", newline="\n")


def _seal(case: Case, staging: Staging, started_at: datetime, seconds: Mapping[str, float]) -> str:
    digest = write_manifest(staging.pack)
    record = {
        "report_id": case.report_id,
        "digest": digest,
        "outcome": "done",
        "state": DRAFT,
        "run": staging.number,
        "period": case.period.name,
        "as_of": case.as_of.isoformat(),
        "recorded_until": case.recorded_until.isoformat(),
        "organisation": [entity.identity for entity in case.entities],
        "inputs": [{"file": file.name, "sha256": file.sha256, "bytes": file.size} for file in case.files],
        "problems": [asdict(problem) for problem in case.register.problems],
        "notebooks": [{"name": name, "outcome": "done", "seconds": round(took, 2)} for name, took in seconds.items()],
        "started_at": started_at.isoformat(timespec="seconds"),
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tool": f"auditlib {VERSION}",
        "python": platform.python_version(),
        "platform": platform.system(),
    }
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    (staging.pack / "run.json").write_text(text, encoding="utf-8", newline="\n")
    info = {
        "Source-Organization": listing(case.entities),
        "External-Identifier": f"{_path_part(case)}/{case.period.name}/{case.report_id}",
        "External-Description": f"Privacy self-assessment by management, {case.period.in_words}; {DRAFT}",
        "Bagging-Date": started_at.date().isoformat(),
        "Bag-Software-Agent": f"auditlib {VERSION}",
    }
    write_tags(staging.pack, info)
    return digest
