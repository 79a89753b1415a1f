"""Makes a pack: executes every report through Papermill, renders it, and publishes all of it in one step."""

from datetime import datetime
from pathlib import Path

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import Case, open_case
from auditlib.errors import InputRefused
from auditlib.pack_format import DRAFT, FINAL
from auditlib.reports.page import REPORT_VARIABLE, STATE_VARIABLE
from auditlib.run.gathering import gather
from auditlib.run.making import execute_all
from auditlib.run.order import Order, Pack, Progress
from auditlib.run.packs import final_before, latest_final
from auditlib.run.recording import Course, close_pack
from auditlib.run.tasks import path_part, tasks_of
from auditlib.run.writing import write_files
from auditlib.seal.publish import publish, stage
from auditlib.sign_off import findings_digest, missing_sign_offs

__all__ = ["Order", "Pack", "run_pack"]


def run_pack(order: Order, *, started_at: datetime, progress: Progress | None = None) -> Pack:
    """Make and publish a pack.

    Args:
        order: what to make.
        started_at: the moment the run began; it stands in `run.json` and `bag-info.txt` and nowhere else.
        progress: called with how many notebooks are done, of how many, and the name of the last.

    Raises:
        AuditlibError: see `auditlib.errors`; whatever was published before stays as it was.
    """
    case, previous = _open(order)
    target = order.output / path_part(case) / case.period.name
    tasks = tasks_of(case, order.own_rules)
    audit = assess(case, order.own_rules)
    signed = findings_digest(audit)
    if order.is_final:
        _require_signed(audit)
    state = f"{FINAL}:{signed}" if order.is_final else DRAFT
    with stage(target) as staging:
        gather(case, previous, order.own_rules, staging)
        told = {STATE_VARIABLE: state, REPORT_VARIABLE: audit.case.report_id}
        seconds = execute_all(tasks, staging, told, progress or _silently)
        write_files(audit, tasks, staging, state)
        course = Course(order.is_final, started_at, seconds, latest_final(target))
        digest = close_pack(audit, staging, course)
        folder = publish(target, staging, is_final=order.is_final)
    return _pack(folder, audit, course, digest)


def _pack(folder: Path, audit: Audit, course: Course, digest: str) -> Pack:
    final = course.other_final.run if course.other_final else ""
    superseded, other = (final, "") if course.is_final else ("", final)
    problems = len(audit.case.register.problems)
    findings = findings_digest(audit)
    return Pack(folder, course.state, audit.case.report_id, digest, findings, problems, superseded, other)


def _open(order: Order) -> tuple[Case, str]:
    """The case, and the pack it is compared with: the one named, else the latest final one of the period before."""

    def opened(previous: str) -> tuple[Case, str]:
        entity = order.organisation
        case = open_case(order.inputs, period=order.period, as_of=order.as_of, organisation=entity, previous=previous)
        return case, previous

    case, previous = opened(order.previous)
    found = None if previous else final_before(order.output / path_part(case), case.period)
    return opened(str(found.absolute())) if found else (case, previous)


def _require_signed(audit: Audit) -> None:
    """Raise `InputRefused`, listing what is missing, unless three people signed these findings."""
    if missing := missing_sign_offs(audit):
        raise InputRefused(missing, f"The digest of these findings:\n{findings_digest(audit)}")


def _silently(_done: int, _total: int, _name: str) -> None:
    """For runs without a terminal."""
