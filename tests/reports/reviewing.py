"""Reviews of a policy: that of the reference company, and of any text beside the clean register."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from auditlib.assessment import assess
from auditlib.audit import audit_case
from auditlib.case import Case, open_case
from auditlib.intake.inventory import InputFile, Role
from auditlib.register.register import Register
from auditlib.reports.policy_and_practice import PolicyReview, reviewed
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.rules.making import NO_EVIDENCE, Change, a_case, rows_with

STATEMENT = {
    "commitment_id": "S01-C01",
    "policy_version_id": "PV-01",
    "section": "S01",
    "quote": "We do not sell data",
    "kind": "does_not_sell",
    "modality": "forbids",
    "operator": "none",
    "accepted_by": "Privacy analyst",
    "accepted_on": "2026-06-02",
    "status": "accepted",
}


@cache
def the_reference_review() -> PolicyReview:
    """The policy of the reference company, every rule run."""
    return reviewed(assess(open_case(REFERENCE_INPUTS, period=PERIOD)))


def statement(number: int, quote: str, **more: str) -> dict[str, str]:
    """A row of the statements sheet with these words."""
    return {**STATEMENT, "commitment_id": f"S01-C{number:02}", "quote": quote, **more}


def a_case_with(
    folder: Path,
    *texts: str,
    statements: Iterable[dict[str, str]] = (),
    changes: Mapping[Change, str | None] = MappingProxyType({}),
) -> Case:
    """The clean register with these statements alone, beside policy files with these texts."""
    files = []
    for number, text in enumerate(texts):
        path = folder / ("privacy-policy.txt" if len(texts) == 1 else f"policy-{number}.txt")
        path.write_text(text, encoding="utf-8")
        files.append(InputFile(path.name, Role.POLICY, len(text), "0" * 64, path))
    rows = rows_with(changes)
    rows["policy_commitments"] = [dict(row) for row in statements]
    case = a_case(rows)
    register = case.register
    return replace(case, register=Register({n: register.named(n) for n in register.supplied}, tuple(files)))


def a_review(folder: Path, *texts: str, statements: Iterable[dict[str, str]] = ()) -> PolicyReview:
    """What becomes of a text beside the clean register; no rule is run."""
    return reviewed(audit_case(a_case_with(folder, *texts, statements=statements), (), NO_EVIDENCE))
