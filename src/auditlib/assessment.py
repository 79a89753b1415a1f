"""The whole assessment of a case: every known rule, and an analyst's own, over register and evidence."""

from pathlib import Path

from auditlib.audit import Audit, audit_case
from auditlib.case import Case
from auditlib.evidence.opening import open_evidence
from auditlib.rulebook.own_rules import load_own_rules
from auditlib.rules import known_rules


def assess(case: Case, own_rules: str | Path = "") -> Audit:
    """Run every rule over a case.

    Args:
        case: the register on a date, for a period.
        own_rules: a folder with rules of the analyst's own; blank for none.

    Raises:
        UsageError: the folder is missing, or a file in it cannot be imported.
    """
    return audit_case(
        case, (*known_rules(), *(load_own_rules(Path(own_rules)) if own_rules else ())), open_evidence(case)
    )
