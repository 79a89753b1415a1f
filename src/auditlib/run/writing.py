"""Writes the files of a pack that belong to no notebook: findings, rows of the register, policy, worklist, index."""

from collections.abc import Iterable
from pathlib import Path

from auditlib.assessment import assess_policy
from auditlib.audit import Audit
from auditlib.pack_format import (
    FINDINGS,
    FINDINGS_LOG,
    FINDINGS_TABLE,
    INDEX,
    POLICY,
    POLICY_CHECK,
    REGISTER,
    SIGNED,
    WORKLIST,
)
from auditlib.render.findings import AuditFormat, audit_in
from auditlib.render.findings_json import audit_json
from auditlib.render.html import plain_page
from auditlib.render.policy_check import check_json
from auditlib.render.register_json import register_json
from auditlib.render.sarif import audit_sarif
from auditlib.reports.entries import named
from auditlib.reports.index import TITLE, Made, index_body
from auditlib.run.tasks import Task
from auditlib.seal.publish import Staging
from auditlib.sign_off import signed_text
from auditlib.version import VERSION
from auditlib.worklist import write_worklist


def write_files(audit: Audit, tasks: Iterable[Task], staging: Staging, state: str) -> None:
    """Write every file of the payload that the notebooks do not make."""
    pack = staging.pack
    _write(pack / FINDINGS, audit_json(audit))
    _write(pack / FINDINGS_TABLE, audit_in(AuditFormat.CSV, audit))
    _write(pack / FINDINGS_LOG, audit_sarif(audit))
    _write(pack / SIGNED, signed_text(audit))
    _write(pack / REGISTER, register_json(audit.case))
    check = assess_policy(audit)
    _write(pack / POLICY_CHECK, check_json(audit.case, check))
    if check.policy:
        _write(pack / POLICY, check.policy.text)
    write_worklist(pack / WORKLIST, audit)
    _write(pack / INDEX, _index(audit, tasks, state))


def _index(audit: Audit, tasks: Iterable[Task], state: str) -> str:
    every = audit.case.entities
    about_all = named(every[0]) if len(every) == 1 else "all legal entities"
    made = [Made(task.report.title, named(task.entity) if task.entity else about_all, task.stem) for task in tasks]
    title = f"{TITLE} · {audit.case.period.in_words}"
    return plain_page(title, index_body(audit, made, state), tool=f"auditlib {VERSION}", has_contents=False)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
