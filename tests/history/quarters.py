"""Quarters of the clean register that follow each other, with the rules that are asked."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from auditlib.audit import Audit, audit_case
from auditlib.findings import Finding
from auditlib.history.comparing import compared
from auditlib.rules import known_rules
from auditlib.settings import Settings
from tests.making_priors import a_prior
from tests.rules.clean import Rows
from tests.rules.making import NO_EVIDENCE, Change, a_case, rows_with

Changes = Mapping[Change, str | None]
UNCHANGED: Changes = MappingProxyType({})


def a_quarter(
    *rule_ids: str,
    after: Audit | None = None,
    changes: Changes = UNCHANGED,
    add: Mapping[str, list[dict[str, str]]] = MappingProxyType({}),
    without: Iterable[str] = (),
    settings: Settings | None = None,
) -> Audit:
    """An audit of the clean register with changes: of 2026-Q2, or of the quarter that follows another audit."""
    return a_quarter_of(rows_with(changes, add, without), *rule_ids, after=after, settings=settings)


def a_quarter_of(rows: Rows, *rule_ids: str, after: Audit | None = None, settings: Settings | None = None) -> Audit:
    """The same of any rows."""
    period = _FOLLOWING[after.case.period.name] if after else "2026-Q2"
    case = replace(a_case(rows, period=period, settings=settings), previous=a_prior(after) if after else None)
    return compared(audit_case(case, [rule for rule in known_rules() if rule.rule_id in rule_ids], NO_EVIDENCE))


_FOLLOWING = {"2026-Q2": "2026-Q3", "2026-Q3": "2026-Q4", "2026-Q4": "2027-Q1"}


def the_one(audit: Audit) -> Finding:
    """The one finding, of this period or of an earlier one."""
    (finding,) = (*audit.findings, *audit.past, *audit.history)
    return finding
