"""Packs of earlier periods as the period after reads them: no page and no workbook, so that they cost little."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from auditlib.assessment import assess
from auditlib.audit import Audit
from auditlib.case import open_case
from auditlib.pack_format import FINAL, FINDINGS, POLICY, REGISTER, RUN
from auditlib.prior.pack import Prior
from auditlib.register.texts import rows_in_text
from auditlib.render.findings_json import audit_json
from auditlib.render.register_json import register_json
from auditlib.seal.bag import write_manifest, write_tags
from tests.packs import REFERENCE_INPUTS

QUARTERS = ("Q1", "Q2", "Q3")


def a_prior_pack(folder: Path, audit: Audit, state: str = FINAL, policy_text: str = "") -> Path:
    """Write what a pack of an audit holds for the next period into `<folder>/<period>/001`, and give that folder."""
    pack = folder / audit.case.period.name / "001"
    (pack / "data").mkdir(parents=True)
    (pack / FINDINGS).write_text(audit_json(audit), encoding="utf-8")
    (pack / REGISTER).write_text(register_json(audit.case), encoding="utf-8")
    if policy_text:
        (pack / POLICY).write_text(policy_text, encoding="utf-8")
    run = {
        "report_id": audit.case.report_id,
        "digest": write_manifest(pack),
        "state": state,
        "organisation": [entity.identity for entity in audit.case.entities],
    }
    (pack / RUN).write_text(json.dumps(run), encoding="utf-8")
    write_tags(pack, {"Source-Organization": "Acme"})
    return pack


def a_prior(audit: Audit, state: str = FINAL) -> Prior:
    """What the next period reads of the pack of an audit, without writing one."""
    case = audit.case
    return Prior(
        name="001",
        period=case.period,
        as_of=case.as_of,
        report_id=case.report_id,
        digest="0" * 64,
        state=state,
        organisation=tuple(entity.identity for entity in case.entities),
        findings=audit.findings,
        past=audit.past,
        history=audit.history,
        rows=rows_in_text(case.register),
    )


@cache
def reference_quarters() -> Mapping[str, Audit]:
    """The three quarters of the reference company, each compared with the one before."""
    audits: dict[str, Audit] = {}
    for quarter in QUARTERS:
        case = open_case(REFERENCE_INPUTS, period=f"2026-{quarter}")
        before = list(audits.values())[-1:]
        audits[quarter] = assess(replace(case, previous=a_prior(before[0])) if before else case)
    return audits
