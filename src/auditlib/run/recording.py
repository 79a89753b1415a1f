"""Closes a pack: its manifest, its record with everything that differs from run to run, and its tag files."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.pack_format import DRAFT, FINAL, RUN
from auditlib.render.findings_json import problem_document
from auditlib.reports.entries import listing
from auditlib.run.packs import Made
from auditlib.run.tasks import path_part
from auditlib.seal.bag import write_manifest, write_tags
from auditlib.seal.publish import Staging
from auditlib.sign_off import findings_digest, signatures
from auditlib.version import VERSION


@dataclass(frozen=True, slots=True)
class Course:
    """How a run went: whether it is final, when it began, seconds of each notebook, the final pack there was before."""

    is_final: bool
    started_at: datetime
    seconds: Mapping[str, float]
    other_final: Made | None

    @property
    def state(self) -> str:
        """What the record says of the pack."""
        return FINAL if self.is_final else DRAFT


def close_pack(audit: Audit, staging: Staging, course: Course) -> str:
    """Write manifest, record and tags; gives the digest of the pack."""
    digest = write_manifest(staging.pack)
    record = {"report_id": audit.case.report_id, "digest": digest, **_record(audit, staging, course)}
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    (staging.pack / RUN).write_text(text, encoding="utf-8", newline="\n")
    write_tags(staging.pack, _about(audit, course))
    return digest


def _record(audit: Audit, staging: Staging, course: Course) -> dict[str, Any]:
    case = audit.case
    findings = findings_digest(audit)
    signed = signatures(case, findings)
    return {
        "outcome": "done",
        "state": course.state,
        "run": staging.number,
        "supersedes" if course.is_final else "final": asdict(course.other_final) if course.other_final else None,
        "period": case.period.name,
        "as_of": case.as_of.isoformat(),
        "recorded_until": case.recorded_until.isoformat(),
        "organisation": [entity.identity for entity in case.entities],
        "previous": _previous(case),
        "findings_digest": findings,
        "signed": [
            {"step": one.step, "name": one.name, "role": one.role, "signed_on": one.signed_on.isoformat()}
            for one in signed
        ],
        "inputs": [{"file": file.name, "sha256": file.sha256, "bytes": file.size} for file in case.files],
        "problems": [problem_document(problem) for problem in case.register.problems],
        "notebooks": [
            {"name": name, "outcome": "done", "seconds": round(took, 2)} for name, took in course.seconds.items()
        ],
        "started_at": course.started_at.isoformat(timespec="seconds"),
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tool": f"auditlib {VERSION}",
        "python": platform.python_version(),
        "platform": platform.system(),
    }


def _previous(case: Case) -> dict[str, str] | None:
    prior = case.previous
    return {"period": prior.period.name, "report_id": prior.report_id, "digest": prior.digest} if prior else None


def _about(audit: Audit, course: Course) -> dict[str, str]:
    case = audit.case
    return {
        "Source-Organization": listing(case.entities),
        "External-Identifier": f"{path_part(case)}/{case.period.name}/{case.report_id}",
        "External-Description": f"Privacy self-assessment by management, {case.period.in_words}; {course.state}",
        "Bagging-Date": course.started_at.date().isoformat(),
        "Bag-Software-Agent": f"auditlib {VERSION}",
    }
